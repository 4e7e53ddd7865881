#include "linear.h"

#include <string.h>

#include "model.h"

static float float_of(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

int q_linear_open(q_linear *linear, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    memset(linear, 0, sizeof *linear);
    if (!bytes || size < Q_LINEAR_HEADER)
        return -1;
    uint32_t classes = q_read32(at), stride = q_read32(at + 4), rows = q_read32(at + 8);
    float scale = float_of(q_read32(at + 12));
    if (!classes || stride < classes || stride > Q_LINEAR_CLASSES_MAX || !rows || rows & (rows - 1) ||
        (uint64_t)rows * stride != size - Q_LINEAR_HEADER || !(scale > 0 && scale < 1e6f))
        return -1;
    *linear = (q_linear){(const int8_t *)(at + Q_LINEAR_HEADER), rows - 1, classes, stride, scale};
    return 0;
}

int q_linear_is_good(const void *bytes, size_t size)
{
    q_linear linear;
    return !q_linear_open(&linear, bytes, size);
}

int q_linear_is_binary(const void *bytes, size_t size)
{
    q_linear linear;
    return !q_linear_open(&linear, bytes, size) && linear.classes == 1;
}
