/* node.h - the tokens as the learned rooms of quotes see them: values to be hashed, and the tree of their arcs.
 *
 * Made once for a text. Where tags, names or arcs are missing the values are those of "none", and each token is a tree of its
 * own. */
#ifndef Q_NODE_H
#define Q_NODE_H

#include "document.h"

typedef enum q_stop { /* what a token that is no word does to a clause */
    Q_STOP_WORD = 0,
    Q_STOP_COMMA,
    Q_STOP_FULL, /* . ! ? … */
    Q_STOP_COLON,
    Q_STOP_SEMICOLON,
    Q_STOP_DASH,
    Q_STOP_OPEN_MARK,
    Q_STOP_CLOSE_MARK,
    Q_STOP_BRACKET,
    Q_STOP_OTHER
} q_stop;

typedef struct q_node {
    uint32_t word;      /* hash of the folded word */
    uint32_t lemma;     /* hash of its lemma */
    uint32_t tag;       /* XPOS, or the set of parts of speech where it was not tagged */
    uint32_t head;      /* token of the same sentence, or Q_NONE */
    uint32_t child;     /* its first and the next child of its head, in order; or Q_NONE */
    uint32_t sibling;
    uint32_t left;      /* [left, right) its subtree, first token to last */
    uint32_t right;
    uint32_t quotation; /* outermost region whose marks or words hold it, or Q_NONE */
    uint32_t speech;    /* direct quote that holds it, as the rooms quote and attribution have it, or Q_NONE */
    uint32_t tag_of;    /* direct quote whose cue it belongs to, or Q_NONE */
    uint16_t depth;     /* heads above it */
    uint8_t relation;
    uint8_t name;
    uint8_t stop;       /* q_stop */
    uint8_t cue;        /* kind of act and how often its word is a cue, of the lexicon: 0 for no cue */
    uint8_t act;        /* q_cue_class, nouns and "according" set apart: 0 for no cue */
    uint8_t shape;      /* Q_SHAPE_... */
    uint8_t report;     /* 1 more than the level of the cue it belongs to, or 0; written by cue.c */
} q_node;

/* The nodes of all tokens in `document->nodes`. */
quoth_status q_nodes_make(q_document *document);

static inline int q_node_is_word(const q_node *node)
{
    return node->stop == Q_STOP_WORD;
}

/* A token outside its sentence: all values none. */
extern const q_node q_node_none;

#endif
