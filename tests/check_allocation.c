/* check_allocation.c - every allocation fails in turn: QUOTH_E_MEMORY comes back, nothing leaks, the analyzer works on. */
#include "api_fixture.h"
#include "counting.h"
#include "suite.h"

static const char *const aliases[] = {"the minister"};
static const quoth_character characters[] = {{"Marta Olsen", aliases, 1, QUOTH_GENDER_FEMALE}};
static const char *const verbs[] = {"grunt", "blorp"};

static const quoth_pin pins[] = {{400, "Marta Olsen"}, {650, "Ida Lund"}, {10, NULL}};

static quoth_options options_with(const quoth_allocator *allocator)
{
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    options.scope = QUOTH_SCOPE_ALL;
    options.offset_unit = QUOTH_OFFSET_UTF16;
    options.characters = characters;
    options.character_count = 1;
    options.reporting_verbs = verbs;
    options.reporting_verb_count = 2;
    options.allocator = allocator;
    return options;
}

static const char tale[] =
    "I had not been in the house since the summer, and the rooms had grown small. The clock in the hall had stopped. Someone had\n"
    "laid a cloth over the mirror, and someone else had drawn a face on the cloth. I stood there with my hat in my hand until I\n"
    "heard a step on the stairs, and then I saw that it was Mrs. Harker with the General behind her.\n\n"
    "“So you came, Tom,” said Mrs. Harker.\n\n"
    "“I came,” I said.\n\n"
    "“You are late, Tom Farrow,” the General said. “Colonel Ann Lee and Miss Lee have left.”\n\n"
    "“I am always late,” I said.\n\n"
    "“Where is her brother?”\n\n"
    "The old woman pointed to the garden with her stick, and we went to the window and looked out at the rain and the wet grass.\n";

/* Model, analyzer, result, with the allocator failing where it fails; what lives afterwards is a leak. */
static quoth_status run(const quoth_allocator *allocator, const char *text)
{
    quoth_options options = options_with(allocator);
    quoth_model *model;
    quoth_analyzer *analyzer = NULL;
    quoth_result *result = NULL;
    quoth_status status = quoth_model_new(&model, allocator);
    if (status == QUOTH_OK)
        status = quoth_analyzer_new(&analyzer, model, &options);
    if (status == QUOTH_OK)
        status = quoth_analyze_pinned(analyzer, text, strlen(text), pins, 3, &result);
    ck_assert((result != NULL) == (status == QUOTH_OK));
    quoth_result_free(result);
    quoth_analyzer_free(analyzer);
    quoth_model_free(model);
    return status;
}

static void fail_each(const char *text, int once)
{
    size_t failures = 0;
    for (quoth_status status = QUOTH_E_MEMORY; status != QUOTH_OK; failures++) {
        counter count = {.left = failures, .once = once};
        quoth_allocator allocator = counting(&count);
        status = run(&allocator, text);
        ck_assert_uint_eq(count.live, 0);
        ck_assert_int_eq(status, count.failed ? QUOTH_E_MEMORY : QUOTH_OK);
    }
    ck_assert_uint_gt(failures, 20);
}

START_TEST(test_each_allocation_fails_from_then_on)
{
    fail_each(story, 0);
    fail_each(tale, 0);
}
END_TEST

START_TEST(test_each_allocation_fails_once)
{
    fail_each(story, 1);
    fail_each(tale, 1);
}
END_TEST

START_TEST(test_analyzer_works_on)
{
    counter count = {.left = SIZE_MAX};
    quoth_allocator allocator = counting(&count);
    quoth_options options = options_with(&allocator);
    quoth_result *expected = read_story(&options);
    char *json = json_of(expected);
    quoth_result_free(expected);
    for (size_t failures = 0, done = 0; !done; failures++) {
        quoth_analyzer *analyzer;
        quoth_result *result;
        count = (counter){.left = SIZE_MAX};
        ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, &options), QUOTH_OK);
        count.left = failures;
        done = quoth_analyze(analyzer, story, sizeof story - 1, &result) == QUOTH_OK;
        quoth_result_free(result);
        count.left = SIZE_MAX;
        ck_assert_int_eq(quoth_analyze(analyzer, story, sizeof story - 1, &result), QUOTH_OK);
        char *again = json_of(result);
        ck_assert_str_eq(again, json);
        free(again);
        quoth_analyzer_free(analyzer);
        quoth_result_free(result);
        ck_assert_uint_eq(count.live, 0);
    }
    free(json);
}
END_TEST

START_TEST(test_allocator_of_the_result_alone)
{
    counter count = {.left = SIZE_MAX};
    quoth_allocator allocator = counting(&count);
    quoth_options options = options_with(&allocator);
    quoth_result *result = read_story(&options);
    ck_assert_uint_gt(count.live, 0);
    memset(&allocator, 0, sizeof allocator); /* the structure was copied */
    quoth_result_free(result);
    ck_assert_uint_eq(count.live, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("allocation");
    TCase *tests = tcase_create("allocation");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, test_each_allocation_fails_from_then_on);
    tcase_add_test(tests, test_each_allocation_fails_once);
    tcase_add_test(tests, test_analyzer_works_on);
    tcase_add_test(tests, test_allocator_of_the_result_alone);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
