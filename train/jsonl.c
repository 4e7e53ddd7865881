#include "jsonl.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "train.h"
#include "utf8.h"

uint32_t *jsonl_byte_offsets(const char *text, uint32_t length, uint32_t *count)
{
    uint32_t *bytes = train_allocate((size_t)length + 1, sizeof *bytes);
    *count = 0;
    for (uint32_t i = 0; i < length; q_utf8_at(text, i, &i))
        bytes[(*count)++] = i;
    bytes[*count] = length;
    return bytes;
}

static q_span trimmed(const char *text, q_span span)
{
    uint32_t next;
    while (span.start < span.end && q_is_space(q_utf8_at(text, span.start, &next)))
        span.start = next;
    while (span.end > span.start && q_is_space(q_utf8_before(text, span.end, &next)))
        span.end = next;
    return span;
}

typedef struct text_offsets { /* from code points to bytes */
    const char *text;
    const char *path;
    uint32_t *bytes;
    uint32_t count;
} text_offsets;

static jsonl_spans read_spans(const json_t *list, const text_offsets *offsets)
{
    jsonl_spans spans = {.at = train_allocate(json_array_size(list), sizeof *spans.at)};
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *pair = json_array_get(list, i);
        json_int_t start = json_integer_value(json_array_get(pair, 0)), end = json_integer_value(json_array_get(pair, 1));
        if (start < 0 || start > end || end > offsets->count)
            train_fail("has a span outside its text", offsets->path);
        q_span span = trimmed(offsets->text, (q_span){offsets->bytes[start], offsets->bytes[end]});
        if (span.start < span.end)
            spans.at[spans.n++] = span;
    }
    return spans;
}

/* The entity of an id, which is a string or a number; Q_NONE for null. */
static uint32_t entity_of(const json_t *entities, const json_t *id)
{
    for (size_t i = 0; id && !json_is_null(id) && i < json_array_size(entities); i++)
        if (json_equal(json_object_get(json_array_get(entities, i), "id"), id))
            return (uint32_t)i;
    return Q_NONE;
}

static void read_quotes(const json_t *list, const json_t *entities, const text_offsets *offsets, jsonl_document *document)
{
    document->quotes.at = train_allocate(json_array_size(list), sizeof *document->quotes.at);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *quote = json_array_get(list, i);
        document->quotes.at[document->quotes.n++] = (jsonl_quote){.cue = read_spans(json_object_get(quote, "cue"), offsets),
                                                                  .content = read_spans(json_object_get(quote, "content"), offsets),
                                                                  .source = read_spans(json_object_get(quote, "source"), offsets),
                                                                  .speaker = entity_of(entities, json_object_get(quote, "speaker"))};
    }
}

static char *copy_of(const char *string, size_t length)
{
    char *copy = train_allocate(length + 1, 1);
    memcpy(copy, string, length);
    return copy;
}

static void put_name(jsonl_entity *entity, const json_t *name)
{
    if (json_string_length(name))
        entity->names.at[entity->names.n++] = copy_of(json_string_value(name), json_string_length(name));
}

static void read_entities(const json_t *list, jsonl_document *document)
{
    document->entities.at = train_allocate(json_array_size(list), sizeof *document->entities.at);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *row = json_array_get(list, i), *aliases = json_object_get(row, "aliases");
        jsonl_entity *entity = &document->entities.at[document->entities.n++];
        entity->names.at = train_allocate(json_array_size(aliases) + 1, sizeof *entity->names.at);
        put_name(entity, json_object_get(row, "name"));
        for (size_t k = 0; k < json_array_size(aliases); k++)
            put_name(entity, json_array_get(aliases, k));
    }
}

static jsonl_document read_document(const json_t *value, const char *path)
{
    jsonl_document document = {0};
    const json_t *text = json_object_get(value, "text");
    const char *id = json_string_value(json_object_get(value, "id"));
    if (!json_is_string(text) || json_string_length(text) > QUOTH_TEXT_MAX)
        train_fail("has a line without a text", path);
    document.length = (uint32_t)json_string_length(text);
    document.text = copy_of(json_string_value(text), document.length);
    document.id = copy_of(id ? id : "", id ? strlen(id) : 0);
    text_offsets offsets = {.text = document.text, .path = path};
    offsets.bytes = jsonl_byte_offsets(document.text, document.length, &offsets.count);
    document.sentences = read_spans(json_object_get(value, "sentences"), &offsets);
    document.tokens = read_spans(json_object_get(value, "tokens"), &offsets);
    read_quotes(json_object_get(value, "quotes"), json_object_get(value, "entities"), &offsets, &document);
    read_entities(json_object_get(value, "entities"), &document);
    free(offsets.bytes);
    return document;
}

jsonl jsonl_read(const char *path)
{
    jsonl corpus = {0};
    size_t room = 0;
    json_error_t error;
    FILE *file = fopen(path, "rb");
    if (!file)
        train_fail("cannot be read", path);
    json_t *value;
    while ((value = json_loadf(file, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &error)) != NULL) {
        if (corpus.count == room) {
            room = room * 2 + 64;
            corpus.documents = realloc(corpus.documents, room * sizeof *corpus.documents);
            if (!corpus.documents)
                train_fail("out of memory", path);
        }
        corpus.documents[corpus.count++] = read_document(value, path);
        json_decref(value);
    }
    if (!feof(file))
        train_fail(error.text, path);
    fclose(file);
    return corpus;
}

void jsonl_free(jsonl *corpus)
{
    for (uint32_t i = 0; i < corpus->count; i++) {
        free(corpus->documents[i].id);
        free(corpus->documents[i].text);
        free(corpus->documents[i].sentences.at);
        free(corpus->documents[i].tokens.at);
        for (uint32_t j = 0; j < corpus->documents[i].quotes.n; j++) {
            free(corpus->documents[i].quotes.at[j].cue.at);
            free(corpus->documents[i].quotes.at[j].content.at);
            free(corpus->documents[i].quotes.at[j].source.at);
        }
        free(corpus->documents[i].quotes.at);
        for (uint32_t j = 0; j < corpus->documents[i].entities.n; j++) {
            for (uint32_t k = 0; k < corpus->documents[i].entities.at[j].names.n; k++)
                free(corpus->documents[i].entities.at[j].names.at[k]);
            free(corpus->documents[i].entities.at[j].names.at);
        }
        free(corpus->documents[i].entities.at);
    }
    free(corpus->documents);
}
