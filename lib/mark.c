/* mark.c - which side of a quotation each mark stands on.
 *
 * What stands on both sides of a mark decides: an opener has no word before it, a closer none after it. Between two blanks, two
 * words or two stops the form of the mark decides, and how a form leans is learned from the text itself: « opens in French and
 * closes in German, “ closes in German and opens in English. Where the text says nothing, the language does (CLDR). */
#include "mark.h"

#include <string.h>

#include "locale.h"
#include "utf8.h"

enum { WORD_ROOM = 32 }; /* bytes of a word that is looked up for an elision */

typedef enum lean { EITHER, OPEN, CLOSE, ONLY_OPEN, ONLY_CLOSE } lean;

typedef struct form {
    uint32_t code;
    uint8_t family;
    uint8_t lean;
} form;

static const form forms[] = { /* by code point */
    {'"', Q_MARK_DOUBLE, EITHER},
    {'\'', Q_MARK_SINGLE, EITHER},
    {'-', Q_MARK_DASH, EITHER},
    {'`', Q_MARK_SINGLE, ONLY_OPEN},
    {0xAB, Q_MARK_GUILLEMET, OPEN},
    {0xB4, Q_MARK_SINGLE, ONLY_CLOSE},
    {0xBB, Q_MARK_GUILLEMET, CLOSE},
    {0x2013, Q_MARK_DASH, EITHER},
    {0x2014, Q_MARK_DASH, EITHER},
    {0x2015, Q_MARK_DASH, EITHER},
    {0x2018, Q_MARK_SINGLE, OPEN},
    {0x2019, Q_MARK_SINGLE, CLOSE},
    {0x201A, Q_MARK_SINGLE, ONLY_OPEN},
    {0x201B, Q_MARK_SINGLE, OPEN},
    {0x201C, Q_MARK_DOUBLE, OPEN},
    {0x201D, Q_MARK_DOUBLE, CLOSE},
    {0x201E, Q_MARK_DOUBLE, ONLY_OPEN},
    {0x201F, Q_MARK_DOUBLE, OPEN},
    {0x2032, Q_MARK_PRIME, ONLY_CLOSE},
    {0x2033, Q_MARK_DOUBLE_PRIME, ONLY_CLOSE},
    {0x2034, Q_MARK_TRIPLE_PRIME, ONLY_CLOSE},
    {0x2035, Q_MARK_PRIME, ONLY_OPEN},
    {0x2036, Q_MARK_DOUBLE_PRIME, ONLY_OPEN},
    {0x2037, Q_MARK_TRIPLE_PRIME, ONLY_OPEN},
    {0x2039, Q_MARK_SMALL_GUILLEMET, OPEN},
    {0x203A, Q_MARK_SMALL_GUILLEMET, CLOSE},
    {0x275B, Q_MARK_SMALL_ORNAMENT, OPEN},
    {0x275C, Q_MARK_SMALL_ORNAMENT, CLOSE},
    {0x275D, Q_MARK_ORNAMENT, OPEN},
    {0x275E, Q_MARK_ORNAMENT, CLOSE},
    {0x2E42, Q_MARK_DOUBLE, ONLY_OPEN},
    {0x300C, Q_MARK_CORNER, ONLY_OPEN},
    {0x300D, Q_MARK_CORNER, ONLY_CLOSE},
    {0x300E, Q_MARK_WHITE_CORNER, ONLY_OPEN},
    {0x300F, Q_MARK_WHITE_CORNER, ONLY_CLOSE},
    {0x301D, Q_MARK_DITTO, OPEN},
    {0x301E, Q_MARK_DITTO, CLOSE},
    {0x301F, Q_MARK_DITTO, CLOSE},
    {0xFE41, Q_MARK_CORNER, ONLY_OPEN},
    {0xFE42, Q_MARK_CORNER, ONLY_CLOSE},
    {0xFE43, Q_MARK_WHITE_CORNER, ONLY_OPEN},
    {0xFE44, Q_MARK_WHITE_CORNER, ONLY_CLOSE},
    {0xFF02, Q_MARK_DOUBLE, EITHER},
    {0xFF62, Q_MARK_CORNER, ONLY_OPEN},
    {0xFF63, Q_MARK_CORNER, ONLY_CLOSE},
};
enum { FORMS = sizeof forms / sizeof *forms };

