/* quotemark.c - quotation marks, dialogue dashes, labels and block quotations to regions of quoted words.
 *
 * One pass over the marks of each paragraph with a stack; mark.c has read which side each mark can stand on. What is open
 * decides between the two sides of a straight mark, what follows tells a closing single mark from an apostrophe, and how many
 * marks are left tells a quotation in a quotation from one whose closing mark was forgotten. A quotation still open at the end
 * of its paragraph goes on when the next paragraph opens with the same mark; otherwise it ends there, before its tag, and is
 * flagged. */
#include "dialogue.h"
#include "mark.h"
#include "rooms.h"
#include "utf8.h"

enum {
    DEPTH = 4,          /* quotations within one another, a turn or a block around them counted */
    PARTNER_MARKS = 64, /* marks looked at for the partner of a single mark */
    REPAIR_MAX = 2048,  /* bytes before a mark in which the tag of an unclosed quotation is looked for */
    SCARE_MAX = 160     /* bytes between single marks where double marks are the rule of the text */
};

typedef struct level {
    uint32_t region;
    uint32_t partner; /* the mark that closes it, where that is known: single marks */
    uint32_t code;    /* of its opening mark */
    uint8_t family;   /* Q_MARK_NONE: a turn, a labelled paragraph, a block */
} level;

typedef struct walk {
    q_document *document;
    q_marks marks;
    q_dialogue dialogue;
    uint32_t paragraph;
    q_span span;         /* of the stretch that is read: a paragraph, or the speech between the author's words */
    uint32_t next, last; /* marks of the paragraph: the next one, and where they end */
    level levels[DEPTH];
    uint32_t depth;
    uint32_t opening[Q_MARK_FAMILIES]; /* marks left in the paragraph that can only open, that can close */
    uint32_t closing[Q_MARK_FAMILIES];
    uint32_t left;       /* region that the paragraph before left open, or Q_NONE */
    uint32_t label;      /* region of the labelled paragraph, of the block, that the paragraph before held, or Q_NONE */
    uint32_t block;
    int quoted;          /* the labels of the transcript stand behind quotation marks */
    int turn;            /* within a turn */
} walk;

static const q_mark *mark_at(const walk *w, uint32_t index)
{
    return &w->marks.rows.at[index];
}

static unsigned side(const q_mark *mark)
{
    return mark->sides & (Q_MARK_OPENS | Q_MARK_CLOSES);
}

/* ---- regions ---- */

static int open_region(walk *w, q_span outer, q_region_kind kind, const q_mark *mark)
{
    q_document *document = w->document;
    q_region *region = Q_APPEND(document->allocator, &document->regions, 1);
    if (!region)
        return 0;
    *region = (q_region){.outer = outer, .inner = {outer.end, outer.end}, .next = Q_NONE,
                         .parent = w->depth ? w->levels[w->depth - 1].region : Q_NONE, .paragraph = w->paragraph,
                         .depth = (uint8_t)w->depth, .kind = (uint8_t)kind, .flags = mark ? Q_REGION_UNCLOSED : 0};
    w->levels[w->depth++] = (level){document->regions.n - 1, Q_NONE, mark ? mark->code : 0, mark ? mark->family : Q_MARK_NONE};
    return 1;
}

/* Ends the regions above a level; the lowest of them with a mark where `own` is one, the others without. */
static void close_to(walk *w, uint32_t down, q_span at, const q_mark *own)
{
    while (w->depth > down) {
        level *top = &w->levels[--w->depth];
        q_region *region = &w->document->regions.at[top->region];
        int marked = own && w->depth == down;
        region->inner.end = at.start > region->inner.start ? at.start : region->inner.start;
        region->outer.end = marked ? at.end : region->inner.end;
        if (!marked)
            continue;
        region->flags &= (uint8_t)~Q_REGION_UNCLOSED;
        if (!q_marks_match(w->document, top->code, own->code))
            region->flags |= Q_REGION_REPAIRED;
    }
}

static uint32_t trimmed(const walk *w, uint32_t start, uint32_t end)
{
    for (uint32_t before; end > start && q_is_space(q_utf8_before(w->document->text, end, &before)); end = before)
        ;
    return end;
}

static uint32_t level_of(const walk *w, unsigned family) /* one above the nearest level of a family; 0 for none */
{
    uint32_t found = w->depth;
    while (found && w->levels[found - 1].family != family)
        found--;
    return found;
}

/* ---- single marks ---- */

/* The mark that closes the single mark at `index`: one after a stop, else one after a word that is no apostrophe for sure. A
 * quotation that opens before any of them has its own. */
