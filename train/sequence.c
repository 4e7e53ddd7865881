#include "sequence.h"

#include <stdlib.h>
#include <string.h>

#include "label.h"

sequence_model sequence_model_new(uint32_t labels, uint32_t bits, uint32_t align, uint32_t step_bits, uint32_t step_align,
                                  int (*follows)(uint32_t before, uint32_t label))
{
    return (sequence_model){labels, train_weights_new(bits, labels, align), train_weights_new(step_bits, labels * labels, step_align),
                            follows};
}

void sequence_model_free(sequence_model *model)
{
    train_weights_free(model->tokens);
    train_weights_free(model->steps);
}

void sequence_clear(sequence *s)
{
    s->features.n = s->step_features.n = s->ends.n = s->step_ends.n = s->gold.n = 0;
}

#define PUT(rows, from, count)                                                  \
    do {                                                                        \
        void *put_at = Q_APPEND(&q_malloc_allocator, rows, (count) + 1);        \
        if (!put_at)                                                            \
            train_fail("out of memory", "sequence");                            \
        (rows)->n--;                                                            \
        memcpy(put_at, from, (count) * sizeof *(rows)->at);                     \
    } while (0)

void sequence_put(sequence *s, const uint32_t *features, uint32_t count, const uint32_t *steps, uint32_t step_count, uint32_t gold)
{
    uint8_t label = (uint8_t)gold;
    PUT(&s->features, features, count);
    PUT(&s->step_features, steps, step_count);
    PUT(&s->ends, &s->features.n, 1);
    PUT(&s->step_ends, &s->step_features.n, 1);
    PUT(&s->gold, &label, 1);
}

static uint32_t start_of(const uint32_t *ends, uint32_t token)
{
    return token ? ends[token - 1] : 0;
}

/* The scores of the classes; those of the padding are left out. */
static void score_rows(const train_weights *table, const uint32_t *features, uint32_t count, float *scores)
{
    float room[64] = {0};
    train_scores(table, features, count, room);
    memcpy(scores, room, table->classes * sizeof *scores);
}

static void score(const sequence_model *model, sequence *s, uint32_t token)
{
    uint32_t labels = model->labels, from = start_of(s->ends.at, token), step_from = start_of(s->step_ends.at, token);
    float *scores = s->scores.at + (size_t)token * labels, *steps = s->steps.at + (size_t)token * labels * labels;
    score_rows(model->tokens, s->features.at + from, s->ends.at[token] - from, scores);
    score_rows(model->steps, s->step_features.at + step_from, s->step_ends.at[token] - step_from, steps);
    for (uint32_t i = 0; i < labels * labels; i++)
        if (!model->follows(i / labels, i % labels))
            steps[i] = Q_LABEL_NEVER;
    for (uint32_t k = 0; !token && k < labels; k++)
        if (!model->follows(0, k))
            scores[k] = Q_LABEL_NEVER;
}

#define ROOM(rows, count)                                                                             \
    do {                                                                                              \
        (rows)->n = 0;                                                                                \
        if (!Q_APPEND(&q_malloc_allocator, rows, count))                                              \
            train_fail("out of memory", "sequence");                                                  \
        memset((rows)->at, 0, (count) * sizeof *(rows)->at);                                          \
    } while (0)

static void move(sequence_model *model, const sequence *s, const uint8_t *path, float change)
{
    for (uint32_t i = 0; i < s->gold.n; i++) {
        uint32_t from = start_of(s->ends.at, i), step_from = start_of(s->step_ends.at, i);
        if (s->gold.at[i] != s->best.at[i])
            train_move(model->tokens, s->features.at + from, s->ends.at[i] - from, path[i], change);
        if (i && (s->gold.at[i] != s->best.at[i] || s->gold.at[i - 1] != s->best.at[i - 1]))
            train_move(model->steps, s->step_features.at + step_from, s->step_ends.at[i] - step_from,
                       path[i - 1] * model->labels + path[i], change);
    }
}

uint32_t sequence_learn(sequence_model *model, sequence *s)
{
    uint32_t count = s->gold.n, wrong = 0;
    if (!count)
        return 0;
    ROOM(&s->scores, (size_t)count * model->labels);
    ROOM(&s->steps, (size_t)count * model->labels * model->labels);
    ROOM(&s->back, (size_t)count * model->labels);
    ROOM(&s->best, count);
    for (uint32_t i = 0; i < count; i++)
        score(model, s, i);
    q_label_best(s->scores.at, s->steps.at, model->labels * model->labels, count, model->labels, s->back.at, s->best.at);
    for (uint32_t i = 0; i < count; i++)
        wrong += s->gold.at[i] != s->best.at[i];
    if (wrong) {
        move(model, s, s->gold.at, 1);
        move(model, s, s->best.at, -1);
    }
    model->tokens->now++;
    model->steps->now++;
    return wrong;
}
