/* check_properties.c - what holds of every text: units of offsets agree, an analyzer can be used again, empty texts. */
#include <check.h>
#include <quoth/quoth.h>
#include <string.h>

static const char text[] = "“Où est Zoë?” Mr. Dunn asked. 🙂 “At the café,” she said, “I think.”\n\nThe minister said “no”.";

static quoth_result *analyze(quoth_offset_unit unit, int times)
{
    quoth_options options;
    quoth_analyzer *analyzer;
    quoth_result *result = NULL;
    quoth_options_init(&options, sizeof options);
    options.offset_unit = unit;
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, &options), QUOTH_OK);
    for (int i = 0; i < times; i++) {
        quoth_result_free(result);
        ck_assert_int_eq(quoth_analyze(analyzer, text, sizeof text - 1, &result), QUOTH_OK);
    }
    quoth_analyzer_free(analyzer);
    return result;
}

/* Units before the byte `at`. */
static size_t units(size_t at, quoth_offset_unit unit)
{
    size_t count = 0;
    for (size_t i = 0; i < at; i++) {
        unsigned char c = (unsigned char)text[i];
        count += (c & 0xC0) != 0x80;
        count += unit == QUOTH_OFFSET_UTF16 && c >= 0xF0;
    }
    return count;
}

static void expect_unit(quoth_offset_unit unit)
{
    quoth_result *bytes = analyze(QUOTH_OFFSET_BYTE, 1), *other = analyze(unit, 2);
    ck_assert_uint_eq(quoth_result_text_length(other), units(sizeof text - 1, unit));
    ck_assert_uint_gt(quoth_result_token_count(bytes), 20);
    ck_assert_uint_eq(quoth_result_token_count(bytes), quoth_result_token_count(other));
    ck_assert_uint_eq(quoth_result_quote_count(bytes), quoth_result_quote_count(other));
    for (size_t i = 0; i < quoth_result_token_count(bytes); i++) {
        const quoth_token *a = quoth_result_token_at(bytes, i), *b = quoth_result_token_at(other, i);
        ck_assert_uint_eq(units(a->span.start, unit), b->span.start);
        ck_assert_uint_eq(units(a->span.end, unit), b->span.end);
        ck_assert_uint_eq(a->sentence, b->sentence);
    }
    quoth_result_free(bytes);
    quoth_result_free(other);
}

START_TEST(test_units_agree)
{
    expect_unit(QUOTH_OFFSET_CODEPOINT);
    expect_unit(QUOTH_OFFSET_UTF16);
}
END_TEST

START_TEST(test_reuse_gives_the_same)
{
    quoth_result *once = analyze(QUOTH_OFFSET_BYTE, 1), *again = analyze(QUOTH_OFFSET_BYTE, 3);
    ck_assert_uint_eq(quoth_result_quote_count(once), quoth_result_quote_count(again));
    ck_assert_uint_eq(quoth_result_segment_count(once), quoth_result_segment_count(again));
    for (size_t i = 0; i < quoth_result_segment_count(once); i++)
        ck_assert_uint_eq(quoth_result_segment_at(once, i)->span.end, quoth_result_segment_at(again, i)->span.end);
    quoth_result_free(once);
    quoth_result_free(again);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("properties");
    TCase *tests = tcase_create("properties");
    tcase_add_test(tests, test_units_agree);
    tcase_add_test(tests, test_reuse_gives_the_same);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
