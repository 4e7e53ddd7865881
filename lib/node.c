#include "node.h"

#include <string.h>

#include "linear.h"
#include "utf8.h"

enum { TAG_SETS = 256, OFTEN_BINS = 8, OFTEN_MAX = 255, ACT_NOUN = 12, ACT_PHRASE = 13, DEPTH_MAX = 1000 };

const q_node q_node_none = {.head = Q_NONE, .child = Q_NONE, .sibling = Q_NONE, .quotation = Q_NONE, .speech = Q_NONE, .tag_of = Q_NONE,
                          .stop = Q_STOP_OTHER};

static uint8_t stop_of(const q_document *document, const q_token *token)
{
    uint32_t next;
    if (!(token->shape & Q_SHAPE_PUNCT))
        return Q_STOP_WORD;
    if (token->shape & Q_SHAPE_QUOTE)
        return Q_STOP_CLOSE_MARK;
    switch (q_utf8_at(document->text, token->start, &next)) {
    case ',': return Q_STOP_COMMA;
    case '.': case '!': case '?': case 0x2026: return Q_STOP_FULL;
    case ':': return Q_STOP_COLON;
    case ';': return Q_STOP_SEMICOLON;
    case '-': case 0x2013: case 0x2014: case 0x2015: return Q_STOP_DASH;
    case '(': case ')': case '[': case ']': return Q_STOP_BRACKET;
    default: return Q_STOP_OTHER;
    }
}

static uint8_t act_of(const q_entry *entry)
{
    if (entry->flags & Q_LEX_CUE_VERB)
        return entry->cue_class;
    if (entry->flags & Q_LEX_CUE_NOUN)
        return ACT_NOUN;
    return entry->flags & Q_LEX_CUE_PREP ? ACT_PHRASE : 0;
}

/* Of the word's lemma, by the lexicon where the room lemma did not run. */
static uint32_t lemma_hash(const q_document *document, const q_token *token, const q_lexeme *lexeme)
{
    if (token->lemma != token->lexeme)
        return document->lexemes.at[token->lemma].feature;
    if (!lexeme->entry || !(lexeme->entry->flags & (Q_LEX_CUE_VERB | Q_LEX_CUE_NOUN)))
        return lexeme->feature;
    const char *lemma = q_lexicon_string(document->lexicon, lexeme->entry->lemma);
    return q_feature_bytes(lemma, strlen(lemma));
}

static q_node node_of(const q_document *document, uint32_t index)
{
    const q_token *token = &document->tokens.at[index];
    const q_lexeme *lexeme = &document->lexemes.at[token->lexeme];
    q_node node = {.word = lexeme->feature, .lemma = lemma_hash(document, token, lexeme), .head = token->head, .child = Q_NONE,
                   .sibling = Q_NONE, .left = index, .right = index + 1, .quotation = Q_NONE, .speech = Q_NONE,
                   .tag_of = Q_NONE, .relation = token->relation,
                   .name = token->name, .shape = token->shape, .stop = stop_of(document, token)};
    node.tag = token->xpos ? token->xpos : TAG_SETS + token->upos;
    uint32_t often = lexeme->entry ? lexeme->entry->cue : 0u;
    node.act = lexeme->entry ? act_of(lexeme->entry) : 0;
    if (!node.act && (lexeme->flags & Q_LEX_CUE_VERB)) { /* the caller's own */
        node.act = Q_CUE_SAY;
        often = OFTEN_MAX;
    }
    node.cue = node.act ? (uint8_t)(1 + (uint32_t)node.act * OFTEN_BINS + often * (uint32_t)OFTEN_BINS / (OFTEN_MAX + 1u)) : 0;
    return node;
}

/* The words and marks of the outermost regions. A region belongs to the quotation it continues only by its own index. */
static void mark_quotations(q_document *document)
{
    for (uint32_t i = 0; i < document->regions.n; i++) {
        const q_region *region = &document->regions.at[i];
        if (region->depth)
            continue;
        q_span words = q_tokens_of(document, region->outer);
        for (uint32_t j = words.start; j < words.end; j++) {
            q_node *node = &document->nodes.at[j];
            node->quotation = i;
            if (node->stop == Q_STOP_CLOSE_MARK && document->tokens.at[j].start < region->inner.start)
                node->stop = Q_STOP_OPEN_MARK;
        }
    }
}

/* The words of each direct quote and of its cue. */
static void mark_speech(q_document *document)
{
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        const q_quote *quote = &document->quotes.at[i];
        q_span cue = q_tokens_of(document, quote->cue[0]);
        for (uint32_t j = quote->piece; j < quote->piece + quote->pieces; j++) {
            q_span words = q_tokens_of(document, document->pieces.at[j]);
            for (uint32_t k = words.start; k < words.end; k++)
                document->nodes.at[k].speech = i;
        }
        for (uint32_t k = cue.start; k < cue.end; k++)
            document->nodes.at[k].tag_of = i;
    }
}

/* Children in order, for heads within the sentence; an arc to elsewhere is none. */
static void link_children(q_document *document, const q_sentence *sentence)
{
    q_node *nodes = document->nodes.at;
    for (uint32_t i = sentence->end; i-- > sentence->first;) {
        if (nodes[i].head == Q_NONE)
            continue;
        if (nodes[i].head < sentence->first || nodes[i].head >= sentence->end || nodes[i].head == i) {
            nodes[i].head = Q_NONE;
            continue;
        }
        nodes[i].sibling = nodes[nodes[i].head].child;
        nodes[nodes[i].head].child = i;
    }
}

/* Walks the tree below a root without recursion: depths on the way down, borders of subtrees on the way up. */
static void walk_tree(q_node *nodes, uint32_t root)
{
    uint32_t at = root;
    for (;;) {
        if (nodes[at].child != Q_NONE) {
            uint16_t depth = nodes[at].depth;
            at = nodes[at].child;
            nodes[at].depth = depth < DEPTH_MAX ? (uint16_t)(depth + 1) : depth;
            continue;
        }
        while (at != root) {
            q_node *head = &nodes[nodes[at].head];
            if (nodes[at].left < head->left)
                head->left = nodes[at].left;
            if (nodes[at].right > head->right)
                head->right = nodes[at].right;
            if (nodes[at].sibling != Q_NONE)
                break;
            at = nodes[at].head;
        }
        if (at == root)
            return;
        uint16_t depth = nodes[at].depth;
        at = nodes[at].sibling;
        nodes[at].depth = depth;
    }
}

quoth_status q_nodes_make(q_document *document)
{
    document->nodes.n = 0;
    if (!Q_APPEND(document->allocator, &document->nodes, (size_t)document->tokens.n + 1))
        return QUOTH_E_MEMORY;
    for (uint32_t i = 0; i < document->tokens.n; i++)
        document->nodes.at[i] = node_of(document, i);
    mark_quotations(document);
    mark_speech(document);
    for (uint32_t i = 0; i < document->sentences.n; i++) {
        const q_sentence *sentence = &document->sentences.at[i];
        link_children(document, sentence);
        for (uint32_t j = sentence->first; j < sentence->end; j++)
            if (document->nodes.at[j].head == Q_NONE)
                walk_tree(document->nodes.at, j);
    }
    return QUOTH_OK;
}
