/* buffer.h - bytes that grow. When memory ends, `failed` is set and stays, and what is put is dropped. */
#ifndef BUFFER_H
#define BUFFER_H

#include <stddef.h>
#include <stdio.h>

typedef struct buffer {
    char *bytes;
    size_t length;
    size_t room;
    int failed;
} buffer;

/* Room for `more` bytes behind the end, or NULL. */
char *buffer_room(buffer *buffer, size_t more);
void buffer_put(buffer *buffer, const char *bytes, size_t length);
void buffer_text(buffer *buffer, const char *text);
void buffer_format(buffer *buffer, const char *format, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 2, 3)))
#endif
    ;

/* All that is left in a file; `failed` with errno when it cannot be read. */
void buffer_read(buffer *buffer, FILE *file);

void buffer_free(buffer *buffer);

#endif
