#include "origin.h"

#include <math.h>

enum template_ {
    BIAS = 1, KINDS, KINDS_ACT, KINDS_HEAD, READ, PATH, PATH_LEMMA, PATH_ACT, PATH_CUE, SIDE, FIRST, LAST, BEFORE, NEXT, BORDERS, END, HEAD,
    HEAD_LEMMA, NAME, BETWEEN, VERBS, LEFT_OUT, KEPT, FAR, LENGTH, CUE, CUE_FRAME, CONTENT, PRONOUN, SUBJECT, NEIGHBOUR, QUOTED, FIRST_HEAD, DIRECT
};

enum { REACH = 80 }; /* tokens on either side of the cue where a source is looked for */

/* ---- candidates ---- */

static int overlaps(const q_reading *r, q_span span)
{
    for (uint32_t i = 0; i < r->pieces; i++)
        if (span.start < r->piece[i].end && r->piece[i].start < span.end)
            return 1;
    return 0;
}

static uint32_t head_of(const q_window *w, q_span span)
{
    const q_node *nodes = w->document->nodes.at;
    uint32_t head = span.start;
    for (uint32_t i = span.start; i < span.end; i++)
        if (q_node_is_word(&nodes[i]) && (!q_node_is_word(&nodes[head]) || nodes[i].depth < nodes[head].depth))
            head = i;
    return head;
}

/* Cut free of the cue and of the stops at its ends; one that lies in the content is none. */
static void put(const q_window *w, const q_reading *r, q_origins *all, q_span span, uint32_t kind)
{
    const q_node *nodes = w->document->nodes.at;
    if (span.start < w->cue.end && span.end > w->cue.first) {
        if (span.start < w->cue.first)
            span.end = w->cue.first;
        else
            span.start = w->cue.end;
    }
    while (span.start < span.end && !q_node_is_word(&nodes[span.start]))
        span.start++;
    while (span.end > span.start && !q_node_is_word(&nodes[span.end - 1]))
        span.end--;
    if (span.start >= span.end || overlaps(r, span))
        return;
    for (uint32_t i = 0; i < all->n; i++)
        if (all->at[i].span.start == span.start && all->at[i].span.end == span.end) {
            all->at[i].kinds |= kind;
            return;
        }
    if (all->n < Q_ORIGINS_MAX)
        all->at[all->n++] = (q_origin){span, head_of(w, span), kind};
}

static int is_nominal(const q_node *node)
{
    switch (node->tag) {
    case Q_XPOS_NN: case Q_XPOS_NNS: case Q_XPOS_NNP: case Q_XPOS_NNPS: case Q_XPOS_PRP: case Q_XPOS_PRPS: case Q_XPOS_WP: case Q_XPOS_WDT:
        return 1;
    default:
        return node->relation == Q_RELATION_NSUBJ || node->relation == Q_RELATION_NSUBJ_PASS || node->relation == Q_RELATION_OBL_AGENT;
    }
}

/* The first child of a noun, behind it, that begins a part of some kind: where it begins. */
static uint32_t cut_before(const q_window *w, uint32_t head, int phrases)
{
    const q_node *nodes = w->document->nodes.at;
    for (uint32_t child = nodes[head].child; child != Q_NONE; child = nodes[child].sibling) {
        if (child < head)
            continue;
        switch (nodes[child].relation) {
        case Q_RELATION_ACL: case Q_RELATION_ACL_RELCL: case Q_RELATION_APPOS:
        case Q_RELATION_CONJ: case Q_RELATION_PARATAXIS: case Q_RELATION_ADVCL:
            return nodes[child].left;
        case Q_RELATION_NMOD: case Q_RELATION_OBL: case Q_RELATION_NMOD_UNMARKED: case Q_RELATION_OBL_UNMARKED:
            if (phrases)
                return nodes[child].left;
            break;
        default:
            break;
        }
    }
    return nodes[head].right;
}

