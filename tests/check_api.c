/* check_api.c - the public functions: options, statuses, life times, threads, the caller's own names and verbs. */
#include <math.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

#include "api_fixture.h"
#include "suite.h"

static quoth_options defaults(void)
{
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    return options;
}

static quoth_status try_options(const quoth_options *options)
{
    quoth_analyzer *analyzer;
    quoth_status status = quoth_analyzer_new(&analyzer, NULL, options);
    ck_assert((analyzer != NULL) == (status == QUOTH_OK));
    quoth_analyzer_free(analyzer);
    return status;
}

/* ---- options ---- */

START_TEST(test_options_of_an_older_caller)
{
    quoth_options options = defaults();
    options.direct_only = 1;
    options.min_confidence = 7; /* wrong, but beyond the size */
    options.size = offsetof(quoth_options, direct_only);
    quoth_result *older = read_story(&options), *plain = read_story(NULL);
    char *a = json_of(older), *b = json_of(plain);
    ck_assert_str_eq(a, b);
    free(a);
    free(b);
    quoth_result_free(older);
    quoth_result_free(plain);
    options.size = sizeof options;
    ck_assert_int_eq(try_options(&options), QUOTH_E_ARGUMENT);
    options.size = 0;
    ck_assert_int_eq(try_options(&options), QUOTH_E_ARGUMENT);
}
END_TEST

START_TEST(test_options_of_a_newer_caller)
{
    struct {
        quoth_options options;
        char later[64];
    } newer;
    memset(&newer, 0x5A, sizeof newer);
    quoth_options_init(&newer.options, sizeof newer);
    memset(newer.later, 0x5A, sizeof newer.later);
    ck_assert_int_eq(try_options(&newer.options), QUOTH_OK);
}
END_TEST

START_TEST(test_init_writes_what_the_caller_has)
{
    quoth_options options;
    memset(&options, 0x5A, sizeof options);
    quoth_options_init(&options, offsetof(quoth_options, characters));
    ck_assert_uint_eq(options.size, offsetof(quoth_options, characters));
    ck_assert_ptr_null(options.language);
    const unsigned char *bytes = (const unsigned char *)&options;
    for (size_t i = offsetof(quoth_options, characters); i < sizeof options; i++)
        ck_assert_uint_eq(bytes[i], 0x5A);
}
END_TEST

START_TEST(test_bad_options)
{
    static const double confidences[] = {-0.01, 1.01, NAN, INFINITY};
    static const char *const languages[] = {"", "not a tag", "e", "en_US!", "xx-yy-zz-aa-bb-cc-dd-ee-ff"};
    static const char *const verbs[] = {"ok", NULL}, *const bad_verbs[] = {"\xFF"};
    static const quoth_character characters[] = {{NULL, NULL, 0, QUOTH_GENDER_UNKNOWN}, {"", NULL, 0, QUOTH_GENDER_UNKNOWN},
                                                 {"\xC3", NULL, 0, QUOTH_GENDER_UNKNOWN}, {"Ann", NULL, 1, QUOTH_GENDER_UNKNOWN},
                                                 {"Ann", NULL, 0, (quoth_gender)9}};
    quoth_options options;
    for (size_t i = 0; i < sizeof confidences / sizeof *confidences; i++) {
        options = defaults();
        options.min_confidence = confidences[i];
        ck_assert_int_eq(try_options(&options), QUOTH_E_ARGUMENT);
    }
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        options = defaults();
        options.language = languages[i];
        ck_assert_msg(try_options(&options) == QUOTH_E_ARGUMENT, "language '%s'", languages[i]);
    }
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        options = defaults();
        options.characters = &characters[i];
        options.character_count = 1;
        ck_assert_msg(try_options(&options) == QUOTH_E_ARGUMENT, "character %zu", i);
    }
    for (int i = 0; i < 2; i++) {
        options = defaults();
        options.reporting_verbs = i ? bad_verbs : verbs;
        options.reporting_verb_count = i ? 1 : 2;
        ck_assert_int_eq(try_options(&options), QUOTH_E_ARGUMENT);
    }
    options = defaults();
    options.offset_unit = (quoth_offset_unit)3;
    ck_assert_int_eq(try_options(&options), QUOTH_E_ARGUMENT);
    options = defaults();
    options.scope = (quoth_scope)-1;
    ck_assert_int_eq(try_options(&options), QUOTH_E_ARGUMENT);
    options = defaults();
    options.style = (quoth_style)2;
    ck_assert_int_eq(try_options(&options), QUOTH_E_ARGUMENT);
    options = defaults();
    options.character_count = options.reporting_verb_count = 1; /* without a list */
    ck_assert_int_eq(try_options(&options), QUOTH_E_ARGUMENT);
}
END_TEST

