/* roleword.c - what titles, appositions and descriptions say of a figure: words for roles, bodies and countries. */
#include "cast.h"
#include "lexeme.h"

#include <string.h>

/* The row of a word among the roles of a figure, or their number. */
static uint32_t role_row(const q_figure *figure, uint32_t word)
{
    uint32_t i = 0;
    while (i < figure->role_count && figure->roles[i] != word)
        i++;
    return i;
}

int q_figure_has_role(const q_figure *figure, uint32_t word)
{
    return role_row(figure, word) < figure->role_count;
}

int q_figure_has_head(const q_figure *figure, uint32_t word)
{
    uint32_t row = role_row(figure, word);
    return row < figure->role_count && (figure->role_heads >> row & 1);
}

/* The lemma itself where the text has it; otherwise the first met of all its words. */
static uint32_t find_lemma(q_cast *cast, uint32_t lexeme)
{
    const q_entry *entry = cast->document->lexemes.at[lexeme].entry;
    if (!entry || entry->lemma == entry->key)
        return lexeme;
    const char *lemma = q_lexicon_string(cast->document->lexicon, entry->lemma);
    uint32_t found = q_lexeme_find(cast->document, lemma, strlen(lemma));
    if (found != Q_NONE)
        return found;
    uint64_t key = q_form_hash('l', lemma);
    found = q_form_find(cast, key);
    return found != Q_NONE ? found : q_form_add(cast, key, lexeme) == 0 ? lexeme : Q_NONE;
}

uint32_t q_role_lemma(q_cast *cast, uint32_t lexeme)
{
    q_role_word *word = &cast->role_words.at[lexeme];
    if (word->lemma == Q_NONE)
        word->lemma = find_lemma(cast, lexeme);
    return word->lemma;
}

enum { /* facts of a word */
    GOVERNS = 1,      /* a preposition: what follows tells whose or where */
    SAYS_NOTHING = 2,
    HEADS = 4
};

static uint32_t facts_of(const q_cast *cast, uint32_t token)
{
    const q_document *document = cast->document;
    q_role_word *word = &cast->role_words.at[document->tokens.at[token].lexeme];
    const q_lexeme *lexeme = q_cast_lexeme(cast, token);
    if (word->facts != Q_NONE)
        return word->facts;
    word->facts = q_token_in(document, token, "of for at in to with") ? GOVERNS : 0;
    if ((lexeme->flags & Q_LEX_TITLE_MODIFIER) || lexeme->length < 3 ||
        q_token_in(document, token, "the for this that his her its their our your my"))
        word->facts |= SAYS_NOTHING;
    if (q_token_in(document, token, "head chief"))
        word->facts |= HEADS;
    return word->facts;
}

int q_role_read(q_cast *cast, uint32_t first, uint32_t end, q_role *role)
{
    const uint32_t places = Q_LEX_DEMONYM | Q_LEX_COUNTRY | Q_LEX_CAPITAL;
    const uint32_t nouns = Q_LEX_ROLE | Q_LEX_ROLE_RARE | Q_LEX_KINSHIP | Q_LEX_TITLE | Q_LEX_ORG | Q_LEX_PUBLICATION;
    int governed = 0;
    memset(role, 0, sizeof *role);
    role->head = role->noun = Q_NONE;
    for (uint32_t i = first; i < end; i++) {
        const q_lexeme *lexeme = q_cast_lexeme(cast, i);
        const q_token *token = &cast->document->tokens.at[i];
        int capital = (token->shape & Q_SHAPE_CAPITAL) != 0;
        if ((lexeme->flags & places) && capital && lexeme->entry->country != 0) {
            role->country = role->country == 0 ? lexeme->entry->country : role->country;
            continue;
        }
        uint32_t facts = facts_of(cast, i);
        governed = governed || (facts & GOVERNS) != 0;
        if ((token->shape & Q_SHAPE_PUNCT) || (facts & SAYS_NOTHING))
            continue;
        if (facts & HEADS)
            role->heads = 1;
        if (role->count == Q_ROLE_MAX)
            continue;
        role->capital[role->count] = (uint8_t)capital;
        role->turns[role->count] = !governed && (lexeme->flags & nouns) != 0;
        role->words[role->count] = q_role_lemma(cast, token->lexeme);
        if (role->words[role->count++] == Q_NONE)
            return -1;
    }
    return 0;
}

int q_role_give(q_cast *cast, uint32_t index, const q_role *role)
{
    q_figure *figure = &cast->figures.at[index];
    if (figure->country == 0)
        figure->country = role->country;
    for (uint32_t i = 0; i < role->count && figure->role_count < Q_ROLE_MAX; i++) {
        if (q_figure_has_role(figure, role->words[i]))
            continue;
        figure->role_heads |= (uint8_t)(role->turns[i] << figure->role_count);
        figure->roles[figure->role_count++] = role->words[i];
        if (q_figure_bear(cast, &cast->role_heads.at[role->words[i]], index))
            return -1;
    }
    return 0;
}
