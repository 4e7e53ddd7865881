/* encoding.h - texts that are not UTF-8. */
#ifndef ENCODING_H
#define ENCODING_H

#include "buffer.h"

enum { ENCODING_NAME = 64 };

typedef struct decoded {
    const char *error;        /* what is wrong, or NULL */
    size_t offset;            /* of the error, in bytes of the file */
    size_t skipped;           /* bytes of the byte order mark before a text that was UTF-8 already */
    char was[ENCODING_NAME];  /* the encoding that "auto" found in a text that was not UTF-8; otherwise "" */
} decoded;

/* Whether --encoding takes the name: "auto", or a name that ICU knows. */
int encoding_known(const char *name);

/* Makes the content of a file UTF-8, without its byte order mark. `name` NULL: the text is UTF-8, or what a byte order mark
 * says. A text that is UTF-8 already is not checked. */
decoded encoding_decode(buffer *content, const char *name);

#endif
