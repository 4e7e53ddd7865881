/* silver.h - articles with automatic annotation: words with lemma, Penn tag, name and arc, and coreference.
 *
 * The annotation is that of Stanford CoreNLP: relations of the first version of Universal Dependencies (dobj, nmod, neg), names
 * as PERSON, ORGANIZATION, LOCATION, MISC, DATE, NUMBER, ... or O, without a border between neighbours of one kind. */
#ifndef TRAIN_SILVER_H
#define TRAIN_SILVER_H

#include "jsonl.h"

typedef struct silver_word {
    q_span span;          /* bytes of the text; "U.S." at the end of a sentence is without its last full stop */
    const char *form;     /* as the annotator read it: -LRB-, ``; all strings end in NUL */
    const char *lemma;
    const char *xpos;
    const char *name;
    const char *relation; /* "_" where the word has no arc */
    uint32_t head;        /* number in its sentence from 1; 0 for the root and for a word without arc */
} silver_word;

typedef struct silver_sentence {
    q_span span;
    uint32_t first;       /* [first, end) its words */
    uint32_t end;
} silver_sentence;

typedef struct silver_mention { /* chain by chain */
    uint32_t chain;       /* number of the entity in its document, from 0 */
    uint32_t first;       /* [first, end) its words */
    uint32_t end;
    uint32_t head;        /* word */
    int representative;   /* the one that names its chain best */
} silver_mention;

typedef struct silver_document {
    const jsonl_document *article; /* id, text, length */
    Q_ROWS(silver_word) words;
    Q_ROWS(silver_sentence) sentences;
    Q_ROWS(silver_mention) mentions;
} silver_document;

typedef struct silver {
    silver_document *documents;
    uint32_t count;
    jsonl articles;
    q_arena strings;
} silver;

/* Reads annotation and the articles it belongs to, in the order of the annotation; ends the program with a message when it
 * cannot. */
silver *silver_read(const char *annotation_path, const char *articles_path);
void silver_free(silver *corpus);

#endif
