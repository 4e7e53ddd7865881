/* coreference - which mentions mean one and the same, and so who speaks each quote.
 *
 * Full names of the whole text first; then from left to right shorter names, roles, descriptions and pronouns, each linked to
 * what stood before; then quotes take their speakers, and those without a source theirs from the turns of the dialogue.
 * Every look-back is bounded: Q_CHAIN_MAX bearers of one word, Q_RECENT_MAX mentions, Q_TURN_GAP paragraphs. */
#include <string.h>

#include "rooms.h"

enum {
    Q_CHAIN_MAX = 8,   /* entities tried that share one word */
    Q_ROLE_MAX = 8,    /* role words kept of an entity */
    Q_RECENT_MAX = 32, /* mentions a pronoun looks back over */
    Q_FAR_MORE = 4,    /* times as many mentions outweigh recency */
    Q_TURN_GAP = 2     /* paragraphs between two turns of a dialogue */
};

typedef struct q_figure { /* an entity while it grows */
    uint32_t mention;     /* the fullest name, or the description */
    uint32_t last;        /* token of its last mention */
    uint32_t country;     /* offset of an ISO code, 0 for none */
    uint32_t uses;
    uint32_t full;        /* mentions by its full name */
    uint32_t character;
    uint32_t roles[Q_ROLE_MAX];
    uint8_t role_count;
    uint8_t kind, gender, named;
} q_figure;

typedef struct q_bearer { /* one entity in the chain of a word */
    uint32_t figure, next;
} q_bearer;

typedef struct q_cast {
    q_document *document;
    Q_ROWS(q_figure) figures;
    Q_ROWS(q_bearer) bearers;
    Q_ROWS(uint32_t) name_heads; /* per lexeme: first bearer of it as a name */
    Q_ROWS(uint32_t) role_heads; /* per lexeme: first bearer of it as a role */
    Q_ROWS(uint32_t) slots;      /* hash of whole forms: row of keys + 1 */
    struct {
        uint64_t *at;
        uint32_t n, cap;
    } keys;
    Q_ROWS(uint32_t) key_figures;
    Q_ROWS(uint8_t) sources;    /* per mention: a quote has it as its source */
    Q_ROWS(float) certainty;    /* per mention: of its link */
    uint32_t recent[Q_RECENT_MAX];
    uint32_t recent_count;
    uint32_t speaker;           /* of the last source read */
    uint32_t narrator;
} q_cast;

static const q_mention *q_mention_at(const q_cast *cast, uint32_t mention)
{
    return &cast->document->mentions.at[mention];
}

static const q_lexeme *q_lexeme_of(const q_cast *cast, uint32_t token)
{
    return q_token_lexeme(cast->document, token);
}

static int q_is(const q_cast *cast, uint32_t token, const char *word)
{
    return strcmp(q_lexeme_of(cast, token)->folded, word) == 0;
}

/* ---- whole forms ---- */

static uint64_t q_hash(uint64_t hash, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    return hash;
}

static uint64_t q_form(const q_cast *cast, char salt, uint32_t first, uint32_t end)
{
    uint64_t hash = q_hash(14695981039346656037u, &salt, 1);

    for (uint32_t i = first; i < end; i++) {
        const q_lexeme *lexeme = q_lexeme_of(cast, i);

        if (i > first)
            hash = q_hash(hash, " ", 1);
        hash = q_hash(hash, lexeme->folded, lexeme->length);
    }
    return hash;
}

static uint32_t q_form_find(const q_cast *cast, uint64_t key)
{
    uint32_t mask = cast->slots.n - 1;

    for (uint32_t at = (uint32_t)(key >> 20) & mask; cast->slots.at[at] != 0; at = (at + 1) & mask)
        if (cast->keys.at[cast->slots.at[at] - 1] == key)
            return cast->key_figures.at[cast->slots.at[at] - 1];
    return Q_NONE;
}

static int q_form_grow(q_cast *cast, uint32_t size)
{
    const quoth_allocator *allocator = cast->document->allocator;

    cast->slots.n = 0;
    if (Q_APPEND(allocator, &cast->slots, size) == NULL)
        return -1;
    memset(cast->slots.at, 0, size * sizeof *cast->slots.at);
    for (uint32_t i = 0; i < cast->keys.n; i++) {
        uint32_t at = (uint32_t)(cast->keys.at[i] >> 20) & (size - 1);

        while (cast->slots.at[at] != 0)
            at = (at + 1) & (size - 1);
        cast->slots.at[at] = i + 1;
    }
    return 0;
}

