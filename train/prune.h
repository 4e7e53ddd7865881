/* prune.h - keeps the features with the largest weights of a table that was learned with room for all (lib/checked.h). */
#ifndef TRAIN_PRUNE_H
#define TRAIN_PRUNE_H

#include "weights.h"

/* A section of 2^bits rows of `stride` bytes. `checks` has the check of the feature in each row of the table. */
void *train_prune(const train_weights *table, const uint8_t *checks, uint32_t bits, uint32_t stride, size_t *size);

#endif
