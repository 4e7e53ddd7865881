#include "conllu.h"

#include <stdlib.h>
#include <string.h>

enum { OPEN_MAX = 16 /* quotes within quotes that are told of */ };

typedef struct piece { /* of a quote */
    quoth_span span;
    size_t quote;
} piece;

typedef struct table {
    buffer *out;
    const document *document;
    const quoth_result *result;
    piece *pieces; /* of all quotes, by start */
    size_t count;
    size_t next;
    piece open[OPEN_MAX]; /* those that hold the word */
    size_t open_count;
} table;

static int by_start(const void *a, const void *b)
{
    const piece *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return x->quote < y->quote ? -1 : x->quote > y->quote;
}

static int gather(table *t)
{
    size_t quotes = quoth_result_quote_count(t->result), count = 0;
    for (size_t i = 0; i < quotes; i++)
        count += quoth_result_quote_at(t->result, i)->content_count;
    t->pieces = malloc((count + 1) * sizeof *t->pieces);
    for (size_t i = 0; t->pieces && i < quotes; i++) {
        const quoth_quote *quote = quoth_result_quote_at(t->result, i);
        for (size_t k = 0; k < quote->content_count; k++)
            t->pieces[t->count++] = (piece){quote->content[k], i};
    }
    if (t->pieces)
        qsort(t->pieces, t->count, sizeof *t->pieces, by_start);
    return t->pieces != NULL;
}

/* The pieces that hold a byte; bytes are asked for in order. */
static void move_to(table *t, size_t byte)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->open_count; i++)
        if (t->open[i].span.end > byte)
            t->open[kept++] = t->open[i];
    t->open_count = kept;
    for (; t->next < t->count && t->pieces[t->next].span.start <= byte; t->next++)
        if (t->pieces[t->next].span.end > byte && t->open_count < OPEN_MAX)
            t->open[t->open_count++] = t->pieces[t->next];
}

/* Bytes of one field: what would end it is a blank, NUL is U+FFFD. */
static void put_field(buffer *out, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!bytes[i])
            buffer_text(out, "\xEF\xBF\xBD");
        else
            buffer_put(out, strchr("\t\n\r", bytes[i]) ? " " : bytes + i, 1);
    }
}

/* The same within MISC, where | stands between the parts. */
static void put_value(buffer *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '|')
            buffer_text(out, "\\p");
        else
            put_field(out, text, 1);
    }
}

/* Ends one part of MISC and begins the next. */
static void put_key(table *t, int *parts, const char *key)
{
    buffer_text(t->out, (*parts)++ ? "|" : "");
    buffer_text(t->out, key);
    buffer_text(t->out, "=");
}

static void put_misc(table *t, const quoth_token *token, int space_after)
{
    int parts = 0;
    move_to(t, token->span.start);
    if (token->name) {
        put_key(t, &parts, "Name");
        buffer_text(t->out, quoth_name_tag_name(token->name));
    }
    for (size_t i = 0; i < t->open_count; i++) {
        if (!i)
            put_key(t, &parts, "Quote");
        buffer_format(t->out, "%sq%zu", i ? "," : "", t->open[i].quote + 1);
    }
    size_t speaker = QUOTH_NONE;
    if (t->open_count)
        speaker = quoth_result_quote_at(t->result, t->open[t->open_count - 1].quote)->speaker;
    if (speaker != QUOTH_NONE) {
        put_key(t, &parts, "Speaker");
        put_value(t->out, quoth_result_entity_at(t->result, speaker)->name);
    }
    if (!space_after)
        buffer_text(t->out, parts++ ? "|SpaceAfter=No" : "SpaceAfter=No");
    buffer_text(t->out, parts ? "\n" : "_\n");
}

static const quoth_token *token_at(const table *t, size_t index)
{
    return quoth_result_token_at(t->result, index);
}

