/* frame.c - indirect and mixed quotes by rules: what a verb, a noun or "according to" reports without a quotation of its own.
 *
 * A sentence is read from left to right. A tag at its end or in its middle ("..., she said, ...") reports what stands around it;
 * any other cue reports what follows, in one of the frames below. What a quote reports is not searched for further cues: only
 * the outermost report counts. How likely a verb reports in a frame is told by its class, or by the lexicon under "agree+to"
 * (data/cue_frames.tsv). */
#include "frame.h"

#include <string.h>

#include "act.h"
#include "clause.h"
#include "lexeme.h"
#include "mixed.h"
#include "source.h"

enum {
    ADJUNCT_MAX = 12,  /* tokens between a cue and "that" */
    SENTENCE_MAX = 400 /* tokens of a sentence that are read */
};

typedef enum frame { /* what follows a verb */
    FRAME_NONE,
    FRAME_THAT,
    FRAME_CLAUSE,
    FRAME_WH,
    FRAME_TO,
    FRAME_OBJECT,
    FRAME_OBJECT_TO,
    FRAME_OBJECT_CLAUSE, /* told reporters he would */
    FRAME_PREPOSITION,   /* called for calm */
    FRAME_COUNT
} frame;

static const char *const frame_names[FRAME_COUNT] = {"", "that", "clause", "wh", "to", "object", "object_to", "object_clause", "prep"};

/* How likely a verb of no known frame reports, by class. */
static const float class_defaults[][FRAME_COUNT] = {
    [Q_CUE_SAY] = {0, .9f, .7f, .5f, .3f, .25f, .2f, .2f, .2f},
    [Q_CUE_TELL] = {0, .9f, .5f, .4f, .2f, .2f, .6f, .8f, .3f},
    [Q_CUE_ASK] = {0, .8f, .4f, .7f, .4f, .2f, .6f, .5f, .5f},
    [Q_CUE_CALL] = {0, .7f, .4f, .4f, .2f, .5f, .4f, .3f, .4f},
    [Q_CUE_ORDER] = {0, .8f, .4f, .4f, .4f, .4f, .7f, .4f, .5f},
    [Q_CUE_JUDGE] = {0, .7f, .3f, .4f, .3f, .35f, .3f, .3f, .4f},
    [Q_CUE_WRITE] = {0, .9f, .6f, .5f, .2f, .3f, .2f, .2f, .2f},
    [Q_CUE_THINK] = {0, .7f, .5f, .45f, .4f, .4f, .4f, .3f, .3f},
    [Q_CUE_INTEND] = {0, .6f, .3f, .4f, .5f, .3f, .3f, .3f, .3f},
    [Q_CUE_MANNER] = {0, .5f, .2f, .1f, .1f, .05f, .05f, .1f, .05f},
    [Q_CUE_SHOW] = {0, .7f, .6f, .4f, .2f, .25f, .2f, .2f, .1f},
};

static const float usual_cue = 180.0f;      /* q_entry.cue of a verb whose frames are those of its class */
static const float accepted = 0.3f;         /* a frame less likely to report is left out */
static const float likely_enough = 0.4f;    /* one less likely is doubtful, and so is one without a source */
static const float doubtful = 0.5f, sure_subject = 0.85f, sure_tag = 0.9f, sure_according = 0.9f, sure_shared = 0.75f, sure_noun = 0.6f;

typedef struct reader {
    q_document *document;
    uint32_t rows;       /* direct quotes: rows before this one */
    uint32_t first, end; /* tokens of the sentence */
    uint32_t from;       /* tokens before it are reported already */
    q_span source;       /* bytes; of the report before in this sentence, empty for none */
    uint32_t mention;
    const uint32_t *taken; /* per token: 1 + the direct quote whose cue it is, or 0 */
} reader;

static const q_lexeme *lexeme_of(const reader *r, uint32_t token)
{
    return q_token_lexeme(r->document, token);
}

static uint8_t class_of_cue(const reader *r, uint32_t verb)
{
    const q_entry *entry = lexeme_of(r, verb)->entry;
    return entry && entry->cue_class ? entry->cue_class : (uint8_t)Q_CUE_SAY;
}

