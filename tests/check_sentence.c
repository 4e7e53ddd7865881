/* check_sentence.c - where sentences end.
 *
 * tests/sentences holds texts with one sentence a line and an empty line between paragraphs. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rooms_fixture.h"
#include "suite.h"

static void expect_style(const char *language, quoth_style style, const char *text, const char *sentences)
{
    fixture f;
    char found[2048] = "";
    fixture_open(&f, language, text);
    f.settings.style = style;
    ck_assert_int_eq(q_room_quotemark(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    for (uint32_t i = 0; i < f.document.sentences.n; i++)
        fixture_join(found, sizeof found, text, f.document.sentences.at[i].span.start, f.document.sentences.at[i].span.end);
    ck_assert_str_eq(found, sentences);
    fixture_close(&f);
}

static void expect(const char *language, const char *text, const char *sentences)
{
    expect_style(language, QUOTH_STYLE_EDITED, text, sentences);
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

START_TEST(test_names_and_titles)
{
    expect("en", "It was Mrs. Thornbury. Gov. Ann Quill and Lt. Col. Ross sat down.",
           "It was Mrs. Thornbury. | Gov. Ann Quill and Lt. Col. Ross sat down.");
    expect("en", "They asked Sens. Marlow and Tibbet. “Nobody came. Prof. Ilse Hahn did.”",
           "They asked Sens. Marlow and Tibbet. | “Nobody came. | Prof. Ilse Hahn did.”");
    expect("en", "The mill (closed since May) was sold, \"and soon\" pulled down - or so the Lindale Courier wrote, "
                 "though \"the wheel\" turns.",
           "The mill (closed since May) was sold, \"and soon\" pulled down - or so the Lindale Courier wrote, "
           "though \"the wheel\" turns.");
    expect("en", "“No. Never.” He meant it.", "“No. | Never.” | He meant it.");
    expect("en", "They chose No. 7 again. No. 8 was empty.", "They chose No. 7 again. | No. 8 was empty.");
    expect("en", "We left at 9 p.m. The rain had stopped.", "We left at 9 p.m. | The rain had stopped.");
    expect("en", "She works for Brightwater Inc. in Leeds.", "She works for Brightwater Inc. in Leeds.");
}
END_TEST

START_TEST(test_capitals_and_headlines)
{
    expect("en", "THE STORM HAS PASSED. NOBODY WAS HURT.", "THE STORM HAS PASSED. | NOBODY WAS HURT.");
    expect("en", "Council Rejects Plan For New Stadium\nThe vote was close.",
           "Council Rejects Plan For New Stadium | The vote was close.");
    expect("en", "Governor: ‘We Will Not Pay’ For Flooded Homes", "Governor: ‘We Will Not Pay’ For Flooded Homes");
}
END_TEST

START_TEST(test_styles_differ)
{
    static const char text[] = "Great pizza! will come again. Really? it was cold when I got it.";
    expect_style("en", QUOTH_STYLE_WEB, text, "Great pizza! | will come again. | Really? | it was cold when I got it.");
    expect("en", "“Really?” it said. “Go!” and he went.", "“Really?” it said. | “Go!” and he went.");
}
END_TEST

START_TEST(test_without_model)
{
    fixture f;
    static const char text[] = "“What?” he asked. Mr. Hale left.";
    fixture_open(&f, "en", text);
    f.document.model = NULL;
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_uint_eq(f.document.sentences.n, 2);
    fixture_close(&f);
}
END_TEST

typedef struct gold {
    char text[16384];
    uint32_t ends[512];
    uint32_t count;
} gold;

/* Joins the lines of a file to a text; notes where sentences end inside a paragraph. */
static void read_gold(gold *g, const char *name)
{
    char path[1024], line[1024];
    const char *folder = getenv("srcdir");
    size_t length = 0;
    snprintf(path, sizeof path, "%s/tests/sentences/%s", folder ? folder : ".", name);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    g->count = 0;
    while (fgets(line, sizeof line, file)) {
        size_t size = strcspn(line, "\n");
        ck_assert_uint_lt(length + size + 2, sizeof g->text);
        if (!size) {
            g->text[length - 1] = '\n';
            g->count--;
            continue;
        }
        memcpy(g->text + length, line, size);
        length += size;
        g->ends[g->count++] = (uint32_t)length;
        g->text[length++] = ' ';
    }
    fclose(file);
    g->text[length - 1] = '\0';
    g->count--;
}

