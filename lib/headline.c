/* headline.c - Minister: no new taxes this year; Storm to hit coast: forecasters; Ex-spy “was poisoned” - police.
 *
 * A line without a full stop is a headline. It reports where the words on one side of its mark can only name who speaks. */
#include "headline.h"

#include <string.h>

#include "act.h"
#include "clause.h"
#include "mixed.h"
#include "node.h"
#include "source.h"

enum {
    HEADLINE_MAX = 32,  /* tokens */
    FRONT_MAX = 6,      /* words of a source before a colon */
    BACK_MAX = 4,       /* words of one at the end */
    CONTENT_LEAST = 3,  /* words that are reported */
    LOOK_BACK = 8       /* reports that may begin before one another and reach into one headline */
};

static const float sure_headline = 0.9f; /* 8 of 9 in half of the training articles of PolNeAR, which has few */

static uint8_t stop_at(const q_document *document, uint32_t token)
{
    const q_token *row = &document->tokens.at[token];
    return row->end - row->start == 1 && document->text[row->start] == ':' ? Q_STOP_COLON :
           q_token_in(document, token, "- – — --") && (row->shape & Q_SHAPE_SPACE_BEFORE) ? Q_STOP_DASH : Q_STOP_OTHER;
}

static int is_verb(const q_document *document, uint32_t token)
{
    uint8_t tag = document->tokens.at[token].xpos;
    return q_xpos_is_verb(tag) || tag == Q_XPOS_MD;
}

/* Words that can name a source, and no more than `most` of them: their head, or Q_NONE. */
static uint32_t head_of(const q_document *document, q_span words, uint32_t most)
{
    uint32_t head = Q_NONE;
    int closed = 0;
    if (words.start >= words.end || words.end - words.start > most)
        return Q_NONE;
    for (uint32_t i = words.start; i < words.end; i++) {
        uint8_t tag = document->tokens.at[i].xpos;
        if (q_is_marked(document, i) || is_verb(document, i) || q_token_in(document, i, ", ; : ? !"))
            return Q_NONE;
        closed |= tag == Q_XPOS_IN || tag == Q_XPOS_TO;
        if (!closed && tag >= Q_XPOS_NN && tag <= Q_XPOS_NNPS)
            head = i;
    }
    return head;
}

/* A word for somebody or something that speaks: a role, a body, a document. */
static int is_speaker(const q_document *document, uint32_t token)
{
    uint32_t flags = q_token_lexeme(document, token)->flags;
    return (flags & (Q_LEX_ROLE | Q_LEX_ORG | Q_LEX_PUBLICATION | Q_LEX_TITLE)) != 0;
}

static int is_name(const q_document *document, uint32_t token)
{
    uint8_t name = document->tokens.at[token].name;
    return q_name_is_person(name) || name == Q_NAME_B_ORGANIZATION || name == Q_NAME_I_ORGANIZATION;
}

/* Whether words are a statement: they have a verb, say no, or quote, and do not only announce what the article tells. */
static int is_statement(const q_document *document, q_span words)
{
    if (words.start >= words.end || q_token_in(document, words.start, "how what why who when where which here inside"))
        return 0;
    for (uint32_t i = words.start; i < words.end; i++)
        if (is_verb(document, i) || q_is_marked(document, i) || q_token_in(document, i, "no not never"))
            return 1;
    return 0;
}

/* The tokens of a paragraph that is a headline; none where it is not. */
static q_span headline_of(const q_document *document, const q_paragraph *paragraph)
{
    q_span words = q_tokens_of(document, paragraph->span), none = {0, 0};
    if (words.end - words.start > HEADLINE_MAX || words.end - words.start < CONTENT_LEAST + 2)
        return none;
    if (paragraph->kind > Q_LIST_ITEM || paragraph->label.start < paragraph->label.end ||
        paragraph->dateline.start < paragraph->dateline.end || q_token_in(document, words.end - 1, ". , ; :"))
        return none;
    return words;
}

typedef struct split { /* of a headline */
    q_span source, content;
    uint32_t mark, head;
} split;

