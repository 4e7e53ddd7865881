/* The public functions: models and analyzers. */
#include <stdio.h>
#include <string.h>

#include "analyze.h"
#include "locale.h"
#include "offset.h"
#include "result.h"
#include "settings.h"
#include "utf8.h"

enum { MODEL_FILE_MAX = 1 << 28 }; /* bytes */

struct quoth_model {
    quoth_allocator allocator;
    q_lexicon lexicon;
    q_model weights;
    void *bytes; /* read from a file, or NULL */
};

struct quoth_analyzer {
    quoth_allocator allocator;
    q_lexicon lexicon;
    q_model weights;
    q_settings settings;
    q_arena strings; /* of the settings */
    q_document document;
    quoth_progress_fn progress;
    void *progress_context;
    size_t error_offset;
};

/* A model with the built-in word lists and no weights yet. */
static quoth_status new_model(quoth_model **out, const quoth_allocator *given)
{
    quoth_allocator allocator;
    if (!out)
        return QUOTH_E_ARGUMENT;
    *out = NULL;
    if (q_allocator_check(given, &allocator) != QUOTH_OK)
        return QUOTH_E_ARGUMENT;
    quoth_model *model = q_allocate(&allocator, sizeof *model);
    if (!model)
        return QUOTH_E_MEMORY;
    memset(model, 0, sizeof *model);
    model->allocator = allocator;
    *out = model;
    return q_lexicon_builtin(&model->lexicon) ? QUOTH_E_MODEL : QUOTH_OK;
}

/* Frees a model that could not be opened. */
static quoth_status opened(quoth_model **out, quoth_status status)
{
    if (status != QUOTH_OK && out) {
        quoth_model_free(*out);
        *out = NULL;
    }
    return status;
}

quoth_status quoth_model_new(quoth_model **out, const quoth_allocator *given)
{
    quoth_status status = new_model(out, given);
    if (status == QUOTH_OK && q_model_builtin(&(*out)->weights))
        status = QUOTH_E_MODEL;
    return opened(out, status);
}

quoth_status quoth_model_open_memory(quoth_model **out, const void *bytes, size_t size, const quoth_allocator *given)
{
    quoth_status status = new_model(out, given);
    if (status == QUOTH_OK && !bytes)
        status = QUOTH_E_ARGUMENT;
    if (status == QUOTH_OK && q_model_open(&(*out)->weights, bytes, size, Q_MODEL_CHECK))
        status = QUOTH_E_MODEL;
    return opened(out, status);
}

/* The whole of an open file, of which no more than MODEL_FILE_MAX bytes are wanted. */
static quoth_status read_file(quoth_model *model, FILE *file, size_t *size)
{
    if (fseek(file, 0, SEEK_END))
        return QUOTH_E_READ;
    long length = ftell(file);
    if (length < 0 || fseek(file, 0, SEEK_SET))
        return QUOTH_E_READ;
    if (length > MODEL_FILE_MAX)
        return QUOTH_E_MODEL;
    *size = (size_t)length;
    model->bytes = q_allocate(&model->allocator, *size);
    if (!model->bytes)
        return QUOTH_E_MEMORY;
    return fread(model->bytes, 1, *size, file) == *size ? QUOTH_OK : QUOTH_E_READ;
}

quoth_status quoth_model_open_file(quoth_model **out, const char *path, const quoth_allocator *given)
{
    size_t size = 0;
    quoth_status status = new_model(out, given);
    if (status == QUOTH_OK && !path)
        status = QUOTH_E_ARGUMENT;
    FILE *file = status == QUOTH_OK ? fopen(path, "rb") : NULL;
    if (status == QUOTH_OK)
        status = file ? read_file(*out, file, &size) : QUOTH_E_READ;
    if (file)
        fclose(file);
    if (status == QUOTH_OK && q_model_open(&(*out)->weights, (*out)->bytes, size, Q_MODEL_CHECK))
        status = QUOTH_E_MODEL;
    return opened(out, status);
}

void quoth_model_free(quoth_model *model)
{
    if (!model)
        return;
    quoth_allocator allocator = model->allocator;
    q_release(&allocator, model->bytes);
    q_release(&allocator, model);
}

void quoth_options_init(quoth_options *options, size_t size)
{
    if (!options || size < sizeof options->size)
        return;
    memset(options, 0, size);
    options->size = size;
}

/* Fields that the caller's version does not know keep their defaults, which are all zero. */
static quoth_status read_options(quoth_options *out, const quoth_options *given)
{
    memset(out, 0, sizeof *out);
    if (!given)
        return QUOTH_OK;
    if (given->size < sizeof given->size)
        return QUOTH_E_ARGUMENT;
    memcpy(out, given, given->size < sizeof *out ? given->size : sizeof *out);
    return QUOTH_OK;
}

