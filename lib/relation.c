/* relation.c - features of an arc in a whole tree: both words, their children, the siblings, the arc above. */
#include "relation.h"

#include "linear.h"

enum atom { /* H the head, C the child, S the sibling behind it; see transition.c */
    NIL,
    HW, HL, HP, CW, CL, CP, HR,
    SIDE, DIST,
    HBP, HAP, CBP, CBW, CAW,
    CLW, CLP, CL2P, CRP, CFW, CFP, SW, CLS, CRS,
    COMMAS, VERBS, CORNER, QUOTED, HC, CC,
    ATOMS
};

/* Those that decide most often come first. */
static const uint8_t templates[][4] = {
    {SIDE, CP}, {HP, CLW, CLP, SIDE}, {CP, CLP, CL2P, SIDE}, {HL, SIDE}, {SIDE, HP}, {HR, SIDE, CP}, {CP, CRS, SIDE},
    {CP, SW, SIDE}, {HP, CP, VERBS, SIDE}, {HP, HAP, CP, SIDE}, {HC, CP, QUOTED, SIDE}, {CP, CLS, SIDE},
    {HC, CP, CORNER, SIDE}, {CAW, CP, SIDE}, {HP, CP, CORNER, SIDE}, {CP, CLS, CRS, SIDE}, {HP, CP, SIDE, DIST},
    {CL, SIDE}, {HBP, HP, CP, SIDE}, {CBW, CP, SIDE}, {SIDE, CW, CP}, {CW, CP}, {SIDE, CW}, {HP, CP, CRP, SIDE},
    {HP, CP, COMMAS, SIDE}, {HP, CC, SIDE}, {HP, CP, CBP, SIDE}, {HP, CFP, CP, SIDE}, {HP, CP, CLP, SIDE},
    {CW, CLS, SIDE}, {HP, CP, CFW, SIDE}, {CW, CORNER, SIDE}, {HP, CP, CLW, SIDE}, {HP, HW, CP, SIDE}, {HP, CP, SIDE},
    {HW, CP, CORNER, SIDE}, {HL, CL, SIDE},
};
_Static_assert(sizeof templates / sizeof *templates == Q_RELATION_FEATURES, "as many templates as features");
_Static_assert((int)ATOMS <= (int)Q_RELATION_ATOMS, "room for all atoms");

static inline void put(uint64_t *a, enum atom atom, uint32_t value)
{
    a[atom] = q_parse_atom(atom, value);
}

static void gather_words(const q_parse *parse, uint32_t h, uint32_t c, uint64_t *a)
{
    const q_parse_word *words = parse->words;
    put(a, HW, words[h].word);
    put(a, HL, words[h].lemma);
    put(a, HP, words[h].tag);
    put(a, HC, words[h].cue);
    put(a, CW, words[c].word);
    put(a, CL, words[c].lemma);
    put(a, CP, words[c].tag);
    put(a, CC, words[c].cue);
    put(a, HR, parse->nodes[h].relation);
    put(a, HBP, words[h - 1].tag);
    put(a, CBP, words[c - 1].tag);
    put(a, CBW, words[c - 1].word);
    put(a, HAP, h < parse->count ? words[h + 1].tag : 0);
    put(a, CAW, c < parse->count ? words[c + 1].word : 0);
}

static void gather_children(const q_parse *parse, uint32_t c, uint64_t *a)
{
    const q_parse_word *words = parse->words;
    const q_parse_node *child = &parse->nodes[c];
    put(a, CLW, words[child->left[0]].word);
    put(a, CLP, words[child->left[0]].tag);
    put(a, CL2P, words[child->left[1]].tag);
    put(a, CRP, words[child->right[0]].tag);
    put(a, CFW, words[child->first].word);
    put(a, CFP, words[child->first].tag);
    put(a, CLS, q_parse_set(child->tags[0]));
    put(a, CRS, q_parse_set(child->tags[1]));
    put(a, SW, words[child->sibling].word);
}

static void gather_between(const q_parse *parse, uint32_t h, uint32_t c, uint64_t *a)
{
    const q_parse_word *words = parse->words;
    const q_parse_node *child = &parse->nodes[c];
    uint32_t low = h < c ? h : c, high = h < c ? c : h, distance = high - low;
    put(a, SIDE, h < c ? 1 : 2);
    put(a, DIST, distance < 5 ? distance : distance < 10 ? 5 : 6);
    put(a, COMMAS, q_parse_at_most((uint32_t)words[high - 1].commas - words[low].commas, 2));
    put(a, VERBS, q_parse_at_most((uint32_t)words[high - 1].verbs - words[low].verbs, 2));
    put(a, CORNER, h < c ? words[child->first - 1].tag : child->last < parse->count ? words[child->last + 1].tag : 0);
    put(a, QUOTED, q_parse_quoted(&words[h], &words[c]));
}

void q_relation_atoms(const q_parse *parse, uint32_t child, uint64_t *a)
{
    uint32_t head = parse->nodes[child].head;
    a[NIL] = 0;
    gather_words(parse, head, child, a);
    gather_children(parse, child, a);
    gather_between(parse, head, child, a);
}

void q_relation_features(const uint64_t *atoms, uint32_t *features)
{
    Q_UNROLL
    for (uint32_t i = 0; i < Q_RELATION_FIRST; i++)
        features[i] = q_parse_feature(templates[i], atoms);
}

void q_relation_further(const uint64_t *atoms, uint32_t *features)
{
    Q_UNROLL
    for (uint32_t i = Q_RELATION_FIRST; i < Q_RELATION_FEATURES; i++)
        features[i] = q_parse_feature(templates[i], atoms);
}
