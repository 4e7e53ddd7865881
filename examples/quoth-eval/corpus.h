/* corpus.h - documents of JSON Lines: quotations as sets of letters, entities with their names. */
#ifndef CORPUS_H
#define CORPUS_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "name.h"

/* The places of letters and digits, in order, each once. */
typedef struct letters {
    uint32_t *at;
    size_t count;
} letters;

/* A text in code points: which of them are letters or digits, as bits of a character. */
typedef struct text {
    char *is_letter;
    size_t length;
} text;

typedef struct corpus {
    json_t **documents; /* in the order of the file; of two with one "id" the second stands in the place of the first */
    size_t count;
    json_t *index; /* from the "id", as JSON, to the place of the document */
} corpus;

/* Gold documents have a text. Says on standard error what is wrong, and returns 0. */
int corpus_read(corpus *corpus, const char *path, int gold);
void corpus_free(corpus *corpus);
/* The document with the id of another, or NULL. */
const json_t *corpus_find(const corpus *corpus, const json_t *document);

text text_read(const json_t *document);
void text_free(text *text);

/* Of a list of [start, end] pairs, which may be NULL or null. */
letters letters_of_spans(const text *text, const json_t *spans);
letters letters_of_span(const text *text, const json_t *span);
int letters_equal(const letters *a, const letters *b);

/* The entities of a document; of two with one "id" the second counts. */
typedef struct entity {
    const json_t *row;
    name *names; /* the main name first, then the aliases; empty ones left out */
    size_t name_count;
    name main;   /* may be empty */
} entity;

typedef struct entities {
    entity *at;
    size_t count;
    json_t *index; /* from the "id", as JSON, to the place */
} entities;

entities entities_read(const json_t *document);
void entities_free(entities *entities);

enum { NO_ENTITY = -1 };
/* The place of an entity by its id; NO_ENTITY for null and for unknown ones. */
long entities_find(const entities *entities, const json_t *id);

/* Memory that must be there: the program ends without. */
void *take(size_t count, size_t size);
char *dump(const json_t *value); /* JSON on one line; to be freed */

#endif
