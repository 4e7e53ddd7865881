#include "offset.h"

#include <string.h>

enum { BLOCK = 64, PART = 8 }; /* bytes */

static uint32_t count_bits(uint64_t bits)
{
    bits -= (bits >> 1) & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + ((bits >> 2) & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (uint32_t)((bits * UINT64_C(0x0101010101010101)) >> 56);
}

static uint32_t units(const q_offset_block *block, uint64_t bytes)
{
    return block->before + count_bits(block->begins & bytes) + count_bits(block->wide & bytes);
}

static int is_ascii(const char *part)
{
    uint64_t bytes;
    memcpy(&bytes, part, sizeof bytes);
    return !(bytes & UINT64_C(0x8080808080808080));
}

/* Every byte but a continuation begins a code point; a lead byte of four needs two UTF-16 units. */
static void read_block(q_offset_block *block, const char *text, uint32_t length, quoth_offset_unit unit)
{
    block->begins = block->wide = 0;
    for (uint32_t i = 0; i < length; i++) {
        if (i + PART <= length && is_ascii(text + i)) {
            block->begins |= UINT64_C(0xff) << i;
            i += PART - 1;
            continue;
        }
        unsigned char c = (unsigned char)text[i];
        block->begins |= (uint64_t)((c & 0xC0) != 0x80) << i;
        block->wide |= (uint64_t)(unit == QUOTH_OFFSET_UTF16 && c >= 0xF0) << i;
    }
}

quoth_status q_offsets_open(q_offsets *offsets, const q_document *document)
{
    *offsets = (q_offsets){0};
    if (document->settings->offset_unit == QUOTH_OFFSET_BYTE)
        return QUOTH_OK;
    uint32_t blocks = document->length / BLOCK + 1, before = 0;
    offsets->blocks = q_allocate(document->allocator, (size_t)blocks * sizeof *offsets->blocks);
    if (!offsets->blocks)
        return QUOTH_E_MEMORY;
    for (uint32_t i = 0; i < blocks; i++) {
        uint32_t start = i * BLOCK, left = document->length - start;
        read_block(&offsets->blocks[i], document->text + start, left < BLOCK ? left : BLOCK, document->settings->offset_unit);
        offsets->blocks[i].before = before;
        before = units(&offsets->blocks[i], UINT64_MAX);
    }
    return QUOTH_OK;
}

void q_offsets_close(q_offsets *offsets, const quoth_allocator *allocator)
{
    q_release(allocator, offsets->blocks);
    offsets->blocks = NULL;
}

size_t q_offset(const q_offsets *offsets, uint32_t byte)
{
    return offsets->blocks ? units(&offsets->blocks[byte / BLOCK], (UINT64_C(1) << byte % BLOCK) - 1) : byte;
}

uint32_t q_offset_byte(const q_offsets *offsets, size_t offset, uint32_t length)
{
    if (offset > q_offset(offsets, length))
        return UINT32_MAX;
    if (!offsets->blocks)
        return (uint32_t)offset;
    uint32_t low = 0, high = length / BLOCK;
    while (low < high) {
        uint32_t middle = high - (high - low) / 2;
        if (offsets->blocks[middle].before <= offset)
            low = middle;
        else
            high = middle - 1;
    }
    uint32_t byte = low * BLOCK;
    while (byte < length && (q_offset(offsets, byte) < offset || !(offsets->blocks[byte / BLOCK].begins >> byte % BLOCK & 1)))
        byte++;
    return byte;
}
