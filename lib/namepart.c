#include "namepart.h"

#include "lexeme.h"

enum {
    NICKNAME_MAX = 3,   /* words */
    SHORT_MAX = 10,     /* bytes of an abbreviation */
    LONG_MORE = 5       /* words that it can stand for, more than it has letters */
};

static void put(q_token *tokens, uint32_t first, uint32_t end, q_name begin)
{
    for (uint32_t i = first; i < end; i++)
        tokens[i].name = (uint8_t)(i == first ? begin : begin + 1);
}

/* ---- nicknames in marks ---- */

/* The token after a mark, a nickname and a mark that stand at `first`; Q_NONE when they do not. In brackets a nickname is known as
 * a first name: what else stands there tells of a party, a state, an agency. */
static uint32_t nickname_end(const q_document *document, uint32_t first, uint32_t end)
{
    const q_token *tokens = document->tokens.at;
    int bracket = !(tokens[first].shape & Q_SHAPE_QUOTE);
    uint32_t at = first + 1;
    if (!q_is_nickname_mark(document, first))
        return Q_NONE;
    while (at < end && at <= first + NICKNAME_MAX && tokens[at].shape & Q_SHAPE_CAPITAL &&
           (!bracket || q_token_lexeme(document, at)->flags & Q_LEX_FIRST_NAME))
        at++;
    if (at == first + 1 || at + 1 >= end || !q_is_nickname_mark(document, at))
        return Q_NONE;
    return tokens[at + 1].shape & Q_SHAPE_CAPITAL && q_name_is_person(tokens[at + 1].name) ? at + 1 : Q_NONE;
}

/* Robert “Bob” Hale, Maria (Mia) Lopez: what stands in marks after a word of a person's name, and amid it, belongs to it. */
static void join_nickname(const q_document *document, q_token *tokens, uint32_t at, uint32_t end)
{
    uint32_t last = at + 1 < end ? nickname_end(document, at + 1, end) : Q_NONE;
    for (uint32_t k = at + 1; last != Q_NONE && k <= last; k++)
        tokens[k].name = Q_NAME_I_PERSON;
}

/* ---- first names and initials ---- */

static int is_first_name(const q_document *document, uint32_t token)
{
    return document->tokens.at[token].shape & Q_SHAPE_CAPITAL && q_token_lexeme(document, token)->flags & Q_LEX_FIRST_NAME;
}

/* Justice John | G. Roberts: a first name before the initial that a person's name begins with. */
static void join_initial(const q_document *document, q_token *tokens, uint32_t at)
{
    if (tokens[at].name != Q_NAME_B_PERSON || !at || !q_is_initial(q_token_lexeme(document, at)) ||
        !is_first_name(document, at - 1) || tokens[at - 1].sentence != tokens[at].sentence || tokens[at - 1].name == Q_NAME_I_PERSON)
        return;
    put(tokens, at - 1, at + 1, Q_NAME_B_PERSON);
}

/* Omar | bin | Rashid: names on both sides of a particle that none but persons have. */
static void join_particle(const q_document *document, q_token *tokens, uint32_t at, uint32_t end)
{
    if (at + 2 >= end || !is_first_name(document, at) || !q_token_in(document, at + 1, "bin ibn bint") ||
        !(tokens[at + 2].shape & Q_SHAPE_CAPITAL) || !tokens[at + 2].name)
        return;
    if (!q_name_is_person(tokens[at].name))
        tokens[at].name = Q_NAME_B_PERSON;
    for (uint32_t k = at + 1; k <= at + 2 || (k < end && q_name_is_inside(tokens[k].name)); k++)
        tokens[k].name = Q_NAME_I_PERSON;
}

/* Anne | - | Marie Lund: a first name and a hyphen before the name of a person. */
static void join_hyphen(const q_document *document, q_token *tokens, uint32_t at)
{
    if (tokens[at].name != Q_NAME_B_PERSON || at < 2 || !q_token_is(document, at - 1, "-"))
        return;
    const q_token *first = &tokens[at - 2], *hyphen = &tokens[at - 1];
    if (first->name || hyphen->name || !(first->shape & Q_SHAPE_CAPITAL) || first->sentence != tokens[at].sentence ||
        (hyphen->shape | tokens[at].shape) & Q_SHAPE_SPACE_BEFORE)
        return;
    put(tokens, at - 2, at + 1, Q_NAME_B_PERSON);
}

/* ---- titles ---- */

