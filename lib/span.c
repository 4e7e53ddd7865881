#include "span.h"

#include <math.h>
#include <string.h>

#include "lattice.h"

enum template_ {
    BIAS = 1, KINDS, KINDS_ACT, KINDS_LEMMA, READ, READ_EDGES, READ_COMMON, LEVEL, LEMMA, WORDS, CUE_RELATION, ORDER_FRAME, ORDER_ACT,
    LENGTH, LENGTH_ACT, QUOTED, QUOTED_ORDER, QUOTED_FRAME, FIRST, FIRST_LEMMA, FIRST_ACT, BEFORE, FIRST_TAGS, LAST, NEXT, LAST_TAGS,
    NEXT_ACT, NEXT_RELATION, GAP, GAP_WORDS, REST, REST_BEFORE, TREE, TREE_ACT, TREE_LEMMA, HEADS, OUTSIDE, CUES_INSIDE, CUES_BETWEEN,
    SOURCE, SENTENCES, FINITE, END, PIECES, SECOND, STOPS, CUE_QUOTED, NEXT_LEMMA, FINITE_FIRST, TIES, LAST_WORD, REPORTS, REPORT_NEXT, WORSE
};

enum { CUTS_MAX = 8, TAG_GAP = 12, LATE_MAX = 8, LATE_ENDS = 2 };

/* Of the candidates those that fit best are kept, but for quotations none that fits much worse. */
enum { KEPT = 10 };
static const float hopeless = 12000;

/* ---- candidates ---- */

static q_span trim(const q_window *w, q_span span)
{
    const q_node *nodes = w->document->nodes.at;
    while (span.start < span.end && !q_node_is_word(&nodes[span.start]))
        span.start++;
    while (span.end > span.start && !q_node_is_word(&nodes[span.end - 1]))
        span.end--;
    return span;
}

static int same(const q_content *a, const q_content *b)
{
    int equal = a->pieces == b->pieces;
    for (uint32_t i = 0; equal && i < a->pieces; i++)
        equal = a->piece[i].start == b->piece[i].start && a->piece[i].end == b->piece[i].end;
    return equal;
}

/* Adds pieces to one candidate, cue left out. */
static void put_piece(const q_window *w, q_content *candidate, uint32_t start, uint32_t end)
{
    q_span parts[2] = {{start, end}, {start, start}};
    if (start < w->cue.end && end > w->cue.first)
        parts[0].end = w->cue.first, parts[1] = (q_span){w->cue.end, end};
    for (int i = 0; i < 2; i++) {
        q_span part = trim(w, parts[i]);
        if (part.start < part.end && candidate->pieces < Q_PIECES_MAX)
            candidate->piece[candidate->pieces++] = part;
    }
}

static void put(q_contents *all, const q_content *candidate)
{
    if (!candidate->pieces)
        return;
    for (uint32_t i = 0; i < all->n; i++)
        if (same(&all->at[i], candidate)) {
            all->at[i].kinds |= candidate->kinds;
            return;
        }
    if (all->n < Q_SPANS_MAX)
        all->at[all->n++] = *candidate;
}

static void put_span(const q_window *w, q_contents *all, uint32_t start, uint32_t end, uint32_t kind)
{
    q_content candidate = {.kinds = kind};
    if (start < end)
        put_piece(w, &candidate, start, end);
    put(all, &candidate);
}

static int cuts(const q_window *w, uint32_t token)
{
    const q_node *node = &w->document->nodes.at[token];
    if (node->stop == Q_STOP_COMMA || node->stop == Q_STOP_DASH || node->stop == Q_STOP_SEMICOLON || node->stop == Q_STOP_COLON)
        return 1;
    return q_node_is_word(node) && q_token_in(w->document, token, "and but while as after because in on when which who with although");
}

/* Each place where [start, end) could end before its end. */
static void put_cuts(const q_window *w, q_contents *all, uint32_t start, uint32_t end, int words, uint32_t kind)
{
    for (uint32_t i = start + 1, n = 0; i < end && n < CUTS_MAX; i++)
        if ((words || !q_node_is_word(&w->document->nodes.at[i])) && cuts(w, i) &&
            w->document->nodes.at[i].quotation == w->document->nodes.at[start].quotation) {
            put_span(w, all, start, i, kind);
            n++;
        }
}

/* The end of the quotation that holds a token, within the window. */
static uint32_t quotation_end(const q_window *w, uint32_t token)
{
    const q_node *nodes = w->document->nodes.at;
    uint32_t quotation = nodes[token].quotation;
    while (token < w->end && nodes[token].quotation == quotation)
        token++;
    return token;
}

/* The end of the sentence, or of a quotation that goes on over it. */
static uint32_t far_end(const q_window *w)
{
    uint32_t last = w->sentence_end - 1;
    return w->document->nodes.at[last].quotation == Q_NONE ? w->sentence_end : quotation_end(w, last);
}

