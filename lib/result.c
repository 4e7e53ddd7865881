#include "result.h"

#include <string.h>

#include "lemma.h"
#include "lexeme.h"
#include "offset.h"
#include "script.h"
#include "utf8.h"

struct quoth_result {
    quoth_allocator allocator;
    char language[64];
    size_t text_length;
    Q_ROWS(quoth_sentence) sentences;
    Q_ROWS(quoth_token) tokens;
    Q_ROWS(quoth_quote) quotes;
    Q_ROWS(quoth_marked) marked;
    Q_ROWS(quoth_entity) entities;
    Q_ROWS(quoth_segment) segments;
    Q_ROWS(quoth_span) spans;      /* of quotes and mentions */
    Q_ROWS(const char *) aliases;
    Q_ROWS(quoth_candidate) candidates;
    q_arena strings;
};

typedef struct copier {
    const q_document *document;
    quoth_result *result;
    q_offsets offsets;
} copier;

static const char *const reasons[Q_REASON_COUNT] = {
    "none",      "tag",  "subject",        "according", "label",   "credit",     "colon",
    "continued", "actor", "turn",          "passive",   "unresolved", "unsure",  "pinned",
};

static size_t row(uint32_t index)
{
    return index == Q_NONE ? QUOTH_NONE : index;
}

static quoth_span convert(const copier *copy, q_span span)
{
    return (quoth_span){q_offset(&copy->offsets, span.start), q_offset(&copy->offsets, span.end)};
}

static int copy_sentences(copier *copy)
{
    const q_document *document = copy->document;
    if (!document->sentences.n)
        return 1;
    quoth_sentence *out = Q_APPEND(&copy->result->allocator, &copy->result->sentences, document->sentences.n);
    for (uint32_t i = 0; out && i < document->sentences.n; i++)
        out[i] = (quoth_sentence){convert(copy, document->sentences.at[i].span), document->sentences.at[i].paragraph};
    return out != NULL;
}

typedef struct kept_lemma { /* strings of a lemma, or NULL */
    const char *folded;
    const char *last;
} kept_lemma;

/* The lemma of a token as it is written; the same string as for the last token of this lemma, if it fits. */
static const char *write_lemma(copier *copy, uint32_t token, const char **last)
{
    char lemma[Q_FOLDED_ROOM + Q_EDIT_ENDING];
    size_t length = q_lemma_write(copy->document, token, lemma, sizeof lemma);
    if (!*lemma)
        return "_"; /* NUL is a character of the text */
    if (*last && !strcmp(*last, lemma))
        return *last;
    char *kept = q_arena_allocate(&copy->result->strings, length + 1);
    return kept ? *last = memcpy(kept, lemma, length + 1) : NULL;
}

static const char *keep_lemma(copier *copy, uint32_t token, kept_lemma *kept)
{
    if (!q_lemma_is_folded(copy->document, token))
        return write_lemma(copy, token, &kept->last);
    return kept->folded ? kept->folded : write_lemma(copy, token, &kept->folded);
}

static int copy_tokens(copier *copy)
{
    const q_document *document = copy->document;
    if (!document->tokens.n)
        return 1;
    quoth_token *out = Q_APPEND(&copy->result->allocator, &copy->result->tokens, document->tokens.n);
    kept_lemma *lemmas = q_allocate(document->allocator, document->lexemes.n * sizeof *lemmas);
    int ok = out && lemmas;
    if (ok)
        memset(lemmas, 0, document->lexemes.n * sizeof *lemmas);
    for (uint32_t i = 0; ok && i < document->tokens.n; i++) {
        const q_token *token = &document->tokens.at[i];
        int tagged = token->xpos != Q_XPOS_NONE;
        const char *lemma = tagged ? keep_lemma(copy, i, &lemmas[token->lemma]) : "_";
        out[i] = (quoth_token){.span = convert(copy, (q_span){token->start, token->end}), .sentence = token->sentence,
                               .head = row(token->head), .lemma = lemma, .joined = token->joined,
                               .upos = (uint8_t)(tagged ? q_upos_number(token->upos) : 0), .xpos = token->xpos,
                               .name = token->name, .relation = token->relation};
        ok = lemma != NULL;
    }
    q_release(document->allocator, lemmas);
    return ok;
}

/* Appends the spans that are not empty; gives how many. The pool was sized before: its rows do not move. */
static size_t copy_spans(copier *copy, const q_span *spans, uint32_t count, const quoth_span **first)
{
    size_t n = 0;
    *first = copy->result->spans.at + copy->result->spans.n;
    for (uint32_t i = 0; i < count; i++)
        if (spans[i].start < spans[i].end) {
            copy->result->spans.at[copy->result->spans.n++] = convert(copy, spans[i]);
            n++;
        }
    return n;
}

