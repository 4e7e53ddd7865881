#include "joint.h"

#include <string.h>

#include "chunk.h"
#include "linear.h"
#include "utf8.h"

enum {
    AROUND = 3,              /* characters on each side that are told apart */
    RUN_MAX = 32,            /* bytes of a word beside the joint */
    REST = 8,                /* bytes behind the joint that are told apart */
    STOPPED_MIN = 4,         /* letters of a word that no list need know to be none that is cut short */
    INDIC = 0x900,           /* scripts of Asia, up to */
    LATIN_EXTENDED = 0x1E00,
    SYMBOLS = 0x2190         /* arrows, emoji; then Han and others */
};

static int is_digit_byte(char byte) { return q_byte_class(byte) == Q_BYTE_DIGIT; }

/* A full stop behind a number without another, or behind a word of the lists or of some letters that no list knows as an
 * abbreviation. */
static int is_plain_stop(const q_document *document, q_span word)
{
    const char *text = document->text;
    uint32_t length = word.end - word.start;
    if (is_digit_byte(text[word.start]))
        return is_digit_byte(text[word.end - 1]) && !memchr(text + word.start, '.', length);
    if (length < 2 || length >= Q_CHUNK_MAX)
        return 0;
    for (uint32_t i = word.start + 1; i < word.end; i++)
        if (q_byte_class(text[i]) != Q_BYTE_LOWER)
            return 0;
    if (length < STOPPED_MIN) {
        const q_entry *entry = q_chunk_entry(document, word.start, word.end);
        if (!entry || !(entry->flags & Q_LEX_COMMON))
            return 0;
    }
    return !q_chunk_entry(document, word.start, word.end + 1);
}

/* The end of a mark of three bytes: “ ” ’. */
static uint32_t curly_end(const char *text, uint32_t at, uint32_t end, unsigned char last)
{
    return at + 2 < end && text[at] == '\xE2' && text[at + 1] == '\x80' && (unsigned char)text[at + 2] == last ? at + 3 : at;
}

static uint32_t double_mark_end(const char *text, uint32_t at, uint32_t end, unsigned char curly)
{
    return at < end && text[at] == '"' ? at + 1 : curly_end(text, at, end, curly);
}

/* The end of some letters and digits, or of a number: 1,500.75, 9:30. */
static uint32_t letters_end(const char *text, uint32_t at, uint32_t end)
{
    uint32_t to = at;
    while (to < end && (is_digit_byte(text[to]) || (to > at && to + 1 < end && is_digit_byte(text[to + 1]) &&
                                                    (text[to] == ',' || text[to] == '.' || text[to] == ':'))))
        to++;
    return q_word_run(text, to, end, end);
}

/* The end of 's, 're, n't: an apostrophe and one or two letters or digits that end the word; `at` for none. */
static uint32_t clitic_end(const char *text, uint32_t at, uint32_t end)
{
    uint32_t from = at < end && text[at] == '\'' ? at + 1 : curly_end(text, at, end, 0x99), to = letters_end(text, from, end);
    return from > at && to > from && to - from <= 2 && (to == end || text[to] != '\'') ? to : at;
}

static int is_clause_end(char c) { return c == ',' || c == '!' || c == '?'; }

int q_joint_plain(const q_document *document, q_span chunk, q_joint_plain_parts *parts)
{
    const char *text = document->text;
    uint32_t open = double_mark_end(text, chunk.start, chunk.end, 0x9C);
    if (open == chunk.start && (text[open] == '(' || (text[open] == '$' && open + 1 < chunk.end && is_digit_byte(text[open + 1]))))
        open++;
    uint32_t letters = letters_end(text, open, chunk.end), word = clitic_end(text, letters, chunk.end), mark = word;
    if (letters == open)
        return 0;
    if (mark < chunk.end && (is_clause_end(text[mark]) || (text[mark] == '.' && is_plain_stop(document, (q_span){open, word}))))
        mark++;
    uint32_t close = double_mark_end(text, mark, chunk.end, 0x9D);
    if (close == word && close + 1 == chunk.end && (text[close] == ';' || text[close] == ':' || text[close] == ')'))
        close++;
    *parts = (q_joint_plain_parts){{open, word}, mark, word > letters};
    return close == chunk.end;
}

