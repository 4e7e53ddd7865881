#include "namecorpus.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "rooms.h"
#include "train.h"
#include "utf8.h"

enum {
    ENTITIES_MAX = 256, /* of one sentence */
    ID_ROOM = 32,
    FIELD_TYPE = 1,     /* of an entity in MISC: number, type, ..., words of its head, ... */
    FIELD_HEAD = 5,
    KEY_ROOM = 256
};

static void *need(void *rows)
{
    if (!rows)
        train_fail("out of memory", "name");
    return rows;
}

static name_text *add_text(name_corpus *corpus, const char *text, uint32_t length)
{
    name_text *made = need(Q_APPEND(&q_malloc_allocator, &corpus->texts, 1));
    memset(made, 0, sizeof *made);
    made->text = train_allocate(length + 1, 1);
    made->length = length;
    memcpy(made->text, text, length);
    return made;
}

static void add_name(name_text *text, q_span span, uint8_t begin)
{
    *(name_span *)need(Q_APPEND(&q_malloc_allocator, &text->names, 1)) = (name_span){span, begin};
}

void name_document(q_document *document, const name_text *text)
{
    static quoth_status (*const rooms[])(q_document *) = {q_room_paragraph, q_room_quotemark, q_room_sentence, q_room_token};
    train_document_text(document, text->text, text->length);
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        if (rooms[i](document) != QUOTH_OK)
            train_fail("cannot be analysed", "a text with names");
}

void name_corpus_free(name_corpus *corpus)
{
    for (uint32_t i = 0; i < corpus->texts.n; i++) {
        free(corpus->texts.at[i].text);
        Q_ROWS_FREE(&q_malloc_allocator, &corpus->texts.at[i].names);
    }
    Q_ROWS_FREE(&q_malloc_allocator, &corpus->texts);
    free(corpus);
}

/* The kind of a name by what a corpus calls it; none for what is not in the list. */
static uint8_t begin_of(const char *kind, size_t length)
{
    static const struct {
        const char *kind;
        uint8_t begin;
    } kinds[] = {{"PERSON", Q_NAME_B_PERSON}, {"ORGANIZATION", Q_NAME_B_ORGANIZATION}, {"LOCATION", Q_NAME_B_PLACE},
                 {"MISC", Q_NAME_B_OTHER},    {"person", Q_NAME_B_PERSON},             {"organization", Q_NAME_B_ORGANIZATION},
                 {"place", Q_NAME_B_PLACE},   {"object", Q_NAME_B_OTHER},              {"event", Q_NAME_B_OTHER},
                 {"abstract", Q_NAME_B_OTHER}, {"animal", Q_NAME_B_PERSON}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strlen(kinds[i].kind) == length && !memcmp(kinds[i].kind, kind, length))
            return kinds[i].begin;
    return Q_NAME_NONE;
}

/* ---- automatic annotation ---- */

static void add_silver_names(name_text *text, const silver_document *annotation, const silver_sentence *sentence)
{
    uint8_t before = Q_NAME_NONE;
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        const silver_word *word = &annotation->words.at[i];
        uint8_t begin = begin_of(word->name, strlen(word->name));
        if (begin && begin == before)
            text->names.at[text->names.n - 1].span.end = word->span.end;
        else if (begin)
            add_name(text, word->span, begin);
        before = begin;
    }
}

name_corpus *name_corpus_silver(const char *annotation_path, const char *articles_path)
{
    silver *articles = silver_read(annotation_path, articles_path);
    name_corpus *corpus = train_allocate(1, sizeof *corpus);
    for (uint32_t i = 0; i < articles->count; i++) {
        const silver_document *annotation = &articles->documents[i];
        name_text *text = add_text(corpus, annotation->article->text, annotation->article->length);
        for (uint32_t s = 0; s < annotation->sentences.n; s++)
            add_silver_names(text, annotation, &annotation->sentences.at[s]);
    }
    silver_free(articles);
    return corpus;
}

/* ---- a treebank with entities ---- */