static void put_noun(const q_window *w, const q_reading *r, q_origins *all, uint32_t head)
{
    const q_node *nodes = w->document->nodes.at;
    q_span whole = {nodes[head].left, nodes[head].right};
    if (whole.start < w->sentence_first)
        whole.start = w->sentence_first;
    if (whole.end > w->sentence_end)
        whole.end = w->sentence_end;
    put(w, r, all, whole, Q_ORIGIN_SUBTREE);
    for (uint32_t i = head; i < whole.end; i++)
        if (nodes[i].stop == Q_STOP_COMMA || nodes[i].stop == Q_STOP_DASH) {
            put(w, r, all, (q_span){whole.start, i}, Q_ORIGIN_COMMA);
            break;
        }
    put(w, r, all, (q_span){whole.start, cut_before(w, head, 0)}, Q_ORIGIN_CLAUSE);
    put(w, r, all, (q_span){whole.start, cut_before(w, head, 1)}, Q_ORIGIN_PHRASE);
    put(w, r, all, (q_span){whole.start, head + 1}, Q_ORIGIN_HEAD);
    if (head + 1 < w->sentence_end && nodes[head + 1].tag == Q_XPOS_POS)
        put(w, r, all, (q_span){whole.start, head + 2}, Q_ORIGIN_HEAD);
}

static void put_names(const q_window *w, const q_reading *r, q_origins *all, uint32_t from, uint32_t to)
{
    const q_node *nodes = w->document->nodes.at;
    for (uint32_t i = from, end; i < to; i = end) {
        end = i + 1;
        if (!nodes[i].name)
            continue;
        while (end < to && nodes[end].name == (nodes[i].name | 1u) + (nodes[i].name & 1u))
            end++;
        put(w, r, all, (q_span){i, end}, Q_ORIGIN_NAME);
    }
}

void q_origin_candidates(const q_window *w, const q_reading *r, q_span before, q_origins *all)
{
    uint32_t from = w->cue.first - w->sentence_first > REACH ? w->cue.first - REACH : w->sentence_first;
    uint32_t to = w->sentence_end - w->cue.end > REACH ? w->cue.end + REACH : w->sentence_end;
    all->n = 0;
    if (r->source.start < r->source.end)
        put(w, r, all, r->source, Q_ORIGIN_READ);
    if (before.start < before.end && before.start >= w->first && before.end <= w->end)
        put(w, r, all, before, Q_ORIGIN_NEIGHBOUR);
    for (uint32_t i = w->cue.first; i-- > from;)
        if (is_nominal(&w->document->nodes.at[i]) && !overlaps(r, (q_span){i, i + 1}))
            put_noun(w, r, all, i);
    for (uint32_t i = w->cue.end; i < to; i++)
        if (is_nominal(&w->document->nodes.at[i]) && !overlaps(r, (q_span){i, i + 1}))
            put_noun(w, r, all, i);
    put_names(w, r, all, from, to);
}

/* ---- features ---- */

static uint32_t bin(uint32_t n)
{
    return n < 4 ? n : n < 6 ? 4 : n < 10 ? 5 : n < 16 ? 6 : n < 30 ? 7 : 8;
}

typedef struct facts {
    uint32_t side, gap, commas, verbs, content, left_out, kept, subject;
} facts;

static facts facts_of(const q_window *w, const q_reading *r, const q_origin *o)
{
    const q_node *nodes = w->document->nodes.at;
    facts k = {.side = o->span.end <= w->cue.first ? 0 : 2};
    uint32_t from = k.side ? w->cue.end : o->span.end, to = k.side ? o->span.start : w->cue.first;
    k.gap = to > from ? to - from : 0;
    for (uint32_t i = from; i < to; i++) {
        k.commas += nodes[i].stop == Q_STOP_COMMA;
        k.verbs += nodes[i].tag >= Q_XPOS_VB && nodes[i].tag <= Q_XPOS_VBZ;
        k.subject |= nodes[i].relation == Q_RELATION_NSUBJ;
    }
    for (uint32_t i = 0; i < r->pieces; i++)
        k.content |= r->piece[i].start >= from && r->piece[i].end <= to;
    for (uint32_t child = nodes[o->head].child; child != Q_NONE; child = nodes[child].sibling)
        if (q_node_is_word(&nodes[child]))
            *(child >= o->span.start && child < o->span.end ? &k.kept : &k.left_out) |= 1u << (nodes[child].relation & 31);
    return k;
}

