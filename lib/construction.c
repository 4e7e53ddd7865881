#include "construction.h"

#include "clause.h"
#include "node.h"

enum {
    OWNER_MAX = 12,   /* tokens of "by the mayor of Lindale" between a noun and its clause */
    LATE_MAX = 8,     /* tokens between a verb and "that" */
    COMMA_MAX = 24,   /* tokens of a source up to the comma behind it */
    SUBJECT_MAX = 60, /* tokens of a subject */
    REACH = 240       /* tokens on either side of a cue that are read */
};

typedef struct scope { /* a cue and its sentence */
    const q_document *document;
    const q_node *nodes;
    q_cue cue;
    uint32_t first, end;
} scope;

static const q_construction no_construction = {.kind = Q_CONSTRUCTION_NONE};

static int is_in(const scope *s, uint32_t token, const char *words)
{
    return token >= s->first && token < s->end && q_token_in(s->document, token, words);
}

static int is_noun(const q_node *node)
{
    return node->tag == Q_XPOS_NN || node->tag == Q_XPOS_NNS;
}

static int is_finite(const q_node *node)
{
    return q_xpos_is_finite(node->tag);
}

static int is_verb(const q_node *node)
{
    return q_xpos_is_verb(node->tag);
}

static q_span trimmed(const scope *s, q_span span)
{
    while (span.start < span.end && !q_node_is_word(&s->nodes[span.start]) && s->nodes[span.start].quotation == Q_NONE)
        span.start++;
    while (span.end > span.start && !q_node_is_word(&s->nodes[span.end - 1]) && s->nodes[span.end - 1].quotation == Q_NONE)
        span.end--;
    return span;
}

static void put_piece(const scope *s, q_construction *c, uint32_t start, uint32_t end)
{
    q_span piece = start < end ? trimmed(s, (q_span){start, end}) : (q_span){0, 0};
    if (piece.start < piece.end)
        c->piece[c->pieces++] = piece;
}

/* ---- nouns ---- */

/* Whether a finite verb has a subject of its own behind `from`: no verb of the clause around can do without. */
static int has_subject(const scope *s, uint32_t verb, uint32_t from)
{
    if (verb > from && is_in(s, verb - 1, "i he she we they it who which that there what"))
        return 1;
    uint32_t up = s->nodes[verb].relation == Q_RELATION_AUX || s->nodes[verb].relation == Q_RELATION_AUX_PASS ||
                          s->nodes[verb].relation == Q_RELATION_COP ? s->nodes[verb].head : verb;
    for (uint32_t child = up == Q_NONE ? Q_NONE : s->nodes[up].child; child != Q_NONE; child = s->nodes[child].sibling)
        if ((s->nodes[child].relation == Q_RELATION_NSUBJ || s->nodes[child].relation == Q_RELATION_NSUBJ_PASS) && child > from &&
            child < verb)
            return 1;
    return 0;
}

/* Whether a noun opens its clause, so that the verb it is the subject of stands behind what it reports. */
static int opens_clause(const scope *s, uint32_t noun)
{
    for (uint32_t i = noun; i-- > s->first;) {
        if (is_finite(&s->nodes[i]) || s->nodes[i].tag == Q_XPOS_VBG || s->nodes[i].tag == Q_XPOS_VBN)
            return 0;
        if (is_in(s, i, "that because while when if as whether and but ; :") || s->nodes[i].stop == Q_STOP_OPEN_MARK)
            return 1;
    }
    return 1;
}

/* The end of a clause or infinitive from `start` on that a noun brings: where reports end, at a stop behind its verb, or before
 * the verb that the noun is the subject of. */
static uint32_t end_of_clause(const scope *s, uint32_t noun, uint32_t start, int finite)
{
    uint32_t end = q_reported_end(s->document, start, s->end, 0);
    int verbs = 0, opens = opens_clause(s, noun);
    for (uint32_t i = start + 1; i < end; i++) {
        const q_node *node = &s->nodes[i];
        if (node->quotation != Q_NONE)
            continue;
        if (verbs >= finite && (node->stop == Q_STOP_COMMA || node->stop == Q_STOP_DASH || node->stop == Q_STOP_COLON))
            return i;
        int mood = node->tag == Q_XPOS_VB && s->nodes[i - 1].tag != Q_XPOS_TO && s->nodes[i - 1].tag != Q_XPOS_MD; /* that it be */
        if ((!is_finite(node) && !mood) || is_finite(&s->nodes[i - 1]))
            continue;
        if (opens && verbs >= finite && !has_subject(s, i, start) && !is_in(s, i - 1, "and or but"))
            return i;
        verbs++;
    }
    return end;
}

