/* sentence.c - learns where sentences end: logistic regression over the gaps of texts with gold sentences. */
#include <stdlib.h>
#include <string.h>

#include "binary.h"
#include "boundary.h"
#include "jsonl.h"
#include "rooms.h"
#include "silver.h"
#include "train.h"
#include "utf8.h"

enum {
    PAIRED = 4, /* one in so many abbreviations gives a further example */
    ABBREVIATION_MAX = 24,
    ABBREVIATION_ROOM = ABBREVIATION_MAX * 6
};

static const binary_options options = {
    .bits = 19, .epochs = 12, .rate = 0.05, .words = Q_BOUNDARY_LEXICAL, .wordless = 30};

static void add_gap(binary *all, q_boundary *boundary, int ends)
{
    uint32_t *features = binary_room(all, Q_BOUNDARY_FEATURES);
    binary_add(all, features, q_boundary_features(boundary, features), ends != 0);
}

/* What corpora say of the gaps of a text: a set of these. */
enum { ENDS = 1, TOLD = 2 };

struct judge {
    int (*verdict)(struct judge *judge, const q_boundary *boundary);
    int (*is_chosen)(const char *text, const q_boundary *boundary);
    const jsonl_document *gold;
    uint32_t sentence;            /* the first that ends at the gap or behind it */
    struct quotation *quotations; /* of a novel */
    uint32_t quotation;           /* the first that ends at the word before the gap or behind it */
    uint32_t count;
};

static int every_gap(const char *text, const q_boundary *boundary)
{
    (void)text, (void)boundary;
    return 1;
}

/* A full stop, and a capital or digit behind it: where the conventions of all corpora agree. */
static int after_full_stop(const char *text, const q_boundary *boundary)
{
    char after = text[boundary->next];
    return text[boundary->gap - 1] == '.' && ((after >= 'A' && after <= 'Z') || (after >= '0' && after <= '9'));
}

/* A mark, but none at which only translators end a sentence. */
static int after_mark(const char *text, const q_boundary *boundary)
{
    uint32_t start, before = q_utf8_before(text, boundary->gap, &start);
    return !q_is_word(before) && before != ':' && before != ';' && before != '-' && before != 0x2013 && before != 0x2014;
}

static int gold_verdict(struct judge *judge, const q_boundary *boundary)
{
    const jsonl_document *gold = judge->gold;
    while (judge->sentence < gold->sentences.n && gold->sentences.at[judge->sentence].end < boundary->gap)
        judge->sentence++;
    int ends = judge->sentence < gold->sentences.n && gold->sentences.at[judge->sentence].end == boundary->gap;
    return (ends ? ENDS : 0) | (judge->is_chosen(gold->text, boundary) ? TOLD : 0);
}

static void open_text(q_document *document, q_boundary *boundary, const char *text, uint32_t length)
{
    train_document_text(document, text, length);
    if (q_room_paragraph(document) != QUOTH_OK || q_room_quotemark(document) != QUOTH_OK)
        train_fail("out of memory", "text");
    q_boundary_open(boundary, document, document->settings->style);
}

static void add_text(binary *all, q_document *document, struct judge *judge)
{
    q_boundary boundary;
    open_text(document, &boundary, judge->gold->text, judge->gold->length);
    for (uint32_t i = 0; i < document->paragraphs.n; i++) {
        q_boundary_paragraph(&boundary, i);
        while (q_boundary_next(&boundary)) {
            int verdict = judge->verdict(judge, &boundary);
            if (verdict & TOLD)
                add_gap(all, &boundary, verdict & ENDS);
            if (verdict & ENDS)
                q_boundary_cut(&boundary);
        }
    }
}

/* An abbreviation that can end a sentence stands before the gap: U.S., p.m., Inc. */
static int is_abbreviation(const q_document *document, uint32_t start, uint32_t end)
{
    char key[ABBREVIATION_ROOM];
    while (start < end && strchr("(\"'", document->text[start]))
        start++;
    size_t length = end - start < ABBREVIATION_MAX ? q_fold(document->text + start, end - start, key, sizeof key) : SIZE_MAX;
    if (length == SIZE_MAX || length < 3 || key[length - 1] != '.')
        return 0;
    const q_entry *entry = q_lexicon_find(document->lexicon, key, length);
    return memchr(key, '.', length - 1) || (entry && entry->flags & Q_LEX_ABBREVIATION_END);
}

