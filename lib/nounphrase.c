#include "nounphrase.h"

#include "lexeme.h"

enum {
    PHRASE_MAX = 12,  /* tokens of one phrase */
    MODIFIER_MAX = 4, /* lower-case words before a head */
    COMMON_FIRST = 55 /* q_entry.weight of a first name that is one more often than a title */
};

static const q_token *token_at(const q_phrase_reader *r, uint32_t token)
{
    return &r->document->tokens.at[token];
}

static uint32_t flags_at(const q_phrase_reader *r, uint32_t token)
{
    return q_token_lexeme(r->document, token)->flags;
}

/* What the token can be: from its context if tagged, else from the lexicon. */
static uint32_t can_be(const q_phrase_reader *r, uint32_t token)
{
    uint32_t upos = token_at(r, token)->upos;
    return upos ? upos : q_token_lexeme(r->document, token)->upos;
}

static int is_closed(const q_phrase_reader *r, uint32_t token)
{
    uint32_t open = Q_NOUN | Q_VERB | Q_ADJ | Q_PROPN | Q_NUM, upos = can_be(r, token);
    return (q_word(r, token) & Q_WORD_CLOSED) || (upos && !(upos & open));
}

/* A capitalised word that can belong to a name, where no learned names tell. */
static int is_name_word(const q_phrase_reader *r, uint32_t token)
{
    const uint32_t names = Q_LEX_FIRST_NAME | Q_LEX_SURNAME | Q_LEX_COUNTRY | Q_LEX_CAPITAL | Q_LEX_DEMONYM | Q_LEX_TITLE;
    const q_token *row = token_at(r, token);
    uint32_t flags = flags_at(r, token), word = q_word(r, token);
    if (!(row->shape & Q_SHAPE_CAPITAL) || is_closed(r, token))
        return 0;
    if (row->end - row->start == 2 && r->document->text[row->end - 1] == '.')
        return 1; /* an initial */
    if (!(row->shape & Q_SHAPE_FIRST) || (row->shape & Q_SHAPE_UPPER) || ((word & Q_WORD_INSIDE) && !(word & Q_WORD_LOWER)))
        return 1;
    if ((flags & names) && (!(flags & Q_LEX_COMMON) || (flags & Q_LEX_TITLE)))
        return 1;
    return !q_token_lexeme(r->document, token)->entry && !(word & Q_WORD_LOWER);
}

/* How many tokens from `token` on make one title of the lexicon ("secretary of state"); 0 for none. */
static uint32_t title_length(const q_phrase_reader *r, uint32_t token, uint32_t end)
{
    uint32_t words;
    q_lexeme_phrase(r->document, token, end, Q_LEX_TITLE | Q_LEX_ROLE, &words);
    return words ? words : (flags_at(r, token) & (Q_LEX_TITLE | Q_LEX_ROLE)) != 0;
}

/* Whether a name goes on over the token that is no name word itself: a particle, a hyphen, &, the dot of an initial. */
static int is_link(const q_phrase_reader *r, uint32_t token, uint32_t end)
{
    const q_token *row = token_at(r, token);
    uint32_t word = q_word(r, token);
    if (!(word & (Q_WORD_PARTICLE | Q_WORD_JOIN | Q_WORD_OF)) || token + 1 >= end)
        return 0;
    char first = q_token_lexeme(r->document, token)->folded[0];
    if (first == '.')
        return row[-1].end == row->start && row[-1].end - row[-1].start == 1 && is_name_word(r, token + 1);
    if (!is_name_word(r, token + 1))
        return 0;
    if (first == '-')
        return !(row->shape & Q_SHAPE_SPACE_BEFORE) && !(row[1].shape & Q_SHAPE_SPACE_BEFORE);
    return !(word & Q_WORD_OF) || (flags_at(r, token - 1) & (Q_LEX_ORG | Q_LEX_TITLE | Q_LEX_ROLE));
}

