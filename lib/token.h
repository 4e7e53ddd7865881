/* token.h - rows of tokens, for rooms and trainers that know the borders of words already. */
#ifndef Q_TOKEN_H
#define Q_TOKEN_H

#include "document.h"

/* Appends the token at bytes [start, end) of a sentence. */
quoth_status q_token_put(q_document *document, uint32_t sentence, uint32_t start, uint32_t end);

/* Finds for all tokens the region they stand in, the quotation marks and the first words, and for their lexemes how the text
 * writes them. */
quoth_status q_token_place(q_document *document);

#endif
