#include "boundary.h"

#include <string.h>

#include "chunk.h"
#include "linear.h"
#include "utf8.h"

enum {
    STOPPED_MIN = 120, /* bytes of a paragraph of edited text in which sentences end with a mark */
    SURE_MIN = 4,      /* letters of a word before a full stop that is none of an abbreviation */
    MARKS_MAX = 4,     /* marks on one side of a word that are told apart */
    ENDING = 3,        /* bytes of an ending */
    TAG_WORDS = 4      /* words behind a quotation in which a reporting verb is looked for */
};

typedef struct word { /* a chunk: marks, a word, marks */
    uint32_t start, end;
    uint32_t core, core_end; /* the word; equal when there are only marks */
    uint32_t hash;
    uint32_t lead, trail;    /* the marks */
    uint32_t shape;
} word;

/* Marks that differ in form alone are one. */
static uint32_t mark_of(uint32_t c)
{
    switch (c) {
    case 0x201C: case 0x201D: case 0x201E: case 0xAB: case 0xBB:
        return '"';
    case 0x2018: case 0x2019: case '`':
        return '\'';
    case 0x2013: case 0x2015:
        return 0x2014;
    default:
        return c;
    }
}

typedef struct marks {
    uint32_t at[MARKS_MAX];
    uint32_t n;
} marks;

static void add_mark(marks *found, uint32_t c)
{
    uint32_t mark = mark_of(c), *last = found->n ? &found->at[found->n - 1] : NULL;
    if (last && mark == '.' && (*last == '.' || *last == 0x2026))
        *last = 0x2026;
    else if (found->n < MARKS_MAX && !(last && *last == mark))
        found->at[found->n++] = mark;
}

static uint32_t hash_of_marks(const marks *found)
{
    uint32_t hash = 0;
    for (uint32_t i = 0; i < found->n; i++)
        hash = (hash ^ found->at[i]) * 0x9E3779B1u;
    return hash;
}

/* Reads the chunk at `start`; none when that is `limit`. */
static void read_word(const char *text, uint32_t start, uint32_t limit, word *w)
{
    uint32_t most = limit - start > Q_CHUNK_MAX ? start + Q_CHUNK_MAX : limit, next;
    w->start = w->core = start;
    w->lead = w->trail = 0;
    w->end = w->core_end = q_chunk_plain(text, start, most, &w->hash, &w->shape);
    if (w->end > start)
        return;
    marks lead = {{0}, 0}, trail = {{0}, 0};
    w->end = q_chunk_end(text, start, most);
    for (; w->core < w->end; w->core = next) {
        uint32_t c = q_utf8_at(text, w->core, &next);
        if (q_is_word(c))
            break;
        add_mark(&lead, c);
    }
    for (w->core_end = w->end; w->core_end > w->core; w->core_end = next) {
        uint32_t c = q_utf8_before(text, w->core_end, &next);
        if (q_is_word(c))
            break;
        add_mark(&trail, c);
    }
    w->lead = hash_of_marks(&lead);
    w->trail = hash_of_marks(&trail);
    w->hash = q_chunk_read(text, w->core, w->core_end, &w->shape);
}

static uint32_t skip_space(const q_boundary *b, uint32_t at)
{
    uint32_t next;
    while (at < b->paragraph.end && q_is_space(q_utf8_at(b->document->text, at, &next)))
        at = next;
    return at;
}

static void next_word(const q_boundary *b, const word *before, word *w)
{
    uint32_t at = skip_space(b, before->end);
    read_word(b->document->text, at, at > before->end ? b->paragraph.end : at, w);
}

typedef struct question { /* what the lists say of a word, with the full stop behind it where they know it so */
    q_key stopped, plain;
    int is_stopped, is_plain;
} question;

static void ask(const q_document *document, const word *w, question *q)
{
    int stop = w->core_end < w->end && document->text[w->core_end] == '.';
    q->is_stopped = stop && q_chunk_ask(document, w->core, w->core_end + 1, &q->stopped);
    q->is_plain = q_chunk_ask(document, w->core, w->core_end, &q->plain);
}

