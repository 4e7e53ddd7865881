/* source.c - the source of a cue by position: before it, after it, or of the verb that shares it. */
#include "source.h"

#include <string.h>

enum {
    BEFORE_WINDOW = 64, /* tokens looked at before a cue */
    AFTER_WINDOW = 48,  /* tokens of a source after its cue */
    ASIDE_WINDOW = 12,  /* tokens of an aside between commas, of adverbs */
    AGENT_WINDOW = 8,   /* tokens between a passive and its "by" */
    NOUN_WINDOW = 6,    /* tokens of a noun phrase that holds no mention */
    CHAIN_MAX = 3,      /* prepositions in a row: the head of the office for trade in Lindale */
    GROUP_MAX = 6,      /* auxiliaries and adverbs before a cue */
    SHARED_MAX = 3      /* verbs followed back to their subject */
};

static const char SUBORDINATORS[] = "that if when while as because what how why where whereas though although whether since until";

typedef struct phrase { /* tokens [first, end) */
    uint32_t mention;   /* of the first noun phrase, or Q_NONE */
    uint32_t first;
    uint32_t end;       /* equal to `first`: no phrase */
} phrase;

typedef struct scope { /* where the source of one cue may stand */
    const q_document *document;
    uint32_t first;
    uint32_t end;
    uint32_t region;
} scope;

static const q_token *token_at(const scope *s, uint32_t token)
{
    return &s->document->tokens.at[token];
}

static int is_one_of(const scope *s, uint32_t token, const char *words)
{
    return token < s->document->tokens.n && q_token_in(s->document, token, words);
}

static uint32_t flags_of(const scope *s, uint32_t token)
{
    return q_token_lexeme(s->document, token)->flags;
}

static int is_mark(const scope *s, uint32_t token)
{
    return (token_at(s, token)->shape & Q_SHAPE_QUOTE) || token_at(s, token)->region != s->region;
}

/* Marks and signs, but not those that belong to a word: the ministers' claim, 5 %. */
static int is_punct(const scope *s, uint32_t token)
{
    if (!(token_at(s, token)->shape & Q_SHAPE_PUNCT) || is_one_of(s, token, "% $ £ €"))
        return 0;
    return !is_one_of(s, token, "'") || !token || (token_at(s, token)->shape & Q_SHAPE_SPACE_BEFORE) ||
           (token_at(s, token - 1)->shape & Q_SHAPE_PUNCT);
}

static int is_dash(const scope *s, uint32_t token)
{
    return is_one_of(s, token, "— – -- -") && (token_at(s, token)->shape & Q_SHAPE_SPACE_BEFORE || !is_one_of(s, token, "-"));
}

int q_is_cue(const q_document *document, uint32_t token)
{
    uint32_t flags = q_token_lexeme(document, token)->flags, forms = Q_LEX_PAST | Q_LEX_THIRD | Q_LEX_BASE | Q_LEX_ING;
    return (flags & Q_LEX_CUE_VERB) && ((flags & forms & ~(uint32_t)Q_LEX_ING) || !(flags & (forms | Q_LEX_PARTICIPLE))) &&
           (!document->tokens.at[token].upos || (document->tokens.at[token].upos & Q_VERB)) &&
           !(token && q_token_in(document, token - 1, "a an the his their its my your our no this"));
}

q_span q_token_span(const q_document *document, uint32_t first, uint32_t end)
{
    if (first >= end)
        return (q_span){0, 0};
    return (q_span){document->tokens.at[first].start, document->tokens.at[end - 1].end};
}

/* ---- noun phrases ---- */

/* The longest mention with tokens [?, end) or, of no end, [first, ?); Q_NONE for none. */
static uint32_t mention_ending(const scope *s, uint32_t end)
{
    uint32_t from = end > s->first + NOUN_WINDOW * 3 ? end - NOUN_WINDOW * 3 : s->first;
    const q_document *document = s->document;
    for (uint32_t i = q_mention_from(document, from); i < document->mentions.n && document->mentions.at[i].first < end; i++)
        if (document->mentions.at[i].end == end && !is_mark(s, document->mentions.at[i].head))
            return i;
    return Q_NONE;
}

