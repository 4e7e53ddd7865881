/* nameword.h - facts of the words of a text for the search of names: of each word type, once, and how the text uses it. */
#ifndef Q_NAMEWORD_H
#define Q_NAMEWORD_H

#include "document.h"

enum { Q_NAME_KINDS = 5 /* none, person, organisation, place, other */ };

typedef struct q_name_word { /* of a word type */
    uint32_t word;      /* hash; digits are all the same */
    uint32_t beginning; /* hashes of its first and last letters */
    uint32_t ending[3]; /* 2, 3, 4 letters */
    uint32_t lists;     /* the lists of the lexicon it stands in, as far as they tell of names */
    uint32_t seen;      /* Q_NAME_SEEN_...: how it is used in the text */
    uint32_t weight;    /* how common a name it is */
    uint32_t votes[Q_NAME_KINDS]; /* how often it was read as a name of each kind; [0]: as none */
    uint32_t joint_votes[Q_NAME_KINDS]; /* in names of several words */
    uint32_t verdict, joint_verdict;    /* of the votes: values of features */
} q_name_word;

enum { /* a set */
    Q_NAME_SEEN_LOWER = 1,
    Q_NAME_SEEN_CAPITAL = 2,       /* inside a sentence */
    Q_NAME_SEEN_TITLE = 4,         /* after a title: Mr., President */
    Q_NAME_SEEN_FIRST_NAME = 8,    /* after a first name */
    Q_NAME_SEEN_SURNAME = 16,      /* before a surname */
    Q_NAME_SEEN_CUE = 32,          /* before "said" */
    Q_NAME_SEEN_IN = 64,           /* after "in", "from" */
    Q_NAME_SEEN_THE = 128,         /* after "the" */
    Q_NAME_SEEN_POSSESSIVE = 256,  /* before 's */
    Q_NAME_SEEN_BRACKET = 512,     /* alone in brackets */
    Q_NAME_SEEN_ALONE = 1024,      /* with no capital beside it */
    Q_NAME_SEEN_LAST = 2048        /* the last of several capitals */
};

typedef enum q_name_shape {
    Q_NAME_LOWER = 0,
    Q_NAME_CAPITAL,  /* Paris */
    Q_NAME_UPPER,    /* PARIS; + 0 to 3 for 2, 3, 4, more letters */
    Q_NAME_LETTER = Q_NAME_UPPER + 4, /* A */
    Q_NAME_INITIAL,  /* A. */
    Q_NAME_ACRONYM,  /* U.S. */
    Q_NAME_SHORT,    /* Mr., Inc. */
    Q_NAME_MIXED,    /* McCain, iPhone */
    Q_NAME_JOINED,   /* Jean-Paul, O'Neil */
    Q_NAME_NUMBER,
    Q_NAME_CODE,     /* letters and digits */
    Q_NAME_MARK,
    Q_NAME_BORDER    /* no token: outside the sentence */
} q_name_shape;

q_name_shape q_name_shape_of(const q_document *document, const q_token *token);

/* Whether the word of that shape is written like a name. */
int q_name_is_capital(q_name_shape shape);

typedef enum q_name_case { Q_NAME_CASE_TEXT = 0, Q_NAME_CASE_TITLE, Q_NAME_CASE_UPPER } q_name_case;

/* How a sentence is written: as running text, as a headline with most words capitalised, in capitals. */
q_name_case q_name_case_of(const q_document *document, const q_sentence *sentence);

/* Facts of all lexemes, from the arena of the document; NULL when memory ends. */
q_name_word *q_name_words(q_document *document);

#endif
