/* lexicon_format.h - the packed lexicon: header, slots, entries, strings, one after the other.
 *
 * Numbers have the byte order of the machine that packed it; a lexicon of the other order is refused. */
#ifndef Q_LEXICON_FORMAT_H
#define Q_LEXICON_FORMAT_H

#include "lexicon.h"

#define Q_LEXICON_MAGIC "QUOTHLEX"
#define Q_LEXICON_VERSION 3u
#define Q_LEXICON_ORDER 0x01020304u

typedef struct q_lexicon_header {
    char magic[8];
    uint32_t version;
    uint32_t order;
    uint64_t checksum;    /* of everything after the header and the four numbers below */
    uint32_t slot_count;  /* a power of two, more than the entries */
    uint32_t entry_count;
    uint32_t string_size; /* a multiple of 8; the first byte is NUL, the last too */
    uint32_t reserved[7]; /* 0; entries begin at a multiple of 64 */
} q_lexicon_header;

/* A slot holds the index of an entry + 1 in its low bits, the high bits of the key's hash (key.h) above them. */
enum { Q_LEXICON_INDEX = (1 << 20) - 1 };

static inline uint32_t q_lexicon_tag(uint32_t hash)
{
    return hash & ~(uint32_t)Q_LEXICON_INDEX;
}

/* The size of all sections, without the header. */
static inline uint64_t q_lexicon_body(const q_lexicon_header *header)
{
    return (uint64_t)header->slot_count * sizeof(uint32_t) + (uint64_t)header->entry_count * sizeof(q_entry) +
           header->string_size;
}

uint64_t q_lexicon_checksum(const q_lexicon_header *header, const void *body);

#endif