/* From a token to the end of the sentence or of a quotation that goes on over it, or to an end before. */
static void put_after(const q_window *w, q_contents *all, uint32_t start, int words, uint32_t kind)
{
    put_span(w, all, start, w->sentence_end, kind);
    put_span(w, all, start, far_end(w), kind);
    put_cuts(w, all, start, w->sentence_end, words, kind);
}

static void put_subtrees(const q_window *w, q_contents *all)
{
    const q_node *nodes = w->document->nodes.at;
    for (uint32_t i = w->cue.first; i < w->cue.end; i++)
        for (uint32_t child = nodes[i].child; child != Q_NONE; child = nodes[child].sibling) {
            uint32_t start = nodes[child].left, end = nodes[child].right;
            if ((child >= w->cue.first && child < w->cue.end) || !q_node_is_word(&nodes[child]) || start < w->sentence_first ||
                end > w->sentence_end)
                continue;
            put_span(w, all, start, end, Q_SPAN_SUBTREE);
            put_cuts(w, all, start, end, 0, Q_SPAN_CUT);
            if (start >= w->cue.end) {
                put_span(w, all, start, w->sentence_end, Q_SPAN_EXTENDED);
                put_span(w, all, start, far_end(w), Q_SPAN_EXTENDED);
            }
        }
}

/* The reporting clause: cue and source, where they stand close. */
static q_span tag_of(const q_window *w, const q_reading *reading)
{
    q_span tag = {w->cue.first, w->cue.end}, source = reading->source;
    if (source.start < source.end && source.start >= w->sentence_first && source.end <= w->sentence_end) {
        if (source.start >= tag.end && source.start - tag.end < TAG_GAP)
            tag.end = source.end;
        else if (source.end <= tag.start && tag.start - source.end < TAG_GAP)
            tag.start = source.start;
    }
    return tag;
}

static void put_rest(const q_window *w, const q_reading *reading, q_contents *all)
{
    q_span tag = tag_of(w, reading);
    q_content both = {.kinds = Q_SPAN_REST};
    put_span(w, all, w->sentence_first, tag.start, Q_SPAN_REST);
    put_span(w, all, tag.end, w->sentence_end, Q_SPAN_REST);
    put_span(w, all, tag.end, far_end(w), Q_SPAN_REST);
    put_piece(w, &both, w->sentence_first, tag.start);
    put_piece(w, &both, tag.end, w->sentence_end);
    put(all, &both);
}

static uint32_t quotation_start(const q_window *w, uint32_t token)
{
    const q_node *nodes = w->document->nodes.at;
    uint32_t quotation = nodes[token].quotation;
    while (token > w->first && nodes[token - 1].quotation == quotation)
        token--;
    return token;
}

static void put_quotations(const q_window *w, q_contents *all)
{
    const q_node *nodes = w->document->nodes.at;
    q_content every = {.kinds = Q_SPAN_QUOTATION}, left = every, right = every, here = every;
    for (uint32_t i = w->first, end; i < w->end; i = end) {
        end = i + 1;
        if (nodes[i].quotation == Q_NONE)
            continue;
        end = quotation_end(w, i);
        put_span(w, all, i, end, Q_SPAN_QUOTATION);
        put_piece(w, &every, i, end);
        put_piece(w, end <= w->cue.first ? &left : &right, i, end);
        if (i < w->sentence_end && end > w->sentence_first)
            put_piece(w, &here, i, end);
    }
    put(all, &every);
    put(all, &left);
    put(all, &right);
    put(all, &here);
}

static void put_snapped(const q_window *w, const q_reading *reading, q_contents *all)
{
    const q_node *nodes = w->document->nodes.at;
    q_content wide = {.kinds = Q_SPAN_SNAPPED}, narrow = wide, one = wide;
    for (uint32_t i = 0; i < reading->pieces; i++) {
        q_span piece = reading->piece[i], out = piece, in = piece;
        if (nodes[piece.start].quotation != Q_NONE) {
            out.start = quotation_start(w, piece.start);
            in.start = out.start == piece.start || out.start + 1 == piece.start ? piece.start : quotation_end(w, piece.start);
        }
        if (nodes[piece.end - 1].quotation != Q_NONE) {
            out.end = quotation_end(w, piece.end - 1);
            in.end = out.end <= piece.end + 1 ? piece.end : quotation_start(w, piece.end - 1);
        }
        put_piece(w, &wide, out.start, out.end);
        if (in.start < in.end)
            put_piece(w, &narrow, in.start, in.end);
        if (reading->pieces > 1)
            put_span(w, all, piece.start, piece.end, Q_SPAN_SNAPPED);
    }
    if (reading->pieces > 1)
        put_piece(w, &one, reading->piece[0].start, reading->piece[reading->pieces - 1].end);
    put(all, &wide);
    put(all, &narrow);
    put(all, &one);
}

