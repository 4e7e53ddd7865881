#include "checked.h"

#include "model.h"

int q_checked_open(q_checked *model, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    *model = (q_checked){0};
    if (!bytes || size < Q_CHECKED_HEADER)
        return -1;
    uint32_t classes = q_read32(at), stride = q_read32(at + 4), rows = q_read32(at + 8);
    if (!classes || stride <= classes || stride > Q_CHECKED_STRIDE_MAX || rows < 2 || rows & (rows - 1) ||
        rows > 1u << Q_CHECKED_BITS_MAX || (uint64_t)rows * stride != size - Q_CHECKED_HEADER)
        return -1;
    *model = (q_checked){at + Q_CHECKED_HEADER, rows - 1, classes, stride};
    return 0;
}

int q_checked_is_good(const void *bytes, size_t size)
{
    q_checked model;
    return !q_checked_open(&model, bytes, size);
}
