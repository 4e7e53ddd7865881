/* coordination.c - several who speak as one: "Ann Lee and Tom Reed", and "both", "each", "the two" who mean them. */
#include "cast.h"

enum { TOKENS_MAX = 64 }; /* of a coordination that is read as names */

typedef struct parts { /* of a coordination: names alone */
    uint64_t key;       /* the same for the same figures in any order */
    uint32_t first, end; /* tokens from the first name to the last, a title before the first left out */
    uint32_t count;
} parts;

static int part_add(q_cast *cast, uint32_t mention, parts *found)
{
    const q_mention *row = q_cast_mention(cast, mention);
    if (row->entity == Q_NONE && q_name_short(cast, mention))
        return -1;
    uint64_t hash = (row->entity + 1) * UINT64_C(0x9E3779B97F4A7C15);
    found->key += hash ^ hash >> 29;
    found->first = found->count++ == 0 ? row->name.start : found->first;
    found->end = row->name.end;
    return 0;
}

static int are_links(const q_document *document, uint32_t first, uint32_t end)
{
    while (first < end && q_token_in(document, first, ", and or the"))
        first++;
    return first == end;
}

/* The names of a coordination; none where anything else is part of it. */
static int parts_read(q_cast *cast, uint32_t mention, parts *found)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t at = row->first;
    *found = (parts){0};
    for (uint32_t i = mention + 1; i < cast->document->mentions.n && q_cast_mention(cast, i)->first < row->end; i++) {
        const q_mention *part = q_cast_mention(cast, i);
        if (part->kind != Q_MENTION_NAME || part->end > row->end || part->first < at || !are_links(cast->document, at, part->first))
            continue;
        if (part_add(cast, i, found))
            return -1;
        at = part->end;
    }
    if (at != row->end)
        found->count = 0;
    return 0;
}

int q_coordination_find(q_cast *cast, uint32_t mention, uint32_t *figure)
{
    const q_token *tokens = cast->document->tokens.at;
    parts names;
    if (q_cast_mention(cast, mention)->end - q_cast_mention(cast, mention)->first > TOKENS_MAX)
        return 0;
    if (parts_read(cast, mention, &names))
        return -1;
    if (names.count < 2)
        return 0;
    *figure = q_form_find(cast, names.key);
    if (*figure == Q_NONE && ((*figure = q_figure_new(cast, mention)) == Q_NONE || q_form_add(cast, names.key, *figure)))
        return -1;
    q_figure *all = &cast->figures.at[*figure];
    if (tokens[names.end - 1].end - tokens[names.first].start > all->text.end - all->text.start)
        all->text = (q_span){tokens[names.first].start, tokens[names.end - 1].end};
    return 0;
}

static int means_pair(const q_document *document, const q_mention *row)
{
    if (row->end - row->first == 1)
        return q_token_in(document, row->first, "both two each");
    return row->end - row->first == 2 && q_token_in(document, row->first, "the both these") &&
           q_token_in(document, row->first + 1, "two pair couple duo");
}

uint32_t q_coordination_meant(const q_cast *cast, const q_mention *row)
{
    for (uint32_t back = 1; means_pair(cast->document, row) && back <= Q_RECENT_MAX && back <= cast->recent_count; back++) {
        uint32_t other = q_cast_recent(cast, back)->mention;
        if (q_cast_mention(cast, other)->coordinated && q_cast_mention(cast, other)->first < row->first)
            return other;
    }
    return Q_NONE;
}