/* What begins a word later, or behind another dependent: told | reporters on Friday | he would; took a shot | at. */
static void put_late(const q_window *w, q_contents *all)
{
    const q_node *nodes = w->document->nodes.at;
    uint32_t first = w->cue.end;
    if (first < w->sentence_end && q_node_is_word(&nodes[first]))
        put_after(w, all, first + 1, 0, Q_SPAN_LATE);
    for (uint32_t i = w->cue.first; i < w->cue.end; i++)
        for (uint32_t child = nodes[i].child; child != Q_NONE; child = nodes[child].sibling)
            if (nodes[child].left >= first && nodes[child].right < w->sentence_end)
                put_after(w, all, nodes[child].right, 0, Q_SPAN_LATE);
}

/* From a stop to the next one before: the part of a sentence in which a token stands. */
static q_span between_stops(const q_window *w, q_span span)
{
    const q_node *nodes = w->document->nodes.at;
    while (span.start > w->sentence_first && nodes[span.start - 1].stop != Q_STOP_COMMA && nodes[span.start - 1].stop != Q_STOP_DASH)
        span.start--;
    while (span.end < w->sentence_end && nodes[span.end].stop != Q_STOP_COMMA && nodes[span.end].stop != Q_STOP_DASH)
        span.end++;
    return span;
}

/* Two pieces with something between them. */
static void put_two(const q_window *w, q_contents *all, q_span a, q_span b, uint32_t kind)
{
    q_content candidate = {.kinds = kind};
    if (a.start >= a.end || b.start >= b.end)
        return;
    put_piece(w, &candidate, a.start, a.end);
    put_piece(w, &candidate, b.start, b.end);
    if (candidate.pieces == 2)
        put(all, &candidate);
}

/* The cue with its subject by the arcs. */
static q_span clause_of(const q_window *w)
{
    const q_node *nodes = w->document->nodes.at;
    q_span clause = {w->cue.first, w->cue.end};
    for (uint32_t child = nodes[w->cue.head].child; child != Q_NONE; child = nodes[child].sibling) {
        const q_node *node = &nodes[child];
        if (node->relation != Q_RELATION_NSUBJ && node->relation != Q_RELATION_NSUBJ_PASS)
            continue;
        if (node->right <= w->cue.first && w->cue.first - node->right < TAG_GAP)
            clause.start = node->left;
        else if (node->left >= w->cue.end && node->left - w->cue.end < TAG_GAP)
            clause.end = node->right;
    }
    return clause;
}

/* Around a reporting clause that stands between stops, or that has its subject by the arcs. */
static void put_around(const q_window *w, q_contents *all)
{
    uint32_t first = w->sentence_first, end = w->sentence_end;
    q_span part = between_stops(w, (q_span){w->cue.first, w->cue.end}), clause = clause_of(w);
    if (part.start > first) {
        q_span last = between_stops(w, (q_span){part.start - 1, part.start - 1});
        put_span(w, all, first, part.start, Q_SPAN_AROUND);
        put_two(w, all, (q_span){first, part.start}, (q_span){part.end, end}, Q_SPAN_AROUND);
        if (last.start > first)
            put_two(w, all, (q_span){last.start, part.start}, (q_span){part.end, end}, Q_SPAN_AROUND);
        put_span(w, all, part.end, end, Q_SPAN_AROUND);
    }
    put_two(w, all, (q_span){first, clause.start}, (q_span){clause.end, end}, Q_SPAN_AROUND);
}

/* The word before the reporting clause, what it governs, or what the clause hangs on, and what follows: which she said was ... */
static void put_topic(const q_window *w, q_contents *all)
{
    const q_node *nodes = w->document->nodes.at;
    q_span clause = clause_of(w), said = {clause.end, w->sentence_end};
    uint32_t end = clause.start, head = nodes[w->cue.head].head;
    while (end > w->sentence_first && !q_node_is_word(&nodes[end - 1]))
        end--;
    if (end == w->sentence_first)
        return;
    put_two(w, all, (q_span){end - 1, end}, said, Q_SPAN_TOPIC);
    put_two(w, all, (q_span){nodes[end - 1].left, end}, said, Q_SPAN_TOPIC);
    if (head != Q_NONE && head < clause.start) {
        put_two(w, all, (q_span){nodes[head].left, end}, said, Q_SPAN_TOPIC);
        put_span(w, all, nodes[head].left, end, Q_SPAN_TOPIC);
    }
}

/* From the prepositions near the cue, or from behind them: showed no sign of | backing down. */
static void put_late_words(const q_window *w, q_contents *all)
{
    uint32_t ends[LATE_ENDS], n = 0;
    for (uint32_t i = 0; i < all->n && n < LATE_ENDS; i++) {
        uint32_t end = all->at[i].piece[all->at[i].pieces - 1].end;
        if (end > w->cue.end && (!n || end != ends[0]))
            ends[n++] = end;
    }
    for (uint32_t i = w->cue.end; i < w->sentence_end && i < w->cue.end + LATE_MAX; i++) {
        uint32_t tag = w->document->nodes.at[i].tag;
        for (uint32_t k = 0; k < n && (tag == Q_XPOS_IN || tag == Q_XPOS_TO); k++) {
            put_span(w, all, i, ends[k], Q_SPAN_LATE);
            put_span(w, all, i + 1, ends[k], Q_SPAN_LATE);
        }
    }
}

