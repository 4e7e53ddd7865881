#include "name.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "corpus.h"

int is_letter_or_digit(UChar32 c)
{
    return u_isalpha(c) || u_getIntPropertyValue(c, UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

static int in_word(UChar32 c)
{
    return c == '_' || is_letter_or_digit(c);
}

/* NFKC, then full case folding; to be freed. */
static UChar32 *fold(const char *utf8, int32_t *length)
{
    UErrorCode status = U_ZERO_ERROR;
    size_t room = strlen(utf8) * 18 + 1; /* a code unit gives at most 18 in NFKC, and one of those at most 3 when folded */
    UChar *plain = take(room, sizeof *plain), *normal = take(room, sizeof *normal), *folded = take(room * 3, sizeof *folded);
    UChar32 *out = take(room * 3, sizeof *out);
    u_strFromUTF8(plain, (int32_t)room, length, utf8, -1, &status);
    *length = unorm2_normalize(unorm2_getNFKCInstance(&status), plain, *length, normal, (int32_t)room, &status);
    *length = u_strFoldCase(folded, (int32_t)room * 3, normal, *length, U_FOLD_CASE_DEFAULT, &status);
    u_strToUTF32(out, (int32_t)room * 3, length, folded, *length, &status);
    free(plain);
    free(normal);
    free(folded);
    if (U_FAILURE(status))
        *length = 0;
    return out;
}

/* Whether 's, the end of a word, stands at a place. */
static int possessive(const UChar32 *s, int32_t at, int32_t length)
{
    return at + 1 < length && (s[at] == '\'' || s[at] == 0x2019) && s[at + 1] == 's' && (at + 2 == length || !in_word(s[at + 2]));
}

int word_compare(const UChar32 *a, const UChar32 *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a != *b;
}

/* Titles that say nothing of who it is. */
static int is_title(const UChar32 *word)
{
    static const UChar32 titles[][6] = {{'d', 'r'}, {'s', 'i', 'r'}, {'m', 'a', 'd', 'a', 'm'}, {'t', 'h', 'e'}};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (!word_compare(word, titles[i]))
            return 1;
    return 0;
}

/* The words stay where they are, each ended by a 0 in the place of what stood behind it. */
name name_read(const char *utf8)
{
    int32_t length, used = 0;
    name n = {.letters = fold(utf8, &length)};
    n.words = take((size_t)length, sizeof *n.words);
    int open = 0;
    for (int32_t i = 0; i < length; i++) {
        int ending = possessive(n.letters, i, length);
        if (!ending && in_word(n.letters[i])) {
            if (!open)
                n.words[n.count++] = n.letters + used;
            n.letters[used++] = n.letters[i];
            open = 1;
        } else {
            if (open && !ending)
                n.letters[used++] = 0;
            open &= ending;
            i += ending;
        }
    }
    n.letters[used] = 0;
    while (n.count > 1 && is_title(n.words[0]))
        memmove(n.words, n.words + 1, --n.count * sizeof *n.words);
    return n;
}

void name_free(name *n)
{
    free(n->letters);
    free(n->words);
}

/* Whether each word of one is in the other. */
static int contained(const name *a, const name *b)
{
    for (size_t i = 0; i < a->count; i++) {
        size_t k = 0;
        while (k < b->count && word_compare(a->words[i], b->words[k]))
            k++;
        if (k == b->count)
            return 0;
    }
    return 1;
}

static int equal(const name *a, const name *b)
{
    size_t i = 0;
    while (i < a->count && i < b->count && !word_compare(a->words[i], b->words[i]))
        i++;
    return i == a->count && i == b->count;
}

int name_same(const name *a, const name *b)
{
    if (equal(a, b))
        return 1;
    return a->count > 1 && b->count > 1 && !word_compare(a->words[0], b->words[0]) &&
           !word_compare(a->words[a->count - 1], b->words[b->count - 1]) && (contained(a, b) || contained(b, a));
}
