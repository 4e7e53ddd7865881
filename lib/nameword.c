#include "nameword.h"

#include <string.h>

#include "linear.h"
#include "utf8.h"

enum {
    LISTS = Q_LEX_FIRST_NAME | Q_LEX_SURNAME | Q_LEX_TITLE | Q_LEX_TITLE_MODIFIER | Q_LEX_ROLE | Q_LEX_ORG | Q_LEX_PUBLICATION |
            Q_LEX_DEMONYM | Q_LEX_COUNTRY | Q_LEX_CAPITAL | Q_LEX_ABBREVIATION | Q_LEX_COMMON | Q_LEX_KINSHIP | Q_LEX_WORK,
    LISTED = 1u << 30,   /* the lexicon has the word */
    LONG_WORD = 4,       /* bytes; shorter words keep their lower case in headlines */
    HEADLINE_WORDS = 3,  /* long words of a headline, at least */
    WEIGHT_STEP = 8,
    KEY_LETTERS = 4
};

q_name_shape q_name_shape_of(const q_document *document, const q_token *token)
{
    uint32_t letters = 0, upper = 0, dots = 0, joints = 0, next, lower = token->start;
    if (token->shape & Q_SHAPE_PUNCT)
        return Q_NAME_MARK;
    while (lower < token->end && (unsigned)(document->text[lower] - 'a') < 26)
        lower++;
    if (lower == token->end)
        return Q_NAME_LOWER;
    for (uint32_t i = token->start; i < token->end; i = next) {
        uint32_t c = q_utf8_at(document->text, i, &next);
        letters += (uint32_t)q_is_letter(c);
        upper += (uint32_t)q_is_upper(c);
        dots += c == '.';
        joints += i > token->start && (c == '-' || c == '\'' || c == 0x2019 || c == '&');
    }
    if (token->shape & Q_SHAPE_DIGIT)
        return letters ? Q_NAME_CODE : Q_NAME_NUMBER;
    if (!upper)
        return Q_NAME_LOWER;
    if (letters == 1)
        return dots ? Q_NAME_INITIAL : Q_NAME_LETTER;
    if (dots && upper == letters)
        return Q_NAME_ACRONYM;
    if (dots)
        return Q_NAME_SHORT;
    if (joints)
        return Q_NAME_JOINED;
    if (upper == letters)
        return Q_NAME_UPPER + (letters < 5 ? letters - 2 : 3);
    return upper == 1 && token->shape & Q_SHAPE_CAPITAL ? Q_NAME_CAPITAL : Q_NAME_MIXED;
}

int q_name_is_capital(q_name_shape shape)
{
    return shape >= Q_NAME_CAPITAL && shape <= Q_NAME_JOINED;
}

q_name_case q_name_case_of(const q_document *document, const q_sentence *sentence)
{
    uint32_t words = 0, capital = 0, upper = 0;
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        const q_token *token = &document->tokens.at[i];
        if (token->end - token->start < LONG_WORD || token->shape & (Q_SHAPE_PUNCT | Q_SHAPE_DIGIT))
            continue;
        words++;
        capital += (token->shape & Q_SHAPE_CAPITAL) != 0;
        upper += (token->shape & Q_SHAPE_UPPER) != 0;
    }
    if (words < HEADLINE_WORDS)
        return Q_NAME_CASE_TEXT;
    return upper * 5 >= words * 4 ? Q_NAME_CASE_UPPER : capital * 5 >= words * 4 ? Q_NAME_CASE_TITLE : Q_NAME_CASE_TEXT;
}

static uint32_t hash_of(const char *word, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)(word[i] >= '0' && word[i] <= '9' ? '0' : word[i])) * 16777619u;
    return hash ^ hash >> 15;
}