/* On behind the sentence: in the quotation that comes next there, or in all. */
static void put_going_on(const q_window *w, q_contents *all)
{
    const q_node *nodes = w->document->nodes.at;
    uint32_t from = w->sentence_end, n = all->n, mask = Q_SPAN_READ | Q_SPAN_SNAPPED | Q_SPAN_SUBTREE | Q_SPAN_EXTENDED | Q_SPAN_REST;
    while (from < w->end && nodes[from].quotation == Q_NONE)
        from++;
    if (from == w->end || nodes[from].quotation == nodes[w->sentence_end - 1].quotation)
        return;
    for (uint32_t i = 0; i < n; i++) {
        q_content next = all->at[i], every;
        if (!(next.kinds & mask) || next.piece[next.pieces - 1].end > w->sentence_end || next.pieces == Q_PIECES_MAX)
            continue;
        next.kinds = Q_SPAN_GOES_ON;
        every = next;
        put_piece(w, &next, from, quotation_end(w, from));
        for (uint32_t j = from; j < w->end; j++)
            if (nodes[j].quotation != Q_NONE) {
                put_piece(w, &every, j, quotation_end(w, j));
                j = quotation_end(w, j) - 1;
            }
        put(all, &next);
        put(all, &every);
    }
}

/* Keeps what fits best, in that order. */
static void keep_best(const q_window *w, const q_labelling *labelling, q_contents *all)
{
    q_lattice lattice;
    uint32_t n = 0, order[Q_SPANS_MAX];
    float worse[Q_SPANS_MAX];
    q_content kept[KEPT];
    q_lattice_set(&lattice, w, labelling);
    for (uint32_t i = 0, j; i < all->n; i++) {
        float own = labelling->best - q_lattice_score(&lattice, all->at[i].piece, all->at[i].pieces);
        if (own > hopeless && !(all->at[i].kinds & Q_SPAN_QUOTATION))
            continue;
        for (j = n++; j > 0 && worse[j - 1] > own; j--) {
            worse[j] = worse[j - 1];
            order[j] = order[j - 1];
        }
        worse[j] = own;
        order[j] = i;
    }
    all->n = n < KEPT ? n : KEPT;
    for (uint32_t i = 0; i < all->n; i++)
        kept[i] = all->at[order[i]];
    memcpy(all->at, kept, all->n * sizeof *kept);
    memcpy(all->worse, worse, all->n * sizeof *worse);
}

void q_span_candidates(const q_window *w, const q_labelling *labelling, const q_reading *reading, q_contents *all)
{
    q_content read = {.kinds = Q_SPAN_READ};
    all->n = 0;
    for (uint32_t i = 0; i < reading->pieces; i++)
        put_piece(w, &read, reading->piece[i].start, reading->piece[i].end);
    put(all, &read);
    put_snapped(w, reading, all);
    put_quotations(w, all);
    put_rest(w, reading, all);
    put_subtrees(w, all);
    put_after(w, all, w->cue.end, 1, Q_SPAN_AFTER);
    put_late(w, all);
    put_around(w, all);
    put_topic(w, all);
    put_late_words(w, all);
    put_going_on(w, all);
    keep_best(w, labelling, all);
}

/* ---- features ---- */

/* The bin of a difference of the sums of labels. */
static uint32_t worse_bin(float worse)
{
    static const float steps[] = {1, 100, 250, 500, 900, 1500, 2500, 4000, 6500, 10000, 16000, 30000};
    uint32_t n = 0;
    while (n < sizeof steps / sizeof *steps && worse >= steps[n])
        n++;
    return n;
}

typedef struct facts { /* of one candidate */
    uint32_t ties; /* of its quoted words: bits 1 to 3 */
    uint32_t start, end, order, words, quoted, heads, outside, head, finite, cues, between, left, right, reports, reports_between;
} facts;

static uint32_t bin(uint32_t n)
{
    return n < 5 ? n : n < 7 ? 5 : n < 10 ? 6 : n < 15 ? 7 : n < 22 ? 8 : n < 35 ? 9 : 10;
}

static int within(const q_content *c, uint32_t token)
{
    for (uint32_t i = 0; i < c->pieces; i++)
        if (token >= c->piece[i].start && token < c->piece[i].end)
            return 1;
    return 0;
}

