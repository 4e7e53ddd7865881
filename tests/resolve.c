/* resolve.c - how well speakers are resolved where quotes, cues and sources are given: resolve < GOLD.jsonl > PREDICTED.jsonl
 *
 * Walks each text, puts the gold quotes in place of those found, and lets coreference name their speakers. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze.h"
#include "locale.h"
#include "result.h"
#include "utf8.h"

typedef struct workplace {
    q_settings settings;
    q_lexicon lexicon;
    q_model model;
    q_document document;
} workplace;

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "resolve: %s\n", what);
    exit(1);
}

static int print(void *context, const char *bytes, size_t length)
{
    (void)context;
    return fwrite(bytes, 1, length, stdout) != length;
}

/* The byte at which each code point begins, and the length. */
static uint32_t *bytes_of(const char *text, uint32_t length)
{
    uint32_t *bytes = malloc(((size_t)length + 1) * sizeof *bytes), count = 0;
    if (!bytes)
        fail("out of memory");
    for (uint32_t i = 0; i < length; q_utf8_at(text, i, &i))
        bytes[count++] = i;
    bytes[count] = length;
    return bytes;
}

static q_span span_of(const uint32_t *bytes, const json_t *pair)
{
    return (q_span){bytes[json_integer_value(json_array_get(pair, 0))], bytes[json_integer_value(json_array_get(pair, 1))]};
}

static uint8_t type_of(const char *name)
{
    return !strcmp(name, "direct") ? QUOTH_DIRECT : !strcmp(name, "mixed") ? QUOTH_MIXED : QUOTH_INDIRECT;
}

static uint32_t region_in(const q_document *document, q_span content)
{
    for (uint32_t i = 0; i < document->regions.n; i++)
        if (document->regions.at[i].inner.start >= content.start && document->regions.at[i].inner.end <= content.end)
            return i;
    return Q_NONE;
}

static void put_quote(q_document *document, const uint32_t *bytes, const json_t *given)
{
    const json_t *content = json_object_get(given, "content"), *cue = json_object_get(given, "cue");
    const json_t *source = json_object_get(given, "source");
    uint32_t count = (uint32_t)json_array_size(content);
    q_quote *quote = Q_APPEND(document->allocator, &document->quotes, 1);
    q_span *pieces = Q_APPEND(document->allocator, &document->pieces, count);
    if (!quote || !pieces)
        fail("out of memory");
    *quote = (q_quote){.piece = document->pieces.n - count, .pieces = count, .part = document->pieces.n, .source_mention = Q_NONE,
                       .region = Q_NONE, .same_as = Q_NONE, .speaker = Q_NONE, .addressee = Q_NONE, .addressee_mention = Q_NONE,
                       .confidence = 0.95f, .type = type_of(json_string_value(json_object_get(given, "type")))};
    for (uint32_t i = 0; i < count; i++) {
        pieces[i] = span_of(bytes, json_array_get(content, i));
        if (quote->region == Q_NONE)
            quote->region = region_in(document, pieces[i]);
    }
    for (size_t i = 0; i < json_array_size(cue) && i < 2; i++)
        quote->cue[i] = span_of(bytes, json_array_get(cue, i));
    if (json_array_size(source) > 0)
        quote->source = span_of(bytes, json_array_get(source, 0));
    quote->reason = json_array_size(source) > 0 ? Q_REASON_TAG : Q_REASON_PASSIVE;
}

/* Annotators list quotes as they found them; rows are in the order of the text. */
static int by_start(const void *a, const void *b)
{
    int64_t starts[2];
    for (int i = 0; i < 2; i++)
        starts[i] = json_integer_value(json_array_get(json_array_get(json_object_get(*(json_t *const *)(i ? b : a), "content"), 0), 0));
    return (starts[0] > starts[1]) - (starts[0] < starts[1]);
}

static void put_quotes(q_document *document, const uint32_t *bytes, const json_t *quotes)
{
    size_t count = json_array_size(quotes);
    json_t **rows = malloc((count + 1) * sizeof *rows);
    if (!rows)
        fail("out of memory");
    for (size_t i = 0; i < count; i++)
        rows[i] = json_array_get(quotes, i);
    qsort(rows, count, sizeof *rows, by_start);
    document->quotes.n = document->pieces.n = 0;
    for (size_t i = 0; i < count; i++)
        put_quote(document, bytes, rows[i]);
    free(rows);
}

static void walk(q_document *document, const json_t *gold)
{
    uint32_t *bytes = bytes_of(document->text, document->length);
    for (size_t i = 0; i < q_room_count; i++) {
        if (!strcmp(q_rooms[i].name, "coreference"))
            put_quotes(document, bytes, json_object_get(gold, "quotes"));
        if (q_rooms[i].run(document) != QUOTH_OK)
            fail("a room failed");
    }
    free(bytes);
}

static void resolve(workplace *place, const json_t *gold)
{
    const json_t *text = json_object_get(gold, "text");
    quoth_result *result;
    q_document_reset(&place->document);
    place->document.text = json_string_value(text);
    place->document.length = (uint32_t)json_string_length(text);
    walk(&place->document, gold);
    if (q_result_new(&result, &place->document) != QUOTH_OK ||
        quoth_result_write_json(result, json_string_value(json_object_get(gold, "id")), NULL, 0, 0, print, NULL) != QUOTH_OK)
        fail("no result");
    quoth_result_free(result);
    putchar('\n');
}

static void open_workplace(workplace *place)
{
    q_document *document = &place->document;
    place->settings = (q_settings){.language = "en", .english = 1, .offset_unit = QUOTH_OFFSET_CODEPOINT, .scope = QUOTH_SCOPE_ALL};
    if (q_lexicon_builtin(&place->lexicon) || q_model_builtin(&place->model) ||
        q_locale_new(&document->locale, "en", &q_malloc_allocator) != QUOTH_OK)
        fail("cannot open the lexicon, the model or the locale");
    document->settings = &place->settings;
    document->lexicon = &place->lexicon;
    document->model = &place->model;
    document->allocator = document->arena.allocator = &q_malloc_allocator;
}

int main(void)
{
    static workplace place;
    json_t *gold;
    open_workplace(&place);
    while ((gold = json_loadf(stdin, JSON_DISABLE_EOF_CHECK, NULL))) {
        resolve(&place, gold);
        json_decref(gold);
    }
    q_locale_free(place.document.locale, place.document.allocator);
    q_document_free(&place.document);
    return 0;
}