static int is_head(const q_phrase_reader *r, uint32_t token, uint32_t end)
{
    if (token_at(r, token)->xpos == Q_XPOS_JJ)
        return 0; /* a senior diplomat */
    uint32_t word = q_word(r, token);
    if ((word & Q_WORD_NOUN) && word < Q_WORD_PRONOUN)
        return 1;
    return (word & (Q_WORD_PERSON | Q_WORD_LEADER)) && token + 1 < end &&
           (q_word(r, token + 1) & Q_WORD_OF);
}

/* A lower-case word that can stand before the head. */
static int is_modifier(const q_phrase_reader *r, uint32_t token)
{
    uint32_t upos = can_be(r, token);
    if ((token_at(r, token)->shape & (Q_SHAPE_PUNCT | Q_SHAPE_QUOTE)) || is_closed(r, token))
        return 0;
    return (flags_at(r, token) & (Q_LEX_TITLE_MODIFIER | Q_LEX_DEMONYM)) || !upos || (upos & (Q_NOUN | Q_ADJ | Q_NUM));
}

/* "former", "Russian" at the start of a phrase without a determiner. */
static int is_opening(const q_phrase_reader *r, uint32_t token)
{
    uint32_t flags = flags_at(r, token);
    return (flags & (Q_LEX_TITLE_MODIFIER | Q_LEX_DEMONYM)) && !((flags & Q_LEX_COMMON) && (can_be(r, token) & Q_ADV));
}

static void take_title(q_noun_phrase *phrase, uint32_t end)
{
    phrase->titled = phrase->head = end - 1;
    phrase->end = end;
    phrase->name = Q_NONE;
}

static void take_name(q_noun_phrase *phrase, uint32_t token)
{
    if (phrase->name == Q_NONE)
        phrase->name = token;
    phrase->head = token;
    phrase->end = phrase->name_end = token + 1;
}

static void take_head(const q_phrase_reader *r, q_noun_phrase *phrase, uint32_t token)
{
    phrase->head = token;
    if (q_word(r, token) & Q_WORD_PERSON)
        phrase->titled = token;
    if (phrase->name != Q_NONE)
        phrase->inner = (q_span){phrase->name, phrase->name_end};
    phrase->name = Q_NONE;
    phrase->end = token + 1;
}

/* Whether a title is rather a part of the name that it stands after: Ann Major, Peter M. Lund. */
static int may_go_on(const q_phrase_reader *r, uint32_t at)
{
    return flags_at(r, at) & (Q_LEX_FIRST_NAME | Q_LEX_SURNAME) || q_is_initial(q_token_lexeme(r->document, at));
}

/* A noun that people are named by, alone in a story: Archer, Miller. */
static int is_trade_name(const q_phrase_reader *r, const q_noun_phrase *phrase, uint32_t token)
{
    uint32_t flags = flags_at(r, token);
    return r->document->story && !phrase->determined && (flags & Q_LEX_SURNAME) && !(flags & (Q_LEX_TITLE | Q_LEX_KINSHIP));
}

/* A name or a title by capitals; how many tokens it has. */
static uint32_t read_capitals(const q_phrase_reader *r, q_noun_phrase *phrase, uint32_t at, uint32_t end)
{
    if (is_name_word(r, at)) {
        uint32_t titled = title_length(r, at, end);
        if (titled && !is_trade_name(r, phrase, at) && !(phrase->name_end == at && may_go_on(r, at))) {
            take_title(phrase, at + titled);
            return titled;
        }
        take_name(phrase, at);
        return 1;
    }
    int titled = phrase->titled != Q_NONE && phrase->titled + 1 == at && (q_word(r, at) & Q_WORD_PARTICLE); /* Mrs. van der Berg */
    if ((phrase->name == Q_NONE && !titled) || !(is_link(r, at, end) || (titled && is_link(r, at + 1, end))) || title_length(r, at, end))
        return 0;
    take_name(phrase, at);
    return 1;
}

static uint8_t name_at(const q_phrase_reader *r, uint32_t token)
{
    return token_at(r, token)->name;
}

