/* origin.h - the source of a cue whose content is known, chosen among the noun phrases of its sentence and what the tagger of
 * roles read, or nobody. A log-linear model; section "source". */
#ifndef Q_ORIGIN_H
#define Q_ORIGIN_H

#include "role.h"

enum { /* where a candidate comes from; a set */
    Q_ORIGIN_READ = 1,      /* the tagger of roles */
    Q_ORIGIN_SUBTREE = 2,   /* all that a noun or pronoun governs */
    Q_ORIGIN_COMMA = 4,     /* ... to the first comma */
    Q_ORIGIN_CLAUSE = 8,    /* ... to a relative clause, an apposition, a further conjunct */
    Q_ORIGIN_PHRASE = 16,   /* ... to a prepositional phrase */
    Q_ORIGIN_HEAD = 32,     /* ... to the noun itself */
    Q_ORIGIN_NAME = 64,     /* a name alone */
    Q_ORIGIN_NEIGHBOUR = 128 /* read as the source of a cue beside it */
};

enum { Q_ORIGINS_MAX = 96, Q_ORIGIN_FEATURES_MAX = 96 };

typedef struct q_origin {
    q_span span;   /* tokens; words at both ends */
    uint32_t head; /* token */
    uint32_t kinds;
} q_origin;

typedef struct q_origins {
    q_origin at[Q_ORIGINS_MAX];
    uint32_t n;
} q_origins;

/* The candidates for a reading with its final content. `before` is the source of the cue before it in the sentence, or empty. */
void q_origin_candidates(const q_window *window, const q_reading *reading, q_span before, q_origins *origins);

uint32_t q_origin_features(const q_window *window, const q_reading *reading, const q_origin *origin, uint32_t *features);

/* The most likely candidate, or Q_NONE when nobody is likelier; and its probability. */
uint32_t q_origin_choose(const q_window *window, const q_reading *reading, const q_origins *origins, const q_linear *model,
                         float *probability);

#endif
