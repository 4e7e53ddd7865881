/* name.c - trains the names.
 *
 * Texts are cut by the rooms before this one, so that the features are those of a user's text; a token has the name that it
 * begins in. A perceptron over whole stretches (Collins 2002), averaged, learns both readings of the room at once: what the
 * second is told of the first comes from weights that were learned without the text (jackknifing). Texts in which only some
 * names are marked teach by the best labels that their marks allow. */
#include <stdlib.h>
#include <string.h>

#include "namecorpus.h"
#include "namer.h"
#include "rooms.h"
#include "train.h"
#include "weights.h"

enum {
    EPOCHS = 8,
    FOLDS = 4,
    BITS = 17,
    SCALE = 64,           /* scores are whole numbers */
    CAPITALS_EACH = 16,   /* of so many lines one is learned in capitals */
    MARGIN = 150 * SCALE, /* by which a right label is to be better than a wrong one */
    NOT_PERSON = 255,     /* label of a token that can be anything else */
    KINDS = Q_NAME_KINDS - 1, /* of names */
    CORPORA = 3
};

typedef struct position { /* a token of a stretch */
    uint32_t features;    /* [features, end) of it */
    uint32_t end;
    uint8_t label;
} position;

typedef struct stretch {
    uint32_t start;       /* [start, end) of the positions */
    uint32_t end;
    uint32_t fold;
} stretch;

typedef struct examples {
    Q_ROWS(uint32_t) features;
    Q_ROWS(position) positions;
    Q_ROWS(stretch) stretches;
} examples;

static void *need(void *rows)
{
    if (!rows)
        train_fail("out of memory", "name");
    return rows;
}

/* The labels of the tokens. */
static uint8_t *labels_of(const q_document *document, const name_text *text)
{
    uint8_t *labels = train_allocate(document->tokens.n, 1);
    for (uint32_t i = 0, name = 0, last = Q_NONE; i < document->tokens.n; i++) {
        const q_token *token = &document->tokens.at[i];
        while (name < text->names.n && text->names.at[name].span.end <= token->start)
            name++;
        if (name < text->names.n && text->names.at[name].span.start <= token->start) {
            int inside = last == name && document->tokens.at[i - 1].sentence == token->sentence;
            labels[i] = (uint8_t)(text->names.at[name].begin + inside);
            last = name;
        } else if (text->persons_only && token->shape & Q_SHAPE_CAPITAL) {
            labels[i] = NOT_PERSON;
        }
    }
    return labels;
}

static void add_stretch(examples *set, const q_namer *namer, const uint8_t *labels, int again, uint32_t fold)
{
    uint32_t features[Q_NAME_FEATURES_MAX];
    stretch *row = need(Q_APPEND(&q_malloc_allocator, &set->stretches, 1));
    *row = (stretch){set->positions.n, set->positions.n + namer->end - namer->first, fold};
    for (uint32_t token = namer->first; token < namer->end; token++) {
        uint32_t n = q_namer_features(namer, token, features);
        n += again ? q_namer_vote_features(namer, token, features + n) : 0;
        position *at = need(Q_APPEND(&q_malloc_allocator, &set->positions, 1));
        *at = (position){set->features.n, set->features.n + n, labels[token]};
        if (token == namer->first && at->label != NOT_PERSON && q_name_is_inside(at->label))
            at->label--;
        memcpy(need(Q_APPEND(&q_malloc_allocator, &set->features, n)), features, n * sizeof *features);
    }
}

/* Adds a text as the first reading sees it or, given the labels `found` by that, as the second does; the labels behind it. */
static const uint8_t *add_text(examples *set, q_document *document, const name_text *text, const uint8_t *found, uint32_t fold)
{
    q_namer namer;
    name_document(document, text);
    uint8_t *labels = labels_of(document, text);
    if (q_namer_begin(&namer, document) != QUOTH_OK)
        train_fail("out of memory", "name");
    if (found) {
        while (q_namer_stretch(&namer))
            for (uint32_t token = namer.first; token < namer.end; token++)
                document->tokens.at[token].name = *found++;
        q_namer_count(&namer);
    }
    while (q_namer_stretch(&namer))
        add_stretch(set, &namer, labels, found != NULL, fold);
    free(labels);
    return found;
}

static void add_all(examples *set, q_document *document, name_corpus **corpora, uint32_t count, const uint8_t *found)
{
    uint32_t number = 0;
    for (uint32_t c = 0; c < count; c++)
        for (uint32_t i = 0; i < corpora[c]->texts.n; i++)
            found = add_text(set, document, &corpora[c]->texts.at[i], found, number++ % FOLDS);
}

/* Puts some lines in capitals, as headlines are. */
static void capitalise_lines(name_corpus *corpus)
{
    for (uint32_t i = 0; i < corpus->texts.n; i++) {
        const name_text *text = &corpus->texts.at[i];
        for (uint32_t at = 0, line = i; at < text->length; at++) {
            char *letter = &text->text[at];
            line += *letter == '\n';
            if (line % CAPITALS_EACH == 0 && *letter >= 'a' && *letter <= 'z')
                *letter = (char)(*letter - 'a' + 'A');
        }
    }
}

