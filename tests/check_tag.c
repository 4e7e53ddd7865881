/* check_tag.c - parts of speech in context. */
#include <check.h>
#include <string.h>

#include "rooms_fixture.h"

/* The set of the word number `index` of the text. */
static uint32_t upos(const char *text, uint32_t index)
{
    fixture f;
    fixture_open(&f, "en", text);
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_tag(&f.document), QUOTH_OK);
    for (uint32_t i = 0; i < f.document.tokens.n; i++)
        ck_assert_uint_ne(f.document.tokens.at[i].upos, 0);
    uint32_t found = f.document.tokens.at[index].upos;
    fixture_close(&f);
    return found;
}

START_TEST(test_context)
{
    ck_assert(!(upos("They plan to visit Oslo.", 3) & Q_NOUN));
    ck_assert(!(upos("The visit was short.", 1) & Q_VERB));
    ck_assert(!(upos("She could claim it.", 2) & Q_NOUN));
}
END_TEST

START_TEST(test_names_and_marks)
{
    ck_assert_uint_eq(upos("We met Zorvath there.", 2), Q_PROPN);
    ck_assert_uint_eq(upos("Stop .", 1), Q_PUNCT);
    ck_assert_uint_eq(upos("He saw the dog’s bone.", 4), Q_PART);
    ck_assert_uint_eq(upos("He’s late.", 1), Q_AUX);
}
END_TEST

START_TEST(test_country_or_pronoun)
{
    ck_assert_uint_eq(upos("Talks between the US and Japan stalled.", 3), Q_PROPN);
    ck_assert_uint_eq(upos("US officials were silent.", 0), Q_PROPN);
    ck_assert_uint_eq(upos("Come and see us soon.", 3), Q_PRON);
    ck_assert_uint_eq(upos("COME AND SEE US SOON.", 3), Q_PRON);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tag");
    TCase *tests = tcase_create("tag");
    tcase_add_test(tests, test_context);
    tcase_add_test(tests, test_names_and_marks);
    tcase_add_test(tests, test_country_or_pronoun);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
