/* lemma.c - trains the lemmas: the edits found between words and lemmas of the treebanks, and an averaged perceptron that
 * chooses among those that fit a word. */
#include <stdlib.h>
#include <string.h>

#include "conllu.h"
#include "lemma.h"
#include "lexeme.h"
#include "rooms.h"
#include "train.h"
#include "utf8.h"
#include "weights.h"

enum {
    WEIGHTS_BITS = 17,
    EPOCHS = 5,
    EDIT_MIN = 2, /* uses in training */
    EDITS_MAX = 2048,
    TAKEN = 8,    /* offsets in a row, as in lib/edits.h */
    PUT = TAKEN + 1 + Q_EDIT_ENDING
};

typedef struct edit_use {
    unsigned char row[Q_EDIT_ROW];
    uint32_t count;
} edit_use;

typedef struct learner {
    train_job *job;
    q_document *document;
    conllu *treebanks[2];
    Q_ROWS(edit_use) found;
    unsigned char *rows;
    q_edits edits;
    train_weights *table;
} learner;

/* The row of the edit from a word to its lemma, without XPOS; 0, or -1 when there is none. */
static int edit_between(const char *word, const char *lemma, unsigned char *row)
{
    size_t same = 0, taken, put;
    while (word[same] && word[same] == lemma[same])
        same++;
    while (same && ((unsigned char)word[same] & 0xC0) == 0x80)
        same--;
    taken = strlen(word + same);
    put = strlen(lemma + same);
    memset(row, 0, Q_EDIT_ROW);
    if (taken > Q_EDIT_ENDING || put > Q_EDIT_ENDING || !*lemma)
        return -1;
    row[TAKEN] = (unsigned char)taken;
    row[PUT] = (unsigned char)put;
    memcpy(row + TAKEN + 1, word + same, taken);
    memcpy(row + PUT + 1, lemma + same, put);
    return 0;
}

/* The edit of a word of a treebank, as a row. */
static int gold_edit(const q_document *document, uint32_t token, const conllu_word *word, unsigned char *row)
{
    char lemma[Q_FOLDED_ROOM];
    if (!strcmp(word->lemma, "_") && strcmp(word->form, "_"))
        return -1;
    if (q_fold(word->lemma, strlen(word->lemma), lemma, sizeof lemma) == SIZE_MAX)
        return -1;
    return edit_between(q_token_lexeme(document, token)->folded, lemma, row);
}

static uint32_t find_edit(const unsigned char *rows, uint32_t count, const unsigned char *row)
{
    uint32_t i = 0;
    while (i < count && memcmp(rows + (size_t)i * Q_EDIT_ROW + TAKEN, row + TAKEN, Q_EDIT_ROW - TAKEN))
        i++;
    return i;
}

/* Calls back for each document of the treebanks, gold tags in place. */
static void each_document(learner *l, void (*visit)(learner *l, const conllu_word *words))
{
    for (size_t t = 0; t < 2; t++) {
        const conllu *treebank = l->treebanks[t];
        for (uint32_t from = 0, end; from < treebank->sentences.n; from = end) {
            end = conllu_document_end(treebank, from);
            train_document_treebank(l->document, treebank, treebank->text.at, from, end);
            const conllu_word *words = treebank->words.at + treebank->sentences.at[from].first;
            for (uint32_t i = 0; i < l->document->tokens.n; i++) {
                l->document->tokens.at[i].xpos = (uint8_t)q_xpos_of(words[i].xpos);
                l->document->tokens.at[i].upos = (uint16_t)q_upos_of(words[i].upos);
            }
            visit(l, words);
        }
    }
}

static void count_edits(learner *l, const conllu_word *words)
{
    unsigned char row[Q_EDIT_ROW];
    for (uint32_t i = 0; i < l->document->tokens.n; i++) {
        if (gold_edit(l->document, i, &words[i], row))
            continue;
        uint32_t edit = 0;
        while (edit < l->found.n && memcmp(l->found.at[edit].row + TAKEN, row + TAKEN, Q_EDIT_ROW - TAKEN))
            edit++;
        if (edit == l->found.n) {
            edit_use *made = Q_APPEND(&q_malloc_allocator, &l->found, 1);
            if (!made)
                train_fail("out of memory", "lemma");
            made->count = 0;
            memcpy(made->row, row, sizeof row);
        }
        edit_use *use = &l->found.at[edit];
        use->count++;
        q_write64(use->row, q_read64(use->row) | (uint64_t)1 << l->document->tokens.at[i].xpos);
    }
}

static int by_count(const void *a, const void *b)
{
    const edit_use *x = a, *y = b;
    return x->count != y->count ? (x->count > y->count ? -1 : 1) : memcmp(x->row, y->row, sizeof x->row);
}

