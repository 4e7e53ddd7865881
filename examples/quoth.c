/* quoth - who said what, from the command line. */
#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quoth/quoth.h"

typedef enum format { TEXT, JSON, JSONL } format;

typedef struct tool {
    quoth_analyzer *analyzer;
    format format;
    int input; /* -1: by file name; TEXT or JSONL */
    unsigned with;
    size_t documents;
    int failed;
} tool;

static const char usage[] =
    "Usage: quoth [OPTION]... [FILE]...\n"
    "Say who said what in each FILE; standard input when there is none or it is -.\n\n"
    "  -f, --format text|json|jsonl   output (default text)\n"
    "  -i, --input text|jsonl         input (default: by file name; jsonl is one {\"id\",\"text\"} per line)\n"
    "      --scope speech|all         speech and writing (default), or also thoughts and intentions\n"
    "      --direct-only              only what stands in quotation marks\n"
    "      --offsets byte|codepoint|utf16   unit of offsets (default codepoint)\n"
    "      --lang TAG                 language, BCP 47 (default en)\n"
    "      --min-confidence P         0 to 1; a speaker below it becomes nobody\n"
    "      --with LIST                of sentences,tokens,text,script: further parts of JSON\n"
    "  -h, --help                     show this and exit\n"
    "      --version                  show the version and exit\n\n"
    "Exit status: 0, 1 when some input failed, 2 for wrong usage.\n";

/* The position of a word in a NULL-ended list, or -1. */
static int choice(const char *word, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (!strcmp(word, words[i]))
            return i;
    return -1;
}

static int write_out(void *context, const char *bytes, size_t length)
{
    return fwrite(bytes, 1, length, context) != length;
}

static char *read_all(FILE *file, size_t *length)
{
    size_t room = 1 << 16;
    char *bytes = malloc(room);
    *length = 0;
    while (bytes) {
        size_t got = fread(bytes + *length, 1, room - *length, file);
        *length += got;
        if (!got)
            break;
        if (*length == room) {
            char *more = realloc(bytes, room *= 2);
            if (!more)
                free(bytes);
            bytes = more;
        }
    }
    if (bytes && ferror(file)) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

/* Offsets are code points in text output: the bytes of a span are found by counting on from the last one. */
static void print_words(const char *text, size_t length, quoth_span span)
{
    size_t at = 0, point = 0;
    int space = 0;
    for (; at < length && point < span.start; point++)
        for (at++; at < length && ((unsigned char)text[at] & 0xC0) == 0x80;)
            at++;
    for (; at < length && point < span.end; point++) {
        int blank = text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r';
        if (!blank || !space)
            putchar(blank ? ' ' : text[at]);
        space = blank;
        for (at++; at < length && ((unsigned char)text[at] & 0xC0) == 0x80; at++)
            putchar(text[at]);
    }
}

static void print_text(const quoth_result *result, const char *text, size_t length)
{
    for (size_t i = 0; i < quoth_result_quote_count(result); i++) {
        const quoth_quote *quote = quoth_result_quote_at(result, i);
        const quoth_entity *speaker =
            quote->speaker == QUOTH_NONE ? NULL : quoth_result_entity_at(result, quote->speaker);
        printf("%s (%s, %zu-%zu, %.2f, %s)\n    ", speaker ? speaker->name : "nobody",
               quoth_quote_type_name(quote->type), quote->content[0].start,
               quote->content[quote->content_count - 1].end, quote->confidence, quote->reason);
        for (size_t k = 0; k < quote->content_count; k++) {
            if (k)
                fputs(" ... ", stdout);
            print_words(text, length, quote->content[k]);
        }
        putchar('\n');
    }
}

static void fail(tool *t, const char *name, size_t line, const char *message, size_t offset)
{
    t->failed = 1;
    fprintf(stderr, "quoth: %s", name);
    if (line)
        fprintf(stderr, ":%zu", line);
    fprintf(stderr, ": %s", message);
    if (offset != QUOTH_NONE)
        fprintf(stderr, " (byte %zu)", offset);
    fputc('\n', stderr);
}

static void run_document(tool *t, const char *name, size_t line, const char *id, const char *text, size_t length)
{
    quoth_result *result;
    quoth_status status = quoth_analyze(t->analyzer, text, length, &result);
    if (status != QUOTH_OK) {
        fail(t, name, line, quoth_strerror(status),
             status == QUOTH_E_UTF8 ? quoth_analyzer_error_offset(t->analyzer) : QUOTH_NONE);
        return;
    }
    if (t->format == JSON && t->documents)
        fputs(",\n", stdout);
    t->documents++;
    if (t->format == TEXT) {
        print_text(result, text, length);
    } else {
        quoth_result_write_json(result, id, text, length, t->with, write_out, stdout);
        if (t->format == JSONL)
            putchar('\n');
    }
    quoth_result_free(result);
}

static void run_line(tool *t, const char *name, size_t line, const char *bytes, size_t length)
{
    json_error_t error;
    json_t *object = json_loadb(bytes, length, JSON_ALLOW_NUL, &error);
    json_t *text = json_object_get(object, "text"), *id = json_object_get(object, "id");
    if (!object)
        fail(t, name, line, error.text, QUOTH_NONE);
    else if (!json_is_string(text))
        fail(t, name, line, "no \"text\"", QUOTH_NONE);
    else {
        char *given = json_is_string(id) ? NULL : id ? json_dumps(id, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
        run_document(t, name, line, given ? given : json_string_value(id), json_string_value(text),
                     json_string_length(text));
        free(given);
    }
    json_decref(object);
}

static void run_lines(tool *t, const char *name, const char *bytes, size_t length)
{
    size_t line = 1;
    for (size_t start = 0, end; start < length; start = end + 1, line++) {
        const char *newline = memchr(bytes + start, '\n', length - start);
        end = newline ? (size_t)(newline - bytes) : length;
        if (strspn(bytes + start, " \t\r") < end - start)
            run_line(t, name, line, bytes + start, end - start);
    }
}

static int ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);
    return n >= m && !strcmp(name + n - m, ending);
}

