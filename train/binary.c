#include "binary.h"

#include <stdlib.h>
#include <string.h>

#include "weights.h"

static const double decay = 1e-6;

uint32_t *binary_room(binary *all, uint32_t most)
{
    uint32_t *room = Q_APPEND(&q_malloc_allocator, &all->features, most);
    if (!room)
        train_fail("out of memory", "examples");
    return room;
}

void binary_add(binary *all, uint32_t *room, uint32_t count, int label)
{
    binary_example *row = Q_APPEND(&q_malloc_allocator, &all->rows, 1);
    if (!row)
        train_fail("out of memory", "examples");
    *row = (binary_example){(uint32_t)(room - all->features.at), count, label};
    all->features.n = row->first + count;
}

const void *binary_learn(train_job *job, const binary *all, const binary_options *options, size_t *size)
{
    size_t count = (size_t)1 << options->bits;
    train_weights *table = train_weights_new(options->bits, 1, 1);
    float *mean = train_allocate(count, sizeof *mean);
    uint32_t *order = train_allocate(all->rows.n, sizeof *order);
    for (uint32_t epoch = 0; epoch < options->epochs; epoch++) {
        train_shuffle(job, order, all->rows.n);
        for (uint32_t i = 0; i < all->rows.n; i++) {
            const binary_example *row = &all->rows.at[order[i]];
            uint32_t skip = options->wordless && train_random(job, 100) < options->wordless ? options->words : 0;
            train_logistic(table, all->features.at + row->first + skip, row->count - skip, row->label, options->rate, decay);
        }
        for (size_t i = 0; i < count; i++)
            mean[i] += table->weights[i] / (float)options->epochs;
    }
    memcpy(table->weights, mean, count * sizeof *mean);
    const void *section = train_quantise(table, size);
    train_weights_free(table);
    free(mean);
    free(order);
    return section;
}

void binary_free(binary *all)
{
    Q_ROWS_FREE(&q_malloc_allocator, &all->rows);
    Q_ROWS_FREE(&q_malloc_allocator, &all->features);
}