static const struct pair { /* beside those of the language and of each straight mark with itself */
    uint32_t open, close;
} pairs[] = {
    {0x201C, 0x201D}, {0x201E, 0x201C}, {0x201E, 0x201D}, {0x201D, 0x201D}, {0x201F, 0x201D}, {0x2E42, 0x201D}, {0x2018, 0x2019},
    {0x201A, 0x2018}, {0x201A, 0x2019}, {0x2019, 0x2019}, {0x201B, 0x2019}, {0xAB, 0xBB},     {0xBB, 0xAB},     {0xBB, 0xBB},
    {0x2039, 0x203A}, {0x203A, 0x2039}, {0x203A, 0x203A}, {0x275B, 0x275C}, {0x275D, 0x275E}, {'`', '\''},      {'`', 0xB4},
    {',', '\''},      {'<', '>'},
};

static const form *form_of(uint32_t c)
{
    int low = 0, high = FORMS;
    while (low < high) {
        int middle = (low + high) / 2;
        if (forms[middle].code == c)
            return &forms[middle];
        if (forms[middle].code < c)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

int q_marks_match(const q_document *document, uint32_t open, uint32_t close)
{
    const form *opening = form_of(open);
    if (document->locale) {
        q_delimiters own = q_locale_delimiters(document->locale);
        if ((open == own.open && close == own.close) || (open == own.inner_open && close == own.inner_close))
            return 1;
    }
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].open == open && pairs[i].close == close)
            return 1;
    return opening ? (opening->lean == EITHER && open == close) || opening->family >= Q_MARK_CORNER : 0;
}

/* ---- one mark ---- */

typedef struct scan {
    const q_document *document;
    q_marks *marks;
    q_span paragraph;
    uint32_t opening[FORMS]; /* how often each form stands where it can only open, only close */
    uint32_t closing[FORMS];
} scan;

typedef struct place { /* what stands on both sides; a blank where the paragraph ends */
    uint32_t before, after;
} place;

static place place_of(const scan *s, const q_mark *mark)
{
    uint32_t other, end = mark->start + mark->length;
    return (place){mark->start > s->paragraph.start ? q_utf8_before(s->document->text, mark->start, &other) : ' ',
                   end < s->paragraph.end ? q_utf8_at(s->document->text, end, &other) : ' '};
}

static int is_unspaced(uint32_t c) /* scripts that write no blanks between words, or join particles to a closing mark */
{
    return c >= 0x2E80 && c < 0xFB00;
}

static int is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == ',' || c == ';' || c == ':' || c == 0x2026 || c == 0x2014 || c == 0x2013 || c == '-';
}

static int opens_bracket(uint32_t c)
{
    return c == '(' || c == '[' || c == '{' || c == 0xBF || c == 0xA1;
}

/* The word of letters and apostrophes that begins at a byte is written with an apostrophe: 'tis, 'em, '90s, 'n'. */
static int is_elision(const scan *s, uint32_t start, uint32_t after)
{
    char key[WORD_ROOM * 2];
    const char *text = s->document->text;
    uint32_t end = after, next;
    while (end < s->paragraph.end && end - start < WORD_ROOM && q_is_word(q_utf8_at(text, end, &next)))
        end = next;
    if (end - start >= WORD_ROOM || end == after)
        return 0;
    if (q_is_digit((unsigned char)text[after]))
        return 1;
    size_t length = q_fold(text + start, end - start, key, sizeof key);
    key[0] = '\'';
    const q_entry *entry = length == SIZE_MAX ? NULL : q_lexicon_find(s->document->lexicon, key, length);
    return entry && (entry->flags & Q_LEX_ELISION);
}

/* Two characters of ASCII that stand for one mark: `` '' ,, << >>. */
static int read_pair(const scan *s, q_mark *mark)
{
    const char *text = s->document->text;
    uint32_t at = mark->start;
    if (at + 1 >= s->paragraph.end || text[at + 1] != text[at] || (text[at] == '\'' && is_elision(s, at + 1, at + 2)))
        return 0;
    if ((at + 2 < s->paragraph.end && text[at + 2] == text[at]) || (at > s->paragraph.start && text[at - 1] == text[at]))
        return 0; /* three or more: code, a prompt, a rule */
    mark->length = 2;
    mark->family = text[at] == '<' || text[at] == '>' ? Q_MARK_GUILLEMET : Q_MARK_DOUBLE;
    return 1;
}

