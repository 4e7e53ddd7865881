/* dialogue.c - turns after a dash and the words of the author in them, before there are tokens. */
#include "dialogue.h"

#include "utf8.h"

enum {
    WORD_MAX = 48,    /* bytes of a word that is looked up */
    VERB_WORDS = 4,   /* the verb of a tag is among so many words: a-t-elle ajouté, the old man said */
    SUBJECT_MAX = 4,  /* letters of a word before the verb that is no name: he, lui, elle */
    CLAUSE_MAX = 48,  /* bytes of a tag that a comma may end */
    ASIDE_MAX = 400,  /* bytes up to the dash that closes an aside */
    CREDIT_MAX = 80   /* bytes of a credit line */
};

int q_is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2013 && c <= 0x2015);
}

static int ends_speech(uint32_t c) /* before the author's words */
{
    return c == ',' || c == '!' || c == '?' || c == 0x2026;
}

static int ends_sentence(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002;
}

static int ends_clause(uint32_t c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?';
}

static uint32_t skip_blanks(const q_document *document, uint32_t at, uint32_t end)
{
    for (uint32_t next; at < end && q_is_space(q_utf8_at(document->text, at, &next)); at = next)
        ;
    return at;
}

static uint32_t trim_end(const q_document *document, uint32_t start, uint32_t end)
{
    for (uint32_t before; end > start && q_is_space(q_utf8_before(document->text, end, &before)); end = before)
        ;
    return end;
}

static uint32_t char_before(const q_document *document, uint32_t start, uint32_t at)
{
    uint32_t before;
    at = trim_end(document, start, at);
    return at > start ? q_utf8_before(document->text, at, &before) : 0;
}

/* ---- tags ---- */

static int is_report(const q_document *document, uint32_t start, uint32_t end)
{
    char key[2 * WORD_MAX];
    size_t length = end - start <= WORD_MAX ? q_fold(document->text + start, end - start, key, sizeof key) : SIZE_MAX;
    const q_entry *entry = length == SIZE_MAX ? NULL : q_lexicon_find(document->lexicon, key, length);
    if (!entry)
        return 0;
    if (document->settings->english || !(entry->flags & Q_LEX_CUE_FOREIGN))
        return (entry->flags & Q_LEX_CUE_VERB) && (entry->flags & Q_LEX_TIER1) && (entry->flags & (Q_LEX_PAST | Q_LEX_THIRD));
    return 1;
}

/* Whether a reporting clause begins at a byte: dit-il, lui dit Ann, said Ann, he said, Ann said. */
static int begins_tag(const q_document *document, uint32_t at, uint32_t end)
{
    for (int word = 0; word < VERB_WORDS && at < end; word++) {
        uint32_t start = at, letters = 0, next, c = q_utf8_at(document->text, at, &next);
        int capital = q_is_upper(c);
        for (; at < end && q_is_letter(c = q_utf8_at(document->text, at, &next)) && at - start <= WORD_MAX; at = next)
            letters++;
        if (!letters)
            return 0;
        if (!capital && is_report(document, start, at))
            return 1;
        if (!capital && letters > SUBJECT_MAX)
            return 0;
        if (at < end && (c == '-' || c == '\'' || c == 0x2019))
            at = next;
        else
            at = skip_blanks(document, at, end);
    }
    return 0;
}

/* Where a tag after a comma or stop ends: at its full stop, with the dash after it, or at the comma of a short one. */
static uint32_t plain_tag_end(const q_document *document, uint32_t start, uint32_t end, int comma)
{
    for (uint32_t at = start, next; at < end; at = next) {
        uint32_t c = q_utf8_at(document->text, at, &next);
        if (comma && (c == ',' || c == ';') && at - start <= CLAUSE_MAX)
            return skip_blanks(document, next, end);
        if (!ends_sentence(c) || (next < end && !q_is_space((unsigned char)document->text[next]) &&
                                  (unsigned char)document->text[next] < 0x80))
            continue;
        uint32_t resumed = skip_blanks(document, next, end), after;
        if (resumed < end && q_is_dash(q_utf8_at(document->text, resumed, &after)))
            resumed = skip_blanks(document, after, end);
        return resumed;
    }
    return end;
}

