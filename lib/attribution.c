/* attribution.c - the cue and the source of each direct quote, by the lexicon and by position.
 *
 * The cases are those of O'Keefe, Pareti, Curran, Koprinska and Honnibal, "A Sequence Labelling Approach to Quote Attribution",
 * EMNLP 2012: a tag beside the quote (after, before, in the middle), then the speaker of the same paragraph, then the one who
 * acts in the sentence beside it. Dialogue without any of these is left to the turns of the speakers. */
#include "dialogue.h"
#include "rooms.h"
#include "source.h"
#include "utf8.h"

enum {
    TAG_WINDOW = 16,    /* tokens of a tag after a quote, up to its cue */
    TAG_MAX = 64,       /* tokens of a whole tag */
    LATE_WINDOW = 5,    /* tokens between a verb of saying and the name in a noun phrase */
    BARE_WINDOW = 8,    /* tokens up to a verb that is in no list of reporting verbs */
    BEFORE_WINDOW = 64, /* tokens of an introduction before a quote */
    SURE_CUE = 180,     /* of 255: how often a verb is a cue */
    GAP_WINDOW = 12,    /* tokens between a quote and the next, whose tag is its own */
    LISTED_WINDOW = 10, /* tokens after a listed verb up to the name of its subject */
    CREDIT_WINDOW = 24, /* tokens of a credit line */
    VOCATIVE_WINDOW = 48 /* tokens at either end of a part where somebody is addressed */
};

/* The share of sources that are right, of each kind; counted on the training parts of the corpora, marks as found here. */
static const float TAG_AFTER = 0.95f, TAG_BARE = 0.85f, TAG_BEFORE = 0.9f, INTRODUCED = 0.75f, LABELLED = 0.97f, CREDITED = 0.9f,
                   ACCORDED = 0.95f, COLON = 0.8f, CONTINUES = 0.9f, PRECEDES = 0.85f, BESIDE = 0.75f;

typedef struct tag {
    q_source source;
    q_reason reason;
    float confidence;
} tag;

static const tag no_tag = {.source = {.mention = Q_NONE, .hearer = Q_NONE}, .reason = Q_REASON_NONE};

static const q_token *token_at(const q_document *document, uint32_t token)
{
    return &document->tokens.at[token];
}

static uint32_t paragraph_of(const q_document *document, uint32_t token)
{
    return document->sentences.at[token_at(document, token)->sentence].paragraph;
}

static int is_quoted(const q_document *document, uint32_t token)
{
    return token_at(document, token)->region != Q_NONE || (token_at(document, token)->shape & Q_SHAPE_QUOTE);
}

static int has_source(const q_source *source)
{
    return source->first < source->end;
}

/* Words that are no mention are a source only beside a verb that is hardly ever anything but a cue. */
static int is_sound(const q_document *document, const q_source *source)
{
    if (!has_source(source) || source->mention != Q_NONE || source->cue >= source->cue_end)
        return has_source(source);
    const q_entry *entry = q_token_lexeme(document, source->cue_end - 1)->entry;
    return entry && entry->cue >= SURE_CUE;
}

/* The last character before a byte, blanks and quotation marks left aside; 0 when there is none. */
static uint32_t char_before(const q_document *document, uint32_t byte)
{
    uint32_t at = byte;
    while (at > 0) {
        uint32_t c = q_utf8_before(document->text, at, &at);
        if (!q_is_space(c))
            return c;
    }
    return 0;
}

/* The end of the words outside marks that go on from a token in its sentence, TAG_MAX of them at most. */
static uint32_t stretch_end(const q_document *document, uint32_t first)
{
    uint32_t end = first;
    while (end < document->tokens.n && end - first < TAG_MAX && !is_quoted(document, end) &&
           token_at(document, end)->sentence == token_at(document, first)->sentence)
        end++;
    return end;
}

/* The part of a quote that ends at a token: the inner end of its last part stands before `byte`. */
static const q_span *part_of(const q_document *document, const q_quote *quote, uint32_t index)
{
    return &document->pieces.at[quote->part + index];
}

static const q_span *piece_of(const q_document *document, const q_quote *quote, uint32_t index)
{
    return &document->pieces.at[quote->piece + index];
}

