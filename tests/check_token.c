/* check_token.c - words, clitics, marks, and the facts of each token. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rooms_fixture.h"
#include "suite.h"
#include "utf8.h"

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
    expect("en", "a well-known Jean-Pierre", "a | well | - | known | Jean | - | Pierre");
}
END_TEST

START_TEST(test_clitics)
{
    expect("en", "I don’t think he's John's.", "I | do | n’t | think | he | 's | John | 's | .");
    expect("en", "We cannot; I'm", "We | can | not | ; | I | 'm");
    expect("en", "The girls' coats, goin' and Mr. Ross’ hat", "The | girls | ' | coats | , | goin' | and | Mr. | Ross | ’ | hat");
    expect("en", "I dont think we're gonna stay.", "I | do | nt | think | we | 're | gon | na | stay | .");
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

START_TEST(test_hyphens_and_slashes)
{
    expect("en", "a 12-year-old co-author", "a | 12 | - | year | - | old | co-author");
    expect("en", "the non-smokers' e-mail", "the | non-smokers | ' | e-mail");
    expect("en", "twenty-one and/or two", "twenty | - | one | and | / | or | two");
    expect("en", "read/write at 10:30, 3/4", "read | / | write | at | 10:30 | , | 3/4");
}
END_TEST

START_TEST(test_numbers_and_signs)
{
    expect("en", "It cost $1,250.50 (20%).", "It | cost | $ | 1,250.50 | ( | 20 | % | ) | .");
    expect("en", "In 2019, 1,250. Or 9:30? $40; Mayor.", "In | 2019 | , | 1,250 | . | Or | 9:30 | ? | $ | 40 | ; | Mayor | .");
    expect("en", "Call 555-2103 now!!", "Call | 555-2103 | now | !!");
    expect("en", "nice :) she said... or not", "nice | :) | she | said | ... | or | not");
}
END_TEST

START_TEST(test_addresses)
{
    expect("en", "(see www.example.org/a-b?c=1).", "( | see | www.example.org/a-b?c=1 | ) | .");
    expect("en", "“ann.hale@example.org”", "“ | ann.hale@example.org | ”");
    expect("en", "[https://example.org/x_(y)]", "[ | https://example.org/x_(y | ) | ]");
}
END_TEST

START_TEST(test_abbreviations)
{
    expect("en", "Dr. Lee of Acme Inc. left the U.S. Navy in Jan. 2004.",
           "Dr. | Lee | of | Acme | Inc. | left | the | U.S. | Navy | in | Jan. | 2004 | .");
    expect("en", "They sell pens, paper, etc. to J. R. Hobb.", "They | sell | pens | , | paper | , | etc. | to | J. | R. | Hobb | .");
}
END_TEST

START_TEST(test_without_model)
{
    fixture f;
    fixture_open(&f, "en", "Mr. Hale doesn't own a dog.");
    f.document.model = NULL;
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f.document), QUOTH_OK);
    ck_assert_uint_eq(f.document.tokens.n, 8);
    fixture_close(&f);
}
END_TEST

/* Whatever the bytes: tokens stand in order in their sentences, on borders of characters, and cover all but white space. */
static void expect_tokens(const char *text, size_t length)
{
    fixture f;
    uint32_t at = 0, next;
    char *line = malloc(length + 1);
    memcpy(line, text, length);
    line[length] = '\0';
    fixture_open(&f, "en", line);
    f.document.paragraphs.n = 0;
    ck_assert_int_eq(q_room_paragraph(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_quotemark(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f.document), QUOTH_OK);
    for (uint32_t i = 0; i < f.document.tokens.n; i++) {
        const q_token *token = &f.document.tokens.at[i];
        const q_sentence *sentence = &f.document.sentences.at[token->sentence];
        for (; at < token->start; at = next)
            ck_assert(q_is_space(q_utf8_at(line, at, &next)));
        ck_assert_uint_eq(at, token->start);
        ck_assert_uint_lt(token->start, token->end);
        ck_assert(token->start >= sentence->span.start && token->end <= sentence->span.end);
        ck_assert_int_ne(line[token->start] & 0xC0, 0x80);
        at = token->end;
    }
    for (; at < length; at = next)
        ck_assert(q_is_space(q_utf8_at(line, at, &next)));
    fixture_close(&f);
    free(line);
}

START_TEST(test_any_characters)
{
    static const char *const pieces[] = {"a", "B", "7", " ", ".", "-", "'", "’", "“", "”", "\"", "/", "@", "://", "www.", ":", ")",
                                         "é", "ß", "漢", "ก", "🙂", "\u200d", "n't", "cannot", "U.S.", "...", "$", "\u00a0", ","};
    char text[4096];
    uint32_t random = 12345;
    for (int round = 0; round < 100; round++) {
        size_t length = 0;
        text[0] = '\0';
        for (int i = 0; i < 400; i++) {
            random = random * 1664525u + 1013904223u;
            const char *piece = pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + length, piece, strlen(piece));
            length += strlen(piece);
        }
        expect_tokens(text, length);
    }
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

/* A word that comes again is the same token again, however it was read the first time. */
START_TEST(test_words_again)
{
    static const char line[] = "Gonna Été gonna of-the-cuff NATO's extraordinarily unpronounceablenesses 1,500 B2, dont";
    fixture f;
    char *text = repeat("Gonna Été gonna of-the-cuff NATO's extraordinarily unpronounceablenesses 1,500 B2, dont ", 40);
    fixture_open(&f, "en", text);
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f.document), QUOTH_OK);
    const q_token *tokens = f.document.tokens.at;
    uint32_t count = f.document.tokens.n / 40;
    ck_assert_uint_eq(f.document.tokens.n, count * 40);
    for (uint32_t i = count; i < f.document.tokens.n; i++) {
        ck_assert_uint_eq(tokens[i].start % sizeof line, tokens[i % count].start);
        ck_assert_uint_eq(tokens[i].lexeme, tokens[i % count].lexeme);
        ck_assert_uint_eq(tokens[i].joined, tokens[i % count].joined);
        if (i % count)
            ck_assert_uint_eq(tokens[i].shape, tokens[i % count].shape);
    }
    fixture_close(&f);
    free(text);
}
END_TEST

static double seconds_of(const char *unit, size_t times)
{
    fixture f;
    char *text = repeat(unit, times);
    fixture_open(&f, "en", text);
    ck_assert_int_eq(q_room_quotemark(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    double seconds = fixture_seconds(q_room_token, &f);
    fixture_close(&f);
    free(text);
    return seconds;
}

START_TEST(test_linear_time)
{
    static const char *const units[] = {"a", "a ", "’", "n't", "a-", "“a” p.m. and ", "“a, p.m.” p.m. ", "p.m. ", "x@y.z ", "Ab.\n\n"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        expect_linear(seconds_of, units[i], 20000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("token");
    TCase *tests = tcase_create("token");
    tcase_add_test(tests, test_words_and_marks);
    tcase_add_test(tests, test_clitics);
    tcase_add_test(tests, test_whole_tokens);
    tcase_add_test(tests, test_hyphens_and_slashes);
    tcase_add_test(tests, test_numbers_and_signs);
    tcase_add_test(tests, test_addresses);
    tcase_add_test(tests, test_abbreviations);
    tcase_add_test(tests, test_without_model);
    tcase_add_test(tests, test_any_characters);
    tcase_add_test(tests, test_facts);
    tcase_add_test(tests, test_words_again);
    tcase_add_test(tests, test_linear_time);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
