/* coreference.c - which mentions mean one and the same, and so who speaks each quote.
 *
 * Full names of the whole text first; then from left to right shorter names, roles, descriptions and pronouns, each linked to
 * what stood before; then quotes take their speakers, and those without a source theirs from the turns of the dialogue.
 * Every look-back is bounded: Q_CHAIN_MAX figures of one word, Q_RECENT_MAX mentions, some paragraphs of dialogue. */
#include "cast.h"
#include "character.h"
#include "rooms.h"
#include "steps.h"
#include "voice.h"

static const float shared_cue = 0.85f; /* of the confidence of the quote whose cue it is joined to */

enum { DESCRIPTION_MAX = 12 }; /* words of the name of several together */

static int resolve(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);

    if (row->entity == Q_NONE && cast->sources.at[mention] && q_narrator_label(cast, mention))
        return 0;
    if (row->kind == Q_MENTION_NAME) {
        if (row->entity == Q_NONE && !cast->document->story && q_name_short(cast, mention))
            return -1;
        return row->entity == Q_NONE ? 0 : q_name_titles(cast, mention);
    }
    if (row->entity != Q_NONE)
        return 0;
    if (row->kind == Q_MENTION_NOMINAL)
        return (cast->document->story ? q_description_link : q_nominal_link)(cast, mention, cast->sources.at[mention]);
    if (row->gender != QUOTH_GENDER_MALE && row->gender != QUOTH_GENDER_FEMALE &&
        q_token_in(cast->document, row->head, "who whom whose which that"))
        return q_pronoun_relative(cast, mention);
    return row->person == 3 ? q_pronoun_link(cast, mention) : q_narrator_link(cast, mention);
}

/* How often the source is right of what the text reports without marks, by how sure the model was of quote and source together:
 * measured on news. */
static float source_certainty(const q_quote *quote)
{
    static const float steps[][2] = {{0.0f, 0.45f}, {0.3f, 0.8f}, {0.6f, 0.93f}, {1.0f, 0.985f}};
    float sure = quote->confidence > 0.0f ? quote->confidence : 0.95f;
    return quote->type == QUOTH_DIRECT ? sure : q_steps(steps, sizeof steps / sizeof *steps, sure);
}

static void speak(q_cast *cast, q_quote *quote)
{
    uint32_t mention = quote->source_mention;

    quote->speaker = Q_NONE;
    if (quote->pin != Q_NONE) {
        quote->speaker = cast->pinned.at[quote->pin];
        quote->confidence = 1.0f;
        quote->reason = Q_REASON_PINNED;
    } else if (mention < cast->document->mentions.n) {
        quote->speaker = q_cast_mention(cast, mention)->entity;
        quote->confidence = quote->speaker == Q_NONE ? 0.0f : source_certainty(quote) * cast->certainty.at[mention];
        if (quote->speaker == Q_NONE)
            quote->reason = Q_REASON_UNRESOLVED;
    } else if (quote->same_as < cast->document->quotes.n) {
        const q_quote *same = &cast->document->quotes.at[quote->same_as];

        quote->speaker = same->speaker;
        quote->confidence = same->confidence * 0.95f;
    }
    if (quote->addressee_mention < cast->document->mentions.n)
        quote->addressee = q_cast_mention(cast, quote->addressee_mention)->entity;
}

static uint32_t sentence_of_cue(const q_document *document, const q_quote *quote)
{
    uint32_t token = q_token_from(document, quote->cue[0].start);
    return quote->cue[0].start < quote->cue[0].end && token < document->tokens.n ? document->tokens.at[token].sentence : Q_NONE;
}

/* "..., said Ann Lee and added that ...": a cue that is joined to the cue before it and has no source of its own. */
static void share_speaker(q_document *document, uint32_t index)
{
    q_quote *quote = &document->quotes.at[index];
    const q_quote *before = &document->quotes.at[index - 1];
    uint32_t sentence = sentence_of_cue(document, quote), cue = q_token_from(document, quote->cue[0].start);
    if (quote->speaker != Q_NONE || quote->reason != Q_REASON_NONE || quote->source.start < quote->source.end ||
        before->speaker == Q_NONE || sentence == Q_NONE || sentence != sentence_of_cue(document, before) ||
        quote->cue[0].start < before->cue[0].end || cue == 0 || !q_token_in(document, cue - 1, "and but"))
        return;
    quote->speaker = before->speaker;
    quote->reason = Q_REASON_CONTINUED;
    quote->confidence = before->confidence * shared_cue;
}

/* The quote that each region is part of: as one of its pieces, within one or going on from one. */
static void find_quotes(const q_document *document, uint32_t *quote_of)
{
    for (uint32_t i = 0; i < document->regions.n; i++)
        quote_of[i] = Q_NONE;
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        const q_quote *quote = &document->quotes.at[i];
        for (uint32_t k = 0; k < quote->pieces && quote->region < document->regions.n; k++) {
            const q_span *piece = &document->pieces.at[quote->piece + k];
            uint32_t region = q_region_from(document, piece->start);
            if (region < document->regions.n && document->regions.at[region].outer.start < piece->end)
                quote_of[region] = i;
        }
        if (quote->region < document->regions.n)
            quote_of[quote->region] = i;
    }
    for (uint32_t i = 0; i < document->regions.n; i++) {
        const q_region *region = &document->regions.at[i];

        if (quote_of[i] == Q_NONE && region->parent < i)
            quote_of[i] = quote_of[region->parent];
        if (region->next < document->regions.n && region->next > i && quote_of[region->next] == Q_NONE)
            quote_of[region->next] = quote_of[i];
    }
}

