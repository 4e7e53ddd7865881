#include "analyze.h"

#include "rooms.h"

const q_room q_rooms[] = {
    {"paragraph", q_room_paragraph, 1, 0},
    {"quotemark", q_room_quotemark, 1, 0},
    {"sentence", q_room_sentence, 1, 0},
    {"token", q_room_token, 1, 0},
    {"genre", q_room_genre, 1, 1},
    {"tag", q_room_tag, 1, 0},
    {"lemma", q_room_lemma, 0, 1},
    {"name", q_room_name, 0, 1},
    {"arc", q_room_arc, 0, 1},
    {"mention", q_room_mention, 1, 0},
    {"quote", q_room_quote, 1, 0},
    {"attribution", q_room_attribution, 1, 0},
    {"content", q_room_content, 0, 1},
    {"coreference", q_room_coreference, 1, 0},
    {"scope", q_room_scope, 0, 0},
};
const size_t q_room_count = sizeof q_rooms / sizeof *q_rooms;

void q_document_reset(q_document *document)
{
    document->paragraphs.n = document->regions.n = document->sentences.n = document->tokens.n = 0;
    document->lexemes.n = document->seen.n = document->mentions.n = document->pieces.n = document->quotes.n = 0;
    document->marked.n = document->entities.n = document->candidates.n = document->lexeme_slots.n = 0;
    document->written.n = document->token_blocks.n = 0;
    document->named = 0;
    document->lists = NULL;
    document->nodes.n = document->cues.n = 0;
    document->spans.n = document->numbers.n = 0;
    document->story = 0;
    q_arena_reset(&document->arena);
}

/* Tells how many steps are done; the copy of the result comes after the rooms. */
static int stopped(quoth_progress_fn progress, void *context, size_t steps)
{
    return progress && progress(context, (double)steps / (double)(q_room_count + 1));
}

static int skipped(const q_settings *settings, const q_room *room)
{
    return (settings->direct_only && !room->direct) || (room->english && !settings->english);
}

quoth_status q_analyze(q_document *document, const char *text, uint32_t length, quoth_progress_fn progress, void *context)
{
    q_document_reset(document);
    document->text = text;
    document->length = length;
    for (size_t i = 0; i < q_room_count; i++) {
        if (stopped(progress, context, i))
            return QUOTH_E_CANCELLED;
        if (skipped(document->settings, &q_rooms[i]))
            continue;
        quoth_status status = q_rooms[i].run(document);
        if (status != QUOTH_OK)
            return status;
    }
    return stopped(progress, context, q_room_count) ? QUOTH_E_CANCELLED : QUOTH_OK;
}

void q_document_free(q_document *document)
{
    const quoth_allocator *allocator = document->allocator;
    Q_ROWS_FREE(allocator, &document->paragraphs);
    Q_ROWS_FREE(allocator, &document->regions);
    Q_ROWS_FREE(allocator, &document->sentences);
    Q_ROWS_FREE(allocator, &document->tokens);
    Q_ROWS_FREE(allocator, &document->lexemes);
    Q_ROWS_FREE(allocator, &document->seen);
    Q_ROWS_FREE(allocator, &document->mentions);
    Q_ROWS_FREE(allocator, &document->nodes);
    Q_ROWS_FREE(allocator, &document->cues);
    Q_ROWS_FREE(allocator, &document->pieces);
    Q_ROWS_FREE(allocator, &document->quotes);
    Q_ROWS_FREE(allocator, &document->marked);
    Q_ROWS_FREE(allocator, &document->entities);
    Q_ROWS_FREE(allocator, &document->candidates);
    Q_ROWS_FREE(allocator, &document->pins);
    Q_ROWS_FREE(allocator, &document->lexeme_slots);
    Q_ROWS_FREE(allocator, &document->written);
    Q_ROWS_FREE(allocator, &document->token_blocks);
    Q_ROWS_FREE(allocator, &document->spans);
    Q_ROWS_FREE(allocator, &document->numbers);
    q_arena_free(&document->arena);
}
