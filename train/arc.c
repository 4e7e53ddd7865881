/* arc.c - trains the room arc: the moves with a dynamic oracle (Goldberg and Nivre, Training deterministic parsers with
 * non-deterministic oracles, TACL 2013), the relations on the trees of the treebanks, both as averaged perceptrons. */
#include <stdlib.h>
#include <string.h>

#include "parser.h"
#include "prune.h"
#include "train.h"
#include "tree.h"
#include "weights.h"

enum { CHOOSING_ROUNDS = 2, ROUNDS = 12, TABLE_BITS = 22, MOVE_BITS = 18, RELATION_BITS = 20, SILVER_SHARE = 3 };
enum { EXPLORE_FROM = 1, EXPLORE_PERCENT = 90, SEEN_BITS = 24, SEEN_MIN = 3 };
enum { LEAD_MAX = 1 << 12, LEAD_WRONG = 1000, LEAD_SHARE = 8 }; /* one choice in LEAD_WRONG may change */

typedef struct move_table {
    train_weights *weights;
    uint16_t *checks; /* of the feature in each row */
    uint32_t *counts; /* how often the features of each row were met */
    uint8_t *seen;    /* how often a feature was met, up to SEEN_MIN */
    uint32_t *places; /* in the model, of each row; NULL while all features are learned */
} move_table;

typedef struct learner {
    train_job *job;
    move_table moves;
    train_weights *relations;
    q_parse *parse;
} learner;

static void table_new(move_table *table)
{
    size_t rows = (size_t)1 << TABLE_BITS;
    *table = (move_table){train_weights_new(TABLE_BITS, Q_MOVE_COUNT, Q_MOVE_STRIDE), train_allocate(rows, sizeof *table->checks),
                          train_allocate(rows, sizeof *table->counts), train_allocate((size_t)1 << SEEN_BITS, 1), NULL};
}

static void table_free(move_table *table)
{
    train_weights_free(table->weights);
    free(table->checks);
    free(table->counts);
    free(table->seen);
    free(table->places);
}

/* Chooses the features of the model by their weights and begins again with these alone. */
static void choose_features(move_table *table)
{
    table->places = prune_choose(table->weights, table->checks, table->counts, MOVE_BITS);
    train_weights_free(table->weights);
    table->weights = train_weights_new(TABLE_BITS, Q_MOVE_COUNT, Q_MOVE_STRIDE);
}

/* The features that can be learned: those chosen, or while all can those met often enough, counted here. Their number. */
static uint32_t learnable(move_table *table, const uint32_t *features, uint32_t *out)
{
    uint32_t n = 0, mask = table->weights->mask;
    for (uint32_t i = 0; i < Q_MOVE_FEATURES; i++) {
        uint32_t row = features[i] & mask;
        if (table->places) {
            if (table->places[row] != PRUNE_NO_PLACE && table->checks[row] == q_checked_mark(features[i]))
                out[n++] = features[i];
            continue;
        }
        uint8_t *seen = &table->seen[features[i] & ((1u << SEEN_BITS) - 1)];
        *seen = (uint8_t)(*seen + (*seen < SEEN_MIN));
        table->counts[row]++;
        if (*seen == SEEN_MIN)
            out[n++] = features[i];
    }
    return n;
}

static void correct(move_table *table, const uint32_t *features, uint32_t count, q_move right, q_move wrong)
{
    train_move(table->weights, features, count, right, 1);
    train_move(table->weights, features, count, wrong, -1);
    for (uint32_t i = 0; i < count && !table->places; i++)
        table->checks[features[i] & table->weights->mask] = q_checked_mark(features[i]);
}

/* ---- the oracle ---- */

/* How many arcs of the tree can no longer be built after a move. */
static uint32_t cost_of(const q_parse *parse, const tree *gold, q_move move)
{
    uint32_t next = parse->next, depth = parse->depth, cost = 0;
    uint32_t top = parse->stack[depth], below = depth > 1 ? parse->stack[depth - 1] : 0;
    if (move == Q_SHIFT) {
        for (uint32_t i = depth ? depth - 1 : 0; i; i--)
            cost += gold->heads[next] == parse->stack[i];
        cost += depth && !gold->heads[next];
        for (uint32_t i = depth; i; i--)
            cost += gold->heads[parse->stack[i]] == next;
        return cost;
    }
    uint32_t head = gold->heads[top];
    if (move == Q_LEFT)
        cost = head != TREE_UNKNOWN && head != next && (head == below || head > next);
    else
        cost = head != TREE_UNKNOWN && head >= next;
    for (uint32_t i = next; i <= gold->count; i++)
        cost += gold->heads[i] == top;
    return cost;
}

