#include "scene.h"

#include <string.h>

enum { /* what is seen of a figure around a quote; a set */
    SEEN_BEFORE = 1u << 0,      /* in its paragraph, outside quotations */
    SEEN_BEFORE_ACTS = 1u << 1, /* as a subject */
    SEEN_BEFORE_LAST = 1u << 2,
    SEEN_AFTER = 1u << 3,
    SEEN_AFTER_ACTS = 1u << 4,
    SEEN_AFTER_FIRST = 1u << 5,
    SEEN_ABOVE = 1u << 6,       /* in the paragraph above, which has no quotes */
    SEEN_ABOVE_ACTS = 1u << 7,
    SEEN_ABOVE_LAST = 1u << 8,
    SEEN_INSIDE = 1u << 9,      /* in the quoted words */
    SEEN_CALLED = 1u << 10,     /* spoken to in them */
    SEEN_CALLED_1 = 1u << 11,   /* spoken to in the turn before */
    SEEN_CALLED_2 = 1u << 12,   /* and in the one before it */
    SEEN_CALLED_NEXT = 1u << 13
};

enum {
    LOOK_MENTIONS = 24, /* on each side of a quote */
    LOOK_QUOTES = 8,    /* behind it */
    FAR = 4             /* paragraphs */
};

static const float sure_pronoun = 0.8f; /* a pronoun so surely linked counts as a mention */

static const q_document *document_of(const q_scene *scene)
{
    return scene->cast->document;
}

static const q_quote *quote_at(const q_scene *scene, uint32_t quote)
{
    return &document_of(scene)->quotes.at[quote];
}

static uint32_t paragraph_of(const q_scene *scene, uint32_t quote)
{
    return document_of(scene)->regions.at[quote_at(scene, quote)->region].paragraph;
}

int q_scene_has(const q_scene *scene, uint32_t quote)
{
    return q_is_spoken(document_of(scene), quote);
}

int q_scene_begin(q_scene *scene, q_cast *cast)
{
    memset(scene, 0, sizeof *scene);
    scene->cast = cast;
    for (int i = 0; i < Q_SCENE_TURNS; i++)
        scene->turns[i] = (q_turn){Q_NONE, Q_NONE, Q_NONE};
    if (Q_APPEND(cast->document->allocator, &scene->presences, cast->figures.n + 1) == NULL)
        return -1;
    memset(scene->presences.at, 0, scene->presences.n * sizeof *scene->presences.at);
    return q_conversation_read(cast, &scene->exchanges);
}

void q_scene_end(q_scene *scene)
{
    Q_ROWS_FREE(scene->cast->document->allocator, &scene->presences);
    Q_ROWS_FREE(scene->cast->document->allocator, &scene->exchanges);
}

/* ---- what was read so far ---- */

static int may_speak(const q_scene *scene, uint32_t figure)
{
    if (figure == scene->cast->narrators)
        return 0; /* "we" seldom speak as one */
    uint8_t kind = scene->cast->figures.at[figure].kind;
    return kind == QUOTH_PERSON || kind == QUOTH_GROUP || scene->presences.at[figure].times > 0;
}

/* Puts a figure first among those present. */
static void enter(q_scene *scene, uint32_t figure)
{
    uint32_t at = 0;
    while (at < scene->present_count && scene->present[at] != figure)
        at++;
    if (at == scene->present_count && at < Q_SCENE_PRESENT)
        scene->present_count++;
    else if (at == Q_SCENE_PRESENT)
        at--;
    memmove(scene->present + 1, scene->present, at * sizeof *scene->present);
    scene->present[0] = figure;
}

static int is_verb(const q_document *document, uint32_t token)
{
    if (token >= document->tokens.n || (document->tokens.at[token].shape & (Q_SHAPE_PUNCT | Q_SHAPE_CAPITAL)))
        return 0;
    const q_entry *entry = q_token_lexeme(document, token)->entry;
    if (!entry || (entry->flags & Q_LEX_PAST) || (entry->upos & Q_AUX))
        return entry != NULL;
    return (entry->upos & Q_VERB) && !(entry->upos & (Q_NOUN | Q_ADP | Q_ADJ));
}

/* Whether a mention acts: it begins its sentence, or a verb follows; as far as the lexicon tells. */
static int acts(const q_document *document, const q_mention *row)
{
    const q_token *token = &document->tokens.at[row->first];
    if (row->first == document->sentences.at[token->sentence].first || (token->shape & Q_SHAPE_FIRST))
        return 1;
    return is_verb(document, row->end);
}

