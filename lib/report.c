#include "report.h"

#include <string.h>

#include "act.h"
#include "construction.h"
#include "cue.h"
#include "mixed.h"
#include "origin.h"
#include "proposal.h"
#include "source.h"
#include "steps.h"

static const float accepted = 0.4f; /* a cue less likely to bring a quote is left out */
static const float duplicate = 0.6f; /* of two quotes with so much in common the less likely goes */

enum {
    NEAR = 8,        /* quotes that are compared for common content */
    OBJECT_MAX = 8,  /* tokens of an object with nothing said in it */
    PHRASE_BACK = 12 /* tokens before the end of a name in which its phrase begins */
};

typedef struct found {
    q_reading reading; /* with the content that was chosen */
    q_span source;     /* tokens */
    uint32_t head;     /* token of the cue */
    float quote, origin; /* probabilities */
    uint8_t dropped;
} found;

typedef struct reader {
    q_document *document;
    const q_report_models *models;
    Q_ROWS(found) quotes;
    q_proposals proposals;
    q_origins origins;
} reader;

int q_report_open(q_report_models *models, const q_model *model)
{
    const struct {
        const char *name;
        q_linear *linear;
        uint32_t classes, stride;
    } sections[] = {{"cue", &models->cue, Q_CUE_LABELS, Q_CUE_STRIDE},
                    {"cue.step", &models->cue_step, Q_CUE_LABELS * Q_CUE_LABELS, Q_CUE_LABELS * Q_CUE_LABELS},
                    {"role", &models->role, Q_ROLE_LABELS, Q_ROLE_STRIDE},
                    {"role.step", &models->role_step, Q_ROLE_LABELS * Q_ROLE_LABELS, Q_ROLE_STEP_STRIDE},
                    {"span", &models->span, 1, 1},
                    {"beside", &models->beside, 1, 1},
                    {"source", &models->source, 1, 1}};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        size_t size;
        const void *bytes = q_model_section(model, sections[i].name, &size);
        if (q_linear_open(sections[i].linear, bytes, size) || sections[i].linear->classes != sections[i].classes ||
            sections[i].linear->stride != sections[i].stride)
            return -1;
    }
    return 0;
}

/* ---- reading ---- */

static int put_found(reader *r, const found *row)
{
    found *put = Q_APPEND(r->document->allocator, &r->quotes, 1);
    if (put)
        *put = *row;
    return put != NULL;
}

/* A cue that is coordinated with the one before has its source: noted the mayor and added. */
static void share_source(const reader *r, found *row)
{
    const q_node *node = &r->document->nodes.at[row->head];
    const found *last = r->quotes.n ? &r->quotes.at[r->quotes.n - 1] : NULL;
    if (!last || node->relation != Q_RELATION_CONJ || node->head != last->head)
        return;
    row->source = last->source;
    row->origin = last->origin;
}

/* How likely each construction reports at least, and how likely it names the source; the first
 * by the training articles of PolNeAR, half of whose nouns with a clause are marked, the second judged. */
static const float least_sure[Q_CONSTRUCTION_COUNT] = {[Q_CONSTRUCTION_NOUN_THAT] = 0.72f, [Q_CONSTRUCTION_PHRASE] = 0.9f,
                                                       [Q_CONSTRUCTION_RAISED] = 0.72f, [Q_CONSTRUCTION_ACCUSED] = 0.72f,
                                                       [Q_CONSTRUCTION_TOLD] = 0.72f, [Q_CONSTRUCTION_SAYING] = 0.9f};
static const float sure_source = 0.85f;

/* The construction of a cue as far as it speaks for itself: a noun only where the lexicon has it, and nothing within quotations. */
static q_construction clear_construction(const q_document *document, const q_cue *cue)
{
    q_construction c = q_construction_of(document, cue);
    int noun = c.kind == Q_CONSTRUCTION_NOUN_THAT && !(q_token_lexeme(document, cue->head)->flags & Q_LEX_CUE_NOUN);
    if (noun || document->nodes.at[cue->head].quotation != Q_NONE)
        c = (q_construction){.kind = Q_CONSTRUCTION_NONE};
    return c;
}

