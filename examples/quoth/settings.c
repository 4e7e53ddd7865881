#include "settings.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "encoding.h"

enum { THREADS_MAX = 256, STATUS_USAGE = 2 };

static const char usage[] =
    "Usage: quoth [OPTION]... [FILE]...\n"
    "Say who said what in each FILE; in standard input when there is none or it is -.\n\n"
    "  -f, --format=FORMAT       text (default), json, jsonl, csv or conllu\n"
    "  -i, --input=FORMAT        text, or jsonl: one {\"id\", \"text\"} a line (default:\n"
    "                            jsonl for files that end in .jsonl or .ndjson)\n"
    "      --scope=SCOPE         speech and writing (speech, the default), or also\n"
    "                            thoughts and intentions (all)\n"
    "      --style=STYLE         sentences as in news and fiction (edited, the\n"
    "                            default), or as in mails and posts (web)\n"
    "      --direct-only         only what stands in quotation marks, at higher speed\n"
    "      --offsets=UNIT        byte, codepoint (default) or utf16\n"
    "      --lang=TAG            language of the text, BCP 47 (default en)\n"
    "      --min-confidence=P    0 to 1; a speaker below it becomes nobody\n"
    "      --characters=FILE     speakers known beforehand: a line each of NAME,\n"
    "                            GENDER and ALIASES with tabs between, or JSON\n"
    "      --verbs=FILE          further reporting verbs, one a line\n"
    "      --with=LIST           in JSON also: sentences,tokens,text,script; parts:\n"
    "                            a row for each part of an interrupted quote\n"
    "      --parse-all           dependency arcs of all sentences, not only of those\n"
    "                            that can matter for a quotation\n"
    "      --encoding=NAME       encoding of the text files, or auto to find it out\n"
    "                            (default UTF-8, or as a byte order mark says)\n"
    "  -j, --threads=N           threads over documents (default 1; 0: all\n"
    "                            processors)\n"
    "  -h, --help                show this and exit\n"
    "  -V, --version             show the version and exit\n\n"
    "Exit status: 0, 1 when some input failed, 2 for wrong usage.\n";

enum { SCOPE = 256, STYLE, DIRECT, OFFSETS, LANG, CONFIDENCE, CHARACTERS, VERBS, WITH, PARSE_ALL, ENCODING };