static int q_form_add(q_cast *cast, uint64_t key, uint32_t figure)
{
    const quoth_allocator *allocator = cast->document->allocator;
    uint64_t *new_key;
    uint32_t *new_figure;
    uint32_t at, mask;

    if (q_form_find(cast, key) != Q_NONE)
        return 0;
    if (2 * (cast->keys.n + 1) > cast->slots.n && q_form_grow(cast, 2 * cast->slots.n) != 0)
        return -1;
    if ((new_key = Q_APPEND(allocator, &cast->keys, 1)) == NULL || (new_figure = Q_APPEND(allocator, &cast->key_figures, 1)) == NULL)
        return -1;
    *new_key = key;
    *new_figure = figure;
    mask = cast->slots.n - 1;
    for (at = (uint32_t)(key >> 20) & mask; cast->slots.at[at] != 0;)
        at = (at + 1) & mask;
    cast->slots.at[at] = cast->keys.n;
    return 0;
}

/* ---- figures ---- */

static uint32_t q_figure_new(q_cast *cast, uint32_t mention)
{
    const q_mention *from = q_mention_at(cast, mention);
    q_figure *figure = Q_APPEND(cast->document->allocator, &cast->figures, 1);

    if (figure == NULL)
        return Q_NONE;
    memset(figure, 0, sizeof *figure);
    figure->mention = mention;
    figure->character = Q_NONE;
    figure->kind = from->entity_kind;
    figure->gender = from->gender;
    figure->named = from->name.start < from->name.end;
    return cast->figures.n - 1;
}

static int q_bear(q_cast *cast, uint32_t *head, uint32_t figure)
{
    uint32_t at = *head;
    q_bearer *bearer;

    for (int i = 0; i < Q_CHAIN_MAX && at != Q_NONE; i++, at = cast->bearers.at[at].next)
        if (cast->bearers.at[at].figure == figure)
            return 0;
    bearer = Q_APPEND(cast->document->allocator, &cast->bearers, 1);
    if (bearer == NULL)
        return -1;
    bearer->figure = figure;
    bearer->next = *head;
    *head = cast->bearers.n - 1;
    return 0;
}

static int q_genders_clash(uint8_t a, uint8_t b)
{
    return a != b && a != QUOTH_GENDER_UNKNOWN && b != QUOTH_GENDER_UNKNOWN;
}

static int q_countries_clash(const q_cast *cast, uint32_t a, uint32_t b)
{
    const q_lexicon *lexicon = cast->document->lexicon;

    return a != 0 && b != 0 && strcmp(q_lexicon_string(lexicon, a), q_lexicon_string(lexicon, b)) != 0;
}

static int q_has_role(const q_figure *figure, uint32_t lexeme)
{
    for (uint32_t i = 0; i < figure->role_count; i++)
        if (figure->roles[i] == lexeme)
            return 1;
    return 0;
}

/* ---- roles ---- */

typedef struct q_role { /* what a description or title says */
    uint32_t words[Q_ROLE_MAX];
    uint32_t count;
    uint32_t country;
    uint8_t heads;      /* "the head of" a body */
} q_role;

static void q_role_read(const q_cast *cast, uint32_t first, uint32_t end, q_role *role)
{
    memset(role, 0, sizeof *role);
    for (uint32_t i = first; i < end; i++) {
        const q_lexeme *lexeme = q_lexeme_of(cast, i);
        const q_token *token = &cast->document->tokens.at[i];
        uint32_t places = Q_LEX_DEMONYM | Q_LEX_COUNTRY | Q_LEX_CAPITAL;

        if ((lexeme->flags & places) != 0 && (token->shape & Q_SHAPE_CAPITAL) != 0 && lexeme->entry->country != 0) {
            if (role->country == 0)
                role->country = lexeme->entry->country;
            continue;
        }
        if ((token->shape & Q_SHAPE_PUNCT) != 0 || (lexeme->flags & Q_LEX_TITLE_MODIFIER) != 0 || lexeme->length < 3 ||
            strcmp(lexeme->folded, "the") == 0 || strcmp(lexeme->folded, "for") == 0)
            continue;
        if (strcmp(lexeme->folded, "head") == 0 || strcmp(lexeme->folded, "chief") == 0)
            role->heads = 1;
        if (role->count < Q_ROLE_MAX)
            role->words[role->count++] = token->lexeme;
    }
}

static int q_role_give(q_cast *cast, uint32_t index, const q_role *role)
{
    q_figure *figure = &cast->figures.at[index];

    if (figure->country == 0)
        figure->country = role->country;
    for (uint32_t i = 0; i < role->count && figure->role_count < Q_ROLE_MAX; i++) {
        if (q_has_role(figure, role->words[i]))
            continue;
        figure->roles[figure->role_count++] = role->words[i];
        if (q_bear(cast, &cast->role_heads.at[role->words[i]], index) != 0)
            return -1;
    }
    return 0;
}

/* Whether the figure carries all words of the role; the head of a body needs what tells the body only ("state", "foreign"). */
static int q_role_fits(const q_cast *cast, const q_figure *figure, const q_role *role)
{
    uint32_t met = 0;

    if (figure->kind != QUOTH_PERSON || q_countries_clash(cast, figure->country, role->country))
        return 0;
    for (uint32_t i = 0; i < role->count; i++) {
        const q_lexeme *lexeme = &cast->document->lexemes.at[role->words[i]];

        if (q_has_role(figure, role->words[i]))
            met++;
        else if (!role->heads || ((lexeme->flags & Q_LEX_ORG) == 0 && strcmp(lexeme->folded, "head") != 0 &&
                                  strcmp(lexeme->folded, "chief") != 0))
            return 0;
    }
    return met > 0;
}

