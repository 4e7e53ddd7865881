/* train.c - the trainer: train --corpora FOLDER --out FOLDER [ROOM...]
 *
 * Writes ROOM.bin, a model file of the sections of one room, and ROOM.manifest, which says what it was made of.
 *
 *     train --corpora FOLDER --score [ROOM...]
 *
 * Prints what the model built into the library scores on dev data. */
#include "train.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analyze.h"
#include "lexeme.h"
#include "locale.h"
#include "rooms.h"
#include "sha256.h"
#include "token.h"
#include "wordlist.h"

static const struct {
    const char *name;
    void (*train)(train_job *job);
    void (*score)(train_job *job); /* or NULL */
} rooms[] = {
    {"sentence", train_sentence, NULL},
    {"token", train_token, NULL},
    {"tag", train_tag, score_tag},
    {"lemma", train_lemma, score_lemma},
    {"name", train_name, score_name},
    {"arc", train_arc, score_arc},
    {"genre", train_genre, NULL},
    {"quote", train_quote, NULL},
    {"voice", train_voice, NULL},
};

_Noreturn void train_fail(const char *what, const char *name)
{
    fprintf(stderr, "train: %s: %s\n", name, what);
    exit(1);
}

void *train_allocate(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory)
        train_fail("out of memory", "allocation");
    return memory;
}

static char *path_of(const char *folder, const char *name, const char *ending)
{
    size_t room = strlen(folder) + strlen(name) + strlen(ending) + 2;
    char *path = train_allocate(room, 1);
    snprintf(path, room, "%s/%s%s", folder, name, ending);
    return path;
}

/* By how the name of a corpus begins. */
static const char *licence_of(const char *name)
{
    static const char gum[] = "annotation CC BY 4.0, texts CC BY to CC BY-NC-SA";
    static const struct {
        const char *begin, *licence;
    } rows[] = {{"sentences/ud_en_ewt.", "CC BY-SA 4.0"}, {"treebank/en_ewt.", "CC BY-SA 4.0"}, {"sentences/ud_en_gum.", gum},
                {"treebank/en_gum.", gum}, {"news/gum.", gum}, {"sentences/ud_en_lines.", "CC BY-NC-SA 4.0"},
                {"news/polnear.corenlp.", "none stated, automatic annotation"}, {"news/polnear.", "none stated"},
                {"fiction/pdnc.", "none stated"}, {"fiction/litbank.", "CC BY 4.0"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strncmp(name, rows[i].begin, strlen(rows[i].begin)))
            return rows[i].licence;
    train_fail("has no licence in the table of corpora", name);
}

const char *train_corpus(train_job *job, const char *name)
{
    char hash[SHA256_HEX];
    char *path = path_of(job->corpora, name, "");
    if (sha256_file(path, hash))
        train_fail("cannot be read", path);
    if (job->manifest)
        fprintf(job->manifest, "corpus\t%s\t%s\t%s\n", name, hash, licence_of(name));
    return path;
}

void train_put(train_job *job, const char *section, const void *bytes, size_t size)
{
    if (job->count == Q_MODEL_SECTIONS_MAX || strlen(section) >= Q_MODEL_NAME || !q_model_feature_version(section))
        train_fail("is no section that model.c knows", section);
    q_model_section_row *row = &job->rows[job->count];
    memset(row, 0, sizeof *row);
    strcpy(row->name, section);
    row->version = q_model_feature_version(section);
    row->size = size;
    job->sections[job->count++] = bytes;
}

void train_report(train_job *job, const char *score, double value)
{
    if (job->manifest)
        fprintf(job->manifest, "score\t%s\t%.4f\n", score, value);
    fprintf(job->manifest ? stderr : stdout, "%s\t%.4f\n", score, value);
}

uint32_t train_random(train_job *job, uint32_t bound)
{
    job->random ^= job->random >> 12;
    job->random ^= job->random << 25;
    job->random ^= job->random >> 27;
    return (uint32_t)((job->random * 0x2545F4914F6CDD1Du >> 32) % bound);
}

void train_shuffle(train_job *job, uint32_t *order, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    for (uint32_t i = count; i > 1; i--) {
        uint32_t other = train_random(job, i), held = order[i - 1];
        order[i - 1] = order[other];
        order[other] = held;
    }
}

typedef struct training { /* a document with what it points to */
    q_document document;
    q_settings settings;
    q_lexicon lexicon;
    q_model model;
} training;

q_document *train_document_new(void)
{
    training *made = train_allocate(1, sizeof *made);
    strcpy(made->settings.language, "en");
    made->settings.english = 1;
    made->document.settings = &made->settings;
    made->document.lexicon = &made->lexicon;
    made->document.allocator = made->document.arena.allocator = &q_malloc_allocator;
    if (q_lexicon_builtin(&made->lexicon) || q_locale_new(&made->document.locale, "en", &q_malloc_allocator) != QUOTH_OK)
        train_fail("cannot be opened", "lexicon or locale");
    if (q_model_builtin(&made->model))
        train_fail("cannot be opened", "the built-in model");
    made->document.model = &made->model;
    return &made->document;
}

void train_document_text(q_document *document, const char *text, uint32_t length)
{
    q_document_reset(document);
    document->text = text;
    document->length = length;
}

void train_document_style(q_document *document, quoth_style style)
{
    ((training *)document)->settings.style = style;
}

void train_document_direct(q_document *document, int direct_only)
{
    ((training *)document)->settings.direct_only = direct_only;
}

static unsigned char *model_bytes(const train_job *job, size_t *size)
{
    train_job made = *job;
    *size = q_model_size(made.rows, made.count);
    unsigned char *bytes = train_allocate(*size, 1);
    q_model_write(made.rows, made.sections, made.count, bytes);
    return bytes;
}

void train_model(const train_job *job, q_model *model)
{
    q_model builtin;
    train_job all = *job;
    size_t size;
    if (q_model_builtin(&builtin))
        train_fail("cannot be opened", "the built-in model");
    for (uint32_t i = 0, k; i < builtin.count; i++) {
        q_model_section_row row = q_model_row(&builtin, i);
        for (k = 0; k < job->count && strcmp(job->rows[k].name, row.name); k++)
            ;
        if (k == job->count && all.count < Q_MODEL_SECTIONS_MAX) {
            all.rows[all.count] = row;
            all.sections[all.count++] = builtin.bytes + row.offset;
        }
    }
    const unsigned char *bytes = model_bytes(&all, &size);
    if (q_model_open(model, bytes, size, Q_MODEL_CHECK))
        train_fail("cannot be opened", "the new model");
}

/* Appends the words from `word` on that end within the sentence; the first word behind it. */
static uint32_t put_words(q_document *document, uint32_t sentence, q_span span, const q_span *words, uint32_t word, uint32_t count)
{
    while (word < count && words[word].start < span.start)
        word++;
    for (; word < count && words[word].end <= span.end; word++)
        if (q_token_put(document, sentence, words[word].start, words[word].end) != QUOTH_OK)
            train_fail("out of memory", "words");
    return word;
}

void train_document_gold(q_document *document, const char *text, uint32_t length, const q_span *sentences,
                         uint32_t sentence_count, const q_span *words, uint32_t word_count)
{
    train_document_text(document, text, length);
    if (q_room_paragraph(document) != QUOTH_OK || q_room_quotemark(document) != QUOTH_OK ||
        q_lexeme_begin(document) != QUOTH_OK || q_word_lists_begin(document) != QUOTH_OK)
        train_fail("out of memory", "document");
    for (uint32_t i = 0, word = 0, paragraph = 0; i < sentence_count; i++) {
        q_sentence *row = Q_APPEND(document->allocator, &document->sentences, 1);
        if (!row)
            train_fail("out of memory", "sentences");
        while (paragraph + 1 < document->paragraphs.n && document->paragraphs.at[paragraph].span.end <= sentences[i].start)
            paragraph++;
        *row = (q_sentence){.span = sentences[i], .paragraph = paragraph, .first = document->tokens.n};
        word = put_words(document, i, sentences[i], words, word, word_count);
        row->end = document->tokens.n;
    }
    if (q_token_place(document) != QUOTH_OK)
        train_fail("out of memory", "words");
}

void train_document_free(q_document *document)
{
    q_locale_free(document->locale, document->allocator);
    q_document_free(document);
    free(document);
}

static void write_model(const train_job *job, const char *path)
{
    size_t size;
    unsigned char *bytes = model_bytes(job, &size);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file))
        train_fail("cannot be written", path);
    free(bytes);
}

