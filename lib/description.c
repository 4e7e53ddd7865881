/* description.c - whom a description of a story means: the old man, the General, her mother. What turns on the same noun is the
 * same person, as long as it was met not far back; a noun written with a capital is as good as a name. What somebody is to
 * somebody else (her mother, his friend) is the same person as long as it is said of the same one. */
#include "cast.h"
#include "source.h"

#include <string.h>

enum { NEAR_TOKENS = 3000 };

static const float known = 0.9f, fresh = 1.0f;

static int is_capital(const q_cast *cast, uint32_t token)
{
    return (cast->document->tokens.at[token].shape & (Q_SHAPE_CAPITAL | Q_SHAPE_FIRST)) == Q_SHAPE_CAPITAL;
}

/* Marks the nouns that head the source of a quote anywhere: only these make figures of descriptions that speak nowhere yet. */
int q_descriptions_open(q_cast *cast)
{
    const q_document *document = cast->document;
    if (!Q_APPEND(document->allocator, &cast->speaking, document->lexemes.n + 1))
        return -1;
    memset(cast->speaking.at, 0, cast->speaking.n);
    for (uint32_t i = 0; i < document->mentions.n; i++)
        if (cast->sources.at[i] && document->mentions.at[i].kind == Q_MENTION_NOMINAL)
            cast->speaking.at[document->tokens.at[document->mentions.at[i].head].lexeme] = 1;
    return 0;
}

/* ---- whose ---- */

/* Whom "his" and "her" at a token mean: the likeliest before it; or Q_NONE. */
static uint32_t owner_by_pronoun(const q_cast *cast, uint32_t token)
{
    q_ranking ranks;
    q_mention pronoun = {.first = token, .end = token + 1, .head = token, .kind = Q_MENTION_PRONOUN, .entity = Q_NONE,
                         .entity_kind = QUOTH_PERSON, .person = 3, .span = q_token_span(cast->document, token, token + 1),
                         .gender = q_cast_is(cast, token, "her") ? QUOTH_GENDER_FEMALE : QUOTH_GENDER_MALE};
    q_salience_rank(cast, &pronoun, &ranks);
    return ranks.n ? q_cast_mention(cast, ranks.at[0].mention)->entity : Q_NONE;
}

/* The figure whose mother, friend or servant is meant: her mother, my friend, Ann's brother; or Q_NONE. */
static uint32_t owner_of(const q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    if (q_token_in(cast->document, row->first, "his her"))
        return owner_by_pronoun(cast, row->first);
    if (q_token_in(cast->document, row->first, "my"))
        return q_cast_is_inside(cast, row) ? Q_NONE : cast->narrator;
    if (mention + 1 == cast->document->mentions.n)
        return Q_NONE;
    const q_mention *next = q_cast_mention(cast, mention + 1);
    return next->kind == Q_MENTION_NAME && next->first == row->first && next->end < row->head ? next->entity : Q_NONE;
}

/* Key of a noun said of somebody's: her mother. */
static uint64_t owned_key(uint32_t owner, uint32_t word)
{
    return (((uint64_t)owner << 32 | word) + 1) * 0x9E3779B97F4A7C15u;
}

/* ---- which ---- */

/* The word that tells one of several: the old man, the other lady; Q_NONE for none. */
static uint32_t telling_word(const q_cast *cast, const q_mention *row)
{
    for (uint32_t i = row->first + 1; i < row->head; i++)
        if (q_token_in(cast->document, i, "old elderly young elder eldest younger youngest first second third fourth other little"))
            return cast->document->tokens.at[i].lexeme;
    return Q_NONE;
}

/* Whether such words tell a description from the one that made the figure. */
static int is_told_apart(const q_cast *cast, const q_mention *row, const q_figure *figure)
{
    uint32_t word = figure->named || figure->mention == Q_NONE ? Q_NONE : telling_word(cast, row);
    uint32_t other = word == Q_NONE ? Q_NONE : telling_word(cast, q_cast_mention(cast, figure->mention));
    return other != Q_NONE && word != other;
}

