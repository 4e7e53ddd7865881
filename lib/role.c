#include "role.h"

#include <string.h>

enum template_ {
    SIDE_FAR = 1, SIDE_FAR_LEMMA, SIDE_FRAME, SIDE_FRAME_FAR, SIDE_BETWEEN, SIDE_BETWEEN_FRAME, QUOTE, QUOTE_FRAME, QUOTE_ACT,
    QUOTE_FAR, PATH, PATH_LEMMA, PATH_ACT, PATH_FRAME, PATH_SIDE, PATH_EDGE, TOP_WORD, TOP_RELATION, SIDE_WORD,
    SIDE_TAG = 24, SIDE_TAGS = 32, LEMMA_SIDE = 36, LEMMA_TOP, NAME_SIDE, NAME_FAR, CUE_WORD, CUE_TAG, ACT_TAG, STOPS, RELATION,
    RELATION_ACT, CAPITAL, PRONOUN, VERBS, SENTENCE_EDGE, QUOTED_CUE, CUE_WORDS, CUE_WORDS_PATH, NEAR, HEAD, PARAGRAPH, CUES_ACT,
    TOP_FRAME, OWN_CUE, TIE, REPORT,
    STEP = 100, STEP_TOP, STEP_STOP, STEP_EDGE, STEP_WORD, STEP_BEFORE, STEP_TAGS, STEP_ACT, STEP_QUOTE, STEP_SENTENCE, STEP_FRAME,
    STEP_REPORT
};

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

