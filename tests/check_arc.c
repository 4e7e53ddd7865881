/* check_arc.c - dependency trees: sound on any text, right on easy sentences. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze.h"
#include "model.h"
#include "parser.h"
#include "rooms_fixture.h"
#include "suite.h"

static void run_rooms(q_document *document)
{
    ck_assert_int_eq(q_room_quotemark(document), QUOTH_OK);
    ck_assert_int_eq(q_room_sentence(document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(document), QUOTH_OK);
    ck_assert_int_eq(q_room_tag(document), QUOTH_OK);
    ck_assert_int_eq(q_room_lemma(document), QUOTH_OK);
    ck_assert_int_eq(q_room_arc(document), QUOTH_OK);
}

static void open_arcs(fixture *f, const char *text, int parse_all)
{
    fixture_open(f, "en", text);
    f->settings.parse_all = parse_all;
    run_rooms(&f->document);
}

static void close_arcs(fixture *f)
{
    q_locale_free(f->document.locale, f->document.allocator);
    q_document_free(&f->document);
}

/* ---- sound trees ---- */

static int covers(const q_document *document, uint32_t token, uint32_t below)
{
    while (below != Q_NONE && below != token)
        below = document->tokens.at[below].head;
    return below == token;
}

/* Trees are projective: all words between a token and its head stand below the head. */
static void expect_projective(const q_document *document, uint32_t token)
{
    uint32_t head = document->tokens.at[token].head, last = token > head ? token : head;
    for (uint32_t i = token > head ? head : token; head != Q_NONE && i < last; i++)
        ck_assert(covers(document, head, i));
}

/* One root, which every word reaches by its heads within the sentence, and nothing else below it. */
static void expect_tree(const q_document *document, const q_sentence *sentence)
{
    uint32_t roots = 0;
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        const q_token *token = &document->tokens.at[i];
        uint32_t steps = 0, at = i;
        ck_assert_int_ne(token->relation, Q_RELATION_NONE);
        ck_assert_int_lt(token->relation, Q_RELATION_COUNT);
        ck_assert_int_eq(token->relation == Q_RELATION_ROOT, token->head == Q_NONE);
        roots += token->head == Q_NONE;
        for (; document->tokens.at[at].head != Q_NONE; at = document->tokens.at[at].head) {
            ck_assert_uint_ge(at, sentence->first);
            ck_assert_uint_lt(at, sentence->end);
            ck_assert_uint_lt(steps++, sentence->end - sentence->first);
        }
        expect_projective(document, i);
    }
    ck_assert_uint_eq(roots, 1);
}

static void expect_no_tree(const q_document *document, const q_sentence *sentence)
{
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        ck_assert_int_eq(document->tokens.at[i].relation, Q_RELATION_NONE);
        ck_assert_uint_eq(document->tokens.at[i].head, Q_NONE);
    }
}

START_TEST(test_sound_trees)
{
    static const char *const texts[] = {
        "x", "“”", "...", "?! ” “ ( ) - - -", "The the the the of of of and and and.", "said said said said",
        "“We will not,” the minister told reporters, “be there; nobody asked us.” He left (so she said) at 5 p.m.",
        "to to to not not 's 's n't n't", "“a “b “c “d “e", "1 2 3 4 5 6, 7, 8, 9 and 10 % $ € # @you http://example.org/",
        "MAYOR SAYS BRIDGE CLOSED FOR YEARS", "\xF0\x9F\x98\x80 \xE2\x80\xA6 \xC3\xA9t\xC3\xA9", "He, she, it, they",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        fixture f;
        open_arcs(&f, texts[i], 1);
        for (uint32_t s = 0; s < f.document.sentences.n; s++)
            expect_tree(&f.document, &f.document.sentences.at[s]);
        close_arcs(&f);
    }
}
END_TEST

/* A sentence of `count` words, then another. */
static char *long_text(uint32_t count)
{
    char *text = calloc(count + 8, 8);
    ck_assert_ptr_nonnull(text);
    for (uint32_t i = 0; i < count - 1; i++)
        strcpy(text + strlen(text), i % 3 ? "late " : "they ");
    return strcat(text, ".\nShe said so.");
}

START_TEST(test_longest_sentence)
{
    for (uint32_t count = Q_PARSE_MAX - 1; count <= Q_PARSE_MAX + 1; count++) {
        fixture f;
        char *text = long_text(count);
        open_arcs(&f, text, 1);
        ck_assert_uint_eq(f.document.sentences.n, 2);
        ck_assert_uint_eq(f.document.sentences.at[0].end, count);
        if (count <= Q_PARSE_MAX)
            expect_tree(&f.document, &f.document.sentences.at[0]);
        else
            expect_no_tree(&f.document, &f.document.sentences.at[0]);
        expect_tree(&f.document, &f.document.sentences.at[1]);
        close_arcs(&f);
        free(text);
    }
}
END_TEST