static uint32_t mention_starting(const scope *s, uint32_t first, uint32_t end)
{
    uint32_t i = q_mention_from(s->document, first);
    if (i >= s->document->mentions.n || s->document->mentions.at[i].first != first || s->document->mentions.at[i].end > end ||
        is_mark(s, s->document->mentions.at[i].head))
        return Q_NONE;
    return i;
}

static int is_nominal(const scope *s, uint32_t token)
{
    uint16_t upos = token_at(s, token)->upos;
    return !is_mark(s, token) && (!is_punct(s, token) || is_one_of(s, token, "-")) &&
           !(upos & (Q_ADP | Q_SCONJ | Q_CCONJ | Q_AUX | Q_PART)) &&
           (upos & (Q_NOUN | Q_PROPN | Q_NUM | Q_ADJ | Q_DET | Q_PRON | Q_SYM));
}

static int is_time(const scope *s, uint32_t token)
{
    return is_one_of(s, token, "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow");
}

/* Where the noun phrase of a mention begins: words before it that can only modify it belong to it. */
static uint32_t widened(const scope *s, uint32_t mention)
{
    const q_mention *row = &s->document->mentions.at[mention];
    uint32_t first = row->first;
    if (row->kind == Q_MENTION_PRONOUN || (token_at(s, first)->upos & Q_DET) || row->definite)
        return first;
    while (first > s->first && row->first - first < NOUN_WINDOW && is_nominal(s, first - 1) &&
           !(token_at(s, first - 1)->upos & (Q_VERB | Q_ADV | Q_PRON | Q_NUM)) && !is_time(s, first - 1)) {
        first--;
        if (token_at(s, first)->upos & Q_DET)
            break;
    }
    return first;
}

/* The noun phrase that ends at a token, prepositions left aside: a mention, or words that can be one. */
static phrase simple_before(const scope *s, uint32_t end)
{
    uint32_t mention = end > s->first ? mention_ending(s, end) : Q_NONE, first = end;
    if (mention != Q_NONE)
        return (phrase){mention, widened(s, mention), end};
    while (first > s->first && first + NOUN_WINDOW > end && is_nominal(s, first - 1)) {
        if (first < end && mention_ending(s, first) != Q_NONE)
            break;
        first--;
        if (token_at(s, first)->upos == Q_DET)
            break;
    }
    return (phrase){Q_NONE, first, end};
}

static int is_preposition(const scope *s, uint32_t token)
{
    uint16_t upos = token_at(s, token)->upos;
    return (upos & Q_ADP) && !is_mark(s, token) && !is_one_of(s, token, "as like than back") &&
           (!(upos & (Q_ADV | Q_NOUN | Q_VERB | Q_ADJ)) || is_one_of(s, token, "of in on at by for from with to about over under near"));
}

static int is_subject_form(const scope *s, uint32_t token)
{
    return is_one_of(s, token, "i he she we they who");
}

/* Only "of" and "from" bind to a name or pronoun: in "Ann Lee on Monday said" the words between are no part of the source. */
static int binds(const scope *s, uint32_t preposition, uint32_t mention)
{
    return mention == Q_NONE || s->document->mentions.at[mention].kind == Q_MENTION_NOMINAL || is_one_of(s, preposition, "of from");
}

/* The noun phrase that ends at a token with what hangs on it: the head of the office for trade. `*governed` tells that a
 * preposition stands before it that belongs to no noun phrase. */
