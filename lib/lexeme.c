/* lexeme.c - a hash table from folded words to lexemes.
 *
 * Open addressing at a load of at most one half. A chain is followed PROBE_MAX steps; a word that finds no place by then (only
 * texts made to collide get there) becomes a lexeme that later tokens do not share, so time stays linear on every text. */
#include "lexeme.h"

#include <string.h>

#include "linear.h"

enum {
    SLOTS_FIRST = 1024,
    PROBE_MAX = 64,
    PHRASE_WORDS = 4,
    PHRASE_BYTES = 96
};

static quoth_status slots_new(q_document *document, uint32_t count)
{
    document->lexeme_slots.n = 0;
    q_lexeme_slot *slots = Q_APPEND(document->allocator, &document->lexeme_slots, count);
    if (!slots)
        return QUOTH_E_MEMORY;
    memset(slots, 0, count * sizeof *slots);
    return QUOTH_OK;
}

quoth_status q_lexeme_begin(q_document *document)
{
    document->lexemes.n = document->seen.n = 0;
    document->lists = NULL;
    return slots_new(document, SLOTS_FIRST);
}

/* The slot that holds the word, or an empty one for it, or NULL. */
static q_lexeme_slot *slot_of(const q_document *document, const char *folded, size_t length, uint32_t hash)
{
    uint32_t mask = document->lexeme_slots.n - 1, at = hash & mask;
    for (int i = 0; i < PROBE_MAX; i++, at = (at + 1) & mask) {
        q_lexeme_slot *slot = &document->lexeme_slots.at[at];
        if (!slot->lexeme)
            return slot;
        const q_lexeme *lexeme = &document->lexemes.at[slot->lexeme - 1];
        if (slot->hash == hash && lexeme->length == length && lexeme->first == q_read64((const unsigned char *)folded) &&
            (length <= Q_KEY_PART || q_key_equals(lexeme->folded, folded, length)))
            return slot;
    }
    return NULL;
}