/* Whether white space stands behind a token; the last of a sentence has some, as UD has it. */
static int is_space_after(const table *t, size_t index, size_t end)
{
    size_t behind = token_at(t, index)->span.end;
    if (index + 1 < end)
        return token_at(t, index + 1)->span.start > behind;
    return index + 1 >= quoth_result_token_count(t->result) || token_at(t, index + 1)->span.start > behind;
}

/* The first token behind those written together with `index`. */
static size_t joined_end(const table *t, size_t index, size_t end)
{
    size_t behind = index + 1;
    while (behind < end && token_at(t, behind)->joined)
        behind++;
    return behind;
}

static void put_form(table *t, size_t first, size_t last)
{
    size_t start = token_at(t, first)->span.start;
    put_field(t->out, t->document->text + start, token_at(t, last)->span.end - start);
}

static void put_token(table *t, size_t index, size_t first, int space_after)
{
    const quoth_token *token = token_at(t, index);
    buffer_format(t->out, "%zu\t", index - first + 1);
    put_form(t, index, index);
    buffer_text(t->out, "\t");
    put_field(t->out, token->lemma, strlen(token->lemma));
    buffer_format(t->out, "\t%s\t%s\t_\t", quoth_upos_name(token->upos), quoth_xpos_name(token->xpos));
    if (!token->relation)
        buffer_text(t->out, "_");
    else
        buffer_format(t->out, "%zu", token->head == QUOTH_NONE ? 0 : token->head - first + 1);
    buffer_format(t->out, "\t%s\t_\t", quoth_relation_name(token->relation));
    put_misc(t, token, space_after);
}

static void put_comments(table *t, size_t number, size_t first, size_t end)
{
    size_t sentence = token_at(t, first)->sentence;
    const char *id = t->document->id;
    if (number == 1 && id) {
        buffer_text(t->out, "# newdoc id = ");
        put_field(t->out, id, strlen(id));
        buffer_text(t->out, "\n");
    } else if (number == 1) {
        buffer_text(t->out, "# newdoc\n");
    }
    if (number == 1 || quoth_result_sentence_at(t->result, sentence)->paragraph !=
                           quoth_result_sentence_at(t->result, token_at(t, first - 1)->sentence)->paragraph)
        buffer_text(t->out, "# newpar\n");
    buffer_text(t->out, "# sent_id = ");
    if (id) {
        put_field(t->out, id, strlen(id));
        buffer_text(t->out, "-");
    }
    buffer_format(t->out, "%zu\n# text = ", number);
    for (size_t i = first; i < end; i++) {
        put_form(t, i, i);
        if (i + 1 < end && is_space_after(t, i, end))
            buffer_text(t->out, " ");
    }
    buffer_text(t->out, "\n");
}

static void put_sentence(table *t, size_t number, size_t first, size_t end)
{
    put_comments(t, number, first, end);
    for (size_t i = first, behind; i < end; i = behind) {
        behind = joined_end(t, i, end);
        int together = behind > i + 1, space_after = is_space_after(t, behind - 1, end);
        if (together) {
            buffer_format(t->out, "%zu-%zu\t", i - first + 1, behind - first);
            put_form(t, i, behind - 1);
            buffer_format(t->out, "\t_\t_\t_\t_\t_\t_\t_\t%s\n", space_after ? "_" : "SpaceAfter=No");
        }
        for (size_t k = i; k < behind; k++)
            put_token(t, k, first, together || space_after);
    }
    buffer_text(t->out, "\n");
}

void conllu_put(buffer *out, const document *d)
{
    table t = {.out = out, .document = d, .result = d->result};
    size_t count = quoth_result_token_count(t.result), number = 0;
    if (!gather(&t)) {
        out->failed = 1;
        return;
    }
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && token_at(&t, end)->sentence == token_at(&t, first)->sentence;)
            end++;
        put_sentence(&t, ++number, first, end);
    }
    free(t.pieces);
}
