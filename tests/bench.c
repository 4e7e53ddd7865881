/* bench.c - how fast the library reads and how much memory it takes, room by room: bench [MEGABYTES | FILE]...
 *
 * Numbers make texts of that size from sentences of our own, with news, dialogue and narration; anything else is a file to
 * read. The rooms are told apart by the progress callback, which is called before each of them. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analyze.h"

enum { ROOMS_MAX = 64, RUNS_SMALL = 5, SMALL = 4 << 20, SEED = 20210 };

typedef struct meter { /* of one run */
    double began[ROOMS_MAX];
    size_t marks;
} meter;

typedef struct memory { /* what the allocator has given out */
    size_t live;
    size_t peak;
} memory;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* ---- memory: each block is preceded by its size ---- */

static void *count(memory *m, size_t *block, size_t size)
{
    if (!block)
        return NULL;
    *block = size;
    m->live += size;
    if (m->live > m->peak)
        m->peak = m->live;
    return (char *)block + sizeof(max_align_t);
}

static size_t *block_of(void *bytes)
{
    return (size_t *)(void *)((char *)bytes - sizeof(max_align_t));
}

static void *allocate(void *context, size_t size)
{
    return count(context, malloc(size + sizeof(max_align_t)), size);
}

static void *reallocate(void *context, void *bytes, size_t size)
{
    memory *m = context;
    size_t before = *block_of(bytes), *block = realloc(block_of(bytes), size + sizeof(max_align_t));
    m->live -= block ? before : 0;
    return count(m, block, size);
}

static void release(void *context, void *bytes)
{
    ((memory *)context)->live -= *block_of(bytes);
    free(block_of(bytes));
}

/* ---- texts ---- */

/* %p a person, %s a surname, %r a role, %t a topic, %d a number, %l a place. */
static const char *const templates[] = {
    "“We have looked at every %t again,” said %p, the %r of %l. “Nothing was left out.”",
    "%p said on Monday that the %t would cost %d million more than planned, and that work would begin in spring.",
    "The %r told reporters in %l that nobody had been asked about the %t before.",
    "According to %p, at least %d people saw the %t, which had stood empty since the war.",
    "“Is it still there?” she asked. He looked out of the window. “It was an hour ago.”",
    "Mr. %s denied the report, calling it “a careless piece of arithmetic” that no %r would sign.",
    "The road to %l follows the river for %d kilometres, past orchards and two old mills.",
    "Prices of the %t rose by %d per cent last year, the largest increase in a decade.",
    "“I never wanted the %t,” Mrs. %s whispered, “but your father did, and so we stayed.”",
    "Officials in %l announced that the %t had been moved to a safe place during the night.",
    "It rained. The men carried the %t into the barn, shut the doors and waited without a word for the evening to end.",
    "%p, who has led the office for %d years, argued that a second %t was neither needed nor affordable.",
    "“No,” %s said.",
    "A spokeswoman for the city of %l warned that the %t might not open until %d weeks after the vote.",
    "The committee will meet again in %l; %d of its members have asked for more time to read the papers on the %t.",
    "Her new novel, “The Keeper of %l”, was praised by several critics as her best since the %t.",
};
static const char *const firsts[] = {"Anna", "Peter", "Maria", "John", "Helen", "Viktor", "Ruth", "Omar", "Grace",
                                     "Luis", "Ingrid", "Samuel", "Laura", "David", "Nadia", "Thomas"};
static const char *const lasts[] = {"Keller", "Brandt", "Osei", "Moreno", "Whitfield", "Lindqvist", "Tanaka", "Novak",
                                    "O’Hara", "Bergman", "Castillo", "Dunn", "Petrov", "Alvarez", "Hughes", "Marsh",
                                    "Sandoval", "Feld", "Okafor", "Laurent", "Rossi", "Varga", "Young", "Haddad"};
static const char *const roles[] = {"mayor", "minister", "spokesman", "director", "chief engineer", "governor",
                                    "chairwoman", "police chief"};
static const char *const topics[] = {"bridge", "budget", "new hospital", "ferry terminal", "water supply", "school roof",
                                     "railway line", "harbour wall", "tax reform", "old theatre", "power station"};
static const char *const places[] = {"Geneva", "Ohio", "Lisbon", "Port Ellen", "Tallinn", "Marseille", "Leeds", "Kyoto"};

static unsigned draw(unsigned *state, size_t of)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % (unsigned)of;
}

#define PICK(state, list) (list)[draw((state), sizeof(list) / sizeof *(list))]

static size_t put_template(char *out, const char *template, unsigned *state)
{
    size_t n = 0;
    for (; *template; template++) {
        if (*template != '%') {
            out[n++] = *template;
            continue;
        }
        const char *first = PICK(state, firsts), *last = PICK(state, lasts);
        switch (*++template) {
        case 'p': n += (size_t)sprintf(out + n, "%s %s", first, last); break;
        case 's': n += (size_t)sprintf(out + n, "%s", last); break;
        case 'r': n += (size_t)sprintf(out + n, "%s", PICK(state, roles)); break;
        case 't': n += (size_t)sprintf(out + n, "%s", PICK(state, topics)); break;
        case 'l': n += (size_t)sprintf(out + n, "%s", PICK(state, places)); break;
        default: n += (size_t)sprintf(out + n, "%u", draw(state, 98) + 2);
        }
    }
    return n;
}

