/* print.h - a result in the format that is asked for. */
#ifndef PRINT_H
#define PRINT_H

#include "buffer.h"
#include "quoth/quoth.h"
#include "settings.h"

typedef struct document {
    const char *id; /* or NULL */
    const char *text;
    size_t length;
    const quoth_result *result;
} document;

void print_result(buffer *out, const settings *settings, const document *document);

/* What stands before, between and behind the documents; an array of JSON when there may be several. */
const char *print_head(const settings *settings);
const char *print_between(const settings *settings);
const char *print_tail(const settings *settings);

#endif
