/* json.c - a result as one JSON object, through a write callback. */
#include <string.h>

#include "quoth/quoth.h"

typedef struct writer {
    quoth_write_fn write;
    void *context;
    size_t used;
    int failed;
    char bytes[4096];
} writer;

static void flush(writer *out)
{
    if (out->used && !out->failed)
        out->failed = out->write(out->context, out->bytes, out->used) != 0;
    out->used = 0;
}

static void put(writer *out, const char *bytes, size_t length)
{
    if (length > sizeof out->bytes - out->used)
        flush(out);
    if (length > sizeof out->bytes) {
        if (!out->failed)
            out->failed = out->write(out->context, bytes, length) != 0;
        return;
    }
    memcpy(out->bytes + out->used, bytes, length);
    out->used += length;
}

static void put_text(writer *out, const char *text)
{
    put(out, text, strlen(text));
}

static void put_number(writer *out, size_t number)
{
    char digits[24];
    char *at = digits + sizeof digits;
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    put(out, at, (size_t)(digits + sizeof digits - at));
}

static void put_string(writer *out, const char *text, size_t length)
{
    static const char hex[] = "0123456789abcdef";
    size_t from = 0;
    put_text(out, "\"");
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
            continue;
        put(out, text + from, i - from);
        from = i + 1;
        char escape[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
        const char *letters = "\b\f\n\r\t\"\\", *names = "bfnrt\"\\";
        const char *found = c ? strchr(letters, c) : NULL;
        if (found)
            escape[1] = names[found - letters];
        put(out, escape, found ? 2 : 6);
    }
    put(out, text + from, length - from);
    put_text(out, "\"");
}

static void put_key(writer *out, const char *key)
{
    put_text(out, ",\"");
    put_text(out, key);
    put_text(out, "\":");
}

static void put_name(writer *out, const char *key, const char *value)
{
    put_key(out, key);
    put_string(out, value, strlen(value));
}

static void put_span(writer *out, quoth_span span)
{
    put_text(out, "[");
    put_number(out, span.start);
    put_text(out, ",");
    put_number(out, span.end);
    put_text(out, "]");
}

#define PUT_ROWS(out, key, count, statement)   \
    do {                                       \
        put_key((out), (key));                 \
        put_text((out), "[");                  \
        for (size_t i = 0; i < (count); i++) { \
            if (i)                             \
                put_text((out), ",");          \
            statement;                         \
        }                                      \
        put_text((out), "]");                  \
    } while (0)

static void put_spans(writer *out, const char *key, const quoth_span *spans, size_t count)
{
    PUT_ROWS(out, key, count, put_span(out, spans[i]));
}

/* "q1", "e1", or null. */
static void put_id(writer *out, char kind, size_t index)
{
    if (index == QUOTH_NONE) {
        put_text(out, "null");
        return;
    }
    char head[2] = {'"', kind};
    put(out, head, 2);
    put_number(out, index + 1);
    put_text(out, "\"");
}

/* Three decimals, whatever the locale. */
static void put_decimal(writer *out, double value)
{
    unsigned thousandths = (unsigned)(value * 1000 + 0.5);
    char digits[5] = {(char)('0' + thousandths / 1000 % 10), '.', (char)('0' + thousandths / 100 % 10),
                      (char)('0' + thousandths / 10 % 10), (char)('0' + thousandths % 10)};
    put(out, digits, sizeof digits);
}

static void put_candidate(writer *out, const quoth_candidate *candidate)
{
    put_text(out, "{\"speaker\":");
    put_id(out, 'e', candidate->entity);
    put_key(out, "confidence");
    put_decimal(out, candidate->confidence);
    put_text(out, "}");
}

static void put_flags(writer *out, unsigned flags)
{
    static const char *const names[] = {"unclosed", "continued", "repaired", "split"};
    const char *comma = "";
    put_key(out, "flags");
    put_text(out, "[");
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & 1u << i) {
            put_text(out, comma);
            put_string(out, names[i], strlen(names[i]));
            comma = ",";
        }
    put_text(out, "]");
}

/* "q3", and "q3.2" for the second part of a quote. */
static void put_part_id(writer *out, size_t index, size_t part)
{
    put_text(out, "\"q");
    put_number(out, index + 1);
    if (part) {
        put_text(out, ".");
        put_number(out, part + 1);
    }
    put_text(out, "\"");
}

static void put_quote(writer *out, const quoth_quote *quote, size_t index, size_t part)
{
    put_text(out, "{\"id\":");
    put_part_id(out, index, part);
    put_name(out, "type", quoth_quote_type_name(quote->type));
    put_name(out, "class", quoth_quote_class_name(quote->class_));
    put_spans(out, "content", quote->content, quote->content_count);
    put_spans(out, "quoted", quote->quoted, quote->quoted_count);
    put_spans(out, "cue", quote->cue, quote->cue_count);
    put_spans(out, "source", quote->source, quote->source_count);
    put_key(out, "speaker");
    put_id(out, 'e', quote->speaker);
    put_key(out, "addressee");
    put_id(out, 'e', quote->addressee);
    put_key(out, "detection");
    put_decimal(out, quote->detection);
    put_key(out, "confidence");
    put_decimal(out, quote->confidence);
    put_name(out, "reason", quote->reason);
    put_flags(out, quote->flags);
    PUT_ROWS(out, "candidates", quote->candidate_count, put_candidate(out, &quote->candidates[i]));
    put_text(out, "}");
}

