/* content.c - indirect quotes: what a reporting verb or "according to" reports without marks.
 *
 * First version: that-clauses, and according to; the content ends with its sentence. */
#include <stdlib.h>
#include <string.h>

#include "rooms.h"
#include "source.h"

enum { ADVERBS = 2, SOURCE_WINDOW = 16 };

static int is_word(const q_document *document, uint32_t token, const char *word)
{
    return token < document->tokens.n && !strcmp(q_token_lexeme(document, token)->folded, word);
}

static int has_region(const q_document *document, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (document->tokens.at[i].region != Q_NONE || (document->tokens.at[i].shape & Q_SHAPE_QUOTE))
            return 1;
    return 0;
}

static uint32_t trim_end(const q_document *document, uint32_t first, uint32_t end)
{
    while (end > first && (document->tokens.at[end - 1].shape & Q_SHAPE_PUNCT))
        end--;
    return end;
}

/* Tokens [first, end) are what the source says; passages with quotation marks are left to other rules. */
static int put_indirect(q_document *document, uint32_t first, uint32_t end, const q_source *source, q_reason reason)
{
    end = trim_end(document, first, end);
    if (end <= first || has_region(document, first, end))
        return 1;
    q_span *piece = Q_APPEND(document->allocator, &document->pieces, 1);
    q_quote *quote = piece ? Q_APPEND(document->allocator, &document->quotes, 1) : NULL;
    if (!quote)
        return 0;
    *piece = (q_span){document->tokens.at[first].start, document->tokens.at[end - 1].end};
    *quote = (q_quote){.piece = document->pieces.n - 1, .pieces = 1, .part = document->pieces.n, .cue = {q_token_span(document, source->cue, source->cue_end), {0, 0}},
                       .source = q_token_span(document, source->first, source->end), .source_mention = source->mention,
                       .region = Q_NONE, .same_as = Q_NONE, .speaker = Q_NONE, .addressee = Q_NONE,
                       .addressee_mention = source->hearer,
                       .confidence = 0.75f, .type = QUOTH_INDIRECT, .reason = (uint8_t)reason};
    return 1;
}

static int reports(const q_document *document, uint32_t token)
{
    const q_lexeme *lexeme = q_token_lexeme(document, token);
    if (!lexeme->entry || !(lexeme->flags & Q_LEX_CUE_VERB) || !(lexeme->flags & Q_LEX_TIER1))
        return 0;
    switch (lexeme->entry->cue_class) {
    case Q_CUE_SAY: case Q_CUE_TELL: case Q_CUE_WRITE: case Q_CUE_SHOW:
        return (lexeme->flags & (Q_LEX_PAST | Q_LEX_THIRD)) != 0;
    default:
        return 0;
    }
}

static int read_that_clause(q_document *document, const q_sentence *sentence, uint32_t cue)
{
    q_source source = q_source_of(document, cue, sentence->first, sentence->end);
    uint32_t that = cue + 1;
    while (that < sentence->end && that <= cue + SOURCE_WINDOW && !is_word(document, that, "that") &&
           !(document->tokens.at[that].shape & (Q_SHAPE_PUNCT | Q_SHAPE_QUOTE)))
        that++;
    uint8_t class_ = q_token_lexeme(document, cue)->entry->cue_class;
    uint32_t reach = class_ == Q_CUE_TELL ? SOURCE_WINDOW : ADVERBS;
    if (source.first == source.end || that >= sentence->end || that > cue + 1 + reach || !is_word(document, that, "that"))
        return 1;
    return put_indirect(document, that, sentence->end, &source, Q_REASON_SUBJECT);
}

/* According to X, content. / Content, according to X. */
static int read_according(q_document *document, const q_sentence *sentence, uint32_t cue)
{
    q_source source = q_source_at(document, cue + 2, sentence->end);
    uint32_t after = source.end;
    if (source.kind == Q_SOURCE_NONE)
        return 1;
    source.cue = cue;
    source.cue_end = cue + 2;
    if (cue > sentence->first)
        return put_indirect(document, sentence->first, cue, &source, Q_REASON_ACCORDING);
    if (after + 1 >= sentence->end || !is_word(document, after, ","))
        return 1;
    return put_indirect(document, after + 1, sentence->end, &source, Q_REASON_ACCORDING);
}

static int read_sentence(q_document *document, const q_sentence *sentence)
{
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        if (document->tokens.at[i].region != Q_NONE)
            continue;
        uint32_t found = document->quotes.n;
        if (is_word(document, i, "according") && is_word(document, i + 1, "to") && i + 2 < sentence->end) {
            if (!read_according(document, sentence, i))
                return 0;
        } else if (reports(document, i) && !read_that_clause(document, sentence, i)) {
            return 0;
        }
        if (document->quotes.n > found)
            break; /* what follows is within the content */
    }
    return 1;
}

static int by_start(const void *a, const void *b)
{
    const q_quote *x = a, *y = b;
    if (x->speaker != y->speaker)
        return x->speaker < y->speaker ? -1 : 1;
    return x->addressee < y->addressee ? -1 : x->addressee > y->addressee;
}

/* Puts the quotes in the order of the text. Until coreference writes them, `speaker` holds where a quote begins and
 * `addressee` its old row. */
static quoth_status sort_quotes(q_document *document)
{
    uint32_t n = document->quotes.n;
    document->numbers.n = 0;
    if (!n)
        return QUOTH_OK;
    uint32_t *moved = Q_APPEND(document->allocator, &document->numbers, n);
    if (!moved)
        return QUOTH_E_MEMORY;
    for (uint32_t i = 0; i < n; i++) {
        document->quotes.at[i].speaker = document->pieces.at[document->quotes.at[i].piece].start;
        document->quotes.at[i].addressee = i;
    }
    qsort(document->quotes.at, n, sizeof *document->quotes.at, by_start);
    for (uint32_t i = 0; i < n; i++)
        moved[document->quotes.at[i].addressee] = i;
    for (uint32_t i = 0; i < n; i++) {
        q_quote *quote = &document->quotes.at[i];
        quote->speaker = quote->addressee = Q_NONE;
        if (quote->same_as != Q_NONE)
            quote->same_as = moved[quote->same_as];
    }
    return QUOTH_OK;
}

quoth_status q_room_content(q_document *document)
{
    for (uint32_t i = 0; i < document->sentences.n; i++)
        if (!read_sentence(document, &document->sentences.at[i]))
            return QUOTH_E_MEMORY;
    return sort_quotes(document);
}
