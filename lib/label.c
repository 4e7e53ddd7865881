#include "label.h"

#include <string.h>

#include "linear.h"

/* One token on: the best sum of each label and the label before it. */
static inline void advance(const float *scores, const float *steps, uint32_t labels, float *sums, uint8_t *back)
{
    float next[Q_LABELS_MAX];
    for (uint32_t to = 0; to < labels; to++) {
        float most = sums[0] + steps[to];
        uint32_t from = 0;
        Q_UNROLL
        for (uint32_t i = 1; i < labels; i++) {
            float sum = sums[i] + steps[i * labels + to];
            from = sum > most ? i : from;
            most = sum > most ? sum : most;
        }
        next[to] = most + scores[to];
        back[to] = (uint8_t)from;
    }
    memcpy(sums, next, labels * sizeof *sums);
}

static inline void advance_all(const float *scores, const float *steps, uint32_t stride, uint32_t count, uint32_t labels, float *sums,
                               uint8_t *back)
{
    for (uint32_t i = 1; i < count; i++)
        advance(scores + (size_t)i * labels, steps + (size_t)i * stride, labels, sums, back + (size_t)i * labels);
}

float q_label_best(const float *scores, const float *steps, uint32_t stride, uint32_t count, uint32_t labels, uint8_t *back,
                   uint8_t *best)
{
    float sums[Q_LABELS_MAX];
    uint32_t last = 0;
    if (!count)
        return 0;
    memcpy(sums, scores, labels * sizeof *sums);
    switch (labels) { /* loops of a known length are much faster */
    case 3: advance_all(scores, steps, stride, count, 3, sums, back); break;
    case 5: advance_all(scores, steps, stride, count, 5, sums, back); break;
    case 9: advance_all(scores, steps, stride, count, 9, sums, back); break;
    default: advance_all(scores, steps, stride, count, labels, sums, back);
    }
    for (uint32_t k = 1; k < labels; k++)
        if (sums[k] > sums[last])
            last = k;
    float sum = sums[last];
    for (uint32_t i = count; i-- > 0; last = i ? back[(size_t)i * labels + last] : last)
        best[i] = (uint8_t)last;
    return sum;
}
