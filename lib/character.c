/* character.c - the characters of a story: what its names and titles call one and the same, by the whole text.
 *
 * A form is a title and the words of a name. Forms of two words and more are figures; then titles with one word, then bare
 * words, find the figure that bears them, in that order. Members of a family share their last word: titles and genders tell
 * them apart, and a wife's title is no daughter's. */
#include "character.h"

#include <string.h>

#include "lexeme.h"

enum {
    FAMILIAR = 100,   /* a full name is shown unless the name used most is used more than so many times as often; */
    RARE = 8,         /* the same where that has a title, Captain Lee, or where the full name is not plainly one */
    SAID = 4,         /* and is used less than so often */
    INITIAL = 2,      /* bytes of an initial */
    VOTES = 2,        /* pronouns that tell a gender, */
    VOTES_MORE = 3,   /* and how much oftener than those of the other */
    YOUNGER = 5,      /* uses of a full name with a title, */
    YOUNGER_LESS = 2, /* and how much oftener the surname alone has it */
    SPEAKS = 16,      /* a person is the source of one quote in so many mentions, at least */
    SPEAKERS = 3,     /* quotes of each of two who are named side by side */
    PARTICLE = 5,     /* bytes of a word within a name without a capital: della */
    PLACES = 3        /* what is named as a place once in so many mentions is no person */
};

typedef enum title { NO_TITLE, OFFICE, MISTER, WIFE, MISS } title;

typedef struct form {
    uint64_t key;
    uint32_t mention;       /* the first written so */
    uint32_t uses;
    uint32_t from;          /* token where its words begin, title and all */
    uint32_t start, end;    /* tokens of its name */
    uint32_t call;          /* lexeme of its title, or Q_NONE */
    uint32_t figure;
    uint8_t words;          /* of its name that are written with a capital */
    uint8_t title;
    uint8_t gender;
    uint8_t loud;           /* in a heading or in capitals only */
    uint32_t sources;       /* quotes it is the source of */
} form;

typedef struct bearing { /* how a figure is named, by its row */
    uint32_t first, last;   /* lexemes */
    uint32_t call;          /* lexeme of its title, or Q_NONE */
    uint32_t best;          /* form, or Q_NONE */
    uint32_t most;          /* uses of the form used most */
    uint8_t titled;         /* which has a title */
    uint8_t several;        /* words */
    uint8_t wife, mister;   /* a title says so */
    uint8_t by_husband;     /* her full name is his: Mrs. John Lee */
    uint32_t sources;       /* quotes it is the source of */
    uint32_t full[MISS + 1]; /* uses of the full name with each title */
    uint32_t uses, places;  /* mentions by the author; those like a place: after "in", "from", or learned as such */
    uint32_t he, she;       /* pronouns that can mean nobody else */
} bearing;

typedef struct reader {
    q_cast *cast;
    Q_ROWS(form) forms;
    Q_ROWS(uint32_t) slots;     /* hash of forms: row + 1 */
    Q_ROWS(uint32_t) form_of;   /* per mention: form, or Q_NONE */
    Q_ROWS(bearing) bearings;   /* per figure */
    Q_ROWS(int32_t) written;    /* per lexeme: how much oftener with a capital than without */
} reader;

/* ---- forms ---- */

static const q_token *token_at(const reader *r, uint32_t token)
{
    return &r->cast->document->tokens.at[token];
}

static uint32_t flags_at(const reader *r, uint32_t token)
{
    return q_cast_lexeme(r->cast, token)->flags;
}

static void count_capitals(reader *r)
{
    const q_document *document = r->cast->document;
    for (uint32_t i = 0; i < document->tokens.n; i++) {
        const q_token *token = &document->tokens.at[i];
        if (!(token->shape & Q_SHAPE_CAPITAL))
            r->written.at[token->lexeme]--;
        else if (!(token->shape & (Q_SHAPE_FIRST | Q_SHAPE_UPPER)))
            r->written.at[token->lexeme]++;
    }
}

static title title_of(const reader *r, uint32_t token)
{
    const q_document *document = r->cast->document;
    if (q_token_in(document, token, "mr mr. mister monsieur m. herr señor sr. signor senhor"))
        return MISTER;
    if (q_token_in(document, token, "mrs mrs. madame mme mme. frau señora sra. signora senhora"))
        return WIFE;
    if (q_token_in(document, token, "miss ms ms. mademoiselle mlle mlle. fräulein señorita"))
        return MISS;
    return OFFICE;
}

