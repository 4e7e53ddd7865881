#include "job.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "encoding.h"
#include "place.h"
#include "print.h"

int worker_open(worker *w, const settings *s, progress *p)
{
    quoth_options options = s->options;
    w->settings = s;
    w->progress = (progress_task){.progress = p};
    options.progress = p ? progress_step : NULL;
    options.progress_context = &w->progress;
    return quoth_analyzer_new(&w->analyzer, NULL, &options) == QUOTH_OK;
}

void worker_close(worker *w)
{
    quoth_analyzer_free(w->analyzer);
}

void job_free(job *j)
{
    buffer_free(&j->input);
    buffer_free(&j->output);
    buffer_free(&j->message);
}

static void begin_message(job *j)
{
    j->failed = 1;
    buffer_format(&j->message, "quoth: %s:", j->path);
    if (j->line)
        buffer_format(&j->message, "%zu:", j->line);
}

void job_fail(job *j, const char *what)
{
    begin_message(j);
    buffer_format(&j->message, " %s\n", what);
}

/* The same at a byte of the text, which is UTF-8 up to there. `skipped` bytes of the file come before the text. */
static void fail_at(job *j, const char *what, const char *text, size_t offset, size_t skipped)
{
    places before;
    begin_message(j);
    if (!j->line && places_open(&before, text, offset, QUOTH_OFFSET_BYTE)) {
        place bad = places_find(&before, offset);
        buffer_format(&j->message, "%zu:%zu:", bad.line, bad.column);
        places_free(&before);
    }
    buffer_format(&j->message, " %s (byte %zu)\n", what, offset + skipped);
}

typedef struct text {
    const char *id;
    const char *bytes;
    size_t length;
    size_t skipped;
} text;

static void analyze(worker *w, job *j, const text *t)
{
    quoth_result *result;
    quoth_status status = quoth_analyze(w->analyzer, t->bytes, t->length, &result);
    if (status == QUOTH_E_UTF8)
        fail_at(j, quoth_strerror(status), t->bytes, quoth_analyzer_error_offset(w->analyzer), t->skipped);
    else if (status != QUOTH_OK)
        job_fail(j, quoth_strerror(status));
    else
        print_result(&j->output, w->settings, &(document){t->id, t->bytes, t->length, result});
    if (j->output.failed)
        job_fail(j, "memory ended");
    quoth_result_free(result);
}

/* An identifier as the caller wrote it, in a string; NULL: it has none. */
static char *identifier(const json_t *id)
{
    if (!id || json_is_null(id))
        return NULL;
    return json_is_string(id) ? strdup(json_string_value(id)) : json_dumps(id, JSON_ENCODE_ANY | JSON_COMPACT);
}

static void run_line(worker *w, job *j)
{
    json_error_t error;
    json_t *object = json_loadb(j->input.bytes, j->input.length, JSON_ALLOW_NUL, &error);
    const json_t *content = json_object_get(object, "text"), *id = json_object_get(object, "id");
    buffer_free(&j->input);
    if (!object) {
        begin_message(j);
        buffer_format(&j->message, "%d: not JSON: %s (byte %d of the line)\n", error.column, error.text, error.position);
    } else if (!json_is_string(content)) {
        job_fail(j, json_is_object(object) ? "no \"text\" that is a string" : "not a JSON object");
    } else if (json_is_string(id) && strlen(json_string_value(id)) < json_string_length(id)) {
        job_fail(j, "the \"id\" holds a NUL");
    } else {
        char *name = identifier(id);
        analyze(w, j, &(text){name, json_string_value(content), json_string_length(content), 0});
        free(name);
    }
    json_decref(object);
}

static void run_text(worker *w, job *j)
{
    decoded found = encoding_decode(&j->input, w->settings->encoding);
    if (found.error) {
        begin_message(j);
        buffer_format(&j->message, " %s (byte %zu)\n", found.error, found.offset);
        return;
    }
    if (*found.was)
        buffer_format(&j->message, "quoth: %s: read as %s\n", j->path, found.was);
    analyze(w, j, &(text){j->path, j->input.bytes, j->input.length, found.skipped});
}

void worker_run(worker *w, job *j)
{
    progress_begin(&w->progress, j->input.length);
    if (!j->failed && j->line)
        run_line(w, j);
    else if (!j->failed)
        run_text(w, j);
    buffer_free(&j->input);
    progress_end(&w->progress);
}