START_TEST(test_language_is_canonical)
{
    quoth_options options = defaults();
    options.language = "EN-gb";
    quoth_result *result = read_text("“Well,” she said.", &options);
    ck_assert_str_eq(quoth_result_language(result), "en-GB");
    quoth_result_free(result);
    result = read_text("", NULL);
    ck_assert_str_eq(quoth_result_language(result), "en");
    quoth_result_free(result);
}
END_TEST

START_TEST(test_direct_only_and_scope)
{
    quoth_options options = defaults();
    quoth_result *speech = read_story(NULL);
    options.scope = QUOTH_SCOPE_ALL;
    quoth_result *all = read_story(&options);
    options.direct_only = 1;
    quoth_result *direct = read_story(&options);
    size_t others = 0;
    for (size_t i = 0; i < quoth_result_quote_count(direct); i++)
        ck_assert_int_eq(quoth_result_quote_at(direct, i)->type, QUOTH_DIRECT);
    for (size_t i = 0; i < quoth_result_quote_count(speech); i++) {
        others += quoth_result_quote_at(speech, i)->type != QUOTH_DIRECT;
        ck_assert_int_ne(quoth_result_quote_at(speech, i)->class_, QUOTH_CLASS_INTENTION);
    }
    ck_assert_uint_gt(others, 0);
    ck_assert_uint_ge(quoth_result_quote_count(all), quoth_result_quote_count(speech));
    quoth_result_free(speech);
    quoth_result_free(all);
    quoth_result_free(direct);
}
END_TEST

START_TEST(test_min_confidence)
{
    quoth_options options = defaults();
    options.min_confidence = 1;
    quoth_result *plain = read_story(NULL), *sure = read_story(&options);
    size_t unsure = 0, count = quoth_result_quote_count(plain);
    ck_assert_uint_eq(quoth_result_quote_count(sure), count);
    for (size_t i = 0; i < count; i++) {
        const quoth_quote *before = quoth_result_quote_at(plain, i), *after = quoth_result_quote_at(sure, i);
        ck_assert_double_eq(before->confidence, after->confidence);
        if (before->speaker == QUOTH_NONE || before->confidence >= 1) {
            ck_assert_uint_eq(after->speaker, before->speaker);
            continue;
        }
        ck_assert_uint_eq(after->speaker, QUOTH_NONE);
        ck_assert_str_eq(after->reason, "unsure");
        unsure++;
    }
    ck_assert_uint_gt(unsure, 0);
    quoth_result_free(plain);
    quoth_result_free(sure);
}
END_TEST

START_TEST(test_characters_win)
{
    static const char *const aliases[] = {"Old Ida", "the captain"};
    static const quoth_character characters[] = {{"Omar Lund", NULL, 0, QUOTH_GENDER_MALE},
                                                 {"Ida Brandt", aliases, 2, QUOTH_GENDER_FEMALE}};
    quoth_options options = defaults();
    options.characters = characters;
    options.character_count = 2;
    quoth_result *result = read_text("“Close the gate,” said Old Ida. “It is late,” Omar Lund said.", &options);
    ck_assert_uint_eq(quoth_result_quote_count(result), 2);
    static const size_t expected[] = {1, 0};
    for (size_t i = 0; i < 2; i++) {
        const quoth_entity *speaker = quoth_result_entity_at(result, quoth_result_quote_at(result, i)->speaker);
        ck_assert_ptr_nonnull(speaker);
        ck_assert_uint_eq(speaker->character, expected[i]);
        ck_assert_str_eq(speaker->name, characters[expected[i]].name);
        ck_assert_int_eq(speaker->gender, characters[expected[i]].gender);
        ck_assert_uint_eq(speaker->quote_count, 1);
    }
    quoth_result_free(result);
}
END_TEST

