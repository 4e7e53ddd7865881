#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct measure {
    double precision, recall, f1;
    size_t gold, predicted;
} measure;

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

static double f1(double precision, double recall)
{
    return ratio(2 * precision * recall, precision + recall);
}

static measure measure_of(size_t found, size_t predicted, size_t matched, size_t gold)
{
    double precision = ratio((double)found, (double)predicted), recall = ratio((double)matched, (double)gold);
    return (measure){precision, recall, f1(precision, recall), gold, predicted};
}

enum { MEASURES = 6 };
static const char *const names[MEASURES] = {"exact",       "overlap",      "cue_exact",
                                            "cue_overlap", "source_exact", "source_overlap"};

static measure measure_at(const score *s, int i)
{
    const counts *c = i < 2 ? &s->quotes : i < 4 ? &s->cues : &s->sources;
    return i % 2 ? measure_of(c->overlap_predicted, c->predicted, c->overlap_gold, c->gold)
                 : measure_of(c->exact_predicted, c->predicted, c->exact_gold, c->gold);
}

static measure clusters_of(const score *s)
{
    double precision = ratio(s->precision, (double)s->clustered), recall = ratio(s->recall, (double)s->clustered);
    return (measure){precision, recall, f1(precision, recall), 0, 0};
}

static int by_value(const void *a, const void *b)
{
    return strcmp(((const group *)a)->value, ((const group *)b)->value);
}

static void sort_groups(const score *s)
{
    if (s->group_count)
        qsort(s->groups, s->group_count, sizeof *s->groups, by_value);
}

/* ---- text ---- */

static void print_name(const json_t *name)
{
    const char *word = json_string_value(name);
    if (!word) {
        fputs("None", stdout);
        return;
    }
    char mark = strchr(word, '\'') && !strchr(word, '"') ? '"' : '\'';
    putchar(mark);
    for (; *word; word++)
        if (*word == '\n')
            fputs("\\n", stdout);
        else
            printf(*word == mark || *word == '\\' ? "\\%c" : "%c", *word);
    putchar(mark);
}

static void print_errors(const json_t *errors)
{
    size_t i;
    const json_t *row;
    json_array_foreach((json_t *)errors, i, row) {
        const json_t *id = json_array_get(row, 0);
        char *number = json_is_string(id) ? NULL : json_dumps(id, JSON_ENCODE_ANY);
        printf("  %-6s %s @%lld: gold ", json_string_value(json_array_get(row, 2)), number ? number : json_string_value(id),
               (long long)json_integer_value(json_array_get(row, 1)));
        print_name(json_array_get(row, 3));
        fputs(", predicted ", stdout);
        print_name(json_array_get(row, 4));
        printf(": …%s…\n", json_string_value(json_array_get(row, 5)));
        free(number);
    }
}

static void print_groups(const score *s)
{
    enum { WIDTH = 12 };
    sort_groups(s);
    for (size_t i = 0; i < s->group_count; i++) {
        const attribution *a = &s->groups[i].counts;
        int shown = 0;
        for (const char *c = s->groups[i].value; *c; c++)
            shown += (*c & 0xC0) != 0x80;
        printf("    %s=%s%*s accuracy %.3f of %zu (covered %.3f)\n", s->by, s->groups[i].value, shown < WIDTH ? WIDTH - shown : 0,
               "", ratio((double)a->right, (double)a->gold), a->gold, ratio((double)a->covered, (double)a->gold));
    }
}

static void print_attribution(const attribution *a)
{
    double gold = (double)a->gold, covered = (double)a->covered;
    printf("  attribution     accuracy %.3f of %zu (covered %.3f, no speaker given %.3f, accuracy on covered %.3f; "
           "by main name %.3f, on covered %.3f)\n",
           ratio((double)a->right, gold), a->gold, ratio(covered, gold), ratio((double)a->silent, gold),
           ratio((double)a->right, covered), ratio((double)a->named, gold), ratio((double)a->named, covered));
}

static void print_calibration(const char *what, judgements *all)
{
    calibration c = calibration_of(all);
    printf("  calibration of %s  error %.3f   predicted %zu, right %zu\n", what, c.error, all->count, c.right);
    for (int i = 0; i < CALIBRATION_BINS; i++)
        printf("    confidence %.1f to %.1f  predicted %5zu  mean confidence %.3f  right %.3f\n", (double)i / CALIBRATION_BINS,
               (double)(i + 1) / CALIBRATION_BINS, c.bins[i].count, c.bins[i].confidence, c.bins[i].right);
    for (int i = 0; i < CALIBRATION_COVERAGES; i++)
        printf("    coverage %.2f  least confidence %.3f  risk %.3f\n", c.coverages[i].coverage, c.coverages[i].confidence,
               c.coverages[i].risk);
}

