/* clause.c - verb groups, noun phrases and the ends of reported clauses, by lexicon and position.
 *
 * Where a reported clause ends follows what annotators of news do most often: at the end of its sentence, but before ", which",
 * ", but", a participle that reports, or a coordinated verb that reports. */
#include "clause.h"

#include <string.h>

enum {
    GROUP_MAX = 8,   /* tokens of a verb group */
    ADVERBS_MAX = 3, /* adverbs in a row */
    PHRASE_MAX = 24, /* tokens of a noun phrase */
    CUE_FAR = 6      /* tokens between "and" and the verb that reports anew */
};

static const char auxiliaries[] = "has have had having is was are were be been being am 's 've 'd 'll 're 'm would will could can ca wo"
                                  "may might did do does should must shall";
static const char be_forms[] = "is was are were be been being am 's 're 'm get got gets";
static const char negations[] = "not n't never";

int q_is_among(const q_document *document, uint32_t token, const char *words)
{
    return token < document->tokens.n && q_token_in(document, token, words);
}

int q_is_marked(const q_document *document, uint32_t token)
{
    return document->tokens.at[token].region != Q_NONE || (document->tokens.at[token].shape & Q_SHAPE_QUOTE);
}

/* A closed set: nothing but the given parts of speech is possible. */
static int is_only(const q_document *document, uint32_t token, uint32_t upos)
{
    uint32_t can = document->tokens.at[token].upos;
    return can && !(can & ~upos);
}

static int can_be(const q_document *document, uint32_t token, uint32_t upos)
{
    return (document->tokens.at[token].upos & upos) != 0;
}

static int is_adverb(const q_document *document, uint32_t token)
{
    const q_lexeme *lexeme = q_token_lexeme(document, token);
    return is_only(document, token, Q_ADV) ||
           (can_be(document, token, Q_ADV) && lexeme->length > 4 && !strcmp(lexeme->folded + lexeme->length - 2, "ly"));
}

static uint8_t form_of(uint32_t flags, int to, int be, int other)
{
    if (to)
        return Q_GROUP_INFINITIVE;
    if (be && (flags & Q_LEX_PARTICIPLE) && !(flags & Q_LEX_ING))
        return Q_GROUP_FINITE | Q_GROUP_PASSIVE;
    if ((flags & Q_LEX_ING) && !be && !other)
        return Q_GROUP_ING;
    return Q_GROUP_FINITE;
}

q_group q_group_of(const q_document *document, uint32_t first, uint32_t verb)
{
    q_group group = {verb, 0};
    int to = 0, be = 0, other = 0;
    if (verb > GROUP_MAX && first < verb - GROUP_MAX)
        first = verb - GROUP_MAX;
    while (group.first > first && !q_is_marked(document, group.first - 1)) {
        uint32_t before = group.first - 1;
        if (q_is_among(document, before, "to") && can_be(document, before, Q_PART)) {
            to = 1;
        } else if (q_is_among(document, before, be_forms)) {
            be |= !other;
        } else if (q_is_among(document, before, auxiliaries)) {
            other = 1;
        } else if (!q_is_among(document, before, negations) && !is_adverb(document, before)) {
            break;
        }
        group.first = before;
        if (to)
            break;
    }
    group.form = form_of(q_token_lexeme(document, verb)->flags, to, be, other);
    return group;
}

uint32_t q_after_adverbs(const q_document *document, uint32_t token, uint32_t end)
{
    for (int i = 0; i < ADVERBS_MAX && token < end && is_adverb(document, token) && !q_is_marked(document, token); i++)
        token++;
    return token;
}

/* A word that a noun phrase can go on with, given whether it has a head already. */
static int goes_on(const q_document *document, uint32_t token, int headed)
{
    if (q_is_among(document, token, "'s") || q_is_among(document, token, "'") || q_is_among(document, token, "’"))
        return can_be(document, token, Q_PART) && headed;
    if (q_is_punct(document, token))
        return q_is_among(document, token, "-") || q_is_among(document, token, "/");
    if (headed && can_be(document, token, Q_VERB | Q_AUX))
        return 0;
    return can_be(document, token, Q_NOUN | Q_PROPN | Q_NUM | Q_ADJ) ||
           (!headed && (can_be(document, token, Q_DET) || q_is_among(document, token, "his her its their my your our")));
}

