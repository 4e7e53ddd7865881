/* paragraph.c - lines to paragraphs: hard-wrapped lines joined, headings, list items, block quotes, datelines, labels. */
#include <string.h>

#include "rooms.h"
#include "utf8.h"

enum {
    WIDTH_MAX = 160,    /* longest line of a hard-wrapped text */
    FIT_SLACK = 12,     /* a word that would have fitted by this much: the break was meant */
    HEADING_MAX = 90,   /* bytes of a heading */
    HABIT_LEAST = 4,    /* labels that make a habit of the text */
    LABEL_MAX = 48,     /* bytes of the name before the colon */
    DATELINE_MAX = 80,  /* bytes of a dateline */
    BLOCK_INDENT = 4    /* columns by which a block quote is set in */
};

typedef struct line {
    uint32_t start, end; /* trimmed; equal when blank */
    uint32_t indent;
    uint32_t after;      /* where the next line begins */
} line;

static line read_line(const char *text, uint32_t length, uint32_t at)
{
    const char *newline = memchr(text + at, '\n', length - at);
    line l = {at, newline ? (uint32_t)(newline - text) : length, 0, 0};
    l.after = newline ? l.end + 1 : length;
    uint32_t next;
    while (l.start < l.end && q_is_space(q_utf8_at(text, l.start, &next))) {
        l.indent += text[l.start] == '\t' ? BLOCK_INDENT : 1;
        l.start = next;
    }
    while (l.end > l.start && q_is_space(q_utf8_before(text, l.end, &next)))
        l.end = next;
    return l;
}

/* Whether a line ends as a sentence does: a stop, with closing marks after it or not. */
static int ends_sentence(const char *text, line l)
{
    uint32_t at = l.end;
    for (int i = 0; i < 3 && at > l.start; i++) {
        uint32_t c = q_utf8_before(text, at, &at);
        if (c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2026)
            return 1;
        if (q_is_word(c) || c == ',')
            return 0;
    }
    return 1;
}

/* The width of a hard-wrapped text, or 0 when each line is a paragraph of its own. */
static uint32_t wrap_width(const q_document *document)
{
    uint32_t histogram[WIDTH_MAX + 2] = {0}, breaks = 0, open = 0;
    line before = {0, 0, 0, 0};
    for (uint32_t at = 0; at < document->length;) {
        line l = read_line(document->text, document->length, at);
        at = l.after;
        if (before.end > before.start && l.end > l.start) {
            uint32_t width = before.end - before.start + before.indent;
            histogram[width > WIDTH_MAX ? WIDTH_MAX + 1 : width]++;
            breaks++;
            open += !ends_sentence(document->text, before);
        }
        before = l;
    }
    if (!breaks || open * 2 < breaks)
        return 0;
    uint32_t width = WIDTH_MAX + 1, longer = histogram[width];
    while (longer * 10 <= breaks && width > 1)
        longer += histogram[--width];
    return width > WIDTH_MAX || width < 30 ? 0 : width;
}

static int is_list_item(const char *text, line l)
{
    uint32_t next, c = l.end > l.start ? q_utf8_at(text, l.start, &next) : 0;
    if ((c == '-' || c == '*' || c == 0x2022) && next < l.end && text[next] == ' ')
        return 1;
    uint32_t at = l.start;
    while (at < l.end && at - l.start < 3 && text[at] >= '0' && text[at] <= '9')
        at++;
    return at > l.start && at + 1 < l.end && (text[at] == '.' || text[at] == ')') && text[at + 1] == ' ';
}

/* A break inside a wrapped text that still begins a paragraph: an indented line, or a word that would have fitted. */
static int begins_paragraph(const char *text, line before, line l, uint32_t width)
{
    if (l.indent > before.indent + 1 || is_list_item(text, l) || (text[l.start] == '>') != (text[before.start] == '>'))
        return 1;
    uint32_t word = l.start;
    while (word < l.end && text[word] != ' ')
        word++;
    return before.end - before.start + before.indent + (word - l.start) + FIT_SLACK < width && ends_sentence(text, before);
}

/* Lines of one block, each marked with >. */
static int are_marked(const char *text, line before, line l)
{
    return text[before.start] == '>' && text[l.start] == '>';
}

