/* variant.c - names: full names first, then the shorter forms that stand for them. */
#include "cast.h"
#include "lexeme.h"
#include "namepart.h"

#include <string.h>

enum {
    FAR_MORE = 4,    /* times as many mentions outweigh recency */
    SHOUTED_MAX = 3, /* tokens of a person's name in capitals */
    SPELT_MIN = 5,   /* letters of a name that may be misspelt */
    JUNIOR_MAX = 3   /* bytes of a Jr. */
};
static const float known = 0.985f, misspelt = 0.75f, epithet = 0.6f; /* how sure a name is */

/* Whether a rather than b bears a shared name: the one met last, unless the other is named far more often. */
static int is_likelier(const q_figure *a, const q_figure *b)
{
    if (a->full > FAR_MORE * b->full || b->full > FAR_MORE * a->full)
        return a->full > b->full;
    return a->last > b->last;
}

int q_is_junior(const q_cast *cast, uint32_t token)
{
    return q_cast_lexeme(cast, token)->length <= JUNIOR_MAX && q_token_in(cast->document, token, "jr jr. sr sr. ii iii iv");
}

uint32_t q_last_word(const q_cast *cast, uint32_t first, uint32_t end)
{
    while (end > first + 1 && (q_is_junior(cast, end - 1) || q_is_punct(cast->document, end - 1)))
        end--;
    return end - 1;
}

uint32_t q_name_last_word(const q_cast *cast, const q_mention *row)
{
    return q_last_word(cast, row->name.start, row->name.end);
}

/* A family name stands first before a given name with a hyphen: Park Ji-won. */
static int is_hyphenated(const q_cast *cast, const q_mention *full)
{
    for (uint32_t i = full->name.start + 1; i < full->name.end; i++)
        if (memchr(q_cast_lexeme(cast, i)->folded, '-', q_cast_lexeme(cast, i)->length) != NULL)
            return 1;
    return 0;
}

/* Whether the word stands in marks within the full name: Robert “Bob” Hale. */
static int is_nickname(const q_cast *cast, const q_mention *full, uint32_t word)
{
    for (uint32_t i = full->name.start + 2; i + 1 < full->name.end; i++)
        if (cast->document->tokens.at[i].lexeme == word && q_is_nickname_mark(cast->document, i + 1))
            return 1;
    return 0;
}

/* How well a word stands in the full name as this mention uses it, a first name first, a surname last; 0 for not. */
static uint32_t place_of(const q_cast *cast, const q_mention *row, uint32_t word, const q_figure *figure)
{
    const q_mention *full = figure->mention == Q_NONE ? row : q_cast_mention(cast, figure->mention);
    const q_token *tokens = cast->document->tokens.at;
    uint32_t flags = cast->document->lexemes.at[word].flags;
    int is_first = tokens[full->name.start].lexeme == word || is_nickname(cast, full, word);
    int is_last = tokens[q_name_last_word(cast, full)].lexeme == word;
    if (row->first < row->name.start)
        return is_last ? 2 : is_first && ((flags & Q_LEX_FIRST_NAME) || is_hyphenated(cast, full));
    if ((flags & Q_LEX_FIRST_NAME) && (flags & Q_LEX_SURNAME) == 0)
        return is_first ? 2 : (uint32_t)is_last;
    if (is_last && !is_first && (flags & Q_LEX_FIRST_NAME))
        return (q_cast_lexeme(cast, full->name.start)->flags & Q_LEX_FIRST_NAME) ? 2 : 1;
    return is_last || (is_first && ((flags & Q_LEX_FIRST_NAME) || is_hyphenated(cast, full))) ? 2 : (uint32_t)is_first;
}

static int is_titled(const q_cast *cast, const q_mention *row, const char *titles)
{
    return row->first < row->name.start && q_token_in(cast->document, row->name.start - 1, titles);
}

/* Mrs. Lee is not Miss Ann Lee. */
static int titles_clash(const q_cast *cast, const q_mention *row, const q_mention *full)
{
    return row->gender == QUOTH_GENDER_FEMALE &&
           ((is_titled(cast, row, "mrs mrs.") && is_titled(cast, full, "miss")) ||
            (is_titled(cast, row, "miss") && is_titled(cast, full, "mrs mrs.")));
}

