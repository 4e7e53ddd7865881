/* act.h - what kind of act a quote is: speech, writing, thought or intention. */
#ifndef Q_ACT_H
#define Q_ACT_H

#include "document.h"

typedef struct q_act { /* a report, in tokens */
    uint32_t head;     /* of the cue */
    q_span cue;
    const q_span *piece; /* of the content */
    uint32_t pieces;
    uint32_t mention;  /* its source, or Q_NONE */
} q_act;

/* A quoth_quote_class, by the words of the cue, the infinitive it takes, who or what reports, and how much stands in marks. */
uint8_t q_act_class(const q_document *document, q_act act);

#endif
