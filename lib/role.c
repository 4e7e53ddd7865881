#include "role.h"

#include <string.h>

enum template_ {
    SIDE_FAR = 1, SIDE_FRAME, SIDE_BETWEEN, QUOTE, QUOTE_FRAME, QUOTE_ACT, QUOTE_FAR, PATH, PATH_LEMMA, PATH_FRAME, PATH_SIDE,
    PATH_EDGE, TOP_WORD, TOP_RELATION, SIDE_WORD, SIDE_TAG = 24, SIDE_TAGS = 32, NAME_SIDE = 36, NAME_FAR, ACT_TAG, STOPS, RELATION,
    RELATION_ACT, CAPITAL, PRONOUN, VERBS, SENTENCE_EDGE, QUOTED_CUE, NEAR, PARAGRAPH, CUES_ACT, TOP_FRAME, OWN_CUE, TIE,
    REPORT, STEP_TOP = 100, STEP_STOP, STEP_EDGE, STEP_WORD, STEP_TAGS, STEP_ACT, STEP_SENTENCE, STEP_FRAME, STEP_REPORT
};

/* Features of a token by what they depend on; neighbours often share the first two parts. */
enum part { BETWEEN = 0, TOP, OWN, PARTS };

enum {
    CHAIN_MAX = 8,       /* ancestors of a cue that are read */
    CLIMB_MAX = 64,      /* steps up from a token */
    REACH_BEFORE = 200,  /* tokens before and after the cue that are read in its sentence */
    REACH_AFTER = 240,
    BESIDE_MAX = 100,    /* tokens of the sentences beside it */
    PARTED_MAX = 3,      /* of those on one side, how many do not go on in the quotation of the one before */
    WORD_THAT = 200,
    LIKELY = 2,          /* a cue of the first levels */
    PAIRS = Q_ROLE_LABELS * Q_ROLE_LABELS
};

static uint32_t bin(uint32_t n)
{
    return n < 4 ? n : n < 6 ? 4 : n < 9 ? 5 : n < 13 ? 6 : n < 21 ? 7 : 8;
}

/* ---- the window ---- */

static uint32_t frame_of(const q_document *document, uint32_t token, const q_sentence *sentence)
{
    if (token < sentence->first || token >= sentence->end)
        return Q_STOP_OTHER + 1;
    const q_node *node = &document->nodes.at[token];
    if (!q_node_is_word(node))
        return node->stop;
    return q_token_in(document, token, "that") ? WORD_THAT : 16 + node->tag;
}

static int holds_quotation(const q_document *document, uint32_t sentence)
{
    const q_sentence *row = &document->sentences.at[sentence];
    for (uint32_t i = row->first; i < row->end; i++)
        if (document->nodes.at[i].quotation != Q_NONE)
            return 1;
    return 0;
}

/* Whether a quotation or a colon leads from a sentence into the next paragraph. */
static int leads_on(const q_document *document, uint32_t sentence)
{
    const q_sentence *row = &document->sentences.at[sentence];
    if (row->first == row->end)
        return 0;
    const q_node *last = &document->nodes.at[row->end - 1];
    return last->stop == Q_STOP_COLON || (last->quotation != Q_NONE && document->regions.at[last->quotation].next != Q_NONE);
}

/* Whether a sentence begins within the quotation that the one before it ends in. */
static int goes_on(const q_document *document, uint32_t sentence)
{
    uint32_t first = document->sentences.at[sentence].first;
    uint32_t quotation = document->nodes.at[first].quotation;
    return quotation != Q_NONE && quotation == document->nodes.at[first - 1].quotation;
}

static void widen(q_window *w, uint32_t sentence)
{
    const q_document *document = w->document;
    const q_sentence *rows = document->sentences.at;
    uint32_t parted = 0;
    for (uint32_t i = sentence; i > 0 && rows[i - 1].paragraph == rows[sentence].paragraph && holds_quotation(document, i - 1) &&
                                w->sentence_first - rows[i - 1].first <= BESIDE_MAX && w->first == rows[i].first; i--)
        if ((parted += !goes_on(document, i)) <= PARTED_MAX)
            w->first = rows[i - 1].first;
    parted = 0;
    for (uint32_t i = sentence; i + 1 < document->sentences.n && holds_quotation(document, i + 1) &&
                                (rows[i + 1].paragraph == rows[i].paragraph || leads_on(document, i)) &&
                                rows[i + 1].end - w->sentence_end <= BESIDE_MAX && w->end == rows[i].end; i++)
        if ((parted += !goes_on(document, i + 1)) <= PARTED_MAX)
            w->end = rows[i + 1].end;
}