/* Whether genders differ. A surname alone tells none, though it be a first name too; nor does one that was taken for a body. */
static int clash(const q_cast *cast, const q_mention *row, const q_figure *figure)
{
    const q_token *tokens = cast->document->tokens.at;
    if (figure->mention != Q_NONE && titles_clash(cast, row, q_cast_mention(cast, figure->mention)))
        return 1;
    if (!q_genders_clash(row->gender, figure->gender) || (row->gender == QUOTH_GENDER_NEUTER && !q_cast_is(cast, row->first, "the")))
        return 0;
    if (row->first < row->name.start || row->name.end - row->name.start > 1 || figure->mention == Q_NONE)
        return 1;
    const q_mention *full = q_cast_mention(cast, figure->mention);
    return tokens[full->name.start].lexeme == tokens[row->name.start].lexeme ||
           (q_cast_lexeme(cast, row->name.start)->flags & Q_LEX_SURNAME) == 0;
}

/* How many words of the title before the name the figure is known to have: Mayor Dunn. */
static uint32_t roles_met(const q_figure *figure, const q_role *title)
{
    uint32_t met = 0;
    for (uint32_t i = 0; i < title->count; i++)
        for (uint32_t k = 0; k < figure->role_count; k++)
            met += figure->roles[k] == title->words[i];
    return met;
}

typedef struct bearers { /* of a short name */
    uint32_t best, fit;  /* the likeliest, and how well title and place fit it */
    int told;            /* the title tells it from the others */
    uint32_t rivals[Q_CHAIN_MAX], count;
} bearers;

/* The word of a short name that its bearers are found by: the last; of a lone nickname that nobody bears, the first name that it is
 * short for and somebody bears. */
static uint32_t word_of(const q_cast *cast, const q_mention *row)
{
    uint32_t word = cast->document->tokens.at[q_name_last_word(cast, row)].lexeme;
    const char *full;
    if (row->name.end - row->name.start > 1 || cast->name_heads.at[word] != Q_NONE)
        return word;
    for (uint32_t i = 0; (full = q_lexicon_nickname(cast->document->lexicon, cast->document->lexemes.at[word].folded, i)) != NULL; i++) {
        uint32_t found = q_lexeme_find(cast->document, full, strlen(full));
        if (found != Q_NONE && cast->name_heads.at[found] != Q_NONE)
            return found;
    }
    return word;
}

/* Those who may bear a short name, and the likeliest: whom the title fits, else who was named last or far more often. */
static int bearers_find(q_cast *cast, const q_mention *row, bearers *found)
{
    uint32_t word = word_of(cast, row), at = cast->name_heads.at[word];
    q_role title;
    found->best = Q_NONE;
    found->count = found->fit = 0;
    found->told = 0;
    if (q_role_read(cast, row->first, row->name.start, &title))
        return -1;
    for (int n = 0; n < Q_CHAIN_MAX && at != Q_NONE; n++, at = cast->bearers.at[at].next) {
        uint32_t index = cast->bearers.at[at].figure;
        const q_figure *figure = &cast->figures.at[index];
        uint32_t place = figure->kind == QUOTH_PERSON && !clash(cast, row, figure) ? place_of(cast, row, word, figure) : 0;
        if (place == 0)
            continue;
        uint32_t met = roles_met(figure, &title), fit = met * 4 + place;
        found->rivals[found->count++] = index;
        if (found->best == Q_NONE || fit > found->fit || (fit == found->fit && is_likelier(figure, &cast->figures.at[found->best]))) {
            found->best = index;
            found->fit = fit;
            found->told = met > 0;
        }
    }
    return 0;
}

uint32_t q_name_bearer(const q_cast *cast, uint32_t token)
{
    uint32_t word = cast->document->tokens.at[token].lexeme, at = cast->name_heads.at[word];
    for (int n = 0; n < Q_CHAIN_MAX && at != Q_NONE; n++, at = cast->bearers.at[at].next) {
        const q_figure *figure = &cast->figures.at[cast->bearers.at[at].figure];
        const q_mention *full = figure->kind != QUOTH_PERSON || figure->mention == Q_NONE ? NULL : q_cast_mention(cast, figure->mention);
        if (full && cast->document->tokens.at[q_name_last_word(cast, full)].lexeme == word)
            return cast->bearers.at[at].figure;
    }
    return Q_NONE;
}

int q_name_titles(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t other = row->apposition;
    q_role role;

    if (row->first < row->name.start) {
        if (q_role_read(cast, row->first, row->name.start, &role) || q_role_give(cast, row->entity, &role))
            return -1;
    }
    if (other == Q_NONE || q_cast_mention(cast, other)->kind != Q_MENTION_NOMINAL)
        return 0;
    if (q_role_read(cast, q_cast_mention(cast, other)->first, q_cast_mention(cast, other)->end, &role))
        return -1;
    q_cast_link(cast, other, row->entity, 0.9f);
    return q_role_give(cast, row->entity, &role);
}

