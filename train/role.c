#include "role.h"

#include <stdlib.h>
#include <string.h>

#include "quotes.h"
#include "sequence.h"

enum { BITS = 18, STEP_BITS = 13, EPOCHS = 7 };

static const float most = 150; /* of a weight; half as much as the largest */

static void label(const q_window *w, uint8_t *labels, q_span span, uint8_t begin, uint8_t inside)
{
    for (uint32_t i = span.start; i < span.end; i++)
        if (i >= w->first && i < w->end)
            labels[i - w->first] = i == span.start || i == w->first ? begin : inside;
}

/* The labels of the gold quote of a cue; none where it has none. */
static void gold_labels(const q_window *w, const train_article *article, uint32_t gold, uint8_t *labels)
{
    memset(labels, Q_ROLE_NONE, Q_WINDOW_MAX);
    if (gold == Q_NONE)
        return;
    const train_article_quote *quote = &article->quotes[gold];
    for (uint32_t i = 0; i < quote->pieces; i++)
        label(w, labels, quote->content[i], Q_ROLE_BEGIN, Q_ROLE_CONTENT);
    label(w, labels, quote->source, Q_ROLE_SOURCE_BEGIN, Q_ROLE_SOURCE);
    for (uint32_t i = 1; i < w->end - w->first; i++)
        if (!q_role_follows(labels[i - 1], labels[i]))
            labels[i]--;
}

static void put_window(sequence *s, const q_window *w, const uint8_t *labels)
{
    uint32_t features[Q_ROLE_FEATURES_MAX], steps[Q_ROLE_STEPS_MAX];
    sequence_clear(s);
    for (uint32_t i = w->first; i < w->end; i++)
        sequence_put(s, features, q_window_features(w, i, features), steps, q_window_steps(w, i, steps), labels[i - w->first]);
}

static void learn(train_job *job, train_articles *corpus, uint32_t without, sequence_model *model)
{
    sequence s = {0};
    uint8_t labels[Q_WINDOW_MAX];
    q_window *window = train_allocate(1, sizeof *window);
    uint32_t *order = train_allocate(corpus->count, sizeof *order);
    for (uint32_t epoch = 0; epoch < EPOCHS; epoch++) {
        uint32_t wrong = 0;
        train_shuffle(job, order, corpus->count);
        for (uint32_t i = 0; i < corpus->count; i++) {
            train_article *article = &corpus->at[order[i]];
            for (uint32_t j = 0; article->fold != without && j < article->document.cues.n; j++) {
                q_window_set(window, &article->document, j);
                gold_labels(window, article, gold_of_cue(article, &window->cue), labels);
                put_window(&s, window, labels);
                wrong += sequence_learn(model, &s);
            }
        }
        fprintf(stderr, "role %u epoch %u: %u wrong\n", without, epoch, wrong);
    }
    free(order);
    free(window);
}

void train_roles(train_job *job, train_articles *corpus, quotes_models *models)
{
    for (uint32_t fold = 0; fold < QUOTES_MODELS; fold++) {
        sequence_model model = sequence_model_new(Q_ROLE_LABELS, BITS, Q_ROLE_STRIDE, STEP_BITS, Q_ROLE_STEP_STRIDE, q_role_follows);
        learn(job, corpus, fold, &model);
        train_average(model.tokens);
        train_average(model.steps);
        train_limit(model.tokens, most);
        train_limit(model.steps, most);
        models->role[fold] = quotes_quantise(model.tokens);
        models->role_step[fold] = quotes_quantise(model.steps);
        sequence_model_free(&model);
    }
}