static void ask_further(const q_document *document, const question *q)
{
    if (q->is_stopped)
        q_lexicon_ask_further(document->lexicon, &q->stopped);
    if (q->is_plain)
        q_lexicon_ask_further(document->lexicon, &q->plain);
}

static const q_entry *answer(const q_document *document, const question *q)
{
    const q_entry *entry = q->is_stopped ? q_chunk_find(document, &q->stopped) : NULL;
    return entry || !q->is_plain ? entry : q_chunk_find(document, &q->plain);
}

void q_boundary_open(q_boundary *b, const q_document *document, quoth_style style)
{
    memset(b, 0, sizeof *b);
    b->document = document;
    b->style = style;
    b->inside = Q_NONE;
}

/* Whether a paragraph ends with a mark, or the mark before one that closes. */
static int is_stopped(const q_boundary *b)
{
    uint32_t at = b->paragraph.end, c = at > b->paragraph.start ? q_utf8_before(b->document->text, at, &at) : 0;
    if ((mark_of(c) == '"' || mark_of(c) == '\'' || c == ')') && at > b->paragraph.start)
        c = q_utf8_before(b->document->text, at, &at);
    return q_is_stop(c);
}

void q_boundary_paragraph(q_boundary *b, uint32_t index)
{
    const q_paragraph *row = &b->document->paragraphs.at[index];
    b->paragraph = row->span;
    b->kind = row->kind;
    b->stopped = b->style == QUOTH_STYLE_EDITED && (row->span.end - row->span.start >= STOPPED_MIN || is_stopped(b));
    b->gap = b->next = b->sentence = b->stop = row->span.start;
    b->words = 0;
}

void q_boundary_cut(q_boundary *b)
{
    b->sentence = b->next;
    b->words = 0;
}

/* The mark before the gap ends no sentence that goes on with a small letter: a semicolon or colon, a dash, or one that closes, not
 * behind a full stop. */
static int goes_on(const q_boundary *b, uint32_t gap)
{
    uint32_t before, c = mark_of(q_utf8_before(b->document->text, gap, &before));
    if (c == ';' || c == ':')
        return 1;
    return (c == '"' || c == '\'' || c == '-' || c == 0x2014 || c == ')' || c == ']' || c == '%') &&
           before > b->paragraph.start && b->document->text[before - 1] != '.';
}

/* Between a letter or comma and a small letter no sentence ends, nor in a longer paragraph between these and anything: nine gaps
 * in ten. */
static int is_candidate(const q_boundary *b, uint32_t gap, uint32_t next)
{
    unsigned before = q_byte_class(b->document->text[gap - 1]), after = q_byte_class(b->document->text[next]);
    int comma = b->document->text[gap - 1] == ',';
    if (b->stopped && (before & Q_BYTE_WORD || comma || (after & Q_BYTE_LOWER && goes_on(b, gap))))
        return 0;
    return !(after & Q_BYTE_LOWER) || !(before & (Q_BYTE_LOWER | Q_BYTE_UPPER) || comma);
}

/* Whether a capital stands at a place, or behind a quotation mark there. */
static int is_capital_at(const q_boundary *b, uint32_t at)
{
    uint32_t next;
    if (at < b->paragraph.end && mark_of(q_utf8_at(b->document->text, at, &next)) == '"')
        at = next;
    return at < b->paragraph.end && q_is_upper_byte(b->document->text[at]);
}

/* A question mark between a word and a capital. */
static int is_question(const q_boundary *b, uint32_t gap, uint32_t next)
{
    const char *text = b->document->text;
    return b->stopped && text[gap - 1] == '?' && gap - 1 > b->sentence && q_byte_class(text[gap - 2]) & Q_BYTE_WORD &&
           q_is_upper_byte(text[next]);
}

