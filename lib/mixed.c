/* mixed.c - indirect quotes that take in words in quotation marks.
 *
 * quote.c has made a direct quote of each region of quoted words. Where a reported clause holds such a region, the direct quote
 * goes and its words become a part of the reported one. Both kinds of rows are in order already: one merge orders them. */
#include "mixed.h"

#include <string.h>

#include "clause.h"
#include "marked.h"
#include "source.h"
#include "utf8.h"

enum {
    LOOK_BACK = 8,       /* reports that may begin before one another and hold the same quotation */
    UTTERANCE_WORDS = 8, /* a quotation without a cue has so many words after a stop, */
    INTRODUCED_WORDS = 4 /* or so many after a comma, colon, bracket or dash */
};

/* How often an utterance in marks is a quote that the models left out of what is reported: in the dev articles of PolNeAR. */
static const float left_out = 0.4f;

static const uint32_t dropped = Q_NONE - 1; /* in the list of moved rows: a marked span, no quote */

/* The outermost region whose marks or words hold a byte, or Q_NONE. */
static uint32_t region_at(const q_document *document, uint32_t byte)
{
    uint32_t region = q_region_from(document, byte + 1);
    while (region > 0 && document->regions.at[region - 1].depth)
        region--;
    return region > 0 && document->regions.at[region - 1].outer.end > byte ? region - 1 : Q_NONE;
}

static int is_first_word(const q_document *document, uint32_t token, const q_region *region)
{
    while (token > 0 && document->tokens.at[token - 1].start >= region->inner.start && q_is_punct(document, token - 1))
        token--;
    return !token || document->tokens.at[token - 1].start < region->inner.start;
}

/* The first token of a range that no dateline of its paragraph holds. */
static uint32_t after_dateline(const q_document *document, q_span range)
{
    const q_token *tokens = document->tokens.at;
    uint32_t paragraph = document->sentences.at[tokens[range.start].sentence].paragraph;
    while (range.start < range.end && tokens[range.start].start < document->paragraphs.at[paragraph].dateline.end)
        range.start++;
    return range.start;
}

/* The bytes of a range of tokens, a dateline before it and stops at its end left out. With its first or last word it takes in
 * the marks of a region, and one that it enters it takes whole; not so within the quotation that holds the cue. */
static q_span bytes_of(const q_document *document, q_span range, uint32_t own)
{
    const q_token *tokens = document->tokens.at;
    if (range.start < range.end)
        range.start = after_dateline(document, range);
    while (range.end > range.start && (tokens[range.end - 1].shape & Q_SHAPE_PUNCT) && !q_is_marked(document, range.end - 1))
        range.end--;
    if (range.end <= range.start)
        return (q_span){0, 0};
    q_span bytes = {tokens[range.start].start, tokens[range.end - 1].end};
    uint32_t first = region_at(document, bytes.start), last = region_at(document, bytes.end - 1);
    if (first != Q_NONE && first != own && is_first_word(document, range.start, &document->regions.at[first]))
        bytes.start = document->regions.at[first].outer.start;
    if (last != Q_NONE && last != own && document->regions.at[last].outer.start >= bytes.start)
        bytes.end = document->regions.at[last].outer.end;
    return bytes;
}

static int has_letters_outside(const q_document *document, q_span bytes)
{
    q_span words = q_tokens_of(document, bytes);
    for (uint32_t i = words.start; i < words.end; i++)
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
        for (uint32_t i = q_region_from(document, span.start), end = q_region_from(document, span.end); i < end; i++)
            if (!document->regions.at[i].depth && document->regions.at[i].inner.start < document->regions.at[i].inner.end &&
                !put_span(document, document->regions.at[i].inner))
                return 0;
    }
    quote->parts = document->pieces.n - quote->part;
    quote->type = !quote->parts ? QUOTH_INDIRECT : quote->region == Q_NONE ? QUOTH_MIXED : QUOTH_DIRECT;
    return 1;
}

