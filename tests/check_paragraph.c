/* check_paragraph.c - lines to paragraphs. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rooms_fixture.h"
#include "suite.h"

static void open_whole(fixture *f, const char *text)
{
    fixture_open(f, "en", text);
    f->document.paragraphs.n = 0;
    ck_assert_int_eq(q_room_paragraph(&f->document), QUOTH_OK);
}

/* The paragraphs, with # before a heading, * before a list item, > before a block quotation. */
static void expect(const char *text, const char *paragraphs)
{
    static const char kinds[] = {[Q_BODY] = 0, [Q_HEADING] = '#', [Q_LIST_ITEM] = '*', [Q_BLOCK_QUOTE] = '>'};
    fixture f;
    char found[4096] = "";
    open_whole(&f, text);
    for (uint32_t i = 0; i < f.document.paragraphs.n; i++) {
        const q_paragraph *paragraph = &f.document.paragraphs.at[i];
        char sign[2] = {kinds[paragraph->kind], '\0'};
        strcat(strcat(found, i ? " | " : ""), sign);
        strncat(found, text + paragraph->span.start, paragraph->span.end - paragraph->span.start);
    }
    ck_assert_str_eq(found, paragraphs);
    fixture_close(&f);
}

static void expect_label(const char *text, uint32_t index, const char *label)
{
    fixture f;
    char found[256] = "";
    open_whole(&f, text);
    ck_assert_uint_lt(index, f.document.paragraphs.n);
    q_span span = f.document.paragraphs.at[index].label;
    strncat(found, text + span.start, span.end - span.start);
    ck_assert_str_eq(found, label);
    fixture_close(&f);
}

static void expect_dateline(const char *text, const char *dateline)
{
    fixture f;
    char found[256] = "";
    open_whole(&f, text);
    q_span span = f.document.paragraphs.at[0].dateline;
    strncat(found, text + span.start, span.end - span.start);
    ck_assert_str_eq(found, dateline);
    fixture_close(&f);
}

START_TEST(test_blank_lines_part)
{
    expect("", "");
    expect(" \n\t\n", "");
    expect("One.", "One.");
    expect("One.\n\nTwo.\n", "One. | Two.");
    expect("One.\r\n\r\nTwo.\r\n", "One. | Two.");
    expect("One.\nTwo.", "One. | Two.");
    expect("  One. \n \n\n\n Two.", "One. | Two.");
}
END_TEST

START_TEST(test_hard_wrapped_lines_join)
{
    expect("The harbour master poured himself another cup of tea and looked at the\n"
           "window, where the rain ran down in lines. Nobody had come to see him in a\n"
           "week, and he had begun to talk to the cat about the state of the wall.\n\n"
           "The cat said nothing.\n",
           "The harbour master poured himself another cup of tea and looked at the\n"
           "window, where the rain ran down in lines. Nobody had come to see him in a\n"
           "week, and he had begun to talk to the cat about the state of the wall. | The cat said nothing.");
}
END_TEST

START_TEST(test_kinds)
{
    expect("The wall falls\n\nIt fell in the night.", "#The wall falls | It fell in the night.");
    expect("It fell. See:\n\n- the stones\n- the sand", "It fell. See: | *- the stones | *- the sand");
    expect("1. Bread\n2. Salt\n", "*1. Bread | *2. Salt");
    expect("Ann wrote:\n\n    It fell.\n\n    At night.\n\nI slept.", "Ann wrote: | >It fell. | >At night. | I slept.");
    expect("Ann wrote:\n\n> It fell.\n> At night.\n\nI slept.", "Ann wrote: | >> It fell.\n> At night. | I slept.");
    expect("    It fell.\n\n    At night.", "It fell. | At night.");
}
END_TEST

START_TEST(test_labels)
{
    expect_label("HOST: Yes?\n\nANN LEE: No.\n", 1, "ANN LEE");
    expect_label("HOST: Yes?\n", 0, "");
    expect_label("Ben: Yes?\nAnn: No.\nBen: Why?\nAnn: Rain.\n", 2, "Ben");
    expect_label("The point is this: he lied.\nAnother is this: she knew.\nA third: both left.\n", 0, "");
    expect_label("MR. HALE: Yes?\n\nTHE CHAIR: No.\n", 0, "MR. HALE");
    expect_label("NOTE: the floor is wet.\n\nWARNING: it is cold.\n", 0, "");
    expect_label("12:30 was the hour.\n\n14:10 was late.\n", 0, "");
}
END_TEST

START_TEST(test_datelines)
{
    expect_dateline("GENEVA (Reuters) - The talks ended.", "GENEVA (Reuters) -");
    expect_dateline("PORT ELLEN — The wall is gone.", "PORT ELLEN —");
    expect_dateline("He came - and left.", "");
    expect_dateline("No: it was late - very late.", "");
}
END_TEST

static double seconds_of(const char *unit, size_t times)
{
    fixture f;
    char *text = repeat(unit, times);
    fixture_open(&f, "en", "");
    f.document.text = text;
    f.document.length = (uint32_t)strlen(text);
    double seconds = fixture_seconds(q_room_paragraph, &f);
    fixture_close(&f);
    free(text);
    return seconds;
}

START_TEST(test_linear_time)
{
    static const char *const units[] = {"\n", " ", "a\n", "> a\n", "- a\n\n", "    a\n\n", "A: b\n", "word ", "word\nword word\n", "A - "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        expect_linear(seconds_of, units[i], 50000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("paragraph");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, test_blank_lines_part);
    tcase_add_test(tests, test_hard_wrapped_lines_join);
    tcase_add_test(tests, test_kinds);
    tcase_add_test(tests, test_labels);
    tcase_add_test(tests, test_datelines);
    tcase_add_test(tests, test_linear_time);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