static phrase phrase_before(const scope *s, uint32_t end, int *governed)
{
    phrase found = simple_before(s, end);
    *governed = 0;
    if (found.end - found.first == 1 && is_subject_form(s, found.first))
        return found;
    for (int i = 0; i < CHAIN_MAX && found.first < found.end && found.first > s->first && is_preposition(s, found.first - 1); i++) {
        uint32_t preposition = found.first - 1;
        phrase outer = preposition > s->first ? simple_before(s, preposition) : (phrase){Q_NONE, preposition, preposition};
        if (outer.first == outer.end) {
            *governed = 1;
            return found;
        }
        found = (phrase){outer.mention, outer.first, binds(s, preposition, outer.mention) ? found.end : outer.end};
    }
    *governed = found.first > s->first && found.first < found.end && is_preposition(s, found.first - 1);
    return found;
}

/* ---- before the cue ---- */

static int is_adverb(const scope *s, uint32_t token)
{
    uint16_t upos = token_at(s, token)->upos;
    return (upos & (Q_ADV | Q_PART)) && !(upos & (Q_NOUN | Q_VERB | Q_PROPN | Q_PRON | Q_DET | Q_ADP)) &&
           !is_one_of(s, token, "to 's ’s '");
}

static int is_auxiliary(const scope *s, uint32_t token)
{
    return (token_at(s, token)->upos & Q_AUX) != 0;
}

/* The first token of the cue's verb group: has repeatedly said. */
static uint32_t group_before(const scope *s, uint32_t cue)
{
    uint32_t first = cue;
    while (first > s->first && cue - first < GROUP_MAX && !is_mark(s, first - 1) && !is_punct(s, first - 1) &&
           (is_auxiliary(s, first - 1) || is_adverb(s, first - 1) || is_one_of(s, first - 1, "himself herself themselves itself")))
        first--;
    return first;
}

static int is_relative(const scope *s, uint32_t token)
{
    return is_one_of(s, token, "who which that");
}

/* Whether a clause can begin at a token: the sentence begins here, or a mark or a conjunction stands before. */
static int begins_clause(const scope *s, uint32_t token)
{
    if (token == s->first || is_mark(s, token - 1) || is_punct(s, token - 1))
        return 1;
    return is_one_of(s, token - 1, "and but or as that because while when if though although whereas where so what how why") ||
           (is_adverb(s, token - 1) && !is_one_of(s, token - 1, "not n't"));
}

/* The last token before the clause's left border: [border, cue) holds no quotation mark, semicolon or colon. */
static uint32_t border_before(const scope *s, uint32_t cue)
{
    uint32_t border = cue;
    while (border > s->first && cue - border < BEFORE_WINDOW && !is_mark(s, border - 1) && !is_one_of(s, border - 1, "; : ? ! …"))
        border--;
    return border;
}

/* Whether the words between a source and the comma before its cue tell who he is, so that they are part of the source. */
static int describes(const scope *s, uint32_t token)
{
    uint16_t upos = token_at(s, token)->upos;
    return is_one_of(s, token, "who whose which of a an the") || (upos & (Q_NUM | Q_PROPN)) ||
           ((upos & Q_NOUN) && !(upos & (Q_VERB | Q_ADV | Q_ADP)));
}

/* Ann Lee, 51, said: an age alone is no part of the source. */
static int is_age(const scope *s, uint32_t first, uint32_t end)
{
    return end == first + 1 && (token_at(s, first)->shape & Q_SHAPE_DIGIT);
}

/* X, the mayor of Y, | said: the noun phrase before the first comma of the stretch that ends in the comma at `comma`. */
static phrase phrase_around(const scope *s, uint32_t comma)
{
    uint32_t border = border_before(s, comma);
    phrase best = {Q_NONE, comma, comma};
    for (uint32_t i = comma; i-- > border + 1;) {
        int governed;
        if (!is_one_of(s, i, ", (") && !is_dash(s, i))
            continue;
        phrase found = phrase_before(s, i, &governed);
        if (found.mention != Q_NONE && !governed && begins_clause(s, found.first) && i + 1 < comma)
            best = (phrase){found.mention, found.first, describes(s, i + 1) && !is_age(s, i + 1, comma) ? comma : found.end};
    }
    return best;
}

