/* entity.c - figures to entities, in the order of their first mention; then those that only speak. */
#include "cast.h"

#include <string.h>

q_span q_figure_name(const q_cast *cast, const q_figure *figure)
{
    const q_mention *row = q_cast_mention(cast, figure->mention);
    const q_token *tokens = cast->document->tokens.at;
    if (row->name.start >= row->name.end || figure->kind == QUOTH_GROUP || cast->document->story)
        return figure->text.start < figure->text.end ? figure->text : row->span;
    return (q_span){tokens[row->name.start].start, tokens[row->name.end - 1].end};
}

/* The entity of a figure, which is made where there is none yet; Q_NONE when memory ends. */
static uint32_t publish(q_cast *cast, uint32_t *place, uint32_t index, uint32_t first)
{
    const q_figure *figure = &cast->figures.at[index];
    if (place[index] != Q_NONE)
        return place[index];
    q_entity *entity = Q_APPEND(cast->document->allocator, &cast->document->entities, 1);
    if (!entity)
        return Q_NONE;
    memset(entity, 0, sizeof *entity);
    entity->given = figure->given;
    entity->first = first;
    entity->kind = figure->kind;
    entity->gender = figure->gender;
    entity->named = figure->named;
    entity->character = figure->character;
    if (figure->mention != Q_NONE)
        entity->text = q_figure_name(cast, figure);
    place[index] = cast->document->entities.n - 1;
    return place[index];
}

static int publish_mentions(q_cast *cast, uint32_t *place)
{
    q_document *document = cast->document;
    for (uint32_t i = 0; i < document->mentions.n; i++) {
        q_mention *row = &document->mentions.at[i];
        if (row->entity == Q_NONE)
            continue;
        row->entity = publish(cast, place, row->entity, i);
        if (row->entity == Q_NONE)
            return -1;
        document->entities.at[row->entity].mentions++;
    }
    return 0;
}

static int publish_speaker(q_cast *cast, uint32_t *place, uint32_t *figure)
{
    if (*figure != Q_NONE && (*figure = publish(cast, place, *figure, cast->document->mentions.n)) == Q_NONE)
        return -1;
    return 0;
}

int q_cast_publish(q_cast *cast, uint32_t *place)
{
    q_document *document = cast->document;
    for (uint32_t i = 0; i < cast->figures.n; i++)
        place[i] = Q_NONE;
    if (publish_mentions(cast, place))
        return -1;
    for (uint32_t i = 0; i < document->quotes.n; i++)
        if (publish_speaker(cast, place, &document->quotes.at[i].speaker) ||
            publish_speaker(cast, place, &document->quotes.at[i].addressee))
            return -1;
    for (uint32_t i = 0; i < document->candidates.n; i++)
        if (publish_speaker(cast, place, &document->candidates.at[i].entity))
            return -1;
    return 0;
}
