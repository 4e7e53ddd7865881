#include "voice.h"

#include <math.h>
#include <stdlib.h>

#include "quotes.h"
#include "ranking.h"
#include "story.h"

enum { BITS = 15, EPOCHS = 8, ALL = STORY_FOLDS };

static const double rate = 0.05, decay = 1e-5;

typedef struct choice { /* a quote with its candidates */
    uint32_t features[Q_SCENE_CANDIDATES][Q_SCENE_FEATURES], counts[Q_SCENE_CANDIDATES];
    double p[Q_SCENE_CANDIDATES]; /* scores, then probabilities */
    uint8_t right[Q_SCENE_CANDIDATES];
    uint32_t n, best, gold; /* gold: the likeliest right one, or Q_NONE */
} choice;

static void read_choice(const story *s, const q_scene *scene, const train_weights *table, choice *c)
{
    c->n = scene->count;
    c->best = 0;
    c->gold = Q_NONE;
    for (uint32_t i = 0; i < c->n; i++) {
        float score = 0;
        c->counts[i] = q_scene_features(scene, i, c->features[i]);
        train_scores(table, c->features[i], c->counts[i], &score);
        c->p[i] = (double)score;
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
        read_choice(s, &scene, table, &c);
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

/* Learns from all stories but those of a fold; of all where the fold is ALL. */
static quotes_section learn_all(train_job *job, const stories *all, uint32_t fold)
{
    train_weights *table = train_weights_new(BITS, 1, 1);
    uint32_t *order = train_allocate(all->count, sizeof *order);
    for (uint32_t epoch = 0; epoch < EPOCHS; epoch++) {
        double loss = 0;
        uint32_t count = 0;
        train_shuffle(job, order, all->count);
        for (uint32_t i = 0; i < all->count; i++)
            if (all->at[order[i]].fold != fold)
                loss += learn_story(&all->at[order[i]], table, epoch > 0, &count);
        fprintf(stderr, "voice epoch %u: loss %.4f of %u\n", epoch, loss / (count ? count : 1), count);
    }
    quotes_section section = quotes_quantise(table);
    train_weights_free(table);
    free(order);
    return section;
}

typedef struct tally {
    uint32_t right, count;
    uint32_t step_right[10], step_count[10]; /* by confidence */
} tally;

static void score_story(story *s, const q_linear *model, tally *t)
{
    q_scene scene;
    if (q_scene_begin(&scene, &s->cast) != 0)
        train_fail("out of memory", "scene");
    for (uint32_t i = 0; i < s->document->quotes.n; i++) {
        if (!q_scene_has(&scene, i))
            continue;
        q_scene_look(&scene, i);
        q_voice voice = q_voice_choose(&scene, model);
        q_scene_speak(&scene, voice.figure);
        if (!s->known[i] || s->gold[i] == Q_NONE)
            continue;
        uint32_t step = (uint32_t)(voice.confidence * 9.999f);
        int right = voice.figure != Q_NONE && story_is(s, voice.figure, s->gold[i]);
        t->count++;
        t->right += (uint32_t)right;
        t->step_count[step]++;
        t->step_right[step] += (uint32_t)right;
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
        stories_read(&all, train_corpus(job, "fiction/pdnc.train.jsonl", "none stated"), direct);
        stories_read(&all, train_corpus(job, "fiction/litbank.train.jsonl", "CC BY 4.0"), direct);
    }
    for (uint32_t fold = 0; fold < STORY_FOLDS; fold++) {
        quotes_section section = learn_all(job, &all, fold);
        for (uint32_t i = 0; i < all.count; i++)
            if (all.at[i].fold == fold)
                score_story(&all.at[i], &section.linear, &crossed);
    }
    train_report(job, "crossed.accuracy", share(crossed.right, crossed.count));
    for (int i = 0; i < 10; i++)
        fprintf(stderr, "confidence .%d: %.3f of %u\n", i, share(crossed.step_right[i], crossed.step_count[i]), crossed.step_count[i]);
    quotes_section section = learn_all(job, &all, ALL);
    train_put(job, "voice", section.bytes, section.size);
}
