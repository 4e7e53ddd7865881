/* check_locale.c - language tags, quotation marks and words by ICU. */
#include <check.h>
#include <string.h>

#include "locale.h"
#include "suite.h"

START_TEST(test_tags_are_canonical)
{
    char tag[64];
    ck_assert_int_eq(q_locale_tag(NULL, tag, sizeof tag), QUOTH_OK);
    ck_assert_str_eq(tag, "en");
    ck_assert_int_eq(q_locale_tag("EN-us", tag, sizeof tag), QUOTH_OK);
    ck_assert_str_eq(tag, "en-US");
    ck_assert_int_eq(q_locale_tag("zh-hant-tw", tag, sizeof tag), QUOTH_OK);
    ck_assert_str_eq(tag, "zh-Hant-TW");
}
END_TEST

START_TEST(test_bad_tags)
{
    static const char *const bad[] = {"", "-", "en-", "english language", "e", "en-US-\xC3\xA9", "123456789"};
    char tag[64];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(q_locale_tag(bad[i], tag, sizeof tag) == QUOTH_E_ARGUMENT, "%s", bad[i]);
    ck_assert_int_eq(q_locale_tag("en-US", tag, 3), QUOTH_E_ARGUMENT);
}
END_TEST

START_TEST(test_delimiters)
{
    q_locale *locale;
    ck_assert_int_eq(q_locale_new(&locale, "de", &q_malloc_allocator), QUOTH_OK);
    q_delimiters found = q_locale_delimiters(locale);
    ck_assert_uint_eq(found.open, 0x201E);
    ck_assert_uint_eq(found.close, 0x201C);
    ck_assert_uint_eq(found.inner_open, 0x201A);
    q_locale_free(locale, &q_malloc_allocator);
    q_locale_free(NULL, &q_malloc_allocator);
}
END_TEST

START_TEST(test_words)
{
    static const char text[] = "สวัสดีชาวโลก";
    q_locale *locale;
    uint32_t last = 0, count = 0, at;
    ck_assert_int_eq(q_locale_new(&locale, "th", &q_malloc_allocator), QUOTH_OK);
    for (int again = 0; again < 2; again++) {
        ck_assert_int_eq(q_locale_words(locale, text, sizeof text - 1), QUOTH_OK);
        for (last = count = 0; (at = q_locale_next_word(locale)) != Q_NONE; last = at, count++)
            ck_assert_uint_gt(at, last);
        ck_assert_uint_eq(last, sizeof text - 1);
        ck_assert_uint_ge(count, 2);
    }
    q_locale_free(locale, &q_malloc_allocator);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("locale");
    TCase *tests = tcase_create("locale");
    tcase_add_test(tests, test_tags_are_canonical);
    tcase_add_test(tests, test_bad_tags);
    tcase_add_test(tests, test_delimiters);
    tcase_add_test(tests, test_words);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
