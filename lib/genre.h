/* genre.h - whether a text tells a story: speech in it is dialogue, and what it reports without marks is narration.
 *
 * A log-linear model over the mean of the features of its words outside quotations, the words of closed classes and the shapes
 * of all: Biber, Variation across Speech and Writing, 1988. Section "genre" of the model. */
#ifndef Q_GENRE_H
#define Q_GENRE_H

#include "document.h"
#include "linear.h"

enum { Q_GENRE_FEATURES = 3 };

/* The features of a token; 0 of them within a quotation. */
uint32_t q_genre_features(const q_document *document, uint32_t token, uint32_t *features);

/* The weight that is always there. */
enum { Q_GENRE_BIAS = 1 };

/* Writes whether the text is a story by the model of its section; a short text is none. */
quoth_status q_genre_decide(q_document *document, const q_linear *model);

#endif