int q_put_report(q_document *document, uint32_t first, q_report report)
{
    q_quote quote = {.piece = document->pieces.n, .cue = {q_token_span(document, report.cue.start, report.cue.end), {0, 0}},
                     .source = report.source, .source_mention = report.mention, .region = Q_NONE, .same_as = Q_NONE,
                     .speaker = Q_NONE, .addressee = Q_NONE, .addressee_mention = Q_NONE, .detection = report.detection,
                     .confidence = report.confidence,
                     .class_ = report.class_, .reason = report.reason};
    uint32_t own = report.cue.start < report.cue.end ? region_at(document, quote.cue[0].start) : Q_NONE;
    int letters = 0;
    for (int i = 0; i < Q_PIECES_MAX; i++) {
        q_span bytes = bytes_of(document, report.content[i], own);
        if (bytes.end <= bytes.start)
            continue;
        letters |= has_letters_outside(document, bytes);
        if (quote.pieces && bytes.start < document->pieces.at[document->pieces.n - 1].end) {
            document->pieces.at[document->pieces.n - 1].end = bytes.end;
            continue;
        }
        if (!put_span(document, bytes))
            return 0;
        quote.pieces++;
    }
    if (!quote.pieces || (!letters && !report.speech)) {
        document->pieces.n = quote.piece;
        return 1;
    }
    if (!letters && region_at(document, q_quote_start(document, &quote)) != own)
        quote.region = region_at(document, q_quote_start(document, &quote));
    if (!put_parts(document, &quote) || !Q_APPEND(document->allocator, &document->quotes, 1))
        return 0;
    uint32_t at = document->quotes.n - 1;
    for (; at > first && q_quote_start(document, &document->quotes.at[at - 1]) > document->pieces.at[quote.piece].start; at--)
        document->quotes.at[at] = document->quotes.at[at - 1];
    document->quotes.at[at] = quote;
    return 1;
}

/* How many bytes of a span the pieces of a quote hold. */
static uint32_t held(const q_document *document, const q_quote *quote, q_span span)
{
    uint32_t bytes = 0;
    for (uint32_t i = quote->piece; i < quote->piece + quote->pieces; i++) {
        q_span piece = document->pieces.at[i];
        uint32_t start = piece.start > span.start ? piece.start : span.start, end = piece.end < span.end ? piece.end : span.end;
        bytes += start < end ? end - start : 0;
    }
    return bytes;
}

/* The report near `report` that holds most of a span, or Q_NONE. */
static uint32_t holder(const q_document *document, uint32_t first, uint32_t report, q_span span)
{
    uint32_t from = report > first + LOOK_BACK ? report - LOOK_BACK : first;
    for (uint32_t j = report + 1; j-- > from;)
        if (j < document->quotes.n && 2 * held(document, &document->quotes.at[j], span) >= span.end - span.start)
            return j;
    return Q_NONE;
}

/* The pieces of a direct quote behind the report that takes it in: it goes on after the reporting clause or in a later paragraph. */
static int take_in(q_document *document, uint32_t first, uint32_t report, const q_quote *direct)
{
    q_quote quote = document->quotes.at[report];
    uint32_t last = document->pieces.at[quote.piece + quote.pieces - 1].end, piece = document->pieces.n, next = report;
    for (uint32_t i = 0; i < quote.pieces; i++)
        if (!put_span(document, document->pieces.at[quote.piece + i]))
            return 0;
    for (uint32_t i = direct->piece + 1; i < direct->piece + direct->pieces; i++) {
        q_span span = document->pieces.at[i];
        while (next + 1 < document->quotes.n && q_quote_start(document, &document->quotes.at[next + 1]) <= span.start)
            next++;
        if (span.start >= last && holder(document, first, next, span) == Q_NONE && !put_span(document, span))
            return 0;
    }
    quote.flags |= direct->flags;
    quote.piece = piece;
    quote.pieces = document->pieces.n - piece;
    document->quotes.at[report] = quote;
    return put_parts(document, &document->quotes.at[report]);
}

static uint32_t words_of(const q_document *document, const q_quote *quote)
{
    uint32_t words = 0;
    for (uint32_t i = quote->part; i < quote->part + quote->parts; i++) {
        q_span part = q_tokens_of(document, document->pieces.at[i]);
        for (uint32_t j = part.start; j < part.end; j++)
            words += !q_is_punct(document, j);
    }
    return words;
}

/* Whether a quotation that nothing reports is an utterance all the same: it has a speaker by its place or stands as a sentence.
 * Beside a tag stand terms and titles too: 111 such quotations of fewer words in the training part of PolNeAR were 9 quotes. */