/* Donna is a title too, but seldom; Judge is a first name too, but seldom. */
static int is_common_first(const q_phrase_reader *r, uint32_t token)
{
    const q_entry *entry = q_token_lexeme(r->document, token)->entry;
    return entry && (entry->flags & Q_LEX_FIRST_NAME) && entry->weight >= COMMON_FIRST;
}

/* "Keller Says": headings run names and verbs together. */
static int is_verb(const q_phrase_reader *r, uint32_t token)
{
    return q_xpos_is_finite(token_at(r, token)->xpos);
}

static int begins_name(uint8_t name)
{
    return name % 2 == Q_NAME_B_PERSON % 2;
}

/* Whether a name that begins at `at` takes the place of the one before it: "Ohio | Secretary of State Jon Husted". */
static int is_next_name(const q_phrase_reader *r, const q_noun_phrase *phrase)
{
    return phrase->name == Q_NONE ||
           (name_at(r, phrase->name) != Q_NAME_B_PERSON && (phrase->titled == Q_NONE || phrase->titled > phrase->name));
}

static int is_address(const q_phrase_reader *r, uint32_t token)
{
    return q_token_in(r->document, token, "mr mr. mrs mrs. ms ms. miss dr dr.");
}

/* "Ms Tilling": whatever stands with a capital behind Ms is a name. */
static int is_after_address(const q_phrase_reader *r, const q_noun_phrase *phrase, uint32_t at)
{
    return phrase->name == Q_NONE && phrase->titled != Q_NONE && phrase->titled + 1 == at && is_address(r, phrase->titled) &&
           (token_at(r, at)->shape & Q_SHAPE_CAPITAL);
}

/* A proper noun that was not learned as a name, where a name can begin or goes on so; after a learned one only Jr. */
static int is_further_name(const q_phrase_reader *r, const q_noun_phrase *phrase, uint32_t at)
{
    uint8_t xpos = token_at(r, at)->xpos;
    if (is_after_address(r, phrase, at))
        return 1;
    if ((xpos != Q_XPOS_NNP && xpos != Q_XPOS_NNPS) || !is_name_word(r, at))
        return 0;
    if (phrase->name == Q_NONE)
        return !q_token_in(r->document, at,
                           "march april may june july august sept sept. oct oct. nov nov. dec dec. jan jan. feb feb. aug aug.");
    return phrase->name_end == at && (!name_at(r, phrase->name) || (q_word(r, at) & Q_WORD_JUNIOR));
}

/* Whether a first name that was not learned stands right before a person's name: "Ebba | Lund". */
static int is_unlearned_first(const q_phrase_reader *r, const q_noun_phrase *phrase, uint32_t at)
{
    if (phrase->name == Q_NONE || phrase->name_end != at || name_at(r, phrase->name) || name_at(r, at) != Q_NAME_B_PERSON)
        return 0;
    const q_entry *entry = q_token_lexeme(r->document, at - 1)->entry;
    return !entry || (entry->flags & Q_LEX_FIRST_NAME);
}

/* "Dean, a surgeon": a first name that is a title before a name only. */
static int is_first_alone(const q_phrase_reader *r, uint32_t at, uint32_t length, uint32_t end)
{
    return length == 1 && is_common_first(r, at) && token_at(r, at)->xpos == Q_XPOS_NNP && !(at + 1 < end && name_at(r, at + 1));
}