static uint32_t is_within(const gold *g, uint32_t end)
{
    return g->text[end] == ' ';
}

/* Borders within paragraphs: F1, in percent. */
static uint32_t f1_of(const char *name)
{
    static gold g;
    fixture f;
    uint32_t right = 0, found = 0;
    read_gold(&g, name);
    fixture_open(&f, "en", g.text);
    ck_assert_int_eq(q_room_quotemark(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    for (uint32_t i = 0, k = 0; i < f.document.sentences.n; i++) {
        uint32_t end = f.document.sentences.at[i].span.end;
        while (k < g.count && g.ends[k] < end)
            k++;
        found += is_within(&g, end);
        right += is_within(&g, end) && k < g.count && g.ends[k] == end;
    }
    fixture_close(&f);
    return 200 * right / (found + g.count);
}

START_TEST(test_texts)
{
    ck_assert_uint_ge(f1_of("fiction.txt"), 92);
    ck_assert_uint_ge(f1_of("news.txt"), 92);
}
END_TEST

/* Opens a text with empty lines between its paragraphs and reads its sentences. */
static void open_pages(fixture *f, const char *text)
{
    fixture_open(f, "en", text);
    f->document.paragraphs.n = 0;
    ck_assert_int_eq(q_room_paragraph(&f->document), QUOTH_OK);
    ck_assert_int_eq(q_room_quotemark(&f->document), QUOTH_OK);
    ck_assert_int_eq(q_room_sentence(&f->document), QUOTH_OK);
}

/* Breaks the lines of a text at `width` bytes; every byte keeps its place. */
static void wrap(char *text, size_t width)
{
    for (size_t i = 0, start = 0, space = 0; text[i]; i++) {
        if (text[i] == '\n')
            start = i + 1;
        if (text[i] == ' ') {
            if (i - start > width && space > start) {
                text[space] = '\n';
                start = space + 1;
            }
            space = i;
        }
    }
}

START_TEST(test_lines_do_not_count)
{
    static const char *const names[] = {"fiction.txt", "news.txt"};
    static char plain[16384], wrapped[16384];
    static gold g;
    fixture a, b;
    for (size_t name = 0; name < 2; name++)
        for (size_t width = 50; width <= 90; width += 10) {
            read_gold(&g, names[name]);
            size_t length = 0;
            for (const char *c = g.text; *c; c++) {
                plain[length++] = *c;
                if (*c == '\n')
                    plain[length++] = '\n';
            }
            plain[length] = '\0';
            strcpy(wrapped, plain);
            wrap(wrapped, width);
            open_pages(&a, plain);
            open_pages(&b, wrapped);
            ck_assert_uint_eq(a.document.sentences.n, b.document.sentences.n);
            for (uint32_t i = 0; i < a.document.sentences.n; i++) {
                ck_assert_uint_eq(a.document.sentences.at[i].span.start, b.document.sentences.at[i].span.start);
                ck_assert_uint_eq(a.document.sentences.at[i].span.end, b.document.sentences.at[i].span.end);
            }
            fixture_close(&a);
            fixture_close(&b);
        }
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
    tcase_add_test(tests, test_names_and_titles);
    tcase_add_test(tests, test_capitals_and_headlines);
    tcase_add_test(tests, test_styles_differ);
    tcase_add_test(tests, test_without_model);
    tcase_add_test(tests, test_texts);
    tcase_add_test(tests, test_lines_do_not_count);
    tcase_add_test(tests, test_paragraphs_and_scripts);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
