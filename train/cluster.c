#include "cluster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/cluster.h"
#include "rooms.h"

enum {
    CLASSES = Q_CLUSTER_COUNT,
    WORD_MIN = 6,        /* a word seen less often has no class */
    NEIGHBOURS = 3000,   /* words that count as neighbours: the most frequent */
    CONTEXTS = 2 * NEIGHBOURS, /* a neighbour before and one behind are different contexts */
    ROUNDS = 8,
    LOGS = 1 << 16
};

typedef struct word {
    uint32_t hash;
    uint32_t count;
    uint32_t first; /* [first, end) its contexts */
    uint32_t end;
    uint32_t total; /* of the counts of its contexts */
    uint32_t class_;
} word;

typedef struct context {
    uint32_t number;
    uint32_t count;
} context;

typedef struct clustering {
    word *words; /* from the most frequent on */
    uint32_t count;
    Q_ROWS(context) contexts;
    uint32_t *seen;  /* [context][class] */
    uint64_t totals[CLASSES];
    double *logs;    /* n log n */
} clustering;

static void add_word(train_text *out, uint32_t hash)
{
    uint32_t *at = Q_APPEND(&q_malloc_allocator, &out->words, 1);
    if (!at)
        train_fail("out of memory", "cluster");
    *at = hash;
}

void train_text_add(train_text *out, q_document *document, const char *text, uint32_t length)
{
    train_document_text(document, text, length);
    if (q_room_paragraph(document) != QUOTH_OK || q_room_quotemark(document) != QUOTH_OK ||
        q_room_sentence(document) != QUOTH_OK || q_room_token(document) != QUOTH_OK)
        train_fail("out of memory", "cluster");
    for (uint32_t i = 0; i < document->tokens.n; i++) {
        const q_lexeme *lexeme = q_token_lexeme(document, i);
        if (!i || document->tokens.at[i].sentence != document->tokens.at[i - 1].sentence)
            add_word(out, 0);
        add_word(out, q_cluster_hash(lexeme->folded, lexeme->length));
    }
}

