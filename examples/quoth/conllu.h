/* conllu.h - a document as CoNLL-U, the table of words that tools of Universal Dependencies read. */
#ifndef CONLLU_H
#define CONLLU_H

#include "print.h"

/* The offsets of the result are bytes. MISC has SpaceAfter=No and, where they apply, Name (B-PERSON), Quote (the ids of the
 * quotes that hold the word, outer first) and Speaker (of the innermost). */
void conllu_put(buffer *out, const document *d);

#endif
