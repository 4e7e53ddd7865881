/* cue.c - which words report something. A reading that is sure is found at once; further ones by lowering, step by step, the
 * score of being no cue. The rooms after it decide which of them bring a quote. */
#include "cue.h"

#include <string.h>

#include "construction.h"

enum template_ {
    WORD = 1, LEMMA = 11, TAG = 21, NAME = 31, CUE = 41, WORDS = 51, TAGS = 61, LEMMA_TAG = 71, LEMMA_WORD = 81, ACT_WORD = 91,
    ACT_TAG = 101, SHAPE = 111, QUOTED, QUOTED_CUE, MARK_AFTER, MARK_BEFORE, RELATION, RELATION_ACT, HEAD, CHILD, CHILDREN,
    EDGE, STOPS, KIND, OBJECT, SUBJECT, PART, LEMMAS = 151
};

enum { REACH = 3, MARK_REACH = 6, CHILDREN_MAX = 8, HEADS_MAX = 3 /* words that may have the subject */ };

/* How far each stretch lowers the score of "outside", in units of the model's scores. */
static const float lowered[Q_CUE_LEVELS] = {0, 8, 18, 32, 50};

static void add(q_features *features, uint32_t feature)
{
    if (features->n < Q_CUE_FEATURES_MAX)
        q_features_add(features, feature);
}

/* The words around a token: nodes[REACH] is its own. */
static void add_words(q_features *f, const q_node *const *near)
{
    const q_node *own = near[REACH];
    for (int i = -REACH; i <= REACH; i++) {
        const q_node *node = near[REACH + i];
        uint32_t place = (uint32_t)(i + REACH);
        add(f, q_feature(WORD + place, node->word));
        add(f, q_feature(TAG + place, node->tag));
        if (i)
            add(f, q_feature2(NAME + place, node->name, node->shape & Q_SHAPE_CAPITAL));
        if (i >= -2 && i <= 2) {
            add(f, q_feature(LEMMA + place, node->lemma));
            add(f, q_feature(CUE + place, node->cue));
        }
        if (i && i >= -2 && i <= 2) {
            add(f, q_feature2(LEMMA_TAG + place, own->lemma, node->tag));
            add(f, q_feature2(ACT_WORD + place, own->act, node->word));
            add(f, q_feature3(ACT_TAG + place, own->act, own->tag, node->tag));
        }
    }
    add(f, q_feature2(LEMMA_TAG, own->lemma, own->tag));
    for (uint32_t i = 1; i < 2 * REACH; i++) {
        if (i >= 2 && i < 2 * REACH - 1)
            add(f, q_feature2(WORDS + i, near[i]->word, near[i - 1]->word));
        add(f, q_feature2(TAGS + i, near[i]->tag, near[i - 1]->tag));
    }
    for (uint32_t i = REACH - 1; i <= REACH + 1; i++)
        add(f, q_feature3(TAGS + 6 + i - REACH + 1, near[i - 1]->tag, near[i]->tag, near[i + 1]->tag));
    add(f, q_feature2(LEMMA_WORD, own->lemma, near[REACH + 1]->lemma));
    add(f, q_feature2(LEMMA_WORD + 1, own->lemma, near[REACH - 1]->lemma));
    add(f, q_feature3(LEMMA_WORD + 2, own->lemma, near[REACH + 1]->lemma, near[REACH + 2]->lemma));
    add(f, q_feature3(LEMMA_WORD + 3, own->cue, near[REACH + 1]->word, near[REACH + 2]->tag));
    add(f, q_feature3(LEMMA_WORD + 4, own->lemma, near[REACH + 1]->tag, near[REACH + 2]->tag));
    add(f, q_feature3(LEMMA_WORD + 5, own->lemma, near[REACH - 1]->tag, near[REACH + 1]->tag));
    add(f, q_feature3(LEMMA_WORD + 6, own->act, near[REACH - 1]->word, near[REACH + 1]->word));
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
    uint32_t quoted = own->quotation != Q_NONE, after, before;
    uint32_t far = distance(document, token, first, end, 1, &after), back = distance(document, token, first, end, -1, &before);
    const q_sentence *sentence = &document->sentences.at[document->tokens.at[token].sentence];
    add(f, q_feature(QUOTED, quoted));
    add(f, q_feature2(QUOTED_CUE, quoted, own->cue));
    add(f, q_feature3(MARK_AFTER, far, after, own->act));
    add(f, q_feature3(MARK_BEFORE, back, before, own->act));
    add(f, q_feature3(STOPS, far, after << 8 | before, back));
    add(f, q_feature3(STOPS, own->lemma, after, far));
    add(f, q_feature3(EDGE, token == first, token + 1 == end, own->act));
    add(f, q_feature2(KIND, document->paragraphs.at[sentence->paragraph].kind, own->act));
    add(f, q_feature3(SHAPE, own->shape & ~(uint32_t)Q_SHAPE_SPACE_BEFORE, own->act, own->stop));
}