/* (R-Ohio) | said: the phrase before the bracket, with it. */
static phrase phrase_bracketed(const scope *s, uint32_t end)
{
    int governed;
    for (uint32_t i = end - 1; i-- > s->first && end - i < NOUN_WINDOW * 2;)
        if (is_one_of(s, i, "( [")) {
            phrase found = phrase_before(s, i, &governed);
            if (found.first < found.end && !governed)
                return (phrase){found.mention, found.first, end};
            break;
        }
    return (phrase){Q_NONE, end, end};
}

/* One man who saw it | said; people near the talks | said: the noun phrase that opens the clause. */
static phrase phrase_opening(const scope *s, uint32_t end)
{
    uint32_t border = end;
    while (border > s->first && end - border < BEFORE_WINDOW && !is_mark(s, border - 1) && !is_punct(s, border - 1))
        border--;
    for (uint32_t i = q_mention_from(s->document, border); i < s->document->mentions.n; i++) {
        const q_mention *mention = &s->document->mentions.at[i];
        if (mention->first >= end)
            break;
        if (mention->end <= end && mention->kind != Q_MENTION_PRONOUN && begins_clause(s, mention->first))
            return (phrase){i, mention->first, end};
    }
    return (phrase){Q_NONE, end, end};
}

static int has_relative(const scope *s, uint32_t first, uint32_t end)
{
    for (uint32_t i = end; i-- > first && !is_mark(s, i) && !is_punct(s, i) && end - i < BEFORE_WINDOW;)
        if (is_one_of(s, i, "who whose whom"))
            return 1;
    return 0;
}

/* At the door Ann | said: the name is the subject, though it looks like a part of what the preposition governs. */
static phrase governed_name(const scope *s, phrase found)
{
    if (found.mention == Q_NONE || s->document->mentions.at[found.mention].kind != Q_MENTION_NAME)
        return (phrase){Q_NONE, found.end, found.end};
    const q_mention *mention = &s->document->mentions.at[found.mention];
    if (mention->name.start > found.first && mention->name.start < found.end && mention->name.end == found.end &&
        !(flags_of(s, mention->name.start - 1) & (Q_LEX_TITLE | Q_LEX_ROLE | Q_LEX_ROLE_RARE)))
        found.first = mention->name.start;
    return found;
}

/* The noun phrase that is the subject of the verb group that begins at `end`. */
static phrase subject_before(const scope *s, uint32_t end)
{
    const phrase none = {Q_NONE, end, end};
    int governed;
    if (end <= s->first || is_mark(s, end - 1))
        return none;
    if (is_one_of(s, end - 1, ",") || is_dash(s, end - 1))
        return phrase_around(s, end - 1);
    if (is_one_of(s, end - 1, ") ]"))
        return phrase_bracketed(s, end);
    if (is_punct(s, end - 1))
        return none;
    phrase found = phrase_before(s, end, &governed);
    if (found.first == found.end)
        return none;
    if (governed || (!is_subject_form(s, found.first) && has_relative(s, s->first, found.first))) {
        phrase opening = phrase_opening(s, end);
        if (opening.mention != Q_NONE || !governed)
            return opening.mention != Q_NONE ? opening : found;
        return governed_name(s, found);
    }
    return found;
}

/* ---- after the cue ---- */

static int is_finite(const scope *s, uint32_t token)
{
    uint16_t upos = token_at(s, token)->upos;
    return is_auxiliary(s, token) || ((upos & Q_VERB) && !(upos & (Q_NOUN | Q_ADJ | Q_PROPN)));
}

