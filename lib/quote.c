/* quote.c - regions of quoted words to direct quotes; titles, terms and nested quotations set apart. */
#include "dialogue.h"
#include "marked.h"
#include "rooms.h"
#include "source.h"
#include "utf8.h"

static const float in_marks = 0.94f; /* how often what stands in marks as a quote is one: in the dev novels of PDNC */

enum {
    TAG_WORDS = 4,    /* the verb of a tag is among so many tokens */
    CUE_WINDOW = 24,  /* tokens of a sentence that announces a block */
    GAP_MAX = 160,    /* bytes of a tag that begins with a capital after a question or a call */
    GAP_SHORT = 32    /* bytes of a tag without a stop at its end: “A,” said Ann “b.” */
};

static q_span *put_piece(q_document *document, q_span span)
{
    q_span *piece = Q_APPEND(document->allocator, &document->pieces, 1);
    if (piece)
        *piece = span;
    return piece;
}

/* Words, or at least the silence of “...” or “?”. */
static int is_spoken(const q_document *document, const q_region *region)
{
    for (uint32_t at = region->inner.start, next; at < region->inner.end; at = next) {
        uint32_t c = q_utf8_at(document->text, at, &next);
        if (q_is_word(c) || c == '.' || c == '?' || c == '!' || c == 0x2026)
            return 1;
    }
    return 0;
}

/* A block is a quotation where the sentence before it speaks of saying or writing; else it may be anything: a command, a sum. */
static int is_announced(const q_document *document, const q_region *region)
{
    uint32_t first = q_token_from(document, document->paragraphs.at[region->paragraph].span.start), n = 0;
    uint32_t says = Q_LEX_CUE_VERB | Q_LEX_CUE_FOREIGN | Q_LEX_CUE_NOUN | Q_LEX_PUBLICATION | Q_LEX_WORK;
    if (region->flags & Q_REGION_CONTINUED)
        return 0; /* of a block that was none */
    uint32_t sentence = first ? document->tokens.at[first - 1].sentence : 0;
    for (uint32_t i = first; i-- > 0 && n < CUE_WINDOW && document->tokens.at[i].sentence == sentence; n++)
        if (q_token_lexeme(document, i)->flags & says)
            return 1;
    return 0;
}

static uint32_t next_outermost(const q_document *document, uint32_t region)
{
    do
        region++;
    while (region < document->regions.n && document->regions.at[region].depth);
    return region;
}

static int ends_sentence(uint32_t c)
{
    return c == '.' || c == '!' || c == '?';
}

/* A tag between two parts: it begins with a verb of saying or its subject. */
static int begins_as_tag(const q_document *document, q_span gap)
{
    uint32_t first = q_token_from(document, gap.start), end = q_token_from(document, gap.end);
    uint32_t foreign = document->settings->english ? 0 : Q_LEX_CUE_FOREIGN;
    for (uint32_t i = first; i < end && i < first + TAG_WORDS; i++)
        if (q_is_cue(document, i) || (q_token_lexeme(document, i)->flags & foreign))
            return 1;
    return 0;
}

/* “..., ” said Ann: a tag follows in the paragraph. */
static int has_tag_after(const q_document *document, const q_region *region)
{
    uint32_t at, closing = q_utf8_before(document->text, region->inner.end, &at);
    q_span paragraph = document->paragraphs.at[region->paragraph].span;
    return (closing == ',' || closing == '!' || closing == '?') &&
           begins_as_tag(document, (q_span){region->outer.end, paragraph.end});
}

typedef struct gap {  /* what stands between two regions of a paragraph */
    q_span span;      /* trimmed, without the comma or dash of the words before it: „A“, sagte er, „b“ */
    uint32_t closing; /* the last character of the words before it */
    uint32_t first, last;
    int several;      /* of more than one sentence */
    int upper;        /* the words after it begin with a capital */
} gap;

static gap gap_between(const q_document *document, const q_region *before, const q_region *after)
{
    gap g = {.span = {before->outer.end, after->outer.start}};
    uint32_t other;
    int outside = 0;
    while (g.span.end > g.span.start && q_is_space(q_utf8_before(document->text, g.span.end, &other)))
        g.span.end = other;
    while (g.span.start < g.span.end) {
        g.first = q_utf8_at(document->text, g.span.start, &other);
        if (g.first != ',' && !q_is_dash(g.first) && !q_is_space(g.first))
            break;
        outside |= !q_is_space(g.first);
        g.span.start = other;
    }
    if (g.span.start >= g.span.end)
        return g;
    g.closing = q_utf8_before(document->text, before->inner.end, &other);
    g.last = q_utf8_before(document->text, g.span.end, &other);
    g.upper = q_is_upper(q_utf8_at(document->text, after->inner.start, &other));
    if (outside && q_is_word(g.closing) && !q_is_word(g.last))
        g.closing = ',';
    uint32_t start = q_token_from(document, g.span.start), end = q_token_from(document, g.span.end);
    g.several = start < end && document->tokens.at[start].sentence != document->tokens.at[end - 1].sentence;
    return g;
}

