/* parser.c - chooses the moves one by one, the best at each step, and names the arcs of the whole tree. */
#include "parser.h"

#include <string.h>

#include "model.h"

int q_parser_open(q_parser *parser, const void *moves, size_t moves_size, const void *relations, size_t relations_size)
{
    if (q_checked_open(&parser->moves, moves, moves_size) || q_linear_open(&parser->relations, relations, relations_size) ||
        parser->moves.classes != Q_MOVE_COUNT || parser->moves.stride != Q_MOVE_STRIDE ||
        parser->relations.classes != 1 || parser->relations.stride != 1 || parser->relations.mask < 2 * Q_RELATION_ROOM)
        return -1;
    return 0;
}

/* All ones where two small numbers are equal, else 0: without a branch, which would wait for the weights. */
static inline uint32_t mask_if_equal(uint32_t a, uint32_t b)
{
    return 0 - (((a ^ b) - 1) >> 31);
}

/* Four bytes, the check and a weight for each move, of the row of a feature; 0 when it has none. */
static inline uint32_t move_row(const q_checked *moves, uint32_t feature)
{
    uint32_t row = feature & moves->mask, check = q_checked_byte(feature);
    uint32_t at = q_read32(moves->rows + (size_t)row * Q_MOVE_STRIDE);
    uint32_t beside = q_read32(moves->rows + (size_t)(row ^ 1) * Q_MOVE_STRIDE);
    uint32_t here = mask_if_equal(at & 0xFF, check), there = ~here & mask_if_equal(beside & 0xFF, check);
    return (at & here) | (beside & there);
}

/* Weights are added two at a time, each 128 too large: in 16 bits there is room for 257 features. */
static void score_moves(const q_checked *moves, const uint32_t *features, uint32_t count, uint32_t *scores)
{
    uint32_t even = 0, odd = 0;
    for (uint32_t i = 0; i < count; i++)
        q_ask_for(moves->rows + (size_t)(features[i] & moves->mask) * Q_MOVE_STRIDE);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t row = move_row(moves, features[i]) ^ 0x80808080u;
        even += row & 0x00FF00FFu;
        odd += row >> 8 & 0x00FF00FFu;
    }
    scores[Q_SHIFT] = odd & 0xFFFF;
    scores[Q_LEFT] = even >> 16;
    scores[Q_RIGHT] = odd >> 16;
}

static q_move best_move(const q_parser *parser)
{
    uint32_t features[Q_MOVE_FEATURES], scores[Q_MOVE_COUNT];
    if (!parser->parse.depth)
        return Q_SHIFT;
    if (parser->parse.next > parser->parse.count)
        return Q_RIGHT;
    uint32_t count = q_move_features(&parser->parse, features);
    q_move best = Q_MOVE_COUNT;
    score_moves(&parser->moves, features, count, scores);
    for (q_move move = Q_SHIFT; move < Q_MOVE_COUNT; move++)
        if (q_parse_may(&parser->parse, move) && (best == Q_MOVE_COUNT || scores[move] > scores[best]))
            best = move;
    return best;
}

static q_relation best_relation(const q_parser *parser, uint32_t child)
{
    uint32_t features[Q_RELATION_FEATURES], count = q_relation_features(&parser->parse, child, features);
    int16_t scores[Q_RELATION_ROOM] = {0};
    const int8_t *rows[Q_RELATION_FEATURES];
    for (uint32_t i = 0; i < count; i++) {
        rows[i] = parser->relations.weights + q_relation_row(features[i], parser->relations.mask);
        q_ask_for(rows[i]);
        q_ask_for(rows[i] + Q_RELATION_ROOM - 1);
    }
    for (uint32_t i = 0; i < count; i++)
        q_add_row(scores, rows[i], Q_RELATION_ROOM);
    q_relation best = Q_RELATION_ROOT + 1;
    for (q_relation relation = best; relation < Q_RELATION_COUNT; relation++)
        if (scores[relation] > scores[best])
            best = relation;
    return best;
}

void q_parser_run(q_parser *parser)
{
    q_parse *parse = &parser->parse;
    for (q_parse_begin(parse); !q_parse_is_over(parse);)
        q_parse_move(parse, best_move(parser));
    q_parse_link(parse);
    for (uint32_t i = 0; i < parse->count; i++)
        q_relation_put(parse, parse->order[i], i ? best_relation(parser, parse->order[i]) : Q_RELATION_ROOT);
}
