/* role.h - which words around a cue are its content and which its source: a learned labelling, run once for each cue.
 *
 * It reads a window: the sentence of the cue, and the sentences beside it that hold quoted words. Sections "role", whose classes
 * are the labels, and "role.step", whose classes are pairs of labels. */
#ifndef Q_ROLE_H
#define Q_ROLE_H

#include "document.h"
#include "label.h"
#include "linear.h"
#include "node.h"

enum { Q_ROLE_NONE = 0, Q_ROLE_SOURCE_BEGIN, Q_ROLE_SOURCE, Q_ROLE_BEGIN /* of a content */, Q_ROLE_CONTENT, Q_ROLE_LABELS,
       Q_ROLE_STRIDE = 8, Q_ROLE_STEP_STRIDE = 32 };
enum { Q_ROLE_FEATURES_MAX = 64, Q_ROLE_STEPS_MAX = 16, Q_WINDOW_MAX = 640 };

/* Where a token stands and what is between it and the cue: often the same for neighbours. */
typedef struct q_between {
    uint8_t side;    /* 0 before the cue, 1 in it, 2 behind it */
    uint8_t beside;  /* 1 in a sentence before that of the cue, 2 in one behind it, 0 in its own */
    uint8_t commas;  /* all up to 3 */
    uint8_t marks;
    uint8_t cues;
    uint8_t reports; /* cues that were found, of the first levels */
    uint8_t verbs;
    uint8_t tie;     /* it stands in a direct quote: 1 of this cue by the room attribution, 2 of another, 3 of none */
    uint8_t quote;   /* which quotation holds the token: 0 none, 1 the cue's own, 2 the next before the cue, 3 the next after, 4 another */
} q_between;

/* The same, and how the arcs lead from the token to the cue. */
typedef struct q_place {
    uint32_t top;    /* the node below the common ancestor that holds the token; the token itself where there is none */
    uint32_t path;   /* hash of the relations from there to the cue */
    uint8_t steps;   /* from the cue up to the common ancestor */
    uint8_t far;     /* how far the cue is, in bins */
    q_between by;
} q_place;

typedef struct q_window {
    q_document *document;
    q_cue cue;
    uint32_t first, end;                    /* tokens */
    uint32_t sentence_first, sentence_end;  /* of the cue */
    uint32_t before, after;                 /* what stands on either side of the cue */
    uint32_t words;                         /* hash of the cue's words */
    uint32_t quoted;                        /* whether a quotation holds some of its tokens */
    uint32_t direct;                        /* direct quote that has this cue by the room attribution, or Q_NONE */
    q_place at[Q_WINDOW_MAX];
} q_window;

/* How the tokens of a window may be labelled, and how they are best labelled. */
typedef struct q_labelling {
    float scores[Q_WINDOW_MAX * Q_ROLE_LABELS];
    float steps[Q_WINDOW_MAX * Q_ROLE_LABELS * Q_ROLE_LABELS]; /* from the token before: label before x labels + label */
    uint8_t back[Q_WINDOW_MAX * Q_ROLE_LABELS];
    uint8_t labels[Q_WINDOW_MAX];
    float best;                             /* the sum of the best labels */
} q_labelling;

/* Content, source and cue of one reading; tokens. */
typedef struct q_reading {
    q_span piece[Q_PIECES_MAX];
    uint32_t pieces;
    q_span source; /* empty for none */
    q_span cue;
    float margin;  /* how much more likely than that the cue brings nothing */
} q_reading;

/* The node of a token; that of none outside the window. */
static inline const q_node *q_window_node(const q_window *window, uint32_t token)
{
    return token >= window->first && token < window->end ? &window->document->nodes.at[token] : &q_node_none;
}

/* Sets the window around cue `index`. */
void q_window_set(q_window *window, q_document *document, uint32_t index);

/* The features of a token of the window, and of the step to it from the token before. */
uint32_t q_window_features(const q_window *window, uint32_t token, uint32_t *features);
uint32_t q_window_steps(const q_window *window, uint32_t token, uint32_t *features);

/* Whether a label can stand after another; Q_ROLE_NONE stands before the first token. */
int q_role_follows(uint32_t before, uint32_t label);

/* Labels the tokens of a window, and gives the spans of the labels. */
q_reading q_window_read(const q_window *window, const q_linear *roles, const q_linear *steps, q_labelling *labelling);

#endif
