#include "prune.h"

#include <math.h>
#include <stdlib.h>

#include "checked.h"
#include "model.h"

typedef struct feature { /* of a row of the table */
    double worth;
    uint32_t row;
} feature;

static int by_worth(const void *a, const void *b)
{
    const feature *x = a, *y = b;
    return x->worth != y->worth ? (x->worth > y->worth ? -1 : 1) : x->row < y->row ? -1 : x->row > y->row;
}

static float largest(const train_weights *table, uint32_t row)
{
    const float *weights = table->weights + (size_t)row * table->stride;
    float most = 0;
    for (uint32_t k = 1; k < table->classes; k++)
        most = fmaxf(most, fabsf(weights[k] - weights[0]));
    return most;
}

/* The fourth root of the count lost least among several powers of it. */
static feature *list_features(const train_weights *table, const uint32_t *counts, uint32_t *count)
{
    feature *list = train_allocate((size_t)table->mask + 1, sizeof *list);
    *count = 0;
    for (uint32_t row = 0; row <= table->mask; row++) {
        float most = largest(table, row);
        if (most > 0)
            list[(*count)++] = (feature){(double)most * sqrt(sqrt(counts[row])), row};
    }
    qsort(list, *count, sizeof *list, by_worth);
    return list;
}

/* The free row for a feature: none when both are taken, or one by a feature of the same check. */
static uint32_t place_of(const int32_t *taken, uint32_t row, uint16_t check)
{
    if (taken[row] == check || taken[row ^ 1] == check)
        return PRUNE_NO_PLACE;
    return taken[row] < 0 ? row : taken[row ^ 1] < 0 ? row ^ 1 : PRUNE_NO_PLACE;
}

uint32_t *prune_choose(const train_weights *table, const uint16_t *checks, const uint32_t *counts, uint32_t bits)
{
    uint32_t count, kept = 0, rows = 1u << bits;
    feature *list = list_features(table, counts, &count);
    uint32_t *places = train_allocate((size_t)table->mask + 1, sizeof *places);
    int32_t *taken = train_allocate(rows, sizeof *taken); /* the check of the feature in a row, or -1 */
    for (uint32_t i = 0; i < rows; i++)
        taken[i] = -1;
    for (uint32_t i = 0; i <= table->mask; i++)
        places[i] = PRUNE_NO_PLACE;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t row = list[i].row, place = place_of(taken, row & (rows - 1), checks[row]);
        if (place == PRUNE_NO_PLACE)
            continue;
        taken[place] = checks[row];
        places[row] = place;
        kept++;
    }
    fprintf(stderr, "prune: %u of %u features kept\n", kept, count);
    free(taken);
    free(list);
    return places;
}

static void write_row(unsigned char *row, const float *weights, uint32_t classes, float scale)
{
    for (uint32_t k = 1; k < classes; k++)
        row[k + 1] = (unsigned char)(signed char)lrintf((weights[k] - weights[0]) / scale);
}

void *prune_pack(const train_weights *table, const uint16_t *checks, const uint32_t *places, uint32_t bits, uint32_t stride,
                 size_t *size)
{
    float most = 1e-6f;
    *size = Q_CHECKED_HEADER + ((size_t)stride << bits);
    unsigned char *section = train_allocate(*size, 1);
    q_write32(section, table->classes);
    q_write32(section + 4, stride);
    q_write32(section + 8, 1u << bits);
    for (uint32_t row = 0; row <= table->mask; row++)
        most = fmaxf(most, places[row] == PRUNE_NO_PLACE ? 0 : largest(table, row));
    for (uint32_t row = 0; row <= table->mask; row++) {
        unsigned char *at = section + Q_CHECKED_HEADER + (size_t)places[row] * stride;
        if (places[row] == PRUNE_NO_PLACE)
            continue;
        at[0] = (unsigned char)checks[row];
        at[1] = (unsigned char)(checks[row] >> 8);
        write_row(at, table->weights + (size_t)row * table->stride, table->classes, most / 127);
    }
    return section;
}
