/* tag.h - the tagger as later trainers need it: learned from treebanks, by the whole or without a fold. */
#ifndef TRAIN_TAG_H
#define TRAIN_TAG_H

#include "conllu.h"
#include "tagger.h"
#include "train.h"

typedef struct train_tagger { /* the sections of a tagger, and the tagger that reads them */
    void *weights, *words;
    size_t weights_size, words_size;
    q_tagger tagger;
} train_tagger;

/* Learns from all documents but those whose number modulo `folds` is `fold`; from all with 0 folds. */
train_tagger *train_tagger_learn(train_job *job, conllu **treebanks, uint32_t count, uint32_t fold, uint32_t folds);
void train_tagger_free(train_tagger *made);

/* Taggers for rooms that learn from treebanks with the tags they will be given: each has not seen one fold of the documents
 * (jackknifing). The treebanks must be those of the later training. */
enum { TRAIN_FOLDS = 5 };
typedef struct train_folds {
    train_tagger *taggers[TRAIN_FOLDS];
} train_folds;

train_folds *train_folds_learn(train_job *job, conllu **treebanks, uint32_t count);
void train_folds_free(train_folds *folds);

/* Tags a document, `number` in its treebank (conllu_sentence.document), by the tagger that has not seen it. */
void train_folds_tag(const train_folds *folds, uint32_t number, q_document *document);

#endif