static void look_inside(const q_window *w, const q_content *c, facts *k)
{
    const q_node *nodes = w->document->nodes.at;
    k->head = c->piece[0].start;
    for (uint32_t p = 0; p < c->pieces; p++)
        for (uint32_t i = c->piece[p].start; i < c->piece[p].end; i++) {
            const q_node *node = &nodes[i];
            if (!q_node_is_word(node))
                continue;
            k->words++;
            k->quoted += node->quotation != Q_NONE;
            k->ties |= 1u << w->at[i - w->first].by.tie;
            k->cues += node->cue != 0;
            k->reports += node->report == 1 && (i == w->first || node[-1].report != 1);
            k->finite |= node->tag == Q_XPOS_VBD || node->tag == Q_XPOS_VBP || node->tag == Q_XPOS_VBZ || node->tag == Q_XPOS_MD;
            if (node->head == Q_NONE || !within(c, node->head)) {
                k->heads++;
                if (node->depth < nodes[k->head].depth)
                    k->head = i;
            }
            int whole = node->left >= c->piece[p].start && node->right <= c->piece[p].end;
            for (uint32_t child = whole ? Q_NONE : node->child; child != Q_NONE; child = nodes[child].sibling)
                k->outside += q_node_is_word(&nodes[child]) && !within(c, child);
        }
}

static facts facts_of(const q_window *w, const q_content *c)
{
    const q_node *nodes = w->document->nodes.at;
    facts k = {.start = c->piece[0].start, .end = c->piece[c->pieces - 1].end};
    k.order = k.end <= w->cue.first ? 0 : k.start >= w->cue.end ? 1 : 2;
    look_inside(w, c, &k);
    uint32_t from = k.order == 0 ? k.end : w->cue.end, to = k.order == 0 ? w->cue.first : k.order == 1 ? k.start : from;
    for (uint32_t i = from; i < to; i++)
        k.between += nodes[i].cue != 0, k.reports_between += nodes[i].report == 1;
    const q_node *head = &nodes[k.head];
    q_span main = c->piece[0];
    for (uint32_t p = 0; p < c->pieces; p++)
        if (k.head >= c->piece[p].start && k.head < c->piece[p].end)
            main = c->piece[p];
    k.left = head->left == main.start ? 0 : head->left < main.start ? 1 : 2;
    int to_stop = head->right == main.end + 1 && !q_node_is_word(q_window_node(w, main.end));
    k.right = head->right == main.end || to_stop ? 0 : head->right < main.end ? 1 : 2;
    return k;
}

static void add_kind(q_features *f, const q_window *w, const q_reading *r, const q_content *c, const facts *k, const q_node *cue)
{
    uint32_t margin = r->pieces ? bin((uint32_t)(r->margin > 0 ? r->margin / 8 : 0)) : 15, read = (c->kinds & Q_SPAN_READ) != 0;
    uint32_t edges = r->pieces ? (uint32_t)(r->piece[0].start == k->start) | (uint32_t)(r->piece[r->pieces - 1].end == k->end) << 1 : 4;
    uint32_t common = 0, all = 0;
    for (uint32_t i = 0; i < r->pieces; i++)
        for (uint32_t j = 0; j < c->pieces; j++) {
            uint32_t start = r->piece[i].start > c->piece[j].start ? r->piece[i].start : c->piece[j].start;
            uint32_t end = r->piece[i].end < c->piece[j].end ? r->piece[i].end : c->piece[j].end;
            common += start < end ? end - start : 0;
        }
    for (uint32_t i = 0; i < r->pieces; i++)
        all += r->piece[i].end - r->piece[i].start;
    for (uint32_t j = 0; j < c->pieces; j++)
        all += c->piece[j].end - c->piece[j].start;
    common = read ? 6 : all > common ? common * 5 / (all - common) : 5;
    q_features_add(f, q_sum(BIAS, 0));
    q_features_add(f, q_sum(KINDS, c->kinds));
    q_features_add(f, q_sum2(KINDS_ACT, c->kinds, cue->act));
    q_features_add(f, q_sum2(KINDS_LEMMA, c->kinds, cue->lemma));
    q_features_add(f, q_sum2(READ, read, margin));
    q_features_add(f, q_sum3(READ_EDGES, edges, margin, read));
    q_features_add(f, q_sum3(READ_EDGES, edges, cue->act, read));
    q_features_add(f, q_sum3(READ_EDGES, edges, k->order, k->left << 2 | k->right));
    q_features_add(f, q_sum2(READ_COMMON, common, margin));
    q_features_add(f, q_sum3(READ_COMMON, common, edges, c->pieces));
    q_features_add(f, q_sum2(LEVEL, w->cue.level, margin));
    q_features_add(f, q_sum2(LEVEL, w->cue.level + 16, cue->act));
    q_features_add(f, q_sum3(LEVEL, w->cue.level, c->kinds, 1));
}

/* How well the labels of the window fit with the candidate, among all. */
static void add_fit(q_features *f, const q_window *w, const q_reading *r, const q_contents *all, uint32_t index, const q_node *cue)
{
    uint32_t worse = worse_bin(all->worse[index]), rank = index < 5 ? index : 5, ahead = 20;
    float margin = r->margin - all->worse[index];
    uint32_t sure = margin < 0 ? 15 : worse_bin(margin);
    if (!index)
        ahead = all->n > 1 ? worse_bin(all->worse[1] - all->worse[0]) : 15;
    q_features_add(f, q_sum2(WORSE, worse, 0));
    q_features_add(f, q_sum2(WORSE, 1000u + rank, worse));
    q_features_add(f, q_sum2(WORSE, 2000u + rank, all->at[index].kinds));
    q_features_add(f, q_sum3(WORSE, rank, ahead, worse));
    q_features_add(f, q_sum3(WORSE, 1000u + worse, cue->act, w->cue.level));
    q_features_add(f, q_sum2(WORSE, 3000u + sure, rank));
    q_features_add(f, q_sum2(WORSE, 4000u + sure, w->cue.level));
}

