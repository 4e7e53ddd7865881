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

static void build_tree(q_document *document, q_parser *parser, const q_sentence *sentence)
{
    uint32_t first = sentence->first;
    q_parse_read(&parser->parse, document, first, sentence->end);
    q_parser_build(parser);
    for (uint32_t i = 1; i <= parser->parse.count; i++) {
        uint32_t head = parser->parse.nodes[i].head;
        document->tokens.at[first + i - 1].head = head ? first + head - 1 : Q_NONE;
    }
}

static void name_arcs(q_document *document, q_parser *parser, const q_sentence *sentence)
{
    uint16_t heads[Q_PARSE_MAX + 1];
    q_token *tokens = document->tokens.at + sentence->first;
    q_parse_read(&parser->parse, document, sentence->first, sentence->end);
    for (uint32_t i = 1; i <= parser->parse.count; i++)
        heads[i] = (uint16_t)(tokens[i - 1].head == Q_NONE ? 0 : tokens[i - 1].head - sentence->first + 1);
    q_parse_restore(&parser->parse, heads);
    q_parser_name(parser);
    for (uint32_t i = 1; i <= parser->parse.count; i++)
        tokens[i - 1].relation = parser->parse.nodes[i].relation;
}

/* ---- the room ---- */

static int is_parsed(const q_document *document, const uint8_t *facts, uint32_t sentence)
{
    const q_sentence *row = &document->sentences.at[sentence];
    return row->end > row->first && row->end - row->first <= Q_PARSE_MAX && is_needed(document, facts, sentence);
}

/* All trees first, then all relations: the weights of each stay near the processor. */
static void parse_sentences(q_document *document, q_parser *parser, uint8_t *facts)
{
    for (uint32_t i = 0; i < document->sentences.n; i++)
        facts[i] = facts_of(document, &document->sentences.at[i]);
    for (uint32_t i = 0; i < document->sentences.n; i++)
        if (is_parsed(document, facts, i))
            build_tree(document, parser, &document->sentences.at[i]);
    for (uint32_t i = 0; i < document->sentences.n; i++)
        if (is_parsed(document, facts, i))
            name_arcs(document, parser, &document->sentences.at[i]);
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