/* After an s or in a word that drops its end (goin', o', an') a single mark is more likely an apostrophe. */
static int ends_elided(const scan *s, const q_mark *mark, uint32_t before)
{
    char key[WORD_ROOM * 2];
    uint32_t start = mark->start, other;
    if ((before | 32) == 's' || before == 0x17F)
        return 1;
    while (start > s->paragraph.start && mark->start - start < WORD_ROOM && q_is_letter(q_utf8_before(s->document->text, start, &other)))
        start = other;
    size_t length = q_fold(s->document->text + start, mark->start - start, key, sizeof key - 2);
    if (length == SIZE_MAX || !length)
        return 0;
    if (length > 3 && key[length - 1] == 'n' && key[length - 2] == 'i')
        return 1;
    memcpy(key + length, "'", 2);
    const q_entry *entry = q_lexicon_find(s->document->lexicon, key, length + 1);
    return entry && (entry->flags & Q_LEX_ELISION);
}

/* The sides on which a mark can stand by its neighbours alone. */
static unsigned sides_of(const q_mark *mark, place p)
{
    int word_before = q_is_word(p.before), word_after = q_is_word(p.after);
    int space_before = q_is_space(p.before), space_after = q_is_space(p.after);
    unsigned sides = 0;
    if ((is_unspaced(p.before) || is_unspaced(p.after)) && !(space_before && word_after) && !(word_before && space_after))
        return Q_MARK_OPENS | Q_MARK_CLOSES;
    if (word_before && word_after)
        return 0;
    if (!word_before && !space_after)
        sides |= Q_MARK_OPENS;
    if (!word_after && !space_before)
        sides |= Q_MARK_CLOSES;
    if (space_before && (space_after || is_stop(p.after) || p.after == ')'))
        sides = Q_MARK_OPENS | Q_MARK_CLOSES;
    if (word_after && is_stop(p.before) && p.before < 0x80 && p.before != '-' && mark->family != Q_MARK_SINGLE)
        sides |= Q_MARK_CLOSES; /* a blank is missing on one side */
    return opens_bracket(p.before) ? Q_MARK_OPENS : sides;
}

static void count(scan *s, const form *f, unsigned sides)
{
    if (sides == Q_MARK_OPENS)
        s->opening[f - forms]++;
    else if (sides == Q_MARK_CLOSES)
        s->closing[f - forms]++;
}

/* A single mark: tells apostrophes from quotation marks as far as the word beside it can. */
static unsigned single_sides(const scan *s, const q_mark *mark, place p, unsigned sides)
{
    uint32_t end = mark->start + mark->length;
    if (q_is_word(p.before) && q_is_word(p.after))
        return 0;
    if ((sides & Q_MARK_OPENS) && mark->code != '`' && is_elision(s, mark->start, end))
        sides |= Q_MARK_ELIDED;
    if (!(sides & Q_MARK_CLOSES))
        return sides;
    if (is_stop(p.before))
        return sides | Q_MARK_SURE;
    return ends_elided(s, mark, p.before) ? sides | Q_MARK_WEAK : sides;
}

static unsigned surroundings(const scan *s, const q_mark *mark)
{
    uint32_t at = mark->start, c = ' ';
    while (at > s->paragraph.start && q_is_space(c = q_utf8_before(s->document->text, at, &at)))
        ;
    unsigned found = q_is_word(c) ? Q_MARK_MID_CLAUSE : 0;
    return mark->start > s->paragraph.start && s->document->text[mark->start - 1] == '\n' ? found | Q_MARK_LINE_START : found;
}

static int add(scan *s, q_mark mark)
{
    const form *f = form_of(mark.code);
    place p = place_of(s, &mark);
    unsigned sides = 0;
    if (mark.family == Q_MARK_DASH) {
        if (!q_is_space(p.before) && (!q_is_space(p.after) || mark.code == '-') && !is_stop(p.after))
            return 1;
    } else if (f && f->lean == ONLY_OPEN) {
        sides = mark.code == '`' && q_is_space(p.after) ? 0u : Q_MARK_OPENS; /* the end of a word of code in backticks */
    } else if (f && f->lean == ONLY_CLOSE) {
        sides = Q_MARK_CLOSES;
    } else {
        sides = sides_of(&mark, p);
        if (mark.family == Q_MARK_SINGLE)
            sides = single_sides(s, &mark, p, sides);
        if (mark.code == ',')
            sides &= q_is_space(p.before) ? Q_MARK_OPENS : 0u;
        if (mark.code == '>' && !q_is_letter(p.after))
            sides &= ~(unsigned)Q_MARK_OPENS;
        if (!sides)
            return 1;
        if (f && mark.length == 1 + (mark.code > 0x7F) + (mark.code > 0x7FF))
            count(s, f, sides & (Q_MARK_OPENS | Q_MARK_CLOSES));
        sides |= f && f->lean == EITHER ? Q_MARK_STRAIGHT : 0u;
    }
    mark.sides = (uint8_t)(sides | surroundings(s, &mark));
    q_mark *row = Q_APPEND(s->document->allocator, &s->marks->rows, 1);
    if (row)
        *row = mark;
    return row != NULL;
}

