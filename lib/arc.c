/* arc.c - the dependency tree of each sentence that can matter for a quotation: learned moves build it, then a learned choice
 * names each arc. */
#include "parser.h"
#include "rooms.h"

/* Opens the weights of the model; without them `*opened` stays NULL. */
static quoth_status parser_open(q_document *document, q_parser **opened)
{
    size_t size;
    *opened = NULL;
    if (!q_model_section(document->model, "arc.move", &size))
        return QUOTH_OK;
    q_parser *parser = q_arena_allocate(&document->arena, sizeof *parser);
    if (!parser)
        return QUOTH_E_MEMORY;
    *opened = parser;
    return q_parser_open(parser, document->model) ? QUOTH_E_MODEL : QUOTH_OK;
}

/* ---- which sentences ---- */

enum { NEEDED = 1, SPEAKER = 2 }; /* of a sentence: holds quoted words or a reporting word; somebody who could speak */

static uint8_t facts_of(const q_document *document, const q_sentence *sentence)
{
    const uint32_t cue = Q_LEX_CUE_VERB | Q_LEX_CUE_NOUN | Q_LEX_CUE_PREP;
    const uint32_t body = Q_LEX_ROLE | Q_LEX_ROLE_RARE | Q_LEX_ORG | Q_LEX_PUBLICATION | Q_LEX_KINSHIP;
    uint8_t facts = 0;
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        const q_token *token = &document->tokens.at[i];
        uint32_t flags = document->lexemes.at[token->lexeme].flags;
        if (token->region != Q_NONE || token->shape & Q_SHAPE_QUOTE || flags & cue)
            facts |= NEEDED;
        if (flags & body || token->upos & (Q_PRON | Q_PROPN))
            facts |= SPEAKER;
    }
    return facts;
}

/* A sentence with quoted words or a reporting word, and those beside it in which somebody is named. */
static int is_needed(const q_document *document, const uint8_t *facts, uint32_t sentence)
{
    if (document->settings->parse_all || facts[sentence] & NEEDED)
        return 1;
    return facts[sentence] & SPEAKER && ((sentence && facts[sentence - 1] & NEEDED) ||
                                         (sentence + 1 < document->sentences.n && facts[sentence + 1] & NEEDED));
}

/* ---- one sentence ---- */

static void write_sentence(q_document *document, const q_parse *parse, uint32_t first)
{
    for (uint32_t i = 1; i <= parse->count; i++) {
        const q_parse_node *node = &parse->nodes[i];
        q_token *token = &document->tokens.at[first + i - 1];
        token->head = node->head ? first + node->head - 1 : Q_NONE;
        token->relation = node->relation;
    }
}

/* ---- the room ---- */

static void parse_sentences(q_document *document, q_parser *parser, uint8_t *facts)
{
    for (uint32_t i = 0; i < document->sentences.n; i++)
        facts[i] = facts_of(document, &document->sentences.at[i]);
    for (uint32_t i = 0; i < document->sentences.n; i++) {
        const q_sentence *sentence = &document->sentences.at[i];
        uint32_t count = sentence->end - sentence->first;
        if (!count || count > Q_PARSE_MAX || !is_needed(document, facts, i))
            continue;
        q_parse_read(&parser->parse, document, sentence->first, sentence->end);
        q_parser_run(parser);
        write_sentence(document, &parser->parse, sentence->first);
    }
}

static int is_tagged(const q_document *document)
{
    return document->tokens.n && document->tokens.at[0].xpos != Q_XPOS_NONE;
}

quoth_status q_room_arc(q_document *document)
{
    q_parser *parser;
    quoth_status status = parser_open(document, &parser);
    if (status != QUOTH_OK || !parser || !is_tagged(document))
        return status;
    uint8_t *facts = q_arena_allocate(&document->arena, document->sentences.n);
    if (!facts)
        return QUOTH_E_MEMORY;
    parse_sentences(document, parser, facts);
    return QUOTH_OK;
}
