#include "corpus.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

void *take(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);
    if (!memory) {
        fputs("quoth-eval: memory ended\n", stderr);
        exit(1);
    }
    return memory;
}

char *dump(const json_t *value)
{
    char *out = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
    return out ? out : take(1, 1);
}

/* ---- files ---- */

static int wrong(const char *path, size_t line, const char *what)
{
    fprintf(stderr, "quoth-eval: %s:%zu: %s\n", path, line, what);
    return 0;
}

static int is_span(const json_t *span)
{
    return json_array_size(span) == 2 && json_is_integer(json_array_get(span, 0)) && json_is_integer(json_array_get(span, 1));
}

/* Absent, null, or a list of pairs of numbers. */
static int are_spans(const json_t *spans)
{
    size_t i;
    const json_t *span;
    if (spans && !json_is_null(spans) && !json_is_array(spans))
        return 0;
    json_array_foreach((json_t *)spans, i, span)
        if (!is_span(span))
            return 0;
    return 1;
}

/* What is wrong with a document, or NULL. */
static const char *misformed(const json_t *document, int gold)
{
    size_t i;
    const json_t *quotes = json_object_get(document, "quotes"), *row;
    if (!json_object_get(document, "id"))
        return "no \"id\"";
    if (gold && !json_is_string(json_object_get(document, "text")))
        return "no \"text\"";
    if (!json_is_array(quotes))
        return "no \"quotes\"";
    json_array_foreach((json_t *)quotes, i, row)
        if (!json_is_array(json_object_get(row, "content")) || !are_spans(json_object_get(row, "content")) ||
            !are_spans(json_object_get(row, "cue")) || !are_spans(json_object_get(row, "source")))
            return "a quotation whose spans are not [[start, end], ...]";
    json_array_foreach(json_object_get(document, "entities"), i, row)
        if (!json_object_get(row, "id"))
            return "an entity without an \"id\"";
    return NULL;
}

static void keep(corpus *c, json_t *document)
{
    char *id = dump(json_object_get(document, "id"));
    const json_t *known = json_object_get(c->index, id);
    if (known) {
        size_t place = (size_t)json_integer_value(known);
        json_decref(c->documents[place]);
        c->documents[place] = document;
    } else {
        json_object_set_new(c->index, id, json_integer((json_int_t)c->count));
        c->documents = realloc(c->documents, (c->count + 1) * sizeof *c->documents);
        if (!c->documents)
            take(SIZE_MAX, SIZE_MAX);
        c->documents[c->count++] = document;
    }
    free(id);
}

int corpus_read(corpus *c, const char *path, int gold)
{
    FILE *file = fopen(path, "rb");
    char *line = NULL;
    size_t room = 0;
    int ok = 1;
    *c = (corpus){.index = json_object()};
    if (!file)
        return wrong(path, 0, strerror(errno));
    for (size_t number = 1; ok; number++) {
        ssize_t length = getline(&line, &room, file);
        json_error_t error;
        if (length < 0)
            break;
        if (strspn(line, " \t\r\n") == (size_t)length)
            continue;
        json_t *document = json_loadb(line, (size_t)length, JSON_ALLOW_NUL, &error);
        const char *message = document ? misformed(document, gold) : error.text;
        if (message) {
            ok = wrong(path, number, message);
            json_decref(document);
        } else {
            keep(c, document);
        }
    }
    ok = ok && !ferror(file);
    free(line);
    fclose(file);
    return ok;
}

void corpus_free(corpus *c)
{
    for (size_t i = 0; i < c->count; i++)
        json_decref(c->documents[i]);
    free(c->documents);
    json_decref(c->index);
}

const json_t *corpus_find(const corpus *c, const json_t *document)
{
    char *id = dump(json_object_get(document, "id"));
    const json_t *place = json_object_get(c->index, id);
    free(id);
    return place ? c->documents[json_integer_value(place)] : NULL;
}

/* ---- letters ---- */