static void add_cue(q_features *f, const q_window *w, const q_reading *r, const q_content *c, const facts *k, const q_node *cue)
{
    const q_node *before = q_window_node(w, w->cue.first - 1), *after = q_window_node(w, w->cue.end);
    uint32_t frame = w->before << 16 | w->after, source = r->source.start == r->source.end ? 0 : r->source.start < w->cue.first ? 1 : 2;
    uint32_t quoted = !k->quoted ? 0 : k->quoted < k->words ? 1 : 2;
    q_features_add(f, q_sum(LEMMA, cue->lemma));
    q_features_add(f, q_sum2(LEMMA, cue->lemma, cue->tag));
    q_features_add(f, q_sum3(LEMMA, cue->lemma, after->tag, before->tag));
    q_features_add(f, q_sum3(LEMMA, cue->lemma, after->word, 1));
    q_features_add(f, q_sum(WORDS, w->words));
    q_features_add(f, q_sum2(WORDS, w->words, w->cue.end - w->cue.first + 100));
    q_features_add(f, q_sum3(CUE_RELATION, cue->relation, cue->tag, cue->act));
    q_features_add(f, q_sum3(CUE_RELATION, cue->relation, cue->cue, source));
    q_features_add(f, q_sum3(ORDER_FRAME, k->order, frame, c->pieces));
    q_features_add(f, q_sum3(ORDER_FRAME, k->order, frame, 16 + quoted));
    q_features_add(f, q_sum3(ORDER_ACT, k->order, cue->act, c->pieces << 4 | quoted));
    q_features_add(f, q_sum3(ORDER_ACT, k->order, cue->lemma, c->pieces << 4 | source));
    q_features_add(f, q_sum2(SOURCE, source, cue->act));
    q_features_add(f, q_sum3(SOURCE, source, cue->lemma, k->order));
    q_features_add(f, q_sum3(CUE_QUOTED, cue->quotation != Q_NONE, quoted, k->order));
    q_features_add(f, q_sum3(SOURCE, (uint32_t)within(c, r->source.start), source, k->order + 100));
}

static void add_extent(q_features *f, const q_window *w, const q_content *c, const facts *k, const q_node *cue)
{
    const q_node *nodes = w->document->nodes.at;
    uint32_t quoted = !k->quoted ? 0 : k->quoted < k->words ? 1 : 2, missed = 0, cut = 0;
    for (uint32_t i = w->sentence_first; w->quoted && i < w->sentence_end; i++)
        missed |= nodes[i].quotation != Q_NONE && !within(c, i) && q_node_is_word(&nodes[i]);
    if (nodes[k->start].quotation != Q_NONE && k->start > w->first + 1)
        cut |= nodes[k->start - 1].quotation == nodes[k->start].quotation && q_node_is_word(&nodes[k->start - 1]);
    if (nodes[k->end - 1].quotation != Q_NONE && k->end < w->end)
        cut |= (uint32_t)(nodes[k->end].quotation == nodes[k->end - 1].quotation && q_node_is_word(&nodes[k->end])) << 1;
    uint32_t sentences = (uint32_t)(k->start < w->sentence_first) | (uint32_t)(k->end > w->sentence_end) << 1 |
                         (uint32_t)(k->end <= w->sentence_first) << 2 | (uint32_t)(k->start >= w->sentence_end) << 3;
    uint32_t gap = k->order == 0 ? w->cue.first - k->end : k->order == 1 ? k->start - w->cue.end : 0, words = 0;
    q_features_add(f, q_sum3(TIES, k->ties, w->direct != Q_NONE, c->pieces));
    q_features_add(f, q_sum3(TIES, k->ties, w->direct != Q_NONE, 100u + quoted * 8 + missed * 4 + cut));
    q_features_add(f, q_sum3(TIES, k->ties, w->direct != Q_NONE, 1000u + sentences * 4 + k->order));
    q_features_add(f, q_sum2(LENGTH, bin(k->words), k->order));
    q_features_add(f, q_sum3(LENGTH, bin(k->words), quoted, k->order));
    q_features_add(f, q_sum3(LENGTH_ACT, bin(k->words), cue->act, k->order));
    q_features_add(f, q_sum3(QUOTED, quoted, missed, cut));
    q_features_add(f, q_sum3(QUOTED_ORDER, quoted << 4 | missed << 3 | cut, k->order, sentences));
    q_features_add(f, q_sum3(QUOTED_FRAME, quoted << 3 | missed << 2 | cut, w->before, w->after));
    q_features_add(f, q_sum3(QUOTED, quoted << 3 | missed << 2 | cut, cue->act, c->kinds));
    q_features_add(f, q_sum3(SENTENCES, sentences, quoted, c->pieces));
    q_features_add(f, q_sum3(GAP, bin(gap), k->order, cue->act));
    q_features_add(f, q_sum3(GAP, bin(gap), k->order, w->after + 1000));
    for (uint32_t i = 0; gap < 4 && i < gap; i++)
        words = q_feature2(9, words, nodes[k->order == 0 ? k->end + i : w->cue.end + i].word);
    q_features_add(f, q_sum3(GAP_WORDS, words, gap < 4 ? gap : 4, k->order));
    q_features_add(f, q_sum3(GAP_WORDS, words, gap < 4 ? gap : 4, cue->lemma));
    q_features_add(f, q_sum3(CUES_INSIDE, k->cues < 3 ? k->cues : 3, k->order, bin(k->words)));
    q_features_add(f, q_sum3(REPORTS, k->reports < 3 ? k->reports : 3, k->order, k->reports_between != 0));
    q_features_add(f, q_sum3(REPORTS, k->reports < 3 ? k->reports : 3, cue->act + 100u, w->cue.level));
    q_features_add(f, q_sum3(REPORTS, k->reports < 3 ? k->reports : 3, 200u + quoted, bin(k->words)));
    q_features_add(f, q_sum3(CUES_BETWEEN, k->between < 3 ? k->between : 3, k->order, bin(gap)));
    q_features_add(f, q_sum3(PIECES, c->pieces, quoted, k->order));
    if (c->pieces > 1) {
        const q_node *second = q_window_node(w, c->piece[1].start), *last = q_window_node(w, c->piece[0].end - 1);
        const q_node *next = q_window_node(w, c->piece[0].end);
        q_features_add(f, q_sum3(SECOND, second->word, next->stop, cue->act));
        q_features_add(f, q_sum3(SECOND, last->tag, second->tag, next->stop + 100u));
        uint32_t before = nodes[c->piece[1].start - 1].stop, behind = nodes[c->piece[0].end].stop + 200u;
        q_features_add(f, q_sum3(SECOND, c->piece[1].start - c->piece[0].end < 8, before, behind));
    }
}

