/* parser.h - the learned parser of one sentence: moves, then relations; for the room arc and its trainer. */
#ifndef Q_PARSER_H
#define Q_PARSER_H

#include "checked.h"
#include "linear.h"
#include "relation.h"

enum { Q_MOVE_STRIDE = 4, Q_RELATION_ROOM = 64 }; /* bytes of a feature, at least one for each class */

typedef struct q_parser {
    q_checked moves;     /* section arc.move */
    q_linear relations;  /* section arc.relation, of one class: see q_relation_row */
    q_parse parse;       /* the sentence, read and then parsed */
} q_parser;

/* Where the weights of a feature for the relations begin. Those of different features lie across each other, so that two that
 * meet seldom do so in one relation. */
static inline uint32_t q_relation_row(uint32_t feature, uint32_t mask)
{
    uint32_t row = feature & mask;
    return row + Q_RELATION_ROOM > mask ? row - Q_RELATION_ROOM : row;
}

/* Opens two sections. 0, or -1 when they are no weights of this parser; NULL opens as none and gives -1. */
int q_parser_open(q_parser *parser, const void *moves, size_t moves_size, const void *relations, size_t relations_size);

/* Builds the tree of the sentence in `parse`. */
void q_parser_run(q_parser *parser);

#endif
