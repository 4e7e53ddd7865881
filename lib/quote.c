/* quote.c - regions of quoted words to direct quotes; titles, terms and nested quotations set apart. */
#include "rooms.h"
#include "source.h"
#include "utf8.h"

enum {
    TERM_WORDS = 4,   /* a term, nickname or scare quote has at most so many words */
    TITLE_WORDS = 10, /* the title of a work */
    FRAGMENT_WORDS = 12, /* a part of a clause */
    UTTERANCES_LEAST = 8, /* so many utterances show what a text does, */
    FRAGMENTS_RARE = 6,   /* and so many times the parts of clauses */
    CUE_WINDOW = 24,  /* tokens on either side of words in marks where a verb of saying reports them */
    GAP_MAX = 160,    /* bytes of a tag that begins with a capital after a question or a call */
    GAP_SHORT = 32    /* bytes of a tag without a stop at its end: “A,” said Ann “b.” */
};

static int is_punct(const q_document *document, uint32_t token)
{
    return document->tokens.at[token].shape & Q_SHAPE_PUNCT;
}

static int is_capital(const q_document *document, uint32_t token)
{
    return token < document->tokens.n && (document->tokens.at[token].shape & Q_SHAPE_CAPITAL);
}

/* ---- words in marks that nobody speaks ---- */

typedef struct words { /* of a region: tokens [first, end) without a stop at their end; `before` the one before, or Q_NONE */
    uint32_t first, end, before, after;
} words;

static words words_of(const q_document *document, const q_region *region)
{
    words w = {q_token_from(document, region->inner.start), q_token_from(document, region->inner.end), Q_NONE, 0};
    uint32_t before = q_token_from(document, region->outer.start);
    w.after = q_token_from(document, region->outer.end);
    while (w.end > w.first && q_token_in(document, w.end - 1, ", . ; :"))
        w.end--;
    if (before && w.first < document->tokens.n && document->tokens.at[before - 1].sentence == document->tokens.at[w.first].sentence)
        w.before = before - 1;
    return w;
}

static int has_punct(const q_document *document, words w)
{
    for (uint32_t i = w.first; i < w.end; i++)
        if (is_punct(document, i) && !q_token_in(document, i, "- '"))
            return 1;
    return 0;
}

/* All its words but the small ones have capitals: “The Glass Orchard”. */
static int is_titled(const q_document *document, words w)
{
    if (w.end <= w.first || w.end - w.first > TITLE_WORDS || !is_capital(document, w.first))
        return 0;
    for (uint32_t i = w.first; i < w.end; i++) {
        uint16_t small = Q_DET | Q_ADP | Q_CCONJ | Q_SCONJ | Q_PART;
        if (!is_capital(document, i) && !is_punct(document, i) && !(document->tokens.at[i].upos & small) &&
            !(document->tokens.at[i].shape & Q_SHAPE_DIGIT))
            return 0;
    }
    return 1;
}

/* The novel “...”, her second novel, “...”: a noun for a work announces its title. */
static int is_work(const q_document *document, words w)
{
    uint32_t before = w.before;
    if (before == Q_NONE || !is_capital(document, w.first))
        return 0;
    if (q_token_in(document, before, ",") && before && is_titled(document, w))
        before--;
    return (q_token_lexeme(document, before)->flags & Q_LEX_WORK) != 0;
}

/* Frank “Duke” Morelli: between the words of a name. */
static int is_nickname(const q_document *document, words w)
{
    return w.before != Q_NONE && w.end - w.first < TERM_WORDS && is_capital(document, w.first) && is_capital(document, w.before) &&
           is_capital(document, w.after) && document->tokens.at[w.after].sentence == document->tokens.at[w.before].sentence &&
           !(document->tokens.at[w.before].upos & (Q_DET | Q_ADP | Q_PRON | Q_VERB)) && !has_punct(document, w);
}

/* The second part of a compound: so-called, self-styled. */
static int ends_compound(const q_document *document, uint32_t token)
{
    return token > 1 && q_token_in(document, token - 1, "-") && document->tokens.at[token - 1].end == document->tokens.at[token].start &&
           document->tokens.at[token - 1].start == document->tokens.at[token - 2].end;
}

/* A verb of saying in the same sentence, near enough to report the words. */
static int is_reported(const q_document *document, words w)
{
    uint32_t sentence = document->tokens.at[w.first].sentence;
    for (uint32_t i = w.before, n = 0; i != Q_NONE && n < CUE_WINDOW && document->tokens.at[i].sentence == sentence; n++) {
        if (q_is_cue(document, i))
            return 1;
        i = i ? i - 1 : Q_NONE;
    }
    for (uint32_t i = w.after, n = 0; i < document->tokens.n && n < CUE_WINDOW && document->tokens.at[i].sentence == sentence; i++, n++)
        if (q_is_cue(document, i))
            return 1;
    return 0;
}

/* A determiner or adjective before them makes a few words a part of the clause: the “quiet” round. So does a noun or a
 * preposition where nobody is said to say anything. */
static int is_term(const q_document *document, words w)
{
    if (w.before == Q_NONE || w.end <= w.first || w.end - w.first > TERM_WORDS || has_punct(document, w))
        return 0;
    uint16_t upos = document->tokens.at[w.before].upos, part = Q_DET | Q_ADJ, wide = Q_DET | Q_ADJ | Q_ADP | Q_NOUN | Q_PROPN | Q_CCONJ;
    if (!document->settings->english)
        return 0;
    if (ends_compound(document, w.before) || (upos && !(upos & (uint16_t)~part)))
        return 1;
    return upos && !(upos & (uint16_t)~wide) && !is_reported(document, w);
}

