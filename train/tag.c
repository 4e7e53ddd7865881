/* tag.c - trains the tagger: logistic regression over the classes a word can have, its history what it predicts itself, on the
 * treebanks and on copies of some of their sentences in capitals, in small letters and as titles. */
#include "tag.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "weights.h"

enum {
    WEIGHTS_BITS = 20,
    EPOCHS = 5,
    CLASS_MIN = 12,    /* a pair of tags seen less often counts as the most frequent of its XPOS */
    WORD_MIN = 8,      /* a word seen less often can have the classes of its shape */
    SHARE = 4000,      /* a class with less than this part of a word's uses, or a shape's, is left out */
    UPOS_X = 16,       /* number of no part of speech */
    UPOS_COUNT = UPOS_X + 1,
    PAIRS = Q_XPOS_COUNT * UPOS_COUNT,
    NO_CLASS = Q_TAG_CLASSES_MAX
};

static const double RATE = 0.05, FLAT = 0.01; /* of learning; a smaller gradient moves nothing */

typedef struct classes {
    uint8_t of[PAIRS]; /* class of a pair, or NO_CLASS */
    uint32_t pair[Q_TAG_CLASSES_MAX];
    uint32_t count;
} classes;

typedef struct example { /* a token; its features and classes are in the pools */
    uint32_t feature, features, class_, class_count;
    uint32_t word, ambiguity, next_word, next_ambiguity, shape;
    uint8_t gold, first;
} example;

typedef struct learner {
    train_job *job;
    classes classes;
    train_tagger *made;
    Q_ROWS(uint32_t) features;
    Q_ROWS(uint8_t) lists;
    Q_ROWS(example) examples;
    Q_ROWS(uint32_t) sentences; /* first example of each */
} learner;

#define APPEND(rows, count) append(Q_APPEND(&q_malloc_allocator, (rows), (count)))

static void *append(void *rows)
{
    if (!rows)
        train_fail("out of memory", "tag");
    return rows;
}

/* ---- classes ---- */

static uint32_t pair_of(const conllu_word *word)
{
    uint32_t upos = q_upos_of(word->upos), number = UPOS_X;
    for (uint32_t i = 0; i < UPOS_X; i++)
        if (upos == 1u << i)
            number = i;
    return (uint32_t)q_xpos_of(word->xpos) * UPOS_COUNT + number;
}

static void find_classes(conllu **treebanks, uint32_t count, classes *found)
{
    uint32_t seen[PAIRS] = {0};
    for (uint32_t t = 0; t < count; t++)
        for (uint32_t i = 0; i < treebanks[t]->words.n; i++)
            seen[pair_of(&treebanks[t]->words.at[i])]++;
    memset(found->of, NO_CLASS, sizeof found->of);
    for (uint32_t pair = UPOS_COUNT; pair < PAIRS; pair++)
        if (seen[pair] >= CLASS_MIN && found->count < Q_TAG_CLASSES_MAX) {
            found->of[pair] = (uint8_t)found->count;
            found->pair[found->count++] = pair;
        }
    for (uint32_t pair = UPOS_COUNT; pair < PAIRS; pair++) {
        uint32_t most = 0, first = pair - pair % UPOS_COUNT;
        for (uint32_t other = first; other < first + UPOS_COUNT; other++)
            if (seen[pair] < CLASS_MIN && seen[other] >= CLASS_MIN && seen[other] > most) {
                most = seen[other];
                found->of[pair] = found->of[other];
            }
    }
}

/* ---- words ---- */

typedef struct use { /* of a word */
    uint32_t hash;
    uint8_t class_;
    uint8_t rest;
} use;

static int by_hash(const void *a, const void *b)
{
    const use *x = a, *y = b;
    return x->hash != y->hash ? (x->hash < y->hash ? -1 : 1) : x->class_ - y->class_;
}

typedef struct word_list { /* tag.words while it is made */
    Q_ROWS(uint32_t) hashes;
    Q_ROWS(uint16_t) sets;
    Q_ROWS(uint16_t) starts;
    Q_ROWS(uint8_t) lists;
} word_list;

