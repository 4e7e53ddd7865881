/* edits.h - how words become lemmas: section lemma.edits of the model.
 *
 * An edit takes one ending off a folded word and puts another on: "ies" and "y", "was" and "be". The first edit changes
 * nothing. Each row has Q_EDIT_ROW bytes: the XPOS it goes with (8 bytes, little-endian, a bit for each), the lengths of both
 * endings, and the endings. */
#ifndef Q_EDITS_H
#define Q_EDITS_H

#include <stddef.h>
#include <stdint.h>

enum { Q_EDIT_ROW = 32, Q_EDIT_ENDING = 11 };

typedef struct q_edits {
    const unsigned char *rows;
    uint32_t count;
} q_edits;

/* Opens a section in place: 0, or -1 when its size is that of no rows. The other looks at every row, once a load. */
int q_edits_open(q_edits *edits, const void *bytes, size_t size);
int q_edits_are_good(const void *bytes, size_t size);

/* The XPOS an edit goes with, a bit for each; the byte that a word must end in, 0 for any. */
uint64_t q_edit_xpos(const q_edits *edits, uint32_t edit);
unsigned char q_edit_last(const q_edits *edits, uint32_t edit);

/* Whether an edit goes with an XPOS and the word ends as it wants. */
int q_edit_fits(const q_edits *edits, uint32_t edit, uint32_t xpos, const char *word, size_t length);

/* The edited word, NUL-terminated, and its length; the edit fits, and `out` has Q_EDIT_ENDING bytes more than the word. */
size_t q_edit_apply(const q_edits *edits, uint32_t edit, const char *word, size_t length, char *out);

#endif
