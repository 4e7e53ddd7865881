#include "overlap.h"

#include <stdlib.h>

overlaps overlaps_open(const letters *predicted, size_t count, size_t length)
{
    overlaps o = {.predicted = predicted, .count = count};
    size_t total = 0;
    o.first = take(length + 2, sizeof *o.first);
    o.common = take(count, sizeof *o.common);
    o.touched = take(count, sizeof *o.touched);
    for (size_t i = 0; i < count; total += predicted[i++].count)
        for (size_t k = 0; k < predicted[i].count; k++)
            o.first[predicted[i].at[k] + 2]++;
    for (size_t i = 2; i < length + 2; i++)
        o.first[i] += o.first[i - 1];
    o.owners = take(total, sizeof *o.owners);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < predicted[i].count; k++)
            o.owners[o.first[predicted[i].at[k] + 1]++] = (uint32_t)i;
    return o;
}

void overlaps_close(overlaps *o)
{
    free(o->first);
    free(o->owners);
    free(o->common);
    free(o->touched);
}

/* Fills in the letters in common with each predicted set that has some, and lists those sets. */
static size_t touch(const overlaps *o, const letters *gold)
{
    size_t touched = 0;
    for (size_t k = 0; k < gold->count; k++)
        for (uint32_t i = o->first[gold->at[k]]; i < o->first[gold->at[k] + 1]; i++)
            if (!o->common[o->owners[i]]++)
                o->touched[touched++] = o->owners[i];
    return touched;
}

size_t overlaps_most(const overlaps *o, const letters *gold, size_t *common)
{
    size_t touched = touch(o, gold), best = 0;
    *common = 0;
    for (size_t i = 0; i < touched; i++) {
        size_t set = o->touched[i], found = o->common[set];
        o->common[set] = 0;
        if (found > *common || (found == *common && set < best)) {
            *common = found;
            best = set;
        }
    }
    return best;
}

static int by_overlap(const void *a, const void *b)
{
    const pairing *x = a, *y = b;
    if (x->overlap < y->overlap || x->overlap > y->overlap)
        return x->overlap < y->overlap ? 1 : -1;
    if (x->gold != y->gold)
        return x->gold < y->gold ? -1 : 1;
    return (x->predicted > y->predicted) - (x->predicted < y->predicted);
}

static matches candidates(const overlaps *o, const letters *gold, size_t count)
{
    matches all = {0};
    for (size_t i = 0; i < count; i++) {
        size_t touched = touch(o, &gold[i]);
        pairing *at = realloc(all.at, (all.count + touched + 1) * sizeof *at);
        if (!at)
            take(SIZE_MAX, SIZE_MAX);
        all.at = at;
        for (size_t k = 0; k < touched; k++) {
            size_t set = o->touched[k], common = o->common[set];
            o->common[set] = 0;
            double either = (double)(gold[i].count + o->predicted[set].count - common);
            all.at[all.count++] = (pairing){i, set, (double)common / either};
        }
    }
    if (all.count)
        qsort(all.at, all.count, sizeof *all.at, by_overlap);
    return all;
}

matches match(const overlaps *o, const letters *gold, size_t count)
{
    matches all = candidates(o, gold, count);
    char *gold_used = take(count, 1), *predicted_used = take(o->count, 1);
    size_t kept = 0;
    for (size_t i = 0; i < all.count; i++) {
        pairing pair = all.at[i];
        if (gold_used[pair.gold] || predicted_used[pair.predicted])
            continue;
        gold_used[pair.gold] = predicted_used[pair.predicted] = 1;
        all.at[kept++] = pair;
    }
    all.count = kept;
    free(gold_used);
    free(predicted_used);
    return all;
}
