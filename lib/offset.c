#include "offset.h"

enum { BLOCK = 64 };

/* Every byte but a continuation begins a code point; a lead byte of four needs two UTF-16 units. */
static uint32_t units(const char *text, uint32_t start, uint32_t end, quoth_offset_unit unit)
{
    uint32_t n = 0;
    for (uint32_t i = start; i < end; i++) {
        unsigned char c = (unsigned char)text[i];
        n += (c & 0xC0) != 0x80;
        n += unit == QUOTH_OFFSET_UTF16 && c >= 0xF0;
    }
    return n;
}

quoth_status q_offsets_open(q_offsets *offsets, const q_document *document)
{
    *offsets = (q_offsets){document->text, NULL, document->settings->offset_unit};
    if (offsets->unit == QUOTH_OFFSET_BYTE)
        return QUOTH_OK;
    uint32_t blocks = document->length / BLOCK + 1;
    offsets->before = q_allocate(document->allocator, (size_t)blocks * sizeof *offsets->before);
    if (!offsets->before)
        return QUOTH_E_MEMORY;
    offsets->before[0] = 0;
    for (uint32_t i = 1; i < blocks; i++)
        offsets->before[i] = offsets->before[i - 1] + units(document->text, (i - 1) * BLOCK, i * BLOCK, offsets->unit);
    return QUOTH_OK;
}

void q_offsets_close(q_offsets *offsets, const quoth_allocator *allocator)
{
    q_release(allocator, offsets->before);
    offsets->before = NULL;
}

size_t q_offset(const q_offsets *offsets, uint32_t byte)
{
    if (!offsets->before)
        return byte;
    uint32_t block = byte / BLOCK;
    return offsets->before[block] + units(offsets->text, block * BLOCK, byte, offsets->unit);
}

uint32_t q_offset_byte(const q_offsets *offsets, size_t offset, uint32_t length)
{
    if (offset > q_offset(offsets, length))
        return UINT32_MAX;
    if (!offsets->before)
        return (uint32_t)offset;
    uint32_t low = 0, high = length / BLOCK;
    while (low < high) {
        uint32_t middle = high - (high - low) / 2;
        if (offsets->before[middle] <= offset)
            low = middle;
        else
            high = middle - 1;
    }
    uint32_t byte = low * BLOCK;
    while (byte < length && (q_offset(offsets, byte) < offset || ((unsigned char)offsets->text[byte] & 0xC0) == 0x80))
        byte++;
    return byte;
}
