/* attribution.c - the cue and the source of each direct quote, by the lexicon and by position. */
#include "rooms.h"
#include "source.h"

enum {
    TAG_WINDOW = 16,  /* tokens of a tag after a quote, up to its cue */
    TAG_MAX = 64,     /* tokens of a whole tag */
    BEFORE_WINDOW = 64 /* tokens of an introduction before it */
};

static const q_source no_source = {.mention = Q_NONE, .hearer = Q_NONE};

static uint32_t paragraph_of(const q_document *document, uint32_t token)
{
    return document->sentences.at[document->tokens.at[token].sentence].paragraph;
}

static int is_quoted(const q_document *document, uint32_t token)
{
    return document->tokens.at[token].region != Q_NONE || (document->tokens.at[token].shape & Q_SHAPE_QUOTE);
}

/* The end of the words outside marks that go on from a token in its sentence, TAG_MAX of them at most. */
static uint32_t stretch_end(const q_document *document, uint32_t first)
{
    uint32_t end = first;
    while (end < document->tokens.n && end - first < TAG_MAX && !is_quoted(document, end) &&
           document->tokens.at[end].sentence == document->tokens.at[first].sentence)
        end++;
    return end;
}

/* ...,” she said / said Ann: the tag that follows a part of a quote in its paragraph. */
static q_source tag_after(const q_document *document, uint32_t byte, uint32_t paragraph)
{
    uint32_t first = q_token_from(document, byte), end = stretch_end(document, first);
    if (first >= document->tokens.n || paragraph_of(document, first) != paragraph)
        return no_source;
    for (uint32_t i = first; i < end && i < first + TAG_WINDOW; i++) {
        q_source found = q_is_cue(document, i) ? q_source_of(document, i, first, end) : no_source;
        if (found.first < found.end)
            return found;
    }
    return no_source;
}

/* Ann said on Monday: “... : the introduction that ends in a comma or a colon, or runs straight into the marks. */
static q_source tag_before(const q_document *document, uint32_t byte)
{
    uint32_t end = q_token_from(document, byte);
    if (!end)
        return no_source;
    uint32_t sentence = document->tokens.at[end - 1].sentence, first = document->sentences.at[sentence].first;
    char last = document->text[document->tokens.at[end - 1].end - 1];
    if (last == '.' || last == '!' || last == '?' || last == ';')
        return no_source;
    if (end - first > BEFORE_WINDOW)
        first = end - BEFORE_WINDOW;
    for (uint32_t i = end; i-- > first && !is_quoted(document, i);) {
        q_source found = q_is_cue(document, i) ? q_source_of(document, i, first, end) : no_source;
        if (found.first < found.end)
            return found;
    }
    return no_source;
}

static void attribute(q_document *document, q_quote *quote, const q_source *found, double confidence)
{
    const q_entry *entry = q_token_lexeme(document, found->cue_end - 1)->entry;
    uint32_t first = found->first < found->cue ? found->first : found->cue;
    uint32_t end = found->end > found->cue_end ? found->end : found->cue_end;
    quote->cue[0] = q_token_span(document, found->cue, found->cue_end);
    quote->source = q_token_span(document, found->first, found->end);
    quote->source_mention = found->mention;
    quote->addressee_mention = found->hearer;
    quote->tag = found->kind == Q_SOURCE_SHARED ? quote->cue[0] : q_token_span(document, first, end);
    quote->confidence = (float)confidence;
    quote->reason = Q_REASON_TAG;
    if (entry && entry->cue_class == Q_CUE_WRITE)
        quote->class_ = QUOTH_CLASS_WRITING;
    else if (entry && entry->cue_class == Q_CUE_THINK)
        quote->class_ = QUOTH_CLASS_THOUGHT;
}

quoth_status q_room_attribution(q_document *document)
{
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        const q_span *pieces = document->pieces.at + quote->piece;
        uint32_t paragraph = document->regions.at[quote->region].paragraph;
        q_source found = tag_after(document, pieces[0].end, paragraph);
        if (found.first == found.end && quote->pieces > 1)
            found = tag_after(document, pieces[quote->pieces - 1].end, paragraph);
        int after = found.first < found.end;
        if (!after)
            found = tag_before(document, pieces[0].start);
        if (found.first < found.end)
            attribute(document, quote, &found, after ? 0.9 : 0.85);
        else if (i && document->regions.at[quote->region].paragraph ==
                          document->regions.at[document->quotes.at[i - 1].region].paragraph) {
            quote->same_as = i - 1;
            quote->reason = Q_REASON_CONTINUED;
            quote->confidence = 0.7f;
        }
    }
    return QUOTH_OK;
}