static q_span plain_tag_at(const q_document *document, uint32_t at, uint32_t end)
{
    uint32_t next, c = q_utf8_at(document->text, at, &next);
    uint32_t start = ends_speech(c) ? skip_blanks(document, next, end) : next;
    if (start == next || start >= end || !begins_tag(document, start, end))
        return (q_span){end, end};
    return (q_span){next, plain_tag_end(document, start, end, c == ',')};
}

q_span q_plain_tag(const q_document *document, uint32_t at, uint32_t end)
{
    for (uint32_t next; at < end; at = next) {
        if (!ends_speech(q_utf8_at(document->text, at, &next)))
            continue;
        q_span tag = plain_tag_at(document, at, end);
        if (tag.start < tag.end)
            return tag;
    }
    return (q_span){end, end};
}

/* ---- asides between dashes ---- */

/* The end of the aside that begins at a byte: after its closing dash and the stop that follows it. 0 when no dash closes it. */
static uint32_t dashed_end(const q_document *document, uint32_t start, uint32_t end)
{
    uint32_t limit = end - start > ASIDE_MAX ? start + ASIDE_MAX : end;
    for (uint32_t at = start, next, other; at < limit; at = next) {
        if (!q_is_dash(q_utf8_at(document->text, at, &next)))
            continue;
        int space_before = at > start && q_is_space(q_utf8_before(document->text, at, &other));
        uint32_t after = next < end ? q_utf8_at(document->text, next, &other) : ' ';
        if (q_is_word(after) || (space_before && !q_is_space(after) && !ends_clause(after)))
            continue; /* opens another, or joins two words */
        while (next < end && ends_clause(after)) {
            next = other;
            after = next < end ? q_utf8_at(document->text, next, &other) : ' ';
        }
        return skip_blanks(document, next, end);
    }
    return 0;
}

/* Whether the words between two dashes are laid out as a tag, whatever their verb: "..., - lower case. - Upper". */
static int is_laid_out(const q_document *document, uint32_t start, uint32_t close, uint32_t end, uint32_t last)
{
    uint32_t other, dash = trim_end(document, start, close);
    if (!close || close >= end)
        return 0;
    q_utf8_before(document->text, dash, &dash);
    uint32_t before = char_before(document, start, dash);
    return (before == '.' && q_is_upper(q_utf8_at(document->text, close, &other))) ||
           ((last == ',' || ends_sentence(last)) && (before == '.' || before == ','));
}

/* The aside that the dash at a byte opens in a turn: a tag, or what the author tells between two sentences. */
static q_span dashed_aside(const q_document *document, uint32_t from, uint32_t dash, uint32_t end)
{
    uint32_t next, other, c = q_utf8_at(document->text, dash, &next);
    uint32_t before = dash > from ? q_utf8_before(document->text, dash, &other) : 0;
    uint32_t start = skip_blanks(document, next, end), last = char_before(document, from, dash);
    int tight = start == next, spaced = q_is_space(before);
    if (start >= end || (!spaced && (tight || !ends_speech(before))) || (c == '-' && tight && !spaced))
        return (q_span){end, end};
    int lower = q_is_lower(q_utf8_at(document->text, start, &other)), closed = ends_sentence(last);
    uint32_t close = dashed_end(document, start, end);
    int tag = (begins_tag(document, start, end) && (lower || closed || last == ',')) ||
              (lower && is_laid_out(document, start, close, end, last));
    if (!tag && !(closed && (lower || !tight || close)))
        return (q_span){end, end};
    return (q_span){trim_end(document, from, dash), close ? close : end};
}

q_span q_aside(const q_document *document, uint32_t at, uint32_t end)
{
    for (uint32_t i = at, next; i < end; i = next) {
        uint32_t c = q_utf8_at(document->text, i, &next);
        q_span found = {end, end};
        if (q_is_dash(c))
            found = dashed_aside(document, at, i, end);
        else if (ends_speech(c))
            found = plain_tag_at(document, i, end);
        if (found.start < found.end)
            return found;
    }
    return (q_span){end, end};
}

