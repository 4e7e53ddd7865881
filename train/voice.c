#include "voice.h"

#include <math.h>
#include <stdlib.h>

#include "quotes.h"
#include "ranking.h"
#include "story.h"

enum { BITS = 15, RUNS = 4, EPOCHS = 8, SETTLED = 2, ALL = STORY_FOLDS };

static const double rate = 0.05, decay = 1e-5;

typedef struct choice { /* a quote with its candidates */
    uint32_t features[Q_SCENE_CANDIDATES][Q_SCENE_FEATURES], counts[Q_SCENE_CANDIDATES];
    double p[Q_SCENE_CANDIDATES]; /* scores, then probabilities */
    uint8_t right[Q_SCENE_CANDIDATES];
    uint32_t n, best, gold; /* gold: the likeliest right one, or Q_NONE */
} choice;

static double score_of(const train_weights *table, const q_linear *model, const uint32_t *features, uint32_t count)
{
    float score = 0;
    if (model)
        return q_linear_score(model, features, count);
    train_scores(table, features, count, &score);
    return (double)score;
}

/* By the weights that are learned, or by a model. */
static void read_choice(const story *s, const q_scene *scene, const train_weights *table, const q_linear *model, choice *c)
{
    c->n = scene->count;
    c->best = 0;
    c->gold = Q_NONE;
    for (uint32_t i = 0; i < c->n; i++) {
        c->counts[i] = q_scene_features(scene, i, c->features[i]);
        c->p[i] = score_of(table, model, c->features[i], c->counts[i]);
        c->right[i] = s->gold[scene->quote] != Q_NONE && story_is(s, scene->candidates[i], s->gold[scene->quote]);
        if (c->p[i] > c->p[c->best])
            c->best = i;
        if (c->right[i] && (c->gold == Q_NONE || c->p[i] > c->p[c->gold]))
            c->gold = i;
    }
}

/* A step towards the right candidates, each as much as it is likely; nobody where none is. Gives the loss. */
static double learn(choice *c, train_weights *table)
{
    double sum = 1, good = c->gold == Q_NONE ? 1 : 0;
    for (uint32_t i = 0; i < c->n; i++)
        sum += c->p[i] = exp(c->p[i]);
    for (uint32_t i = 0; i < c->n; i++)
        good += c->right[i] ? c->p[i] : 0;
    for (uint32_t i = 0; i < c->n; i++)
        ranking_step(table, c->features[i], c->counts[i], c->p[i] / sum - (c->right[i] ? c->p[i] / good : 0), rate, decay);
    return log(sum / good);
}

/* Reads a story from its first quote to its last; the history is gold where `own` is not set. */
static double learn_story(story *s, train_weights *table, int own, uint32_t *count)
{
    static choice c;
    q_scene scene;
    double loss = 0;
    if (q_scene_begin(&scene, &s->cast) != 0)
        train_fail("out of memory", "scene");
    for (uint32_t i = 0; i < s->document->quotes.n; i++) {
        if (!q_scene_has(&scene, i))
            continue;
        q_scene_look(&scene, i);
        read_choice(s, &scene, table, NULL, &c);
        uint32_t chosen = !c.n ? Q_NONE : scene.candidates[own || c.gold == Q_NONE ? c.best : c.gold];
        if (s->known[i]) {
            loss += learn(&c, table);
            ++*count;
        }
        q_scene_speak(&scene, chosen);
    }
    q_scene_end(&scene);
    return loss;
}

static void add_weights(double *sums, const train_weights *table)
{
    for (uint32_t i = 0; i <= table->mask; i++)
        sums[i] += (double)table->weights[i];
}

/* Learns from all stories but those of a fold, from all where the fold is ALL; the weights after each story from the epoch SETTLED
 * on are added to the sums. Gives their number. */