static uint8_t act_of(const reader *r, const q_report *report, uint32_t head)
{
    return q_act_class(r->document, (q_act){head, report->cue, report->content, report->content[0].start < report->content[0].end,
                                            report->mention});
}

static int is_cue_verb(const reader *r, uint32_t token)
{
    const q_token *row = &r->document->tokens.at[token];
    return (lexeme_of(r, token)->flags & Q_LEX_CUE_VERB) && !q_is_marked(r->document, token) &&
           (!row->upos || (row->upos & Q_VERB)) && !(row->shape & Q_SHAPE_CAPITAL && !(row->shape & Q_SHAPE_FIRST));
}

/* A participle or gerund that stands before or for a noun: a written answer, a news briefing. */
static int is_attributive(const reader *r, uint32_t verb)
{
    uint32_t flags = lexeme_of(r, verb)->flags, before = verb > r->first ? r->document->tokens.at[verb - 1].upos : 0;
    if (flags & Q_LEX_ING || !(flags & (Q_LEX_PAST | Q_LEX_THIRD | Q_LEX_BASE)))
        return before && !(before & ~(uint32_t)(Q_DET | Q_ADJ | Q_NOUN | Q_PROPN));
    return 0;
}

static float likely(const reader *r, uint32_t verb, frame f)
{
    const q_lexeme *lexeme = lexeme_of(r, verb);
    if (!lexeme->entry)
        return class_defaults[Q_CUE_SAY][f];
    const q_entry *entry = q_lexicon_frame(r->document->lexicon, lexeme->entry, frame_names[f]);
    if (entry)
        return (float)entry->cue / 255.0f;
    float often = (float)lexeme->entry->cue / usual_cue;
    return class_defaults[class_of_cue(r, verb)][f] * (often < 1.0f ? often : 1.0f);
}

static void set_source(const reader *r, q_report *report, q_source source)
{
    report->source = q_token_span(r->document, source.first, source.end);
    report->mention = source.mention;
}

/* A coordinated or participial cue has the source of the report before it in the sentence. */
static void share_source(const reader *r, q_report *report)
{
    report->source = r->source;
    report->mention = r->mention;
}

/* ---- putting ---- */

static int put(reader *r, q_report *report)
{
    if (!q_put_report(r->document, r->rows, *report))
        return 0;
    if (report->source.end > report->source.start) {
        r->source = report->source;
        r->mention = report->mention;
    }
    for (int i = 0; i < Q_PIECES_MAX; i++)
        if (report->content[i].end > r->from)
            r->from = report->content[i].end;
    if (report->cue.end > r->from)
        r->from = report->cue.end;
    return 1;
}

/* ---- cues before what they report ---- */

/* Whether the cue brings a direct quote that stands outside what it would report: “A,” she told reporters. */
static int is_taken(const reader *r, uint32_t verb, q_span content)
{
    uint32_t row = r->taken[verb];
    if (!row || content.end <= content.start)
        return 0;
    uint32_t start = r->document->pieces.at[r->document->quotes.at[row - 1].piece].start;
    return start < r->document->tokens.at[content.start].start || start >= r->document->tokens.at[content.end - 1].end;
}

typedef struct following {
    frame frame;
    uint32_t content; /* first token reported */
    uint32_t cue_end;
} following;

/* A time or place between cue and clause: said on Monday that. Gives the token of "that", or Q_NONE. */
static uint32_t late_that(const reader *r, uint32_t token)
{
    for (uint32_t i = token; i < r->end && i < token + ADJUNCT_MAX && !q_is_marked(r->document, i); i++) {
        if (q_is_among(r->document, i, "that"))
            return i > token ? i : Q_NONE;
        if (q_is_punct(r->document, i))
            return Q_NONE;
    }
    return Q_NONE;
}