static quoth_status grow(q_document *document)
{
    quoth_status status = slots_new(document, document->lexeme_slots.n * 2);
    for (uint32_t i = 0; status == QUOTH_OK && i < document->lexemes.n; i++) {
        const q_lexeme *lexeme = &document->lexemes.at[i];
        q_lexeme_slot *slot = slot_of(document, lexeme->folded, lexeme->length, lexeme->hash);
        if (slot && !slot->lexeme)
            *slot = (q_lexeme_slot){lexeme->hash, i + 1};
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

static quoth_status add(q_document *document, const q_key *key)
{
    size_t size = key->length / Q_KEY_PART * Q_KEY_PART + Q_KEY_PART;
    char *kept = q_arena_allocate(&document->arena, size);
    uint8_t *seen = kept ? Q_APPEND(document->allocator, &document->seen, 1) : NULL;
    q_lexeme *lexeme = seen ? Q_APPEND(document->allocator, &document->lexemes, 1) : NULL;
    if (!lexeme)
        return QUOTH_E_MEMORY;
    *seen = 0;
    memset(kept + size - Q_KEY_PART, 0, Q_KEY_PART);
    memcpy(kept, key->at, key->length);
    lexeme->folded = kept;
    lexeme->length = (uint16_t)key->length;
    lexeme->hash = key->hash;
    lexeme->feature = q_feature_bytes(kept, key->length);
    lexeme->first = q_read64((const unsigned char *)kept);
    lexeme->entry = document->lexicon ? q_lexicon_find_key(document->lexicon, key) : NULL;
    lexeme->flags = lexeme->entry ? lexeme->entry->flags & ~(uint32_t)Q_LEX_PHRASE_PART : 0;
    lexeme->upos = lexeme->entry ? lexeme->entry->upos : 0;
    if (is_callers_verb(document->settings, kept))
        lexeme->flags |= Q_LEX_CUE_VERB | Q_LEX_TIER1;
    return QUOTH_OK;
}

quoth_status q_lexeme_of_key(q_document *document, const q_key *key, uint32_t *lexeme)
{
    q_lexeme_slot *slot = slot_of(document, key->at, key->length, key->hash);
    if (slot && slot->lexeme) {
        *lexeme = slot->lexeme - 1;
        return QUOTH_OK;
    }
    quoth_status status = add(document, key);
    if (status != QUOTH_OK)
        return status;
    *lexeme = document->lexemes.n - 1;
    if (slot)
        *slot = (q_lexeme_slot){key->hash, document->lexemes.n};
    return document->lexemes.n * 2 > document->lexeme_slots.n ? grow(document) : QUOTH_OK;
}

/* Whether some phrase of the lexicon may go on with the word. */
static int goes_on(const q_lexeme *lexeme)
{
    return !lexeme->entry || (lexeme->entry->flags & Q_LEX_PHRASE_PART) != 0;
}

const q_entry *q_lexeme_phrase(const q_document *document, uint32_t token, uint32_t end, uint32_t flags, uint32_t *words)
{
    char key[PHRASE_BYTES];
    const q_entry *found = NULL;
    size_t length = 0;
    *words = 0;
    if (!(q_token_lexeme(document, token)->flags & Q_LEX_PHRASE_START))
        return NULL;
    for (uint32_t i = token; i < end && i < token + PHRASE_WORDS; i++) {
        const q_lexeme *lexeme = q_token_lexeme(document, i);
        if (length + lexeme->length + 2 > sizeof key || (i > token && !goes_on(lexeme)))
            break;
        if (i > token)
            key[length++] = ' ';
        memcpy(key + length, lexeme->folded, lexeme->length);
        length += lexeme->length;
        const q_entry *entry = i > token ? q_lexicon_find(document->lexicon, key, length) : NULL;
        if (entry && entry->flags & flags) {
            found = entry;
            *words = i - token + 1;
        }
    }
    return found;
}

uint32_t q_lexeme_find(const q_document *document, const char *folded, size_t length)
{
    q_key key;
    if (!document->lexeme_slots.n || !q_key_set(&key, folded, length))
        return Q_NONE;
    const q_lexeme_slot *slot = slot_of(document, key.at, key.length, key.hash);
    return slot && slot->lexeme ? slot->lexeme - 1 : Q_NONE;
}

void q_lexeme_mark(const q_document *document, const char *words, uint32_t *facts, uint32_t bits)
{
    for (size_t length; *words; words += length + (words[length] == ' ')) {
        length = strcspn(words, " ");
        uint32_t lexeme = q_lexeme_find(document, words, length);
        if (lexeme != Q_NONE)
            facts[lexeme] |= bits;
    }
}

quoth_status q_lexeme_put(q_document *document, const char *folded, size_t length, uint32_t *lexeme)
{
    q_key key;
    return q_key_set(&key, folded, length) ? q_lexeme_of_key(document, &key, lexeme) : QUOTH_E_INTERNAL;
}

int q_lexeme_key(const q_document *document, uint32_t start, uint32_t end, q_key *key)
{
    if (end - start > Q_WORD_MAX) {
        end = start + Q_WORD_MAX;
        while (((unsigned char)document->text[end] & 0xC0) == 0x80)
            end--;
    }
    return q_key_read(key, document->text, start, end, document->length);
}

void q_lexeme_ask(const q_document *document, const q_key *key)
{
    q_ask_for(&document->lexeme_slots.at[key->hash & (document->lexeme_slots.n - 1)]);
    if (document->lexicon)
        q_lexicon_ask(document->lexicon, key);
}

void q_lexeme_ask_further(const q_document *document, const q_key *key)
{
    const q_lexeme_slot *slot = &document->lexeme_slots.at[key->hash & (document->lexeme_slots.n - 1)];
    if (slot->lexeme)
        q_ask_for(&document->lexemes.at[slot->lexeme - 1]);
    else if (document->lexicon)
        q_lexicon_ask_further(document->lexicon, key);
}

quoth_status q_lexeme_of(q_document *document, uint32_t start, uint32_t end, uint32_t *lexeme)
{
    q_key key;
    return q_lexeme_key(document, start, end, &key) ? q_lexeme_of_key(document, &key, lexeme) : QUOTH_E_INTERNAL;
}
