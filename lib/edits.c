#include "edits.h"

#include <string.h>

#include "model.h"

enum { TAKEN = 8, PUT = TAKEN + 1 + Q_EDIT_ENDING }; /* offsets of the endings in a row, each behind its length */

static const unsigned char *row_of(const q_edits *edits, uint32_t edit)
{
    return edits->rows + (size_t)edit * Q_EDIT_ROW;
}

int q_edits_open(q_edits *edits, const void *bytes, size_t size)
{
    *edits = (q_edits){bytes, (uint32_t)(size / Q_EDIT_ROW)};
    return bytes && size && size % Q_EDIT_ROW == 0 ? 0 : -1;
}

/* A length and so many bytes of whole characters, so that an edited word is UTF-8 as the word was. */
static int is_ending(const unsigned char *at)
{
    size_t length = *at, i = 1;
    while (length <= Q_EDIT_ENDING && i <= length && at[i] && (at[i] & 0xC0) != 0x80) {
        int more = at[i] < 0x80 ? 0 : at[i] < 0xE0 ? 1 : at[i] < 0xF0 ? 2 : 3;
        for (i++; more && i <= length && (at[i] & 0xC0) == 0x80; more--)
            i++;
        if (more)
            return 0;
    }
    return i == length + 1;
}

int q_edits_are_good(const void *bytes, size_t size)
{
    q_edits edits;
    if (q_edits_open(&edits, bytes, size) || row_of(&edits, 0)[TAKEN] || row_of(&edits, 0)[PUT])
        return 0;
    for (uint32_t i = 0; i < edits.count; i++)
        if (!is_ending(row_of(&edits, i) + TAKEN) || !is_ending(row_of(&edits, i) + PUT))
            return 0;
    return 1;
}

uint64_t q_edit_xpos(const q_edits *edits, uint32_t edit)
{
    return q_read64(row_of(edits, edit));
}

unsigned char q_edit_last(const q_edits *edits, uint32_t edit)
{
    const unsigned char *row = row_of(edits, edit);
    return row[TAKEN] ? row[TAKEN + row[TAKEN]] : 0;
}

int q_edit_fits(const q_edits *edits, uint32_t edit, uint32_t xpos, const char *word, size_t length)
{
    const unsigned char *row = row_of(edits, edit);
    size_t taken = row[TAKEN];
    return (q_read64(row) >> xpos & 1) && taken <= length && length - taken + row[PUT] > 0 &&
           (!taken || row[TAKEN + taken] == (unsigned char)word[length - 1]) && !memcmp(word + length - taken, row + TAKEN + 1, taken);
}

size_t q_edit_apply(const q_edits *edits, uint32_t edit, const char *word, size_t length, char *out)
{
    const unsigned char *row = row_of(edits, edit);
    size_t kept = length - row[TAKEN];
    memcpy(out, word, kept);
    memcpy(out + kept, row + PUT + 1, row[PUT]);
    out[kept + row[PUT]] = '\0';
    return kept + row[PUT];
}
