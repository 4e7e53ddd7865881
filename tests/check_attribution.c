/* check_attribution.c - the tag of each direct quote: its cue, its source, why. */
#include "api_fixture.h"
#include "suite.h"

/* "cue / source / reason" of each quote. */
static void expect(const char *language, const char *text, const char *tags)
{
    char found[4096] = "";
    quoth_result *result = read_direct(language, text);
    for (size_t i = 0; i < quoth_result_quote_count(result); i++) {
        const quoth_quote *quote = quoth_result_quote_at(result, i);
        strcat(found, i ? " | " : "");
        add_spans(found, text, quote->cue, quote->cue_count, " + ");
        strcat(found, " / ");
        add_spans(found, text, quote->source, quote->source_count, " + ");
        strcat(strcat(found, " / "), quote->reason);
    }
    ck_assert_str_eq(found, tags);
    quoth_result_free(result);
}

START_TEST(test_tag_after)
{
    expect("en", "“The boat is gone,” said Ann Lee.", "said / Ann Lee / tag");
    expect("en", "“The boat is gone,” Ann Lee said.", "said / Ann Lee / tag");
    expect("en", "“Is it gone?” asked Ann Lee, the mayor.", "asked / Ann Lee, the mayor / tag");
    expect("en", "“The boat is gone”, said Ann Lee.", "said / Ann Lee / tag");
    expect("en", "“The boat,” said Ann Lee, “is gone.”", "said / Ann Lee / tag");
}
END_TEST

START_TEST(test_tag_before)
{
    expect("en", "Ann Lee said, “The boat is gone.”", "said / Ann Lee / tag");
    expect("en", "Ann Lee: “The boat is gone.”", " / Ann Lee / colon");
    expect("en", "Ann Lee wrote:\n\n    The boat is gone.\n\nIt rained.", "wrote / Ann Lee / tag");
}
END_TEST

START_TEST(test_layout)
{
    expect("en", "HOST: Is it gone?\n\nLEE: It is.\n", " / HOST / label |  / LEE / label");
    expect("en", "“The boat is gone.”\n— Ann Lee\n", " / Ann Lee / credit");
    expect("en", "“The boat is gone.” — Ann Lee", " / Ann Lee / credit");
}
END_TEST

START_TEST(test_turns_after_a_dash)
{
    expect("en", "— The boat is gone, said Ann Lee. — I saw it.", "said / Ann Lee / tag");
    expect("es", "—El barco se fue —dijo Ana López—. Lo vi.", "dijo / Ana López / tag");
    expect("fr", "— Le bateau est parti, dit Anne Leroy.", "dit / Anne Leroy / tag");
    expect("ru", "— Лодки нет, — сказала Анна Лисина. — Я видела.", "сказала / Анна Лисина / tag");
    expect("pl", "– Łodzi nie ma – powiedziała Anna Lis. – Widziałam.", "powiedziała / Anna Lis / tag");
}
END_TEST

START_TEST(test_languages_without_a_tagger)
{
    expect("de", "„Das Boot ist fort“, sagte die Ministerin Anna Lind.", "sagte / Ministerin Anna Lind / tag");
    expect("de", "Anna Lind sagte: „Das Boot ist fort.“", "sagte / Anna Lind / tag");
    expect("fr", "« Le bateau est parti », a déclaré Anne Leroy.", "déclaré / Anne Leroy / tag");
    expect("it", "«La barca è partita», disse Anna Leoni.", "disse / Anna Leoni / tag");
    expect("sv", "”Båten är borta”, sade Anna Lind.", "sade / Anna Lind / tag");
    expect("cs", "„Loď je pryč,“ řekla Anna Lisová.", "řekla / Anna Lisová / tag");
}
END_TEST

START_TEST(test_nobody)
{
    expect("en", "“The boat is gone.”", " /  / none");
    expect("en", "“The boat is gone,” it was said.", "was said /  / passive");
}
END_TEST

/* The text as a script: narration as it is, tags in ( ), quotes in [ ]. */
static void expect_script(const char *language, const char *text, const char *script)
{
    static const char *const before[] = {"", "(", "["}, *const after[] = {"", ")", "]"};
    char found[1024] = "";
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    options.language = language;
    quoth_result *result = read_text(text, &options);
    for (size_t i = 0; i < quoth_result_segment_count(result); i++) {
        const quoth_segment *segment = quoth_result_segment_at(result, i);
        strcat(found, before[segment->kind]);
        add_spans(found, text, &segment->span, 1, "");
        strcat(found, after[segment->kind]);
    }
    ck_assert_str_eq(found, script);
    quoth_result_free(result);
}

START_TEST(test_script)
{
    expect_script("en", "“The boat,” said Ann Lee, “is gone.” It rained.", "[“The boat,”] (said Ann Lee), [“is gone.”] It rained.");
    expect_script("en", "HOST: Is it gone?\n\nLEE: It is.\n", "(HOST:) [Is it gone?]\n\n(LEE:) [It is.]\n");
    expect_script("en", "“The boat is gone.”\n— Ann Lee\n", "[“The boat is gone.”]\n(— Ann Lee)\n");
    expect_script("en", "Ann Lee: “The boat is gone.”", "(Ann Lee:) [“The boat is gone.”]");
    expect_script("en", "Ann Lee wrote:\n\n> The boat is gone.\n", "(Ann Lee wrote):\n\n[> The boat is gone.]\n");
    expect_script("es", "—Se fue —dijo Ana López—. Lo vi.", "[—Se fue] —(dijo Ana López)—. [Lo vi.]");
    expect_script("fr", "— Il pleut, dit Anne Leroy, il fait nuit.", "[— Il pleut,] (dit Anne Leroy), [il fait nuit.]");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("attribution");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, test_tag_after);
    tcase_add_test(tests, test_tag_before);
    tcase_add_test(tests, test_layout);
    tcase_add_test(tests, test_turns_after_a_dash);
    tcase_add_test(tests, test_languages_without_a_tagger);
    tcase_add_test(tests, test_nobody);
    tcase_add_test(tests, test_script);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
