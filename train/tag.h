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

#endif
