/* lexeme.c - a hash table from folded words to lexemes.
 *
 * Open addressing at a load of at most one half. A chain is followed PROBE_MAX steps; a word that finds no place by then (only
 * texts made to collide get there) becomes a lexeme that later tokens do not share, so time stays linear on every text. */
#include "lexeme.h"

#include <string.h>

#include "utf8.h"

enum {
    SLOTS_FIRST = 1024,
    PROBE_MAX = 64
};

static uint32_t hash_of(const char *key, size_t length)
{
    uint64_t hash = 0x9E3779B97F4A7C15u ^ length, word = 0;
    for (; length >= sizeof word; key += sizeof word, length -= sizeof word) {
        memcpy(&word, key, sizeof word);
        hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, key, length);
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
    return (uint32_t)(hash * 0xD6E8FEB86659FD93u >> 32);
}

static quoth_status slots_new(q_document *document, uint32_t count)
{
    document->lexeme_slots.n = 0;
    uint32_t *slots = Q_APPEND(document->allocator, &document->lexeme_slots, count);
    if (!slots)
        return QUOTH_E_MEMORY;
    memset(slots, 0, count * sizeof *slots);
    return QUOTH_OK;
}

quoth_status q_lexeme_begin(q_document *document)
{
    document->lexemes.n = 0;
    return slots_new(document, SLOTS_FIRST);
}

/* The slot that holds the key, or an empty one for it, or Q_NONE. */
static uint32_t slot_of(const q_document *document, const char *key, size_t length)
{
    uint32_t mask = document->lexeme_slots.n - 1;
    uint32_t slot = hash_of(key, length) & mask;
    for (int i = 0; i < PROBE_MAX; i++, slot = (slot + 1) & mask) {
        uint32_t held = document->lexeme_slots.at[slot];
        if (!held)
            return slot;
        const q_lexeme *lexeme = &document->lexemes.at[held - 1];
        if (lexeme->length == length && !memcmp(lexeme->folded, key, length))
            return slot;
    }
    return Q_NONE;
}

static quoth_status grow(q_document *document)
{
    quoth_status status = slots_new(document, document->lexeme_slots.n * 2);
    for (uint32_t i = 0; status == QUOTH_OK && i < document->lexemes.n; i++) {
        uint32_t slot = slot_of(document, document->lexemes.at[i].folded, document->lexemes.at[i].length);
        if (slot != Q_NONE && !document->lexeme_slots.at[slot])
            document->lexeme_slots.at[slot] = i + 1;
    }
    return status;
}

static int is_callers_verb(const q_settings *settings, const char *key)
{
    uint32_t low = 0, high = settings ? settings->verb_count : 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(settings->verbs[middle], key);
        if (!order)
            return 1;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

static quoth_status add(q_document *document, const char *key, size_t length)
{
    char *kept = q_arena_allocate(&document->arena, length + 1);
    q_lexeme *lexeme = kept ? Q_APPEND(document->allocator, &document->lexemes, 1) : NULL;
    if (!lexeme)
        return QUOTH_E_MEMORY;
    memcpy(kept, key, length + 1);
    lexeme->folded = kept;
    lexeme->length = (uint32_t)length;
    lexeme->entry = document->lexicon ? q_lexicon_find(document->lexicon, kept, length) : NULL;
    lexeme->flags = lexeme->entry ? lexeme->entry->flags : 0;
    if (is_callers_verb(document->settings, kept))
        lexeme->flags |= Q_LEX_CUE_VERB | Q_LEX_TIER1;
    return QUOTH_OK;
}

static size_t fold(const char *word, size_t length, char *key)
{
    if (length > Q_WORD_MAX) {
        length = Q_WORD_MAX;
        while (((unsigned char)word[length] & 0xC0) == 0x80)
            length--;
    }
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)word[i];
        if (c >= 0x80 || c <= ' ')
            return q_fold(word, length, key, Q_FOLDED_ROOM);
        key[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    key[length] = '\0';
    return length;
}

uint32_t q_lexeme_find(const q_document *document, const char *folded)
{
    uint32_t slot = document->lexeme_slots.n ? slot_of(document, folded, strlen(folded)) : Q_NONE;
    return slot != Q_NONE && document->lexeme_slots.at[slot] ? document->lexeme_slots.at[slot] - 1 : Q_NONE;
}

quoth_status q_lexeme_put(q_document *document, const char *folded, size_t length, uint32_t *lexeme)
{
    uint32_t slot = slot_of(document, folded, length);
    if (slot != Q_NONE && document->lexeme_slots.at[slot]) {
        *lexeme = document->lexeme_slots.at[slot] - 1;
        return QUOTH_OK;
    }
    quoth_status status = add(document, folded, length);
    if (status != QUOTH_OK)
        return status;
    *lexeme = document->lexemes.n - 1;
    if (slot != Q_NONE)
        document->lexeme_slots.at[slot] = document->lexemes.n;
    return document->lexemes.n * 2 > document->lexeme_slots.n ? grow(document) : QUOTH_OK;
}

quoth_status q_lexeme_of(q_document *document, uint32_t start, uint32_t end, uint32_t *lexeme)
{
    char key[Q_FOLDED_ROOM];
    size_t length = fold(document->text + start, end - start, key);
    return length == SIZE_MAX ? QUOTH_E_INTERNAL : q_lexeme_put(document, key, length, lexeme);
}
