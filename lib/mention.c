/* mention - the noun phrases that can speak: names with their titles, descriptions by role or body, pronouns.
 *
 * One pass from left to right. A phrase is [determiner or possessor] [modifiers] head [of-phrase]; capitalised words beside a
 * title or role noun are its name. Look-ahead is bounded by PHRASE_MAX tokens. */
#include <string.h>

#include "rooms.h"

enum {
    PHRASE_MAX = 12,    /* tokens of one phrase */
    MODIFIER_MAX = 4,   /* lower-case words before a head */
    POSSESSOR_MAX = 3,  /* possessors in a row */
    TITLE_MAX = 4,      /* words of one title */
    KEY_MAX = 96,
    CAPITAL_INSIDE = 1, /* a lexeme is written with a capital inside a sentence */
    LOWER_SEEN = 2,
    PERSON_NOUN = Q_LEX_ROLE | Q_LEX_ROLE_RARE | Q_LEX_KINSHIP,
    HEAD_NOUN = Q_LEX_ROLE | Q_LEX_KINSHIP | Q_LEX_ORG | Q_LEX_PUBLICATION
};

typedef struct noun_phrase {
    uint32_t start, end, head; /* head: Q_NONE until one is found */
    uint32_t name, name_end;
    uint32_t titled;           /* last token of a title or role noun before the name, or Q_NONE */
    uint8_t definite, determined;
} noun_phrase;

static const char *word_at(const q_document *document, uint32_t token)
{
    return q_token_lexeme(document, token)->folded;
}

static int word_in(const q_document *document, uint32_t token, const char *words)
{
    const char *word = word_at(document, token);
    size_t length = strlen(word);

    for (const char *at = words; length > 0 && (at = strstr(at, word)) != NULL; at++)
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return 1;
    return 0;
}

static uint32_t flags_at(const q_document *document, uint32_t token)
{
    return q_token_lexeme(document, token)->flags;
}

/* What the token can be: from its context if tagged, else from the lexicon. */
static uint32_t can_be(const q_document *document, uint32_t token)
{
    const q_entry *entry = q_token_lexeme(document, token)->entry;
    uint32_t upos = document->tokens.at[token].upos;

    return upos ? upos : entry ? entry->upos : 0;
}

static int is_closed(const q_document *document, uint32_t token)
{
    uint32_t open = Q_NOUN | Q_VERB | Q_ADJ | Q_PROPN | Q_NUM;
    uint32_t upos = can_be(document, token);

    return word_in(document, token, "i i'm i've i'll i'd the a an he she it they we you and but or if in on at to of by for from "
                                      "with as so then when what why how where who yes no not his her its their my our your this "
                                      "that these those there here oh well now") ||
           (upos != 0 && (upos & open) == 0);
}

/* A capitalised word that can belong to a name. `seen` tells how each lexeme is written elsewhere. */
static int is_name_word(const q_document *document, const uint32_t *seen, uint32_t token)
{
    const q_token *row = &document->tokens.at[token];
    uint32_t flags = flags_at(document, token);
    uint32_t names = Q_LEX_FIRST_NAME | Q_LEX_SURNAME | Q_LEX_COUNTRY | Q_LEX_CAPITAL | Q_LEX_DEMONYM | Q_LEX_TITLE;

    if ((row->shape & Q_SHAPE_CAPITAL) == 0 || is_closed(document, token))
        return 0;
    if ((row->shape & Q_SHAPE_FIRST) == 0 || (row->shape & Q_SHAPE_UPPER) != 0)
        return 1;
    if ((seen[row->lexeme] & CAPITAL_INSIDE) != 0 && (seen[row->lexeme] & LOWER_SEEN) == 0)
        return 1;
    if ((flags & names) != 0 && ((flags & Q_LEX_COMMON) == 0 || (flags & Q_LEX_TITLE) != 0))
        return 1;
    return q_token_lexeme(document, token)->entry == NULL && (seen[row->lexeme] & LOWER_SEEN) == 0;
}