static int is_heading(const char *text, line l)
{
    uint32_t length = l.end - l.start;
    if (!length || length > HEADING_MAX || ends_sentence(text, l) || text[l.end - 1] == ',' || text[l.end - 1] == ';')
        return 0;
    uint32_t next, c = q_utf8_at(text, l.start, &next);
    return (q_is_upper(c) || q_is_digit(c)) && !memchr(text + l.start, '"', length);
}

/* Past `most` of some bytes at most. */
static uint32_t past(const char *text, uint32_t at, uint32_t end, uint32_t most, const char *bytes)
{
    for (uint32_t i = 0; i < most && at < end && text[at] && strchr(bytes, text[at]); i++)
        at++;
    return at;
}

/* The end of "18:42 -", "6.30pm:" of a live report, or the start when there is none. */
static uint32_t clock_end(const char *text, q_span span)
{
    static const char digits[] = "0123456789";
    uint32_t hour = past(text, span.start, span.end, 2, digits), point = past(text, hour, span.end, 1, ":.h"), next;
    uint32_t minute = past(text, point, span.end, 2, digits), blank = past(text, minute, span.end, 3, "apmhAPMH .");
    if (hour == span.start || point == hour || minute != point + 2 || blank >= span.end)
        return span.start;
    uint32_t c = q_utf8_at(text, blank, &next);
    return c == '-' || c == 0x2013 || c == 0x2014 || c == '|' || c == ':' ? next : span.start;
}

/* The end of "GENEVA (Reuters) -", or the start when there is none. */
static uint32_t dateline_end(const char *text, q_span span)
{
    uint32_t limit = span.end - span.start > DATELINE_MAX ? span.start + DATELINE_MAX : span.end, upper = 0, at = span.start;
    while (at < limit && text[at] >= 'A' && text[at] <= 'Z')
        at++, upper++;
    if (!upper)
        return clock_end(text, span);
    if (upper < 3 && !memchr(text + at, ')', limit - at))
        return span.start;
    int agency = 0;
    for (uint32_t next; at < limit; at = next) {
        uint32_t c = q_utf8_at(text, at, &next);
        agency |= c == ')';
        if (c == '"' || c == ':' || c == '!' || c == '?' || c == ';')
            return span.start;
        int dash = c == 0x2013 || c == 0x2014 || (c == '-' && next < span.end && (text[next] == ' ' || text[next] == '-'));
        if (dash && at > span.start && (text[at - 1] == ' ' || c == 0x2014))
            return upper >= 3 || agency ? next + (next < span.end && text[next] == '-') : span.start;
    }
    return span.start;
}

/* The end of the name in "NAME: words", or the start. `*upper` tells whether it has no lower-case letter. */
static uint32_t label_end(const char *text, q_span span, int *upper)
{
    uint32_t limit = span.end - span.start > LABEL_MAX ? span.start + LABEL_MAX : span.end, next, words = 1;
    int initial = 1;
    *upper = 1;
    if (!memchr(text + span.start, ':', limit - span.start))
        return span.start;
    for (uint32_t at = span.start; at < limit; at = next) {
        uint32_t c = q_utf8_at(text, at, &next);
        if (c == ':')
            return at > span.start && next < span.end && text[next] == ' ' && words <= 5 ? at : span.start;
        if (!q_is_word(c) && c != ' ' && c != '.' && c != '\'' && c != '-' && c != 0x2019 && c != '(' && c != ')')
            return span.start;
        if (initial && !q_is_upper(c) && c != '(')
            return span.start;
        if (q_is_lower(c))
            *upper = 0;
        initial = c == ' ' || (initial && c == '(');
        words += c == ' ';
    }
    return span.start;
}

/* Where a label can begin: at the start, or behind the mark of a quotation that a transcript stands in. */
static uint32_t label_start(const char *text, q_span span)
{
    uint32_t next, c = q_utf8_at(text, span.start, &next);
    return (c == '"' || c == 0x201C || c == 0xAB || c == 0x2018) && next < span.end ? next : span.start;
}

/* A single common word that stands for nobody: NOTE, WARNING. */
static int is_notice(const q_document *document, q_span label)
{
    char key[2 * LABEL_MAX];
    uint32_t person = Q_LEX_ROLE | Q_LEX_KINSHIP | Q_LEX_TITLE | Q_LEX_FIRST_NAME | Q_LEX_SURNAME | Q_LEX_ORG;
    size_t length = q_fold(document->text + label.start, label.end - label.start, key, sizeof key);
    const q_entry *entry = length == SIZE_MAX ? NULL : q_lexicon_find(document->lexicon, key, length);
    return entry && (entry->flags & Q_LEX_COMMON) && !(entry->flags & person);
}