static int is_inside(const q_document *document, const q_mention *row)
{
    return document->tokens.at[row->head].region != Q_NONE;
}

/* A figure that a mention of the author means, if surely enough; or Q_NONE. */
static uint32_t meant(const q_scene *scene, uint32_t mention)
{
    const q_mention *row = q_cast_mention(scene->cast, mention);
    int third = row->kind == Q_MENTION_PRONOUN && row->person == 3;
    return third && scene->cast->certainty.at[mention] < sure_pronoun ? Q_NONE : row->entity;
}

static void read_mention(q_scene *scene, uint32_t mention)
{
    const q_document *document = document_of(scene);
    const q_mention *row = q_cast_mention(scene->cast, mention);
    uint32_t figure = meant(scene, mention);
    if (figure == Q_NONE)
        return;
    q_presence *presence = &scene->presences.at[figure];
    if (is_inside(document, row)) {
        presence->addressed = row->first + 1;
        return;
    }
    presence->narrated = row->first + 1;
    presence->narrated_paragraph = document->sentences.at[document->tokens.at[row->head].sentence].paragraph;
    presence->subjects += (uint32_t)acts(document, row);
    if (may_speak(scene, figure))
        enter(scene, figure);
}

static uint8_t gap_of(uint32_t from, uint32_t to)
{
    return from == Q_NONE || to - from >= FAR ? FAR : (uint8_t)(to - from);
}

static void see(q_scene *scene, uint32_t figure, uint32_t what)
{
    q_presence *presence;
    if (figure == Q_NONE)
        return;
    presence = &scene->presences.at[figure];
    if (presence->stamp != scene->quote + 1) {
        presence->stamp = scene->quote + 1;
        presence->seen = 0;
    }
    presence->seen |= what;
}

static void see_hearer(q_scene *scene, uint32_t quote, uint32_t what)
{
    const q_quote *row = quote == Q_NONE ? NULL : quote_at(scene, quote);
    if (row && row->addressee_mention < document_of(scene)->mentions.n)
        see(scene, q_cast_mention(scene->cast, row->addressee_mention)->entity, what);
}

/* The tags of the two turns that follow in other paragraphs. */
static void look_ahead(q_scene *scene)
{
    const q_document *document = document_of(scene);
    uint32_t last = scene->paragraph, turn = Q_NONE;
    for (int k = 0; k < 2; k++) {
        scene->next[k] = (q_beside){Q_NONE, Q_TAG_NONE, QUOTH_GENDER_UNKNOWN, 0};
        scene->next_gap[k] = FAR;
    }
    for (uint32_t i = scene->quote + 1; i < document->quotes.n && i <= scene->quote + LOOK_QUOTES; i++) {
        if (!q_scene_has(scene, i))
            continue;
        uint32_t paragraph = paragraph_of(scene, i);
        if (paragraph != last) {
            if (turn == 1 || gap_of(last, paragraph) == FAR)
                return;
            turn = turn == Q_NONE ? 0 : 1;
            scene->next_gap[turn] = gap_of(last, paragraph);
            last = paragraph;
        }
        if (turn == 0)
            see_hearer(scene, i, SEEN_CALLED_NEXT);
        q_beside tag = q_beside_quote(scene->cast, i);
        if (turn != Q_NONE && scene->next[turn].kind == Q_TAG_NONE && tag.kind != Q_TAG_CONTINUED)
            scene->next[turn] = tag;
    }
}

/* ---- the paragraph ---- */

static void see_pronoun(q_scene *scene, const q_mention *row)
{
    int tells = row->gender == QUOTH_GENDER_MALE || row->gender == QUOTH_GENDER_FEMALE;
    if (scene->pronoun == QUOTH_GENDER_UNKNOWN && row->kind == Q_MENTION_PRONOUN && row->person == 3 && !row->plural && tells)
        scene->pronoun = row->gender;
}

