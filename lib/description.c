/* description.c - whom a description of a story means: the old man, the General, her mother. What turns on the same noun is the
 * same person, as long as it was met not far back; a noun written with a capital is as good as a name. */
#include "cast.h"

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

/* The figure met last that the noun describes, or is the title of. */
static uint32_t find(const q_cast *cast, const q_mention *row, uint32_t word)
{
    uint32_t best = Q_NONE, at = cast->role_heads.at[word];
    for (int n = 0; n < Q_CHAIN_MAX && at != Q_NONE; n++, at = cast->bearers.at[at].next) {
        uint32_t index = cast->bearers.at[at].figure;
        const q_figure *figure = &cast->figures.at[index];
        int near = row->first - figure->last <= NEAR_TOKENS || (!figure->named && is_capital(cast, row->head));
        if (figure->kind == QUOTH_PERSON && !figure->plural && near && !q_genders_clash(row->gender, figure->gender) &&
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

int q_description_link(q_cast *cast, uint32_t mention, int needed)
{
    const q_mention *row = q_cast_mention(cast, mention);
    q_role role;
    if (row->plural || row->coordinated || (row->entity_kind != QUOTH_PERSON && !needed))
        return q_nominal_link(cast, mention, needed);
    if (q_role_read(cast, row->head, row->head + 1, &role))
        return -1;
    uint32_t index = q_cast_character(cast, row);
    if (index == Q_NONE && role.count)
        index = find(cast, row, role.words[0]);
    float certainty = index == Q_NONE ? fresh : known;
    if (index == Q_NONE && !needed && !cast->speaking.at[cast->document->tokens.at[row->head].lexeme])
        return 0;
    if (index == Q_NONE && ((index = create(cast, mention)) == Q_NONE || q_role_give(cast, index, &role)))
        return -1;
    q_cast_link(cast, mention, index, certainty);
    return 0;
}