/* Labels count only where several paragraphs have one; names in mixed case must be a habit of the text, and so must words that
 * name nobody. Behind a quotation mark a name in mixed case is none: “Ann: come here!” */
static void keep_labels(q_document *document)
{
    uint32_t upper_count = 0, mixed_count = 0;
    int upper;
    for (uint32_t i = 0; i < document->paragraphs.n; i++) {
        q_paragraph *paragraph = &document->paragraphs.at[i];
        q_span words = {label_start(document->text, paragraph->span), paragraph->span.end};
        paragraph->label = (q_span){words.start, label_end(document->text, words, &upper)};
        if (!upper && words.start > paragraph->span.start)
            paragraph->label.end = words.start;
        if (paragraph->label.end > paragraph->label.start)
            upper ? upper_count++ : mixed_count++;
    }
    int keep_mixed = mixed_count >= 3 && mixed_count * 3 >= document->paragraphs.n;
    for (uint32_t i = 0; i < document->paragraphs.n; i++) {
        q_paragraph *paragraph = &document->paragraphs.at[i];
        if (paragraph->label.end == paragraph->label.start)
            continue;
        label_end(document->text, (q_span){paragraph->label.start, paragraph->span.end}, &upper);
        if ((upper ? upper_count < 2 : !keep_mixed) ||
            (upper_count + mixed_count < HABIT_LEAST && is_notice(document, paragraph->label)))
            paragraph->label.end = paragraph->label.start;
    }
}

/* Whether a paragraph that is set in stands after one that is not and ends in a colon, or after one of the same block. */
static int is_announced(const q_document *document, line first)
{
    const q_paragraph *before = document->paragraphs.n > 1 ? &document->paragraphs.at[document->paragraphs.n - 2] : NULL;
    return before && first.indent >= BLOCK_INDENT &&
           (before->indented ? before->kind == Q_BLOCK_QUOTE : document->text[before->span.end - 1] == ':');
}

static int add_paragraph(q_document *document, line first, line last, int gap, uint32_t width)
{
    q_paragraph *paragraph = Q_APPEND(document->allocator, &document->paragraphs, 1);
    if (!paragraph)
        return 0;
    *paragraph = (q_paragraph){.span = {first.start, last.end}, .gap = (uint8_t)gap, .indented = first.indent > 0};
    paragraph->wrapped = width && first.start != last.start;
    paragraph->dateline = (q_span){first.start, dateline_end(document->text, paragraph->span)};
    int set_in = gap && last.start != first.start && first.indent >= BLOCK_INDENT && last.indent >= BLOCK_INDENT;
    if (document->text[first.start] == '>' || set_in || is_announced(document, first))
        paragraph->kind = Q_BLOCK_QUOTE;
    else if (is_list_item(document->text, first))
        paragraph->kind = Q_LIST_ITEM;
    else if (first.start == last.start && gap && is_heading(document->text, first))
        paragraph->kind = Q_HEADING;
    return 1;
}

quoth_status q_room_paragraph(q_document *document)
{
    uint32_t width = wrap_width(document);
    line first = {0, 0, 0, 0}, last = first;
    int gap = 1, next_gap = 1;
    for (uint32_t at = 0; at < document->length;) {
        line l = read_line(document->text, document->length, at);
        at = l.after;
        int blank = l.start == l.end, pending = first.end > first.start;
        int goes_on = !blank && (width ? !begins_paragraph(document->text, last, l, width) : are_marked(document->text, last, l));
        if (pending && !goes_on) {
            if (!add_paragraph(document, first, last, gap, width))
                return QUOTH_E_MEMORY;
            pending = 0;
            first.end = first.start;
        }
        next_gap = blank ? 1 : next_gap;
        if (blank)
            continue;
        if (!pending) {
            first = l;
            gap = next_gap;
        }
        last = l;
        next_gap = 0;
    }
    if (first.end > first.start && !add_paragraph(document, first, last, gap, width))
        return QUOTH_E_MEMORY;
    if (document->paragraphs.n == 1 && document->paragraphs.at[0].kind == Q_HEADING)
        document->paragraphs.at[0].kind = Q_BODY;
    keep_labels(document);
    return QUOTH_OK;
}
