#include "wordclass.h"

#include "lexeme.h"
#include "utf8.h"

#include <string.h>

enum kind { /* words the rules name */
    OTHER = 0,
    TO,
    CLITIC_S,
    MODAL,   /* also do and its forms: a base form follows */
    HAVE,
    BE,
    SUBJECT, /* pronouns that are subjects only */
    ARTICLE  /* also possessives: a noun phrase goes on */
};

static const struct {
    uint8_t kind;
    const char *words;
} closed[] = {
    {TO, "to"},
    {CLITIC_S, "'s"},
    {SUBJECT, "i he she we they"},
    {MODAL, "can ca could may might must shall should will wo would 'll do does did"},
    {HAVE, "have has had 've having"},
    {BE, "be am is are was were been being 'm 're"},
    {ARTICLE, "the a an my your our their its every"},
};

typedef struct ending {
    char ending[8];
    uint8_t length;
    uint16_t stem; /* what the word can be without it; 0 where that is not asked */
    uint16_t upos;
} ending;

#define ENDING(ending, stem, upos) {ending, sizeof ending - 1, stem, upos}
static const ending endings[] = { /* the first that fits; of words nobody lists */
    ENDING("ly", 0, Q_ADV), ENDING("tion", 0, Q_NOUN), ENDING("sion", 0, Q_NOUN), ENDING("ness", 0, Q_NOUN), ENDING("ment", 0, Q_NOUN),
    ENDING("ity", 0, Q_NOUN), ENDING("ship", 0, Q_NOUN), ENDING("ism", 0, Q_NOUN), ENDING("ist", 0, Q_NOUN), ENDING("ous", 0, Q_ADJ),
    ENDING("ful", 0, Q_ADJ), ENDING("less", 0, Q_ADJ), ENDING("able", 0, Q_ADJ), ENDING("ible", 0, Q_ADJ), ENDING("ish", 0, Q_ADJ),
    ENDING("ive", 0, Q_ADJ | Q_NOUN), ENDING("ic", 0, Q_ADJ | Q_NOUN), ENDING("al", 0, Q_ADJ | Q_NOUN), ENDING("ing", 0, Q_VERB | Q_NOUN),
    ENDING("ed", 0, Q_VERB | Q_ADJ), ENDING("ss", 0, Q_NOUN), ENDING("s", 0, Q_NOUN),
};
static const ending inflections[] = {
    ENDING("ing", Q_VERB, Q_VERB | Q_NOUN), ENDING("ed", Q_VERB, Q_VERB | Q_ADJ), ENDING("es", Q_VERB | Q_NOUN, Q_VERB | Q_NOUN),
    ENDING("s", Q_VERB | Q_NOUN, Q_VERB | Q_NOUN), ENDING("er", Q_ADJ, Q_ADJ), ENDING("est", Q_ADJ, Q_ADJ),
};

enum { NOMINAL = Q_NOUN | Q_ADJ | Q_PROPN | Q_PUNCT };

/* After a word of a kind a token that can be one of these is nothing else. */
static const uint16_t after_kind[ARTICLE + 1] = {
    [ARTICLE] = NOMINAL | Q_NUM | Q_ADV,
    [MODAL] = Q_VERB | Q_AUX | Q_ADV | Q_PART | Q_PRON | Q_DET | Q_PUNCT,
    [SUBJECT] = Q_VERB | Q_AUX | Q_ADV | Q_PUNCT | Q_PART | Q_CCONJ,
    [HAVE] = Q_VERB | Q_AUX | Q_ADV | Q_PART | Q_DET | Q_PRON | Q_NUM | Q_ADJ | Q_ADP | Q_SCONJ | Q_PUNCT | Q_NOUN,
};

/* The same after a word that is nothing but this. */
static uint32_t after_class(uint32_t upos)
{
    uint32_t set = upos == Q_DET ? NOMINAL | Q_NUM | Q_ADV | Q_AUX | Q_DET : 0;
    set = upos == Q_ADJ ? NOMINAL | Q_ADP | Q_CCONJ | Q_PART | Q_SCONJ : set;
    return upos == Q_ADP ? NOMINAL | Q_NUM | Q_DET | Q_PRON | Q_ADV | Q_ADP | Q_SCONJ : set;
}