static uint32_t partner_of(const walk *w, uint32_t index)
{
    const q_mark *mark = mark_at(w, index);
    uint32_t inner = 0, likely = Q_NONE, weak = Q_NONE, end = w->last - index > PARTNER_MARKS ? index + PARTNER_MARKS : w->last;
    uint32_t open = level_of(w, Q_MARK_SINGLE);
    if (open && w->levels[open - 1].partner < end)
        end = w->levels[open - 1].partner;
    for (uint32_t i = index + 1; i < end && mark_at(w, i)->start < w->span.end; i++) {
        const q_mark *other = mark_at(w, i);
        if (other->family != Q_MARK_SINGLE) {
            if (level_of(w, other->family) && (other->sides & Q_MARK_CLOSES))
                break;
            continue;
        }
        if (mark->code == '`' && other->code == '`')
            return Q_NONE; /* a word of code between backticks */
        if (side(other) == Q_MARK_OPENS && !(other->sides & Q_MARK_ELIDED)) {
            if (other->sides & Q_MARK_STRAIGHT || likely != Q_NONE || weak != Q_NONE)
                break;
            inner++;
        }
        if (!(other->sides & Q_MARK_CLOSES) || other->start == mark->start + mark->length)
            continue;
        if (inner && !(other->sides & Q_MARK_WEAK)) {
            inner--;
            continue;
        }
        if (other->sides & Q_MARK_SURE)
            return i;
        if (other->sides & Q_MARK_WEAK)
            weak = weak == Q_NONE ? i : weak;
        else if (likely == Q_NONE)
            likely = i;
    }
    if (mark->sides & Q_MARK_ELIDED)
        return Q_NONE;
    return likely != Q_NONE ? likely : weak;
}

/* Whether the next paragraph opens with the same mark: news and old books reopen a quotation and close it once. */
static int reopens(const walk *w, const q_mark *mark)
{
    if (w->last >= w->marks.rows.n || w->paragraph + 1 >= w->document->paragraphs.n || mark->code == '`')
        return 0;
    const q_mark *other = mark_at(w, w->last);
    return other->start == w->document->paragraphs.at[w->paragraph + 1].span.start && (other->sides & Q_MARK_OPENS) &&
           other->family == mark->family && (mark->family != Q_MARK_SINGLE || other->code == mark->code);
}

static int open_single(walk *w, uint32_t index, uint32_t open)
{
    const q_mark *mark = mark_at(w, index);
    uint32_t partner = partner_of(w, index), next;
    if (open ? partner == Q_NONE || (mark->sides & Q_MARK_STRAIGHT) : partner == Q_NONE && !reopens(w, mark))
        return 1;
    if ((mark->sides & Q_MARK_ELIDED) && !q_is_upper(q_utf8_at(w->document->text, mark->start + mark->length, &next)))
        return 1;
    int rare = w->marks.openers[Q_MARK_DOUBLE] > w->marks.openers[Q_MARK_SINGLE] && !w->depth;
    if (rare && partner != Q_NONE && mark_at(w, partner)->start - mark->start > SCARE_MAX)
        return 1;
    if (!open_region(w, (q_span){mark->start, mark->start + mark->length}, Q_REGION_MARKS, mark))
        return 0;
    w->levels[w->depth - 1].partner = partner;
    return 1;
}

/* ---- one mark ---- */

/* A mark that opens while its family is open: a quotation in a quotation when enough marks are left to close both. */
static int open_again(walk *w, const q_mark *mark, uint32_t open)
{
    if ((mark->sides & Q_MARK_LINE_START) || w->levels[open - 1].partner != Q_NONE)
        return 1; /* printed again at the start of a line */
    if (w->closing[mark->family] >= w->opening[mark->family] + 2)
        return w->depth == DEPTH || open_region(w, (q_span){mark->start, mark->start + mark->length}, Q_REGION_MARKS, mark);
    if (mark->sides & (Q_MARK_MID_CLAUSE | Q_MARK_CLOSES) || !w->closing[mark->family])
        return 1;
    q_region *region = &w->document->regions.at[w->levels[open - 1].region];
    uint32_t from = mark->start - region->inner.start > REPAIR_MAX ? mark->start - REPAIR_MAX : region->inner.start;
    q_span tag = q_plain_tag(w->document, from, mark->start);
    uint32_t before = trimmed(w, region->inner.start, mark->start);
    if (tag.start >= tag.end && (w->document->text[before - 1] == ':' || w->document->text[before - 1] == ','))
        return w->depth == DEPTH || open_region(w, (q_span){mark->start, mark->start + mark->length}, Q_REGION_MARKS, mark);
    uint32_t end = trimmed(w, region->inner.start, tag.start < tag.end ? tag.start : mark->start);
    close_to(w, open - 1, (q_span){end, end}, NULL);
    w->document->regions.at[region - w->document->regions.at].flags |= Q_REGION_REPAIRED;
    return open_region(w, (q_span){mark->start, mark->start + mark->length}, Q_REGION_MARKS, mark);
}

