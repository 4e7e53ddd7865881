/* cue.h - the words that report, found by a learned tagger: Collins, Discriminative training methods for hidden Markov models,
 * EMNLP 2002. Sections "cue", whose classes are the labels, and "cue.step", whose classes are pairs of labels. */
#ifndef Q_CUE_H
#define Q_CUE_H

#include "document.h"
#include "label.h"
#include "linear.h"
#include "node.h"

enum { Q_CUE_OUTSIDE = 0, Q_CUE_BEGIN, Q_CUE_INSIDE, Q_CUE_LABELS, Q_CUE_STRIDE = 4 };
/* The only feature of a step. */
enum { Q_CUE_STEP = 1 };
enum { Q_CUE_FEATURES_MAX = 112, Q_CUE_LEVELS = 5, Q_CUE_SENTENCE_MAX = 512 /* tokens that are read at once */,
       Q_CUE_COUNT_MAX = 48 /* cues among them */ };

/* The features of a token of [first, end), a stretch of one sentence. Gives their number, at most Q_CUE_FEATURES_MAX. */
uint32_t q_cue_features(const q_document *document, uint32_t token, uint32_t first, uint32_t end, uint32_t *features);

/* Whether a label can stand after another; Q_CUE_OUTSIDE stands before the first token. */
int q_cue_follows(uint32_t before, uint32_t label);

/* The token of [first, end) that governs the others. */
uint32_t q_cue_head(const q_document *document, uint32_t first, uint32_t end);

/* Fills `document->cues`; the nodes are there. With `constructions` also by construction what the model leaves out: the rooms behind
 * it do not learn from those, as the corpora mark few of them. */
quoth_status q_cue_find(q_document *document, const q_linear *model, const q_linear *steps, int constructions);

#endif