static void add_arcs(q_features *f, const q_node *nodes, const q_node *own)
{
    const q_node *head = own->head == Q_NONE ? &q_node_none : &nodes[own->head];
    uint32_t set = 0, object = 0, count = 0;
    add(f, q_feature(RELATION, own->relation));
    add(f, q_feature2(RELATION_ACT, own->relation, own->act));
    add(f, q_feature3(RELATION_ACT, own->relation, own->lemma, 1));
    add(f, q_feature3(HEAD, head->lemma, own->relation, 0));
    add(f, q_feature3(HEAD, head->tag, own->relation, 1));
    add(f, q_feature3(HEAD, head->cue, own->relation, own->act));
    for (uint32_t i = own->child; i != Q_NONE && count < CHILDREN_MAX; i = nodes[i].sibling, count++) {
        uint32_t relation = nodes[i].relation, after = &nodes[i] > own;
        add(f, q_feature3(CHILD, relation, after, own->tag));
        add(f, q_feature3(CHILD + 0x100, relation, after, own->lemma));
        add(f, q_feature3(CHILD + 0x200, relation, after, own->cue));
        set |= 1u << (relation & 31);
        if (relation == Q_RELATION_OBJ || relation == Q_RELATION_CCOMP || relation == Q_RELATION_XCOMP)
            object = i;
    }
    add(f, q_feature2(CHILDREN, set, own->tag));
    add(f, q_feature2(CHILDREN, set, own->act + 1000));
    if (object)
        add(f, q_feature3(OBJECT, own->act, nodes[object].lemma, nodes[object].relation));
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
        add(f, q_feature3(PART, part->relation, first->word, own->lemma));
        add(f, q_feature3(PART, part->relation, first->word, own->cue + 1000u));
        add(f, q_feature3(PART, part->relation, what, own->lemma));
        add(f, q_feature3(PART, part->relation, what, own->cue + 1000u));
        add(f, q_feature3(PART, part->relation, part->lemma, own->lemma));
        break;
    case Q_RELATION_AUX: case Q_RELATION_AUX_PASS: case Q_RELATION_ADVMOD: case Q_RELATION_MARK:
        add(f, q_feature3(PART, part->relation, part->lemma, own->act));
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
    add(f, q_feature3(SUBJECT, subject->lemma, own->act, path));
    add(f, q_feature3(SUBJECT, who, own->lemma, path));
    add(f, q_feature3(SUBJECT, who, own->cue, path + 2));
    add(f, q_feature3(SUBJECT, subject->lemma, own->lemma, 4));
    add(f, q_feature3(SUBJECT, subject->lemma, own->tag, 5));
    for (uint32_t i = own->child; i != Q_NONE && count < CHILDREN_MAX; i = nodes[i].sibling, count++)
        if (q_node_is_word(&nodes[i]))
            add_part(f, own, &nodes[i], &nodes[nodes[i].left]);
}

uint32_t q_cue_features(const q_document *document, uint32_t token, uint32_t first, uint32_t end, uint32_t *features)
{
    const q_node *near[2 * REACH + 1];
    q_features f = {features, 0};
    for (uint32_t i = 0; i <= 2 * REACH; i++)
        near[i] = token + i < first + REACH || token + i >= end + REACH ? &q_node_none : &document->nodes.at[token + i - REACH];
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
    float scores[Q_CUE_SENTENCE_MAX * Q_CUE_LABELS];
    uint8_t back[Q_CUE_SENTENCE_MAX * Q_CUE_LABELS];
    uint8_t labels[Q_CUE_SENTENCE_MAX];
    uint8_t taken[Q_CUE_SENTENCE_MAX];
} tagger;

/* The rows, of four weights, are loaded and then added side by side, even and odd weights apart, each 128 too large. */
static void score_token(tagger *t, uint32_t token, uint32_t first, uint32_t end)
{
    uint32_t features[Q_CUE_FEATURES_MAX], rows[Q_CUE_FEATURES_MAX] = {0}, even = 0, odd = 0;
    uint32_t n = q_cue_features(t->document, token, first, end, features);
    float *scores = t->scores + (size_t)(token - first) * Q_CUE_LABELS;
    for (uint32_t i = 0; i < n; i++)
        rows[i] = q_read32((const unsigned char *)q_linear_row(t->model, features[i], Q_CUE_STRIDE));
    for (uint32_t i = 0; i < Q_CUE_FEATURES_MAX; i++) {
        uint32_t row = rows[i] ^ 0x80808080u;
        even += row & 0x00FF00FFu;
        odd += row >> 8 & 0x00FF00FFu;
    }
    const uint32_t sums[Q_CUE_LABELS] = {even & 0xFFFF, odd & 0xFFFF, even >> 16};
    for (uint32_t k = 0; k < Q_CUE_LABELS; k++)
        scores[k] = (float)((int32_t)sums[k] - 128 * Q_CUE_FEATURES_MAX) * t->model->scale;
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
    return quoted && as + 1 < end && q_token_in(document, as, "as") && nodes[as + 1].tag == Q_XPOS_VBG && nodes[as + 1].cue ? as + 2 : run;
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

static int read_stretch(tagger *t, uint32_t first, uint32_t end)
{
    uint32_t count = end - first, from = t->document->cues.n;
    for (uint32_t i = first; i < end; i++)
        score_token(t, i, first, end);
    t->scores[Q_CUE_INSIDE] = Q_LABEL_NEVER;
    memset(t->taken, 0, count);
    for (uint32_t level = 0; level < Q_CUE_LEVELS; level++) {
        float less = level ? lowered[level] - lowered[level - 1] : 0;
        for (uint32_t i = 0; i < count; i++)
            t->scores[i * Q_CUE_LABELS + Q_CUE_OUTSIDE] -= less;
        q_label_best(t->scores, t->step, 0, count, Q_CUE_LABELS, t->back, t->labels);
        if (!take_runs(t, first, count, level, from))
            return 0;
    }
    if (t->constructions && !take_constructions(t, first, count, from))
        return 0;
    sort_cues(t->document, from);
    return 1;
}

static void read_steps(tagger *t, const q_linear *steps)
{
    int32_t sums[Q_CUE_LABELS * Q_CUE_LABELS] = {0};
    q_linear_add(steps, Q_CUE_STEP, sums);
    for (uint32_t i = 0; i < Q_CUE_LABELS * Q_CUE_LABELS; i++)
        t->step[i] = q_cue_follows(i / Q_CUE_LABELS, i % Q_CUE_LABELS) ? (float)sums[i] * steps->scale : Q_LABEL_NEVER;
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
