/* sentence.c - paragraphs to sentences.
 *
 * One scan over the bytes stops at each . ! ? and their kin, takes the closing marks behind them along, and weighs what stands
 * before and after: “What?” he asked. is one sentence, and so is Mr. Brown came. */
#include "boundary.h"
#include "linear.h"
#include "rooms.h"
#include "utf8.h"

#include <string.h>

enum {
    ABBREVIATION_MAX = 24, /* longest abbreviation, bytes */
    LOOK_AHEAD = 96,       /* bytes read after a stop to judge what follows */
    FOLDED_ROOM = 160
};

typedef struct scan {
    const q_document *document;
    const char *text;
    uint32_t start;   /* of the sentence that is open */
    uint32_t end;     /* of the paragraph */
    uint8_t english;
    uint8_t ordinal;  /* a full stop after a number makes it an ordinal */
} scan;

/* What ends at a stop and its closing marks. */
typedef struct stop {
    uint32_t at;      /* first stop character */
    uint32_t after;   /* behind stops and closing marks */
    uint8_t period;   /* a single full stop */
    uint8_t ellipsis;
    uint8_t wide;     /* of a script that sets no space behind it */
    uint8_t quoted;   /* a quotation mark closes behind it */
} stop;

static int is_wide_stop(uint32_t c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF61;
}

static int is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x203C || (c >= 0x2047 && c <= 0x2049) || c == 0x61F ||
           c == 0x6D4 || c == 0x964 || c == 0x965 || c == 0x104B || c == 0x17D4 || c == 0x1362 || c == 0x589 || is_wide_stop(c);
}

static int is_closing_quote(uint32_t c)
{
    return c == '"' || c == '\'' || c == 0x201D || c == 0x2019 || c == 0xBB || c == 0xAB || c == 0x201C || c == 0x300D ||
           c == 0x300F || c == 0x203A || c == 0x2039;
}

static int is_opening(uint32_t c)
{
    return is_closing_quote(c) || c == 0x2018 || c == 0x201E || c == 0x201A || c == 0x300C || c == 0x300E || c == '(' ||
           c == '[' || c == '{' || c == '`' || c == '*' || c == '_' || c == 0xA1 || c == 0xBF;
}

static int is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015);
}

static uint32_t skip_space(const scan *s, uint32_t at)
{
    uint32_t next;
    while (at < s->end && q_is_space(q_utf8_at(s->text, at, &next)))
        at = next;
    return at;
}

/* The mark at `at` closes and does not open: at the end, or followed by space, a mark or a dash. */
static int closes(const scan *s, uint32_t c, uint32_t after)
{
    uint32_t next;
    if (c == ')' || c == ']' || c == '}')
        return 1;
    if (!is_closing_quote(c))
        return 0;
    return after >= s->end || !q_is_word(q_utf8_at(s->text, after, &next));
}

static stop read_stop(const scan *s, uint32_t at)
{
    stop found = {.at = at, .after = at};
    uint32_t dots = 0, others = 0, next = at;
    for (; found.after < s->end; found.after = next) {
        uint32_t c = q_utf8_at(s->text, found.after, &next);
        if (is_stop(c)) {
            dots += c == '.';
            others += c != '.';
            found.ellipsis |= c == 0x2026;
            found.wide = (uint8_t)(found.wide || is_wide_stop(c));
        } else if (closes(s, c, next)) {
            found.quoted = (uint8_t)(found.quoted || is_closing_quote(c));
        } else {
            break;
        }
    }
    found.period = dots == 1 && !others;
    found.ellipsis |= dots > 1;
    return found;
}

static uint32_t folded_word(const scan *s, uint32_t start, uint32_t end, const q_entry **entry)
{
    char key[FOLDED_ROOM];
    size_t length = q_fold(s->text + start, end - start, key, sizeof key);
    *entry = NULL;
    if (length != SIZE_MAX && s->document->lexicon)
        *entry = q_lexicon_find(s->document->lexicon, key, length);
    return *entry ? (*entry)->flags : 0;
}

static uint32_t word_end(const scan *s, uint32_t at)
{
    uint32_t next, limit = s->end - at > LOOK_AHEAD ? at + LOOK_AHEAD : s->end;
    while (at < limit) {
        uint32_t c = q_utf8_at(s->text, at, &next);
        if (!q_is_word(c) && c != '-' && c != '\'' && c != 0x2019)
            break;
        at = next;
    }
    return at;
}

/* The next letter, digit or other thing of weight after spaces, opening marks and dashes; `at` is moved to it. */
static uint32_t next_weight(const scan *s, uint32_t *at)
{
    uint32_t next, limit = s->end - *at > LOOK_AHEAD ? *at + LOOK_AHEAD : s->end;
    while (*at < limit) {
        uint32_t c = q_utf8_at(s->text, *at, &next);
        if (!q_is_space(c) && !is_opening(c) && !is_dash(c))
            return c;
        *at = next;
    }
    return 0;
}

