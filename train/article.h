/* article.h - articles with gold quotes, read by the rooms of the library; the gold spans as tokens. */
#ifndef TRAIN_ARTICLE_H
#define TRAIN_ARTICLE_H

#include "jsonl.h"
#include "node.h"
#include "train.h"

enum { ARTICLE_PIECES = 12, ARTICLE_FOLDS = 4 };

typedef struct train_article_quote { /* tokens */
    q_span cue; /* first to last token; empty for none */
    q_span source;
    q_span content[ARTICLE_PIECES];
    uint32_t pieces;
} train_article_quote;

typedef struct train_article {
    q_document document; /* up to the room before content, with its nodes */
    train_article_quote *quotes;
    uint32_t count;
    uint32_t fold;       /* 0..ARTICLE_FOLDS - 1 */
} train_article;

typedef struct train_articles {
    train_article *at;
    uint32_t count;
    jsonl corpus;
} train_articles;

/* Reads a corpus and runs the rooms with the model of the library. */
train_articles articles_read(const char *path);
void articles_free(train_articles *articles);

#endif
