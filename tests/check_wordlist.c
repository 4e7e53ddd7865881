/* check_wordlist.c - short lists of words, asked for the tokens of a text. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "rooms_fixture.h"
#include "suite.h"

static fixture f;

static void open_text(const char *text)
{
    fixture_open(&f, "en", text);
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f.document), QUOTH_OK);
}

static void close_text(void) { fixture_close(&f); }

START_TEST(words)
{
    open_text("The ferry and the ox left, or so we heard.");
    ck_assert(q_token_in(&f.document, 0, "a an the"));
    ck_assert(q_token_in(&f.document, 2, "and"));
    ck_assert(q_token_in(&f.document, 6, ". ,"));
    ck_assert(!q_token_in(&f.document, 1, "a an the"));
    ck_assert(!q_token_in(&f.document, 4, "fox oxen o"));
    ck_assert(!q_token_in(&f.document, 4, ""));
    close_text();
}
END_TEST

/* A list is asked again for other words, and anew for another text, whose lexemes have other numbers. */
START_TEST(another_text)
{
    static const char list[] = "he she they";
    open_text("She waited while he slept.");
    ck_assert(q_token_in(&f.document, 0, list) && q_token_in(&f.document, 3, list) && !q_token_in(&f.document, 1, list));
    const char *next = "Nobody knew what they wanted.";
    q_document_reset(&f.document);
    f.document.text = next;
    f.document.length = (uint32_t)strlen(next);
    q_paragraph *paragraph = Q_APPEND(f.document.allocator, &f.document.paragraphs, 1);
    *paragraph = (q_paragraph){.span = {0, f.document.length}};
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f.document), QUOTH_OK);
    for (uint32_t i = 0; i < f.document.tokens.n; i++)
        ck_assert_int_eq(q_token_in(&f.document, i, list), i == 3);
    close_text();
}
END_TEST

/* More lists than are kept, and one of more words: the answers stay right. */
START_TEST(many)
{
    static char lists[400][32], numbers[20000];
    size_t length = 0;
    for (unsigned i = 0; i < 2500; i++)
        length += (size_t)sprintf(numbers + length, "%sn%u", i ? " " : "", i);
    open_text(numbers);
    for (unsigned i = 0; i < 400; i++) {
        sprintf(lists[i], "of n%u by", i);
        ck_assert(q_token_in(&f.document, i, lists[i]));
        ck_assert(!q_token_in(&f.document, i + 1, lists[i]));
    }
    for (unsigned i = 0; i < 2500; i += 100)
        ck_assert(q_token_in(&f.document, i, numbers));
    close_text();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("wordlist");
    TCase *lists = tcase_create("lists");
    tcase_add_test(lists, words);
    tcase_add_test(lists, another_text);
    tcase_add_test(lists, many);
    suite_add_tcase(suite, lists);
    return suite_run(suite);
}