static int is_utterance(const q_document *document, const q_quote *quote)
{
    q_span part = document->pieces.at[quote->part];
    uint32_t at = q_quote_start(document, quote), words = words_of(document, quote), before = 0, unused;
    const q_region *region = &document->regions.at[quote->region];
    uint32_t start = document->paragraphs.at[region->paragraph].span.start;
    if (region->kind != Q_REGION_MARKS || quote->reason == Q_REASON_CREDIT || quote->pieces > 1)
        return 1;
    int ends = q_is_stop(q_utf8_before(document->text, part.end, &unused));
    if (quote->reason == Q_REASON_TAG)
        return words >= UTTERANCE_WORDS || ends;
    while (at > start && (!before || q_is_space(before)))
        before = q_utf8_before(document->text, at, &at);
    if (at == start || q_is_stop(before) || before == 0x201D || before == '"')
        return words >= UTTERANCE_WORDS || ends;
    return words >= INTRODUCED_WORDS && (before == ',' || before == ':' || before == '(' || before == 0x2014);
}

/* What else of a direct quote goes on in the report that takes it in: its tag, and its source where the report has none. */
static void follow_direct(q_quote *quote, const q_quote *direct)
{
    quote->flags |= direct->flags & (QUOTH_FLAG_UNCLOSED | QUOTH_FLAG_REPAIRED);
    if (quote->type != QUOTH_DIRECT)
        return;
    if (quote->tag.start == quote->tag.end)
        quote->tag = direct->tag;
    if (quote->source_mention != Q_NONE || direct->source_mention == Q_NONE || direct->reason != Q_REASON_TAG)
        return;
    quote->source = direct->source;
    quote->source_mention = direct->source_mention;
    quote->confidence = direct->confidence;
    quote->reason = direct->reason;
}

/* Marks the direct rows that a report takes in: moved[row] becomes the row that takes it, Q_NONE, or `dropped`. */
static int absorb(q_document *document, uint32_t first, uint32_t *moved, int strict)
{
    uint32_t report = first;
    for (uint32_t i = 0; i < first; i++) {
        q_quote direct = document->quotes.at[i];
        q_span span = document->pieces.at[direct.piece];
        while (report + 1 < document->quotes.n && q_quote_start(document, &document->quotes.at[report + 1]) < span.end)
            report++;
        moved[i] = holder(document, first, report, span);
        if (moved[i] == Q_NONE && strict && !is_utterance(document, &direct)) {
            if (!q_marked_put(document, direct.region, QUOTH_MARKED_SCARE))
                return 0;
            moved[i] = dropped;
            continue;
        }
        if (moved[i] == Q_NONE && strict && direct.reason != Q_REASON_CREDIT)
            document->quotes.at[i].detection = left_out;
        if (moved[i] != Q_NONE && direct.pieces > 1 && !take_in(document, first, moved[i], &direct))
            return 0;
        if (moved[i] != Q_NONE)
            follow_direct(&document->quotes.at[moved[i]], &direct);
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
        } else if (direct < first && (report == end || q_quote_start(document, &document->quotes.at[direct]) <
                                                           q_quote_start(document, &document->quotes.at[report]))) {
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
            place[i] = moved[i] == dropped ? Q_NONE : place[moved[i]];
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        quote->speaker = Q_NONE;
        if (quote->same_as != Q_NONE && quote->same_as < total)
            quote->same_as = place[quote->same_as] < i ? place[quote->same_as] : Q_NONE;
    }
}

quoth_status q_merge_reports(q_document *document, uint32_t first, int strict)
{
    uint32_t total = document->quotes.n, marked = document->marked.n;
    document->numbers.n = 0;
    if (!total)
        return QUOTH_OK;
    uint32_t *moved = Q_APPEND(document->allocator, &document->numbers, 2 * (size_t)total);
    q_quote *out = q_arena_allocate(&document->arena, total * sizeof *out);
    if (!moved || !out || !absorb(document, first, moved, strict))
        return QUOTH_E_MEMORY;
    uint32_t n = merge(document, first, moved, out);
    memcpy(document->quotes.at, out, n * sizeof *out);
    document->quotes.n = n;
    renumber(document, first, total, moved, moved + total);
    document->numbers.n = 0;
    return q_marked_settle(document, marked);
}