/* A name and a reporting verb begin at `at`: “Go!” Ann Miller said. */
static int reports(const scan *s, uint32_t at)
{
    const q_entry *entry;
    for (int words = 0; words < 3 && at < s->end; words++) {
        uint32_t end = word_end(s, at), next;
        if (end == at)
            return 0;
        uint32_t flags = folded_word(s, at, end, &entry);
        int capital = q_is_upper(q_utf8_at(s->text, at, &next));
        if (words && !capital)
            return (flags & Q_LEX_TIER1) && (flags & Q_LEX_CUE_VERB) && (flags & (Q_LEX_PAST | Q_LEX_THIRD));
        if (!capital || (flags & Q_LEX_COMMON && !(flags & (Q_LEX_FIRST_NAME | Q_LEX_SURNAME | Q_LEX_TITLE))))
            return 0;
        at = end < s->end && s->text[end] == '.' ? skip_space(s, end + 1) : skip_space(s, end);
    }
    return 0;
}

static int is_closed_class(const q_entry *entry)
{
    return entry && entry->upos & (Q_DET | Q_PRON | Q_ADP | Q_CCONJ | Q_SCONJ | Q_AUX);
}

static int is_common(const scan *s, uint32_t at)
{
    const q_entry *entry;
    uint32_t flags = folded_word(s, at, word_end(s, at), &entry);
    if (is_closed_class(entry))
        return 1;
    return flags & Q_LEX_COMMON && !(flags & (Q_LEX_FIRST_NAME | Q_LEX_SURNAME | Q_LEX_TITLE | Q_LEX_ORG | Q_LEX_COUNTRY));
}

/* The capitalised word at `at` shows that a sentence begins there: a function word, or a common word that no further capital
 * makes part of a name (the U.S. State Department). */
static int begins_sentence(const scan *s, uint32_t at)
{
    const q_entry *entry;
    uint32_t next, end = word_end(s, at);
    folded_word(s, at, end, &entry);
    if (is_closed_class(entry))
        return 1;
    end = skip_space(s, end);
    return is_common(s, at) && !(end < s->end && q_is_upper(q_utf8_at(s->text, end, &next)));
}

static uint32_t word_start(const scan *s, uint32_t at)
{
    uint32_t start = at, before;
    while (start > s->start && at - start < ABBREVIATION_MAX) {
        uint32_t c = q_utf8_before(s->text, start, &before);
        if (!q_is_word(c) && c != '.' && c != '&')
            break;
        start = before;
    }
    return start;
}

static int has_ordinal_stop(const char *tag)
{
    static const char *const languages[] = {"de", "cs", "sk", "pl", "da", "nb", "nn", "no", "fi", "hu",
                                            "hr", "sl", "sr", "et", "lv", "tr", "is"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (!strncmp(tag, languages[i], 2) && (!tag[2] || tag[2] == '-'))
            return 1;
    return 0;
}

static int all_digits(const scan *s, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end; i++)
        if (s->text[i] < '0' || s->text[i] > '9')
            return 0;
    return end > start;
}

/* The full stop at `at` belongs to an abbreviation or initial, and the sentence goes on with the capital at `next`. */
static int is_abbreviation(const scan *s, uint32_t at, uint32_t next)
{
    const q_entry *entry;
    uint32_t start = word_start(s, at), before, after;
    if (start == at || at - start >= ABBREVIATION_MAX)
        return 0;
    if (all_digits(s, start, at))
        return start == s->start ? at - start <= 3 : s->ordinal && at - start <= 2;
    uint32_t first = q_utf8_at(s->text, start, &after);
    uint32_t flags = folded_word(s, start, at + 1, &entry);
    if (after == at && q_is_letter(first)) { /* an initial: J. K. Rowling, but not: than I. Then */
        if (flags & Q_LEX_ABBREVIATION)
            return 1;
        int after_lower = start > s->start + 1 && s->text[start - 1] == ' ' && q_is_lower((unsigned char)s->text[start - 2]);
        return q_is_upper(first) && (start == s->start || !after_lower || first != 'I') && !is_common(s, next);
    }
    if (flags & Q_LEX_ABBREVIATION && !(flags & Q_LEX_ABBREVIATION_END))
        return 1;
    int dotted = q_utf8_before(s->text, at, &before) != '.' && before > start && s->text[before - 1] == '.';
    if (dotted)
        return !begins_sentence(s, next);
    if (!(flags & Q_LEX_ABBREVIATION_END))
        return 0;
    uint32_t name = folded_word(s, next, word_end(s, next), &entry);
    return !is_common(s, next) &&
           name & (Q_LEX_FIRST_NAME | Q_LEX_SURNAME | Q_LEX_TITLE | Q_LEX_ORG | Q_LEX_COUNTRY | Q_LEX_CAPITAL);
}

