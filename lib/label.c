#include "label.h"

#include <string.h>

/* One token on: the best sum of each label and the label before it. */
static void advance(const float *scores, const float *steps, uint32_t labels, float *sums, uint8_t *back)
{
    float next[Q_LABELS_MAX];
    for (uint32_t to = 0; to < labels; to++) {
        uint32_t from = 0;
        for (uint32_t i = 1; i < labels; i++)
            if (sums[i] + steps[i * labels + to] > sums[from] + steps[from * labels + to])
                from = i;
        next[to] = sums[from] + steps[from * labels + to] + scores[to];
        back[to] = (uint8_t)from;
    }
    memcpy(sums, next, labels * sizeof *sums);
}

float q_label_best(const float *scores, const float *steps, uint32_t stride, uint32_t count, uint32_t labels, uint8_t *back,
                   uint8_t *best)
{
    float sums[Q_LABELS_MAX];
    uint32_t last = 0;
    if (!count)
        return 0;
    memcpy(sums, scores, labels * sizeof *sums);
    for (uint32_t i = 1; i < count; i++)
        advance(scores + (size_t)i * labels, steps + (size_t)i * stride, labels, sums, back + (size_t)i * labels);
    for (uint32_t k = 1; k < labels; k++)
        if (sums[k] > sums[last])
            last = k;
    float sum = sums[last];
    for (uint32_t i = count; i-- > 0; last = i ? back[(size_t)i * labels + last] : last)
        best[i] = (uint8_t)last;
    return sum;
}
