/* check_quote.c - which regions are quotes, which make one quote, and what else stands in marks. */
#include "api_fixture.h"
#include "suite.h"

/* The parts of each quote joined by " + ", with the names of its flags in brackets. */
static void quotes_of(const quoth_result *result, const char *text, char *out)
{
    static const char *const names[] = {"unclosed", "continued", "repaired", "split"};
    *out = '\0';
    for (size_t i = 0; i < quoth_result_quote_count(result); i++) {
        const quoth_quote *quote = quoth_result_quote_at(result, i);
        strcat(out, i ? " | " : "");
        add_spans(out, text, quote->quoted, quote->quoted_count, " + ");
        for (unsigned flag = 0; flag < 4; flag++)
            if (quote->flags & 1u << flag)
                strcat(strcat(strcat(out, " ["), names[flag]), "]");
    }
}

/* What stands in marks and is no quote, with its class. */
static void marked_of(const quoth_result *result, const char *text, char *out)
{
    static const char *const names[] = {"title", "scare", "nested", "other"};
    *out = '\0';
    for (size_t i = 0; i < quoth_result_marked_count(result); i++) {
        const quoth_marked *marked = quoth_result_marked_at(result, i);
        strcat(strcat(strcat(out, i ? " | " : ""), names[marked->class_]), " ");
        add_spans(out, text, &marked->span, 1, "");
    }
}

static void expect(const char *text, const char *quotes, const char *marked)
{
    char found[4096];
    quoth_result *result = read_direct("en", text);
    quotes_of(result, text, found);
    ck_assert_str_eq(found, quotes);
    marked_of(result, text, found);
    ck_assert_str_eq(found, marked);
    quoth_result_free(result);
}

START_TEST(test_parted_by_a_tag)
{
    expect("“The boat,” said Ann, “is gone.”", "The boat, + is gone. [split]", "");
    expect("“The boat is gone,” said Ann. “So is the oar.”", "The boat is gone, + So is the oar. [split]", "");
    expect("“Gone!” cried Ann. “So is the oar.”", "Gone! + So is the oar. [split]", "");
    expect("“The boat”, said Ann, “is gone”.", "The boat + is gone [split]", "");
    expect("“The boat—” Ann looked up—“is gone.”", "The boat— + is gone. [split]", "");
    expect("“A boat,” said Ann. She rose. She sat down. She rose again.", "A boat,", "");
}
END_TEST

START_TEST(test_of_two_speakers)
{
    expect("“The boat is gone,” said Ann. “So is the oar,” said Ben.", "The boat is gone, | So is the oar,", "");
    expect("“The boat is gone.” Ann sat down. “So is the oar.”", "The boat is gone. | So is the oar.", "");
    expect("“Is it gone?” “It is.”", "Is it gone? | It is.", "");
    expect("“The boat is gone,” said Ann.\n\n“So is the oar.”", "The boat is gone, | So is the oar.", "");
}
END_TEST

START_TEST(test_flags)
{
    expect("“The boat is gone.\n\n“So is the oar.”", "The boat is gone. + So is the oar. [continued]", "");
    expect("Ann said: “The boat is gone", "The boat is gone [unclosed]", "");
    expect("“The boat is gone, said Ann.\n\nIt rained.", "The boat is gone, [unclosed] [repaired]", "");
    expect("“The boat is gone,\" said Ann.", "The boat is gone, [repaired]", "");
}
END_TEST

START_TEST(test_no_speech)
{
    expect("Her second novel, “The Glass Orchard”, was long.", "", "title “The Glass Orchard”");
    expect("She hummed the song “Night Ferry” all day.", "", "title “Night Ferry”");
    expect("The so-called “miracle diet” was salt.", "", "scare “miracle diet”");
    expect("Frank “Duke” Morelli retired.", "", "scare “Duke”");
    expect("The “quiet” round was loud.", "", "scare “quiet”");
    expect("“He called it ‘a gift’ and left,” said Ann.", "He called it ‘a gift’ and left,", "nested ‘a gift’");
    expect("“” and “,” and “—”", "", "");
    expect("“...” said Ann.", "...", "");
}
END_TEST

/* Whole utterances, and a few words in the author's clause: in a text of dialogue these are nobody's speech. */
START_TEST(test_rare_fragments)
{
    static const char dialogue[] = "“One.”\n\n“Two.”\n\n“Three.”\n\n“Four.”\n\n“Five.”\n\n“Six.”\n\n“Seven.”\n\n“Eight.”\n\n";
    static const char fragment[] = "They had long been “old friends of the house” when it fell.";
    char text[512];
    strcat(strcpy(text, dialogue), fragment);
    expect(text, "One. | Two. | Three. | Four. | Five. | Six. | Seven. | Eight.", "scare “old friends of the house”");
    expect(fragment, "old friends of the house", "");
}
END_TEST

START_TEST(test_blocks)
{
    expect("Ann wrote:\n\n    The boat is gone.\n\nIt rained.", "The boat is gone.", "");
    expect("To build it, run:\n\n    make all\n\nIt rained.", "", "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("quote");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, test_parted_by_a_tag);
    tcase_add_test(tests, test_of_two_speakers);
    tcase_add_test(tests, test_flags);
    tcase_add_test(tests, test_no_speech);
    tcase_add_test(tests, test_rare_fragments);
    tcase_add_test(tests, test_blocks);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
