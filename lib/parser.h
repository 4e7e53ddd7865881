/* parser.h - the learned parser of one sentence: moves, then relations; for the room arc and its trainer.
 *
 * The first features of a relation often decide: when the best leads the next by enough, the others are not looked at. (The
 * first of a move decide half of the moves, at the price of .15 of a hundred arcs.) */
#ifndef Q_PARSER_H
#define Q_PARSER_H

#include "checked.h"
#include "linear.h"
#include "model.h"
#include "relation.h"

enum { Q_MOVE_STRIDE = 4, Q_RELATION_ROOM = 64 }; /* bytes of a feature, at least one for each class */

typedef struct q_parser {
    q_checked moves;       /* section arc.move */
    q_linear relations;    /* section arc.relation, of one class: see q_relation_row */
    int32_t lead;          /* section arc.lead: with which the first features of a relation are enough */
    q_parse parse;         /* the sentence, read and then parsed */
} q_parser;

/* Where the weights of a feature for the relations begin. Those of different features lie across each other, so that two that
 * meet seldom do so in one relation. */
static inline uint32_t q_relation_row(uint32_t feature, uint32_t mask)
{
    uint32_t row = feature & mask;
    return row + Q_RELATION_ROOM > mask ? row - Q_RELATION_ROOM : row;
}

/* Opens the sections of a model. 0, or -1 when they are not there or no weights of this parser. */
int q_parser_open(q_parser *parser, const q_model *model);

/* The best relation of a word to its head by the first features or all, and what it leads the next best by. */
q_relation q_parser_relation(const q_parser *parser, uint32_t child, int32_t *lead);

/* Builds the tree of the sentence in `parse`, then names its arcs; or both. */
void q_parser_build(q_parser *parser);
void q_parser_name(q_parser *parser);
void q_parser_run(q_parser *parser);

#endif
