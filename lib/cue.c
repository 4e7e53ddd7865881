/* cue.c - which words report something. A reading that is sure is found at once; further ones by lowering, step by step, the
 * score of being no cue. The rooms after it decide which of them bring a quote. */
#include "cue.h"

#include <string.h>

#include "construction.h"

enum template_ {
    WORD = 1, LEMMA = 11, TAG = 21, NAME = 31, CUE = 41, TAGS = 51, LEMMA_WORD = 61, ACT_TAG = 71, SHAPE = 81, LEMMA_TAG, QUOTED_CUE,
    MARK_AFTER, MARK_BEFORE, RELATION, RELATION_ACT, HEAD, CHILD, CHILDREN, EDGE, STOPS, KIND, SUBJECT, PART
};

enum { REACH = 3, MARK_REACH = 6, CHILDREN_MAX = 8, HEADS_MAX = 3 /* words that may have the subject */,
       LANES = 8 /* rows that are added side by side */ };

/* How far each stretch lowers the score of "outside", in units of the model's scores. */
static const float lowered[Q_CUE_LEVELS] = {0, 7, 16, 28, 44};

/* What the word itself tells. */
static void add_own(q_features *f, const q_node *own)
{
    q_features_add(f, q_sum(WORD + REACH, own->word));
    q_features_add(f, q_sum(TAG + REACH, own->tag));
    q_features_add(f, q_sum(LEMMA + REACH, own->lemma));
    q_features_add(f, q_sum(CUE + REACH, own->cue));
    q_features_add(f, q_sum2(LEMMA_TAG, own->lemma, own->tag));
    q_features_add(f, q_sum(RELATION, own->relation));
    q_features_add(f, q_sum2(RELATION_ACT, own->relation, own->act));
    q_features_add(f, q_sum3(RELATION_ACT, own->relation, own->lemma, 1));
    q_features_add(f, q_sum2(QUOTED_CUE, own->quotation != Q_NONE, own->cue));
}

/* The words around a token: nodes[REACH] is its own. */
static void add_words(q_features *f, const q_node *const *near)
{
    const q_node *own = near[REACH], *next = near[REACH + 1], *next2 = near[REACH + 2];
    for (uint32_t i = 0; i <= 2 * REACH; i++) {
        if (i == REACH)
            continue;
        q_features_add(f, q_sum(TAG + i, near[i]->tag));
        q_features_add(f, q_sum2(NAME + i, near[i]->name, near[i]->shape & Q_SHAPE_CAPITAL));
    }
    for (uint32_t i = REACH - 1; i <= REACH + 1; i += 2) {
        q_features_add(f, q_sum(WORD + i, near[i]->word));
        q_features_add(f, q_sum(LEMMA + i, near[i]->lemma));
        q_features_add(f, q_sum(CUE + i, near[i]->cue));
        q_features_add(f, q_sum2(LEMMA_WORD + i, own->lemma, near[i]->lemma));
        q_features_add(f, q_sum3(ACT_TAG + i, own->act, own->tag, near[i]->tag));
    }
    for (uint32_t i = REACH - 1; i <= REACH + 1; i++)
        q_features_add(f, q_sum3(TAGS + i, near[i - 1]->tag, near[i]->tag, near[i + 1]->tag));
    q_features_add(f, q_sum3(LEMMA_WORD, own->lemma, next->tag, next2->tag));
}

/* How far the next mark of quotation, comma or colon is. */
static uint32_t distance(const q_document *document, uint32_t token, uint32_t first, uint32_t end, int step, uint32_t *stop)
{
    uint32_t at = token;
    for (uint32_t far = 1; far <= MARK_REACH; far++) {
        if (step > 0 ? at + 1 >= end : at <= first)
            break;
        at = step > 0 ? at + 1 : at - 1;
        *stop = document->nodes.at[at].stop;
        if (*stop != Q_STOP_WORD && *stop != Q_STOP_OTHER)
            return far;
    }
    *stop = Q_STOP_WORD;
    return 0;
}

