/* check_cue.c - the best path through labels, the trees of the nodes, and the words that report. */
#include "cue.h"

#include <check.h>
#include <stdlib.h>

#include "role.h"
#include "rooms_fixture.h"
#include "suite.h"

START_TEST(test_best_path)
{
    /* Two labels; the second token prefers 1, but the step from 0 to 1 is never taken. */
    static const float scores[] = {2, 1, 0, 2, 1, 0};
    static const float steps[] = {0, 0, 0, 0, 0, Q_LABEL_NEVER, 0, 0, 0, Q_LABEL_NEVER, 0, 0};
    uint8_t back[6], best[3];
    ck_assert_float_eq_tol(q_label_best(scores, steps, 4, 3, 2, back, best), 4, 1e-6f);
    ck_assert_uint_eq(best[0], 1);
    ck_assert_uint_eq(best[1], 1);
    ck_assert_uint_eq(best[2], 0);
    ck_assert_float_eq_tol(q_label_best(scores, steps, 4, 0, 2, back, best), 0, 1e-6f);
}
END_TEST

enum { LABELS = 3, LENGTH = 5, SEQUENCES = 243 };

static float score_of(const float *scores, const float *steps, uint32_t stride, const uint8_t *labels)
{
    float score = scores[labels[0]];
    for (uint32_t i = 1; i < LENGTH; i++)
        score += scores[i * LABELS + labels[i]] + steps[i * stride + labels[i - 1] * LABELS + labels[i]];
    return score;
}

static float best_of_all(const float *scores, const float *steps, uint32_t stride)
{
    float best = 2 * Q_LABEL_NEVER;
    for (uint32_t sequence = 0; sequence < SEQUENCES; sequence++) {
        uint8_t labels[LENGTH];
        for (uint32_t i = 0, rest = sequence; i < LENGTH; i++, rest /= LABELS)
            labels[i] = (uint8_t)(rest % LABELS);
        float score = score_of(scores, steps, stride, labels);
        best = score > best ? score : best;
    }
    return best;
}

/* With steps for each token, and with the same steps for all; whole numbers, so that sums are exact. */
START_TEST(test_no_path_is_better)
{
    srand(5);
    for (uint32_t round = 0; round < 200; round++) {
        float scores[LENGTH * LABELS], steps[LENGTH * LABELS * LABELS];
        uint32_t stride = round % 2 ? LABELS * LABELS : 0;
        uint8_t back[LENGTH * LABELS], found[LENGTH];
        for (size_t i = 0; i < sizeof scores / sizeof *scores; i++)
            scores[i] = (float)(rand() % 20);
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
            steps[i] = rand() % 10 ? (float)(rand() % 20) : Q_LABEL_NEVER;
        float best = best_of_all(scores, steps, stride);
        ck_assert_float_eq(q_label_best(scores, steps, stride, LENGTH, LABELS, back, found), best);
        ck_assert_float_eq(score_of(scores, steps, stride, found), best);
    }
}
END_TEST

static void open_tokens(fixture *f, const char *text)
{
    fixture_open(f, "en", text);
    ck_assert_int_eq(q_room_quotemark(&f->document), QUOTH_OK);
    ck_assert_int_eq(q_room_sentence(&f->document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f->document), QUOTH_OK);
    ck_assert_int_eq(q_room_tag(&f->document), QUOTH_OK);
}

static void close_tokens(fixture *f)
{
    Q_ROWS_FREE(f->document.allocator, &f->document.nodes);
    Q_ROWS_FREE(f->document.allocator, &f->document.cues);
    fixture_close(f);
}

START_TEST(test_trees)
{
    fixture f;
    open_tokens(&f, "Old dogs bark loudly today");
    q_token *tokens = f.document.tokens.at;
    tokens[0].head = 1;
    tokens[1].head = 2;
    tokens[3].head = 2;
    tokens[4].head = 3;
    ck_assert_int_eq(q_nodes_make(&f.document), QUOTH_OK);
    const q_node *nodes = f.document.nodes.at;
    ck_assert_uint_eq(nodes[2].left, 0);
    ck_assert_uint_eq(nodes[2].right, 5);
    ck_assert_uint_eq(nodes[2].child, 1);
    ck_assert_uint_eq(nodes[1].sibling, 3);
    ck_assert_uint_eq(nodes[1].left, 0);
    ck_assert_uint_eq(nodes[3].right, 5);
    ck_assert_uint_eq(nodes[4].depth, 2);
    close_tokens(&f);
}
END_TEST