static uint16_t put_set(word_list *list, const uint32_t *seen, uint32_t total, uint32_t class_count, int shared)
{
    uint8_t set[Q_TAG_CLASSES_MAX];
    uint32_t n = 0;
    for (uint32_t i = 0; i < class_count; i++)
        if (seen[i] && seen[i] * SHARE >= total)
            set[n++] = (uint8_t)i;
    if (!n)
        set[n++] = 0;
    for (uint32_t i = 0; shared && i < list->starts.n; i++) {
        uint32_t end = i + 1 < list->starts.n ? list->starts.at[i + 1] : list->lists.n;
        if (i >= Q_TAG_REST_COUNT && end - list->starts.at[i] == n && !memcmp(list->lists.at + list->starts.at[i], set, n))
            return (uint16_t)i;
    }
    if (list->lists.n + n > UINT16_MAX)
        train_fail("too many sets", "tag.words");
    *(uint16_t *)APPEND(&list->starts, 1) = (uint16_t)list->lists.n;
    memcpy(APPEND(&list->lists, n), set, n);
    return (uint16_t)(list->starts.n - 1);
}

static void *pack_words(const word_list *list, const classes *known, size_t *size)
{
    *size = Q_TAG_WORDS_HEADER + (size_t)list->hashes.n * 6 + (list->starts.n + 1) * 2 + known->count * 2 + list->lists.n;
    unsigned char *bytes = train_allocate(*size, 1), *at = bytes + Q_TAG_WORDS_HEADER;
    q_write32(bytes, known->count);
    q_write32(bytes + 4, list->starts.n);
    q_write32(bytes + 8, list->hashes.n);
    q_write32(bytes + 12, list->lists.n);
    for (uint32_t i = 0; i < list->hashes.n; i++, at += 4)
        q_write32(at, list->hashes.at[i]);
    for (uint32_t i = 0; i < list->sets.n; i++, at += 2)
        at[0] = (unsigned char)list->sets.at[i], at[1] = (unsigned char)(list->sets.at[i] >> 8);
    for (uint32_t i = 0; i <= list->starts.n; i++, at += 2) {
        uint32_t start = i < list->starts.n ? list->starts.at[i] : list->lists.n;
        at[0] = (unsigned char)start, at[1] = (unsigned char)(start >> 8);
    }
    for (uint32_t i = 0; i < known->count; i++, at += 2)
        at[0] = (unsigned char)(known->pair[i] / UPOS_COUNT), at[1] = (unsigned char)(known->pair[i] % UPOS_COUNT);
    memcpy(at, list->lists.at, list->lists.n);
    return bytes;
}

static void make_words(learner *l, use *uses, uint32_t count)
{
    word_list list = {0};
    uint32_t rest[Q_TAG_REST_COUNT][Q_TAG_CLASSES_MAX] = {{0}}, totals[Q_TAG_REST_COUNT] = {0};
    qsort(uses, count, sizeof *uses, by_hash);
    for (uint32_t i = 0, end; i < count; i = end) {
        for (end = i; end < count && uses[end].hash == uses[i].hash;)
            end++;
        for (uint32_t k = i; end - i < WORD_MIN && k < end; k++) {
            rest[uses[k].rest][uses[k].class_]++;
            totals[uses[k].rest]++;
        }
    }
    for (uint32_t i = 0; i < Q_TAG_REST_COUNT; i++)
        put_set(&list, rest[i], totals[i], l->classes.count, 0);
    for (uint32_t i = 0, end; i < count; i = end) {
        uint32_t seen[Q_TAG_CLASSES_MAX] = {0};
        for (end = i; end < count && uses[end].hash == uses[i].hash; end++)
            seen[uses[end].class_]++;
        if (end - i < WORD_MIN)
            continue;
        *(uint32_t *)APPEND(&list.hashes, 1) = uses[i].hash;
        *(uint16_t *)APPEND(&list.sets, 1) = put_set(&list, seen, end - i, l->classes.count, 1);
    }
    l->made->words = pack_words(&list, &l->classes, &l->made->words_size);
    if (q_tag_words_open(&l->made->tagger.words, l->made->words, l->made->words_size))
        train_fail("is not what the library reads", "tag.words");
    Q_ROWS_FREE(&q_malloc_allocator, &list.hashes);
    Q_ROWS_FREE(&q_malloc_allocator, &list.sets);
    Q_ROWS_FREE(&q_malloc_allocator, &list.starts);
    Q_ROWS_FREE(&q_malloc_allocator, &list.lists);
}

