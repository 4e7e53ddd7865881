/* lemma.h - lemmas: which edit a word takes, learned; features for the room lemma and its trainer, and lemmas as written. */
#ifndef Q_LEMMA_H
#define Q_LEMMA_H

#include "document.h"
#include "edits.h"
#include "linear.h"

enum { Q_LEMMA_FEATURES_MAX = 16 };

typedef struct q_lemmatizer {
    q_linear weights; /* section lemma: of one class; a feature for an edit is the feature with the edit's number mixed in */
    q_edits edits;    /* section lemma.edits */
} q_lemmatizer;

typedef struct q_lemma_word { /* a word to be edited */
    const q_lexicon *lexicon;
    const q_lexeme *lexeme;
    uint32_t xpos;
    uint32_t features[Q_LEMMA_FEATURES_MAX];
    uint32_t count;
} q_lemma_word;

int q_lemmatizer_open(q_lemmatizer *lemmatizer, const q_model *model); /* 0, or -1 where the model has none */

/* The features of a token with its tags. */
void q_lemma_word_of(const q_document *document, uint32_t token, q_lemma_word *out);

/* The features of a word for an edit that fits it, ready for the weights; their number, at most Q_LEMMA_FEATURES_MAX. */
uint32_t q_lemma_features(const q_lemma_word *word, const q_edits *edits, uint32_t edit, uint32_t *features);

/* Whether the lemma of a token is written as its lexeme is, whatever the token. */
int q_lemma_is_folded(const q_document *document, uint32_t token);

/* Writes the lemma of a token in the letter case it is cited in: names as they stand in the text, the rest in small letters.
 * Gives its length; writes no more than `room` bytes, with the NUL. */
size_t q_lemma_write(const q_document *document, uint32_t token, char *out, size_t room);

#endif