static uint32_t learn_run(train_job *job, const stories *all, uint32_t fold, double *sums)
{
    train_weights *table = train_weights_new(BITS, 1, 1);
    uint32_t *order = train_allocate(all->count, sizeof *order), steps = 0;
    for (uint32_t epoch = 0; epoch < EPOCHS; epoch++) {
        double loss = 0;
        uint32_t count = 0;
        train_shuffle(job, order, all->count);
        for (uint32_t i = 0; i < all->count; i++) {
            if (all->at[order[i]].fold == fold)
                continue;
            loss += learn_story(&all->at[order[i]], table, epoch > 0, &count);
            if (epoch >= SETTLED) {
                add_weights(sums, table);
                steps++;
            }
        }
        fprintf(stderr, "voice epoch %u: loss %.4f of %u\n", epoch, loss / (count ? count : 1), count);
    }
    train_weights_free(table);
    free(order);
    return steps;
}

/* The mean of the weights of several runs, which read the stories in other orders; tempered by a factor. */
static quotes_section learn_all(train_job *job, const stories *all, uint32_t fold, double factor)
{
    train_weights *table = train_weights_new(BITS, 1, 1);
    double *sums = train_allocate(table->mask + 1, sizeof *sums);
    uint32_t steps = 0;
    for (uint32_t run = 0; run < RUNS; run++)
        steps += learn_run(job, all, fold, sums);
    for (uint32_t i = 0; i <= table->mask; i++)
        table->weights[i] = (float)(sums[i] / steps * factor);
    quotes_section section = quotes_quantise(table);
    train_weights_free(table);
    free(sums);
    return section;
}

enum { FACTORS = 16 };

typedef struct tally {
    uint32_t right, count;
    double loss[FACTORS]; /* where all scores are less by a factor */
} tally;

static double factor_of(int step)
{
    return 1 - step * 0.04;
}

/* What the probabilities lose where the scores are tempered. */
static void add_losses(const choice *c, double scale, tally *t)
{
    for (int k = 0; k < FACTORS; k++) {
        double sum = 1, good = c->gold == Q_NONE;
        for (uint32_t i = 0; i < c->n; i++) {
            double p = exp(c->p[i] * scale * factor_of(k));
            sum += p;
            good += c->right[i] ? p : 0;
        }
        t->loss[k] += log(sum / good);
    }
}

static double best_factor(const tally *t)
{
    int best = 0;
    for (int k = 1; k < FACTORS; k++)
        if (t->loss[k] < t->loss[best])
            best = k;
    return factor_of(best);
}

static void score_story(story *s, const q_linear *model, tally *t)
{
    static choice c;
    q_scene scene;
    if (q_scene_begin(&scene, &s->cast) != 0)
        train_fail("out of memory", "scene");
    for (uint32_t i = 0; i < s->document->quotes.n; i++) {
        if (!q_scene_has(&scene, i))
            continue;
        q_scene_look(&scene, i);
        q_voice voice = q_voice_choose(&scene, model);
        read_choice(s, &scene, NULL, model, &c);
        q_scene_speak(&scene, voice.figure);
        if (!s->known[i] || s->gold[i] == Q_NONE)
            continue;
        t->count++;
        t->right += voice.figure != Q_NONE && story_is(s, voice.figure, s->gold[i]);
        add_losses(&c, (double)model->scale, t);
    }
    q_scene_end(&scene);
}

static double share(uint32_t part, uint32_t whole)
{
    return whole ? (double)part / whole : 0;
}

void train_voice(train_job *job)
{
    stories all = {0};
    tally crossed = {0};
    for (int direct = 0; direct < 2; direct++) {
        stories_read(&all, train_corpus(job, "fiction/pdnc.train.jsonl"), direct);
        stories_read(&all, train_corpus(job, "fiction/litbank.train.jsonl"), direct);
    }
    for (uint32_t fold = 0; fold < STORY_FOLDS; fold++) {
        quotes_section section = learn_all(job, &all, fold, 1);
        for (uint32_t i = 0; i < all.count; i++)
            if (all.at[i].fold == fold)
                score_story(&all.at[i], &section.linear, &crossed);
    }
    train_report(job, "crossed.accuracy", share(crossed.right, crossed.count));
    train_report(job, "crossed.factor", best_factor(&crossed));
    quotes_section section = learn_all(job, &all, ALL, best_factor(&crossed));
    train_put(job, "voice", section.bytes, section.size);
}