static uint32_t side_of(const q_window *w, uint32_t token)
{
    return token < w->cue.first ? 0 : token < w->cue.end ? 1 : 2;
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
    return document->nodes.at[first].quotation != Q_NONE && document->nodes.at[first].quotation == document->nodes.at[first - 1].quotation;
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

static void count_between(q_window *w)
{
    q_place held = {0};
    for (uint32_t i = w->cue.first; i-- > w->first;) {
        const q_node *node = &w->document->nodes.at[i];
        q_place *place = &w->at[i - w->first];
        place->commas = held.commas, place->marks = held.marks, place->cues = held.cues, place->verbs = held.verbs;
        place->reports = held.reports;
        held.commas = (uint8_t)(held.commas + (node->stop == Q_STOP_COMMA && held.commas < 3));
        held.marks = (uint8_t)(held.marks + ((node->stop == Q_STOP_OPEN_MARK || node->stop == Q_STOP_CLOSE_MARK) && held.marks < 3));
        held.cues = (uint8_t)(held.cues + (node->cue && held.cues < 3));
        held.reports = (uint8_t)(held.reports + (begins_report(w, i) && held.reports < 3));
        held.verbs = (uint8_t)(held.verbs + (node->tag >= Q_XPOS_VB && node->tag <= Q_XPOS_VBZ && held.verbs < 3));
    }
    held = (q_place){0};
    for (uint32_t i = w->cue.first; i < w->end; i++) {
        const q_node *node = &w->document->nodes.at[i];
        q_place *place = &w->at[i - w->first];
        place->commas = held.commas, place->marks = held.marks, place->cues = held.cues, place->verbs = held.verbs;
        place->reports = held.reports;
        if (i < w->cue.end)
            continue;
        held.commas = (uint8_t)(held.commas + (node->stop == Q_STOP_COMMA && held.commas < 3));
        held.marks = (uint8_t)(held.marks + ((node->stop == Q_STOP_OPEN_MARK || node->stop == Q_STOP_CLOSE_MARK) && held.marks < 3));
        held.cues = (uint8_t)(held.cues + (node->cue && held.cues < 3));
        held.reports = (uint8_t)(held.reports + (begins_report(w, i) && held.reports < 3));
        held.verbs = (uint8_t)(held.verbs + (node->tag >= Q_XPOS_VB && node->tag <= Q_XPOS_VBZ && held.verbs < 3));
    }
}

static void place_quotations(q_window *w)
{
    const q_node *nodes = w->document->nodes.at;
    uint32_t own = nodes[w->cue.head].quotation, left = Q_NONE, right = Q_NONE;
    for (uint32_t i = w->cue.first; i-- > w->first && left == Q_NONE;)
        left = nodes[i].quotation != own ? nodes[i].quotation : Q_NONE;
    for (uint32_t i = w->cue.end; i < w->end && right == Q_NONE; i++)
        right = nodes[i].quotation != own ? nodes[i].quotation : Q_NONE;
    for (uint32_t i = w->first; i < w->end; i++) {
        uint32_t quotation = nodes[i].quotation;
        w->at[i - w->first].quote = quotation == Q_NONE ? 0 : quotation == own ? 1 : quotation == left ? 2 : quotation == right ? 3 : 4;
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
        w->at[i - w->first].tie = !quote ? 0 : speech == w->direct ? 1 : quote->cue[0].start < quote->cue[0].end ? 2 : 3;
    }
}

/* Follows the arcs up from each token of the sentence to the ancestors of the cue. */
static void place_paths(q_window *w)
{
    const q_node *nodes = w->document->nodes.at;
    uint32_t chain[CHAIN_MAX], paths[CHAIN_MAX], count = 0, hash = 0;
    for (uint32_t at = w->cue.head; at != Q_NONE && count < CHAIN_MAX; at = nodes[at].head) {
        chain[count] = at;
        paths[count++] = hash;
        hash = q_feature2(1, hash, nodes[at].relation);
    }
    for (uint32_t i = w->first; i < w->end; i++) {
        uint32_t top = i, steps = 0;
        int met = 0;
        for (uint32_t climb = 0; !met && climb < CLIMB_MAX; climb++) {
            for (steps = 0; steps < count && chain[steps] != top && chain[steps] != nodes[top].head; steps++)
                ;
            met = steps < count || nodes[top].head == Q_NONE;
            if (!met)
                top = nodes[top].head;
        }
        w->at[i - w->first].top = top;
        w->at[i - w->first].steps = (uint8_t)steps;
        w->at[i - w->first].path =
            steps == count ? 0 : q_feature3(2, paths[steps], chain[steps] == top ? 99 : nodes[top].relation, top > chain[steps]);
    }
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
    count_between(w);
    place_quotations(w);
    place_ties(w);
    place_paths(w);
}

/* ---- features ---- */

/* Place in the window: side of the cue, distance, what stands between. */
static void add_place(q_features *f, const q_window *w, uint32_t token, uint32_t side, const q_node *cue)
{
    const q_place *place = &w->at[token - w->first];
    uint32_t far = side == 0 ? w->cue.first - token : side == 1 ? 0 : token - w->cue.end + 1;
    uint32_t beside = token < w->sentence_first ? 1 : token >= w->sentence_end ? 2 : 0, off = beside << 8 | bin(far) << 2 | side;
    uint32_t frame = w->before << 16 | w->after << 2 | side;
    uint32_t between = (uint32_t)place->commas << 4 | (uint32_t)place->marks << 2 | place->cues;
    q_features_add(f, q_feature(SIDE_FAR, off));
    q_features_add(f, q_feature2(SIDE_FAR_LEMMA, off, cue->lemma));
    q_features_add(f, q_feature(SIDE_FRAME, frame));
    q_features_add(f, q_feature2(SIDE_FRAME_FAR, frame, off));
    q_features_add(f, q_feature2(SIDE_BETWEEN, between, side));
    q_features_add(f, q_feature2(SIDE_BETWEEN_FRAME, between, frame));
    q_features_add(f, q_feature3(SIDE_BETWEEN, between, side, cue->act));
    q_features_add(f, q_feature3(SIDE_FRAME, frame, cue->act, beside));
    q_features_add(f, q_feature2(QUOTE, place->quote, side));
    q_features_add(f, q_feature2(QUOTE_FRAME, place->quote, frame));
    q_features_add(f, q_feature3(QUOTE_ACT, place->quote, cue->act, side));
    q_features_add(f, q_feature2(QUOTE_FAR, place->quote, off));
    q_features_add(f, q_feature3(QUOTED_CUE, place->quote, cue->quotation != Q_NONE, between));
    q_features_add(f, q_feature2(PARAGRAPH, beside << 4 | place->quote, place->marks));
    q_features_add(f, q_feature3(TIE, place->tie, place->quote, side));
    q_features_add(f, q_feature3(TIE, place->tie, 100u + cue->act, w->direct != Q_NONE));
    q_features_add(f, q_feature3(VERBS, place->verbs, side, between));
    q_features_add(f, q_feature3(CUES_ACT, (uint32_t)place->verbs << 4 | place->commas, side, cue->lemma));
}

static void add_path(q_features *f, const q_window *w, uint32_t token, uint32_t side, const q_node *cue)
{
    const q_node *nodes = w->document->nodes.at;
    const q_place *place = &w->at[token - w->first];
    const q_node *top = &nodes[place->top];
    uint32_t edges = (top->left == token) | (uint32_t)(top->right == token + 1) << 1 | (uint32_t)(place->top == token) << 2;
    uint32_t word = nodes[top->left].word;
    q_features_add(f, q_feature(PATH, place->path));
    q_features_add(f, q_feature2(PATH_LEMMA, place->path, cue->lemma));
    q_features_add(f, q_feature2(PATH_ACT, place->path, cue->act));
    q_features_add(f, q_feature3(PATH_FRAME, place->path, w->before, w->after));
    q_features_add(f, q_feature2(PATH_SIDE, place->path, side | (uint32_t)place->quote << 2));
    q_features_add(f, q_feature2(PATH_EDGE, place->path, edges));
    q_features_add(f, q_feature3(PATH_EDGE, place->path, edges, cue->act));
    q_features_add(f, q_feature2(CUE_WORDS_PATH, place->path, w->words));
    q_features_add(f, q_feature3(TOP_WORD, word, side, cue->act));
    q_features_add(f, q_feature3(TOP_RELATION, word, top->relation, place->steps));
    q_features_add(f, q_feature3(TOP_RELATION, top->relation, place->steps, side));
    q_features_add(f, q_feature3(TOP_FRAME, (uint32_t)top->relation << 8 | place->steps, w->after, cue->act));
    q_features_add(f, q_feature3(LEMMA_TOP, nodes[token].lemma, top->relation, place->steps));
    q_features_add(f, q_feature3(LEMMA_TOP, nodes[token].tag, place->path, edges));
}

static void add_words(q_features *f, const q_window *w, uint32_t token, uint32_t side, const q_node *cue)
{
    const q_node *own = q_window_node(w, token), *next = q_window_node(w, token + 1), *last = q_window_node(w, token - 1);
    const q_node *next2 = q_window_node(w, token + 2), *last2 = q_window_node(w, token - 2);
    uint32_t far = side == 0 ? w->cue.first - token : side == 1 ? 0 : token - w->cue.end + 1, quote = w->at[token - w->first].quote;
    q_features_add(f, q_feature2(SIDE_WORD, own->word, side));
    q_features_add(f, q_feature2(SIDE_WORD + 1, last->word, side));
    q_features_add(f, q_feature2(SIDE_WORD + 2, next->word, side));
    q_features_add(f, q_feature2(SIDE_TAG, own->tag, side));
    q_features_add(f, q_feature2(SIDE_TAG + 1, last->tag, side));
    q_features_add(f, q_feature2(SIDE_TAG + 2, next->tag, side));
    q_features_add(f, q_feature2(SIDE_TAG + 3, last2->tag, side));
    q_features_add(f, q_feature2(SIDE_TAG + 4, next2->tag, side));
    q_features_add(f, q_feature3(SIDE_TAGS, last->tag, own->tag, side));
    q_features_add(f, q_feature3(SIDE_TAGS + 1, own->tag, next->tag, side));
    q_features_add(f, q_feature3(SIDE_TAGS + 2, last->tag << 16 | own->tag, next->tag, side));
    q_features_add(f, q_feature2(LEMMA_SIDE, own->lemma, side));
    q_features_add(f, q_feature3(LEMMA_SIDE, own->lemma, side, bin(far)));
    q_features_add(f, q_feature3(NAME_SIDE, own->name, side, last->name));
    q_features_add(f, q_feature3(NAME_FAR, own->name, side, bin(far)));
    q_features_add(f, q_feature3(CUE_WORD, cue->lemma, own->word, side));
    q_features_add(f, q_feature3(CUE_TAG, cue->lemma, own->tag, side << 4 | bin(far)));
    q_features_add(f, q_feature3(ACT_TAG, cue->act, own->tag, side << 4 | bin(far)));
    q_features_add(f, q_feature3(STOPS, (uint32_t)last->stop << 8 | (uint32_t)own->stop << 4 | next->stop, side, quote));
    q_features_add(f, q_feature3(CAPITAL, own->shape & (Q_SHAPE_CAPITAL | Q_SHAPE_FIRST), side, bin(far)));
    q_features_add(f, q_feature3(PRONOUN, own->tag, side, (uint32_t)w->at[token - w->first].commas << 4 | w->at[token - w->first].verbs));
    q_features_add(f, q_feature3(NEAR, far < 3 ? own->word : 0, far < 3 ? side << 4 | far : 99, w->after));
    q_features_add(f, q_feature3(CUE_WORDS, w->words, side, bin(far)));
    q_features_add(f, q_feature3(OWN_CUE, own->cue, side, far < 3 ? far : 3));
    const q_place *place = &w->at[token - w->first];
    uint32_t report = (uint32_t)own->report << 6 | (uint32_t)last->report << 3 | next->report, reports = place->reports;
    q_features_add(f, q_feature3(REPORT, report, side, own->stop));
    q_features_add(f, q_feature3(REPORT, reports, side, 1000u + cue->act));
    q_features_add(f, q_feature3(REPORT, reports, 100u + side, (uint32_t)place->commas << 8 | place->quote));
    q_features_add(f, q_feature3(REPORT, reports, 200u + side, place->path));
}

static void add_arcs(q_features *f, const q_window *w, uint32_t token, uint32_t side, const q_node *cue)
{
    const q_node *own = q_window_node(w, token);
    uint32_t direct = own->head == w->cue.head, first = token == w->sentence_first, last = token + 1 == w->sentence_end;
    q_features_add(f, q_feature3(RELATION, own->relation, side, direct));
    q_features_add(f, q_feature3(RELATION_ACT, own->relation, cue->act, direct << 2 | side));
    q_features_add(f, q_feature3(HEAD, own->head == Q_NONE ? 0 : w->document->nodes.at[own->head].lemma, own->relation, side));
    q_features_add(f, q_feature3(SENTENCE_EDGE, first, last, side));
}

uint32_t q_window_features(const q_window *w, uint32_t token, uint32_t *features)
{
    q_features f = {features, 0};
    uint32_t side = side_of(w, token);
    const q_node *cue = &w->document->nodes.at[w->cue.head];
    add_place(&f, w, token, side, cue);
    add_path(&f, w, token, side, cue);
    add_words(&f, w, token, side, cue);
    add_arcs(&f, w, token, side, cue);
    return f.n;
}

uint32_t q_window_steps(const q_window *w, uint32_t token, uint32_t *features)
{
    q_features f = {features, 0};
    const q_node *own = q_window_node(w, token), *last = q_window_node(w, token - 1), *next = q_window_node(w, token + 1);
    const q_node *cue = &w->document->nodes.at[w->cue.head];
    const q_place none = {0}, *place = &w->at[token - w->first], *before = token > w->first ? place - 1 : &none;
    uint32_t same = before->top == place->top, stop = last->stop, quotes = (uint32_t)before->quote << 4 | place->quote;
    uint32_t edges = (w->document->nodes.at[place->top].left == token) | (uint32_t)(w->document->nodes.at[before->top].right == token) << 1;
    uint32_t side = side_of(w, token);
    q_features_add(&f, q_feature(STEP, 0));
    q_features_add(&f, q_feature3(STEP_TOP, same, place->path, side));
    q_features_add(&f, q_feature3(STEP_STOP, stop << 4 | own->stop, quotes, side));
    q_features_add(&f, q_feature3(STEP_EDGE, edges, same, side));
    q_features_add(&f, q_feature3(STEP_WORD, own->word, side, same));
    q_features_add(&f, q_feature2(STEP_BEFORE, last->word, side));
    q_features_add(&f, q_feature3(STEP_TAGS, last->tag, own->tag, same));
    q_features_add(&f, q_feature3(STEP_ACT, cue->act, stop << 4 | own->stop, side << 2 | edges));
    uint32_t report = (uint32_t)(before->reports != place->reports) << 4 | (uint32_t)own->report << 1;
    q_features_add(&f, q_feature3(STEP_REPORT, report, (uint32_t)next->report << 4 | side, stop));
    q_features_add(&f, q_feature3(STEP_SENTENCE, token == w->sentence_first || token == w->sentence_end, quotes, stop));
    uint32_t after = token - w->cue.end, ahead = w->cue.first - token; /* large where the token stands on the other side */
    q_features_add(&f, q_feature3(STEP_FRAME, w->before << 16 | w->after, side, after < 2 ? after : ahead < 2 ? 8 + ahead : 99));
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
    uint32_t count, step_count;
} token_features;

static void gather_token(const q_window *w, uint32_t token, const q_linear *roles, const q_linear *steps, token_features *f)
{
    f->count = q_window_features(w, token, f->of);
    q_linear_ask(roles, f->of, f->count, Q_ROLE_STRIDE);
    f->step_count = q_window_steps(w, token, f->steps);
    q_linear_ask(steps, f->steps, f->step_count, PAIRS);
}

static void score_token(q_window *w, uint32_t token, const q_linear *roles, const q_linear *steps, const token_features *f)
{
    uint32_t at = token - w->first;
    int16_t sums[Q_ROLE_STRIDE] = {0}, step[PAIRS] = {0};
    float scaled[PAIRS];
    q_linear_add_rows(roles, f->of, f->count, sums, Q_ROLE_STRIDE);
    for (uint32_t k = 0; k < Q_ROLE_LABELS; k++)
        w->scores[at * Q_ROLE_LABELS + k] = token > w->first || q_role_follows(0, k) ? (float)sums[k] * roles->scale : Q_LABEL_NEVER;
    q_linear_add_rows(steps, f->steps, f->step_count, step, PAIRS);
    for (uint32_t i = 0; i < PAIRS; i++)
        scaled[i] = w->follows[i] ? (float)step[i] * steps->scale : Q_LABEL_NEVER;
    memcpy(w->steps + (size_t)at * PAIRS, scaled, sizeof scaled);
}

/* The features of a token are gathered while the weights of the one before are on their way. */
static void score_window(q_window *w, const q_linear *roles, const q_linear *steps)
{
    token_features gathered[2];
    for (uint32_t i = 0; i < PAIRS; i++)
        w->follows[i] = q_role_follows(i / Q_ROLE_LABELS, i % Q_ROLE_LABELS);
    gather_token(w, w->first, roles, steps, &gathered[w->first % 2]);
    for (uint32_t i = w->first; i < w->end; i++) {
        if (i + 1 < w->end)
            gather_token(w, i + 1, roles, steps, &gathered[(i + 1) % 2]);
        score_token(w, i, roles, steps, &gathered[i % 2]);
    }
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

q_reading q_window_spans(const q_window *w)
{
    q_reading found = {.cue = {w->cue.first, w->cue.end}};
    uint32_t count = w->end - w->first;
    for (uint32_t i = 0, run; i < count; i = run) {
        uint32_t label = w->labels[i];
        run = i + 1;
        while (run < count && label && (w->labels[run] == (label == Q_ROLE_CUE ? label : label + 1)))
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

q_reading q_window_read(q_window *w, const q_linear *roles, const q_linear *steps)
{
    score_window(w, roles, steps);
    float nothing = 0;
    w->best = q_label_best(w->scores, w->steps, PAIRS, w->end - w->first, Q_ROLE_LABELS, w->back, w->labels);
    for (uint32_t i = 0; i < w->end - w->first; i++)
        nothing += w->scores[i * Q_ROLE_LABELS] + (i ? w->steps[i * PAIRS] : 0);
    q_reading found = q_window_spans(w);
    found.margin = w->best - nothing;
    return found;
}
