/* memory.h - all memory of the library: the caller's allocator, growing rows, and an arena for strings. */
#ifndef Q_MEMORY_H
#define Q_MEMORY_H

#include <stddef.h>
#include <stdint.h>

#include "quoth/quoth.h"

extern const quoth_allocator q_malloc_allocator;

/* NULL, or the caller's allocator if it is complete; otherwise an error. */
quoth_status q_allocator_check(const quoth_allocator *given, quoth_allocator *out);

void *q_allocate(const quoth_allocator *allocator, size_t size);
void q_release(const quoth_allocator *allocator, void *memory); /* takes NULL */

/* Rows of one type: `Q_ROWS(q_token) tokens;`. Reset keeps the memory for the next text. */
#define Q_ROWS(type) \
    struct {         \
        type *at;    \
        uint32_t n;  \
        uint32_t cap; \
    }

/* Appends `count` uninitialised rows and gives the first, or NULL when memory ends (rows then stay as they were). */
#define Q_APPEND(allocator, rows, count)                                                                         \
    ((rows)->cap - (rows)->n >= (uint32_t)(count) ||                                                             \
             q_rows_grow((allocator), (void **)&(rows)->at, &(rows)->cap, (rows)->n, (count), sizeof *(rows)->at) \
         ? ((rows)->n += (uint32_t)(count), (rows)->at + ((rows)->n - (uint32_t)(count)))                        \
         : NULL)

#define Q_ROWS_FREE(allocator, rows) (q_release((allocator), (rows)->at), (rows)->at = NULL, (rows)->n = (rows)->cap = 0)

int q_rows_grow(const quoth_allocator *allocator, void **rows, uint32_t *cap, uint32_t n, size_t more, size_t size);

/* Bytes that live until the arena is reset. */
typedef struct q_arena_block q_arena_block;
typedef struct q_arena {
    const quoth_allocator *allocator;
    q_arena_block *block;
} q_arena;

void *q_arena_allocate(q_arena *arena, size_t size); /* aligned as by malloc; NULL when memory ends */
const char *q_arena_copy(q_arena *arena, const char *bytes, size_t length); /* with a NUL behind; NULL when memory ends */
void q_arena_reset(q_arena *arena);                  /* keeps one block */

typedef struct q_arena_mark {
    q_arena_block *block;
    size_t used;
} q_arena_mark;
q_arena_mark q_arena_now(const q_arena *arena);
void q_arena_back(q_arena *arena, q_arena_mark mark); /* gives back what was allocated since */
void q_arena_free(q_arena *arena);

#endif
