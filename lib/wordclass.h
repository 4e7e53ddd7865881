/* wordclass.h - what each token can be, by rules: for the room tag where no learned tagger runs. */
#ifndef Q_WORDCLASS_H
#define Q_WORDCLASS_H

#include "document.h"

/* Writes the set `upos` of every token, from the lexicon and the word's ending, narrowed by its neighbours. A set is never
 * emptied; a rule that would leave nothing does not apply. */
quoth_status q_wordclass_sets(q_document *document);

#endif
