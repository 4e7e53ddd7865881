/* scope.c - what the caller asked for: of the quotes without marks, those that were said or written, or all.
 *
 * All quotes have been found and given their speakers by now, whatever the scope: a thought too tells who is spoken of, and a
 * quote has the same speaker in either scope. */
#include "marked.h"
#include "rooms.h"

static const float least = 0.61f; /* detection of what is taken for speech though it does not stand in marks, or not all of it */

static int is_wanted(const q_quote *quote)
{
    int spoken = quote->type == QUOTH_MIXED || quote->class_ == QUOTH_CLASS_SPEECH || quote->class_ == QUOTH_CLASS_WRITING;
    return quote->type == QUOTH_DIRECT || (spoken && quote->detection >= least);
}

/* The outermost regions within a quote that is left out are marked words again: those from `*next` on that are not among the first
 * `count`. */
static int put_regions(q_document *document, const q_quote *quote, uint32_t count, uint32_t *next)
{
    for (uint32_t i = quote->piece; i < quote->piece + quote->pieces; i++) {
        q_span piece = document->pieces.at[i];
        uint32_t region = q_region_from(document, piece.start), end = q_region_from(document, piece.end);
        for (region = region > *next ? region : *next; region < end; region++) {
            *next = region + 1;
            if (!document->regions.at[region].depth && !q_marked_has(document, count, region) &&
                !q_marked_put(document, region, QUOTH_MARKED_SCARE))
                return 0;
        }
    }
    return 1;
}

quoth_status q_room_scope(q_document *document)
{
    uint32_t n = 0, next = 0, count = document->marked.n;
    if (document->settings->scope == QUOTH_SCOPE_ALL)
        return QUOTH_OK;
    for (uint32_t i = 0; i < document->quotes.n; i++)
        if (is_wanted(&document->quotes.at[i]))
            document->quotes.at[n++] = document->quotes.at[i];
        else if (document->quotes.at[i].type == QUOTH_MIXED && !put_regions(document, &document->quotes.at[i], count, &next))
            return QUOTH_E_MEMORY;
    document->quotes.n = n;
    return q_marked_settle(document, count);
}