/* The figure met last that the noun describes, or is the title of; no lady is Lady Ann. */
static uint32_t find(const q_cast *cast, const q_mention *row, uint32_t word)
{
    uint32_t best = Q_NONE, at = cast->role_heads.at[word];
    int any = !is_capital(cast, row->head) && q_token_in(cast->document, row->head, "lady lord sir miss");
    for (int n = 0; n < Q_CHAIN_MAX && at != Q_NONE; n++, at = cast->bearers.at[at].next) {
        uint32_t index = cast->bearers.at[at].figure;
        const q_figure *figure = &cast->figures.at[index];
        int near = row->first - figure->last <= NEAR_TOKENS || (!figure->named && is_capital(cast, row->head));
        if (figure->kind == QUOTH_PERSON && !figure->plural && near && !(any && figure->named) &&
            !q_genders_clash(row->gender, figure->gender) && !is_told_apart(cast, row, figure) &&
            (best == Q_NONE || figure->last > cast->figures.at[best].last))
            best = index;
    }
    return best;
}

static uint32_t create(q_cast *cast, uint32_t mention)
{
    const q_token *tokens = cast->document->tokens.at;
    uint32_t index = q_figure_new(cast, mention);
    const q_mention *row = q_cast_mention(cast, mention);
    if (index == Q_NONE)
        return Q_NONE;
    cast->figures.at[index].kind = QUOTH_PERSON;
    cast->figures.at[index].text = (q_span){tokens[row->first].start, tokens[row->head].end};
    return index;
}

/* Whether the words bring in somebody new: a man, another voice. */
static int is_new(const q_cast *cast, const q_mention *row)
{
    return q_token_in(cast->document, row->first, "a an another");
}

/* Whether the words mean nobody in particular: in general, any lady, my dear. */
static int is_vague(const q_cast *cast, const q_mention *row)
{
    if (row->first == row->head)
        return !(cast->document->tokens.at[row->head].shape & Q_SHAPE_CAPITAL);
    return q_token_in(cast->document, row->first, "any no every each some") || q_token_in(cast->document, row->head, "dear");
}

/* Whether a description that is no source can be left alone: a vague one, or one of somebody else that is a source nowhere. */
static int is_idle(const q_cast *cast, const q_mention *row)
{
    int speaks = cast->speaking.at[cast->document->tokens.at[row->head].lexeme];
    return is_vague(cast, row) || (!speaks && q_token_in(cast->document, row->first, "his her my"));
}

/* A description is shown as it is said of somebody known: the old man, once he was an old man. */
static void show(q_cast *cast, const q_mention *row, uint32_t index)
{
    const q_document *document = cast->document;
    q_figure *figure = &cast->figures.at[index];
    if (figure->named || figure->text.start >= figure->text.end || !q_token_in(document, row->first, "the") ||
        q_token_in(document, q_token_from(document, figure->text.start), "the"))
        return;
    figure->text = (q_span){document->tokens.at[row->first].start, document->tokens.at[row->head].end};
}

int q_description_link(q_cast *cast, uint32_t mention, int needed)
{
    const q_mention *row = q_cast_mention(cast, mention);
    q_role role;
    if (row->plural || row->coordinated || (row->entity_kind != QUOTH_PERSON && !needed))
        return q_nominal_link(cast, mention, needed);
    if (!needed && is_idle(cast, row))
        return 0;
    if (q_role_read(cast, row->head, row->head + 1, &role))
        return -1;
    uint32_t index = q_cast_character(cast, row), owner = owner_of(cast, mention);
    uint64_t key = owner == Q_NONE || !role.count ? 0 : owned_key(owner, role.words[0]);
    if (index == Q_NONE && key)
        index = q_form_find(cast, key);
    if (index == Q_NONE && !key && role.count && !(needed && is_new(cast, row)))
        index = find(cast, row, role.words[0]);
    float certainty = index == Q_NONE ? fresh : known;
    if (index == Q_NONE && !needed && !cast->speaking.at[cast->document->tokens.at[row->head].lexeme])
        return 0;
    if (index == Q_NONE && ((index = create(cast, mention)) == Q_NONE || q_role_give(cast, index, &role)))
        return -1;
    q_cast_link(cast, mention, index, certainty);
    show(cast, row, index);
    return key ? q_form_add(cast, key, index) : 0;
}