START_TEST(test_reporting_verbs_are_inflected)
{
    static const char text[] = "“Nobody leaves,” Nora Feld blorped.";
    static const char *const verbs[] = {"blorp"};
    quoth_options options = defaults();
    options.reporting_verbs = verbs;
    options.reporting_verb_count = 1;
    quoth_result *result = read_text(text, &options);
    ck_assert_uint_eq(quoth_result_quote_count(result), 1);
    const quoth_quote *quote = quoth_result_quote_at(result, 0);
    ck_assert_uint_eq(quote->cue_count, 1);
    ck_assert_int_eq(strncmp(text + quote->cue[0].start, "blorped", quote->cue[0].end - quote->cue[0].start), 0);
    const quoth_entity *speaker = quoth_result_entity_at(result, quote->speaker);
    ck_assert_ptr_nonnull(speaker);
    ck_assert_str_eq(speaker->name, "Nora Feld");
    quoth_result_free(result);
}
END_TEST

/* ---- arguments and statuses ---- */

static int drop(void *context, const char *bytes, size_t length)
{
    (void)context;
    (void)bytes;
    (void)length;
    return 0;
}

START_TEST(test_null_arguments)
{
    quoth_analyzer *analyzer;
    quoth_result *result;
    quoth_model *model;
    ck_assert_int_eq(quoth_analyzer_new(NULL, NULL, NULL), QUOTH_E_ARGUMENT);
    ck_assert_int_eq(quoth_model_new(NULL, NULL), QUOTH_E_ARGUMENT);
    ck_assert_int_eq(quoth_model_open_memory(&model, NULL, 0, NULL), QUOTH_E_ARGUMENT);
    ck_assert_int_eq(quoth_model_open_file(&model, NULL, NULL), QUOTH_E_ARGUMENT);
    ck_assert_int_eq(quoth_model_open_file(&model, "/nowhere/model.bin", NULL), QUOTH_E_READ);
    ck_assert_ptr_null(model);
    result = (quoth_result *)&analyzer;
    ck_assert_int_eq(quoth_analyze(NULL, "x", 1, &result), QUOTH_E_ARGUMENT);
    ck_assert_ptr_null(result);
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, NULL), QUOTH_OK);
    ck_assert_int_eq(quoth_analyze(analyzer, "x", 1, NULL), QUOTH_E_ARGUMENT);
    ck_assert_int_eq(quoth_analyze(analyzer, NULL, 1, &result), QUOTH_E_ARGUMENT);
    ck_assert_int_eq(quoth_analyze(analyzer, "x", (size_t)QUOTH_TEXT_MAX + 1, &result), QUOTH_E_LENGTH);
    ck_assert_ptr_null(result);
    ck_assert_int_eq(quoth_analyze(analyzer, NULL, 0, &result), QUOTH_OK);
    ck_assert_uint_eq(quoth_result_text_length(result) + quoth_result_sentence_count(result) +
                      quoth_result_token_count(result) + quoth_result_quote_count(result) +
                      quoth_result_segment_count(result), 0);
    ck_assert_int_eq(quoth_result_write_json(NULL, NULL, NULL, 0, 0, drop, NULL), QUOTH_E_ARGUMENT);
    ck_assert_int_eq(quoth_result_write_json(result, NULL, NULL, 0, 0, NULL, NULL), QUOTH_E_ARGUMENT);
    quoth_result_free(result);
    quoth_analyzer_free(analyzer);
    quoth_model_free(NULL);
    quoth_analyzer_free(NULL);
    quoth_result_free(NULL);
    quoth_options_init(NULL, sizeof(quoth_options));
    ck_assert_uint_eq(quoth_analyzer_error_offset(NULL), 0);
}
END_TEST

START_TEST(test_rows_out_of_range)
{
    quoth_result *result = read_story(NULL);
    ck_assert_ptr_null(quoth_result_sentence_at(result, quoth_result_sentence_count(result)));
    ck_assert_ptr_null(quoth_result_token_at(result, quoth_result_token_count(result)));
    ck_assert_ptr_null(quoth_result_quote_at(result, quoth_result_quote_count(result)));
    ck_assert_ptr_null(quoth_result_marked_at(result, quoth_result_marked_count(result)));
    ck_assert_ptr_null(quoth_result_entity_at(result, QUOTH_NONE));
    ck_assert_ptr_null(quoth_result_segment_at(result, quoth_result_segment_count(result)));
    ck_assert_ptr_null(quoth_result_quote_at(NULL, 0));
    ck_assert_uint_eq(quoth_result_quote_count(NULL), 0);
    quoth_result_free(result);
}
END_TEST