enum {                       /* facts of a lexeme: its set in the low 16 bits, its kind, and a set of these */
    UPOS = 0xFFFF,
    KIND_SHIFT = 16,
    KIND_MASK = 7,
    SMALL = 1u << 19,        /* the text writes it without a capital too, and no list has it as a name */
    PROPER = 1u << 20,       /* a name where a capital tells nothing */
    SINGLE = 1u << 21,       /* a word of one letter */
    NAME = 1u << 22,         /* as the lists have it */
    COUNTRY = 1u << 23,
    DEMONYM = 1u << 24,
    BASE = 1u << 25,
    PARTICIPLE = 1u << 26,
    ING = 1u << 27,
    THIRD = 1u << 28,
    INFLECTED = 1u << 29     /* and no base form */
};

static const struct {
    uint32_t flags, fact;
} listed[] = {
    {Q_LEX_FIRST_NAME | Q_LEX_SURNAME | Q_LEX_CAPITAL | Q_LEX_COUNTRY, NAME},
    {Q_LEX_COUNTRY, COUNTRY},
    {Q_LEX_DEMONYM, DEMONYM},
    {Q_LEX_BASE, BASE},
    {Q_LEX_PARTICIPLE, PARTICIPLE},
    {Q_LEX_ING, ING},
    {Q_LEX_THIRD, THIRD},
};

enum { CAPITALS_LOOK = 8 /* tokens looked at on each side to tell whether a headline is in capitals */ };

enum { CLOSED = Q_AUX | Q_DET | Q_PRON | Q_ADP | Q_CCONJ | Q_SCONJ | Q_PART };

/* Whether a word has an ending behind some other letters. */
static int has_ending(const char *word, size_t length, size_t least, const ending *e)
{
    return word[length - 1] == e->ending[e->length - 1] && length >= e->length + least &&
           !memcmp(word + length - e->length, e->ending, e->length);
}

static uint16_t from_ending(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (has_ending(word, length, 3, &endings[i]))
            return endings[i].upos;
    return Q_NOUN | Q_ADJ;
}

static uint16_t upos_of(const q_lexicon *lexicon, const char *word, size_t length)
{
    const q_entry *entry = q_lexicon_find(lexicon, word, length);
    return entry ? entry->upos : 0;
}

/* From the stem of an inflected word: walks, walked, walking, making, stopped. */
static uint16_t from_stem(const q_lexicon *lexicon, const char *word, size_t length)
{
    char stem[64];
    if (!lexicon || length < 4 || length >= sizeof stem)
        return 0;
    memcpy(stem, word, length);
    for (size_t i = 0; i < sizeof inflections / sizeof *inflections; i++) {
        if (!has_ending(word, length, 2, &inflections[i]))
            continue;
        size_t left = length - inflections[i].length;
        uint16_t upos = upos_of(lexicon, stem, left);
        char last = stem[left];
        stem[left] = 'e';
        upos |= upos_of(lexicon, stem, left + 1);
        stem[left] = last;
        if (left > 2 && stem[left - 1] == stem[left - 2])
            upos |= upos_of(lexicon, stem, left - 1);
        if (upos & inflections[i].stem)
            return (uint16_t)((upos | (inflections[i].upos & ~(Q_VERB | Q_NOUN))) & inflections[i].upos);
    }
    return 0;
}

/* The set of a word type. */
static uint32_t set_of(const q_lexeme *lexeme)
{
    uint32_t upos = lexeme->upos;
    if (lexeme->flags & Q_LEX_CUE_VERB)
        upos |= Q_VERB;
    if (lexeme->flags & (Q_LEX_CUE_NOUN | Q_LEX_ROLE | Q_LEX_ORG | Q_LEX_PUBLICATION | Q_LEX_KINSHIP) && !(upos & CLOSED))
        upos |= Q_NOUN;
    if (lexeme->flags & Q_LEX_DEMONYM)
        upos |= Q_ADJ | Q_PROPN;
    return lexeme->flags & Q_LEX_COUNTRY ? upos | Q_PROPN : upos;
}