static void look_before(q_scene *scene, uint32_t byte)
{
    const q_document *document = document_of(scene);
    uint32_t above = scene->paragraph && scene->turns[0].paragraph != scene->paragraph - 1 ? scene->paragraph - 1 : scene->paragraph;
    uint32_t start = document->paragraphs.at[above].span.start, own = document->paragraphs.at[scene->paragraph].span.start;
    int first = 1, first_above = 1;
    for (uint32_t i = scene->mention; i > 0 && scene->mention - i < LOOK_MENTIONS; i--) {
        const q_mention *row = q_cast_mention(scene->cast, i - 1);
        int here = row->span.start >= own;
        if (row->span.start < start)
            break;
        if (row->span.start >= byte || is_inside(document, row))
            continue;
        uint32_t figure = meant(scene, i - 1);
        if (here)
            see_pronoun(scene, row);
        if (figure == Q_NONE)
            continue;
        see(scene, figure, here ? SEEN_BEFORE : SEEN_ABOVE);
        if (acts(document, row))
            see(scene, figure, here ? SEEN_BEFORE_ACTS : SEEN_ABOVE_ACTS);
        if (here ? first : first_above)
            see(scene, figure, here ? SEEN_BEFORE_LAST : SEEN_ABOVE_LAST);
        first = first && !here;
        first_above = first_above && here;
    }
}

static void look_after(q_scene *scene, uint32_t byte)
{
    const q_document *document = document_of(scene);
    uint32_t end = document->paragraphs.at[scene->paragraph].span.end;
    int first = 1;
    for (uint32_t i = scene->mention; i < document->mentions.n && i < scene->mention + LOOK_MENTIONS; i++) {
        const q_mention *row = q_cast_mention(scene->cast, i);
        uint32_t figure = row->span.start < end ? meant(scene, i) : Q_NONE;
        if (row->span.start >= end)
            break;
        if (is_inside(document, row)) {
            if (row->span.start < byte)
                see(scene, figure, SEEN_INSIDE);
            continue;
        }
        see_pronoun(scene, row);
        see(scene, figure, SEEN_AFTER | (first ? SEEN_AFTER_FIRST : 0u) | (acts(document, row) ? SEEN_AFTER_ACTS : 0u));
        first = first && figure == Q_NONE;
    }
}

/* Whether words of the author stand before and after in the paragraph. */
static uint8_t narration_of(const q_scene *scene, uint32_t start, uint32_t end)
{
    const q_document *document = document_of(scene);
    q_span span = document->paragraphs.at[scene->paragraph].span;
    return (uint8_t)((span.start + 2 < start) | (end + 2 < span.end) << 1);
}

/* ---- candidates ---- */

/* Whether the words beside the quote name somebody in the third person: it is not the one who tells the story. */
static int tells_of_another(const q_scene *scene)
{
    return scene->cast->tells && scene->tag.kind != Q_TAG_NONE && scene->tag.kind < Q_TAG_BESIDE && scene->tag.kind != Q_TAG_I &&
           scene->tag.kind != Q_TAG_CONTINUED;
}

static void put(q_scene *scene, uint32_t figure)
{
    if (figure == Q_NONE || scene->count == Q_SCENE_CANDIDATES ||
        (figure == scene->cast->narrator && figure != scene->tag.figure && tells_of_another(scene)))
        return;
    for (uint32_t i = 0; i < scene->count; i++)
        if (scene->candidates[i] == figure)
            return;
    scene->candidates[scene->count++] = figure;
}

static void put_all(q_scene *scene)
{
    scene->count = 0;
    put(scene, scene->tag.figure);
    for (int k = 0; k < 2; k++) {
        put(scene, scene->after[k].figure);
        put(scene, scene->before[k].figure);
    }
    put(scene, scene->after[1].hearer);
    put(scene, scene->before[1].hearer);
    for (uint32_t i = 0; i < scene->present_count; i++)
        put(scene, scene->present[i]);
    if (scene->cast->tells)
        put(scene, scene->cast->narrator);
    for (int k = 0; k < 2; k++)
        if (q_is_certain(&scene->next[k]))
            put(scene, scene->next[k].figure);
    for (uint32_t i = scene->mention; i < document_of(scene)->mentions.n && i < scene->mention + LOOK_MENTIONS / 2; i++) {
        const q_mention *row = q_cast_mention(scene->cast, i);
        if (row->span.start >= document_of(scene)->paragraphs.at[scene->paragraph].span.end)
            break;
        if (!is_inside(document_of(scene), row) && row->entity != Q_NONE && may_speak(scene, row->entity))
            put(scene, row->entity);
    }
}

