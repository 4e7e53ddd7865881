/* convert.h - arcs of the first version of Universal Dependencies, as Stanford CoreNLP gives them, to the second. */
#ifndef TRAIN_CONVERT_H
#define TRAIN_CONVERT_H

#include "silver.h"

/* Heads (from 1, 0 for the root) and relations of the words of a sentence, at [1, count]. Heads of marks and of arcs that
 * mean nothing (dep) become `unknown`. */
void convert_arcs(const silver_word *words, uint32_t count, uint16_t unknown, uint16_t *heads, uint8_t *relations);

#endif
