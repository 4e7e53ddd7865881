/* check_tag.c - tags in context: learned ones for English, otherwise sets by rules. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rooms_fixture.h"
#include "suite.h"
#include "tagger.h"

static void open_tagged(fixture *f, const char *text, int by_rules)
{
    fixture_open(f, "en", text);
    if (by_rules)
        f->document.model = NULL;
    ck_assert_int_eq(q_room_sentence(&f->document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f->document), QUOTH_OK);
    ck_assert_int_eq(q_room_tag(&f->document), QUOTH_OK);
}

/* The set of the word number `index` of the text. */
static uint32_t upos(const char *text, uint32_t index)
{
    fixture f;
    open_tagged(&f, text, 1);
    for (uint32_t i = 0; i < f.document.tokens.n; i++) {
        ck_assert_uint_ne(f.document.tokens.at[i].upos, 0);
        ck_assert_uint_eq(f.document.tokens.at[i].xpos, Q_XPOS_NONE);
    }
    uint32_t found = f.document.tokens.at[index].upos;
    fixture_close(&f);
    return found;
}

START_TEST(test_context)
{
    ck_assert(!(upos("They plan to visit Oslo.", 3) & Q_NOUN));
    ck_assert(!(upos("The visit was short.", 1) & Q_VERB));
    ck_assert(!(upos("She could claim it.", 2) & Q_NOUN));
}
END_TEST

START_TEST(test_names_and_marks)
{
    ck_assert_uint_eq(upos("We met Zorvath there.", 2), Q_PROPN);
    ck_assert_uint_eq(upos("Stop .", 1), Q_PUNCT);
    ck_assert_uint_eq(upos("He saw the dog’s bone.", 4), Q_PART);
    ck_assert_uint_eq(upos("He’s late.", 1), Q_AUX);
}
END_TEST

START_TEST(test_country_or_pronoun)
{
    ck_assert_uint_eq(upos("Talks between the US and Japan stalled.", 3), Q_PROPN);
    ck_assert_uint_eq(upos("US officials were silent.", 0), Q_PROPN);
    ck_assert_uint_eq(upos("Come and see us soon.", 3), Q_PRON);
    ck_assert_uint_eq(upos("COME AND SEE US SOON.", 3), Q_PRON);
}
END_TEST

/* Learned tags of a text, as "DT NN VBD". */
static void expect_tags(const char *text, const char *expected)
{
    fixture f;
    char found[512] = "";
    open_tagged(&f, text, 0);
    for (uint32_t i = 0; i < f.document.tokens.n; i++) {
        const q_token *token = &f.document.tokens.at[i];
        strcat(strcat(found, i ? " " : ""), quoth_xpos_name(token->xpos));
        ck_assert_uint_eq(token->upos & (token->upos - 1u), 0);
        ck_assert(!(token->shape & Q_SHAPE_PUNCT) || token->upos & (Q_PUNCT | Q_SYM));
    }
    fixture_close(&f);
    ck_assert_str_eq(found, expected);
}

START_TEST(test_learned)
{
    expect_tags("The minister told reporters that she had not seen the report.", "DT NN VBD NNS IN PRP VBD RB VBN DT NN .");
    expect_tags("They plan to visit Oslo in May.", "PRP VBP TO VB NNP IN NNP .");
    expect_tags("“The visit was short,” he said.", "`` DT NN VBD JJ , '' PRP VBD .");
    expect_tags("Anna’s dog can’t swim.", "NNP POS NN MD RB VB .");
}
END_TEST

START_TEST(test_letter_case)
{
    expect_tags("TEACHERS SAY TALKS HAVE FAILED", "NNS VBP NNS VBP VBN");
    expect_tags("the talks failed , anna said .", "DT NNS VBD , NNP VBD .");
}
END_TEST

START_TEST(test_words_section)
{
    fixture f;
    size_t size;
    fixture_open(&f, "en", "");
    const unsigned char *section = q_model_section(&f.model, "tag.words", &size);
    unsigned char *copy = malloc(size);
    ck_assert(section && copy);
    memcpy(copy, section, size);
    ck_assert(q_tag_words_is_good(copy, size));
    ck_assert(!q_tag_words_is_good(copy, size - 1));
    ck_assert(!q_tag_words_is_good(copy, Q_TAG_WORDS_HEADER - 1));
    copy[size - 1] = 255; /* no class */
    ck_assert(!q_tag_words_is_good(copy, size));
    copy[size - 1] = section[size - 1];
    copy[Q_TAG_WORDS_HEADER + 3] = 255; /* hashes do not ascend */
    ck_assert(!q_tag_words_is_good(copy, size));
    free(copy);
    fixture_close(&f);
}
END_TEST

START_TEST(test_too_few_weights)
{
    fixture f;
    static const unsigned char few[Q_LINEAR_HEADER + Q_TAG_CLASSES_MAX / 2] = {
        [0] = 1, [4] = 1, [8] = Q_TAG_CLASSES_MAX / 2, [15] = 0x3F}; /* one class, one weight a row, the rows, the scale */
    q_model_section_row rows[] = {{.name = "tag", .version = Q_FEATURES_TAG, .size = sizeof few},
                                  {.name = "tag.words", .version = Q_FEATURES_TAG}};
    const void *sections[2] = {few};
    q_tagger tagger;
    fixture_open(&f, "en", "");
    size_t size;
    sections[1] = q_model_section(&f.model, "tag.words", &size);
    rows[1].size = size;
    ck_assert_int_eq(q_tagger_open(&tagger, &f.model), 0);
    unsigned char *bytes = malloc(q_model_size(rows, 2));
    ck_assert_ptr_nonnull(bytes);
    q_model_write(rows, sections, 2, bytes);
    q_model small = {bytes, 2};
    ck_assert_int_eq(q_tagger_open(&tagger, &small), -1);
    free(bytes);
    fixture_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tag");
    TCase *tests = tcase_create("tag");
    tcase_add_test(tests, test_context);
    tcase_add_test(tests, test_names_and_marks);
    tcase_add_test(tests, test_country_or_pronoun);
    tcase_add_test(tests, test_learned);
    tcase_add_test(tests, test_letter_case);
    tcase_add_test(tests, test_words_section);
    tcase_add_test(tests, test_too_few_weights);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
