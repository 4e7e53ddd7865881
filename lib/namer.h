/* namer.h - names, learned: features, decoder, for the room name and its trainer.
 *
 * Names are read in stretches: capitalised words and the few words between them; every other word is no name. A label is a
 * q_name; the best labels of a stretch are found by Viterbi over scores of hashed features of a word and of pairs of labels
 * (Ratinov and Roth, Design challenges and misconceptions in named entity recognition, CoNLL 2009, compares such features). */
#ifndef Q_NAMER_H
#define Q_NAMER_H

#include "label.h"
#include "linear.h"
#include "nameword.h"

enum {
    Q_NAME_CLASSES = Q_NAME_COUNT - 1, /* of the weights: every label but none, whose score is 0 */
    Q_NAME_FEATURES_MAX = 112,
    Q_NAME_WINDOW = 2,   /* words on each side that are features */
    Q_NAME_STRETCH = 256 /* most tokens of a stretch */
};

typedef struct q_namer {
    const q_document *document;
    q_name_word *words;  /* of each lexeme */
    uint32_t first, end; /* tokens of the stretch that is read */
    uint32_t sentence;
    q_span bounds;       /* tokens of the sentence */
    q_name_case style;   /* of the sentence */
    uint32_t next;       /* token where the search of the next stretch begins */
    uint8_t *shapes;     /* q_name_shape of each token */
    uint32_t left[Q_NAME_STRETCH];  /* per word: the nearest word before it that is not capitalised; Q_NONE */
    uint32_t right[Q_NAME_STRETCH]; /* and behind it */
    uint32_t phrases[Q_NAME_STRETCH]; /* per word: the lists that hold a phrase over it, and where in it the word stands */
} q_namer;

/* Begins the search in a document with tokens. */
quoth_status q_namer_begin(q_namer *namer, q_document *document);

/* Finds the next stretch; 0 when there is none, and the next is the first again. */
int q_namer_stretch(q_namer *namer);

/* Counts for each word type which names its words stand in, by the labels that the tokens have from a first reading. */
void q_namer_count(q_namer *namer);

/* Whether the first reading took a word for part of a person's name nearly everywhere, and not just once or twice. */
int q_namer_is_person(const q_namer *namer, uint32_t token);

/* The features of a token of the stretch, and those that the second reading adds to them; their number. */
uint32_t q_namer_features(const q_namer *namer, uint32_t token, uint32_t *features);
uint32_t q_namer_vote_features(const q_namer *namer, uint32_t token, uint32_t *features);

/* The feature of a label that follows another. */
uint32_t q_namer_step(uint32_t before);

/* The scores of the labels of a stretch, whole numbers that a float holds exactly. */
typedef struct q_name_scores {
    float step[Q_NAME_COUNT][Q_NAME_COUNT];    /* [before][label]; no name stands before the first */
    float token[Q_NAME_STRETCH][Q_NAME_COUNT];
    uint8_t back[Q_NAME_STRETCH * Q_NAME_COUNT]; /* for the search */
} q_name_scores;

/* Forbids what cannot be: the inside of a name follows only its begin or inside. */
void q_namer_bar(q_name_scores *scores);

/* The best labels of the first `count` tokens. */
void q_namer_label(q_name_scores *scores, uint32_t count, uint8_t *labels);

#endif
