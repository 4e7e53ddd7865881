/* place.h - from offsets to bytes, lines and columns. */
#ifndef PLACE_H
#define PLACE_H

#include <stddef.h>

#include "quoth/quoth.h"

typedef struct place {
    size_t offset; /* in the unit of the offsets */
    size_t byte;
    size_t line;   /* from 1 */
    size_t column; /* from 1, in code points */
} place;

/* A text with a place noted every so many bytes, so that any other is near one. */
typedef struct places {
    const char *text;
    size_t length;
    quoth_offset_unit unit;
    place *noted;
    size_t count;
} places;

/* Returns 0 when memory ends. The text must be UTF-8 and stay as long as the places. */
int places_open(places *places, const char *text, size_t length, quoth_offset_unit unit);
void places_free(places *places);
place places_find(const places *places, size_t offset);

#endif
