/* key.h - folded words as keys of hash tables (the lexicon, the lexemes of a text), read and hashed eight bytes at a time. */
#ifndef Q_KEY_H
#define Q_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "bytes.h"

enum {
    Q_KEY_PART = 8,     /* bytes read at a time */
    Q_KEY_ROOM = 1168   /* of a word of 192 bytes folded, at most three code points for one, and an ending more */
};

typedef struct q_key {
    char at[Q_KEY_ROOM]; /* zeros behind the word, up to a whole number of parts */
    size_t length;
    uint32_t hash;
} q_key;

/* Folds bytes of a text that can be read up to `limit`. 0 when there is no room. */
int q_key_read(q_key *key, const char *text, uint32_t start, uint32_t end, uint32_t limit);

/* Makes a key of a folded word. 0 when there is no room. */
int q_key_set(q_key *key, const char *folded, size_t length);

/* The hash of a folded word. */
uint32_t q_key_hash(const char *folded, size_t length);

/* The first part of a folded word, zeros behind it. */
uint64_t q_key_first(const char *folded, size_t length);

/* Whether two words with zeros behind them are the same. */
static inline int q_key_equals(const char *a, const char *b, size_t length)
{
    for (size_t i = 0; i < length; i += Q_KEY_PART)
        if (q_read64((const unsigned char *)a + i) != q_read64((const unsigned char *)b + i))
            return 0;
    return 1;
}

#endif
