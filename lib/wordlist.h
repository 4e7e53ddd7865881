/* wordlist.h - short lists of words in the code, each found among the lexemes of a text once; they are asked by q_token_in. */
#ifndef Q_WORDLIST_H
#define Q_WORDLIST_H

#include "document.h"

/* Begins the lists of a new text, once its lexemes begin. */
quoth_status q_word_lists_begin(q_document *document);

#endif
