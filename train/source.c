#include <stdlib.h>
#include <string.h>

#include "origin.h"
#include "quotes.h"
#include "ranking.h"

enum { BITS = 18, EPOCHS = 5 };

static const double rate = 0.02, decay = 1e-6;
static const float least = 0.5f; /* quotes less likely than that are left out */

static uint32_t target_of(const q_origins *all, q_span gold)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (all->at[i].span.start == gold.start && all->at[i].span.end == gold.end)
            return i;
    return Q_NONE;
}

/* The quote of a gold cue; a source that is no candidate tells nothing. Gives whether the right one was missed. */
static int put_choice(quotes_reader *r, const q_proposal *p, const quotes_found *found, uint32_t gold, ranking *choices)
{
    uint32_t features[Q_ORIGIN_FEATURES_MAX];
    q_span source = r->article->quotes[gold].source;
    q_origin_candidates(&p->window, &found->reading, p->before, &r->origins);
    uint32_t target = target_of(&r->origins, source);
    if (target == Q_NONE && source.start < source.end)
        return 1;
    for (uint32_t k = 0; k < r->origins.n; k++)
        ranking_put(choices, 0, features, q_origin_features(&p->window, &found->reading, &r->origins.at[k], features));
    ranking_close(choices, target, r->article->fold);
    return 0;
}

/* From quotes found in articles that the models did not learn from, where they have a gold quote. */
void train_sources(train_job *job, train_articles *corpus, quotes_models *models)
{
    ranking choices = {0};
    uint32_t missed = 0;
    quotes_found found;
    quotes_reader *r = train_allocate(1, sizeof *r);
    for (uint32_t i = 0; i < corpus->count; i++) {
        quotes_read_article(r, &corpus->at[i], models, 0);
        for (const q_proposal *p; (p = quotes_read_cue(r, models, &found));) {
            uint32_t gold = gold_of_cue(&corpus->at[i], &corpus->at[i].document.cues.at[p->cue]);
            if (found.reading.pieces && found.confidence > least && gold != Q_NONE)
                missed += (uint32_t)put_choice(r, p, &found, gold, &choices);
        }
    }
    fprintf(stderr, "sources: %u choices, %u candidates, %u features, %u without the right one\n", choices.groups.n,
            choices.ends.n, choices.features.n, missed);
    train_weights *table = train_weights_new(BITS, 1, 1);
    ranking_learn(job, &choices, QUOTES_ALL, table, EPOCHS, rate, decay);
    models->source = quotes_quantise(table);
    train_weights_free(table);
    ranking_free(&choices);
    free(r);
}
