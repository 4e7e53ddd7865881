/* arc.c - trains the room arc: the moves with a dynamic oracle (Goldberg and Nivre, Training deterministic parsers with
 * non-deterministic oracles, TACL 2013), the relations on the trees of the treebanks, both as averaged perceptrons. */
#include <stdlib.h>
#include <string.h>

#include "parser.h"
#include "prune.h"
#include "train.h"
#include "tree.h"
#include "weights.h"

#ifndef EXP
enum { ROUNDS = 10, TABLE_BITS = 22, MOVE_BITS = 19, RELATION_BITS = 15, SILVER_SHARE = 3 };
#endif
enum { EXPLORE_FROM = 1, EXPLORE_PERCENT = 90 };

typedef struct lesson { /* a table, and the check of the feature in each row */
    train_weights *table;
    uint8_t *checks;
} lesson;

typedef struct learner {
    train_job *job;
    lesson moves;
    train_weights *relations;
    q_parse *parse;
} learner;

static lesson lesson_new(uint32_t bits, uint32_t classes, uint32_t align)
{
    return (lesson){train_weights_new(bits, classes, align), train_allocate((size_t)1 << bits, 1)};
}

static void lesson_free(lesson *given)
{
    train_weights_free(given->table);
    free(given->checks);
}

static void correct(lesson *given, const uint32_t *features, uint32_t count, uint32_t right, uint32_t wrong)
{
    train_move(given->table, features, count, right, 1);
    train_move(given->table, features, count, wrong, -1);
    for (uint32_t i = 0; i < count; i++)
        given->checks[features[i] & given->table->mask] = q_checked_byte(features[i]);
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
        if (q_parse_may(parse, move) && (!costs || costs[move] == least) && (best == Q_MOVE_COUNT || scores[move] > scores[best]))
            best = move;
    return best;
}

static void learn_moves(learner *l, const tree *gold, int explore)
{
    q_parse *parse = l->parse;
    uint32_t features[Q_MOVE_FEATURES], costs[Q_MOVE_COUNT];
    for (tree_begin(gold, parse); !q_parse_is_over(parse);) {
        float scores[Q_MOVE_STRIDE] = {0};
        uint32_t count = q_move_features(parse, features), least = UINT32_MAX;
        train_scores(l->moves.table, features, count, scores);
        for (q_move move = Q_SHIFT; move < Q_MOVE_COUNT; move++) {
            costs[move] = q_parse_may(parse, move) ? cost_of(parse, gold, move) : UINT32_MAX;
            least = costs[move] < least ? costs[move] : least;
        }
        q_move guess = best_of(parse, scores, NULL, 0), right = best_of(parse, scores, costs, least);
        if (costs[guess] != least)
            correct(&l->moves, features, count, right, guess);
        l->moves.table->now++;
        q_parse_move(parse, explore && train_random(l->job, 100) < EXPLORE_PERCENT ? guess : right);
    }
}

/* ---- learning the relations ---- */

static q_relation guess_relation(learner *l, uint32_t child, uint32_t *features, uint32_t *count)
{
    float scores[Q_RELATION_STRIDE] = {0};
    q_relation best = Q_RELATION_ACL;
    *count = q_relation_features(l->parse, child, features);
    train_scores(l->relations, features, *count, scores);
    for (q_relation r = best; r < Q_RELATION_COUNT; r++)
        if (scores[r] > scores[best])
            best = r;
    return best;
}

/* On the tree in `parse`; the number of mistakes. */
static uint32_t learn_relations(learner *l, const tree *gold)
{
    q_parse *parse = l->parse;
    uint32_t features[Q_RELATION_FEATURES], count, mistakes = 0;
    for (uint32_t i = 0; i < parse->count; i++) {
        uint32_t child = parse->order[i];
        q_relation right = gold->relations[child], guess = Q_RELATION_ROOT;
        if (parse->nodes[child].head) {
            guess = guess_relation(l, child, features, &count);
            if (gold->heads[child] == parse->nodes[child].head) {
                if (guess != right) {
                    train_move(l->relations, features, count, right, 1);
                    train_move(l->relations, features, count, guess, -1);
                    mistakes++;
                }
                l->relations->now++;
            }
        }
        q_relation_put(parse, child, guess);
    }
    return mistakes;
}

/* ---- scores ---- */