static void add_marks(q_features *f, const q_document *document, uint32_t token, uint32_t first, uint32_t end)
{
    const q_node *own = &document->nodes.at[token];
    uint32_t after, before;
    uint32_t far = distance(document, token, first, end, 1, &after), back = distance(document, token, first, end, -1, &before);
    const q_sentence *sentence = &document->sentences.at[document->tokens.at[token].sentence];
    q_features_add(f, q_sum3(MARK_AFTER, far, after, own->act));
    q_features_add(f, q_sum3(MARK_BEFORE, back, before, own->act));
    q_features_add(f, q_sum3(STOPS, own->lemma, after, far));
    q_features_add(f, q_sum3(EDGE, token == first, token + 1 == end, own->act));
    q_features_add(f, q_sum2(KIND, document->paragraphs.at[sentence->paragraph].kind, own->act));
    q_features_add(f, q_sum3(SHAPE, own->shape & ~(uint32_t)Q_SHAPE_SPACE_BEFORE, own->act, own->stop));
}

static void add_arcs(q_features *f, const q_node *nodes, const q_node *own)
{
    const q_node *head = own->head == Q_NONE ? &q_node_none : &nodes[own->head];
    uint32_t set = 0, count = 0;
    q_features_add(f, q_sum3(HEAD, head->tag, own->relation, 1));
    q_features_add(f, q_sum3(HEAD, head->cue, own->relation, own->act));
    for (uint32_t i = own->child; i != Q_NONE && count < CHILDREN_MAX; i = nodes[i].sibling, count++) {
        uint32_t relation = nodes[i].relation, after = &nodes[i] > own;
        q_features_add(f, q_sum3(CHILD, relation, after, own->tag));
        q_features_add(f, q_sum3(CHILD + 0x100, relation, after, own->lemma));
        set |= 1u << (relation & 31);
    }
    q_features_add(f, q_sum2(CHILDREN, set, own->tag));
}

static int is_verb(const q_node *node)
{
    return q_xpos_is_verb(node->tag);
}

/* The subject of a word, or of the word it is coordinated with or depends on as an open complement. */
static const q_node *subject_of(const q_node *nodes, const q_node *own)
{
    for (uint32_t up = 0; up < HEADS_MAX; up++) {
        uint32_t count = 0;
        for (uint32_t i = own->child; i != Q_NONE && count < CHILDREN_MAX; i = nodes[i].sibling, count++)
            if (nodes[i].relation == Q_RELATION_NSUBJ || nodes[i].relation == Q_RELATION_NSUBJ_PASS)
                return &nodes[i];
        if (own->head == Q_NONE)
            break;
        own = &nodes[own->head];
    }
    return &q_node_none;
}

/* A part of a verb or noun: what it is of, and the word it begins with. */
static void add_part(q_features *f, const q_node *own, const q_node *part, const q_node *first)
{
    uint32_t what = (uint32_t)part->name << 16 | part->tag;
    switch (part->relation) {
    case Q_RELATION_OBJ: case Q_RELATION_IOBJ: case Q_RELATION_CCOMP: case Q_RELATION_XCOMP: case Q_RELATION_OBL:
    case Q_RELATION_NMOD: case Q_RELATION_ADVCL: case Q_RELATION_ACL:
        q_features_add(f, q_sum3(PART, part->relation, first->word, own->lemma));
        q_features_add(f, q_sum3(PART, part->relation, first->word, own->cue + 1000u));
        q_features_add(f, q_sum3(PART, part->relation, what, own->lemma));
        q_features_add(f, q_sum3(PART, part->relation, what, own->cue + 1000u));
        q_features_add(f, q_sum3(PART, part->relation, part->lemma, own->lemma));
        break;
    case Q_RELATION_AUX: case Q_RELATION_AUX_PASS: case Q_RELATION_ADVMOD: case Q_RELATION_MARK:
        q_features_add(f, q_sum3(PART, part->relation, part->lemma, own->act));
        break;
    default:
        break;
    }
}