static quoth_status survey(q_document *document)
{
    uint32_t *seen;

    document->numbers.n = 0;
    seen = Q_APPEND(document->allocator, &document->numbers, document->lexemes.n);
    if (seen == NULL && document->lexemes.n > 0)
        return QUOTH_E_MEMORY;
    if (document->lexemes.n > 0)
        memset(seen, 0, document->lexemes.n * sizeof *seen);
    for (uint32_t i = 0; i < document->tokens.n; i++) {
        const q_token *token = &document->tokens.at[i];

        if ((token->shape & Q_SHAPE_CAPITAL) == 0)
            seen[token->lexeme] |= LOWER_SEEN;
        else if ((token->shape & Q_SHAPE_FIRST) == 0)
            seen[token->lexeme] |= CAPITAL_INSIDE;
    }
    return QUOTH_OK;
}

/* How many tokens from `token` on make one title of the lexicon ("secretary of state"); 0 for none. */
static uint32_t title_length(const q_document *document, uint32_t token, uint32_t end)
{
    char key[KEY_MAX];
    size_t length = 0;
    uint32_t found = 0;

    for (uint32_t i = token; i < end && i < token + TITLE_MAX; i++) {
        const q_lexeme *lexeme = q_token_lexeme(document, i);
        const q_entry *entry;

        if (length + lexeme->length + 2 > sizeof key)
            break;
        if (i > token)
            key[length++] = ' ';
        memcpy(key + length, lexeme->folded, lexeme->length);
        length += lexeme->length;
        entry = i == token ? lexeme->entry : q_lexicon_find(document->lexicon, key, length);
        if (entry != NULL && (entry->flags & (Q_LEX_TITLE | Q_LEX_ROLE)) != 0)
            found = i - token + 1;
        if (i == token && (lexeme->flags & Q_LEX_PHRASE_START) == 0)
            break;
    }
    return found;
}

static int is_particle(const q_document *document, uint32_t token)
{
    return word_in(document, token, "de da di del della van von der den ten ter bin ibn al el la le du dos y");
}

/* Whether a name run goes on over the token that is no name word itself: a particle, a hyphen, &, the dot of an initial. */
static int is_link(const q_document *document, const uint32_t *seen, uint32_t token, uint32_t end)
{
    const q_token *row = &document->tokens.at[token];
    uint32_t body = Q_LEX_ORG | Q_LEX_TITLE | Q_LEX_ROLE;

    if (token + 1 >= end)
        return 0;
    if (strcmp(word_at(document, token), ".") == 0)
        return row[-1].end == row->start && row[-1].end - row[-1].start == 1 && is_name_word(document, seen, token + 1);
    if (!is_name_word(document, seen, token + 1))
        return 0;
    if (strcmp(word_at(document, token), "of") == 0)
        return (flags_at(document, token - 1) & body) != 0;
    if (strcmp(word_at(document, token), "-") == 0)
        return (row->shape & Q_SHAPE_SPACE_BEFORE) == 0 && (row[1].shape & Q_SHAPE_SPACE_BEFORE) == 0;
    return strcmp(word_at(document, token), "&") == 0 || is_particle(document, token);
}

static int is_head(const q_document *document, uint32_t token, uint32_t end)
{
    if ((flags_at(document, token) & HEAD_NOUN) != 0 && !word_in(document, token, "who us it"))
        return 1;
    return token + 1 < end && strcmp(word_at(document, token + 1), "of") == 0 &&
           ((flags_at(document, token) & PERSON_NOUN) != 0 || strcmp(word_at(document, token), "head") == 0);
}

/* A lower-case word that can stand before the head. */
static int is_modifier(const q_document *document, uint32_t token)
{
    uint32_t upos = can_be(document, token);

    if ((document->tokens.at[token].shape & (Q_SHAPE_PUNCT | Q_SHAPE_QUOTE)) != 0 || is_closed(document, token))
        return 0;
    if ((flags_at(document, token) & (Q_LEX_TITLE_MODIFIER | Q_LEX_DEMONYM)) != 0)
        return 1;
    return upos == 0 || (upos & (Q_NOUN | Q_ADJ | Q_NUM)) != 0;
}

