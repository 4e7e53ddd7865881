/* fuzz_analyze.c - any bytes through the public functions, all that comes out checked.
 *
 * With -fsanitize=fuzzer it is a target of libFuzzer; with -DREPLAY it reads the files named on its command line. The first
 * byte of the input chooses what is tried: 'm' a model, 'r' a registry, anything else a text, and then it and the two bytes
 * after it choose the options. */
#include <quoth/quoth.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(int holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", what);
    abort();
}

/* ---- what a result must be ---- */

static void expect_spans(const quoth_result *result, const quoth_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++)
        expect(spans[i].start < spans[i].end && spans[i].end <= quoth_result_text_length(result), "span in the text");
}

static void expect_index(size_t index, size_t count)
{
    expect(index == QUOTH_NONE || index < count, "index in range");
}

static void check_sentences(const quoth_result *result)
{
    size_t end = 0, count = quoth_result_sentence_count(result);
    for (size_t i = 0; i < count; i++) {
        const quoth_sentence *row = quoth_result_sentence_at(result, i);
        expect_spans(result, &row->span, 1);
        expect(row->span.start >= end, "sentences do not overlap");
        end = row->span.end;
    }
    end = 0;
    for (size_t i = 0; i < quoth_result_token_count(result); i++) {
        const quoth_token *row = quoth_result_token_at(result, i);
        expect_spans(result, &row->span, 1);
        expect(row->span.start >= end && row->sentence < count, "tokens in order, in sentences");
        const quoth_sentence *sentence = quoth_result_sentence_at(result, row->sentence);
        expect(row->span.start >= sentence->span.start && row->span.end <= sentence->span.end, "token in its sentence");
        end = row->span.end;
    }
}

static void check_quotes(const quoth_result *result)
{
    size_t entities = quoth_result_entity_count(result), quotes = quoth_result_quote_count(result), start = 0;
    for (size_t i = 0; i < quotes; i++) {
        const quoth_quote *row = quoth_result_quote_at(result, i);
        expect(row->content_count > 0 && row->reason, "a quote has content and a reason");
        expect(row->content[0].start >= start, "quotes in order");
        start = row->content[0].start;
        expect_spans(result, row->content, row->content_count);
        expect_spans(result, row->cue, row->cue_count);
        expect_spans(result, row->source, row->source_count);
        expect_index(row->speaker, entities);
        expect_index(row->addressee, entities);
        expect(row->confidence >= 0 && row->confidence <= 1, "confidence from 0 to 1");
        for (size_t k = 0; k < row->quoted_count; k++)
            expect(row->quoted[k].start <= row->quoted[k].end, "quoted part");
        for (size_t k = 0; k < row->candidate_count; k++)
            expect(row->candidates[k].entity < entities && row->candidates[k].entity != row->speaker, "candidate");
    }
    for (size_t i = 0; i < quoth_result_marked_count(result); i++) {
        const quoth_marked *row = quoth_result_marked_at(result, i);
        expect_spans(result, &row->span, 1);
        expect_index(row->quote, quotes);
    }
}

static void check_entities(const quoth_result *result)
{
    size_t spoken = 0, speakers = 0;
    for (size_t i = 0; i < quoth_result_entity_count(result); i++) {
        const quoth_entity *row = quoth_result_entity_at(result, i);
        expect(row->name != NULL, "an entity has a name");
        expect_spans(result, row->mentions, row->mention_count);
        spoken += row->quote_count;
    }
    for (size_t i = 0; i < quoth_result_quote_count(result); i++)
        speakers += quoth_result_quote_at(result, i)->speaker != QUOTH_NONE;
    expect(spoken == speakers, "entities count their quotes");
}

static void check_segments(const quoth_result *result)
{
    size_t end = 0;
    for (size_t i = 0; i < quoth_result_segment_count(result); i++) {
        const quoth_segment *row = quoth_result_segment_at(result, i);
        expect(row->span.start == end && row->span.end > end, "segments follow without a gap");
        expect_index(row->quote, quoth_result_quote_count(result));
        expect_index(row->speaker, quoth_result_entity_count(result));
        end = row->span.end;
    }
    expect(end == quoth_result_text_length(result), "segments cover the text");
}