static void look_at_turns(q_scene *scene)
{
    const q_turn *turns = scene->turns;
    uint32_t others = 0;
    for (int i = 0; i < Q_SCENE_TURNS && turns[i].figure != Q_NONE; i++) {
        int k = 0;
        while (turns[k].figure != turns[i].figure)
            k++;
        others += k == i;
    }
    scene->voices = (uint8_t)(others > 3 ? 3 : others);
    scene->alternates = (uint8_t)(turns[0].figure != Q_NONE && turns[0].figure != turns[1].figure && turns[0].figure == turns[2].figure) +
                        (uint8_t)(turns[1].figure != Q_NONE && turns[1].figure == turns[3].figure && turns[0].figure == turns[2].figure);
    scene->gap = gap_of(turns[0].paragraph, scene->paragraph);
    scene->asked = 0;
    if (turns[0].quote != Q_NONE) {
        const q_quote *row = quote_at(scene, turns[0].quote);
        q_span part = document_of(scene)->pieces.at[row->part + row->parts - 1];
        scene->asked = part.end > part.start && document_of(scene)->text[part.end - 1] == '?';
    }
}

void q_scene_look(q_scene *scene, uint32_t quote)
{
    const q_document *document = document_of(scene);
    const q_quote *row = quote_at(scene, quote);
    q_span first = document->pieces.at[row->piece], last = document->pieces.at[row->piece + row->pieces - 1];
    while (scene->mention < document->mentions.n && q_cast_mention(scene->cast, scene->mention)->span.start < first.start)
        read_mention(scene, scene->mention++);
    scene->quote = quote;
    scene->paragraph = paragraph_of(scene, quote);
    scene->pronoun = QUOTH_GENDER_UNKNOWN;
    scene->narration = narration_of(scene, first.start, last.end);
    scene->tag = q_beside_quote(scene->cast, quote);
    while (scene->exchanges.at[scene->exchange].end <= quote)
        scene->exchange++;
    q_conversation_look(&scene->exchanges, scene->exchange, 1, scene->after);
    q_conversation_look(&scene->exchanges, scene->exchange, -1, scene->before);
    look_at_turns(scene);
    look_before(scene, first.start);
    look_after(scene, last.end);
    see_hearer(scene, quote, SEEN_CALLED);
    see_hearer(scene, scene->turns[0].quote, scene->gap ? SEEN_CALLED_1 : 0);
    see_hearer(scene, scene->turns[1].quote, SEEN_CALLED_2);
    look_ahead(scene);
    put_all(scene);
}

void q_scene_speak(q_scene *scene, uint32_t figure)
{
    q_turn turn = {figure, scene->paragraph, scene->quote};
    if (scene->turns[0].paragraph != scene->paragraph)
        memmove(scene->turns + 1, scene->turns, (Q_SCENE_TURNS - 1) * sizeof *scene->turns);
    scene->turns[0] = turn;
    if (figure == Q_NONE)
        return;
    scene->presences.at[figure].spoke = scene->quote + 1;
    scene->presences.at[figure].times++;
    enter(scene, figure);
}

/* ---- features ---- */

static uint32_t bin(uint32_t n)
{
    return n < 4 ? n : n < 6 ? 4 : n < 9 ? 5 : n < 16 ? 6 : n < 32 ? 7 : n < 64 ? 8 : 9;
}

/* 0 unknown, 1 the same, 2 another. */
static uint32_t agree(uint8_t a, uint8_t b)
{
    if (a == QUOTH_GENDER_UNKNOWN || b == QUOTH_GENDER_UNKNOWN)
        return 0;
    return a == b ? 1 : 2;
}

/* The feature of the next template: the upper half of a sum, since there are many of small values and little time. */
static void add(q_features *out, uint32_t a, uint32_t b, uint32_t c)
{
    uint64_t sum = (out->n + 1) * 0xD6E8FEB86659FD93u + a * 0x9E3779B97F4A7C15u + b * 0xC2B2AE3D27D4EB4Fu + c * 0x165667B19E3779F9u;
    q_features_add(out, (uint32_t)(sum >> 32));
}

static uint8_t gender_of(const q_scene *scene, uint32_t figure)
{
    return scene->cast->figures.at[figure].gender;
}