static quoth_status open_analyzer(quoth_analyzer *analyzer, const quoth_model *model, const quoth_options *options)
{
    analyzer->progress = options->progress;
    analyzer->progress_context = options->progress_context;
    analyzer->strings.allocator = &analyzer->allocator;
    analyzer->document.allocator = &analyzer->allocator;
    analyzer->document.arena.allocator = &analyzer->allocator;
    analyzer->document.settings = &analyzer->settings;
    analyzer->document.lexicon = &analyzer->lexicon;
    analyzer->document.model = &analyzer->weights;
    if (model) {
        analyzer->lexicon = model->lexicon;
        analyzer->weights = model->weights;
    } else if (q_lexicon_builtin(&analyzer->lexicon) || q_model_builtin(&analyzer->weights)) {
        return QUOTH_E_MODEL;
    }
    quoth_status status = q_settings_read(&analyzer->settings, options, &analyzer->strings);
    if (status != QUOTH_OK)
        return status;
    return q_locale_new(&analyzer->document.locale, analyzer->settings.language, &analyzer->allocator);
}

quoth_status quoth_analyzer_new(quoth_analyzer **out, const quoth_model *model, const quoth_options *given)
{
    quoth_options options;
    quoth_allocator allocator;
    if (!out)
        return QUOTH_E_ARGUMENT;
    *out = NULL;
    if (read_options(&options, given) != QUOTH_OK || q_allocator_check(options.allocator, &allocator) != QUOTH_OK)
        return QUOTH_E_ARGUMENT;
    quoth_analyzer *analyzer = q_allocate(&allocator, sizeof *analyzer);
    if (!analyzer)
        return QUOTH_E_MEMORY;
    memset(analyzer, 0, sizeof *analyzer);
    analyzer->allocator = allocator;
    quoth_status status = open_analyzer(analyzer, model, &options);
    if (status != QUOTH_OK) {
        quoth_analyzer_free(analyzer);
        return status;
    }
    *out = analyzer;
    return QUOTH_OK;
}

void quoth_analyzer_free(quoth_analyzer *analyzer)
{
    if (!analyzer)
        return;
    quoth_allocator allocator = analyzer->allocator;
    if (analyzer->document.locale)
        q_locale_free(analyzer->document.locale, &analyzer->allocator);
    q_document_free(&analyzer->document);
    q_arena_free(&analyzer->strings);
    q_release(&allocator, analyzer);
}

size_t quoth_analyzer_error_offset(const quoth_analyzer *analyzer)
{
    return analyzer ? analyzer->error_offset : 0;
}

static quoth_status check_text(quoth_analyzer *analyzer, const char *text, size_t length)
{
    analyzer->error_offset = 0;
    if (!text && length)
        return QUOTH_E_ARGUMENT;
    if (length > QUOTH_TEXT_MAX)
        return QUOTH_E_LENGTH;
    size_t bad = length ? q_utf8_invalid(text, length) : 0;
    if (bad == length)
        return QUOTH_OK;
    analyzer->error_offset = bad;
    return QUOTH_E_UTF8;
}

/* Takes the caller's pins, their places in bytes. */
static quoth_status set_pins(q_document *document, const quoth_pin *pins, size_t count)
{
    q_offsets offsets;
    quoth_status status = q_offsets_open(&offsets, document);
    q_pin *rows = status == QUOTH_OK ? Q_APPEND(document->allocator, &document->pins, count) : NULL;
    if (!rows)
        status = QUOTH_E_MEMORY;
    for (size_t i = 0; i < count && status == QUOTH_OK; i++) {
        const char *speaker = pins[i].speaker;
        rows[i] = (q_pin){q_offset_byte(&offsets, pins[i].start, document->length), speaker};
        if (rows[i].at == UINT32_MAX || (speaker && (!*speaker || q_utf8_invalid(speaker, strlen(speaker)) != strlen(speaker))))
            status = QUOTH_E_ARGUMENT;
    }
    q_offsets_close(&offsets, document->allocator);
    return status;
}

quoth_status quoth_analyze(quoth_analyzer *analyzer, const char *text, size_t length, quoth_result **result)
{
    return quoth_analyze_pinned(analyzer, text, length, NULL, 0, result);
}

quoth_status quoth_analyze_pinned(quoth_analyzer *analyzer, const char *text, size_t length, const quoth_pin *pins,
                                  size_t pin_count, quoth_result **result)
{
    if (!result)
        return QUOTH_E_ARGUMENT;
    *result = NULL;
    if (!analyzer || (!pins && pin_count) || pin_count >= UINT32_MAX)
        return QUOTH_E_ARGUMENT;
    quoth_status status = check_text(analyzer, text, length);
    analyzer->document.pins.n = 0;
    if (status == QUOTH_OK && pin_count) {
        analyzer->document.text = text;
        analyzer->document.length = (uint32_t)length;
        status = set_pins(&analyzer->document, pins, pin_count);
    }
    if (status == QUOTH_OK)
        status = q_analyze(&analyzer->document, length ? text : "", (uint32_t)length, analyzer->progress,
                           analyzer->progress_context);
    if (status == QUOTH_OK)
        status = q_result_new(result, &analyzer->document);
    if (status == QUOTH_OK && analyzer->progress && analyzer->progress(analyzer->progress_context, 1.0)) {
        quoth_result_free(*result);
        *result = NULL;
        status = QUOTH_E_CANCELLED;
    }
    return status;
}
