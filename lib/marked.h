/* marked.h - words in quotation marks that nobody speaks. */
#ifndef Q_MARKED_H
#define Q_MARKED_H

#include "document.h"

/* Whether the text marks whole utterances as a rule and parts of clauses but seldom, as novels do and news does not. */
int q_marks_utterances(const q_document *document);

/* Whether the words of a region are a title, a term, a nickname or a scare quote, and which of them. `utterances` is what
 * q_marks_utterances says of the text. */
int q_marked_class(const q_document *document, const q_region *region, int utterances, quoth_marked_class *class_);

#endif
