/* transition.c - the state of the parser, its moves, and what a move is chosen by.
 *
 * The templates follow Zhang and Nivre, Transition-based dependency parsing with rich non-local features, ACL 2011, with the
 * quotation regions and the reporting words of this library. */
#include "transition.h"

#include <string.h>

#include "linear.h"

enum { CUE_NOUN = 64, CUE_PREP = 128 };

static uint8_t cue_of(const q_lexeme *lexeme)
{
    unsigned cue = lexeme->flags & Q_LEX_CUE_VERB && lexeme->entry ? lexeme->entry->cue_class + 1u : 0;
    return (uint8_t)(cue | (lexeme->flags & Q_LEX_CUE_NOUN ? CUE_NOUN : 0) | (lexeme->flags & Q_LEX_CUE_PREP ? CUE_PREP : 0));
}

/* Tags that two parts of speech share: the less frequent has a number of its own. */
static uint8_t tag_of(const q_token *token)
{
    static const struct {
        uint16_t upos;
        uint8_t number;
    } shared[Q_XPOS_COUNT] = {
        [Q_XPOS_VB] = {Q_AUX, Q_XPOS_COUNT}, [Q_XPOS_VBD] = {Q_AUX, Q_XPOS_COUNT + 1}, [Q_XPOS_VBG] = {Q_AUX, Q_XPOS_COUNT + 2},
        [Q_XPOS_VBN] = {Q_AUX, Q_XPOS_COUNT + 3}, [Q_XPOS_VBP] = {Q_AUX, Q_XPOS_COUNT + 4},
        [Q_XPOS_VBZ] = {Q_AUX, Q_XPOS_COUNT + 5}, [Q_XPOS_IN] = {Q_SCONJ, Q_XPOS_COUNT + 6},
        [Q_XPOS_DT] = {Q_PRON, Q_XPOS_COUNT + 7}, [Q_XPOS_NN] = {Q_PRON, Q_XPOS_COUNT + 8},
        [Q_XPOS_RB] = {Q_PART, Q_XPOS_COUNT + 9}, [Q_XPOS_NNP] = {Q_ADJ, Q_XPOS_COUNT + 10}};
    return shared[token->xpos].number && token->upos == shared[token->xpos].upos ? shared[token->xpos].number : token->xpos;
}

static int has_tense(uint32_t xpos)
{
    return xpos == Q_XPOS_VBD || xpos == Q_XPOS_VBP || xpos == Q_XPOS_VBZ || xpos == Q_XPOS_MD;
}

void q_parse_read(q_parse *parse, const q_document *document, uint32_t first, uint32_t end)
{
    memset(&parse->words[0], 0, sizeof parse->words[0]);
    parse->count = end - first;
    for (uint32_t i = 1; i <= parse->count; i++) {
        const q_token *token = &document->tokens.at[first + i - 1];
        const q_parse_word *before = &parse->words[i - 1];
        const q_lexeme *lexeme = &document->lexemes.at[token->lexeme];
        parse->words[i] = (q_parse_word){
            .word = lexeme->feature | 1, .lemma = document->lexemes.at[token->lemma].feature | 1, .region = token->region + 1,
            .commas = (uint16_t)(before->commas + (token->xpos == Q_XPOS_COMMA)),
            .verbs = (uint16_t)(before->verbs + has_tense(token->xpos)), .tag = tag_of(token),
            .cue = cue_of(lexeme)};
    }
}

void q_parse_begin(q_parse *parse)
{
    memset(parse->nodes, 0, (parse->count + 1) * sizeof *parse->nodes);
    parse->stack[0] = 0;
    parse->next = 1;
    parse->depth = 0;
}

static void attach(q_parse *parse, uint32_t head, uint32_t child)
{
    q_parse_node *node = &parse->nodes[head];
    int behind = child > head;
    uint16_t *children = behind ? node->right : node->left;
    children[1] = children[0];
    children[0] = (uint16_t)child;
    node->tags[behind] |= UINT64_C(1) << parse->words[child].tag;
    if (node->count[behind] < UINT8_MAX)
        node->count[behind]++;
    parse->nodes[child].head = (uint16_t)head;
}

