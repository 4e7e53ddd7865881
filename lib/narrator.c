/* narrator.c - the author's own "I" and "we": who writes by the byline, the signature or a line about the author at the end, or
 * who answers in an interview without labels. */
#include "cast.h"

#include <string.h>

enum {
    TOP_PARAGRAPHS = 4,
    LAST_PARAGRAPHS = 4,
    OPENING_PARAGRAPHS = 6, /* in which an interview tells whose it is */
    BYLINE_MAX = 12,        /* tokens */
    INTERVIEWED_MAX = 24,   /* tokens from "interviews" to the name */
    QUESTIONS_MIN = 3
};

static const float known = 0.9f, answers = 0.75f;

static uint32_t first_token(const q_document *document, uint32_t paragraph)
{
    return q_token_from(document, document->paragraphs.at[paragraph].span.start);
}

static uint32_t end_token(const q_document *document, uint32_t paragraph)
{
    return q_token_from(document, document->paragraphs.at[paragraph].span.end);
}

/* The name of a person that begins at a token, or Q_NONE. */
static uint32_t person_at(const q_document *document, uint32_t token)
{
    uint32_t mention = q_mention_from(document, token);
    if (mention >= document->mentions.n)
        return Q_NONE;
    const q_mention *row = &document->mentions.at[mention];
    return row->first == token && row->kind == Q_MENTION_NAME && row->entity_kind == QUOTH_PERSON ? mention : Q_NONE;
}

/* Whether a name stands nowhere else in full before the mention. */
static int is_first(const q_cast *cast, uint32_t mention)
{
    uint32_t figure = q_cast_mention(cast, mention)->entity;
    return figure != Q_NONE && cast->figures.at[figure].mention == mention;
}

/* "By Ann Lee", "By Ann Lee, staff writer" near the top. */
static uint32_t byline(const q_document *document)
{
    for (uint32_t i = 0; i < document->paragraphs.n && i < TOP_PARAGRAPHS; i++) {
        uint32_t first = first_token(document, i), end = end_token(document, i);
        uint32_t mention = first + 1 < end && q_token_is(document, first, "by") ? person_at(document, first + 1) : Q_NONE;
        if (mention == Q_NONE)
            continue;
        uint32_t next = document->mentions.at[mention].end;
        if (next == end || (end - first <= BYLINE_MAX && q_token_in(document, next, ", | / - – — ·")))
            return mention;
    }
    return Q_NONE;
}

/* The person whose name alone is the paragraph, a dash before it aside. */
static uint32_t lone_name(const q_document *document, uint32_t paragraph)
{
    uint32_t first = first_token(document, paragraph), end = end_token(document, paragraph);
    if (first + 1 < end && q_is_punct(document, first))
        first++;
    while (end > first + 1 && q_is_punct(document, end - 1))
        end--;
    uint32_t mention = first < end ? person_at(document, first) : Q_NONE;
    return mention != Q_NONE && document->mentions.at[mention].end >= end ? mention : Q_NONE;
}

/* "Ann Lee" under the heading, where the text does not tell of her. */
static uint32_t name_under_heading(const q_cast *cast)
{
    const q_document *document = cast->document;
    for (uint32_t i = 1; i < document->paragraphs.n && i < TOP_PARAGRAPHS; i++) {
        uint32_t mention = lone_name(document, i);
        if (mention != Q_NONE && is_first(cast, mention) && cast->figures.at[q_cast_mention(cast, mention)->entity].full == 1)
            return mention;
    }
    return Q_NONE;
}

/* "Ann Lee" or "Ann Lee is a nurse in Dover." at the end. */
static uint32_t signature(const q_cast *cast)
{
    const q_document *document = cast->document;
    uint32_t count = document->paragraphs.n;
    for (uint32_t i = count; i > 1 && count - i < LAST_PARAGRAPHS; i--) {
        uint32_t mention = lone_name(document, i - 1), first = first_token(document, i - 1);
        if (mention != Q_NONE)
            return mention;
        mention = first < document->tokens.n ? person_at(document, first) : Q_NONE;
        uint32_t next = mention == Q_NONE ? document->tokens.n : document->mentions.at[mention].end;
        if (next < document->tokens.n && !(document->tokens.at[next].shape & (Q_SHAPE_CAPITAL | Q_SHAPE_PUNCT)) &&
            is_first(cast, mention))
            return mention;
    }
    return Q_NONE;
}

static int has_questions(const q_document *document)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < document->paragraphs.n && count < QUESTIONS_MIN; i++) {
        uint32_t end = end_token(document, i);
        count += end > 0 && q_token_is(document, end - 1, "?");
    }
    return count == QUESTIONS_MIN;
}