static uint32_t paragraph_of_last(const q_document *document, const q_quote *quote)
{
    uint32_t token = q_token_from(document, part_of(document, quote, quote->parts - 1)->start);
    return token < document->tokens.n ? paragraph_of(document, token) : Q_NONE;
}

/* ---- the tag after ---- */

static tag according(const q_document *document, uint32_t token, uint32_t end)
{
    tag found = no_tag;
    if (token + 2 >= end || !q_token_is(document, token, "according") || !q_token_is(document, token + 1, "to"))
        return found;
    found.source = q_source_at(document, token + 2, end);
    found.source.cue = token;
    found.source.cue_end = token + 2;
    found.reason = Q_REASON_ACCORDING;
    found.confidence = ACCORDED;
    return found;
}

/* A form of a reporting verb: said, saying, to say. */
static int is_tag_verb(const q_document *document, uint32_t token)
{
    uint32_t flags = q_token_lexeme(document, token)->flags;
    return q_is_cue(document, token) ||
           ((flags & Q_LEX_CUE_VERB) && (flags & Q_LEX_ING) && (token_at(document, token)->upos & Q_VERB));
}

/* cried the unsympathetic Ann: a verb of saying right after the marks, and a noun phrase that begins with words no mention has. */
static q_source late_source(const q_document *document, uint32_t cue, uint32_t end)
{
    for (uint32_t i = q_mention_from(document, cue + 1); i < document->mentions.n; i++) {
        const q_mention *mention = &document->mentions.at[i];
        if (mention->first > cue + LATE_WINDOW || mention->end > end || mention->kind == Q_MENTION_PRONOUN)
            break;
        for (uint32_t k = cue + 1; k < mention->first; k++)
            if (!(token_at(document, k)->upos & (Q_DET | Q_ADJ | Q_ADV | Q_NOUN)) || (token_at(document, k)->shape & Q_SHAPE_PUNCT))
                return no_tag.source;
        return (q_source){Q_SOURCE_INVERTED, i, Q_NONE, cue + 1, mention->end, cue, cue + 1};
    }
    return no_tag.source;
}

/* A tag whose verb no list knows: “Yes,” her daughter piped up; “Yes,” twittered Ann. */
static tag bare_tag(const q_document *document, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end && i < first + BARE_WINDOW; i++) {
        if (!(token_at(document, i)->upos & Q_VERB) || (token_at(document, i)->upos & Q_AUX))
            continue;
        q_source source = q_source_of(document, i, first, end);
        if (source.mention == Q_NONE)
            continue;
        if ((source.kind == Q_SOURCE_SUBJECT && source.first <= first + 1) || (source.kind == Q_SOURCE_INVERTED && i <= first + 1))
            return (tag){source, Q_REASON_TAG, TAG_BARE};
    }
    return no_tag;
}

/* “No,” confirms Ann Lee: a verb of saying right after the marks, read as a noun. */
static tag misread_tag(const q_document *document, uint32_t first, uint32_t end)
{
    uint32_t flags = q_token_lexeme(document, first)->flags;
    if (!(flags & Q_LEX_CUE_VERB) || !(flags & (Q_LEX_THIRD | Q_LEX_PAST)) || (token_at(document, first)->upos & Q_VERB))
        return no_tag;
    q_source source = late_source(document, first, end);
    return source.mention != Q_NONE ? (tag){source, Q_REASON_TAG, TAG_BARE} : no_tag;
}

/* “No,” was Ann's quick answer: the owner of the words. */
static tag noun_tag(const q_document *document, uint32_t first, uint32_t end)
{
    if (!q_token_in(document, first, "was is came were"))
        return no_tag;
    for (uint32_t i = first + 1; i < end && i < first + BARE_WINDOW; i++) {
        uint32_t flags = q_token_lexeme(document, i)->flags;
        if (!(flags & Q_LEX_CUE_NOUN) && !q_token_in(document, i - 1, "'s his her their my"))
            continue;
        q_source source = q_source_owner(document, i, first, end);
        if (source.kind == Q_SOURCE_POSSESSOR)
            return (tag){source, Q_REASON_TAG, TAG_BARE};
    }
    return no_tag;
}

