/* result.h - the immutable copy of what was found, in the caller's units. */
#ifndef Q_RESULT_H
#define Q_RESULT_H

#include "document.h"

quoth_status q_result_new(quoth_result **result, const q_document *document);

#endif
