/* wordlist.c - short lists of words in the code, each found among the lexemes of a text once. */
#include "wordlist.h"

#include <string.h>

#include "lexeme.h"

enum {
    LISTS = 256,  /* three quarters of them are used */
    WORDS = 2048, /* of all lists */
    HINTS = 64
};

typedef struct list {
    const char *words; /* NULL: none */
    uint64_t hint;     /* bit k: the number of one of its lexemes leaves k */
    uint32_t first, count;
} list;

struct q_word_lists {
    list lists[LISTS]; /* by the address of their words */
    uint32_t lexemes[WORDS];
    uint32_t list_count, word_count;
};

quoth_status q_word_lists_begin(q_document *document)
{
    document->lists = q_arena_allocate(&document->arena, sizeof *document->lists);
    if (!document->lists)
        return QUOTH_E_MEMORY;
    memset(document->lists->lists, 0, sizeof document->lists->lists);
    document->lists->list_count = document->lists->word_count = 0;
    return QUOTH_OK;
}

/* Whether a folded word stands in a list. */
static int has_word(const char *words, const char *word, size_t length)
{
    for (size_t n; *words; words += n + (words[n] == ' '))
        if ((n = strcspn(words, " ")) == length && !memcmp(words, word, length))
            return 1;
    return 0;
}

/* Finds the words of a list that the text has; 0 where there is no room for it. */
static int fill(const q_document *document, list *made, const char *words)
{
    q_word_lists *lists = document->lists;
    made->first = lists->word_count;
    for (size_t length; *words; words += length + (words[length] == ' ')) {
        length = strcspn(words, " ");
        uint32_t lexeme = q_lexeme_find(document, words, length);
        if (lexeme == Q_NONE)
            continue;
        if (lists->word_count == WORDS)
            return 0;
        lists->lexemes[lists->word_count++] = lexeme;
        made->hint |= (uint64_t)1 << lexeme % HINTS;
        made->count++;
    }
    return 1;
}

/* The list of some words, or NULL when there is no room for it. */
static const list *list_of(const q_document *document, const char *words)
{
    q_word_lists *lists = document->lists;
    uint32_t at = (uint32_t)((uint64_t)(uintptr_t)words * 0x9E3779B97F4A7C15u >> 40) % LISTS;
    for (; lists->lists[at].words; at = (at + 1) % LISTS)
        if (lists->lists[at].words == words)
            return &lists->lists[at];
    list made = {.words = words};
    if (lists->list_count >= LISTS / 4 * 3 || !fill(document, &made, words))
        return NULL;
    lists->list_count++;
    lists->lists[at] = made;
    return &lists->lists[at];
}

int q_token_in(const q_document *document, uint32_t token, const char *words)
{
    uint32_t lexeme = document->tokens.at[token].lexeme;
    const list *found = document->lists ? list_of(document, words) : NULL;
    if (!found)
        return has_word(words, document->lexemes.at[lexeme].folded, document->lexemes.at[lexeme].length);
    if (!(found->hint >> lexeme % HINTS & 1))
        return 0;
    for (uint32_t i = found->first; i < found->first + found->count; i++)
        if (document->lists->lexemes[i] == lexeme)
            return 1;
    return 0;
}