/* Whether the words after a quote bring in the next one: “No.” Tom said, “Why?”; “No,” and Tom said, “Why?” */
static int introduces(const q_document *document, uint32_t first, uint32_t end, uint32_t closing)
{
    uint32_t last = end > first ? char_before(document, token_at(document, end - 1)->end) : 0;
    if (end >= document->tokens.n || !is_quoted(document, end) || (last != ',' && last != ':'))
        return 0;
    return (q_is_stop(closing) && (token_at(document, first)->shape & Q_SHAPE_CAPITAL)) || q_token_in(document, first, "and then but") ||
           (q_token_is(document, first, ",") && first + 1 < end && q_token_in(document, first + 1, "and then but"));
}

/* Whether a verb of saying after a quote that ended as a sentence is its tag: “What?” Tom asked; “No.” She smiled. “Yes.” is not. */
static int closes_sentence(const q_document *document, const q_source *source, uint32_t first, uint32_t end)
{
    uint32_t after = source->cue_end > source->end ? source->cue_end : source->end;
    return source->first <= first + 1 && (after >= end || (token_at(document, after)->shape & Q_SHAPE_PUNCT));
}

static q_source source_of_mention(const q_document *document, uint32_t mention)
{
    if (mention == Q_NONE)
        return no_tag.source;
    const q_mention *row = &document->mentions.at[mention];
    return (q_source){Q_SOURCE_SUBJECT, mention, Q_NONE, row->first, row->end, row->first, row->first};
}

/* ---- languages whose words have no tags: a verb of a list and the name beside it ---- */

/* The nearest name outside marks that begins in [first, end), with no full stop between; from the end where `last` is set. */
static uint32_t name_in(const q_document *document, uint32_t first, uint32_t end, int last)
{
    uint32_t found = Q_NONE;
    for (uint32_t i = q_mention_from(document, first); i < document->mentions.n && document->mentions.at[i].first < end; i++) {
        const q_mention *mention = &document->mentions.at[i];
        if (mention->kind != Q_MENTION_NAME || is_quoted(document, mention->head) || mention->end > end)
            continue;
        found = i;
        if (!last)
            break;
    }
    return found;
}

/* sagte Anna Weber, a déclaré la ministre Claire Moreau, Anna Weber dijo: who stands beside the verb; its pronoun else. */
static tag listed_tag(const q_document *document, uint32_t verb, uint32_t first, uint32_t end, float confidence)
{
    uint32_t stop = verb + 1;
    while (stop < end && stop < verb + LISTED_WINDOW && !is_quoted(document, stop) &&
           !q_is_stop((unsigned char)document->text[token_at(document, stop)->start]))
        stop++;
    uint32_t mention = name_in(document, verb + 1, stop, 0);
    if (mention == Q_NONE)
        mention = name_in(document, first, verb, 1);
    q_source source = source_of_mention(document, mention);
    if (mention == Q_NONE && stop > verb + 1)
        source = (q_source){Q_SOURCE_INVERTED, Q_NONE, Q_NONE, verb + 1, verb + 2, verb, verb + 1};
    source.cue = verb;
    source.cue_end = verb + 1;
    return (tag){source, Q_REASON_TAG, confidence};
}

static tag listed(const q_document *document, uint32_t first, uint32_t end, int last, float confidence)
{
    tag found = no_tag;
    for (uint32_t i = first; i < end && (last || found.reason == Q_REASON_NONE); i++)
        if (q_token_lexeme(document, i)->flags & Q_LEX_CUE_FOREIGN)
            found = listed_tag(document, i, first, end, confidence);
    return found;
}

