#include "silver.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "train.h"

enum { START, END, FORM, LEMMA, XPOS, NAME }; /* of a token */
enum { RELATION, HEAD, DEPENDENT };           /* of an arc */
enum { SENTENCE, MENTION_START, MENTION_END, MENTION_HEAD, REPRESENTATIVE };

typedef struct reader {
    silver *corpus;
    const char *path;
    silver_document *document; /* the one that is read */
    uint32_t *bytes;           /* of each code point of its text */
    uint32_t count;            /* code points */
} reader;

static const char *string_at(const reader *r, const json_t *list, size_t index)
{
    const char *string = json_string_value(json_array_get(list, index));
    if (!string)
        train_fail("has a row without a string", r->path);
    size_t size = strlen(string) + 1;
    char *kept = q_arena_allocate(&r->corpus->strings, size);
    if (!kept)
        train_fail("out of memory", r->path);
    return memcpy(kept, string, size);
}

/* A number from 0 to `most`. */
static uint32_t number_at(const reader *r, const json_t *list, size_t index, uint32_t most)
{
    const json_t *value = json_array_get(list, index);
    if (!json_is_integer(value) || json_integer_value(value) < 0 || json_integer_value(value) > most)
        train_fail("has a number out of bounds", r->path);
    return (uint32_t)json_integer_value(value);
}

static void read_words(const reader *r, const json_t *tokens)
{
    size_t i;
    const json_t *token;
    json_array_foreach(tokens, i, token) {
        silver_word *word = Q_APPEND(&q_malloc_allocator, &r->document->words, 1);
        if (!word)
            train_fail("out of memory", r->path);
        *word = (silver_word){{r->bytes[number_at(r, token, START, r->count)], r->bytes[number_at(r, token, END, r->count)]},
                              string_at(r, token, FORM), string_at(r, token, LEMMA), string_at(r, token, XPOS),
                              string_at(r, token, NAME), "_", 0};
    }
}

static void read_arcs(const reader *r, const silver_sentence *sentence, const json_t *arcs)
{
    size_t i;
    const json_t *arc;
    uint32_t length = sentence->end - sentence->first;
    json_array_foreach(arcs, i, arc) {
        uint32_t dependent = number_at(r, arc, DEPENDENT, length);
        if (!dependent)
            train_fail("has an arc to no word", r->path);
        silver_word *word = &r->document->words.at[sentence->first + dependent - 1];
        word->relation = string_at(r, arc, RELATION);
        word->head = number_at(r, arc, HEAD, length);
    }
}

static void read_sentence(const reader *r, const json_t *value)
{
    silver_document *document = r->document;
    silver_sentence *sentence = Q_APPEND(&q_malloc_allocator, &document->sentences, 1);
    if (!sentence)
        train_fail("out of memory", r->path);
    sentence->first = document->words.n;
    read_words(r, json_object_get(value, "tokens"));
    sentence->end = document->words.n;
    if (sentence->first == sentence->end)
        train_fail("has a sentence without words", r->path);
    sentence->span = (q_span){document->words.at[sentence->first].span.start, document->words.at[sentence->end - 1].span.end};
    read_arcs(r, sentence, json_object_get(value, "deps"));
}

static void read_chain(const reader *r, uint32_t chain, const json_t *mentions)
{
    size_t i;
    const json_t *value;
    silver_document *document = r->document;
    json_array_foreach(mentions, i, value) {
        if (!document->sentences.n)
            train_fail("has a chain without sentences", r->path);
        const silver_sentence *sentence = &document->sentences.at[number_at(r, value, SENTENCE, document->sentences.n - 1)];
        uint32_t length = sentence->end - sentence->first;
        silver_mention *mention = Q_APPEND(&q_malloc_allocator, &document->mentions, 1);
        if (!mention)
            train_fail("out of memory", r->path);
        *mention = (silver_mention){chain, sentence->first + number_at(r, value, MENTION_START, length),
                                    sentence->first + number_at(r, value, MENTION_END, length),
                                    sentence->first + number_at(r, value, MENTION_HEAD, length - 1),
                                    number_at(r, value, REPRESENTATIVE, 1) == 1};
    }
}

static const jsonl_document *article_of(const reader *r, const char *id)
{
    for (uint32_t i = 0; id && i < r->corpus->articles.count; i++)
        if (!strcmp(r->corpus->articles.documents[i].id, id))
            return &r->corpus->articles.documents[i];
    train_fail("has no text in the articles for", id ? id : r->path);
}

static void read_document(reader *r, const json_t *value)
{
    size_t i;
    const json_t *item;
    r->document->article = article_of(r, json_string_value(json_object_get(value, "id")));
    r->bytes = jsonl_byte_offsets(r->document->article->text, r->document->article->length, &r->count);
    json_array_foreach(json_object_get(value, "sentences"), i, item)
        read_sentence(r, item);
    json_array_foreach(json_object_get(value, "coref"), i, item)
        read_chain(r, (uint32_t)i, item);
    free(r->bytes);
}

silver *silver_read(const char *annotation_path, const char *articles_path)
{
    reader r = {.corpus = train_allocate(1, sizeof *r.corpus), .path = annotation_path};
    silver *corpus = r.corpus;
    json_error_t error;
    json_t *value;
    corpus->strings.allocator = &q_malloc_allocator;
    corpus->articles = jsonl_read(articles_path);
    corpus->documents = train_allocate(corpus->articles.count, sizeof *corpus->documents);
    FILE *file = fopen(annotation_path, "rb");
    if (!file)
        train_fail("cannot be read", annotation_path);
    while ((value = json_loadf(file, JSON_DISABLE_EOF_CHECK, &error)) != NULL) {
        if (corpus->count == corpus->articles.count)
            train_fail("has more documents than there are articles", annotation_path);
        r.document = &corpus->documents[corpus->count++];
        read_document(&r, value);
        json_decref(value);
    }
    if (!feof(file))
        train_fail(error.text, annotation_path);
    fclose(file);
    return corpus;
}

void silver_free(silver *corpus)
{
    for (uint32_t i = 0; i < corpus->count; i++) {
        Q_ROWS_FREE(&q_malloc_allocator, &corpus->documents[i].words);
        Q_ROWS_FREE(&q_malloc_allocator, &corpus->documents[i].sentences);
        Q_ROWS_FREE(&q_malloc_allocator, &corpus->documents[i].mentions);
    }
    free(corpus->documents);
    jsonl_free(&corpus->articles);
    q_arena_free(&corpus->strings);
    free(corpus);
}
