/* relation.h - what the relation of each arc is decided by, when the tree is whole. */
#ifndef Q_RELATION_H
#define Q_RELATION_H

#include "transition.h"

enum { Q_RELATION_FEATURES = 96 /* room for the features of an arc */ };

/* The features of the arc from a word to its head; their number. The relations of its head and of the children before it are
 * put already: go through parse->order. */
uint32_t q_relation_features(const q_parse *parse, uint32_t child, uint32_t *features);

void q_relation_put(q_parse *parse, uint32_t child, q_relation relation);

#endif
