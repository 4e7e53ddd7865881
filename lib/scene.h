/* scene.h - the scene of a story while its quotes are read in order: who is present, who spoke the last turns, and what the words
 * around a quote tell of each who may speak it. Features and candidates for the room and its trainer.
 *
 * The candidates and features follow He, Barbosa and Kondrak, "Identification of Speakers in Novels", ACL 2013, and Muzny, Fang,
 * Chang and Jurafsky, "A Two-stage Sieve Approach for Quote Attribution", EACL 2017. */
#ifndef Q_SCENE_H
#define Q_SCENE_H

#include "conversation.h"
#include "linear.h"

enum {
    Q_SCENE_PRESENT = 10,    /* figures mentioned or speaking last */
    Q_SCENE_CANDIDATES = 18,
    Q_SCENE_TURNS = 6,
    Q_SCENE_FEATURES = 112
};

typedef struct q_presence { /* of a figure */
    uint32_t narrated;       /* token of its last mention outside quotations + 1; 0 for none */
    uint32_t narrated_paragraph;
    uint32_t addressed;      /* token of its last mention within quotations + 1 */
    uint32_t spoke;          /* the quote it spoke last + 1 */
    uint32_t times;          /* quotes spoken */
    uint32_t subjects;       /* mentions as a subject */
    uint32_t stamp;          /* the quote that `seen` is of, + 1 */
    uint32_t seen;           /* Q_SEEN_... around that quote */
} q_presence;

typedef struct q_turn {
    uint32_t figure, paragraph, quote;
} q_turn;

typedef struct q_scene {
    q_cast *cast;
    Q_ROWS(q_presence) presences; /* per figure */
    uint32_t present[Q_SCENE_PRESENT];
    uint32_t present_count;
    q_turn turns[Q_SCENE_TURNS];  /* the last first */
    q_exchanges exchanges;
    uint32_t exchange;            /* of the quote looked at */
    q_side after[2], before[2]; /* what its conversation tells, by even and odd distance */
    uint32_t mention;             /* the next to be read */
    uint32_t quote, paragraph;    /* looked at */
    q_beside tag, next[2];
    uint8_t gap, next_gap[2];     /* paragraphs from the turn before, to those that follow; 4 for far */
    uint8_t narration;            /* words outside quotations in the paragraph: 1 before, 2 after */
    uint8_t pronoun;              /* gender of the first he or she among them */
    uint8_t voices;               /* speakers of the last turns, 3 for more */
    uint8_t alternates;           /* the last turns change between two */
    uint8_t asked;                /* the turn before ends in a question */
    uint32_t candidates[Q_SCENE_CANDIDATES];
    uint32_t count;
} q_scene;

/* Begins before the first quote; the mentions are linked. -1 when memory ends. */
int q_scene_begin(q_scene *scene, q_cast *cast);
void q_scene_end(q_scene *scene);

/* Whether somebody is to be found for a quote: words in marks that are not set apart. */
int q_scene_has(const q_scene *scene, uint32_t quote);

/* Looks at a quote, which comes after those looked at before. */
void q_scene_look(q_scene *scene, uint32_t quote);

/* The features of a candidate for it; their number. */
uint32_t q_scene_features(const q_scene *scene, uint32_t candidate, uint32_t *features);

/* The quote looked at is spoken by the figure, or by nobody: Q_NONE. */
void q_scene_speak(q_scene *scene, uint32_t figure);

#endif
