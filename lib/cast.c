/* cast.c - the figures of a text while its mentions are read, and the words by which they are found.
 *
 * A figure is found by its whole form (hashed) or by one word of its name or role, through a chain of the figures that bear
 * the word; a chain is followed over Q_CHAIN_MAX figures at most. */
#include "cast.h"
#include "lexeme.h"

#include <string.h>

int q_cast_is_shouted(const q_cast *cast, const q_mention *row)
{
    for (uint32_t i = row->name.start; i < row->name.end; i++)
        if ((cast->document->tokens.at[i].shape & (Q_SHAPE_UPPER | Q_SHAPE_PUNCT)) == 0)
            return 0;
    return row->name.end > row->name.start + 1;
}

static const q_paragraph *paragraph_of(const q_cast *cast, const q_mention *row)
{
    const q_document *document = cast->document;
    return &document->paragraphs.at[document->sentences.at[document->tokens.at[row->head].sentence].paragraph];
}

int q_cast_is_heading(const q_cast *cast, const q_mention *row)
{
    return paragraph_of(cast, row)->kind == Q_HEADING;
}

int q_cast_is_dateline(const q_cast *cast, const q_mention *row)
{
    return row->span.start < paragraph_of(cast, row)->dateline.end;
}

/* Full stops do not count, nor blanks between initials: Jr. at the end of a sentence is Jr, U.N. is UN, J. K. is JK. */
static uint64_t form_hash(uint64_t hash, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] != '.')
            hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    return hash;
}

uint64_t q_form_of(const q_cast *cast, char salt, uint32_t first, uint32_t end)
{
    uint64_t hash = form_hash(14695981039346656037u, &salt, 1);

    for (uint32_t i = first; i < end; i++) {
        const q_lexeme *lexeme = q_cast_lexeme(cast, i);

        if (i > first && !(q_is_initial(lexeme) && q_is_initial(q_cast_lexeme(cast, i - 1))))
            hash = form_hash(hash, " ", 1);
        hash = form_hash(hash, lexeme->folded, lexeme->length);
    }
    return hash;
}

static const float sure_gender = 0.8f; /* of the link of a pronoun that tells a gender */

uint64_t q_form_hash(char salt, const char *folded)
{
    return form_hash(form_hash(14695981039346656037u, &salt, 1), folded, strlen(folded));
}

uint32_t q_form_find(const q_cast *cast, uint64_t key)
{
    uint32_t mask = cast->slots.n - 1;

    for (uint32_t at = (uint32_t)(key >> 20) & mask; cast->slots.at[at] != 0; at = (at + 1) & mask)
        if (cast->keys.at[cast->slots.at[at] - 1] == key)
            return cast->key_figures.at[cast->slots.at[at] - 1];
    return Q_NONE;
}

