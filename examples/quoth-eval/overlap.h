/* overlap.h - which sets of letters have letters in common, and a matching of gold and predicted ones. */
#ifndef OVERLAP_H
#define OVERLAP_H

#include "corpus.h"

/* Predicted sets, ready to be compared with others of the same text. */
typedef struct overlaps {
    const letters *predicted;
    size_t count;
    uint32_t *first; /* per place of the text: the first of its owners; one more at the end */
    uint32_t *owners; /* sets that hold the place */
    uint32_t *common, *touched; /* scratch: letters in common, and with which sets there are some */
} overlaps;

overlaps overlaps_open(const letters *predicted, size_t count, size_t length);
void overlaps_close(overlaps *overlaps);

/* The predicted set with most letters of the gold one, the first of those equal; `common`, how many, may be 0. */
size_t overlaps_most(const overlaps *overlaps, const letters *gold, size_t *common);

typedef struct pairing {
    size_t gold, predicted;
    double overlap; /* letters in both, over letters in either */
} pairing;

typedef struct matches {
    pairing *at;
    size_t count;
} matches;

/* One to one, the best overlap first; `at` is to be freed. */
matches match(const overlaps *overlaps, const letters *gold, size_t count);

#endif
