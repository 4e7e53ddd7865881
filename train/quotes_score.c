/* quotes_score.c - precision and recall of quotes by their tokens, matched one to one, best overlap first. */
#include <stdlib.h>
#include <string.h>

#include "quotes.h"

typedef struct pair {
    double overlap;
    uint32_t gold;
    uint32_t found;
} pair;

typedef struct tally {
    uint32_t gold, found, exact, overlap;
    uint32_t cue_gold, cue_found, cue_right, source_gold, source_found, source_right;
    uint32_t type_gold[3], type_exact[3];
} tally;

static uint32_t words_of(const q_document *document, const q_span *spans, uint32_t count)
{
    uint32_t words = 0;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = spans[i].start; j < spans[i].end; j++)
            words += q_node_is_word(&document->nodes.at[j]) ? document->tokens.at[j].end - document->tokens.at[j].start : 0;
    return words;
}

static uint32_t common_words(const q_document *document, const q_span *a, uint32_t n, const q_span *b, uint32_t m)
{
    uint32_t words = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < m; j++) {
            q_span both = {a[i].start > b[j].start ? a[i].start : b[j].start, a[i].end < b[j].end ? a[i].end : b[j].end};
            words += both.start < both.end ? words_of(document, &both, 1) : 0;
        }
    return words;
}

double quotes_overlap(const q_document *document, const q_span *a, uint32_t n, const q_span *b, uint32_t m)
{
    uint32_t both = common_words(document, a, n, b, m);
    uint32_t all = words_of(document, a, n) + words_of(document, b, m) - both;
    return all ? (double)both / all : 0;
}

static int by_overlap(const void *a, const void *b)
{
    const pair *x = a, *y = b;
    if (x->overlap != y->overlap)
        return x->overlap < y->overlap ? 1 : -1;
    if (x->gold != y->gold)
        return x->gold < y->gold ? -1 : 1;
    return x->found < y->found ? -1 : x->found > y->found;
}

static uint32_t type_of(const q_document *document, const train_article_quote *quote)
{
    uint32_t inside = 0, words = 0;
    for (uint32_t i = 0; i < quote->pieces; i++)
        for (uint32_t j = quote->content[i].start; j < quote->content[i].end; j++)
            if (q_node_is_word(&document->nodes.at[j])) {
                words++;
                inside += document->nodes.at[j].quotation != Q_NONE;
            }
    return inside == words ? 0 : inside ? 2 : 1;
}

static void score_quotes(const train_article *article, const quotes_list *found, tally *t)
{
    pair *pairs = train_allocate((size_t)article->count * found->rows.n, sizeof *pairs);
    uint8_t *gold_done = train_allocate(article->count, 1), *found_done = train_allocate(found->rows.n, 1);
    size_t count = 0;
    for (uint32_t i = 0; i < article->count; i++)
        for (uint32_t j = 0; j < found->rows.n; j++) {
            double overlap = quotes_overlap(&article->document, article->quotes[i].content, article->quotes[i].pieces,
                                            found->rows.at[j].reading.piece, found->rows.at[j].reading.pieces);
            if (overlap > 0)
                pairs[count++] = (pair){overlap, i, j};
        }
    qsort(pairs, count, sizeof *pairs, by_overlap);
    for (size_t i = 0; i < count; i++) {
        uint32_t type = type_of(&article->document, &article->quotes[pairs[i].gold]);
        if (gold_done[pairs[i].gold] || found_done[pairs[i].found])
            continue;
        gold_done[pairs[i].gold] = found_done[pairs[i].found] = 1;
        t->exact += pairs[i].overlap == 1;
        t->type_exact[type] += pairs[i].overlap == 1;
        t->overlap += pairs[i].overlap >= .5;
    }
    for (uint32_t i = 0; i < article->count; i++)
        t->type_gold[type_of(&article->document, &article->quotes[i])]++;
    t->gold += article->count;
    t->found += found->rows.n;
    free(pairs);
    free(gold_done);
    free(found_done);
}

static uint32_t unique(q_span *spans, uint32_t count)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t j = 0;
        while (j < n && (spans[j].start != spans[i].start || spans[j].end != spans[i].end))
            j++;
        if (j == n && spans[i].start < spans[i].end)
            spans[n++] = spans[i];
    }
    return n;
}

static void score_spans(const train_article *article, const quotes_list *found, int source, tally *t)
{
    q_span *gold = train_allocate(article->count, sizeof *gold), *ours = train_allocate(found->rows.n, sizeof *ours);
    for (uint32_t i = 0; i < article->count; i++)
        gold[i] = source ? article->quotes[i].source : article->quotes[i].cue;
    for (uint32_t i = 0; i < found->rows.n; i++)
        ours[i] = source ? found->rows.at[i].reading.source : found->rows.at[i].reading.cue;
    uint32_t n = unique(gold, article->count), m = unique(ours, found->rows.n), right = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < m; j++)
            right += gold[i].start == ours[j].start && gold[i].end == ours[j].end;
    *(source ? &t->source_gold : &t->cue_gold) += n;
    *(source ? &t->source_found : &t->cue_found) += m;
    *(source ? &t->source_right : &t->cue_right) += right;
    free(gold);
    free(ours);
}

static double f1(uint32_t right, uint32_t gold, uint32_t found)
{
    return gold + found ? 2.0 * right / (gold + found) : 0;
}

void quotes_score(train_job *job, const train_articles *gold, const quotes_list *found)
{
    static const char *const exact[] = {"direct.exact.r", "indirect.exact.r", "mixed.exact.r"};
    tally t = {0};
    for (uint32_t i = 0; i < gold->count; i++) {
        score_quotes(&gold->at[i], &found[i], &t);
        score_spans(&gold->at[i], &found[i], 0, &t);
        score_spans(&gold->at[i], &found[i], 1, &t);
    }
    train_report(job, "exact.f1", f1(t.exact, t.gold, t.found));
    train_report(job, "overlap.f1", f1(t.overlap, t.gold, t.found));
    train_report(job, "cue.f1", f1(t.cue_right, t.cue_gold, t.cue_found));
    train_report(job, "source.f1", f1(t.source_right, t.source_gold, t.source_found));
    for (int i = 0; i < 3; i++)
        train_report(job, exact[i], t.type_gold[i] ? (double)t.type_exact[i] / t.type_gold[i] : 0);
}
