/* json.c - a result as one line of JSON, written over the public accessors alone. */
#include <quoth/quoth.h>

#include <string.h>

#define Q_JSON_BUFFER 4096 /* bytes gathered before the caller's function is called */

typedef struct q_json {
    quoth_write_fn write;
    void *context;
    size_t used;
    int failed; /* the caller's function said stop; nothing more is written */
    char buffer[Q_JSON_BUFFER];
} q_json;

static void flush(q_json *json)
{
    if (json->used > 0 && !json->failed && json->write(json->context, json->buffer, json->used) != 0)
        json->failed = 1;
    json->used = 0;
}

static void put_byte(q_json *json, char byte)
{
    if (json->used == sizeof json->buffer)
        flush(json);
    json->buffer[json->used++] = byte;
}

static void put(q_json *json, const char *string)
{
    for (; *string != '\0'; string++)
        put_byte(json, *string);
}

static void put_number(q_json *json, size_t number)
{
    char digits[24];
    size_t first = sizeof digits - 1;
    digits[first] = '\0';
    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    put(json, digits + first);
}

/* Three decimals, always with a point: printf would ask the locale. */
static void put_fraction(q_json *json, double value)
{
    size_t thousandths = value > 0 ? (size_t)((value < 1 ? value : 1) * 1000 + 0.5) : 0;
    put_number(json, thousandths / 1000);
    put_byte(json, '.');
    put_byte(json, (char)('0' + thousandths / 100 % 10));
    put_byte(json, (char)('0' + thousandths / 10 % 10));
    put_byte(json, (char)('0' + thousandths % 10));
}

static void put_escaped(q_json *json, unsigned char byte)
{
    static const char hexadecimal[] = "0123456789abcdef";
    static const char letters[] = "btn\0fr"; /* of U+0008 to U+000D */
    if (byte == '"' || byte == '\\') {
        put_byte(json, '\\');
        put_byte(json, (char)byte);
    } else if (byte >= 8 && byte <= 13 && letters[byte - 8] != '\0') {
        put_byte(json, '\\');
        put_byte(json, letters[byte - 8]);
    } else if (byte < 0x20 || byte == 0x7f) {
        put(json, "\\u00");
        put_byte(json, hexadecimal[byte >> 4]);
        put_byte(json, hexadecimal[byte & 15]);
    } else {
        put_byte(json, (char)byte);
    }
}

static void put_text(q_json *json, const char *text, size_t length)
{
    put_byte(json, '"');
    for (size_t i = 0; i < length && !json->failed; i++)
        put_escaped(json, (unsigned char)text[i]);
    put_byte(json, '"');
}

static void put_string(q_json *json, const char *string)
{
    put_text(json, string, strlen(string));
}

static void put_key(q_json *json, const char *key)
{
    put_byte(json, '"');
    put(json, key);
    put(json, "\": ");
}

static void put_next_key(q_json *json, const char *key)
{
    put(json, ", ");
    put_key(json, key);
}

static void put_separator(q_json *json, size_t index)
{
    if (index > 0)
        put(json, ", ");
}

static void put_span(q_json *json, quoth_span span)
{
    put_byte(json, '[');
    put_number(json, span.start);
    put(json, ", ");
    put_number(json, span.end);
    put_byte(json, ']');
}

static void put_spans(q_json *json, const char *key, const quoth_span *spans, size_t count)
{
    put_next_key(json, key);
    put_byte(json, '[');
    for (size_t i = 0; i < count; i++) {
        put_separator(json, i);
        put_span(json, spans[i]);
    }
    put_byte(json, ']');
}

/* "q1" for row 0, null for none. */
static void put_reference(q_json *json, char letter, size_t row)
{
    if (row == QUOTH_NONE) {
        put(json, "null");
        return;
    }
    put_byte(json, '"');
    put_byte(json, letter);
    put_number(json, row + 1);
    put_byte(json, '"');
}

static void put_next_string(q_json *json, const char *key, const char *string)
{
    put_next_key(json, key);
    put_string(json, string);
}

static void put_next_reference(q_json *json, const char *key, char letter, size_t row)
{
    put_next_key(json, key);
    put_reference(json, letter, row);
}

static void put_flags(q_json *json, unsigned flags)
{
    static const struct {
        unsigned flag;
        const char *name;
    } names[] = {
        {QUOTH_FLAG_UNCLOSED, "unclosed"},
        {QUOTH_FLAG_CONTINUED, "continued"},
        {QUOTH_FLAG_REPAIRED, "repaired"},
        {QUOTH_FLAG_SPLIT, "split"},
    };
    size_t written = 0;
    put_next_key(json, "flags");
    put_byte(json, '[');
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((flags & names[i].flag) == 0)
            continue;
        put_separator(json, written++);
        put_string(json, names[i].name);
    }
    put_byte(json, ']');
}

