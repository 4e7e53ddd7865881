/* relation.h - what the relation of each arc is decided by, when the tree is whole. */
#ifndef Q_RELATION_H
#define Q_RELATION_H

#include "transition.h"

enum {
    Q_RELATION_ATOMS = 32,    /* room for what the features of an arc are made of */
    Q_RELATION_FEATURES = 37, /* of an arc */
    Q_RELATION_FIRST = 18     /* those that are looked at first, for they often decide */
};

/* What the features of the arc from a word to its head are made of. The relation of its head is put already: go through
 * parse->order. */
void q_relation_atoms(const q_parse *parse, uint32_t child, uint64_t *atoms);

/* The first features of the arc, and the others behind them. */
void q_relation_features(const uint64_t *atoms, uint32_t *features);
void q_relation_further(const uint64_t *atoms, uint32_t *features);

#endif