/* The end of an apposition or relative clause that begins after the comma at `comma`; `comma` when there is none. */
static uint32_t apposition_end(const scope *s, uint32_t comma)
{
    uint32_t at = comma + 1, limit = comma + AFTER_WINDOW < s->end ? comma + AFTER_WINDOW : s->end;
    int relative = is_one_of(s, at, "who whose");
    if (at >= limit || is_mark(s, at) || !describes(s, at) || is_one_of(s, at, "of which"))
        return comma;
    for (; at < limit && !is_mark(s, at) && !is_one_of(s, at, "; : . ? ! …"); at++) {
        if (is_one_of(s, at, "who whose which that"))
            relative = 1;
        if (is_finite(s, at) && !relative)
            return comma;
        if (is_one_of(s, at, ",") && at + 1 < limit &&
            (is_mark(s, at + 1) || !describes(s, at + 1) || (flags_of(s, at + 1) & Q_LEX_ING)))
            break;
    }
    return at;
}

q_source q_source_at(const q_document *document, uint32_t token, uint32_t end)
{
    scope s = {document, token, end, token < document->tokens.n ? document->tokens.at[token].region : Q_NONE};
    q_source found = {.mention = Q_NONE, .hearer = Q_NONE, .first = token, .end = token, .cue = token, .cue_end = token};
    uint32_t mention = token < end ? mention_starting(&s, token, end) : Q_NONE;
    if (mention != Q_NONE)
        found.end = document->mentions.at[mention].end;
    else
        while (found.end < end && found.end - token < NOUN_WINDOW && is_nominal(&s, found.end))
            found.end++;
    if (found.end == found.first)
        return found;
    for (uint32_t i = token + 1; mention == Q_NONE && i < found.end; i++)
        mention = mention_starting(&s, i, found.end);
    found.mention = mention;
    found.kind = Q_SOURCE_SUBJECT;
    for (int i = 0; i < CHAIN_MAX && found.end + 1 < end && is_preposition(&s, found.end) && binds(&s, found.end, mention); i++) {
        uint32_t at = found.end + 1, inner = mention_starting(&s, at, end), from = at;
        if (inner != Q_NONE)
            at = document->mentions.at[inner].end;
        else
            while (at < end && at - from < NOUN_WINDOW && is_nominal(&s, at))
                at++;
        if (at == from || (at < end && is_finite(&s, at)))
            break;
        found.end = at;
    }
    if (found.end < end && is_one_of(&s, found.end, "("))
        for (uint32_t i = found.end; i < end && i < found.end + NOUN_WINDOW; i++)
            if (is_one_of(&s, i, ")"))
                found.end = i + 1;
    if (found.end < end && is_one_of(&s, found.end, ","))
        found.end = apposition_end(&s, found.end);
    return found;
}

static int is_object_form(const scope *s, uint32_t token)
{
    return is_one_of(s, token, "me him her us them himself herself themselves myself who");
}

/* Verbs that take an object seldom stand before their subject: criticised Ann Lee. */
static int may_invert(const scope *s, uint32_t cue)
{
    const q_entry *entry = q_token_lexeme(s->document, cue)->entry;
    switch (entry ? entry->cue_class : Q_CUE_SAY) {
    case Q_CUE_TELL: case Q_CUE_CALL: case Q_CUE_JUDGE: case Q_CUE_ORDER:
        return cue == s->first && !is_one_of(s, cue, "told tells tell");
    default:
        return 1;
    }
}

/* Away from the marks a phrase after the cue is its subject only where the clause ends with it: ..., said Ann Lee. */
static int ends_clause(const scope *s, uint32_t cue, uint32_t end)
{
    return cue == s->first || end >= s->end || is_mark(s, end) || is_punct(s, end) || is_preposition(s, end);
}

