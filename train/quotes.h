/* quotes.h - the stages of learning to find quotes. Each later stage learns from what the earlier ones say of articles they did
 * not learn from (jackknife): the corpus falls into folds, and a stage is learned once without each fold and once from all. */
#ifndef TRAIN_QUOTES_H
#define TRAIN_QUOTES_H

#include "article.h"
#include "origin.h"
#include "proposal.h"
#include "weights.h"

enum { QUOTES_ALL = ARTICLE_FOLDS, QUOTES_MODELS = ARTICLE_FOLDS + 1 }; /* models: one without each fold, one from all */

typedef struct quotes_section {
    void *bytes;
    size_t size;
    q_linear linear;
} quotes_section;

typedef struct quotes_models { /* of each stage, learned without fold [i] */
    quotes_section cue[QUOTES_MODELS], cue_step[QUOTES_MODELS];
    quotes_section role[QUOTES_MODELS], role_step[QUOTES_MODELS];
    quotes_section span[QUOTES_MODELS];
    quotes_section beside;
    quotes_section source;
} quotes_models;

/* What was found, to be scored. */
typedef struct quotes_found {
    q_reading reading;
    float confidence;
} quotes_found;

typedef struct quotes_list {
    Q_ROWS(quotes_found) rows;
} quotes_list;

/* The section of a table, opened. */
quotes_section quotes_quantise(const train_weights *table);

void train_cues(train_job *job, const train_articles *corpus, quotes_models *models);

/* The cues of each article by a model that did not learn from it, or by the one from all. */
void find_cues(train_articles *corpus, const quotes_models *models, int all);

/* The gold quote whose cue a found cue is, or Q_NONE. */
uint32_t gold_of_cue(const train_article *article, const q_cue *cue);

/* Learns to label the words around cues, which find_cues found. */
void train_roles(train_job *job, train_articles *corpus, quotes_models *models);

/* Learns to choose the content of each cue by itself. */
void train_spans(train_job *job, train_articles *corpus, quotes_models *models);

/* Learns what the contents of the cues beside it change. */
void train_beside(train_job *job, train_articles *corpus, quotes_models *models);

/* Learns to choose the source of each quote that is found. */
void train_sources(train_job *job, train_articles *corpus, quotes_models *models);

/* The quotes of each article: what is more likely than `least` to be one. `all`: as find_cues. */
void find_quotes(train_articles *corpus, const quotes_models *models, int all, float least, quotes_list *found);

/* Reading the cues of an article in order. */
typedef struct quotes_reader {
    train_article *article;
    q_proposals proposals;
    q_window window;
    q_labelling labelling;
    q_contents candidates;
    q_origins origins;
} quotes_reader;

void quotes_read_article(quotes_reader *r, train_article *article, const quotes_models *models, int all);

/* The next cue and its content, of no pieces where it has none; NULL after the last. */
const q_proposal *quotes_read_cue(quotes_reader *r, const quotes_models *models, quotes_found *found);

void report_cues(train_job *job, const train_articles *dev);

/* How much of two sets of spans is common, in letters. */
double quotes_overlap(const q_document *document, const q_span *a, uint32_t n, const q_span *b, uint32_t m);

/* Scores what was found in each article: quotes, cues and sources as score.py, by tokens in place of letters. */
void quotes_score(train_job *job, const train_articles *gold, const quotes_list *found);

#endif
