/* marked.c - titles, terms, nicknames and scare quotes told from speech. */
#include "marked.h"

#include <string.h>

#include "source.h"
#include "utf8.h"

enum {
    TERM_WORDS = 4,       /* a term, nickname or scare quote has at most so many words */
    TITLE_WORDS = 10,     /* the title of a work */
    FRAGMENT_WORDS = 12,  /* a part of a clause */
    UTTERANCES_LEAST = 8, /* so many utterances show what a text does, */
    FRAGMENTS_RARE = 6,   /* and so many times the parts of clauses */
    CUE_WINDOW = 24       /* tokens on either side of words in marks where a verb of saying reports them */
};

static int is_capital(const q_document *document, uint32_t token)
{
    return token < document->tokens.n && (document->tokens.at[token].shape & Q_SHAPE_CAPITAL);
}

typedef struct words { /* of a region: tokens [first, end) without a stop at their end; `before` the one before, or Q_NONE */
    uint32_t first, end, before, after;
} words;

static words words_of(const q_document *document, const q_region *region)
{
    uint32_t before = q_token_from(document, region->outer.start);
    words w = {q_token_behind(document, before, region->inner.start), q_token_from(document, region->inner.end), Q_NONE, 0};
    w.after = q_token_behind(document, w.end, region->outer.end);
    while (w.end > w.first && q_token_in(document, w.end - 1, ", . ; :"))
        w.end--;
    if (before && w.first < document->tokens.n && document->tokens.at[before - 1].sentence == document->tokens.at[w.first].sentence)
        w.before = before - 1;
    return w;
}

static int has_punct(const q_document *document, words w)
{
    for (uint32_t i = w.first; i < w.end; i++)
        if (q_is_punct(document, i) && !q_token_in(document, i, "- '"))
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
        if (!is_capital(document, i) && !q_is_punct(document, i) && !(document->tokens.at[i].upos & small) &&
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
    if (q_token_is(document, before, ",") && before && is_titled(document, w))
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
    return token > 1 && q_token_is(document, token - 1, "-") && document->tokens.at[token - 1].end == document->tokens.at[token].start &&
           document->tokens.at[token - 1].start == document->tokens.at[token - 2].end;
}

/* A verb of saying in the same sentence, near enough to report the words. */
static int is_reported(const q_document *document, words w)
{
    uint32_t sentence = document->tokens.at[w.first].sentence;
    uint32_t first = w.first > CUE_WINDOW ? w.first - CUE_WINDOW : 0, end = w.after + CUE_WINDOW;
    for (uint32_t i = first; i < end && i < document->tokens.n; i++)
        if ((i < w.first || i >= w.after) && document->tokens.at[i].sentence == sentence && q_is_cue(document, i))
            return 1;
    return 0;
}

/* A determiner or adjective before them makes a few words a part of the clause: the “quiet” round. So does a noun or a
 * preposition where nobody is said to say anything. */
static int is_term(const q_document *document, words w)
{
    if (w.before == Q_NONE || w.end <= w.first || w.end - w.first > TERM_WORDS || has_punct(document, w))
        return 0;
    uint16_t upos = document->tokens.at[w.before].upos, part = Q_DET | Q_ADJ, wide = part | Q_ADP | Q_NOUN | Q_PROPN | Q_CCONJ;
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

int q_marks_utterances(const q_document *document)
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

int q_marked_class(const q_document *document, const q_region *region, int utterances, quoth_marked_class *class_)
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

/* ---- rows ---- */

int q_marked_put(q_document *document, uint32_t region, quoth_marked_class class_)
{
    q_marked *marked = Q_APPEND(document->allocator, &document->marked, 1);
    if (marked)
        *marked = (q_marked){region, (uint8_t)class_};
    return marked != NULL;
}

quoth_status q_marked_settle(q_document *document, uint32_t first)
{
    q_marked *rows = document->marked.at;
    uint32_t late = document->marked.n - first, before = first, at = document->marked.n;
    q_marked *moved = late ? q_arena_allocate(&document->arena, late * sizeof *moved) : NULL;
    if (!late)
        return QUOTH_OK;
    if (!moved)
        return QUOTH_E_MEMORY;
    memcpy(moved, rows + first, late * sizeof *moved);
    while (late > 0)
        rows[--at] = before > 0 && rows[before - 1].region > moved[late - 1].region ? rows[--before] : moved[--late];
    return QUOTH_OK;
}

int q_marked_has(const q_document *document, uint32_t count, uint32_t region)
{
    uint32_t first = 0, end = count;
    while (first < end) {
        uint32_t middle = first + (end - first) / 2;
        if (document->marked.at[middle].region < region)
            first = middle + 1;
        else
            end = middle;
    }
    return first < count && document->marked.at[first].region == region;
}
