/* check_cases.c - the cases in marked text, through the public functions: check_cases [FOLDER]
 *
 * tests/cases/README tells the format. A case that fails and is not named in the file `known` fails the test. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quoth/quoth.h"

enum { TEXT_ROOM = 16384, LINE_ROOM = 4096, EXPECTED_ROOM = 32, KNOWN_ROOM = 256, NAME_ROOM = 128 };

typedef struct expectation {
    quoth_quote_type type;
    int class_; /* quoth_quote_class, or -1: any */
    char content[LINE_ROOM];
    char speaker[LINE_ROOM];
    int found;
} expectation;

typedef struct test_case {
    char name[NAME_ROOM];
    char language[NAME_ROOM];
    char scope[NAME_ROOM];
    char text[TEXT_ROOM];
    expectation expected[EXPECTED_ROOM];
    size_t expected_count;
    expectation marked[EXPECTED_ROOM]; /* words in marks that are no quote: type is a quoth_marked_class */
    size_t marked_count;
    int more; /* other quotes may be found too */
} test_case;

typedef struct tally {
    char known[KNOWN_ROOM][NAME_ROOM];
    size_t known_count, cases, passed, known_failing, failing, repaired;
    int broken; /* a file that cannot be read or is not in the format */
} tally;

static const char *const types[] = {"direct", "indirect", "mixed", NULL};
static const char *const marked_classes[] = {"title", "scare", "nested", "other", NULL};

/* Keeps letters and digits: marks, stops and blanks do not count. */
static void bare(char *text)
{
    char *out = text;
    for (const unsigned char *in = (const unsigned char *)text; *in;) {
        size_t width = *in < 0x80 ? 1 : *in < 0xE0 ? 2 : *in < 0xF0 ? 3 : 4;
        int keep = *in >= 0x80 || (*in >= '0' && *in <= '9') || ((*in | 32) >= 'a' && (*in | 32) <= 'z');
        if (*in == 0xC2 || (in[0] == 0xEF && (in[1] == 0xB9 || (in[1] == 0xBC && in[2] == 0x82))) || (in[0] == 0xE2 && in[1] == 0x80) || (in[0] == 0xE3 && in[1] == 0x80))
            keep = 0;
        for (; width && *in; width--, in++)
            if (keep)
                *out++ = (char)*in;
    }
    *out = '\0';
}

static char *trim(char *text)
{
    text += strspn(text, " \t");
    size_t length = strlen(text);
    while (length && strchr(" \t\r\n", text[length - 1]))
        text[--length] = '\0';
    return text;
}

static int name_among(const char *const *names, const char *name)
{
    for (int i = 0; names[i]; i++)
        if (!strcmp(names[i], name))
            return i;
    return -1;
}

static int read_marked(test_case *c, char *line)
{
    char *content = strchr(line, '|');
    if (!content || c->marked_count == EXPECTED_ROOM)
        return 0;
    *content = '\0';
    expectation *e = &c->marked[c->marked_count++];
    memset(e, 0, sizeof *e);
    snprintf(e->content, sizeof e->content, "%s", content + 1);
    bare(e->content);
    int class_ = name_among(marked_classes, trim(line));
    e->type = (quoth_quote_type)class_;
    return class_ >= 0;
}

/* "indirect", "indirect intention" */
static int read_kind(expectation *e, char *kind)
{
    char *class_ = strchr(kind, ' ');
    if (class_)
        *class_++ = '\0';
    int type = name_among(types, kind);
    e->type = (quoth_quote_type)type;
    e->class_ = -1;
    for (int i = QUOTH_CLASS_SPEECH; class_ && i <= QUOTH_CLASS_OTHER; i++)
        if (!strcmp(quoth_quote_class_name((quoth_quote_class)i), class_))
            e->class_ = i;
    return type >= 0 && (!class_ || e->class_ >= 0);
}

static int read_expectation(test_case *c, char *line)
{
    char *content = strchr(line, '|'), *speaker = content ? strrchr(line, '|') : NULL;
    if (!content || content == speaker || c->expected_count == EXPECTED_ROOM)
        return 0;
    *content = *speaker = '\0';
    expectation *e = &c->expected[c->expected_count++];
    memset(e, 0, sizeof *e);
    snprintf(e->content, sizeof e->content, "%s", content + 1);
    bare(e->content);
    snprintf(e->speaker, sizeof e->speaker, "%s", trim(speaker + 1));
    return read_kind(e, trim(line));
}