/* by Ann Lee, of the mayor, from doctors: whose the noun is, between it and what it brings. */
static q_span owner_behind(const scope *s, uint32_t noun, uint32_t *after)
{
    *after = noun + 1;
    if (!is_in(s, noun + 1, "by of from among"))
        return (q_span){0, 0};
    for (uint32_t i = noun + 2; i < s->end && i < noun + OWNER_MAX && !is_verb(&s->nodes[i]); i++)
        if (is_in(s, i, "that to") && i > noun + 2) {
            *after = i;
            return (q_span){noun + 2, i};
        }
    return (q_span){0, 0};
}

/* her warning, the bank's statement: the words before the noun that name whose it is. */
static q_span owner_before(const scope *s, uint32_t noun)
{
    for (uint32_t child = s->nodes[noun].child; child != Q_NONE && child < noun; child = s->nodes[child].sibling)
        if (s->nodes[child].relation == Q_RELATION_NMOD_POSS)
            return (q_span){s->nodes[child].left, s->nodes[child].right - (s->nodes[s->nodes[child].right - 1].tag == Q_XPOS_POS)};
    return (q_span){0, 0};
}

/* Whether "that" at a token brings a clause: not the one who does it (the claim that hurt him), not what is done (the claim that
 * he made). */
static int brings_clause(const scope *s, uint32_t that)
{
    const q_node *node = &s->nodes[that], *verb = node->head == Q_NONE ? &q_node_none : &s->nodes[node->head];
    uint32_t next = q_after_adverbs(s->document, that + 1, s->end);
    if (next >= s->end || is_finite(&s->nodes[next]))
        return 0;
    if (node->relation == Q_RELATION_MARK)
        return 1;
    for (uint32_t child = verb->child; child != Q_NONE; child = s->nodes[child].sibling)
        if (child > node->head && (s->nodes[child].relation == Q_RELATION_OBJ || s->nodes[child].relation == Q_RELATION_CCOMP))
            return 1;
        else if (s->nodes[child].relation == Q_RELATION_AUX_PASS || s->nodes[child].relation == Q_RELATION_COP)
            return 1;
    return verb->tag == Q_XPOS_VBG;
}

static q_construction of_noun(const scope *s)
{
    q_construction c = no_construction;
    uint32_t noun = s->cue.head, last = s->cue.end - 1, after;
    q_span behind = owner_behind(s, last > noun && is_in(s, last, "by of from among") ? last - 1 : last, &after);
    c.source = behind.start < behind.end ? behind : owner_before(s, noun);
    if (is_in(s, after, "that") && brings_clause(s, after)) {
        c.kind = Q_CONSTRUCTION_NOUN_THAT;
        uint32_t end = end_of_clause(s, noun, after, 1);
        c.closed = end < s->end && is_finite(&s->nodes[end]);
        put_piece(s, &c, after, end);
    } else if (is_in(s, after, "to") && after + 1 < s->end && s->nodes[after + 1].tag == Q_XPOS_VB) {
        c.kind = Q_CONSTRUCTION_NOUN_TO;
        put_piece(s, &c, after, end_of_clause(s, noun, after, 0));
    }
    return c.pieces ? c : no_construction;
}

/* ---- phrases ---- */

/* according to the mayor, Ann Lee, | it will rain: the end of the source, at the last comma before a verb where the sentence begins
 * with the phrase, or else at the first. */
static uint32_t end_of_source(const scope *s, uint32_t start, int front)
{
    uint32_t comma = 0;
    for (uint32_t i = start; i < s->end && i < start + COMMA_MAX && !is_finite(&s->nodes[i]) && (front || !comma); i++)
        if (s->nodes[i].stop == Q_STOP_COMMA)
            comma = i;
    return comma ? comma : q_phrase_end(s->document, start, s->end);
}

static int is_view_noun(const scope *s, uint32_t noun)
{
    return is_in(s, noun, "words word view opinion account admission telling estimation accounts reckoning");
}

