#include "proposal.h"

#include <string.h>

enum template_ {
    SHARE = 1, RELATION, RELATION_OWN, RELATION_ACTS, EDGES, SOURCE, RELATION_SHARE, GAP, GAP_SHARE, ARC, ARC_BACK, LEVELS,
    LEMMA, KINDS, ALONE
};

enum { FAR = 100 /* tokens to a neighbour */, BESIDE = 2 /* likely neighbours that count on either side */, GAP_MAX = 4,
       ADVERBS_MAX = 2 /* between a conjunction and a cue */ };

static const float likely = 0.25f;   /* a neighbour less likely to bring a quote does not count */
static const float over = 4.0f;      /* what the score of a content that runs over a coordinated cue loses */
static const float hopeless = 0.05f; /* a cue less likely to bring a quote stays so */

/* ---- the first choice ---- */

static void propose(q_proposals *all)
{
    q_document *document = all->document;
    q_proposal *p = &all->at[all->made % Q_PROPOSAL_RING];
    const q_cue *cue = &document->cues.at[all->made];
    if (all->made == 0 || document->tokens.at[cue->first].sentence != document->tokens.at[cue[-1].first].sentence)
        all->before = (q_span){0, 0};
    p->cue = all->made++;
    p->before = all->before;
    q_window_set(&p->window, document, p->cue);
    p->reading = q_window_read(&p->window, all->role, all->role_step, &all->labelling);
    if (p->reading.source.start < p->reading.source.end)
        all->before = p->reading.source;
    q_span_candidates(&p->window, &all->labelling, &p->reading, &p->contents);
    q_span_scores(&p->window, &p->reading, &p->contents, all->span, p->scores);
    p->best = q_span_best(p->scores, p->contents.n, p->shares, &p->quote);
}

void q_proposals_begin(q_proposals *all, q_document *document, const q_linear *role, const q_linear *role_step,
                       const q_linear *span)
{
    all->document = document;
    all->role = role;
    all->role_step = role_step;
    all->span = span;
    all->made = all->next = 0;
}

const q_proposal *q_proposals_next(q_proposals *all)
{
    uint32_t count = all->document->cues.n;
    if (all->next == count)
        return NULL;
    while (all->made < count && all->made <= all->next + Q_PROPOSAL_REACH)
        propose(all);
    return &all->at[all->next++ % Q_PROPOSAL_RING];
}

/* ---- the second ---- */

static uint32_t bin(float p)
{
    return p < .3f ? 0 : p < .5f ? 1 : p < .7f ? 2 : p < .9f ? 3 : 4;
}

static int holds(const q_content *content, uint32_t token)
{
    for (uint32_t i = 0; i < content->pieces; i++)
        if (token >= content->piece[i].start && token < content->piece[i].end)
            return 1;
    return 0;
}

static uint32_t end_of(const q_content *content)
{
    return content->piece[content->pieces - 1].end;
}

static uint32_t tokens_of(const q_content *content)
{
    uint32_t tokens = 0;
    for (uint32_t i = 0; i < content->pieces; i++)
        tokens += content->piece[i].end - content->piece[i].start;
    return tokens;
}

/* What two contents have in common: nothing, all, all of one, all of the other, some. */
static uint32_t relation_of(const q_content *a, const q_content *b)
{
    uint32_t both = q_span_common(a->piece, a->pieces, b->piece, b->pieces);
    int whole_a = both == tokens_of(a), whole_b = both == tokens_of(b);
    return !both ? 0 : whole_a && whole_b ? 1 : whole_a ? 2 : whole_b ? 3 : 4;
}

/* Tokens from one place to another behind it; more than GAP_MAX where there is none. */
static uint32_t gap(uint32_t from, uint32_t to)
{
    return to < from ? GAP_MAX + 1u : to - from < GAP_MAX ? to - from : GAP_MAX;
}

static void add_neighbour(q_features *f, const q_proposals *all, const q_proposal *own, uint32_t content,
                          const q_proposal *other, int nearest)
{
    const q_node *nodes = all->document->nodes.at;
    const q_cue *cue = &all->document->cues.at[own->cue], *cue2 = &all->document->cues.at[other->cue];
    const q_node *head = &nodes[cue->head], *head2 = &nodes[cue2->head];
    const q_content *c = &own->contents.at[content], *c2 = &other->contents.at[other->best];
    q_span source = other->reading.source;
    int sourced = source.start < source.end;
    uint32_t place = relation_of(c, c2) << 4 | (uint32_t)holds(c, cue2->first) << 3 | (uint32_t)holds(c2, cue->first) << 2 |
                     (uint32_t)(other->cue > own->cue) << 1 | (uint32_t)nearest;
    uint32_t edges = (uint32_t)(c->piece[0].start == c2->piece[0].start) | (uint32_t)(end_of(c) == end_of(c2)) << 1;
    uint32_t share = (uint32_t)(own->shares[content] * 4.99f), p = bin(other->quote), inside = sourced && holds(c, source.start);
    uint32_t to_cue = gap(end_of(c), cue2->first), to_source = sourced ? gap(end_of(c), source.start) : GAP_MAX + 1u;
    q_features_add(f, q_sum2(RELATION, place, p));
    q_features_add(f, q_sum3(RELATION_OWN, place, p, bin(own->quote)));
    q_features_add(f, q_sum3(RELATION_ACTS, place, head->act, head2->act));
    q_features_add(f, q_sum3(EDGES, place, edges, p));
    q_features_add(f, q_sum3(SOURCE, place, inside, edges));
    q_features_add(f, q_sum3(RELATION_SHARE, place, share, p));
    q_features_add(f, q_sum3(GAP, to_cue, to_source, place));
    q_features_add(f, q_sum3(GAP_SHARE, to_cue, to_source, p << 4 | share));
    q_features_add(f, q_sum3(ARC, place, head2->relation, head2->head == cue->head));
    q_features_add(f, q_sum3(ARC_BACK, place, head->relation, head->head == cue2->head));
    q_features_add(f, q_sum3(LEVELS, place, cue2->level, cue->level));
    q_features_add(f, q_sum2(LEMMA, place, head->lemma));
    q_features_add(f, q_sum3(KINDS, place, edges << 4 | inside, c->kinds & Q_SPAN_READ));
}