/* ...,” she said / said Ann: the tag that follows a part of a quote in its paragraph. */
static tag tag_after(const q_document *document, const q_quote *quote, uint32_t index)
{
    const q_span *part = part_of(document, quote, index);
    uint32_t first = q_token_from(document, piece_of(document, quote, index)->end), end = stretch_end(document, first);
    uint32_t inside = q_token_from(document, part->start), closing = char_before(document, part->end);
    int anew = first < end && q_is_stop(closing) && (token_at(document, first)->shape & Q_SHAPE_CAPITAL);
    tag passive = no_tag;
    if (first >= end || paragraph_of(document, first) != paragraph_of(document, inside) ||
        (index + 1 == quote->pieces && introduces(document, first, end, closing)))
        return no_tag;
    if (!document->settings->english)
        return listed(document, first, first + TAG_WINDOW < end ? first + TAG_WINDOW : end, 0, TAG_AFTER);
    tag noun = noun_tag(document, first, end);
    if (has_source(&noun.source))
        return noun;
    for (uint32_t i = first; i < end && i < first + TAG_WINDOW; i++) {
        tag found = according(document, i, end);
        if (found.reason == Q_REASON_NONE && is_tag_verb(document, i))
            found = (tag){q_source_of(document, i, first, end), Q_REASON_TAG, TAG_AFTER};
        if (i == first && found.reason == Q_REASON_TAG && found.source.mention == Q_NONE && found.source.kind != Q_SOURCE_PASSIVE) {
            q_source late = late_source(document, i, end);
            found.source = late.mention != Q_NONE ? late : found.source;
        }
        if (anew && is_sound(document, &found.source) && !closes_sentence(document, &found.source, first, end) && closing == '.')
            return no_tag;
        if (is_sound(document, &found.source))
            return found;
        if (found.source.kind == Q_SOURCE_PASSIVE && passive.reason == Q_REASON_NONE)
            passive = (tag){found.source, Q_REASON_PASSIVE, TAG_AFTER};
    }
    if (passive.reason != Q_REASON_NONE || anew || closing == '.')
        return passive;
    tag misread = misread_tag(document, first, end);
    return misread.reason != Q_REASON_NONE ? misread : bare_tag(document, first, end);
}

/* ---- the tag before ---- */

/* The name or the whole phrase that stands before a colon. */
static q_source name_before(const q_document *document, uint32_t first, uint32_t colon)
{
    q_source whole = q_source_at(document, first, colon);
    if (whole.mention != Q_NONE && whole.end == colon)
        return whole;
    for (uint32_t i = q_mention_from(document, first); i < document->mentions.n && document->mentions.at[i].first < colon; i++)
        if (document->mentions.at[i].end == colon && document->mentions.at[i].kind == Q_MENTION_NAME)
            return source_of_mention(document, i);
    return no_tag.source;
}

/* Ann had one answer: “... / Ann: “...: who acts in the sentence that a colon, comma or dash ends before the quote. */
static tag introduction(const q_document *document, uint32_t first, uint32_t end, uint32_t closing)
{
    tag found = {source_of_mention(document, q_source_actor(document, first, end)), Q_REASON_TAG, INTRODUCED};
    if (closing == ':') {
        q_source before = name_before(document, first, end - 1);
        if (has_source(&before))
            found.source = before;
        found.source.cue = found.source.cue_end = found.source.first;
        found.reason = Q_REASON_COLON;
        found.confidence = COLON;
    }
    return has_source(&found.source) ? found : no_tag;
}

/* How sure a verb before a quote reports it, from 0 to 255; beside the marks it is as sure as can be. */
static int strength(const q_document *document, uint32_t token, uint32_t end)
{
    const q_lexeme *lexeme = q_token_lexeme(document, token);
    if (token + 2 >= end || !lexeme->entry)
        return 256;
    if ((lexeme->flags & Q_LEX_ING) && token && !(token_at(document, token - 1)->upos & Q_AUX) &&
        !q_token_in(document, token - 1, ", and but by"))
        return 0;
    return lexeme->entry->cue;
}

/* The verb in [least, end) that is the likeliest cue of what follows: the strongest, the nearest of two alike. */
static tag strongest(const q_document *document, uint32_t first, uint32_t least, uint32_t end)
{
    tag best = no_tag;
    int most = -1;
    for (uint32_t i = end; i-- > least && !is_quoted(document, i) && most < 256;) {
        tag found = according(document, i, end);
        int strong = found.reason != Q_REASON_NONE ? 256 : strength(document, i, end);
        if (found.reason == Q_REASON_NONE && strong > most && is_tag_verb(document, i))
            found = (tag){q_source_of(document, i, first, end), Q_REASON_TAG, TAG_BEFORE};
        if (found.source.kind == Q_SOURCE_PASSIVE)
            found.reason = Q_REASON_PASSIVE;
        if (is_sound(document, &found.source) || (found.source.kind == Q_SOURCE_PASSIVE && best.reason == Q_REASON_NONE)) {
            best = found;
            most = found.source.kind == Q_SOURCE_PASSIVE ? 0 : strong;
        }
    }
    return best;
}