/* The figure last seen that fits the role. */
static uint32_t q_role_find(const q_cast *cast, const q_role *role, uint8_t gender)
{
    uint32_t best = Q_NONE;

    for (uint32_t i = 0; i < role->count; i++) {
        uint32_t at = cast->role_heads.at[role->words[i]];

        for (int n = 0; n < Q_CHAIN_MAX && at != Q_NONE; n++, at = cast->bearers.at[at].next) {
            uint32_t index = cast->bearers.at[at].figure;
            const q_figure *figure = &cast->figures.at[index];

            if (q_genders_clash(gender, figure->gender) || !q_role_fits(cast, figure, role))
                continue;
            if (best == Q_NONE || figure->last > cast->figures.at[best].last)
                best = index;
        }
    }
    return best;
}

/* "the American diplomat": the person of that country who was mentioned last. */
static uint32_t q_country_find(const q_cast *cast, const q_role *role, uint8_t gender)
{
    for (uint32_t back = 1; back <= Q_RECENT_MAX && back <= cast->recent_count; back++) {
        uint32_t index = q_mention_at(cast, cast->recent[(cast->recent_count - back) % Q_RECENT_MAX])->entity;
        const q_figure *figure;

        if (role->country == 0 || index == Q_NONE)
            continue;
        figure = &cast->figures.at[index];
        if (figure->kind == QUOTH_PERSON && figure->named && figure->country != 0 && !q_genders_clash(gender, figure->gender) &&
            !q_countries_clash(cast, figure->country, role->country))
            return index;
    }
    return Q_NONE;
}

/* ---- links ---- */

static void q_link(q_cast *cast, uint32_t mention, uint32_t index, float certainty)
{
    q_mention *row = &cast->document->mentions.at[mention];
    q_figure *figure = &cast->figures.at[index];
    const q_mention *best;

    if (figure->mention == Q_NONE)
        figure->mention = mention;
    best = q_mention_at(cast, figure->mention);
    row->entity = index;
    cast->certainty.at[mention] = certainty;
    figure->last = row->first;
    figure->uses++;
    if (figure->gender == QUOTH_GENDER_UNKNOWN && row->gender != QUOTH_GENDER_NEUTER)
        figure->gender = row->gender;
    if (row->name.end - row->name.start > best->name.end - best->name.start)
        figure->mention = mention;
}

/* Enters the words of its fullest name. */
static int q_enter(q_cast *cast, uint32_t index)
{
    const q_mention *row = q_mention_at(cast, cast->figures.at[index].mention);

    for (uint32_t i = row->name.start; i < row->name.end; i++) {
        const q_token *token = &cast->document->tokens.at[i];

        if ((token->shape & Q_SHAPE_CAPITAL) != 0 && token->end - token->start > 2 &&
            q_bear(cast, &cast->name_heads.at[token->lexeme], index) != 0)
            return -1;
    }
    return 0;
}

/* All full names, the seldom ones first: what is entered last is tried first. */
static int q_enter_all(q_cast *cast)
{
    static const uint32_t steps[] = {0, 2, 3, 8, UINT32_MAX};

    for (uint32_t i = 0; i < cast->figures.n; i++) {
        cast->figures.at[i].full = cast->figures.at[i].uses;
        cast->figures.at[i].last = 0;
    }
    for (size_t k = 0; k + 1 < sizeof steps / sizeof *steps; k++)
        for (uint32_t i = 0; i < cast->figures.n; i++) {
            const q_figure *figure = &cast->figures.at[i];

            if (figure->mention != Q_NONE && figure->full >= steps[k] && figure->full < steps[k + 1] && q_enter(cast, i) != 0)
                return -1;
        }
    return 0;
}

static int q_register(q_cast *cast, uint32_t mention, uint32_t index)
{
    const q_mention *row = q_mention_at(cast, mention);
    char initials[Q_ROLE_MAX];
    size_t count = 0;

    for (uint32_t i = row->name.start; i < row->name.end; i++) {
        const q_token *token = &cast->document->tokens.at[i];

        if ((token->shape & Q_SHAPE_CAPITAL) == 0)
            continue;
        if (count < sizeof initials)
            initials[count++] = q_lexeme_of(cast, i)->folded[0];
    }
    if (row->entity_kind != QUOTH_PERSON && count > 1 && count < sizeof initials &&
        q_form_add(cast, q_hash(q_hash(14695981039346656037u, "n", 1), initials, count), index) != 0)
        return -1;
    return q_form_add(cast, q_form(cast, 'n', row->name.start, row->name.end), index);
}

