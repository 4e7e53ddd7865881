/* offset.h - bytes of UTF-8 to the caller's unit of offsets, in constant time after one pass over the text. */
#ifndef Q_OFFSET_H
#define Q_OFFSET_H

#include "document.h"

typedef struct q_offset_block { /* of 64 bytes */
    uint64_t begins;  /* the bytes that begin a code point, the first in the lowest bit */
    uint64_t wide;    /* those that begin two units */
    uint32_t before;  /* units before the block */
} q_offset_block;

typedef struct q_offsets {
    q_offset_block *blocks; /* NULL for bytes */
} q_offsets;

quoth_status q_offsets_open(q_offsets *offsets, const q_document *document);
void q_offsets_close(q_offsets *offsets, const quoth_allocator *allocator);
size_t q_offset(const q_offsets *offsets, uint32_t byte);

/* The byte at which the unit of that number begins, or UINT32_MAX when it lies beyond a text of `length` bytes. */
uint32_t q_offset_byte(const q_offsets *offsets, size_t offset, uint32_t length);

#endif