static int may_open(const walk *w, const q_mark *mark)
{
    return w->closing[mark->family] || !(mark->sides & Q_MARK_STRAIGHT) || !(mark->sides & Q_MARK_MID_CLAUSE) || reopens(w, mark);
}

static int closes(const walk *w, const q_mark *mark, uint32_t index, uint32_t open)
{
    if (!open || !(mark->sides & Q_MARK_CLOSES))
        return 0;
    const level *top = &w->levels[open - 1];
    if (top->partner != Q_NONE)
        return top->partner == index;
    return mark->start > w->document->regions.at[top->region].inner.start || side(mark) == Q_MARK_CLOSES;
}

/* «Yes, - said Ann, - yes»: the tag parts one quotation. */
static int part(walk *w, const q_mark *dash)
{
    q_span tag = q_dashed_tag(w->document, dash->start, w->span.end);
    level top = w->levels[w->depth - 1];
    uint32_t after = w->next;
    while (tag.start < tag.end && after < w->last && mark_at(w, after)->start < tag.end)
        if (mark_at(w, after++)->family != Q_MARK_DASH)
            return 1;
    if (tag.start >= tag.end)
        return 1;
    close_to(w, w->depth - 1, (q_span){tag.start, tag.start}, NULL);
    w->document->regions.at[top.region].flags &= (uint8_t)~Q_REGION_UNCLOSED;
    q_mark mark = {.code = top.code, .family = top.family};
    if (!open_region(w, (q_span){tag.end, tag.end}, Q_REGION_MARKS, &mark))
        return 0;
    w->levels[w->depth - 1].partner = top.partner;
    w->next = after - 1;
    return 1;
}

static int read_turn(walk *w, uint32_t dash, uint32_t start, uint32_t end);

/* And then he cried: - Look! The rest of the paragraph is a turn. */
static int read_dash(walk *w, const q_mark *dash)
{
    uint32_t before = trimmed(w, w->span.start, dash->start), start = dash->start + dash->length, next;
    if (w->depth)
        return w->levels[w->depth - 1].family == Q_MARK_NONE || part(w, dash);
    while (start < w->span.end && q_is_space(q_utf8_at(w->document->text, start, &next)))
        start = next;
    if (w->turn || w->document->settings->english || before <= w->span.start || w->document->text[before - 1] != ':' ||
        start >= w->span.end ||
        !q_is_upper(q_utf8_at(w->document->text, start, &next)))
        return 1;
    return read_turn(w, dash->start, start, w->span.end);
}

static int read_mark(walk *w, uint32_t index)
{
    const q_mark *mark = mark_at(w, index);
    if (mark->family == Q_MARK_DASH)
        return read_dash(w, mark);
    w->opening[mark->family] -= side(mark) == Q_MARK_OPENS;
    w->closing[mark->family] -= (mark->sides & Q_MARK_CLOSES) != 0;
    uint32_t open = level_of(w, mark->family);
    if (closes(w, mark, index, open)) {
        close_to(w, open - 1, (q_span){mark->start, mark->start + mark->length}, mark);
        return 1;
    }
    if (!(mark->sides & Q_MARK_OPENS) || w->depth == DEPTH)
        return 1;
    if (mark->family == Q_MARK_SINGLE)
        return open_single(w, index, open);
    if (open)
        return open_again(w, mark, open);
    return !may_open(w, mark) || open_region(w, (q_span){mark->start, mark->start + mark->length}, Q_REGION_MARKS, mark);
}

/* ---- a paragraph ---- */

/* Pairs the marks of a stretch on top of the level that stands; what is open at its end is left open. */
static int read_stretch(walk *w, q_span span)
{
    w->span = span;
    for (; w->next < w->last && mark_at(w, w->next)->start < span.end; w->next++)
        if (mark_at(w, w->next)->start >= span.start && !read_mark(w, w->next))
            return 0;
    return 1;
}

/* The tag within a quotation whose closing mark is missing: “We never came back, said Ann. */
static void cut_tag(walk *w, q_region *region)
{
    q_span tag = q_plain_tag(w->document, region->inner.start, region->inner.end);
    if (tag.start >= tag.end || tag.end < region->inner.end)
        return;
    region->inner.end = region->outer.end = tag.start;
    region->flags |= Q_REGION_REPAIRED;
}