static void score_labels(const train_weights *table, const uint32_t *features, uint32_t n, float *scores)
{
    float sums[Q_NAME_COUNT] = {0};
    train_scores(table, features, n, sums + 1);
    for (uint32_t label = 0; label < Q_NAME_COUNT; label++)
        scores[label] = (float)(int32_t)(sums[label] * SCALE);
}

static int is_allowed(uint8_t gold, uint32_t label)
{
    return gold == NOT_PERSON ? label != Q_NAME_B_PERSON && label != Q_NAME_I_PERSON : label == gold;
}

/* The best labels of a stretch by the weights as they are; a margin is given to labels that are wrong. */
static void decode(const train_weights *table, const examples *set, stretch at, int32_t margin, q_name_scores *scores,
                   uint8_t *labels)
{
    for (uint32_t before = 0; before < Q_NAME_COUNT; before++) {
        uint32_t feature = q_namer_step(before);
        score_labels(table, &feature, 1, scores->step[before]);
    }
    q_namer_bar(scores);
    for (uint32_t i = at.start; i < at.end; i++) {
        const position *row = &set->positions.at[i];
        float *token = scores->token[i - at.start];
        score_labels(table, set->features.at + row->features, row->end - row->features, token);
        for (uint32_t label = 0; label < Q_NAME_COUNT; label++)
            token[label] += is_allowed(row->label, label) ? 0 : (float)margin;
    }
    q_namer_label(scores, at.end - at.start, labels);
}

/* The best labels among those that the marks allow; `scores` as decode left them. */
static void constrain(const examples *set, stretch at, q_name_scores *scores, uint8_t *labels)
{
    for (uint32_t i = at.start; i < at.end; i++)
        for (uint32_t label = 0; label < Q_NAME_COUNT; label++)
            if (!is_allowed(set->positions.at[i].label, label))
                scores->token[i - at.start][label] = Q_LABEL_NEVER;
    q_namer_label(scores, at.end - at.start, labels);
}

static void move(train_weights *table, const uint32_t *features, uint32_t n, uint32_t label, float change)
{
    if (label)
        train_move(table, features, n, label - 1, change);
}

/* Moves the weights from the labels found to the gold labels. */
static void correct(train_weights *table, const examples *set, stretch at, const uint8_t *golds, const uint8_t *found)
{
    uint32_t before_gold = 0, before_found = 0;
    for (uint32_t i = at.start; i < at.end; i++) {
        const position *row = &set->positions.at[i];
        uint32_t gold = golds[i - at.start], guess = found[i - at.start];
        if (gold != guess) {
            move(table, set->features.at + row->features, row->end - row->features, gold, 1);
            move(table, set->features.at + row->features, row->end - row->features, guess, -1);
        }
        if (gold != guess || before_gold != before_found) {
            uint32_t step_gold = q_namer_step(before_gold), step_found = q_namer_step(before_found);
            move(table, &step_gold, 1, gold, 1);
            move(table, &step_found, 1, guess, -1);
        }
        before_gold = gold;
        before_found = guess;
    }
}

/* Learns from all examples but those of a fold; from all where `fold` is FOLDS. */
static train_weights *fit(train_job *job, const examples *set, uint32_t fold)
{
    train_weights *table = train_weights_new(BITS, Q_NAME_CLASSES, 1);
    uint32_t *order = train_allocate(set->stretches.n, sizeof *order);
    uint8_t found[Q_NAME_STRETCH], gold[Q_NAME_STRETCH];
    q_name_scores scores;
    for (uint32_t epoch = 0; epoch < EPOCHS; epoch++) {
        train_shuffle(job, order, set->stretches.n);
        for (uint32_t k = 0; k < set->stretches.n; k++) {
            stretch at = set->stretches.at[order[k]];
            if (at.fold == fold)
                continue;
            decode(table, set, at, MARGIN, &scores, found);
            constrain(set, at, &scores, gold);
            if (memcmp(gold, found, at.end - at.start))
                correct(table, set, at, gold, found);
            table->now++;
        }
    }
    train_average(table);
    free(order);
    return table;
}

/* What the first reading finds by weights that were learned without the text. */
static uint8_t *read_first(train_job *job, const examples *set)
{
    uint8_t *found = train_allocate(set->positions.n, 1);
    q_name_scores scores;
    for (uint32_t fold = 0; fold < FOLDS; fold++) {
        train_weights *table = fit(job, set, fold);
        for (uint32_t k = 0; k < set->stretches.n; k++)
            if (set->stretches.at[k].fold == fold)
                decode(table, set, set->stretches.at[k], 0, &scores, found + set->stretches.at[k].start);
        train_weights_free(table);
    }
    return found;
}