static void count_words(learner *l, conllu **treebanks, uint32_t count, uint32_t fold, uint32_t folds, q_document *document)
{
    Q_ROWS(use) uses = {0};
    for (uint32_t t = 0; t < count; t++)
        for (uint32_t from = 0, end; from < treebanks[t]->sentences.n; from = end) {
            end = conllu_document_end(treebanks[t], from);
            if (folds && treebanks[t]->sentences.at[from].document % folds == fold)
                continue;
            train_document_treebank(document, treebanks[t], treebanks[t]->text.at, from, end);
            const conllu_word *words = treebanks[t]->words.at + treebanks[t]->sentences.at[from].first;
            for (uint32_t i = 0; i < document->tokens.n; i++) {
                const q_lexeme *lexeme = q_token_lexeme(document, i);
                uint8_t class_ = l->classes.of[pair_of(&words[i])];
                if (class_ != NO_CLASS)
                    *(use *)APPEND(&uses, 1) = (use){q_tag_word_hash(lexeme->folded, lexeme->length), class_,
                                                     (uint8_t)q_tag_rest_of(&document->tokens.at[i])};
            }
        }
    make_words(l, uses.at, uses.n);
    Q_ROWS_FREE(&q_malloc_allocator, &uses);
}

/* ---- examples ---- */

static void add_example(learner *l, const q_tag_token *token, uint8_t gold, int first)
{
    example *e = APPEND(&l->examples, 1);
    *e = (example){l->features.n, token->count, l->lists.n, token->class_count, token->word, token->ambiguity,
                   token->next_word, token->next_ambiguity, token->shape, gold, (uint8_t)first};
    memcpy(APPEND(&l->features, token->count), token->features, token->count * sizeof *token->features);
    memcpy(APPEND(&l->lists, token->class_count), token->classes, token->class_count);
}

/* The sentences of a document, all or those marked. */
static void add_document(learner *l, q_document *document, const conllu_word *words, const uint8_t *marked)
{
    const q_tag_lexeme *lexemes = q_tag_lexemes(document, &l->made->tagger.words);
    q_tag_token token;
    if (!lexemes)
        train_fail("out of memory", "tag");
    for (uint32_t s = 0; s < document->sentences.n; s++) {
        const q_sentence *sentence = &document->sentences.at[s];
        if (marked && !marked[s])
            continue;
        *(uint32_t *)APPEND(&l->sentences, 1) = l->examples.n;
        uint32_t style = q_tag_style(document, sentence);
        for (uint32_t i = sentence->first; i < sentence->end; i++) {
            q_tag_token_of(document, &l->made->tagger.words, lexemes, style, i, &token);
            add_example(l, &token, l->classes.of[pair_of(&words[i])], i == sentence->first);
        }
    }
}

typedef enum recasing { UPPER, LOWER, TITLE, RECASINGS } recasing;

static void recase(char *text, q_span span, recasing how)
{
    int inside = 0; /* a word */
    for (uint32_t i = span.start; i < span.end; i++) {
        char c = text[i], letter = (char)(c | 32);
        int is_letter = letter >= 'a' && letter <= 'z';
        if (is_letter && (how == LOWER))
            text[i] = letter;
        else if (is_letter && (how == UPPER || !inside))
            text[i] = (char)(letter - 32);
        inside = is_letter || c == '\'' || (unsigned char)c >= 0x80;
    }
}

/* A copy of a document in which one sentence in eight is written otherwise. */
static void add_recased(learner *l, q_document *document, const conllu *treebank, char *text, uint32_t from, uint32_t end)
{
    uint8_t *marked = train_allocate(end - from, 1);
    for (uint32_t i = from; i < end; i++)
        if (!train_random(l->job, 8)) {
            marked[i - from] = 1;
            recase(text, treebank->sentences.at[i].span, (recasing)train_random(l->job, RECASINGS));
        }
    train_document_treebank(document, treebank, text, from, end);
    add_document(l, document, treebank->words.at + treebank->sentences.at[from].first, marked);
    free(marked);
}

static void add_treebank(learner *l, const conllu *treebank, uint32_t fold, uint32_t folds, q_document *document)
{
    char *text = train_allocate(treebank->text.n, 1);
    memcpy(text, treebank->text.at, treebank->text.n);
    for (uint32_t from = 0, end; from < treebank->sentences.n; from = end) {
        end = conllu_document_end(treebank, from);
        if (folds && treebank->sentences.at[from].document % folds == fold)
            continue;
        train_document_treebank(document, treebank, treebank->text.at, from, end);
        add_document(l, document, treebank->words.at + treebank->sentences.at[from].first, NULL);
        add_recased(l, document, treebank, text, from, end);
    }
    free(text);
}

