/* storyteller.c - who tells a story and takes part in it: the author's "I". */
#include "cast.h"

#include <string.h>

enum {
    OWN_TAGS = 2, /* quotes with "I said", at least */
    OWN_SHARE = 50, /* one quote in so many, at least */
    CALLS = 2,    /* how often others call the name, at least; once where the author never writes it */
    TOLD_LESS = 3 /* how much rarer the author writes it */
};

static const float known = 0.95f;

typedef struct calls { /* how a figure is named */
    uint32_t spoken_to, told; /* by those who speak to it, by the author */
} calls;

/* How many quotes the author tags with "I said". */
static uint32_t count_own_tags(const q_document *document)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        uint32_t source = document->quotes.at[i].source_mention;
        const q_mention *row = source < document->mentions.n ? &document->mentions.at[source] : NULL;
        count += row && row->kind == Q_MENTION_PRONOUN && row->person == 1 && !row->plural &&
                 document->tokens.at[row->head].region == Q_NONE;
    }
    return count;
}

static void count_calls(const q_cast *cast, calls *counts)
{
    const q_document *document = cast->document;
    for (uint32_t i = 0; i < document->mentions.n; i++) {
        const q_mention *row = q_cast_mention(cast, i);
        if (row->entity != Q_NONE && row->kind == Q_MENTION_NAME)
            counts[row->entity].told += !q_cast_is_inside(cast, row);
    }
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        uint32_t hearer = document->quotes.at[i].addressee_mention;
        if (hearer < document->mentions.n && q_cast_is_inside(cast, q_cast_mention(cast, hearer)) &&
            q_cast_mention(cast, hearer)->entity != Q_NONE)
            counts[q_cast_mention(cast, hearer)->entity].spoken_to++;
    }
}

/* Who says "I": the one whom others call by a name that the author hardly uses. */
int q_storyteller_find(q_cast *cast)
{
    const quoth_allocator *allocator = cast->document->allocator;
    uint32_t best = Q_NONE;
    cast->narrates = known;
    uint32_t tags = count_own_tags(cast->document);
    cast->tells = tags >= OWN_TAGS && tags * OWN_SHARE >= cast->document->quotes.n;
    if (!cast->figures.n || !cast->tells)
        return 0;
    calls *counts = q_allocate(allocator, cast->figures.n * sizeof *counts);
    if (!counts)
        return -1;
    memset(counts, 0, cast->figures.n * sizeof *counts);
    count_calls(cast, counts);
    for (uint32_t i = 0; i < cast->figures.n; i++)
        if (counts[i].spoken_to >= (counts[i].told ? CALLS : 1u) && counts[i].told * TOLD_LESS <= counts[i].spoken_to &&
            (best == Q_NONE || counts[i].spoken_to > counts[best].spoken_to))
            best = i;
    cast->narrator = best;
    q_release(allocator, counts);
    return 0;
}