static int size_spans(copier *copy)
{
    const q_document *document = copy->document;
    size_t need = document->mentions.n + 1;
    for (uint32_t i = 0; i < document->quotes.n; i++)
        need += (size_t)document->quotes.at[i].pieces + document->quotes.at[i].parts + 3;
    if (need > UINT32_MAX || !Q_APPEND(&copy->result->allocator, &copy->result->spans, need))
        return 0;
    copy->result->spans.n = 0;
    return 1;
}

/* Who else may speak; a speaker below the minimum confidence first. There is room for all. */
static void copy_candidates(copier *copy, const q_quote *quote, quoth_quote *out)
{
    quoth_result *result = copy->result;
    out->candidates = result->candidates.at + result->candidates.n;
    if (quote->speaker != Q_NONE && out->speaker == QUOTH_NONE)
        result->candidates.at[result->candidates.n++] = (quoth_candidate){quote->speaker, (double)quote->confidence};
    for (uint32_t i = 0; i < quote->candidate_count; i++) {
        const q_candidate *row = &copy->document->candidates.at[quote->candidate + i];
        result->candidates.at[result->candidates.n++] = (quoth_candidate){row->entity, (double)row->confidence};
    }
    out->candidate_count = (size_t)(result->candidates.at + result->candidates.n - out->candidates);
}

static void copy_speaker(const copier *copy, const q_quote *quote, quoth_quote *out)
{
    int unsure = quote->speaker != Q_NONE && (double)quote->confidence < copy->document->settings->min_confidence;
    out->speaker = unsure ? QUOTH_NONE : row(quote->speaker);
    out->reason = reasons[unsure ? Q_REASON_UNSURE : quote->reason];
    out->detection = (double)quote->detection;
    out->confidence = (double)quote->confidence;
    out->addressee = row(quote->addressee);
}

static int copy_quotes(copier *copy)
{
    const q_document *document = copy->document;
    if (!document->quotes.n)
        return 1;
    quoth_quote *out = Q_APPEND(&copy->result->allocator, &copy->result->quotes, document->quotes.n);
    if (!Q_APPEND(&copy->result->allocator, &copy->result->candidates, (size_t)document->candidates.n + document->quotes.n))
        return 0;
    copy->result->candidates.n = 0;
    for (uint32_t i = 0; out && i < document->quotes.n; i++) {
        const q_quote *quote = &document->quotes.at[i];
        out[i] = (quoth_quote){.type = quote->type, .class_ = quote->class_, .flags = quote->flags};
        out[i].content_count = copy_spans(copy, document->pieces.at + quote->piece, quote->pieces, &out[i].content);
        out[i].quoted_count = copy_spans(copy, document->pieces.at + quote->part, quote->parts, &out[i].quoted);
        out[i].cue_count = copy_spans(copy, quote->cue, 2, &out[i].cue);
        out[i].source_count = copy_spans(copy, &quote->source, 1, &out[i].source);
        copy_speaker(copy, quote, &out[i]);
        copy_candidates(copy, quote, &out[i]);
    }
    return out != NULL;
}

/* The quote that holds a marked span; quotes and marked spans are both in the order of the text. */
static uint32_t holder(const q_document *document, q_span span, uint32_t *from)
{
    while (*from < document->quotes.n) {
        const q_quote *quote = &document->quotes.at[*from];
        if (document->pieces.at[quote->piece + quote->pieces - 1].end >= span.end)
            break;
        ++*from;
    }
    if (*from == document->quotes.n)
        return Q_NONE;
    const q_quote *quote = &document->quotes.at[*from];
    for (uint32_t i = 0; i < quote->pieces; i++) {
        q_span piece = document->pieces.at[quote->piece + i];
        if (piece.start <= span.start && span.end <= piece.end)
            return *from;
    }
    return Q_NONE;
}

static int copy_marked(copier *copy)
{
    const q_document *document = copy->document;
    if (!document->marked.n)
        return 1;
    quoth_marked *out = Q_APPEND(&copy->result->allocator, &copy->result->marked, document->marked.n);
    uint32_t from = 0;
    for (uint32_t i = 0; out && i < document->marked.n; i++) {
        q_span span = document->regions.at[document->marked.at[i].region].outer;
        out[i] = (quoth_marked){convert(copy, span), document->marked.at[i].class_, row(holder(document, span, &from))};
    }
    return out != NULL;
}

