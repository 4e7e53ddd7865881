/* rooms_fixture.h - a document of one paragraph per line, for the tests of the first rooms. */
#ifndef ROOMS_FIXTURE_H
#define ROOMS_FIXTURE_H

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analyze.h"
#include "locale.h"
#include "rooms.h"

typedef struct fixture {
    q_document document;
    q_settings settings;
    q_lexicon lexicon;
    q_model model;
} fixture;

/* Opens a document in which every line of `text` is a paragraph. */
static inline void fixture_open(fixture *f, const char *language, const char *text)
{
    memset(f, 0, sizeof *f);
    q_document *document = &f->document;
    strcpy(f->settings.language, language);
    f->settings.english = !strcmp(language, "en");
    ck_assert_int_eq(q_lexicon_builtin(&f->lexicon), 0);
    ck_assert_int_eq(q_model_builtin(&f->model), 0);
    document->model = &f->model;
    document->settings = &f->settings;
    document->lexicon = &f->lexicon;
    document->allocator = document->arena.allocator = &q_malloc_allocator;
    ck_assert_int_eq(q_locale_new(&document->locale, language, &q_malloc_allocator), QUOTH_OK);
    document->text = text;
    document->length = (uint32_t)strlen(text);
    for (uint32_t at = 0; at < document->length;) {
        uint32_t end = at + (uint32_t)strcspn(text + at, "\n");
        q_paragraph *paragraph = Q_APPEND(document->allocator, &document->paragraphs, 1);
        ck_assert_ptr_nonnull(paragraph);
        memset(paragraph, 0, sizeof *paragraph);
        paragraph->span.start = at;
        paragraph->span.end = end;
        at = end + 1;
    }
}

static inline void fixture_close(fixture *f)
{
    q_locale_free(f->document.locale, f->document.allocator);
    q_document_free(&f->document);
}

/* The processor time that a room takes for a text, in seconds. */
static inline double fixture_seconds(quoth_status (*room)(q_document *), fixture *f)
{
    clock_t start = clock();
    ck_assert_int_eq(room(&f->document), QUOTH_OK);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* The spans of `text` with " | " between them. */
static inline void fixture_join(char *out, size_t room, const char *text, uint32_t start, uint32_t end)
{
    size_t used = strlen(out);
    ck_assert_uint_lt(used + (end - start) + 4, room);
    if (used) {
        memcpy(out + used, " | ", 3);
        used += 3;
    }
    memcpy(out + used, text + start, end - start);
    out[used + (end - start)] = '\0';
}

#endif