/* Takes what a construction reports where the models are less sure, or where it knows the end better. */
static q_content by_construction(const q_construction *c, q_content chosen, float *quote)
{
    float least = least_sure[c->kind];
    if (least <= 0 || (chosen.pieces && *quote >= least && !c->closed))
        return chosen;
    *quote = *quote > least ? *quote : least;
    chosen.pieces = c->pieces;
    memcpy(chosen.piece, c->piece, sizeof c->piece);
    return chosen;
}

/* A source that begins within a name was cut by the parser: it is the longest of the last phrases that end with it. */
static q_span whole_source(const q_document *document, q_span source)
{
    if (!q_name_is_inside(document->tokens.at[source.start].name))
        return source;
    uint32_t from = source.start > PHRASE_BACK ? source.start - PHRASE_BACK : 0;
    for (uint32_t i = q_mention_from(document, from); i < document->mentions.n; i++) {
        const q_mention *mention = &document->mentions.at[i];
        if (mention->first >= source.start)
            break;
        if (mention->end == source.end)
            return (q_span){mention->first, mention->end};
    }
    return source;
}

static void choose_source(reader *r, const q_proposal *p, const q_construction *c, found *row)
{
    q_origin_candidates(&p->window, &row->reading, p->before, &r->origins);
    uint32_t origin = q_origin_choose(&p->window, &row->reading, &r->origins, &r->models->source, &row->origin);
    q_span chosen = origin == Q_NONE ? (q_span){0, 0} : r->origins.at[origin].span;
    int named = c->source.start < c->source.end && c->kind != Q_CONSTRUCTION_RAISED && c->kind != Q_CONSTRUCTION_ACCUSED;
    if (named && (chosen.start >= c->source.end || chosen.end <= c->source.start)) {
        row->source = c->source;
        row->origin = sure_source;
    } else if (origin != Q_NONE) {
        row->source = whole_source(r->document, chosen);
    } else {
        share_source(r, row);
    }
}

static int read_cue(reader *r, const q_proposal *p)
{
    const q_cue *cue = &r->document->cues.at[p->cue];
    found row = {.head = cue->head, .reading = p->reading};
    uint32_t best = q_proposal_choose(&r->proposals, p, &r->models->beside, &row.quote);
    q_construction construction = clear_construction(r->document, cue);
    q_content none = {.pieces = 0}, content = by_construction(&construction, best == Q_NONE ? none : p->contents.at[best], &row.quote);
    if (!content.pieces || row.quote < accepted)
        return 1;
    row.reading.pieces = content.pieces;
    memcpy(row.reading.piece, content.piece, sizeof row.reading.piece);
    choose_source(r, p, &construction, &row);
    return put_found(r, &row);
}

static uint32_t common(const found *a, const found *b)
{
    return q_span_common(a->reading.piece, a->reading.pieces, b->reading.piece, b->reading.pieces);
}

/* Of two quotes that are much the same the less likely goes, and one whose content stands within that of a likelier one. */
static void drop_duplicates(reader *r)
{
    for (uint32_t i = 1; i < r->quotes.n; i++)
        for (uint32_t j = i > NEAR ? i - NEAR : 0; j < i; j++) {
            found *a = &r->quotes.at[i], *b = &r->quotes.at[j];
            uint32_t both = common(a, b), of_a = common(a, a), of_b = common(b, b);
            if ((float)both > duplicate * (float)(of_a + of_b - both) && !a->dropped && !b->dropped)
                *(a->quote < b->quote ? &a->dropped : &b->dropped) = 1;
            a->dropped |= a->quote < b->quote && both == of_a;
            b->dropped |= b->quote < a->quote && both == of_b;
        }
}

/* ---- rows ---- */

/* The mention whose head stands in the source nearest its beginning; one that is the source before others. */
static uint32_t mention_of(const q_document *document, q_span source)
{
    uint32_t best = Q_NONE;
    for (uint32_t i = q_mention_from(document, source.start), end = q_mention_from(document, source.end); i < end; i++) {
        const q_mention *mention = &document->mentions.at[i];
        if (mention->first == source.start && mention->end == source.end)
            return i;
        if (best == Q_NONE && mention->head < source.end)
            best = i;
    }
    return best;
}