static following follow_object(const reader *r, uint32_t verb, uint32_t token)
{
    uint32_t end = q_phrase_end(r->document, token, r->end), after = q_after_adverbs(r->document, end, r->end);
    uint8_t class_ = class_of_cue(r, verb);
    int hearer = class_ == Q_CUE_TELL || class_ == Q_CUE_ASK;
    following found = {FRAME_NONE, token, verb + 1};
    if (end == token)
        return found;
    found.frame = FRAME_OBJECT;
    if (hearer && after < r->end && q_is_among(r->document, after, "that how what why whether if")) {
        found = (following){FRAME_THAT, after, verb + 1};
    } else if (after < r->end && q_is_among(r->document, after, "to") && r->document->tokens.at[after].upos & Q_PART) {
        found.frame = FRAME_OBJECT_TO;
    } else if (hearer && q_phrase_end(r->document, end, r->end) > end) {
        found = (following){FRAME_OBJECT_CLAUSE, end, verb + 1};
    } else if (!hearer && q_has_finite(r->document, token, q_reported_end(r->document, token, r->end, 0)) &&
               (class_ == Q_CUE_SAY || class_ == Q_CUE_WRITE || class_ == Q_CUE_THINK || class_ == Q_CUE_SHOW)) {
        found.frame = FRAME_CLAUSE;
    }
    return found;
}

/* What stands after the verb and what of it is reported. */
static following follow(const reader *r, uint32_t verb)
{
    uint32_t token = q_after_adverbs(r->document, verb + 1, r->end), far;
    following found = {FRAME_NONE, token, verb + 1};
    if (token >= r->end || (r->document->tokens.at[token].shape & Q_SHAPE_QUOTE) || q_is_punct(r->document, token))
        return found;
    if (q_is_among(r->document, token, "that")) {
        found.frame = FRAME_THAT;
    } else if (q_is_among(r->document, token, "how what why whether when where who if")) {
        found.frame = FRAME_WH;
    } else if (q_is_among(r->document, token, "to") && r->document->tokens.at[token].upos & Q_PART) {
        found.frame = FRAME_TO;
    } else if (r->document->tokens.at[token].upos & Q_ADP && !(r->document->tokens.at[token].upos & (Q_NOUN | Q_VERB))) {
        far = late_that(r, token);
        if (far != Q_NONE)
            return (following){FRAME_THAT, far, verb + 1};
        found = (following){FRAME_PREPOSITION, token + 1, token + 1};
    } else {
        return follow_object(r, verb, token);
    }
    return found;
}

static int read_following(reader *r, uint32_t verb)
{
    q_group group = q_group_of(r->document, r->from, verb);
    following found = follow(r, verb);
    q_report report = {.cue = {group.first, found.cue_end}, .mention = Q_NONE, .reason = Q_REASON_SUBJECT, .detection = sure_subject,
                       .confidence = sure_subject};
    if (found.frame == FRAME_NONE || is_attributive(r, verb) || (group.form & Q_GROUP_PASSIVE))
        return 1;
    float p = likely(r, verb, found.frame);
    if (p < accepted)
        return 1;
    q_source source = q_source_of(r->document, verb, r->from, r->end);
    if (source.kind == Q_SOURCE_PASSIVE || (source.kind == Q_SOURCE_INVERTED && group.form != Q_GROUP_ING))
        return 1;
    if (source.kind == Q_SOURCE_INVERTED)
        source = (q_source){.kind = Q_SOURCE_NONE, .mention = Q_NONE};
    set_source(r, &report, source);
    if (source.kind == Q_SOURCE_SHARED || source.kind == Q_SOURCE_NONE) {
        report.confidence = sure_shared;
        if (r->source.end > r->source.start)
            share_source(r, &report);
    }
    if (report.source.end <= report.source.start || p < likely_enough)
        report.detection = doubtful;
    int object = found.frame == FRAME_OBJECT || found.frame == FRAME_PREPOSITION;
    report.content[0] = (q_span){found.content, q_reported_end(r->document, found.content, r->end, object)};
    report.class_ = act_of(r, &report, verb);
    return is_taken(r, verb, report.content[0]) || put(r, &report);
}

/* ---- tags around or after what they report ---- */

/* Whether a tag can end before `token`: at a stop or at the end, days and places aside. */
static int tag_ends(const reader *r, uint32_t token, uint32_t *after)
{
    uint32_t i = q_after_adverbs(r->document, token, r->end);
    while (i < r->end && i < token + ADJUNCT_MAX && !q_is_punct(r->document, i) && !q_is_marked(r->document, i) &&
           (i > token || q_is_among(r->document, i, "in on at to during after last this sunday monday tuesday wednesday thursday friday "
                                                    "saturday earlier later ")))
        i++;
    *after = i;
    return i >= r->end || (q_is_punct(r->document, i) && !q_is_marked(r->document, i));
}

