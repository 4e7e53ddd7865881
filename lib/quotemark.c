/* quotemark.c - quotation marks to regions of quoted words.
 *
 * One pass over each paragraph with a stack. A mark that opens and closes alike (", ') or turns either way by language
 * (“, », «, ’) is read by its neighbours and by what is open. A quotation that is still open at the end of its paragraph
 * goes on when the next paragraph opens with the same mark; otherwise it ends with the paragraph and is flagged. */
#include "rooms.h"
#include "utf8.h"

enum { DEPTH = 3 };

typedef struct mark {
    uint32_t start;
    uint32_t end;
    uint32_t family; /* marks of one family pair with one another */
    uint8_t opens;   /* its form alone allows it to open */
    uint8_t closes;
} mark;

enum { DOUBLE = 1, SINGLE, GUILLEMET, SMALL_GUILLEMET, CORNER, WHITE_CORNER };

static uint32_t family_of(uint32_t c)
{
    switch (c) {
    case '"': case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0xFF02:
        return DOUBLE;
    case '\'': case 0x2018: case 0x2019: case 0x201A: case 0x201B:
        return SINGLE;
    case 0xAB: case 0xBB:
        return GUILLEMET;
    case 0x2039: case 0x203A:
        return SMALL_GUILLEMET;
    case 0x300C: case 0x300D:
        return CORNER;
    case 0x300E: case 0x300F:
        return WHITE_CORNER;
    default:
        return 0;
    }
}

static int only_opens(uint32_t c)
{
    return c == 0x201E || c == 0x201A || c == 0x300C || c == 0x300E;
}

static int only_closes(uint32_t c)
{
    return c == 0x300D || c == 0x300F;
}

static int leans_open(uint32_t c) /* between spaces, or beside a dash */
{
    return c == 0x201C || c == 0x2018 || c == 0xAB || c == 0x2039;
}

/* What stands on both sides decides: an opener has no word before it, a closer none after. */
static mark read_mark(const q_document *document, q_span paragraph, uint32_t at, uint32_t end, uint32_t c)
{
    uint32_t other;
    uint32_t before = at > paragraph.start ? q_utf8_before(document->text, at, &other) : ' ';
    uint32_t after = end < paragraph.end ? q_utf8_at(document->text, end, &other) : ' ';
    mark found = {at, end, family_of(c), 0, 0};
    int word_before = q_is_word(before), word_after = q_is_word(after);
    int space_before = q_is_space(before), space_after = q_is_space(after);
    if (word_before && word_after && (found.family == SINGLE || c == '"'))
        return found; /* an apostrophe, or a slip of the pen */
    found.opens = (uint8_t)(only_opens(c) || (!only_closes(c) && !word_before && (!space_after || leans_open(c))));
    found.closes = (uint8_t)(only_closes(c) || (!only_opens(c) && !word_after && (!space_before || !leans_open(c))));
    if (c == '"' && q_is_digit(before) && !word_after && space_after)
        found.opens = 0; /* inches */
    return found;
}

typedef struct walk {
    q_document *document;
    uint32_t paragraph;
    uint32_t open[DEPTH]; /* regions */
    uint32_t family[DEPTH];
    uint32_t depth;
} walk;

static int open_region(walk *w, const mark *m)
{
    q_document *document = w->document;
    q_region *region = Q_APPEND(document->allocator, &document->regions, 1);
    if (!region)
        return 0;
    *region = (q_region){.outer = {m->start, m->end}, .inner = {m->end, m->end}, .next = Q_NONE,
                         .parent = w->depth ? w->open[w->depth - 1] : Q_NONE, .paragraph = w->paragraph,
                         .depth = (uint8_t)w->depth, .kind = Q_REGION_MARKS, .flags = Q_REGION_UNCLOSED};
    w->open[w->depth] = document->regions.n - 1;
    w->family[w->depth++] = m->family;
    return 1;
}

static void close_region(walk *w, uint32_t level, q_span at, int closed)
{
    while (w->depth > level) {
        q_region *region = &w->document->regions.at[w->open[--w->depth]];
        int own = w->depth == level && closed;
        region->inner.end = at.start;
        region->outer.end = own ? at.end : at.start;
        if (own)
            region->flags &= (uint8_t)~Q_REGION_UNCLOSED;
    }
}

/* A single mark that never closes is an apostrophe ('tis): look for its partner in the paragraph, a bounded way. */
enum { PARTNER_WINDOW = 4096 };

static int has_partner(const q_document *document, q_span paragraph, const mark *m)
{
    uint32_t end = paragraph.end - m->end > PARTNER_WINDOW ? m->end + PARTNER_WINDOW : paragraph.end;
    for (uint32_t i = m->end, next; i < end; i = next) {
        uint32_t c = q_utf8_at(document->text, i, &next);
        if (family_of(c) == SINGLE && c != 0x2018 && i > m->end) {
            mark other = read_mark(document, paragraph, i, next, c);
            if (other.closes)
                return 1;
        }
    }
    return 0;
}

static int read_paragraph(walk *w, q_span span)
{
    q_document *document = w->document;
    uint32_t partners = 0; /* looks for a partner in this paragraph, bounded */
    for (uint32_t i = span.start, next; i < span.end; i = next) {
        uint32_t c = q_utf8_at(document->text, i, &next);
        if (!family_of(c))
            continue;
        mark m = read_mark(document, span, i, next, c);
        uint32_t level = w->depth;
        while (level > 0 && w->family[level - 1] != m.family)
            level--;
        if (m.closes && level > 0 && (!m.opens || m.start > document->regions.at[w->open[level - 1]].inner.start)) {
            close_region(w, level - 1, (q_span){m.start, m.end}, 1);
        } else if (m.opens && w->depth < DEPTH && level == 0) {
            if (m.family == SINGLE && (++partners > 64 || !has_partner(document, span, &m)))
                continue;
            if (!open_region(w, &m))
                return 0;
        }
    }
    return 1;
}

/* The outermost region that is left open at the end of a paragraph, or Q_NONE. */
static uint32_t end_paragraph(walk *w, q_span span)
{
    uint32_t left = w->depth ? w->open[0] : Q_NONE;
    close_region(w, 0, (q_span){span.end, span.end}, 0);
    return left;
}

static void link_paragraphs(q_document *document, uint32_t left, uint32_t first, q_span paragraph)
{
    if (left == Q_NONE || first >= document->regions.n)
        return;
    q_region *before = &document->regions.at[left], *after = &document->regions.at[first];
    if (after->outer.start != paragraph.start || after->paragraph != before->paragraph + 1)
        return;
    before->next = first;
    before->flags = (uint8_t)((before->flags & ~Q_REGION_UNCLOSED) | Q_REGION_CONTINUES);
    after->flags |= Q_REGION_CONTINUED;
}

quoth_status q_room_quotemark(q_document *document)
{
    uint32_t left = Q_NONE;
    for (uint32_t p = 0; p < document->paragraphs.n; p++) {
        walk w = {.document = document, .paragraph = p};
        uint32_t first = document->regions.n;
        q_span span = document->paragraphs.at[p].span;
        if (!read_paragraph(&w, span))
            return QUOTH_E_MEMORY;
        uint32_t open = end_paragraph(&w, span);
        link_paragraphs(document, left, first, span);
        left = open;
    }
    return QUOTH_OK;
}