void q_parse_move(q_parse *parse, q_move move)
{
    uint32_t top = parse->stack[parse->depth];
    switch (move) {
    case Q_LEFT: attach(parse, parse->next, top); parse->depth--; break;
    case Q_RIGHT: attach(parse, parse->stack[parse->depth - 1], top); parse->depth--; break;
    default: parse->stack[++parse->depth] = (uint16_t)parse->next++;
    }
}

void q_parse_restore(q_parse *parse, const uint16_t *heads)
{
    q_parse_begin(parse);
    for (uint32_t i = parse->count; i; i--)
        if (heads[i] > i)
            attach(parse, heads[i], i);
    for (uint32_t i = 1; i <= parse->count; i++)
        if (heads[i] && heads[i] < i)
            attach(parse, heads[i], i);
}

/* From the root downwards, level by level. */
static void put_in_order(q_parse *parse)
{
    uint32_t end = 0;
    for (uint32_t child = parse->nodes[0].child; child; child = parse->nodes[child].sibling)
        parse->order[end++] = (uint16_t)child;
    for (uint32_t i = 0; i < end; i++)
        for (uint32_t child = parse->nodes[parse->order[i]].child; child; child = parse->nodes[child].sibling)
            parse->order[end++] = (uint16_t)child;
}

static void widen(q_parse *parse)
{
    for (uint32_t i = parse->count; i; i--) {
        const q_parse_node *node = &parse->nodes[parse->order[i - 1]];
        q_parse_node *head = &parse->nodes[node->head];
        head->first = node->first < head->first ? node->first : head->first;
        head->last = node->last > head->last ? node->last : head->last;
    }
}

void q_parse_link(q_parse *parse)
{
    q_parse_node *nodes = parse->nodes;
    nodes[0].child = 0;
    for (uint32_t i = 1; i <= parse->count; i++) {
        nodes[i].child = nodes[i].sibling = 0;
        nodes[i].first = nodes[i].last = (uint16_t)i;
    }
    for (uint32_t i = parse->count; i; i--) {
        q_parse_node *head = &nodes[nodes[i].head];
        nodes[i].sibling = head->child;
        head->child = (uint16_t)i;
    }
    put_in_order(parse);
    widen(parse);
}

/* ---- features ---- */

/* Of the words on the stack (S0 on top) and in the buffer (N0 first): word, lemma, tag; of the outermost children too. */
enum atom {
    NIL,
    S0W, S0L, S0P, S1W, S1L, S1P, S2W, S2P, N0W, N0L, N0P, N1W, N1P, N2W, N2P,
    S0BP, S0AP, N0BP,                                               /* tag of the words before and after in the text */
    S0LW, S0LP, S0L2P, S0RW, S0RP, S0R2P, S1LP, S1RP, S1R2P, N0LW, N0LP, N0L2P,
    S0LS, S0RS, S1LS, S1RS, N0LS,                                   /* sets of the children's tags */
    S0LV, N0LV,                                                     /* numbers of children */
    DIST, DIST1,                                                    /* from S0 to N0, from S1 to S0 */
    COMMAS, COMMAS1, VERBS, VERBS1, REST,                           /* between these; verbs to come */
    QUOTED, QUOTED1, S0C, S1C, N0C,                                 /* quotation on both sides; reporting words */
    ATOMS
};

