#include "genre.h"

#include <math.h>
#include <stdlib.h>

#include "quotes.h"

enum { BITS = 12, EPOCHS = 12, PART = 1500 /* tokens of an example */ };

static const double rate = 0.05, slower = 0.8 /* from epoch to epoch */, decay = 1e-4, per_word = 100;

typedef struct example {
    const q_document *document;
    uint32_t first, end;
    int story;
} example;

typedef struct examples {
    Q_ROWS(example) rows;
} examples;

static void cut(examples *all, const train_articles *corpus, int story)
{
    for (uint32_t i = 0; i < corpus->count; i++)
        for (uint32_t first = 0; first < corpus->at[i].document.tokens.n; first += PART) {
            example *row = Q_APPEND(&q_malloc_allocator, &all->rows, 1);
            uint32_t rest = corpus->at[i].document.tokens.n - first;
            if (!row)
                train_fail("out of memory", "genre");
            *row = (example){&corpus->at[i].document, first, first + (rest < PART ? rest : PART), story};
        }
}

/* The sum of the weights, or, given an error, a step of each weight against it. */
static double visit(const example *e, train_weights *table, double error, uint32_t *words)
{
    double sum = 0;
    uint32_t features[Q_GENRE_FEATURES], n;
    for (uint32_t i = e->first; i < e->end; i++) {
        n = q_genre_features(e->document, i, features);
        *words += n > 0;
        for (uint32_t k = 0; k < n; k++) {
            float *weight = &table->weights[(features[k] & table->mask) * table->stride];
            sum += (double)*weight;
            *weight -= (float)(error + fabs(error) * decay * (double)*weight);
        }
    }
    return sum;
}

static double learn_example(const example *e, train_weights *table, double step)
{
    uint32_t words = 0;
    float *bias = &table->weights[Q_GENRE_BIAS & table->mask];
    double score = visit(e, table, 0, &words) * per_word / (words ? words : 1) + (double)*bias, p = 1 / (1 + exp(-score));
    double error = step * (p - e->story);
    *bias -= (float)error;
    visit(e, table, error * per_word / (words ? words : 1) / 10, &words);
    return (p > .5) != e->story;
}

static double share(train_articles *corpus, const q_linear *model)
{
    uint32_t stories = 0;
    for (uint32_t i = 0; i < corpus->count; i++)
        if (q_genre_decide(&corpus->at[i].document, model) == QUOTH_OK)
            stories += corpus->at[i].document.story;
    return corpus->count ? (double)stories / corpus->count : 0;
}

void train_genre(train_job *job)
{
    examples all = {0};
    train_articles news = articles_read(train_corpus(job, "news/polnear.train.jsonl"));
    train_articles novels = articles_read(train_corpus(job, "fiction/pdnc.train.jsonl"));
    train_articles tales = articles_read(train_corpus(job, "fiction/litbank.train.jsonl"));
    train_weights *table = train_weights_new(BITS, 1, 1);
    cut(&all, &news, 0);
    cut(&all, &novels, 1);
    cut(&all, &tales, 1);
    uint32_t *order = train_allocate(all.rows.n, sizeof *order);
    for (uint32_t epoch = 0; epoch < EPOCHS; epoch++) {
        double wrong = 0;
        train_shuffle(job, order, all.rows.n);
        for (uint32_t i = 0; i < all.rows.n; i++)
            wrong += learn_example(&all.rows.at[order[i]], table, rate * pow(slower, epoch));
        fprintf(stderr, "genre epoch %u: %.0f of %u wrong\n", epoch, wrong, all.rows.n);
    }
    quotes_section section = quotes_quantise(table);
    train_put(job, "genre", section.bytes, section.size);
    train_articles dev[] = {articles_read(train_corpus(job, "news/polnear.dev.jsonl")),
                            articles_read(train_corpus(job, "fiction/pdnc.dev.jsonl")),
                            articles_read(train_corpus(job, "fiction/litbank.dev.jsonl"))};
    train_report(job, "news.story", share(&dev[0], &section.linear));
    train_report(job, "pdnc.story", share(&dev[1], &section.linear));
    train_report(job, "litbank.story", share(&dev[2], &section.linear));
    for (int i = 0; i < 3; i++)
        articles_free(&dev[i]);
    articles_free(&news);
    articles_free(&novels);
    articles_free(&tales);
    train_weights_free(table);
    free(order);
    Q_ROWS_FREE(&q_malloc_allocator, &all.rows);
}
