#include "written.h"

#include <string.h>

#include "bytes.h"

enum {
    PART = sizeof(uint64_t),
    PLACES = 8192,    /* a power of two */
    PLACES_FIRST = 64 /* of a short text */
};

quoth_status q_written_begin(q_document *document)
{
    uint32_t places = PLACES_FIRST;
    while (places < PLACES && places < document->length / PART)
        places *= 2;
    document->written.n = 0;
    q_written *rows = Q_APPEND(document->allocator, &document->written, places);
    if (!rows)
        return QUOTH_E_MEMORY;
    memset(rows, 0, places * sizeof *rows);
    return QUOTH_OK;
}

q_written *q_written_read(const q_document *document, uint32_t start, uint32_t end, q_written *word)
{
    const unsigned char *at = (const unsigned char *)document->text + start;
    uint32_t length = end - start;
    if (length > 2 * PART || document->length - start < 2 * PART)
        return NULL;
    uint32_t first = length < PART ? length : PART;
    word->length = (uint8_t)length;
    word->bytes[0] = q_read64(at) & q_first_bytes(first);
    word->bytes[1] = q_read64(at + PART) & q_first_bytes(length - first);
    uint64_t hash = (word->bytes[0] ^ word->bytes[1] * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
    return &document->written.at[hash >> 40 & (document->written.n - 1)];
}