/* Ann said on Monday: “... : the introduction that ends in a comma or a colon, or runs straight into the marks. */
static tag tag_before(const q_document *document, const q_quote *quote)
{
    uint32_t end = q_token_from(document, piece_of(document, quote, 0)->start);
    if (!end || is_quoted(document, end - 1))
        return no_tag;
    uint32_t sentence = token_at(document, end - 1)->sentence, first = document->sentences.at[sentence].first;
    uint32_t closing = char_before(document, token_at(document, end - 1)->end);
    if (q_is_stop(closing) || closing == ';')
        return no_tag;
    uint32_t least = end - first > BEFORE_WINDOW ? end - BEFORE_WINDOW : first;
    tag found = document->settings->english ? strongest(document, first, least, end) : listed(document, least, end, 1, TAG_BEFORE);
    if (found.reason == Q_REASON_NONE && (closing == ':' || closing == ',' || q_is_dash(closing)))
        return introduction(document, least, end, closing);
    return found;
}

/* A few words within a sentence of the author: called it “a mess”. */
static int is_fragment(const q_document *document, const q_quote *quote)
{
    const q_span *part = part_of(document, quote, 0);
    uint32_t next, before = char_before(document, piece_of(document, quote, 0)->start);
    return part->start < part->end && q_is_lower(q_utf8_at(document->text, part->start, &next)) &&
           (q_is_letter(before) || before == ',');
}

/* ---- labels and credit lines ---- */

static tag label(const q_document *document, const q_quote *quote)
{
    const q_region *region = &document->regions.at[quote->region];
    const q_span *span = &document->paragraphs.at[region->paragraph].label;
    if (region->kind != Q_REGION_LABEL || span->start >= span->end)
        return no_tag;
    uint32_t first = q_token_from(document, span->start), end = q_token_from(document, span->end);
    uint32_t mention = q_mention_from(document, first);
    if (mention >= document->mentions.n || document->mentions.at[mention].first >= end)
        mention = Q_NONE;
    return (tag){{Q_SOURCE_SUBJECT, mention, Q_NONE, first, end, first, first}, Q_REASON_LABEL, LABELLED};
}

/* “...” — Ann Lee / the same on a line of its own, where nothing else stands. */
static tag credit(const q_document *document, const q_quote *quote)
{
    uint32_t first = q_token_from(document, piece_of(document, quote, quote->pieces - 1)->end), next;
    if (first + 1 >= document->tokens.n || is_quoted(document, first) ||
        !q_is_dash(q_utf8_at(document->text, token_at(document, first)->start, &next)))
        return no_tag;
    uint32_t paragraph = paragraph_of(document, first), end = first + 1;
    if (paragraph > paragraph_of_last(document, quote) + 1)
        return no_tag;
    while (end < document->tokens.n && end - first <= CREDIT_WINDOW && !is_quoted(document, end) &&
           paragraph_of(document, end) == paragraph)
        end++;
    if (end < document->tokens.n && (end - first > CREDIT_WINDOW || paragraph_of(document, end) == paragraph))
        return no_tag;
    q_source source = q_source_at(document, first + 1, end);
    if (source.mention == Q_NONE || document->mentions.at[source.mention].kind != Q_MENTION_NAME)
        return no_tag;
    source.cue = source.cue_end = source.first;
    return (tag){source, Q_REASON_CREDIT, CREDITED};
}

/* ---- the sentence beside ---- */

static int may_act(const q_document *document, uint32_t mention)
{
    uint8_t kind = mention == Q_NONE ? QUOTH_OTHER : document->mentions.at[mention].entity_kind;
    return mention != Q_NONE && kind != QUOTH_DOCUMENT &&
           !(kind == QUOTH_OTHER && document->mentions.at[mention].kind == Q_MENTION_PRONOUN);
}

