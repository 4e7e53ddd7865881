#include "weights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

train_weights *train_weights_new(uint32_t bits, uint32_t classes, uint32_t align)
{
    train_weights *table = train_allocate(1, sizeof *table);
    size_t rows = (size_t)1 << bits;
    table->mask = (uint32_t)rows - 1;
    table->classes = classes;
    table->stride = (classes + align - 1) / align * align;
    table->weights = train_allocate(rows * table->stride, sizeof *table->weights);
    table->totals = train_allocate(rows * table->stride, sizeof *table->totals);
    table->now = 1;
    return table;
}

void train_weights_free(train_weights *table)
{
    free(table->weights);
    free(table->totals);
    free(table);
}

static size_t row_of(const train_weights *table, uint32_t feature)
{
    return (size_t)(feature & table->mask) * table->stride;
}

void train_scores(const train_weights *table, const uint32_t *features, uint32_t count, float *scores)
{
    for (uint32_t i = 0; i < count; i++) {
        const float *row = table->weights + row_of(table, features[i]);
        for (uint32_t k = 0; k < table->stride; k++)
            scores[k] += row[k];
    }
}

void train_move(train_weights *table, const uint32_t *features, uint32_t count, uint32_t class_, float change)
{
    for (uint32_t i = 0; i < count; i++) {
        size_t at = row_of(table, features[i]) + class_;
        table->weights[at] += change;
        table->totals[at] += (double)change * (double)table->now;
    }
}

void train_average(train_weights *table)
{
    size_t count = ((size_t)table->mask + 1) * table->stride;
    for (size_t i = 0; i < count; i++)
        table->weights[i] -= (float)(table->totals[i] / (double)table->now);
}

double train_logistic(train_weights *table, const uint32_t *features, uint32_t count, int label, double rate, double decay)
{
    float score = 0;
    train_scores(table, features, count, &score);
    double probability = 1 / (1 + exp(-(double)score));
    for (uint32_t i = 0; i < count; i++) {
        size_t at = row_of(table, features[i]);
        double gradient = probability - label + decay * (double)table->weights[at];
        table->totals[at] += gradient * gradient;
        table->weights[at] -= (float)(rate * gradient / (sqrt(table->totals[at]) + 1e-6));
    }
    return probability;
}

void train_limit(train_weights *table, float most)
{
    size_t count = ((size_t)table->mask + 1) * table->stride;
    for (size_t i = 0; i < count; i++)
        table->weights[i] = fmaxf(-most, fminf(most, table->weights[i]));
}

void *train_quantise(const train_weights *table, size_t *size)
{
    size_t count = ((size_t)table->mask + 1) * table->stride;
    float most = 1e-6f;
    for (size_t i = 0; i < count; i++)
        most = fmaxf(most, fabsf(table->weights[i]));
    float scale = most / 127;
    uint32_t bits;
    memcpy(&bits, &scale, sizeof bits);
    *size = Q_LINEAR_HEADER + count;
    unsigned char *section = train_allocate(*size, 1);
    q_write32(section, table->classes);
    q_write32(section + 4, table->stride);
    q_write32(section + 8, table->mask + 1);
    q_write32(section + 12, bits);
    for (size_t i = 0; i < count; i++)
        section[Q_LINEAR_HEADER + i] = (unsigned char)(signed char)lrintf(table->weights[i] / scale);
    return section;
}