/* A word before a name that is none of it: a title, kin, or what the text mostly writes without a capital (poor, old, dear). */
static int is_before_name(const reader *r, uint32_t token)
{
    uint32_t flags = flags_at(r, token);
    if (!(token_at(r, token)->shape & Q_SHAPE_CAPITAL))
        return 0;
    return (flags & (Q_LEX_TITLE | Q_LEX_KINSHIP)) ? !(flags & Q_LEX_FIRST_NAME) || (flags & Q_LEX_KINSHIP)
                                                   : r->written.at[token_at(r, token)->lexeme] < 0;
}

static int is_title(const reader *r, uint32_t token)
{
    return (flags_at(r, token) & (Q_LEX_TITLE | Q_LEX_KINSHIP)) && (token_at(r, token)->shape & Q_SHAPE_CAPITAL);
}

static uint64_t mix(uint64_t hash, uint32_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static form read_form(const reader *r, uint32_t mention)
{
    const q_mention *row = q_cast_mention(r->cast, mention);
    form read = {.mention = mention, .uses = 1, .start = row->name.start, .end = row->name.end, .call = Q_NONE, .figure = Q_NONE};
    read.gender = row->gender;
    read.loud = (uint8_t)(q_cast_is_heading(r->cast, row) || q_cast_is_shouted(r->cast, row));
    read.sources = r->cast->sources.at[mention];
    while (read.start + 1 < read.end && is_before_name(r, read.start))
        read.start++;
    read.from = read.start;
    if (read.start > row->first && is_title(r, read.start - 1)) {
        read.from = read.start - 1;
        read.call = token_at(r, read.from)->lexeme;
        read.title = (uint8_t)title_of(r, read.from);
        const q_entry *entry = q_cast_lexeme(r->cast, read.from)->entry;
        if (entry && entry->gender != QUOTH_GENDER_UNKNOWN && entry->gender != QUOTH_GENDER_NEUTER)
            read.gender = entry->gender;
    }
    for (uint32_t i = read.start; i < read.end; i++) {
        read.key = mix(read.key, token_at(r, i)->lexeme);
        read.words = (uint8_t)(read.words + ((token_at(r, i)->shape & Q_SHAPE_CAPITAL) != 0));
    }
    read.key = mix(read.key, read.title == OFFICE ? OFFICE + 8 + read.call : read.title);
    return read;
}

static int grow_slots(reader *r)
{
    uint32_t size = r->slots.n ? 2 * r->slots.n : 64;
    r->slots.n = 0;
    if (!Q_APPEND(r->cast->document->allocator, &r->slots, size))
        return -1;
    memset(r->slots.at, 0, size * sizeof *r->slots.at);
    for (uint32_t i = 0; i < r->forms.n; i++) {
        uint32_t at = (uint32_t)(r->forms.at[i].key >> 20) & (size - 1);
        while (r->slots.at[at])
            at = (at + 1) & (size - 1);
        r->slots.at[at] = i + 1;
    }
    return 0;
}

/* The form of a key, or Q_NONE. */
static uint32_t find_form(const reader *r, uint64_t key)
{
    uint32_t mask = r->slots.n - 1;
    for (uint32_t at = (uint32_t)(key >> 20) & mask; r->slots.at[at]; at = (at + 1) & mask)
        if (r->forms.at[r->slots.at[at] - 1].key == key)
            return r->slots.at[at] - 1;
    return Q_NONE;
}

/* Puts a form among the others; its row, or Q_NONE when memory ends. */
static uint32_t put_form(reader *r, const form *read)
{
    if (2 * (r->forms.n + 1) > r->slots.n && grow_slots(r))
        return Q_NONE;
    uint32_t mask = r->slots.n - 1, at = (uint32_t)(read->key >> 20) & mask;
    for (; r->slots.at[at]; at = (at + 1) & mask) {
        form *known = &r->forms.at[r->slots.at[at] - 1];
        if (known->key != read->key)
            continue;
        known->uses += !read->loud;
        known->sources += read->sources;
        if (known->loud && !read->loud) {
            known->loud = 0;
            known->mention = read->mention;
            known->from = read->from;
            known->start = read->start;
            known->end = read->end;
        }
        return r->slots.at[at] - 1;
    }
    form *row = Q_APPEND(r->cast->document->allocator, &r->forms, 1);
    if (!row)
        return Q_NONE;
    *row = *read;
    r->slots.at[at] = r->forms.n;
    return r->forms.n - 1;
}

static int read_forms(reader *r)
{
    const q_document *document = r->cast->document;
    for (uint32_t i = 0; i < document->mentions.n; i++) {
        r->form_of.at[i] = Q_NONE;
        if (document->mentions.at[i].kind != Q_MENTION_NAME)
            continue;
        form read = read_form(r, i);
        if ((r->form_of.at[i] = put_form(r, &read)) == Q_NONE)
            return -1;
    }
    return 0;
}

/* ---- figures ---- */

static uint32_t first_word(const reader *r, const form *f)
{
    return token_at(r, f->start)->lexeme;
}

static uint32_t last_word(const reader *r, const form *f)
{
    return token_at(r, q_last_word(r->cast, f->start, f->end))->lexeme;
}

/* Whether she is called by her husband's name: Mrs. John Lee is not John Lee; Mrs. Ann Lee may be Ann Lee. */
static int is_by_husband(const reader *r, const form *f)
{
    const q_entry *entry = q_cast_lexeme(r->cast, f->start)->entry;
    return f->title == WIFE && f->words > 1 && !(entry && entry->gender == QUOTH_GENDER_FEMALE);
}

static uint64_t full_key(const reader *r, const form *f)
{
    return mix(mix(mix(0, is_by_husband(r, f) ? 'w' : 'f'), first_word(r, f)), last_word(r, f));
}

/* The words of a form in the chains, so that shorter forms find its figure. */
static int enter(reader *r, uint32_t figure, const form *f)
{
    q_cast *cast = r->cast;
    return q_figure_bear(cast, &cast->name_heads.at[first_word(r, f)], figure) ||
           q_figure_bear(cast, &cast->name_heads.at[last_word(r, f)], figure);
}

/* A figure bears a form: its title, gender and how often it is used. */
static void take(reader *r, uint32_t index, uint32_t row)
{
    form *f = &r->forms.at[row];
    q_figure *figure = &r->cast->figures.at[index];
    bearing *known = &r->bearings.at[index];
    f->figure = index;
    figure->full += f->uses;
    if (figure->gender == QUOTH_GENDER_UNKNOWN || figure->gender == QUOTH_GENDER_NEUTER)
        figure->gender = f->gender;
    if (f->sources || f->title != NO_TITLE)
        figure->kind = QUOTH_PERSON;
    known->full[f->title] += f->words > 1 ? f->uses : 0;
    known->sources += f->sources;
    known->wife |= f->title == WIFE;
    known->mister |= f->title == MISTER;
    if (f->title == OFFICE && known->call == Q_NONE)
        known->call = f->call;
}

static bearing bearing_of(const reader *r, const form *f)
{
    return (bearing){.first = first_word(r, f), .last = last_word(r, f), .call = Q_NONE, .best = Q_NONE, .several = f->words > 1,
                     .by_husband = (uint8_t)is_by_husband(r, f)};
}

static uint32_t create(reader *r, uint32_t row)
{
    const form *f = &r->forms.at[row];
    uint32_t index = q_figure_new(r->cast, f->mention);
    bearing *known = index == Q_NONE ? NULL : Q_APPEND(r->cast->document->allocator, &r->bearings, 1);
    if (!known)
        return Q_NONE;
    *known = bearing_of(r, f);
    r->cast->figures.at[index].gender = f->gender;
    take(r, index, row);
    return enter(r, index, f) ? Q_NONE : index;
}

/* Whether a name begins as that of a person does: with a first name or an initial. */
static int begins(const reader *r, const form *f)
{
    const q_token *first = token_at(r, f->start);
    return (flags_at(r, f->start) & Q_LEX_FIRST_NAME) || first->end - first->start <= INITIAL;
}

/* Whether the words run together by chance: across the end of a sentence, or around one that is no particle. */
static int is_run_on(const reader *r, const form *f)
{
    for (uint32_t i = f->start; i < f->end; i++) {
        const q_token *token = token_at(r, i);
        int lower = !(token->shape & (Q_SHAPE_CAPITAL | Q_SHAPE_PUNCT));
        if (q_token_in(r->cast->document, i, ". _") || (lower && token->end - token->start > PARTICLE))
            return 1;
    }
    return 0;
}

/* How often a bare word is the source of a quote. */
static uint32_t bare_sources(const reader *r, uint32_t word)
{
    uint32_t row = find_form(r, mix(mix(0, word), NO_TITLE));
    return row == Q_NONE ? 0 : r->forms.at[row].sources;
}

/* Whether two who speak under these names stand side by side this once: Ann Tom. */
static int is_pair(const reader *r, const form *f)
{
    return f->uses == 1 && f->title == NO_TITLE && bare_sources(r, first_word(r, f)) >= SPEAKERS &&
           bare_sources(r, last_word(r, f)) >= SPEAKERS;
}

/* Whether a word is a first name and no surname. */
static int is_first_name(const reader *r, uint32_t word)
{
    return (r->cast->document->lexemes.at[word].flags & (Q_LEX_FIRST_NAME | Q_LEX_SURNAME)) == Q_LEX_FIRST_NAME;
}

/* Whether two words and more are the name of one: titled, begun by a first name or an initial, or said twice with a surname. */
static int is_full(const reader *r, const form *f)
{
    int may = begins(r, f) || f->title != NO_TITLE || (f->uses > 1 && !is_first_name(r, last_word(r, f)));
    return f->words > 1 && !f->loud && may && !is_run_on(r, f) && !is_pair(r, f);
}

/* The full names that a nickname may be short for, one after the other: Jim, of James; NULL behind the last. */
static const char *nickname(const reader *r, const form *f, uint32_t which)
{
    const q_document *document = r->cast->document;
    return q_lexicon_nickname(document->lexicon, document->lexemes.at[first_word(r, f)].folded, which);
}

/* The figure of a full name with the first name that this one has the nickname of: Jim Lee, of James Lee. */
static uint32_t find_fuller(const reader *r, const form *f)
{
    const q_document *document = r->cast->document;
    const char *name;
    for (uint32_t i = 0; !is_by_husband(r, f) && (name = nickname(r, f, i)) != NULL; i++) {
        uint32_t word = q_lexeme_find(document, name, strlen(name));
        uint32_t found = word == Q_NONE ? Q_NONE : q_form_find(r->cast, mix(mix(mix(0, 'f'), word), last_word(r, f)));
        if (found != Q_NONE && !q_genders_clash(f->gender, r->cast->figures.at[found].gender))
            return found;
    }
    return Q_NONE;
}

static int add_full(reader *r, uint32_t row)
{
    const form *f = &r->forms.at[row];
    uint64_t key = full_key(r, f);
    uint32_t index = q_cast_character(r->cast, q_cast_mention(r->cast, f->mention));
    if (index == Q_NONE && !is_full(r, f))
        return 0;
    if (index == Q_NONE)
        index = q_form_find(r->cast, key);
    if (index == Q_NONE)
        index = find_fuller(r, f);
    if (index == Q_NONE)
        return (index = create(r, row)) == Q_NONE || q_form_add(r->cast, key, index) ? -1 : 0;
    q_figure *figure = &r->cast->figures.at[index];
    if (figure->mention == Q_NONE) { /* of the caller, met for the first time */
        figure->mention = f->mention;
        r->bearings.at[index] = bearing_of(r, f);
        if (enter(r, index, f) || q_form_add(r->cast, key, index))
            return -1;
    }
    take(r, index, row);
    return 0;
}

/* ---- short forms ---- */

/* Titles that stand before a first name: Sir Walter, Lady Anne, Uncle Tom. */
static int calls_by_first(const reader *r, const form *f)
{
    return f->title != OFFICE || (flags_at(r, f->from) & Q_LEX_KINSHIP) ||
           q_token_in(r->cast->document, f->from,
                      "sir lord lady prince princess king queen duke duchess master father brother sister saint dame don");
}

/* "Mr. Lee" is the elder where a brother is called "Mr. John Lee", and seldom so; so is "Mrs. Lee" beside "Mrs. John Lee". */
static int is_elder(const form *f, const bearing *known)
{
    int may = f->title == MISTER || f->title == MISS || (f->title == WIFE && known->by_husband);
    return may && known->full[f->title] >= YOUNGER && f->uses > YOUNGER_LESS * known->full[f->title];
}

static int titles_fit(const form *f, const bearing *known)
{
    if (is_elder(f, known))
        return 0;
    if (f->title == WIFE)
        return known->wife;
    if (f->title == MISS)
        return !known->wife;
    if (f->title == OFFICE && known->call == Q_NONE)
        return !known->mister;
    return f->title == MISTER || known->call == f->call;
}

static int is_woman(const reader *r, uint32_t figure)
{
    return r->cast->figures.at[figure].gender == QUOTH_GENDER_FEMALE;
}

/* How well a figure may be meant by a title and a word: 0 for not. A surname before a first name, a like title before all. */
static uint32_t titled_fit(const reader *r, const form *f, uint32_t index)
{
    const bearing *known = &r->bearings.at[index];
    uint32_t word = last_word(r, f);
    if (q_genders_clash(f->gender, r->cast->figures.at[index].gender) || !titles_fit(f, known))
        return 0;
    if (f->title == OFFICE && known->call != f->call && f->gender == QUOTH_GENDER_UNKNOWN && is_woman(r, index))
        return 0; /* Captain Lee is Ann Lee only where she is called so */
    uint32_t fit = known->several && known->last == word ? 2 : known->last == word ? 1 : 0;
    if (known->several && known->first == word && calls_by_first(r, f))
        fit = flags_at(r, f->end - 1) & Q_LEX_FIRST_NAME ? 3 : 1;
    return fit && f->title == OFFICE && known->call == f->call ? fit + 4 : fit;
}

/* A bare first name means who has it first; a bare surname a man rather than a woman, who is called by her title. */
static uint32_t bare_fit(const reader *r, const form *f, uint32_t index)
{
    const bearing *known = &r->bearings.at[index];
    uint32_t word = last_word(r, f), flags = flags_at(r, f->end - 1);
    if (known->several && known->first == word)
        return known->by_husband ? 0 : flags & Q_LEX_FIRST_NAME ? 4 : 3;
    if (known->last != word)
        return 0;
    return !is_woman(r, index) ? 3 : known->wife || known->several ? 1 : 2;
}

static uint32_t find(const reader *r, const form *f, uint32_t (*fit)(const reader *, const form *, uint32_t))
{
    uint32_t best = Q_NONE, most = 0, at = r->cast->name_heads.at[last_word(r, f)];
    for (int n = 0; n < Q_CHAIN_MAX && at != Q_NONE; n++, at = r->cast->bearers.at[at].next) {
        uint32_t index = r->cast->bearers.at[at].figure, fits = fit(r, f, index);
        if (fits > most || (fits == most && fits && r->cast->figures.at[index].full > r->cast->figures.at[best].full)) {
            best = index;
            most = fits;
        }
    }
    return best;
}

/* The only figure whose first name is this one, or Q_NONE. */
static uint32_t find_first(const reader *r, const form *f, uint32_t word)
{
    uint32_t found = Q_NONE, at = r->cast->name_heads.at[word];
    for (int n = 0; n < Q_CHAIN_MAX && at != Q_NONE; n++, at = r->cast->bearers.at[at].next) {
        uint32_t index = r->cast->bearers.at[at].figure;
        if (r->bearings.at[index].first != word || q_genders_clash(f->gender, r->cast->figures.at[index].gender))
            continue;
        if (found != Q_NONE)
            return Q_NONE;
        found = index;
    }
    return found;
}

/* The figure that a bare nickname is short for: Lizzy, of Elizabeth Bennet. */
static uint32_t find_by_nickname(const reader *r, const form *f)
{
    const q_document *document = r->cast->document;
    const char *name;
    for (uint32_t i = 0; f->words == 1 && (name = nickname(r, f, i)) != NULL; i++) {
        uint32_t word = q_lexeme_find(document, name, strlen(name)), found = word == Q_NONE ? Q_NONE : find_first(r, f, word);
        if (found != Q_NONE)
            return found;
    }
    return Q_NONE;
}

/* Whether a bare word may be a name at all. */
static int may_name(const reader *r, const form *f)
{
    return f->title != NO_TITLE || f->sources || r->written.at[last_word(r, f)] > 0;
}

static int add_short(reader *r, uint32_t row)
{
    const form *f = &r->forms.at[row];
    if (f->words > 1 && is_pair(r, f))
        return 0;
    uint32_t index = f->words > 1 ? q_form_find(r->cast, full_key(r, f)) : Q_NONE;
    if (index == Q_NONE)
        index = find(r, f, f->title == NO_TITLE ? bare_fit : titled_fit);
    if (index == Q_NONE)
        index = find_by_nickname(r, f);
    if (index == Q_NONE)
        return may_name(r, f) && create(r, row) == Q_NONE ? -1 : 0;
    take(r, index, row);
    return 0;
}

static int add_titled(reader *r, title which)
{
    for (uint32_t i = 0; i < r->forms.n; i++)
        if (r->forms.at[i].figure == Q_NONE && r->forms.at[i].title == which && add_short(r, i))
            return -1;
    return 0;
}

static int add_all(reader *r)
{
    static const title order[] = {MISTER, OFFICE, WIFE, MISS, NO_TITLE};
    for (uint32_t i = 0; i < r->forms.n; i++)
        if (!nickname(r, &r->forms.at[i], 0) && add_full(r, i))
            return -1;
    for (uint32_t i = 0; i < r->forms.n; i++)
        if (nickname(r, &r->forms.at[i], 0) && add_full(r, i))
            return -1;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (add_titled(r, order[i]))
            return -1;
    return 0;
}

/* ---- what they are called ---- */

/* How plainly a form is a full name: 2 where it begins as one or has a title. */
static int fullness(const reader *r, const form *f)
{
    return f->words < 2 || is_run_on(r, f) ? 0 : begins(r, f) || f->title != NO_TITLE ? 2 : 1;
}

/* Whether a form may stand for its figure: the form used most, and a full name that is not a great deal rarer. */
static int may_show(const reader *r, const form *f)
{
    const bearing *known = &r->bearings.at[f->figure];
    uint32_t least = known->titled || (fullness(r, f) == 1 && f->uses < SAID) ? RARE : FAMILIAR;
    return !f->loud && f->uses * least >= known->most;
}

static int is_better(const reader *r, const form *a, const form *b)
{
    int shown = may_show(r, a), other = may_show(r, b), full = fullness(r, a), less = fullness(r, b);
    if (shown != other)
        return shown;
    if (shown && full != less)
        return full > less;
    return shown && full == 2 && a->words != b->words ? a->words > b->words : a->uses > b->uses;
}

/* Mr., Miss and Mrs. before her own first name are left out of a full name. */
static uint32_t shown_from(const reader *r, const form *f)
{
    int courtesy = f->title == MISTER || f->title == MISS || (f->title == WIFE && !is_by_husband(r, f));
    return f->words > 1 && courtesy ? f->start : f->from;
}

static void name_figures(reader *r)
{
    const q_token *tokens = r->cast->document->tokens.at;
    for (uint32_t i = 0; i < r->forms.n; i++) {
        const form *f = &r->forms.at[i];
        if (f->figure == Q_NONE || f->uses <= r->bearings.at[f->figure].most)
            continue;
        r->bearings.at[f->figure].most = f->uses;
        r->bearings.at[f->figure].titled = f->title != NO_TITLE;
    }
    for (uint32_t i = 0; i < r->forms.n; i++) {
        const form *f = &r->forms.at[i];
        if (f->figure == Q_NONE)
            continue;
        bearing *known = &r->bearings.at[f->figure];
        if (known->best == Q_NONE || is_better(r, f, &r->forms.at[known->best]))
            known->best = i;
    }
    for (uint32_t i = 0; i < r->cast->figures.n; i++)
        if (r->bearings.at[i].best != Q_NONE) {
            const form *f = &r->forms.at[r->bearings.at[i].best];
            r->cast->figures.at[i].mention = f->mention;
            r->cast->figures.at[i].text = (q_span){tokens[shown_from(r, f)].start, tokens[f->end - 1].end};
        }
}

static void link(reader *r)
{
    q_cast *cast = r->cast;
    for (uint32_t i = 0; i < cast->document->mentions.n; i++) {
        uint32_t row = r->form_of.at[i], figure = row == Q_NONE ? Q_NONE : r->forms.at[row].figure;
        if (figure != Q_NONE)
            q_cast_link(cast, i, figure, 1.0f);
    }
}

/* ---- persons and their genders ---- */

/* Whether a name is written as that of a place or thing. */
static int is_place(const reader *r, const q_mention *row)
{
    const q_document *document = r->cast->document;
    uint8_t label = document->tokens.at[row->name.end - 1].name;
    if (label)
        return !q_name_is_person(label);
    if (row->first == 0 || q_token_in(document, row->first - 1, "in through"))
        return row->first > 0;
    return !(flags_at(r, row->name.start) & Q_LEX_FIRST_NAME) && q_token_in(document, row->first - 1, "at from near towards");
}

static int is_single(const q_mention *row)
{
    return row->kind == Q_MENTION_PRONOUN && row->person == 3 && !row->plural && row->gender != QUOTH_GENDER_NEUTER;
}

/* Counts, for each figure, how the author names it, and the pronouns that follow it where no other figure is near. */
static void count_uses(reader *r)
{
    const q_document *document = r->cast->document;
    uint32_t alone = Q_NONE, sentence = Q_NONE; /* the only figure named in the last sentence that names one */
    for (uint32_t i = 0; i < document->mentions.n; i++) {
        const q_mention *row = &document->mentions.at[i];
        uint32_t at = document->tokens.at[row->head].sentence;
        if (q_cast_is_inside(r->cast, row))
            continue;
        if (row->kind == Q_MENTION_NAME && row->entity != Q_NONE) {
            bearing *known = &r->bearings.at[row->entity];
            known->uses++;
            known->places += (uint32_t)is_place(r, row);
            alone = at == sentence && alone != row->entity ? Q_NONE : row->entity;
            sentence = at;
        } else if (is_single(row) && alone != Q_NONE && at <= sentence + 1) {
            uint32_t *votes = row->gender == QUOTH_GENDER_MALE ? &r->bearings.at[alone].he : &r->bearings.at[alone].she;
            ++*votes;
        }
    }
}

/* Whether a name is that of a place, a people or a thing rather than of a person. */
static int is_body(const reader *r, const form *f, const bearing *known)
{
    uint32_t flags = flags_at(r, f->end - 1);
    return known->places * PLACES > known->uses || ((flags & Q_LEX_DEMONYM) && !(flags & Q_LEX_SURNAME));
}

static uint8_t voted_gender(const bearing *known)
{
    if (known->he >= VOTES && known->he > VOTES_MORE * known->she)
        return QUOTH_GENDER_MALE;
    return known->she >= VOTES && known->she > VOTES_MORE * known->he ? QUOTH_GENDER_FEMALE : QUOTH_GENDER_UNKNOWN;
}

static void settle_figures(reader *r)
{
    for (uint32_t i = 0; i < r->cast->figures.n; i++) {
        q_figure *figure = &r->cast->figures.at[i];
        const bearing *known = &r->bearings.at[i];
        if (figure->character != Q_NONE || known->best == Q_NONE)
            continue;
        if (figure->gender == QUOTH_GENDER_UNKNOWN || figure->gender == QUOTH_GENDER_NEUTER)
            figure->gender = voted_gender(known);
        const form *f = &r->forms.at[known->best];
        if (known->sources * SPEAKS <= known->uses && f->title == NO_TITLE && is_body(r, f, known))
            figure->kind = QUOTH_ORGANIZATION;
        else if (known->sources || (flags_at(r, f->start) & Q_LEX_FIRST_NAME))
            figure->kind = QUOTH_PERSON;
    }
}

static int open(reader *r, q_cast *cast)
{
    const quoth_allocator *allocator = cast->document->allocator;
    memset(r, 0, sizeof *r);
    r->cast = cast;
    if (!Q_APPEND(allocator, &r->form_of, cast->document->mentions.n + 1) ||
        !Q_APPEND(allocator, &r->written, cast->document->lexemes.n + 1) ||
        !Q_APPEND(allocator, &r->bearings, cast->figures.n + 1))
        return -1;
    memset(r->written.at, 0, r->written.n * sizeof *r->written.at);
    r->bearings.n = cast->figures.n;
    for (uint32_t i = 0; i < r->bearings.n; i++)
        r->bearings.at[i] = (bearing){.first = Q_NONE, .last = Q_NONE, .call = Q_NONE, .best = Q_NONE};
    count_capitals(r);
    return 0;
}

int q_characters_read(q_cast *cast)
{
    reader r;
    const quoth_allocator *allocator = cast->document->allocator;
    int failed = open(&r, cast) || read_forms(&r) || add_all(&r);
    if (!failed) {
        link(&r);
        name_figures(&r);
        count_uses(&r);
        settle_figures(&r);
    }
    Q_ROWS_FREE(allocator, &r.forms);
    Q_ROWS_FREE(allocator, &r.slots);
    Q_ROWS_FREE(allocator, &r.form_of);
    Q_ROWS_FREE(allocator, &r.bearings);
    Q_ROWS_FREE(allocator, &r.written);
    return failed ? -1 : 0;
}