/* Whole paragraphs of one to four sentences, at most `size` bytes. */
static char *make_text(size_t size, size_t *length)
{
    char *text = malloc(size + 4096);
    unsigned state = SEED;
    size_t end = 0;
    for (*length = 0; text && *length < size; end = *length) {
        for (unsigned left = 1 + draw(&state, 4); left; left--) {
            *length += put_template(text + *length, PICK(&state, templates), &state);
            memcpy(text + *length, left == 1 ? "\n\n" : " ", 2);
            *length += left == 1 ? 2 : 1;
        }
    }
    *length = end;
    return text;
}

static char *read_text(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    if (file && !fseek(file, 0, SEEK_END)) {
        long size = ftell(file);
        rewind(file);
        text = size > 0 ? malloc((size_t)size) : NULL;
        *length = text ? fread(text, 1, (size_t)size, file) : 0;
    }
    if (file)
        fclose(file);
    return text;
}

/* ---- measuring ---- */

static int mark(void *context, double done)
{
    meter *m = context;
    (void)done;
    if (m->marks < ROOMS_MAX)
        m->began[m->marks++] = now();
    return 0;
}

/* The best of several runs, room by room; from one mark to the next; the copy of the result comes last. */
static int measure(const char *text, size_t length, quoth_options *options, double *seconds, size_t *tokens)
{
    meter m;
    quoth_analyzer *analyzer;
    quoth_result *result;
    options->progress = mark;
    options->progress_context = &m;
    if (quoth_analyzer_new(&analyzer, NULL, options) != QUOTH_OK)
        return 0;
    quoth_status status = QUOTH_OK;
    for (int run = 0; run < (length <= SMALL ? RUNS_SMALL : 1) && status == QUOTH_OK; run++) {
        m.marks = 0;
        double start = now();
        status = quoth_analyze(analyzer, text, length, &result);
        double whole = now() - start;
        *tokens = status == QUOTH_OK ? quoth_result_token_count(result) : 0;
        quoth_result_free(result);
        for (size_t r = 0; r + 1 < m.marks; r++)
            if (!run || m.began[r + 1] - m.began[r] < seconds[r])
                seconds[r] = m.began[r + 1] - m.began[r];
        if (!run || whole < seconds[ROOMS_MAX - 1])
            seconds[ROOMS_MAX - 1] = whole;
    }
    quoth_analyzer_free(analyzer);
    if (status != QUOTH_OK)
        fprintf(stderr, "bench: %s\n", quoth_strerror(status));
    return status == QUOTH_OK;
}

static int report(const char *name, const char *text, size_t length, int direct_only, int rooms)
{
    memory used = {0, 0};
    quoth_allocator allocator = {&used, allocate, reallocate, release};
    double seconds[ROOMS_MAX] = {0}, megabytes = (double)length / 1e6;
    size_t tokens = 0;
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    options.direct_only = direct_only;
    options.parse_all = 1;
    options.allocator = &allocator;
    if (!measure(text, length, &options, seconds, &tokens))
        return 0;
    double whole = seconds[ROOMS_MAX - 1];
    printf("%-12s %-8s %8.2f MB %8.3f s %8.2f MB/s %10.0f tokens/s %7.1f MB memory\n", name,
           direct_only ? "direct" : "all", megabytes, whole, megabytes / whole, (double)tokens / whole,
           (double)used.peak / 1e6);
    for (size_t r = 0; rooms && r <= q_room_count; r++)
        if (seconds[r] > 1e-6)
            printf("    %-14s %8.2f ms %9.1f MB/s %5.1f %%\n", r < q_room_count ? q_rooms[r].name : "result",
                   seconds[r] * 1e3, megabytes / seconds[r], 100 * seconds[r] / whole);
    return 1;
}

static int report_start(void)
{
    double best = 1;
    for (int run = 0; run < 5; run++) {
        quoth_model *model;
        quoth_analyzer *analyzer = NULL;
        double start = now();
        if (quoth_model_new(&model, NULL) != QUOTH_OK || quoth_analyzer_new(&analyzer, model, NULL) != QUOTH_OK)
            return 0;
        double took = now() - start;
        if (!run)
            printf("start-up: %.2f ms the first time", took * 1e3);
        best = took < best ? took : best;
        quoth_analyzer_free(analyzer);
        quoth_model_free(model);
    }
    printf(", then %.2f ms\n", best * 1e3);
    return 1;
}

int main(int argc, char **argv)
{
    int ok = report_start();
    for (int i = 1; i < argc && ok; i++) {
        char *rest;
        size_t length = 0, size = strtoul(argv[i], &rest, 10);
        char *text = *rest ? read_text(argv[i], &length) : make_text(size * 1000000, &length);
        if (!text || !length) {
            fprintf(stderr, "bench: cannot read %s\n", argv[i]);
            return 2;
        }
        ok = report(*rest ? argv[i] : "generated", text, length, 0, i == 1) &&
             report(*rest ? argv[i] : "generated", text, length, 1, i == 1);
        free(text);
    }
    return !ok;
}