int q_joint_is_known(const q_document *document, q_span chunk)
{
    uint32_t next;
    if (chunk.end - chunk.start > Q_JOINT_CHUNK_MAX)
        return 0;
    for (uint32_t at = chunk.start; at < chunk.end; at = next) {
        uint32_t c = q_utf8_at(document->text, at, &next);
        if (c >= SYMBOLS || (c >= INDIC && c < LATIN_EXTENDED) || !c)
            return 0;
    }
    return 1;
}

void q_joint_open(q_joint *joint, const q_document *document)
{
    memset(joint, 0, sizeof *joint);
    joint->document = document;
    joint->inside = Q_NONE;
}

static int is_address_byte(unsigned char c)
{
    return c >= 0x80 || (c > ' ' && !strchr("<>\"[]{}|`", c));
}

/* A part of the chunk that a letter or digit or / ends, from `start` on. */
static uint32_t address_end(const char *text, uint32_t start, uint32_t end)
{
    uint32_t at = start, before;
    while (at < end && is_address_byte((unsigned char)text[at]))
        at++;
    while (at > start) {
        uint32_t c = q_utf8_before(text, at, &before);
        if (c == '/' || q_is_word(c))
            break;
        at = before;
    }
    return at;
}

static uint32_t word_before(const char *text, uint32_t start, uint32_t at, const char *marks)
{
    while (at > start) {
        unsigned char c = (unsigned char)text[at - 1];
        if (!q_is_word(c) && !strchr(marks, c))
            break;
        at--;
    }
    return at;
}

/* https://example.org/a, www.example.org or ann@example.org within the chunk. */
static q_span address_of(const char *text, q_span chunk)
{
    size_t length = chunk.end - chunk.start;
    const char *colon = memchr(text + chunk.start, ':', length), *at = memchr(text + chunk.start, '@', length);
    q_span found = {chunk.end, chunk.end};
    if (colon && colon + 3 < text + chunk.end && colon[1] == '/' && colon[2] == '/') {
        found.start = word_before(text, chunk.start, (uint32_t)(colon - text), "");
    } else if (at && at > text + chunk.start && memchr(at, '.', (size_t)(text + chunk.end - at))) {
        found.start = word_before(text, chunk.start, (uint32_t)(at - text), "._-+");
    } else {
        uint32_t start = chunk.start;
        while (start + 4 < chunk.end && memcmp(text + start, "www.", 4))
            start++;
        found.start = start + 4 < chunk.end ? start : chunk.end;
    }
    if (found.start < chunk.end)
        found.end = address_end(text, found.start, chunk.end);
    return found;
}

/* Letters and digits by class, marks themselves. */
static uint32_t kind_of(uint32_t c)
{
    if (q_is_digit(c))
        return '0';
    if (!q_is_letter(c))
        return c == 0x2019 || c == 0x2018 ? '\'' : c == 0x201C || c == 0x201D ? '"' : c == 0x2010 || c == 0x2011 ? '-' : c;
    return q_is_upper(c) ? 'A' : 'a';
}

/* The kind of the next character of the sentence behind the chunk, or 0. */
static uint32_t following_kind(const char *text, uint32_t at, uint32_t end)
{
    uint32_t next;
    for (; at < end; at = next) {
        uint32_t c = q_utf8_at(text, at, &next);
        if (!q_is_space(c))
            return kind_of(c);
    }
    return 0;
}

void q_joint_chunk(q_joint *joint, q_span chunk, q_span sentence)
{
    joint->chunk = chunk;
    joint->sentence = sentence;
    joint->token = joint->at = chunk.start;
    joint->hash = q_chunk_hash(joint->document->text, chunk.start, chunk.end);
    joint->following = following_kind(joint->document->text, chunk.end, sentence.end);
    joint->address = address_of(joint->document->text, chunk);
}