/* A full stop between a word of some letters, the first alone large or none, that no list has with a full stop, and a capital. */
static int is_statement(const q_boundary *b, uint32_t gap, uint32_t next)
{
    const char *text = b->document->text;
    uint32_t end = gap - 1, start = end;
    if (text[end] != '.' || !is_capital_at(b, next))
        return 0;
    while (start > b->sentence && q_byte_class(text[start - 1]) == Q_BYTE_LOWER)
        start--;
    if (start > b->sentence && q_is_upper_byte(text[start - 1]))
        start--;
    if (end - start < SURE_MIN || end - start >= Q_CHUNK_MAX)
        return 0;
    if (start > b->sentence && !(q_byte_class(text[start - 1]) & (Q_BYTE_SPACE | Q_BYTE_WIDE)) && !strchr("-\"'(", text[start - 1]))
        return 0;
    return !q_chunk_entry(b->document, start, gap);
}

/* A stop or closing mark without white space behind it: "So?"Then, end.Next, "So?""Yes." */
static int is_tight(const q_boundary *b, uint32_t at, uint32_t next, uint32_t c)
{
    const char *text = b->document->text;
    if (q_is_stop(c))
        return q_is_upper_byte(text[next]);
    if (mark_of(c) != '"' && mark_of(c) != '\'')
        return 0;
    uint32_t other, before = at > b->paragraph.start ? q_utf8_before(text, at, &other) : ' ';
    if (!q_is_stop(before) && before != ',')
        return 0;
    uint32_t after = q_utf8_at(text, next, &next);
    if (mark_of(after) == '"' || (mark_of(after) == '\'' && mark_of(c) == '"'))
        after = next < b->paragraph.end ? (unsigned char)text[next] : ' ';
    return after < 0x80 && q_is_upper_byte((char)after);
}

/* Passes over words with blanks and commas between them, eight bytes at a time: in longer paragraphs no sentence ends there. */
static uint32_t pass_words(q_boundary *b, uint32_t start)
{
    const unsigned char *text = (const unsigned char *)b->document->text;
    uint32_t at = start, end = b->paragraph.end, count = sizeof(uint64_t);
    if (!b->stopped || text[start] == ' ')
        return start;
    while (count == sizeof(uint64_t) && end - at > sizeof(uint64_t)) {
        uint64_t bytes = q_read64(text + at), blanks = q_marks_of(bytes, ' ');
        uint64_t plain = q_word_marks(bytes) | blanks | q_marks_of(bytes, ',');
        count = q_bytes_before(plain ^ Q_MARKS);
        b->words += q_marks_count(blanks & ~q_marks_of(q_read64(text + at + 1), ' '), count);
        at += count;
    }
    if (at == start || text[at - 1] != ' ')
        return at;
    b->words -= text[at] != ' '; /* what stands behind the last blank is no word yet */
    while (text[at - 1] == ' ')
        at--;
    return at;
}

int q_boundary_next(q_boundary *b)
{
    const char *text = b->document->text;
    uint32_t end = b->paragraph.end;
    for (uint32_t i = b->next, next; i < end && (i = q_word_run(text, pass_words(b, i), end, b->document->length)) < end; i = next) {
        uint32_t c = q_utf8_at(text, i, &next);
        int space = q_is_space(c);
        if (space && next < b->paragraph.end && !(q_byte_class(text[next]) & Q_BYTE_WORD))
            next = skip_space(b, next);
        if (next >= b->paragraph.end || !(space || is_tight(b, i, next, c)))
            continue;
        b->words++;
        if (!space || is_candidate(b, i, next)) {
            b->gap = space ? i : next;
            b->next = next;
            b->sure = space && (is_statement(b, i, next) || is_question(b, i, next));
            return 1;
        }
    }
    b->gap = b->next = b->paragraph.end;
    return 0;
}

uint32_t q_boundary_chunk_before(const q_boundary *b, uint32_t at)
{
    const char *text = b->document->text;
    uint32_t before, end;
    while (at > b->sentence && q_is_space(q_utf8_before(text, at, &before)))
        at = before;
    for (end = at; at > b->sentence; at = before) {
        uint32_t c = q_utf8_before(text, at, &before);
        if (q_is_space(c) || (at < end && !q_is_word(c) && is_tight(b, before, at, c)))
            break;
    }
    return at;
}