q_span q_dashed_tag(const q_document *document, uint32_t dash, uint32_t end)
{
    uint32_t next, other, last = char_before(document, 0, dash);
    q_utf8_at(document->text, dash, &next);
    uint32_t start = skip_blanks(document, next, end), close = start < end ? dashed_end(document, start, end) : 0;
    if (!close || !ends_speech(last) || !q_is_space(q_utf8_before(document->text, dash, &other)) || !begins_tag(document, start, end))
        return (q_span){end, end};
    return (q_span){trim_end(document, 0, dash), close};
}

/* ---- what the text does ---- */

static int dash_kind(uint32_t c)
{
    return c == '-' ? 2 : c == 0x2013 ? 1 : 0;
}

/* The first byte after the dash of a paragraph and the blanks that follow it; 0 when it begins with none. */
static uint32_t after_dash(const q_document *document, q_span span, uint32_t *dash)
{
    uint32_t next;
    *dash = q_utf8_at(document->text, span.start, &next);
    if (!q_is_dash(*dash))
        return 0;
    int doubled = *dash == '-' && next < span.end && document->text[next] == '-'; /* two hyphens for a dash */
    uint32_t start = skip_blanks(document, next + (uint32_t)doubled, span.end), other;
    if (start >= span.end || (*dash == '-' && start == next))
        return 0;
    *dash = doubled ? 0x2014 : *dash;
    uint32_t c = q_utf8_at(document->text, start, &other);
    return q_is_dash(c) || q_is_digit(c) ? 0 : start;
}

/* "— Ann Lee, painter": few words, each with a capital, without a stop. */
static int is_credit(const q_document *document, uint32_t start, uint32_t end)
{
    int capital = 1, first = 1;
    if (end - start > CREDIT_MAX || ends_sentence(char_before(document, start, end)))
        return 0;
    for (uint32_t at = start, next; at < end && capital; at = next) {
        uint32_t c = q_utf8_at(document->text, at, &next);
        if (c == ',' || c == '(')
            return !first;
        capital = !first || !q_is_letter(c) || q_is_upper(c);
        first = q_is_space(c);
    }
    return capital;
}

static void count_turn(const q_document *document, q_span span, uint32_t *turns, uint32_t *told, uint32_t *total)
{
    uint32_t dash, start = after_dash(document, span, &dash);
    if (!start || is_credit(document, start, span.end))
        return;
    int kind = dash_kind(dash);
    uint32_t last = char_before(document, start, span.end);
    total[kind]++;
    turns[kind] += ends_sentence(last) || last == 0xBB || last == 0x201D;
    told[kind] += ((last == '?' || last == '!') && !(dash == '-' && document->settings->english)) ||
                  q_aside(document, start, span.end).start < span.end;
}

q_dialogue q_dialogue_read(const q_document *document)
{
    uint32_t turns[3] = {0}, told[3] = {0}, total[3] = {0}, labels = 0;
    q_dialogue found = {.label_first = 1, .label_last = 0};
    for (uint32_t i = 0; i < document->paragraphs.n; i++) {
        const q_paragraph *paragraph = &document->paragraphs.at[i];
        count_turn(document, paragraph->span, turns, told, total);
        if (paragraph->label.start >= paragraph->label.end)
            continue;
        found.label_first = labels++ ? found.label_first : i;
        found.label_last = i;
    }
    for (int kind = 0; kind < 3; kind++) {
        int needs_proof = kind == 2 || (kind == 1 && document->settings->english);
        found.dash[kind] = total[kind] && turns[kind] * 2 >= total[kind] && (!needs_proof || told[kind]);
    }
    found.labels = labels && labels * 2 >= found.label_last - found.label_first + 1;
    return found;
}

uint32_t q_turn_start(const q_document *document, const q_dialogue *dialogue, uint32_t paragraph)
{
    uint32_t dash, start = after_dash(document, document->paragraphs.at[paragraph].span, &dash);
    if (!start || !dialogue->dash[dash_kind(dash)] || is_credit(document, start, document->paragraphs.at[paragraph].span.end))
        return 0;
    return start;
}