static void expect_words(const char *text, int direct_only, const char *expected)
{
    quoth_options options;
    quoth_analyzer *analyzer;
    quoth_result *result;
    char found[512] = "";
    quoth_options_init(&options, sizeof options);
    options.direct_only = direct_only;
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, &options), QUOTH_OK);
    ck_assert_int_eq(quoth_analyze(analyzer, text, strlen(text), &result), QUOTH_OK);
    quoth_analyzer_free(analyzer);
    for (size_t i = 0; i < quoth_result_token_count(result); i++) {
        const quoth_token *token = quoth_result_token_at(result, i);
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "%s%s/%s/%s", i ? " " : "", token->lemma,
                 quoth_upos_name(token->upos), quoth_xpos_name(token->xpos));
        ck_assert(token->xpos || (!token->upos && !token->name && !token->relation));
        ck_assert(token->head == QUOTH_NONE || token->head < quoth_result_token_count(result));
    }
    quoth_result_free(result);
    ck_assert_str_eq(found, expected);
}

START_TEST(test_words)
{
    expect_words("Anna’s boats sank.", 0, "Anna/PROPN/NNP 's/PART/POS boat/NOUN/NNS sink/VERB/VBD ./PUNCT/.");
    expect_words("Boats sank.", 1, "_/_/_ _/_/_ _/_/_");
}
END_TEST