/* A sentence cut off behind such an abbreviation, and the next sentence. */
static void add_pair(binary *all, q_document *document, const char *text, q_span cut, q_span next)
{
    q_boundary boundary;
    uint32_t length = cut.end - cut.start;
    char *pair = train_allocate(length + 1 + next.end - next.start, 1);
    memcpy(pair, text + cut.start, length);
    pair[length] = ' ';
    memcpy(pair + length + 1, text + next.start, next.end - next.start);
    open_text(document, &boundary, pair, length + 1 + next.end - next.start);
    q_boundary_paragraph(&boundary, 0);
    while (q_boundary_next(&boundary) && boundary.gap < length)
        ;
    if (boundary.gap == length)
        add_gap(all, &boundary, 1);
    free(pair);
}

/* Sentences that end with an abbreviation are rare: every PAIRED-th abbreviation within a sentence gives one more. */
static void add_abbreviations(binary *all, q_document *document, const jsonl_document *gold)
{
    uint32_t seen = 0;
    for (uint32_t i = 0; i + 1 < gold->sentences.n; i++) {
        q_span sentence = gold->sentences.at[i];
        for (uint32_t start = sentence.start, at = start; at < sentence.end; at++) {
            if (gold->text[at] != ' ')
                continue;
            train_document_text(document, gold->text, gold->length);
            if (is_abbreviation(document, start, at) && ++seen % PAIRED == 0)
                add_pair(all, document, gold->text, (q_span){sentence.start, at}, gold->sentences.at[i + 1]);
            start = at + 1;
        }
    }
}

static void add_corpus(binary *all, q_document *document, const char *path,
                       int (*is_chosen)(const char *text, const q_boundary *boundary))
{
    jsonl corpus = jsonl_read(path);
    for (uint32_t i = 0; i < corpus.count; i++) {
        struct judge judge = {.verdict = gold_verdict, .is_chosen = is_chosen, .gold = &corpus.documents[i]};
        add_text(all, document, &judge);
        add_abbreviations(all, document, &corpus.documents[i]);
    }
    jsonl_free(&corpus);
}

struct quotation { /* a part of a quote that is set in marks */
    uint32_t end;          /* of its words */
    uint32_t cue;          /* where the cue of the quote begins; 0 for none */
};

static int by_end(const void *a, const void *b)
{
    uint32_t one = ((const struct quotation *)a)->end, two = ((const struct quotation *)b)->end;
    return (one > two) - (one < two);
}

static void read_quotations(struct judge *judge)
{
    uint32_t room = 0;
    for (uint32_t i = 0; i < judge->gold->quotes.n; i++)
        room += judge->gold->quotes.at[i].content.n;
    judge->quotations = train_allocate(room, sizeof *judge->quotations);
    for (uint32_t i = 0; i < judge->gold->quotes.n; i++) {
        const jsonl_quote *quote = &judge->gold->quotes.at[i];
        uint32_t cue = quote->cue.n ? quote->cue.at[0].start : 0;
        for (uint32_t k = 0; k < quote->content.n; k++)
            judge->quotations[judge->count++] = (struct quotation){quote->content.at[k].end, cue};
    }
    qsort(judge->quotations, judge->count, sizeof *judge->quotations, by_end);
}

static int has_stop(const char *text, uint32_t start, uint32_t end)
{
    while (start < end && text[start] != '.' && text[start] != '!' && text[start] != '?')
        start++;
    return start < end;
}

/* Behind a quotation that ends with a stop the sentence goes on where its cue follows, or a small letter. */
static int novel_verdict(struct judge *judge, const q_boundary *boundary)
{
    const char *text = judge->gold->text;
    while (judge->quotation < judge->count && judge->quotations[judge->quotation].end < q_boundary_chunk_before(boundary, boundary->gap))
        judge->quotation++;
    int capital = !(text[boundary->next] >= 'a' && text[boundary->next] <= 'z');
    const struct quotation *quotation = &judge->quotations[judge->quotation];
    if (judge->quotation == judge->count || quotation->end >= boundary->gap ||
        !has_stop(text, quotation->end - 1, boundary->gap))
        return capital && has_stop(text, boundary->gap - 1, boundary->gap) ? ENDS : 0;
    int follows = quotation->cue >= boundary->next && !has_stop(text, boundary->next, quotation->cue);
    return (capital && !follows ? ENDS : 0) | TOLD;
}

static void add_novels(binary *all, q_document *document, const char *path)
{
    jsonl corpus = jsonl_read(path);
    for (uint32_t i = 0; i < corpus.count; i++) {
        struct judge judge = {.verdict = novel_verdict, .gold = &corpus.documents[i]};
        read_quotations(&judge);
        add_text(all, document, &judge);
        free(judge.quotations);
    }
    jsonl_free(&corpus);
}

