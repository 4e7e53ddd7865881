/* linear.h - a linear model over hashed features: Weinberger et al., Feature hashing for large scale multitask learning, ICML
 * 2009. A feature is a 32-bit hash; its low bits choose a row of 8-bit weights, one for each class.
 *
 * Section: four little-endian numbers (classes, stride, rows, scale as a 32-bit float) and 48 bytes of 0, then rows x stride
 * weights. A weight stands for itself times the scale; argmax and sign need no scale. */
#ifndef Q_LINEAR_H
#define Q_LINEAR_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "bytes.h"

enum { Q_LINEAR_HEADER = 64, Q_LINEAR_CLASSES_MAX = 4096 };

typedef struct q_linear {
    const int8_t *weights; /* NULL: no model */
    uint32_t mask;         /* rows - 1; the rows are a power of two */
    uint32_t classes;
    uint32_t stride;       /* weights from row to row: the classes, padded */
    float scale;
} q_linear;

/* Opens a section in place. 0, or -1 when it is not one; NULL opens as no model and gives -1. */
int q_linear_open(q_linear *linear, const void *bytes, size_t size);

/* Whether a section is a linear model, or one of a single class. */
int q_linear_is_good(const void *bytes, size_t size);
int q_linear_is_binary(const void *bytes, size_t size);

static inline uint32_t q_feature_mix(uint64_t hash)
{
    hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u;
    hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u;
    return (uint32_t)(hash ^ hash >> 32);
}

/* The feature of a template with one, two or three values. */
static inline uint32_t q_feature(uint32_t template_, uint32_t a)
{
    return q_feature_mix((uint64_t)template_ << 32 | a);
}

static inline uint32_t q_feature2(uint32_t template_, uint32_t a, uint32_t b)
{
    return q_feature_mix(((uint64_t)template_ * 0x9E3779B97F4A7C15u) ^ ((uint64_t)a << 32 | b));
}

static inline uint32_t q_feature3(uint32_t template_, uint32_t a, uint32_t b, uint32_t c)
{
    return q_feature2(template_, q_feature2(0, a, b), c);
}

/* Likewise, as the sum of the values, each times the number of its place: cheaper, as a value at the same place of many features
 * is multiplied once. Such a feature has 18 bits. */
enum { Q_SUM_BITS = 18 };

static inline uint32_t q_sum3(uint32_t template_, uint32_t a, uint32_t b, uint32_t c)
{
    return (template_ * 0x9E3779B1u + a * 0x85EBCA6Bu + b * 0xC2B2AE35u + c * 0x27D4EB2Fu) >> (32 - Q_SUM_BITS);
}

static inline uint32_t q_sum2(uint32_t template_, uint32_t a, uint32_t b)
{
    return q_sum3(template_ + 0x1000, a, b, 0);
}

static inline uint32_t q_sum(uint32_t template_, uint32_t a)
{
    return q_sum3(template_ + 0x2000, a, 0, 0);
}

typedef struct q_features { /* gathered so far; the caller has the room */
    uint32_t *at;
    uint32_t n;
} q_features;

static inline void q_features_add(q_features *features, uint32_t feature)
{
    features->at[features->n++] = feature;
}

/* The feature of the next template, in the order of the calls. */
static inline void q_features_put(q_features *features, uint32_t a, uint32_t b, uint32_t c)
{
    q_features_add(features, q_feature3(features->n + 1, a, b, c));
}

/* A value of some bytes: a word, an ending. */
static inline uint32_t q_feature_bytes(const char *bytes, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    return hash ^ hash >> 15;
}

/* Before a loop over a table that is known when compiling: no step looks into the table. The other takes four steps at a time. */
#if defined __GNUC__ && !defined __clang__
#define Q_UNROLL _Pragma("GCC unroll 128")
#define Q_UNROLL_4 _Pragma("GCC unroll 4")
#else
#define Q_UNROLL
#define Q_UNROLL_4
#endif

static inline const int8_t *q_linear_row(const q_linear *linear, uint32_t feature, uint32_t stride)
{
    return linear->weights + (size_t)(feature & linear->mask) * stride;
}

/* Asks for the rows of some features; a row whose length does not divide 64 may lie on both sides of a border. */
static inline void q_linear_ask(const q_linear *linear, const uint32_t *features, uint32_t count, uint32_t stride)
{
    for (uint32_t i = 0; i < count; i++) {
        q_ask_for(q_linear_row(linear, features[i], stride));
        if (64 % stride)
            q_ask_for(q_linear_row(linear, features[i], stride) + stride - 1);
    }
}

/* The score of a model of one class, times the scale. */
static inline int32_t q_linear_score(const q_linear *linear, const uint32_t *features, uint32_t count)
{
    int32_t score = 0;
    q_linear_ask(linear, features, count, linear->stride);
    for (uint32_t i = 0; i < count; i++)
        score += *q_linear_row(linear, features[i], linear->stride);
    return score;
}

enum { Q_LANE = 16 }; /* scores that are added side by side, so that they stay in registers */

/* Adds `lane` weights, from the weight `from` on, of the rows of some features: 256 rows fit. Stride and lane are known when
 * compiling. The weights are copied first: bytes may lie anywhere, even in the scores. */
static inline void q_linear_add_lane(const q_linear *linear, const uint32_t *features, uint32_t count, uint32_t stride,
                                     uint32_t from, uint32_t lane, int16_t *scores)
{
    int16_t sums[Q_LANE];
    int8_t weights[Q_LANE];
    memcpy(sums, scores + from, lane * sizeof *sums);
    for (uint32_t i = 0; i < count; i++) {
        memcpy(weights, q_linear_row(linear, features[i], stride) + from, lane);
        for (uint32_t k = 0; k < lane; k++)
            sums[k] = (int16_t)(sums[k] + weights[k]);
    }
    memcpy(scores + from, sums, lane * sizeof *sums);
}

/* Adds the rows of some features. */
static inline void q_linear_add_rows(const q_linear *linear, const uint32_t *features, uint32_t count, int16_t *scores, uint32_t stride)
{
    for (uint32_t from = 0; stride - from >= Q_LANE; from += Q_LANE)
        q_linear_add_lane(linear, features, count, stride, from, Q_LANE, scores);
    if (stride & 8)
        q_linear_add_lane(linear, features, count, stride, stride & ~15u, 8, scores);
    if (stride & 4)
        q_linear_add_lane(linear, features, count, stride, stride & ~7u, 4, scores);
    if (stride & 2)
        q_linear_add_lane(linear, features, count, stride, stride & ~3u, 2, scores);
    if (stride & 1)
        q_linear_add_lane(linear, features, count, stride, stride & ~1u, 1, scores);
}

/* Adds the row of a feature to the scores, of which there are `stride`. */
static inline void q_linear_add(const q_linear *linear, uint32_t feature, int32_t *scores)
{
    const int8_t *row = linear->weights + (size_t)(feature & linear->mask) * linear->stride;
    for (uint32_t i = 0; i < linear->stride; i++)
        scores[i] += row[i];
}

#endif