/* As far from row to row as from the first to the second, for callers that read a kind at once. */
#define CHECK_STEPS(result, kind)                                                                           \
    do {                                                                                                    \
        size_t count = quoth_result_##kind##_count(result);                                                 \
        ck_assert_uint_gt(count, 2);                                                                        \
        const char *first = (const char *)quoth_result_##kind##_at(result, 0);                              \
        size_t step = (size_t)((const char *)quoth_result_##kind##_at(result, 1) - first);                  \
        ck_assert_uint_ge(step, sizeof(quoth_##kind));                                                      \
        for (size_t i = 2; i < count; i++)                                                                  \
            ck_assert_ptr_eq((const char *)quoth_result_##kind##_at(result, i), first + i * step);          \
    } while (0)

START_TEST(test_rows_stand_at_equal_distances)
{
    quoth_result *result = read_story(NULL);
    CHECK_STEPS(result, sentence);
    CHECK_STEPS(result, token);
    CHECK_STEPS(result, quote);
    CHECK_STEPS(result, entity);
    CHECK_STEPS(result, segment);
    quoth_result_free(result);
}
END_TEST

START_TEST(test_statuses_have_words)
{
    for (int a = QUOTH_OK; a >= QUOTH_E_READ; a--) {
        ck_assert_int_eq(strncmp(quoth_status_name((quoth_status)a), "QUOTH_", 6), 0);
        for (int b = a - 1; b >= QUOTH_E_READ - 1; b--) {
            ck_assert_str_ne(quoth_strerror((quoth_status)a), quoth_strerror((quoth_status)b));
            ck_assert_str_ne(quoth_status_name((quoth_status)a), quoth_status_name((quoth_status)b));
        }
    }
    ck_assert_str_eq(quoth_strerror((quoth_status)1), quoth_strerror((quoth_status)-99));
    ck_assert_str_eq(quoth_status_name(QUOTH_E_UTF8), "QUOTH_E_UTF8");
}
END_TEST

START_TEST(test_values_have_names)
{
    ck_assert_str_eq(quoth_quote_type_name(QUOTH_MIXED), "mixed");
    ck_assert_str_eq(quoth_quote_class_name(QUOTH_CLASS_WRITING), "writing");
    ck_assert_str_eq(quoth_marked_class_name(QUOTH_MARKED_TITLE), "title");
    ck_assert_str_eq(quoth_entity_kind_name(QUOTH_PERSON), "person");
    ck_assert_str_eq(quoth_gender_name(QUOTH_GENDER_MALE), "m");
    ck_assert_str_eq(quoth_segment_kind_name(QUOTH_NARRATION), "narration");
    ck_assert_str_eq(quoth_upos_name(1), "NOUN");
    ck_assert_str_eq(quoth_xpos_name(0), "_");
    ck_assert_str_eq(quoth_name_tag_name(1), "B-PERSON");
    ck_assert_str_eq(quoth_relation_name(255), "_");
    ck_assert_str_eq(quoth_quote_type_name((quoth_quote_type)9), "?");
    ck_assert_str_eq(quoth_gender_name((quoth_gender)-1), "?");
}
END_TEST

START_TEST(test_who_is_told)
{
    static const char text[] = "“I think that the bridge is safe,” Anna Reed told Carl Moss. “You said that it was not, and I told you to wait.”";
    quoth_result *result = read_text(text, NULL);
    ck_assert_uint_eq(quoth_result_quote_count(result), 1);
    const quoth_quote *quote = quoth_result_quote_at(result, 0);
    const quoth_entity *told = quoth_result_entity_at(result, quote->addressee);
    ck_assert_ptr_nonnull(told);
    ck_assert_str_eq(told->name, "Carl Moss");
    ck_assert_uint_eq(told->mention_count, 3); /* you within the quote */
    ck_assert_uint_eq(quoth_result_entity_at(result, quote->speaker)->mention_count, 3); /* I in both parts */
    quoth_result_free(result);
}
END_TEST

START_TEST(test_error_offset)
{
    static const struct {
        const char *text;
        size_t length, offset;
    } bad[] = {{"\x80", 1, 0}, {"Ann said \xC3", 10, 9}, {"A\xE2\x80", 3, 1}, {"\xED\xA0\x80", 3, 0}, {"ab\xC0\xAF", 4, 2},
               {"\xF4\x90\x80\x80", 4, 0}, {"caf\xC3\xA9 \xFF", 7, 6}};
    quoth_analyzer *analyzer;
    quoth_result *result;
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, NULL), QUOTH_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_int_eq(quoth_analyze(analyzer, bad[i].text, bad[i].length, &result), QUOTH_E_UTF8);
        ck_assert_ptr_null(result);
        ck_assert_uint_eq(quoth_analyzer_error_offset(analyzer), bad[i].offset);
        ck_assert_int_eq(quoth_analyze(analyzer, "Fine\0.", 6, &result), QUOTH_OK);
        ck_assert_uint_eq(quoth_analyzer_error_offset(analyzer), 0);
        quoth_result_free(result);
    }
    quoth_analyzer_free(analyzer);
}
END_TEST

/* ---- life times ---- */

START_TEST(test_reuse_gives_the_same)
{
    quoth_analyzer *analyzer;
    quoth_result *result, *fresh = read_story(NULL);
    char *expected = json_of(fresh);
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, NULL), QUOTH_OK);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(quoth_analyze(analyzer, "“Hm,” said Omar Feld. He left.", 32, &result), QUOTH_OK);
        quoth_result_free(result);
        ck_assert_int_eq(quoth_analyze(analyzer, "“\xFF", 4, &result), QUOTH_E_UTF8);
        ck_assert_int_eq(quoth_analyze(analyzer, story, sizeof story - 1, &result), QUOTH_OK);
        char *json = json_of(result);
        ck_assert_str_eq(json, expected);
        free(json);
        quoth_result_free(result);
    }
    quoth_analyzer_free(analyzer);
    quoth_result_free(fresh);
    free(expected);
}
END_TEST

START_TEST(test_result_outlives_analyzer_model_and_text)
{
    quoth_model *model;
    quoth_analyzer *analyzer;
    quoth_result *result, *other;
    char *text = malloc(sizeof story);
    ck_assert_ptr_nonnull(text);
    memcpy(text, story, sizeof story);
    ck_assert_int_eq(quoth_model_new(&model, NULL), QUOTH_OK);
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, model, NULL), QUOTH_OK);
    ck_assert_int_eq(quoth_analyze(analyzer, text, sizeof story - 1, &result), QUOTH_OK);
    char *before = json_of(result);
    ck_assert_int_eq(quoth_analyze(analyzer, "“No,” said Ann Bell.", 24, &other), QUOTH_OK);
    quoth_analyzer_free(analyzer);
    quoth_model_free(model);
    memset(text, 'x', sizeof story);
    free(text);
    char *after = json_of(result);
    ck_assert_str_eq(before, after);
    free(before);
    free(after);
    quoth_result_free(result);
    quoth_result_free(other);
}
END_TEST

typedef struct job {
    const quoth_model *model;
    const char *expected;
    int same;
} job;