/* Whether a likely cue, other than that of the window, begins at a token. */
static int begins_report(const q_window *w, uint32_t token)
{
    const q_node *nodes = w->document->nodes.at;
    return nodes[token].report && nodes[token].report <= LIKELY && (token == w->first || !nodes[token - 1].report);
}

/* Counts a token as one that stands between the cue and those farther away. */
static void pass(const q_window *w, uint32_t token, q_between *by)
{
    const q_node *node = &w->document->nodes.at[token];
    by->commas = (uint8_t)(by->commas + (by->commas < 3 && node->stop == Q_STOP_COMMA));
    by->marks = (uint8_t)(by->marks + (by->marks < 3 && (node->stop == Q_STOP_OPEN_MARK || node->stop == Q_STOP_CLOSE_MARK)));
    by->cues = (uint8_t)(by->cues + (by->cues < 3 && node->cue));
    by->reports = (uint8_t)(by->reports + (by->reports < 3 && begins_report(w, token)));
    by->verbs = (uint8_t)(by->verbs + (by->verbs < 3 && node->tag >= Q_XPOS_VB && node->tag <= Q_XPOS_VBZ));
}

static void place_sides(q_window *w)
{
    q_between by = {.side = 0};
    for (uint32_t i = w->cue.first; i-- > w->first; pass(w, i, &by)) {
        by.beside = i < w->sentence_first;
        w->at[i - w->first].by = by;
        w->at[i - w->first].far = (uint8_t)bin(w->cue.first - i);
    }
    by = (q_between){.side = 1};
    for (uint32_t i = w->cue.first; i < w->cue.end; i++) {
        w->at[i - w->first].by = by;
        w->at[i - w->first].far = 0;
    }
    by = (q_between){.side = 2};
    for (uint32_t i = w->cue.end; i < w->end; pass(w, i++, &by)) {
        by.beside = i < w->sentence_end ? 0 : 2;
        w->at[i - w->first].by = by;
        w->at[i - w->first].far = (uint8_t)bin(i - w->cue.end + 1);
    }
}

static void place_quotations(q_window *w)
{
    const q_node *nodes = w->document->nodes.at;
    uint32_t own = nodes[w->cue.head].quotation, left = Q_NONE, right = Q_NONE;
    w->quoted = 0;
    for (uint32_t i = w->cue.first; i-- > w->first && left == Q_NONE;)
        left = nodes[i].quotation != own ? nodes[i].quotation : Q_NONE;
    for (uint32_t i = w->cue.end; i < w->end && right == Q_NONE; i++)
        right = nodes[i].quotation != own ? nodes[i].quotation : Q_NONE;
    for (uint32_t i = w->first; i < w->end; i++) {
        uint32_t quotation = nodes[i].quotation;
        w->quoted |= quotation != Q_NONE;
        w->at[i - w->first].by.quote = quotation == Q_NONE ? 0 : quotation == own ? 1 : quotation == left ? 2 : quotation == right ? 3 : 4;
    }
}

static void place_ties(q_window *w)
{
    const q_document *document = w->document;
    w->direct = Q_NONE;
    for (uint32_t i = w->cue.first; i < w->cue.end; i++)
        if (document->nodes.at[i].tag_of != Q_NONE)
            w->direct = document->nodes.at[i].tag_of;
    for (uint32_t i = w->first; i < w->end; i++) {
        uint32_t speech = document->nodes.at[i].speech;
        const q_quote *quote = speech == Q_NONE ? NULL : &document->quotes.at[speech];
        w->at[i - w->first].by.tie = !quote ? 0 : speech == w->direct ? 1 : quote->cue[0].start < quote->cue[0].end ? 2 : 3;
    }
}

typedef struct ancestry { /* a cue and its ancestors, and the paths from there to the cue */
    uint32_t at[CHAIN_MAX], paths[CHAIN_MAX], count;
} ancestry;

static ancestry ancestry_of(const q_node *nodes, uint32_t cue)
{
    ancestry found = {.count = 0};
    for (uint32_t at = cue, path = 0; at != Q_NONE && found.count < CHAIN_MAX; at = nodes[at].head) {
        found.at[found.count] = at;
        found.paths[found.count++] = path;
        path = q_feature2(1, path, nodes[at].relation);
    }
    return found;
}