/* A word stands right before the marks: they hold a part of the author's clause. */
static int is_fragment(const q_document *document, const q_region *region)
{
    uint32_t at = region->outer.start, c = ' ';
    while (at > document->paragraphs.at[region->paragraph].span.start && q_is_space(c = q_utf8_before(document->text, at, &at)))
        ;
    return region->kind == Q_REGION_MARKS && q_is_word(c);
}

/* Whether the text marks whole utterances as a rule and parts of clauses but seldom, as novels do and news does not. */
static int marks_utterances(const q_document *document)
{
    uint32_t fragments = 0, utterances = 0;
    for (uint32_t i = 0; i < document->regions.n; i++) {
        const q_region *region = &document->regions.at[i];
        if (region->depth || region->inner.start >= region->inner.end)
            continue;
        int fragment = is_fragment(document, region);
        fragments += (uint32_t)fragment;
        utterances += !fragment;
    }
    return utterances >= UTTERANCES_LEAST && fragments * FRAGMENTS_RARE <= utterances;
}

/* A few words in the author's clause, with no verb of saying right before them, where the text marks utterances. */
static int is_rare_fragment(const q_document *document, const q_region *region, words w)
{
    return is_fragment(document, region) && w.before != Q_NONE && w.end - w.first <= FRAGMENT_WORDS &&
           !q_is_cue(document, w.before) && !has_punct(document, w);
}

static int marked_class(const q_document *document, const q_region *region, int utterances, quoth_marked_class *class_)
{
    if (region->kind != Q_REGION_MARKS || (region->flags & (Q_REGION_CONTINUES | Q_REGION_CONTINUED)))
        return 0;
    words w = words_of(document, region);
    if (w.first >= w.end)
        return 0;
    *class_ = is_work(document, w) ? QUOTH_MARKED_TITLE : QUOTH_MARKED_SCARE;
    return *class_ == QUOTH_MARKED_TITLE || is_nickname(document, w) || is_term(document, w) ||
           (utterances && is_rare_fragment(document, region, w));
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

/* The words between two regions of a paragraph, trimmed. */
static q_span gap_between(const q_document *document, const q_region *before, const q_region *after)
{
    q_span gap = {before->outer.end, after->outer.start};
    uint32_t other;
    while (gap.end > gap.start && q_is_space(q_utf8_before(document->text, gap.end, &other)))
        gap.end = other;
    while (gap.start < gap.end && q_is_space(q_utf8_at(document->text, gap.start, &other)))
        gap.start = other;
    return gap;
}

static int is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2013 && c <= 0x2015);
}

/* Whether more than one sentence stands in a span. */
static int holds_sentence_end(const q_document *document, q_span span)
{
    uint32_t first = q_token_from(document, span.start), last = q_token_from(document, span.end);
    return first < last && document->tokens.at[first].sentence != document->tokens.at[last - 1].sentence;
}

/* A tag between two parts: it begins with a verb of saying or its subject. */
static int begins_as_tag(const q_document *document, q_span gap)
{
    uint32_t first = q_token_from(document, gap.start), end = q_token_from(document, gap.end);
    for (uint32_t i = first; i < end && i < first + TERM_WORDS; i++)
        if (q_is_cue(document, i))
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

/* “A,” he said, “b.” “A!” he said. “B.”: one speaker's words, parted by a tag. Counted on novels: after a comma nine in ten go
 * on, after a question or a call as many where the tag begins in lower case, after a full stop few. */
static int resumes(const q_document *document, const q_region *before, const q_region *after)
{
    uint32_t at, next;
    if (before->paragraph != after->paragraph || before->kind != after->kind || before->outer.end >= after->outer.start ||
        !is_spoken(document, after) || !is_spoken(document, before))
        return 0;
    if (before->kind == Q_REGION_DASH)
        return 1;
    q_span gap = gap_between(document, before, after);
    if (gap.start >= gap.end)
        return 0;
    uint32_t closing = q_utf8_before(document->text, before->inner.end, &at), last = q_utf8_before(document->text, gap.end, &at);
    uint32_t first = q_utf8_at(document->text, gap.start, &next);
    int upper = q_is_upper(q_utf8_at(document->text, after->inner.start, &next)), several = holds_sentence_end(document, gap);
    if ((last == '.' && has_tag_after(document, after)) || (last == ':' && (several || closing != ',')))
        return 0; /* the next has a tag of its own */
    if (closing == ',' || closing == ';' || is_dash(closing)) {
        if (last == '.' || last == '!' || last == '?')
            return !several;
        return last == ',' || last == ';' || last == ':' || is_dash(last) ||
               (gap.end - gap.start < GAP_SHORT && begins_as_tag(document, gap));
    }
    if (closing == '!' || closing == '?')
        return !(closing == '?' && last == ',' && upper) &&
               (q_is_lower(first) || (gap.end - gap.start < GAP_MAX && begins_as_tag(document, gap) && !several));
    if (!q_is_letter(closing))
        return 0;
    return q_is_lower(first) ? last == '.' && begins_as_tag(document, gap)
                             : !upper && (first == '(' || is_dash(first));
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
    int utterances = marks_utterances(document);
    uint32_t done = 0; /* regions before it belong to a quote already */
    for (uint32_t i = 0; i < document->regions.n; i++) {
        const q_region *region = &document->regions.at[i];
        quoth_marked_class class_;
        int ok = 1;
        if (region->depth)
            ok = put_marked(document, i, QUOTH_MARKED_NESTED);
        else if (i < done || !is_spoken(document, region) ||
                 (region->kind == Q_REGION_BLOCK && !is_announced(document, region)))
            continue;
        else if (marked_class(document, region, utterances, &class_))
            ok = put_marked(document, i, class_);
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
