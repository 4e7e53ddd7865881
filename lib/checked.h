/* checked.h - a linear model that keeps only the features that matter. A row of weights begins with two bytes of the feature it
 * belongs to, so that other features that come to the row weigh nothing.
 *
 * Section: three little-endian numbers (classes, stride, rows) and 52 bytes of 0, then the rows: the check, then one 8-bit
 * weight for each class but the first, above that of the first. A feature stands in the row of its low bits or in that beside
 * it. */
#ifndef Q_CHECKED_H
#define Q_CHECKED_H

#include <stddef.h>
#include <stdint.h>

enum { Q_CHECKED_HEADER = 64, Q_CHECKED_BITS_MAX = 24, Q_CHECKED_STRIDE_MAX = 4096 };

typedef struct q_checked {
    const unsigned char *rows;
    uint32_t mask; /* rows - 1; the rows are a power of two */
    uint32_t classes;
    uint32_t stride; /* bytes from row to row */
} q_checked;

/* Opens a section in place. 0, or -1 when it is not one; NULL gives -1. */
int q_checked_open(q_checked *model, const void *bytes, size_t size);

int q_checked_is_good(const void *bytes, size_t size);

/* By which a feature knows its row. */
static inline uint16_t q_checked_mark(uint32_t feature)
{
    return (uint16_t)(feature >> 16);
}

#endif
