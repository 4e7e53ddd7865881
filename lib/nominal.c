/* nominal.c - whom a description means, by the roles that figures are known to have. */
#include "cast.h"

#include <string.h>

static const float introduced = 0.7f; /* a role whose bearer is named later */
static const float surname = 0.9f; /* a noun that is somebody's surname */
static const float varied = 0.6f; /* a description that nothing in the text explains means the one who stands out */

enum {
    NEAR_SENTENCES = 4,     /* between a body and a word that any body can be called by */
    OPENING_PARAGRAPHS = 3, /* in which somebody may stand whom only a later sentence names */
    INTRODUCED_MAX = 40     /* mentions until that name */
};

/* Whether the name of the figure has the word: the department of the Department of Energy. */
static int is_named(const q_cast *cast, const q_figure *figure, uint32_t word)
{
    if (figure->mention == Q_NONE)
        return 0;
    const q_mention *row = q_cast_mention(cast, figure->mention);
    const q_lexeme *lexemes = cast->document->lexemes.at;
    for (uint32_t i = row->name.start; i < row->name.end; i++) {
        uint32_t own = cast->document->tokens.at[i].lexeme;
        if (own == word || (lexemes[own].entry && lexemes[word].entry &&
                            lexemes[own].entry->lemma == lexemes[word].entry->lemma))
            return 1;
    }
    return 0;
}

/* Whether the noun is somebody to somebody else: the spokesman of one is not that of the other. */
static int serves(const q_cast *cast, uint32_t token)
{
    return (q_cast_lexeme(cast, token)->flags & Q_LEX_KINSHIP) ||
           q_token_in(cast->document, token,
                      "spokesman spokeswoman spokesperson lawyer attorney aide adviser advisor assistant friend colleague");
}

typedef enum fit { FIT_NOT, FIT_LOOSE, FIT_WHOLE } fit;

/* Whether the figure carries all words of the role. The head of a body needs what tells the body only ("state", "foreign");
 * loosely, names of places and parties may be wanting. */
static fit role_fits(const q_cast *cast, const q_figure *figure, const q_role *role)
{
    uint32_t met = 0;
    fit found = FIT_WHOLE;
    if (q_countries_clash(cast, figure->country, role->country) ||
        (figure->kind == QUOTH_PERSON && !role->heads && role->head != Q_NONE && !q_figure_has_head(figure, role->head)))
        return FIT_NOT;
    for (uint32_t i = 0; i < role->count; i++) {
        const q_lexeme *lexeme = &cast->document->lexemes.at[role->words[i]];
        if (q_figure_has_role(figure, role->words[i]) || (figure->kind != QUOTH_PERSON && is_named(cast, figure, role->words[i])))
            met++;
        else if (role->capital[i] && role->words[i] != role->head && !(role->noun != Q_NONE && serves(cast, role->noun)))
            found = FIT_LOOSE;
        else if (!role->heads || ((lexeme->flags & Q_LEX_ORG) == 0 && strcmp(lexeme->folded, "head") &&
                                  strcmp(lexeme->folded, "chief")))
            return FIT_NOT;
    }
    return met > 0 ? found : FIT_NOT;
}

typedef struct search {
    uint32_t whole, loose, loose_count;
} search;

static void search_chain(const q_cast *cast, uint32_t at, const q_role *role, const q_mention *row, search *found)
{
    for (int n = 0; n < Q_CHAIN_MAX && at != Q_NONE; n++, at = cast->bearers.at[at].next) {
        uint32_t index = cast->bearers.at[at].figure;
        const q_figure *figure = &cast->figures.at[index];
        if (figure->kind != row->entity_kind || q_genders_clash(row->gender, figure->gender) || figure->plural || index == found->loose)
            continue;
        fit how = role_fits(cast, figure, role);
        if (how == FIT_WHOLE && (found->whole == Q_NONE || figure->last > cast->figures.at[found->whole].last))
            found->whole = index;
        if (how == FIT_LOOSE && figure->named) {
            found->loose = index;
            found->loose_count++;
        }
    }
}

/* The figure last seen that fits the role, or the only one that does so loosely. */
static uint32_t role_find(const q_cast *cast, const q_role *role, const q_mention *row, float *certainty)
{
    search found = {Q_NONE, Q_NONE, 0};
    for (uint32_t i = 0; i < role->count; i++) {
        search_chain(cast, cast->role_heads.at[role->words[i]], role, row, &found);
        if (row->entity_kind != QUOTH_PERSON)
            search_chain(cast, cast->name_heads.at[role->words[i]], role, row, &found);
    }
    *certainty = found.whole != Q_NONE ? 0.85f : 0.75f;
    return found.whole != Q_NONE ? found.whole : found.loose_count == 1 ? found.loose : Q_NONE;
}

