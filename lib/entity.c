/* entity - figures to entities, in the order of their first mention. */
#include "cast.h"

#include <string.h>

static void entity_name(const q_cast *cast, const q_figure *figure, q_entity *entity)
{
    const q_mention *row = q_cast_mention(cast, figure->mention);
    const q_token *tokens = cast->document->tokens.at;

    entity->text = row->span;
    if (row->name.start >= row->name.end)
        return;
    entity->text.start = tokens[row->name.start].start;
    entity->text.end = tokens[row->name.end - 1].end;
}

/* Writes the entities in the order of their first mention and renumbers all that refers to figures. */
int q_cast_publish(q_cast *cast, uint32_t *place)
{
    q_document *document = cast->document;

    for (uint32_t i = 0; i < cast->figures.n; i++)
        place[i] = Q_NONE;
    for (uint32_t i = 0; i < document->mentions.n; i++) {
        q_mention *row = &document->mentions.at[i];
        q_entity *entity;

        if (row->entity == Q_NONE)
            continue;
        if (place[row->entity] == Q_NONE) {
            const q_figure *figure = &cast->figures.at[row->entity];

            entity = Q_APPEND(document->allocator, &document->entities, 1);
            if (entity == NULL)
                return -1;
            memset(entity, 0, sizeof *entity);
            entity->name = figure->mention == Q_NONE ? i : figure->mention;
            entity->first = i;
            entity->kind = figure->kind;
            entity->gender = figure->gender;
            entity->character = figure->character;
            entity_name(cast, figure, entity);
            place[row->entity] = document->entities.n - 1;
        }
        row->entity = place[row->entity];
        document->entities.at[row->entity].mentions++;
    }
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];

        quote->speaker = quote->speaker == Q_NONE ? Q_NONE : place[quote->speaker];
        quote->addressee = quote->addressee == Q_NONE ? Q_NONE : place[quote->addressee];
    }
    return 0;
}