/* Follows the arcs up from a token to one of the chain, or to a token before it, whose place is known and which has the same top. */
static void place_path(q_window *w, uint32_t token, const ancestry *chain)
{
    const q_node *nodes = w->document->nodes.at;
    q_place *place = &w->at[token - w->first];
    uint32_t top = token, steps = 0;
    for (uint32_t climb = 0; climb < CLIMB_MAX; climb++) {
        uint32_t head = nodes[top].head;
        for (steps = 0; steps < chain->count && chain->at[steps] != top && chain->at[steps] != head; steps++)
            ;
        if (steps < chain->count || head == Q_NONE)
            break;
        if (head >= w->first && head < token) {
            const q_place *known = &w->at[head - w->first];
            place->top = known->top, place->steps = known->steps, place->path = known->path;
            return;
        }
        top = head;
    }
    place->top = top;
    place->steps = (uint8_t)steps;
    place->path = steps == chain->count
                      ? 0
                      : q_feature3(2, chain->paths[steps], chain->at[steps] == top ? 99 : nodes[top].relation, top > chain->at[steps]);
}

static void place_paths(q_window *w)
{
    ancestry chain = ancestry_of(w->document->nodes.at, w->cue.head);
    for (uint32_t i = w->first; i < w->end; i++)
        place_path(w, i, &chain);
}

void q_window_set(q_window *w, q_document *document, uint32_t index)
{
    w->document = document;
    w->cue = document->cues.at[index];
    uint32_t sentence = document->tokens.at[w->cue.first].sentence;
    const q_sentence *row = &document->sentences.at[sentence];
    w->sentence_first = w->cue.first - row->first > REACH_BEFORE ? w->cue.first - REACH_BEFORE : row->first;
    w->sentence_end = row->end - w->cue.first > REACH_AFTER ? w->cue.first + REACH_AFTER : row->end;
    if (w->cue.end > w->sentence_end)
        w->cue.end = w->sentence_end;
    w->first = w->sentence_first;
    w->end = w->sentence_end;
    widen(w, sentence);
    w->before = frame_of(document, w->cue.first - 1, row);
    w->after = frame_of(document, w->cue.end, row);
    w->words = 0;
    for (uint32_t i = w->cue.first; i < w->cue.end; i++)
        w->words = q_feature2(3, w->words, document->nodes.at[i].word);
    place_sides(w);
    place_quotations(w);
    place_ties(w);
    place_paths(w);
}

/* ---- features ---- */

/* Where the token stands and what is between it and the cue. */
static void add_between(q_features *f, const q_window *w, const q_between *by, const q_node *cue)
{
    uint32_t side = by->side, frame = w->before << 16 | w->after << 2 | side;
    uint32_t between = (uint32_t)by->commas << 4 | (uint32_t)by->marks << 2 | by->cues;
    q_features_add(f, q_sum(SIDE_FRAME, frame));
    q_features_add(f, q_sum2(SIDE_BETWEEN, between, side));
    q_features_add(f, q_sum3(SIDE_BETWEEN, between, side, cue->act));
    q_features_add(f, q_sum3(SIDE_FRAME, frame, cue->act, by->beside));
    q_features_add(f, q_sum2(QUOTE, by->quote, side));
    q_features_add(f, q_sum2(QUOTE_FRAME, by->quote, frame));
    q_features_add(f, q_sum3(QUOTE_ACT, by->quote, cue->act, side));
    q_features_add(f, q_sum3(QUOTED_CUE, by->quote, cue->quotation != Q_NONE, between));
    q_features_add(f, q_sum2(PARAGRAPH, (uint32_t)by->beside << 4 | by->quote, by->marks));
    q_features_add(f, q_sum3(TIE, by->tie, by->quote, side));
    q_features_add(f, q_sum3(TIE, by->tie, 100u + cue->act, w->direct != Q_NONE));
    q_features_add(f, q_sum3(VERBS, by->verbs, side, between));
    q_features_add(f, q_sum3(CUES_ACT, (uint32_t)by->verbs << 4 | by->commas, side, cue->lemma));
    q_features_add(f, q_sum3(REPORT, by->reports, side, 1000u + cue->act));
    q_features_add(f, q_sum3(REPORT, by->reports, 100u + side, (uint32_t)by->commas << 8 | by->quote));
}

static void add_far(q_features *f, const q_place *place)
{
    uint32_t off = (uint32_t)place->by.beside << 8 | (uint32_t)place->far << 2 | place->by.side;
    q_features_add(f, q_sum(SIDE_FAR, off));
    q_features_add(f, q_sum2(QUOTE_FAR, place->by.quote, off));
}

