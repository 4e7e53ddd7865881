/* relation.c - features of an arc in a whole tree: both words, their children, the siblings, the arc above. */
#include "relation.h"

enum atom { /* H the head, C the child, G the head's head; B before, S behind it among the siblings; see transition.c */
    NIL,
    HW, HL, HP, CW, CL, CP, GP, HR,
    SIDE, DIST,
    HBP, HAP, CBP, CAP, CBW, CAW,
    CLW, CLP, CL2P, CRW, CRP, CFW, CFP,
    HLP, HRP,
    BP, BR, BW, SP, SW,
    CLS, CRS, HLS, HRS,
    HRELS,
    COMMAS, VERBS, CORNER, QUOTED, HC, CC,
    ATOMS
};

static const uint8_t templates[][4] = {
    {SIDE, HP}, {SIDE, CW}, {SIDE, CP}, {CW, CP}, {SIDE, HW, HP}, {SIDE, CW, CP}, {HL, SIDE}, {CL, SIDE}, {HP, CP, SIDE},
    {HL, CL, SIDE}, {HP, CP, CW, SIDE}, {HP, HW, CP, SIDE}, {HP, CP, SIDE, DIST}, {HR, HP, CP, SIDE}, {HR, CW, SIDE},
    {GP, HP, CP, SIDE}, {HR, SIDE, CP}, {HP, CP, CBP, SIDE}, {HP, CP, CAP, SIDE}, {CBP, CP, CAP, SIDE}, {HBP, HP, CP, SIDE},
    {HP, HAP, CP, SIDE}, {CBW, CP, SIDE}, {CAW, CP, SIDE}, {HP, CP, CLW, SIDE}, {HW, CLW, SIDE, CP}, {CW, CLW, SIDE},
    {HP, CP, CLP, SIDE}, {CP, CLP, CL2P, SIDE}, {HP, CLW, CLP, SIDE}, {HP, CP, CRP, SIDE}, {CW, CRP, SIDE},
    {HP, CP, CRW, SIDE}, {HP, CP, CFW, SIDE}, {HP, CFP, CP, SIDE}, {CP, CLS, SIDE}, {CW, CLS, SIDE}, {HP, CP, CLS, SIDE},
    {CP, CRS, SIDE}, {HP, CP, CRS, SIDE}, {HP, HLS, CP, SIDE}, {HW, HLS, CP, SIDE}, {HP, HRS, CP, SIDE},
    {HW, HRS, CP, SIDE}, {HLS, CW, SIDE}, {HRS, CW, SIDE}, {CP, CLS, CRS, SIDE}, {HP, CP, BP, SIDE}, {HP, CP, SP, SIDE},
    {HP, CP, BR, SIDE}, {CW, BR, SIDE}, {CP, BW, SIDE}, {CP, SW, SIDE}, {HP, CP, HRELS, SIDE}, {HW, CP, HRELS, SIDE},
    {CP, HRELS, SIDE}, {HP, CP, COMMAS, SIDE}, {HP, CP, CORNER, SIDE}, {CW, CORNER, SIDE}, {HW, CP, CORNER, SIDE},
    {HP, CP, VERBS, SIDE}, {HP, CP, QUOTED, SIDE}, {HC, CP, QUOTED, SIDE}, {HC, CP, CORNER, SIDE}, {HP, CC, SIDE},
    {HP, CP, HLP, SIDE}, {HP, CP, HRP, SIDE},
};

static void gather_words(const q_parse *parse, uint32_t h, uint32_t c, uint32_t *a)
{
    const q_parse_word *words = parse->words;
    a[HW] = words[h].word, a[HL] = words[h].lemma, a[HP] = words[h].tag, a[HC] = words[h].cue;
    a[CW] = words[c].word, a[CL] = words[c].lemma, a[CP] = words[c].tag, a[CC] = words[c].cue;
    a[GP] = words[parse->nodes[h].head].tag, a[HR] = parse->nodes[h].relation;
    a[HBP] = words[h - 1].tag, a[CBP] = words[c - 1].tag, a[CBW] = words[c - 1].word;
    a[HAP] = h < parse->count ? words[h + 1].tag : 0;
    a[CAP] = c < parse->count ? words[c + 1].tag : 0, a[CAW] = c < parse->count ? words[c + 1].word : 0;
}

static void gather_children(const q_parse *parse, uint32_t h, uint32_t c, uint32_t *a)
{
    const q_parse_word *words = parse->words;
    const q_parse_node *head = &parse->nodes[h], *child = &parse->nodes[c];
    a[CLW] = words[child->left[0]].word, a[CLP] = words[child->left[0]].tag, a[CL2P] = words[child->left[1]].tag;
    a[CRW] = words[child->right[0]].word, a[CRP] = words[child->right[0]].tag;
    a[CFW] = words[child->first].word, a[CFP] = words[child->first].tag;
    a[HLP] = words[head->left[0]].tag, a[HRP] = words[head->right[0]].tag;
    a[CLS] = q_parse_set(child->tags[0]), a[CRS] = q_parse_set(child->tags[1]);
    a[HLS] = q_parse_set(head->tags[0]), a[HRS] = q_parse_set(head->tags[1]);
}

static void gather_siblings(const q_parse *parse, uint32_t c, uint32_t *a)
{
    uint32_t b = parse->nodes[c].elder, s = parse->nodes[c].sibling;
    a[BP] = parse->words[b].tag, a[BW] = parse->words[b].word, a[BR] = parse->nodes[b].relation;
    a[SP] = parse->words[s].tag, a[SW] = parse->words[s].word;
    a[HRELS] = q_parse_set(parse->nodes[b].relations);
}

static void gather_between(const q_parse *parse, uint32_t h, uint32_t c, uint32_t *a)
{
    const q_parse_word *words = parse->words;
    const q_parse_node *child = &parse->nodes[c];
    uint32_t low = h < c ? h : c, high = h < c ? c : h, distance = high - low;
    a[SIDE] = h < c ? 1 : 2;
    a[DIST] = distance < 5 ? distance : distance < 10 ? 5 : 6;
    a[COMMAS] = q_parse_at_most((uint32_t)words[high - 1].commas - words[low].commas, 2);
    a[VERBS] = q_parse_at_most((uint32_t)words[high - 1].verbs - words[low].verbs, 2);
    a[CORNER] = h < c ? words[child->first - 1].tag : child->last < parse->count ? words[child->last + 1].tag : 0;
    a[QUOTED] = q_parse_quoted(&words[h], &words[c]);
}

uint32_t q_relation_features(const q_parse *parse, uint32_t child, uint32_t *features)
{
    uint32_t a[ATOMS], head = parse->nodes[child].head, count = sizeof templates / sizeof *templates;
    a[NIL] = 0;
    gather_words(parse, head, child, a);
    gather_children(parse, head, child, a);
    gather_siblings(parse, child, a);
    gather_between(parse, head, child, a);
    for (uint32_t i = 0; i < count; i++)
        features[i] = q_parse_feature(i + 1, templates[i], a);
    return count;
}

void q_relation_put(q_parse *parse, uint32_t child, q_relation relation)
{
    q_parse_node *node = &parse->nodes[child];
    node->relation = (uint8_t)relation;
    node->relations = parse->nodes[node->elder].relations | UINT64_C(1) << relation;
}
