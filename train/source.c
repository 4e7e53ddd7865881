#include <stdlib.h>
#include <string.h>

#include "origin.h"
#include "quotes.h"
#include "ranking.h"

enum { BITS = 18, EPOCHS = 5 };

static const double rate = 0.02, decay = 1e-6;

static uint32_t target_of(const q_origins *all, q_span gold)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (all->at[i].span.start == gold.start && all->at[i].span.end == gold.end)
            return i;
    return Q_NONE;
}

/* Quotes found in articles that the models did not learn from, where they have a gold quote; a source that is no candidate
 * tells nothing. */
void train_sources(train_job *job, train_articles *corpus, quotes_models *models)
{
    ranking choices = {0};
    uint32_t features[Q_ORIGIN_FEATURES_MAX], missed = 0;
    quotes_reader *r = train_allocate(1, sizeof *r);
    q_origins *all = train_allocate(1, sizeof *all);
    for (uint32_t i = 0; i < corpus->count; i++) {
        quotes_read_article(r, &corpus->at[i]);
        for (uint32_t j = 0; j < corpus->at[i].document.cues.n; j++) {
            quotes_found found;
            q_span before = r->before;
            uint32_t gold = gold_of_cue(&corpus->at[i], &corpus->at[i].document.cues.at[j]);
            if (!quotes_read_cue(r, j, models, 0, &found) || gold == Q_NONE)
                continue;
            q_span source = corpus->at[i].quotes[gold].source;
            q_origin_candidates(&r->window, &found.reading, before, all);
            uint32_t target = target_of(all, source);
            if (target == Q_NONE && source.start < source.end) {
                missed++;
                continue;
            }
            for (uint32_t k = 0; k < all->n; k++)
                ranking_put(&choices, features, q_origin_features(&r->window, &found.reading, &all->at[k], features));
            ranking_close(&choices, target);
        }
    }
    fprintf(stderr, "sources: %u choices, %u candidates, %u features, %u without the right one\n", choices.groups.n, choices.ends.n, choices.features.n, missed);
    train_weights *table = train_weights_new(BITS, 1, 1);
    ranking_learn(job, &choices, table, EPOCHS, rate, decay);
    models->source = quotes_quantise(table);
    train_weights_free(table);
    ranking_free(&choices);
    free(all);
    free(r);
}
