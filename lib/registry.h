/* registry.h - the speakers of many documents, joined by name and kind.
 *
 * Written form, all numbers little-endian. A string is its length in bytes (4) and its UTF-8, without NUL.
 *
 *     8   "QUOTHREG"
 *     4   version, Q_REGISTRY_VERSION
 *     4   documents, count
 *     4   speakers, count
 *     4   0
 *     8   size of all that follows the header, bytes
 *     8   checksum of it (FNV-1a, 64 bits)
 *     documents: the id, a string
 *     speakers:  kind (4), gender (4), named (4), name (string), aliases: count (4), strings;
 *                statements: count (4), each document (4), quote (8), start (8), end (8), confidence (8, IEEE 754) */
#ifndef Q_REGISTRY_H
#define Q_REGISTRY_H

#include "memory.h"

#define Q_REGISTRY_MAGIC "QUOTHREG"

enum { Q_REGISTRY_VERSION = 1, Q_REGISTRY_HEADER = 40 };

typedef struct q_statement {
    quoth_statement shown;
    uint32_t document;
} q_statement;

typedef struct q_form { /* a name or alias of one speaker */
    const char *form;
    uint32_t person;
    uint32_t name;       /* row of `names` */
    uint32_t next;       /* form of the same slot, or UINT32_MAX */
} q_form;

typedef struct q_form_name { /* a folded form and all who bear it */
    const char *folded;
    Q_ROWS(uint32_t) bearers; /* rows of `forms`, in the order of their persons */
    uint32_t next;            /* name of the same slot, or UINT32_MAX */
} q_form_name;

typedef struct q_person { /* a speaker, of any kind */
    quoth_speaker shown;   /* its pointers are those of the rows below */
    const char *folded;    /* its name */
    Q_ROWS(const char *) aliases;
    Q_ROWS(q_statement) statements;
    uint32_t next;         /* person of the same slot, or UINT32_MAX */
    uint32_t added;        /* number of the addition that last joined it */
} q_person;

struct quoth_registry {
    quoth_allocator allocator;
    q_arena strings;
    Q_ROWS(q_person) persons;
    Q_ROWS(const char *) documents;
    Q_ROWS(uint32_t) slots; /* hash of keys: first person or UINT32_MAX; a power of two */
    Q_ROWS(q_form) forms;
    Q_ROWS(q_form_name) names;
    Q_ROWS(uint32_t) form_slots; /* hash of person and form: first form or UINT32_MAX; a power of two */
    Q_ROWS(uint32_t) name_slots; /* hash of folded forms: first name or UINT32_MAX; a power of two */
    uint32_t additions;
};

/* A speaker of one document: what is to be joined. */
typedef struct q_voice {
    const char *name;
    quoth_entity_kind kind;
    quoth_gender gender;
    int named;
    const char *const *aliases;
    size_t alias_count;
    size_t statement_count;
} q_voice;

/* A new person with room for the statements of the voice, or NULL when memory ends. */
q_person *q_registry_person(quoth_registry *registry, const q_voice *voice);

/* Takes a statement, for which there is room. */
void q_registry_state(q_person *person, const q_statement *statement);

/* ---- forms ---- */

/* The form of a person, or NULL when it has none such. */
const q_form *q_registry_form_find(quoth_registry *registry, uint32_t person, const char *form);

/* Adds a form that the person does not have, copied; NULL when memory ends. */
const q_form *q_registry_form_add(quoth_registry *registry, uint32_t person, const char *form);

/* Takes back all forms but the first `count`. */
void q_registry_forms_cut(quoth_registry *registry, uint32_t count);

/* The first person from `from` on that bears the folded name, or QUOTH_NONE. */
size_t q_registry_bearer(const quoth_registry *registry, const char *folded, size_t from);

void q_registry_forms_free(quoth_registry *registry);

#endif