static void run(const char *corpora, const char *out, const char *name, void (*train)(train_job *job))
{
    train_job job = {.corpora = corpora, .random = TRAIN_SEED};
    char *manifest = path_of(out, name, ".manifest"), *model = path_of(out, name, ".bin");
    time_t start = time(NULL);
    job.manifest = fopen(manifest, "w");
    if (!job.manifest)
        train_fail("cannot be written", manifest);
    fprintf(job.manifest, "room\t%s\nseed\t%d\n", name, TRAIN_SEED);
    train(&job);
    for (uint32_t i = 0; i < job.count; i++)
        fprintf(job.manifest, "section\t%s\tfeatures %u\t%llu bytes\n", job.rows[i].name, job.rows[i].version,
                (unsigned long long)job.rows[i].size);
    fprintf(job.manifest, "time\t%.0f s\n", difftime(time(NULL), start));
    if (fclose(job.manifest))
        train_fail("cannot be written", manifest);
    write_model(&job, model);
    free(manifest);
    free(model);
}

static int is_named(const char *name, int argc, char **argv, int first)
{
    for (int i = first; i < argc; i++)
        if (!strcmp(argv[i], name))
            return 1;
    return argc <= first;
}

int main(int argc, char **argv)
{
    int scoring = argc > 3 && !strcmp(argv[3], "--score"), first = scoring ? 4 : 5;
    if (argc < first || strcmp(argv[1], "--corpora") || !*argv[2] || (!scoring && strcmp(argv[3], "--out"))) {
        fprintf(stderr, "usage: train --corpora FOLDER (--out FOLDER | --score) [ROOM...]\n");
        return 2;
    }
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        train_job job = {.corpora = argv[2], .random = TRAIN_SEED};
        if (!is_named(rooms[i].name, argc, argv, first))
            continue;
        if (!scoring)
            run(argv[2], argv[4], rooms[i].name, rooms[i].train);
        else if (rooms[i].score)
            rooms[i].score(&job);
    }
    return 0;
}
