#include "quotes.h"

static void put(train_job *job, const char *name, const quotes_section *section)
{
    train_put(job, name, section->bytes, section->size);
}

static void score(train_job *job, train_articles *dev, const quotes_models *models)
{
    quotes_list *found = train_allocate(dev->count, sizeof *found);
    find_cues(dev, models, 1);
    report_cues(job, dev);
    find_quotes(dev, models, 1, 0.4f, found);
    quotes_score(job, dev, found);
}

void train_quote(train_job *job)
{
    quotes_models models = {0};
    train_articles corpus = articles_read(train_corpus(job, "news/polnear.train.jsonl"));
    train_articles dev = articles_read(train_corpus(job, "news/polnear.dev.jsonl"));
    train_cues(job, &corpus, &models);
    find_cues(&corpus, &models, 0);
    train_roles(job, &corpus, &models);
    train_spans(job, &corpus, &models);
    train_beside(job, &corpus, &models);
    train_sources(job, &corpus, &models);
    score(job, &dev, &models);
    put(job, "cue", &models.cue[QUOTES_ALL]);
    put(job, "cue.step", &models.cue_step[QUOTES_ALL]);
    put(job, "role", &models.role[QUOTES_ALL]);
    put(job, "role.step", &models.role_step[QUOTES_ALL]);
    put(job, "span", &models.span[QUOTES_ALL]);
    put(job, "beside", &models.beside);
    put(job, "source", &models.source);
    articles_free(&corpus);
    articles_free(&dev);
}