typedef struct json { /* what was written so far */
    size_t length;
    int depth, in_string, escaped;
} json;

static int read_json(void *context, const char *bytes, size_t length)
{
    json *j = context;
    for (size_t i = 0; i < length; i++) {
        expect((unsigned char)bytes[i] >= ' ', "JSON is one line");
        if (j->escaped)
            j->escaped = 0;
        else if (j->in_string && bytes[i] == '\\')
            j->escaped = 1;
        else if (bytes[i] == '"')
            j->in_string = !j->in_string;
        else if (!j->in_string)
            j->depth += (bytes[i] == '{' || bytes[i] == '[') - (bytes[i] == '}' || bytes[i] == ']');
        expect(j->depth > 0 || (i + 1 == length && !j->depth), "JSON is one object");
    }
    j->length += length;
    return 0;
}

static void check_result(const quoth_result *result, const char *text, size_t length, unsigned with)
{
    json written = {0};
    check_sentences(result);
    check_quotes(result);
    check_entities(result);
    check_segments(result);
    expect(quoth_result_write_json(result, "id", text, length, with, read_json, &written) == QUOTH_OK, "JSON");
    expect(written.length && !written.depth && !written.in_string, "JSON is whole");
}

/* ---- texts ---- */

typedef struct limits { /* counts down to a failure; -1 never fails */
    long allocations, calls;
} limits;

static void *allocate(void *context, size_t size)
{
    limits *l = context;
    return l->allocations && l->allocations-- ? malloc(size) : NULL;
}

static void *reallocate(void *context, void *memory, size_t size)
{
    limits *l = context;
    return l->allocations && l->allocations-- ? realloc(memory, size) : NULL;
}

static void release(void *context, void *memory)
{
    (void)context;
    free(memory);
}

static int stop(void *context, double done)
{
    limits *l = context;
    expect(done >= 0 && done <= 1, "progress from 0 to 1");
    return l->calls && l->calls-- ? 0 : 1;
}

static void analyze(quoth_analyzer *analyzer, const char *text, size_t length, const quoth_pin *pin, unsigned with, int limited)
{
    quoth_result *result;
    quoth_status status = quoth_analyze_pinned(analyzer, text, length, pin, pin != NULL, &result);
    if (status == QUOTH_OK)
        check_result(result, text, length, with);
    else if (status == QUOTH_E_UTF8)
        expect(!result && quoth_analyzer_error_offset(analyzer) < length, "bad UTF-8 has its place");
    else
        expect(!result && (limited || (pin && status == QUOTH_E_ARGUMENT)), "nothing else fails");
    quoth_result_free(result);
}

/* Bits of the second byte, and how many least confidences its lowest bits choose from. */
enum { PINNED = 4, CANCELLED = 8, STARVED = 16, CONFIDENCES = 4 };

/* `data` is three bytes. */
static void set_options(quoth_options *options, const uint8_t *data)
{
    static const char *const languages[] = {"en", "de", "fr", "ru", "zh", "th", "es", "en-GB"};
    static const char *const verbs[] = {"grokke"};
    static const char *const aliases[] = {"the bell", "Annie"};
    static const quoth_character characters[] = {{"Ann Bell", aliases, 2, QUOTH_GENDER_FEMALE}};
    static const double confidences[CONFIDENCES] = {0, 0.5, 0.8, 1};
    quoth_options_init(options, sizeof *options);
    options->language = languages[data[0] & 7];
    options->offset_unit = (quoth_offset_unit)((data[0] >> 3 & 3) % 3);
    options->scope = data[0] & 32 ? QUOTH_SCOPE_ALL : QUOTH_SCOPE_SPEECH;
    options->direct_only = data[0] >> 6 & 1;
    options->characters = characters;
    options->character_count = data[0] >> 7;
    options->reporting_verbs = verbs;
    options->reporting_verb_count = data[0] >> 7;
    options->min_confidence = confidences[data[1] % CONFIDENCES];
}

static limits budget; /* of all analyzers here */