/* Its facts, by the lists and by how the text writes it. */
static uint32_t facts_of(const q_document *document, const q_lexeme *lexeme, unsigned seen)
{
    uint32_t upos = set_of(lexeme), facts = lexeme->length == 1 ? SINGLE : 0;
    uint32_t stem = upos ? 0 : from_stem(document->lexicon, lexeme->folded, lexeme->length);
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        if (lexeme->flags & listed[i].flags)
            facts |= listed[i].fact;
    if (lexeme->flags & (Q_LEX_PAST | Q_LEX_ING | Q_LEX_THIRD) && !(lexeme->flags & Q_LEX_BASE))
        facts |= INFLECTED;
    if (seen & Q_SEEN_LOWER && !(facts & NAME))
        facts |= SMALL;
    if (!(upos | stem) || (seen & Q_SEEN_CAPITAL && !((upos | stem) & CLOSED) && !(lexeme->flags & Q_LEX_COMMON)))
        facts |= PROPER;
    return facts | (upos ? upos : stem ? stem : from_ending(lexeme->folded, lexeme->length));
}

static quoth_status gather(q_document *document)
{
    document->numbers.n = 0;
    if (!document->lexemes.n)
        return QUOTH_OK;
    uint32_t *facts = Q_APPEND(document->allocator, &document->numbers, document->lexemes.n);
    if (!facts)
        return QUOTH_E_MEMORY;
    for (uint32_t i = 0; i < document->lexemes.n; i++)
        facts[i] = facts_of(document, &document->lexemes.at[i], document->seen.at[i]);
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        q_lexeme_mark(document, closed[i].words, facts, (uint32_t)closed[i].kind << KIND_SHIFT);
    return QUOTH_OK;
}

static uint16_t of_mark(const q_document *document, const q_token *token)
{
    int one = token->end - token->start == 1;
    switch (document->text[token->start]) {
    case '&': return Q_CCONJ;
    case '$': case '%': case '+': case '=': case '<': case '>': case '#': case '@': case '^': case '~': case '/':
        return one ? Q_SYM : Q_PUNCT;
    default: return one || (unsigned char)document->text[token->start] < 0xF0 ? Q_PUNCT : Q_SYM;
    }
}

/* Does every word around it stand in capitals, as in a headline? */
static int in_capitals(const q_document *document, const q_token *token)
{
    const q_token *tokens = document->tokens.at, *end = tokens + document->tokens.n;
    const q_token *from = token - tokens > CAPITALS_LOOK ? token - CAPITALS_LOOK : tokens;
    const q_token *to = end - token > CAPITALS_LOOK ? token + CAPITALS_LOOK : end;
    for (const q_token *at = from; at < to; at++)
        if (at->sentence == token->sentence && at->end - at->start > 1 && !(at->shape & (Q_SHAPE_UPPER | Q_SHAPE_PUNCT | Q_SHAPE_DIGIT)))
            return 0;
    return 1;
}

/* US: a country, not the pronoun. */
static int is_country(const q_document *document, const q_token *token, uint32_t facts)
{
    return facts & COUNTRY && token->shape & Q_SHAPE_UPPER && !in_capitals(document, token);
}

/* The set of a token with a capital by itself. */
static uint32_t capital_alone(const q_document *document, const q_token *token, uint32_t facts)
{
    uint32_t upos = facts & UPOS;
    if (facts & SINGLE && upos & Q_PRON)
        return Q_PRON;
    if (upos & CLOSED && is_country(document, token, facts))
        return Q_PROPN;
    if (!(token->shape & Q_SHAPE_FIRST)) {
        if (upos & CLOSED)
            return upos & (CLOSED | Q_ADV);
        return Q_PROPN | (facts & DEMONYM ? (uint32_t)Q_ADJ : 0) | (facts & SMALL ? upos : 0);
    }
    if (facts & SMALL)
        return upos;
    if (facts & PROPER)
        return Q_PROPN;
    return facts & NAME && !(upos & CLOSED) ? upos | Q_PROPN : upos;
}