static const struct option long_options[] = {
    {"format", required_argument, NULL, 'f'},
    {"input", required_argument, NULL, 'i'},
    {"scope", required_argument, NULL, SCOPE},
    {"style", required_argument, NULL, STYLE},
    {"direct-only", no_argument, NULL, DIRECT},
    {"offsets", required_argument, NULL, OFFSETS},
    {"lang", required_argument, NULL, LANG},
    {"min-confidence", required_argument, NULL, CONFIDENCE},
    {"characters", required_argument, NULL, CHARACTERS},
    {"verbs", required_argument, NULL, VERBS},
    {"with", required_argument, NULL, WITH},
    {"parse-all", no_argument, NULL, PARSE_ALL},
    {"encoding", required_argument, NULL, ENCODING},
    {"threads", required_argument, NULL, 'j'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

static int misused(const char *option, const char *value)
{
    fprintf(stderr, "quoth: bad value for %s: %s\nTry 'quoth --help'.\n", option, value);
    return STATUS_USAGE;
}

/* The position of the option's value in a NULL-ended list, or -1 and a message. */
static int choose(const char *option, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (!strcmp(optarg, words[i]))
            return i;
    misused(option, optarg);
    return -1;
}

static int read_with(unsigned *with)
{
    static const char *const parts[] = {"sentences", "tokens", "text", "script", "parts", NULL};
    for (const char *at = optarg; *at;) {
        size_t length = strcspn(at, ","), i = 0;
        while (parts[i] && (strlen(parts[i]) != length || strncmp(at, parts[i], length)))
            i++;
        if (!parts[i])
            return misused("--with", at);
        *with |= 1u << i;
        at += length;
        at += *at == ',';
    }
    return -1;
}

static int read_confidence(double *value)
{
    char *end;
    *value = strtod(optarg, &end);
    return end != optarg && !*end && *value >= 0 && *value <= 1 ? -1 : misused("--min-confidence", optarg);
}

static int read_threads(unsigned *threads)
{
    char *end;
    long value = strtol(optarg, &end, 10);
    if (end == optarg || *end || value < 0 || value > THREADS_MAX)
        return misused("--threads", optarg);
    if (!value)
        value = sysconf(_SC_NPROCESSORS_ONLN);
    *threads = value < 1 ? 1 : value > THREADS_MAX ? THREADS_MAX : (unsigned)value;
    return -1;
}

static int read_encoding(settings *s)
{
    s->encoding = optarg;
    return encoding_known(optarg) ? -1 : misused("--encoding", optarg);
}

/* The options whose value is one of some words. */
static int read_choice(settings *s, int option)
{
    static const char *const formats[] = {"text", "json", "jsonl", "csv", "conllu", NULL};
    static const char *const inputs[] = {"text", "jsonl", NULL};
    static const char *const scopes[] = {"speech", "all", NULL};
    static const char *const styles[] = {"edited", "web", NULL};
    static const char *const units[] = {"byte", "codepoint", "utf16", NULL};
    int found = -1;
    switch (option) {
    case 'f':
        found = choose("--format", formats);
        s->format = (output_format)found;
        break;
    case 'i':
        found = choose("--input", inputs);
        s->input = found ? INPUT_JSONL : INPUT_TEXT;
        break;
    case SCOPE:
        found = choose("--scope", scopes);
        s->options.scope = (quoth_scope)found;
        break;
    case STYLE:
        found = choose("--style", styles);
        s->options.style = (quoth_style)found;
        break;
    default:
        found = choose("--offsets", units);
        s->options.offset_unit = (quoth_offset_unit)found;
        break;
    }
    return found < 0 ? STATUS_USAGE : -1;
}

static int read_option(settings *s, int option)
{
    switch (option) {
    case 'f':
    case 'i':
    case SCOPE:
    case STYLE:
    case OFFSETS:
        return read_choice(s, option);
    case DIRECT:
        s->options.direct_only = 1;
        return -1;
    case LANG:
        s->options.language = optarg;
        return -1;
    case CONFIDENCE:
        return read_confidence(&s->options.min_confidence);
    case CHARACTERS:
        return characters_read(&s->characters, optarg) ? -1 : STATUS_USAGE;
    case VERBS:
        return verbs_read(&s->verbs, optarg) ? -1 : STATUS_USAGE;
    case WITH:
        return read_with(&s->with);
    case PARSE_ALL:
        s->options.parse_all = 1;
        return -1;
    case ENCODING:
        return read_encoding(s);
    case 'j':
        return read_threads(&s->threads);
    case 'h':
        fputs(usage, stdout);
        return 0;
    case 'V':
        printf("quoth %s\n", quoth_version());
        return 0;
    default:
        fputs("Try 'quoth --help'.\n", stderr);
        return STATUS_USAGE;
    }
}

/* Colours are for people: a terminal that has them, and nobody who said no (https://no-color.org). */
static int wants_colour(void)
{
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(no && *no) && terminal && strcmp(terminal, "dumb") != 0;
}

/* An analyzer is made and freed again, so that a bad language or list is found before any input is read. */
static int check_options(const settings *s)
{
    quoth_analyzer *analyzer;
    quoth_status status = quoth_analyzer_new(&analyzer, NULL, &s->options);
    quoth_analyzer_free(analyzer);
    if (status == QUOTH_OK)
        return -1;
    if (status == QUOTH_E_ARGUMENT)
        return misused("--lang", s->options.language ? s->options.language : "en");
    fprintf(stderr, "quoth: %s\n", quoth_strerror(status));
    return 1;
}

int settings_read(settings *s, int count, char **arguments)
{
    static char standard[] = "-", *only[] = {standard, NULL};
    *s = (settings){.threads = 1, .colour = wants_colour()};
    quoth_options_init(&s->options, sizeof s->options);
    s->options.offset_unit = QUOTH_OFFSET_CODEPOINT;
    for (int option; (option = getopt_long(count, arguments, "f:i:j:hV", long_options, NULL)) != -1;) {
        int status = read_option(s, option);
        if (status >= 0)
            return status;
    }
    if (s->format == FORMAT_CONLLU)
        s->options.offset_unit = QUOTH_OFFSET_BYTE; /* it shows none */
    s->options.characters = s->characters.rows;
    s->options.character_count = s->characters.count;
    s->options.reporting_verbs = s->verbs.words;
    s->options.reporting_verb_count = s->verbs.count;
    s->path_count = optind < count ? count - optind : 1;
    s->paths = optind < count ? arguments + optind : only;
    return check_options(s);
}

void settings_free(settings *s)
{
    characters_free(&s->characters);
    verbs_free(&s->verbs);
}

int settings_lines(const settings *s, const char *path)
{
    size_t length = strlen(path);
    if (s->input != INPUT_BY_NAME)
        return s->input == INPUT_JSONL;
    return (length > 6 && !strcmp(path + length - 6, ".jsonl")) || (length > 7 && !strcmp(path + length - 7, ".ndjson"));
}
