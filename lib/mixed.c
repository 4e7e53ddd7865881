/* mixed.c - indirect quotes that take in words in quotation marks.
 *
 * quote.c has made a direct quote of each region of quoted words. Where a reported clause holds such a region, the direct quote
 * goes and its words become a part of the reported one. Both kinds of rows are in order already: one merge orders them. */
#include "mixed.h"

#include <string.h>

#include "clause.h"
#include "source.h"

/* The first region that begins at or after a byte. */
static uint32_t region_from(const q_document *document, uint32_t byte)
{
    uint32_t low = 0, high = document->regions.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (document->regions.at[middle].outer.start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The bytes of a range of tokens, stops at its end left out. A region that it enters is taken whole. */
static q_span bytes_of(const q_document *document, q_span range)
{
    const q_token *tokens = document->tokens.at;
    while (range.end > range.start && (tokens[range.end - 1].shape & Q_SHAPE_PUNCT) && !q_is_marked(document, range.end - 1))
        range.end--;
    if (range.end <= range.start)
        return (q_span){0, 0};
    q_span bytes = {tokens[range.start].start, tokens[range.end - 1].end};
    uint32_t last = region_from(document, bytes.end);
    while (last > 0 && document->regions.at[last - 1].depth)
        last--;
    if (last > 0 && document->regions.at[last - 1].outer.start >= bytes.start &&
        document->regions.at[last - 1].outer.end > bytes.end)
        bytes.end = document->regions.at[last - 1].outer.end;
    return bytes;
}

static int has_letters_outside(const q_document *document, q_span bytes)
{
    for (uint32_t i = q_token_from(document, bytes.start); i < document->tokens.n && document->tokens.at[i].start < bytes.end; i++)
        if (!q_is_marked(document, i) && !q_is_punct(document, i))
            return 1;
    return 0;
}

static int put_span(q_document *document, q_span span)
{
    q_span *row = Q_APPEND(document->allocator, &document->pieces, 1);
    if (row)
        *row = span;
    return row != NULL;
}

/* Appends the words within marks of the quote's pieces. */
static int put_parts(q_document *document, q_quote *quote)
{
    quote->part = document->pieces.n;
    for (uint32_t piece = quote->piece; piece < quote->piece + quote->pieces; piece++) {
        q_span span = document->pieces.at[piece];
        for (uint32_t i = region_from(document, span.start); i < document->regions.n && document->regions.at[i].outer.start < span.end; i++)
            if (!document->regions.at[i].depth && document->regions.at[i].inner.start < document->regions.at[i].inner.end &&
                !put_span(document, document->regions.at[i].inner))
                return 0;
    }
    quote->parts = document->pieces.n - quote->part;
    quote->type = quote->parts ? QUOTH_MIXED : QUOTH_INDIRECT;
    return 1;
}

static uint32_t start_of(const q_document *document, const q_quote *quote)
{
    return document->pieces.at[quote->piece].start;
}

int q_put_report(q_document *document, uint32_t first, q_report report)
{
    q_quote quote = {.piece = document->pieces.n, .cue = {q_token_span(document, report.cue.start, report.cue.end), {0, 0}},
                     .source = report.source, .source_mention = report.mention, .region = Q_NONE, .same_as = Q_NONE,
                     .speaker = Q_NONE, .addressee = Q_NONE, .addressee_mention = Q_NONE, .confidence = report.confidence,
                     .class_ = report.class_, .reason = report.reason};
    int letters = 0;
    for (int i = 0; i < Q_PIECES; i++) {
        q_span bytes = bytes_of(document, report.content[i]);
        if (bytes.end <= bytes.start)
            continue;
        letters |= has_letters_outside(document, bytes);
        if (!put_span(document, bytes))
            return 0;
        quote.pieces++;
    }
    if (!letters) {
        document->pieces.n = quote.piece;
        return 1;
    }
    if (!put_parts(document, &quote) || !Q_APPEND(document->allocator, &document->quotes, 1))
        return 0;
    uint32_t at = document->quotes.n - 1;
    for (; at > first && start_of(document, &document->quotes.at[at - 1]) > document->pieces.at[quote.piece].start; at--)
        document->quotes.at[at] = document->quotes.at[at - 1];
    document->quotes.at[at] = quote;
    return 1;
}

static int holds(const q_document *document, const q_quote *quote, uint32_t byte)
{
    for (uint32_t i = quote->piece; i < quote->piece + quote->pieces; i++)
        if (document->pieces.at[i].start <= byte && byte < document->pieces.at[i].end)
            return 1;
    return 0;
}

/* The pieces of a direct quote that stand outside the report that takes it in: it goes on in a later paragraph. */
static int take_rest(q_document *document, q_quote *quote, const q_quote *direct)
{
    uint32_t first = document->pieces.n, count = quote->pieces;
    for (uint32_t i = 0; i < count; i++)
        if (!put_span(document, document->pieces.at[quote->piece + i]))
            return 0;
    uint32_t last = document->pieces.at[quote->piece + count - 1].end;
    for (uint32_t i = direct->piece; i < direct->piece + direct->pieces; i++)
        if (document->pieces.at[i].start >= last && !put_span(document, document->pieces.at[i]))
            return 0;
    quote->piece = first;
    quote->pieces = document->pieces.n - first;
    quote->flags |= direct->flags;
    return put_parts(document, quote);
}

static int take_in(q_document *document, q_quote *quote, const q_quote *direct)
{
    quote->flags |= direct->flags & (QUOTH_FLAG_UNCLOSED | QUOTH_FLAG_REPAIRED);
    if (direct->pieces < 2 || !(direct->flags & QUOTH_FLAG_CONTINUED))
        return 1;
    return take_rest(document, quote, direct);
}

/* Marks the direct rows that a report takes in: moved[row] becomes the row that takes it, otherwise Q_NONE. */
static int absorb(q_document *document, uint32_t first, uint32_t *moved)
{
    uint32_t report = first;
    for (uint32_t i = 0; i < first; i++) {
        uint32_t byte = start_of(document, &document->quotes.at[i]);
        moved[i] = Q_NONE;
        while (report + 1 < document->quotes.n && start_of(document, &document->quotes.at[report + 1]) <= byte)
            report++;
        for (uint32_t j = report; j < document->quotes.n && j + 1 >= report && j >= first; j--) {
            if (!holds(document, &document->quotes.at[j], byte))
                continue;
            if (!take_in(document, &document->quotes.at[j], &document->quotes.at[i]))
                return 0;
            moved[i] = j;
            break;
        }
    }
    return 1;
}

/* Merges the direct rows that are left and the reports into `out`; moved[row] becomes its new row. */
static uint32_t merge(const q_document *document, uint32_t first, uint32_t *moved, q_quote *out)
{
    uint32_t n = 0, direct = 0, report = first, end = document->quotes.n;
    while (direct < first || report < end) {
        if (direct < first && moved[direct] != Q_NONE) {
            direct++;
        } else if (direct < first && (report == end || start_of(document, &document->quotes.at[direct]) <
                                                           start_of(document, &document->quotes.at[report]))) {
            out[n] = document->quotes.at[direct];
            out[n].speaker = direct++;
            n++;
        } else {
            out[n] = document->quotes.at[report];
            out[n].speaker = report++;
            n++;
        }
    }
    return n;
}

/* Turns `moved` from "taken in by" to "now in row" and follows it in every row. */
static void renumber(q_document *document, uint32_t first, uint32_t total, uint32_t *moved, uint32_t *place)
{
    for (uint32_t i = 0; i < document->quotes.n; i++)
        place[document->quotes.at[i].speaker] = i;
    for (uint32_t i = 0; i < first; i++)
        if (moved[i] != Q_NONE)
            place[i] = place[moved[i]];
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        quote->speaker = Q_NONE;
        if (quote->same_as != Q_NONE && quote->same_as < total)
            quote->same_as = place[quote->same_as] < i ? place[quote->same_as] : Q_NONE;
    }
}

quoth_status q_merge_reports(q_document *document, uint32_t first)
{
    uint32_t total = document->quotes.n;
    document->numbers.n = 0;
    if (total == first)
        return QUOTH_OK;
    uint32_t *moved = Q_APPEND(document->allocator, &document->numbers, 2 * (size_t)total);
    q_quote *out = q_arena_allocate(&document->arena, total * sizeof *out);
    if (!moved || !out || !absorb(document, first, moved))
        return QUOTH_E_MEMORY;
    uint32_t n = merge(document, first, moved, out);
    memcpy(document->quotes.at, out, n * sizeof *out);
    document->quotes.n = n;
    renumber(document, first, total, moved, moved + total);
    document->numbers.n = 0;
    return QUOTH_OK;
}
