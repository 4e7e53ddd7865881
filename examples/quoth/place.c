#include "place.h"

#include <stdlib.h>

enum { STEP = 1 << 8 }; /* bytes between two noted places */

/* Goes over one code point. */
static void step(const places *p, place *at)
{
    unsigned char lead = (unsigned char)p->text[at->byte];
    size_t width = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    size_t units[] = {[QUOTH_OFFSET_BYTE] = width, [QUOTH_OFFSET_CODEPOINT] = 1, [QUOTH_OFFSET_UTF16] = width == 4 ? 2 : 1};
    at->byte += width;
    at->offset += units[p->unit];
    at->column++;
    if (lead == '\n') {
        at->line++;
        at->column = 1;
    }
}

int places_open(places *p, const char *text, size_t length, quoth_offset_unit unit)
{
    *p = (places){.text = text, .length = length, .unit = unit};
    p->noted = malloc((length / STEP + 1) * sizeof *p->noted);
    if (!p->noted)
        return 0;
    place at = {0, 0, 1, 1};
    for (;;) {
        if (at.byte >= p->count * STEP)
            p->noted[p->count++] = at;
        if (at.byte >= length)
            return 1;
        step(p, &at);
    }
}

void places_free(places *p)
{
    free(p->noted);
    *p = (places){0};
}

place places_find(const places *p, size_t offset)
{
    size_t low = 0, high = p->count; /* the one wanted is noted[low] */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (p->noted[middle].offset <= offset)
            low = middle;
        else
            high = middle;
    }
    place at = p->noted[low];
    while (at.offset < offset && at.byte < p->length)
        step(p, &at);
    return at;
}
