/* fullname.c - the full names of one person: with a middle name or without, with an initial, with a nickname.
 *
 * "Donald J. Trump" and "Donald Trump", "Robert “Bob” Hale" and "Bob Hale", "J. K. Rowling" and "Joanne Rowling", "Suu Kyi" and
 * "Aung San Suu Kyi". A name that two different persons of the text could bear ("George Bush" beside George W. and George H. W.
 * Bush) joins neither, and Jr. is somebody else than the name without. */
#include "cast.h"
#include "lexeme.h"

#include <string.h>

enum { MIDDLE_MAX = 4 };

typedef struct parts { /* tokens of a name */
    uint32_t first, last;
    uint32_t nickname;           /* that stands in marks, or Q_NONE */
    uint32_t junior;             /* Jr., III, or Q_NONE */
    uint32_t middle[MIDDLE_MAX]; /* given names and initials after the first */
    uint32_t middles;
} parts;

/* 0, or -1 for a name of more words than can be compared. */
static int parts_read(const q_cast *cast, const q_mention *row, parts *name)
{
    uint32_t last = q_name_last_word(cast, row);
    int in_marks = 0;
    *name = (parts){.first = row->name.start, .last = last, .nickname = Q_NONE, .junior = Q_NONE};
    if (last + 1 < row->name.end && q_is_junior(cast, row->name.end - 1))
        name->junior = row->name.end - 1;
    for (uint32_t i = row->name.start + 1; i < last; i++) {
        if (q_is_nickname_mark(cast->document, i))
            in_marks = !in_marks;
        else if (q_is_punct(cast->document, i))
            continue;
        else if (in_marks)
            name->nickname = i;
        else if (name->middles < MIDDLE_MAX)
            name->middle[name->middles++] = i;
        else
            return -1;
    }
    return last > row->name.start ? 0 : -1;
}

static int agree(const q_cast *cast, uint32_t a, uint32_t b)
{
    const q_lexeme *one = q_cast_lexeme(cast, a), *other = q_cast_lexeme(cast, b);
    return one == other || ((q_is_initial(one) || q_is_initial(other)) && one->folded[0] == other->folded[0]);
}

/* Whether the first is short for the second: Bob, Robert. */
static int is_short_for(const q_cast *cast, uint32_t nickname, uint32_t name)
{
    const char *short_name = q_cast_lexeme(cast, nickname)->folded, *full;
    for (uint32_t i = 0; (full = q_lexicon_nickname(cast->document->lexicon, short_name, i)) != NULL; i++)
        if (!strcmp(full, q_cast_lexeme(cast, name)->folded))
            return 1;
    return 0;
}

static int first_names_agree(const q_cast *cast, const parts *a, const parts *b)
{
    return agree(cast, a->first, b->first) || (a->nickname != Q_NONE && agree(cast, a->nickname, b->first)) ||
           (b->nickname != Q_NONE && agree(cast, b->nickname, a->first)) || is_short_for(cast, a->first, b->first) ||
           is_short_for(cast, b->first, a->first);
}

/* Whether one name of several words is the end of the other: García López, Teresa García López. */
static int is_end_of(const q_cast *cast, const q_mention *end, const q_mention *whole)
{
    uint32_t a = q_name_last_word(cast, end), b = q_name_last_word(cast, whole), words = a - end->name.start;
    if (!words || b - whole->name.start <= words)
        return 0;
    for (uint32_t i = 0; i <= words; i++)
        if (q_cast_lexeme(cast, a - i) != q_cast_lexeme(cast, b - i))
            return 0;
    return 1;
}

/* Whether two names of one surname may be one person's. */
static int may_be_one(const q_cast *cast, const q_figure *a, const q_figure *b)
{
    parts one, other;
    if (is_end_of(cast, q_cast_mention(cast, a->mention), q_cast_mention(cast, b->mention)) ||
        is_end_of(cast, q_cast_mention(cast, b->mention), q_cast_mention(cast, a->mention)))
        return !q_genders_clash(a->gender, b->gender);
    if (q_genders_clash(a->gender, b->gender) || parts_read(cast, q_cast_mention(cast, a->mention), &one) ||
        parts_read(cast, q_cast_mention(cast, b->mention), &other) || !first_names_agree(cast, &one, &other) ||
        (one.junior == Q_NONE) != (other.junior == Q_NONE) || (one.junior != Q_NONE && !agree(cast, one.junior, other.junior)))
        return 0;
    for (uint32_t i = 0; i < one.middles && i < other.middles; i++)
        if (!agree(cast, one.middle[i], other.middle[i]))
            return 0;
    return 1;
}