/* How it agrees with the source that the room attribution gave the direct quote of this cue. */
static uint32_t same_as_tag(const q_window *w, const q_origin *o)
{
    if (w->direct == Q_NONE)
        return 0;
    q_span source = w->document->quotes.at[w->direct].source;
    const q_token *tokens = w->document->tokens.at;
    if (source.start == source.end)
        return 1;
    if (tokens[o->span.start].start == source.start && tokens[o->span.end - 1].end == source.end)
        return 2;
    return tokens[o->head].start >= source.start && tokens[o->head].end <= source.end ? 3 : 4;
}

static void add_place(q_features *f, const q_window *w, const q_reading *r, const q_origin *o, const facts *k, const q_node *cue)
{
    const q_node *head = q_window_node(w, o->head);
    const q_place *place = &w->at[o->head - w->first];
    uint32_t read = r->source.start == r->source.end ? 0 : o->kinds & Q_ORIGIN_READ ? 1 :
                    o->head >= r->source.start && o->head < r->source.end ? 2 : 3;
    uint32_t between = (k->commas < 3 ? k->commas : 3) << 4 | (k->verbs < 3 ? k->verbs : 3) << 2 | k->content << 1 | k->subject;
    uint32_t tag = same_as_tag(w, o);
    q_features_add(f, q_sum3(DIRECT, tag, k->side, o->kinds));
    q_features_add(f, q_sum3(DIRECT, tag, read, 1000));
    q_features_add(f, q_sum(BIAS, 0));
    q_features_add(f, q_sum(KINDS, o->kinds));
    q_features_add(f, q_sum2(KINDS_ACT, o->kinds, cue->act));
    q_features_add(f, q_sum3(KINDS_HEAD, o->kinds, head->tag, k->side));
    q_features_add(f, q_sum3(READ, read, k->side, k->content));
    q_features_add(f, q_sum3(READ, read, o->kinds, 100));
    q_features_add(f, q_sum3(READ, read, cue->act, 200));
    q_features_add(f, q_sum(PATH, place->path));
    q_features_add(f, q_sum2(PATH_LEMMA, place->path, cue->lemma));
    q_features_add(f, q_sum2(PATH_ACT, place->path, cue->act));
    q_features_add(f, q_sum3(PATH_CUE, place->path, cue->relation, cue->tag));
    q_features_add(f, q_sum3(PATH_CUE, place->path, head->relation, head->tag));
    q_features_add(f, q_sum3(PATH_CUE, place->path, read, 1));
    q_features_add(f, q_sum3(SIDE, k->side, w->before, w->after));
    q_features_add(f, q_sum3(SIDE, k->side, cue->lemma, cue->tag));
    q_features_add(f, q_sum3(BETWEEN, between, k->side, cue->act));
    q_features_add(f, q_sum3(BETWEEN, between, bin(k->gap), k->side + 100));
    q_features_add(f, q_sum3(VERBS, k->verbs < 3 ? k->verbs : 3, head->relation, k->side));
    q_features_add(f, q_sum3(FAR, bin(k->gap), k->side, head->tag));
    q_features_add(f, q_sum3(FAR, bin(k->gap), k->side, 1000u + cue->act));
    q_features_add(f, q_sum3(CONTENT, k->content, k->side, r->pieces));
    q_features_add(f, q_sum3(NEIGHBOUR, (o->kinds & Q_ORIGIN_NEIGHBOUR) != 0, read, cue->tag));
    q_features_add(f, q_sum3(NEIGHBOUR, (o->kinds & Q_ORIGIN_NEIGHBOUR) != 0, cue->relation, 100u + k->side));
}

