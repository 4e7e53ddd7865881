/* bytes.h - little-endian numbers at any address, and asking for memory ahead. */
#ifndef Q_BYTES_H
#define Q_BYTES_H

#include <stddef.h>
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

/* Eight bytes are read as one number; a mark is the highest bit of a byte. */
#define Q_EACH(byte) ((uint64_t)(byte) * 0x0101010101010101u)
#define Q_MARKS Q_EACH(0x80)

/* Marks the bytes that are the one given. */
static inline uint64_t q_marks_of(uint64_t bytes, unsigned char byte)
{
    uint64_t differ = bytes ^ Q_EACH(byte);
    return ~(((differ & ~Q_MARKS) + Q_EACH(0x7F)) | differ) & Q_MARKS;
}

/* What leaves the first `count` bytes, at most eight; from a table, as lengths of words are not foreseen by the processor. */
static inline uint64_t q_first_bytes(size_t count)
{
    static const uint64_t leave[] = {0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, UINT64_MAX};
    return leave[count];
}

/* Marks the letters and digits of ASCII. */
static inline uint64_t q_word_marks(uint64_t bytes)
{
    uint64_t low = bytes & ~Q_MARKS, small = low | Q_EACH(0x20);
    uint64_t letter = (small + Q_EACH(0x80 - 'a')) & ~(small + Q_EACH(0x7F - 'z'));
    uint64_t digit = (low + Q_EACH(0x80 - '0')) & ~(low + Q_EACH(0x7F - '9'));
    return (letter | digit) & ~bytes & Q_MARKS;
}

/* The number of bytes in front of the first that is marked, of eight. */
static inline uint32_t q_bytes_before(uint64_t marks)
{
#ifdef __GNUC__
    return (uint32_t)__builtin_ctzll(marks | !marks) / 8 + (marks ? 0 : 8);
#else
    uint32_t count = 0;
    while (count < 8 && !(marks >> 8 * count & 0x80))
        count++;
    return count;
#endif
}

/* How many of the first `count` bytes are marked. */
static inline uint32_t q_marks_count(uint64_t marks, uint32_t count)
{
    return (uint32_t)(((marks & q_first_bytes(count)) >> 7) * Q_EACH(1) >> 56);
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
