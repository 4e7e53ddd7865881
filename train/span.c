#include "span.h"

#include <stdlib.h>
#include <string.h>

#include "quotes.h"
#include "ranking.h"

enum { BITS = 18, EPOCHS = 5 };

static const double rate = 0.02, decay = 1e-6;

void quotes_read_article(quotes_reader *r, train_article *article)
{
    r->article = article;
    r->before = (q_span){0, 0};
    r->sentence = Q_NONE;
}

static q_reading read_cue(quotes_reader *r, uint32_t cue, const quotes_models *models, int all)
{
    q_document *document = &r->article->document;
    uint32_t which = all ? (uint32_t)QUOTES_ALL : r->article->fold, sentence = document->tokens.at[document->cues.at[cue].first].sentence;
    if (sentence != r->sentence)
        r->before = (q_span){0, 0};
    r->sentence = sentence;
    q_window_set(&r->window, document, cue);
    q_reading reading = q_window_read(&r->window, &models->role[which].linear, &models->role_step[which].linear);
    q_span_candidates(&r->window, &reading, &r->candidates);
    return reading;
}

/* The candidate that is the gold content, or the nearest one that has most of it. */
static uint32_t target_of(const train_article *article, const q_contents *all, uint32_t gold)
{
    uint32_t best = Q_NONE;
    double most = .5;
    for (uint32_t i = 0; gold != Q_NONE && i < all->n; i++) {
        double overlap = quotes_overlap(&article->document, article->quotes[gold].content, article->quotes[gold].pieces,
                                        all->at[i].piece, all->at[i].pieces);
        if (overlap > most) {
            most = overlap;
            best = i;
        }
    }
    return best;
}

void train_spans(train_job *job, train_articles *corpus, quotes_models *models)
{
    ranking choices = {0};
    uint32_t features[Q_SPAN_FEATURES_MAX];
    quotes_reader *r = train_allocate(1, sizeof *r);
    for (uint32_t i = 0; i < corpus->count; i++)
        for (uint32_t j = 0; j < corpus->at[i].document.cues.n; j++) {
            quotes_read_article(r, &corpus->at[i]);
            q_reading reading = read_cue(r, j, models, 0);
            for (uint32_t k = 0; k < r->candidates.n; k++)
                ranking_put(&choices, features, q_span_features(&r->window, &reading, &r->candidates.at[k], features));
            ranking_close(&choices, target_of(&corpus->at[i], &r->candidates, gold_of_cue(&corpus->at[i], &r->window.cue)));
        }
    fprintf(stderr, "spans: %u choices, %u candidates, %u features\n", choices.groups.n, choices.ends.n, choices.features.n);
    train_weights *table = train_weights_new(BITS, 1, 1);
    ranking_learn(job, &choices, table, EPOCHS, rate, decay);
    models->span = quotes_quantise(table);
    train_weights_free(table);
    ranking_free(&choices);
    free(r);
}

int quotes_read_cue(quotes_reader *r, uint32_t cue, const quotes_models *models, int all, quotes_found *found)
{
    found->reading = read_cue(r, cue, models, all);
    uint32_t best = q_span_choose(&r->window, &found->reading, &r->candidates, &models->span.linear, &found->confidence);
    if (found->reading.source.start < found->reading.source.end)
        r->before = found->reading.source;
    if (best == Q_NONE)
        return 0;
    found->reading.pieces = r->candidates.at[best].pieces;
    memcpy(found->reading.piece, r->candidates.at[best].piece, sizeof found->reading.piece);
    return found->confidence > 0.5f;
}

void find_quotes(train_articles *corpus, const quotes_models *models, int all, float least, quotes_list *found)
{
    quotes_reader *r = train_allocate(1, sizeof *r);
    for (uint32_t i = 0; i < corpus->count; i++) {
        quotes_read_article(r, &corpus->at[i]);
        for (uint32_t j = 0; j < corpus->at[i].document.cues.n; j++) {
            quotes_found row = {0};
            q_span before = r->before;
            quotes_read_cue(r, j, models, all, &row);
            if (row.confidence < least || !row.reading.pieces)
                continue;
            if (models->source.bytes) {
                float p;
                q_origin_candidates(&r->window, &row.reading, before, &r->origins);
                uint32_t origin = q_origin_choose(&r->window, &row.reading, &r->origins, &models->source.linear, &p);
                row.reading.source = origin == Q_NONE ? (q_span){0, 0} : r->origins.at[origin].span;
            }
            quotes_found *put = Q_APPEND(&q_malloc_allocator, &found[i].rows, 1);
            if (!put)
                train_fail("out of memory", "quotes");
            *put = row;
        }
    }
    free(r);
}
