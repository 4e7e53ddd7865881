/* written.h - words as the text writes them, so that one that was met lately need not be folded and looked up again.
 *
 * A table with one place for all words of one hash: the last one met stays. */
#ifndef Q_WRITTEN_H
#define Q_WRITTEN_H

#include "document.h"

/* Begins the table of a new text. */
quoth_status q_written_begin(q_document *document);

/* Reads the word at [start, end) of the text and gives the place where it is kept or may be kept; NULL when it is too long. */
q_written *q_written_read(const q_document *document, uint32_t start, uint32_t end, q_written *word);

/* Whether the word is the one kept at its place. */
static inline int q_written_is(const q_written *kept, const q_written *word)
{
    return !((kept->bytes[0] ^ word->bytes[0]) | (kept->bytes[1] ^ word->bytes[1]) | (uint64_t)(kept->length ^ word->length));
}

#endif
