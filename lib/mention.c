/* mention.c - the noun phrases that can speak: names with their titles, descriptions by role or body, pronouns.
 *
 * One pass from left to right; look-ahead is bounded by the longest phrase. What a word is to a phrase is found once per word
 * type, so that most tokens cost one look. */
#include "lexeme.h"
#include "nounphrase.h"
#include "rooms.h"

enum {
    POSSESSOR_MAX = 3, /* possessors in a row */
    CERTAIN = 90,      /* of a hundred bearers of a first name */
    PERSON_NOUN = Q_LEX_ROLE | Q_LEX_ROLE_RARE | Q_LEX_KINSHIP
};

static const struct {
    const char *words;
    uint8_t person, plural, gender, kind;
} pronouns[] = {
    {"he him himself", 3, 0, QUOTH_GENDER_MALE, QUOTH_PERSON},
    {"she her herself", 3, 0, QUOTH_GENDER_FEMALE, QUOTH_PERSON},
    {"they them themselves", 3, 1, QUOTH_GENDER_UNKNOWN, QUOTH_GROUP},
    {"it itself", 3, 0, QUOTH_GENDER_NEUTER, QUOTH_OTHER},
    {"i me myself", 1, 0, QUOTH_GENDER_UNKNOWN, QUOTH_PERSON},
    {"we us ourselves", 1, 1, QUOTH_GENDER_UNKNOWN, QUOTH_GROUP},
    {"you yourself", 2, 0, QUOTH_GENDER_UNKNOWN, QUOTH_PERSON},
    {"who", 3, 0, QUOTH_GENDER_UNKNOWN, QUOTH_PERSON},
};

static const struct {
    uint32_t class_;
    const char *words;
} word_lists[] = {
    {Q_WORD_DETERMINER | Q_WORD_DEFINITE, "the this that these those his her its their my our your"},
    {Q_WORD_DETERMINER, "a an another one some many several few most no any every each two three four five both"},
    {Q_WORD_CLOSED, "i i'm i've i'll i'd the a an he she it they we you and but or if in on at to of by for from with as so then "
                    "when what why how where who yes no not his her its their my our your this that these those there here oh "
                    "well now monday tuesday wednesday thursday friday saturday sunday january february september october "
                    "november december"},
    {Q_WORD_PARTICLE, "de da di del della van von der den ten ter bin ibn al el la le du dos y"},
    {Q_WORD_COMPLEMENT, "of for at"},
    {Q_WORD_OF, "of"},
    {Q_WORD_AND, "and"},
    {Q_WORD_JOIN, "& . -"},
    {Q_WORD_POSSESSIVE, "'s '"},
    {Q_WORD_HER, "her"},
    {Q_WORD_COMMA, ","},
    {Q_WORD_LEADER | Q_WORD_OPENS, "head"},
    {Q_WORD_JUNIOR, "jr jr. sr sr. ii iii iv"},
};

static uint32_t word_of(const q_lexeme *lexeme, unsigned seen)
{
    uint32_t opening = PERSON_NOUN | Q_LEX_ORG | Q_LEX_PUBLICATION | Q_LEX_TITLE_MODIFIER | Q_LEX_DEMONYM;
    uint32_t word = lexeme->flags & opening ? Q_WORD_OPENS : 0;
    if (lexeme->flags & PERSON_NOUN)
        word |= Q_WORD_PERSON;
    if (lexeme->flags & (Q_LEX_ROLE | Q_LEX_KINSHIP | Q_LEX_ORG | Q_LEX_PUBLICATION))
        word |= Q_WORD_NOUN;
    if (seen & Q_SEEN_LOWER)
        word |= Q_WORD_LOWER;
    return seen & Q_SEEN_CAPITAL ? word | Q_WORD_INSIDE : word;
}

