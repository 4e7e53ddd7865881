/* clause.h - by tokens: verb groups, noun phrases, and where a reported clause begins and ends.
 *
 * Ranges are half-open and count tokens. Every look stops at the border it is given and after a named number of tokens. */
#ifndef Q_CLAUSE_H
#define Q_CLAUSE_H

#include "document.h"

enum { /* q_group.form; a set */
    Q_GROUP_FINITE = 1,     /* says, has said, did not say */
    Q_GROUP_ING = 2,        /* saying */
    Q_GROUP_INFINITIVE = 4, /* to say */
    Q_GROUP_PASSIVE = 8     /* was told */
};

/* A verb with its auxiliaries, negation and adverbs: will not have said. */
typedef struct q_group {
    uint32_t first;
    uint8_t form;
} q_group;

/* q_token_in for a token that may lie behind the last one. */
int q_is_among(const q_document *document, uint32_t token, const char *words);

/* Whether the token is a quotation mark or stands within a region of quoted words. */
int q_is_marked(const q_document *document, uint32_t token);

/* The verb group that ends in `verb`, looking back no further than `first`. */
q_group q_group_of(const q_document *document, uint32_t first, uint32_t verb);

/* The first token after the adverbs at `token`. */
uint32_t q_after_adverbs(const q_document *document, uint32_t token, uint32_t end);

/* The end of the noun phrase that begins at `token`; `token` itself when none does. */
uint32_t q_phrase_end(const q_document *document, uint32_t token, uint32_t end);

/* Whether a finite verb can stand in [first, end). */
int q_has_finite(const q_document *document, uint32_t first, uint32_t end);

/* The end of a clause (or, with `object`, of a noun phrase) reported from `first` on in a sentence that ends at `end`. */
uint32_t q_reported_end(const q_document *document, uint32_t first, uint32_t end, int object);

#endif