static void run_file(tool *t, const char *path)
{
    int standard = !strcmp(path, "-");
    FILE *file = standard ? stdin : fopen(path, "rb");
    size_t length = 0;
    char *bytes = file ? read_all(file, &length) : NULL;
    if (!bytes)
        fail(t, path, 0, strerror(errno), QUOTH_NONE);
    else if (t->input == JSONL || (t->input < 0 && (ends_in(path, ".jsonl") || ends_in(path, ".ndjson"))))
        run_lines(t, path, bytes, length);
    else
        run_document(t, path, 0, path, bytes, length);
    free(bytes);
    if (file && !standard)
        fclose(file);
}

static int read_with(char *list, unsigned *with)
{
    static const char *const parts[] = {"sentences", "tokens", "text", "script", NULL};
    for (char *part = strtok(list, ","); part; part = strtok(NULL, ",")) {
        int found = choice(part, parts);
        if (found < 0)
            return 0;
        *with |= 1u << found;
    }
    return 1;
}

static int read_probability(const char *text, double *value)
{
    char *end;
    *value = strtod(text, &end);
    return end != text && !*end && *value >= 0 && *value <= 1;
}

static int misused(const char *what)
{
    fprintf(stderr, "quoth: bad value for %s\nTry 'quoth --help'.\n", what);
    return 2;
}

enum { SCOPE = 256, DIRECT, OFFSETS, LANG, CONFIDENCE, WITH, VERSION_ };

static const struct option long_options[] = {
    {"format", required_argument, NULL, 'f'},  {"input", required_argument, NULL, 'i'},
    {"scope", required_argument, NULL, SCOPE}, {"direct-only", no_argument, NULL, DIRECT},
    {"offsets", required_argument, NULL, OFFSETS}, {"lang", required_argument, NULL, LANG},
    {"min-confidence", required_argument, NULL, CONFIDENCE}, {"with", required_argument, NULL, WITH},
    {"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, VERSION_}, {NULL, 0, NULL, 0},
};

/* -1 to go on, otherwise the exit status. */
static int read_option(int option, tool *t, quoth_options *options)
{
    static const char *const formats[] = {"text", "json", "jsonl", NULL};
    static const char *const scopes[] = {"speech", "all", NULL};
    static const char *const units[] = {"byte", "codepoint", "utf16", NULL};
    int found = 0;
    switch (option) {
    case 'f':
        found = choice(optarg, formats);
        t->format = (format)found;
        return found < 0 ? misused("--format") : -1;
    case 'i':
        t->input = choice(optarg, formats);
        return t->input != TEXT && t->input != JSONL ? misused("--input") : -1;
    case SCOPE:
        found = choice(optarg, scopes);
        options->scope = (quoth_scope)found;
        return found < 0 ? misused("--scope") : -1;
    case DIRECT:
        options->direct_only = 1;
        return -1;
    case OFFSETS:
        found = choice(optarg, units);
        options->offset_unit = (quoth_offset_unit)found;
        return found < 0 ? misused("--offsets") : -1;
    case LANG:
        options->language = optarg;
        return -1;
    case CONFIDENCE:
        return read_probability(optarg, &options->min_confidence) ? -1 : misused("--min-confidence");
    case WITH:
        return read_with(optarg, &t->with) ? -1 : misused("--with");
    case 'h':
        fputs(usage, stdout);
        return 0;
    case VERSION_:
        printf("quoth %s\n", quoth_version());
        return 0;
    default:
        fputs("Try 'quoth --help'.\n", stderr);
        return 2;
    }
}

static int run_files(tool *t, int count, char **paths)
{
    static char standard[] = "-", *only[] = {standard};
    if (!count) {
        paths = only;
        count = 1;
    }
    int array = t->format == JSON && (count > 1 || t->input == JSONL || ends_in(paths[0], ".jsonl"));
    if (array)
        fputs("[", stdout);
    for (int i = 0; i < count; i++)
        run_file(t, paths[i]);
    if (array)
        fputs("]", stdout);
    if (t->format == JSON)
        putchar('\n');
    if (fflush(stdout) || ferror(stdout)) {
        fprintf(stderr, "quoth: cannot write: %s\n", strerror(errno));
        t->failed = 1;
    }
    return t->failed;
}

int main(int argc, char **argv)
{
    tool t = {.input = -1};
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    options.offset_unit = QUOTH_OFFSET_CODEPOINT;
    for (int option; (option = getopt_long(argc, argv, "f:i:h", long_options, NULL)) != -1;) {
        int status = read_option(option, &t, &options);
        if (status >= 0)
            return status;
    }
    if (t.format == TEXT)
        options.offset_unit = QUOTH_OFFSET_CODEPOINT;
    quoth_status status = quoth_analyzer_new(&t.analyzer, NULL, &options);
    if (status == QUOTH_E_ARGUMENT)
        return misused("--lang");
    if (status != QUOTH_OK) {
        fprintf(stderr, "quoth: %s\n", quoth_strerror(status));
        return 1;
    }
    int failed = run_files(&t, argc - optind, argv + optind);
    quoth_analyzer_free(t.analyzer);
    return failed;
}