/* The words of a span with single spaces; NULL when memory ends. */
static const char *words(copier *copy, q_span span)
{
    const char *text = copy->document->text;
    char *out = q_arena_allocate(&copy->result->strings, (size_t)(span.end - span.start) + 1);
    size_t n = 0;
    for (uint32_t i = span.start, next; out && i < span.end; i = next) {
        if (q_byte_class(text[i]) & Q_BYTE_WORD) {
            out[n++] = text[i];
            next = i + 1;
            continue;
        }
        int space = q_is_space(q_utf8_at(text, i, &next)) || text[i] == '\0';
        if (space && n && out[n - 1] != ' ')
            out[n++] = ' ';
        for (; !space && i < next; i++)
            out[n++] = text[i];
    }
    if (out)
        out[n] = '\0';
    return out;
}

static const char *entity_name(copier *copy, const q_entity *entity)
{
    if (!entity->given)
        return words(copy, entity->text);
    char *out = q_arena_allocate(&copy->result->strings, strlen(entity->given) + 1);
    return out ? strcpy(out, entity->given) : NULL;
}

/* The distinct forms of an entity: a set of (entity, words), open addressing. */
typedef struct form_set {
    struct form {
        const char *form;
        uint32_t entity;
    } *slots;
    uint32_t mask;
} form_set;