/* How the arcs lead from the top to the cue. */
static void add_path(q_features *f, const q_window *w, const q_place *place, const q_node *cue)
{
    const q_node *top = &w->document->nodes.at[place->top];
    uint32_t word = w->document->nodes.at[top->left].word, side = place->by.side;
    q_features_add(f, q_sum(PATH, place->path));
    q_features_add(f, q_sum2(PATH_LEMMA, place->path, cue->lemma));
    q_features_add(f, q_sum3(PATH_FRAME, place->path, w->before, w->after));
    q_features_add(f, q_sum2(PATH_SIDE, place->path, side | (uint32_t)place->by.quote << 2));
    q_features_add(f, q_sum3(TOP_WORD, word, side, cue->act));
    q_features_add(f, q_sum3(TOP_RELATION, word, top->relation, place->steps));
    q_features_add(f, q_sum3(TOP_RELATION, top->relation, place->steps, side));
    q_features_add(f, q_sum3(TOP_FRAME, (uint32_t)top->relation << 8 | place->steps, w->after, cue->act));
    q_features_add(f, q_sum3(REPORT, place->by.reports, 200u + side, place->path));
}

/* Where the token stands below the top. */
static void add_edges(q_features *f, const q_window *w, uint32_t token, const q_place *place, const q_node *cue)
{
    const q_node *nodes = w->document->nodes.at, *top = &nodes[place->top];
    uint32_t edges = (top->left == token) | (uint32_t)(top->right == token + 1) << 1 | (uint32_t)(place->top == token) << 2;
    q_features_add(f, q_sum2(PATH_EDGE, place->path, edges));
    q_features_add(f, q_sum3(PATH_EDGE, place->path, edges, cue->act));
}

static void add_words(q_features *f, const q_window *w, uint32_t token, const q_place *place, const q_node *cue)
{
    const q_node *own = q_window_node(w, token), *next = q_window_node(w, token + 1), *last = q_window_node(w, token - 1);
    const q_node *next2 = q_window_node(w, token + 2), *last2 = q_window_node(w, token - 2);
    uint32_t side = place->by.side, far = side == 0 ? w->cue.first - token : side == 1 ? 0 : token - w->cue.end + 1;
    uint32_t report = (uint32_t)own->report << 6 | (uint32_t)last->report << 3 | next->report;
    q_features_add(f, q_sum2(SIDE_WORD, own->word, side));
    q_features_add(f, q_sum2(SIDE_WORD + 1, last->word, side));
    q_features_add(f, q_sum2(SIDE_WORD + 2, next->word, side));
    q_features_add(f, q_sum2(SIDE_TAG, own->tag, side));
    q_features_add(f, q_sum2(SIDE_TAG + 1, last->tag, side));
    q_features_add(f, q_sum2(SIDE_TAG + 2, next->tag, side));
    q_features_add(f, q_sum2(SIDE_TAG + 3, last2->tag, side));
    q_features_add(f, q_sum2(SIDE_TAG + 4, next2->tag, side));
    q_features_add(f, q_sum3(SIDE_TAGS, last->tag, own->tag, side));
    q_features_add(f, q_sum3(SIDE_TAGS + 1, own->tag, next->tag, side));
    q_features_add(f, q_sum3(NAME_SIDE, own->name, side, last->name));
    q_features_add(f, q_sum3(NAME_FAR, own->name, side, place->far));
    q_features_add(f, q_sum3(ACT_TAG, cue->act, own->tag, side << 4 | place->far));
    q_features_add(f, q_sum3(STOPS, (uint32_t)last->stop << 8 | (uint32_t)own->stop << 4 | next->stop, side, place->by.quote));
    q_features_add(f, q_sum3(CAPITAL, own->shape & (Q_SHAPE_CAPITAL | Q_SHAPE_FIRST), side, place->far));
    q_features_add(f, q_sum3(PRONOUN, own->tag, side, (uint32_t)place->by.commas << 4 | place->by.verbs));
    q_features_add(f, q_sum3(NEAR, far < 3 ? own->word : 0, far < 3 ? side << 4 | far : 99, w->after));
    q_features_add(f, q_sum3(OWN_CUE, own->cue, side, far < 3 ? far : 3));
    q_features_add(f, q_sum3(REPORT, report, side, own->stop));
}

