#include "prune.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "checked.h"
#include "model.h"

typedef struct kept {
    float weight; /* largest of its row */
    uint32_t row;
} kept;

static int by_weight(const void *a, const void *b)
{
    const kept *x = a, *y = b;
    return x->weight != y->weight ? (x->weight > y->weight ? -1 : 1) : x->row < y->row ? -1 : x->row > y->row;
}

static kept *rows_by_weight(const train_weights *table, uint32_t *count)
{
    uint32_t rows = table->mask + 1;
    kept *list = train_allocate(rows, sizeof *list);
    *count = 0;
    for (uint32_t row = 0; row < rows; row++) {
        float most = 0;
        for (uint32_t k = 0; k < table->classes; k++)
            most = fmaxf(most, fabsf(table->weights[(size_t)row * table->stride + k]));
        if (most > 0)
            list[(*count)++] = (kept){most, row};
    }
    qsort(list, *count, sizeof *list, by_weight);
    return list;
}

/* The free row for a feature, or NULL: both are taken, or by a feature of the same check. */
static unsigned char *place_of(unsigned char *rows, uint8_t *taken, uint32_t place, uint32_t stride, uint8_t check)
{
    uint32_t beside = place ^ 1;
    if ((taken[place] && rows[(size_t)place * stride] == check) || (taken[beside] && rows[(size_t)beside * stride] == check) ||
        (taken[place] && taken[beside]))
        return NULL;
    place = taken[place] ? beside : place;
    taken[place] = 1;
    return rows + (size_t)place * stride;
}

static void write_row(unsigned char *row, uint8_t check, const float *weights, uint32_t classes, float scale)
{
    *row = check;
    for (uint32_t k = 0; k < classes; k++)
        row[1 + k] = (unsigned char)(signed char)lrintf(fmaxf(-127, fminf(127, weights[k] / scale)));
}

void *train_prune(const train_weights *table, const uint8_t *checks, uint32_t bits, uint32_t stride, size_t *size)
{
    uint32_t count, rows = 1u << bits, placed = 0;
    kept *list = rows_by_weight(table, &count);
    uint8_t *taken = train_allocate(rows, 1);
    *size = Q_CHECKED_HEADER + (size_t)rows * stride;
    unsigned char *section = train_allocate(*size, 1);
    q_write32(section, table->classes);
    q_write32(section + 4, stride);
    q_write32(section + 8, rows);
    for (uint32_t i = 0; i < count; i++) {
        unsigned char *row = place_of(section + Q_CHECKED_HEADER, taken, list[i].row & (rows - 1), stride, checks[list[i].row]);
        if (row)
            write_row(row, checks[list[i].row], table->weights + (size_t)list[i].row * table->stride, table->classes,
                      list[0].weight / 127);
        placed += row != NULL;
    }
    fprintf(stderr, "prune: %u of %u features kept\n", placed, count);
    free(taken);
    free(list);
    return section;
}
