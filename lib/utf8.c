#include "utf8.h"

#include <string.h>
#include <utf8proc.h>

#define TIMES_5(class_) class_, class_, class_, class_, class_
#define TIMES_16(class_) TIMES_5(class_), TIMES_5(class_), TIMES_5(class_), class_
#define MARK Q_BYTE_MARK
#define LETTERS(class_) MARK, TIMES_16(class_), TIMES_5(class_), TIMES_5(class_), TIMES_5(MARK) /* with @ and what follows Z */

const uint8_t q_byte_classes[256] = {
    TIMES_5(MARK), MARK, MARK, MARK, MARK, TIMES_5(Q_BYTE_SPACE), MARK, MARK, /* 9 to 13 */
    TIMES_16(MARK),
    Q_BYTE_SPACE, TIMES_5(MARK), TIMES_5(MARK), TIMES_5(MARK),
    TIMES_5(Q_BYTE_DIGIT), TIMES_5(Q_BYTE_DIGIT), TIMES_5(MARK), MARK,
    LETTERS(Q_BYTE_UPPER), LETTERS(Q_BYTE_LOWER),
    TIMES_16(Q_BYTE_WIDE), TIMES_16(Q_BYTE_WIDE), TIMES_16(Q_BYTE_WIDE), TIMES_16(Q_BYTE_WIDE),
    TIMES_16(Q_BYTE_WIDE), TIMES_16(Q_BYTE_WIDE), TIMES_16(Q_BYTE_WIDE), TIMES_16(Q_BYTE_WIDE),
};

size_t q_utf8_invalid(const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t i = 0;
    while (i < length) {
        uint64_t word;
        if (length - i >= sizeof word && (memcpy(&word, s + i, sizeof word), !(word & 0x8080808080808080u))) {
            i += sizeof word;
            continue;
        }
        if (s[i] < 0x80) {
            i++;
            continue;
        }
        size_t more = s[i] >= 0xF0 ? 3 : s[i] >= 0xE0 ? 2 : 1;
        if (s[i] < 0xC2 || s[i] > 0xF4 || length - i <= more)
            return i;
        unsigned low = s[i] == 0xE0 ? 0xA0 : s[i] == 0xF0 ? 0x90 : 0x80;
        unsigned high = s[i] == 0xED ? 0x9F : s[i] == 0xF4 ? 0x8F : 0xBF;
        if (s[i + 1] < low || s[i + 1] > high)
            return i;
        for (size_t k = 2; k <= more; k++)
            if ((s[i + k] & 0xC0) != 0x80)
                return i;
        i += more + 1;
    }
    return length;
}

uint32_t q_utf8_long(const char *text, uint32_t at, uint32_t *next)
{
    const unsigned char *s = (const unsigned char *)text + at;
    if (s[0] < 0xE0) {
        *next = at + 2;
        return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
    }
    if (s[0] < 0xF0) {
        *next = at + 3;
        return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
    }
    *next = at + 4;
    return (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 | (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
}

uint32_t q_utf8_long_before(const char *text, uint32_t at, uint32_t *start)
{
    uint32_t next;
    do
        at--;
    while (((unsigned char)text[at] & 0xC0) == 0x80);
    *start = at;
    return q_utf8_at(text, at, &next);
}

int q_is_wide_space(uint32_t c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

static int is_between(uint32_t c, utf8proc_category_t first, utf8proc_category_t last)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category >= first && category <= last;
}

int q_is_wide_letter(uint32_t c)
{
    return is_between(c, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_ME);
}

int q_is_wide_upper(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

int q_is_wide_lower(uint32_t c)
{
    return is_between(c, UTF8PROC_CATEGORY_LL, UTF8PROC_CATEGORY_LL);
}

int q_is_wide_digit(uint32_t c)
{
    return is_between(c, UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NO);
}

int q_is_wide_word(uint32_t c)
{
    return is_between(c, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_NO);
}

static size_t put(char *out, size_t room, size_t used, uint32_t c)
{
    utf8proc_uint8_t bytes[4];
    if (c < 0x80 && used < room && room - used > 1) {
        out[used] = (char)c;
        return used + 1;
    }
    size_t n = (size_t)utf8proc_encode_char((utf8proc_int32_t)c, bytes);
    if (used == SIZE_MAX || room - used <= n)
        return SIZE_MAX;
    memcpy(out + used, bytes, n);
    return used + n;
}

/* Case folding gives at most three code points for one. */
static size_t put_folded(char *out, size_t room, size_t used, uint32_t c)
{
    utf8proc_int32_t folded[8];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, folded, 8, UTF8PROC_CASEFOLD, &boundary);
    if (n <= 0 || n > 8)
        return put(out, room, used, c);
    for (utf8proc_ssize_t i = 0; i < n; i++)
        used = put(out, room, used, (uint32_t)folded[i]);
    return used;
}

enum { COMPOSE_MAX = 256 }; /* longest string in code points that is composed */

/* Composes what stands decomposed ("e" + U+0301) where it fits: a few letters are longer composed (U+0958). */
static size_t compose(char *out, size_t used, size_t room)
{
    utf8proc_int32_t points[COMPOSE_MAX];
    char composed[4 * COMPOSE_MAX + 1];
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)out, (utf8proc_ssize_t)used, points,
                                            COMPOSE_MAX, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (n < 0 || n > COMPOSE_MAX)
        return used;
    n = utf8proc_normalize_utf32(points, n, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    size_t length = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++)
        length = put(composed, sizeof composed, length, (uint32_t)points[i]);
    if (length >= room)
        return used;
    memcpy(out, composed, length);
    out[length] = '\0';
    return length;
}

size_t q_fold(const char *text, size_t length, char *out, size_t room)
{
    size_t used = 0;
    int ascii = 1;
    if (!room)
        return SIZE_MAX;
    for (uint32_t i = 0, next; i < length && used != SIZE_MAX; i = next) {
        uint32_t c = q_utf8_at(text, i, &next);
        if (c < 0x80 && c != '\t' && c != '\n' && c != '\r' && c != '\v' && c != '\f' && c != ' ') {
            used = put(out, room, used, c >= 'A' && c <= 'Z' ? c + 32 : c);
        } else if (q_is_space(c)) {
            if (!used || out[used - 1] != ' ')
                used = put(out, room, used, ' ');
        } else if (c == 0x2018 || c == 0x2019 || c == 0x02BC) {
            used = put(out, room, used, '\'');
        } else {
            ascii = 0;
            used = put_folded(out, room, used, c);
        }
    }
    if (used == SIZE_MAX)
        return SIZE_MAX;
    out[used] = '\0';
    return ascii ? used : compose(out, used, room);
}
