/* viterbi.h - the best sequence of labels where each label is scored with the one before it (Viterbi, IEEE Transactions on
 * Information Theory 13, 1967). */
#ifndef Q_VITERBI_H
#define Q_VITERBI_H

#include <stdint.h>

enum {
    Q_VITERBI_LABELS = 16,  /* most labels */
    Q_VITERBI_LENGTH = 256, /* most positions of one sequence */
    Q_VITERBI_NEVER = -(1 << 28) /* score of what cannot be */
};

typedef struct q_viterbi { /* scores stay below 2^20 each */
    uint32_t labels;
    int32_t step[Q_VITERBI_LABELS][Q_VITERBI_LABELS];   /* [before][label]; label 0 stands before the first */
    int32_t score[Q_VITERBI_LENGTH][Q_VITERBI_LABELS];  /* of the label at its position */
    uint8_t before[Q_VITERBI_LENGTH][Q_VITERBI_LABELS]; /* written by q_viterbi_run */
} q_viterbi;

/* Finds the best labels of the first `length` positions, the lowest among equals. */
void q_viterbi_run(q_viterbi *viterbi, uint32_t length, uint8_t *labels);

#endif
