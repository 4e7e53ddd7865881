/* check_memory.c - rows and arena, also when allocations fail; statuses. */
#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "counting.h"
#include "memory.h"
#include "suite.h"

START_TEST(test_allocator_is_whole)
{
    counter count = {.left = 1};
    quoth_allocator given = counting(&count), out;
    ck_assert_int_eq(q_allocator_check(NULL, &out), QUOTH_OK);
    ck_assert(out.allocate == q_malloc_allocator.allocate);
    ck_assert_int_eq(q_allocator_check(&given, &out), QUOTH_OK);
    ck_assert_ptr_eq(out.context, &count);
    given.allocate = NULL;
    ck_assert_int_eq(q_allocator_check(&given, &out), QUOTH_E_ARGUMENT);
    given = counting(&count);
    given.reallocate = NULL;
    ck_assert_int_eq(q_allocator_check(&given, &out), QUOTH_E_ARGUMENT);
    given = counting(&count);
    given.release = NULL;
    ck_assert_int_eq(q_allocator_check(&given, &out), QUOTH_E_ARGUMENT);
}
END_TEST

START_TEST(test_size_zero_and_null)
{
    counter count = {.left = 1};
    quoth_allocator allocator = counting(&count);
    void *memory = q_allocate(&allocator, 0);
    ck_assert_ptr_nonnull(memory);
    q_release(&allocator, memory);
    q_release(&allocator, NULL);
    ck_assert_uint_eq(count.live, 0);
}
END_TEST

START_TEST(test_rows_keep_their_values)
{
    counter count = {.left = SIZE_MAX};
    quoth_allocator allocator = counting(&count);
    Q_ROWS(uint32_t) rows = {NULL, 0, 0};
    for (uint32_t i = 0; i < 10000; i++) {
        uint32_t *row = Q_APPEND(&allocator, &rows, 1);
        ck_assert_ptr_nonnull(row);
        *row = i * 7;
    }
    ck_assert_uint_eq(rows.n, 10000);
    ck_assert_uint_ge(rows.cap, rows.n);
    for (uint32_t i = 0; i < rows.n; i++)
        ck_assert_uint_eq(rows.at[i], i * 7);
    ck_assert_uint_lt(SIZE_MAX - count.left, 40); /* growth is geometric */
    Q_ROWS_FREE(&allocator, &rows);
    ck_assert_ptr_null(rows.at);
    ck_assert_uint_eq(rows.n + rows.cap, 0);
    Q_ROWS_FREE(&allocator, &rows);
    ck_assert_uint_eq(count.live, 0);
}
END_TEST

START_TEST(test_rows_by_many)
{
    counter count = {.left = SIZE_MAX};
    quoth_allocator allocator = counting(&count);
    Q_ROWS(uint64_t) rows = {NULL, 0, 0};
    uint64_t *first = Q_APPEND(&allocator, &rows, 3);
    ck_assert_ptr_eq(first, rows.at);
    first[0] = first[1] = first[2] = 5;
    uint64_t *next = Q_APPEND(&allocator, &rows, 100000);
    ck_assert_ptr_eq(next, rows.at + 3);
    ck_assert_uint_eq(rows.n, 100003);
    ck_assert_uint_eq(rows.at[2], 5);
    Q_ROWS_FREE(&allocator, &rows);
    ck_assert_uint_eq(count.live, 0);
}
END_TEST

START_TEST(test_rows_stay_when_memory_ends)
{
    counter count = {.left = 1};
    quoth_allocator allocator = counting(&count);
    Q_ROWS(uint32_t) rows = {NULL, 0, 0};
    uint32_t *row = Q_APPEND(&allocator, &rows, 1);
    ck_assert_ptr_nonnull(row);
    *row = 42;
    uint32_t cap = rows.cap;
    ck_assert_ptr_null(Q_APPEND(&allocator, &rows, 1000));
    ck_assert_uint_eq(rows.n, 1);
    ck_assert_uint_eq(rows.cap, cap);
    ck_assert_uint_eq(rows.at[0], 42);
    Q_ROWS_FREE(&allocator, &rows);
    ck_assert_uint_eq(count.live, 0);
}
END_TEST

START_TEST(test_rows_have_a_limit)
{
    counter count = {.left = SIZE_MAX};
    quoth_allocator allocator = counting(&count);
    void *rows = NULL;
    uint32_t cap = 0;
    ck_assert(!q_rows_grow(&allocator, &rows, &cap, UINT32_MAX, 1, 1));
    ck_assert(!q_rows_grow(&allocator, &rows, &cap, 0, (size_t)UINT32_MAX + 1, 1));
    ck_assert(!q_rows_grow(&allocator, &rows, &cap, 0, 1000, SIZE_MAX / 10));
    ck_assert_ptr_null(rows);
    ck_assert_uint_eq(cap, 0);
    ck_assert_uint_eq(count.live, 0);
}
END_TEST

