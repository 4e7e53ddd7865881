/* marked.h - words in quotation marks that nobody speaks. */
#ifndef Q_MARKED_H
#define Q_MARKED_H

#include "document.h"

/* Whether the text marks whole utterances as a rule and parts of clauses but seldom, as novels do and news does not. */
int q_marks_utterances(const q_document *document);

/* Whether the words of a region are a title, a term, a nickname or a scare quote, and which of them. `utterances` is what
 * q_marks_utterances says of the text. */
int q_marked_class(const q_document *document, const q_region *region, int utterances, quoth_marked_class *class_);

/* Adds a region to `marked`, 0 when memory ends. */
int q_marked_put(q_document *document, uint32_t region, quoth_marked_class class_);

/* Puts the rows of `marked` from `first` on in their places among those before; both are in order. */
quoth_status q_marked_settle(q_document *document, uint32_t first);

/* Whether a region is among the first `count` rows of `marked`, which are in order. */
int q_marked_has(const q_document *document, uint32_t count, uint32_t region);

#endif