/* ---- words and their contexts ---- */

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static int by_pair(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static int by_count(const void *a, const void *b)
{
    const word *x = a, *y = b;
    return x->count != y->count ? (x->count > y->count ? -1 : 1) : x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int by_hash(const void *a, const void *b)
{
    const word *x = a, *y = b;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void find_words(clustering *c, const train_text *text)
{
    uint32_t n = text->words.n, *sorted = train_allocate(n, sizeof *sorted);
    memcpy(sorted, text->words.at, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_number);
    c->words = train_allocate(n / WORD_MIN + 1, sizeof *c->words);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && sorted[end] == sorted[i];)
            end++;
        if (end - i >= WORD_MIN)
            c->words[c->count++] = (word){.hash = sorted[i], .count = end - i};
    }
    free(sorted);
    qsort(c->words, c->count, sizeof *c->words, by_count);
}

typedef struct rank { /* of a word, by its hash */
    uint32_t hash;
    uint32_t number;
} rank;

/* The number of each word of the text, or the count of words for a rare one. */
static uint32_t *numbers_of(const clustering *c, const train_text *text)
{
    rank *ranks = train_allocate(c->count, sizeof *ranks);
    uint32_t *numbers = train_allocate(text->words.n, sizeof *numbers);
    for (uint32_t i = 0; i < c->count; i++)
        ranks[i] = (rank){c->words[i].hash, i};
    qsort(ranks, c->count, sizeof *ranks, by_number);
    for (uint32_t i = 0; i < text->words.n; i++) {
        const rank *found = bsearch(&text->words.at[i], ranks, c->count, sizeof *ranks, by_number);
        numbers[i] = found ? found->number : c->count;
    }
    free(ranks);
    return numbers;
}

static void find_contexts(clustering *c, const train_text *text)
{
    uint32_t *numbers = numbers_of(c, text), pairs = 0;
    uint64_t *list = train_allocate((size_t)text->words.n * 2, sizeof *list);
    for (uint32_t i = 0; i < text->words.n; i++) {
        if (numbers[i] == c->count)
            continue;
        if (i && numbers[i - 1] < NEIGHBOURS)
            list[pairs++] = (uint64_t)numbers[i] << 32 | numbers[i - 1];
        if (i + 1 < text->words.n && numbers[i + 1] < NEIGHBOURS)
            list[pairs++] = (uint64_t)numbers[i] << 32 | (numbers[i + 1] + NEIGHBOURS);
    }
    qsort(list, pairs, sizeof *list, by_pair);
    for (uint32_t i = 0, end; i < pairs; i = end) {
        word *owner = &c->words[list[i] >> 32];
        for (end = i; end < pairs && list[end] == list[i];)
            end++;
        context *at = Q_APPEND(&q_malloc_allocator, &c->contexts, 1);
        if (!at)
            train_fail("out of memory", "cluster");
        *at = (context){(uint32_t)list[i], end - i};
        if (!owner->total)
            owner->first = c->contexts.n - 1;
        owner->end = c->contexts.n;
        owner->total += end - i;
    }
    free(numbers);
    free(list);
}

/* ---- exchange ---- */

static double n_log_n(const clustering *c, uint64_t n)
{
    return n < LOGS ? c->logs[n] : (double)n * log((double)n);
}

static void put_into(clustering *c, const word *w, uint32_t class_, int sign)
{
    for (uint32_t i = w->first; i < w->end; i++)
        c->seen[c->contexts.at[i].number * CLASSES + class_] += (uint32_t)sign * c->contexts.at[i].count;
    c->totals[class_] += (uint64_t)(int64_t)sign * w->total;
}

static uint32_t best_class(const clustering *c, const word *w)
{
    double gain[CLASSES] = {0};
    uint32_t best = 0;
    for (uint32_t i = w->first; i < w->end; i++) {
        const uint32_t *row = &c->seen[c->contexts.at[i].number * CLASSES];
        uint32_t more = c->contexts.at[i].count;
        for (uint32_t k = 0; k < CLASSES; k++)
            gain[k] += n_log_n(c, row[k] + more) - n_log_n(c, row[k]);
    }
    for (uint32_t k = 0; k < CLASSES; k++) {
        gain[k] -= n_log_n(c, c->totals[k] + w->total) - n_log_n(c, c->totals[k]);
        if (gain[k] > gain[best])
            best = k;
    }
    return best;
}

static void exchange(clustering *c)
{
    for (uint32_t i = 0; i < c->count; i++) {
        c->words[i].class_ = i % CLASSES;
        put_into(c, &c->words[i], c->words[i].class_, 1);
    }
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t moved = 0;
        for (uint32_t i = 0; i < c->count; i++) {
            word *w = &c->words[i];
            uint32_t before = w->class_;
            put_into(c, w, before, -1);
            w->class_ = best_class(c, w);
            put_into(c, w, w->class_, 1);
            moved += w->class_ != before;
        }
        fprintf(stderr, "cluster: round %d, %u of %u words moved\n", round + 1, moved, c->count);
    }
}

void *train_clusters(const train_text *text, size_t *size)
{
    clustering c = {.seen = train_allocate((size_t)CONTEXTS * CLASSES, sizeof *c.seen),
                    .logs = train_allocate(LOGS, sizeof *c.logs)};
    for (uint32_t i = 2; i < LOGS; i++)
        c.logs[i] = i * log(i);
    find_words(&c, text);
    find_contexts(&c, text);
    exchange(&c);
    qsort(c.words, c.count, sizeof *c.words, by_hash);
    *size = Q_CLUSTER_HEADER + (size_t)c.count * 5;
    unsigned char *section = train_allocate(*size, 1);
    q_write32(section, c.count);
    for (uint32_t i = 0; i < c.count; i++) {
        q_write32(section + Q_CLUSTER_HEADER + (size_t)i * 4, c.words[i].hash);
        section[Q_CLUSTER_HEADER + (size_t)c.count * 4 + i] = (unsigned char)(c.words[i].class_ + 1);
    }
    free(c.words);
    free(c.seen);
    free(c.logs);
    Q_ROWS_FREE(&q_malloc_allocator, &c.contexts);
    return section;
}