/* `chunk` is where the word before the gap begins. */
static void find_regions(q_boundary *b, uint32_t chunk)
{
    const q_document *document = b->document;
    b->closed = Q_NONE;
    while (b->region < document->regions.n && document->regions.at[b->region].outer.start < b->gap)
        b->inside = b->region++;
    while (b->inside != Q_NONE && document->regions.at[b->inside].outer.end <= b->gap) {
        if (document->regions.at[b->inside].outer.end > chunk)
            b->closed = b->inside;
        b->inside = document->regions.at[b->inside].parent;
    }
}

enum { /* how the gap lies to quotations */
    INSIDE = 1,        /* the kind of region stands above, from KIND on */
    BEGAN_INSIDE = 2,  /* the sentence began within this quotation */
    CLOSES = 4,
    CLOSES_ALL = 8,    /* what closes opened the sentence */
    OPENS = 16,
    KIND = 32
};

static uint32_t quotation_of(const q_boundary *b)
{
    const q_region *rows = b->document->regions.at;
    uint32_t state = 0;
    if (b->inside != Q_NONE)
        state |= INSIDE | (b->sentence >= rows[b->inside].outer.start ? BEGAN_INSIDE : 0) | (rows[b->inside].kind + 1u) * KIND;
    if (b->closed != Q_NONE)
        state |= CLOSES | (b->sentence >= rows[b->closed].outer.start ? CLOSES_ALL : 0);
    if (b->region < b->document->regions.n && rows[b->region].outer.start == b->next)
        state |= OPENS;
    return state;
}

/* Whether . ! or ? stands among eight bytes. */
static int has_stop(uint64_t bytes)
{
    return (q_marks_of(bytes, '.') | q_marks_of(bytes, '!') | q_marks_of(bytes, '?')) != 0;
}

/* Bytes from the gap to the next stop. */
static uint32_t stop_distance(q_boundary *b)
{
    const char *text = b->document->text;
    if (b->stop < b->next)
        b->stop = b->next;
    while (b->paragraph.end - b->stop > sizeof(uint64_t) && !has_stop(q_read64((const unsigned char *)text + b->stop)))
        b->stop += sizeof(uint64_t);
    while (b->stop < b->paragraph.end && text[b->stop] != '.' && text[b->stop] != '!' && text[b->stop] != '?')
        b->stop++;
    return b->stop - b->next;
}

/* The number of the word behind a quotation that reports it, from 1; 0 for none. */
static uint32_t reporting_word(const q_boundary *b, const word *first)
{
    word w = *first, before;
    for (uint32_t i = 1; i <= TAG_WORDS && w.end > w.start; i++) {
        const q_entry *entry = q_chunk_entry(b->document, w.core, w.core_end);
        uint32_t flags = entry ? entry->flags : 0;
        if (flags & Q_LEX_CUE_VERB && flags & Q_LEX_TIER1 && flags & (Q_LEX_PAST | Q_LEX_THIRD))
            return i;
        if (w.trail && b->document->text[w.core_end] != '.')
            return 0;
        before = w;
        next_word(b, &before, &w);
    }
    return 0;
}

static uint32_t ending_of(const char *text, const word *w)
{
    uint32_t start = w->core_end - w->core > ENDING ? w->core_end - ENDING : w->core;
    return q_chunk_hash(text, start, w->core_end);
}

