/* quote.c - regions of quoted words to direct quotes; titles, terms and nested quotations set apart. */
#include "rooms.h"
#include "utf8.h"

enum { TERM_WORDS = 4 }; /* a term or scare quote has at most so many words */

static int is_term_word(const q_document *document, uint32_t token)
{
    return !(document->tokens.at[token].shape & Q_SHAPE_PUNCT);
}

/* The determiner or adjective before it makes a short lower-case span a part of the clause: the “quiet” round. */
static int is_term(const q_document *document, const q_region *region)
{
    uint32_t first = q_token_from(document, region->inner.start), end = q_token_from(document, region->inner.end);
    if (region->kind != Q_REGION_MARKS || first >= end || end - first > TERM_WORDS)
        return 0;
    for (uint32_t i = first; i < end; i++)
        if (!is_term_word(document, i))
            return 0;
    uint32_t before = q_token_from(document, region->outer.start);
    if (!before || document->tokens.at[before - 1].sentence != document->tokens.at[first].sentence)
        return 0;
    uint16_t upos = document->tokens.at[before - 1].upos;
    return upos && !(upos & (uint16_t)~(Q_DET | Q_ADJ));
}

static int is_work(const q_document *document, const q_region *region)
{
    uint32_t before = q_token_from(document, region->outer.start);
    uint32_t first = q_token_from(document, region->inner.start);
    return before && first < document->tokens.n && (document->tokens.at[first].shape & Q_SHAPE_CAPITAL) &&
           (q_token_lexeme(document, before - 1)->flags & Q_LEX_WORK);
}

static int put_marked(q_document *document, uint32_t region, quoth_marked_class class_)
{
    q_marked *marked = Q_APPEND(document->allocator, &document->marked, 1);
    if (marked)
        *marked = (q_marked){region, (uint8_t)class_};
    return marked != NULL;
}

static q_span *put_piece(q_document *document, q_span span)
{
    q_span *piece = Q_APPEND(document->allocator, &document->pieces, 1);
    if (piece)
        *piece = span;
    return piece;
}

static uint32_t next_outermost(const q_document *document, uint32_t region)
{
    do
        region++;
    while (region < document->regions.n && document->regions.at[region].depth);
    return region;
}

/* “A,” he said, “b.”: the words go on after a tag that ends in a comma. */
static int resumes(const q_document *document, const q_region *before, const q_region *after)
{
    uint32_t at, next;
    if (before->paragraph != after->paragraph || before->kind != after->kind ||
        before->outer.end >= after->outer.start || after->inner.start >= after->inner.end)
        return 0;
    uint32_t last = q_utf8_before(document->text, before->inner.end, &at);
    uint32_t first = q_utf8_at(document->text, after->inner.start, &next);
    uint32_t gap_end = after->outer.start;
    while (gap_end > before->outer.end && q_is_space((unsigned char)document->text[gap_end - 1]))
        gap_end--;
    int comma = gap_end > before->outer.end && document->text[gap_end - 1] == ',';
    return (last == ',' || last == '-' || last == 0x2014) && (comma || q_is_lower(first));
}

static uint8_t quote_flags(const q_region *region)
{
    return (uint8_t)((region->flags & Q_REGION_UNCLOSED ? QUOTH_FLAG_UNCLOSED : 0) |
                     (region->flags & Q_REGION_REPAIRED ? QUOTH_FLAG_REPAIRED : 0));
}

/* Collects in `numbers` the regions that make one quote. */
static int collect(q_document *document, uint32_t first, uint8_t *flags)
{
    document->numbers.n = 0;
    for (uint32_t region = first;;) {
        const q_region *row = &document->regions.at[region];
        uint32_t *slot = Q_APPEND(document->allocator, &document->numbers, 1);
        if (!slot)
            return 0;
        *slot = region;
        *flags |= quote_flags(row);
        uint32_t after = next_outermost(document, region);
        if (row->next != Q_NONE) {
            *flags |= QUOTH_FLAG_CONTINUED;
            region = row->next;
        } else if (after < document->regions.n && resumes(document, row, &document->regions.at[after])) {
            *flags |= QUOTH_FLAG_SPLIT;
            region = after;
        } else {
            return 1;
        }
    }
}

static int put_quote(q_document *document, uint32_t first, uint32_t *last)
{
    uint8_t flags = 0;
    if (!collect(document, first, &flags))
        return 0;
    uint32_t count = document->numbers.n, piece = document->pieces.n;
    for (uint32_t i = 0; i < count; i++)
        if (!put_piece(document, document->regions.at[document->numbers.at[i]].outer))
            return 0;
    for (uint32_t i = 0; i < count; i++)
        if (!put_piece(document, document->regions.at[document->numbers.at[i]].inner))
            return 0;
    q_quote *quote = Q_APPEND(document->allocator, &document->quotes, 1);
    if (!quote)
        return 0;
    *quote = (q_quote){.piece = piece, .pieces = count, .part = piece + count, .parts = count, .source_mention = Q_NONE,
                       .region = first, .same_as = Q_NONE, .speaker = Q_NONE, .addressee = Q_NONE,
                       .addressee_mention = Q_NONE, .type = QUOTH_DIRECT, .class_ = QUOTH_CLASS_SPEECH, .flags = flags};
    *last = document->numbers.at[count - 1];
    return 1;
}

quoth_status q_room_quote(q_document *document)
{
    uint32_t done = 0; /* regions before it belong to a quote already */
    for (uint32_t i = 0; i < document->regions.n; i++) {
        const q_region *region = &document->regions.at[i];
        int ok = 1;
        if (region->depth)
            ok = put_marked(document, i, QUOTH_MARKED_NESTED);
        else if (i < done || region->inner.start >= region->inner.end)
            continue;
        else if (is_work(document, region))
            ok = put_marked(document, i, QUOTH_MARKED_TITLE);
        else if (is_term(document, region))
            ok = put_marked(document, i, QUOTH_MARKED_SCARE);
        else {
            uint32_t last = i;
            ok = put_quote(document, i, &last);
            done = last + 1;
        }
        if (!ok)
            return QUOTH_E_MEMORY;
    }
    return QUOTH_OK;
}