/* Chief Justice | Adams: a title of two words before a surname makes no body of it. */
static void part_title(const q_document *document, q_token *tokens, uint32_t at, uint32_t end)
{
    if (!tokens[at].name || q_name_is_person(tokens[at].name) || at + 2 >= end || !q_name_is_inside(tokens[at + 1].name) ||
        !q_name_is_inside(tokens[at + 2].name))
        return;
    uint32_t last = at + 3, words;
    if (!q_lexeme_phrase(document, at, at + 2, Q_LEX_TITLE | Q_LEX_ROLE, &words))
        return;
    while (last < end && q_name_is_inside(tokens[last].name))
        last++;
    if ((q_token_lexeme(document, last - 1)->flags & (Q_LEX_SURNAME | Q_LEX_ORG)) != Q_LEX_SURNAME)
        return;
    tokens[at].name = tokens[at + 1].name = Q_NAME_NONE;
    put(tokens, at + 2, last, Q_NAME_B_PERSON);
}

/* Hurricane | Ida: a storm is nobody. */
static void join_storm(const q_document *document, q_token *tokens, uint32_t at, uint32_t end)
{
    if (at + 1 >= end || !(tokens[at].shape & tokens[at + 1].shape & Q_SHAPE_CAPITAL) ||
        !q_token_in(document, at, "storm hurricane typhoon cyclone") ||
        (tokens[at + 1].name && !q_name_is_person(tokens[at + 1].name)) ||
        (at + 2 < end && tokens[at + 2].name == Q_NAME_I_PERSON))
        return;
    put(tokens, at, at + 2, Q_NAME_B_OTHER);
}

/* ---- abbreviations ---- */

/* The letters of the abbreviation that are left when those of a word have been found from its end on; the first of them only at
 * the beginning of a word. */
static uint32_t letters_left(const q_lexeme *word, const q_lexeme *abbreviation, uint32_t left)
{
    for (uint32_t i = word->length; i-- > 0 && left > 0;)
        if (word->folded[i] == abbreviation->folded[left - 1] && (left > 1 || i == 0))
            left--;
    return left;
}

static int is_abbreviation(const q_document *document, uint32_t token)
{
    uint32_t length = q_token_lexeme(document, token)->length;
    return length > 1 && length <= SHORT_MAX && (document->tokens.at[token].shape & (Q_SHAPE_UPPER | Q_SHAPE_PUNCT)) == Q_SHAPE_UPPER;
}

uint32_t q_long_form(const q_document *document, uint32_t bracket)
{
    const q_token *tokens = document->tokens.at;
    if (bracket + 2 >= document->tokens.n || !q_token_is(document, bracket, "(") || !q_token_is(document, bracket + 2, ")") ||
        !is_abbreviation(document, bracket + 1))
        return Q_NONE;
    const q_lexeme *abbreviation = q_token_lexeme(document, bracket + 1);
    uint32_t first = document->sentences.at[tokens[bracket].sentence].first, left = abbreviation->length, words = left + LONG_MORE;
    for (uint32_t i = bracket; i-- > first && words-- > 0;) {
        left = q_is_punct(document, i) ? left : letters_left(q_token_lexeme(document, i), abbreviation, left);
        if (!left)
            return tokens[i].shape & Q_SHAPE_CAPITAL && i + 1 < bracket ? i : Q_NONE;
    }
    return Q_NONE;
}

/* Alliance | to | Reclaim Our Schools (AROS): the name of a body is as long as its abbreviation says, where that is a name. */
static void join_long_form(const q_document *document, q_token *tokens, uint32_t bracket)
{
    uint32_t first = q_long_form(document, bracket);
    uint8_t name = first == Q_NONE ? Q_NAME_NONE : tokens[bracket + 1].name;
    if (!name || q_name_is_person(name))
        return;
    for (uint32_t i = first; i < bracket; i++)
        if (q_name_is_person(tokens[i].name) || tokens[i].shape & Q_SHAPE_QUOTE)
            return;
    put(tokens, first, bracket, q_name_begin(name));
}

/* ---- all ---- */

void q_name_parts_join(q_document *document)
{
    q_token *tokens = document->tokens.at;
    for (uint32_t i = 0; i < document->tokens.n; i++) {
        uint32_t end = document->sentences.at[tokens[i].sentence].end;
        if (q_name_is_person(tokens[i].name))
            join_nickname(document, tokens, i, end);
        part_title(document, tokens, i, end);
        join_initial(document, tokens, i);
        join_hyphen(document, tokens, i);
        join_particle(document, tokens, i, end);
        join_storm(document, tokens, i, end);
        join_long_form(document, tokens, i);
    }
}
