/* check_token.c - words, clitics, marks, and the facts of each token. */
#include <check.h>
#include <string.h>

#include "rooms_fixture.h"

static void expect(const char *language, const char *text, const char *tokens)
{
    fixture f;
    char found[2048] = "";
    fixture_open(&f, language, text);
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f.document), QUOTH_OK);
    for (uint32_t i = 0; i < f.document.tokens.n; i++)
        fixture_join(found, sizeof found, text, f.document.tokens.at[i].start, f.document.tokens.at[i].end);
    ck_assert_str_eq(found, tokens);
    fixture_close(&f);
}

START_TEST(test_words_and_marks)
{
    expect("en", "“Well,” she said.", "“ | Well | , | ” | she | said | .");
    expect("en", "1,000.5 tons...", "1,000.5 | tons | ...");
    expect("en", "a well-known Jean-Pierre", "a | well | - | known | Jean-Pierre");
}
END_TEST

START_TEST(test_clitics)
{
    expect("en", "I don’t think he's John's.", "I | do | n’t | think | he | 's | John | 's | .");
    expect("en", "We cannot; I'm", "We | can | not | ; | I | 'm");
    expect("fr", "l'homme", "l' | homme");
}
END_TEST

START_TEST(test_whole_tokens)
{
    expect("en", "Mr. Hale left at 9 a.m. sharp.", "Mr. | Hale | left | at | 9 | a.m. | sharp | .");
    expect("en", "See https://example.org/a,b.", "See | https://example.org/a,b | .");
    expect("en", "Mail ann@example.org!", "Mail | ann@example.org | !");
}
END_TEST

START_TEST(test_facts)
{
    fixture f;
    fixture_open(&f, "en", "The NATO the 5.");
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f.document), QUOTH_OK);
    const q_token *tokens = f.document.tokens.at;
    ck_assert_uint_eq(f.document.tokens.n, 5);
    ck_assert_uint_eq(tokens[0].lexeme, tokens[2].lexeme);
    ck_assert(tokens[0].shape & Q_SHAPE_FIRST && tokens[0].shape & Q_SHAPE_CAPITAL);
    ck_assert(tokens[1].shape & Q_SHAPE_UPPER);
    ck_assert(tokens[3].shape & Q_SHAPE_DIGIT);
    ck_assert(tokens[4].shape & Q_SHAPE_PUNCT && !(tokens[4].shape & Q_SHAPE_SPACE_BEFORE));
    ck_assert_uint_eq(f.document.sentences.at[0].end, 5);
    fixture_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("token");
    TCase *tests = tcase_create("token");
    tcase_add_test(tests, test_words_and_marks);
    tcase_add_test(tests, test_clitics);
    tcase_add_test(tests, test_whole_tokens);
    tcase_add_test(tests, test_facts);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
