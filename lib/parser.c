/* parser.c - chooses the moves one by one, the best at each step, and names the arcs of the whole tree. */
#include "parser.h"

#include <string.h>

enum { FEATURES = (Q_MOVE_FEATURES + 3) / 4 * 4 }; /* of a move, padded */

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

/* All ones where two small numbers are equal, else 0. */
static inline uint32_t mask_if_equal(uint32_t a, uint32_t b)
{
    return a == b ? UINT32_MAX : 0;
}

/* The row of a feature is one of two, or none. All rows are loaded, then compared and added side by side: no branch waits for
 * them. Each sum is 128 too large for each feature. */
static void score_moves(const q_checked *moves, const q_parse *parse, uint32_t *scores)
{
    uint32_t features[FEATURES], one[FEATURES], two[FEATURES], left = 0, right = 0;
    q_move_features(parse, features);
    for (uint32_t i = Q_MOVE_FEATURES; i < FEATURES; i++)
        features[i] = one[i] = two[i] = 0;
    for (uint32_t i = 0; i < Q_MOVE_FEATURES; i++) {
        const unsigned char *rows = moves->rows + (size_t)(features[i] & moves->mask & ~1u) * Q_MOVE_STRIDE;
        one[i] = q_read32(rows);
        two[i] = q_read32(rows + Q_MOVE_STRIDE);
    }
    for (uint32_t i = 0; i < FEATURES; i++) {
        uint32_t check = features[i] >> 16;
        uint32_t row = (one[i] & mask_if_equal(one[i] & 0xFFFF, check)) | (two[i] & mask_if_equal(two[i] & 0xFFFF, check));
        row ^= 0x80800000u;
        left += row >> 16 & 0xFF;
        right += row >> 24;
    }
    scores[Q_SHIFT] = FEATURES * 128;
    scores[Q_LEFT] = left;
    scores[Q_RIGHT] = right;
}

static q_move best_move(const q_parser *parser)
{
    uint32_t scores[Q_MOVE_COUNT];
    if (!parser->parse.depth)
        return Q_SHIFT;
    if (parser->parse.next > parser->parse.count)
        return Q_RIGHT;
    score_moves(&parser->moves, &parser->parse, scores);
    q_move best = scores[Q_LEFT] > scores[Q_SHIFT] ? Q_LEFT : Q_SHIFT;
    return parser->parse.depth > 1 && scores[Q_RIGHT] > scores[best] ? Q_RIGHT : best;
}

/* ---- relations ---- */

static void add_relations(const q_linear *relations, const uint64_t *atoms, uint32_t first, uint32_t end, int16_t *scores)
{
    uint32_t rows[Q_RELATION_FEATURES], count = end - first;
    q_relation_features(atoms, first, end, rows);
    for (uint32_t i = 0; i < count; i++)
        rows[i] = q_relation_row(rows[i], relations->mask);
    for (uint32_t from = 0; from < Q_RELATION_ROOM; from += Q_LANE)
        q_linear_add_lane(relations, rows, count, 1, from, Q_LANE, scores);
}

/* Where the largest score is, from the first relation that an arc can have. */
static uint32_t largest(const int16_t *scores)
{
    int16_t most = INT16_MIN;
    uint32_t at = Q_RELATION_ROOT + 1;
    for (uint32_t i = 0; i < Q_RELATION_ROOM; i++)
        most = scores[i] > most ? scores[i] : most;
    while (scores[at] != most)
        at++;
    return at;
}

/* What stands behind the scores of relations is not one; neither are the first two a relation to a word. */
static q_relation best_relation(const int16_t *scores, int32_t *lead)
{
    int16_t of[Q_RELATION_ROOM];
    memcpy(of, scores, sizeof of);
    for (uint32_t i = 0; i <= Q_RELATION_ROOT; i++)
        of[i] = INT16_MIN;
    for (uint32_t i = Q_RELATION_COUNT; i < Q_RELATION_ROOM; i++)
        of[i] = INT16_MIN;
    q_relation best = (q_relation)largest(of);
    of[best] = INT16_MIN;
    *lead = scores[best] - of[largest(of)];
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
        q_parse_move(parse, best_move(parser));
    q_parse_link(parse);
    for (uint32_t i = 0; i < parse->count; i++) {
        uint32_t word = parse->order[i];
        parse->nodes[word].relation = (uint8_t)(i ? q_parser_relation(parser, word, &lead) : Q_RELATION_ROOT);
    }
}