/* Reads modifiers, head and name from phrase->end on. */
static void read_head(const q_document *document, const uint32_t *seen, noun_phrase *phrase, uint32_t end)
{
    uint32_t at = phrase->end, modifiers = 0;

    while (at < end && at < phrase->start + PHRASE_MAX) {
        uint32_t titled = title_length(document, at, end);

        if (is_name_word(document, seen, at) || (titled == 0 && phrase->name != Q_NONE && is_link(document, seen, at, end))) {
            if (titled > 0 && phrase->name_end != at) {
                at += titled;
                phrase->titled = phrase->head = at - 1;
                phrase->end = at;
                phrase->name = Q_NONE;
                continue;
            }
            if (titled > 0 && !(flags_at(document, at) & (Q_LEX_FIRST_NAME | Q_LEX_SURNAME))) {
                at += titled;
                phrase->titled = phrase->head = at - 1;
                phrase->end = at;
                phrase->name = Q_NONE;
                continue;
            }
            if (phrase->name == Q_NONE)
                phrase->name = at;
            phrase->end = phrase->name_end = ++at;
            phrase->head = at - 1;
        } else if (phrase->name != Q_NONE && phrase->titled != Q_NONE) {
            break;
        } else if (is_head(document, at, end) && !(phrase->head != Q_NONE && (flags_at(document, at) & Q_LEX_CUE_VERB))) {
            phrase->head = at;
            if ((flags_at(document, at) & PERSON_NOUN) != 0)
                phrase->titled = at;
            phrase->name = Q_NONE;
            phrase->end = ++at;
        } else if (phrase->determined && (phrase->head == Q_NONE || phrase->name != Q_NONE) && modifiers < MODIFIER_MAX &&
                   is_modifier(document, at)) {
            modifiers++;
            at++;
        } else if (phrase->head == Q_NONE && modifiers == 0 &&
                   (flags_at(document, at) & (Q_LEX_TITLE_MODIFIER | Q_LEX_DEMONYM)) != 0 &&
                   !((flags_at(document, at) & Q_LEX_COMMON) != 0 && (can_be(document, at) & Q_ADV) != 0)) {
            modifiers++;
            at++;
        } else {
            break;
        }
    }
}

static uint8_t gender_of(const q_document *document, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        const q_entry *entry = q_token_lexeme(document, i)->entry;

        if (entry != NULL && (entry->gender == QUOTH_GENDER_MALE || entry->gender == QUOTH_GENDER_FEMALE))
            return entry->gender;
    }
    return QUOTH_GENDER_UNKNOWN;
}

static uint8_t nominal_kind(uint32_t flags, int plural)
{
    if ((flags & PERSON_NOUN) != 0)
        return plural ? QUOTH_GROUP : QUOTH_PERSON;
    if ((flags & Q_LEX_PUBLICATION) != 0)
        return QUOTH_DOCUMENT;
    return (flags & Q_LEX_ORG) != 0 ? QUOTH_ORGANIZATION : QUOTH_PERSON;
}

static uint8_t name_kind(const q_document *document, const noun_phrase *phrase)
{
    uint32_t first = flags_at(document, phrase->name), last = flags_at(document, phrase->name_end - 1);
    uint32_t places = Q_LEX_COUNTRY | Q_LEX_CAPITAL;

    if (phrase->titled != Q_NONE && phrase->titled < phrase->name)
        return QUOTH_PERSON;
    if ((last & (Q_LEX_ORG | Q_LEX_PUBLICATION)) != 0 && (last & Q_LEX_SURNAME) == 0)
        return QUOTH_ORGANIZATION;
    if (((first | last) & places) != 0 && (first & Q_LEX_FIRST_NAME) == 0)
        return QUOTH_ORGANIZATION;
    for (uint32_t i = phrase->name + 1; i + 1 < phrase->name_end; i++)
        if (word_in(document, i, "of & and"))
            return QUOTH_ORGANIZATION;
    if ((first & Q_LEX_FIRST_NAME) != 0 || (last & Q_LEX_SURNAME) != 0)
        return QUOTH_PERSON;
    if (phrase->name_end - phrase->name == 1 && (document->tokens.at[phrase->name].shape & Q_SHAPE_UPPER) != 0)
        return QUOTH_ORGANIZATION;
    if (phrase->determined && phrase->start < phrase->name)
        return QUOTH_ORGANIZATION;
    return phrase->name_end - phrase->name <= 3 ? QUOTH_PERSON : QUOTH_OTHER;
}

