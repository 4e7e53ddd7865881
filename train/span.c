#include "span.h"

#include <stdlib.h>
#include <string.h>

#include "quotes.h"
#include "ranking.h"

enum { BITS = 18, EPOCHS = 5, BESIDE_BITS = 14, BESIDE_EPOCHS = 4 };

static const double rate = 0.02, decay = 1e-6;

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

static quotes_section learn(train_job *job, const ranking *choices, uint32_t without, uint32_t bits, uint32_t epochs)
{
    train_weights *table = train_weights_new(bits, 1, 1);
    ranking_learn(job, choices, without, table, epochs, rate, decay);
    quotes_section section = quotes_quantise(table);
    train_weights_free(table);
    return section;
}

static void put_spans(quotes_reader *r, train_article *article, const quotes_models *models, ranking *choices)
{
    uint32_t features[Q_SPAN_FEATURES_MAX];
    for (uint32_t i = 0; i < article->document.cues.n; i++) {
        q_window_set(&r->window, &article->document, i);
        q_reading reading = q_window_read(&r->window, &models->role[article->fold].linear,
                                          &models->role_step[article->fold].linear, &r->labelling);
        q_span_candidates(&r->window, &r->labelling, &reading, &r->candidates);
        for (uint32_t k = 0; k < r->candidates.n; k++)
            ranking_put(choices, 0, features, q_span_features(&r->window, &reading, &r->candidates, k, features));
        ranking_close(choices, target_of(article, &r->candidates, gold_of_cue(article, &r->window.cue)), article->fold);
    }
}

void train_spans(train_job *job, train_articles *corpus, quotes_models *models)
{
    ranking choices = {0};
    quotes_reader *r = train_allocate(1, sizeof *r);
    for (uint32_t i = 0; i < corpus->count; i++)
        put_spans(r, &corpus->at[i], models, &choices);
    fprintf(stderr, "spans: %u choices, %u candidates, %u features\n", choices.groups.n, choices.ends.n, choices.features.n);
    for (uint32_t fold = 0; fold < QUOTES_MODELS; fold++)
        models->span[fold] = learn(job, &choices, fold, BITS, EPOCHS);
    ranking_free(&choices);
    free(r);
}

static void put_beside(quotes_reader *r, train_article *article, const quotes_models *models, ranking *choices)
{
    uint32_t features[Q_PROPOSAL_FEATURES_MAX];
    quotes_read_article(r, article, models, 0);
    for (const q_proposal *p; (p = q_proposals_next(&r->proposals));) {
        for (uint32_t k = 0; k < p->contents.n; k++)
            ranking_put(choices, p->scores[k], features, q_proposal_features(&r->proposals, p, k, features));
        ranking_close(choices, target_of(article, &p->contents, gold_of_cue(article, &article->document.cues.at[p->cue])), article->fold);
    }
}

void train_beside(train_job *job, train_articles *corpus, quotes_models *models)
{
    ranking choices = {0};
    quotes_reader *r = train_allocate(1, sizeof *r);
    for (uint32_t i = 0; i < corpus->count; i++)
        put_beside(r, &corpus->at[i], models, &choices);
    models->beside = learn(job, &choices, QUOTES_ALL, BESIDE_BITS, BESIDE_EPOCHS);
    ranking_free(&choices);
    free(r);
}

void quotes_read_article(quotes_reader *r, train_article *article, const quotes_models *models, int all)
{
    uint32_t which = all ? (uint32_t)QUOTES_ALL : article->fold;
    r->article = article;
    q_proposals_begin(&r->proposals, &article->document, &models->role[which].linear, &models->role_step[which].linear,
                      &models->span[which].linear);
}

const q_proposal *quotes_read_cue(quotes_reader *r, const quotes_models *models, quotes_found *found)
{
    const q_proposal *p = q_proposals_next(&r->proposals);
    if (!p)
        return NULL;
    uint32_t best = q_proposal_choose(&r->proposals, p, &models->beside.linear, &found->confidence);
    found->reading = p->reading;
    found->reading.pieces = best == Q_NONE ? 0 : p->contents.at[best].pieces;
    if (best != Q_NONE)
        memcpy(found->reading.piece, p->contents.at[best].piece, sizeof found->reading.piece);
    return p;
}

void find_quotes(train_articles *corpus, const quotes_models *models, int all, float least, quotes_list *found)
{
    quotes_reader *r = train_allocate(1, sizeof *r);
    quotes_found row;
    for (uint32_t i = 0; i < corpus->count; i++) {
        quotes_read_article(r, &corpus->at[i], models, all);
        for (const q_proposal *p; (p = quotes_read_cue(r, models, &row));) {
            float unused;
            if (row.confidence < least || !row.reading.pieces)
                continue;
            q_origin_candidates(&p->window, &row.reading, p->before, &r->origins);
            uint32_t origin = q_origin_choose(&p->window, &row.reading, &r->origins, &models->source.linear, &unused);
            row.reading.source = origin == Q_NONE ? (q_span){0, 0} : r->origins.at[origin].span;
            quotes_found *put = Q_APPEND(&q_malloc_allocator, &found[i].rows, 1);
            if (!put)
                train_fail("out of memory", "quotes");
            *put = row;
        }
    }
    free(r);
}
