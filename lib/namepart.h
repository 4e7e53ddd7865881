/* namepart.h - parts of a name that were read as names of their own, or as none. */
#ifndef Q_NAMEPART_H
#define Q_NAMEPART_H

#include "document.h"

/* Joins them; one pass over the tokens. */
void q_name_parts_join(q_document *document);

/* The first token of what an abbreviation in brackets stands for, which ends before the token of the opening bracket; Q_NONE where
 * it stands for none of it (Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text,
 * PSB 2003). */
uint32_t q_long_form(const q_document *document, uint32_t bracket);

#endif