static quoth_status open_analyzer(quoth_analyzer **analyzer, const uint8_t *data)
{
    static const quoth_allocator allocator = {&budget, allocate, reallocate, release};
    quoth_options options;
    set_options(&options, data);
    options.allocator = &allocator;
    options.progress = stop;
    options.progress_context = &budget;
    return quoth_analyzer_new(analyzer, NULL, &options);
}

/* Analyzers are kept, one for each choice of options. */
static quoth_analyzer *kept_analyzer(const uint8_t *data)
{
    static quoth_analyzer *kept[UINT8_MAX + 1][CONFIDENCES];
    quoth_analyzer **analyzer = &kept[data[0]][data[1] % CONFIDENCES];
    budget = (limits){-1, -1};
    expect(*analyzer || open_analyzer(analyzer, data) == QUOTH_OK, "an analyzer");
    return *analyzer;
}

static void try_text(const uint8_t *data, const char *text, size_t length)
{
    const quoth_pin pin = {data[2], data[2] & 1 ? "Ann Bell" : NULL}, *pinned = data[1] & PINNED ? &pin : NULL;
    quoth_analyzer *analyzer = kept_analyzer(data);
    unsigned with = data[1] >> 5 | QUOTH_JSON_SCRIPT;
    if (data[1] & STARVED) {
        budget.allocations = data[2] * 4L;
        if (open_analyzer(&analyzer, data) == QUOTH_OK)
            analyze(analyzer, text, length, pinned, with, 1);
        budget.allocations = -1;
        quoth_analyzer_free(analyzer);
        return;
    }
    budget.calls = data[1] & CANCELLED ? data[2] : -1;
    analyze(analyzer, text, length, pinned, with, data[1] & CANCELLED);
    budget.calls = -1;
    analyze(analyzer, text, length, pinned, with, 0);
}

/* ---- models ---- */

enum { SECTIONS = 8 };
static const char sample[] = "“Where is it?” Mr. Dunn asked in Ohio. She said that prices “will not rise”, according to aides.";

static void try_model(const void *bytes, size_t size, int good)
{
    quoth_model *model;
    quoth_analyzer *analyzer = NULL;
    quoth_status status = quoth_model_open_memory(&model, bytes, size, NULL);
    expect(status == QUOTH_OK || (status == QUOTH_E_MODEL && !model), "a model opens or is refused");
    expect(!good || status == QUOTH_OK, "a model without sections opens");
    if (status == QUOTH_OK && quoth_analyzer_new(&analyzer, model, NULL) == QUOTH_OK)
        analyze(analyzer, sample, sizeof sample - 1, NULL, 15, 0);
    quoth_analyzer_free(analyzer);
    quoth_model_free(model);
}

/* Sections of any bytes in a file that is otherwise right. Each is a name up to a newline, its size in two bytes, and itself. */
static void make_model(const uint8_t *data, size_t size)
{
    q_model_section_row rows[SECTIONS] = {{.version = 0}};
    const void *sections[SECTIONS];
    uint32_t count = 0;
    while (size && count < SECTIONS) {
        const uint8_t *end = memchr(data, '\n', size);
        size_t name = end ? (size_t)(end - data) : 0, left = end ? size - name - 1 : 0;
        if (!name || name >= Q_MODEL_NAME || left < 2)
            break;
        size_t wanted = end[1] | (size_t)end[2] << 8, given = wanted < left - 2 ? wanted : left - 2;
        memcpy(rows[count].name, data, name);
        rows[count].version = q_model_feature_version(rows[count].name);
        rows[count].size = given;
        sections[count++] = end + 3;
        data = end + 3 + given;
        size = left - 2 - given;
    }
    unsigned char *file = malloc(q_model_size(rows, count));
    if (!file)
        return;
    q_model_write(rows, sections, count, file);
    try_model(file, q_model_size(rows, count), !count);
    free(file);
}

/* ---- registries ---- */

typedef struct blob {
    unsigned char *at;
    size_t length;
} blob;

static int keep(void *context, const char *at, size_t length)
{
    blob *b = context;
    unsigned char *more = realloc(b->at, b->length + length);
    if (!more)
        return 1;
    memcpy(more + b->length, at, length);
    *b = (blob){more, b->length + length};
    return 0;
}