static uint32_t q_character_find(const q_cast *cast, const q_mention *row)
{
    uint32_t found = q_form_find(cast, q_form(cast, 'c', row->first, row->end));

    return found != Q_NONE || row->name.start >= row->name.end
               ? found
               : q_form_find(cast, q_form(cast, 'c', row->name.start, row->name.end));
}

/* Whether a rather than b bears a shared name: the one met last, unless the other is named far more often. */
static int q_is_likelier(const q_figure *a, const q_figure *b)
{
    if (a->full > Q_FAR_MORE * b->full || b->full > Q_FAR_MORE * a->full)
        return a->full > b->full;
    return a->last > b->last;
}

/* Whether the word stands in the full name where this mention uses it: a first name first, a surname last. */
static int q_is_in_place(const q_cast *cast, const q_mention *row, const q_figure *figure)
{
    const q_mention *full = figure->mention == Q_NONE ? row : q_mention_at(cast, figure->mention);
    const q_token *tokens = cast->document->tokens.at;
    uint32_t word = tokens[row->name.end - 1].lexeme, flags = q_lexeme_of(cast, row->name.end - 1)->flags;
    int is_first = tokens[full->name.start].lexeme == word, is_last = tokens[full->name.end - 1].lexeme == word;

    if (row->first < row->name.start)
        return is_last || (is_first && (flags & Q_LEX_FIRST_NAME) != 0);
    if ((flags & Q_LEX_FIRST_NAME) != 0 && (flags & Q_LEX_SURNAME) == 0)
        return is_first;
    if (is_last && !is_first && (flags & Q_LEX_FIRST_NAME) != 0)
        return (q_lexeme_of(cast, full->name.start)->flags & Q_LEX_FIRST_NAME) != 0;
    return is_first || is_last;
}

/* The likeliest bearer of a single name; `*rivals` counts all that fit. */
static uint32_t q_bearer_find(const q_cast *cast, const q_mention *row, uint32_t *rivals)
{
    uint32_t word = cast->document->tokens.at[row->name.end - 1].lexeme;
    uint32_t at = cast->name_heads.at[word], best = Q_NONE;

    *rivals = 0;
    for (int n = 0; n < Q_CHAIN_MAX && at != Q_NONE; n++, at = cast->bearers.at[at].next) {
        uint32_t index = cast->bearers.at[at].figure;
        const q_figure *figure = &cast->figures.at[index];

        if (figure->kind != QUOTH_PERSON || q_genders_clash(row->gender, figure->gender) || !q_is_in_place(cast, row, figure))
            continue;
        ++*rivals;
        if (best == Q_NONE || q_is_likelier(figure, &cast->figures.at[best]))
            best = index;
    }
    return best;
}

static int q_titles(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_mention_at(cast, mention);
    uint32_t other = row->apposition;
    q_role role;

    if (row->first < row->name.start) {
        q_role_read(cast, row->first, row->name.start, &role);
        if (q_role_give(cast, row->entity, &role) != 0)
            return -1;
    }
    if (other == Q_NONE || q_mention_at(cast, other)->kind != Q_MENTION_NOMINAL)
        return 0;
    q_role_read(cast, q_mention_at(cast, other)->first, q_mention_at(cast, other)->end, &role);
    q_link(cast, other, row->entity, 0.9f);
    return q_role_give(cast, row->entity, &role);
}

/* Names of two words or more, and the caller's characters. */
static int q_name_full(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_mention_at(cast, mention);
    uint32_t index = q_character_find(cast, row);

    if (index == Q_NONE && row->name.end - row->name.start < 2)
        return 0;
    if (index == Q_NONE)
        index = q_form_find(cast, q_form(cast, 'n', row->name.start, row->name.end));
    if (index == Q_NONE) {
        index = q_figure_new(cast, mention);
        if (index == Q_NONE || q_register(cast, mention, index) != 0)
            return -1;
    } else if (cast->figures.at[index].mention == Q_NONE) {
        cast->figures.at[index].mention = mention;
        if (q_register(cast, mention, index) != 0)
            return -1;
    }
    q_link(cast, mention, index, 1.0f);
    return 0;
}

static int q_name_short(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_mention_at(cast, mention);
    uint32_t rivals = 1, index = Q_NONE;

    if (row->entity_kind <= QUOTH_GROUP || row->entity_kind == QUOTH_OTHER)
        index = q_bearer_find(cast, row, &rivals);
    if (index == Q_NONE && row->entity_kind != QUOTH_PERSON)
        index = q_form_find(cast, q_form(cast, 'n', row->name.start, row->name.end));
    if (index == Q_NONE && (row->entity_kind == QUOTH_ORGANIZATION)) {
        index = q_bearer_find(cast, row, &rivals);
        if (index != Q_NONE && (q_lexeme_of(cast, row->head)->flags & (Q_LEX_COUNTRY | Q_LEX_CAPITAL)) != 0)
            index = Q_NONE;
    }
    if (index == Q_NONE) {
        index = q_figure_new(cast, mention);
        if (index == Q_NONE || q_register(cast, mention, index) != 0 || q_enter(cast, index) != 0)
            return -1;
        rivals = 1;
    }
    q_link(cast, mention, index, rivals > 1 ? 0.7f : 1.0f);
    return 0;
}