/* Ann shook her head. “No.” / “No.” Ann shook her head: who acts in the sentence beside, in the same paragraph. */
static tag beside(const q_document *document, const q_quote *quote)
{
    uint32_t start = q_token_from(document, piece_of(document, quote, 0)->start);
    uint32_t after = q_token_from(document, piece_of(document, quote, quote->pieces - 1)->end);
    uint32_t mention = Q_NONE, own = q_token_from(document, part_of(document, quote, 0)->start);
    if (own >= document->tokens.n)
        return no_tag;
    uint32_t paragraph = paragraph_of(document, own);
    if (start > 0 && !is_quoted(document, start - 1) && paragraph_of(document, start - 1) == paragraph)
        mention = q_source_actor(document, document->sentences.at[token_at(document, start - 1)->sentence].first, start);
    if (!may_act(document, mention) && after < document->tokens.n && !is_quoted(document, after) &&
        paragraph_of(document, after) == paragraph_of_last(document, quote))
        mention = q_source_actor(document, after, stretch_end(document, after));
    if (!may_act(document, mention))
        return no_tag;
    q_source source = source_of_mention(document, mention);
    return (tag){source, Q_REASON_SUBJECT_BEFORE, BESIDE};
}

/* ---- the one spoken to ---- */

/* “Well, Ann, ...”, “Ann, ...”, “..., Ann?”: a name set off by marks within the quoted words. */
static int is_vocative(const q_document *document, const q_mention *mention, uint32_t first, uint32_t end)
{
    if (mention->kind != Q_MENTION_NAME || mention->entity_kind != QUOTH_PERSON || mention->end > end)
        return 0;
    int opens = mention->first == first, closes = mention->end == end;
    uint32_t before = opens ? 0 : mention->first - 1;
    if (!opens && q_token_is(document, before, "dear") && before > first)
        before--;
    if (!opens && !q_token_in(document, before, ", — - –") && !q_token_in(document, before, "dear o oh"))
        return 0;
    return closes ? !opens : q_token_in(document, mention->end, opens ? ", !" : ", . ! ? ; — …") &&
                                 !(mention->end + 1 < end && q_token_in(document, mention->end + 1, "and or who the a"));
}

static uint32_t vocative(const q_document *document, const q_quote *quote)
{
    for (uint32_t i = 0; i < quote->parts; i++) {
        const q_span *part = part_of(document, quote, i);
        uint32_t first = q_token_from(document, part->start), end = q_token_from(document, part->end);
        for (uint32_t m = q_mention_from(document, first); m < document->mentions.n; m++) {
            const q_mention *mention = &document->mentions.at[m];
            if (mention->first >= end)
                break;
            if (mention->first > first + VOCATIVE_WINDOW && mention->first + VOCATIVE_WINDOW < end) {
                m = q_mention_from(document, end - VOCATIVE_WINDOW) - 1;
                continue;
            }
            if (is_vocative(document, mention, first, end))
                return m;
        }
    }
    return Q_NONE;
}

/* ---- the room ---- */

/* A source without a cue is a tag where a colon or a dash sets it off: HOST: / - Ann Lee. */
static q_span set_off(const q_document *document, const q_source *source)
{
    uint32_t first = source->first, end = source->end, next;
    if (end < document->tokens.n && q_token_is(document, end, ":"))
        end++;
    else if (first && q_is_dash(q_utf8_at(document->text, token_at(document, first - 1)->start, &next)))
        first--;
    else
        end = first;
    return q_token_span(document, first, end);
}

static void put(q_document *document, q_quote *quote, const tag *found)
{
    const q_source *source = &found->source;
    uint32_t first = source->first < source->cue ? source->first : source->cue;
    uint32_t end = source->end > source->cue_end ? source->end : source->cue_end;
    quote->cue[0] = q_token_span(document, source->cue, source->cue_end);
    quote->source = q_token_span(document, source->first, source->end);
    quote->source_mention = source->mention;
    quote->confidence = found->confidence;
    quote->reason = (uint8_t)found->reason;
    if (source->mention == Q_NONE && found->reason != Q_REASON_PASSIVE && found->reason != Q_REASON_LABEL)
        quote->reason = Q_REASON_NONE; /* the words beside it name nobody: the turns may tell */
    if (source->hearer != Q_NONE)
        quote->addressee_mention = source->hearer;
    if (source->cue >= source->cue_end) {
        quote->tag = set_off(document, source);
        return;
    }
    quote->tag = source->kind == Q_SOURCE_SHARED || source->kind == Q_SOURCE_RELATIVE ? quote->cue[0]
                                                                                     : q_token_span(document, first, end);
    const q_entry *entry = q_token_lexeme(document, source->cue_end - 1)->entry;
    if (entry && entry->cue_class == Q_CUE_WRITE)
        quote->class_ = QUOTH_CLASS_WRITING;
    else if (entry && entry->cue_class == Q_CUE_THINK)
        quote->class_ = QUOTH_CLASS_THOUGHT;
}