static q_mention *add(q_document *document, uint32_t first, uint32_t end)
{
    q_mention *mention = Q_APPEND(document->allocator, &document->mentions, 1);

    if (mention == NULL)
        return NULL;
    memset(mention, 0, sizeof *mention);
    mention->span.start = document->tokens.at[first].start;
    mention->span.end = document->tokens.at[end - 1].end;
    mention->first = first;
    mention->end = end;
    mention->head = end - 1;
    mention->name.start = mention->name.end = end;
    mention->apposition = mention->entity = Q_NONE;
    mention->person = 3;
    return mention;
}

static quoth_status add_phrase(q_document *document, const noun_phrase *phrase)
{
    q_mention *mention = add(document, phrase->start, phrase->end);
    uint32_t flags;

    if (mention == NULL)
        return QUOTH_E_MEMORY;
    mention->head = phrase->head;
    mention->definite = phrase->definite;
    flags = flags_at(document, phrase->head);
    if (phrase->name != Q_NONE) {
        mention->kind = Q_MENTION_NAME;
        mention->name.start = phrase->name;
        mention->name.end = phrase->name_end;
        mention->entity_kind = name_kind(document, phrase);
        if (mention->entity_kind == QUOTH_PERSON) {
            mention->gender = gender_of(document, phrase->start, phrase->name);
            if (mention->gender == QUOTH_GENDER_UNKNOWN && (flags_at(document, phrase->name) & Q_LEX_FIRST_NAME) != 0)
                mention->gender = gender_of(document, phrase->name, phrase->name + 1);
        } else {
            mention->gender = QUOTH_GENDER_NEUTER;
        }
        return QUOTH_OK;
    }
    mention->kind = Q_MENTION_NOMINAL;
    mention->plural = (flags & Q_LEX_PLURAL) != 0;
    mention->entity_kind = nominal_kind(flags, mention->plural);
    mention->gender = mention->entity_kind == QUOTH_PERSON ? gender_of(document, phrase->head, phrase->head + 1)
                      : mention->entity_kind == QUOTH_GROUP ? QUOTH_GENDER_UNKNOWN
                                                             : QUOTH_GENDER_NEUTER;
    return QUOTH_OK;
}

static void phrase_begin(noun_phrase *phrase, uint32_t start, uint32_t at)
{
    phrase->start = start;
    phrase->end = at;
    phrase->head = phrase->name = phrase->name_end = phrase->titled = Q_NONE;
    phrase->definite = phrase->determined = 0;
}

static uint32_t read_determiner(const q_document *document, noun_phrase *phrase, uint32_t end)
{
    uint32_t at = phrase->end;

    if (!document->settings->english)
        return at;
    phrase->definite = (uint8_t)word_in(document, at, "the this that these those his her its their my our your");
    phrase->determined =
        (uint8_t)(phrase->definite ||
                  word_in(document, at, "a an another one some many several few most no any every each two three four five both"));
    return phrase->determined && at + 1 < end ? at + 1 : at;
}

/* After a role or body: "of the State Department", "for the ministry". */
static void read_complement(const q_document *document, const uint32_t *seen, noun_phrase *phrase, uint32_t end)
{
    noun_phrase inner;

    if (phrase->name != Q_NONE || phrase->end + 1 >= end || !word_in(document, phrase->end, "of for at"))
        return;
    phrase_begin(&inner, phrase->end + 1, phrase->end + 1);
    inner.end = read_determiner(document, &inner, end);
    read_head(document, seen, &inner, end);
    if (inner.head != Q_NONE)
        phrase->end = inner.end;
}