int q_joint_closes(q_joint *joint)
{
    const q_region *regions = joint->document->regions.at;
    uint32_t count = joint->document->regions.n;
    while (joint->region < count && regions[joint->region].outer.start <= joint->chunk.start)
        joint->inside = joint->region++;
    while (joint->inside != Q_NONE && regions[joint->inside].outer.end <= joint->chunk.start)
        joint->inside = regions[joint->inside].parent;
    return (joint->inside != Q_NONE && regions[joint->inside].outer.end <= joint->chunk.end) ||
           (joint->region < count && regions[joint->region].outer.start < joint->chunk.end);
}

void q_joint_cut(q_joint *joint)
{
    joint->token = joint->at;
}

int q_joint_next(q_joint *joint)
{
    const char *text = joint->document->text;
    uint32_t next, after;
    for (uint32_t at = joint->at; at < joint->chunk.end; at = next) {
        uint32_t before = q_utf8_at(text, at, &next);
        if (next >= joint->chunk.end)
            break;
        if (next > joint->address.start && next < joint->address.end)
            continue;
        if (!q_is_word(before) || !q_is_word(q_utf8_at(text, next, &after))) {
            joint->at = next;
            return 1;
        }
    }
    joint->at = joint->chunk.end;
    return 0;
}

static int is_letter_kind(uint32_t kind) { return kind == 'a' || kind == 'A'; }

/* A mark that can stand within a word of the lists: e-mail, o'clock, and/or. */
static int is_inner(uint32_t kind) { return kind == '-' || kind == '\'' || kind == '/' || kind == '.'; }

typedef struct view { /* the characters around a joint, nearest first; 0 beyond the chunk */
    uint32_t before[AROUND];
    uint32_t after[AROUND];
    q_span left, right;           /* the word or mark on each side */
    q_span left_word, right_word; /* beyond a single mark: the words it stands between */
} view;

/* The run of letters and digits that ends at `at`, or the character if it is a mark. */
static q_span run_before(const char *text, uint32_t start, uint32_t at)
{
    uint32_t from = at, before;
    while (from > start && at - from < RUN_MAX && q_is_word(q_utf8_before(text, from, &before)))
        from = before;
    if (from == at && at > start)
        q_utf8_before(text, at, &from);
    return (q_span){from, at};
}

static q_span run_after(const char *text, uint32_t at, uint32_t end)
{
    uint32_t to = at, next;
    while (to < end && to - at < RUN_MAX && q_is_word(q_utf8_at(text, to, &next)))
        to = next;
    if (to == at && at < end)
        q_utf8_at(text, at, &to);
    return (q_span){at, to};
}

static view view_of(const q_joint *joint)
{
    const char *text = joint->document->text;
    view v = {.left = run_before(text, joint->chunk.start, joint->at), .right = run_after(text, joint->at, joint->chunk.end)};
    uint32_t at = joint->at, next;
    for (int i = 0; i < AROUND && at > joint->chunk.start; i++)
        v.before[i] = kind_of(q_utf8_before(text, at, &at));
    at = joint->at;
    for (int i = 0; i < AROUND && at < joint->chunk.end; i++, at = next)
        v.after[i] = kind_of(q_utf8_at(text, at, &next));
    v.left_word = run_before(text, joint->chunk.start, v.left.start);
    v.right_word = run_after(text, v.right.end, joint->chunk.end);
    return v;
}

/* A quotation ends with the character before the joint (1) or behind it (2). */
static uint32_t closing_mark(q_joint *joint, const view *v)
{
    const q_document *document = joint->document;
    while (joint->region < document->regions.n && document->regions.at[joint->region].outer.start < joint->at)
        joint->inside = joint->region++;
    while (joint->inside != Q_NONE && document->regions.at[joint->inside].outer.end < joint->at)
        joint->inside = document->regions.at[joint->inside].parent;
    if (joint->inside == Q_NONE)
        return 0;
    uint32_t end = document->regions.at[joint->inside].outer.end;
    return end == joint->at ? 1 : end == v->right.end ? 2 : 0;
}

static uint32_t upos_of(const q_entry *entry)
{
    return entry ? entry->upos : 0;
}

/* The entry of some bytes of the chunk where it can tell something, or NULL. */
static const q_entry *entry_if(const q_joint *joint, int asked, uint32_t start, uint32_t end)
{
    return asked ? q_chunk_entry(joint->document, start, end) : NULL;
}

