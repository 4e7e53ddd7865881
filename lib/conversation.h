/* conversation.h - the turns of the conversations of a story: what each paragraph with quotes tells of its speaker by itself, and
 * what the turns around tell of one between them, since two who talk take turns. */
#ifndef Q_CONVERSATION_H
#define Q_CONVERSATION_H

#include "cast.h"

typedef enum q_tag_kind { /* what names the speaker beside a quote */
    Q_TAG_NONE = 0,
    Q_TAG_NAME,
    Q_TAG_NOMINAL,
    Q_TAG_HE,
    Q_TAG_SHE,
    Q_TAG_I,
    Q_TAG_OTHER,             /* they, who, it */
    Q_TAG_CONTINUED,         /* goes on in the paragraph of the quote before */
    Q_TAG_KIN,               /* her mother */
    Q_TAG_DEFINITE,          /* the old man */
    Q_TAG_BESIDE = 16        /* plus one of the above: who acts in the sentence beside */
} q_tag_kind;

typedef struct q_beside { /* what stands beside a quote */
    uint32_t figure;         /* whom its words mean by themselves, or Q_NONE */
    uint8_t kind;            /* q_tag_kind */
    uint8_t gender;
    uint8_t sure;            /* 0..3 */
} q_beside;

typedef struct q_exchange { /* a paragraph with quotes */
    uint32_t first, end;     /* quotes */
    uint32_t paragraph;
    q_beside tag;            /* the surest of its quotes */
    uint32_t hearer;         /* figure spoken to, or Q_NONE */
} q_exchange;

typedef Q_ROWS(q_exchange) q_exchanges;

typedef struct q_side { /* what the turns at an even or odd distance tell, the nearest that tells anything */
    uint32_t figure;         /* of a certain tag, or Q_NONE */
    uint32_t hearer;         /* or Q_NONE */
    uint8_t distance;        /* turns to that tag */
    uint8_t broken;          /* a paragraph without quotes stands between */
    uint8_t gender;          /* of a pronoun or description */
} q_side;

/* Whether somebody is to be found for a quote: words in marks that are not set apart. */
int q_is_spoken(const q_document *document, uint32_t quote);

q_beside q_beside_quote(const q_cast *cast, uint32_t quote);

/* Whether a tag means its figure without what stands elsewhere. */
int q_is_certain(const q_beside *tag);

/* The turns of all quotes; -1 when memory ends. */
int q_conversation_read(const q_cast *cast, q_exchanges *turns);

/* What the turns tell that follow (step 1) or stand before (step -1), as long as they are near one another; by distance, even and
 * odd. The even ones begin with the turn itself. */
void q_conversation_look(const q_exchanges *turns, uint32_t turn, int step, q_side sides[2]);

#endif