static void add_borders(q_features *f, const q_window *w, const facts *k, const q_node *cue)
{
    const q_node *first = q_window_node(w, k->start), *before = q_window_node(w, k->start - 1), *last = q_window_node(w, k->end - 1);
    const q_node *next = q_window_node(w, k->end), *next2 = q_window_node(w, k->end + 1), *second = q_window_node(w, k->start + 1);
    uint32_t rest = k->end < w->sentence_end ? w->sentence_end - k->end : 0;
    uint32_t ahead = k->start > w->sentence_first ? k->start - w->sentence_first : 0;
    uint32_t inside = next->head != Q_NONE && next->head >= k->start && next->head < k->end;
    q_features_add(f, q_sum2(FIRST, first->word, k->order));
    q_features_add(f, q_sum3(FIRST_LEMMA, first->word, cue->lemma, k->order));
    q_features_add(f, q_sum3(FIRST_ACT, first->word, cue->act, before->stop));
    q_features_add(f, q_sum3(FIRST_ACT, first->tag, cue->lemma, before->stop));
    q_features_add(f, q_sum2(BEFORE, before->word, k->order));
    q_features_add(f, q_sum3(BEFORE, before->tag, first->word, k->order));
    q_features_add(f, q_sum3(FIRST_TAGS, before->tag, first->tag, k->order));
    q_features_add(f, q_sum3(FIRST_TAGS, first->tag, second->tag, cue->act + 100u));
    q_features_add(f, q_sum2(LAST, last->tag, k->order));
    q_features_add(f, q_sum3(LAST_TAGS, last->tag, next->tag, k->order));
    q_features_add(f, q_sum3(LAST_TAGS, next->tag, next2->tag, k->order + 100));
    q_features_add(f, q_sum3(LAST_WORD, last->word, next->tag, 0));
    q_features_add(f, q_sum2(NEXT, next->word, k->order));
    q_features_add(f, q_sum3(NEXT, next->word, next2->word, k->order));
    q_features_add(f, q_sum3(NEXT, next->word, next2->tag, k->order));
    q_features_add(f, q_sum3(NEXT_ACT, next->word, cue->act, next2->stop));
    q_features_add(f, q_sum3(NEXT_LEMMA, next->word, cue->lemma, k->order));
    q_features_add(f, q_sum3(NEXT_RELATION, next->relation, inside, k->order));
    q_features_add(f, q_sum3(NEXT_RELATION, next2->relation, next->word, inside));
    q_features_add(f, q_sum3(STOPS, (uint32_t)before->stop << 8 | next->stop, k->order, cue->act));
    q_features_add(f, q_sum3(STOPS, (uint32_t)before->stop << 8 | next->stop, k->order + 10, k->quoted == k->words));
    q_features_add(f, q_sum3(REST, bin(rest), k->order, next->stop));
    q_features_add(f, q_sum3(REST, bin(rest), next->word, next2->word));
    q_features_add(f, q_sum3(REST, bin(rest), next->relation, inside + 1000));
    q_features_add(f, q_sum3(REST_BEFORE, bin(ahead), k->order, before->stop));
    q_features_add(f, q_sum3(REST_BEFORE, bin(ahead), k->order, first->word));
    q_features_add(f, q_sum3(END, k->end >= w->sentence_end, rest <= 1, k->order));
    q_features_add(f, q_sum3(FINITE, k->finite, first->word, cue->act));
    q_features_add(f, q_sum3(FINITE, k->finite, cue->lemma, k->order));
    q_features_add(f, q_sum3(REPORT_NEXT, (uint32_t)next->report << 8 | next2->report, next->stop, k->order));
    q_features_add(f, q_sum3(REPORT_NEXT, (uint32_t)next->report << 8 | next2->report, 100u + last->tag, next2->tag));
    q_features_add(f, q_sum3(REPORT_NEXT, (uint32_t)first->report << 8 | before->report, before->stop, 100u + k->order));
    q_features_add(f, q_sum3(FINITE_FIRST, k->finite, first->tag, k->order));
}