/* A description as an entity of its own: the same words mean the same, "a ..." is always new. */
static int q_own(q_cast *cast, uint32_t mention, const q_role *role)
{
    const q_mention *row = q_mention_at(cast, mention);
    uint64_t form = q_form(cast, 'd', row->first, row->end);
    int indefinite = !row->plural && !row->definite;
    uint32_t index = indefinite ? Q_NONE : q_form_find(cast, form);

    if (index == Q_NONE) {
        index = q_figure_new(cast, mention);
        if (index == Q_NONE || q_form_add(cast, form, index) != 0 ||
            (!row->plural && q_role_give(cast, index, role) != 0))
            return -1;
    }
    q_link(cast, mention, index, 0.9f);
    return 0;
}

static int q_nominal(q_cast *cast, uint32_t mention, int needed)
{
    const q_mention *row = q_mention_at(cast, mention);
    uint32_t index = q_character_find(cast, row);
    q_role role;

    q_role_read(cast, row->first, row->end, &role);
    if (index == Q_NONE && row->definite && !row->plural && row->entity_kind == QUOTH_PERSON) {
        index = q_role_find(cast, &role, row->gender);
        if (index == Q_NONE)
            index = q_country_find(cast, &role, row->gender);
    }
    if (index != Q_NONE) {
        q_link(cast, mention, index, 0.85f);
        return cast->figures.at[index].country == 0 || role.heads ? q_role_give(cast, index, &role) : 0;
    }
    return needed ? q_own(cast, mention, &role) : 0;
}

/* ---- pronouns ---- */

static int q_inside(const q_cast *cast, const q_mention *row)
{
    return cast->document->tokens.at[row->head].region != Q_NONE;
}

static int q_agrees(const q_mention *pronoun, const q_mention *row, uint8_t gender)
{
    if (pronoun->gender == QUOTH_GENDER_NEUTER)
        return !row->plural && (row->entity_kind == QUOTH_ORGANIZATION || row->entity_kind == QUOTH_DOCUMENT);
    if (pronoun->plural)
        return row->plural || row->entity_kind == QUOTH_ORGANIZATION;
    return !row->plural && row->entity_kind == QUOTH_PERSON && !q_genders_clash(pronoun->gender, gender);
}

/* How likely the pronoun means what the earlier mention means. */
static float q_salience(const q_cast *cast, const q_mention *pronoun, const q_mention *row, uint32_t back)
{
    const q_token *tokens = cast->document->tokens.at;
    uint32_t sentence = tokens[row->head].sentence, gap = tokens[pronoun->head].sentence - sentence;
    const q_figure *figure = row->entity == Q_NONE ? NULL : &cast->figures.at[row->entity];
    float score = gap == 0 ? 1.0f : gap == 1 ? 0.8f : gap == 2 ? 0.3f : gap > 6 ? -0.6f : 0.0f;

    if (back == 1)
        score += 0.6f;
    if (row->first == cast->document->sentences.at[sentence].first || cast->document->tokens.at[row->first].shape & Q_SHAPE_FIRST)
        score += 0.9f;
    if (figure != NULL && figure->gender == pronoun->gender && figure->gender != QUOTH_GENDER_UNKNOWN)
        score += 0.8f;
    if (figure != NULL && row->entity == cast->speaker)
        score += 0.9f;
    if (figure != NULL)
        score += figure->uses > 3 ? 0.3f : figure->uses < 2 ? -0.3f : 0.0f;
    if (q_inside(cast, row) && !q_inside(cast, pronoun))
        score -= 2.5f;
    return row->kind == Q_MENTION_NAME ? score + 0.2f : score;
}

static int q_pronoun(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_mention_at(cast, mention);
    uint32_t best = Q_NONE, entity;
    float most = -1.0f, second = -1.0f;

    for (uint32_t back = 1; back <= Q_RECENT_MAX && back <= cast->recent_count; back++) {
        uint32_t at = cast->recent[(cast->recent_count - back) % Q_RECENT_MAX];
        const q_mention *other = q_mention_at(cast, at);
        uint8_t gender = other->entity == Q_NONE ? other->gender : cast->figures.at[other->entity].gender;
        float score;

        if (!q_agrees(row, other, gender) || other->end > row->first)
            continue;
        score = q_salience(cast, row, other, back);
        if (best != Q_NONE && other->entity != Q_NONE && other->entity == q_mention_at(cast, best)->entity) {
            most = score > most ? score : most;
        } else if (score > most) {
            second = most;
            most = score;
            best = at;
        } else if (score > second) {
            second = score;
        }
    }
    if (best == Q_NONE)
        return 0;
    if (q_mention_at(cast, best)->entity == Q_NONE && (!cast->sources.at[mention] || q_nominal(cast, best, 1) != 0))
        return cast->sources.at[mention] ? -1 : 0;
    entity = q_mention_at(cast, best)->entity;
    q_link(cast, mention, entity, most - second > 0.8f ? 0.85f : 0.65f);
    return 0;
}

