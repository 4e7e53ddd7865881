/* check_lattice.c - the best labels around a given content: no other labels fit better, however many pieces it has. */
#include "lattice.h"

#include <check.h>
#include <stdlib.h>

#include "suite.h"

enum { FIRST = 7, LENGTH = 6, END = FIRST + LENGTH, ROUNDS = 20, OUTSIDE = Q_LATTICE_LABELS, CONTENTS_MAX = 200 };

typedef struct content {
    q_span piece[2];
    uint32_t pieces;
} content;

static q_window *window;
static q_labelling *labelling;
static q_lattice *lattice;

static void setup(void)
{
    window = malloc(sizeof *window);
    labelling = malloc(sizeof *labelling);
    lattice = malloc(sizeof *lattice);
    ck_assert(window && labelling && lattice);
    window->first = FIRST;
    window->end = END;
    srand(11);
}

static void teardown(void)
{
    free(lattice);
    free(labelling);
    free(window);
}

/* Whole numbers, so that sums are exact; labels that cannot follow one another are barred, as where a window is read. */
static void fill_window(void)
{
    for (uint32_t i = 0; i < LENGTH * Q_ROLE_LABELS; i++)
        labelling->scores[i] = (float)(rand() % 40 - 20);
    for (uint32_t i = 0; i < LENGTH * Q_ROLE_LABELS * Q_ROLE_LABELS; i++) {
        uint32_t pair = i % (Q_ROLE_LABELS * Q_ROLE_LABELS);
        int follows = q_role_follows(pair / Q_ROLE_LABELS, pair % Q_ROLE_LABELS);
        labelling->steps[i] = follows ? (float)(rand() % 20 - 10) : Q_LABEL_NEVER;
    }
    for (uint32_t k = 0; k < Q_ROLE_LABELS; k++)
        if (!q_role_follows(Q_ROLE_NONE, k))
            labelling->scores[k] = Q_LABEL_NEVER;
    q_lattice_set(lattice, window, labelling);
}

/* All contents of one piece or two. */
static uint32_t list_contents(content *list)
{
    uint32_t n = 0;
    for (uint32_t a = FIRST; a < END; a++)
        for (uint32_t b = a + 1; b <= END; b++) {
            list[n++] = (content){{{a, b}, {b, b}}, 1};
            for (uint32_t c = b; c < END; c++)
                for (uint32_t d = c + 1; d <= END; d++)
                    list[n++] = (content){{{a, b}, {c, d}}, 2};
        }
    return n;
}

/* The label of a token within the content, or none. */
static uint32_t label_within(const content *c, uint32_t token)
{
    for (uint32_t i = 0; i < c->pieces; i++)
        if (token >= c->piece[i].start && token < c->piece[i].end)
            return token == c->piece[i].start ? Q_ROLE_BEGIN : Q_ROLE_CONTENT;
    return Q_ROLE_NONE;
}

static float score_of(const uint32_t *labels)
{
    float sum = labelling->scores[labels[0]];
    for (uint32_t i = 1; i < LENGTH; i++)
        sum += labelling->steps[(i * Q_ROLE_LABELS + labels[i - 1]) * Q_ROLE_LABELS + labels[i]] + labelling->scores[i * Q_ROLE_LABELS + labels[i]];
    return sum;
}

/* The best of all labellings with the content. */
static float best_of_all(const content *c, uint32_t from, uint32_t *labels)
{
    float best = 10 * Q_LABEL_NEVER;
    if (from == LENGTH)
        return score_of(labels);
    uint32_t within = label_within(c, FIRST + from), end = within ? within + 1 : OUTSIDE;
    for (labels[from] = within; labels[from] < end; labels[from]++) {
        float sum = best_of_all(c, from + 1, labels);
        best = sum > best ? sum : best;
    }
    return best;
}

START_TEST(test_no_labels_fit_better)
{
    content list[CONTENTS_MAX];
    uint32_t n = list_contents(list), labels[LENGTH];
    ck_assert_uint_lt(n, CONTENTS_MAX);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        fill_window();
        for (uint32_t i = 0; i < n; i++)
            ck_assert_float_eq(q_lattice_score(lattice, list[i].piece, list[i].pieces), best_of_all(&list[i], 0, labels));
    }
}
END_TEST

/* What is read in a window fits best among all contents. */
START_TEST(test_what_is_read_fits_best)
{
    content list[CONTENTS_MAX];
    uint32_t n = list_contents(list), read = 0;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        fill_window();
        float sum = q_label_best(labelling->scores, labelling->steps, Q_ROLE_LABELS * Q_ROLE_LABELS, LENGTH, Q_ROLE_LABELS, labelling->back,
                                 labelling->labels);
        for (uint32_t i = 0; i < n; i++) {
            int same = 1;
            for (uint32_t k = 0; k < LENGTH; k++) {
                uint32_t label = labelling->labels[k] < OUTSIDE ? (uint32_t)Q_ROLE_NONE : labelling->labels[k];
                same &= label == label_within(&list[i], FIRST + k);
            }
            float score = q_lattice_score(lattice, list[i].piece, list[i].pieces);
            ck_assert_float_le(score, sum);
            if (same)
                ck_assert_float_eq(score, sum);
            read += (uint32_t)same;
        }
    }
    ck_assert_uint_gt(read, ROUNDS / 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lattice");
    TCase *cases = tcase_create("lattice");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, test_no_labels_fit_better);
    tcase_add_test(cases, test_what_is_read_fits_best);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
