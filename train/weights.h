/* weights.h - the weights while they are learned: a table of rows by feature hash, columns by class.
 *
 * Two ways to learn: the averaged perceptron (Collins, Discriminative training methods for hidden Markov models, EMNLP 2002),
 * by train_move at each mistake and train_average at the end; and logistic regression by AdaGrad (Duchi et al., JMLR 2011), by
 * train_logistic. Both end in train_quantise. */
#ifndef TRAIN_WEIGHTS_H
#define TRAIN_WEIGHTS_H

#include "linear.h"
#include "train.h"

typedef struct train_weights {
    uint32_t mask;    /* rows - 1 */
    uint32_t classes;
    uint32_t stride;
    float *weights;
    double *totals;   /* perceptron: each change times the time it was made; logistic: sums of squared gradients */
    uint64_t now;     /* perceptron: raise it by one for each example, from 1 */
} train_weights;

/* A table of 2^bits rows; the stride is the classes rounded up to `align`. */
train_weights *train_weights_new(uint32_t bits, uint32_t classes, uint32_t align);
void train_weights_free(train_weights *table);

/* Adds the rows of the features to `stride` scores. */
void train_scores(const train_weights *table, const uint32_t *features, uint32_t count, float *scores);

/* Adds `change` to the weight of each feature for a class. */
void train_move(train_weights *table, const uint32_t *features, uint32_t count, uint32_t class_, float change);

/* Puts the mean over all times in place of the last weights. */
void train_average(train_weights *table);

/* One step of logistic regression, for tables of one class; label 0 or 1. Gives the probability before the step. */
double train_logistic(train_weights *table, const uint32_t *features, uint32_t count, int label, double rate, double decay);

/* Moves weights beyond +-most there: a few large ones make the steps of the section's 8 bits coarse for all. */
void train_limit(train_weights *table, float most);

/* The section of a table (linear.h); the caller frees it. */
void *train_quantise(const train_weights *table, size_t *size);

#endif
