/* parser.c - chooses the moves one by one, the best at each step, and names the arcs of the whole tree. */
#include "parser.h"

#include <string.h>

enum { LANE = 16 }; /* scores that are added side by side */

int q_parser_open(q_parser *parser, const q_model *model)
{
    size_t moves_size, relations_size, lead_size;
    const void *moves = q_model_section(model, "arc.move", &moves_size);
    const void *relations = q_model_section(model, "arc.relation", &relations_size);
    const unsigned char *lead = q_model_section(model, "arc.lead", &lead_size);
    if (q_checked_open(&parser->moves, moves, moves_size) || q_linear_open(&parser->relations, relations, relations_size) ||
        parser->moves.classes != Q_MOVE_COUNT || parser->moves.stride != Q_MOVE_STRIDE ||
        parser->relations.classes != 1 || parser->relations.stride != 1 || parser->relations.mask < 2 * Q_RELATION_ROOM ||
        !lead || lead_size != Q_MODEL_NUMBER)
        return -1;
    parser->lead = (int32_t)q_read32(lead);
    return 0;
}

/* ---- moves ---- */

/* The weights of LEFT (low byte) and RIGHT of a feature; 0 when it has none. It stands in one of two rows at most, which are read
 * and compared at once, without a branch, which would wait for them. */
static inline uint32_t move_weights(const unsigned char *rows, uint32_t feature)
{
    const uint64_t each = UINT64_C(0x100000001);
    uint64_t both = q_read64(rows), other = (both ^ q_checked_mark(feature) * each) & 0xFFFF * each;
    uint64_t is_its = (0x10000 * each - other) >> 16 & each;
    uint64_t weights = both & is_its * 0xFFFF0000u;
    return (uint32_t)(weights >> 16 | weights >> 48);
}

static void score_moves(const q_checked *moves, const q_parse *parse, int32_t *scores)
{
    const unsigned char *rows = moves->rows;
    uint32_t features[Q_MOVE_FEATURES], mask = moves->mask & ~1u;
    int32_t left = 0, right = 0;
    q_move_features(parse, features);
    for (uint32_t i = 0; i < Q_MOVE_FEATURES; i++)
        q_ask_for(rows + (size_t)(features[i] & mask) * Q_MOVE_STRIDE);
    for (uint32_t i = 0; i < Q_MOVE_FEATURES; i++) {
        uint32_t weights = move_weights(rows + (size_t)(features[i] & mask) * Q_MOVE_STRIDE, features[i]);
        left += (int8_t)weights;
        right += (int8_t)(weights >> 8);
    }
    scores[Q_SHIFT] = 0;
    scores[Q_LEFT] = left;
    scores[Q_RIGHT] = right;
}

q_move q_parser_move(const q_parser *parser)
{
    int32_t scores[Q_MOVE_COUNT];
    if (!parser->parse.depth)
        return Q_SHIFT;
    if (parser->parse.next > parser->parse.count)
        return Q_RIGHT;
    score_moves(&parser->moves, &parser->parse, scores);
    q_move best = scores[Q_LEFT] > scores[Q_SHIFT] ? Q_LEFT : Q_SHIFT;
    return parser->parse.depth > 1 && scores[Q_RIGHT] > scores[best] ? Q_RIGHT : best;
}

/* ---- relations ---- */

/* A few scores for all rows, so that these stay in registers. */
static inline void add_lane(const int8_t *const *rows, uint32_t count, uint32_t from, int16_t *scores)
{
    int16_t sums[LANE];
    int8_t weights[LANE];
    memcpy(sums, scores, sizeof sums);
    for (uint32_t i = 0; i < count; i++) {
        memcpy(weights, rows[i] + from, sizeof weights);
        for (uint32_t k = 0; k < LANE; k++)
            sums[k] = (int16_t)(sums[k] + weights[k]);
    }
    memcpy(scores, sums, sizeof sums);
}

static void add_relations(const q_linear *relations, const uint64_t *atoms, uint32_t first, uint32_t end, int16_t *scores)
{
    uint32_t features[Q_RELATION_FEATURES], count = end - first;
    const int8_t *rows[Q_RELATION_FEATURES];
    q_relation_features(atoms, first, end, features);
    for (uint32_t i = 0; i < count; i++) {
        rows[i] = relations->weights + q_relation_row(features[i], relations->mask);
        q_ask_for(rows[i]);
        q_ask_for(rows[i] + Q_RELATION_ROOM - 1);
    }
    for (uint32_t k = 0; k < Q_RELATION_ROOM; k += LANE)
        add_lane(rows, count, k, scores + k);
}

static int16_t largest(const int16_t *scores)
{
    int16_t most = INT16_MIN;
    for (uint32_t i = 0; i < Q_RELATION_ROOM; i++)
        most = scores[i] > most ? scores[i] : most;
    return most;
}

/* The scores are copied, with the least of all for what is no relation of a word to a head. */
static q_relation best_relation(const int16_t *scores, int32_t *lead)
{
    int16_t of[Q_RELATION_ROOM];
    q_relation best = Q_RELATION_ROOT + 1;
    memcpy(of, scores, sizeof of);
    for (uint32_t i = 0; i < Q_RELATION_ROOM; i++)
        if (i < best || i >= Q_RELATION_COUNT)
            of[i] = INT16_MIN;
    int16_t most = largest(of);
    while (of[best] != most)
        best++;
    of[best] = INT16_MIN;
    *lead = most - largest(of);
    return best;
}

q_relation q_parser_relation(const q_parser *parser, uint32_t child, int32_t *lead)
{
    uint64_t atoms[Q_RELATION_ATOMS];
    int16_t scores[Q_RELATION_ROOM] = {0};
    q_relation_atoms(&parser->parse, child, atoms);
    add_relations(&parser->relations, atoms, 0, Q_RELATION_FIRST, scores);
    q_relation best = best_relation(scores, lead);
    if (*lead >= parser->lead)
        return best;
    add_relations(&parser->relations, atoms, Q_RELATION_FIRST, Q_RELATION_FEATURES, scores);
    return best_relation(scores, lead);
}

void q_parser_run(q_parser *parser)
{
    int32_t lead;
    q_parse *parse = &parser->parse;
    for (q_parse_begin(parse); !q_parse_is_over(parse);)
        q_parse_move(parse, q_parser_move(parser));
    q_parse_link(parse);
    for (uint32_t i = 0; i < parse->count; i++) {
        uint32_t word = parse->order[i];
        parse->nodes[word].relation = (uint8_t)(i ? q_parser_relation(parser, word, &lead) : Q_RELATION_ROOT);
    }
}