/* Who does it to whom: only of words that may report. */
static void add_parts(q_features *f, const q_node *nodes, const q_node *own)
{
    const q_node *subject = subject_of(nodes, own);
    uint32_t who = (uint32_t)subject->name << 16 | subject->tag, count = 0;
    uint32_t path = subject->head != Q_NONE && &nodes[subject->head] == own;
    q_features_add(f, q_sum3(SUBJECT, subject->lemma, own->act, path));
    q_features_add(f, q_sum3(SUBJECT, who, own->cue, path + 2));
    q_features_add(f, q_sum3(SUBJECT, subject->lemma, own->tag, 5));
    for (uint32_t i = own->child; i != Q_NONE && count < CHILDREN_MAX; i = nodes[i].sibling, count++)
        if (q_node_is_word(&nodes[i]))
            add_part(f, own, &nodes[i], &nodes[nodes[i].left]);
}

uint32_t q_cue_features(const q_document *document, uint32_t token, uint32_t first, uint32_t end, uint32_t *features)
{
    const q_node *near[2 * REACH + 1];
    q_features f = {features, 0};
    for (uint32_t i = 0; i <= 2 * REACH; i++)
        near[i] = token + i - REACH - first < end - first ? &document->nodes.at[token + i - REACH] : &q_node_none;
    add_own(&f, near[REACH]);
    add_words(&f, near);
    add_marks(&f, document, token, first, end);
    add_arcs(&f, document->nodes.at, &document->nodes.at[token]);
    if (document->nodes.at[token].cue || is_verb(&document->nodes.at[token]))
        add_parts(&f, document->nodes.at, &document->nodes.at[token]);
    return f.n;
}

int q_cue_follows(uint32_t before, uint32_t label)
{
    return label != Q_CUE_INSIDE || before != Q_CUE_OUTSIDE;
}

uint32_t q_cue_head(const q_document *document, uint32_t first, uint32_t end)
{
    uint32_t head = first;
    for (uint32_t i = first + 1; i < end; i++)
        if (document->nodes.at[i].depth < document->nodes.at[head].depth && q_node_is_word(&document->nodes.at[i]))
            head = i;
    return head;
}

typedef struct tagger {
    q_document *document;
    const q_linear *model;
    int constructions;
    float step[Q_CUE_LABELS * Q_CUE_LABELS];
    float begin_gain, inside_gain; /* what the steps of a cue give at most more than those outside */
    float scores[Q_CUE_SENTENCE_MAX * Q_CUE_LABELS];
    uint8_t back[Q_CUE_SENTENCE_MAX * Q_CUE_LABELS];
    uint8_t labels[Q_CUE_SENTENCE_MAX];
    uint8_t taken[Q_CUE_SENTENCE_MAX];
} tagger;

/* The sums of the labels. The rows, of four weights, are loaded and then added side by side, even and odd weights apart, each 128 too
 * large; rows of nothing make them up to a whole number of lanes. */
static void add_rows(const q_linear *model, const uint32_t *features, uint32_t n, int32_t *sums)
{
    uint32_t rows[Q_CUE_FEATURES_MAX + LANES], even[LANES] = {0}, odd[LANES] = {0};
    for (uint32_t i = 0; i < n; i++)
        rows[i] = q_read32((const unsigned char *)q_linear_row(model, features[i], Q_CUE_STRIDE));
    for (; n % LANES; n++)
        rows[n] = 0;
    for (uint32_t i = 0; i < n; i += LANES)
        for (uint32_t k = 0; k < LANES; k++) {
            uint32_t row = rows[i + k] ^ 0x80808080u;
            even[k] += row & 0x00FF00FFu;
            odd[k] += row >> 8 & 0x00FF00FFu;
        }
    for (uint32_t k = 1; k < LANES; k++)
        even[0] += even[k], odd[0] += odd[k];
    sums[0] = (int32_t)(even[0] & 0xFFFF) - 128 * (int32_t)n;
    sums[1] = (int32_t)(odd[0] & 0xFFFF) - 128 * (int32_t)n;
    sums[2] = (int32_t)(even[0] >> 16) - 128 * (int32_t)n;
}

