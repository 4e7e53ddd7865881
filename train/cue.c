#include "cue.h"

#include <stdlib.h>
#include <string.h>

#include "quotes.h"
#include "sequence.h"

enum { BITS = 18, EPOCHS = 7 };

quotes_section quotes_quantise(const train_weights *table)
{
    quotes_section section;
    section.bytes = train_quantise(table, &section.size);
    q_linear_open(&section.linear, section.bytes, section.size);
    return section;
}

static void gold_labels(const train_article *article, uint8_t *labels)
{
    memset(labels, Q_CUE_OUTSIDE, article->document.tokens.n);
    for (uint32_t i = 0; i < article->count; i++)
        for (uint32_t j = article->quotes[i].cue.start; j < article->quotes[i].cue.end; j++)
            labels[j] = j == article->quotes[i].cue.start ? Q_CUE_BEGIN : Q_CUE_INSIDE;
}

static void put_sentence(sequence *s, const q_document *document, const q_sentence *sentence, const uint8_t *gold)
{
    uint32_t features[Q_CUE_FEATURES_MAX], step = Q_CUE_STEP;
    sequence_clear(s);
    for (uint32_t i = sentence->first; i < sentence->end && s->gold.n < Q_CUE_SENTENCE_MAX; i++)
        sequence_put(s, features, q_cue_features(document, i, sentence->first, sentence->end, features), &step, 1, gold[i]);
}

static void learn(train_job *job, const train_articles *corpus, uint8_t *const *gold, uint32_t without, sequence_model *model)
{
    sequence s = {0};
    uint32_t *order = train_allocate(corpus->count, sizeof *order);
    for (uint32_t epoch = 0; epoch < EPOCHS; epoch++) {
        uint32_t wrong = 0;
        train_shuffle(job, order, corpus->count);
        for (uint32_t i = 0; i < corpus->count; i++) {
            const train_article *article = &corpus->at[order[i]];
            for (uint32_t j = 0; article->fold != without && j < article->document.sentences.n; j++) {
                put_sentence(&s, &article->document, &article->document.sentences.at[j], gold[order[i]]);
                wrong += sequence_learn(model, &s);
            }
        }
        fprintf(stderr, "cue %u epoch %u: %u wrong\n", without, epoch, wrong);
    }
    free(order);
}

void train_cues(train_job *job, const train_articles *corpus, quotes_models *models)
{
    uint8_t **gold = train_allocate(corpus->count, sizeof *gold);
    for (uint32_t i = 0; i < corpus->count; i++) {
        gold[i] = train_allocate(corpus->at[i].document.tokens.n, 1);
        gold_labels(&corpus->at[i], gold[i]);
    }
    for (uint32_t fold = 0; fold < QUOTES_MODELS; fold++) {
        sequence_model model = sequence_model_new(Q_CUE_LABELS, BITS, Q_CUE_STRIDE, 0, 1, q_cue_follows);
        learn(job, corpus, gold, fold, &model);
        train_average(model.tokens);
        train_average(model.steps);
        models->cue[fold] = quotes_quantise(model.tokens);
        models->cue_step[fold] = quotes_quantise(model.steps);
        sequence_model_free(&model);
    }
    for (uint32_t i = 0; i < corpus->count; i++)
        free(gold[i]);
    free(gold);
}

void find_cues(train_articles *corpus, const quotes_models *models, int all)
{
    for (uint32_t i = 0; i < corpus->count; i++) {
        uint32_t which = all ? (uint32_t)QUOTES_ALL : corpus->at[i].fold;
        if (q_cue_find(&corpus->at[i].document, &models->cue[which].linear, &models->cue_step[which].linear, 0) != QUOTH_OK)
            train_fail("out of memory", "cues");
    }
}

uint32_t gold_of_cue(const train_article *article, const q_cue *cue)
{
    uint32_t best = Q_NONE, most = 0;
    for (uint32_t i = 0; i < article->count; i++) {
        q_span gold = article->quotes[i].cue;
        uint32_t start = gold.start > cue->first ? gold.start : cue->first, end = gold.end < cue->end ? gold.end : cue->end;
        if (start < end && (end - start) * 1000 / (gold.end - gold.start + cue->end - cue->first - (end - start)) > most) {
            most = (end - start) * 1000 / (gold.end - gold.start + cue->end - cue->first - (end - start));
            best = i;
        }
    }
    return best;
}

void report_cues(train_job *job, const train_articles *dev)
{
    uint32_t found = 0, right = 0, gold = 0, all = 0, tokens = 0;
    for (uint32_t i = 0; i < dev->count; i++) {
        const train_article *article = &dev->at[i];
        gold += article->count;
        all += article->document.cues.n;
        tokens += article->document.tokens.n;
        for (uint32_t j = 0; j < article->document.cues.n; j++) {
            const q_cue *cue = &article->document.cues.at[j];
            uint32_t match = gold_of_cue(article, cue);
            found += !cue->level;
            right += !cue->level && match != Q_NONE && article->quotes[match].cue.start == cue->first &&
                     article->quotes[match].cue.end == cue->end;
        }
    }
    train_report(job, "cue.tagger.f1", 2.0 * right / (found + gold));
    train_report(job, "cue.per.1000", 1000.0 * all / tokens);
}
