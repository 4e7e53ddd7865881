/* check_utf8.c - the borders of UTF-8 (RFC 3629), classes of characters, folding. */
#include <check.h>
#include <stdint.h>
#include <string.h>

#include "suite.h"
#include "utf8.h"

static size_t invalid(const char *bytes, size_t length)
{
    return q_utf8_invalid(bytes, length);
}

#define INVALID(literal) invalid(literal, sizeof literal - 1)

START_TEST(test_valid_borders)
{
    static const char *const texts[] = {
        "", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xEC\xBF\xBF", "\xED\x80\x80", "\xED\x9F\xBF",
        "\xEE\x80\x80", "\xEF\xBF\xBD", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF3\xBF\xBF\xBF", "\xF4\x8F\xBF\xBF",
        "plain text of more than eight bytes", "\xEF\xBB\xBFmark",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_uint_eq(q_utf8_invalid(texts[i], strlen(texts[i])), strlen(texts[i]));
    ck_assert_uint_eq(INVALID("a\0b"), 3);
}
END_TEST

START_TEST(test_invalid_forms)
{
    ck_assert_uint_eq(INVALID("\x80"), 0);
    ck_assert_uint_eq(INVALID("\xBF"), 0);
    ck_assert_uint_eq(INVALID("\xC0\x80"), 0);
    ck_assert_uint_eq(INVALID("\xC1\xBF"), 0);
    ck_assert_uint_eq(INVALID("\xE0\x80\x80"), 0);
    ck_assert_uint_eq(INVALID("\xE0\x9F\xBF"), 0);
    ck_assert_uint_eq(INVALID("\xED\xA0\x80"), 0);
    ck_assert_uint_eq(INVALID("\xED\xBF\xBF"), 0);
    ck_assert_uint_eq(INVALID("\xF0\x80\x80\x80"), 0);
    ck_assert_uint_eq(INVALID("\xF0\x8F\xBF\xBF"), 0);
    ck_assert_uint_eq(INVALID("\xF4\x90\x80\x80"), 0);
    ck_assert_uint_eq(INVALID("\xF5\x80\x80\x80"), 0);
    ck_assert_uint_eq(INVALID("\xF8\x88\x80\x80\x80"), 0);
    ck_assert_uint_eq(INVALID("\xFE"), 0);
    ck_assert_uint_eq(INVALID("\xFF"), 0);
}
END_TEST

START_TEST(test_truncated_and_broken)
{
    ck_assert_uint_eq(INVALID("\xC3"), 0);
    ck_assert_uint_eq(INVALID("\xE2\x82"), 0);
    ck_assert_uint_eq(INVALID("\xF0\x9F\x98"), 0);
    ck_assert_uint_eq(INVALID("\xC3("), 0);
    ck_assert_uint_eq(INVALID("\xE2(\xA1"), 0);
    ck_assert_uint_eq(INVALID("\xE2\x82("), 0);
    ck_assert_uint_eq(INVALID("\xF0\x9F(\x80"), 0);
    ck_assert_uint_eq(INVALID("\xF0\x9F\x98("), 0);
    ck_assert_uint_eq(INVALID("\xC3\xA9\xA9"), 2);
}
END_TEST

/* The fast path reads eight bytes at once: the fault is found wherever it stands. */
START_TEST(test_offset_of_the_fault)
{
    char text[64];
    for (size_t at = 0; at < sizeof text; at++) {
        memset(text, 'x', sizeof text);
        text[at] = (char)0xFF;
        ck_assert_uint_eq(q_utf8_invalid(text, sizeof text), at);
        ck_assert_uint_eq(q_utf8_invalid(text, at), at);
    }
}
END_TEST

/* Every code point: written by rule, found valid, read forward and backward. */
START_TEST(test_every_code_point)
{
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char text[8] = "x";
        uint32_t n = 1, next = 0, start = 0;
        if (c < 0x80) {
            text[n++] = (char)c;
        } else if (c < 0x800) {
            text[n++] = (char)(0xC0 | c >> 6);
            text[n++] = (char)(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            text[n++] = (char)(0xE0 | c >> 12);
            text[n++] = (char)(0x80 | (c >> 6 & 0x3F));
            text[n++] = (char)(0x80 | (c & 0x3F));
        } else {
            text[n++] = (char)(0xF0 | c >> 18);
            text[n++] = (char)(0x80 | (c >> 12 & 0x3F));
            text[n++] = (char)(0x80 | (c >> 6 & 0x3F));
            text[n++] = (char)(0x80 | (c & 0x3F));
        }
        if (c >= 0xD800 && c <= 0xDFFF) {
            ck_assert(q_utf8_invalid(text, n) == 1);
            continue;
        }
        if (q_utf8_invalid(text, n) != n || q_utf8_at(text, 1, &next) != c || next != n ||
            q_utf8_before(text, n, &start) != c || start != 1)
            ck_abort_msg("code point U+%04X", (unsigned)c);
    }
}
END_TEST

START_TEST(test_classes)
{
    static const uint32_t spaces[] = {' ', '\t', '\n', '\r', 0x0B, 0x0C, 0x85, 0xA0, 0x1680, 0x2009, 0x2028, 0x2029,
                                      0x202F, 0x205F, 0x3000};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        ck_assert_msg(q_is_space(spaces[i]), "U+%04X", (unsigned)spaces[i]);
    ck_assert(!q_is_space('x') && !q_is_space(0) && !q_is_space(0x200B) && !q_is_space(0xFEFF));
    ck_assert(q_is_letter('a') && q_is_letter('Z') && q_is_letter(0xE9) && q_is_letter(0x0301) && q_is_letter(0x4E00));
    ck_assert(!q_is_letter('@') && !q_is_letter('[') && !q_is_letter('`') && !q_is_letter('{') && !q_is_letter('7') &&
              !q_is_letter(0xD7) && !q_is_letter(0x1F600));
    ck_assert(q_is_upper('A') && q_is_upper(0xC9) && q_is_upper(0x01C5) && !q_is_upper('a') && !q_is_upper('1'));
    ck_assert(q_is_lower('a') && q_is_lower(0xDF) && !q_is_lower('A') && !q_is_lower(0x4E00));
    ck_assert(q_is_digit('0') && q_is_digit('9') && q_is_digit(0x0663) && q_is_digit(0xBD) && !q_is_digit('a'));
    ck_assert(q_is_word('a') && q_is_word('5') && !q_is_word('-') && !q_is_word('_'));
}
END_TEST

static void check_fold(const char *text, const char *expected)
{
    char out[128];
    size_t length = q_fold(text, strlen(text), out, sizeof out);
    ck_assert_uint_eq(length, strlen(expected));
    ck_assert_str_eq(out, expected);
}

START_TEST(test_fold)
{
    check_fold("", "");
    check_fold("Harbour PILOT", "harbour pilot");
    check_fold("\xC3\x89mile Zola", "\xC3\xA9mile zola");
    check_fold("E\xCC\x81mile", "\xC3\xA9mile");
    check_fold("STRA\xC3\x9F" "E", "strasse");
    check_fold("\xE1\xBA\x9E", "ss");
    check_fold("\xCE\xA3\xCE\x91\xCF\x82", "\xCF\x83\xCE\xB1\xCF\x83");
    check_fold("don\xE2\x80\x99t \xE2\x80\x98tis \xCA\xBC", "don't 'tis '");
    check_fold("by\n \t\xC2\xA0the\xE2\x80\xA8way", "by the way");
    check_fold("\xF0\x90\x90\x80", "\xF0\x90\x90\xA8");
}
END_TEST

START_TEST(test_fold_room)
{
    char out[8];
    ck_assert_uint_eq(q_fold("abc", 3, out, 4), 3);
    ck_assert_str_eq(out, "abc");
    ck_assert(q_fold("abc", 3, out, 3) == SIZE_MAX);
    ck_assert(q_fold("abc", 3, out, 0) == SIZE_MAX);
    ck_assert_uint_eq(q_fold("", 0, out, 1), 0);
    ck_assert(q_fold("\xC3\x89", 2, out, 2) == SIZE_MAX);
    ck_assert_uint_eq(q_fold("\xC3\x89", 2, out, 3), 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("utf8");
    TCase *tests = tcase_create("utf8");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, test_valid_borders);
    tcase_add_test(tests, test_invalid_forms);
    tcase_add_test(tests, test_truncated_and_broken);
    tcase_add_test(tests, test_offset_of_the_fault);
    tcase_add_test(tests, test_every_code_point);
    tcase_add_test(tests, test_classes);
    tcase_add_test(tests, test_fold);
    tcase_add_test(tests, test_fold_room);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
