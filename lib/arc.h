/* arc.h - walking the dependency arcs of a document, where the room arc ran: token.head, token.relation and `arcs`.
 *
 * A sentence is parsed as a whole or not at all. Trees are projective: all words below a token stand side by side. */
#ifndef Q_ARC_H
#define Q_ARC_H

#include "document.h"

/* Whether the token has its place in a tree. */
static inline int q_is_parsed(const q_document *document, uint32_t token)
{
    return document->tokens.at[token].relation != Q_RELATION_NONE;
}

/* The first child of a token and the next child of the same head, in the order of the text; Q_NONE behind the last. */
static inline uint32_t q_arc_child(const q_document *document, uint32_t token)
{
    return token < document->arcs.n ? document->arcs.at[token].child : Q_NONE;
}

static inline uint32_t q_arc_next(const q_document *document, uint32_t child)
{
    return child < document->arcs.n ? document->arcs.at[child].next : Q_NONE;
}

/* The tokens [start, end) of the token and all below it. */
static inline q_span q_arc_span(const q_document *document, uint32_t token)
{
    return token < document->arcs.n ? document->arcs.at[token].below : (q_span){token, token + 1};
}

/* Whether `below` is `token` or stands below it. */
static inline int q_arc_covers(const q_document *document, uint32_t token, uint32_t below)
{
    q_span span = q_arc_span(document, token);
    return below >= span.start && below < span.end;
}

/* A set of relations: q_relation_set(Q_RELATION_NSUBJ) | q_relation_set(Q_RELATION_NSUBJ_PASS). */
static inline uint64_t q_relation_set(q_relation relation)
{
    return UINT64_C(1) << relation;
}

/* The first child of a token whose relation is in the set, or Q_NONE. */
uint32_t q_arc_child_of(const q_document *document, uint32_t token, uint64_t relations);

/* The lowest token that covers both, or Q_NONE when they are in different trees. */
uint32_t q_arc_common(const q_document *document, uint32_t a, uint32_t b);

/* The child of `token` that covers `below`; `token` itself when they are the same, Q_NONE when it does not stand below. */
uint32_t q_arc_towards(const q_document *document, uint32_t token, uint32_t below);

/* How many arcs lead from `below` up to `token`, which covers it. */
uint32_t q_arc_steps(const q_document *document, uint32_t token, uint32_t below);

#endif