static const uint8_t templates[][4] = {
    {N1P}, {S1P}, {N0P, N1P}, {S0P}, {N0P, N0LP}, {S0P, S0LP}, {S1P, S0P, VERBS1}, {N0P}, {S0P, N0P, VERBS}, {S0P, N1P},
    {S0P, S0LV}, {S0P, N0C, QUOTED}, {S2P}, {N0P, N0LV}, {N2P}, {S0C, N0P, QUOTED}, {S1P, S1RP}, {S0P, S0LP, S0L2P},
    {S1P, S1RS}, {S1P, N0P}, {S1P, S1RP, S1R2P}, {S1P, S0P, DIST1}, {S0P, S0LS}, {N0P, N0LP, N0L2P}, {S1C, S0P, QUOTED1},
    {S0BP, S0P, S0AP}, {N0L}, {S1P, S0P, COMMAS1}, {S0P, S0LP, N0P}, {S0P, N0P, REST}, {S1P, S0C, QUOTED1},
    {N0P, N1P, N2P}, {S1L}, {S0P, N0P, COMMAS}, {S0P, N0LP, N0P}, {S2P, S1P, S0P}, {S0AP, N0BP, N0P}, {S2W}, {N0P, N0LS},
    {S1P, S0LP, S0P}, {S0P, N0P, N1P}, {S0P, S0AP, N0P}, {S1P, S0P, QUOTED1}, {S0P, S0RP}, {S1P, S1LP, S0P}, {S1P, S1LS},
    {S1P, S0P, REST, COMMAS}, {S0L}, {S2P, S1P, N0P}, {S0P, N0BP, N0P}, {S1P, S0P, N0LW}, {S0P, N1P, N2P},
    {S0P, S1P, DIST}, {S0P, S0RP, S0R2P}, {S0P, S0RS}, {S1P, S0LW, S0P}, {S0P, N0P, QUOTED}, {N0P, N1W}, {S0P, N0P, DIST},
    {S1P, S0RP, S0P}, {S0P, S0LS, N0P}, {S0P, S0RW}, {N1W}, {N1W, N1P}, {S0W, S0P}, {S1P, S0P, N0P, COMMAS},
    {S0P, N0LW, N0P}, {S1W, S1P}, {S0W}, {S1P, S0P}, {N0W, N0LV}, {S0W, S0LP}, {S0W, DIST}, {N0W, N1P}, {N2W, N2P},
    {N0W, N0LP}, {S0P, N0P, N0LS}, {N2W}, {S0W, S0RP}, {S0W, N0LW}, {S0W, S0RS}, {S0W, S0P, N0P}, {S0P, N0L},
    {S1P, S0W, S0P}, {S1W, S1P, S0P}, {S1P, N0W}, {N0W, N1W}, {S0P, N0W, N0P}, {S0W, N0P, N1P}, {S0W, N1W}, {S1L, S0L},
    {S0P, N0W, N1P}, {S0L, N0L},
};
_Static_assert(sizeof templates / sizeof *templates == Q_MOVE_FEATURES, "as many templates as features");

static uint32_t bin(uint32_t distance)
{
    return distance < 6 ? distance : distance < 10 ? 6 : distance < 20 ? 7 : 8;
}

static inline void put(uint64_t *a, enum atom atom, uint32_t value)
{
    a[atom] = q_parse_atom(atom, value);
}

static void gather_top(const q_parse *parse, uint32_t s0, uint64_t *a)
{
    const q_parse_node *node = &parse->nodes[s0];
    const q_parse_word *words = parse->words, *word = &words[s0];
    put(a, S0W, word->word);
    put(a, S0L, word->lemma);
    put(a, S0P, word->tag);
    put(a, S0C, word->cue);
    put(a, S0BP, s0 ? word[-1].tag : 0);
    put(a, S0AP, s0 && s0 < parse->count ? word[1].tag : 0);
    put(a, S0LW, words[node->left[0]].word);
    put(a, S0LP, words[node->left[0]].tag);
    put(a, S0L2P, words[node->left[1]].tag);
    put(a, S0RW, words[node->right[0]].word);
    put(a, S0RP, words[node->right[0]].tag);
    put(a, S0R2P, words[node->right[1]].tag);
    put(a, S0LS, q_parse_set(node->tags[0]));
    put(a, S0RS, q_parse_set(node->tags[1]));
    put(a, S0LV, q_parse_at_most(node->count[0], 3) + 1);
}