START_TEST(test_arena_gives_aligned_separate_memory)
{
    counter count = {.left = SIZE_MAX};
    quoth_allocator allocator = counting(&count);
    q_arena arena = {&allocator, NULL};
    unsigned char *pieces[500];
    for (size_t i = 0; i < 500; i++) {
        pieces[i] = q_arena_allocate(&arena, i);
        ck_assert_ptr_nonnull(pieces[i]);
        ck_assert_uint_eq((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        memset(pieces[i], (int)(i & 0xFF), i);
    }
    for (size_t i = 0; i < 500; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert_uint_eq(pieces[i][k], i & 0xFF);
    q_arena_free(&arena);
    ck_assert_uint_eq(count.live, 0);
}
END_TEST

START_TEST(test_arena_reset_keeps_one_block)
{
    counter count = {.left = SIZE_MAX};
    quoth_allocator allocator = counting(&count);
    q_arena arena = {&allocator, NULL};
    for (int i = 0; i < 10; i++)
        ck_assert_ptr_nonnull(q_arena_allocate(&arena, 200000));
    ck_assert_uint_eq(count.live, 10);
    q_arena_reset(&arena);
    ck_assert_uint_eq(count.live, 1);
    size_t left = count.left;
    ck_assert_ptr_nonnull(q_arena_allocate(&arena, 1000));
    ck_assert_uint_eq(count.left, left);
    q_arena_free(&arena);
    q_arena_free(&arena);
    q_arena_reset(&arena);
    ck_assert_uint_eq(count.live, 0);
}
END_TEST

START_TEST(test_arena_goes_back)
{
    counter count = {.left = SIZE_MAX};
    quoth_allocator allocator = counting(&count);
    q_arena arena = {&allocator, NULL};
    q_arena_back(&arena, q_arena_now(&arena));
    char *kept = q_arena_allocate(&arena, 8);
    strcpy(kept, "ferry");
    q_arena_mark mark = q_arena_now(&arena);
    size_t blocks = count.live;
    void *next = q_arena_allocate(&arena, 16);
    for (size_t size = 10; size < 1000000; size *= 10)
        ck_assert_ptr_nonnull(q_arena_allocate(&arena, size));
    ck_assert_uint_gt(count.live, blocks);
    q_arena_back(&arena, mark);
    ck_assert_uint_eq(count.live, blocks);
    ck_assert_ptr_eq(q_arena_allocate(&arena, 16), next);
    ck_assert_str_eq(kept, "ferry");
    q_arena_free(&arena);
    ck_assert_uint_eq(count.live, 0);
}
END_TEST

START_TEST(test_arena_when_memory_ends)
{
    counter count = {.left = 1};
    quoth_allocator allocator = counting(&count);
    q_arena arena = {&allocator, NULL};
    char *kept = q_arena_allocate(&arena, 8);
    ck_assert_ptr_nonnull(kept);
    memcpy(kept, "kept", 5);
    ck_assert_ptr_null(q_arena_allocate(&arena, 1000000));
    ck_assert_ptr_null(q_arena_allocate(&arena, SIZE_MAX));
    ck_assert_ptr_nonnull(q_arena_allocate(&arena, 8));
    ck_assert_str_eq(kept, "kept");
    q_arena_free(&arena);
    ck_assert_uint_eq(count.live, 0);
}
END_TEST

START_TEST(test_statuses_have_names)
{
    for (int status = QUOTH_OK; status >= QUOTH_E_READ; status--) {
        ck_assert_str_ne(quoth_strerror((quoth_status)status), "");
        for (int other = status - 1; other >= QUOTH_E_READ; other--)
            ck_assert_str_ne(quoth_status_name((quoth_status)status), quoth_status_name((quoth_status)other));
    }
    ck_assert_str_eq(quoth_status_name(QUOTH_OK), "QUOTH_OK");
    ck_assert_str_eq(quoth_status_name(QUOTH_E_UTF8), "QUOTH_E_UTF8");
    ck_assert_str_eq(quoth_status_name(QUOTH_E_INTERNAL), "QUOTH_E_INTERNAL");
    int unknown[] = {1, -10, 1000, INT32_MAX, -INT32_MAX};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        ck_assert_str_eq(quoth_status_name((quoth_status)unknown[i]), "QUOTH_E_UNKNOWN");
        ck_assert_str_eq(quoth_strerror((quoth_status)unknown[i]), "unknown status");
    }
    ck_assert_str_eq(quoth_version(), "0.1.0");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("memory");
    TCase *tests = tcase_create("memory");
    tcase_add_test(tests, test_allocator_is_whole);
    tcase_add_test(tests, test_size_zero_and_null);
    tcase_add_test(tests, test_rows_keep_their_values);
    tcase_add_test(tests, test_rows_by_many);
    tcase_add_test(tests, test_rows_stay_when_memory_ends);
    tcase_add_test(tests, test_rows_have_a_limit);
    tcase_add_test(tests, test_arena_gives_aligned_separate_memory);
    tcase_add_test(tests, test_arena_reset_keeps_one_block);
    tcase_add_test(tests, test_arena_goes_back);
    tcase_add_test(tests, test_arena_when_memory_ends);
    tcase_add_test(tests, test_statuses_have_names);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
