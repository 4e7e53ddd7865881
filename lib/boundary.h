/* boundary.h - the gaps of a paragraph where a sentence may end, and what speaks for it and against it.
 *
 *     q_boundary_open(&boundary, document);
 *     for each paragraph: q_boundary_paragraph(&boundary, index);
 *         while (q_boundary_next(&boundary))
 *             if (boundary.sure, or a sentence ends by the features of the gap) q_boundary_cut(&boundary);
 *
 * Features depend on where the open sentence began, so the gaps are decided in order. White space is white space: how wide it
 * is and whether it breaks the line counts for nothing. */
#ifndef Q_BOUNDARY_H
#define Q_BOUNDARY_H

#include "document.h"

enum { Q_BOUNDARY_FEATURES = 64, Q_BOUNDARY_LEXICAL = 12 };

typedef struct q_boundary {
    const q_document *document;
    q_span paragraph;
    uint8_t kind;                       /* q_paragraph_kind */
    uint8_t stopped;                    /* its sentences end with marks */
    quoth_style style;
    uint32_t gap;                       /* where what may be a sentence ends */
    uint32_t next;                      /* where the one after it would begin */
    uint8_t sure;                       /* a sentence ends at the gap without doubt */
    uint32_t sentence;                  /* where the open sentence began */
    uint32_t words;                     /* chunks between white space since then */
    uint32_t stop;                      /* the first stop behind the gap, or the end of the paragraph */
    uint32_t region;                    /* the first region that begins behind the gap */
    uint32_t inside;                    /* the innermost region that the gap lies in, or Q_NONE */
    uint32_t closed;                    /* the outermost region that ends at the word before the gap, or Q_NONE */
} q_boundary;

void q_boundary_open(q_boundary *boundary, const q_document *document, quoth_style style);
void q_boundary_paragraph(q_boundary *boundary, uint32_t index);

/* Goes to the next gap of the paragraph; 0 after the last. */
int q_boundary_next(q_boundary *boundary);

/* Writes the features of the gap; their number. */
uint32_t q_boundary_features(q_boundary *boundary, uint32_t *features);

/* A sentence ends at the gap. */
void q_boundary_cut(q_boundary *boundary);

/* Where the chunk before the gap begins, or one that begins at `at`, within the open sentence. */
uint32_t q_boundary_chunk_before(const q_boundary *boundary, uint32_t at);

#endif
