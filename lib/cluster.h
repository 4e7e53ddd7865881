/* cluster.h - classes of words that stand beside the same words, learned from plain texts: a kind of part of speech that needs
 * no context, finer than tags and known for words that no treebank has.
 *
 * Section: the number of words as four little-endian bytes and 60 bytes of 0, then the hashes of the words in ascending order,
 * four bytes each, then the class of each word, one byte. */
#ifndef Q_CLUSTER_H
#define Q_CLUSTER_H

#include <stddef.h>
#include <stdint.h>

#include "linear.h"

enum { Q_CLUSTER_HEADER = 64, Q_CLUSTER_COUNT = 255 /* classes, from 1; 0 is no class */ };

typedef struct q_clusters { /* all zero: no words */
    const unsigned char *hashes;
    const unsigned char *classes;
    uint32_t count;
} q_clusters;

/* Opens a section in place. 0, or -1 when it is not one; NULL opens as no words and gives -1. */
int q_clusters_open(q_clusters *clusters, const void *bytes, size_t size);

int q_clusters_are_good(const void *bytes, size_t size);

/* The hash of a folded word. */
static inline uint32_t q_cluster_hash(const char *word, size_t length)
{
    return q_feature_bytes(word, length) | 1;
}

/* The class of the word with that hash, or 0. */
uint8_t q_cluster_of(const q_clusters *clusters, uint32_t hash);

#endif
