/* lists.h - the caller's own characters and reporting verbs, from files. */
#ifndef LISTS_H
#define LISTS_H

#include <jansson.h>
#include <stddef.h>

#include "quoth/quoth.h"

typedef struct characters {
    quoth_character *rows;
    size_t count;
    json_t *kept; /* holds the strings of the rows */
} characters;

typedef struct verbs {
    const char **words;
    size_t count;
    json_t *kept;
} verbs;

/* Both add to what was read before. They return 0 when the file cannot be read or is wrong; where, they say on standard error.
 *
 * Characters, one a line: NAME, GENDER (m, f, n or nothing) and any number of ALIASES, with tabs between. Or, in a file that
 * begins with [, JSON: [{"name": NAME, "gender": GENDER, "aliases": [ALIAS, ...]}, ...]. Verbs, one a line. A line that begins
 * with # is a comment. */
int characters_read(characters *characters, const char *path);
int verbs_read(verbs *verbs, const char *path);

void characters_free(characters *characters);
void verbs_free(verbs *verbs);

#endif
