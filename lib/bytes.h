/* bytes.h - little-endian numbers at any address, and asking for memory ahead. */
#ifndef Q_BYTES_H
#define Q_BYTES_H

#include <stdint.h>

static inline uint32_t q_read32(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static inline uint64_t q_read64(const unsigned char *at)
{
    return q_read32(at) | (uint64_t)q_read32(at + 4) << 32;
}

static inline void q_write32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> 8 * i);
}

static inline void q_write64(unsigned char *at, uint64_t value)
{
    q_write32(at, (uint32_t)value);
    q_write32(at + 4, (uint32_t)(value >> 32));
}

/* Whether one of eight bytes, read as a number, is the one given. */
static inline int q_has_byte(uint64_t bytes, unsigned char byte)
{
    uint64_t ones = 0x0101010101010101u, differ = bytes ^ ones * byte;
    return ((differ - ones) & ~differ & ones * 0x80) != 0;
}

/* The number of bytes in front of the first whose highest bit is set, of eight. */
static inline uint32_t q_bytes_before(uint64_t marks)
{
#ifdef __GNUC__
    return marks ? (uint32_t)__builtin_ctzll(marks) / 8 : 8;
#else
    uint32_t count = 0;
    while (count < 8 && !(marks >> 8 * count & 0x80))
        count++;
    return count;
#endif
}

/* The number of the lowest bit that is set; some bit is. */
static inline uint32_t q_lowest_bit(uint32_t bits)
{
#ifdef __GNUC__
    return (uint32_t)__builtin_ctz(bits);
#else
    uint32_t bit = 0;
    while (!(bits >> bit & 1))
        bit++;
    return bit;
#endif
}

/* How many of eight bytes stand in front of the first that is no letter or digit of ASCII. */
static inline uint32_t q_word_bytes(uint64_t bytes)
{
    uint64_t each = 0x0101010101010101u, high = each * 0x80, low = bytes & ~high, small = low | each * 0x20;
    uint64_t letter = (small + each * (0x80 - 'a')) & ~(small + each * (0x7F - 'z'));
    uint64_t digit = (low + each * (0x80 - '0')) & ~(low + each * (0x7F - '9'));
    return q_bytes_before((~(letter | digit) | bytes) & high);
}

/* Asks for memory ahead of its use: what lies far apart comes on its ways to the processor side by side. */
static inline void q_ask_for(const void *address)
{
#ifdef __GNUC__
    __builtin_prefetch(address);
#else
    (void)address;
#endif
}

#endif