typedef struct namesakes { /* the persons of one surname */
    uint32_t figures[Q_CHAIN_MAX], count;
    uint8_t one[Q_CHAIN_MAX][Q_CHAIN_MAX]; /* whether two may be one person */
} namesakes;

static void compare(const q_cast *cast, namesakes *all)
{
    const q_figure *figures = cast->figures.at;
    for (uint32_t i = 0; i < all->count; i++)
        for (uint32_t k = i; k < all->count; k++)
            all->one[i][k] = all->one[k][i] = (uint8_t)may_be_one(cast, &figures[all->figures[i]], &figures[all->figures[k]]);
}

/* Whether all those who may be this one may be one another. */
static int is_clear(const namesakes *all, uint32_t index)
{
    for (uint32_t i = 0; i < all->count; i++)
        for (uint32_t k = i + 1; k < all->count; k++)
            if (all->one[i][index] && all->one[k][index] && !all->one[i][k])
                return 0;
    return 1;
}

/* Each person of a surname is to be joined to the first one that it may be. */
static void join_namesakes(const q_cast *cast, namesakes *all, uint32_t *joined)
{
    uint8_t clear[Q_CHAIN_MAX];
    compare(cast, all);
    for (uint32_t i = 0; i < all->count; i++)
        clear[i] = (uint8_t)is_clear(all, i);
    for (uint32_t i = 0; i < all->count; i++)
        for (uint32_t k = 0; clear[i] && k < all->count; k++)
            if (clear[k] && all->one[i][k] && all->figures[k] < joined[all->figures[i]])
                joined[all->figures[i]] = all->figures[k];
}

static int is_person_of_full_name(const q_figure *figure)
{
    return figure->mention != Q_NONE && figure->kind == QUOTH_PERSON && figure->character == Q_NONE;
}

/* Finds the namesakes of each surname: `heads` has room for all lexemes, `joined` for two numbers of each figure. A surname
 * that more than Q_CHAIN_MAX bear joins nobody. */
static void find_joined(const q_cast *cast, uint32_t *heads, uint32_t *joined)
{
    const q_document *document = cast->document;
    uint32_t *next = joined + cast->figures.n;
    memset(heads, 0xff, document->lexemes.n * sizeof *heads);
    for (uint32_t i = cast->figures.n; i-- > 0; joined[i] = i) {
        if (!is_person_of_full_name(&cast->figures.at[i]))
            continue;
        uint32_t *head = &heads[document->tokens.at[q_name_last_word(cast, q_cast_mention(cast, cast->figures.at[i].mention))].lexeme];
        next[i] = *head;
        *head = i;
    }
    for (uint32_t word = 0; word < document->lexemes.n; word++) {
        namesakes all;
        uint32_t at = heads[word];
        for (all.count = 0; at != Q_NONE && all.count < Q_CHAIN_MAX; at = next[at])
            all.figures[all.count++] = at;
        if (at == Q_NONE && all.count > 1)
            join_namesakes(cast, &all, joined);
    }
}

/* Mentions and forms of the joined figures go over to the one they are joined to. */
static void carry_over(q_cast *cast, const uint32_t *joined)
{
    for (uint32_t i = 0; i < cast->document->mentions.n; i++) {
        uint32_t entity = cast->document->mentions.at[i].entity;
        if (entity != Q_NONE && joined[entity] != entity)
            q_cast_link(cast, i, joined[entity], 1.0f);
    }
    for (uint32_t i = 0; i < cast->key_figures.n; i++)
        cast->key_figures.at[i] = joined[cast->key_figures.at[i]];
    for (uint32_t i = 0; i < cast->figures.n; i++)
        if (joined[i] != i)
            cast->figures.at[i].mention = Q_NONE;
}

int q_names_join(q_cast *cast)
{
    const q_document *document = cast->document;
    uint32_t *heads = q_allocate(document->allocator, (document->lexemes.n + 2 * (size_t)cast->figures.n + 1) * sizeof *heads);
    if (!heads)
        return -1;
    find_joined(cast, heads, heads + document->lexemes.n);
    carry_over(cast, heads + document->lexemes.n);
    q_release(document->allocator, heads);
    return 0;
}