static int is_possessive(const q_document *document, uint32_t token)
{
    return word_in(document, token, "'s '");
}

/* "the Ukrainian border": a demonym before a word that cannot speak. */
static int is_bare_demonym(const q_document *document, const noun_phrase *phrase, uint32_t end)
{
    if (phrase->name == Q_NONE || phrase->end >= end ||
        (document->tokens.at[phrase->end].shape & (Q_SHAPE_CAPITAL | Q_SHAPE_PUNCT)) != 0 || is_closed(document, phrase->end))
        return 0;
    for (uint32_t i = phrase->name; i < phrase->name_end; i++)
        if ((flags_at(document, i) & Q_LEX_DEMONYM) == 0 || (flags_at(document, i) & (Q_LEX_COUNTRY | Q_LEX_CAPITAL)) != 0)
            return 0;
    return 1;
}

/* Reads the phrases that begin at `at`; `*next` is where to go on. */
static quoth_status read_phrase(q_document *document, uint32_t at, uint32_t end, uint32_t *next)
{
    const uint32_t *seen = document->numbers.at;
    uint32_t from = at;
    noun_phrase phrase;

    *next = at + 1;
    for (int depth = 0; depth <= POSSESSOR_MAX; depth++) {
        phrase_begin(&phrase, at, from);
        if (depth > 0)
            phrase.definite = phrase.determined = 1;
        else
            phrase.end = read_determiner(document, &phrase, end);
        read_head(document, seen, &phrase, end);
        if (phrase.head == Q_NONE)
            return QUOTH_OK;
        *next = phrase.end;
        if (is_bare_demonym(document, &phrase, end))
            return QUOTH_OK;
        read_complement(document, seen, &phrase, end);
        if (add_phrase(document, &phrase) != QUOTH_OK)
            return QUOTH_E_MEMORY;
        if (phrase.end + 1 >= end || !is_possessive(document, phrase.end))
            return QUOTH_OK;
        from = phrase.end + 1;
    }
    return QUOTH_OK;
}

static quoth_status read_pronoun(q_document *document, uint32_t at, int *found)
{
    static const struct {
        const char *words;
        uint8_t person, plural, gender, kind;
    } pronouns[] = {
        {"he him himself", 3, 0, QUOTH_GENDER_MALE, QUOTH_PERSON}, {"she her herself", 3, 0, QUOTH_GENDER_FEMALE, QUOTH_PERSON},
        {"they them themselves", 3, 1, QUOTH_GENDER_UNKNOWN, QUOTH_GROUP}, {"it itself", 3, 0, QUOTH_GENDER_NEUTER, QUOTH_OTHER},
        {"i me myself", 1, 0, QUOTH_GENDER_UNKNOWN, QUOTH_PERSON}, {"we us ourselves", 1, 1, QUOTH_GENDER_UNKNOWN, QUOTH_GROUP},
        {"you yourself", 2, 0, QUOTH_GENDER_UNKNOWN, QUOTH_PERSON}, {"who", 3, 0, QUOTH_GENDER_UNKNOWN, QUOTH_PERSON},
    };

    *found = 0;
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++) {
        q_mention *mention;

        if (!word_in(document, at, pronouns[i].words))
            continue;
        mention = add(document, at, at + 1);
        if (mention == NULL)
            return QUOTH_E_MEMORY;
        mention->kind = Q_MENTION_PRONOUN;
        mention->person = pronouns[i].person;
        mention->plural = pronouns[i].plural;
        mention->gender = pronouns[i].gender;
        mention->entity_kind = pronouns[i].kind;
        *found = 1;
        return QUOTH_OK;
    }
    return QUOTH_OK;
}

static int is_personal(const q_mention *mention)
{
    return mention->kind != Q_MENTION_PRONOUN && mention->entity_kind <= QUOTH_GROUP;
}

