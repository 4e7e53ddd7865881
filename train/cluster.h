/* cluster.h - makes classes of words from plain texts by exchange (Martin, Liermann and Ney, Algorithms for bigram and trigram
 * word clustering, Speech Communication 1998): each word goes to the class in which its neighbours are least surprising. */
#ifndef TRAIN_CLUSTER_H
#define TRAIN_CLUSTER_H

#include "train.h"

typedef struct train_text { /* words of texts by their hashes; 0 between sentences */
    Q_ROWS(uint32_t) words;
} train_text;

/* Appends the words of a text, found by the rooms. */
void train_text_add(train_text *out, q_document *document, const char *text, uint32_t length);

/* The section of the classes (lib/cluster.h). */
void *train_clusters(const train_text *text, size_t *size);

#endif