/* "the American diplomat": the person of that country who was mentioned last. */
static uint32_t country_find(const q_cast *cast, const q_role *role, uint8_t gender)
{
    for (uint32_t back = 1; role->country != 0 && back <= Q_RECENT_MAX && back <= cast->recent_count; back++) {
        uint32_t index = q_cast_mention(cast, q_cast_recent(cast, back)->mention)->entity;
        if (index == Q_NONE)
            continue;
        const q_figure *figure = &cast->figures.at[index];
        if (figure->kind == QUOTH_PERSON && figure->named && figure->country != 0 && !q_genders_clash(gender, figure->gender) &&
            !q_countries_clash(cast, figure->country, role->country))
            return index;
    }
    return Q_NONE;
}

/* "the agency", "the company": the only named body in the sentences before. */
static uint32_t body_find(const q_cast *cast, const q_mention *row)
{
    const q_token *tokens = cast->document->tokens.at;
    uint32_t found = Q_NONE;
    if (row->end - row->first != 2 || !q_token_in(cast->document, row->head, "agency company organization organisation firm group "
                                                                             "newspaper paper network magazine outlet"))
        return Q_NONE;
    for (uint32_t back = 1; back <= Q_RECENT_MAX && back <= cast->recent_count; back++) {
        const q_mention *other = q_cast_mention(cast, q_cast_recent(cast, back)->mention);
        if (tokens[row->head].sentence - tokens[other->head].sentence > NEAR_SENTENCES)
            break;
        if (other->entity == Q_NONE || other->entity == found || !cast->figures.at[other->entity].named ||
            cast->figures.at[other->entity].kind != QUOTH_ORGANIZATION)
            continue;
        if (found != Q_NONE)
            return Q_NONE;
        found = other->entity;
    }
    return found;
}

static int is_indefinite(const q_cast *cast, const q_mention *row)
{
    return !row->plural && !row->definite && row->end - row->first > 1 && q_token_in(cast->document, row->first, "a an another one some");
}

/* Key of a description by its words: "the Dunn campaign", "Dunn's campaign". */
static uint64_t form_of(const q_cast *cast, const q_mention *row)
{
    uint64_t hash = q_form_of(cast, 'd', row->first, row->first);
    for (uint32_t i = row->first; i < row->end; i++)
        if (!q_token_in(cast->document, i, "the 's ' this that these those"))
            hash = hash * 31 + q_form_of(cast, 'd', i, i + 1);
    return hash;
}

/* A description as an entity of its own: the same words mean the same, "a ..." is always new. */
static int own(q_cast *cast, uint32_t mention, const q_role *role)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint64_t form = form_of(cast, row);
    uint32_t index = is_indefinite(cast, row) ? Q_NONE : q_form_find(cast, form);
    if (index == Q_NONE) {
        index = q_figure_new(cast, mention);
        if (index == Q_NONE || q_form_add(cast, form, index) || (!row->plural && q_role_give(cast, index, role)))
            return -1;
    }
    q_cast_link(cast, mention, index, 0.94f);
    return 0;
}

/* The figure of an earlier description, which becomes one now if it was none. */
static int figure_of(q_cast *cast, uint32_t mention, uint32_t *figure)
{
    if (q_cast_mention(cast, mention)->entity == Q_NONE && q_nominal_link(cast, mention, 1))
        return -1;
    *figure = q_cast_mention(cast, mention)->entity;
    return 0;
}

/* "A nurse ... the nurse": the same noun, not long ago. */
static int repeated_find(q_cast *cast, const q_mention *row, uint32_t head, uint32_t *figure)
{
    for (uint32_t back = 1; back <= Q_RECENT_MAX && back <= cast->recent_count; back++) {
        uint32_t other = q_cast_recent(cast, back)->mention;
        const q_mention *before = q_cast_mention(cast, other);
        if (before->first < row->first && before->kind == Q_MENTION_NOMINAL && before->entity_kind == row->entity_kind &&
            !before->plural && is_indefinite(cast, before) &&
            q_role_lemma(cast, cast->document->tokens.at[before->head].lexeme) == head)
            return figure_of(cast, other, figure);
    }
    return 0;
}

/* "A judge ruled ... Judge Ann Lee": a role in the opening of the text whose bearer is named soon after, with the role. */
static uint32_t introduced_find(q_cast *cast, uint32_t mention, uint32_t head)
{
    const q_document *document = cast->document;
    const q_mention *row = q_cast_mention(cast, mention);
    if (row->entity_kind != QUOTH_PERSON || row->plural || row->name.start < row->name.end ||
        document->sentences.at[document->tokens.at[row->head].sentence].paragraph >= OPENING_PARAGRAPHS)
        return Q_NONE;
    for (uint32_t i = mention + 1; i < document->mentions.n && i <= mention + INTRODUCED_MAX; i++) {
        const q_mention *other = q_cast_mention(cast, i);
        if (other->kind != Q_MENTION_NAME || other->entity_kind != QUOTH_PERSON || other->entity == Q_NONE ||
            q_genders_clash(row->gender, other->gender))
            continue;
        uint32_t role = other->first < other->name.start ? other->name.start - 1
                        : other->apposition != Q_NONE ? q_cast_mention(cast, other->apposition)->head : Q_NONE;
        if (role != Q_NONE && q_role_lemma(cast, document->tokens.at[role].lexeme) == head)
            return other->entity;
    }
    return Q_NONE;
}