/* I and me within quoted words: the speaker of the quote; you: whom it is told, one alone. */
static void own_words(const q_document *document, uint32_t *quote_of)
{
    find_quotes(document, quote_of);
    for (uint32_t i = 0; i < document->mentions.n; i++) {
        q_mention *row = &document->mentions.at[i];
        if (row->kind != Q_MENTION_PRONOUN || row->plural || row->person == 3)
            continue;
        uint32_t region = document->tokens.at[row->head].region;
        uint32_t quote = region < document->regions.n ? quote_of[region] : Q_NONE;
        if (quote != Q_NONE)
            row->entity = row->person == 1 ? document->quotes.at[quote].speaker : document->quotes.at[quote].addressee;
    }
}

/* Full names, and in a story all names. */
static int read_names(q_cast *cast)
{
    q_document *document = cast->document;

    for (uint32_t i = 0; i < document->mentions.n; i++)
        document->mentions.at[i].entity = Q_NONE;
    if (document->story)
        return q_descriptions_open(cast) ? -1 : q_characters_read(cast);
    for (uint32_t i = 0; i < document->mentions.n; i++)
        if (document->mentions.at[i].kind == Q_MENTION_NAME && q_name_full(cast, i))
            return -1;
    return q_names_join(cast) ? -1 : q_cast_enter(cast);
}

static int read_mentions(q_cast *cast)
{
    q_document *document = cast->document;

    if (read_names(cast) || q_pins_open(cast) || (document->story ? q_storyteller_find : q_narrator_find)(cast))
        return -1;
    for (uint32_t i = 0; i < document->mentions.n; i++) {
        const q_mention *row = &document->mentions.at[i];

        if (resolve(cast, i))
            return -1;
        if ((row->kind != Q_MENTION_PRONOUN || row->entity != Q_NONE) && !q_cast_is_dateline(cast, row))
            q_salience_enter(cast, i);
        if (row->entity != Q_NONE)
            cast->figures.at[row->entity].last = row->first;
        if (cast->sources.at[i] && row->entity != Q_NONE)
            cast->speaker = row->entity;
    }
    return 0;
}

/* The words of a source after a preposition, up to a comma, a bracket or a relative clause. */
static q_span description(const q_cast *cast, q_span source)
{
    const q_document *document = cast->document;
    uint32_t first = q_token_from(document, source.start), i = first;
    while (first + 1 < document->tokens.n && document->tokens.at[first].xpos == Q_XPOS_IN &&
           document->tokens.at[first + 1].end <= source.end)
        i = ++first;
    while (i < document->tokens.n && document->tokens.at[i].end <= source.end &&
           !(i > first && q_token_in(document, i, ", ( who whom whose which that ; : –")))
        i++;
    return i > first ? (q_span){document->tokens.at[first].start, document->tokens.at[i - 1].end} : source;
}

/* A description is named as the first quote names it as its source. */
static void name_descriptions(q_cast *cast)
{
    q_document *document = cast->document;
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        const q_quote *quote = &document->quotes.at[i];
        const q_mention *row = quote->source_mention < document->mentions.n ? q_cast_mention(cast, quote->source_mention) : NULL;
        if (!row || row->kind == Q_MENTION_PRONOUN || row->entity == Q_NONE || quote->source.start > row->span.start)
            continue;
        q_figure *figure = &cast->figures.at[row->entity];
        if ((!figure->named || figure->kind == QUOTH_GROUP) && figure->text.start >= figure->text.end)
            figure->text = row->kind == Q_MENTION_NAME || (row->plural && row->end - row->first > DESCRIPTION_MAX)
                               ? row->span : description(cast, quote->source);
    }
}

static int settle_quotes(q_cast *cast)
{
    q_document *document = cast->document;
    uint32_t *scratch;
    int failed, learned;
    size_t most = cast->figures.n > document->regions.n ? cast->figures.n : document->regions.n;

    for (uint32_t i = 0; i < document->quotes.n; i++)
        speak(cast, &document->quotes.at[i]);
    for (uint32_t i = 1; i < document->quotes.n; i++)
        share_speaker(document, i);
    if ((learned = q_voices(cast)) < 0)
        return -1;
    name_descriptions(cast);
    q_narrator_answers(cast);
    q_turn_forward(document);
    q_turn_back(document);
    scratch = q_allocate(document->allocator, (most + 1) * sizeof *scratch);
    if (!scratch)
        return -1;
    own_words(document, scratch);
    failed = q_candidates(cast, learned) || q_cast_publish(cast, scratch);
    q_release(document->allocator, scratch);
    return failed ? -1 : 0;
}

int q_cast_read(q_cast *cast, q_document *document)
{
    return q_cast_open(cast, document) || q_cast_characters(cast) || read_mentions(cast) ? -1 : 0;
}

quoth_status q_room_coreference(q_document *document)
{
    q_cast cast;
    int failed;

    document->entities.n = document->candidates.n = 0;
    if (q_speaker_mentions(document))
        return QUOTH_E_MEMORY;
    failed = q_cast_read(&cast, document) || settle_quotes(&cast);
    q_cast_close(&cast);
    return failed ? QUOTH_E_MEMORY : QUOTH_OK;
}