static void put_marked(writer *out, const quoth_marked *marked)
{
    put_text(out, "{\"span\":");
    put_span(out, marked->span);
    put_name(out, "class", quoth_marked_class_name(marked->class_));
    put_key(out, "quote");
    put_id(out, 'q', marked->quote);
    put_text(out, "}");
}

static void put_entity(writer *out, const quoth_entity *entity, size_t index)
{
    put_text(out, "{\"id\":");
    put_id(out, 'e', index);
    put_name(out, "name", entity->name);
    PUT_ROWS(out, "aliases", entity->alias_count, put_string(out, entity->aliases[i], strlen(entity->aliases[i])));
    put_name(out, "kind", quoth_entity_kind_name(entity->kind));
    put_name(out, "gender", quoth_gender_name(entity->gender));
    put_spans(out, "mentions", entity->mentions, entity->mention_count);
    put_key(out, "quotes");
    put_number(out, entity->quote_count);
    put_key(out, "named");
    put_text(out, entity->named ? "true" : "false");
    put_text(out, "}");
}

static void put_segment(writer *out, const quoth_segment *segment)
{
    put_text(out, "{\"span\":");
    put_span(out, segment->span);
    put_name(out, "kind", quoth_segment_kind_name(segment->kind));
    put_key(out, "quote");
    put_id(out, 'q', segment->quote);
    put_key(out, "speaker");
    put_id(out, 'e', segment->speaker);
    put_text(out, "}");
}

/* Whether a word stands between two offsets. */
static int has_word(const quoth_result *result, size_t start, size_t end)
{
    size_t low = 0, high = quoth_result_token_count(result);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (quoth_result_token_at(result, middle)->span.start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low < quoth_result_token_count(result) && quoth_result_token_at(result, low)->span.start < end;
}

/* The spans within [start, end). */
static void cut(const quoth_span **spans, size_t *count, size_t start, size_t end)
{
    while (*count && (*spans)->start < start) {
        ++*spans;
        --*count;
    }
    while (*count && (*spans)[*count - 1].end > end)
        --*count;
}

/* A row for each part of a quote that other words interrupt. */
static void put_parts(writer *out, const quoth_result *result, size_t index)
{
    const quoth_quote *quote = quoth_result_quote_at(result, index);
    for (size_t from = 0, to, part = 0; from < quote->content_count; from = to, part++) {
        for (to = from + 1; to < quote->content_count; to++)
            if (has_word(result, quote->content[to - 1].end, quote->content[to].start))
                break;
        quoth_quote row = *quote;
        row.content += from;
        row.content_count = to - from;
        cut(&row.quoted, &row.quoted_count, quote->content[from].start, quote->content[to - 1].end);
        if (part)
            put_text(out, ",");
        put_quote(out, &row, index, part);
    }
}

/* Words written together are one token: don't, not do and n't. */
static void put_tokens(writer *out, const quoth_result *result)
{
    size_t count = quoth_result_token_count(result);
    put_key(out, "tokens");
    put_text(out, "[");
    for (size_t i = 0, end; i < count; i = end) {
        quoth_span span = quoth_result_token_at(result, i)->span;
        for (end = i + 1; end < count && quoth_result_token_at(result, end)->joined; end++)
            span.end = quoth_result_token_at(result, end)->span.end;
        if (i)
            put_text(out, ",");
        put_span(out, span);
    }
    put_text(out, "]");
}

static void put_result(writer *out, const quoth_result *result, unsigned with)
{
    put_name(out, "language", quoth_result_language(result));
    if (with & QUOTH_JSON_PARTS)
        PUT_ROWS(out, "quotes", quoth_result_quote_count(result), put_parts(out, result, i));
    else
        PUT_ROWS(out, "quotes", quoth_result_quote_count(result), put_quote(out, quoth_result_quote_at(result, i), i, 0));
    PUT_ROWS(out, "marked", quoth_result_marked_count(result), put_marked(out, quoth_result_marked_at(result, i)));
    PUT_ROWS(out, "entities", quoth_result_entity_count(result), put_entity(out, quoth_result_entity_at(result, i), i));
    if (with & QUOTH_JSON_SENTENCES)
        PUT_ROWS(out, "sentences", quoth_result_sentence_count(result),
                 put_span(out, quoth_result_sentence_at(result, i)->span));
    if (with & QUOTH_JSON_TOKENS)
        put_tokens(out, result);
    if (with & QUOTH_JSON_SCRIPT)
        PUT_ROWS(out, "script", quoth_result_segment_count(result), put_segment(out, quoth_result_segment_at(result, i)));
}

quoth_status quoth_result_write_json(const quoth_result *result, const char *id, const char *text, size_t length,
                                     unsigned with, quoth_write_fn write, void *context)
{
    if (!result || !write || ((with & QUOTH_JSON_TEXT) && !text && length))
        return QUOTH_E_ARGUMENT;
    writer out = {.write = write, .context = context};
    put_text(&out, "{\"id\":");
    if (id)
        put_string(&out, id, strlen(id));
    else
        put_text(&out, "null");
    if (with & QUOTH_JSON_TEXT) {
        put_key(&out, "text");
        put_string(&out, text ? text : "", length);
    }
    put_result(&out, result, with);
    put_text(&out, "}");
    flush(&out);
    return out.failed ? QUOTH_E_WRITE : QUOTH_OK;
}
