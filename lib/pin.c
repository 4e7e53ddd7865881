/* pin.c - speakers that the caller gives: which quote each is for, and which figure is meant. */
#include "cast.h"

#include <string.h>

#include "utf8.h"

enum { PIN_BACK = 64 }; /* quotes that may begin before the place and hold it */

static int holds(const q_document *document, const q_quote *quote, uint32_t byte)
{
    for (uint32_t i = 0; i < quote->pieces; i++) {
        const q_span *piece = &document->pieces.at[quote->piece + i];
        if (piece->start <= byte && byte < piece->end)
            return 1;
    }
    return 0;
}

/* The quote that holds the byte, the one that begins last; or Q_NONE. */
static uint32_t quote_at(const q_document *document, uint32_t byte)
{
    uint32_t low = 0, high = document->quotes.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (document->pieces.at[document->quotes.at[middle].piece].start <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t i = low; i > 0 && low - i < PIN_BACK; i--)
        if (holds(document, &document->quotes.at[i - 1], byte))
            return i - 1;
    return Q_NONE;
}

static const char *fold(q_document *document, const char *name)
{
    size_t length = strlen(name), room = length * Q_FOLD_GROWTH + 1;
    char *folded = q_arena_allocate(&document->arena, room);
    return folded && q_fold(name, length, folded, room) != SIZE_MAX ? folded : NULL;
}

/* Enters the names of the pins: those of the caller's characters are known, the others are to be looked for. */
static int enter_names(q_cast *cast)
{
    q_document *document = cast->document;
    for (uint32_t i = 0; i < document->pins.n; i++) {
        const char *name = document->pins.at[i].speaker, *folded = !name ? NULL : fold(document, name);
        if (!name)
            continue;
        if (!folded)
            return -1;
        uint32_t first = q_form_find(cast, q_form_hash('p', folded));
        cast->pinned.at[i] = first != Q_NONE ? cast->pinned.at[first] : q_form_find(cast, q_form_hash('c', folded));
        if (first == Q_NONE && q_form_add(cast, q_form_hash('p', folded), i))
            return -1;
    }
    return 0;
}

/* The first pin named by the mention, by its name or by the last word of it. */
static uint32_t pin_of(const q_cast *cast, const q_mention *row)
{
    uint32_t pin = q_form_find(cast, q_form_of(cast, 'p', row->first, row->end));
    if (pin == Q_NONE && row->name.start < row->name.end)
        pin = q_form_find(cast, q_form_of(cast, 'p', row->name.start, row->name.end));
    if (pin == Q_NONE && row->name.start + 1 < row->name.end)
        pin = q_form_find(cast, q_form_of(cast, 'p', row->name.end - 1, row->name.end));
    return pin;
}

static int find_names(q_cast *cast)
{
    for (uint32_t i = 0; i < cast->document->mentions.n; i++) {
        const q_mention *row = q_cast_mention(cast, i);
        uint32_t pin = row->kind == Q_MENTION_PRONOUN ? Q_NONE : pin_of(cast, row);
        if (pin == Q_NONE || cast->pinned.at[pin] != Q_NONE)
            continue;
        if (row->entity == Q_NONE && (row->kind == Q_MENTION_NAME ? q_name_short(cast, i) : q_nominal_link(cast, i, 1)))
            return -1;
        cast->pinned.at[pin] = q_cast_mention(cast, i)->entity;
    }
    return 0;
}

/* A figure that the text does not name. */
static uint32_t stranger(q_cast *cast, const char *name)
{
    q_figure *figure = Q_APPEND(cast->document->allocator, &cast->figures, 1);
    if (!figure)
        return Q_NONE;
    memset(figure, 0, sizeof *figure);
    figure->given = name;
    figure->mention = figure->character = Q_NONE;
    figure->named = 1;
    return cast->figures.n - 1;
}

static int settle_names(q_cast *cast)
{
    q_document *document = cast->document;
    for (uint32_t i = 0; i < document->pins.n; i++) {
        const char *name = document->pins.at[i].speaker;
        if (!name || cast->pinned.at[i] != Q_NONE)
            continue;
        const char *folded = fold(document, name);
        uint32_t first = !folded ? Q_NONE : q_form_find(cast, q_form_hash('p', folded));
        if (first == Q_NONE || (cast->pinned.at[first] == Q_NONE && (cast->pinned.at[first] = stranger(cast, name)) == Q_NONE))
            return -1;
        cast->pinned.at[i] = cast->pinned.at[first];
    }
    return 0;
}

/* Pronouns and descriptions beside a pinned quote mean its speaker. */
static void link_sources(q_cast *cast)
{
    q_document *document = cast->document;
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        const q_quote *quote = &document->quotes.at[i];
        uint32_t figure = quote->pin == Q_NONE ? Q_NONE : cast->pinned.at[quote->pin];
        if (figure != Q_NONE && quote->source_mention < document->mentions.n &&
            q_cast_mention(cast, quote->source_mention)->entity == Q_NONE)
            q_cast_link(cast, quote->source_mention, figure, 1.0f);
    }
}

int q_pins_open(q_cast *cast)
{
    q_document *document = cast->document;
    for (uint32_t i = 0; i < document->quotes.n; i++)
        document->quotes.at[i].pin = Q_NONE;
    if (document->pins.n == 0)
        return 0;
    for (uint32_t i = 0; i < document->pins.n; i++) {
        uint32_t quote = quote_at(document, document->pins.at[i].at);
        if (quote != Q_NONE)
            document->quotes.at[quote].pin = i;
    }
    if (enter_names(cast) || find_names(cast) || settle_names(cast))
        return -1;
    link_sources(cast);
    return 0;
}
