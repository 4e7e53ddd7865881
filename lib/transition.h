/* transition.h - building a dependency tree from left to right: the arc-hybrid system (Kuhlmann, Gomez-Rodriguez and Satta,
 * Dynamic programming algorithms for transition-based dependency parsers, ACL 2011).
 *
 * Words wait in a buffer and go by way of a stack. SHIFT puts the next word on the stack; LEFT makes the top of the stack a
 * child of the next word, RIGHT of the word below it. Each word is pushed once and taken once, so a sentence of n words takes
 * 2n - 1 moves; the one word that stays is the root, and the tree is projective by construction. */
#ifndef Q_TRANSITION_H
#define Q_TRANSITION_H

#include "document.h"

enum {
    Q_PARSE_MAX = 1000,     /* longest sentence, tokens; a longer one is left without arcs */
    Q_MOVE_FEATURES = 93    /* of a move */
};

typedef enum q_move { Q_SHIFT = 0, Q_LEFT, Q_RIGHT, Q_MOVE_COUNT } q_move;

/* What the parser knows of a word. */
typedef struct q_parse_word {
    uint32_t word;      /* hash of its folded form */
    uint32_t lemma;     /* hash of its lemma */
    uint32_t region;    /* of quoted words, 0 for none */
    uint16_t commas;    /* in the sentence up to here, itself included; likewise: */
    uint16_t verbs;     /* verbs with tense, and modals */
    uint8_t tag;        /* xpos, or one of the tags behind it for those that two parts of speech share */
    uint8_t cue;        /* what the lexicon says of reporting: class of verb, noun or preposition; 0 for nothing */
} q_parse_word;

/* A word in the tree that grows; 0 stands for no word. */
typedef struct q_parse_node {
    uint16_t head;
    uint16_t left[2];   /* outermost child before it and the one within */
    uint16_t right[2];
    uint8_t count[2];   /* children before and behind */
    uint64_t tags[2];   /* set of their tags */
    uint16_t child;     /* when the tree is whole: first child, next child of its head, first and last word below */
    uint16_t sibling;
    uint16_t first;
    uint16_t last;
    uint8_t relation;   /* q_relation to its head */
} q_parse_node;

/* A sentence while it is parsed. Words are numbered from 1; words[0] and nodes[0] stay all zero. */
typedef struct q_parse {
    uint32_t count;     /* words */
    uint32_t next;      /* first word of the buffer; count + 1 when it is empty */
    uint32_t depth;     /* words on the stack */
    uint16_t stack[Q_PARSE_MAX + 1];
    uint16_t order[Q_PARSE_MAX]; /* when the tree is whole: its words, heads before their children */
    q_parse_word words[Q_PARSE_MAX + 1];
    q_parse_node nodes[Q_PARSE_MAX + 1];
} q_parse;

/* Reads the tokens [first, end), at most Q_PARSE_MAX, of a document. */
void q_parse_read(q_parse *parse, const q_document *document, uint32_t first, uint32_t end);

/* Puts all words back into the buffer. */
void q_parse_begin(q_parse *parse);

static inline int q_parse_is_over(const q_parse *parse)
{
    return parse->next > parse->count && parse->depth <= 1;
}

static inline int q_parse_may(const q_parse *parse, q_move move)
{
    return move == Q_SHIFT  ? parse->next <= parse->count
           : move == Q_LEFT ? parse->next <= parse->count && parse->depth
                            : parse->depth > 1;
}

void q_parse_move(q_parse *parse, q_move move);

/* Builds the tree anew that has these heads, of the words from 1 on. */
void q_parse_restore(q_parse *parse, const uint16_t *heads);

/* Links children, siblings and edges by the heads, which are a tree; the root is the word whose head is 0. */
void q_parse_link(q_parse *parse);

/* The Q_MOVE_FEATURES features by which the next move is chosen. */
void q_move_features(const q_parse *parse, uint32_t *features);

/* ---- values of features, for the moves and the relations ---- */

static inline uint32_t q_parse_at_most(uint32_t value, uint32_t most)
{
    return value < most ? value : most;
}

/* How two words stand to the quotations: in one or none together, or a border between them. */
static inline uint32_t q_parse_quoted(const q_parse_word *a, const q_parse_word *b)
{
    return a->region == b->region ? (a->region ? 1 : 2) : !a->region ? 3 : !b->region ? 4 : 5;
}

static inline uint32_t q_parse_set(uint64_t set)
{
    return set ? (uint32_t)((set * 0x9E3779B97F4A7C15u) >> 32) : 0;
}

/* The share of an atom in the features of all templates that have it. A feature is the upper half of the sum of its atoms,
 * each times a random key: Dietzfelbinger, Universal hashing and k-wise independent random variables via integer arithmetic
 * without primes, STACS 1996. The key is known when compiling, for `atom` is. */
static inline uint64_t q_parse_atom(uint64_t atom, uint32_t value)
{
    uint64_t key = atom * 0x9E3779B97F4A7C15u;
    key = (key ^ key >> 30) * 0xBF58476D1CE4E5B9u;
    key = (key ^ key >> 27) * 0x94D049BB133111EBu;
    return (key ^ key >> 31) * ((uint64_t)value + 1);
}

static inline uint32_t q_parse_feature(const uint8_t *template_, const uint64_t *atoms)
{
    return (uint32_t)((atoms[template_[0]] + atoms[template_[1]] + atoms[template_[2]] + atoms[template_[3]]) >> 32);
}

#endif