static int form_new(form_set *set, const char *form, uint32_t entity)
{
    uint32_t hash = 2166136261u ^ entity * 0x9E3779B1u;
    for (const char *c = form; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619u;
    uint32_t i = hash & set->mask;
    for (; set->slots[i].form; i = (i + 1) & set->mask)
        if (set->slots[i].entity == entity && !strcmp(set->slots[i].form, form))
            return 0;
    set->slots[i].form = form;
    set->slots[i].entity = entity;
    return 1;
}

/* Puts the mentions in the order of their entity, stably: `first[e]` is where those of entity e begin. */
static void group_mentions(const q_document *document, uint32_t *first, uint32_t *order)
{
    uint32_t entities = document->entities.n;
    memset(first, 0, ((size_t)entities + 1) * sizeof *first);
    for (uint32_t i = 0; i < document->mentions.n; i++)
        if (document->mentions.at[i].entity < entities)
            first[document->mentions.at[i].entity + 1]++;
    for (uint32_t e = 0; e < entities; e++)
        first[e + 1] += first[e];
    for (uint32_t i = 0; i < document->mentions.n; i++)
        if (document->mentions.at[i].entity < entities)
            order[first[document->mentions.at[i].entity]++] = i;
    for (uint32_t e = entities; e > 0; e--)
        first[e] = first[e - 1];
    first[0] = 0;
}

/* Whether a form stands in the text as it is. */
static int is_form(const copier *copy, q_span span, const char *form)
{
    size_t length = strlen(form);
    return length == span.end - span.start && !memcmp(form, copy->document->text + span.start, length);
}

static int copy_entity(copier *copy, form_set *set, uint32_t index, const uint32_t *order, uint32_t count)
{
    const q_document *document = copy->document;
    const q_entity *entity = &document->entities.at[index];
    quoth_result *result = copy->result;
    quoth_entity *out = &result->entities.at[index];
    *out = (quoth_entity){.name = entity_name(copy, entity), .kind = entity->kind, .gender = entity->gender,
                          .character = row(entity->character), .named = entity->named};
    if (!out->name)
        return 0;
    const char *last = out->name; /* form that was met */
    form_new(set, last, index);
    out->aliases = result->aliases.at + result->aliases.n;
    out->mentions = result->spans.at + result->spans.n;
    for (uint32_t i = 0; i < count; i++) {
        const q_mention *mention = &document->mentions.at[order[i]];
        result->spans.at[result->spans.n++] = convert(copy, mention->span);
        if (mention->kind == Q_MENTION_PRONOUN || is_form(copy, mention->span, last) || is_form(copy, mention->span, out->name))
            continue;
        const char *form = words(copy, mention->span);
        if (!form)
            return 0;
        last = form;
        if (form_new(set, form, index)) {
            result->aliases.at[result->aliases.n++] = form;
            out->alias_count++;
        }
    }
    out->mention_count = count;
    return 1;
}

static int copy_entities(copier *copy)
{
    const q_document *document = copy->document;
    quoth_result *result = copy->result;
    uint32_t n = document->entities.n, mentions = document->mentions.n;
    if (!n)
        return 1;
    form_set set = {NULL, 15};
    while (set.mask / 3 < (n + mentions) / 2)
        set.mask = set.mask * 2 + 1;
    set.slots = q_allocate(document->allocator, ((size_t)set.mask + 1) * sizeof *set.slots);
    uint32_t *first = q_allocate(document->allocator, ((size_t)n + 1 + mentions) * sizeof *first);
    int ok = set.slots && first && Q_APPEND(&result->allocator, &result->entities, n) &&
             Q_APPEND(&result->allocator, &result->aliases, mentions + 1);
    if (ok) {
        memset(set.slots, 0, ((size_t)set.mask + 1) * sizeof *set.slots);
        result->aliases.n = 0;
        group_mentions(document, first, first + n + 1);
        for (uint32_t e = 0; e < n && ok; e++)
            ok = copy_entity(copy, &set, e, first + n + 1 + first[e], first[e + 1] - first[e]);
    }
    q_release(document->allocator, set.slots);
    q_release(document->allocator, first);
    for (uint32_t i = 0; ok && i < result->quotes.n; i++)
        if (result->quotes.at[i].speaker != QUOTH_NONE)
            result->entities.at[result->quotes.at[i].speaker].quote_count++;
    return ok;
}

static int copy_segments(copier *copy)
{
    q_script script = {0};
    int ok = q_script_make(copy->document, &script) == QUOTH_OK;
    quoth_segment *out = ok && script.n ? Q_APPEND(&copy->result->allocator, &copy->result->segments, script.n) : NULL;
    for (uint32_t i = 0; out && i < script.n; i++) {
        uint32_t quote = script.at[i].quote;
        size_t speaker = quote == Q_NONE ? QUOTH_NONE : copy->result->quotes.at[quote].speaker;
        out[i] = (quoth_segment){convert(copy, script.at[i].span), (quoth_segment_kind)script.at[i].kind, row(quote), speaker};
    }
    ok = ok && (out || !script.n);
    Q_ROWS_FREE(copy->document->allocator, &script);
    return ok;
}

quoth_status q_result_new(quoth_result **out, const q_document *document)
{
    *out = NULL;
    quoth_result *result = q_allocate(document->allocator, sizeof *result);
    if (!result)
        return QUOTH_E_MEMORY;
    memset(result, 0, sizeof *result);
    result->allocator = *document->allocator;
    result->strings.allocator = &result->allocator;
    strcpy(result->language, document->settings->language);
    copier copy = {document, result, {0}};
    int ok = q_offsets_open(&copy.offsets, document) == QUOTH_OK && copy_sentences(&copy) && copy_tokens(&copy) &&
             size_spans(&copy) && copy_quotes(&copy) && copy_marked(&copy) && copy_entities(&copy) &&
             copy_segments(&copy);
    if (ok)
        result->text_length = q_offset(&copy.offsets, document->length);
    q_offsets_close(&copy.offsets, document->allocator);
    if (!ok) {
        quoth_result_free(result);
        return QUOTH_E_MEMORY;
    }
    *out = result;
    return QUOTH_OK;
}

void quoth_result_free(quoth_result *result)
{
    if (!result)
        return;
    quoth_allocator allocator = result->allocator;
    Q_ROWS_FREE(&allocator, &result->sentences);
    Q_ROWS_FREE(&allocator, &result->tokens);
    Q_ROWS_FREE(&allocator, &result->quotes);
    Q_ROWS_FREE(&allocator, &result->marked);
    Q_ROWS_FREE(&allocator, &result->entities);
    Q_ROWS_FREE(&allocator, &result->segments);
    Q_ROWS_FREE(&allocator, &result->spans);
    Q_ROWS_FREE(&allocator, (&result->aliases));
    Q_ROWS_FREE(&allocator, &result->candidates);
    q_arena_free(&result->strings);
    q_release(&allocator, result);
}

size_t quoth_result_text_length(const quoth_result *result)
{
    return result ? result->text_length : 0;
}

const char *quoth_result_language(const quoth_result *result)
{
    return result ? result->language : "";
}

#define ROWS(name, rows)                                                                     \
    size_t quoth_result_##name##_count(const quoth_result *result)                           \
    {                                                                                        \
        return result ? result->rows.n : 0;                                                  \
    }                                                                                        \
    const quoth_##name *quoth_result_##name##_at(const quoth_result *result, size_t index)   \
    {                                                                                        \
        return result && index < result->rows.n ? &result->rows.at[index] : NULL;            \
    }

ROWS(sentence, sentences)
ROWS(token, tokens)
ROWS(quote, quotes)
ROWS(marked, marked)
ROWS(entity, entities)
ROWS(segment, segments)