/* Ann remarked: “..., ” she went on: both are tags of the quote, and the first names who the second means. */
static int names_more(const q_document *document, const tag *before, const tag *after)
{
    uint32_t name = before->source.mention, pronoun = after->source.mention;
    return before->reason == Q_REASON_TAG && name != Q_NONE && pronoun != Q_NONE &&
           document->mentions.at[name].kind == Q_MENTION_NAME && document->mentions.at[pronoun].kind == Q_MENTION_PRONOUN;
}

static tag find_tag(const q_document *document, const q_quote *quote)
{
    tag found = label(document, quote);
    tag before = found.reason == Q_REASON_NONE ? tag_before(document, quote) : no_tag;
    if (found.reason == Q_REASON_NONE && before.reason != Q_REASON_NONE && is_fragment(document, quote))
        return before;
    for (uint32_t i = 0; i < quote->pieces && found.reason == Q_REASON_NONE; i++)
        found = tag_after(document, quote, i);
    if (found.reason == Q_REASON_NONE || found.confidence < before.confidence || names_more(document, &before, &found))
        found = before.reason != Q_REASON_NONE ? before : found;
    return found.reason == Q_REASON_NONE ? credit(document, quote) : found;
}

static int is_next_in_paragraph(const q_document *document, const q_quote *before, const q_quote *after)
{
    return document->regions.at[after->region].paragraph == paragraph_of_last(document, before);
}

/* Quotes without a tag before one that has it, in the same paragraph: “No.” “Never,” said Ann. */
static void look_ahead(q_document *document)
{
    for (uint32_t i = document->quotes.n; i-- > 1;) {
        const q_quote *after = &document->quotes.at[i];
        q_quote *quote = &document->quotes.at[i - 1];
        int alone = i < 2 || !is_next_in_paragraph(document, &document->quotes.at[i - 2], quote);
        uint32_t from = q_token_from(document, piece_of(document, quote, quote->pieces - 1)->end);
        if (quote->reason != Q_REASON_NONE || after->source_mention == Q_NONE || !alone ||
            q_token_from(document, piece_of(document, after, 0)->start) > from + GAP_WINDOW ||
            !is_next_in_paragraph(document, quote, after))
            continue;
        quote->source = after->source;
        quote->source_mention = after->source_mention;
        quote->reason = Q_REASON_CONTINUED;
        quote->confidence = PRECEDES;
    }
}

static void look_around(q_document *document)
{
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        if (quote->reason != Q_REASON_NONE)
            continue;
        if (is_fragment(document, quote)) {
            quote->class_ = QUOTH_CLASS_OTHER; /* nobody is said to say it */
            continue;
        }
        if (i && document->quotes.at[i - 1].reason != Q_REASON_NONE &&
            is_next_in_paragraph(document, &document->quotes.at[i - 1], quote)) {
            quote->same_as = i - 1;
            quote->reason = Q_REASON_CONTINUED;
            quote->confidence = CONTINUES;
            continue;
        }
        tag found = beside(document, quote);
        if (found.reason != Q_REASON_NONE)
            put(document, quote, &found);
    }
}

quoth_status q_room_attribution(q_document *document)
{
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        tag found = find_tag(document, quote);
        if (found.reason != Q_REASON_NONE)
            put(document, quote, &found);
        if (quote->addressee_mention == Q_NONE)
            quote->addressee_mention = vocative(document, quote);
    }
    look_ahead(document);
    look_around(document);
    return QUOTH_OK;
}
