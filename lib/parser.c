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
    uint32_t features[FEATURES], rows[FEATURES][2], mask = moves->mask & ~1u, left = 0, right = 0;
    q_move_features(parse, features);
    Q_UNROLL_4
    for (uint32_t i = 0; i < Q_MOVE_FEATURES; i++) {
        uint64_t pair = q_read64(moves->rows + (size_t)(features[i] & mask) * Q_MOVE_STRIDE);
        memcpy(rows[i], &pair, sizeof pair); /* in any order */
    }
    for (uint32_t i = Q_MOVE_FEATURES; i < FEATURES; i++)
        features[i] = rows[i][0] = rows[i][1] = 0;
    for (uint32_t i = 0; i < FEATURES; i++) {
        uint32_t check = features[i] >> 16, one = rows[i][0], two = rows[i][1];
        uint32_t row = (one & mask_if_equal(one & 0xFFFF, check)) | (two & mask_if_equal(two & 0xFFFF, check));
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

enum { LANES = Q_RELATION_ROOM / Q_LANE };

/* Adds the weights of some features for all relations: in one pass, with all sums in registers. */
static void add_relations(const q_linear *relations, const uint32_t *features, uint32_t count, int16_t *scores)
{
    int16_t sums[LANES][Q_LANE];
    memcpy(sums, scores, sizeof sums);
    for (uint32_t i = 0; i < count; i++) {
        const int8_t *row = relations->weights + q_relation_row(features[i], relations->mask);
        Q_UNROLL
        for (uint32_t lane = 0; lane < LANES; lane++) {
            int8_t weights[Q_LANE];
            memcpy(weights, row + lane * Q_LANE, sizeof weights);
            for (uint32_t k = 0; k < Q_LANE; k++)
                sums[lane][k] = (int16_t)(sums[lane][k] + weights[k]);
        }
    }
    memcpy(scores, sums, sizeof sums);
}

static inline int16_t lesser(int16_t a, int16_t b)
{
    return a < b ? a : b;
}

static inline int16_t greater(int16_t a, int16_t b)
{
    return a > b ? a : b;
}

/* The relation of the greatest score, the first among equals, and what it leads the next by. What stands behind the scores of
 * relations is not one; neither are the first two a relation to a word. */
static q_relation best_relation(const int16_t *scores, int32_t *lead)
{
    enum { ABREAST = 8 };
    int16_t of[Q_RELATION_ROOM], most[ABREAST], next[ABREAST], first = INT16_MIN, second = INT16_MIN;
    uint32_t best = Q_RELATION_ROOT + 1;
    memcpy(of, scores, sizeof of);
    for (uint32_t i = 0; i <= Q_RELATION_ROOT; i++)
        of[i] = INT16_MIN;
    for (uint32_t i = Q_RELATION_COUNT; i < Q_RELATION_ROOM; i++)
        of[i] = INT16_MIN;
    for (uint32_t k = 0; k < ABREAST; k++)
        most[k] = next[k] = INT16_MIN;
    for (uint32_t from = 0; from < Q_RELATION_ROOM; from += ABREAST)
        for (uint32_t k = 0; k < ABREAST; k++) {
            next[k] = greater(next[k], lesser(most[k], of[from + k]));
            most[k] = greater(most[k], of[from + k]);
        }
    for (uint32_t k = 0; k < ABREAST; k++) {
        second = greater(second, greater(next[k], lesser(first, most[k])));
        first = greater(first, most[k]);
    }
    while (scores[best] != first)
        best++;
    *lead = first - second;
    return (q_relation)best;
}

q_relation q_parser_relation(const q_parser *parser, uint32_t child, int32_t *lead)
{
    uint64_t atoms[Q_RELATION_ATOMS];
    uint32_t features[Q_RELATION_FEATURES];
    int16_t scores[Q_RELATION_ROOM] = {0};
    q_relation_atoms(&parser->parse, child, atoms);
    q_relation_features(atoms, features);
    add_relations(&parser->relations, features, Q_RELATION_FIRST, scores);
    q_relation best = best_relation(scores, lead);
    if (*lead >= parser->lead)
        return best;
    q_relation_further(atoms, features);
    add_relations(&parser->relations, features + Q_RELATION_FIRST, Q_RELATION_FEATURES - Q_RELATION_FIRST, scores);
    return best_relation(scores, lead);
}

void q_parser_build(q_parser *parser)
{
    q_parse *parse = &parser->parse;
    for (q_parse_begin(parse); !q_parse_is_over(parse);)
        q_parse_move(parse, best_move(parser));
}

void q_parser_name(q_parser *parser)
{
    int32_t lead;
    q_parse *parse = &parser->parse;
    q_parse_link(parse);
    for (uint32_t i = 0; i < parse->count; i++) {
        uint32_t word = parse->order[i];
        parse->nodes[word].relation = (uint8_t)(i ? q_parser_relation(parser, word, &lead) : Q_RELATION_ROOT);
    }
}

void q_parser_run(q_parser *parser)
{
    q_parser_build(parser);
    q_parser_name(parser);
}
