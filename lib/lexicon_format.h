/* lexicon_format.h - the packed lexicon: header, groups, entries, strings, one after the other.
 *
 * The table is one of groups whose tags are compared side by side, after the Swiss tables of Benzaquen, Evlogimenos, Kulukundis and
 * Perepelitsa (Abseil, 2018): a word that it does not have costs one look, and one that it has two.
 *
 * Numbers have the byte order of the machine that packed it; a lexicon of the other order is refused. */
#ifndef Q_LEXICON_FORMAT_H
#define Q_LEXICON_FORMAT_H

#include "lexicon.h"

#define Q_LEXICON_MAGIC "QUOTHLEX"
#define Q_LEXICON_VERSION 4u
#define Q_LEXICON_ORDER 0x01020304u

typedef struct q_lexicon_header {
    char magic[8];
    uint32_t version;
    uint32_t order;
    uint64_t checksum;    /* of everything after the header and the four numbers below */
    uint32_t group_count; /* a power of two */
    uint32_t entry_count;
    uint32_t string_size; /* a multiple of 8; the first byte is NUL, the last too */
    uint32_t reserved[7]; /* 0; entries begin at a multiple of 64 */
} q_lexicon_header;

/* The tag of a key, of the high bits of its hash (key.h). */
static inline uint8_t q_lexicon_tag(uint32_t hash)
{
    return (uint8_t)(hash >> 24 | 1);
}

/* The size of all sections, without the header. */
static inline uint64_t q_lexicon_body(const q_lexicon_header *header)
{
    return (uint64_t)header->group_count * sizeof(q_lexicon_group) + (uint64_t)header->entry_count * sizeof(q_entry) +
           header->string_size;
}

uint64_t q_lexicon_checksum(const q_lexicon_header *header, const void *body);

#endif
