/* check_lemma.c - lemmas in context, and the letter case they are written in. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "lemma.h"
#include "lexeme.h"
#include "rooms_fixture.h"
#include "suite.h"

static void open_lemmas(fixture *f, const char *text)
{
    fixture_open(f, "en", text);
    ck_assert_int_eq(q_room_sentence(&f->document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f->document), QUOTH_OK);
    ck_assert_int_eq(q_room_tag(&f->document), QUOTH_OK);
    ck_assert_int_eq(q_room_lemma(&f->document), QUOTH_OK);
}

static void expect_lemmas(const char *text, const char *expected)
{
    fixture f;
    char found[512] = "", lemma[Q_FOLDED_ROOM];
    open_lemmas(&f, text);
    for (uint32_t i = 0; i < f.document.tokens.n; i++) {
        ck_assert_uint_eq(q_lemma_write(&f.document, i, lemma, sizeof lemma), strlen(lemma));
        strcat(strcat(found, i ? " " : ""), lemma);
    }
    fixture_close(&f);
    ck_assert_str_eq(found, expected);
}

START_TEST(test_forms)
{
    expect_lemmas("The ministers were making promises they had not kept.", "the minister be make promise they have not keep .");
    expect_lemmas("Women told me that the worst crises went unseen.", "woman tell I that the bad crisis go unseen .");
}
END_TEST

START_TEST(test_clitics)
{
    expect_lemmas("He won’t say, and I can’t.", "he will not say , and I can not .");
    expect_lemmas("She’s late.", "she be late .");
    expect_lemmas("They’ve left Anna’s houses.", "they have leave Anna 's house .");
}
END_TEST

START_TEST(test_letter_case)
{
    expect_lemmas("Swiss officials met Mr. Brennan.", "Swiss official meet Mr. Brennan .");
    expect_lemmas("TEACHERS SAY TALKS HAVE FAILED", "teacher say talk have fail");
    expect_lemmas("The Brennans left the Bahamas.", "the Brennan leave the Bahamas .");
}
END_TEST

START_TEST(test_a_lemma_is_a_word)
{
    fixture f;
    open_lemmas(&f, "They say that he said it.");
    ck_assert_uint_eq(f.document.tokens.at[4].lemma, f.document.tokens.at[1].lexeme);
    ck_assert(f.document.lexemes.at[f.document.tokens.at[4].lemma].flags & Q_LEX_CUE_VERB);
    fixture_close(&f);
}
END_TEST

START_TEST(test_edits)
{
    unsigned char rows[2 * Q_EDIT_ROW] = {0};
    q_edits edits;
    char out[32];
    for (size_t i = 0; i < 8; i++)
        rows[i] = 255;
    memcpy(rows + Q_EDIT_ROW, "\x02\0\0\0\0\0\0\0" "\x03ies", 12);
    memcpy(rows + Q_EDIT_ROW + 9 + Q_EDIT_ENDING, "\x01y", 2);
    ck_assert(q_edits_are_good(rows, sizeof rows));
    ck_assert(!q_edits_are_good(rows, sizeof rows - 1));
    ck_assert(!q_edits_are_good(rows, 0));
    ck_assert_int_eq(q_edits_open(&edits, rows, sizeof rows), 0);
    ck_assert(q_edit_fits(&edits, 0, 3, "", 0) == 0 && q_edit_fits(&edits, 0, 3, "a", 1));
    ck_assert(q_edit_fits(&edits, 1, 1, "cities", 6) && !q_edit_fits(&edits, 1, 2, "cities", 6) && !q_edit_fits(&edits, 1, 1, "es", 2));
    ck_assert_uint_eq(q_edit_apply(&edits, 1, "cities", 6, out), 4);
    ck_assert_str_eq(out, "city");
    rows[Q_EDIT_ROW + 11] = 0xC3; /* half a character */
    ck_assert(!q_edits_are_good(rows, sizeof rows));
    rows[Q_EDIT_ROW + 8] = Q_EDIT_ENDING + 1;
    ck_assert(!q_edits_are_good(rows, sizeof rows));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lemma");
    TCase *tests = tcase_create("lemma");
    tcase_add_test(tests, test_forms);
    tcase_add_test(tests, test_clitics);
    tcase_add_test(tests, test_letter_case);
    tcase_add_test(tests, test_a_lemma_is_a_word);
    tcase_add_test(tests, test_edits);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
