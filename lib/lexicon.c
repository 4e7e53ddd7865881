/* lexicon.c - opens the packed lexicon in place, after checking every offset once, and looks keys up. */
#include "lexicon_format.h"

#include <string.h>

#include "key.h"

enum { NICKNAME_ROOM = 32, FRAME_ROOM = 64 }; /* bytes of a key */

static uint64_t mix(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * 0x9E3779B97F4A7C15u;
    return sum ^ sum >> 29;
}

uint64_t q_lexicon_checksum(const q_lexicon_header *header, const void *body)
{
    const unsigned char *bytes = body;
    size_t size = (size_t)q_lexicon_body(header);
    uint64_t sum = mix(mix(header->slot_count, header->entry_count), header->string_size), word = 0;
    size_t i = 0;
    for (; size - i >= sizeof word; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        sum = mix(sum, word);
    }
    for (; i < size; i++)
        sum = mix(sum, bytes[i]);
    return sum;
}

static int header_is_good(const q_lexicon_header *header, size_t size)
{
    uint32_t slots = header->slot_count;
    for (size_t i = 0; i < sizeof header->reserved / sizeof *header->reserved; i++)
        if (header->reserved[i])
            return 0;
    return !memcmp(header->magic, Q_LEXICON_MAGIC, sizeof header->magic) && header->version == Q_LEXICON_VERSION &&
           header->order == Q_LEXICON_ORDER && slots && !(slots & (slots - 1)) &&
           header->entry_count < slots && header->string_size && q_lexicon_body(header) == size - sizeof *header;
}

static int entry_is_good(const q_lexicon *lexicon, const q_entry *entry)
{
    return entry->key < lexicon->string_size && entry->length < lexicon->string_size - entry->key &&
           lexicon->strings[entry->key + entry->length] == '\0' && entry->lemma < lexicon->string_size &&
           entry->country < lexicon->string_size;
}

/* An empty slot must be left, or a search would never end. */
static int sections_are_good(const q_lexicon *lexicon)
{
    uint32_t used = 0;
    for (uint32_t i = 0; i <= lexicon->mask; i++) {
        uint32_t index = lexicon->slots[i] & Q_LEXICON_INDEX;
        if (index > lexicon->entry_count || (!index && lexicon->slots[i]))
            return 0;
        used += index != 0;
    }
    if (used > lexicon->mask || lexicon->strings[0] || lexicon->strings[lexicon->string_size - 1])
        return 0;
    for (uint32_t i = 0; i < lexicon->entry_count; i++)
        if (!entry_is_good(lexicon, &lexicon->entries[i]))
            return 0;
    return 1;
}

int q_lexicon_open(q_lexicon *lexicon, const void *bytes, size_t size)
{
    const q_lexicon_header *header = bytes;
    memset(lexicon, 0, sizeof *lexicon);
    if (!bytes || size < sizeof *header || (uintptr_t)bytes % sizeof(uint64_t) || !header_is_good(header, size) ||
        header->checksum != q_lexicon_checksum(header, header + 1))
        return -1;
    q_lexicon opened = {.slots = (const uint32_t *)(header + 1), .mask = header->slot_count - 1};
    opened.entries = (const q_entry *)(opened.slots + header->slot_count);
    opened.entry_count = header->entry_count;
    opened.strings = (const char *)(opened.entries + header->entry_count);
    opened.string_size = header->string_size;
    if (!sections_are_good(&opened))
        return -1;
    *lexicon = opened;
    return 0;
}

static int is_key(const q_lexicon *lexicon, const q_entry *entry, const q_key *key)
{
    if (entry->length != key->length || entry->first != q_read64((const unsigned char *)key->at))
        return 0;
    return key->length <= Q_KEY_PART ||
           !memcmp(lexicon->strings + entry->key + Q_KEY_PART, key->at + Q_KEY_PART, key->length - Q_KEY_PART);
}

const q_entry *q_lexicon_find_key(const q_lexicon *lexicon, const q_key *key)
{
    uint32_t held;
    if (!lexicon->slots)
        return NULL;
    for (uint32_t slot = key->hash & lexicon->mask; (held = lexicon->slots[slot]) != 0; slot = (slot + 1) & lexicon->mask) {
        if (q_lexicon_tag(held) != q_lexicon_tag(key->hash))
            continue;
        const q_entry *entry = &lexicon->entries[(held & Q_LEXICON_INDEX) - 1];
        if (is_key(lexicon, entry, key))
            return entry;
    }
    return NULL;
}

const q_entry *q_lexicon_find(const q_lexicon *lexicon, const char *word, size_t length)
{
    q_key key;
    return q_key_set(&key, word, length) ? q_lexicon_find_key(lexicon, &key) : NULL;
}

void q_lexicon_ask(const q_lexicon *lexicon, const q_key *key)
{
    if (lexicon->slots)
        q_ask_for(&lexicon->slots[key->hash & lexicon->mask]);
}

void q_lexicon_ask_further(const q_lexicon *lexicon, const q_key *key)
{
    uint32_t held = lexicon->slots ? lexicon->slots[key->hash & lexicon->mask] : 0;
    if (held && q_lexicon_tag(held) == q_lexicon_tag(key->hash))
        q_ask_for(&lexicon->entries[(held & Q_LEXICON_INDEX) - 1]);
}

const char *q_lexicon_nickname(const q_lexicon *lexicon, const char *nickname, uint32_t index)
{
    char key[NICKNAME_ROOM];
    size_t length = strlen(nickname), marks = (size_t)index + 1;
    if (marks + length > sizeof key)
        return NULL;
    memset(key, '=', marks);
    memcpy(key + marks, nickname, length);
    const q_entry *entry = q_lexicon_find(lexicon, key, marks + length);
    return entry ? q_lexicon_string(lexicon, entry->lemma) : NULL;
}

const q_entry *q_lexicon_frame(const q_lexicon *lexicon, const q_entry *word, const char *frame)
{
    char key[FRAME_ROOM];
    const char *lemma = q_lexicon_string(lexicon, word->lemma);
    size_t length = strlen(lemma), rest = strlen(frame);
    if (length + rest + 2 > sizeof key)
        return NULL;
    memcpy(key, lemma, length);
    key[length] = '+';
    memcpy(key + length + 1, frame, rest);
    return q_lexicon_find(lexicon, key, length + 1 + rest);
}
