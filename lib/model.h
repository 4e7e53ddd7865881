/* model.h - learned weights: one file of named sections, little-endian, 64-byte aligned, used in place.
 *
 * A room finds its section by name, `q_model_section(document->model, "sentence", &size)`, and works by its rules where there is
 * none. Each section has the version of the feature code it was trained with; a file with a section of another version is
 * refused. The trainer writes one such file per room (data/models/), mkmodel joins them for the build. */
#ifndef Q_MODEL_H
#define Q_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "bytes.h"

#define Q_MODEL_MAGIC "QUOTHMDL"

enum {
    Q_MODEL_VERSION = 1,      /* of the file format */
    Q_MODEL_ALIGN = 64,       /* of header, directory entries and sections */
    Q_MODEL_NAME = 16,        /* bytes of a section's name with its NUL */
    Q_MODEL_NUMBER = 4, /* bytes of a section that is a number */
    Q_MODEL_SECTIONS_MAX = 64
};

/* Versions of the feature code: raise one when what a room computes for its weights changes, then train it again. */
enum {
    Q_FEATURES_SENTENCE = 1,
    Q_FEATURES_TOKEN = 1,
    Q_FEATURES_TAG = 1,
    Q_FEATURES_LEMMA = 1,
    Q_FEATURES_NAME = 1,
    Q_FEATURES_ARC = 3,
    Q_FEATURES_GENRE = 2,
    Q_FEATURES_VOICE = 3,
    Q_FEATURES_QUOTE = 4 /* of cues, roles, spans, what stands beside them, and sources together */
};

typedef struct q_model_section_row { /* as read from the directory */
    char name[Q_MODEL_NAME];
    uint32_t version;                /* of the feature code */
    uint64_t offset;                 /* from the start of the file, bytes */
    uint64_t size;                   /* bytes, without padding */
    uint64_t checksum;
} q_model_section_row;

typedef struct q_model { /* all zero: no sections */
    const unsigned char *bytes;
    uint32_t count;
} q_model;

enum { Q_MODEL_TRUST = 0, Q_MODEL_CHECK = 1 }; /* whether the checksums of the sections are computed */

/* Opens a model in place. 0, or -1 when it is damaged, foreign, of another format or holds a stale section. */
int q_model_open(q_model *model, const void *bytes, size_t size, int check);

/* The model built into the library; its checksums are left to the tests. */
int q_model_builtin(q_model *model);

/* The section of that name, or NULL; takes NULL as a model without sections. */
const void *q_model_section(const q_model *model, const char *name, size_t *size);

/* Row `index` < count of the directory. */
q_model_section_row q_model_row(const q_model *model, uint32_t index);

/* The version of a room's feature code, or 0 when no room has that name. */
uint32_t q_model_feature_version(const char *name);

/* The size of a file of these sections, and the file; `offset` and `checksum` of the rows are filled in. `out` has that size. */
size_t q_model_size(const q_model_section_row *rows, uint32_t count);
void q_model_write(q_model_section_row *rows, const void *const *sections, uint32_t count, unsigned char *out);

#endif