/* The person named last before a mention. */
static uint32_t person_before(const q_document *document, uint32_t mention)
{
    while (mention-- > 0)
        if (document->mentions.at[mention].kind == Q_MENTION_NAME && document->mentions.at[mention].entity_kind == QUOTH_PERSON)
            return mention;
    return Q_NONE;
}

/* The person after "interview with", "interviews", "spoke with", in the same sentence; with "her", who was named before. */
static uint32_t person_after(const q_document *document, uint32_t token)
{
    for (uint32_t i = q_mention_from(document, token + 1); i < document->mentions.n; i++) {
        const q_mention *row = &document->mentions.at[i];
        if (row->first > token + INTERVIEWED_MAX || document->tokens.at[row->first].sentence != document->tokens.at[token].sentence)
            break;
        if (row->kind == Q_MENTION_NAME && row->entity_kind == QUOTH_PERSON)
            return i;
        if (row->kind == Q_MENTION_PRONOUN && row->person == 3 && !row->plural && row->entity_kind == QUOTH_PERSON)
            return person_before(document, i);
    }
    return Q_NONE;
}

/* Who answers in a text of questions and answers that says whose interview it is. */
static uint32_t interviewee(const q_document *document)
{
    uint32_t last = document->paragraphs.n < OPENING_PARAGRAPHS ? document->paragraphs.n : OPENING_PARAGRAPHS;
    uint32_t end = last > 0 && has_questions(document) ? end_token(document, last - 1) : 0, mention = Q_NONE;
    for (uint32_t i = 0; i + 1 < end && mention == Q_NONE; i++)
        if (q_token_in(document, i, "interview interviews interviewed") ||
            (q_token_in(document, i, "spoke speaks talked talks") && q_token_in(document, i + 1, "with to")))
            mention = person_after(document, i);
    return mention;
}

/* The figure of a named person; none where the mention is none. */
static int figure_of(q_cast *cast, uint32_t mention, uint32_t *figure)
{
    if (mention == Q_NONE)
        return 0;
    if (q_cast_mention(cast, mention)->entity == Q_NONE && q_name_short(cast, mention))
        return -1;
    *figure = q_cast_mention(cast, mention)->entity;
    return 0;
}

int q_narrator_find(q_cast *cast)
{
    const q_document *document = cast->document;
    uint32_t mention = byline(document);
    if (figure_of(cast, interviewee(document), &cast->answerer))
        return -1;
    if (mention == Q_NONE)
        mention = name_under_heading(cast);
    if (mention == Q_NONE)
        mention = signature(cast);
    cast->interview = mention == Q_NONE && cast->answerer != Q_NONE;
    cast->narrates = cast->interview ? answers : known;
    cast->narrator = cast->answerer;
    return mention == Q_NONE ? 0 : figure_of(cast, mention, &cast->narrator);
}

/* Whether a quote makes up its paragraph and the one before asks a question outside marks. */
static int is_answer(const q_document *document, const q_quote *quote)
{
    uint32_t paragraph = quote->region < document->regions.n ? document->regions.at[quote->region].paragraph : 0;
    uint32_t asked = paragraph > 0 ? end_token(document, paragraph - 1) : 0;
    return asked > 0 && document->tokens.at[asked - 1].region == Q_NONE && q_token_is(document, asked - 1, "?") &&
           document->pieces.at[quote->piece].start == document->paragraphs.at[paragraph].span.start;
}

void q_narrator_answers(const q_cast *cast)
{
    q_document *document = cast->document;
    for (uint32_t i = 0; cast->answerer != Q_NONE && i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        int is_open = quote->type == QUOTH_DIRECT && quote->speaker == Q_NONE && quote->reason == Q_REASON_NONE;
        if (!is_open || !is_answer(document, quote))
            continue;
        quote->speaker = cast->answerer;
        quote->confidence = answers;
        quote->reason = Q_REASON_TURN;
    }
}

int q_narrator_label(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    if (cast->answerer == Q_NONE || row->end - row->first != 1 || !q_token_in(cast->document, row->first, "a answer"))
        return 0;
    q_cast_link(cast, mention, cast->answerer, answers);
    return 1;
}

/* "You" of the one who asks. */
static int link_addressed(q_cast *cast, uint32_t mention)
{
    if (cast->interview && cast->sources.at[mention])
        q_cast_link(cast, mention, cast->answerer, answers);
    return 0;
}

int q_narrator_link(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t *narrator = row->plural ? &cast->narrators : &cast->narrator;
    if (q_cast_is_inside(cast, row))
        return 0;
    if (row->person == 2)
        return link_addressed(cast, mention);
    if (*narrator == Q_NONE) {
        if (!cast->sources.at[mention])
            return 0;
        *narrator = q_figure_new(cast, mention);
        if (*narrator == Q_NONE)
            return -1;
    }
    q_cast_link(cast, mention, *narrator, row->plural ? known : cast->narrates);
    return 0;
}