/* in | her | view, by | his own | admission: whose it is. */
static q_span owner_of_view(const scope *s, uint32_t noun)
{
    q_span owner = owner_before(s, noun);
    int view = owner.start > s->first && is_in(s, owner.start - 1, "in by") && is_view_noun(s, noun);
    return view ? owner : (q_span){0, 0};
}

/* in the words of: the first token, or Q_NONE. */
static uint32_t start_of_view(const scope *s, uint32_t noun)
{
    if (noun < s->first + 2 || !is_in(s, noun + 1, "of") || !is_in(s, noun - 1, "the") || !is_in(s, noun - 2, "in by"))
        return Q_NONE;
    return is_view_noun(s, noun) ? noun - 2 : Q_NONE;
}

/* What stands around a phrase that names a source: the words before it, and those behind the comma that closes it. */
static q_construction around(const scope *s, q_span source, uint32_t first, uint32_t end)
{
    q_construction c = {.kind = Q_CONSTRUCTION_PHRASE, .source = source};
    if (first > s->first + 1)
        put_piece(s, &c, s->first, first);
    if (end < s->end && s->nodes[end].stop == Q_STOP_COMMA)
        put_piece(s, &c, end + 1, q_reported_end(s->document, end + 1, s->end, 0));
    return c.pieces ? c : no_construction;
}

/* According to Ann Lee; in the words of the judge; in her view, by his own account. */
static q_construction of_phrase(const scope *s)
{
    uint32_t noun = s->cue.head, start = start_of_view(s, noun), behind = s->cue.end;
    q_span owner = owner_of_view(s, noun);
    if (owner.start < owner.end)
        return around(s, owner, owner.start - 1, noun + 1);
    if (start != Q_NONE)
        behind = noun + 2;
    else if (is_in(s, s->cue.first, "according"))
        start = s->cue.first;
    else
        return no_construction;
    q_span source = {behind, behind < s->end ? end_of_source(s, behind, start == s->first) : behind};
    return around(s, trimmed(s, source), start, source.end);
}

int q_construction_begins(const q_document *document, uint32_t token, uint32_t first, uint32_t end)
{
    const q_node *nodes = document->nodes.at;
    scope s = {.document = document, .nodes = nodes, .first = first, .end = end};
    uint32_t after;
    if (!is_noun(&nodes[token]) || nodes[token].quotation != Q_NONE)
        return 0;
    if (start_of_view(&s, token) != Q_NONE || owner_of_view(&s, token).end)
        return 1;
    if (!(q_token_lexeme(document, token)->flags & Q_LEX_CUE_NOUN))
        return 0;
    owner_behind(&s, token, &after);
    if (after >= end)
        return 0;
    return (is_in(&s, after, "that") && brings_clause(&s, after)) ||
           (is_in(&s, after, "to") && after + 1 < end && nodes[after + 1].tag == Q_XPOS_VB);
}

/* ---- verbs ---- */

static int is_passive(const scope *s, uint32_t verb)
{
    if (s->nodes[verb].tag != Q_XPOS_VBN)
        return 0;
    for (uint32_t child = s->nodes[verb].child; child != Q_NONE && child < verb; child = s->nodes[child].sibling)
        if (s->nodes[child].relation == Q_RELATION_AUX_PASS)
            return 1;
    return 0;
}

static q_span subject_of(const scope *s, uint32_t verb)
{
    for (uint32_t child = s->nodes[verb].child; child != Q_NONE && child < s->cue.first; child = s->nodes[child].sibling)
        if (s->nodes[child].relation == Q_RELATION_NSUBJ_PASS || s->nodes[child].relation == Q_RELATION_NSUBJ) {
            uint32_t end = s->nodes[child].right < s->cue.first ? s->nodes[child].right : s->cue.first;
            uint32_t start = s->nodes[child].left > s->first ? s->nodes[child].left : s->first;
            return start < end && end - start < SUBJECT_MAX ? (q_span){start, end} : (q_span){0, 0};
        }
    return (q_span){0, 0};
}

/* by the fire chief, Dora Kovacs: who does what a passive tells. */
static q_span agent_of(const scope *s, uint32_t verb)
{
    for (uint32_t child = s->nodes[verb].child; child != Q_NONE; child = s->nodes[child].sibling)
        if (child > verb && s->nodes[child].relation == Q_RELATION_OBL_AGENT && is_in(s, s->nodes[child].left, "by"))
            return trimmed(s, (q_span){s->nodes[child].left + 1, s->nodes[child].right});
    return (q_span){0, 0};
}

