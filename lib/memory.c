#include "memory.h"

#include <stdlib.h>
#include <string.h>

static void *malloc_allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void *malloc_reallocate(void *context, void *memory, size_t size)
{
    (void)context;
    return realloc(memory, size);
}

static void malloc_release(void *context, void *memory)
{
    (void)context;
    free(memory);
}

const quoth_allocator q_malloc_allocator = {NULL, malloc_allocate, malloc_reallocate, malloc_release};

quoth_status q_allocator_check(const quoth_allocator *given, quoth_allocator *out)
{
    *out = given ? *given : q_malloc_allocator;
    return out->allocate && out->reallocate && out->release ? QUOTH_OK : QUOTH_E_ARGUMENT;
}

void *q_allocate(const quoth_allocator *allocator, size_t size)
{
    return allocator->allocate(allocator->context, size ? size : 1);
}

void q_release(const quoth_allocator *allocator, void *memory)
{
    if (memory)
        allocator->release(allocator->context, memory);
}

enum { MANY = 1 << 16 /* rows of which little room is kept empty */ };

int q_rows_grow(const quoth_allocator *allocator, void **rows, uint32_t *cap, uint32_t n, size_t more, size_t size)
{
    size_t need = (size_t)n + more;
    size_t room = (size_t)*cap + *cap / (*cap < MANY ? 2 : 8) + 16;
    if (room < need)
        room = need;
    if (room > UINT32_MAX || room > SIZE_MAX / size)
        return 0;
    void *grown = *rows ? allocator->reallocate(allocator->context, *rows, room * size)
                        : allocator->allocate(allocator->context, room * size);
    if (!grown)
        return 0;
    *rows = grown;
    *cap = (uint32_t)room;
    return 1;
}

enum { ARENA_BLOCK = 64 * 1024 };

struct q_arena_block {
    q_arena_block *previous;
    size_t used;
    size_t size;
    max_align_t bytes[];
};

void *q_arena_allocate(q_arena *arena, size_t size)
{
    size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        return NULL;
    size = (size + align - 1) / align * align;
    q_arena_block *block = arena->block;
    if (!block || block->size - block->used < size) {
        size_t room = size > ARENA_BLOCK ? size : ARENA_BLOCK;
        block = q_allocate(arena->allocator, sizeof *block + room);
        if (!block)
            return NULL;
        *block = (q_arena_block){arena->block, 0, room};
        arena->block = block;
    }
    void *memory = (char *)block->bytes + block->used;
    block->used += size;
    return memory;
}

const char *q_arena_copy(q_arena *arena, const char *bytes, size_t length)
{
    char *copy = q_arena_allocate(arena, length + 1);
    if (!copy)
        return NULL;
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

void q_arena_reset(q_arena *arena)
{
    while (arena->block && arena->block->previous) {
        q_arena_block *block = arena->block;
        arena->block = block->previous;
        q_release(arena->allocator, block);
    }
    if (arena->block)
        arena->block->used = 0;
}

q_arena_mark q_arena_now(const q_arena *arena)
{
    return (q_arena_mark){arena->block, arena->block ? arena->block->used : 0};
}

void q_arena_back(q_arena *arena, q_arena_mark mark)
{
    while (arena->block != mark.block) {
        q_arena_block *block = arena->block;
        arena->block = block->previous;
        q_release(arena->allocator, block);
    }
    if (arena->block)
        arena->block->used = mark.used;
}

void q_arena_free(q_arena *arena)
{
    q_arena_reset(arena);
    q_release(arena->allocator, arena->block);
    arena->block = NULL;
}
