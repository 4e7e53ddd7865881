#include "key.h"

#include <string.h>

#include "utf8.h"

static uint64_t read_part(const char *at, size_t count, size_t readable)
{
    uint64_t part = 0;
    if (count >= Q_KEY_PART)
        return q_read64((const unsigned char *)at);
    if (readable >= Q_KEY_PART)
        return q_read64((const unsigned char *)at) & q_first_bytes(count);
    for (size_t i = 0; i < count; i++)
        part |= (uint64_t)(unsigned char)at[i] << 8 * i;
    return part;
}

static uint64_t hash_begin(size_t length)
{
    return 0x9E3779B97F4A7C15u ^ length;
}

static uint64_t hash_part(uint64_t hash, uint64_t part)
{
    hash = (hash ^ part) * 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 32;
}

static uint32_t hash_end(uint64_t hash)
{
    return (uint32_t)(hash * 0xD6E8FEB86659FD93u >> 32);
}

uint32_t q_key_hash(const char *folded, size_t length)
{
    uint64_t hash = hash_begin(length);
    for (size_t i = 0; i < length; i += Q_KEY_PART)
        hash = hash_part(hash, read_part(folded + i, length - i, length - i));
    return hash_end(hash);
}

uint64_t q_key_first(const char *folded, size_t length)
{
    return read_part(folded, length, length);
}

/* Whether some byte is white space, a control character or beyond ASCII. */
static int has_other(uint64_t part)
{
    return ((part | ((part - Q_EACH(' ' + 1)) & ~part)) & Q_EACH(0x80)) != 0;
}

/* Bytes of ASCII with capitals made small. */
static uint64_t lower(uint64_t part)
{
    uint64_t from_a = part + Q_EACH(0x80 - 'A'), beyond_z = part + Q_EACH(0x7F - 'Z');
    return part | (from_a & ~beyond_z & Q_EACH(0x80)) >> 2;
}

/* Folds a word of ASCII; 0 when it is none. */
static int read_plain(q_key *key, const char *word, size_t length, size_t readable)
{
    uint64_t hash = hash_begin(length);
    for (size_t i = 0; i < length; i += Q_KEY_PART) {
        uint64_t part = read_part(word + i, length - i, readable - i);
        uint64_t beyond = length - i < Q_KEY_PART ? ~q_first_bytes(length - i) : 0;
        if (has_other(part | (beyond & Q_EACH('!'))))
            return 0;
        part = lower(part);
        q_write64((unsigned char *)key->at + i, part);
        hash = hash_part(hash, part);
    }
    key->length = length;
    key->hash = hash_end(hash);
    return 1;
}

/* Puts zeros behind the word and hashes it. */
static int finish(q_key *key, size_t length)
{
    memset(key->at + length, 0, Q_KEY_PART);
    key->length = length;
    key->hash = q_key_hash(key->at, length);
    return 1;
}

int q_key_read(q_key *key, const char *text, uint32_t start, uint32_t end, uint32_t limit)
{
    size_t length = end - start;
    if (length <= Q_KEY_ROOM - Q_KEY_PART && read_plain(key, text + start, length, limit - start))
        return 1;
    length = q_fold(text + start, length, key->at, Q_KEY_ROOM - Q_KEY_PART);
    return length != SIZE_MAX && finish(key, length);
}

int q_key_set(q_key *key, const char *folded, size_t length)
{
    if (length > Q_KEY_ROOM - Q_KEY_PART)
        return 0;
    memcpy(key->at, folded, length);
    return finish(key, length);
}