/* The trees of a text, a number for each token; the caller frees them. */
static uint32_t *trees_of(q_document *document, const char *text, uint32_t *count)
{
    ck_assert_int_eq(q_analyze(document, text, (uint32_t)strlen(text), NULL, NULL), QUOTH_OK);
    uint32_t *trees = malloc((document->tokens.n + 1) * sizeof *trees);
    ck_assert_ptr_nonnull(trees);
    *count = document->tokens.n;
    for (uint32_t i = 0; i < *count; i++)
        trees[i] = document->tokens.at[i].head << 8 | document->tokens.at[i].relation;
    return trees;
}

START_TEST(test_same_again)
{
    static const char text[] = "“The road is open again,” the mayor of Leeds said on Monday, when the snow had gone.";
    uint32_t count, again, other;
    fixture f;
    fixture_open(&f, "en", text);
    uint32_t *first = trees_of(&f.document, text, &count);
    free(trees_of(&f.document, "Nobody came, she said. “The old theatre stood empty.” They (all of them) left.", &other));
    uint32_t *second = trees_of(&f.document, text, &again);
    ck_assert_uint_eq(count, again);
    ck_assert_mem_eq(first, second, count * sizeof *first);
    free(first);
    free(second);
    close_arcs(&f);
}
END_TEST

/* ---- which sentences ---- */

START_TEST(test_sentences_that_matter)
{
    static const char text[] = "The barn was red.\nIt rained.\nIngrid Feld was there.\n“Come in,” she said.\nPrices rose.";
    static const int needed[] = {0, 0, 1, 1, 0};
    fixture f;
    for (int all = 0; all < 2; all++) {
        open_arcs(&f, text, all);
        ck_assert_uint_eq(f.document.sentences.n, 5);
        for (uint32_t i = 0; i < 5; i++) {
            if (needed[i] || all)
                expect_tree(&f.document, &f.document.sentences.at[i]);
            else
                expect_no_tree(&f.document, &f.document.sentences.at[i]);
        }
        close_arcs(&f);
    }
}
END_TEST

START_TEST(test_no_model)
{
    fixture f;
    fixture_open(&f, "en", "“Come in,” she said.");
    f.document.model = NULL;
    run_rooms(&f.document);
    for (uint32_t i = 0; i < f.document.sentences.n; i++)
        expect_no_tree(&f.document, &f.document.sentences.at[i]);
    close_arcs(&f);
}
END_TEST

/* Weights of no features, of a given form. */
static void write_form(unsigned char *section, uint32_t classes, uint32_t stride, uint32_t rows)
{
    memset(section, 0, 4096);
    q_write32(section, classes);
    q_write32(section + 4, stride);
    q_write32(section + 8, rows);
    q_write32(section + 12, 0x3F800000u); /* 1 as a float */
}

enum { MOVES_SIZE = Q_CHECKED_HEADER + 2 * Q_MOVE_STRIDE, RELATIONS_SIZE = Q_LINEAR_HEADER + 1024 };

/* Opens a parser by a model of these sections, the last `missing` of which are not there. */
static int open_parser(const unsigned char *moves, size_t moves_size, const unsigned char *relations, size_t relations_size,
                       uint32_t missing)
{
    static q_parser parser;
    static unsigned char lead[Q_MODEL_NUMBER], file[1 << 14];
    q_model model;
    q_model_section_row rows[] = {{.name = "arc.move", .version = Q_FEATURES_ARC, .size = moves_size},
                                  {.name = "arc.relation", .version = Q_FEATURES_ARC, .size = relations_size},
                                  {.name = "arc.lead", .version = Q_FEATURES_ARC, .size = sizeof lead}};
    const void *sections[] = {moves, relations, lead};
    ck_assert_uint_le(q_model_size(rows, 3 - missing), sizeof file);
    q_model_write(rows, sections, 3 - missing, file);
    if (q_model_open(&model, file, q_model_size(rows, 3 - missing), Q_MODEL_CHECK))
        return -1;
    return q_parser_open(&parser, &model);
}

START_TEST(test_foreign_weights)
{
    static unsigned char moves[4096], relations[4096];
    write_form(moves, Q_MOVE_COUNT, Q_MOVE_STRIDE, 2);
    write_form(relations, 1, 1, 1024);
    ck_assert_int_eq(open_parser(moves, MOVES_SIZE, relations, RELATIONS_SIZE, 0), 0);
    for (uint32_t missing = 1; missing <= 3; missing++)
        ck_assert_int_eq(open_parser(moves, MOVES_SIZE, relations, RELATIONS_SIZE, missing), -1);
    ck_assert_int_eq(open_parser(moves, MOVES_SIZE - 1, relations, RELATIONS_SIZE, 0), -1);
    ck_assert_int_eq(open_parser(moves, MOVES_SIZE, relations, Q_LINEAR_HEADER + 512, 0), -1);
    write_form(moves, Q_MOVE_COUNT - 1, Q_MOVE_STRIDE, 2);
    ck_assert_int_eq(open_parser(moves, MOVES_SIZE, relations, RELATIONS_SIZE, 0), -1);
    write_form(moves, Q_MOVE_COUNT, Q_MOVE_STRIDE * 2, 1);
    ck_assert_int_eq(open_parser(moves, MOVES_SIZE, relations, RELATIONS_SIZE, 0), -1);
    write_form(moves, Q_MOVE_COUNT, Q_MOVE_STRIDE, 2);
    write_form(relations, 2, 2, 512);
    ck_assert_int_eq(open_parser(moves, MOVES_SIZE, relations, RELATIONS_SIZE, 0), -1);
    write_form(relations, 1, 1, 64); /* too few rows for one feature */
    ck_assert_int_eq(open_parser(moves, MOVES_SIZE, relations, Q_LINEAR_HEADER + 64, 0), -1);
}
END_TEST

