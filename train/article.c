#include "article.h"

#include <stdlib.h>
#include <string.h>

#include "analyze.h"
#include "rooms.h"

/* The tokens that hold a letter or digit of a span: from the first to the last. */
static q_span tokens_of(const q_document *document, q_span bytes)
{
    uint32_t first = q_token_from(document, bytes.start), end;
    if (first && document->tokens.at[first - 1].end > bytes.start + (bytes.end - bytes.start) / 2)
        first--;
    end = first;
    while (end < document->tokens.n && document->tokens.at[end].start < bytes.end)
        end++;
    while (first < end && !q_node_is_word(&document->nodes.at[first]))
        first++;
    while (end > first && !q_node_is_word(&document->nodes.at[end - 1]))
        end--;
    return (q_span){first, end};
}

static q_span whole(const q_document *document, const jsonl_spans *spans)
{
    q_span all = {0, 0};
    for (uint32_t i = 0; i < spans->n; i++) {
        q_span one = tokens_of(document, spans->at[i]);
        if (one.start < one.end)
            all = all.start < all.end ? (q_span){all.start, one.end} : one;
    }
    return all;
}

static void read_gold(train_article *article, const jsonl_document *gold)
{
    article->quotes = train_allocate(gold->quotes.n, sizeof *article->quotes);
    for (uint32_t i = 0; i < gold->quotes.n; i++) {
        const jsonl_quote *quote = &gold->quotes.at[i];
        train_article_quote *row = &article->quotes[article->count++];
        row->cue = whole(&article->document, &quote->cue);
        row->source = quote->source.n ? tokens_of(&article->document, quote->source.at[0]) : (q_span){0, 0};
        for (uint32_t j = 0; j < quote->content.n && row->pieces < ARTICLE_PIECES; j++) {
            q_span piece = tokens_of(&article->document, quote->content.at[j]);
            if (piece.start < piece.end)
                row->content[row->pieces++] = piece;
        }
    }
}

static void run_rooms(q_document *document)
{
    for (size_t i = 0; i < q_room_count && strcmp(q_rooms[i].name, "content"); i++)
        if (q_rooms[i].run(document) != QUOTH_OK)
            train_fail("fails", q_rooms[i].name);
    if (q_nodes_make(document) != QUOTH_OK)
        train_fail("out of memory", "nodes");
}

train_articles articles_read(const char *path)
{
    static q_model model;
    train_articles read = {.corpus = jsonl_read(path)};
    const q_document *base = train_document_new();
    q_model_builtin(&model);
    read.count = read.corpus.count;
    read.at = train_allocate(read.count, sizeof *read.at);
    for (uint32_t i = 0; i < read.count; i++) {
        const jsonl_document *gold = &read.corpus.documents[i];
        train_article *article = &read.at[i];
        article->document = *base;
        article->document.model = &model;
        article->fold = i % ARTICLE_FOLDS;
        train_document_text(&article->document, gold->text, gold->length);
        run_rooms(&article->document);
        read_gold(article, gold);
    }
    return read;
}

void articles_free(train_articles *articles)
{
    for (uint32_t i = 0; i < articles->count; i++) {
        q_document_free(&articles->at[i].document);
        free(articles->at[i].quotes);
    }
    free(articles->at);
    jsonl_free(&articles->corpus);
}