uint32_t q_phrase_end(const q_document *document, uint32_t token, uint32_t end)
{
    uint32_t at = token, head = token;
    if (end > token + PHRASE_MAX)
        end = token + PHRASE_MAX;
    if (token < end && is_only(document, token, Q_PRON) && !q_is_among(document, token, "his her its their my your our"))
        return token + 1;
    uint32_t i = q_mention_from(document, token);
    if (i < document->mentions.n && document->mentions.at[i].first == token && document->mentions.at[i].end <= end)
        at = head = document->mentions.at[i].end;
    while (at < end && !q_is_marked(document, at)) {
        if (goes_on(document, at, head > token)) {
            int part = can_be(document, at, Q_PART) && !can_be(document, at, Q_NOUN);
            if (part)
                head = token;
            else if (can_be(document, at, Q_NOUN | Q_PROPN | Q_NUM))
                head = at + 1;
            at++;
        } else if (head == at && head > token && q_is_among(document, at, "of") && at + 1 < end) {
            head = token;
            at++;
        } else {
            break;
        }
    }
    return head > token ? head : at > token && can_be(document, at - 1, Q_DET | Q_ADJ) ? at : token;
}

int q_has_finite(const q_document *document, uint32_t first, uint32_t end)
{
    if (end > first + PHRASE_MAX)
        end = first + PHRASE_MAX;
    for (uint32_t i = first; i < end; i++)
        if (q_is_among(document, i, auxiliaries) ||
            (i > first && is_only(document, i, Q_VERB | Q_AUX) && !q_is_among(document, i - 1, "to")))
            return 1;
    return 0;
}

/* Whether a finite form of a reporting verb stands at `token`, adverbs aside. */
static int reports_at(const q_document *document, uint32_t token, uint32_t end)
{
    token = q_after_adverbs(document, token, end);
    while (token < end && q_is_among(document, token, auxiliaries))
        token = q_after_adverbs(document, token + 1, end);
    if (token >= end || q_is_marked(document, token))
        return 0;
    uint32_t flags = q_token_lexeme(document, token)->flags;
    return (flags & Q_LEX_CUE_VERB) && (flags & Q_LEX_TIER1) && (flags & (Q_LEX_PAST | Q_LEX_THIRD | Q_LEX_PARTICIPLE)) &&
           can_be(document, token, Q_VERB);
}

/* A coordinated verb that reports: and added that; and he said. */
static int reports_anew(const q_document *document, uint32_t token, uint32_t end)
{
    if (reports_at(document, token, end))
        return 1;
    uint32_t phrase = q_phrase_end(document, token, end < token + CUE_FAR ? end : token + CUE_FAR);
    return phrase > token && reports_at(document, phrase, end);
}

/* Whether the reported clause ends before the word `next` that follows a comma. */
static int ends_before(const q_document *document, uint32_t next, uint32_t end)
{
    if (next >= end || q_is_marked(document, next))
        return 0;
    if (q_is_among(document, next, "which but while though although despite according whereas yet"))
        return 1;
    const q_lexeme *lexeme = q_token_lexeme(document, q_after_adverbs(document, next, end));
    if ((lexeme->flags & Q_LEX_CUE_VERB) && (lexeme->flags & Q_LEX_ING) && (lexeme->flags & Q_LEX_TIER1))
        return 1;
    if (q_is_among(document, next, "and"))
        return reports_anew(document, next + 1, end);
    return reports_anew(document, next, end);
}

/* Whether the token follows a quotation that ends in a comma: “frank,” calling. */
static int comma_within(const q_document *document, uint32_t token)
{
    return token > 1 && (document->tokens.at[token - 1].shape & Q_SHAPE_QUOTE) && q_is_among(document, token - 2, ",");
}

static int ends_object(const q_document *document, uint32_t token)
{
    return q_is_among(document, token, "after when while because during before since until if although but ;") ||
           (q_is_among(document, token, ",") && !q_is_among(document, token + 1, "and or"));
}

uint32_t q_reported_end(const q_document *document, uint32_t first, uint32_t end, int object)
{
    uint32_t at = first + 1;
    for (; at < end; at++) {
        if (q_is_marked(document, at))
            continue;
        if (q_is_among(document, at, ";") || (q_is_among(document, at, ",") && ends_before(document, at + 1, end)) ||
            (comma_within(document, at) && ends_before(document, at, end)))
            break;
        if (q_is_among(document, at, "and but") && reports_at(document, at + 1, end))
            break;
        if (object && ends_object(document, at))
            break;
    }
    return at < end ? at : end;
}
