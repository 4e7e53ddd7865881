/* variant - names: full names first, then the shorter forms that stand for them. */
#include "cast.h"

enum { FAR_MORE = 4 }; /* times as many mentions outweigh recency */

/* Whether a rather than b bears a shared name: the one met last, unless the other is named far more often. */
static int is_likelier(const q_figure *a, const q_figure *b)
{
    if (a->full > FAR_MORE * b->full || b->full > FAR_MORE * a->full)
        return a->full > b->full;
    return a->last > b->last;
}

/* Whether the word stands in the full name where this mention uses it: a first name first, a surname last. */
static int is_in_place(const q_cast *cast, const q_mention *row, const q_figure *figure)
{
    const q_mention *full = figure->mention == Q_NONE ? row : q_cast_mention(cast, figure->mention);
    const q_token *tokens = cast->document->tokens.at;
    uint32_t word = tokens[row->name.end - 1].lexeme, flags = q_cast_lexeme(cast, row->name.end - 1)->flags;
    int is_first = tokens[full->name.start].lexeme == word, is_last = tokens[full->name.end - 1].lexeme == word;

    if (row->first < row->name.start)
        return is_last || (is_first && (flags & Q_LEX_FIRST_NAME) != 0);
    if ((flags & Q_LEX_FIRST_NAME) != 0 && (flags & Q_LEX_SURNAME) == 0)
        return is_first;
    if (is_last && !is_first && (flags & Q_LEX_FIRST_NAME) != 0)
        return (q_cast_lexeme(cast, full->name.start)->flags & Q_LEX_FIRST_NAME) != 0;
    return is_first || is_last;
}

/* The likeliest bearer of a single name; `*rivals` counts all that fit. */
static uint32_t bearer_find(const q_cast *cast, const q_mention *row, uint32_t *rivals)
{
    uint32_t word = cast->document->tokens.at[row->name.end - 1].lexeme;
    uint32_t at = cast->name_heads.at[word], best = Q_NONE;

    *rivals = 0;
    for (int n = 0; n < Q_CHAIN_MAX && at != Q_NONE; n++, at = cast->bearers.at[at].next) {
        uint32_t index = cast->bearers.at[at].figure;
        const q_figure *figure = &cast->figures.at[index];

        if (figure->kind != QUOTH_PERSON || q_genders_clash(row->gender, figure->gender) || !is_in_place(cast, row, figure))
            continue;
        ++*rivals;
        if (best == Q_NONE || is_likelier(figure, &cast->figures.at[best]))
            best = index;
    }
    return best;
}

int q_name_titles(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t other = row->apposition;
    q_role role;

    if (row->first < row->name.start) {
        if (q_role_read(cast, row->first, row->name.start, &role) != 0 || q_role_give(cast, row->entity, &role) != 0)
            return -1;
    }
    if (other == Q_NONE || q_cast_mention(cast, other)->kind != Q_MENTION_NOMINAL)
        return 0;
    if (q_role_read(cast, q_cast_mention(cast, other)->first, q_cast_mention(cast, other)->end, &role) != 0)
        return -1;
    q_cast_link(cast, other, row->entity, 0.9f);
    return q_role_give(cast, row->entity, &role);
}

/* Names of two words or more, and the caller's characters. */
int q_name_full(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t index = q_cast_character(cast, row);

    if (index == Q_NONE && row->name.end - row->name.start < 2)
        return 0;
    if (index == Q_NONE)
        index = q_form_find(cast, q_form_of(cast, 'n', row->name.start, row->name.end));
    if (index == Q_NONE) {
        index = q_figure_new(cast, mention);
        if (index == Q_NONE || q_figure_register(cast, mention, index) != 0)
            return -1;
    } else if (cast->figures.at[index].mention == Q_NONE) {
        cast->figures.at[index].mention = mention;
        if (q_figure_register(cast, mention, index) != 0)
            return -1;
    }
    q_cast_link(cast, mention, index, 1.0f);
    return 0;
}

int q_name_short(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t rivals = 1, index = Q_NONE;

    if (row->entity_kind <= QUOTH_GROUP || row->entity_kind == QUOTH_OTHER)
        index = bearer_find(cast, row, &rivals);
    if (index == Q_NONE && row->entity_kind != QUOTH_PERSON)
        index = q_form_find(cast, q_form_of(cast, 'n', row->name.start, row->name.end));
    if (index == Q_NONE && (row->entity_kind == QUOTH_ORGANIZATION)) {
        index = bearer_find(cast, row, &rivals);
        if (index != Q_NONE && (q_cast_lexeme(cast, row->head)->flags & (Q_LEX_COUNTRY | Q_LEX_CAPITAL)) != 0)
            index = Q_NONE;
    }
    if (index == Q_NONE) {
        index = q_figure_new(cast, mention);
        if (index == Q_NONE || q_figure_register(cast, mention, index) != 0 || q_figure_enter(cast, index) != 0)
            return -1;
        rivals = 1;
    }
    q_cast_link(cast, mention, index, rivals > 1 ? 0.7f : 1.0f);
    return 0;
}
