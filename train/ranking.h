/* ranking.h - learning to choose one of several candidates, or none: a log-linear model by AdaGrad (Duchi et al., JMLR 2011). */
#ifndef TRAIN_RANKING_H
#define TRAIN_RANKING_H

#include "weights.h"

typedef Q_ROWS(uint32_t) ranking_list;

typedef struct ranking {
    ranking_list features; /* of all candidates, one after the other */
    ranking_list ends;     /* per candidate: where its features end */
    ranking_list groups;   /* per choice: where its candidates end */
    ranking_list targets;  /* per choice: the right one, counted within the choice, or Q_NONE */
    ranking_list folds;    /* per choice: the part of the corpus it is from */
    Q_ROWS(float) bases;   /* per candidate: a score that is added to what is learned */
} ranking;

void ranking_put(ranking *r, float base, const uint32_t *features, uint32_t count);

/* Ends a choice. */
void ranking_close(ranking *r, uint32_t target, uint32_t fold);

void ranking_free(ranking *r);

/* Moves the weights of some features against an error. */
void ranking_step(train_weights *table, const uint32_t *features, uint32_t count, double error, double rate, double decay);

/* Learns in so many passes from all folds but one; `table` has one class. Not choosing has the score 0. */
void ranking_learn(train_job *job, const ranking *r, uint32_t without, train_weights *table, uint32_t epochs, double rate,
                   double decay);

#endif
