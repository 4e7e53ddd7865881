/* sequence.h - learning to label sequences: the structured perceptron, averaged (Collins, EMNLP 2002). */
#ifndef TRAIN_SEQUENCE_H
#define TRAIN_SEQUENCE_H

#include "weights.h"

typedef struct sequence_model {
    uint32_t labels;
    train_weights *tokens; /* classes: labels */
    train_weights *steps;  /* classes: label before x labels + label */
    int (*follows)(uint32_t before, uint32_t label);
} sequence_model;

typedef struct sequence { /* one example; filled token by token, reused */
    Q_ROWS(uint32_t) features;      /* of the tokens, one after the other */
    Q_ROWS(uint32_t) step_features;
    Q_ROWS(uint32_t) ends;          /* per token: where its features end */
    Q_ROWS(uint32_t) step_ends;
    Q_ROWS(uint8_t) gold;
    Q_ROWS(uint8_t) best;           /* the labels found by sequence_learn */
    Q_ROWS(uint8_t) back;
    Q_ROWS(float) scores;
    Q_ROWS(float) steps;
} sequence;

/* Tables of 2^bits rows, whose strides are the classes rounded up. */
sequence_model sequence_model_new(uint32_t labels, uint32_t bits, uint32_t align, uint32_t step_bits, uint32_t step_align,
                                  int (*follows)(uint32_t before, uint32_t label));
void sequence_model_free(sequence_model *model);

void sequence_clear(sequence *s);
void sequence_put(sequence *s, const uint32_t *features, uint32_t count, const uint32_t *steps, uint32_t step_count, uint32_t gold);

/* Labels the sequence and moves the weights where it errs. Gives the number of wrong labels. */
uint32_t sequence_learn(sequence_model *model, sequence *s);

#endif