/* The words before the gap end as a sentence does not: they go on, unless the gap brings in words of another. */
static int resumes_open(const q_document *document, const gap *g)
{
    if (ends_sentence(g->last))
        return !g->several;
    return g->last == ',' || g->last == ';' || g->last == ':' || q_is_dash(g->last) ||
           (g->span.end - g->span.start < GAP_SHORT && begins_as_tag(document, g->span));
}

/* “A,” he said, “b.” “A!” he said. “B.”: one speaker's words, parted by a tag. Counted on novels: after a comma nine in ten go
 * on, after a question or a call as many where the tag begins in lower case, after a full stop few. */
static int resumes(const q_document *document, const q_region *before, const q_region *after)
{
    if (before->paragraph != after->paragraph || before->kind != after->kind || before->outer.end >= after->outer.start ||
        !is_spoken(document, after) || !is_spoken(document, before))
        return 0;
    if (before->kind == Q_REGION_DASH)
        return 1;
    gap g = gap_between(document, before, after);
    if (g.span.start >= g.span.end || (g.last == '.' && has_tag_after(document, after)) ||
        (g.last == ':' && (g.several || g.closing != ',')))
        return 0; /* the next has a tag of its own */
    if (g.closing == ',' || g.closing == ';' || q_is_dash(g.closing))
        return resumes_open(document, &g);
    int tag = begins_as_tag(document, g.span);
    if (g.closing == '!' || g.closing == '?')
        return !(g.closing == '?' && g.last == ',' && g.upper) &&
               (q_is_lower(g.first) || (tag && !g.several && g.span.end - g.span.start < GAP_MAX));
    return q_is_letter(g.closing) && (q_is_lower(g.first) ? g.last == '.' && tag : g.first == '(' && !g.upper);
}

static uint8_t quote_flags(const q_region *region)
{
    return (uint8_t)((region->flags & Q_REGION_UNCLOSED ? QUOTH_FLAG_UNCLOSED : 0) |
                     (region->flags & Q_REGION_REPAIRED ? QUOTH_FLAG_REPAIRED : 0));
}

/* The region that goes on after a tag in the paragraph of another, or Q_NONE. */
static uint32_t resumed(const q_document *document, uint32_t region, int utterances)
{
    uint32_t after = next_outermost(document, region);
    quoth_marked_class class_;
    if (after >= document->regions.n || !resumes(document, &document->regions.at[region], &document->regions.at[after]) ||
        q_marked_class(document, &document->regions.at[after], utterances, &class_))
        return Q_NONE;
    return after;
}

/* Collects in `numbers` the regions that make one quote. */
static int collect(q_document *document, uint32_t region, int utterances, uint8_t *flags)
{
    document->numbers.n = 0;
    while (region != Q_NONE) {
        const q_region *row = &document->regions.at[region];
        uint32_t *slot = Q_APPEND(document->allocator, &document->numbers, 1);
        if (!slot)
            return 0;
        *slot = region;
        *flags |= quote_flags(row);
        if (row->next != Q_NONE) {
            *flags |= QUOTH_FLAG_CONTINUED;
            region = row->next;
        } else {
            region = resumed(document, region, utterances);
            *flags |= region != Q_NONE ? QUOTH_FLAG_SPLIT : 0;
        }
    }
    return 1;
}

static int put_quote(q_document *document, uint32_t first, int utterances, uint32_t *last)
{
    uint8_t flags = 0;
    if (!collect(document, first, utterances, &flags))
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
                       .addressee_mention = Q_NONE, .detection = in_marks, .type = QUOTH_DIRECT,
                       .class_ = QUOTH_CLASS_SPEECH, .flags = flags};
    *last = document->numbers.at[count - 1];
    return 1;
}

quoth_status q_room_quote(q_document *document)
{
    int utterances = q_marks_utterances(document);
    uint32_t done = 0; /* regions before it belong to a quote already */
    for (uint32_t i = 0; i < document->regions.n; i++) {
        const q_region *region = &document->regions.at[i];
        quoth_marked_class class_;
        int ok = 1;
        if (region->depth)
            ok = q_marked_put(document, i, QUOTH_MARKED_NESTED);
        else if (i < done || !is_spoken(document, region) ||
                 (region->kind == Q_REGION_BLOCK && !is_announced(document, region)))
            continue;
        else if (q_marked_class(document, region, utterances, &class_))
            ok = q_marked_put(document, i, class_);
        else {
            uint32_t last = i;
            ok = put_quote(document, i, utterances, &last);
            done = last + 1;
        }
        if (!ok)
            return QUOTH_E_MEMORY;
    }
    return QUOTH_OK;
}