/* "The Vermont senator": a role that may be said of somebody who was named before. Those who speak for others are others. */
static int may_vary(const q_cast *cast, const q_mention *row)
{
    return row->kind == Q_MENTION_NOMINAL && row->entity_kind == QUOTH_PERSON && !row->plural && q_cast_is(cast, row->first, "the") &&
           (q_cast_lexeme(cast, row->head)->flags & (Q_LEX_ROLE | Q_LEX_ROLE_RARE)) &&
           !serves(cast, row->head) && !q_token_in(cast->document, row->head, "official source officer witness");
}

/* "The 26-year-old", "the German": what anybody of that age or country may be called by. */
static int is_epithet(const q_cast *cast, const q_mention *row)
{
    int is_age = row->entity_kind == QUOTH_PERSON && q_token_is(cast->document, row->head, "old");
    int is_demonym = row->first + 1 == row->head && (q_cast_lexeme(cast, row->head)->flags & Q_LEX_DEMONYM) != 0;
    return row->kind == Q_MENTION_NOMINAL && !row->plural && q_cast_is(cast, row->first, "the") && (is_age || is_demonym);
}

/* "Hutch argues": one word with a capital that was tagged as a noun. */
static int is_capital_source(const q_cast *cast, const q_mention *row)
{
    const q_token *token = &cast->document->tokens.at[row->first];
    return row->end - row->first == 1 && row->kind == Q_MENTION_NOMINAL && !row->plural && (token->shape & Q_SHAPE_CAPITAL) &&
           token->xpos != Q_XPOS_NONE;
}

/* "His office" is that of whoever he is, not any office; his wife is the one who was named so. */
static int is_somebodys_body(const q_cast *cast, const q_mention *row)
{
    return row->entity_kind != QUOTH_PERSON && q_token_in(cast->document, row->first, "his her its their my our your");
}

/* Whom "the minister", "the company", "his brother" means by what is known of all figures; or Q_NONE. */
static uint32_t definite_find(q_cast *cast, uint32_t mention, int needed, const q_role *role, float *certainty)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t index = is_somebodys_body(cast, row) ? Q_NONE : role_find(cast, role, row, certainty);
    if (index == Q_NONE && needed && (index = introduced_find(cast, mention, role->head)) != Q_NONE)
        *certainty = introduced;
    if (index != Q_NONE)
        return index;
    return row->entity_kind == QUOTH_PERSON ? country_find(cast, role, row->gender) : body_find(cast, row);
}

/* Whom a source means that nothing so far explains. */
static int source_find(q_cast *cast, uint32_t mention, const q_role *role, uint32_t *index, float *certainty)
{
    const q_mention *row = q_cast_mention(cast, mention);
    if (!row->definite && (*index = introduced_find(cast, mention, role->head)) != Q_NONE)
        *certainty = introduced;
    if (row->definite && !row->plural && q_token_in(cast->document, row->first, "the this that") &&
        repeated_find(cast, row, role->head, index))
        return -1;
    int epithet = is_epithet(cast, row);
    if (*index != Q_NONE || !(epithet || may_vary(cast, row)))
        return 0;
    *index = epithet ? q_only_person(cast, mention) : Q_NONE;
    *index = *index != Q_NONE ? *index : q_salient_person(cast, mention);
    *certainty = *index != Q_NONE ? varied : *certainty;
    return 0;
}

int q_nominal_link(q_cast *cast, uint32_t mention, int needed)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t index = q_cast_character(cast, row), pair;
    float certainty = 0.85f;
    q_role role;
    int one = row->definite && !row->plural;
    if (index == Q_NONE && !needed && !one && !row->coordinated && q_coordination_meant(cast, row) == Q_NONE)
        return 0;
    if (q_role_read(cast, row->first, row->end, &role))
        return -1;
    role.head = q_role_lemma(cast, cast->document->tokens.at[row->head].lexeme);
    role.noun = row->head;
    if (index == Q_NONE && one)
        index = definite_find(cast, mention, needed, &role, &certainty);
    if (index == Q_NONE && needed && is_capital_source(cast, row) && (index = q_name_bearer(cast, row->first)) != Q_NONE)
        certainty = surname;
    if (index == Q_NONE && row->coordinated && q_coordination_find(cast, mention, &index))
        return -1;
    if (index == Q_NONE && (pair = q_coordination_meant(cast, row)) != Q_NONE && figure_of(cast, pair, &index))
        return -1;
    if (index == Q_NONE && needed && source_find(cast, mention, &role, &index, &certainty))
        return -1;
    if (index == Q_NONE)
        return needed ? own(cast, mention, &role) : 0;
    q_cast_link(cast, mention, index, certainty);
    return cast->figures.at[index].country == 0 || role.heads ? q_role_give(cast, index, &role) : 0;
}