/* The neighbours on one side that are likely to bring a quote; gives how many. */
static uint32_t add_side(q_features *f, const q_proposals *all, const q_proposal *own, uint32_t content, int after)
{
    const q_cue *cues = all->document->cues.at;
    uint32_t count = 0;
    for (uint32_t step = 1; step <= Q_PROPOSAL_REACH && count < BESIDE; step++) {
        if (after ? own->cue + step >= all->document->cues.n : own->cue < step)
            break;
        uint32_t index = after ? own->cue + step : own->cue - step;
        const q_proposal *other = &all->at[index % Q_PROPOSAL_RING];
        if ((after ? cues[index].first - cues[own->cue].first : cues[own->cue].first - cues[index].first) > FAR)
            break;
        if (other->best == Q_NONE || other->quote < likely)
            continue;
        add_neighbour(f, all, own, content, other, ++count == 1);
    }
    return count;
}

uint32_t q_proposal_features(const q_proposals *all, const q_proposal *own, uint32_t content, uint32_t *features)
{
    q_features f = {features, 0};
    uint32_t share = (uint32_t)(own->shares[content] * 4.99f), p = bin(own->quote);
    q_features_add(&f, q_sum2(SHARE, share, p));
    for (int after = 0; after < 2; after++)
        if (!add_side(&f, all, own, content, after))
            q_features_add(&f, q_sum3(ALONE, (uint32_t)after, p, share));
    return f.n;
}

static int is_finite(const q_node *node)
{
    return node->tag == Q_XPOS_VBD || node->tag == Q_XPOS_VBP || node->tag == Q_XPOS_VBZ;
}

/* Whether a later cue can only be coordinated with one, not with what that reports: confirmed that it would close and denied ...; both
 * have the same form, and no verb between them has it. */
static int is_coordinated(const q_document *document, const q_cue *cue, const q_cue *later)
{
    const q_node *nodes = document->nodes.at, *head = &nodes[cue->head], *head2 = &nodes[later->head];
    uint32_t before = later->first - 1;
    for (uint32_t i = 0; i < ADVERBS_MAX && before > cue->end && nodes[before].tag == Q_XPOS_RB; i++)
        before--;
    if (!is_finite(head) || head2->tag != head->tag || head2->quotation != Q_NONE || before <= cue->end || before - cue->end > FAR ||
        !q_token_in(document, before, "and or but"))
        return 0;
    for (uint32_t i = cue->end; i < before; i++)
        if (nodes[i].tag == head->tag && nodes[i].quotation == Q_NONE)
            return 0;
    return 1;
}

/* Whether a content behind its cue runs over one that is coordinated with it. */
static int runs_over(const q_proposals *all, const q_proposal *own, const q_content *content)
{
    const q_document *document = all->document;
    const q_cue *cues = document->cues.at, *cue = &cues[own->cue];
    if (content->piece[0].start < cue->end)
        return 0;
    for (uint32_t i = own->cue + 1; i <= own->cue + Q_PROPOSAL_REACH && i < document->cues.n; i++) {
        const q_proposal *other = &all->at[i % Q_PROPOSAL_RING];
        if (document->tokens.at[cues[i].first].sentence != document->tokens.at[cue->first].sentence)
            break;
        if (other->best != Q_NONE && other->quote >= likely && holds(content, cues[i].first) &&
            is_coordinated(document, cue, &cues[i]))
            return 1;
    }
    return 0;
}

uint32_t q_proposal_choose(const q_proposals *all, const q_proposal *own, const q_linear *model, float *probability)
{
    uint32_t features[Q_PROPOSAL_FEATURES_MAX];
    float scores[Q_SPANS_MAX], shares[Q_SPANS_MAX];
    if (own->quote < hopeless) {
        *probability = own->quote;
        return own->best;
    }
    for (uint32_t i = 0; i < own->contents.n; i++) {
        uint32_t n = q_proposal_features(all, own, i, features);
        scores[i] = own->scores[i] + (float)q_linear_score(model, features, n) * model->scale;
        if (runs_over(all, own, &own->contents.at[i]))
            scores[i] -= over;
    }
    return q_span_best(scores, own->contents.n, shares, probability);
}