/* A tree that is built anew from its heads has the children of each word as they were found. */
START_TEST(test_tree_from_heads)
{
    static q_parser parser;
    static q_parse_node built[Q_PARSE_MAX + 1];
    uint16_t heads[Q_PARSE_MAX + 1];
    fixture f;
    open_arcs(&f, "The two old mills that stood by the river, he told Anna in May, have been closed for many years.", 1);
    ck_assert_int_eq(q_parser_open(&parser, &f.model), 0);
    q_parse_read(&parser.parse, &f.document, 0, f.document.tokens.n);
    q_parser_build(&parser);
    for (uint32_t i = 0; i <= parser.parse.count; i++) {
        built[i] = parser.parse.nodes[i];
        heads[i] = built[i].head;
    }
    q_parse_restore(&parser.parse, heads);
    for (uint32_t i = 0; i <= parser.parse.count; i++) {
        const q_parse_node *a = &built[i], *b = &parser.parse.nodes[i];
        ck_assert_uint_eq(a->head, b->head);
        ck_assert_mem_eq(a->left, b->left, sizeof a->left);
        ck_assert_mem_eq(a->right, b->right, sizeof a->right);
        ck_assert_mem_eq(a->count, b->count, sizeof a->count);
        ck_assert_mem_eq(a->tags, b->tags, sizeof a->tags);
    }
    close_arcs(&f);
}
END_TEST

/* ---- easy sentences ---- */

/* "word relation head" of some words, the head by its number from 1. */
static void expect_arcs(const char *text, const char *const *arcs)
{
    fixture f;
    open_arcs(&f, text, 1);
    const q_document *document = &f.document;
    for (; *arcs; arcs++) {
        unsigned word, head;
        char relation[32], found[32];
        ck_assert_int_eq(sscanf(*arcs, "%u %31s %u", &word, relation, &head), 3);
        const q_token *token = &document->tokens.at[word - 1];
        snprintf(found, sizeof found, "%s %u", quoth_relation_name(token->relation), token->head == Q_NONE ? 0 : token->head + 1);
        strcat(relation, " ");
        snprintf(relation + strlen(relation), sizeof relation - strlen(relation), "%u", head);
        ck_assert_msg(!strcmp(found, relation), "%s: word %u is %s, not %s", text, word, found, relation);
    }
    close_arcs(&f);
}

START_TEST(test_easy_sentences)
{
    expect_arcs("The minister said that the bridge was closed.",
                (const char *const[]){"1 det 2", "2 nsubj 3", "3 root 0", "4 mark 8", "5 det 6", "8 ccomp 3", "9 punct 3", NULL});
    expect_arcs("She told him about the old house.",
                (const char *const[]){"1 nsubj 2", "2 root 0", "4 case 7", "5 det 7", "6 amod 7", "7 obl 2", NULL});
    expect_arcs("Anna and her brother bought two horses in May.",
                (const char *const[]){"1 nsubj 5", "2 cc 4", "3 nmod:poss 4", "4 conj 1", "5 root 0", "6 nummod 7", "7 obj 5",
                                      "8 case 9", "9 obl 5", NULL});
    expect_arcs("He was not ready to leave.",
                (const char *const[]){"1 nsubj 4", "2 cop 4", "3 advmod 4", "4 root 0", "5 mark 6", NULL});
    expect_arcs("The report was written by the mayor of Oslo.",
                (const char *const[]){"2 nsubj:pass 4", "3 aux:pass 4", "4 root 0", "5 case 7", "7 obl:agent 4", "8 case 9",
                                      "9 nmod 7", NULL});
}
END_TEST

START_TEST(test_quotations)
{
    expect_arcs("“We will leave tomorrow,” the director said.",
                (const char *const[]){"2 nsubj 4", "3 aux 4", "4 ccomp 10", "9 nsubj 10", "10 root 0", NULL});
    expect_arcs("According to the police, nobody was injured.",
                (const char *const[]){"1 case 4", "2 fixed 1", "4 obl 8", "6 nsubj:pass 8", "8 root 0", NULL});
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arc");
    TCase *tests = tcase_create("arc");
    tcase_add_test(tests, test_sound_trees);
    tcase_add_test(tests, test_longest_sentence);
    tcase_add_test(tests, test_same_again);
    tcase_add_test(tests, test_sentences_that_matter);
    tcase_add_test(tests, test_no_model);
    tcase_add_test(tests, test_foreign_weights);
    tcase_add_test(tests, test_tree_from_heads);
    tcase_add_test(tests, test_easy_sentences);
    tcase_add_test(tests, test_quotations);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