/* ---- learning the moves ---- */

static q_move best_of(const q_parse *parse, const float *scores, const uint32_t *costs, uint32_t least)
{
    q_move best = Q_MOVE_COUNT;
    for (q_move move = Q_SHIFT; move < Q_MOVE_COUNT; move++)
        if (q_parse_may(parse, move) && (!costs || costs[move] == least) &&
            (best == Q_MOVE_COUNT || scores[move] > scores[best]))
            best = move;
    return best;
}

static void learn_moves(learner *l, const tree *gold, int explore)
{
    q_parse *parse = l->parse;
    uint32_t all[Q_MOVE_FEATURES], features[Q_MOVE_FEATURES], costs[Q_MOVE_COUNT];
    for (tree_begin(gold, parse); !q_parse_is_over(parse);) {
        float scores[Q_MOVE_STRIDE] = {0};
        q_move_features(parse, all);
        uint32_t count = learnable(&l->moves, all, features), least = UINT32_MAX;
        train_scores(l->moves.weights, features, count, scores);
        for (q_move move = Q_SHIFT; move < Q_MOVE_COUNT; move++) {
            costs[move] = q_parse_may(parse, move) ? cost_of(parse, gold, move) : UINT32_MAX;
            least = costs[move] < least ? costs[move] : least;
        }
        q_move guess = best_of(parse, scores, NULL, 0), right = best_of(parse, scores, costs, least);
        if (costs[guess] != least)
            correct(&l->moves, features, count, right, guess);
        l->moves.weights->now++;
        q_parse_move(parse, explore && train_random(l->job, 100) < EXPLORE_PERCENT ? guess : right);
    }
}

/* ---- learning the relations ---- */

/* Puts the rows of the weights in place of the features. */
static q_relation guess_relation(learner *l, uint32_t child, uint32_t *rows)
{
    uint64_t atoms[Q_RELATION_ATOMS];
    float scores[Q_RELATION_ROOM] = {0};
    q_relation best = Q_RELATION_ACL;
    q_relation_atoms(l->parse, child, atoms);
    q_relation_features(atoms, rows);
    q_relation_further(atoms, rows);
    for (uint32_t i = 0; i < Q_RELATION_FEATURES; i++) {
        rows[i] = q_relation_row(rows[i], l->relations->mask);
        for (uint32_t k = 0; k < Q_RELATION_ROOM; k++)
            scores[k] += l->relations->weights[rows[i] + k];
    }
    for (q_relation r = best; r < Q_RELATION_COUNT; r++)
        if (scores[r] > scores[best])
            best = r;
    return best;
}

static void move_relation(train_weights *table, const uint32_t *rows, q_relation relation, float change)
{
    uint32_t slots[Q_RELATION_FEATURES];
    for (uint32_t i = 0; i < Q_RELATION_FEATURES; i++)
        slots[i] = rows[i] + relation;
    train_move(table, slots, Q_RELATION_FEATURES, 0, change);
}

/* On the tree in `parse`; the number of mistakes. */
static uint32_t learn_relations(learner *l, const tree *gold)
{
    q_parse *parse = l->parse;
    uint32_t rows[Q_RELATION_FEATURES], mistakes = 0;
    for (uint32_t i = 0; i < parse->count; i++) {
        uint32_t child = parse->order[i];
        q_relation right = gold->relations[child], guess = Q_RELATION_ROOT;
        if (parse->nodes[child].head) {
            guess = guess_relation(l, child, rows);
            if (gold->heads[child] == parse->nodes[child].head) {
                if (guess != right) {
                    move_relation(l->relations, rows, right, 1);
                    move_relation(l->relations, rows, guess, -1);
                    mistakes++;
                }
                l->relations->now++;
            }
        }
        parse->nodes[child].relation = (uint8_t)guess;
    }
    return mistakes;
}

/* ---- scores ---- */

/* Relations are compared without their subtypes, as in the CoNLL shared task of 2018. */
static int is_same_main(uint32_t a, uint32_t b)
{
    const char *x = quoth_relation_name(a), *y = quoth_relation_name(b);
    size_t length = strcspn(x, ":");
    return length == strcspn(y, ":") && !strncmp(x, y, length);
}