typedef struct entity { /* words, numbered in their sentence */
    uint32_t first, end, head;
    uint8_t begin;      /* q_name of its kind, or none */
    char id[ID_ROOM];
} entity;

typedef struct analysed { /* a sentence with its entities */
    const conllu_word *words;
    uint32_t count;
    entity entities[ENTITIES_MAX];
    uint32_t entity_count;
    const q_lexicon *lexicon;
} analysed;

static uint32_t facts_of(const analysed *s, uint32_t word)
{
    char key[KEY_ROOM];
    size_t length = q_fold(s->words[word].form, strlen(s->words[word].form), key, sizeof key);
    const q_entry *entry = length == SIZE_MAX ? NULL : q_lexicon_find(s->lexicon, key, length);
    return entry ? entry->flags : 0;
}

static int is_proper(const analysed *s, uint32_t word)
{
    return !strcmp(s->words[word].xpos, "NNP") || !strcmp(s->words[word].xpos, "NNPS");
}

static int is_form(const analysed *s, uint32_t word, const char *form)
{
    return !strcmp(s->words[word].form, form);
}

/* Opens the entity "(number-type-...-head-..." at `at` on a word; what stands behind it. */
static const char *open_entity(analysed *s, uint32_t word, const char *at)
{
    const char *end = at + 1 + strcspn(at + 1, "()|");
    entity *made = &s->entities[s->entity_count];
    if (s->entity_count == ENTITIES_MAX)
        return end;
    *made = (entity){word, 0, word, Q_NAME_NONE, ""};
    int field = 0;
    for (const char *from = at + 1; from < end; field++) {
        size_t length = strcspn(from, "-()|");
        if (!field)
            snprintf(made->id, sizeof made->id, "%.*s", (int)length, from);
        else if (field == FIELD_TYPE)
            made->begin = begin_of(from, length);
        else if (field == FIELD_HEAD)
            made->head = word + (uint32_t)strtoul(from, NULL, 10) - 1;
        from += length + 1;
    }
    s->entity_count++;
    return end;
}

/* Closes the last open entity, or the one of that number. */
static void close_entity(analysed *s, uint32_t word, const char *id, size_t length)
{
    for (uint32_t i = s->entity_count; i-- > 0;)
        if (!s->entities[i].end && (!length || (strlen(s->entities[i].id) == length && !memcmp(s->entities[i].id, id, length)))) {
            s->entities[i].end = word + 1;
            return;
        }
}

static void read_entities(analysed *s)
{
    s->entity_count = 0;
    for (uint32_t word = 0; word < s->count; word++) {
        const char *at = strstr(s->words[word].misc, "Entity=");
        for (at = at ? at + strlen("Entity=") : ""; *at && *at != '|';) {
            if (*at == '(') {
                at = open_entity(s, word, at);
            } else {
                size_t length = strcspn(at, "()|");
                if (at[length] == ')')
                    close_entity(s, word, at, length);
                at += length + (at[length] == ')');
            }
        }
    }
}

/* Words that stand between the proper nouns of one name. */
static int is_link(const analysed *s, uint32_t word)
{
    return is_form(s, word, "of") || is_form(s, word, "the") || is_form(s, word, "and") || is_form(s, word, "&") ||
           is_form(s, word, "for") || is_form(s, word, "'s") || is_form(s, word, "-");
}

/* A name of a person begins behind titles, and behind names of others ("U.S. President Ann Field"). */
static uint32_t behind_titles(const analysed *s, const entity *e, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i + 1 < end; i++)
        if (facts_of(s, i) & (Q_LEX_TITLE | Q_LEX_ROLE) && !(facts_of(s, i) & Q_LEX_FIRST_NAME))
            first = i + 1;
    for (uint32_t i = 0; i < s->entity_count; i++) {
        const entity *other = &s->entities[i];
        if (other != e && other->first >= first && other->end && other->end <= e->head && other->end < end)
            first = other->end;
    }
    return first;
}

