/* nominal - roles: what titles, appositions and descriptions say of a person, and whom a description means by it. */
#include "cast.h"

#include <string.h>

static int figure_has_role(const q_figure *figure, uint32_t lexeme)
{
    for (uint32_t i = 0; i < figure->role_count; i++)
        if (figure->roles[i] == lexeme)
            return 1;
    return 0;
}

void q_role_read(const q_cast *cast, uint32_t first, uint32_t end, q_role *role)
{
    memset(role, 0, sizeof *role);
    for (uint32_t i = first; i < end; i++) {
        const q_lexeme *lexeme = q_cast_lexeme(cast, i);
        const q_token *token = &cast->document->tokens.at[i];
        uint32_t places = Q_LEX_DEMONYM | Q_LEX_COUNTRY | Q_LEX_CAPITAL;

        if ((lexeme->flags & places) != 0 && (token->shape & Q_SHAPE_CAPITAL) != 0 && lexeme->entry->country != 0) {
            if (role->country == 0)
                role->country = lexeme->entry->country;
            continue;
        }
        if ((token->shape & Q_SHAPE_PUNCT) != 0 || (lexeme->flags & Q_LEX_TITLE_MODIFIER) != 0 || lexeme->length < 3 ||
            strcmp(lexeme->folded, "the") == 0 || strcmp(lexeme->folded, "for") == 0)
            continue;
        if (strcmp(lexeme->folded, "head") == 0 || strcmp(lexeme->folded, "chief") == 0)
            role->heads = 1;
        if (role->count < Q_ROLE_MAX)
            role->words[role->count++] = token->lexeme;
    }
}

int q_role_give(q_cast *cast, uint32_t index, const q_role *role)
{
    q_figure *figure = &cast->figures.at[index];

    if (figure->country == 0)
        figure->country = role->country;
    for (uint32_t i = 0; i < role->count && figure->role_count < Q_ROLE_MAX; i++) {
        if (figure_has_role(figure, role->words[i]))
            continue;
        figure->roles[figure->role_count++] = role->words[i];
        if (q_figure_bear(cast, &cast->role_heads.at[role->words[i]], index) != 0)
            return -1;
    }
    return 0;
}

/* Whether the figure carries all words of the role; the head of a body needs what tells the body only ("state", "foreign"). */
static int role_fits(const q_cast *cast, const q_figure *figure, const q_role *role)
{
    uint32_t met = 0;

    if (figure->kind != QUOTH_PERSON || q_countries_clash(cast, figure->country, role->country))
        return 0;
    for (uint32_t i = 0; i < role->count; i++) {
        const q_lexeme *lexeme = &cast->document->lexemes.at[role->words[i]];

        if (figure_has_role(figure, role->words[i]))
            met++;
        else if (!role->heads || ((lexeme->flags & Q_LEX_ORG) == 0 && strcmp(lexeme->folded, "head") != 0 &&
                                  strcmp(lexeme->folded, "chief") != 0))
            return 0;
    }
    return met > 0;
}

/* The figure last seen that fits the role. */
static uint32_t role_find(const q_cast *cast, const q_role *role, uint8_t gender)
{
    uint32_t best = Q_NONE;

    for (uint32_t i = 0; i < role->count; i++) {
        uint32_t at = cast->role_heads.at[role->words[i]];

        for (int n = 0; n < Q_CHAIN_MAX && at != Q_NONE; n++, at = cast->bearers.at[at].next) {
            uint32_t index = cast->bearers.at[at].figure;
            const q_figure *figure = &cast->figures.at[index];

            if (q_genders_clash(gender, figure->gender) || !role_fits(cast, figure, role))
                continue;
            if (best == Q_NONE || figure->last > cast->figures.at[best].last)
                best = index;
        }
    }
    return best;
}

/* "the American diplomat": the person of that country who was mentioned last. */
static uint32_t country_find(const q_cast *cast, const q_role *role, uint8_t gender)
{
    for (uint32_t back = 1; back <= Q_RECENT_MAX && back <= cast->recent_count; back++) {
        uint32_t index = q_cast_mention(cast, cast->recent[(cast->recent_count - back) % Q_RECENT_MAX])->entity;
        const q_figure *figure;

        if (role->country == 0 || index == Q_NONE)
            continue;
        figure = &cast->figures.at[index];
        if (figure->kind == QUOTH_PERSON && figure->named && figure->country != 0 && !q_genders_clash(gender, figure->gender) &&
            !q_countries_clash(cast, figure->country, role->country))
            return index;
    }
    return Q_NONE;
}

/* A description as an entity of its own: the same words mean the same, "a ..." is always new. */
static int own(q_cast *cast, uint32_t mention, const q_role *role)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint64_t form = q_form_of(cast, 'd', row->first, row->end);
    int indefinite = !row->plural && !row->definite;
    uint32_t index = indefinite ? Q_NONE : q_form_find(cast, form);

    if (index == Q_NONE) {
        index = q_figure_new(cast, mention);
        if (index == Q_NONE || q_form_add(cast, form, index) != 0 ||
            (!row->plural && q_role_give(cast, index, role) != 0))
            return -1;
    }
    q_cast_link(cast, mention, index, 0.9f);
    return 0;
}

int q_nominal_link(q_cast *cast, uint32_t mention, int needed)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t index = q_cast_character(cast, row);
    q_role role;

    q_role_read(cast, row->first, row->end, &role);
    if (index == Q_NONE && row->definite && !row->plural && row->entity_kind == QUOTH_PERSON) {
        index = role_find(cast, &role, row->gender);
        if (index == Q_NONE)
            index = country_find(cast, &role, row->gender);
    }
    if (index != Q_NONE) {
        q_cast_link(cast, mention, index, 0.85f);
        return cast->figures.at[index].country == 0 || role.heads ? q_role_give(cast, index, &role) : 0;
    }
    return needed ? own(cast, mention, &role) : 0;
}
