/* headline.h - what headlines report with a colon or a dash in place of a verb. */
#ifndef Q_HEADLINE_H
#define Q_HEADLINE_H

#include "document.h"

/* Appends what the headlines of a text report, in order among the rows of quotes from `rows` on. */
quoth_status q_headline_find(q_document *document, uint32_t rows);

#endif