static void add_tree(q_features *f, const q_window *w, const q_content *c, const facts *k, const q_node *cue)
{
    const q_node *nodes = w->document->nodes.at, *head = &nodes[k->head], *next = q_window_node(w, k->end);
    const q_place *place = &w->at[k->head - w->first];
    uint32_t to_cue = head->head == w->cue.head ? 1 : place->steps == 0 ? 2 : 3;
    uint32_t match = k->left << 4 | k->right << 2 | to_cue;
    const q_node *next2 = q_node_is_word(next) ? next : q_window_node(w, k->end + 1);
    q_features_add(f, q_sum2(TREE, head->relation, match));
    q_features_add(f, q_sum3(TREE, head->relation, match, k->order));
    q_features_add(f, q_sum3(TREE_ACT, head->relation, match, cue->act));
    q_features_add(f, q_sum3(TREE_LEMMA, head->relation, to_cue, cue->lemma));
    q_features_add(f, q_sum3(TREE_LEMMA, place->path, match, 1));
    q_features_add(f, q_sum3(TREE_LEMMA, place->path, cue->act, 2));
    q_features_add(f, q_sum3(TREE_LEMMA, place->path, c->kinds, 3));
    q_features_add(f, q_sum3(TREE, head->tag, head->relation, 100 + (uint32_t)k->order));
    q_features_add(f, q_sum3(TREE, head->lemma, cue->lemma, 200));
    q_features_add(f, q_sum3(HEADS, k->heads < 5 ? k->heads : 5, k->outside < 4 ? k->outside : 4, k->order));
    q_features_add(f, q_sum3(HEADS, k->heads < 5 ? k->heads : 5, c->kinds, 100));
    q_features_add(f, q_sum3(OUTSIDE, k->outside < 4 ? k->outside : 4, next2->relation, next->stop));
    q_features_add(f, q_sum3(OUTSIDE, next2->relation, next2->head == k->head, (uint32_t)next->stop << 8 | next2->tag));
}

uint32_t q_span_features(const q_window *w, const q_reading *r, const q_contents *all, uint32_t index, uint32_t *features)
{
    const q_content *c = &all->at[index];
    q_features f = {features, 0};
    facts k = facts_of(w, c);
    const q_node *cue = &w->document->nodes.at[w->cue.head];
    add_kind(&f, w, r, c, &k, cue);
    add_fit(&f, w, r, all, index, cue);
    add_cue(&f, w, r, c, &k, cue);
    add_extent(&f, w, c, &k, cue);
    add_borders(&f, w, &k, cue);
    add_tree(&f, w, c, &k, cue);
    return f.n;
}

void q_span_scores(const q_window *w, const q_reading *r, const q_contents *all, const q_linear *model, float *scores)
{
    uint32_t features[Q_SPAN_FEATURES_MAX];
    for (uint32_t i = 0; i < all->n; i++)
        scores[i] = (float)q_linear_score(model, features, q_span_features(w, r, all, i, features)) * model->scale;
}

uint32_t q_span_best(const float *scores, uint32_t count, float *shares, float *probability)
{
    uint32_t best = Q_NONE;
    float sum = 1; /* nothing: exp(0) */
    for (uint32_t i = 0; i < count; i++) {
        sum += shares[i] = expf(scores[i]);
        if (best == Q_NONE || scores[i] > scores[best])
            best = i;
    }
    for (uint32_t i = 0; i < count; i++)
        shares[i] /= sum;
    *probability = 1 - 1 / sum;
    return best;
}

uint32_t q_span_common(const q_span *a, uint32_t n, const q_span *b, uint32_t m)
{
    uint32_t tokens = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < m; j++) {
            uint32_t start = a[i].start > b[j].start ? a[i].start : b[j].start, end = a[i].end < b[j].end ? a[i].end : b[j].end;
            tokens += start < end ? end - start : 0;
        }
    return tokens;
}