/* The proper nouns around the head. 0 when the entity has no name. */
static int name_of(const analysed *s, const entity *e, q_span *name)
{
    if (!e->begin || !e->end || e->head >= e->end || !is_proper(s, e->head))
        return 0;
    uint32_t first = e->head, end = e->head + 1;
    int person = e->begin == Q_NAME_B_PERSON;
    while (end < e->end && (is_proper(s, end) || (end + 1 < e->end && is_proper(s, end + 1) &&
                                                  (is_form(s, end, "-") || (!person && is_link(s, end))))))
        end++;
    while (first > e->first && (is_proper(s, first - 1) || (first - 1 > e->first && is_proper(s, first - 2) &&
                                                            (is_form(s, first - 1, "-") || (!person && is_link(s, first - 1))))))
        first--;
    if (person)
        first = behind_titles(s, e, first, end);
    *name = (q_span){first, end};
    return !(person && end - first == 1 && facts_of(s, first) & Q_LEX_TITLE);
}

static uint8_t begin_at(const analysed *s, const entity *e, q_span name)
{
    uint32_t facts = facts_of(s, name.start);
    return name.end - name.start == 1 && facts & Q_LEX_DEMONYM && !(facts & Q_LEX_COUNTRY) ? Q_NAME_B_OTHER : e->begin;
}

static void add_sentence(name_text *text, const analysed *s, uint32_t base)
{
    uint8_t *begins = train_allocate(s->count, 1);      /* per word: the begin of its name's kind */
    uint32_t *first = train_allocate(s->count, sizeof *first);
    for (uint32_t length = s->count; length > 0; length--) /* longer names first */
        for (uint32_t i = 0; i < s->entity_count; i++) {
            q_span name;
            int free_words = name_of(s, &s->entities[i], &name) && name.end - name.start == length;
            for (uint32_t word = name.start; free_words && word < name.end; word++)
                free_words = !begins[word];
            for (uint32_t word = name.start; free_words && word < name.end; word++) {
                begins[word] = begin_at(s, &s->entities[i], name);
                first[word] = name.start;
            }
        }
    for (uint32_t word = 0; word < s->count; word++) {
        q_span span = {s->words[word].span.start - base, s->words[word].span.end - base};
        int nationality = !strcmp(s->words[word].xpos, "JJ") && q_is_upper((unsigned char)*s->words[word].form) &&
                          facts_of(s, word) & Q_LEX_DEMONYM;
        if (begins[word] && first[word] < word)
            text->names.at[text->names.n - 1].span.end = span.end;
        else if (begins[word] || nationality)
            add_name(text, span, begins[word] ? begins[word] : Q_NAME_B_OTHER);
    }
    free(begins);
    free(first);
}

name_corpus *name_corpus_treebank(const char *path)
{
    conllu *treebank = conllu_read(path);
    name_corpus *corpus = train_allocate(1, sizeof *corpus);
    analysed *s = train_allocate(1, sizeof *s);
    q_lexicon lexicon;
    if (q_lexicon_builtin(&lexicon))
        train_fail("cannot be opened", "lexicon");
    s->lexicon = &lexicon;
    for (uint32_t from = 0, end; from < treebank->sentences.n; from = end) {
        end = conllu_document_end(treebank, from);
        uint32_t base = treebank->sentences.at[from].span.start;
        name_text *text = add_text(corpus, treebank->text.at + base, treebank->sentences.at[end - 1].span.end - base);
        for (uint32_t i = from; i < end; i++) {
            const conllu_sentence *sentence = &treebank->sentences.at[i];
            s->words = treebank->words.at + sentence->first;
            s->count = sentence->end - sentence->first;
            read_entities(s);
            add_sentence(text, s, base);
        }
    }
    free(s);
    conllu_free(treebank);
    return corpus;
}

/* ---- persons of fiction ---- */

static uint32_t flags_at(const q_document *document, uint32_t token)
{
    return q_token_lexeme(document, token)->flags;
}

static int is_capital(const q_document *document, uint32_t token)
{
    const q_token *row = &document->tokens.at[token];
    return row->shape & Q_SHAPE_CAPITAL && !q_token_in(document, token, "i a o");
}