/* The word that opens what somebody is told: behind the cue or behind the one who tells. */
static uint32_t that_behind(const scope *s, uint32_t from)
{
    for (uint32_t i = from; i < s->end && i < from + LATE_MAX; i++)
        if (is_in(s, i, "that whether how why"))
            return s->nodes[i].relation == Q_RELATION_MARK || i == from ? i : Q_NONE;
        else if (is_verb(&s->nodes[i]) || s->nodes[i].tag == Q_XPOS_MD || s->nodes[i].quotation != Q_NONE)
            break;
    return Q_NONE;
}

static q_construction of_passive(const scope *s)
{
    q_construction c = {.kind = Q_CONSTRUCTION_TOLD, .source = agent_of(s, s->cue.head)};
    uint32_t after = s->cue.end, behind = c.source.end > after ? c.source.end : after;
    q_span subject = subject_of(s, s->cue.head);
    uint32_t infinitive = is_in(s, after, "to") ? after + 1 : is_in(s, after - 1, "to") ? after : s->end;
    if (infinitive < s->end && s->nodes[infinitive].tag == Q_XPOS_VB)
        c.kind = Q_CONSTRUCTION_RAISED;
    else if (is_in(s, after - 1, "of with for"))
        c.kind = Q_CONSTRUCTION_ACCUSED;
    else
        after = that_behind(s, behind < s->end && s->nodes[behind].stop == Q_STOP_COMMA ? behind + 1 : behind);
    if (after == Q_NONE || (c.kind != Q_CONSTRUCTION_TOLD && subject.start >= subject.end))
        return no_construction;
    if (c.kind != Q_CONSTRUCTION_TOLD)
        put_piece(s, &c, subject.start, subject.end);
    put_piece(s, &c, after, q_reported_end(s->document, after, s->end, 0));
    return c;
}

/* was quoted as | saying: the words behind it, or behind a time or place and "that". */
static q_construction of_saying(const scope *s)
{
    q_construction c = {.kind = Q_CONSTRUCTION_SAYING, .source = subject_of(s, s->cue.head)};
    uint32_t that = that_behind(s, s->cue.end), start = that == Q_NONE ? s->cue.end : that;
    put_piece(s, &c, start, q_reported_end(s->document, start, s->end, 0));
    return c.pieces ? c : no_construction;
}

/* with | the mayor | calling it a day: no more than a noun phrase between "with" and the cue. */
static q_construction of_absolute(const scope *s)
{
    q_construction c = {.kind = Q_CONSTRUCTION_ABSOLUTE, .source = {s->cue.first, s->cue.first}};
    while (c.source.start > s->first && s->cue.first - c.source.start < OWNER_MAX && !is_in(s, c.source.start - 1, "with")) {
        const q_node *node = &s->nodes[c.source.start - 1];
        if (is_verb(node) || is_finite(node) || !q_node_is_word(node))
            return no_construction;
        c.source.start--;
    }
    return c.source.start > s->first && is_in(s, c.source.start - 1, "with") && c.source.start < c.source.end ? c : no_construction;
}

q_construction q_construction_of(const q_document *document, const q_cue *cue)
{
    const q_sentence *sentence = &document->sentences.at[document->tokens.at[cue->first].sentence];
    scope s = {document, document->nodes.at, *cue, sentence->first, sentence->end};
    const q_node *head = &s.nodes[cue->head];
    if (cue->first - s.first > REACH)
        s.first = cue->first - REACH;
    if (s.end - cue->first > REACH)
        s.end = cue->first + REACH;
    if (cue->end >= s.end)
        return no_construction;
    q_construction phrase = of_phrase(&s);
    if (phrase.kind != Q_CONSTRUCTION_NONE)
        return phrase;
    if (is_noun(head))
        return of_noun(&s);
    if (s.nodes[cue->end - 1].tag == Q_XPOS_VBG && cue->end - cue->first > 2 && is_in(&s, cue->end - 2, "as"))
        return of_saying(&s);
    if (s.nodes[cue->first].tag == Q_XPOS_VBG)
        return of_absolute(&s);
    return head->act && is_passive(&s, cue->head) ? of_passive(&s) : no_construction;
}
