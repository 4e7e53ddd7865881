/* name.h - names as the measures compare them. */
#ifndef NAME_H
#define NAME_H

#include <stddef.h>
#include <unicode/uchar.h>

/* The words of a name in folded case, without a possessive ending and some titles before it. */
typedef struct name {
    UChar32 *letters;
    UChar32 **words; /* each ends in 0 */
    size_t count;
} name;

name name_read(const char *utf8);
void name_free(name *name);

/* Whether two names are the same, or differ only by further words between the same first and last word. */
int name_same(const name *a, const name *b);

/* 0 when two words are the same. */
int word_compare(const UChar32 *a, const UChar32 *b);

int is_letter_or_digit(UChar32 c);

#endif