/* What was written and read again is written the same. */
static void reopen(const quoth_registry *registry)
{
    blob first = {0}, second = {0};
    quoth_registry *again;
    expect(quoth_registry_write(registry, keep, &first) == QUOTH_OK, "a registry is written");
    expect(quoth_registry_open(&again, first.at, first.length, NULL) == QUOTH_OK, "and opened");
    expect(quoth_registry_write(again, keep, &second) == QUOTH_OK, "and written again");
    expect(first.length == second.length && !memcmp(first.at, second.at, first.length), "the same");
    quoth_registry_free(again);
    free(first.at);
    free(second.at);
}

static uint64_t fnv(const unsigned char *at, size_t size)
{
    uint64_t sum = 0xcbf29ce484222325u;
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ at[i]) * 0x100000001b3u;
    return sum;
}

/* Any bytes behind a header that is right: two counts, then the rest. */
static void read_registry(const uint8_t *data, size_t size)
{
    size_t body = size < 2 ? 0 : size - 2;
    unsigned char *file = calloc(1, Q_REGISTRY_HEADER + body);
    quoth_registry *registry;
    if (!file)
        return;
    memcpy(file, Q_REGISTRY_MAGIC, 8);
    q_write32(file + 8, Q_REGISTRY_VERSION);
    q_write32(file + 12, size < 2 ? 0 : data[0]);
    q_write32(file + 16, size < 2 ? 0 : data[1]);
    if (body)
        memcpy(file + Q_REGISTRY_HEADER, data + 2, body);
    q_write64(file + 24, body);
    q_write64(file + 32, fnv(file + Q_REGISTRY_HEADER, body));
    quoth_status status = quoth_registry_open(&registry, file, Q_REGISTRY_HEADER + body, NULL);
    expect(status == QUOTH_OK || (status == QUOTH_E_MODEL && !registry), "a registry opens or is refused");
    if (status == QUOTH_OK)
        reopen(registry);
    quoth_registry_free(registry);
    free(file);
}

/* Texts with form feeds between are documents of one registry. */
static void fill_registry(const char *text, size_t length)
{
    quoth_registry *registry;
    quoth_analyzer *analyzer = NULL;
    if (quoth_registry_new(&registry, NULL) != QUOTH_OK || quoth_analyzer_new(&analyzer, NULL, NULL) != QUOTH_OK)
        return;
    for (size_t start = 0, end; start < length; start = end + 1) {
        const char *feed = memchr(text + start, '\f', length - start);
        quoth_result *result;
        end = feed ? (size_t)(feed - text) : length;
        if (quoth_analyze(analyzer, text + start, end - start, &result) == QUOTH_OK)
            expect(quoth_registry_add(registry, "document", result) == QUOTH_OK, "a result is added");
        quoth_result_free(result);
    }
    for (size_t i = 0; i < quoth_registry_speaker_count(registry); i++)
        expect(quoth_registry_find(registry, quoth_registry_speaker_at(registry, i)->name, 0) <= i, "a speaker is found");
    reopen(registry);
    quoth_analyzer_free(analyzer);
    quoth_registry_free(registry);
}

/* ---- */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t head = size && (data[0] == 'm' || data[0] == 'r') ? 1 : 3;
    if (size < head)
        return 0;
    char *rest = malloc(size - head + !(size - head)); /* its own block, so that a sanitizer sees a read beyond the end */
    if (!rest)
        return 0;
    memcpy(rest, data + head, size - head);
    if (data[0] == 'm') {
        try_model(rest, size - head, 0);
        make_model(data + head, size - head);
    } else if (data[0] == 'r') {
        read_registry(data + head, size - head);
        fill_registry(rest, size - head);
    } else {
        try_text(data, rest, size - head);
    }
    free(rest);
    return 0;
}

#ifdef REPLAY
int main(int argc, char **argv)
{
    static uint8_t bytes[1 << 20];
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        if (!file)
            return 1;
        size_t size = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        LLVMFuzzerTestOneInput(bytes, size);
    }
    return 0;
}
#endif