static q_name_word word_of(const q_lexeme *lexeme)
{
    const char *word = lexeme->folded;
    size_t length = lexeme->length;
    q_name_word facts = {.word = hash_of(word, length)};
    facts.beginning = hash_of(word, length < KEY_LETTERS ? length : KEY_LETTERS);
    for (size_t i = 0; i < 3; i++) {
        size_t n = length < i + 2 ? length : i + 2;
        facts.ending[i] = hash_of(word + length - n, n);
    }
    facts.lists = lexeme->flags & LISTS;
    if (lexeme->flags & Q_LEX_CUE_VERB && lexeme->flags & Q_LEX_TIER1)
        facts.lists |= Q_LEX_CUE_VERB;
    if (lexeme->entry)
        facts.lists |= LISTED;
    facts.weight = lexeme->entry ? lexeme->entry->weight / WEIGHT_STEP : 0;
    return facts;
}

typedef struct place { /* a token with its neighbours; Q_NONE: outside the sentence */
    uint32_t before, token, after;
} place;

static int is_capital(const q_document *document, uint32_t token)
{
    return token != Q_NONE && document->tokens.at[token].shape & Q_SHAPE_CAPITAL;
}

static uint32_t flags_at(const q_document *document, uint32_t token)
{
    return token == Q_NONE ? 0 : q_token_lexeme(document, token)->flags;
}

static int is_word(const q_document *document, uint32_t token, const char *words)
{
    return token != Q_NONE && q_token_in(document, token, words);
}

/* What one capitalised word in running text tells of its type. */
static uint32_t evidence(const q_document *document, place at)
{
    uint32_t seen = 0, before = flags_at(document, at.before), after = flags_at(document, at.after);
    int capital_before = is_capital(document, at.before), capital_after = is_capital(document, at.after);
    if (!(document->tokens.at[at.token].shape & Q_SHAPE_FIRST))
        seen |= Q_NAME_SEEN_CAPITAL;
    if (capital_before && before & Q_LEX_TITLE)
        seen |= Q_NAME_SEEN_TITLE;
    if (capital_before && before & Q_LEX_FIRST_NAME && !(before & Q_LEX_COMMON))
        seen |= Q_NAME_SEEN_FIRST_NAME;
    if (capital_after && after & Q_LEX_SURNAME && !(after & Q_LEX_COMMON))
        seen |= Q_NAME_SEEN_SURNAME;
    if (!capital_after && after & Q_LEX_CUE_VERB && after & Q_LEX_TIER1)
        seen |= Q_NAME_SEEN_CUE;
    if (is_word(document, at.before, "in from"))
        seen |= Q_NAME_SEEN_IN;
    if (is_word(document, at.before, "the"))
        seen |= Q_NAME_SEEN_THE;
    if (is_word(document, at.after, "'s '"))
        seen |= Q_NAME_SEEN_POSSESSIVE;
    if (is_word(document, at.before, "(") && is_word(document, at.after, ")"))
        seen |= Q_NAME_SEEN_BRACKET;
    if (!capital_before && !capital_after)
        seen |= Q_NAME_SEEN_ALONE;
    if (capital_before && !capital_after)
        seen |= Q_NAME_SEEN_LAST;
    return seen;
}

static void gather(const q_document *document, const q_sentence *sentence, q_name_word *words)
{
    if (q_name_case_of(document, sentence) != Q_NAME_CASE_TEXT)
        return;
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        const q_token *token = &document->tokens.at[i];
        place at = {i > sentence->first ? i - 1 : Q_NONE, i, i + 1 < sentence->end ? i + 1 : Q_NONE};
        words[token->lexeme].seen |= token->shape & Q_SHAPE_CAPITAL ? evidence(document, at) : Q_NAME_SEEN_LOWER;
    }
}

q_name_word *q_name_words(q_document *document)
{
    q_name_word *words = q_arena_allocate(&document->arena, (size_t)(document->lexemes.n + 1) * sizeof *words);
    for (uint32_t i = 0; words && i < document->lexemes.n; i++)
        words[i] = word_of(&document->lexemes.at[i]);
    for (uint32_t i = 0; words && i < document->sentences.n; i++)
        gather(document, &document->sentences.at[i], words);
    return words;
}