/* The same by learned names. */
static uint32_t read_learned(const q_phrase_reader *r, q_noun_phrase *phrase, uint32_t at, uint32_t end)
{
    uint32_t next = at + 1;
    if (name_at(r, at)) {
        if (!is_next_name(r, phrase))
            return 0;
        while (next < end && name_at(r, next) && !begins_name(name_at(r, next)) && !is_verb(r, next))
            next++;
        uint32_t title = name_at(r, at) == Q_NAME_B_PERSON && !is_common_first(r, at) ? title_length(r, at, next) : 0;
        if (title && (at + title < next || is_address(r, at))) {
            take_title(phrase, at + title);
            return title;
        }
        if (!is_unlearned_first(r, phrase, at))
            phrase->name = at;
        phrase->head = next - 1;
        phrase->end = phrase->name_end = next;
        return next - at;
    }
    if (!(token_at(r, at)->shape & Q_SHAPE_CAPITAL))
        return 0;
    uint32_t titled = is_next_name(r, phrase) ? title_length(r, at, end) : 0;
    if (titled && !is_closed(r, at) && !is_first_alone(r, at, titled, end)) {
        take_title(phrase, at + titled);
        return titled;
    }
    if (!is_further_name(r, phrase, at))
        return 0;
    take_name(phrase, at);
    return 1;
}

/* "Keller claims", where it is not tagged as a noun. */
static int may_report(const q_phrase_reader *r, uint32_t token)
{
    uint8_t xpos = token_at(r, token)->xpos;
    return (flags_at(r, token) & Q_LEX_CUE_VERB) && xpos != Q_XPOS_NN && xpos != Q_XPOS_NNS;
}

/* How many tokens from `at` on tell an age, as in "the 26-year-old"; 0 for none. */
static uint32_t age_length(const q_phrase_reader *r, uint32_t at, uint32_t end)
{
    static const char *const words[] = {"-", "year years", "-", "old olds"};
    if (at + 5 > end || !(token_at(r, at)->shape & Q_SHAPE_DIGIT))
        return 0;
    for (uint32_t i = 0; i < 4; i++)
        if (!q_token_in(r->document, at + 1 + i, words[i]))
            return 0;
    return 5;
}

/* Whether the phrase goes on with a head after an age: the 26-year-old singer. */
static int has_head_after(const q_phrase_reader *r, uint32_t at, uint32_t end)
{
    return at < end && !is_closed(r, at) && !(token_at(r, at)->shape & (Q_SHAPE_PUNCT | Q_SHAPE_QUOTE)) &&
           (can_be(r, at) & (Q_NOUN | Q_ADJ | Q_PROPN)) && !may_report(r, at);
}

/* Reads one more part of the phrase at `at`; how many tokens it has, 0 where the phrase ends. */
static uint32_t read_part(const q_phrase_reader *r, q_noun_phrase *phrase, uint32_t at, uint32_t end, uint32_t *modifiers)
{
    uint32_t part = r->named ? read_learned(r, phrase, at, end) : read_capitals(r, phrase, at, end);
    if (part)
        return part;
    if (phrase->name != Q_NONE && phrase->titled != Q_NONE)
        return 0;
    uint32_t age = phrase->determined && phrase->head == Q_NONE ? age_length(r, at, end) : 0;
    if (age) {
        if (has_head_after(r, at + age, end))
            ++*modifiers;
        else
            take_head(r, phrase, at + age - 1);
        return age;
    }
    if (is_head(r, at, end) && !(phrase->head != Q_NONE && may_report(r, at))) {
        take_head(r, phrase, at);
        return 1;
    }
    if (phrase->determined ? (phrase->head == Q_NONE || phrase->name != Q_NONE) && *modifiers < MODIFIER_MAX && is_modifier(r, at)
                           : phrase->head == Q_NONE && !*modifiers && is_opening(r, at)) {
        ++*modifiers;
        return 1;
    }
    return 0;
}

/* Reads modifiers, head and name from phrase->end on. */
static void read_head(const q_phrase_reader *r, q_noun_phrase *phrase, uint32_t end)
{
    uint32_t at = phrase->end, modifiers = 0, part = 1;
    for (; part && at < end && at < phrase->start + PHRASE_MAX; at += part)
        part = read_part(r, phrase, at, end, &modifiers);
}

static q_noun_phrase begin(uint32_t start, uint32_t from)
{
    return (q_noun_phrase){.start = start, .end = from, .head = Q_NONE, .next = start + 1,
                           .name = Q_NONE, .name_end = Q_NONE, .titled = Q_NONE};
}

