/* label.h - sequences of labels: the best path through scores of tokens and of steps between them (Viterbi, Error bounds for
 * convolutional codes, IEEE Transactions on Information Theory 1967). */
#ifndef Q_LABEL_H
#define Q_LABEL_H

#include <stdint.h>

enum { Q_LABELS_MAX = 16 };

/* The labels of `count` tokens with the highest sum, the lowest among equals. `scores` holds `labels` values for each token,
 * `steps` holds labels x labels values, from the label before it, for each token, `stride` apart (0: the same for all); those
 * of the first token are not read. A step at or below Q_LABEL_NEVER is not taken. `back` has room for count x labels bytes.
 * Gives the sum. */
#define Q_LABEL_NEVER (-1e9f)
float q_label_best(const float *scores, const float *steps, uint32_t stride, uint32_t count, uint32_t labels, uint8_t *back,
                   uint8_t *best);

#endif