static train_weights *learn(train_job *job, name_corpus **corpora, uint32_t count)
{
    examples set = {0};
    q_document *document = train_document_new();
    add_all(&set, document, corpora, count, NULL);
    uint8_t *found = read_first(job, &set);
    add_all(&set, document, corpora, count, found);
    train_weights *table = fit(job, &set, FOLDS);
    free(found);
    train_document_free(document);
    Q_ROWS_FREE(&q_malloc_allocator, &set.features);
    Q_ROWS_FREE(&q_malloc_allocator, &set.positions);
    Q_ROWS_FREE(&q_malloc_allocator, &set.stretches);
    return table;
}

/* ---- scores ---- */

typedef struct tally {
    uint32_t gold, found, right;
} tally;

static double f1(tally t)
{
    return t.gold + t.found ? 2.0 * t.right / (t.gold + t.found) : 0;
}

/* Compares the names that the document has with those of the text: the same bytes and the same kind. */
static void count_names(const q_document *document, const name_text *text, tally *tallies)
{
    uint32_t name = 0;
    for (uint32_t i = 0; i < text->names.n; i++)
        tallies[text->names.at[i].begin / 2].gold++;
    for (uint32_t i = 0, end; i < document->tokens.n; i = end) {
        const q_token *first = &document->tokens.at[i];
        for (end = i + 1; end < document->tokens.n && q_name_is_inside(document->tokens.at[end].name);)
            end++;
        if (!first->name)
            continue;
        tallies[first->name / 2].found++;
        while (name < text->names.n && text->names.at[name].span.start < first->start)
            name++;
        const name_span *gold = name < text->names.n ? &text->names.at[name] : NULL;
        tallies[first->name / 2].right += gold && gold->span.start == first->start && gold->begin == first->name &&
                                          gold->span.end == document->tokens.at[end - 1].end;
    }
}

static void report(train_job *job, const char *corpus, const char *kind, tally counted)
{
    char label[64];
    snprintf(label, sizeof label, "name.%s.%s", kind, corpus);
    train_report(job, label, f1(counted));
}

static void score_corpus(train_job *job, const q_model *model, const char *name, const name_corpus *corpus)
{
    static const char *const kinds[KINDS] = {"person", "organization", "place", "other"};
    tally tallies[KINDS] = {{0, 0, 0}}, all = {0, 0, 0};
    q_document *document = train_document_new();
    document->model = model;
    int persons_only = 0;
    for (uint32_t i = 0; i < corpus->texts.n; i++) {
        name_document(document, &corpus->texts.at[i]);
        if (q_room_name(document) != QUOTH_OK)
            train_fail("out of memory", "name");
        count_names(document, &corpus->texts.at[i], tallies);
        persons_only = corpus->texts.at[i].persons_only;
    }
    for (int k = 0; k < (persons_only ? 1 : KINDS); k++) {
        report(job, name, kinds[k], tallies[k]);
        all = (tally){all.gold + tallies[k].gold, all.found + tallies[k].found, all.right + tallies[k].right};
    }
    if (!persons_only)
        report(job, name, "all", all);
    train_document_free(document);
}

/* Automatic annotation and the articles it belongs to. */
static name_corpus *silver_corpus(train_job *job, const char *annotation, const char *articles)
{
    const char *annotation_path = train_corpus(job, annotation);
    return name_corpus_silver(annotation_path, train_corpus(job, articles));
}

static void score_all(train_job *job, const q_model *model)
{
    name_corpus *corpora[] = {silver_corpus(job, "news/polnear.corenlp.dev.jsonl", "news/polnear.dev.jsonl"),
                              name_corpus_treebank(train_corpus(job, "treebank/en_gum.dev.conllu")),
                              name_corpus_persons(train_corpus(job, "fiction/litbank.dev.jsonl"))};
    static const char *const names[] = {"polnear", "gum", "litbank"};
    for (int i = 0; i < CORPORA; i++) {
        score_corpus(job, model, names[i], corpora[i]);
        name_corpus_free(corpora[i]);
    }
}

void score_name(train_job *job)
{
    q_model model;
    if (q_model_builtin(&model))
        train_fail("cannot be opened", "the built-in model");
    score_all(job, &model);
}

void train_name(train_job *job)
{
    size_t size;
    q_model model;
    name_corpus *corpora[] = {silver_corpus(job, "news/polnear.corenlp.train.jsonl", "news/polnear.train.jsonl"),
                              name_corpus_treebank(train_corpus(job, "treebank/en_gum.train.conllu")),
                              name_corpus_persons(train_corpus(job, "fiction/litbank.train.jsonl"))};
    capitalise_lines(corpora[0]);
    capitalise_lines(corpora[1]);
    train_weights *table = learn(job, corpora, CORPORA);
    const void *section = train_quantise(table, &size);
    train_put(job, "name", section, size);
    train_model(job, &model);
    score_all(job, &model);
    train_weights_free(table);
    for (int i = 0; i < CORPORA; i++)
        name_corpus_free(corpora[i]);
}
