#include "tree.h"

#include <stdlib.h>
#include <string.h>

#include "convert.h"
#include "rooms.h"
#include "train.h"

/* A tree without heads; NULL when the sentence is too long to be parsed. */
static tree *add_tree(trees *list, const q_document *document, const q_sentence *sentence, q_parse *parse)
{
    uint32_t count = sentence->end - sentence->first;
    if (count > Q_PARSE_MAX || !count)
        return NULL;
    tree *made = Q_APPEND(&q_malloc_allocator, &list->rows, 1);
    if (!made)
        train_fail("out of memory", "trees");
    q_parse_read(parse, document, sentence->first, sentence->end);
    *made = (tree){train_allocate(count + 1, sizeof *made->words), train_allocate(count + 1, sizeof *made->heads),
                   train_allocate(count + 1, sizeof *made->relations), count};
    memcpy(made->words, parse->words, (count + 1) * sizeof *made->words);
    return made;
}

static void set_arcs(tree *made, const conllu_word *words)
{
    for (uint32_t i = 1; i <= made->count; i++) {
        made->heads[i] = (uint16_t)words[i - 1].head;
        made->relations[i] = (uint8_t)q_relation_of(words[i - 1].relation);
    }
}

static void tag(q_document *document, const q_tagger *tagger)
{
    if (q_tagger_run(tagger, document) != QUOTH_OK)
        train_fail("out of memory", "tag");
}

static q_model builtin_model(void)
{
    q_model model;
    if (q_model_builtin(&model))
        train_fail("cannot be opened", "the built-in model");
    return model;
}

/* By the lemmas of the built-in model. */
static void find_lemmas(q_document *document, const q_model *model)
{
    document->model = model;
    if (q_room_lemma(document) != QUOTH_OK)
        train_fail("out of memory", "lemma");
    document->model = NULL;
}

void trees_read(trees *list, const conllu *treebank, const train_folds *folds, const q_tagger *tagger)
{
    q_model model = builtin_model();
    q_document *document = train_document_new();
    q_parse *parse = train_allocate(1, sizeof *parse);
    for (uint32_t from = 0, end; from < treebank->sentences.n; from = end) {
        end = conllu_document_end(treebank, from);
        train_document_treebank(document, treebank, treebank->text.at, from, end);
        if (folds)
            train_folds_tag(folds, treebank->sentences.at[from].document, document);
        else
            tag(document, tagger);
        find_lemmas(document, &model);
        for (uint32_t i = from; i < end; i++) {
            tree *made = add_tree(list, document, &document->sentences.at[i - from], parse);
            if (made)
                set_arcs(made, &treebank->words.at[treebank->sentences.at[i].first]);
        }
    }
    train_document_free(document);
    free(parse);
}

static void give_article(q_document *document, const silver_document *given)
{
    q_span *sentences = train_allocate(given->sentences.n, sizeof *sentences);
    q_span *words = train_allocate(given->words.n, sizeof *words);
    for (uint32_t i = 0; i < given->sentences.n; i++)
        sentences[i] = given->sentences.at[i].span;
    for (uint32_t i = 0; i < given->words.n; i++)
        words[i] = given->words.at[i].span;
    train_document_gold(document, given->article->text, given->article->length, sentences, given->sentences.n, words,
                        given->words.n);
    free(sentences);
    free(words);
}

void trees_read_silver(trees *list, const silver *corpus, const q_tagger *tagger)
{
    q_model model = builtin_model();
    q_document *document = train_document_new();
    q_parse *parse = train_allocate(1, sizeof *parse);
    for (uint32_t d = 0; d < corpus->count; d++) {
        const silver_document *given = &corpus->documents[d];
        give_article(document, given);
        tag(document, tagger);
        find_lemmas(document, &model);
        for (uint32_t i = 0; i < given->sentences.n; i++) {
            const silver_sentence *sentence = &given->sentences.at[i];
            if (document->sentences.at[i].end - document->sentences.at[i].first != sentence->end - sentence->first)
                continue;
            tree *made = add_tree(list, document, &document->sentences.at[i], parse);
            if (made)
                convert_arcs(given->words.at + sentence->first, made->count, TREE_UNKNOWN, made->heads, made->relations);
        }
    }
    train_document_free(document);
    free(parse);
}

void trees_free(trees *list)
{
    for (uint32_t i = 0; i < list->rows.n; i++) {
        free(list->rows.at[i].words);
        free(list->rows.at[i].heads);
        free(list->rows.at[i].relations);
    }
    Q_ROWS_FREE(&q_malloc_allocator, &list->rows);
}

void tree_begin(const tree *given, q_parse *parse)
{
    parse->count = given->count;
    memcpy(parse->words, given->words, (given->count + 1) * sizeof *given->words);
    q_parse_begin(parse);
}