static void score_token(tagger *t, uint32_t token, uint32_t first, uint32_t end)
{
    uint32_t features[Q_CUE_FEATURES_MAX];
    int32_t sums[Q_CUE_LABELS];
    float *scores = t->scores + (size_t)(token - first) * Q_CUE_LABELS;
    add_rows(t->model, features, q_cue_features(t->document, token, first, end, features), sums);
    for (uint32_t k = 0; k < Q_CUE_LABELS; k++)
        scores[k] = (float)sums[k] * t->model->scale;
}

static int put_cue(q_document *document, uint32_t first, uint32_t end, uint32_t level)
{
    q_cue *cue = Q_APPEND(document->allocator, &document->cues, 1);
    if (cue)
        *cue = (q_cue){first, end, q_cue_head(document, first, end), level};
    for (uint32_t i = first; cue && i < end; i++)
        document->nodes.at[i].report = (uint8_t)(level + 1);
    return cue != NULL;
}

/* was quoted as | saying */
static uint32_t with_saying(const q_document *document, uint32_t first, uint32_t run, uint32_t end)
{
    const q_node *nodes = document->nodes.at;
    uint32_t as = run > first + 1 && q_token_in(document, run - 1, "as") ? run - 1 : run;
    int quoted = run > first && q_token_in(document, as - 1, "quoted cited reported overheard recorded");
    int saying = quoted && as + 1 < end && q_token_is(document, as, "as") && nodes[as + 1].tag == Q_XPOS_VBG && nodes[as + 1].cue;
    return saying ? as + 2 : run;
}

/* The runs of labels that lie clear of those found before, which are the cues from row `from` on. */
static int take_runs(tagger *t, uint32_t first, uint32_t count, uint32_t level, uint32_t from)
{
    for (uint32_t i = 0, run; i < count; i = run) {
        int taken = t->taken[i];
        run = i + 1;
        if (t->labels[i] == Q_CUE_OUTSIDE)
            continue;
        for (; run < count && t->labels[run] == Q_CUE_INSIDE; run++)
            taken |= t->taken[run];
        if (taken || t->document->cues.n - from >= Q_CUE_COUNT_MAX)
            continue;
        run = with_saying(t->document, first + i, first + run, first + count) - first;
        memset(t->taken + i, 1, run - i);
        if (!put_cue(t->document, first + i, first + run, level))
            return 0;
    }
    return 1;
}

/* Orders the cues from row `from` on; a stretch has few. */
static void sort_cues(q_document *document, uint32_t from)
{
    for (uint32_t i = from + 1; i < document->cues.n; i++) {
        q_cue held = document->cues.at[i];
        uint32_t at = i;
        for (; at > from && document->cues.at[at - 1].first > held.first; at--)
            document->cues.at[at] = document->cues.at[at - 1];
        document->cues.at[at] = held;
    }
}

/* What the labels leave out though its construction reports. */
static int take_constructions(tagger *t, uint32_t first, uint32_t count, uint32_t from)
{
    for (uint32_t i = 0; i < count && t->document->cues.n - from < Q_CUE_COUNT_MAX; i++)
        if (!t->taken[i] && q_construction_begins(t->document, first + i, first, first + count) &&
            !put_cue(t->document, first + i, first + i + 1, Q_CUE_LEVELS - 1))
            return 0;
    return 1;
}

/* Whether a cue may be found clear of those found before, with "outside" lowered by so much: a word, with those behind it that gain as
 * "inside", gains over "outside". */
