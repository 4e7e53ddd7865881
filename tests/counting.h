/* counting.h - an allocator that counts what lives and fails as it is told. */
#ifndef COUNTING_H
#define COUNTING_H

#include <check.h>
#include <quoth/quoth.h>
#include <stdlib.h>

/* Fails once `left` allocations have been given; with `once` it fails a single time. */
typedef struct counter {
    size_t live;
    size_t left;
    int once;
    int failed;
} counter;

static inline int counted_fails(counter *count)
{
    if (count->left) {
        count->left--;
        return 0;
    }
    if (count->once && count->failed)
        return 0;
    count->failed = 1;
    return 1;
}

static inline void *counted_allocate(void *context, size_t size)
{
    counter *count = context;
    ck_assert_uint_gt(size, 0);
    if (counted_fails(count))
        return NULL;
    count->live++;
    return malloc(size);
}

static inline void *counted_reallocate(void *context, void *memory, size_t size)
{
    ck_assert_ptr_nonnull(memory);
    ck_assert_uint_gt(size, 0);
    return counted_fails(context) ? NULL : realloc(memory, size);
}

static inline void counted_release(void *context, void *memory)
{
    ck_assert_ptr_nonnull(memory);
    ((counter *)context)->live--;
    free(memory);
}

static inline quoth_allocator counting(counter *count)
{
    return (quoth_allocator){count, counted_allocate, counted_reallocate, counted_release};
}

#endif
