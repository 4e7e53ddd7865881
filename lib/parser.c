/* parser.c - chooses the moves one by one, the best at each step, and names the arcs of the whole tree. */
#include "parser.h"

#include "model.h"

int q_parser_open(q_parser *parser, const void *moves, size_t moves_size, const void *relations, size_t relations_size)
{
    if (q_checked_open(&parser->moves, moves, moves_size) || q_linear_open(&parser->relations, relations, relations_size) ||
        parser->moves.classes != Q_MOVE_COUNT || parser->moves.stride != Q_MOVE_STRIDE ||
        parser->relations.classes != 1 || parser->relations.stride != 1 || parser->relations.mask < 2 * Q_RELATION_ROOM)
        return -1;
    return 0;
}

/* Four bytes, the check and a weight for each move, of the row of a feature; 0 when it has none. */
static inline uint32_t move_row(const q_checked *moves, uint32_t feature)
{
    uint32_t row = feature & moves->mask, check = q_checked_byte(feature);
    uint32_t at = q_read32(moves->rows + (size_t)row * Q_MOVE_STRIDE);
    uint32_t beside = q_read32(moves->rows + (size_t)(row ^ 1) * Q_MOVE_STRIDE);
    return (at & 0xFF) == check ? at : (beside & 0xFF) == check ? beside : 0;
}

/* Weights are added two at a time, each 128 too large: in 16 bits there is room for 257 features. */
static void score_moves(const q_checked *moves, const uint32_t *features, uint32_t count, uint32_t *scores)
{
    uint32_t even = 0, odd = 0;
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
    for (uint32_t i = 0; i < count; i++) {
        const int8_t *row = parser->relations.weights + q_relation_row(features[i], parser->relations.mask);
        for (int k = 0; k < Q_RELATION_ROOM; k++)
            scores[k] = (int16_t)(scores[k] + row[k]);
    }
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