typedef struct facts { /* of a candidate */
    const q_figure *figure;
    const q_presence *presence;
    uint32_t index, seen;
    uint32_t turns;      /* bit k: spoke turn k */
    uint32_t rank;       /* among those mentioned outside quotations, the last is 0 */
    uint32_t spoke_rank; /* among those who spoke */
    uint32_t since;      /* mentioned by the author since the last turn */
} facts;

static facts facts_of(const q_scene *scene, uint32_t index)
{
    facts f = {.index = index, .figure = &scene->cast->figures.at[index], .presence = &scene->presences.at[index]};
    f.seen = f.presence->stamp == scene->quote + 1 ? f.presence->seen : 0;
    for (uint32_t i = 0; i < 4; i++)
        f.turns |= (uint32_t)(scene->turns[i].figure == index) << i;
    for (uint32_t i = 0; i < scene->count; i++) {
        const q_presence *other = &scene->presences.at[scene->candidates[i]];
        f.rank += other->narrated > f.presence->narrated;
        f.spoke_rank += other->spoke > f.presence->spoke;
    }
    f.rank = f.presence->narrated ? bin(f.rank) : 10;
    f.spoke_rank = f.presence->spoke ? bin(f.spoke_rank) : 10;
    if (scene->turns[0].quote != Q_NONE) {
        const q_quote *row = quote_at(scene, scene->turns[0].quote);
        uint32_t end = document_of(scene)->pieces.at[row->piece + row->pieces - 1].end;
        f.since = f.presence->narrated && document_of(scene)->tokens.at[f.presence->narrated - 1].start >= end;
    }
    return f;
}

static void add_turns(const q_scene *scene, const facts *f, q_features *out, uint32_t kind)
{
    uint32_t place = (uint32_t)scene->gap << 2 | scene->narration, near = f->turns & 3;
    add(out, kind, place, f->turns);
    add(out, kind, near, scene->gap);
    add(out, f->turns, scene->alternates, scene->gap);
    add(out, f->turns & 7, scene->alternates, (uint32_t)scene->voices << 8 | kind);
    add(out, f->turns & 7, scene->asked, place);
    add(out, kind, f->spoke_rank, scene->gap);
    add(out, f->spoke_rank, scene->voices, place);
    add(out, near, f->since, kind << 4 | scene->gap);
    add(out, bin(f->presence->spoke ? scene->quote + 1 - f->presence->spoke : 100), kind, near);
    add(out, bin(f->presence->times), kind, f->spoke_rank == 10);
    add(out, scene->turns[0].figure == Q_NONE ? 0 : 1 + agree(gender_of(scene, scene->turns[0].figure), f->figure->gender), kind, near);
}

/* Whether the words beside the quote mean the candidate: 0 they mean nobody, 1 it, 2 another, 3 or more another rather than it. */
static uint32_t match_of(const q_scene *scene, const facts *f)
{
    const q_cast *cast = scene->cast;
    uint32_t mention = quote_at(scene, scene->quote)->source_mention, place = 0;
    if (scene->tag.figure == Q_NONE || scene->tag.figure == f->index || mention >= document_of(scene)->mentions.n)
        return scene->tag.figure == Q_NONE ? 0 : scene->tag.figure == f->index ? 1 : 2;
    for (uint32_t i = cast->rival_heads.at[mention]; i < cast->rivals.n && cast->rivals.at[i].mention == mention; i++, place++)
        if (cast->rivals.at[i].figure == f->index)
            return 3 + place;
    return 2;
}

static void add_tag(const q_scene *scene, const facts *f, q_features *out, uint32_t kind)
{
    uint32_t match = match_of(scene, f);
    uint32_t fits = agree(scene->tag.gender, f->figure->gender), beside = agree(scene->pronoun, f->figure->gender);
    add(out, kind, match, scene->tag.sure);
    add(out, kind, match << 2 | fits, scene->gap);
    add(out, kind, match << 2 | fits, (uint32_t)scene->tag.sure << 8 | f->rank);
    add(out, kind, match << 2 | fits, f->turns & 3);
    add(out, kind, fits, f->figure->gender);
    add(out, kind, beside, scene->narration);
    add(out, beside, f->turns & 3, kind == Q_TAG_NONE);
    for (int k = 0; k < 2; k++) {
        const q_beside *next = &scene->next[k];
        uint32_t same = !q_is_certain(next) ? 0 : next->figure == f->index ? 1 : 2;
        add(out, same, (uint32_t)scene->next_gap[k] << 4 | next->kind, kind);
        add(out, same << 2 | agree(next->gender, f->figure->gender), next->kind, f->turns & 3);
        add(out, same, (uint32_t)scene->next_gap[k] << 4 | scene->gap, f->turns & 3);
    }
}