uint32_t q_joint_features(q_joint *joint, uint32_t *features)
{
    const char *text = joint->document->text;
    q_features out = {features, 0};
    view v = view_of(joint);
    uint32_t a = v.before[0], b = v.after[0], marks = a << 16 | b;
    uint32_t length = joint->at - joint->token, begin = length > Q_CHUNK_MAX ? joint->at - Q_CHUNK_MAX : joint->token;
    uint32_t left_form, right_form, left_outer, right_outer, form;
    uint32_t left = q_chunk_read(text, v.left.start, v.left.end, &left_form);
    uint32_t right = q_chunk_read(text, v.right.start, v.right.end, &right_form);
    uint32_t left_word = q_chunk_read(text, v.left_word.start, v.left_word.end, &left_outer);
    uint32_t right_word = q_chunk_read(text, v.right_word.start, v.right_word.end, &right_outer);
    uint32_t token = left, outer = left_outer << 4 | right_outer;
    form = left_form;
    if (begin != v.left.start)
        token = q_chunk_read(text, begin, joint->at, &form);
    uint32_t last = joint->chunk.end == joint->sentence.end, rest = joint->chunk.end - joint->at;
    uint32_t following = joint->following, first = joint->token == joint->chunk.start;
    uint32_t tail = q_chunk_hash(text, joint->at, rest < REST ? joint->chunk.end : joint->at + REST);
    const q_entry *stopped = entry_if(joint, b == '.', joint->token, v.right.end);
    const q_entry *whole = entry_if(joint, is_inner(b) && v.right_word.end > v.right.end, v.left.start, v.right_word.end);
    int inner_before = is_inner(a) && v.left_word.start < v.left.start;
    const q_entry *whole_before = entry_if(joint, inner_before, v.left_word.start, v.right.end);
    const q_entry *l = entry_if(joint, is_letter_kind(a), v.left.start, v.left.end);
    const q_entry *r = entry_if(joint, is_letter_kind(b), v.right.start, v.right.end);
    q_features_put(&out, marks, 0, 0);
    q_features_put(&out, marks, v.before[1], v.after[1]);
    q_features_put(&out, marks, v.before[1] << 16 | v.before[2], v.after[1] << 16 | v.after[2]);
    q_features_put(&out, marks, v.after[1], v.after[2]);
    q_features_put(&out, marks, v.before[1], v.before[2]);
    q_features_put(&out, token, b, v.after[1]);
    q_features_put(&out, token, b, last);
    q_features_put(&out, left, b, right_form);
    q_features_put(&out, right, a, left_form);
    q_features_put(&out, left, marks, right);
    q_features_put(&out, left_word, marks, outer);
    q_features_put(&out, right_word, marks, outer);
    q_features_put(&out, left_word, right, a);
    q_features_put(&out, left, right_word, b);
    q_features_put(&out, q_chunk_bucket(length), form, marks);
    q_features_put(&out, form << 4 | right_form, marks, first);
    q_features_put(&out, outer, marks, left_form << 4 | right_form);
    q_features_put(&out, joint->hash, joint->at - joint->chunk.start, 0);
    q_features_put(&out, tail, a, 0);
    q_features_put(&out, q_chunk_bucket(rest), marks, form);
    q_features_put(&out, last, marks, form);
    q_features_put(&out, following, marks, form);
    q_features_put(&out, following, token, b);
    q_features_put(&out, q_chunk_class(stopped), b, last);
    q_features_put(&out, q_chunk_class(stopped), following, form);
    q_features_put(&out, whole != NULL, marks, v.after[1]);
    q_features_put(&out, whole_before != NULL, marks, v.before[1]);
    q_features_put(&out, upos_of(l), marks, upos_of(r));
    q_features_put(&out, q_chunk_class(l), marks, q_chunk_class(r));
    q_features_put(&out, closing_mark(joint, &v), marks, v.before[1]);
    q_features_put(&out, joint->address.start < joint->address.end && joint->at >= joint->address.end, marks, 0);
    return out.n;
}