/* Whether the words before a tag are a quotation that has its own row: only marked words since the last stop. */
static int ends_in_quotation(const reader *r, uint32_t end)
{
    uint32_t i = end;
    while (i > r->first && q_is_punct(r->document, i - 1) && !q_is_marked(r->document, i - 1))
        i--;
    if (i == r->first || !q_is_marked(r->document, i - 1))
        return 0;
    while (i > r->first && q_is_marked(r->document, i - 1))
        i--;
    return i == r->first || q_is_punct(r->document, i - 1);
}

/* What stands before the tag [tag, after) and, behind a comma, after it. */
static int put_tagged(reader *r, q_report *report, uint32_t tag, uint32_t after)
{
    uint32_t start = r->from > r->first ? r->from : r->first;
    if (tag <= start || ends_in_quotation(r, tag))
        return 1;
    report->content[0] = (q_span){start, tag};
    if (after + 1 < r->end && q_is_among(r->document, after, ",") && !q_is_marked(r->document, after + 1) &&
        !(lexeme_of(r, after + 1)->flags & Q_LEX_ING) &&
        !q_is_among(r->document, after + 1, "but while as and with though although citing in at on after"))
        report->content[1] = (q_span){after + 1, q_reported_end(r->document, after + 1, r->end, 0)};
    return put(r, report);
}

/* ..., she said. / ..., said Ann Lee, the mayor. */
static int read_tag(reader *r, uint32_t verb, int *found)
{
    q_group group = q_group_of(r->document, r->from, verb);
    uint8_t class_ = class_of_cue(r, verb);
    q_report report = {.cue = {group.first, verb + 1}, .mention = Q_NONE, .reason = Q_REASON_SUBJECT, .detection = sure_tag,
                       .confidence = sure_tag};
    uint32_t after = verb + 1, tag = group.first, from = r->from > r->first ? r->from : r->first;
    *found = 0;
    if (group.form != Q_GROUP_FINITE || class_ == Q_CUE_JUDGE || class_ == Q_CUE_CALL ||
        class_ == Q_CUE_ORDER || class_ == Q_CUE_MANNER || class_ == Q_CUE_INTEND || group.first <= from + 1)
        return 1;
    q_source source = q_source_of(r->document, verb, from, r->end);
    if (source.kind == Q_SOURCE_INVERTED && q_is_among(r->document, tag - 1, ",")) {
        after = source.end;
        tag--;
    } else if (source.kind == Q_SOURCE_SUBJECT && source.first > from + 1 && q_is_among(r->document, source.first - 1, ",")) {
        tag = source.first - 1;
    } else {
        return 1;
    }
    if (!tag_ends(r, after > verb + 1 ? after : verb + 1, &after))
        return 1;
    set_source(r, &report, source);
    report.class_ = act_of(r, &report, verb);
    *found = 1;
    return put_tagged(r, &report, tag, after);
}

/* How many words from `token` on are a phrase that brings a source; 0 for none. */
static uint32_t cue_phrase(const reader *r, uint32_t token)
{
    uint32_t words;
    const q_entry *entry = q_lexeme_phrase(r->document, token, r->end, Q_LEX_CUE_PREP, &words);
    return entry && entry->flags & Q_LEX_TIER1 ? words : 0;
}

/* According to X, content. / Content, according to X. */
static int read_phrase(reader *r, uint32_t token, uint32_t words)
{
    q_report report = {.cue = {token, token + words}, .mention = Q_NONE, .reason = Q_REASON_ACCORDING, .detection = sure_according,
                       .confidence = sure_according};
    uint32_t after, start = r->from > r->first ? r->from : r->first;
    q_source source = q_source_at(r->document, token + words, r->end);
    if (source.kind == Q_SOURCE_NONE)
        return 1;
    after = source.end;
    set_source(r, &report, source);
    report.class_ = act_of(r, &report, token);
    if (token > start + 1)
        return put_tagged(r, &report, token, after);
    if (after + 1 >= r->end || !q_is_among(r->document, after, ","))
        return 1;
    report.content[0] = (q_span){after + 1, q_reported_end(r->document, after + 1, r->end, 0)};
    return put(r, &report);
}

