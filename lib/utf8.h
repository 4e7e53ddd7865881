/* utf8.h - reading UTF-8 that has been validated, letters and their classes, folding. */
#ifndef Q_UTF8_H
#define Q_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Offset of the first byte that is not UTF-8 (RFC 3629: no surrogates, no overlong forms), or `length`. */
size_t q_utf8_invalid(const char *text, size_t length);

enum { /* classes of bytes; a set */
    Q_BYTE_LOWER = 1, /* letters and digits of ASCII */
    Q_BYTE_UPPER = 2,
    Q_BYTE_DIGIT = 4,
    Q_BYTE_WORD = Q_BYTE_LOWER | Q_BYTE_UPPER | Q_BYTE_DIGIT,
    Q_BYTE_SPACE = 8,
    Q_BYTE_WIDE = 16, /* of a character beyond ASCII */
    Q_BYTE_MARK = 32  /* all others */
};
extern const uint8_t q_byte_classes[256];
static inline unsigned q_byte_class(char byte) { return q_byte_classes[(unsigned char)byte]; }

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

uint32_t q_utf8_long_before(const char *text, uint32_t at, uint32_t *start); /* q_utf8_before of two bytes or more */

/* The code point that ends before `at`; `*start` is where it begins. at > 0. */
static inline uint32_t q_utf8_before(const char *text, uint32_t at, uint32_t *start)
{
    unsigned char c = (unsigned char)text[at - 1];
    if (c >= 0x80)
        return q_utf8_long_before(text, at, start);
    *start = at - 1;
    return c;
}

int q_is_wide_space(uint32_t c); /* these: of characters beyond ASCII */
int q_is_wide_letter(uint32_t c);
int q_is_wide_upper(uint32_t c);
int q_is_wide_lower(uint32_t c);
int q_is_wide_digit(uint32_t c);
int q_is_wide_word(uint32_t c);

/* Whether a character of ASCII is of a class. */
static inline int q_is_of(uint32_t c, unsigned classes) { return (q_byte_classes[c] & classes) != 0; }

/* White space of Unicode, line ends and no-break spaces too. */
static inline int q_is_space(uint32_t c) { return c < 0x80 ? q_is_of(c, Q_BYTE_SPACE) : q_is_wide_space(c); }
/* Letters and combining marks. */
static inline int q_is_letter(uint32_t c) { return c < 0x80 ? q_is_of(c, Q_BYTE_LOWER | Q_BYTE_UPPER) : q_is_wide_letter(c); }
/* Upper or title case. */
static inline int q_is_upper(uint32_t c) { return c < 0x80 ? q_is_of(c, Q_BYTE_UPPER) : q_is_wide_upper(c); }
static inline int q_is_lower(uint32_t c) { return c < 0x80 ? q_is_of(c, Q_BYTE_LOWER) : q_is_wide_lower(c); }
static inline int q_is_digit(uint32_t c) { return c < 0x80 ? q_is_of(c, Q_BYTE_DIGIT) : q_is_wide_digit(c); }
static inline int q_is_word(uint32_t c) { return c < 0x80 ? q_is_of(c, Q_BYTE_WORD) : q_is_wide_word(c); }

/* . ! ? … */
static inline int q_is_stop(uint32_t c) { return c == '.' || c == '!' || c == '?' || c == 0x2026; }

static inline int q_is_upper_byte(char c) { return (unsigned)(c - 'A') < 26; } /* of ASCII */

/* Folds to a key of the lexicon: full case folding (utf8proc), NFC, U+2018 U+2019 U+02BC to ', runs of white space to one
 * space. Writes at most `room` bytes with the NUL and gives the length, or SIZE_MAX when it does not fit, as it always does in
 * Q_FOLD_GROWTH times the length and one more. */
enum { Q_FOLD_GROWTH = 12 };
size_t q_fold(const char *text, size_t length, char *out, size_t room);

#endif