/* The set of a token by itself. */
static uint16_t alone(const q_document *document, const q_token *token, uint32_t facts)
{
    if (token->shape & Q_SHAPE_PUNCT)
        return of_mark(document, token);
    if (token->shape & Q_SHAPE_DIGIT)
        return token->shape & Q_SHAPE_CAPITAL ? Q_PROPN | Q_NUM : q_is_letter((unsigned char)document->text[token->end - 1])
                                                                      ? Q_NUM | Q_NOUN | Q_ADJ : Q_NUM;
    if (token->shape & Q_SHAPE_CAPITAL)
        return (uint16_t)capital_alone(document, token, facts);
    uint32_t small = facts & UPOS & ~(uint32_t)(facts & DEMONYM ? Q_PROPN | Q_ADJ : Q_PROPN);
    return (uint16_t)(small ? small : facts & UPOS);
}

/* What is left of a set where only these are possible; all of it where none of them is in it. */
static uint32_t keep(uint32_t upos, uint32_t possible)
{
    uint32_t kept = upos & possible;
    return kept ? kept : upos;
}

/* "to" before what can be a base form is the infinitive's; "to them" is not. */
static uint32_t narrow_to(uint32_t upos, const q_token *next, uint32_t facts)
{
    if (!next)
        return upos;
    if (next->upos & (Q_VERB | Q_AUX) && !(facts & INFLECTED))
        return keep(upos, Q_PART);
    return next->upos & Q_ADV ? upos : keep(upos, Q_ADP);
}

static uint32_t narrow_clitic(uint32_t upos, const q_token *before)
{
    return keep(upos, before && !(before->upos & ~(Q_PRON | Q_ADV | Q_SCONJ | Q_DET)) ? Q_AUX : Q_PART);
}

/* By the kind of the word before, adverbs and "not" left out of sight. */
static uint32_t narrow(uint32_t upos, const q_token *before, uint32_t kind, uint32_t facts)
{
    upos = keep(keep(upos, after_kind[kind]), after_class(before->upos));
    if (kind == MODAL && upos & Q_VERB && facts & BASE)
        return keep(upos, Q_VERB | Q_AUX);
    if (kind == TO && before->upos == Q_PART)
        return keep(upos, Q_VERB | Q_AUX | Q_ADV);
    if (kind == HAVE && facts & PARTICIPLE)
        return keep(upos, Q_VERB | Q_AUX);
    if (kind == BE && facts & (PARTICIPLE | ING))
        return keep(upos, ~(uint32_t)Q_NOUN);
    return kind == BE && facts & (BASE | THIRD) ? keep(upos, ~(uint32_t)Q_VERB) : upos;
}

/* Narrows the set of a token by its neighbours; gives its kind for those behind it. `facts` are of all lexemes. */
static uint32_t narrow_by_neighbours(const uint32_t *facts, q_token *token, const q_token *before, const q_token *next,
                                     uint32_t last)
{
    uint32_t own = facts[token->lexeme], kind = own >> KIND_SHIFT & KIND_MASK, upos = token->upos;
    if (before)
        upos = narrow(upos, before, last, own);
    if (kind == TO)
        upos = narrow_to(upos, next, next ? facts[next->lexeme] : 0);
    else if (kind == CLITIC_S)
        upos = narrow_clitic(upos, before);
    token->upos = (uint16_t)upos;
    return kind == CLITIC_S && upos == Q_PART ? ARTICLE : kind;
}

quoth_status q_wordclass_sets(q_document *document)
{
    quoth_status status = gather(document);
    if (status != QUOTH_OK || !document->tokens.n)
        return status;
    const uint32_t *facts = document->numbers.at;
    uint32_t last = OTHER; /* kind of the last word that was no adverb */
    q_token *before = NULL, *token = document->tokens.at, *end = token + document->tokens.n, *next;
    token->upos = alone(document, token, facts[token->lexeme]);
    for (; token < end; before = token, token = next) {
        next = token + 1;
        if (next < end)
            next->upos = alone(document, next, facts[next->lexeme]);
        if (before && before->sentence != token->sentence)
            before = NULL;
        uint32_t kind = narrow_by_neighbours(facts, token, before, next < end ? next : NULL, last);
        last = token->upos & ~(Q_ADV | Q_PART) || kind == TO || kind == ARTICLE ? kind : last;
    }
    document->numbers.n = 0;
    return QUOTH_OK;
}
