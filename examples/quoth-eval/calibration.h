/* calibration.h - how far the confidence of predictions can be trusted: expected calibration error (Naeini et al., AAAI 2015),
 * and the share of wrong ones among the most confident (risk and coverage; El-Yaniv and Wiener, JMLR 2010). */
#ifndef CALIBRATION_H
#define CALIBRATION_H

#include <stddef.h>

enum { CALIBRATION_BINS = 10, CALIBRATION_COVERAGES = 6 };

typedef struct judgement {
    double confidence; /* 0 to 1 */
    size_t order;
    int right;
} judgement;

typedef struct judgements {
    judgement *at;
    size_t count, room;
} judgements;

void judgements_add(judgements *all, double confidence, int right);

typedef struct calibration {
    double error;                            /* mean distance of confidence and share right over the bins */
    size_t right;
    struct {
        size_t count;
        double confidence, right;            /* means; 0 in an empty bin */
    } bins[CALIBRATION_BINS];                /* by confidence, as wide as one another */
    struct {
        double coverage, confidence, risk;   /* of all predictions; the least confidence among these; share wrong */
    } coverages[CALIBRATION_COVERAGES];
} calibration;

/* Orders the judgements by confidence. */
calibration calibration_of(judgements *all);

#endif