static void put_quote(q_json *json, const quoth_quote *quote, size_t index)
{
    put(json, "{\"id\": ");
    put_reference(json, 'q', index);
    put_next_string(json, "type", quoth_quote_type_name(quote->type));
    put_next_string(json, "class", quoth_quote_class_name(quote->class_));
    put_spans(json, "content", quote->content, quote->content_count);
    put_spans(json, "quoted", quote->quoted, quote->quoted_count);
    put_spans(json, "cue", quote->cue, quote->cue_count);
    put_spans(json, "source", quote->source, quote->source_count);
    put_next_reference(json, "speaker", 'e', quote->speaker);
    put_next_reference(json, "addressee", 'e', quote->addressee);
    put_next_key(json, "confidence");
    put_fraction(json, quote->confidence);
    put_next_string(json, "reason", quote->reason);
    put_flags(json, quote->flags);
    put_byte(json, '}');
}

static void put_marked(q_json *json, const quoth_marked *marked)
{
    put(json, "{\"span\": ");
    put_span(json, marked->span);
    put_next_string(json, "class", quoth_marked_class_name(marked->class_));
    put_next_reference(json, "quote", 'q', marked->quote);
    put_byte(json, '}');
}

static void put_entity(q_json *json, const quoth_entity *entity, size_t index)
{
    put(json, "{\"id\": ");
    put_reference(json, 'e', index);
    put_next_string(json, "name", entity->name);
    put_next_key(json, "aliases");
    put_byte(json, '[');
    for (size_t i = 0; i < entity->alias_count; i++) {
        put_separator(json, i);
        put_string(json, entity->aliases[i]);
    }
    put_byte(json, ']');
    put_next_string(json, "kind", quoth_entity_kind_name(entity->kind));
    put_next_string(json, "gender", quoth_gender_name(entity->gender));
    put_spans(json, "mentions", entity->mentions, entity->mention_count);
    put_next_key(json, "quotes");
    put_number(json, entity->quote_count);
    put_byte(json, '}');
}

static void put_segment(q_json *json, const quoth_segment *segment)
{
    put(json, "{\"span\": ");
    put_span(json, segment->span);
    put_next_string(json, "kind", quoth_segment_kind_name(segment->kind));
    put_next_reference(json, "quote", 'q', segment->quote);
    put_next_reference(json, "speaker", 'e', segment->speaker);
    put_byte(json, '}');
}

static void put_rows(q_json *json, const quoth_result *result)
{
    put_next_key(json, "quotes");
    put_byte(json, '[');
    for (size_t i = 0; i < quoth_result_quote_count(result) && !json->failed; i++) {
        put_separator(json, i);
        put_quote(json, quoth_result_quote_at(result, i), i);
    }
    put(json, "], \"marked\": [");
    for (size_t i = 0; i < quoth_result_marked_count(result) && !json->failed; i++) {
        put_separator(json, i);
        put_marked(json, quoth_result_marked_at(result, i));
    }
    put(json, "], \"entities\": [");
    for (size_t i = 0; i < quoth_result_entity_count(result) && !json->failed; i++) {
        put_separator(json, i);
        put_entity(json, quoth_result_entity_at(result, i), i);
    }
    put_byte(json, ']');
}

static void put_sentences(q_json *json, const quoth_result *result)
{
    put(json, ", \"sentences\": [");
    for (size_t i = 0; i < quoth_result_sentence_count(result) && !json->failed; i++) {
        put_separator(json, i);
        put_span(json, quoth_result_sentence_at(result, i)->span);
    }
    put_byte(json, ']');
}

static void put_tokens(q_json *json, const quoth_result *result)
{
    put(json, ", \"tokens\": [");
    for (size_t i = 0; i < quoth_result_token_count(result) && !json->failed; i++) {
        put_separator(json, i);
        put_span(json, quoth_result_token_at(result, i)->span);
    }
    put_byte(json, ']');
}

static void put_script(q_json *json, const quoth_result *result)
{
    put(json, ", \"script\": [");
    for (size_t i = 0; i < quoth_result_segment_count(result) && !json->failed; i++) {
        put_separator(json, i);
        put_segment(json, quoth_result_segment_at(result, i));
    }
    put_byte(json, ']');
}

quoth_status quoth_result_write_json(const quoth_result *result, const char *id, const char *text, size_t length,
                                     unsigned with, quoth_write_fn write, void *context)
{
    q_json json;
    if (result == NULL || write == NULL || ((with & QUOTH_JSON_TEXT) != 0 && text == NULL && length > 0))
        return QUOTH_E_ARGUMENT;
    json.write = write;
    json.context = context;
    json.used = 0;
    json.failed = 0;
    put(&json, "{\"id\": ");
    if (id != NULL)
        put_string(&json, id);
    else
        put(&json, "null");
    put_next_string(&json, "language", quoth_result_language(result));
    if ((with & QUOTH_JSON_TEXT) != 0) {
        put_next_key(&json, "text");
        put_text(&json, text, length);
    }
    put_rows(&json, result);
    if ((with & QUOTH_JSON_SENTENCES) != 0)
        put_sentences(&json, result);
    if ((with & QUOTH_JSON_TOKENS) != 0)
        put_tokens(&json, result);
    if ((with & QUOTH_JSON_SCRIPT) != 0)
        put_script(&json, result);
    flush(&json);
    return json.failed ? QUOTH_E_WRITE : QUOTH_OK;
}
