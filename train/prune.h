/* prune.h - which features of a large table go into the model (lib/checked.h): those with large weights that are met often. */
#ifndef TRAIN_PRUNE_H
#define TRAIN_PRUNE_H

#include "weights.h"

#define PRUNE_NO_PLACE UINT32_MAX

/* The row in the model, of 2^bits rows, for each row of the table, or PRUNE_NO_PLACE. `checks` has the check of the feature in
 * each row of the table, `counts` how often it was met. */
uint32_t *prune_choose(const train_weights *table, const uint16_t *checks, const uint32_t *counts, uint32_t bits);

/* The section of the features that have a place. */
void *prune_pack(const train_weights *table, const uint16_t *checks, const uint32_t *places, uint32_t bits, uint32_t stride,
                 size_t *size);

#endif