/* Whether a sentence ends with this stop. */
static int ends(const scan *s, const stop *found)
{
    uint32_t next = found->after, after;
    if (next >= s->end || found->wide)
        return 1;
    uint32_t behind = q_utf8_at(s->text, next, &after);
    if (!q_is_space(behind) && !(found->quoted && is_opening(behind)))
        return 0;
    next = skip_space(s, next);
    if (next >= s->end)
        return 1;
    uint32_t mark = q_utf8_at(s->text, next, &after);
    uint32_t c = next_weight(s, &next);
    if (is_stop(mark) || mark == ',' || mark == ';' || mark == ':' || mark == ')' || mark == ']')
        return 0;
    if (q_is_lower(c))
        return 0;
    if (q_is_digit(c) && found->period) {
        const q_entry *entry;
        uint32_t start = word_start(s, found->at);
        if (start < found->at && folded_word(s, start, found->at + 1, &entry) & Q_LEX_ABBREVIATION)
            return 0;
        return !all_digits(s, start, found->at);
    }
    if (found->period && found->after == found->at + 1 && is_abbreviation(s, found->at, next))
        return 0;
    if (found->quoted && !found->period && s->english && mark == c && reports(s, next))
        return 0;
    return 1;
}

static quoth_status put(q_document *document, uint32_t paragraph, uint32_t start, uint32_t end)
{
    uint32_t before;
    while (end > start && q_is_space(q_utf8_before(document->text, end, &before)))
        end = before;
    if (end == start)
        return QUOTH_OK;
    q_sentence *row = Q_APPEND(document->allocator, &document->sentences, 1);
    if (!row)
        return QUOTH_E_MEMORY;
    row->span.start = start;
    row->span.end = end;
    row->paragraph = paragraph;
    row->first = row->end = 0;
    return QUOTH_OK;
}

/* Bytes that can begin a stop or a line end; the others are passed over without decoding. */
static int is_plain(unsigned char byte)
{
    return byte < 0x80 ? byte != '.' && byte != '!' && byte != '?' && byte != '\n' : byte < 0xC0;
}

static quoth_status rule_paragraph(q_document *document, scan *s, uint32_t index)
{
    const q_paragraph *row = &document->paragraphs.at[index];
    quoth_status status = QUOTH_OK;
    uint32_t i = row->span.start, next;
    s->start = i;
    s->end = row->span.end;
    while (status == QUOTH_OK && i < s->end && row->kind != Q_HEADING) {
        if (is_plain((unsigned char)s->text[i])) {
            i++;
            continue;
        }
        uint32_t c = q_utf8_at(s->text, i, &next);
        uint32_t border = 0;
        if (c == '\n' && !row->wrapped) {
            border = i;
        } else if (is_stop(c)) {
            stop found = read_stop(s, i);
            next = found.after;
            border = ends(s, &found) ? found.after : 0;
        }
        i = next;
        if (border > s->start) {
            status = put(document, index, s->start, border);
            i = s->start = skip_space(s, border);
        }
    }
    return status == QUOTH_OK ? put(document, index, s->start, s->end) : status;
}

static quoth_status by_rules(q_document *document)
{
    const char *tag = document->settings ? document->settings->language : "en";
    scan s = {.document = document, .text = document->text};
    s.english = (uint8_t)(!strncmp(tag, "en", 2) && (!tag[2] || tag[2] == '-'));
    s.ordinal = (uint8_t)has_ordinal_stop(tag);
    quoth_status status = QUOTH_OK;
    for (uint32_t i = 0; status == QUOTH_OK && i < document->paragraphs.n; i++)
        status = rule_paragraph(document, &s, i);
    return status;
}

static quoth_status learned_paragraph(q_document *document, const q_linear *weights, q_boundary *gaps, uint32_t index)
{
    uint32_t features[Q_BOUNDARY_FEATURES];
    quoth_status status = QUOTH_OK;
    q_boundary_paragraph(gaps, index);
    while (status == QUOTH_OK && q_boundary_next(gaps))
        if (gaps->sure || q_linear_score(weights, features, q_boundary_features(gaps, features)) > 0) {
            status = put(document, index, gaps->sentence, gaps->gap);
            q_boundary_cut(gaps);
        }
    return status == QUOTH_OK ? put(document, index, gaps->sentence, gaps->paragraph.end) : status;
}

quoth_status q_room_sentence(q_document *document)
{
    const q_settings *settings = document->settings;
    q_linear weights;
    q_boundary gaps;
    size_t size;
    if (!settings || !settings->english)
        return by_rules(document);
    const char *name = settings->style == QUOTH_STYLE_WEB ? "sentence.web" : "sentence";
    const void *section = q_model_section(document->model, name, &size);
    if (q_linear_open(&weights, section, size))
        return by_rules(document);
    quoth_status status = QUOTH_OK;
    q_boundary_open(&gaps, document, settings->style);
    for (uint32_t i = 0; status == QUOTH_OK && i < document->paragraphs.n; i++)
        status = learned_paragraph(document, &weights, &gaps, i);
    return status;
}
