#include "calibration.h"

#include <math.h>
#include <stdlib.h>

#include "corpus.h"

void judgements_add(judgements *all, double confidence, int right)
{
    if (all->count == all->room) {
        all->room = 2 * all->room + 64;
        all->at = realloc(all->at, all->room * sizeof *all->at);
        if (!all->at)
            take(SIZE_MAX, SIZE_MAX);
    }
    confidence = confidence < 0 ? 0 : confidence > 1 ? 1 : confidence;
    all->at[all->count] = (judgement){confidence, all->count, right};
    all->count++;
}

static void fill_bins(calibration *c, const judgements *all)
{
    for (size_t i = 0; i < all->count; i++) {
        size_t bin = (size_t)(all->at[i].confidence * CALIBRATION_BINS);
        bin -= bin == CALIBRATION_BINS;
        c->bins[bin].count++;
        c->bins[bin].confidence += all->at[i].confidence;
        c->bins[bin].right += all->at[i].right;
        c->right += (size_t)all->at[i].right;
    }
    for (size_t i = 0; i < CALIBRATION_BINS; i++) {
        if (!c->bins[i].count)
            continue;
        c->error += fabs(c->bins[i].confidence - c->bins[i].right) / (double)all->count;
        c->bins[i].confidence /= (double)c->bins[i].count;
        c->bins[i].right /= (double)c->bins[i].count;
    }
}

static int by_confidence(const void *a, const void *b)
{
    const judgement *x = a, *y = b;
    if (x->confidence < y->confidence || x->confidence > y->confidence)
        return x->confidence < y->confidence ? 1 : -1;
    return (x->order > y->order) - (x->order < y->order);
}

static void fill_coverages(calibration *c, const judgements *all)
{
    static const double shares[CALIBRATION_COVERAGES] = {0.1, 0.25, 0.5, 0.75, 0.9, 1};
    size_t wrong = 0, at = 0;
    for (size_t i = 0; i < CALIBRATION_COVERAGES; i++) {
        size_t end = (size_t)(shares[i] * (double)all->count);
        for (; at < end; at++)
            wrong += !all->at[at].right;
        c->coverages[i].coverage = shares[i];
        c->coverages[i].confidence = at ? all->at[at - 1].confidence : 1;
        c->coverages[i].risk = at ? (double)wrong / (double)at : 0;
    }
}

calibration calibration_of(judgements *all)
{
    calibration c = {0};
    fill_bins(&c, all);
    if (all->count)
        qsort(all->at, all->count, sizeof *all->at, by_confidence);
    fill_coverages(&c, all);
    return c;
}