static int may_find(const tagger *t, uint32_t count, float less)
{
    float behind = 0;
    for (uint32_t i = count; i-- > 0;) {
        const float *scores = t->scores + (size_t)i * Q_CUE_LABELS;
        float outside = scores[Q_CUE_OUTSIDE] - less;
        if (!t->taken[i] && scores[Q_CUE_BEGIN] + t->begin_gain + behind > outside)
            return 1;
        behind += scores[Q_CUE_INSIDE] + t->inside_gain - outside;
        behind = t->taken[i] || behind < 0 ? 0 : behind;
    }
    return 0;
}

static int read_stretch(tagger *t, uint32_t first, uint32_t end)
{
    uint32_t count = end - first, from = t->document->cues.n;
    for (uint32_t i = first; i < end; i++)
        score_token(t, i, first, end);
    t->scores[Q_CUE_INSIDE] = Q_LABEL_NEVER;
    memset(t->taken, 0, count);
    int any = may_find(t, count, lowered[Q_CUE_LEVELS - 1]);
    float lost = 0; /* by the score of "outside" */
    for (uint32_t level = 0; any && level < Q_CUE_LEVELS; level++) {
        float less = lowered[level] - lost;
        if (!may_find(t, count, less))
            continue;
        for (uint32_t i = 0; i < count; i++)
            t->scores[i * Q_CUE_LABELS + Q_CUE_OUTSIDE] -= less;
        lost = lowered[level];
        q_label_best(t->scores, t->step, 0, count, Q_CUE_LABELS, t->back, t->labels);
        if (!take_runs(t, first, count, level, from))
            return 0;
    }
    if (t->constructions && !take_constructions(t, first, count, from))
        return 0;
    sort_cues(t->document, from);
    return 1;
}

static float larger(float a, float b)
{
    return a > b ? a : b;
}

static void read_steps(tagger *t, const q_linear *steps)
{
    int32_t sums[Q_CUE_LABELS * Q_CUE_LABELS] = {0};
    q_linear_add(steps, Q_CUE_STEP, sums);
    for (uint32_t i = 0; i < Q_CUE_LABELS * Q_CUE_LABELS; i++)
        t->step[i] = q_cue_follows(i / Q_CUE_LABELS, i % Q_CUE_LABELS) ? (float)sums[i] * steps->scale : Q_LABEL_NEVER;
    const float *outside = t->step;
    float leave = Q_LABEL_NEVER;
    t->begin_gain = t->inside_gain = Q_LABEL_NEVER;
    for (uint32_t i = 0; i < Q_CUE_LABELS; i++) {
        const float *from = t->step + i * Q_CUE_LABELS;
        t->begin_gain = larger(t->begin_gain, from[Q_CUE_BEGIN] - from[Q_CUE_OUTSIDE]);
        t->inside_gain = larger(t->inside_gain, from[Q_CUE_INSIDE] - outside[Q_CUE_OUTSIDE]);
        if (i != Q_CUE_OUTSIDE)
            leave = larger(leave, larger(from[Q_CUE_OUTSIDE] - outside[Q_CUE_OUTSIDE], from[Q_CUE_BEGIN] - outside[Q_CUE_BEGIN]));
    }
    t->begin_gain += leave;
}

quoth_status q_cue_find(q_document *document, const q_linear *model, const q_linear *steps, int constructions)
{
    tagger *t = q_arena_allocate(&document->arena, sizeof *t);
    if (!t)
        return QUOTH_E_MEMORY;
    t->document = document;
    t->model = model;
    t->constructions = constructions;
    document->cues.n = 0;
    for (uint32_t i = 0; i < document->nodes.n; i++)
        document->nodes.at[i].report = 0;
    read_steps(t, steps);
    for (uint32_t i = 0; i < document->sentences.n; i++) {
        const q_sentence *sentence = &document->sentences.at[i];
        for (uint32_t first = sentence->first; first < sentence->end; first += Q_CUE_SENTENCE_MAX) {
            uint32_t end = sentence->end - first > Q_CUE_SENTENCE_MAX ? first + Q_CUE_SENTENCE_MAX : sentence->end;
            if (!read_stretch(t, first, end))
                return QUOTH_E_MEMORY;
        }
    }
    return QUOTH_OK;
}
