/* lattice.h - how well a window can be labelled when its content is given: the sum of the best labels around it. */
#ifndef Q_LATTICE_H
#define Q_LATTICE_H

#include "role.h"

enum { Q_LATTICE_LABELS = Q_ROLE_BEGIN }; /* those that are no content */

typedef struct q_lattice {
    const q_labelling *labelling;
    uint32_t first, count; /* tokens */
    float before[Q_WINDOW_MAX][Q_LATTICE_LABELS]; /* the best sum up to a token that has the label, content left out */
    float from[Q_WINDOW_MAX][Q_LATTICE_LABELS];   /* likewise of it and what follows it */
    float inside[Q_WINDOW_MAX + 1];               /* the sum of the tokens before, as the inner words of a content */
} q_lattice;

/* For a window that was read. */
void q_lattice_set(q_lattice *lattice, const q_window *window, const q_labelling *labelling);

/* The best sum with these pieces as the content, which lie in the window in order. */
float q_lattice_score(const q_lattice *lattice, const q_span *piece, uint32_t pieces);

#endif