/* Words of a name, those with hyphens whole. */
static uint32_t word_count(const q_cast *cast, const q_mention *row)
{
    uint32_t count = 1;
    for (uint32_t i = row->name.start + 1; i < row->name.end; i++)
        count += (cast->document->tokens.at[i].shape & Q_SHAPE_SPACE_BEFORE) != 0;
    return count;
}

/* Capitals run names together, but for the few words of a person. */
static int is_run_together(const q_cast *cast, const q_mention *row)
{
    return q_cast_is_shouted(cast, row) && (row->entity_kind != QUOTH_PERSON || row->name.end - row->name.start > SHOUTED_MAX);
}

/* Whether a name is to be trusted as that of somebody whom shorter names may mean. Headings and capitals run names together,
 * and nobody is "the Ann Lee". */
static int is_full(const q_cast *cast, const q_mention *row)
{
    return word_count(cast, row) > 1 && !is_run_together(cast, row) && !q_cast_is_heading(cast, row) &&
           !(row->entity_kind == QUOTH_PERSON && row->first + 1 == row->name.start && q_cast_is(cast, row->first, "the"));
}

/* The abbreviation that follows the name of a body in brackets is a form of it: the Harbour Workers' Union (HWU). */
static int register_short_form(q_cast *cast, const q_mention *row, uint32_t index)
{
    if (row->entity_kind == QUOTH_PERSON || q_long_form(cast->document, row->name.end) != row->name.start)
        return 0;
    return q_form_add(cast, q_form_of(cast, 'n', row->name.end + 1, row->name.end + 2), index);
}

/* Names of two words or more, and the caller's characters. */
int q_name_full(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t index = q_cast_character(cast, row);

    if (index == Q_NONE && !is_full(cast, row))
        return 0;
    if (index == Q_NONE)
        index = q_form_find(cast, q_form_of(cast, 'n', row->name.start, row->name.end));
    if (index == Q_NONE) {
        index = q_figure_new(cast, mention);
        if (index == Q_NONE || q_figure_register(cast, mention, index))
            return -1;
    } else if (cast->figures.at[index].mention == Q_NONE) {
        cast->figures.at[index].mention = mention;
        if (q_figure_register(cast, mention, index))
            return -1;
    }
    q_cast_link(cast, mention, index, known);
    return register_short_form(cast, q_cast_mention(cast, mention), index);
}

/* "the Courier" of the Lindale Courier, "Harlow" of Harlow Foods: the only body whose name begins or ends so. */
static uint32_t body_find(const q_cast *cast, const q_mention *row)
{
    const q_token *tokens = cast->document->tokens.at;
    uint32_t word = tokens[row->name.end - 1].lexeme, found = Q_NONE, at = cast->name_heads.at[word];
    if (row->name.end - row->name.start != 1 || cast->document->tokens.at[row->head].name == Q_NAME_B_PLACE)
        return Q_NONE;
    for (int n = 0; n < Q_CHAIN_MAX && at != Q_NONE; n++, at = cast->bearers.at[at].next) {
        uint32_t index = cast->bearers.at[at].figure;
        const q_figure *figure = &cast->figures.at[index];
        if ((figure->kind != QUOTH_ORGANIZATION && figure->kind != row->entity_kind) || figure->mention == Q_NONE)
            continue;
        const q_mention *full = q_cast_mention(cast, figure->mention);
        if (tokens[full->name.start].lexeme != word && tokens[full->name.end - 1].lexeme != word)
            continue;
        if (found != Q_NONE)
            return Q_NONE;
        found = index;
    }
    return found;
}

static int add_rivals(q_cast *cast, uint32_t mention, const bearers *found, float certainty)
{
    float left = (1.0f - certainty) / (float)(found->count > 1 ? found->count - 1 : 1);
    for (uint32_t i = 0; i < found->count; i++)
        if (found->rivals[i] != found->best && cast->sources.at[mention] && q_rival_add(cast, mention, found->rivals[i], left))
            return -1;
    return 0;
}

/* Whether two words differ by one letter that is changed, left out or put in, not the first. */
static int is_misspelt(const q_lexeme *a, const q_lexeme *b)
{
    const q_lexeme *longer = a->length >= b->length ? a : b, *shorter = longer == a ? b : a;
    uint32_t same = 0, rest = 0;
    if (shorter->length < SPELT_MIN || longer->length - shorter->length > 1 || a->folded[0] != b->folded[0])
        return 0;
    while (same < shorter->length && a->folded[same] == b->folded[same])
        same++;
    while (rest < shorter->length - same && a->folded[a->length - 1 - rest] == b->folded[b->length - 1 - rest])
        rest++;
    return same + rest + 1 >= longer->length;
}

