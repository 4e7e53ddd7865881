/* proposal.h - the content of each cue in the light of what the cues beside it bring: a second choice among the same candidates
 * (Cohen and Carvalho, Stacked Sequential Learning, IJCAI 2005). Section "beside": what it adds to the scores of "span". */
#ifndef Q_PROPOSAL_H
#define Q_PROPOSAL_H

#include "span.h"

enum {
    Q_PROPOSAL_REACH = 3,   /* cues on either side that are looked at */
    Q_PROPOSAL_RING = 8,    /* proposals that are kept */
    Q_PROPOSAL_FEATURES_MAX = 64
};

typedef struct q_proposal { /* what a cue brings by itself */
    uint32_t cue;           /* row of the cues */
    q_window window;
    q_reading reading;
    q_span before;          /* the source read for the cue before it in the sentence, or empty */
    q_contents contents;
    float scores[Q_SPANS_MAX], shares[Q_SPANS_MAX]; /* of each content; the shares and that of nothing make 1 */
    uint32_t best;          /* the likeliest content, or Q_NONE */
    float quote;            /* how likely there is any */
} q_proposal;

typedef struct q_proposals { /* of the cues of a text, in order */
    q_document *document;
    const q_linear *role, *role_step, *span;
    uint32_t made, next;    /* cues read, and given by q_proposals_next */
    q_span before;
    q_labelling labelling;  /* scratch */
    q_proposal at[Q_PROPOSAL_RING];
} q_proposals;

void q_proposals_begin(q_proposals *all, q_document *document, const q_linear *role, const q_linear *role_step,
                       const q_linear *span);

/* The proposal of the next cue; NULL after the last. Those of the cues beside it are there too. */
const q_proposal *q_proposals_next(q_proposals *all);

/* The features of a content beside what the neighbours bring. */
uint32_t q_proposal_features(const q_proposals *all, const q_proposal *own, uint32_t content, uint32_t *features);

/* The most likely content, or Q_NONE without any, and the probability that the cue brings a quote at all. */
uint32_t q_proposal_choose(const q_proposals *all, const q_proposal *own, const q_linear *model, float *probability);

#endif