/* "X, who": what stands before it. */
static int q_relative(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_mention_at(cast, mention);

    for (uint32_t back = 1; back <= Q_ROLE_MAX && back <= mention; back++) {
        const q_mention *other = q_mention_at(cast, mention - back);

        if (other->kind == Q_MENTION_PRONOUN || (other->end != row->first && other->end + 1 != row->first))
            continue;
        if (other->entity == Q_NONE && q_nominal(cast, mention - back, 1) != 0)
            return -1;
        q_link(cast, mention, q_mention_at(cast, mention - back)->entity, 0.9f);
        return 0;
    }
    return 0;
}

static int q_narrator(q_cast *cast, uint32_t mention)
{
    if (q_inside(cast, q_mention_at(cast, mention)) || q_mention_at(cast, mention)->plural)
        return 0;
    if (cast->narrator == Q_NONE) {
        if (!cast->sources.at[mention])
            return 0;
        cast->narrator = q_figure_new(cast, mention);
        if (cast->narrator == Q_NONE)
            return -1;
    }
    q_link(cast, mention, cast->narrator, 0.9f);
    return 0;
}

static int q_resolve(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_mention_at(cast, mention);

    if (row->kind == Q_MENTION_NAME) {
        if (row->entity == Q_NONE && q_name_short(cast, mention) != 0)
            return -1;
        cast->figures.at[row->entity].last = row->first;
        return q_titles(cast, mention);
    }
    if (row->entity != Q_NONE)
        return 0;
    if (row->kind == Q_MENTION_NOMINAL)
        return q_nominal(cast, mention, cast->sources.at[mention]);
    if (q_is(cast, row->head, "who"))
        return q_relative(cast, mention);
    return row->person == 1 ? q_narrator(cast, mention) : row->person == 3 ? q_pronoun(cast, mention) : 0;
}

/* ---- quotes ---- */

static void q_speak(q_cast *cast, q_quote *quote)
{
    uint32_t mention = quote->source_mention;
    float base = quote->confidence > 0.0f ? quote->confidence : 0.95f;

    quote->speaker = Q_NONE;
    if (mention < cast->document->mentions.n) {
        quote->speaker = q_mention_at(cast, mention)->entity;
        quote->confidence = quote->speaker == Q_NONE ? 0.0f : base * cast->certainty.at[mention];
        if (quote->speaker == Q_NONE)
            quote->reason = Q_REASON_UNRESOLVED;
    } else if (quote->same_as < cast->document->quotes.n) {
        const q_quote *same = &cast->document->quotes.at[quote->same_as];

        quote->speaker = same->speaker;
        quote->confidence = same->confidence * 0.95f;
    }
    if (quote->addressee_mention < cast->document->mentions.n)
        quote->addressee = q_mention_at(cast, quote->addressee_mention)->entity;
}

typedef struct q_turn {
    uint32_t paragraph, speaker;
} q_turn;

static uint32_t q_paragraph_of(const q_document *document, const q_quote *quote)
{
    return quote->region < document->regions.n ? document->regions.at[quote->region].paragraph : Q_NONE;
}

/* Who is likely to speak in the paragraph, given the two turns before: the same within a paragraph, else the one before last. */
static float q_turn_guess(const q_turn *last, const q_turn *before, uint32_t paragraph, uint32_t *speaker)
{
    *speaker = Q_NONE;
    if (last->speaker != Q_NONE && last->paragraph == paragraph) {
        *speaker = last->speaker;
        return 0.8f;
    }
    if (before->speaker == Q_NONE || last->paragraph == Q_NONE || paragraph - last->paragraph > Q_TURN_GAP)
        return 0.0f;
    *speaker = before->speaker;
    return before->speaker == last->speaker ? 0.45f : paragraph - before->paragraph == 2 ? 0.75f : 0.55f;
}

/* From the end: who answers the turn before and speaks again after it; for quotes the way forward left open. */
static void q_turn_back(q_document *document)
{
    q_turn next = {Q_NONE, Q_NONE}, after = {Q_NONE, Q_NONE};

    for (uint32_t i = document->quotes.n; i > 0; i--) {
        q_quote *quote = &document->quotes.at[i - 1];
        uint32_t paragraph = q_paragraph_of(document, quote);

        if (paragraph == Q_NONE || quote->class_ == QUOTH_CLASS_OTHER)
            continue;
        if (quote->speaker == Q_NONE && quote->reason == Q_REASON_NONE && quote->type == QUOTH_DIRECT) {
            if (next.paragraph == paragraph && next.speaker != Q_NONE)
                quote->speaker = next.speaker;
            else if (next.paragraph != Q_NONE && next.paragraph - paragraph <= Q_TURN_GAP && after.speaker != next.speaker)
                quote->speaker = after.speaker;
            if (quote->speaker != Q_NONE) {
                quote->reason = Q_REASON_TURN;
                quote->confidence = next.paragraph == paragraph ? 0.75f : 0.55f;
            }
        }
        if (next.paragraph != paragraph) {
            after = next;
            next.paragraph = paragraph;
        }
        next.speaker = quote->speaker;
    }
}

