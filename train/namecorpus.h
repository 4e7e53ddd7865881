/* namecorpus.h - texts in which names are marked, from corpora that mark them in different ways. */
#ifndef TRAIN_NAMECORPUS_H
#define TRAIN_NAMECORPUS_H

#include "conllu.h"
#include "silver.h"

typedef struct name_span {
    q_span span;           /* bytes */
    uint8_t begin;         /* q_name: the begin of its kind */
} name_span;

typedef struct name_text {
    char *text;
    uint32_t length;
    Q_ROWS(name_span) names; /* in order, none within another */
    int persons_only;      /* names of other kinds are not marked */
} name_text;

typedef struct name_corpus {
    Q_ROWS(name_text) texts;
} name_corpus;

/* Runs the rooms before this one on a text. */
void name_document(q_document *document, const name_text *text);

/* Names of automatic annotation: neighbours of one kind are one name; LOCATION is a place, MISC another name. */
name_corpus *name_corpus_silver(const char *annotation_path, const char *articles_path);

/* Names of a treebank with entities in MISC (GUM): the proper nouns around the head of an entity; nationalities. */
name_corpus *name_corpus_treebank(const char *path);

/* Names of persons in fiction: the first capitalised words of a mention, its titles left out. */
name_corpus *name_corpus_persons(const char *path);

void name_corpus_free(name_corpus *corpus);

#endif
