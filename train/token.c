/* token.c - learns where tokens end within chunks: logistic regression over the joints of texts with gold tokens. */
#include <stdlib.h>

#include "binary.h"
#include "conllu.h"
#include "joint.h"
#include "jsonl.h"
#include "rooms.h"
#include "utf8.h"

static const binary_options options = {.bits = 16, .epochs = 12, .rate = 0.05};

/* Opens a text with its gold sentences. */
static void open_gold(q_document *document, const jsonl_document *gold)
{
    train_document_gold(document, gold->text, gold->length, gold->sentences.at, gold->sentences.n, gold->tokens.at, 0);
}

/* The joints of a chunk; `token` is the first gold token that ends in it or behind it. */
static void add_chunk(binary *all, q_joint *joint, const jsonl_document *gold, uint32_t token, q_span chunk, q_span sentence)
{
    q_joint_chunk(joint, chunk, sentence);
    while (q_joint_next(joint)) {
        while (token < gold->tokens.n && gold->tokens.at[token].end < joint->at)
            token++;
        int ends = token < gold->tokens.n && gold->tokens.at[token].end == joint->at;
        uint32_t *features = binary_room(all, Q_JOINT_FEATURES);
        binary_add(all, features, q_joint_features(joint, features), ends);
        if (ends)
            q_joint_cut(joint);
    }
}

static uint32_t chunk_end(const char *text, uint32_t start, uint32_t end)
{
    uint32_t at = start, next;
    while (at < end && !q_is_space(q_utf8_at(text, at, &next)))
        at = next;
    return at;
}

static void add_document(binary *all, q_document *document, const jsonl_document *gold)
{
    q_joint joint;
    q_joint_plain_parts parts;
    uint32_t token = 0, next;
    open_gold(document, gold);
    q_joint_open(&joint, document);
    for (uint32_t i = 0; i < gold->sentences.n; i++) {
        q_span sentence = gold->sentences.at[i];
        for (uint32_t at = sentence.start; at < sentence.end; at = next) {
            q_span chunk = {at, chunk_end(gold->text, at, sentence.end)};
            while (token < gold->tokens.n && gold->tokens.at[token].end <= at)
                token++;
            if (chunk.end > at && !q_joint_plain(document, chunk, &parts) && q_joint_is_known(document, chunk))
                add_chunk(all, &joint, gold, token, chunk, sentence);
            next = chunk.end;
            if (chunk.end == at)
                q_utf8_at(gold->text, at, &next);
        }
    }
}

static void add_corpus(binary *all, q_document *document, const char *path)
{
    jsonl corpus = jsonl_read(path);
    for (uint32_t i = 0; i < corpus.count; i++)
        add_document(all, document, &corpus.documents[i]);
    jsonl_free(&corpus);
}

typedef struct counts {
    uint32_t right, found, gold;
} counts;

/* Compares tokens, words written together as one, with gold. */
static void compare(counts *all, const q_document *document, const jsonl_document *gold)
{
    uint32_t k = 0;
    for (uint32_t i = 0, end; i < document->tokens.n; i = end) {
        q_span token = {document->tokens.at[i].start, document->tokens.at[i].end};
        for (end = i + 1; end < document->tokens.n && document->tokens.at[end].joined; end++)
            token.end = document->tokens.at[end].end;
        while (k < gold->tokens.n && gold->tokens.at[k].start < token.start)
            k++;
        all->found++;
        all->right += k < gold->tokens.n && gold->tokens.at[k].start == token.start && gold->tokens.at[k].end == token.end;
    }
    all->gold += gold->tokens.n;
}

/* The F1 of exact tokens in gold sentences. */
static double score(q_document *document, const char *path)
{
    counts all = {0, 0, 0};
    jsonl corpus = jsonl_read(path);
    for (uint32_t i = 0; i < corpus.count; i++) {
        open_gold(document, &corpus.documents[i]);
        if (q_room_token(document) != QUOTH_OK)
            train_fail("out of memory", path);
        compare(&all, document, &corpus.documents[i]);
    }
    jsonl_free(&corpus);
    return 200.0 * all.right / (all.found + all.gold);
}

/* The F1 of exact words in the gold sentences of a treebank. */
static double word_score(q_document *document, const char *path)
{
    conllu *treebank = conllu_read(path);
    q_span *sentences = train_allocate(treebank->sentences.n, sizeof *sentences);
    uint32_t right = 0;
    for (uint32_t i = 0; i < treebank->sentences.n; i++)
        sentences[i] = treebank->sentences.at[i].span;
    train_document_gold(document, treebank->text.at, treebank->text.n, sentences, treebank->sentences.n, NULL, 0);
    if (q_room_token(document) != QUOTH_OK)
        train_fail("out of memory", path);
    for (uint32_t i = 0, k = 0; i < document->tokens.n; i++) {
        const q_token *token = &document->tokens.at[i];
        while (k < treebank->words.n && treebank->words.at[k].span.start < token->start)
            k++;
        right += k < treebank->words.n && treebank->words.at[k].span.start == token->start &&
                 treebank->words.at[k].span.end == token->end;
    }
    double f1 = 200.0 * right / (document->tokens.n + treebank->words.n);
    free(sentences);
    conllu_free(treebank);
    return f1;
}

void train_token(train_job *job)
{
    binary joints = {0};
    size_t size;
    q_model model;
    q_document *document = train_document_new();
    add_corpus(&joints, document, train_corpus(job, "sentences/ud_en_ewt.train.jsonl"));
    add_corpus(&joints, document, train_corpus(job, "sentences/ud_en_gum.train.jsonl"));
    const void *section = binary_learn(job, &joints, &options, &size);
    train_put(job, "token", section, size);
    train_model(job, &model);
    document->model = &model;
    const char *ewt = train_corpus(job, "sentences/ud_en_ewt.dev.jsonl");
    train_report(job, "token.ewt", score(document, ewt));
    const char *gum = train_corpus(job, "sentences/ud_en_gum.dev.jsonl");
    train_report(job, "token.gum", score(document, gum));
    train_report(job, "token.words.ewt", word_score(document, train_corpus(job, "treebank/en_ewt.dev.conllu")));
    train_report(job, "token.words.gum", word_score(document, train_corpus(job, "treebank/en_gum.dev.conllu")));
    binary_free(&joints);
    train_document_free(document);
}