/* His claim that ...: a noun that reports, with the one it belongs to. */
static int read_noun(reader *r, uint32_t noun)
{
    const q_lexeme *lexeme = lexeme_of(r, noun);
    if (noun + 2 >= r->end || !(lexeme->flags & Q_LEX_TIER1) || !q_is_among(r->document, noun + 1, "that"))
        return 1;
    q_report report = {.cue = {noun, noun + 1}, .mention = Q_NONE, .reason = Q_REASON_SUBJECT, .detection = sure_noun,
                       .confidence = sure_noun};
    q_source source = q_source_of(r->document, noun, r->from, r->end);
    if (source.kind == Q_SOURCE_POSSESSOR)
        set_source(r, &report, source);
    else
        report.detection = doubtful;
    report.content[0] = (q_span){noun + 1, q_reported_end(r->document, noun + 1, r->end, 0)};
    report.class_ = act_of(r, &report, noun);
    return put(r, &report);
}

/* ---- the walk ---- */

/* Tags report what stands before them, so they are looked for first. */
static int read_tags(reader *r)
{
    for (uint32_t i = r->first; i < r->end; i++) {
        uint32_t words;
        int found = 0;
        if (i < r->from || q_is_marked(r->document, i))
            continue;
        if ((words = cue_phrase(r, i)) > 0) {
            if (!read_phrase(r, i, words))
                return 0;
        } else if (i > r->first && is_cue_verb(r, i) && !read_tag(r, i, &found)) {
            return 0;
        }
    }
    return 1;
}

/* The source of a direct quote's tag is that of the cues that follow it: “A,” she said, adding that. */
static void pass_quotation(reader *r, const q_quote *quote)
{
    if (quote->source.end > quote->source.start) {
        r->source = quote->source;
        r->mention = quote->source_mention;
    }
}

static int read_cues(reader *r)
{
    for (uint32_t i = r->first; i < r->end; i++) {
        if (i < r->from || q_is_marked(r->document, i))
            continue;
        if (r->taken[i])
            pass_quotation(r, &r->document->quotes.at[r->taken[i] - 1]);
        if (is_cue_verb(r, i)) {
            if (!read_following(r, i))
                return 0;
        } else if ((lexeme_of(r, i)->flags & Q_LEX_CUE_NOUN) && !read_noun(r, i)) {
            return 0;
        }
    }
    return 1;
}

static int read_sentence(q_document *document, const q_sentence *sentence, uint32_t rows, const uint32_t *taken)
{
    reader r = {.document = document, .rows = rows, .first = sentence->first, .end = sentence->end, .from = sentence->first,
                .mention = Q_NONE, .taken = taken};
    if (r.end - r.first > SENTENCE_MAX)
        r.end = r.first + SENTENCE_MAX;
    return read_tags(&r) && read_cues(&r);
}

/* Marks the cues of the direct quotes; the reports that hold those quotes may have them all the same. */
static uint32_t *mark_taken(q_document *document)
{
    document->numbers.n = 0;
    uint32_t *taken = Q_APPEND(document->allocator, &document->numbers, (size_t)document->tokens.n + 1);
    if (!taken)
        return NULL;
    memset(taken, 0, ((size_t)document->tokens.n + 1) * sizeof *taken);
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_span cue = q_tokens_of(document, document->quotes.at[i].cue[0]);
        for (uint32_t j = cue.start; j < cue.end; j++)
            taken[j] = i + 1;
    }
    return taken;
}

quoth_status q_frame_find(q_document *document, uint32_t rows)
{
    const uint32_t *taken = mark_taken(document);
    if (!taken)
        return QUOTH_E_MEMORY;
    for (uint32_t i = 0; i < document->sentences.n; i++)
        if (!read_sentence(document, &document->sentences.at[i], rows, taken))
            return QUOTH_E_MEMORY;
    return QUOTH_OK;
}