/* "Ann Wells and Tom Reed": one mention more, over both. */
static quoth_status coordinate(q_document *document, uint32_t left, uint32_t right)
{
    const q_mention *a = &document->mentions.at[left], *b = &document->mentions.at[right];
    q_mention *both;

    if (b->first != a->end + 1 || !is_personal(a) || !is_personal(b) || strcmp(word_at(document, a->end), "and") != 0)
        return QUOTH_OK;
    both = add(document, a->first, b->end);
    if (both == NULL)
        return QUOTH_E_MEMORY;
    both->kind = Q_MENTION_NOMINAL;
    both->entity_kind = QUOTH_GROUP;
    both->plural = both->definite = 1;
    return QUOTH_OK;
}

/* Moves the last mention to its place: by start, longer first. It moves over few: phrases of one sentence start close by. */
static void settle(q_document *document)
{
    q_mention *at = document->mentions.at;
    uint32_t i = document->mentions.n - 1;
    q_mention moving = at[i];

    for (; i > 0 && (at[i - 1].first > moving.first || (at[i - 1].first == moving.first && at[i - 1].end < moving.end)); i--)
        at[i] = at[i - 1];
    at[i] = moving;
}

static quoth_status read_sentence(q_document *document, const q_sentence *sentence)
{
    uint32_t at = sentence->first;

    while (at < sentence->end) {
        uint32_t before = document->mentions.n, next = at + 1;
        int pronoun = 0;

        if (!word_in(document, at, "her") && read_pronoun(document, at, &pronoun) != QUOTH_OK)
            return QUOTH_E_MEMORY;
        if (!pronoun && (document->tokens.at[at].shape & Q_SHAPE_PUNCT) == 0 &&
            read_phrase(document, at, sentence->end, &next) != QUOTH_OK)
            return QUOTH_E_MEMORY;
        if (document->mentions.n == before && word_in(document, at, "her") &&
            read_pronoun(document, at, &pronoun) != QUOTH_OK)
            return QUOTH_E_MEMORY;
        if (document->mentions.n > before && !pronoun) {
            if (before > 0 && coordinate(document, before - 1, before) != QUOTH_OK)
                return QUOTH_E_MEMORY;
            for (uint32_t n = document->mentions.n, i = before; i < n; i++) {
                document->mentions.n = i + 1;
                settle(document);
            }
        }
        at = next;
    }
    return QUOTH_OK;
}

/* "Anna Field, the mayor," and "the mayor, Anna Field,": both mean one. */
static void link_appositions(q_document *document)
{
    q_mention *at = document->mentions.at;

    for (uint32_t i = 0; i + 1 < document->mentions.n; i++) {
        for (uint32_t j = i + 1; j < document->mentions.n && j <= i + POSSESSOR_MAX; j++) {
            uint32_t after = at[j].end;

            if (at[j].first > at[i].end + 1)
                break;
            if (at[j].first != at[i].end + 1 || strcmp(word_at(document, at[i].end), ",") != 0)
                continue;
            if (at[i].plural || at[j].plural || at[i].entity_kind != QUOTH_PERSON || at[j].entity_kind != QUOTH_PERSON ||
                (at[i].kind == Q_MENTION_NAME) == (at[j].kind == Q_MENTION_NAME) || at[i].kind == Q_MENTION_PRONOUN ||
                at[j].kind == Q_MENTION_PRONOUN || after >= document->tokens.n ||
                (document->tokens.at[after].shape & Q_SHAPE_PUNCT) == 0 || at[i].apposition != Q_NONE)
                continue;
            at[i].apposition = j;
            at[j].apposition = i;
            break;
        }
    }
}

quoth_status q_room_mention(q_document *document)
{
    quoth_status status = survey(document);

    document->mentions.n = 0;
    for (uint32_t i = 0; status == QUOTH_OK && i < document->sentences.n; i++)
        status = read_sentence(document, &document->sentences.at[i]);
    if (status == QUOTH_OK)
        link_appositions(document);
    document->numbers.n = 0;
    return status;
}