/* A surname that nobody bears, one letter off that of somebody who was named in full shortly before; or Q_NONE. */
static uint32_t misspelt_find(const q_cast *cast, const q_mention *row)
{
    const q_lexeme *word = q_cast_lexeme(cast, row->name.end - 1);
    if ((row->entity_kind != QUOTH_PERSON && row->entity_kind != QUOTH_OTHER) || row->name.end - row->name.start > 1 ||
        (word->flags & (Q_LEX_FIRST_NAME | Q_LEX_SURNAME)) == Q_LEX_FIRST_NAME)
        return Q_NONE;
    for (uint32_t back = 1; back <= Q_RECENT_MAX && back <= cast->recent_count; back++) {
        uint32_t index = q_cast_mention(cast, q_cast_recent(cast, back)->mention)->entity;
        if (index == Q_NONE || cast->figures.at[index].kind != QUOTH_PERSON || cast->figures.at[index].mention == Q_NONE)
            continue;
        const q_mention *full = q_cast_mention(cast, cast->figures.at[index].mention);
        if (full->name.end - full->name.start > 1 && !clash(cast, row, &cast->figures.at[index]) &&
            is_misspelt(word, q_cast_lexeme(cast, q_name_last_word(cast, full))))
            return index;
    }
    return Q_NONE;
}

/* A name that nobody bears yet. */
static uint32_t name_new(q_cast *cast, uint32_t mention)
{
    uint32_t index = q_figure_new(cast, mention);
    if (index == Q_NONE || q_figure_register(cast, mention, index) || q_figure_enter(cast, index))
        return Q_NONE;
    return index;
}

/* "the Dubliner": nobody's name, but what the one who is spoken of is called by; or Q_NONE. */
static uint32_t epithet_find(const q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    if (row->entity_kind != QUOTH_PERSON || row->plural || row->first + 1 != row->name.start ||
        row->name.end - row->name.start > 1 || !q_cast_is(cast, row->first, "the") ||
        q_cast_lexeme(cast, row->name.start)->flags & (Q_LEX_FIRST_NAME | Q_LEX_SURNAME))
        return Q_NONE;
    uint32_t only = q_only_person(cast, mention);
    return only != Q_NONE ? only : q_salient_person(cast, mention);
}

int q_name_short(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t index = Q_NONE, place = q_cast_lexeme(cast, row->head)->flags & (Q_LEX_COUNTRY | Q_LEX_CAPITAL);
    bearers found;
    if (bearers_find(cast, row, &found))
        return -1;
    if (row->name.end - row->name.start > 1)
        index = q_form_find(cast, q_form_of(cast, 'n', row->name.start, row->name.end));
    if (index == Q_NONE && (row->entity_kind <= QUOTH_GROUP || row->entity_kind == QUOTH_OTHER))
        index = found.best;
    if (index == Q_NONE)
        index = q_form_find(cast, q_form_of(cast, 'n', row->name.start, row->name.end));
    if (index != Q_NONE && row->entity_kind == QUOTH_PERSON &&
        (cast->figures.at[index].kind != QUOTH_PERSON || clash(cast, row, &cast->figures.at[index])))
        index = Q_NONE;
    if (index == Q_NONE && row->entity_kind > QUOTH_GROUP && place == 0)
        index = body_find(cast, row);
    if (index == Q_NONE && row->entity_kind == QUOTH_ORGANIZATION && place == 0)
        index = found.best;
    if (index == Q_NONE && (index = misspelt_find(cast, row)) != Q_NONE) {
        q_cast_link(cast, mention, index, misspelt);
        return 0;
    }
    if (index == Q_NONE && (index = epithet_find(cast, mention)) != Q_NONE) {
        q_cast_link(cast, mention, index, epithet);
        return 0;
    }
    if (index == Q_NONE) {
        index = name_new(cast, mention);
        if (index == Q_NONE)
            return -1;
        q_cast_link(cast, mention, index, known);
        return 0;
    }
    float certainty = found.count > 1 && index == found.best && !found.told ? 0.7f : known;
    q_cast_link(cast, mention, index, certainty);
    return certainty < known ? add_rivals(cast, mention, &found, certainty) : 0;
}