/* Relations are compared without their subtypes, as in the CoNLL shared task of 2018. */
static int is_same_main(uint32_t a, uint32_t b)
{
    const char *x = q_relation_name(a), *y = q_relation_name(b);
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
    const char *annotation_path = train_corpus(job, annotation, "no licence stated; automatic annotation");
    silver *corpus = silver_read(annotation_path, train_corpus(job, articles, "no licence stated"));
    trees_read_silver(list, corpus, tagger);
    silver_free(corpus);
}

/* The treebanks, and how far the parser agrees with the automatic arcs of the articles, marks aside. */
static void score_all(train_job *job, q_parser *parser, const q_tagger *tagger)
{
    trees articles = {0};
    score_treebank(job, parser, tagger, "ewt", train_corpus(job, "treebank/en_ewt.dev.conllu", "CC BY-SA 4.0"));
    score_treebank(job, parser, tagger, "gum", train_corpus(job, "treebank/en_gum.dev.conllu", "CC BY 4.0"));
    read_articles(job, &articles, tagger, "dev");
    score_trees(job, parser, &articles, "news");
    trees_free(&articles);
}

void score_arc(train_job *job)
{
    q_model model;
    q_tagger tagger;
    size_t moves_size, relations_size;
    q_parser *parser = train_allocate(1, sizeof *parser);
    if (q_model_builtin(&model) || q_tagger_open(&tagger, &model))
        train_fail("is not in the built-in model", "tag");
    const void *moves = q_model_section(&model, "arc.move", &moves_size);
    const void *relations = q_model_section(&model, "arc.relation", &relations_size);
    if (q_parser_open(parser, moves, moves_size, relations, relations_size))
        train_fail("is not in the built-in model", "arc");
    score_all(job, parser, &tagger);
    free(parser);
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

static void learn(learner *l, const trees *gold, const trees *articles)
{
    const tree **chosen = train_allocate(gold->rows.n + articles->rows.n, sizeof *chosen);
    uint32_t *order = train_allocate(gold->rows.n + articles->rows.n, sizeof *order);
    for (uint32_t round = 0; round < ROUNDS; round++) {
        uint32_t mistakes = 0, words = 0, count = choose(gold, articles, round, chosen);
        train_shuffle(l->job, order, count);
        for (uint32_t i = 0; i < count; i++) {
            const tree *given = chosen[order[i]];
            learn_moves(l, given, round >= EXPLORE_FROM);
            q_parse_link(l->parse);
            mistakes += learn_relations(l, given);
            words += given->count;
        }
        fprintf(stderr, "arc: round %u, %u wrong relations of %u words\n", round + 1, mistakes, words);
    }
    train_average(l->moves.table);
    train_average(l->relations);
    free(order);
    free(chosen);
}

static void put_weights(train_job *job, const learner *l, q_parser *parser)
{
    size_t moves_size, relations_size;
    void *moves = train_prune(l->moves.table, l->moves.checks, MOVE_BITS, Q_MOVE_STRIDE, &moves_size);
    void *relations = train_quantise(l->relations, &relations_size);
    train_put(job, "arc.move", moves, moves_size);
    train_put(job, "arc.relation", relations, relations_size);
    if (q_parser_open(parser, moves, moves_size, relations, relations_size))
        train_fail("is not what the library reads", "arc");
}

void train_arc(train_job *job)
{
    conllu *treebanks[] = {conllu_read(train_corpus(job, "treebank/en_ewt.train.conllu", "CC BY-SA 4.0")),
                           conllu_read(train_corpus(job, "treebank/en_gum.train.conllu", "CC BY 4.0"))};
    trees gold = {0}, articles = {0};
    train_folds *folds = train_folds_learn(job, treebanks, 2);
    for (int i = 0; i < 2; i++)
        trees_read(&gold, treebanks[i], folds, NULL);
    train_folds_free(folds);
    train_tagger *tagger = train_tagger_learn(job, treebanks, 2, 0, 0);
    read_articles(job, &articles, &tagger->tagger, "train");
    q_parser *parser = train_allocate(1, sizeof *parser);
    learner l = {job, lesson_new(TABLE_BITS, Q_MOVE_COUNT, Q_MOVE_STRIDE),
                 train_weights_new(RELATION_BITS, Q_RELATION_COUNT, Q_RELATION_STRIDE), &parser->parse};
    learn(&l, &gold, &articles);
    put_weights(job, &l, parser);
    lesson_free(&l.moves);
    train_weights_free(l.relations);
    score_all(job, parser, &tagger->tagger);
    train_tagger_free(tagger);
    trees_free(&gold);
    trees_free(&articles);
}
