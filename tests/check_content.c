/* check_content.c - what cues of every frame report, by the learned models: content, cue and source as words. */
#include "api_fixture.h"
#include "suite.h"

#include <time.h>

typedef struct frame {
    const char *text;
    const char *content; /* pieces with " ... " between */
    const char *cue;
    const char *source; /* "" for none */
} frame;

static const frame frames[] = {
    {"The mayor said that the bridge would stay closed until spring.", "that the bridge would stay closed until spring", "said", "The mayor"},
    {"The mayor said the bridge would stay closed until spring.", "the bridge would stay closed until spring", "said", "The mayor"},
    {"The bridge will stay closed until spring, the mayor said on Monday.", "The bridge will stay closed until spring", "said", "the mayor"},
    {"The senator promised to publish the documents.", "to publish the documents", "promised", "The senator"},
    {"The committee asked why the report had been delayed.", "why the report had been delayed", "asked", "The committee"},
    {"Critics of the plan criticised the deal.", "the deal", "criticised", "Critics of the plan"},
    {"According to the ministry, the number of accidents fell by a third.", "the number of accidents fell by a third", "According to", "the ministry"},
    {"It was reported that the ship had left the port.", "that the ship had left the port", "was reported", ""},
    {"The president believes that the economy will recover.", "that the economy will recover", "believes", "The president"},
    {"“We looked at every stone,” Olsen told reporters. “None of them can stay.”",
     "“We looked at every stone,” ... “None of them can stay.”", "told", "Olsen"},
    {"The governor called the ruling “a disgrace for the state” and vowed to appeal.", "the ruling “a disgrace for the state”", "called", "The governor"},
};

static quoth_result *read_all(const char *text, size_t length)
{
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    options.scope = QUOTH_SCOPE_ALL;
    return read_bytes(text, length, &options);
}

static void expect_spans(const char *text, const quoth_span *spans, size_t count, const char *wanted)
{
    char found[512] = "";
    add_spans(found, text, spans, count, " ... ");
    ck_assert_str_eq(found, wanted);
}

START_TEST(test_frame)
{
    const frame *wanted = &frames[_i];
    quoth_result *result = read_all(wanted->text, strlen(wanted->text));
    size_t found = 0;
    for (size_t i = 0; i < quoth_result_quote_count(result); i++) {
        const quoth_quote *quote = quoth_result_quote_at(result, i);
        char content[512] = "";
        add_spans(content, wanted->text, quote->content, quote->content_count, " ... ");
        if (strcmp(content, wanted->content))
            continue;
        found++;
        ck_assert_double_gt(quote->detection, 0.3);
        ck_assert_double_lt(quote->detection, 1);
        expect_spans(wanted->text, quote->cue, quote->cue_count, wanted->cue);
        expect_spans(wanted->text, quote->source, quote->source_count, wanted->source);
    }
    ck_assert_msg(found == 1, "%s", wanted->text);
    quoth_result_free(result);
}
END_TEST

START_TEST(test_words_that_report_nothing)
{
    static const char *const texts[] = {"The train left the station at noon.", "A grey coat hung behind the door.",
                                        "The state of the road is poor.", "Two claims were paid in June."};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        quoth_result *result = read_all(texts[i], strlen(texts[i]));
        ck_assert_msg(quoth_result_quote_count(result) == 0, "%s", texts[i]);
        quoth_result_free(result);
    }
}
END_TEST

/* What the class of a cue leaves out of the default scope. */
START_TEST(test_scope)
{
    static const char text[] = "The president believes that the economy will recover. The mayor said that the bridge was closed.";
    quoth_result *result = read_text(text, NULL);
    ck_assert_uint_eq(quoth_result_quote_count(result), 1);
    ck_assert_int_eq((int)quoth_result_quote_at(result, 0)->class_, QUOTH_CLASS_SPEECH);
    quoth_result_free(result);
}
END_TEST

/* One sentence without an end, full of words that report. */
START_TEST(test_endless_sentence)
{
    char *text = repeat("he said that “she told, ", 4000);
    quoth_result *result = read_all(text, strlen(text));
    for (size_t i = 0; i < quoth_result_quote_count(result); i++)
        ck_assert_uint_ge(quoth_result_quote_at(result, i)->content_count, 1);
    quoth_result_free(result);
    free(text);
}
END_TEST

static double seconds_of(const char *unit, size_t times)
{
    char *text = repeat(unit, times);
    clock_t start = clock();
    quoth_result *result = read_all(text, strlen(text));
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    ck_assert_uint_ge(quoth_result_quote_count(result), times);
    quoth_result_free(result);
    free(text);
    return seconds;
}

/* Headlines are found after all else and put among it. */
START_TEST(test_linear_time)
{
    expect_linear(seconds_of, "No new taxes: minister\n\n", 20000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("content");
    TCase *frame_cases = tcase_create("content");
    tcase_set_timeout(frame_cases, 60);
    tcase_add_loop_test(frame_cases, test_frame, 0, sizeof frames / sizeof *frames);
    tcase_add_test(frame_cases, test_words_that_report_nothing);
    tcase_add_test(frame_cases, test_scope);
    tcase_add_test(frame_cases, test_endless_sentence);
    tcase_add_test(frame_cases, test_linear_time);
    suite_add_tcase(suite, frame_cases);
    return suite_run(suite);
}