/* said Ann Lee, the mayor of Y: the phrase after the cue, unless it is the subject of a further verb or spoken to. */
static q_source inverted_after(const scope *s, uint32_t cue)
{
    uint32_t at = cue + 1;
    q_source none = {.mention = Q_NONE, .hearer = Q_NONE, .cue = cue, .cue_end = cue + 1};
    if ((flags_of(s, cue) & Q_LEX_ING) || !may_invert(s, cue))
        return none;
    if (at < s->end && !is_mark(s, at) && (is_adverb(s, at) || (cue == s->first && is_one_of(s, at, "out in on up off back forth"))))
        at++; /* put in Ann, cried out Ann */
    if (at >= s->end || is_mark(s, at))
        return none;
    q_source found = q_source_at(s->document, at, s->end);
    if (found.kind == Q_SOURCE_NONE || (found.mention == Q_NONE && cue > s->first) ||
        (found.end == at + 1 && (is_object_form(s, at) || is_time(s, at))) || !ends_clause(s, cue, found.end) ||
        (found.end < s->end && !is_mark(s, found.end) && is_finite(s, found.end)))
        return none;
    found.kind = Q_SOURCE_INVERTED;
    found.cue = cue;
    found.cue_end = cue + 1;
    return found;
}

/* told Ann Lee, said to Ann Lee. */
static uint32_t hearer_after(const scope *s, uint32_t cue)
{
    const q_entry *entry = q_token_lexeme(s->document, cue)->entry;
    uint32_t at = cue + 1;
    if (at < s->end && !is_mark(s, at) && is_adverb(s, at))
        at++;
    if (at < s->end && is_one_of(s, at, "to"))
        at++;
    else if (!entry || (entry->cue_class != Q_CUE_TELL && entry->cue_class != Q_CUE_ASK))
        return Q_NONE;
    uint32_t mention = at < s->end && !is_mark(s, at) ? mention_starting(s, at, s->end) : Q_NONE;
    if (mention == Q_NONE || s->document->mentions.at[mention].entity_kind == QUOTH_DOCUMENT ||
        is_one_of(s, at, "he she they i we it who"))
        return Q_NONE;
    uint32_t after = s->document->mentions.at[mention].end;
    return after < s->end && !is_mark(s, after) && is_finite(s, after) ? Q_NONE : mention;
}

/* ---- passives, shared subjects, nouns ---- */

/* was told, has been asked; "told by". */
static int is_passive(const scope *s, uint32_t first, uint32_t cue)
{
    if (!(flags_of(s, cue) & Q_LEX_PARTICIPLE) || (flags_of(s, cue) & Q_LEX_ING))
        return 0;
    for (uint32_t i = cue; i-- > first;)
        if (is_one_of(s, i, "was were is are be been being am 's 're 'm ’s ’re ’m"))
            return 1;
        else if (is_auxiliary(s, i))
            return 0;
    return cue + 1 < s->end && is_one_of(s, cue + 1, "by") && !is_mark(s, cue + 1);
}

static q_source passive_source(const scope *s, uint32_t first, uint32_t cue)
{
    q_source none = {Q_SOURCE_PASSIVE, Q_NONE, Q_NONE, cue, cue, first, cue + 1};
    const q_entry *entry = q_token_lexeme(s->document, cue)->entry;
    uint32_t limit = cue + 1 + AGENT_WINDOW < s->end ? cue + 1 + AGENT_WINDOW : s->end;
    if (entry && entry->cue_class == Q_CUE_TELL)
        none.hearer = subject_before(s, first).mention;
    for (uint32_t i = cue + 1; i + 1 < limit && !is_mark(s, i) && !is_punct(s, i); i++)
        if (is_one_of(s, i, "by")) {
            q_source agent = q_source_at(s->document, i + 1, s->end);
            if (agent.kind != Q_SOURCE_NONE)
                return (q_source){Q_SOURCE_AGENT, agent.mention, none.hearer, agent.first, agent.end, first, cue + 1};
        }
    return none;
}

/* Past the comma that closes an aside: Ann, much offended, | rose. The comma itself when none closes soon. */
static uint32_t aside_end(const scope *s, uint32_t comma)
{
    for (uint32_t i = comma + 1; i < s->end && i < comma + ASIDE_WINDOW && !is_mark(s, i); i++)
        if (is_one_of(s, i, ","))
            return i + 1;
        else if (is_punct(s, i) || is_auxiliary(s, i))
            break;
    return comma;
}