static int form_grow(q_cast *cast, uint32_t size)
{
    const quoth_allocator *allocator = cast->document->allocator;

    cast->slots.n = 0;
    if (!Q_APPEND(allocator, &cast->slots, size))
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

int q_form_add(q_cast *cast, uint64_t key, uint32_t figure)
{
    const quoth_allocator *allocator = cast->document->allocator;
    uint64_t *new_key;
    uint32_t *new_figure;
    uint32_t at, mask;

    if (q_form_find(cast, key) != Q_NONE)
        return 0;
    if (2 * (cast->keys.n + 1) > cast->slots.n && form_grow(cast, 2 * cast->slots.n))
        return -1;
    if (!(new_key = Q_APPEND(allocator, &cast->keys, 1)) || !(new_figure = Q_APPEND(allocator, &cast->key_figures, 1)))
        return -1;
    *new_key = key;
    *new_figure = figure;
    mask = cast->slots.n - 1;
    for (at = (uint32_t)(key >> 20) & mask; cast->slots.at[at] != 0;)
        at = (at + 1) & mask;
    cast->slots.at[at] = cast->keys.n;
    return 0;
}

uint32_t q_figure_new(q_cast *cast, uint32_t mention)
{
    const q_mention *from = q_cast_mention(cast, mention);
    q_figure *figure = Q_APPEND(cast->document->allocator, &cast->figures, 1);

    if (!figure)
        return Q_NONE;
    memset(figure, 0, sizeof *figure);
    figure->mention = mention;
    figure->character = Q_NONE;
    figure->kind = from->entity_kind;
    figure->gender = from->gender;
    figure->named = from->name.start < from->name.end;
    figure->plural = from->plural;
    return cast->figures.n - 1;
}

int q_figure_bear(q_cast *cast, uint32_t *head, uint32_t figure)
{
    uint32_t at = *head;
    q_bearer *bearer;

    for (int i = 0; i < Q_CHAIN_MAX && at != Q_NONE; i++, at = cast->bearers.at[at].next)
        if (cast->bearers.at[at].figure == figure)
            return 0;
    bearer = Q_APPEND(cast->document->allocator, &cast->bearers, 1);
    if (!bearer)
        return -1;
    bearer->figure = figure;
    bearer->next = *head;
    *head = cast->bearers.n - 1;
    return 0;
}

int q_countries_clash(const q_cast *cast, uint32_t a, uint32_t b)
{
    const q_lexicon *lexicon = cast->document->lexicon;

    return a != 0 && b != 0 && strcmp(q_lexicon_string(lexicon, a), q_lexicon_string(lexicon, b)) != 0;
}

/* Whether a name stands in small letters that the other has in capitals: Kestin, KESTIN. */
static int is_lowered(const q_cast *cast, const q_mention *row, const q_mention *best)
{
    const q_token *own = &cast->document->tokens.at[row->name.start], *shouted = &cast->document->tokens.at[best->name.start];
    return row->name.start < row->name.end && row->name.end - row->name.start == best->name.end - best->name.start &&
           own->lexeme == shouted->lexeme && (shouted->shape & Q_SHAPE_UPPER) && (own->shape & Q_SHAPE_UPPER) == 0;
}

void q_cast_link(q_cast *cast, uint32_t mention, uint32_t index, float certainty)
{
    q_mention *row = &cast->document->mentions.at[mention];
    q_figure *figure = &cast->figures.at[index];
    const q_mention *best;

    if (figure->mention == Q_NONE)
        figure->mention = mention;
    best = q_cast_mention(cast, figure->mention);
    row->entity = index;
    cast->certainty.at[mention] = certainty;
    figure->last = row->first;
    figure->uses++;
    if (figure->gender == QUOTH_GENDER_UNKNOWN && row->gender != QUOTH_GENDER_NEUTER && certainty >= sure_gender)
        figure->gender = row->gender;
    if (is_lowered(cast, row, best))
        figure->mention = mention;
    if (row->name.end - row->name.start > best->name.end - best->name.start && !q_cast_is_shouted(cast, row) &&
        (!q_cast_is_heading(cast, row) || q_cast_is_heading(cast, best)))
        figure->mention = mention;
}

/* Enters the words of its fullest name. */
int q_figure_enter(q_cast *cast, uint32_t index)
{
    const q_mention *row = q_cast_mention(cast, cast->figures.at[index].mention);

    for (uint32_t i = row->name.start; i < row->name.end; i++) {
        const q_token *token = &cast->document->tokens.at[i];

        if ((token->shape & Q_SHAPE_CAPITAL) && token->end - token->start > 2 &&
            q_figure_bear(cast, &cast->name_heads.at[token->lexeme], index))
            return -1;
    }
    return 0;
}

/* All full names, the seldom ones first: what is entered last is tried first. */
int q_cast_enter(q_cast *cast)
{
    static const uint32_t steps[] = {0, 2, 3, 8, UINT32_MAX};

    for (uint32_t i = 0; i < cast->figures.n; i++) {
        cast->figures.at[i].full = cast->figures.at[i].uses;
        cast->figures.at[i].last = 0;
    }
    for (size_t k = 0; k + 1 < sizeof steps / sizeof *steps; k++)
        for (uint32_t i = 0; i < cast->figures.n; i++) {
            const q_figure *figure = &cast->figures.at[i];

            if (figure->mention != Q_NONE && figure->full >= steps[k] && figure->full < steps[k + 1] && q_figure_enter(cast, i))
                return -1;
        }
    return 0;
}

/* The first letters of the words with capitals from `first` on, and of "of" where it counts; how many. */
static size_t initials_of(const q_cast *cast, uint32_t first, uint32_t end, int counts_of, char *initials)
{
    size_t count = 0;
    for (uint32_t i = first; i < end && count < Q_ROLE_MAX; i++)
        if ((cast->document->tokens.at[i].shape & Q_SHAPE_CAPITAL) || (counts_of && q_cast_is(cast, i, "of")))
            initials[count++] = q_cast_lexeme(cast, i)->folded[0];
    initials[count] = '\0';
    return count;
}

/* The acronyms of a body: ECB; of "Department of Justice" DJ, DOJ and, where two words follow, those of what it is for (VA). */
static int register_acronyms(q_cast *cast, const q_mention *row, uint32_t index)
{
    char initials[Q_ROLE_MAX + 1];
    uint32_t start = row->name.start, after = start + 2;
    int is_for = after < row->name.end && q_cast_is(cast, start + 1, "of");
    for (int i = 0; i < (is_for ? 3 : 1); i++)
        if (initials_of(cast, i == 2 ? after : start, row->name.end, i == 1, initials) > 1 &&
            q_form_add(cast, q_form_hash('n', initials), index))
            return -1;
    return 0;
}

int q_figure_register(q_cast *cast, uint32_t mention, uint32_t index)
{
    const q_mention *row = q_cast_mention(cast, mention);
    if (row->entity_kind != QUOTH_PERSON && register_acronyms(cast, row, index))
        return -1;
    return q_form_add(cast, q_form_of(cast, 'n', row->name.start, row->name.end), index);
}

uint32_t q_cast_character(const q_cast *cast, const q_mention *row)
{
    const q_settings *settings = cast->document->settings;
    if (!settings || settings->character_count == 0)
        return Q_NONE;
    uint32_t found = q_form_find(cast, q_form_of(cast, 'c', row->first, row->end));
    return found != Q_NONE || row->name.start >= row->name.end
               ? found
               : q_form_find(cast, q_form_of(cast, 'c', row->name.start, row->name.end));
}

int q_cast_open(q_cast *cast, q_document *document)
{
    const quoth_allocator *allocator = document->allocator;
    uint32_t words = document->lexemes.n + 1, mentions = document->mentions.n + 1;

    memset(cast, 0, sizeof *cast);
    cast->document = document;
    cast->speaker = cast->narrator = cast->narrators = cast->answerer = Q_NONE;
    if (form_grow(cast, 64) || !Q_APPEND(allocator, &cast->name_heads, words) ||
        !Q_APPEND(allocator, &cast->role_heads, words) || !Q_APPEND(allocator, &cast->role_words, words) ||
        !Q_APPEND(allocator, &cast->sources, mentions) ||
        !Q_APPEND(allocator, &cast->certainty, mentions) || !Q_APPEND(allocator, &cast->rival_heads, mentions) ||
        !Q_APPEND(allocator, &cast->pinned, document->pins.n + 1))
        return -1;
    memset(cast->rival_heads.at, 0xff, mentions * sizeof *cast->rival_heads.at);
    memset(cast->pinned.at, 0xff, (document->pins.n + 1) * sizeof *cast->pinned.at);
    memset(cast->name_heads.at, 0xff, words * sizeof *cast->name_heads.at);
    memset(cast->role_heads.at, 0xff, words * sizeof *cast->role_heads.at);
    memset(cast->role_words.at, 0xff, words * sizeof *cast->role_words.at);
    memset(cast->sources.at, 0, mentions);
    for (uint32_t i = 0; i < mentions; i++)
        cast->certainty.at[i] = 0.0f;
    for (uint32_t i = 0; i < document->quotes.n; i++)
        if (document->quotes.at[i].source_mention < document->mentions.n)
            cast->sources.at[document->quotes.at[i].source_mention] = 1;
    return 0;
}

void q_cast_close(q_cast *cast)
{
    const quoth_allocator *allocator = cast->document->allocator;

    Q_ROWS_FREE(allocator, &cast->figures);
    Q_ROWS_FREE(allocator, &cast->bearers);
    Q_ROWS_FREE(allocator, &cast->name_heads);
    Q_ROWS_FREE(allocator, &cast->role_heads);
    Q_ROWS_FREE(allocator, &cast->role_words);
    Q_ROWS_FREE(allocator, &cast->slots);
    Q_ROWS_FREE(allocator, &cast->keys);
    Q_ROWS_FREE(allocator, &cast->key_figures);
    Q_ROWS_FREE(allocator, &cast->sources);
    Q_ROWS_FREE(allocator, &cast->speaking);
    Q_ROWS_FREE(allocator, &cast->certainty);
    Q_ROWS_FREE(allocator, &cast->rivals);
    Q_ROWS_FREE(allocator, &cast->rival_heads);
    Q_ROWS_FREE(allocator, &cast->pinned);
}

int q_cast_characters(q_cast *cast)
{
    const q_settings *settings = cast->document->settings;

    for (uint32_t i = 0; settings && i < settings->character_count; i++) {
        const q_character *character = &settings->characters[i];
        q_figure *figure = Q_APPEND(cast->document->allocator, &cast->figures, 1);

        if (!figure)
            return -1;
        memset(figure, 0, sizeof *figure);
        figure->mention = Q_NONE;
        figure->character = i;
        figure->gender = character->gender;
        figure->given = character->name;
        figure->named = 1;
        for (uint32_t k = 0; k < character->count; k++) {
            if (q_form_add(cast, q_form_hash('c', character->folded[k]), cast->figures.n - 1))
                return -1;
        }
    }
    return 0;
}