/* Ends what a paragraph left open. The outermost region, where the next paragraph may go on, or Q_NONE. */
static uint32_t end_paragraph(walk *w)
{
    if (!w->depth)
        return Q_NONE;
    q_document *document = w->document;
    level lowest = w->levels[0];
    uint32_t end = w->span.end, top = document->regions.n - 1;
    q_region *region = &document->regions.at[lowest.region];
    const q_mark *last = w->last ? mark_at(w, w->last - 1) : NULL;
    int shared = w->depth == 1 && top > lowest.region && document->regions.at[top].outer.end + 1 >= end && last &&
                 last->family == lowest.family && last->start + last->length == document->regions.at[top].outer.end;
    if (shared) { /* one mark closes both: « Il a dit : « Attends. » */
        close_to(w, 0, (q_span){last->start, last->start + last->length}, last);
        return Q_NONE;
    }
    close_to(w, 0, (q_span){end, end}, NULL);
    return region->kind == Q_REGION_MARKS && region->flags & Q_REGION_UNCLOSED ? lowest.region : Q_NONE;
}

static void count_marks(walk *w)
{
    for (int i = 0; i < Q_MARK_FAMILIES; i++)
        w->opening[i] = w->closing[i] = 0;
    w->last = w->next;
    for (; w->last < w->marks.rows.n && mark_at(w, w->last)->start < w->span.end; w->last++) {
        const q_mark *mark = mark_at(w, w->last);
        w->opening[mark->family] += side(mark) == Q_MARK_OPENS;
        w->closing[mark->family] += (mark->sides & Q_MARK_CLOSES) != 0;
    }
}

/* Links a region left open to the one that the next paragraph reopens with, or ends it for good. */
static void link_paragraphs(walk *w, uint32_t first)
{
    q_document *document = w->document;
    if (w->left == Q_NONE)
        return;
    q_region *before = &document->regions.at[w->left], *after = first < document->regions.n ? &document->regions.at[first] : NULL;
    if (after && after->kind == Q_REGION_DASH && after->outer.start == document->paragraphs.at[w->paragraph].span.start) {
        before->flags &= (uint8_t)~Q_REGION_UNCLOSED; /* « opens the exchange, dashes the turns after the first */
    } else if (after && after->kind == Q_REGION_MARKS && after->outer.start == document->paragraphs.at[w->paragraph].span.start) {
        before->next = first;
        before->flags = (uint8_t)((before->flags & ~Q_REGION_UNCLOSED) | Q_REGION_CONTINUES);
        after->flags |= Q_REGION_CONTINUED;
    } else {
        cut_tag(w, before);
    }
}

/* Opens a region around speech without marks and pairs the marks within. */
static int put_spoken(walk *w, uint32_t outer, uint32_t start, uint32_t end, q_region_kind kind)
{
    end = trimmed(w, start, end);
    if (start >= end)
        return 1;
    if (!open_region(w, (q_span){outer, start}, kind, NULL) || !read_stretch(w, (q_span){start, end}))
        return 0;
    close_to(w, 0, (q_span){end, end}, NULL);
    return 1;
}

/* A turn after a dash: speech and the words of the author by turns. */
static int read_turn(walk *w, uint32_t dash, uint32_t start, uint32_t end)
{
    w->turn = 1;
    for (uint32_t outer = dash; start < end; outer = start) {
        q_span aside = q_aside(w->document, start, end);
        if (!put_spoken(w, outer, start, aside.start, Q_REGION_DASH) || !read_stretch(w, aside))
            return 0;
        close_to(w, 0, (q_span){aside.end, aside.end}, NULL);
        start = aside.end;
    }
    w->turn = 0;
    return 1;
}

/* Where the words after a label begin, or those of a paragraph that goes on from a labelled one, behind the mark that opens it
 * again where the transcript stands in marks; 0 when it is neither. */
static uint32_t label_speech(const walk *w, const q_paragraph *paragraph, const q_mark *mark)
{
    uint32_t next, start = paragraph->span.start;
    if (w->label != Q_NONE && w->quoted && mark && mark->start == start && side(mark) == Q_MARK_OPENS)
        start += mark->length;
    if (paragraph->label.start < paragraph->label.end) {
        start = paragraph->label.end + 1;
        while (start < paragraph->span.end && q_is_space(q_utf8_at(w->document->text, start, &next)))
            start = next;
        return start < paragraph->span.end ? start : 0;
    }
    int stage = w->document->text[start] == '(' || w->document->text[start] == '[';
    return w->dialogue.labels && w->paragraph > w->dialogue.label_first && w->paragraph <= w->dialogue.label_last &&
                   paragraph->kind == Q_BODY && !stage ? start : 0;
}