static void report(train_job *job, const char *score, const char *name, double right, double words)
{
    char label[64];
    snprintf(label, sizeof label, "arc.%s.%s", score, name);
    train_report(job, label, right / words);
}

static void score_trees(train_job *job, q_parser *parser, const trees *given, const char *name)
{
    double words = 0, heads = 0, labelled = 0, exact = 0;
    for (uint32_t t = 0; t < given->rows.n; t++) {
        const tree *gold = &given->rows.at[t];
        tree_begin(gold, &parser->parse);
        q_parser_run(parser);
        for (uint32_t i = 1; i <= gold->count; i++) {
            const q_parse_node *node = &parser->parse.nodes[i];
            int right = node->head == gold->heads[i];
            words += gold->heads[i] != TREE_UNKNOWN;
            heads += right;
            labelled += right && is_same_main(node->relation, gold->relations[i]);
            exact += right && node->relation == gold->relations[i];
        }
    }
    report(job, "uas", name, heads, words);
    report(job, "las", name, labelled, words);
    report(job, "las.subtypes", name, exact, words);
}

static void score_treebank(train_job *job, q_parser *parser, const q_tagger *tagger, const char *name, const char *path)
{
    trees list = {0};
    conllu *treebank = conllu_read(path);
    trees_read(&list, treebank, NULL, tagger);
    score_trees(job, parser, &list, name);
    trees_free(&list);
    conllu_free(treebank);
}

static void read_articles(train_job *job, trees *list, const q_tagger *tagger, const char *part)
{
    char annotation[64], articles[64];
    snprintf(annotation, sizeof annotation, "news/polnear.corenlp.%s.jsonl", part);
    snprintf(articles, sizeof articles, "news/polnear.%s.jsonl", part);
    const char *annotation_path = train_corpus(job, annotation);
    silver *corpus = silver_read(annotation_path, train_corpus(job, articles));
    trees_read_silver(list, corpus, tagger);
    silver_free(corpus);
}

/* The treebanks, and how far the parser agrees with the automatic arcs of the articles, marks aside. */
static void score_all(train_job *job, q_parser *parser, const q_tagger *tagger)
{
    trees articles = {0};
    score_treebank(job, parser, tagger, "ewt", train_corpus(job, "treebank/en_ewt.dev.conllu"));
    score_treebank(job, parser, tagger, "gum", train_corpus(job, "treebank/en_gum.dev.conllu"));
    read_articles(job, &articles, tagger, "dev");
    score_trees(job, parser, &articles, "news");
    trees_free(&articles);
}

void score_arc(train_job *job)
{
    q_model model;
    q_tagger tagger;
    q_parser *parser = train_allocate(1, sizeof *parser);
    if (q_model_builtin(&model) || q_tagger_open(&tagger, &model))
        train_fail("is not in the built-in model", "tag");
    if (q_parser_open(parser, &model))
        train_fail("is not in the built-in model", "arc");
    score_all(job, parser, &tagger);
    free(parser);
}

/* ---- when the first features of a relation are enough ---- */

typedef struct leads { /* how often the first features chose with each lead, and otherwise than all */
    uint32_t met[LEAD_MAX];
    uint32_t wrong[LEAD_MAX];
} leads;

/* By the first features and then by all. */
static void watch_tree(q_parser *parser, const tree *given, leads *l)
{
    q_parse *parse = &parser->parse;
    tree_begin(given, parse);
    q_parser_run(parser);
    for (uint32_t i = 1; i < parse->count; i++) {
        int32_t lead, ignored;
        parser->lead = 0;
        q_relation first = q_parser_relation(parser, parse->order[i], &lead);
        parser->lead = INT32_MAX;
        uint32_t at = q_parse_at_most((uint32_t)lead, LEAD_MAX - 1);
        l->met[at]++;
        l->wrong[at] += first != q_parser_relation(parser, parse->order[i], &ignored);
    }
}

/* The least lead such that of all choices at most one in LEAD_WRONG changes. */
static uint32_t learn_lead(q_parser *parser, const trees *articles)
{
    leads *l = train_allocate(1, sizeof *l);
    uint32_t all = 0, settled = 0, wrong = 0, lead = LEAD_MAX;
    parser->lead = INT32_MAX;
    for (uint32_t i = 0; i < articles->rows.n; i += LEAD_SHARE)
        watch_tree(parser, &articles->rows.at[i], l);
    for (uint32_t i = 0; i < LEAD_MAX; i++)
        all += l->met[i];
    for (; lead && wrong + l->wrong[lead - 1] <= all / LEAD_WRONG; lead--) {
        wrong += l->wrong[lead - 1];
        settled += l->met[lead - 1];
    }
    fprintf(stderr, "arc: with a lead of %u the first features are enough for %.3f of all relations\n", lead, settled / (double)all);
    free(l);
    return lead;
}