/* ---- learning ---- */

/* Probabilities of the classes of a token; the place of the greatest. */
static uint32_t weigh(const train_weights *table, const q_tag_token *token, uint32_t count, double *probabilities)
{
    uint32_t best = 0;
    double sum = 0;
    for (uint32_t k = 0; k < token->class_count; k++) {
        float score = 0;
        for (uint32_t i = 0; i < count; i++)
            score += table->weights[q_tag_slot(token->features[i], token->classes[k]) & table->mask];
        probabilities[k] = (double)score;
        if (probabilities[k] > probabilities[best])
            best = k;
    }
    double most = probabilities[best];
    for (uint32_t k = 0; k < token->class_count; k++)
        sum += probabilities[k] = exp(probabilities[k] - most);
    for (uint32_t k = 0; k < token->class_count; k++)
        probabilities[k] /= sum;
    return best;
}

/* Moves the weights of a class against a gradient, each by its own rate (AdaGrad). */
static void move(train_weights *table, const q_tag_token *token, uint32_t count, uint32_t class_, double gradient)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = q_tag_slot(token->features[i], class_) & table->mask;
        table->totals[at] += gradient * gradient;
        table->weights[at] -= (float)(RATE * gradient / sqrt(table->totals[at] + 1e-3));
    }
}

/* One sentence; the number of its mistakes. */
static uint32_t learn_sentence(learner *l, train_weights *table, uint32_t first)
{
    uint32_t before = Q_TAG_CLASSES_MAX, before_that = Q_TAG_CLASSES_MAX, mistakes = 0;
    double probabilities[Q_TAG_CLASSES_MAX];
    for (uint32_t i = first; i < l->examples.n && (i == first || !l->examples.at[i].first); i++) {
        const example *e = &l->examples.at[i];
        q_tag_token token = {.count = e->features, .word = e->word, .ambiguity = e->ambiguity, .next_word = e->next_word,
                             .next_ambiguity = e->next_ambiguity, .shape = e->shape, .class_count = e->class_count};
        memcpy(token.features, l->features.at + e->feature, e->features * sizeof *token.features);
        memcpy(token.classes, l->lists.at + e->class_, e->class_count);
        uint32_t count = q_tag_history(&token, before, before_that), best = 0;
        if (token.class_count > 1)
            best = weigh(table, &token, count, probabilities);
        for (uint32_t k = 0; token.class_count > 1 && e->gold != NO_CLASS && k < token.class_count; k++) {
            double gradient = probabilities[k] - (token.classes[k] == e->gold);
            if (fabs(gradient) > FLAT)
                move(table, &token, count, token.classes[k], gradient);
        }
        mistakes += token.classes[best] != e->gold;
        before_that = before;
        before = token.classes[best];
    }
    return mistakes;
}

static void learn(learner *l)
{
    train_weights *table = train_weights_new(WEIGHTS_BITS, 1, 1);
    uint32_t *order = train_allocate(l->sentences.n, sizeof *order);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        uint32_t mistakes = 0;
        train_shuffle(l->job, order, l->sentences.n);
        for (uint32_t i = 0; i < l->sentences.n; i++)
            mistakes += learn_sentence(l, table, l->sentences.at[order[i]]);
        fprintf(stderr, "tag: epoch %d, %u mistakes of %u\n", epoch + 1, mistakes, l->examples.n);
    }
    l->made->weights = train_quantise(table, &l->made->weights_size);
    if (q_linear_open(&l->made->tagger.weights, l->made->weights, l->made->weights_size))
        train_fail("is not what the library reads", "tag");
    train_weights_free(table);
    free(order);
}

train_tagger *train_tagger_learn(train_job *job, conllu **treebanks, uint32_t count, uint32_t fold, uint32_t folds)
{
    learner l = {.job = job, .made = train_allocate(1, sizeof *l.made)};
    q_document *document = train_document_new();
    find_classes(treebanks, count, &l.classes);
    count_words(&l, treebanks, count, fold, folds, document);
    for (uint32_t i = 0; i < count; i++)
        add_treebank(&l, treebanks[i], fold, folds, document);
    learn(&l);
    train_document_free(document);
    Q_ROWS_FREE(&q_malloc_allocator, &l.features);
    Q_ROWS_FREE(&q_malloc_allocator, &l.lists);
    Q_ROWS_FREE(&q_malloc_allocator, &l.examples);
    Q_ROWS_FREE(&q_malloc_allocator, &l.sentences);
    return l.made;
}

