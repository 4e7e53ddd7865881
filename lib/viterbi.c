#include "viterbi.h"

/* The best score of a label at a position, from the scores of the labels before. */
static int32_t best_step(q_viterbi *viterbi, uint32_t position, uint32_t label, const int32_t *from)
{
    uint32_t best = 0;
    for (uint32_t before = 1; before < viterbi->labels; before++)
        if (from[before] + viterbi->step[before][label] > from[best] + viterbi->step[best][label])
            best = before;
    viterbi->before[position][label] = (uint8_t)best;
    return from[best] + viterbi->step[best][label] + viterbi->score[position][label];
}

void q_viterbi_run(q_viterbi *viterbi, uint32_t length, uint8_t *labels)
{
    int32_t scores[2][Q_VITERBI_LABELS];
    for (uint32_t label = 0; label < viterbi->labels; label++)
        scores[0][label] = label ? Q_VITERBI_NEVER : 0;
    for (uint32_t i = 0; i < length; i++)
        for (uint32_t label = 0; label < viterbi->labels; label++) {
            int32_t score = best_step(viterbi, i, label, scores[i & 1]);
            scores[~i & 1][label] = score < Q_VITERBI_NEVER ? Q_VITERBI_NEVER : score;
        }
    uint32_t label = 0;
    for (uint32_t other = 1; other < viterbi->labels; other++)
        if (scores[length & 1][other] > scores[length & 1][label])
            label = other;
    for (uint32_t i = length; i-- > 0; label = viterbi->before[i][label])
        labels[i] = (uint8_t)label;
}
