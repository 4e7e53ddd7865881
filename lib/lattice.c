#include "lattice.h"

#include <string.h>

enum { LABELS = Q_ROLE_LABELS, PAIRS = Q_ROLE_LABELS * Q_ROLE_LABELS };

static const uint8_t outside[Q_LATTICE_LABELS] = {Q_ROLE_NONE, Q_ROLE_CUE, Q_ROLE_SOURCE_BEGIN, Q_ROLE_SOURCE};

static float score_of(const q_window *w, uint32_t at, uint32_t label)
{
    return w->scores[at * LABELS + label];
}

static float step_of(const q_window *w, uint32_t at, uint32_t before, uint32_t label)
{
    return w->steps[at * PAIRS + before * LABELS + label];
}

/* The best sum up to a token with a label, from the sums of the labels of the token before. */
static float enter(const q_window *w, const float *sums, uint32_t at, uint32_t label)
{
    float best = sums[0] + step_of(w, at, outside[0], label);
    for (uint32_t k = 1; k < Q_LATTICE_LABELS; k++) {
        float sum = sums[k] + step_of(w, at, outside[k], label);
        best = sum > best ? sum : best;
    }
    return best + score_of(w, at, label);
}

/* The best sum of a token and all behind it, after one with a label. */
static float leave(const q_lattice *lattice, uint32_t at, uint32_t before)
{
    const q_window *w = lattice->window;
    float best = Q_LABEL_NEVER;
    for (uint32_t k = 0; k < Q_LATTICE_LABELS; k++) {
        float sum = step_of(w, at, before, outside[k]) + score_of(w, at, outside[k]) + lattice->after[at][k];
        best = sum > best ? sum : best;
    }
    return best;
}

void q_lattice_set(q_lattice *lattice, const q_window *w)
{
    uint32_t count = w->end - w->first;
    lattice->window = w;
    lattice->inside[0] = 0;
    for (uint32_t i = 0; i < count; i++)
        lattice->inside[i + 1] = !i ? 0 : lattice->inside[i] + step_of(w, i, Q_ROLE_CONTENT, Q_ROLE_CONTENT) +
                                          score_of(w, i, Q_ROLE_CONTENT);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < Q_LATTICE_LABELS; k++)
            lattice->before[i][k] = i ? enter(w, lattice->before[i - 1], i, outside[k]) : score_of(w, i, outside[k]);
    for (uint32_t i = count; i-- > 0;)
        for (uint32_t k = 0; k < Q_LATTICE_LABELS; k++)
            lattice->after[i][k] = i + 1 < count ? leave(lattice, i + 1, outside[k]) : 0;
}

/* The sums of the labels of the token before `to`, from that of a content that ends before `from`. */
static void pass_between(const q_window *w, float sum, uint32_t from, uint32_t to, uint32_t last, float *sums)
{
    for (uint32_t k = 0; k < Q_LATTICE_LABELS; k++)
        sums[k] = sum + step_of(w, from, last, outside[k]) + score_of(w, from, outside[k]);
    for (uint32_t i = from + 1; i < to; i++) {
        float next[Q_LATTICE_LABELS];
        for (uint32_t k = 0; k < Q_LATTICE_LABELS; k++)
            next[k] = enter(w, sums, i, outside[k]);
        memcpy(sums, next, sizeof next);
    }
}

float q_lattice_score(const q_lattice *lattice, const q_span *piece, uint32_t pieces)
{
    const q_window *w = lattice->window;
    uint32_t count = w->end - w->first, last = Q_ROLE_NONE, before = 0;
    float sum = 0, sums[Q_LATTICE_LABELS];
    for (uint32_t i = 0; i < pieces; i++) {
        uint32_t start = piece[i].start - w->first, end = piece[i].end - w->first;
        if (i && before == start)
            sum += step_of(w, start, last, Q_ROLE_BEGIN) + score_of(w, start, Q_ROLE_BEGIN);
        else if (i)
            pass_between(w, sum, before, start, last, sums), sum = enter(w, sums, start, Q_ROLE_BEGIN);
        else
            sum = start ? enter(w, lattice->before[start - 1], start, Q_ROLE_BEGIN) : score_of(w, start, Q_ROLE_BEGIN);
        last = end > start + 1 ? Q_ROLE_CONTENT : Q_ROLE_BEGIN;
        if (last == Q_ROLE_CONTENT)
            sum += step_of(w, start + 1, Q_ROLE_BEGIN, Q_ROLE_CONTENT) + score_of(w, start + 1, Q_ROLE_CONTENT) +
                   lattice->inside[end] - lattice->inside[start + 2];
        before = end;
    }
    return before < count ? sum + leave(lattice, before, last) : sum;
}