static void add_words(q_features *f, const q_window *w, const q_reading *r, const q_origin *o, const facts *k, const q_node *cue)
{
    const q_node *head = q_window_node(w, o->head), *first = q_window_node(w, o->span.start), *last = q_window_node(w, o->span.end - 1);
    const q_node *before = q_window_node(w, o->span.start - 1), *next = q_window_node(w, o->span.end);
    const q_node *next2 = q_window_node(w, o->span.end + 1);
    uint32_t whole = (uint32_t)(head->left == o->span.start) | (uint32_t)(head->right == o->span.end) << 1;
    uint32_t edges = (uint32_t)(o->span.start == r->source.start) | (uint32_t)(o->span.end == r->source.end) << 1;
    q_features_add(f, q_sum2(FIRST, first->word, k->side));
    q_features_add(f, q_sum3(FIRST, first->tag, before->tag, 1));
    q_features_add(f, q_sum3(FIRST_HEAD, first->tag, head->tag, whole));
    q_features_add(f, q_sum2(LAST, last->word, k->side));
    q_features_add(f, q_sum3(LAST, last->tag, next->tag, k->side));
    q_features_add(f, q_sum3(LAST, last->tag, next->word, 100));
    q_features_add(f, q_sum3(BEFORE, before->word, k->side, k->gap == 0));
    q_features_add(f, q_sum3(BEFORE, before->word, cue->act, first->tag));
    q_features_add(f, q_sum3(NEXT, next->word, k->side, next2->tag));
    q_features_add(f, q_sum3(NEXT, next->word, k->side, 1000));
    q_features_add(f, q_sum3(NEXT, next->relation, next2->relation, next->stop));
    q_features_add(f, q_sum3(BORDERS, (uint32_t)before->stop << 4 | next->stop, k->side, k->gap == 0));
    q_features_add(f, q_sum3(END, whole, head->tag, k->side));
    q_features_add(f, q_sum3(END, whole, edges, k->gap == 0));
    q_features_add(f, q_sum3(END, edges, o->kinds, 100));
    q_features_add(f, q_sum(HEAD, head->lemma));
    q_features_add(f, q_sum2(HEAD, head->lemma, head->relation + 100u));
    q_features_add(f, q_sum2(HEAD_LEMMA, head->lemma, cue->lemma));
    q_features_add(f, q_sum2(HEAD_LEMMA, head->lemma, cue->act + 1000u));
    q_features_add(f, q_sum3(NAME, head->name, head->tag, k->side));
    q_features_add(f, q_sum3(NAME, first->name, last->name, next->name));
    q_features_add(f, q_sum3(LEFT_OUT, k->left_out, o->kinds, 0));
    q_features_add(f, q_sum2(LEFT_OUT, k->left_out, next->stop + 100u));
    q_features_add(f, q_sum2(KEPT, k->kept, next->stop));
    q_features_add(f, q_sum3(KEPT, k->kept, k->left_out, 1));
    q_features_add(f, q_sum2(LENGTH, bin(o->span.end - o->span.start), o->kinds));
    q_features_add(f, q_sum2(LENGTH, bin(o->span.end - o->span.start), head->tag + 1000u));
    q_features_add(f, q_sum3(PRONOUN, head->tag, head->relation, cue->relation));
    q_features_add(f, q_sum3(QUOTED, head->quotation != Q_NONE, cue->quotation != Q_NONE, k->side));
    q_features_add(f, q_sum3(SUBJECT, head->relation, head->head == w->cue.head, cue->act));
    q_features_add(f, q_sum3(SUBJECT, head->relation, head->head == w->cue.head, cue->lemma));
}

static void add_cue(q_features *f, const q_window *w, const facts *k, const q_node *cue)
{
    q_features_add(f, q_sum2(CUE, cue->lemma, cue->tag));
    q_features_add(f, q_sum2(CUE, w->words, 1000));
    q_features_add(f, q_sum3(CUE, cue->relation, cue->tag, cue->act));
    q_features_add(f, q_sum3(CUE_FRAME, w->before, w->after, cue->tag));
    q_features_add(f, q_sum3(CUE_FRAME, q_window_node(w, w->cue.first - 1)->lemma, cue->tag, k->side));
}

uint32_t q_origin_features(const q_window *w, const q_reading *r, const q_origin *o, uint32_t *features)
{
    q_features f = {features, 0};
    facts k = facts_of(w, r, o);
    const q_node *cue = &w->document->nodes.at[w->cue.head];
    add_place(&f, w, r, o, &k, cue);
    add_words(&f, w, r, o, &k, cue);
    add_cue(&f, w, &k, cue);
    return f.n;
}

uint32_t q_origin_choose(const q_window *w, const q_reading *r, const q_origins *all, const q_linear *model, float *probability)
{
    uint32_t features[Q_ORIGIN_FEATURES_MAX], best = Q_NONE;
    float most = 0, sum = 1; /* nobody: exp(0) */
    for (uint32_t i = 0; i < all->n; i++) {
        float score = (float)q_linear_score(model, features, q_origin_features(w, r, &all->at[i], features)) * model->scale;
        sum += expf(score);
        if (score > most) {
            best = i;
            most = score;
        }
    }
    *probability = expf(most) / sum;
    return best;
}
