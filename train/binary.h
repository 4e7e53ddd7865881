/* binary.h - decisions between yes and no: their examples, and logistic regression over them. */
#ifndef TRAIN_BINARY_H
#define TRAIN_BINARY_H

#include "document.h"
#include "train.h"

typedef struct binary_example {
    uint32_t first; /* [first, first + count) of the features */
    uint32_t count;
    int label;
} binary_example;

typedef struct binary {
    Q_ROWS(binary_example) rows;
    Q_ROWS(uint32_t) features;
} binary;

typedef struct binary_options {
    uint32_t bits;     /* 2^bits weights */
    uint32_t epochs;
    double rate;
    uint32_t words;    /* the first features of an example are of words ... */
    uint32_t wordless; /* ... and left out of so many of a hundred examples, so that more than the words is learned */
} binary_options;

/* Room for the features of one more example, at most `most`; binary_add says how many there are. */
uint32_t *binary_room(binary *all, uint32_t most);
void binary_add(binary *all, uint32_t *room, uint32_t count, int label);

/* The section of what was learned: the mean of the weights after each epoch. */
const void *binary_learn(train_job *job, const binary *all, const binary_options *options, size_t *size);

void binary_free(binary *all);

#endif
