/* quoth-eval - predicted quotations and speakers measured against gold ones. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "quoth/quoth.h"
#include "report.h"
#include "score.h"

enum { STATUS_USAGE = 2 };

static const char usage[] =
    "Usage: quoth-eval [OPTION]... GOLD.jsonl PREDICTED.jsonl\n"
    "Measure predicted quotations and speakers against gold ones, document by document.\n\n"
    "  -j, --json          write JSON\n"
    "  -b, --by=KEY        tell attribution apart by a key of the gold quotations: type\n"
    "  -c, --calibration   tell how far the confidence of the predictions can be trusted\n"
    "  -e, --errors=N      list N quotations whose speaker is not right\n"
    "  -s, --speech-only   gold quotations of other modes than speech and writing may\n"
    "                      be missing\n"
    "  -h, --help          show this and exit\n"
    "  -V, --version       show the version and exit\n\n"
    "Exit status: 0, 1 when a file cannot be read or is wrong, 2 for wrong usage.\n";

static const struct option long_options[] = {
    {"json", no_argument, NULL, 'j'},        {"by", required_argument, NULL, 'b'},
    {"calibration", no_argument, NULL, 'c'},
    {"errors", required_argument, NULL, 'e'}, {"speech-only", no_argument, NULL, 's'},
    {"help", no_argument, NULL, 'h'},        {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

static int misused(void)
{
    fputs("Try 'quoth-eval --help'.\n", stderr);
    return STATUS_USAGE;
}

static int read_errors(score *s)
{
    char *end;
    long count = strtol(optarg, &end, 10);
    s->errors_wanted = count > 0 ? (size_t)count : 0;
    return end != optarg && !*end && count >= 0 ? -1 : misused();
}

/* -1 to go on, otherwise the exit status. */
static int read_option(int option, score *s, int *json)
{
    switch (option) {
    case 'j':
        *json = 1;
        return -1;
    case 'b':
        s->by = optarg;
        return -1;
    case 'c':
        s->calibrate = 1;
        return -1;
    case 'e':
        return read_errors(s);
    case 's':
        s->speech_only = 1;
        return -1;
    case 'h':
        fputs(usage, stdout);
        return 0;
    case 'V':
        printf("quoth-eval %s\n", quoth_version());
        return 0;
    default:
        return misused();
    }
}

static int run(score *s, char **paths, int json)
{
    corpus gold = {0}, predicted = {0};
    int ok = corpus_read(&gold, paths[0], 1) && corpus_read(&predicted, paths[1], 0);
    for (size_t i = 0; ok && i < gold.count; i++)
        score_document(s, gold.documents[i], corpus_find(&predicted, gold.documents[i]));
    if (ok && json)
        report_json(s);
    else if (ok)
        report_text(s, paths[0]);
    if (fflush(stdout)) {
        fprintf(stderr, "quoth-eval: cannot write: %s\n", strerror(errno));
        ok = 0;
    }
    score_free(s);
    corpus_free(&gold);
    corpus_free(&predicted);
    return !ok;
}

int main(int argc, char **argv)
{
    score s = {0};
    int json = 0;
    for (int option; (option = getopt_long(argc, argv, "jb:ce:shV", long_options, NULL)) != -1;) {
        int status = read_option(option, &s, &json);
        if (status >= 0)
            return status;
    }
    if (argc - optind != 2)
        return misused();
    return run(&s, argv + optind, json);
}
