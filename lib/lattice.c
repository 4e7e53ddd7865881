#include "lattice.h"

#include <string.h>

enum { LABELS = Q_ROLE_LABELS, PAIRS = Q_ROLE_LABELS * Q_ROLE_LABELS, OUTSIDE = Q_LATTICE_LABELS };

static const float *scores_at(const q_labelling *l, uint32_t at)
{
    return l->scores + (size_t)at * LABELS;
}

static const float *steps_at(const q_labelling *l, uint32_t at, uint32_t before)
{
    return l->steps + (size_t)at * PAIRS + (size_t)before * LABELS;
}

/* The best sum up to a token with a label, from the sums of the labels of the token before. */
static float enter(const q_labelling *l, const float *sums, uint32_t at, uint32_t label)
{
    float best = sums[0] + steps_at(l, at, 0)[label];
    for (uint32_t k = 1; k < OUTSIDE; k++) {
        float sum = sums[k] + steps_at(l, at, k)[label];
        best = sum > best ? sum : best;
    }
    return best + scores_at(l, at)[label];
}

/* Likewise with each label outside a content. */
static void pass(const q_labelling *l, const float *sums, uint32_t at, float *next)
{
    float best[OUTSIDE];
    for (uint32_t k = 0; k < OUTSIDE; k++)
        best[k] = enter(l, sums, at, k);
    memcpy(next, best, sizeof best);
}

/* The best sum of a token and all behind it, after one with a label. */
static float leave(const q_lattice *lattice, uint32_t at, uint32_t before)
{
    const float *steps = steps_at(lattice->labelling, at, before);
    float best = Q_LABEL_NEVER;
    for (uint32_t k = 0; k < OUTSIDE; k++) {
        float sum = steps[k] + lattice->from[at][k];
        best = sum > best ? sum : best;
    }
    return best;
}

void q_lattice_set(q_lattice *lattice, const q_window *window, const q_labelling *l)
{
    uint32_t count = window->end - window->first;
    lattice->labelling = l;
    lattice->first = window->first;
    lattice->count = count;
    lattice->inside[0] = lattice->inside[1] = 0;
    memcpy(lattice->before[0], scores_at(l, 0), sizeof lattice->before[0]);
    for (uint32_t i = 1; i < count; i++) {
        lattice->inside[i + 1] = lattice->inside[i] + steps_at(l, i, Q_ROLE_CONTENT)[Q_ROLE_CONTENT] + scores_at(l, i)[Q_ROLE_CONTENT];
        pass(l, lattice->before[i - 1], i, lattice->before[i]);
    }
    for (uint32_t i = count; i-- > 0;)
        for (uint32_t k = 0; k < OUTSIDE; k++)
            lattice->from[i][k] = scores_at(l, i)[k] + (i + 1 < count ? leave(lattice, i + 1, k) : 0);
}

/* The sums of the labels of the token before `to`, from that of a content that ends before `from`. */
static void pass_between(const q_labelling *l, float sum, uint32_t from, uint32_t to, uint32_t last, float *sums)
{
    for (uint32_t k = 0; k < OUTSIDE; k++)
        sums[k] = sum + steps_at(l, from, last)[k] + scores_at(l, from)[k];
    for (uint32_t i = from + 1; i < to; i++)
        pass(l, sums, i, sums);
}

float q_lattice_score(const q_lattice *lattice, const q_span *piece, uint32_t pieces)
{
    const q_labelling *l = lattice->labelling;
    uint32_t last = Q_ROLE_NONE, before = 0;
    float sum = 0, sums[OUTSIDE];
    for (uint32_t i = 0; i < pieces; i++) {
        uint32_t start = piece[i].start - lattice->first, end = piece[i].end - lattice->first;
        if (i && before == start)
            sum += steps_at(l, start, last)[Q_ROLE_BEGIN] + scores_at(l, start)[Q_ROLE_BEGIN];
        else if (i)
            pass_between(l, sum, before, start, last, sums), sum = enter(l, sums, start, Q_ROLE_BEGIN);
        else
            sum = start ? enter(l, lattice->before[start - 1], start, Q_ROLE_BEGIN) : scores_at(l, start)[Q_ROLE_BEGIN];
        last = end > start + 1 ? Q_ROLE_CONTENT : Q_ROLE_BEGIN;
        if (last == Q_ROLE_CONTENT)
            sum += steps_at(l, start + 1, Q_ROLE_BEGIN)[Q_ROLE_CONTENT] + scores_at(l, start + 1)[Q_ROLE_CONTENT] +
                   lattice->inside[end] - lattice->inside[start + 2];
        before = end;
    }
    return before < lattice->count ? sum + leave(lattice, before, last) : sum;
}