static void add_arcs(q_features *f, const q_window *w, uint32_t token, uint32_t side, const q_node *cue)
{
    const q_node *own = q_window_node(w, token);
    uint32_t direct = own->head == w->cue.head, first = token == w->sentence_first, last = token + 1 == w->sentence_end;
    q_features_add(f, q_sum3(RELATION, own->relation, side, direct));
    q_features_add(f, q_sum3(RELATION_ACT, own->relation, cue->act, direct << 2 | side));
    q_features_add(f, q_sum3(SENTENCE_EDGE, first, last, side));
}

/* The features of a token part by part, up to ends[part]; a part that is the same at the token before is left empty, where there is
 * one. */
static void add_parts(q_features *f, const q_window *w, uint32_t token, const q_place *before, uint32_t *ends)
{
    const q_place *place = &w->at[token - w->first];
    const q_node *cue = &w->document->nodes.at[w->cue.head];
    int same = before && !memcmp(&before->by, &place->by, sizeof place->by);
    if (!same)
        add_between(f, w, &place->by, cue);
    ends[BETWEEN] = f->n;
    if (!same || before->top != place->top)
        add_path(f, w, place, cue);
    ends[TOP] = f->n;
    add_far(f, place);
    add_edges(f, w, token, place, cue);
    add_words(f, w, token, place, cue);
    add_arcs(f, w, token, place->by.side, cue);
    ends[OWN] = f->n;
}

uint32_t q_window_features(const q_window *w, uint32_t token, uint32_t *features)
{
    q_features f = {features, 0};
    uint32_t ends[PARTS];
    add_parts(&f, w, token, NULL, ends);
    return f.n;
}

uint32_t q_window_steps(const q_window *w, uint32_t token, uint32_t *features)
{
    q_features f = {features, 0};
    const q_node *own = q_window_node(w, token), *last = q_window_node(w, token - 1), *next = q_window_node(w, token + 1);
    const q_node *cue = &w->document->nodes.at[w->cue.head];
    const q_place none = {0}, *place = &w->at[token - w->first], *before = token > w->first ? place - 1 : &none;
    uint32_t same = before->top == place->top, stop = last->stop, quotes = (uint32_t)before->by.quote << 4 | place->by.quote;
    const q_node *nodes = w->document->nodes.at;
    uint32_t edges = (nodes[place->top].left == token) | (uint32_t)(nodes[before->top].right == token) << 1;
    uint32_t side = place->by.side;
    q_features_add(&f, q_sum3(STEP_TOP, same, place->path, side));
    q_features_add(&f, q_sum3(STEP_STOP, stop << 4 | own->stop, quotes, side));
    q_features_add(&f, q_sum3(STEP_EDGE, edges, same, side));
    q_features_add(&f, q_sum3(STEP_WORD, own->word, side, same));
    q_features_add(&f, q_sum3(STEP_TAGS, last->tag, own->tag, same));
    q_features_add(&f, q_sum3(STEP_ACT, cue->act, stop << 4 | own->stop, side << 2 | edges));
    uint32_t report = (uint32_t)(before->by.reports != place->by.reports) << 4 | (uint32_t)own->report << 1;
    q_features_add(&f, q_sum3(STEP_REPORT, report, (uint32_t)next->report << 4 | side, stop));
    q_features_add(&f, q_sum3(STEP_SENTENCE, token == w->sentence_first || token == w->sentence_end, quotes, stop));
    uint32_t after = token - w->cue.end, ahead = w->cue.first - token; /* large where the token stands on the other side */
    q_features_add(&f, q_sum3(STEP_FRAME, w->before << 16 | w->after, side, after < 2 ? after : ahead < 2 ? 8 + ahead : 99));
    return f.n;
}

/* ---- reading ---- */

int q_role_follows(uint32_t before, uint32_t label)
{
    if (label == Q_ROLE_CONTENT)
        return before == Q_ROLE_BEGIN || before == Q_ROLE_CONTENT;
    return label != Q_ROLE_SOURCE || before == Q_ROLE_SOURCE_BEGIN || before == Q_ROLE_SOURCE;
}

typedef struct token_features {
    uint32_t of[Q_ROLE_FEATURES_MAX], steps[Q_ROLE_STEPS_MAX];
    uint32_t ends[PARTS], step_count;
} token_features;

static void gather_token(const q_window *w, uint32_t token, const q_linear *roles, const q_linear *steps, token_features *f)
{
    q_features own = {f->of, 0};
    add_parts(&own, w, token, token > w->first ? &w->at[token - 1 - w->first] : NULL, f->ends);
    q_linear_ask(roles, f->of, own.n, Q_ROLE_STRIDE);
    f->step_count = q_window_steps(w, token, f->steps);
    q_linear_ask(steps, f->steps, f->step_count, Q_ROLE_STEP_STRIDE);
}