static uint8_t reason_of(const reader *r, const found *row)
{
    if (row->source.start < row->source.end)
        return q_token_is(r->document, row->reading.cue.start, "according") ? Q_REASON_ACCORDING : Q_REASON_SUBJECT;
    return Q_REASON_NONE;
}

/* How often what is proposed is reported indeed, by how sure the model is: in articles of PolNeAR that it did not learn from. */
static float detection_of(float sure)
{
    static const float points[][2] = {{0.4f, 0.38f}, {0.6f, 0.53f}, {0.7f, 0.62f}, {0.8f, 0.725f}, {0.9f, 0.85f}, {0.97f, 0.94f},
                                      {1.0f, 0.975f}};
    return q_steps(points, sizeof points / sizeof *points, sure);
}

static int is_nominal(const q_node *node)
{
    return (node->tag >= Q_XPOS_NN && node->tag <= Q_XPOS_NNPS) || node->tag == Q_XPOS_PRP || node->tag == Q_XPOS_CD;
}

/* Whether a content is no more than one noun phrase without marks, behind the cue: her cup; not: his question strange. */
static int is_object(const q_document *document, const q_reading *reading)
{
    q_span piece = reading->piece[0];
    uint32_t last = piece.start;
    if (reading->pieces > 1 || piece.start < reading->cue.end || piece.end - piece.start > OBJECT_MAX)
        return 0;
    for (uint32_t i = piece.start; i < piece.end && document->nodes.at[i].tag != Q_XPOS_CC; last = i++) {
        const q_node *node = &document->nodes.at[i];
        if (node->quotation != Q_NONE || (node->tag >= Q_XPOS_VB && node->tag <= Q_XPOS_VBZ) || node->tag == Q_XPOS_MD ||
            (i > piece.start && node->tag == Q_XPOS_DT))
            return 0;
    }
    return is_nominal(&document->nodes.at[last]);
}

/* The part of what is found that is left where a verb seldom reports with no more than an object: called a taxi. */
static float share_of_object(const q_document *document, const found *row)
{
    const q_entry *entry = q_token_lexeme(document, row->head)->entry;
    const q_entry *frame = entry ? q_lexicon_frame(document->lexicon, entry, "object") : NULL;
    return frame && is_object(document, &row->reading) ? (float)frame->cue / 255.0f : 1.0f;
}

static int put_rows(reader *r, uint32_t rows)
{
    for (uint32_t i = 0; i < r->quotes.n; i++) {
        const found *row = &r->quotes.at[i];
        q_report report = {.cue = row->reading.cue, .mention = Q_NONE, .speech = 1,
                           .detection = detection_of(row->quote) * share_of_object(r->document, row),
                           .confidence = row->quote * row->origin, .reason = reason_of(r, row)};
        if (row->dropped)
            continue;
        memcpy(report.content, row->reading.piece, sizeof report.content);
        for (uint32_t j = row->reading.pieces; j < Q_PIECES_MAX; j++)
            report.content[j] = (q_span){0, 0};
        if (row->source.start < row->source.end) {
            report.source = q_token_span(r->document, row->source.start, row->source.end);
            report.mention = mention_of(r->document, row->source);
        }
        report.class_ = q_act_class(r->document, (q_act){row->head, row->reading.cue, row->reading.piece, row->reading.pieces,
                                                         report.mention});
        if (!q_put_report(r->document, rows, report))
            return 0;
    }
    return 1;
}

quoth_status q_report_find(q_document *document, const q_report_models *models, uint32_t rows)
{
    reader *r = q_allocate(document->allocator, sizeof *r);
    if (!r)
        return QUOTH_E_MEMORY;
    r->document = document;
    r->models = models;
    memset(&r->quotes, 0, sizeof r->quotes);
    quoth_status status = q_cue_find(document, &models->cue, &models->cue_step, 1);
    q_proposals_begin(&r->proposals, document, &models->role, &models->role_step, &models->span);
    for (const q_proposal *p; status == QUOTH_OK && (p = q_proposals_next(&r->proposals));)
        status = read_cue(r, p) ? QUOTH_OK : QUOTH_E_MEMORY;
    drop_duplicates(r);
    if (status == QUOTH_OK && !put_rows(r, rows))
        status = QUOTH_E_MEMORY;
    Q_ROWS_FREE(document->allocator, &r->quotes);
    q_release(document->allocator, r);
    return status;
}
