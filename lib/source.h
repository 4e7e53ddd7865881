/* source.h - who speaks at a cue: the one search for the words that name the source, used by every room that reads cues.
 *
 * Order of words in news: Krestel, Bergler and Witte, "Minding the Source: Automatic Tagging of Reported Speech in Newspaper
 * Articles", LREC 2008; extent of a source: Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News",
 * LREC 2018: the whole noun phrase with its appositions and the relative clauses closed before the cue. */
#ifndef Q_SOURCE_H
#define Q_SOURCE_H

#include "document.h"

typedef enum q_source_kind {
    Q_SOURCE_NONE = 0,  /* no words beside the cue name a source */
    Q_SOURCE_SUBJECT,   /* Ann Lee, the mayor, has repeatedly said */
    Q_SOURCE_INVERTED,  /* said Ann Lee, the mayor */
    Q_SOURCE_RELATIVE,  /* Ann Lee, who said: the words are "who", the mention is Ann Lee */
    Q_SOURCE_SHARED,    /* Ann Lee rose and said / said ..., adding: of the verb before */
    Q_SOURCE_AGENT,     /* was asked by Ann Lee, told by Ann Lee */
    Q_SOURCE_POSSESSOR, /* Ann Lee's claim, her claim */
    Q_SOURCE_PASSIVE    /* it was said: the text names nobody */
} q_source_kind;

typedef struct q_source {
    q_source_kind kind;
    uint32_t mention; /* who speaks, or Q_NONE: words that are no mention ("her", "many"), or nobody */
    uint32_t hearer;  /* mention of the one spoken to ("told Ann Lee", "said to her"), or Q_NONE */
    uint32_t first;   /* [first, end) tokens of the source; empty when nobody is named */
    uint32_t end;
    uint32_t cue;     /* [cue, cue_end) tokens of the cue with its auxiliaries and adverbs: "has repeatedly said" */
    uint32_t cue_end;
} q_source;

/* Whether a token is a form of a reporting verb that can make a clause: said, says, say; not saying. */
int q_is_cue(const q_document *document, uint32_t token);

/* The source of the cue at a token: a verb of any form, or a noun ("claim"). Looks within [first, end) and not beyond
 * quotation marks, except for a subject shared with an earlier verb. */
q_source q_source_of(const q_document *document, uint32_t cue, uint32_t first, uint32_t end);

/* The owner of a noun within [first, end): Ann Lee's | answer, her | answer, the answer | of Ann Lee. */
q_source q_source_owner(const q_document *document, uint32_t noun, uint32_t first, uint32_t end);

/* The source that begins at a token, for prepositions: according to | the mayor, Ann Lee. `kind` is Q_SOURCE_NONE when no
 * noun phrase begins there. */
q_source q_source_at(const q_document *document, uint32_t token, uint32_t end);

/* The one who acts: the nearest subject of a verb that ends in [first, end), outside quoted words; a mention, or Q_NONE. */
uint32_t q_source_actor(const q_document *document, uint32_t first, uint32_t end);

/* The bytes of tokens [first, end); an empty span for none. */
q_span q_token_span(const q_document *document, uint32_t first, uint32_t end);

#endif
