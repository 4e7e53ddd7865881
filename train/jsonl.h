/* jsonl.h - corpora in JSON Lines: texts with gold sentences, tokens and quotes. */
#ifndef TRAIN_JSONL_H
#define TRAIN_JSONL_H

#include "document.h"

typedef Q_ROWS(q_span) jsonl_spans; /* bytes, trimmed of white space */

typedef struct jsonl_quote {
    jsonl_spans cue;
    jsonl_spans content;
    jsonl_spans source;
    uint32_t speaker; /* entity, or Q_NONE */
} jsonl_quote;

typedef struct jsonl_entity {
    Q_ROWS(char *) names; /* the main one first */
} jsonl_entity;

typedef struct jsonl_document {
    char *id;
    char *text;
    uint32_t length;
    jsonl_spans sentences;
    jsonl_spans tokens;
    Q_ROWS(jsonl_quote) quotes;
    Q_ROWS(jsonl_entity) entities;
} jsonl_document;

typedef struct jsonl {
    jsonl_document *documents;
    uint32_t count;
} jsonl;

/* Reads a file; ends the program with a message when it cannot. */
jsonl jsonl_read(const char *path);
void jsonl_free(jsonl *corpus);

/* The byte at which each code point of a text begins, and its length behind them; `count` code points. The caller frees it. */
uint32_t *jsonl_byte_offsets(const char *text, uint32_t length, uint32_t *count);

#endif