static int governs(const scope *s, uint32_t mention)
{
    const q_mention *row = &s->document->mentions.at[mention];
    uint32_t after = row->end;
    if (is_mark(s, row->head) || is_object_form(s, row->head) || (row->first > s->first && is_preposition(s, row->first - 1)))
        return 0;
    if (after < s->end && is_one_of(s, after, ","))
        after = aside_end(s, after);
    while (after < s->end && !is_mark(s, after) && after < row->end + ASIDE_WINDOW && is_adverb(s, after))
        after++;
    return after < s->end && !is_mark(s, after) && (token_at(s, after)->upos & (Q_VERB | Q_AUX)) &&
           !(token_at(s, after)->upos & Q_ADP);
}

/* The longest mention with the end of this one. */
static uint32_t longest(const scope *s, uint32_t mention)
{
    const q_mention *at = s->document->mentions.at;
    uint32_t best = mention;
    while (best > 0 && at[best - 1].end == at[mention].end && at[best - 1].first >= s->first)
        best--;
    return best;
}

uint32_t q_source_actor(const q_document *document, uint32_t first, uint32_t end)
{
    uint32_t inner = Q_NONE;
    if (first >= end)
        return Q_NONE;
    scope s = {document, end - first > BEFORE_WINDOW ? end - BEFORE_WINDOW : first, end, Q_NONE};
    for (uint32_t i = q_mention_from(document, end); i > 0 && document->mentions.at[i - 1].first >= s.first; i--) {
        uint32_t mention = longest(&s, i - 1), from = document->mentions.at[mention].first;
        if (document->mentions.at[i - 1].end >= end || !governs(&s, i - 1))
            continue;
        if (begins_clause(&s, from) && (from == s.first || !is_one_of(&s, from - 1, SUBORDINATORS)))
            return mention;
        if (inner == Q_NONE)
            inner = mention;
    }
    return inner;
}

static int shares(const scope *s, uint32_t first, uint32_t cue)
{
    if ((flags_of(s, cue) & Q_LEX_ING) || first == s->first)
        return (flags_of(s, cue) & Q_LEX_ING) != 0;
    if (is_one_of(s, first - 1, "and but or then to"))
        return 1;
    return is_one_of(s, first - 1, ",") && (flags_of(s, cue) & Q_LEX_PAST);
}

static int is_noun_cue(const scope *s, uint32_t cue)
{
    if (!(flags_of(s, cue) & Q_LEX_CUE_NOUN))
        return 0;
    return !(token_at(s, cue)->upos & Q_VERB) ||
           (cue > s->first && is_one_of(s, cue - 1, "the a an this his her their its my our your 's"));
}

static q_source verb_source(const scope *s, uint32_t cue, int depth);

/* Ann Lee rose and | said, said ..., | adding: the source of the nearest cue before it, or else who acts. */
static q_source shared_source(const scope *s, uint32_t first, uint32_t cue, int depth)
{
    q_source found = {.mention = Q_NONE, .hearer = Q_NONE, .first = cue, .end = cue, .cue = first, .cue_end = cue + 1};
    uint32_t least = first > s->first + BEFORE_WINDOW ? first - BEFORE_WINDOW : s->first;
    for (uint32_t i = first; depth < SHARED_MAX && i-- > least;) {
        if (token_at(s, i)->region != s->region || !q_is_cue(s->document, i) || !(flags_of(s, i) & Q_LEX_TIER1) ||
            is_noun_cue(s, i))
            continue;
        q_source other = verb_source(s, i, depth + 1);
        if (other.end > other.first && other.mention != Q_NONE) {
            found = other;
            break;
        }
    }
    if (found.first == found.end) {
        found.mention = q_source_actor(s->document, least, first);
        if (found.mention == Q_NONE)
            return found;
        found.first = s->document->mentions.at[found.mention].first;
        found.end = s->document->mentions.at[found.mention].end;
    }
    found.kind = Q_SOURCE_SHARED;
    found.cue = first;
    found.cue_end = cue + 1;
    return found;
}

