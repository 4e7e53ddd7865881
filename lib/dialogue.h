/* dialogue.h - speech that no quotation marks enclose: turns after a dash, with the words of the author between them.
 *
 * Conventions: Spanish sets the tag off by dashes that touch it (-Ya voy -dijo Ana-. Espera.), Portuguese, Polish and Russian by
 * dashes between blanks, French, Swedish, Greek and English by a comma alone. All are read by one rule: a dash or a stop, then
 * the words of the author up to the next dash or stop; which of them a text uses need not be known. */
#ifndef Q_DIALOGUE_H
#define Q_DIALOGUE_H

#include "document.h"

typedef struct q_dialogue { /* what the text does */
    uint8_t dash[3]; /* em dash or bar, en dash, hyphen at the start of a paragraph begins a turn */
    uint32_t label_first, label_last; /* first and last paragraph with a label; first > last for none */
    uint8_t labels;  /* most paragraphs between them have one: the others go on from the one before */
} q_dialogue;

q_dialogue q_dialogue_read(const q_document *document);

/* The first byte of the words after the dash that begins a paragraph as a turn; 0 when it is no turn. */
uint32_t q_turn_start(const q_document *document, const q_dialogue *dialogue, uint32_t paragraph);

/* The first words of the author in the speech [at, end): the span from the blank before its dash or the mark before it to
 * where the speech goes on; empty at `end` when there are none. */
q_span q_aside(const q_document *document, uint32_t at, uint32_t end);

/* The same for a dash within quotation marks at a byte: only a tag with a dash on both sides; empty when it is none. */
q_span q_dashed_tag(const q_document *document, uint32_t dash, uint32_t end);

/* The tag after a comma or stop in [at, end): “..., said Ann. Its end is where the sentence or the clause ends. */
q_span q_plain_tag(const q_document *document, uint32_t at, uint32_t end);

int q_is_dash(uint32_t c);

#endif