void report_text(score *s, const char *gold_path)
{
    measure clusters = clusters_of(s);
    printf("%s: %zu documents", gold_path, s->documents);
    if (s->missing)
        printf(", %zu WITHOUT a prediction", s->missing);
    putchar('\n');
    for (int i = 0; i < MEASURES; i++) {
        measure m = measure_at(s, i);
        printf("  %-15s P %.3f  R %.3f  F1 %.3f   gold %zu, predicted %zu\n", names[i], m.precision, m.recall, m.f1, m.gold,
               m.predicted);
    }
    print_attribution(&s->attribution);
    printf("  speaker clusters B3  P %.3f  R %.3f  F1 %.3f\n", clusters.precision, clusters.recall, clusters.f1);
    print_groups(s);
    if (s->calibrate) {
        print_calibration("detection", &s->detections);
        print_calibration("confidence", &s->judgements);
    }
    print_errors(s->errors);
}

/* ---- JSON ---- */

/* A member of an object that is `depth` deep; the shortest digits that give the number again. */
static void put_number(const char *comma, int depth, const char *key, double value)
{
    enum { DIGITS = 17 };
    char digits[32];
    for (int precision = 1; precision <= DIGITS; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, value);
        double read = strtod(digits, NULL);
        if (read <= value && read >= value)
            break;
    }
    printf("%s\n%*s\"%s\": %s%s", comma, depth, "", key, digits, strpbrk(digits, ".e") ? "" : ".0");
}

static void put_count(const char *comma, int depth, const char *key, size_t value)
{
    printf("%s\n%*s\"%s\": %zu", comma, depth, "", key, value);
}

static void put_measure(const char *name, const measure *m, int with_counts)
{
    printf(",\n \"%s\": {", name);
    put_number("", 2, "p", m->precision);
    put_number(",", 2, "r", m->recall);
    put_number(",", 2, "f1", m->f1);
    if (with_counts) {
        put_count(",", 2, "gold", m->gold);
        put_count(",", 2, "pred", m->predicted);
    }
    fputs("\n }", stdout);
}

static void put_attribution(const attribution *a)
{
    double gold = (double)a->gold, covered = (double)a->covered;
    fputs(",\n \"attribution\": {", stdout);
    put_count("", 2, "gold", a->gold);
    put_number(",", 2, "covered", ratio(covered, gold));
    put_number(",", 2, "silent", ratio((double)a->silent, gold));
    put_number(",", 2, "accuracy", ratio((double)a->right, gold));
    put_number(",", 2, "named", ratio((double)a->named, gold));
    put_number(",", 2, "named_on_covered", ratio((double)a->named, covered));
    put_number(",", 2, "accuracy_on_covered", ratio((double)a->right, covered));
    fputs("\n }", stdout);
}

static void put_string(const char *text)
{
    json_t *string = json_string(text);
    json_dumpf(string, stdout, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
    json_decref(string);
}

static void put_groups(const score *s)
{
    printf(",\n \"by_%s\": {", s->by);
    sort_groups(s);
    for (size_t i = 0; i < s->group_count; i++) {
        const attribution *a = &s->groups[i].counts;
        fputs(i ? ",\n  " : "\n  ", stdout);
        put_string(s->groups[i].value);
        fputs(": {", stdout);
        put_count("", 3, "gold", a->gold);
        put_number(",", 3, "covered", ratio((double)a->covered, (double)a->gold));
        put_number(",", 3, "accuracy", ratio((double)a->right, (double)a->gold));
        fputs("\n  }", stdout);
    }
    fputs(s->group_count ? "\n }" : "}", stdout);
}

static void put_calibration(const char *name, judgements *all)
{
    calibration c = calibration_of(all);
    printf(",\n \"%s\": {", name);
    put_number("", 2, "error", c.error);
    put_count(",", 2, "pred", all->count);
    put_count(",", 2, "right", c.right);
    fputs(",\n  \"bins\": [", stdout);
    for (int i = 0; i < CALIBRATION_BINS; i++) {
        fputs(i ? ", {" : "{", stdout);
        put_count("", 4, "pred", c.bins[i].count);
        put_number(",", 4, "confidence", c.bins[i].confidence);
        put_number(",", 4, "right", c.bins[i].right);
        fputs("\n   }", stdout);
    }
    fputs("],\n  \"coverages\": [", stdout);
    for (int i = 0; i < CALIBRATION_COVERAGES; i++) {
        fputs(i ? ", {" : "{", stdout);
        put_number("", 4, "coverage", c.coverages[i].coverage);
        put_number(",", 4, "confidence", c.coverages[i].confidence);
        put_number(",", 4, "risk", c.coverages[i].risk);
        fputs("\n   }", stdout);
    }
    fputs("]\n }", stdout);
}

void report_json(score *s)
{
    measure clusters = clusters_of(s);
    putchar('{');
    put_count("", 1, "docs", s->documents);
    put_count(",", 1, "docs_missing", s->missing);
    for (int i = 0; i < MEASURES; i++) {
        measure m = measure_at(s, i);
        put_measure(names[i], &m, 1);
    }
    put_attribution(&s->attribution);
    put_measure("clusters", &clusters, 0);
    if (s->by)
        put_groups(s);
    if (s->calibrate) {
        put_calibration("detection", &s->detections);
        put_calibration("calibration", &s->judgements);
    }
    puts("\n}");
}