uint32_t q_boundary_features(q_boundary *b, uint32_t *features)
{
    const char *text = b->document->text;
    q_features out = {features, 0};
    word none, l1, l2, l3, r1, r2, r3;
    question left_question, right_question;
    read_word(text, b->gap, b->gap, &none);
    read_word(text, q_boundary_chunk_before(b, b->gap), b->gap, &l1);
    read_word(text, b->next, b->paragraph.end, &r1);
    ask(b->document, &l1, &left_question);
    ask(b->document, &r1, &right_question);
    l2 = l3 = none;
    if (b->words > 1)
        read_word(text, q_boundary_chunk_before(b, l1.start), l1.start, &l2);
    if (b->words > 2)
        read_word(text, q_boundary_chunk_before(b, l2.start), l2.start, &l3);
    next_word(b, &r1, &r2);
    next_word(b, &r2, &r3);
    ask_further(b->document, &left_question);
    ask_further(b->document, &right_question);
    find_regions(b, l1.start);
    uint32_t quotation = quotation_of(b), mark = l1.trail, shapes = l1.shape << 4 | r1.shape;
    const q_entry *left = answer(b->document, &left_question), *right = answer(b->document, &right_question);
    uint32_t left_class = q_chunk_class(left), right_class = q_chunk_class(right);
    uint32_t left_upos = left ? left->upos : 0, right_upos = right ? right->upos : 0;
    uint32_t far = stop_distance(b), at_end = b->stop == b->paragraph.end;
    uint32_t rest = q_chunk_bucket(b->paragraph.end - b->next), since = q_chunk_bucket(b->words);
    uint32_t reports = b->closed != Q_NONE ? reporting_word(b, &r1) + 1 : 0;
    uint32_t dotted = l1.core_end > l1.core && memchr(text + l1.core, '.', l1.core_end - l1.core) != NULL;
    q_features_put(&out, l1.hash, mark, 0);
    q_features_put(&out, l1.hash, mark, r1.shape);
    q_features_put(&out, l1.hash, r1.hash, mark);
    q_features_put(&out, r1.hash, r1.shape, 0);
    q_features_put(&out, r1.hash, r1.shape, mark);
    q_features_put(&out, r1.hash, r2.hash, r1.shape);
    q_features_put(&out, l2.hash, l1.hash, mark);
    q_features_put(&out, l2.hash, mark, 0);
    q_features_put(&out, r2.hash, mark, r1.shape);
    q_features_put(&out, ending_of(text, &l1), mark, r1.shape);
    q_features_put(&out, ending_of(text, &r1), mark, r1.shape);
    q_features_put(&out, quotation, r1.hash, r1.shape);
    q_features_put(&out, 0, 0, 0);
    q_features_put(&out, mark, r1.lead, 0);
    q_features_put(&out, mark, shapes, 0);
    q_features_put(&out, mark, r1.lead, shapes);
    q_features_put(&out, l1.core_end - l1.core, mark, r1.shape);
    q_features_put(&out, l2.shape << 8 | shapes, mark, r2.shape);
    q_features_put(&out, l2.shape << 8 | shapes, mark, l2.trail);
    q_features_put(&out, shapes << 4 | r2.shape, r1.trail, mark);
    q_features_put(&out, left_class, mark, r1.shape);
    q_features_put(&out, left_class, right_class, mark);
    q_features_put(&out, right_class, right_upos, r1.shape);
    q_features_put(&out, right_class, mark, shapes);
    q_features_put(&out, right_upos, mark, r1.shape);
    q_features_put(&out, left_upos, right_upos, mark);
    q_features_put(&out, dotted, mark, shapes);
    q_features_put(&out, dotted, left_class, right_upos);
    q_features_put(&out, dotted, right_class, right_upos);
    q_features_put(&out, since, mark, r1.shape);
    q_features_put(&out, since, mark, shapes);
    q_features_put(&out, rest, mark, r1.shape);
    q_features_put(&out, q_chunk_bucket(far), at_end, r1.shape << 8 | l1.shape);
    q_features_put(&out, q_chunk_bucket(far), at_end, mark);
    q_features_put(&out, quotation, mark, r1.shape);
    q_features_put(&out, quotation, mark, r1.lead);
    q_features_put(&out, quotation, reports, r1.shape);
    q_features_put(&out, quotation, reports, mark);
    q_features_put(&out, b->kind, mark, shapes);
    q_features_put(&out, b->kind, since, rest);
    q_features_put(&out, l3.shape << 12 | l2.shape << 8 | shapes, r2.shape << 4 | r3.shape, mark);
    q_features_put(&out, l1.lead, mark, r1.lead);
    q_features_put(&out, l2.trail, r1.trail, mark);
    return out.n;
}
