/* check_coreference.c - which mentions mean the same. */
#include <check.h>
#include <string.h>

#include "rooms_fixture.h"
#include "suite.h"

/* Whether the first mentions written `a` and `b` are one entity. */
static int same(const char *text, const char *a, const char *b)
{
    fixture f;
    uint32_t found[2] = {Q_NONE, Q_NONE};
    const char *words[2] = {a, b};
    fixture_open(&f, "en", text);
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_tag(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_mention(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_coreference(&f.document), QUOTH_OK);
    for (uint32_t i = f.document.mentions.n; i > 0; i--) {
        const q_mention *row = &f.document.mentions.at[i - 1];
        for (int k = 0; k < 2; k++)
            if (row->span.end - row->span.start == strlen(words[k]) && !memcmp(text + row->span.start, words[k], strlen(words[k])))
                found[k] = row->entity;
    }
    Q_ROWS_FREE(f.document.allocator, &f.document.mentions);
    Q_ROWS_FREE(f.document.allocator, &f.document.entities);
    fixture_close(&f);
    return found[0] != Q_NONE && found[0] == found[1];
}

START_TEST(test_names)
{
    ck_assert(same("We met Ruth Dalgaard. Then Mrs Dalgaard left.", "Ruth Dalgaard", "Mrs Dalgaard"));
    ck_assert(!same("We met Peter Dalgaard. Then Ruth Dalgaard left.", "Peter Dalgaard", "Ruth Dalgaard"));
    ck_assert(!same("We met Peter Dalgaard. Then Mrs Dalgaard left.", "Peter Dalgaard", "Mrs Dalgaard"));
}
END_TEST

START_TEST(test_full_names_of_one_person)
{
    ck_assert(same("We met Ruth Dalgaard. Then Ruth K. Dalgaard left.", "Ruth Dalgaard", "Ruth K. Dalgaard"));
    ck_assert(same("We met Ruth Karen Dalgaard. Then Ruth K. Dalgaard left.", "Ruth Karen Dalgaard", "Ruth K. Dalgaard"));
    ck_assert(same("We met R. K. Dalgaard. Then Ruth Dalgaard left.", "R. K. Dalgaard", "Ruth Dalgaard"));
    ck_assert(same("We met R. K. Dalgaard. Then RK Dalgaard left.", "R. K. Dalgaard", "RK Dalgaard"));
    ck_assert(same("We met Robert Dalgaard. Then Bob Dalgaard left.", "Robert Dalgaard", "Bob Dalgaard"));
    ck_assert(same("We met Elizabeth Dalgaard. Then Lizzy left.", "Elizabeth Dalgaard", "Lizzy"));
}
END_TEST

START_TEST(test_full_names_of_several_persons)
{
    static const char text[] = "We met Peter K. Dalgaard, Peter M. Dalgaard and Peter Dalgaard.";
    ck_assert(!same(text, "Peter K. Dalgaard", "Peter M. Dalgaard"));
    ck_assert(!same(text, "Peter K. Dalgaard", "Peter Dalgaard"));
    ck_assert(!same("We met Peter Dalgaard. Then Paul Dalgaard left.", "Peter Dalgaard", "Paul Dalgaard"));
    ck_assert(!same("We met Peter Dalgaard. Then Peter Dalgaard Jr. left.", "Peter Dalgaard", "Peter Dalgaard Jr."));
}
END_TEST

START_TEST(test_roles)
{
    const char *text = "We met Finnish Foreign Minister Aino Lehtola. Then the Finnish Foreign Minister left.";
    ck_assert(same(text, "Finnish Foreign Minister Aino Lehtola", "the Finnish Foreign Minister"));
    text = "We met Finnish Foreign Minister Aino Lehtola. Then the Chilean Foreign Minister left.";
    ck_assert(!same(text, "Finnish Foreign Minister Aino Lehtola", "the Chilean Foreign Minister"));
}
END_TEST

START_TEST(test_pronouns)
{
    ck_assert(same("Peter Dalgaard met Ruth Moss. Later he left.", "Peter Dalgaard", "he"));
    ck_assert(same("Peter Dalgaard met Ruth Moss. Later she left.", "Ruth Moss", "she"));
}
END_TEST

static q_span place(const char *text, const char *words)
{
    uint32_t start = (uint32_t)(strstr(text, words) - text);
    return (q_span){start, start + (uint32_t)strlen(words)};
}

static void put_quote(q_document *document, const char *content, const char *cue, const char *source)
{
    q_quote *quote = Q_APPEND(document->allocator, &document->quotes, 1);
    q_span *piece = Q_APPEND(document->allocator, &document->pieces, 1);
    ck_assert(quote && piece);
    *piece = place(document->text, content);
    *quote = (q_quote){.piece = document->pieces.n - 1, .pieces = 1, .part = document->pieces.n, .source_mention = Q_NONE,
                       .region = Q_NONE, .same_as = Q_NONE, .addressee_mention = Q_NONE, .addressee = Q_NONE, .speaker = Q_NONE,
                       .type = QUOTH_INDIRECT, .cue = {place(document->text, cue)}};
    if (source)
        quote->source = place(document->text, source);
}

START_TEST(test_a_joined_cue_shares_its_speaker)
{
    const char *text = "Ruth Moss said the pier was safe and added that the ferry would sail.";
    fixture f;
    fixture_open(&f, "en", text);
    q_document *document = &f.document;
    ck_assert_int_eq(q_room_sentence(document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(document), QUOTH_OK);
    ck_assert_int_eq(q_room_tag(document), QUOTH_OK);
    ck_assert_int_eq(q_room_mention(document), QUOTH_OK);
    put_quote(document, "the pier was safe", "said", "Ruth Moss");
    put_quote(document, "that the ferry would sail", "added", NULL);
    ck_assert_int_eq(q_room_coreference(document), QUOTH_OK);
    ck_assert_uint_ne(document->quotes.at[0].speaker, Q_NONE);
    ck_assert_uint_eq(document->quotes.at[1].speaker, document->quotes.at[0].speaker);
    ck_assert(document->quotes.at[1].confidence < document->quotes.at[0].confidence);
    Q_ROWS_FREE(document->allocator, &document->mentions);
    Q_ROWS_FREE(document->allocator, &document->entities);
    Q_ROWS_FREE(document->allocator, &document->quotes);
    Q_ROWS_FREE(document->allocator, &document->pieces);
    Q_ROWS_FREE(document->allocator, &document->candidates);
    fixture_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("coreference");
    TCase *tests = tcase_create("coreference");
    tcase_add_test(tests, test_names);
    tcase_add_test(tests, test_full_names_of_one_person);
    tcase_add_test(tests, test_full_names_of_several_persons);
    tcase_add_test(tests, test_roles);
    tcase_add_test(tests, test_pronouns);
    tcase_add_test(tests, test_a_joined_cue_shares_its_speaker);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