/* `parts` holds the sums of each part of the features of the token before. */
static void score_token(q_labelling *l, uint32_t at, const q_linear *roles, const q_linear *steps, const token_features *f,
                        int16_t (*parts)[Q_ROLE_STRIDE])
{
    int16_t sums[Q_ROLE_STRIDE] = {0}, step[Q_ROLE_STEP_STRIDE] = {0};
    float scaled[Q_ROLE_STEP_STRIDE];
    for (uint32_t part = 0, from = 0; part < PARTS; from = f->ends[part++]) {
        if (from < f->ends[part]) {
            memset(parts[part], 0, sizeof parts[part]);
            q_linear_add_rows(roles, f->of + from, f->ends[part] - from, parts[part], Q_ROLE_STRIDE);
        }
        for (uint32_t k = 0; k < Q_ROLE_STRIDE; k++)
            sums[k] = (int16_t)(sums[k] + parts[part][k]);
    }
    for (uint32_t k = 0; k < Q_ROLE_LABELS; k++)
        l->scores[at * Q_ROLE_LABELS + k] = (float)sums[k] * roles->scale;
    q_linear_add_rows(steps, f->steps, f->step_count, step, Q_ROLE_STEP_STRIDE);
    for (uint32_t i = 0; i < Q_ROLE_STEP_STRIDE; i++)
        scaled[i] = (float)step[i] * steps->scale;
    Q_UNROLL
    for (uint32_t i = 0; i < PAIRS; i++)
        if (!q_role_follows(i / Q_ROLE_LABELS, i % Q_ROLE_LABELS))
            scaled[i] = Q_LABEL_NEVER;
    memcpy(l->steps + (size_t)at * PAIRS, scaled, PAIRS * sizeof *scaled);
}

/* The features of a token are gathered while the weights of the one before are on their way. */
static void score_window(const q_window *w, const q_linear *roles, const q_linear *steps, q_labelling *l)
{
    token_features gathered[2];
    int16_t parts[PARTS][Q_ROLE_STRIDE];
    gather_token(w, w->first, roles, steps, &gathered[w->first % 2]);
    for (uint32_t i = w->first; i < w->end; i++) {
        if (i + 1 < w->end)
            gather_token(w, i + 1, roles, steps, &gathered[(i + 1) % 2]);
        score_token(l, i - w->first, roles, steps, &gathered[i % 2], parts);
    }
    for (uint32_t k = 0; k < Q_ROLE_LABELS; k++)
        l->scores[k] = q_role_follows(Q_ROLE_NONE, k) ? l->scores[k] : Q_LABEL_NEVER;
}

/* A span of words: no stops at its ends. */
static q_span trimmed(const q_window *w, q_span span)
{
    while (span.start < span.end && !q_node_is_word(&w->document->nodes.at[span.start]))
        span.start++;
    while (span.end > span.start && !q_node_is_word(&w->document->nodes.at[span.end - 1]))
        span.end--;
    return span;
}

static q_reading spans_of(const q_window *w, const uint8_t *labels)
{
    q_reading found = {.cue = {w->cue.first, w->cue.end}};
    uint32_t count = w->end - w->first;
    for (uint32_t i = 0, run; i < count; i = run) {
        uint32_t label = labels[i];
        run = i + 1;
        while (run < count && label && labels[run] == label + 1)
            run++;
        q_span span = trimmed(w, (q_span){w->first + i, w->first + run});
        if (span.start == span.end)
            continue;
        if (label == Q_ROLE_BEGIN && found.pieces < Q_PIECES_MAX)
            found.piece[found.pieces++] = span;
        else if (label == Q_ROLE_SOURCE_BEGIN && found.source.start == found.source.end)
            found.source = span;
    }
    return found;
}

q_reading q_window_read(const q_window *w, const q_linear *roles, const q_linear *steps, q_labelling *l)
{
    uint32_t count = w->end - w->first;
    float nothing = 0;
    score_window(w, roles, steps, l);
    l->best = q_label_best(l->scores, l->steps, PAIRS, count, Q_ROLE_LABELS, l->back, l->labels);
    for (uint32_t i = 0; i < count; i++)
        nothing += l->scores[i * Q_ROLE_LABELS] + (i ? l->steps[i * PAIRS] : 0);
    q_reading found = spans_of(w, l->labels);
    found.margin = l->best - nothing;
    return found;
}
