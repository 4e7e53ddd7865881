/* span.h - the content of a cue, chosen among candidates: what the tagger of roles read, the parts of the sentence by its arcs,
 * stops and quotations, or nothing. A log-linear model; section "span". */
#ifndef Q_SPAN_H
#define Q_SPAN_H

#include "role.h"

enum { /* where a candidate comes from; a set */
    Q_SPAN_READ = 1,       /* the tagger of roles */
    Q_SPAN_SUBTREE = 2,    /* below a dependent of the cue */
    Q_SPAN_CUT = 4,        /* ... to a stop in it */
    Q_SPAN_EXTENDED = 8,   /* ... to the end of the sentence */
    Q_SPAN_AFTER = 16,     /* from the cue to the end of the sentence or a stop, a conjunction, a preposition */
    Q_SPAN_REST = 32,      /* the sentence without the reporting clause */
    Q_SPAN_QUOTATION = 64, /* one quotation or some */
    Q_SPAN_SNAPPED = 128,  /* the tagger's, to the borders of quotations */
    Q_SPAN_LATE = 256,     /* from behind what stands between the cue and its content */
    Q_SPAN_AROUND = 512,   /* on both sides of the reporting clause */
    Q_SPAN_TOPIC = 1024,   /* what the reporting clause is about, and what is said of it: which, she said, was ... */
    Q_SPAN_GOES_ON = 2048  /* on in the quotations of the next sentence */
};

enum { Q_SPANS_MAX = 64, Q_SPAN_FEATURES_MAX = 160 };

typedef struct q_content {
    q_span piece[Q_PIECES_MAX]; /* tokens; words at both ends */
    uint32_t pieces;
    uint32_t kinds;
} q_content;

typedef struct q_contents {
    q_content at[Q_SPANS_MAX];
    float worse[Q_SPANS_MAX]; /* by how much the labels of the window fit less with it than those that were read */
    uint32_t n;
} q_contents;

/* The candidates for the cue of a window, which was read; what fits best comes first. */
void q_span_candidates(const q_window *window, const q_labelling *labelling, const q_reading *reading, q_contents *candidates);

uint32_t q_span_features(const q_window *window, const q_reading *reading, const q_contents *candidates, uint32_t index,
                         uint32_t *features);

/* The score of each candidate; that of none is 0. */
void q_span_scores(const q_window *window, const q_reading *reading, const q_contents *candidates, const q_linear *model,
                   float *scores);

/* The candidate with the highest score, or Q_NONE without any; the share of each in all, and the probability of any. */
uint32_t q_span_best(const float *scores, uint32_t count, float *shares, float *probability);

/* How many tokens two lists of spans have in common. */
uint32_t q_span_common(const q_span *a, uint32_t n, const q_span *b, uint32_t m);

#endif
