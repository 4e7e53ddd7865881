/* attribution.c - the cue and the source of each direct quote, by the lexicon and by position. */
#include <stdlib.h>
#include <string.h>

#include "rooms.h"

enum {
    TAG_WINDOW = 16,   /* tokens of a tag after a quote */
    BEFORE_WINDOW = 32, /* tokens of an introduction before it */
    ADVERBS = 2        /* tokens between a source and its cue */
};

typedef struct tag {
    uint32_t cue; /* token, or Q_NONE */
    uint32_t source; /* mention, or Q_NONE */
} tag;

static int by_bytes(const void *key, const void *verb)
{
    return strcmp(key, *(const char *const *)verb);
}

static int is_cue(const q_document *document, uint32_t token)
{
    const q_lexeme *lexeme = q_token_lexeme(document, token);
    const q_settings *settings = document->settings;
    if (settings->verb_count &&
        bsearch(lexeme->folded, settings->verbs, settings->verb_count, sizeof *settings->verbs, by_bytes))
        return 1;
    return (lexeme->flags & Q_LEX_CUE_VERB) && (lexeme->flags & (Q_LEX_PAST | Q_LEX_THIRD | Q_LEX_BASE));
}

static uint32_t paragraph_of(const q_document *document, uint32_t token)
{
    return document->sentences.at[document->tokens.at[token].sentence].paragraph;
}

/* The longest mention outside quoted words in [first, end) that ends close before `cue`. */
static uint32_t source_before(const q_document *document, uint32_t first, uint32_t cue)
{
    uint32_t best = Q_NONE;
    for (uint32_t i = q_mention_from(document, first); i < document->mentions.n && document->mentions.at[i].first < cue; i++) {
        const q_mention *mention = &document->mentions.at[i];
        if (mention->end > cue || mention->end + ADVERBS < cue || document->tokens.at[mention->head].region != Q_NONE)
            continue;
        if (best == Q_NONE || mention->first < document->mentions.at[best].first)
            best = i;
    }
    return best;
}

static uint32_t source_after(const q_document *document, uint32_t cue)
{
    uint32_t i = q_mention_from(document, cue + 1);
    if (i >= document->mentions.n || document->mentions.at[i].first > cue + ADVERBS ||
        document->tokens.at[document->mentions.at[i].head].region != Q_NONE)
        return Q_NONE;
    return i;
}

/* ...,” she said / said Ann: the tag that follows a part of a quote in its paragraph. */
static tag tag_after(const q_document *document, uint32_t byte, uint32_t paragraph)
{
    uint32_t first = q_token_from(document, byte), end = first;
    tag found = {Q_NONE, Q_NONE};
    for (; end < document->tokens.n && end < first + TAG_WINDOW; end++) {
        if (document->tokens.at[end].region != Q_NONE || (document->tokens.at[end].shape & Q_SHAPE_QUOTE) ||
            paragraph_of(document, end) != paragraph ||
            (end > first && document->tokens.at[end].sentence != document->tokens.at[first].sentence))
            break;
        if (!is_cue(document, end))
            continue;
        found = (tag){end, source_before(document, first, end)};
        if (found.source == Q_NONE)
            found.source = source_after(document, end);
        if (found.source != Q_NONE)
            return found;
    }
    return (tag){Q_NONE, Q_NONE};
}

/* Ann said on Monday: “... : the introduction that ends in a comma or a colon, or runs straight into the marks. */
static tag tag_before(const q_document *document, uint32_t byte)
{
    uint32_t end = q_token_from(document, byte);
    tag found = {Q_NONE, Q_NONE};
    if (!end)
        return found;
    uint32_t sentence = document->tokens.at[end - 1].sentence, first = document->sentences.at[sentence].first;
    char last = document->text[document->tokens.at[end - 1].end - 1];
    if (last == '.' || last == '!' || last == '?' || last == ';')
        return found;
    if (end - first > BEFORE_WINDOW)
        first = end - BEFORE_WINDOW;
    for (uint32_t i = end; i-- > first;) {
        if (document->tokens.at[i].region != Q_NONE || (document->tokens.at[i].shape & Q_SHAPE_QUOTE))
            break;
        if (!is_cue(document, i))
            continue;
        found = (tag){i, source_before(document, first, i)};
        if (found.source != Q_NONE)
            return found;
    }
    return (tag){Q_NONE, Q_NONE};
}

static void attribute(q_document *document, q_quote *quote, tag found, double confidence)
{
    const q_token *cue = &document->tokens.at[found.cue];
    const q_mention *mention = &document->mentions.at[found.source];
    quote->cue[0] = (q_span){cue->start, cue->end};
    quote->source = mention->span;
    quote->source_mention = found.source;
    quote->tag = (q_span){cue->start < mention->span.start ? cue->start : mention->span.start,
                          cue->end > mention->span.end ? cue->end : mention->span.end};
    quote->confidence = (float)confidence;
    quote->reason = Q_REASON_TAG;
    if (q_token_lexeme(document, found.cue)->entry) {
        uint8_t class_ = q_token_lexeme(document, found.cue)->entry->cue_class;
        if (class_ == Q_CUE_WRITE)
            quote->class_ = QUOTH_CLASS_WRITING;
        else if (class_ == Q_CUE_THINK)
            quote->class_ = QUOTH_CLASS_THOUGHT;
    }
}

quoth_status q_room_attribution(q_document *document)
{
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        const q_span *pieces = document->pieces.at + quote->piece;
        uint32_t paragraph = document->regions.at[quote->region].paragraph;
        tag found = tag_after(document, pieces[0].end, paragraph);
        if (found.source == Q_NONE && quote->pieces > 1)
            found = tag_after(document, pieces[quote->pieces - 1].end, paragraph);
        int after = found.source != Q_NONE;
        if (!after)
            found = tag_before(document, pieces[0].start);
        if (found.source != Q_NONE)
            attribute(document, quote, found, after ? 0.9 : 0.85);
        else if (i && document->regions.at[quote->region].paragraph ==
                          document->regions.at[document->quotes.at[i - 1].region].paragraph) {
            quote->same_as = i - 1;
            quote->reason = Q_REASON_CONTINUED;
            quote->confidence = 0.7f;
        }
    }
    return QUOTH_OK;
}
