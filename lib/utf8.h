/* utf8.h - reading UTF-8 that has been validated, letters and their classes, folding. */
#ifndef Q_UTF8_H
#define Q_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Offset of the first byte that is not UTF-8 (RFC 3629: no surrogates, no overlong forms), or `length`. */
size_t q_utf8_invalid(const char *text, size_t length);

uint32_t q_utf8_long(const char *text, uint32_t at, uint32_t *next); /* q_utf8_at of two bytes or more */

/* The code point at `at`; `*next` is where the following one begins. The text is valid and at < length. */
static inline uint32_t q_utf8_at(const char *text, uint32_t at, uint32_t *next)
{
    unsigned char c = (unsigned char)text[at];
    if (c >= 0x80)
        return q_utf8_long(text, at, next);
    *next = at + 1;
    return c;
}

/* The code point that ends before `at`; `*start` is where it begins. at > 0. */
uint32_t q_utf8_before(const char *text, uint32_t at, uint32_t *start);

int q_is_wide_space(uint32_t c); /* white space beyond ASCII */
/* White space of Unicode, line ends and no-break spaces too. */
static inline int q_is_space(uint32_t c)
{
    return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : q_is_wide_space(c);
}
int q_is_wide_letter(uint32_t c); /* letters and combining marks beyond ASCII */
/* Letters and combining marks. */
static inline int q_is_letter(uint32_t c)
{
    return c < 0x80 ? (c | 32) >= 'a' && (c | 32) <= 'z' : q_is_wide_letter(c);
}
int q_is_upper(uint32_t c);  /* upper or title case */
int q_is_lower(uint32_t c);
int q_is_digit(uint32_t c);
static inline int q_is_word(uint32_t c) { return q_is_letter(c) || q_is_digit(c); }

/* . ! ? … */
static inline int q_is_stop(uint32_t c) { return c == '.' || c == '!' || c == '?' || c == 0x2026; }

static inline int q_is_lower_byte(char c) { return (unsigned)(c - 'a') < 26; } /* of ASCII */
static inline int q_is_upper_byte(char c) { return (unsigned)(c - 'A') < 26; }

/* Folds to a key of the lexicon: full case folding (utf8proc), NFC, U+2018 U+2019 U+02BC to ', runs of white space to one
 * space. Writes at most `room` bytes with the NUL and gives the length, or SIZE_MAX when it does not fit. */
size_t q_fold(const char *text, size_t length, char *out, size_t room);

#endif