static q_source verb_source(const scope *s, uint32_t cue, int depth)
{
    uint32_t first = group_before(s, cue);
    q_source found = {.mention = Q_NONE, .hearer = Q_NONE, .first = cue, .end = cue, .cue = first, .cue_end = cue + 1};
    if (is_passive(s, first, cue))
        return passive_source(s, first, cue);
    if (first == cue && (first == s->first || is_mark(s, first - 1) || is_punct(s, first - 1))) {
        q_source after = inverted_after(s, cue);
        if (after.kind != Q_SOURCE_NONE)
            return after;
    }
    found.hearer = hearer_after(s, cue);
    if (first > s->first + 1 && is_relative(s, first - 1) && !is_mark(s, first - 1)) {
        int governed;
        uint32_t end = is_one_of(s, first - 2, ",") ? first - 2 : first - 1;
        phrase outer = phrase_before(s, end, &governed);
        if (outer.mention != Q_NONE)
            return (q_source){Q_SOURCE_RELATIVE, outer.mention, found.hearer, first - 1, first, first, cue + 1};
    }
    if (!(flags_of(s, cue) & Q_LEX_ING) || first < cue) {
        phrase subject = subject_before(s, first);
        if (subject.first < subject.end && !is_one_of(s, subject.first, "that which")) {
            found.kind = Q_SOURCE_SUBJECT;
            found.mention = subject.mention;
            found.first = subject.first;
            found.end = subject.end;
            return found;
        }
    }
    return shares(s, first, cue) ? shared_source(s, first, cue, depth) : found;
}

/* Ann Lee's claim, her claim, the claim of Ann Lee. */
static q_source noun_source(const scope *s, uint32_t cue)
{
    q_source found = {.mention = Q_NONE, .hearer = Q_NONE, .first = cue, .end = cue, .cue = cue, .cue_end = cue + 1};
    uint32_t least = cue > s->first + NOUN_WINDOW ? cue - NOUN_WINDOW : s->first;
    for (uint32_t i = cue; i-- > least && !is_mark(s, i) && (!is_punct(s, i) || is_one_of(s, i, "'"));) {
        if (is_one_of(s, i, "his her their its my our your")) {
            found.kind = Q_SOURCE_POSSESSOR;
            found.first = i;
            found.end = i + 1;
            return found;
        }
        if (i > s->first && is_one_of(s, i, "'s '")) {
            phrase owner = simple_before(s, i);
            if (owner.first < owner.end)
                return (q_source){Q_SOURCE_POSSESSOR, owner.mention, Q_NONE, owner.first, owner.end, cue, cue + 1};
        }
    }
    if (cue + 2 < s->end && is_one_of(s, cue + 1, "of by from") && !is_mark(s, cue + 2)) {
        q_source after = q_source_at(s->document, cue + 2, s->end);
        if (after.mention != Q_NONE)
            return (q_source){Q_SOURCE_AGENT, after.mention, Q_NONE, after.first, after.end, cue, cue + 1};
    }
    return found;
}

q_source q_source_owner(const q_document *document, uint32_t noun, uint32_t first, uint32_t end)
{
    scope s = {document, first, end, document->tokens.at[noun].region};
    return noun_source(&s, noun);
}

q_source q_source_of(const q_document *document, uint32_t cue, uint32_t first, uint32_t end)
{
    scope s = {document, first, end, document->tokens.at[cue].region};
    q_source found = is_noun_cue(&s, cue) ? noun_source(&s, cue) : verb_source(&s, cue, 0);
    while (found.end > found.first && (document->tokens.at[found.end - 1].shape & Q_SHAPE_PUNCT) &&
           !is_one_of(&s, found.end - 1, ") ]"))
        found.end--;
    return found;
}