static void gather_below(const q_parse *parse, uint32_t s1, uint32_t s2, uint64_t *a)
{
    const q_parse_node *node = &parse->nodes[s1];
    const q_parse_word *words = parse->words, *word = &words[s1];
    put(a, S1W, word->word);
    put(a, S1L, word->lemma);
    put(a, S1P, word->tag);
    put(a, S1C, word->cue);
    put(a, S1LP, words[node->left[0]].tag);
    put(a, S1RP, words[node->right[0]].tag);
    put(a, S1R2P, words[node->right[1]].tag);
    put(a, S1LS, q_parse_set(node->tags[0]));
    put(a, S1RS, q_parse_set(node->tags[1]));
    put(a, S2W, words[s2].word);
    put(a, S2P, words[s2].tag);
}

static void gather_buffer(const q_parse *parse, const uint32_t *n, uint64_t *a)
{
    const q_parse_node *node = &parse->nodes[n[0]];
    const q_parse_word *words = parse->words, *word = &words[n[0]];
    put(a, N0W, word->word);
    put(a, N0L, word->lemma);
    put(a, N0P, word->tag);
    put(a, N0C, word->cue);
    put(a, N0BP, n[0] ? word[-1].tag : 0);
    put(a, N0LW, words[node->left[0]].word);
    put(a, N0LP, words[node->left[0]].tag);
    put(a, N0L2P, words[node->left[1]].tag);
    put(a, N0LS, q_parse_set(node->tags[0]));
    put(a, N0LV, q_parse_at_most(node->count[0], 3) + 1);
    put(a, N1W, words[n[1]].word);
    put(a, N1P, words[n[1]].tag);
    put(a, N2W, words[n[2]].word);
    put(a, N2P, words[n[2]].tag);
}

static void gather_between(const q_parse *parse, uint32_t s1, uint32_t s0, uint32_t n0, uint64_t *a)
{
    const q_parse_word *words = parse->words;
    uint32_t last = n0 ? n0 - 1 : parse->count;
    put(a, DIST, n0 ? bin(n0 - s0) : 9);
    put(a, DIST1, bin(s0 - s1));
    put(a, COMMAS, q_parse_at_most((uint32_t)words[last].commas - words[s0].commas, 2) + 1);
    put(a, VERBS, q_parse_at_most((uint32_t)words[last].verbs - words[s0].verbs, 2) + 1);
    put(a, COMMAS1, s0 ? q_parse_at_most((uint32_t)words[s0 - 1].commas - words[s1].commas, 2) + 1 : 0);
    put(a, VERBS1, s0 ? q_parse_at_most((uint32_t)words[s0 - 1].verbs - words[s1].verbs, 2) + 1 : 0);
    put(a, REST, q_parse_at_most((uint32_t)words[parse->count].verbs - words[last].verbs, 3) + 1);
    put(a, QUOTED, q_parse_quoted(&words[s0], &words[n0]));
    put(a, QUOTED1, q_parse_quoted(&words[s1], &words[s0]));
}

void q_move_features(const q_parse *parse, uint32_t *features)
{
    uint64_t a[ATOMS];
    uint32_t n[4], s0 = parse->stack[parse->depth];
    uint32_t s1 = parse->depth > 1 ? parse->stack[parse->depth - 1] : 0;
    uint32_t s2 = parse->depth > 2 ? parse->stack[parse->depth - 2] : 0;
    for (uint32_t i = 0; i < 4; i++)
        n[i] = parse->next + i <= parse->count ? parse->next + i : 0;
    a[NIL] = 0;
    gather_top(parse, s0, a);
    gather_below(parse, s1, s2, a);
    gather_buffer(parse, n, a);
    gather_between(parse, s1, s0, n[0], a);
    Q_UNROLL
    for (uint32_t i = 0; i < Q_MOVE_FEATURES; i++)
        features[i] = q_parse_feature(templates[i], a);
}