/* ---- the room ---- */

/* All trees of the treebanks and every SILVER_SHARE-th of the articles, others in each round; their number. */
static uint32_t choose(const trees *gold, const trees *articles, uint32_t round, const tree **chosen)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < gold->rows.n; i++)
        chosen[count++] = &gold->rows.at[i];
    for (uint32_t i = round % SILVER_SHARE; i < articles->rows.n; i += SILVER_SHARE)
        chosen[count++] = &articles->rows.at[i];
    return count;
}

/* One pass over the trees; the relations only when the moves have their features. */
static void learn_round(learner *l, const tree **chosen, const uint32_t *order, uint32_t count, uint32_t round)
{
    uint32_t mistakes = 0;
    for (uint32_t i = 0; i < count; i++) {
        learn_moves(l, chosen[order[i]], round >= EXPLORE_FROM);
        if (l->moves.places) {
            q_parse_link(l->parse);
            mistakes += learn_relations(l, chosen[order[i]]);
        }
    }
    fprintf(stderr, "arc: round %u, %u wrong relations\n", round + 1, mistakes);
}

static void learn(learner *l, const trees *gold, const trees *articles, uint32_t rounds)
{
    const tree **chosen = train_allocate(gold->rows.n + articles->rows.n, sizeof *chosen);
    uint32_t *order = train_allocate(gold->rows.n + articles->rows.n, sizeof *order);
    for (uint32_t round = 0; round < rounds; round++) {
        uint32_t count = choose(gold, articles, round, chosen);
        train_shuffle(l->job, order, count);
        learn_round(l, chosen, order, count, round);
    }
    train_average(l->moves.weights);
    free(order);
    free(chosen);
}

static void learn_all(learner *l, const trees *gold, const trees *articles)
{
    l->job->random = TRAIN_SEED;
    learn(l, gold, articles, CHOOSING_ROUNDS);
    choose_features(&l->moves);
    learn(l, gold, articles, ROUNDS);
    train_average(l->relations);
}

static void put_weights(train_job *job, const learner *l, const trees *articles, q_parser *parser)
{
    q_model model;
    size_t moves_size, relations_size;
    const move_table *table = &l->moves;
    unsigned char *lead = train_allocate(Q_MODEL_NUMBER, 1);
    void *moves = prune_pack(table->weights, table->checks, table->places, MOVE_BITS, Q_MOVE_STRIDE, &moves_size);
    void *relations = train_quantise(l->relations, &relations_size);
    train_put(job, "arc.move", moves, moves_size);
    train_put(job, "arc.relation", relations, relations_size);
    train_put(job, "arc.lead", lead, Q_MODEL_NUMBER);
    train_model(job, &model);
    if (q_parser_open(parser, &model))
        train_fail("is not what the library reads", "arc");
    parser->lead = (int32_t)learn_lead(parser, articles);
    q_write32(lead, (uint32_t)parser->lead);
}

void train_arc(train_job *job)
{
    conllu *treebanks[] = {conllu_read(train_corpus(job, "treebank/en_ewt.train.conllu")),
                           conllu_read(train_corpus(job, "treebank/en_gum.train.conllu"))};
    trees gold = {0}, articles = {0};
    train_folds *folds = train_folds_learn(job, treebanks, 2);
    for (int i = 0; i < 2; i++)
        trees_read(&gold, treebanks[i], folds, NULL);
    train_folds_free(folds);
    train_tagger *tagger = train_tagger_learn(job, treebanks, 2, 0, 0);
    read_articles(job, &articles, &tagger->tagger, "train");
    q_parser *parser = train_allocate(1, sizeof *parser);
    learner l = {.job = job, .relations = train_weights_new(RELATION_BITS, 1, 1), .parse = &parser->parse};
    table_new(&l.moves);
    learn_all(&l, &gold, &articles);
    put_weights(job, &l, &articles, parser);
    table_free(&l.moves);
    train_weights_free(l.relations);
    score_all(job, parser, &tagger->tagger);
    train_tagger_free(tagger);
    trees_free(&gold);
    trees_free(&articles);
}