/* Whether a span begins with a letter and ends as a sentence does: prose, not a command or a table. */
static int is_prose(const walk *w, q_span span)
{
    uint32_t other, first = q_utf8_at(w->document->text, span.start, &other), last = q_utf8_before(w->document->text, span.end, &other);
    int mark = last == '"' || last == '\'' || last == 0x201D || last == 0x2019 || last == 0xBB;
    return q_is_letter(first) && (mark || last == '.' || last == '!' || last == '?' || last == ',' || last == 0x2026);
}

/* Where a block quotation begins: an indented or marked paragraph after one that ends in a colon; 0 when it is none. */
static uint32_t block_speech(const walk *w, const q_paragraph *paragraph)
{
    uint32_t next, start = paragraph->span.start;
    if (paragraph->kind != Q_BLOCK_QUOTE || !w->paragraph ||
        (w->document->text[paragraph[-1].span.end - 1] != ':' && w->block == Q_NONE))
        return 0;
    while (start < paragraph->span.end && (w->document->text[start] == '>' || q_is_space(q_utf8_at(w->document->text, start, &next))))
        start++;
    return start < paragraph->span.end && is_prose(w, (q_span){start, paragraph->span.end}) ? start : 0;
}

/* Speech that a label or the layout tells, without marks; goes on from the paragraph before where nothing begins it anew. */
static int read_unmarked(walk *w, q_region_kind kind, uint32_t start, uint32_t *before, int goes_on)
{
    uint32_t region = w->document->regions.n;
    q_span span = w->document->paragraphs.at[w->paragraph].span;
    if (!put_spoken(w, kind == Q_REGION_BLOCK ? span.start : start, start, span.end, kind))
        return 0;
    if (goes_on && *before != Q_NONE && region < w->document->regions.n) {
        w->document->regions.at[*before].next = region;
        w->document->regions.at[*before].flags |= Q_REGION_CONTINUES;
        w->document->regions.at[region].flags |= Q_REGION_CONTINUED;
    }
    *before = region < w->document->regions.n ? region : Q_NONE;
    return 1;
}

static int read_paragraph(walk *w)
{
    const q_paragraph *paragraph = &w->document->paragraphs.at[w->paragraph];
    uint32_t first = w->document->regions.n, start;
    w->span = paragraph->span;
    count_marks(w);
    const q_mark *mark = w->next < w->last ? mark_at(w, w->next) : NULL;
    if ((start = q_turn_start(w->document, &w->dialogue, w->paragraph)) != 0) {
        w->label = w->block = Q_NONE;
        if (!read_turn(w, paragraph->span.start, start, paragraph->span.end))
            return 0;
    } else if ((start = label_speech(w, paragraph, mark)) != 0 && !(mark && mark->start == start && side(mark) == Q_MARK_OPENS)) {
        w->block = Q_NONE;
        if (paragraph->label.start < paragraph->label.end)
            w->quoted = paragraph->label.start > paragraph->span.start;
        if (!read_unmarked(w, Q_REGION_LABEL, start, &w->label, paragraph->label.start >= paragraph->label.end))
            return 0;
    } else if ((start = block_speech(w, paragraph)) != 0 && !(mark && mark->start == start && side(mark) == Q_MARK_OPENS)) {
        w->label = Q_NONE;
        if (!read_unmarked(w, Q_REGION_BLOCK, start, &w->block, 1))
            return 0;
    } else {
        w->label = w->block = Q_NONE;
        if (!read_stretch(w, paragraph->span))
            return 0;
    }
    link_paragraphs(w, first);
    w->span = paragraph->span;
    w->left = end_paragraph(w);
    w->next = w->last;
    return 1;
}

quoth_status q_room_quotemark(q_document *document)
{
    walk w = {.document = document, .left = Q_NONE, .label = Q_NONE, .block = Q_NONE};
    quoth_status status = q_marks_read(document, &w.marks);
    w.dialogue = q_dialogue_read(document);
    for (; status == QUOTH_OK && w.paragraph < document->paragraphs.n; w.paragraph++)
        if (!read_paragraph(&w))
            status = QUOTH_E_MEMORY;
    link_paragraphs(&w, document->regions.n);
    Q_ROWS_FREE(document->allocator, &w.marks.rows);
    return status;
}