static void q_take_turns(q_document *document)
{
    q_turn last = {Q_NONE, Q_NONE}, before = {Q_NONE, Q_NONE};

    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        uint32_t paragraph = q_paragraph_of(document, quote), speaker;
        int implicit = quote->speaker == Q_NONE && quote->reason == Q_REASON_NONE && quote->type == QUOTH_DIRECT;

        if (paragraph == Q_NONE || quote->class_ == QUOTH_CLASS_OTHER)
            continue;
        if (quote->same_as < i && quote->speaker == Q_NONE) {
            quote->speaker = document->quotes.at[quote->same_as].speaker;
            quote->confidence = document->quotes.at[quote->same_as].confidence * 0.95f;
        } else if (implicit) {
            quote->confidence = q_turn_guess(&last, &before, paragraph, &speaker);
            quote->speaker = speaker;
            if (speaker != Q_NONE)
                quote->reason = last.paragraph == paragraph ? Q_REASON_CONTINUED : Q_REASON_TURN;
        }
        if (last.paragraph != paragraph) {
            before = last;
            last.paragraph = paragraph;
        }
        last.speaker = quote->speaker;
        if (before.speaker != Q_NONE && before.speaker != quote->speaker && quote->addressee == Q_NONE &&
            before.paragraph != Q_NONE && paragraph - before.paragraph <= Q_TURN_GAP && quote->speaker != Q_NONE)
            quote->addressee = before.speaker;
    }
}

/* I and me within quoted words: the speaker of the quote. */
static void q_own_words(q_cast *cast, uint32_t *quote_of)
{
    q_document *document = cast->document;

    for (uint32_t i = 0; i < document->regions.n; i++)
        quote_of[i] = Q_NONE;
    for (uint32_t i = 0; i < document->quotes.n; i++)
        if (document->quotes.at[i].region < document->regions.n)
            quote_of[document->quotes.at[i].region] = i;
    for (uint32_t i = 0; i < document->regions.n; i++) {
        const q_region *region = &document->regions.at[i];

        if (quote_of[i] == Q_NONE && region->parent < i)
            quote_of[i] = quote_of[region->parent];
        if (region->next < document->regions.n && region->next > i && quote_of[region->next] == Q_NONE)
            quote_of[region->next] = quote_of[i];
    }
    for (uint32_t i = 0; i < document->mentions.n; i++) {
        q_mention *row = &document->mentions.at[i];
        uint32_t region = document->tokens.at[row->head].region;

        if (row->kind == Q_MENTION_PRONOUN && row->person == 1 && !row->plural && region < document->regions.n &&
            quote_of[region] != Q_NONE)
            row->entity = document->quotes.at[quote_of[region]].speaker;
    }
}

/* ---- entities ---- */

static void q_entity_name(const q_cast *cast, const q_figure *figure, q_entity *entity)
{
    const q_mention *row = q_mention_at(cast, figure->mention);
    const q_token *tokens = cast->document->tokens.at;

    entity->text = row->span;
    if (row->name.start >= row->name.end)
        return;
    entity->text.start = tokens[row->name.start].start;
    entity->text.end = tokens[row->name.end - 1].end;
}

/* Writes the entities in the order of their first mention and renumbers all that refers to figures. */
static int q_publish(q_cast *cast, uint32_t *place)
{
    q_document *document = cast->document;

    for (uint32_t i = 0; i < cast->figures.n; i++)
        place[i] = Q_NONE;
    for (uint32_t i = 0; i < document->mentions.n; i++) {
        q_mention *row = &document->mentions.at[i];
        q_entity *entity;

        if (row->entity == Q_NONE)
            continue;
        if (place[row->entity] == Q_NONE) {
            const q_figure *figure = &cast->figures.at[row->entity];

            entity = Q_APPEND(document->allocator, &document->entities, 1);
            if (entity == NULL)
                return -1;
            memset(entity, 0, sizeof *entity);
            entity->name = figure->mention == Q_NONE ? i : figure->mention;
            entity->first = i;
            entity->kind = figure->kind;
            entity->gender = figure->gender;
            entity->character = figure->character;
            q_entity_name(cast, figure, entity);
            place[row->entity] = document->entities.n - 1;
        }
        row->entity = place[row->entity];
        document->entities.at[row->entity].mentions++;
    }
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];

        quote->speaker = quote->speaker == Q_NONE ? Q_NONE : place[quote->speaker];
        quote->addressee = quote->addressee == Q_NONE ? Q_NONE : place[quote->addressee];
    }
    return 0;
}

