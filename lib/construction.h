/* construction.h - what a cue reports, and of whom, by the construction it stands in: rules over words, tags and arcs for what
 * news says in set ways and a corpus of one kind of news has too few examples of. They stand beside the learned rooms. */
#ifndef Q_CONSTRUCTION_H
#define Q_CONSTRUCTION_H

#include "document.h"

typedef enum q_construction_kind {
    Q_CONSTRUCTION_NONE = 0,
    Q_CONSTRUCTION_NOUN_THAT,   /* her warning | that the dam might break */
    Q_CONSTRUCTION_NOUN_TO,     /* their promise | to rebuild the school */
    Q_CONSTRUCTION_PHRASE,      /* according to her, | it will rain; in her words, | ... */
    Q_CONSTRUCTION_RAISED,      /* forty people | were reported | to have been on board */
    Q_CONSTRUCTION_ACCUSED,     /* the mayor | was accused of | taking money */
    Q_CONSTRUCTION_TOLD,        /* residents were told by the chief | that they could return */
    Q_CONSTRUCTION_SAYING,      /* the minister was quoted as saying | that tariffs would fall */
    Q_CONSTRUCTION_ABSOLUTE,    /* with Ann Lee calling it a day: the source alone */
    Q_CONSTRUCTION_COUNT
} q_construction_kind;

typedef struct q_construction {
    q_construction_kind kind;
    q_span piece[2];  /* tokens of what is reported, in order */
    uint32_t pieces;
    q_span source;    /* tokens; empty where the construction names nobody */
    int closed;       /* what follows is the verb that the noun is the subject of */
} q_construction;

/* The construction of a cue within its sentence; the nodes are there. */
q_construction q_construction_of(const q_document *document, const q_cue *cue);

/* Whether a token of [first, end), a stretch of one sentence, is likely to be a cue by its construction: a noun that reports, followed
 * by what it reports; in her | words. */
int q_construction_begins(const q_document *document, uint32_t token, uint32_t first, uint32_t end);

#endif