static uint32_t *read_words(q_document *document)
{
    document->numbers.n = 0;
    uint32_t *words = Q_APPEND(document->allocator, &document->numbers, (size_t)document->lexemes.n + 1);
    if (!words)
        return NULL;
    for (uint32_t i = 0; i < document->lexemes.n; i++)
        words[i] = word_of(&document->lexemes.at[i], document->seen.at[i]);
    for (size_t i = 0; i < sizeof word_lists / sizeof *word_lists; i++)
        q_lexeme_mark(document, word_lists[i].words, words, word_lists[i].class_);
    for (uint32_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        q_lexeme_mark(document, pronouns[i].words, words, Q_WORD_PRONOUN * (i + 1));
    return words;
}

/* ---- rows ---- */

static uint32_t flags_at(const q_document *document, uint32_t token)
{
    return q_token_lexeme(document, token)->flags;
}

/* Of the first word that tells one; first names do as part of a name alone, not in "Arizona Sen.". */
static uint8_t gender_of(const q_document *document, uint32_t first, uint32_t end, int is_name)
{
    for (uint32_t i = first; i < end; i++) {
        const q_entry *entry = q_token_lexeme(document, i)->entry;
        if (entry && (entry->gender == QUOTH_GENDER_MALE || entry->gender == QUOTH_GENDER_FEMALE) &&
            (!(entry->flags & Q_LEX_FIRST_NAME) ||
             (is_name && entry->certainty >= CERTAIN && (document->tokens.at[i].shape & Q_SHAPE_CAPITAL))))
            return entry->gender;
    }
    return QUOTH_GENDER_UNKNOWN;
}

static uint8_t nominal_kind(uint32_t flags, int plural)
{
    if (flags & PERSON_NOUN)
        return plural ? QUOTH_GROUP : QUOTH_PERSON;
    if (flags & Q_LEX_PUBLICATION)
        return QUOTH_DOCUMENT;
    return flags & Q_LEX_ORG ? QUOTH_ORGANIZATION : QUOTH_PERSON;
}

/* By its learned name. A place stands for those who govern it. */
static uint8_t learned_kind(const q_document *document, const q_noun_phrase *phrase)
{
    if (phrase->titled != Q_NONE && phrase->titled < phrase->name)
        return QUOTH_PERSON;
    uint32_t last = flags_at(document, phrase->name_end - 1);
    switch (document->tokens.at[phrase->name].name) {
    case Q_NAME_B_PERSON: case Q_NAME_I_PERSON:
        return (last & (Q_LEX_ORG | Q_LEX_SURNAME)) == Q_LEX_ORG && phrase->name + 1 < phrase->name_end ? QUOTH_ORGANIZATION
                                                                                                        : QUOTH_PERSON;
    case Q_NAME_B_OTHER: case Q_NAME_I_OTHER: return QUOTH_OTHER;
    default: return QUOTH_ORGANIZATION;
    }
}

static uint8_t name_kind(const q_phrase_reader *r, const q_noun_phrase *phrase)
{
    const q_document *document = r->document;
    if (r->named && document->tokens.at[phrase->name].name)
        return learned_kind(document, phrase);
    uint32_t first = flags_at(document, phrase->name), last = flags_at(document, phrase->name_end - 1);
    uint32_t places = Q_LEX_COUNTRY | Q_LEX_CAPITAL, count = phrase->name_end - phrase->name;
    if (phrase->titled != Q_NONE && phrase->titled < phrase->name)
        return QUOTH_PERSON;
    if ((last & (Q_LEX_ORG | Q_LEX_PUBLICATION)) && (!(last & Q_LEX_SURNAME) || (phrase->definite && phrase->start < phrase->name)))
        return QUOTH_ORGANIZATION;
    if (((first | last) & places) && !(first & Q_LEX_FIRST_NAME))
        return QUOTH_ORGANIZATION;
    for (uint32_t i = phrase->name + 1; i + 1 < phrase->name_end; i++)
        if ((q_word(r, i) & (Q_WORD_OF | Q_WORD_AND)) || q_token_lexeme(document, i)->folded[0] == '&')
            return QUOTH_ORGANIZATION;
    if ((first & Q_LEX_FIRST_NAME) || (last & Q_LEX_SURNAME))
        return QUOTH_PERSON;
    if (count == 1 && (document->tokens.at[phrase->name].shape & Q_SHAPE_UPPER))
        return QUOTH_ORGANIZATION;
    if (phrase->determined && phrase->start < phrase->name)
        return QUOTH_ORGANIZATION;
    return count <= 3 ? QUOTH_PERSON : QUOTH_OTHER;
}

static q_mention *add(q_document *document, uint32_t first, uint32_t end)
{
    q_mention *mention = Q_APPEND(document->allocator, &document->mentions, 1);
    if (mention)
        *mention = (q_mention){.span = {document->tokens.at[first].start, document->tokens.at[end - 1].end}, .first = first,
                               .end = end, .head = end - 1, .name = {end, end}, .apposition = Q_NONE, .entity = Q_NONE, .person = 3};
    return mention;
}

static void fill_name(const q_phrase_reader *r, const q_noun_phrase *phrase, q_mention *mention)
{
    const q_document *document = r->document;
    mention->kind = Q_MENTION_NAME;
    mention->name = (q_span){phrase->name, phrase->name_end};
    mention->entity_kind = name_kind(r, phrase);
    mention->gender = QUOTH_GENDER_NEUTER;
    if (mention->entity_kind == QUOTH_OTHER && document->tokens.at[phrase->head].xpos == Q_XPOS_NNPS) {
        mention->entity_kind = QUOTH_GROUP; /* Democrats, Russians */
        mention->plural = 1;
        mention->gender = QUOTH_GENDER_UNKNOWN;
    }
    if (mention->entity_kind != QUOTH_PERSON)
        return;
    mention->gender = gender_of(document, phrase->start, phrase->name, 0);
    int is_surname = phrase->titled != Q_NONE && phrase->titled < phrase->name && phrase->name + 1 == phrase->name_end; /* Sen. Graham */
    if (mention->gender == QUOTH_GENDER_UNKNOWN && !is_surname && (flags_at(document, phrase->name) & Q_LEX_FIRST_NAME))
        mention->gender = gender_of(document, phrase->name, phrase->name + 1, 1);
}

static void fill_nominal(const q_document *document, const q_noun_phrase *phrase, q_mention *mention)
{
    uint32_t flags = flags_at(document, phrase->head);
    mention->kind = Q_MENTION_NOMINAL;
    mention->plural = (flags & Q_LEX_PLURAL) != 0;
    mention->entity_kind = nominal_kind(flags, mention->plural);
    mention->gender = mention->entity_kind == QUOTH_PERSON  ? gender_of(document, phrase->head, phrase->head + 1, 1)
                      : mention->entity_kind == QUOTH_GROUP ? QUOTH_GENDER_UNKNOWN
                                                            : QUOTH_GENDER_NEUTER;
}

/* "New York" of "a New York judge". */
static quoth_status add_inner(q_document *document, const q_phrase_reader *r, q_span inner)
{
    q_noun_phrase phrase = {.start = inner.start, .end = inner.end, .head = inner.end - 1, .name = inner.start,
                            .name_end = inner.end, .titled = Q_NONE};
    q_mention *mention = add(document, inner.start, inner.end);
    if (!mention)
        return QUOTH_E_MEMORY;
    fill_name(r, &phrase, mention);
    return QUOTH_OK;
}

/* Where the name of a body begins that has a plural possessor: "the Nurses' Guild". */
static uint32_t name_begin(const q_phrase_reader *r, const q_noun_phrase *phrase)
{
    const q_document *document = r->document;
    uint32_t name = phrase->name;
    if (name < phrase->start + 2 || !(q_word(r, name - 1) & Q_WORD_POSSESSIVE))
        return name;
    const q_token *possessor = &document->tokens.at[name - 2];
    int plural = possessor->xpos == Q_XPOS_NNPS || possessor->xpos == Q_XPOS_NNS;
    return plural && (possessor->shape & Q_SHAPE_CAPITAL) ? name - 2 : name;
}

static quoth_status add_phrase(q_document *document, const q_phrase_reader *r, const q_noun_phrase *phrase)
{
    q_mention *mention = add(document, phrase->start, phrase->end);
    if (!mention)
        return QUOTH_E_MEMORY;
    mention->head = phrase->head;
    mention->definite = phrase->definite;
    if (phrase->name != Q_NONE) {
        fill_name(r, phrase, mention);
        if (mention->entity_kind == QUOTH_ORGANIZATION)
            mention->name.start = name_begin(r, phrase);
    } else {
        fill_nominal(document, phrase, mention);
    }
    return phrase->inner.start < phrase->inner.end && r->named ? add_inner(document, r, phrase->inner) : QUOTH_OK;
}

static quoth_status add_pronoun(q_document *document, uint32_t at, uint32_t row)
{
    q_mention *mention = add(document, at, at + 1);
    if (!mention)
        return QUOTH_E_MEMORY;
    mention->kind = Q_MENTION_PRONOUN;
    mention->person = pronouns[row].person;
    mention->plural = pronouns[row].plural;
    mention->gender = pronouns[row].gender;
    mention->entity_kind = pronouns[row].kind;
    return QUOTH_OK;
}

/* ---- sentences ---- */

/* Reads the phrases that begin at `at`, one for each possessor; `*next` is where to go on. */
static quoth_status read_phrases(q_document *document, const q_phrase_reader *r, uint32_t at, uint32_t end, uint32_t *next)
{
    for (uint32_t depth = 0, from = at; depth <= POSSESSOR_MAX; depth++) {
        q_noun_phrase phrase = q_noun_phrase_read(r, at, from, end);
        if (phrase.next > *next)
            *next = phrase.next;
        if (phrase.head == Q_NONE)
            return QUOTH_OK;
        if (add_phrase(document, r, &phrase) != QUOTH_OK)
            return QUOTH_E_MEMORY;
        if (phrase.end + 1 >= end || !(q_word(r, phrase.end) & Q_WORD_POSSESSIVE))
            return QUOTH_OK;
        from = phrase.end + 1;
    }
    return QUOTH_OK;
}

static int is_personal(const q_mention *mention)
{
    return mention->kind != Q_MENTION_PRONOUN && mention->entity_kind <= QUOTH_GROUP;
}

/* "The founder and president": one person; the second of two has a determiner or a name of its own. */
static int is_joint_role(const q_phrase_reader *r, const q_mention *a, const q_mention *b)
{
    return a->kind == Q_MENTION_NOMINAL && b->kind == Q_MENTION_NOMINAL && !a->plural && !b->plural &&
           (q_word(r, a->first) & Q_WORD_DETERMINER) && !(q_word(r, b->first) & Q_WORD_DETERMINER);
}

/* "Ann Wells and Tom Reed": one mention more, over both. */
static quoth_status coordinate(q_document *document, const q_phrase_reader *r, uint32_t left, uint32_t right)
{
    const q_mention *a = &document->mentions.at[left], *b = &document->mentions.at[right];
    if (b->first != a->end + 1 || !is_personal(a) || !is_personal(b) || !(q_word(r, a->end) & Q_WORD_AND) ||
        is_joint_role(r, a, b))
        return QUOTH_OK;
    q_mention *both = add(document, a->first, b->end);
    if (!both)
        return QUOTH_E_MEMORY;
    both->kind = Q_MENTION_NOMINAL;
    both->entity_kind = QUOTH_GROUP;
    both->plural = both->definite = both->coordinated = 1;
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

/* The longest of the last mentions that end one word before a mention, or Q_NONE. */
static uint32_t ends_before(const q_document *document, uint32_t mention)
{
    const q_mention *at = document->mentions.at;
    uint32_t found = Q_NONE;
    for (uint32_t i = mention; i > 0 && mention - i < POSSESSOR_MAX; i--)
        if (at[i - 1].end + 1 == at[mention].first && (found == Q_NONE || at[i - 1].first <= at[found].first))
            found = i - 1;
    return found;
}

static quoth_status settle_from(q_document *document, const q_phrase_reader *r, uint32_t before)
{
    uint32_t left = ends_before(document, before);
    if (left != Q_NONE && coordinate(document, r, left, before) != QUOTH_OK)
        return QUOTH_E_MEMORY;
    for (uint32_t n = document->mentions.n, i = before; i < n; i++) {
        document->mentions.n = i + 1;
        settle(document);
    }
    return QUOTH_OK;
}

/* Whether a phrase can begin with the token. */
static int may_open(const q_token *token, uint32_t word)
{
    if ((token->shape & Q_SHAPE_PUNCT) || token->xpos == Q_XPOS_IN || token->xpos == Q_XPOS_WDT)
        return 0; /* "that" before a clause */
    return (token->shape & Q_SHAPE_CAPITAL) || (word & (Q_WORD_OPENS | Q_WORD_DETERMINER));
}

static quoth_status read_sentence(q_document *document, const q_phrase_reader *r, const q_sentence *sentence)
{
    for (uint32_t at = sentence->first, next; at < sentence->end; at = next) {
        uint32_t word = q_word(r, at), before = document->mentions.n, pronoun = word / Q_WORD_PRONOUN;
        next = at + 1;
        if (pronoun && !(word & Q_WORD_HER)) {
            if (add_pronoun(document, at, pronoun - 1) != QUOTH_OK)
                return QUOTH_E_MEMORY;
            continue;
        }
        if (may_open(&document->tokens.at[at], word) && read_phrases(document, r, at, sentence->end, &next) != QUOTH_OK)
            return QUOTH_E_MEMORY;
        if (document->mentions.n > before) {
            if (settle_from(document, r, before) != QUOTH_OK)
                return QUOTH_E_MEMORY;
        } else if (pronoun && add_pronoun(document, at, pronoun - 1) != QUOTH_OK) {
            return QUOTH_E_MEMORY;
        }
    }
    return QUOTH_OK;
}

/* ---- appositions ---- */

static int may_be_one(const q_mention *a, const q_mention *b)
{
    return !a->plural && !b->plural && a->entity_kind == QUOTH_PERSON && b->entity_kind == QUOTH_PERSON &&
           (a->kind == Q_MENTION_NAME) != (b->kind == Q_MENTION_NAME) && a->kind != Q_MENTION_PRONOUN &&
           b->kind != Q_MENTION_PRONOUN && a->apposition == Q_NONE && b->apposition == Q_NONE;
}

/* "Anna Field, the mayor," and "the mayor, Anna Field,": both mean one. */
static void link_appositions(q_document *document, const q_phrase_reader *r)
{
    q_mention *at = document->mentions.at;
    for (uint32_t i = 0; i + 1 < document->mentions.n; i++)
        for (uint32_t j = i + 1; j < document->mentions.n && j <= i + POSSESSOR_MAX && at[j].first <= at[i].end + 1; j++)
            if (at[j].first == at[i].end + 1 && (q_word(r, at[i].end) & Q_WORD_COMMA) && may_be_one(&at[i], &at[j]) &&
                at[j].end < document->tokens.n && (document->tokens.at[at[j].end].shape & Q_SHAPE_PUNCT)) {
                at[i].apposition = j;
                at[j].apposition = i;
                break;
            }
}

quoth_status q_room_mention(q_document *document)
{
    q_phrase_reader r = {document, read_words(document), document->named && !document->story};
    quoth_status status = r.words ? QUOTH_OK : QUOTH_E_MEMORY;
    document->mentions.n = 0;
    for (uint32_t i = 0; status == QUOTH_OK && i < document->sentences.n; i++)
        status = read_sentence(document, &r, &document->sentences.at[i]);
    if (status == QUOTH_OK)
        link_appositions(document, &r);
    document->numbers.n = 0;
    return status;
}