/* Heads that lead in a circle, out of the sentence or to the token itself end nothing but the tree. */
START_TEST(test_broken_trees)
{
    fixture f;
    open_tokens(&f, "One two three four");
    q_token *tokens = f.document.tokens.at;
    tokens[0].head = 1;
    tokens[1].head = 0;
    tokens[2].head = 2;
    tokens[3].head = 900;
    ck_assert_int_eq(q_nodes_make(&f.document), QUOTH_OK);
    ck_assert_uint_eq(f.document.nodes.at[2].head, Q_NONE);
    ck_assert_uint_eq(f.document.nodes.at[3].head, Q_NONE);
    close_tokens(&f);
}
END_TEST

START_TEST(test_cues_are_apart_and_in_order)
{
    fixture f;
    q_linear cue, step;
    size_t size, step_size;
    open_tokens(&f, "The mayor said that the clerk had warned her, and according to the report she promised to resign.");
    const void *bytes = q_model_section(&f.model, "cue", &size), *steps = q_model_section(&f.model, "cue.step", &step_size);
    ck_assert_int_eq(q_linear_open(&cue, bytes, size), 0);
    ck_assert_int_eq(q_linear_open(&step, steps, step_size), 0);
    ck_assert_int_eq(q_nodes_make(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_cue_find(&f.document, &cue, &step, 0), QUOTH_OK);
    ck_assert_uint_ge(f.document.cues.n, 3);
    for (uint32_t i = 0; i < f.document.cues.n; i++) {
        const q_cue *row = &f.document.cues.at[i];
        ck_assert_uint_lt(row->first, row->end);
        ck_assert(row->head >= row->first && row->head < row->end);
        ck_assert_uint_lt(row->level, Q_CUE_LEVELS);
        if (i)
            ck_assert_uint_ge(row->first, f.document.cues.at[i - 1].end);
    }
    ck_assert(q_token_in(&f.document, f.document.cues.at[0].first, "said"));
    close_tokens(&f);
}
END_TEST

/* The sentences of the window around the last cue word of a text. */
static uint32_t window_sentences(const char *text, const char *cue)
{
    fixture f;
    q_window *window = malloc(sizeof *window);
    open_tokens(&f, text);
    ck_assert_ptr_nonnull(window);
    ck_assert_int_eq(q_nodes_make(&f.document), QUOTH_OK);
    q_cue *row = Q_APPEND(f.document.allocator, &f.document.cues, 1);
    ck_assert_ptr_nonnull(row);
    for (uint32_t i = 0; i < f.document.tokens.n; i++)
        if (q_token_in(&f.document, i, cue))
            *row = (q_cue){i, i + 1, i, 0};
    q_window_set(window, &f.document, 0);
    uint32_t sentences = 1;
    for (uint32_t i = window->first + 1; i < window->end; i++)
        sentences += f.document.tokens.at[i].sentence != f.document.tokens.at[i - 1].sentence;
    free(window);
    close_tokens(&f);
    return sentences;
}

/* A window takes the whole of a quotation, but few of many beside it: a paragraph of short ones is read in linear time. */
START_TEST(test_windows)
{
    ck_assert_uint_eq(window_sentences("It rained. We left. “One. Two. Three. Four. Five. Six,” she warned. It rained.", "warned"), 6);
    ck_assert_uint_eq(window_sentences("“A,” he said. “B,” he said. “C,” he said. “D,” he said. “E,” he said. “F,” she warned. "
                                       "“G,” he said. “H,” he said. “I,” he said. “J,” he said. “K,” he said.", "warned"), 7);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cue");
    TCase *cases = tcase_create("cue");
    tcase_add_test(cases, test_best_path);
    tcase_add_test(cases, test_no_path_is_better);
    tcase_add_test(cases, test_trees);
    tcase_add_test(cases, test_broken_trees);
    tcase_add_test(cases, test_cues_are_apart_and_in_order);
    tcase_add_test(cases, test_windows);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
