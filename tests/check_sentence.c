/* check_sentence.c - where sentences end. */
#include <check.h>
#include <string.h>

#include "rooms_fixture.h"

static void expect(const char *language, const char *text, const char *sentences)
{
    fixture f;
    char found[2048] = "";
    fixture_open(&f, language, text);
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    for (uint32_t i = 0; i < f.document.sentences.n; i++)
        fixture_join(found, sizeof found, text, f.document.sentences.at[i].span.start, f.document.sentences.at[i].span.end);
    ck_assert_str_eq(found, sentences);
    fixture_close(&f);
}

START_TEST(test_stops)
{
    expect("en", "The ferry left. Nobody waved!  Why? ", "The ferry left. | Nobody waved! | Why?");
    expect("en", "no stop at all", "no stop at all");
    expect("en", "It cost 3.50 at example.org today.", "It cost 3.50 at example.org today.");
    expect("en", "", "");
}
END_TEST

START_TEST(test_quotations_keep_their_tag)
{
    expect("en", "“What?” he asked. She left.", "“What?” he asked. | She left.");
    expect("en", "‘Go!’ she cried. ‘Run.’", "‘Go!’ she cried. | ‘Run.’");
    expect("en", "\"Yes.\" \"No.\"", "\"Yes.\" | \"No.\"");
    expect("en", "“Stop!” Martha said. Then rain fell.", "“Stop!” Martha said. | Then rain fell.");
    expect("en", "“Who is it?” — he asked.", "“Who is it?” — he asked.");
}
END_TEST

START_TEST(test_abbreviations)
{
    expect("en", "Mr. Hale met Dr. Osei. They talked.", "Mr. Hale met Dr. Osei. | They talked.");
    expect("en", "J. K. Bramble wrote it. It sold.", "J. K. Bramble wrote it. | It sold.");
    expect("en", "She lives in the U.S. She likes it.", "She lives in the U.S. | She likes it.");
    expect("en", "He ran the U.S. State Department. It grew.", "He ran the U.S. State Department. | It grew.");
    expect("en", "She left the U.S. Then he left the U.K. Home Office.",
           "She left the U.S. | Then he left the U.K. Home Office.");
    expect("en", "It came to the US. State taxes rose.", "It came to the US. | State taxes rose.");
    expect("de", "Am 3. Oktober kam sie. Er ging.", "Am 3. Oktober kam sie. | Er ging.");
}
END_TEST

START_TEST(test_paragraphs_and_scripts)
{
    expect("en", "A title\nA line. Another", "A title | A line. | Another");
    expect("zh", "他来了。她走了！", "他来了。 | 她走了！");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sentence");
    TCase *tests = tcase_create("sentence");
    tcase_add_test(tests, test_stops);
    tcase_add_test(tests, test_quotations_keep_their_tag);
    tcase_add_test(tests, test_abbreviations);
    tcase_add_test(tests, test_paragraphs_and_scripts);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
