#include "buffer.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST = 1 << 12, CHUNK = 1 << 16 };

char *buffer_room(buffer *b, size_t more)
{
    if (b->failed || more > SIZE_MAX / 2 - b->length) {
        b->failed = 1;
        return NULL;
    }
    if (b->room - b->length < more) {
        size_t room = b->room ? b->room : LEAST;
        while (room - b->length < more)
            room *= 2;
        char *bytes = realloc(b->bytes, room);
        if (!bytes) {
            b->failed = 1;
            return NULL;
        }
        b->bytes = bytes;
        b->room = room;
    }
    return b->bytes + b->length;
}

void buffer_put(buffer *b, const char *bytes, size_t length)
{
    char *room = buffer_room(b, length);
    if (!room || !length)
        return;
    memcpy(room, bytes, length);
    b->length += length;
}

void buffer_text(buffer *b, const char *text)
{
    buffer_put(b, text, strlen(text));
}

void buffer_format(buffer *b, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int need = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *room = buffer_room(b, (size_t)need + 1);
    if (!room)
        return;
    va_start(arguments, format);
    vsnprintf(room, (size_t)need + 1, format, arguments);
    va_end(arguments);
    b->length += (size_t)need;
}

void buffer_read(buffer *b, FILE *file)
{
    size_t got;
    errno = 0;
    do {
        char *room = buffer_room(b, CHUNK);
        got = room ? fread(room, 1, CHUNK, file) : 0;
        b->length += got;
    } while (got);
    if (ferror(file))
        b->failed = 1;
    else if (b->failed)
        errno = ENOMEM;
}

void buffer_free(buffer *b)
{
    free(b->bytes);
    *b = (buffer){0};
}