static void *work(void *argument)
{
    job *j = argument;
    quoth_analyzer *analyzer;
    if (quoth_analyzer_new(&analyzer, j->model, NULL) != QUOTH_OK)
        return NULL;
    j->same = 1;
    for (int i = 0; i < 20; i++) {
        quoth_result *result;
        written out = {NULL, 0};
        if (quoth_analyze(analyzer, story, sizeof story - 1, &result) != QUOTH_OK)
            j->same = 0;
        quoth_result_write_json(result, "story", story, sizeof story - 1, 15, keep_bytes, &out);
        j->same = j->same && out.bytes && !strcmp(out.bytes, j->expected);
        free(out.bytes);
        quoth_result_free(result);
    }
    quoth_analyzer_free(analyzer);
    return NULL;
}

START_TEST(test_threads_share_a_model)
{
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    job jobs[THREADS];
    quoth_model *model;
    quoth_result *result = read_story(NULL);
    char *expected = json_of(result);
    ck_assert_int_eq(quoth_model_new(&model, NULL), QUOTH_OK);
    for (int i = 0; i < THREADS; i++) {
        jobs[i] = (job){model, expected, 0};
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work, &jobs[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        ck_assert(jobs[i].same);
    }
    quoth_model_free(model);
    quoth_result_free(result);
    free(expected);
}
END_TEST

/* ---- progress ---- */

typedef struct progress {
    double last;
    size_t calls, stop; /* stops at this call, from 1; 0: never */
    int wrong;
} progress;

static int step(void *context, double done)
{
    progress *p = context;
    p->wrong |= done < p->last || done < 0 || done > 1;
    p->last = done;
    return ++p->calls == p->stop;
}

START_TEST(test_progress_stops_anywhere)
{
    progress p = {0};
    quoth_options options = defaults();
    options.progress = step;
    options.progress_context = &p;
    quoth_analyzer *analyzer;
    quoth_result *result;
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, &options), QUOTH_OK);
    ck_assert_int_eq(quoth_analyze(analyzer, story, sizeof story - 1, &result), QUOTH_OK);
    char *expected = json_of(result);
    quoth_result_free(result);
    size_t calls = p.calls;
    ck_assert(!p.wrong);
    ck_assert_uint_gt(calls, 8);
    ck_assert_uint_lt(calls, 1000);
    ck_assert_double_eq(p.last, 1);
    for (size_t stop = 1; stop <= calls; stop++) {
        p = (progress){.stop = stop};
        ck_assert_int_eq(quoth_analyze(analyzer, story, sizeof story - 1, &result), QUOTH_E_CANCELLED);
        ck_assert_ptr_null(result);
        ck_assert_uint_eq(p.calls, stop);
    }
    p = (progress){0};
    ck_assert_int_eq(quoth_analyze(analyzer, story, sizeof story - 1, &result), QUOTH_OK);
    char *again = json_of(result);
    ck_assert_str_eq(again, expected);
    free(again);
    free(expected);
    quoth_result_free(result);
    quoth_analyzer_free(analyzer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("api");
    TCase *tests = tcase_create("api");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, test_options_of_an_older_caller);
    tcase_add_test(tests, test_options_of_a_newer_caller);
    tcase_add_test(tests, test_init_writes_what_the_caller_has);
    tcase_add_test(tests, test_bad_options);
    tcase_add_test(tests, test_language_is_canonical);
    tcase_add_test(tests, test_direct_only_and_scope);
    tcase_add_test(tests, test_min_confidence);
    tcase_add_test(tests, test_characters_win);
    tcase_add_test(tests, test_reporting_verbs_are_inflected);
    tcase_add_test(tests, test_null_arguments);
    tcase_add_test(tests, test_rows_out_of_range);
    tcase_add_test(tests, test_rows_stand_at_equal_distances);
    tcase_add_test(tests, test_words);
    tcase_add_test(tests, test_statuses_have_words);
    tcase_add_test(tests, test_values_have_names);
    tcase_add_test(tests, test_who_is_told);
    tcase_add_test(tests, test_error_offset);
    tcase_add_test(tests, test_reuse_gives_the_same);
    tcase_add_test(tests, test_result_outlives_analyzer_model_and_text);
    tcase_add_test(tests, test_threads_share_a_model);
    tcase_add_test(tests, test_progress_stops_anywhere);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
