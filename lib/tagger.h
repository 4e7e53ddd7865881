/* tagger.h - Penn tags and parts of speech, learned: features, classes and the decoder, for the room tag and its trainer.
 *
 * A class is a pair of XPOS and UPOS. A word is tagged from left to right; the class of highest score among those the word
 * can have is taken, and the two classes before it are features (Giesbrecht and Evert, Is part-of-speech tagging a solved
 * task?, WAC 2009, compares such taggers). Words seen often in training have only the classes seen with them. */
#ifndef Q_TAGGER_H
#define Q_TAGGER_H

#include "document.h"
#include "linear.h"
#include "tagwords.h"

enum {
    Q_TAG_LEXEME_FEATURES = 14, /* of a word type */
    Q_TAG_BESIDE_FEATURES = 8,  /* of a word type, for the words beside it */
    Q_TAG_FEATURES_MAX = 56     /* of a token */
};

typedef struct q_tagger {
    q_linear weights; /* section tag: of one class; see q_tag_slot; Q_TAG_CLASSES_MAX rows at least */
    q_tag_words words;
} q_tagger;

typedef struct q_tag_lexeme { /* facts of a word type */
    uint32_t features[Q_TAG_LEXEME_FEATURES];
    uint32_t count;
    uint32_t beside[Q_TAG_BESIDE_FEATURES];
    uint32_t word;      /* hash */
    uint32_t ambiguity; /* what it can be, as a value of features */
    uint32_t ending;    /* hash of its last three letters */
    uint32_t set;       /* in tag.words; Q_NONE for a word not seen in training */
    uint32_t seen;      /* where the text has it: Q_TAG_SEEN_... */
} q_tag_lexeme;

enum { Q_TAG_SEEN_LOWER = 1, Q_TAG_SEEN_CAPITAL = 2 };

typedef struct q_tag_token { /* what the features of a token need of its place */
    uint32_t features[Q_TAG_FEATURES_MAX];
    uint32_t count;     /* of those that need no class before it */
    uint32_t word, ambiguity, next_word, next_ambiguity, shape;
    uint8_t classes[Q_TAG_CLASSES_MAX];
    uint32_t class_count;
} q_tag_token;

int q_tagger_open(q_tagger *tagger, const q_model *model); /* 0, or -1 where the model has none */

/* Which set a word not seen in training has. */
q_tag_rest q_tag_rest_of(const q_token *token);

/* Facts of all lexemes, and of what stands for a word beyond the sentence, from the arena of the document; NULL when memory
 * ends. */
q_tag_lexeme *q_tag_lexemes(q_document *document, const q_tag_words *words);

/* How a sentence is written, from its words: a value of features. */
uint32_t q_tag_style(const q_document *document, const q_sentence *sentence);

/* Features and classes of a token, then the features of the classes before it (Q_TAG_CLASSES_MAX for none). */
void q_tag_token_of(const q_document *document, const q_tag_words *words, const q_tag_lexeme *lexemes, uint32_t style,
                    uint32_t index, q_tag_token *out);
uint32_t q_tag_history(q_tag_token *token, uint32_t before, uint32_t before_that); /* the number of all features */

/* Where the weight of a feature for a class is: the classes of a feature stand in 128 bytes, shuffled by its low bits, so
 * that features that share them seldom meet in one class. */
static inline uint32_t q_tag_slot(uint32_t feature, uint32_t class_)
{
    return feature ^ class_;
}

/* Tags every token. */
quoth_status q_tagger_run(const q_tagger *tagger, q_document *document);

#endif