static int add_text(test_case *c, const char *line)
{
    size_t used = strlen(c->text);
    return snprintf(c->text + used, sizeof c->text - used, "%s\n", line) < (int)(sizeof c->text - used);
}

static int content_is(const quoth_quote *quote, const test_case *c, const char *expected)
{
    char found[TEXT_ROOM];
    size_t used = 0;
    for (size_t i = 0; i < quote->content_count; i++) {
        quoth_span span = quote->content[i];
        memcpy(found + used, c->text + span.start, span.end - span.start);
        used += span.end - span.start;
        found[used++] = ' ';
    }
    found[used] = '\0';
    bare(found);
    return !strcmp(found, expected);
}

static int speaker_is(const quoth_result *result, const quoth_quote *quote, const char *expected)
{
    const quoth_entity *entity = quoth_result_entity_at(result, quote->speaker);
    if (!strcmp(expected, "?"))
        return 1;
    if (!entity)
        return !strcmp(expected, "-");
    if (!strcmp(entity->name, expected))
        return 1;
    for (size_t i = 0; i < entity->alias_count; i++)
        if (!strcmp(entity->aliases[i], expected))
            return 1;
    return 0;
}

static int quotes_are(const quoth_result *result, test_case *c)
{
    size_t found = 0, count = quoth_result_quote_count(result);
    for (size_t i = 0; i < count; i++) {
        const quoth_quote *quote = quoth_result_quote_at(result, i);
        for (size_t k = 0; k < c->expected_count; k++) {
            expectation *e = &c->expected[k];
            if (!e->found && quote->type == e->type && (e->class_ < 0 || (int)quote->class_ == e->class_) && content_is(quote, c, e->content) &&
                speaker_is(result, quote, e->speaker)) {
                e->found = 1;
                found++;
                break;
            }
        }
    }
    return found == c->expected_count && (c->more || count == found);
}

static int marked_are(const quoth_result *result, test_case *c)
{
    size_t found = 0;
    for (size_t i = 0; i < quoth_result_marked_count(result); i++) {
        const quoth_marked *marked = quoth_result_marked_at(result, i);
        char words[TEXT_ROOM] = "";
        strncat(words, c->text + marked->span.start, marked->span.end - marked->span.start);
        bare(words);
        for (size_t k = 0; k < c->marked_count; k++)
            if (!c->marked[k].found && (int)c->marked[k].type == (int)marked->class_ && !strcmp(c->marked[k].content, words)) {
                c->marked[k].found = 1;
                found++;
                break;
            }
    }
    return found == c->marked_count;
}

static void show(const quoth_result *result, const test_case *c)
{
    for (size_t i = 0; i < c->expected_count; i++)
        if (!c->expected[i].found)
            printf("    wanted %s | %s | %s\n", types[c->expected[i].type], c->expected[i].content,
                   c->expected[i].speaker);
    for (size_t i = 0; i < c->marked_count; i++)
        if (!c->marked[i].found)
            printf("    wanted marked %s | %s\n", marked_classes[c->marked[i].type], c->marked[i].content);
    for (size_t i = 0; i < quoth_result_quote_count(result); i++) {
        const quoth_quote *quote = quoth_result_quote_at(result, i);
        const quoth_entity *entity = quoth_result_entity_at(result, quote->speaker);
        printf("    found  %s %s |", types[quote->type], quoth_quote_class_name(quote->class_));
        for (size_t k = 0; k < quote->content_count; k++)
            printf(" %.*s", (int)(quote->content[k].end - quote->content[k].start), c->text + quote->content[k].start);
        printf(" | %s (%s)\n", entity ? entity->name : "-", quote->reason);
    }
}

static int run(test_case *c, int verbose)
{
    quoth_options options;
    quoth_analyzer *analyzer;
    quoth_result *result = NULL;
    quoth_options_init(&options, sizeof options);
    options.language = c->language[0] ? c->language : NULL;
    options.scope = !strcmp(c->scope, "all") ? QUOTH_SCOPE_ALL : QUOTH_SCOPE_SPEECH;
    if (quoth_analyzer_new(&analyzer, NULL, &options) != QUOTH_OK)
        return 0;
    int good = quoth_analyze(analyzer, c->text, strlen(c->text), &result) == QUOTH_OK && quotes_are(result, c) &&
               marked_are(result, c);
    if (!good && verbose && result)
        show(result, c);
    quoth_result_free(result);
    quoth_analyzer_free(analyzer);
    return good;
}

