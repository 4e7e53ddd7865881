#include "lists.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"

/* `line` is 0 for the whole file. Returns 0. */
static int wrong(const char *path, size_t line, const char *what)
{
    fprintf(stderr, "quoth: %s", path);
    if (line)
        fprintf(stderr, ":%zu", line);
    fprintf(stderr, ": %s\n", what);
    return 0;
}

/* A file that ends in a NUL; empty and a message when it cannot be read. */
static buffer read_file(const char *path)
{
    buffer content = {0};
    FILE *file = fopen(path, "rb");
    if (file)
        buffer_read(&content, file);
    if (file && !content.failed)
        buffer_put(&content, "", 1);
    if (!file || content.failed) {
        wrong(path, 0, strerror(errno));
        buffer_free(&content);
    }
    if (file)
        fclose(file);
    return content;
}

/* Behind a byte order mark. */
static char *beginning(const buffer *content)
{
    return content->bytes + (strncmp(content->bytes, "\xEF\xBB\xBF", 3) ? 0 : 3);
}

/* Cuts the next line out of a string; NULL at its end. */
static char *next_line(char **rest)
{
    char *line = *rest;
    if (!*line)
        return NULL;
    size_t length = strcspn(line, "\n");
    *rest = line + length + (line[length] == '\n');
    line[length] = '\0';
    if (length && line[length - 1] == '\r')
        line[length - 1] = '\0';
    return line;
}

/* ---- characters ---- */

/* An object as in JSON from a line; NULL when it is not UTF-8. */
static json_t *parse_line(char *line)
{
    json_t *object = json_object(), *aliases = json_array();
    int column = 0, bad = 0;
    for (char *field = line; field; column++) {
        size_t length = strcspn(field, "\t");
        char *next = field[length] ? field + length + 1 : NULL;
        json_t *value = json_stringn(field, length);
        if (column < 2)
            bad |= json_object_set_new(object, column ? "gender" : "name", value);
        else if (length)
            bad |= json_array_append_new(aliases, value);
        else
            json_decref(value);
        field = next;
    }
    bad |= json_object_set_new(object, "aliases", aliases);
    if (!bad)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *parse_lines(const char *path, char *rest)
{
    json_t *list = json_array();
    size_t number = 1;
    for (char *line; (line = next_line(&rest)); number++) {
        if (!*line || *line == '#')
            continue;
        if (json_array_append_new(list, parse_line(line))) {
            wrong(path, number, "not UTF-8");
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *parse_json(const char *path, const char *text)
{
    json_error_t error;
    json_t *list = json_loads(text, 0, &error);
    if (!list)
        wrong(path, error.line > 0 ? (size_t)error.line : 0, error.text);
    return list;
}

static int read_gender(const json_t *value, quoth_gender *gender)
{
    const char *name = json_string_value(value);
    *gender = QUOTH_GENDER_UNKNOWN;
    if (!value || json_is_null(value) || (name && !*name))
        return 1;
    for (int i = QUOTH_GENDER_UNKNOWN; name && i <= QUOTH_GENDER_NEUTER; i++)
        if (!strcmp(name, quoth_gender_name((quoth_gender)i))) {
            *gender = (quoth_gender)i;
            return 1;
        }
    return 0;
}

/* The strings stay those of the JSON. Returns what is wrong, or NULL. */
static const char *read_character(quoth_character *row, const json_t *object)
{
    const json_t *aliases = json_object_get(object, "aliases");
    size_t count = json_array_size(aliases);
    row->name = json_string_value(json_object_get(object, "name"));
    if (!row->name || !*row->name)
        return "a character without a name";
    if (!read_gender(json_object_get(object, "gender"), &row->gender))
        return "the gender is not m, f, n, u or nothing";
    if (aliases && !json_is_array(aliases))
        return "the aliases are not a list";
    const char **forms = calloc(count + 1, sizeof *forms);
    row->aliases = forms;
    row->alias_count = count;
    for (size_t i = 0; forms && i < count; i++)
        if (!(forms[i] = json_string_value(json_array_get(aliases, i))) || !*forms[i])
            return "an alias is not a string";
    return forms ? NULL : "memory ended";
}

static int add_characters(characters *c, const char *path, json_t *list)
{
    size_t count = json_array_size(list);
    quoth_character *rows = realloc(c->rows, (c->count + count + 1) * sizeof *rows);
    if (!rows || (!c->kept && !(c->kept = json_array())) || json_array_extend(c->kept, list))
        return wrong(path, 0, "memory ended");
    c->rows = rows;
    for (size_t i = 0; i < count; i++) {
        quoth_character *row = &rows[c->count++];
        *row = (quoth_character){0};
        const char *message = read_character(row, json_array_get(list, i));
        if (message) {
            fprintf(stderr, "quoth: %s: entry %zu: %s\n", path, i + 1, message);
            return 0;
        }
    }
    return 1;
}

int characters_read(characters *c, const char *path)
{
    buffer content = read_file(path);
    if (!content.bytes)
        return 0;
    char *text = beginning(&content);
    json_t *list = text[strspn(text, " \t\r\n")] == '[' ? parse_json(path, text) : parse_lines(path, text);
    int ok = list && add_characters(c, path, list);
    json_decref(list);
    buffer_free(&content);
    return ok;
}

void characters_free(characters *c)
{
    for (size_t i = 0; i < c->count; i++)
        free((void *)c->rows[i].aliases);
    free(c->rows);
    json_decref(c->kept);
}

/* ---- verbs ---- */

static int add_verb(verbs *v, const char *line)
{
    json_t *word = json_string(line);
    const char **words = realloc(v->words, (v->count + 1) * sizeof *words);
    if (words)
        v->words = words;
    if (!words || json_array_append_new(v->kept, word))
        return 0;
    words[v->count++] = json_string_value(word);
    return 1;
}

int verbs_read(verbs *v, const char *path)
{
    buffer content = read_file(path);
    if (!content.bytes)
        return 0;
    char *rest = beginning(&content);
    size_t number = 1;
    int ok = v->kept || (v->kept = json_array());
    for (char *line; ok && (line = next_line(&rest)); number++)
        if (*line && *line != '#' && !add_verb(v, line))
            ok = wrong(path, number, "not UTF-8");
    buffer_free(&content);
    return ok;
}

void verbs_free(verbs *v)
{
    free(v->words);
    json_decref(v->kept);
}