/* What stands before a name in a mention and is no part of it: titles, "the", "Poor". */
static int is_before_name(const q_document *document, uint32_t token)
{
    const q_entry *entry = q_token_lexeme(document, token)->entry;
    uint32_t names = Q_LEX_FIRST_NAME | Q_LEX_SURNAME, open = Q_NOUN | Q_PROPN | Q_ADJ | Q_VERB | Q_NUM;
    if (!entry)
        return 0;
    return entry->flags & Q_LEX_TITLE || (entry->upos && !(entry->upos & open)) ||
           (entry->flags & Q_LEX_COMMON && !(entry->flags & names) && entry->upos & Q_ADJ);
}

/* The first capitalised words of a mention; 0 when it has no name. */
static int name_in(const q_document *document, q_span mention, q_span *name)
{
    uint32_t at = q_token_from(document, mention.start), end = q_token_from(document, mention.end);
    while (at < end && !is_capital(document, at) && !q_token_in(document, at, "'s ' , of from in at to for who whom on and by"))
        at++;
    uint32_t last = at;
    while (last < end && (is_capital(document, last) || (last > at && last + 1 < end && is_capital(document, last + 1) &&
                                                         q_token_in(document, last, "de da di van von der den la le du"))))
        last++;
    while (at < last && is_before_name(document, at))
        at++;
    for (uint32_t i = at; i < last; i++)
        if (flags_at(document, i) & Q_LEX_DEMONYM)
            return 0;
    *name = (q_span){at, last};
    return at < last && !(last - at == 1 && flags_at(document, at) & (Q_LEX_ROLE | Q_LEX_KINSHIP | Q_LEX_TITLE));
}

/* Marks the tokens of the names of an entity: 1 for the first, 2 for others. */
static void mark_names(const q_document *document, const json_t *person, const uint32_t *bytes, uint32_t count, uint8_t *marks)
{
    size_t i;
    const json_t *mention;
    json_array_foreach(json_object_get(person, "mentions"), i, mention) {
        json_int_t start = json_integer_value(json_array_get(mention, 0)), end = json_integer_value(json_array_get(mention, 1));
        q_span name;
        if (start < 0 || start > end || end > count || !name_in(document, (q_span){bytes[start], bytes[end]}, &name))
            continue;
        for (uint32_t token = name.start; token < name.end; token++)
            if (!marks[token])
                marks[token] = token == name.start ? 1 : 2;
    }
}

static void add_persons(name_corpus *corpus, q_document *document, const json_t *value)
{
    size_t i;
    const json_t *item, *string = json_object_get(value, "text");
    name_text *text = add_text(corpus, json_string_value(string), (uint32_t)json_string_length(string));
    uint32_t count, *bytes = jsonl_byte_offsets(text->text, text->length, &count);
    text->persons_only = 1;
    name_document(document, text);
    uint8_t *marks = train_allocate(document->tokens.n, 1);
    json_array_foreach(json_object_get(value, "entities"), i, item)
        mark_names(document, item, bytes, count, marks);
    for (uint32_t token = 0; token < document->tokens.n; token++) {
        q_span span = {document->tokens.at[token].start, document->tokens.at[token].end};
        if (marks[token] == 2 && text->names.n)
            text->names.at[text->names.n - 1].span.end = span.end;
        else if (marks[token])
            add_name(text, span, Q_NAME_B_PERSON);
    }
    free(marks);
    free(bytes);
}

name_corpus *name_corpus_persons(const char *path)
{
    name_corpus *corpus = train_allocate(1, sizeof *corpus);
    q_document *document = train_document_new();
    json_error_t error;
    json_t *value;
    FILE *file = fopen(path, "rb");
    if (!file)
        train_fail("cannot be read", path);
    while ((value = json_loadf(file, JSON_DISABLE_EOF_CHECK, &error)) != NULL) {
        if (!json_is_string(json_object_get(value, "text")))
            train_fail("has a line without a text", path);
        add_persons(corpus, document, value);
        json_decref(value);
    }
    if (!feof(file))
        train_fail(error.text, path);
    fclose(file);
    train_document_free(document);
    return corpus;
}
