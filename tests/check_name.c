/* check_name.c - names found by the built-in model, the labels of tokens, and the decoder. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "namer.h"
#include "rooms_fixture.h"
#include "suite.h"

enum { NAMES_ROOM = 1024 };

static void read_names(fixture *f, const char *text)
{
    fixture_open(f, "en", text);
    ck_assert_int_eq(q_room_sentence(&f->document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f->document), QUOTH_OK);
    ck_assert_int_eq(q_room_name(&f->document), QUOTH_OK);
}

/* The names of a text: "PERSON Ann Field | PLACE Oslo". */
static const char *names_of(const char *text)
{
    static const char *const kinds[] = {"PERSON", "ORGANIZATION", "PLACE", "OTHER"};
    static char out[NAMES_ROOM];
    size_t used = 0;
    fixture f;
    read_names(&f, text);
    out[0] = '\0';
    const q_token *tokens = f.document.tokens.at;
    for (uint32_t i = 0, end; i < f.document.tokens.n; i = end) {
        for (end = i + 1; end < f.document.tokens.n && q_name_is_inside(tokens[end].name);)
            end++;
        if (tokens[i].name)
            used += (size_t)snprintf(out + used, sizeof out - used, "%s%s %.*s", used ? " | " : "", kinds[tokens[i].name / 2],
                                     (int)(tokens[end - 1].end - tokens[i].start), text + tokens[i].start);
        ck_assert_uint_lt(used, sizeof out);
    }
    fixture_close(&f);
    return out;
}

START_TEST(test_kinds)
{
    ck_assert_str_eq(names_of("The museum in Lisbon was opened by Maria Fonseca."), "PLACE Lisbon | PERSON Maria Fonseca");
    ck_assert_str_eq(names_of("She works for the Ministry of Transport in Norway."),
                     "ORGANIZATION Ministry of Transport | PLACE Norway");
    ck_assert_str_eq(names_of("A French company bought the mill."), "OTHER French");
    ck_assert_str_eq(names_of("The rain stopped, and the children went home."), "");
}
END_TEST

START_TEST(test_titles_are_no_names)
{
    ck_assert_str_eq(names_of("A letter reached Mrs. Hartwell on Friday."), "PERSON Hartwell");
    ck_assert_str_eq(names_of("They asked Senator Paul Okafor about it."), "PERSON Paul Okafor");
}
END_TEST

START_TEST(test_headline_in_capitals)
{
    ck_assert_ptr_nonnull(strstr(names_of("MAYOR JAMES WHITLOCK DEFENDS HIGHER TICKET PRICES"), "PERSON JAMES WHITLOCK"));
    ck_assert_ptr_nonnull(strstr(names_of("FIRE IN CANADA DESTROYS TWO HOTELS"), "PLACE CANADA"));
    ck_assert_str_eq(names_of("HEAVY RAIN CLOSES THREE ROADS NEAR THE COAST"), "");
}
END_TEST

/* A name that stands alone and tells nothing is what it is where the text is clear. */
START_TEST(test_one_word_is_one_kind)
{
    ck_assert_str_eq(names_of("Mr. Georg Selwyn spoke first. Selwyn was tired. “Ask Selwyn,” she said. Selwyn said no."),
                     "PERSON Georg Selwyn | PERSON Selwyn | PERSON Selwyn | PERSON Selwyn");
}
END_TEST

START_TEST(test_full_name_of_a_person)
{
    const char *found = names_of("Mr. Varnholt was late. Varnholt said nothing. Mr. Varnholt laughed, and Varnholt sat down. "
                                 "Mr. Varnholt left. Then Mr. Varnholt slept. He left Paris Varnholt behind.");
    ck_assert_ptr_nonnull(strstr(found, "PERSON Paris Varnholt"));
}
END_TEST

/* The inside of a name follows its begin or inside, in the same sentence. */
static void check_labels(const char *text)
{
    fixture f;
    read_names(&f, text);
    const q_token *tokens = f.document.tokens.at;
    for (uint32_t i = 0; i < f.document.tokens.n; i++) {
        ck_assert_uint_lt(tokens[i].name, Q_NAME_COUNT);
        if (!q_name_is_inside(tokens[i].name))
            continue;
        ck_assert_uint_gt(i, 0);
        ck_assert_uint_eq(tokens[i - 1].sentence, tokens[i].sentence);
        ck_assert(tokens[i - 1].name == tokens[i].name || tokens[i - 1].name + 1 == tokens[i].name);
    }
    fixture_close(&f);
}

START_TEST(test_labels)
{
    static const char *const pieces[] = {"Ann ", "of ", "the ", "Bank ", "IBM ", "U.S. ", "McKay ", "said. ", "“", "” ", "and ",
                                         "O’Hara ", "Paris, ", "\n", "1999 ", "é ", "Été ", "’s ", "- ", "(", ") "};
    char text[4096];
    unsigned state = 7;
    for (int round = 0; round < 50; round++) {
        size_t used = 0;
        while (used + 16 < sizeof text) {
            state = state * 1664525u + 1013904223u;
            const char *piece = pieces[(state >> 8) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + used, piece, strlen(piece));
            used += strlen(piece);
        }
        text[used] = '\0';
        check_labels(text);
    }
}
END_TEST

/* More capitals in a row than the decoder reads at once. */
START_TEST(test_long_stretch)
{
    enum { WORDS = 4 * Q_NAME_STRETCH + 3 };
    static char text[WORDS * 6 + 1];
    for (int i = 0; i < WORDS; i++)
        memcpy(text + 6 * i, i % 3 ? "Bogda " : "Ilyan ", 6);
    check_labels(text);
}
END_TEST

START_TEST(test_no_model_no_names)
{
    fixture f;
    fixture_open(&f, "en", "Maria Fonseca lives in Lisbon.");
    f.document.model = NULL;
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_name(&f.document), QUOTH_OK);
    for (uint32_t i = 0; i < f.document.tokens.n; i++)
        ck_assert_uint_eq(f.document.tokens.at[i].name, Q_NAME_NONE);
    fixture_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("name");
    TCase *tests = tcase_create("name");
    tcase_add_test(tests, test_kinds);
    tcase_add_test(tests, test_titles_are_no_names);
    tcase_add_test(tests, test_headline_in_capitals);
    tcase_add_test(tests, test_one_word_is_one_kind);
    tcase_add_test(tests, test_full_name_of_a_person);
    tcase_add_test(tests, test_labels);
    tcase_add_test(tests, test_long_stretch);
    tcase_add_test(tests, test_no_model_no_names);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