static void read_determiner(const q_phrase_reader *r, q_noun_phrase *phrase, uint32_t end)
{
    uint32_t word = r->document->settings->english ? q_word(r, phrase->end) : 0;
    phrase->definite = (word & Q_WORD_DEFINITE) != 0;
    phrase->determined = (word & Q_WORD_DETERMINER) != 0;
    if (phrase->determined && phrase->end + 1 < end)
        phrase->end++;
}

/* After a role or body: "of the State Department", "for the ministry". */
static void read_complement(const q_phrase_reader *r, q_noun_phrase *phrase, uint32_t end)
{
    if (phrase->name != Q_NONE || phrase->end + 1 >= end || !(q_word(r, phrase->end) & Q_WORD_COMPLEMENT))
        return;
    q_noun_phrase inner = begin(phrase->end + 1, phrase->end + 1);
    read_determiner(r, &inner, end);
    read_head(r, &inner, end);
    if (inner.head != Q_NONE)
        phrase->end = inner.end;
}

/* Whether the name of a body can go on with the word after "for": a word with a capital that no person, place or role is. */
static int is_of_body(const q_phrase_reader *r, uint32_t token, int determined)
{
    uint8_t name = name_at(r, token), xpos = token_at(r, token)->xpos;
    int person = q_name_is_person(name), body = name == Q_NAME_B_ORGANIZATION || name == Q_NAME_I_ORGANIZATION;
    return (token_at(r, token)->shape & Q_SHAPE_CAPITAL) && !(flags_at(r, token) & (Q_LEX_TITLE | Q_LEX_ROLE)) &&
           (body || (person && determined) || (!name && (xpos == Q_XPOS_NNP || xpos == Q_XPOS_NNPS)));
}

/* "the Center | for the Arts", "the Committee | on Public Health": names of bodies that were learned in two parts. */
static void read_body(const q_phrase_reader *r, q_noun_phrase *phrase, uint32_t end)
{
    uint32_t at = phrase->name_end + 1;
    if (!r->named || phrase->titled != Q_NONE || phrase->name_end != phrase->end || !(flags_at(r, phrase->name_end - 1) & Q_LEX_ORG) ||
        at + 1 >= end || !q_token_in(r->document, phrase->name_end, "for on against of"))
        return;
    int determined = (q_word(r, at) & Q_WORD_DETERMINER) != 0;
    at += (uint32_t)determined;
    if (at >= end || !is_of_body(r, at, determined))
        return;
    while (at < end && is_of_body(r, at, determined))
        at++;
    phrase->end = phrase->name_end = phrase->next = at;
}

/* "the Ukrainian border": a demonym before a word that cannot speak. */
static int is_bare_demonym(const q_phrase_reader *r, const q_noun_phrase *phrase, uint32_t end)
{
    if (phrase->name == Q_NONE || phrase->end >= end ||
        (token_at(r, phrase->end)->shape & (Q_SHAPE_CAPITAL | Q_SHAPE_PUNCT)) || is_closed(r, phrase->end))
        return 0;
    for (uint32_t i = phrase->name; i < phrase->name_end; i++)
        if (!(flags_at(r, i) & Q_LEX_DEMONYM) || (flags_at(r, i) & (Q_LEX_COUNTRY | Q_LEX_CAPITAL)))
            return 0;
    return 1;
}

q_noun_phrase q_noun_phrase_read(const q_phrase_reader *r, uint32_t start, uint32_t from, uint32_t end)
{
    q_noun_phrase phrase = begin(start, from);
    if (from > start)
        phrase.definite = phrase.determined = 1;
    else
        read_determiner(r, &phrase, end);
    read_head(r, &phrase, end);
    if (phrase.head != Q_NONE)
        phrase.next = phrase.end;
    if (phrase.name != Q_NONE)
        read_body(r, &phrase, end);
    if (phrase.head != Q_NONE && is_bare_demonym(r, &phrase, end))
        phrase.head = Q_NONE;
    else if (phrase.head != Q_NONE)
        read_complement(r, &phrase, end);
    return phrase;
}
