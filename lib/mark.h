/* mark.h - the quotation marks of a text, each read by its form and its neighbours. */
#ifndef Q_MARK_H
#define Q_MARK_H

#include "document.h"

typedef enum q_mark_family { /* marks of one family pair with one another */
    Q_MARK_NONE = 0,
    Q_MARK_DOUBLE,    /* " “ ” „ ‟ ＂ `` '' ,, */
    Q_MARK_SINGLE,    /* ' ‘ ’ ‚ ‛ ` ´ */
    Q_MARK_GUILLEMET, /* « » << >> */
    Q_MARK_SMALL_GUILLEMET,
    Q_MARK_CORNER,
    Q_MARK_WHITE_CORNER,
    Q_MARK_DITTO,     /* 〝 〞 〟 */
    Q_MARK_PRIME,     /* ‵ ′ */
    Q_MARK_DOUBLE_PRIME,
    Q_MARK_TRIPLE_PRIME,
    Q_MARK_ORNAMENT,
    Q_MARK_SMALL_ORNAMENT,
    Q_MARK_DASH,      /* a dash that may set off a tag; pairs with nothing */
    Q_MARK_FAMILIES
} q_mark_family;

enum { /* q_mark.sides, a set */
    Q_MARK_OPENS = 1,
    Q_MARK_CLOSES = 2,
    Q_MARK_SURE = 4,     /* a single mark that closes after a stop: no apostrophe */
    Q_MARK_WEAK = 8,     /* a single mark that closes after an s or an elision: more likely an apostrophe */
    Q_MARK_STRAIGHT = 16, /* of one form for both sides */
    Q_MARK_MID_CLAUSE = 32, /* a word stands before it, without a comma or colon between */
    Q_MARK_LINE_START = 64,
    Q_MARK_ELIDED = 128   /* a single mark before a word written with an apostrophe: 'tis, '90s */
};

typedef struct q_mark {
    uint32_t start;
    uint32_t code;    /* its code point, of the first of two */
    uint8_t length;   /* bytes */
    uint8_t family;
    uint8_t sides;
} q_mark;

typedef struct q_marks {
    Q_ROWS(q_mark) rows;
    uint32_t openers[Q_MARK_FAMILIES]; /* marks that can only open, in the whole text: what its convention is */
} q_marks;

/* Reads the marks of all paragraphs, in order. */
quoth_status q_marks_read(const q_document *document, q_marks *marks);

/* Whether two marks are a pair in some language; a straight mark only with itself. */
int q_marks_match(const q_document *document, uint32_t open, uint32_t close);

#endif
