#include "ranking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CANDIDATES_MAX = 256 };

static uint32_t *append(ranking_list *list, uint32_t count)
{
    uint32_t *at = Q_APPEND(&q_malloc_allocator, list, count);
    if (!at)
        train_fail("out of memory", "ranking");
    return at;
}

void ranking_put(ranking *r, float base, const uint32_t *features, uint32_t count)
{
    float *put = Q_APPEND(&q_malloc_allocator, &r->bases, 1);
    if (!put)
        train_fail("out of memory", "ranking");
    *put = base;
    memcpy(append(&r->features, count), features, count * sizeof *features);
    *append(&r->ends, 1) = r->features.n;
}

void ranking_close(ranking *r, uint32_t target, uint32_t fold)
{
    *append(&r->groups, 1) = r->ends.n;
    *append(&r->targets, 1) = target;
    *append(&r->folds, 1) = fold;
}

void ranking_free(ranking *r)
{
    Q_ROWS_FREE(&q_malloc_allocator, &r->features);
    Q_ROWS_FREE(&q_malloc_allocator, &r->ends);
    Q_ROWS_FREE(&q_malloc_allocator, &r->groups);
    Q_ROWS_FREE(&q_malloc_allocator, &r->targets);
    Q_ROWS_FREE(&q_malloc_allocator, &r->folds);
    Q_ROWS_FREE(&q_malloc_allocator, &r->bases);
}

static uint32_t start_of(const uint32_t *ends, uint32_t index)
{
    return index ? ends[index - 1] : 0;
}

void ranking_step(train_weights *table, const uint32_t *features, uint32_t count, double error, double rate, double decay)
{
    for (uint32_t i = 0; i < count; i++) {
        size_t at = (size_t)(features[i] & table->mask) * table->stride;
        double gradient = error + decay * (double)table->weights[at];
        table->totals[at] += gradient * gradient;
        table->weights[at] -= (float)(rate * gradient / (sqrt(table->totals[at]) + 1e-6));
    }
}

static double learn_choice(const ranking *r, uint32_t choice, train_weights *table, double rate, double decay)
{
    double p[CANDIDATES_MAX] = {0}, sum = 1, loss;
    uint32_t first = start_of(r->groups.at, choice), count = r->groups.at[choice] - first, target = r->targets.at[choice];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t from = start_of(r->ends.at, first + i);
        float score = r->bases.at[first + i];
        train_scores(table, r->features.at + from, r->ends.at[first + i] - from, &score);
        sum += p[i] = exp((double)score);
    }
    loss = -log((target == Q_NONE ? 1 : p[target]) / sum);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t from = start_of(r->ends.at, first + i);
        ranking_step(table, r->features.at + from, r->ends.at[first + i] - from, p[i] / sum - (i == target), rate, decay);
    }
    return loss;
}

void ranking_learn(train_job *job, const ranking *r, uint32_t without, train_weights *table, uint32_t epochs, double rate,
                   double decay)
{
    uint32_t *order = train_allocate(r->groups.n, sizeof *order);
    for (uint32_t epoch = 0; epoch < epochs; epoch++) {
        double loss = 0;
        uint32_t count = 0;
        train_shuffle(job, order, r->groups.n);
        for (uint32_t i = 0; i < r->groups.n; i++)
            if (r->folds.at[order[i]] != without) {
                loss += learn_choice(r, order[i], table, rate, decay);
                count++;
            }
        fprintf(stderr, "ranking without %u epoch %u: loss %.4f\n", without, epoch, loss / (count ? count : 1));
    }
    free(order);
}
