/* steps.h - a number read off a table of measured points, on straight lines between them. */
#ifndef Q_STEPS_H
#define Q_STEPS_H

#include <stddef.h>

/* The points are pairs in the order of their first number; beyond the last ones their own values hold. */
static inline float q_steps(const float (*points)[2], size_t count, float x)
{
    size_t i = 0;
    while (i < count && x > points[i][0])
        i++;
    if (i == 0 || i == count)
        return points[i ? count - 1 : 0][1];
    float part = (x - points[i - 1][0]) / (points[i][0] - points[i - 1][0]);
    return points[i - 1][1] + part * (points[i][1] - points[i - 1][1]);
}

#endif