/* The annotator leaves out the full stop of an abbreviation that ends a sentence. */
static jsonl_document gold_of(const silver_document *annotated)
{
    jsonl_document gold = *annotated->article;
    q_span *spans = train_allocate(annotated->sentences.n, sizeof *spans);
    gold.sentences.at = spans;
    gold.sentences.n = annotated->sentences.n;
    for (uint32_t i = 0; i < gold.sentences.n; i++) {
        spans[i] = annotated->sentences.at[i].span;
        if (spans[i].end < gold.length && gold.text[spans[i].end] == '.' && gold.text[spans[i].end - 1] != '.')
            spans[i].end++;
    }
    return gold;
}

static void add_silver(binary *all, q_document *document, const char *annotation, const char *articles)
{
    silver *corpus = silver_read(annotation, articles);
    for (uint32_t i = 0; i < corpus->count; i++) {
        jsonl_document gold = gold_of(&corpus->documents[i]);
        struct judge judge = {.verdict = gold_verdict, .is_chosen = after_full_stop, .gold = &gold};
        add_text(all, document, &judge);
        add_abbreviations(all, document, &gold);
        free(gold.sentences.at);
    }
    silver_free(corpus);
}

/* The F1 of exact sentences on a corpus. */
static double score(q_document *document, const char *path)
{
    uint32_t right = 0, found = 0, gold = 0;
    jsonl corpus = jsonl_read(path);
    for (uint32_t i = 0; i < corpus.count; i++) {
        const jsonl_document *text = &corpus.documents[i];
        train_document_text(document, text->text, text->length);
        if (q_room_paragraph(document) != QUOTH_OK || q_room_quotemark(document) != QUOTH_OK ||
            q_room_sentence(document) != QUOTH_OK)
            train_fail("out of memory", path);
        gold += text->sentences.n;
        found += document->sentences.n;
        for (uint32_t a = 0, b = 0; a < text->sentences.n && b < document->sentences.n;) {
            q_span one = text->sentences.at[a], two = document->sentences.at[b].span;
            right += one.start == two.start && one.end == two.end;
            a += one.end <= two.end;
            b += two.end <= one.end;
        }
    }
    jsonl_free(&corpus);
    return 200.0 * right / (found + gold);
}

static void put_section(train_job *job, const binary *all, const char *name)
{
    size_t size;
    const void *section = binary_learn(job, all, &options, &size);
    train_put(job, name, section, size);
}

void train_sentence(train_job *job)
{
    binary edited = {0}, web = {0};
    q_model model;
    q_document *document = train_document_new();
    const char *ewt = train_corpus(job, "sentences/ud_en_ewt.train.jsonl");
    const char *gum = train_corpus(job, "sentences/ud_en_gum.train.jsonl");
    const char *lines = train_corpus(job, "sentences/ud_en_lines.train.jsonl");
    const char *annotation = train_corpus(job, "news/polnear.corenlp.train.jsonl");
    const char *articles = train_corpus(job, "news/polnear.train.jsonl");
    train_document_style(document, QUOTH_STYLE_EDITED);
    add_corpus(&edited, document, gum, every_gap);
    add_corpus(&edited, document, lines, after_mark);
    add_corpus(&edited, document, ewt, after_full_stop);
    add_silver(&edited, document, annotation, articles);
    add_novels(&edited, document, train_corpus(job, "fiction/pdnc.train.jsonl"));
    train_document_style(document, QUOTH_STYLE_WEB);
    add_corpus(&web, document, ewt, every_gap);
    add_corpus(&web, document, gum, after_full_stop);
    add_silver(&web, document, annotation, articles);
    put_section(job, &edited, "sentence");
    put_section(job, &web, "sentence.web");
    train_model(job, &model);
    document->model = &model;
    train_document_style(document, QUOTH_STYLE_EDITED);
    train_report(job, "sentence.gum", score(document, train_corpus(job, "sentences/ud_en_gum.dev.jsonl")));
    train_report(job, "sentence.lines", score(document, train_corpus(job, "sentences/ud_en_lines.dev.jsonl")));
    train_document_style(document, QUOTH_STYLE_WEB);
    train_report(job, "sentence.web.ewt", score(document, train_corpus(job, "sentences/ud_en_ewt.dev.jsonl")));
    binary_free(&edited);
    binary_free(&web);
    train_document_free(document);
}