static int is_known(const tally *t, const char *name)
{
    for (size_t i = 0; i < t->known_count; i++)
        if (!strcmp(t->known[i], name))
            return 1;
    return 0;
}

static void finish(test_case *c, tally *t)
{
    if (!c->name[0])
        return;
    int known = is_known(t, c->name), good = run(c, !known || getenv("CASES_VERBOSE"));
    t->cases++;
    t->passed += (size_t)good;
    t->known_failing += !good && known;
    t->failing += !good && !known;
    t->repaired += good && known;
    if (!good)
        printf("%s: %s\n", known ? "known" : "FAIL", c->name);
    else if (known)
        printf("passes now, take it out of known: %s\n", c->name);
    memset(c, 0, sizeof *c);
}

static int read_line(test_case *c, tally *t, char *line)
{
    if (line[0] == '|')
        return add_text(c, line[1] == ' ' ? line + 2 : line + 1);
    if (!strncmp(line, "case:", 5)) {
        finish(c, t);
        snprintf(c->name, sizeof c->name, "%s", trim(line + 5));
    } else if (!strncmp(line, "lang:", 5)) {
        snprintf(c->language, sizeof c->language, "%s", trim(line + 5));
    } else if (!strncmp(line, "scope:", 6)) {
        snprintf(c->scope, sizeof c->scope, "%s", trim(line + 6));
        return !strcmp(c->scope, "all");
    } else if (!strncmp(line, "quote:", 6)) {
        return read_expectation(c, line + 6);
    } else if (!strncmp(line, "marked:", 7)) {
        return read_marked(c, line + 7);
    } else if (!strcmp(line, "more")) {
        c->more = 1;
    } else {
        return line[0] == '\0' || line[0] == '#';
    }
    return 1;
}

static void read_cases(const char *folder, const char *file_name, tally *t)
{
    char path[2 * LINE_ROOM], line[LINE_ROOM];
    test_case *c = calloc(1, sizeof *c);
    snprintf(path, sizeof path, "%s/%s", folder, file_name);
    FILE *file = fopen(path, "r");
    t->broken |= !file || !c;
    for (unsigned number = 1; file && c && fgets(line, sizeof line, file); number++) {
        line[strcspn(line, "\r\n")] = '\0';
        if (!read_line(c, t, line)) {
            printf("%s:%u: not in the format\n", path, number);
            t->broken = 1;
        }
    }
    if (c)
        finish(c, t);
    if (file)
        fclose(file);
    free(c);
}

static void read_known(const char *folder, tally *t)
{
    char path[2 * LINE_ROOM], line[LINE_ROOM];
    snprintf(path, sizeof path, "%s/known", folder);
    FILE *file = fopen(path, "r");
    while (file && t->known_count < KNOWN_ROOM && fgets(line, sizeof line, file))
        if (line[0] != '#' && *trim(line))
            snprintf(t->known[t->known_count++], NAME_ROOM, "%.*s", NAME_ROOM - 1, trim(line));
    if (file)
        fclose(file);
}

static int is_case_file(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && !strcmp(dot, ".txt");
}

int main(int argc, char **argv)
{
    char folder[LINE_ROOM];
    struct dirent **names;
    const char *source = getenv("srcdir");
    snprintf(folder, sizeof folder, "%s/tests/cases", source ? source : ".");
    if (argc > 1)
        snprintf(folder, sizeof folder, "%s", argv[1]);
    tally *t = calloc(1, sizeof *t);
    int count = scandir(folder, &names, is_case_file, alphasort);
    if (!t || count <= 0)
        return 99;
    read_known(folder, t);
    for (int i = 0; i < count; i++) {
        read_cases(folder, names[i]->d_name, t);
        free(names[i]);
    }
    free(names);
    printf("cases: %zu; passed: %zu; known to fail: %zu; failing: %zu; known but passing: %zu\n", t->cases, t->passed,
           t->known_failing, t->failing, t->repaired);
    int bad = t->failing || t->broken || !t->cases;
    free(t);
    return bad;
}
