/* name.c - persons, organisations, places and other names, learned.
 *
 * A text is read twice. The second reading knows how each word was read wherever the text has it: a surname alone is a person
 * where the full name is clear (Krishnan and Manning, An effective two-stage model for exploiting non-local dependencies in
 * named entity recognition, ACL 2006). */
#include "namepart.h"
#include "namer.h"
#include "rooms.h"

#include <string.h>

typedef struct sums { /* of the weights of a token's features; 256 of them fit */
    int16_t of[Q_NAME_CLASSES];
} sums;

typedef struct reader {
    const quoth_allocator *allocator;
    q_linear weights;
    q_namer namer;
    q_name_scores scores;
    Q_ROWS(sums) first; /* of the tokens that are read, from the first reading */
} reader;

static void set_steps(reader *r)
{
    for (uint32_t before = 0; before < Q_NAME_COUNT; before++) {
        int32_t steps[Q_NAME_CLASSES] = {0};
        q_linear_add(&r->weights, q_namer_step(before), steps);
        r->scores.step[before][Q_NAME_NONE] = 0;
        for (int k = 0; k < Q_NAME_CLASSES; k++)
            r->scores.step[before][k + 1] = (float)steps[k];
    }
    q_namer_bar(&r->scores);
}

static void add(const q_linear *weights, const uint32_t *features, uint32_t n, sums *out)
{
    sums made = *out;
    q_linear_add_rows(weights, features, n, made.of, Q_NAME_CLASSES);
    *out = made;
}

/* Finds the labels of a stretch by the sums of its tokens. */
static void label(reader *r, const sums *scores, q_token *tokens)
{
    uint8_t labels[Q_NAME_STRETCH];
    for (uint32_t i = 0; i < r->namer.end - r->namer.first; i++) {
        r->scores.token[i][Q_NAME_NONE] = 0;
        for (int k = 0; k < Q_NAME_CLASSES; k++)
            r->scores.token[i][k + 1] = scores[i].of[k];
    }
    q_namer_label(&r->scores, r->namer.end - r->namer.first, labels);
    for (uint32_t token = r->namer.first; token < r->namer.end; token++)
        tokens[token].name = labels[token - r->namer.first];
}

static quoth_status read_first(reader *r, q_token *tokens)
{
    uint32_t features[Q_NAME_FEATURES_MAX];
    while (q_namer_stretch(&r->namer)) {
        uint32_t n = r->namer.end - r->namer.first;
        sums *scores = Q_APPEND(r->allocator, &r->first, n);
        if (!scores)
            return QUOTH_E_MEMORY;
        memset(scores, 0, n * sizeof *scores);
        for (uint32_t i = 0; i < n; i++)
            add(&r->weights, features, q_namer_features(&r->namer, r->namer.first + i, features), &scores[i]);
        label(r, scores, tokens);
    }
    return QUOTH_OK;
}

static void read_again(reader *r, q_token *tokens)
{
    uint32_t features[Q_NAME_FEATURES_MAX], at = 0;
    q_namer_count(&r->namer);
    while (q_namer_stretch(&r->namer)) {
        sums *scores = r->first.at + at;
        for (uint32_t token = r->namer.first; token < r->namer.end; token++, at++)
            add(&r->weights, features, q_namer_vote_features(&r->namer, token, features), &r->first.at[at]);
        label(r, scores, tokens);
    }
}

/* A name of several words, the last of which is clearly a person's, is a person's. */
static void settle_persons(const q_namer *namer, q_token *tokens, uint32_t count)
{
    for (uint32_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && q_name_is_inside(tokens[end].name);)
            end++;
        if (end - first == 1 || tokens[first].name == Q_NAME_B_PERSON || !q_namer_is_person(namer, end - 1))
            continue;
        for (uint32_t i = first; i < end; i++)
            tokens[i].name = i == first ? Q_NAME_B_PERSON : Q_NAME_I_PERSON;
    }
}

/* ---- the room ---- */

quoth_status q_room_name(q_document *document)
{
    reader r = {.allocator = document->allocator};
    size_t size = 0;
    const void *section = q_model_section(document->model, "name", &size);
    if (q_linear_open(&r.weights, section, size) || r.weights.stride != Q_NAME_CLASSES)
        return QUOTH_OK;
    q_arena_mark before = q_arena_now(&document->arena);
    if (q_namer_begin(&r.namer, document) != QUOTH_OK)
        return QUOTH_E_MEMORY;
    set_steps(&r);
    quoth_status status = read_first(&r, document->tokens.at);
    if (status == QUOTH_OK)
        read_again(&r, document->tokens.at);
    settle_persons(&r.namer, document->tokens.at, document->tokens.n);
    q_name_parts_join(document);
    for (uint32_t i = 0; i < document->tokens.n && !document->named; i++)
        document->named = document->tokens.at[i].name != Q_NAME_NONE;
    Q_ROWS_FREE(r.allocator, &r.first);
    q_arena_back(&document->arena, before);
    return status;
}
