/* api_fixture.h - a text that every room has work with, results of it and their JSON, for the tests of the public functions. */
#ifndef API_FIXTURE_H
#define API_FIXTURE_H

#include <check.h>
#include <quoth/quoth.h>
#include <stdlib.h>
#include <string.h>

static const char story[] =
    "LISBON, 4 May (Wire) - The harbour wall will be rebuilt, the minister for transport, Marta Olsen, said on Monday.\n"
    "\n"
    "“We looked at every stone,” Olsen told reporters. “None of them can stay.”\n"
    "\n"
    "According to Peter Dunn, head of the fishermen’s union, the work would cost “far more than anyone admits”. He added that\n"
    "his members had not been asked. The union's report claims that twelve boats were lost.\n"
    "\n"
    "“First we wait.\n"
    "\n"
    "“Then we sail,” he said.\n"
    "\n"
    "\"Is Zoë coming?\" asked Mrs. Brandt. 🙂\n"
    "\n"
    "\"She thinks 'never' is a good answer,\" her husband grunted. They hoped it would rain.\n"
    "\n"
    "HOST: Who pays for it?\n"
    "\n"
    "OLSEN: The city pays. I have read “The Keeper of the Coast” twice.\n"
    "\n"
    "— Come in, she said. — It is cold.\n";

/* Bytes read with these options (NULL: the defaults) by an analyzer of its own. */
static inline quoth_result *read_bytes(const char *text, size_t length, const quoth_options *options)
{
    quoth_analyzer *analyzer;
    quoth_result *result;
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, options), QUOTH_OK);
    ck_assert_int_eq(quoth_analyze(analyzer, text, length, &result), QUOTH_OK);
    quoth_analyzer_free(analyzer);
    return result;
}

static inline quoth_result *read_text(const char *text, const quoth_options *options)
{
    return read_bytes(text, strlen(text), options);
}

/* Direct quotes alone. */
static inline quoth_result *read_direct(const char *language, const char *text)
{
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    options.direct_only = 1;
    options.language = language;
    return read_text(text, &options);
}

/* Adds the words of some spans, with `between` between them. */
static inline void add_spans(char *out, const char *text, const quoth_span *spans, size_t count, const char *between)
{
    for (size_t i = 0; i < count; i++)
        strncat(strcat(out, i ? between : ""), text + spans[i].start, spans[i].end - spans[i].start);
}

static inline quoth_result *read_story(const quoth_options *options)
{
    quoth_result *result = read_text(story, options);
    ck_assert_uint_gt(quoth_result_quote_count(result), 5);
    return result;
}

typedef struct written {
    char *bytes;
    size_t length;
} written;

static inline int keep_bytes(void *context, const char *bytes, size_t length)
{
    written *out = context;
    char *grown = realloc(out->bytes, out->length + length + 1);
    if (!grown)
        return 1;
    memcpy(grown + out->length, bytes, length);
    out->bytes = grown;
    out->length += length;
    grown[out->length] = '\0';
    return 0;
}

/* All that JSON says of a result of the story; to be freed. */
static inline char *json_of(const quoth_result *result)
{
    written out = {NULL, 0};
    unsigned with = QUOTH_JSON_SENTENCES | QUOTH_JSON_TOKENS | QUOTH_JSON_TEXT | QUOTH_JSON_SCRIPT;
    ck_assert_int_eq(quoth_result_write_json(result, "story", story, sizeof story - 1, with, keep_bytes, &out), QUOTH_OK);
    ck_assert_ptr_nonnull(out.bytes);
    return out.bytes;
}

#endif
