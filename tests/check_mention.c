/* check_mention.c - names, descriptions and pronouns that can speak. */
#include <check.h>
#include <string.h>

#include "rooms_fixture.h"
#include "suite.h"

/* The first mention written so, or a row of kind 255. */
static q_mention mention(const char *text, const char *words)
{
    fixture f;
    q_mention found = {.kind = 255};
    fixture_open(&f, "en", text);
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_tag(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_mention(&f.document), QUOTH_OK);
    for (uint32_t i = f.document.mentions.n; i > 0; i--) {
        const q_mention *row = &f.document.mentions.at[i - 1];
        if (row->span.end - row->span.start == strlen(words) && !memcmp(text + row->span.start, words, strlen(words)))
            found = *row;
    }
    Q_ROWS_FREE(f.document.allocator, &f.document.mentions);
    fixture_close(&f);
    return found;
}

START_TEST(test_names)
{
    q_mention row = mention("We met Finnish Foreign Minister Aino Lehtola in spring.", "Finnish Foreign Minister Aino Lehtola");
    ck_assert_uint_eq(row.kind, Q_MENTION_NAME);
    ck_assert_uint_eq(row.name.end - row.name.start, 2);
    ck_assert_uint_eq(row.entity_kind, QUOTH_PERSON);
    ck_assert_uint_eq(mention("Later Senator Doyle left.", "Senator Doyle").kind, Q_MENTION_NAME);
}
END_TEST

START_TEST(test_descriptions)
{
    q_mention row = mention("Then the foreign minister spoke.", "the foreign minister");
    ck_assert_uint_eq(row.kind, Q_MENTION_NOMINAL);
    ck_assert(row.definite && !row.plural);
    ck_assert(mention("Later officials disagreed.", "officials").plural);
}
END_TEST

START_TEST(test_pronouns)
{
    ck_assert_uint_eq(mention("Yesterday she agreed.", "she").gender, QUOTH_GENDER_FEMALE);
    ck_assert_uint_eq(mention("Yesterday I agreed.", "I").person, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mention");
    TCase *tests = tcase_create("mention");
    tcase_add_test(tests, test_names);
    tcase_add_test(tests, test_descriptions);
    tcase_add_test(tests, test_pronouns);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