text text_read(const json_t *document)
{
    const json_t *content = json_object_get(document, "text");
    const uint8_t *bytes = (const uint8_t *)json_string_value(content);
    size_t size = json_string_length(content), at = 0;
    text t = {.is_letter = take(size, 1)};
    while (at < size) {
        UChar32 c;
        U8_NEXT(bytes, at, size, c);
        t.is_letter[t.length++] = (char)is_letter_or_digit(c);
    }
    return t;
}

void text_free(text *t)
{
    free(t->is_letter);
}

static size_t within(const json_t *number, size_t length)
{
    json_int_t value = json_integer_value(number);
    return value < 0 ? 0 : (size_t)value < length ? (size_t)value : length;
}

static void add_span(letters *set, const text *t, const json_t *span)
{
    size_t end = within(json_array_get(span, 1), t->length);
    for (size_t i = within(json_array_get(span, 0), t->length); i < end; i++)
        if (t->is_letter[i])
            set->at[set->count++] = (uint32_t)i;
}

static size_t span_size(const text *t, const json_t *span)
{
    size_t start = within(json_array_get(span, 0), t->length), end = within(json_array_get(span, 1), t->length);
    return end > start ? end - start : 0;
}

static int by_place(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

letters letters_of_spans(const text *t, const json_t *spans)
{
    size_t i, room = 0, unique = 0;
    const json_t *span;
    json_array_foreach((json_t *)spans, i, span)
        room += span_size(t, span);
    letters set = {.at = take(room, sizeof *set.at)};
    json_array_foreach((json_t *)spans, i, span)
        add_span(&set, t, span);
    qsort(set.at, set.count, sizeof *set.at, by_place);
    for (i = 0; i < set.count; i++)
        if (!unique || set.at[unique - 1] != set.at[i])
            set.at[unique++] = set.at[i];
    set.count = unique;
    return set;
}

letters letters_of_span(const text *t, const json_t *span)
{
    letters set = {.at = take(span_size(t, span), sizeof *set.at)};
    add_span(&set, t, span);
    return set;
}

int letters_equal(const letters *a, const letters *b)
{
    return a->count == b->count && !memcmp(a->at, b->at, a->count * sizeof *a->at);
}

/* ---- entities ---- */

static void read_names(entity *e)
{
    const json_t *aliases = json_object_get(e->row, "aliases"), *alias;
    const char *first = json_string_value(json_object_get(e->row, "name"));
    size_t i;
    e->names = take(json_array_size(aliases) + 1, sizeof *e->names);
    e->main = name_read(first ? first : "");
    e->names[0] = name_read(first ? first : "");
    e->name_count = e->names[0].count > 0;
    if (!e->name_count)
        name_free(&e->names[0]);
    json_array_foreach((json_t *)aliases, i, alias) {
        name form = name_read(json_string_value(alias) ? json_string_value(alias) : "");
        if (form.count)
            e->names[e->name_count++] = form;
        else
            name_free(&form);
    }
}

entities entities_read(const json_t *document)
{
    const json_t *rows = json_object_get(document, "entities"), *row;
    entities all = {.index = json_object()};
    size_t i;
    all.at = take(json_array_size(rows), sizeof *all.at);
    json_array_foreach((json_t *)rows, i, row) {
        char *id = dump(json_object_get(row, "id"));
        const json_t *known = json_object_get(all.index, id);
        size_t place = known ? (size_t)json_integer_value(known) : all.count++;
        if (!known)
            json_object_set_new(all.index, id, json_integer((json_int_t)place));
        all.at[place].row = row;
        free(id);
    }
    for (i = 0; i < all.count; i++)
        read_names(&all.at[i]);
    return all;
}

void entities_free(entities *all)
{
    for (size_t i = 0; i < all->count; i++) {
        for (size_t k = 0; k < all->at[i].name_count; k++)
            name_free(&all->at[i].names[k]);
        name_free(&all->at[i].main);
        free(all->at[i].names);
    }
    free(all->at);
    json_decref(all->index);
}

long entities_find(const entities *all, const json_t *id)
{
    if (!id || json_is_null(id))
        return NO_ENTITY;
    char *key = dump(id);
    const json_t *place = json_object_get(all->index, key);
    free(key);
    return place ? (long)json_integer_value(place) : NO_ENTITY;
}