/* ---- the room ---- */

static int q_cast_open(q_cast *cast, q_document *document)
{
    const quoth_allocator *allocator = document->allocator;
    uint32_t words = document->lexemes.n + 1, mentions = document->mentions.n + 1;

    memset(cast, 0, sizeof *cast);
    cast->document = document;
    cast->speaker = cast->narrator = Q_NONE;
    if (q_form_grow(cast, 64) != 0 || Q_APPEND(allocator, &cast->name_heads, words) == NULL ||
        Q_APPEND(allocator, &cast->role_heads, words) == NULL || Q_APPEND(allocator, &cast->sources, mentions) == NULL ||
        Q_APPEND(allocator, &cast->certainty, mentions) == NULL)
        return -1;
    memset(cast->name_heads.at, 0xff, words * sizeof *cast->name_heads.at);
    memset(cast->role_heads.at, 0xff, words * sizeof *cast->role_heads.at);
    memset(cast->sources.at, 0, mentions);
    for (uint32_t i = 0; i < mentions; i++)
        cast->certainty.at[i] = 0.0f;
    for (uint32_t i = 0; i < document->quotes.n; i++)
        if (document->quotes.at[i].source_mention < document->mentions.n)
            cast->sources.at[document->quotes.at[i].source_mention] = 1;
    return 0;
}

static void q_cast_close(q_cast *cast)
{
    const quoth_allocator *allocator = cast->document->allocator;

    Q_ROWS_FREE(allocator, &cast->figures);
    Q_ROWS_FREE(allocator, &cast->bearers);
    Q_ROWS_FREE(allocator, &cast->name_heads);
    Q_ROWS_FREE(allocator, &cast->role_heads);
    Q_ROWS_FREE(allocator, &cast->slots);
    Q_ROWS_FREE(allocator, &cast->keys);
    Q_ROWS_FREE(allocator, &cast->key_figures);
    Q_ROWS_FREE(allocator, &cast->sources);
    Q_ROWS_FREE(allocator, &cast->certainty);
}

static int q_characters(q_cast *cast)
{
    const q_settings *settings = cast->document->settings;

    for (uint32_t i = 0; settings != NULL && i < settings->character_count; i++) {
        const q_character *character = &settings->characters[i];
        q_figure *figure = Q_APPEND(cast->document->allocator, &cast->figures, 1);

        if (figure == NULL)
            return -1;
        memset(figure, 0, sizeof *figure);
        figure->mention = Q_NONE;
        figure->character = i;
        figure->gender = character->gender;
        figure->named = 1;
        for (uint32_t k = 0; k < character->count; k++) {
            const char *name = character->folded[k];
            uint64_t form = q_hash(q_hash(14695981039346656037u, "c", 1), name, strlen(name));

            if (q_form_add(cast, form, cast->figures.n - 1) != 0)
                return -1;
        }
    }
    return 0;
}

static int q_read_mentions(q_cast *cast)
{
    q_document *document = cast->document;

    for (uint32_t i = 0; i < document->mentions.n; i++)
        document->mentions.at[i].entity = Q_NONE;
    for (uint32_t i = 0; i < document->mentions.n; i++)
        if (document->mentions.at[i].kind == Q_MENTION_NAME && q_name_full(cast, i) != 0)
            return -1;
    if (q_enter_all(cast) != 0)
        return -1;
    for (uint32_t i = 0; i < document->mentions.n; i++) {
        const q_mention *row = &document->mentions.at[i];

        if (q_resolve(cast, i) != 0)
            return -1;
        if (row->kind != Q_MENTION_PRONOUN || row->entity != Q_NONE)
            cast->recent[cast->recent_count++ % Q_RECENT_MAX] = i;
        if (cast->sources.at[i] && row->entity != Q_NONE)
            cast->speaker = row->entity;
    }
    return 0;
}

static int q_settle_quotes(q_cast *cast)
{
    q_document *document = cast->document;
    uint32_t *scratch;
    size_t most = cast->figures.n > document->regions.n ? cast->figures.n : document->regions.n;

    for (uint32_t i = 0; i < document->quotes.n; i++)
        q_speak(cast, &document->quotes.at[i]);
    q_take_turns(document);
    q_turn_back(document);
    scratch = q_allocate(document->allocator, (most + 1) * sizeof *scratch);
    if (scratch == NULL)
        return -1;
    q_own_words(cast, scratch);
    most = (size_t)q_publish(cast, scratch);
    q_release(document->allocator, scratch);
    return most == 0 ? 0 : -1;
}

quoth_status q_room_coreference(q_document *document)
{
    q_cast cast;
    int failed;

    document->entities.n = 0;
    failed = q_cast_open(&cast, document) != 0 || q_characters(&cast) != 0 || q_read_mentions(&cast) != 0 ||
             q_settle_quotes(&cast) != 0;
    q_cast_close(&cast);
    return failed ? QUOTH_E_MEMORY : QUOTH_OK;
}