static int divide(const q_document *document, q_span words, uint32_t mark, split *found)
{
    q_span before = {words.start, mark}, after = {mark + 1, words.end};
    uint8_t stop = stop_at(document, mark);
    found->mark = mark;
    if (stop == Q_STOP_COLON && after.end - after.start >= CONTENT_LEAST && is_statement(document, after)) {
        found->head = head_of(document, before, FRONT_MAX);
        found->source = before, found->content = after;
        if (found->head != Q_NONE && (is_speaker(document, found->head) || is_name(document, found->head)))
            return 1;
    }
    if (stop == Q_STOP_OTHER || before.end - before.start < CONTENT_LEAST)
        return 0;
    found->head = head_of(document, after, BACK_MAX);
    found->source = after, found->content = before;
    if (found->head == Q_NONE || found->head + 1 != after.end)
        return 0;
    if (q_token_lexeme(document, found->head)->flags & Q_LEX_CAPITAL)
        return is_statement(document, before);
    return is_speaker(document, found->head) || (stop == Q_STOP_COLON && is_name(document, found->head));
}

/* Whether one of the last rows that were found by words and begin before the end of a span reports some of it; they end at `next`. */
static int is_reported(const q_document *document, uint32_t rows, uint32_t next, q_span bytes)
{
    for (uint32_t i = next; i > rows && i + LOOK_BACK > next; i--) {
        const q_quote *quote = &document->quotes.at[i - 1];
        for (uint32_t j = quote->piece; j < quote->piece + quote->pieces; j++)
            if (document->pieces.at[j].start < bytes.end && bytes.start < document->pieces.at[j].end)
                return 1;
    }
    return 0;
}

static uint32_t mention_of(const q_document *document, const split *found)
{
    for (uint32_t i = q_mention_from(document, found->source.start); i < document->mentions.n; i++)
        if (document->mentions.at[i].first >= found->source.end)
            break;
        else if (document->mentions.at[i].end > found->head && document->mentions.at[i].first <= found->head)
            return i;
    return Q_NONE;
}

static int put(q_document *document, uint32_t rows, const split *found)
{
    q_report report = {.content = {found->content}, .cue = {found->mark, found->mark + 1}, .mention = mention_of(document, found),
                       .source = q_token_span(document, found->source.start, found->source.end), .detection = sure_headline,
                       .confidence = sure_headline, .reason = Q_REASON_COLON};
    report.class_ = q_act_class(document, (q_act){found->mark, report.cue, report.content, 1, report.mention});
    return q_put_report(document, rows, report);
}

/* Puts the rows from `late` on in their places among those from `rows` on; both are in order. */
static quoth_status settle(q_document *document, uint32_t rows, uint32_t late)
{
    q_quote *at = document->quotes.at;
    uint32_t left = document->quotes.n - late, before = late, to = document->quotes.n;
    q_quote *moved = left ? q_arena_allocate(&document->arena, left * sizeof *moved) : NULL;
    if (!left)
        return QUOTH_OK;
    if (!moved)
        return QUOTH_E_MEMORY;
    memcpy(moved, at + late, left * sizeof *moved);
    while (left > 0) {
        int later = before > rows && q_quote_start(document, &at[before - 1]) > q_quote_start(document, &moved[left - 1]);
        at[--to] = later ? at[--before] : moved[--left];
    }
    return QUOTH_OK;
}

quoth_status q_headline_find(q_document *document, uint32_t rows)
{
    uint32_t late = document->quotes.n, next = rows;
    for (uint32_t i = 0; i < document->paragraphs.n; i++) {
        q_span span = document->paragraphs.at[i].span, words = headline_of(document, &document->paragraphs.at[i]);
        split found;
        while (next < late && q_quote_start(document, &document->quotes.at[next]) < span.end)
            next++;
        for (uint32_t mark = words.start + 1; mark + 1 < words.end; mark++) {
            if (q_is_marked(document, mark) || !divide(document, words, mark, &found))
                continue;
            if (!is_reported(document, rows, next, span) && !put(document, late, &found))
                return QUOTH_E_MEMORY;
            break;
        }
    }
    return settle(document, rows, late);
}
