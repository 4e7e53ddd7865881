/* check_source.c - the words that name the source of a cue, and the mention they stand for. */
#include "source.h"

#include <check.h>
#include <string.h>

#include "rooms_fixture.h"
#include "suite.h"

typedef struct answer {
    q_source_kind kind;
    char words[128];
    char mention[128]; /* "-" for none */
    char hearer[128];
    char cue[64];
} answer;

static void copy_span(char *out, size_t room, const char *text, q_span span)
{
    ck_assert_uint_lt(span.end - span.start, room);
    memcpy(out, text + span.start, span.end - span.start);
    out[span.end - span.start] = '\0';
}

static void copy_mention(const q_document *document, char *out, size_t room, uint32_t mention)
{
    strcpy(out, "-");
    if (mention != Q_NONE)
        copy_span(out, room, document->text, document->mentions.at[mention].span);
}

/* The source of the last token written `word` in the first sentence that holds it. */
static answer source(const char *text, const char *word)
{
    fixture f;
    answer a = {.kind = Q_SOURCE_NONE};
    fixture_open(&f, "en", text);
    q_document *document = &f.document;
    ck_assert_int_eq(q_room_quotemark(document), QUOTH_OK);
    ck_assert_int_eq(q_room_sentence(document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(document), QUOTH_OK);
    ck_assert_int_eq(q_room_tag(document), QUOTH_OK);
    ck_assert_int_eq(q_room_mention(document), QUOTH_OK);
    uint32_t cue = document->tokens.n;
    while (cue > 0 && !q_token_in(document, cue - 1, word))
        cue--;
    ck_assert_uint_gt(cue, 0);
    const q_sentence *sentence = &document->sentences.at[document->tokens.at[cue - 1].sentence];
    q_source found = q_source_of(document, cue - 1, sentence->first, sentence->end);
    a.kind = found.kind;
    copy_span(a.words, sizeof a.words, text, q_token_span(document, found.first, found.end));
    copy_span(a.cue, sizeof a.cue, text, q_token_span(document, found.cue, found.cue_end));
    copy_mention(document, a.mention, sizeof a.mention, found.mention);
    copy_mention(document, a.hearer, sizeof a.hearer, found.hearer);
    Q_ROWS_FREE(document->allocator, &document->mentions);
    Q_ROWS_FREE(document->allocator, &document->regions);
    fixture_close(&f);
    return a;
}

static void expect(const char *text, const char *word, q_source_kind kind, const char *words, const char *mention)
{
    answer a = source(text, word);
    ck_assert_msg(a.kind == kind && !strcmp(a.words, words) && !strcmp(a.mention, mention),
                  "%s\n  kind %d (wanted %d), words \"%s\" (wanted \"%s\"), mention \"%s\" (wanted \"%s\")", text, (int)a.kind,
                  (int)kind, a.words, words, a.mention, mention);
}

START_TEST(test_before)
{
    expect("Ann Lee said that the harbour would close.", "said", Q_SOURCE_SUBJECT, "Ann Lee", "Ann Lee");
    expect("The finance minister has repeatedly said that taxes will fall.", "said", Q_SOURCE_SUBJECT, "The finance minister",
           "The finance minister");
    expect("In Geneva, Ann Lee did not say when.", "say", Q_SOURCE_SUBJECT, "Ann Lee", "Ann Lee");
    ck_assert_str_eq(source("The finance minister has repeatedly said that taxes will fall.", "said").cue, "has repeatedly said");
}
END_TEST

START_TEST(test_between)
{
    expect("Ann Lee, the mayor of Lindale, said that the harbour would close.", "said", Q_SOURCE_SUBJECT,
           "Ann Lee, the mayor of Lindale", "Ann Lee");
    expect("On Tuesday, Ann Lee, who runs the port, said it would close.", "said", Q_SOURCE_SUBJECT, "Ann Lee, who runs the port",
           "Ann Lee");
    expect("Ann Lee, however, said that the harbour would close.", "said", Q_SOURCE_SUBJECT, "Ann Lee", "Ann Lee");
    expect("An officer who saw the fire said it began at noon.", "said", Q_SOURCE_SUBJECT, "An officer who saw the fire",
           "An officer");
}
END_TEST

START_TEST(test_relative)
{
    expect("They met Tom Reed, who said that he was tired.", "said", Q_SOURCE_RELATIVE, "who", "Tom Reed");
}
END_TEST

START_TEST(test_after)
{
    expect("The harbour will close, said Ann Lee, the mayor of Lindale.", "said", Q_SOURCE_INVERTED,
           "Ann Lee, the mayor of Lindale", "Ann Lee");
    expect("“No,” said Tom Reed. “Never.”", "said", Q_SOURCE_INVERTED, "Tom Reed", "Tom Reed");
}
END_TEST

START_TEST(test_shared)
{
    expect("Ann Lee shook her head and said that it was over.", "said", Q_SOURCE_SHARED, "Ann Lee", "Ann Lee");
    expect("Ann Lee said the port was old, adding that it would close.", "adding", Q_SOURCE_SHARED, "Ann Lee", "Ann Lee");
}
END_TEST

START_TEST(test_passive)
{
    expect("The reporter was told by Ann Lee that it would close.", "told", Q_SOURCE_AGENT, "Ann Lee", "Ann Lee");
    expect("It was announced that the harbour would close.", "announced", Q_SOURCE_PASSIVE, "", "-");
}
END_TEST

START_TEST(test_nouns)
{
    expect("Few believed Ann Lee's claim that the port was safe.", "claim", Q_SOURCE_POSSESSOR, "Ann Lee", "Ann Lee");
    expect("Few believed her claim that the port was safe.", "claim", Q_SOURCE_POSSESSOR, "her", "-");
}
END_TEST

START_TEST(test_hearer)
{
    ck_assert_str_eq(source("Ann Lee told Tom Reed that it would close.", "told").hearer, "Tom Reed");
    ck_assert_str_eq(source("“It will close,” she said to Tom Reed.", "said").hearer, "Tom Reed");
    ck_assert_str_eq(source("Ann Lee said that Tom Reed had left.", "said").hearer, "-");
}
END_TEST

/* Never a person within the quoted words. */
START_TEST(test_outside_marks)
{
    expect("“I met Tom Reed,” said she.", "said", Q_SOURCE_INVERTED, "she", "she");
    expect("“I met Tom Reed,” was said often.", "said", Q_SOURCE_PASSIVE, "", "-");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("source");
    TCase *tests = tcase_create("source");
    tcase_add_test(tests, test_before);
    tcase_add_test(tests, test_between);
    tcase_add_test(tests, test_relative);
    tcase_add_test(tests, test_after);
    tcase_add_test(tests, test_shared);
    tcase_add_test(tests, test_passive);
    tcase_add_test(tests, test_nouns);
    tcase_add_test(tests, test_hearer);
    tcase_add_test(tests, test_outside_marks);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