/* ---- the whole text ---- */

/* Bytes with which a mark can begin. */
static const uint8_t begins[256] = {['"'] = 1, ['\''] = 1, ['`'] = 1, [','] = 1,  ['<'] = 1,  ['>'] = 1,
                                    ['-'] = 1, [0xC2] = 1, [0xE2] = 1, [0xE3] = 1, [0xEF] = 1};

/* The first byte that can begin a mark, or `end`. */
static uint32_t next_begin(const char *text, uint32_t at, uint32_t end)
{
    const unsigned char *bytes = (const unsigned char *)text;
    while (end - at >= 4 && !(begins[bytes[at]] | begins[bytes[at + 1]] | begins[bytes[at + 2]] | begins[bytes[at + 3]]))
        at += 4;
    while (at < end && !begins[bytes[at]])
        at++;
    return at;
}

/* Whether a comma behind a letter or digit of ASCII, or a hyphen or apostrophe between two, stands at a byte: no mark. */
static int is_in_words(const scan *s, uint32_t at)
{
    const char *text = s->document->text + at;
    if (at == s->paragraph.start || at + 1 >= s->paragraph.end || !(q_byte_class(text[-1]) & Q_BYTE_WORD))
        return 0;
    return *text == ',' ? text[1] != ',' : (*text == '-' || *text == '\'') && q_byte_class(text[1]) & Q_BYTE_WORD;
}

static int read_paragraph(scan *s)
{
    const char *text = s->document->text;
    uint32_t end = s->paragraph.end;
    for (uint32_t i = next_begin(text, s->paragraph.start, end), next; i < end; i = next_begin(text, next, end)) {
        uint32_t c = q_utf8_at(text, i, &next);
        if (is_in_words(s, i))
            continue;
        q_mark mark = {.start = i, .code = c, .length = (uint8_t)(next - i)};
        const form *f = form_of(c);
        if (c == ',' || c == '<' || c == '>' || c == '`' || c == '\'') {
            if (!read_pair(s, &mark) && !f)
                continue;
            next = i + mark.length;
        }
        if (!mark.family && f)
            mark.family = f->family;
        if (mark.family && !add(s, mark))
            return 0;
    }
    return 1;
}

static lean locale_lean(const q_document *document, uint32_t c)
{
    if (!document->locale)
        return EITHER;
    q_delimiters own = q_locale_delimiters(document->locale);
    int open = c == own.open || c == own.inner_open, close = c == own.close || c == own.inner_close;
    return open == close ? EITHER : open ? OPEN : CLOSE;
}

/* How a form leans in this text. */
static lean lean_of(const scan *s, const form *f)
{
    uint32_t opening = s->opening[f - forms], closing = s->closing[f - forms];
    if (opening > 2 * closing || closing > 2 * opening)
        return opening > closing ? OPEN : CLOSE;
    lean own = locale_lean(s->document, f->code);
    return own == EITHER ? (lean)f->lean : own;
}

/* Marks that could stand on both sides lean as their form does in this text; marks of two characters as written. */
static void settle(scan *s)
{
    lean leans[FORMS];
    for (int i = 0; i < FORMS; i++)
        leans[i] = forms[i].lean == EITHER ? EITHER : lean_of(s, &forms[i]);
    for (uint32_t i = 0; i < s->marks->rows.n; i++) {
        q_mark *mark = &s->marks->rows.at[i];
        const form *f = form_of(mark->code);
        unsigned both = Q_MARK_OPENS | Q_MARK_CLOSES;
        lean own = f ? leans[f - forms] : mark->code == '>' ? CLOSE : OPEN;
        if ((mark->sides & both) == both && own != EITHER)
            mark->sides = (uint8_t)(mark->sides & ~(own == OPEN || own == ONLY_OPEN ? Q_MARK_CLOSES : Q_MARK_OPENS));
        if ((mark->sides & both) == Q_MARK_OPENS)
            s->marks->openers[mark->family]++;
    }
}

quoth_status q_marks_read(const q_document *document, q_marks *marks)
{
    scan s = {.document = document, .marks = marks};
    for (uint32_t i = 0; i < document->paragraphs.n; i++) {
        s.paragraph = document->paragraphs.at[i].span;
        if (!read_paragraph(&s))
            return QUOTH_E_MEMORY;
    }
    settle(&s);
    return QUOTH_OK;
}