static void learn_document(learner *l, const conllu_word *words)
{
    uint32_t features[Q_LEMMA_FEATURES_MAX], gold[Q_LEMMA_FEATURES_MAX], wrong[Q_LEMMA_FEATURES_MAX];
    unsigned char row[Q_EDIT_ROW];
    for (uint32_t i = 0; i < l->document->tokens.n; i++) {
        q_lemma_word word;
        q_lemma_word_of(l->document, i, &word);
        uint32_t right = gold_edit(l->document, i, &words[i], row) ? l->edits.count
                                                                   : find_edit(l->rows, l->edits.count, row);
        uint32_t best = l->edits.count, gold_count = 0, wrong_count = 0;
        float most = -1e30f;
        l->table->now++;
        for (uint32_t edit = 0; right < l->edits.count && edit < l->edits.count; edit++) {
            if (!q_edit_fits(&l->edits, edit, word.xpos, word.lexeme->folded, word.lexeme->length))
                continue;
            uint32_t count = q_lemma_features(&word, &l->edits, edit, features);
            float score = 0;
            train_scores(l->table, features, count, &score);
            if (edit == right)
                memcpy(gold, features, (gold_count = count) * sizeof *gold);
            if (score > most) {
                most = score;
                best = edit;
                memcpy(wrong, features, (wrong_count = count) * sizeof *wrong);
            }
        }
        if (best != right && gold_count) {
            train_move(l->table, gold, gold_count, 0, 1);
            train_move(l->table, wrong, wrong_count, 0, -1);
        }
    }
}

/* ---- the score ---- */

static void score(train_job *job, const q_model *model, const char *name, const char *path)
{
    conllu *treebank = conllu_read(path);
    q_document *document = train_document_new();
    uint32_t right = 0;
    char lemma[Q_FOLDED_ROOM + Q_EDIT_ENDING], label[64];
    document->model = model;
    for (uint32_t from = 0, end; from < treebank->sentences.n; from = end) {
        end = conllu_document_end(treebank, from);
        train_document_treebank(document, treebank, treebank->text.at, from, end);
        if (q_room_tag(document) != QUOTH_OK || q_room_lemma(document) != QUOTH_OK)
            train_fail("out of memory", "lemma");
        const conllu_word *words = treebank->words.at + treebank->sentences.at[from].first;
        for (uint32_t i = 0; i < document->tokens.n; i++) {
            q_lemma_write(document, i, lemma, sizeof lemma);
            right += !strcmp(lemma, words[i].lemma);
        }
    }
    snprintf(label, sizeof label, "lemma.%s", name);
    train_report(job, label, (double)right / treebank->words.n);
    train_document_free(document);
    conllu_free(treebank);
}

void score_lemma(train_job *job)
{
    q_model model;
    if (q_model_builtin(&model))
        train_fail("cannot be opened", "the built-in model");
    score(job, &model, "ewt", train_corpus(job, "treebank/en_ewt.dev.conllu"));
    score(job, &model, "gum", train_corpus(job, "treebank/en_gum.dev.conllu"));
}

void train_lemma(train_job *job)
{
    learner l = {.job = job, .document = train_document_new()};
    size_t size;
    l.treebanks[0] = conllu_read(train_corpus(job, "treebank/en_ewt.train.conllu"));
    l.treebanks[1] = conllu_read(train_corpus(job, "treebank/en_gum.train.conllu"));
    each_document(&l, count_edits);
    qsort(l.found.at, l.found.n, sizeof *l.found.at, by_count);
    l.rows = train_allocate(l.found.n, Q_EDIT_ROW);
    while (l.edits.count < l.found.n && l.edits.count < EDITS_MAX && l.found.at[l.edits.count].count >= EDIT_MIN) {
        memcpy(l.rows + l.edits.count * Q_EDIT_ROW, l.found.at[l.edits.count].row, Q_EDIT_ROW);
        l.edits.count++;
    }
    q_write64(l.rows, UINT64_MAX);
    l.edits.rows = l.rows;
    l.table = train_weights_new(WEIGHTS_BITS, 1, 1);
    for (int epoch = 0; epoch < EPOCHS; epoch++)
        each_document(&l, learn_document);
    train_average(l.table);
    void *weights = train_quantise(l.table, &size);
    train_put(job, "lemma", weights, size);
    train_put(job, "lemma.edits", l.rows, (size_t)l.edits.count * Q_EDIT_ROW);
    train_report(job, "edits", l.edits.count);
    train_weights_free(l.table);
    train_document_free(l.document);
    conllu_free(l.treebanks[0]);
    conllu_free(l.treebanks[1]);
}