/* 0 nobody, 1 the candidate, 2 another. */
static uint32_t means(uint32_t figure, const facts *f)
{
    return figure == Q_NONE ? 0 : figure == f->index ? 1 : 2;
}

static void add_sides(const q_scene *scene, const facts *f, q_features *out, uint32_t kind)
{
    uint32_t both[2];
    for (int k = 0; k < 2; k++) {
        const q_side *even = k ? &scene->before[0] : &scene->after[0], *odd = even + 1;
        uint32_t named = means(even->figure, f) << 2 | means(odd->figure, f);
        uint32_t fits = agree(even->gender, f->figure->gender) << 2 | agree(odd->gender, f->figure->gender);
        uint32_t called = means(even->hearer, f) << 2 | means(odd->hearer, f);
        both[k] = named;
        add(out, named, bin(even->distance) << 4 | bin(odd->distance), (uint32_t)even->broken << 5 | (uint32_t)odd->broken << 4 | kind);
        add(out, named, f->turns & 7, kind == Q_TAG_NONE);
        add(out, named, fits, kind);
        add(out, fits, f->turns & 3, kind);
        add(out, called, named, kind == Q_TAG_NONE);
        add(out, called, f->turns & 3, kind);
    }
    add(out, both[0], both[1], kind);
    add(out, both[0], both[1], f->turns & 3);
}

static void add_place(const q_scene *scene, const facts *f, q_features *out, uint32_t kind)
{
    uint32_t before = f->seen & (SEEN_BEFORE | SEEN_BEFORE_ACTS | SEEN_BEFORE_LAST);
    uint32_t after = f->seen & (SEEN_AFTER | SEEN_AFTER_ACTS | SEEN_AFTER_FIRST);
    uint32_t above = f->seen & (SEEN_ABOVE | SEEN_ABOVE_ACTS | SEEN_ABOVE_LAST), called = f->seen & (SEEN_INSIDE | SEEN_CALLED);
    uint32_t distance = f->presence->narrated ? bin(scene->paragraph - f->presence->narrated_paragraph) : 10;
    add(out, before, kind, scene->narration);
    add(out, after, kind, scene->narration);
    add(out, above, kind, scene->gap);
    add(out, before | after, above, kind == Q_TAG_NONE);
    add(out, above, f->turns & 3, scene->gap);
    add(out, called, kind, f->turns & 3);
    add(out, f->seen & (SEEN_CALLED_1 | SEEN_CALLED_2), scene->gap, f->turns & 7);
    add(out, f->seen & (SEEN_CALLED_1 | SEEN_CALLED_2), kind, 1);
    add(out, f->seen & SEEN_CALLED_NEXT, scene->next_gap[0], f->turns & 3);
    add(out, f->rank, kind, scene->gap);
    add(out, f->rank, f->since, f->turns & 3);
    add(out, distance, kind, f->turns & 3);
    add(out, distance, f->rank, scene->gap);
}

static void add_figure(const q_scene *scene, const facts *f, q_features *out, uint32_t kind)
{
    uint32_t sort = (uint32_t)f->figure->kind << 2 | (uint32_t)f->figure->named << 1 | f->figure->plural;
    uint32_t narrator = f->index == scene->cast->narrator;
    add(out, narrator, kind, scene->gap);
    add(out, narrator, f->turns & 3, scene->narration);
    add(out, sort, kind, f->presence->times > 0);
    add(out, bin(f->figure->uses / 4), kind, f->turns & 3);
    add(out, bin(f->presence->subjects), bin(f->figure->uses), f->figure->named);
    add(out, f->figure->gender, kind, f->presence->times > 0);
    add(out, kind, 0, 0);
}

uint32_t q_scene_features(const q_scene *scene, uint32_t candidate, uint32_t *features)
{
    q_features out = {features, 0};
    facts f = facts_of(scene, scene->candidates[candidate]);
    uint32_t kind = scene->tag.kind;
    add_turns(scene, &f, &out, kind);
    add_tag(scene, &f, &out, kind);
    add_place(scene, &f, &out, kind);
    add_sides(scene, &f, &out, kind);
    add_figure(scene, &f, &out, kind);
    return out.n;
}
