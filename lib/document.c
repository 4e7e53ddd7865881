/* document.c - rows by place. */
#include "document.h"

int q_is_nickname_mark(const q_document *document, uint32_t token)
{
    return document->tokens.at[token].shape & Q_SHAPE_QUOTE || q_token_in(document, token, "( )");
}

uint32_t q_token_behind(const q_document *document, uint32_t token, uint32_t byte)
{
    while (token < document->tokens.n && document->tokens.at[token].start < byte)
        token++;
    return token;
}

uint32_t q_token_from(const q_document *document, uint32_t byte)
{
    uint32_t block = byte / Q_TOKEN_BLOCK;
    if (block + 1 >= document->token_blocks.n)
        return document->tokens.n;
    return q_token_behind(document, document->token_blocks.at[block], byte);
}

q_span q_tokens_of(const q_document *document, q_span bytes)
{
    return (q_span){q_token_from(document, bytes.start), q_token_from(document, bytes.end)};
}

/* The first of some rows, in order of a field, whose field is not below a value. */
#define FIRST_FROM(rows, field, value)                       \
    uint32_t low = 0, high = (rows)->n;                      \
    while (low < high) {                                     \
        uint32_t middle = low + (high - low) / 2;            \
        if ((rows)->at[middle].field < (value))              \
            low = middle + 1;                                \
        else                                                 \
            high = middle;                                   \
    }                                                        \
    return low

uint32_t q_mention_from(const q_document *document, uint32_t token)
{
    FIRST_FROM(&document->mentions, first, token);
}

uint32_t q_region_from(const q_document *document, uint32_t byte)
{
    FIRST_FROM(&document->regions, outer.start, byte);
}