void train_tagger_free(train_tagger *made)
{
    free(made->weights);
    free(made->words);
    free(made);
}

train_folds *train_folds_learn(train_job *job, conllu **treebanks, uint32_t count)
{
    train_folds *folds = train_allocate(1, sizeof *folds);
    for (uint32_t fold = 0; fold < TRAIN_FOLDS; fold++)
        folds->taggers[fold] = train_tagger_learn(job, treebanks, count, fold, TRAIN_FOLDS);
    return folds;
}

void train_folds_free(train_folds *folds)
{
    for (uint32_t fold = 0; fold < TRAIN_FOLDS; fold++)
        train_tagger_free(folds->taggers[fold]);
    free(folds);
}

void train_folds_tag(const train_folds *folds, uint32_t number, q_document *document)
{
    if (q_tagger_run(&folds->taggers[number % TRAIN_FOLDS]->tagger, document) != QUOTH_OK)
        train_fail("out of memory", "tag");
}

/* ---- the room ---- */

typedef struct accuracy {
    uint32_t xpos, upos, words;
} accuracy;

/* Tags a treebank, by one tagger or by folds, and counts what is right. */
static accuracy measure(const conllu *treebank, const q_tagger *tagger, const train_folds *folds)
{
    q_document *document = train_document_new();
    accuracy right = {.words = treebank->words.n};
    for (uint32_t from = 0, end; from < treebank->sentences.n; from = end) {
        end = conllu_document_end(treebank, from);
        train_document_treebank(document, treebank, treebank->text.at, from, end);
        if (folds)
            train_folds_tag(folds, treebank->sentences.at[from].document, document);
        else if (q_tagger_run(tagger, document) != QUOTH_OK)
            train_fail("out of memory", "tag");
        const conllu_word *words = treebank->words.at + treebank->sentences.at[from].first;
        for (uint32_t i = 0; i < document->tokens.n; i++) {
            right.xpos += !strcmp(quoth_xpos_name(document->tokens.at[i].xpos), words[i].xpos);
            right.upos += !strcmp(quoth_upos_name(q_upos_number(document->tokens.at[i].upos)), words[i].upos);
        }
    }
    train_document_free(document);
    return right;
}

static void report(train_job *job, const char *name, accuracy right)
{
    char label[64];
    snprintf(label, sizeof label, "tag.xpos.%s", name);
    train_report(job, label, (double)right.xpos / right.words);
    snprintf(label, sizeof label, "tag.upos.%s", name);
    train_report(job, label, (double)right.upos / right.words);
}

static void score(train_job *job, const q_tagger *tagger, const char *name, const char *path)
{
    conllu *treebank = conllu_read(path);
    report(job, name, measure(treebank, tagger, NULL));
    conllu_free(treebank);
}

static void score_all(train_job *job, const q_tagger *tagger)
{
    score(job, tagger, "ewt", train_corpus(job, "treebank/en_ewt.dev.conllu"));
    score(job, tagger, "gum", train_corpus(job, "treebank/en_gum.dev.conllu"));
}

void score_tag(train_job *job)
{
    q_model model;
    q_tagger tagger;
    if (q_model_builtin(&model) || q_tagger_open(&tagger, &model))
        train_fail("is not in the built-in model", "tag");
    score_all(job, &tagger);
}

void train_tag(train_job *job)
{
    conllu *treebanks[] = {conllu_read(train_corpus(job, "treebank/en_ewt.train.conllu")),
                           conllu_read(train_corpus(job, "treebank/en_gum.train.conllu"))};
    train_tagger *made = train_tagger_learn(job, treebanks, 2, 0, 0);
    train_put(job, "tag", made->weights, made->weights_size);
    train_put(job, "tag.words", made->words, made->words_size);
    score_all(job, &made->tagger);
    train_folds *folds = train_folds_learn(job, treebanks, 2);
    report(job, "ewt.folds", measure(treebanks[0], NULL, folds));
    report(job, "gum.folds", measure(treebanks[1], NULL, folds));
    train_folds_free(folds);
    conllu_free(treebanks[0]);
    conllu_free(treebanks[1]);
}
