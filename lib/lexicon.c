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
    uint64_t sum = mix(mix(header->group_count, header->entry_count), header->string_size), word = 0;
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
    uint32_t groups = header->group_count;
    for (size_t i = 0; i < sizeof header->reserved / sizeof *header->reserved; i++)
        if (header->reserved[i])
            return 0;
    return !memcmp(header->magic, Q_LEXICON_MAGIC, sizeof header->magic) && header->version == Q_LEXICON_VERSION &&
           header->order == Q_LEXICON_ORDER && groups && !(groups & (groups - 1)) && header->string_size &&
           q_lexicon_body(header) == size - sizeof *header;
}

static int entry_is_good(const q_lexicon *lexicon, const q_entry *entry)
{
    return entry->key < lexicon->string_size && entry->length < lexicon->string_size - entry->key &&
           lexicon->strings[entry->key + entry->length] == '\0' && entry->lemma < lexicon->string_size &&
           entry->country < lexicon->string_size;
}

/* How many entries a group has: tags up to the first 0, and none behind it; Q_LEXICON_GROUP + 1 for a group that is not so. */
static uint32_t group_size(const q_lexicon_group *group)
{
    uint32_t size = 0;
    while (size < Q_LEXICON_GROUP && group->tags[size])
        size++;
    for (uint32_t i = size; i < Q_LEXICON_GROUP; i++)
        if (group->tags[i])
            return Q_LEXICON_GROUP + 1;
    return size;
}

/* Some group must have room, or a search would never end. */
static int groups_are_good(const q_lexicon *lexicon)
{
    uint32_t entries = 0, room = 0;
    for (uint32_t i = 0; i <= lexicon->mask; i++) {
        uint32_t size = group_size(&lexicon->groups[i]);
        if (size > Q_LEXICON_GROUP || lexicon->groups[i].first != entries)
            return 0;
        room |= size < Q_LEXICON_GROUP;
        entries += size;
    }
    return room && entries == lexicon->entry_count;
}

static int sections_are_good(const q_lexicon *lexicon)
{
    if (!groups_are_good(lexicon) || lexicon->strings[0] || lexicon->strings[lexicon->string_size - 1])
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
    q_lexicon opened = {.groups = (const q_lexicon_group *)(header + 1), .mask = header->group_count - 1};
    opened.entries = (const q_entry *)(opened.groups + header->group_count);
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

/* Marks the tags of eight entries of a group, the four behind the first eight in the low bytes. */
static uint64_t tagged(const q_lexicon_group *group, uint32_t from, uint8_t tag)
{
    return from ? q_marks_of(q_read32(group->tags + from), tag) & UINT32_MAX : q_marks_of(q_read64(group->tags), tag);
}

const q_entry *q_lexicon_find_key(const q_lexicon *lexicon, const q_key *key)
{
    uint8_t tag = q_lexicon_tag(key->hash);
    if (!lexicon->groups)
        return NULL;
    for (uint32_t at = key->hash & lexicon->mask;; at = (at + 1) & lexicon->mask) {
        const q_lexicon_group *group = &lexicon->groups[at];
        for (uint32_t from = 0; from < Q_LEXICON_GROUP; from += 8)
            for (uint64_t marks = tagged(group, from, tag); marks; marks &= marks - 1) {
                const q_entry *entry = &lexicon->entries[group->first + from + q_bytes_before(marks)];
                if (is_key(lexicon, entry, key))
                    return entry;
            }
        if (!group->tags[Q_LEXICON_GROUP - 1])
            return NULL;
    }
}

const q_entry *q_lexicon_find(const q_lexicon *lexicon, const char *word, size_t length)
{
    q_key key;
    return q_key_set(&key, word, length) ? q_lexicon_find_key(lexicon, &key) : NULL;
}

void q_lexicon_ask(const q_lexicon *lexicon, const q_key *key)
{
    if (lexicon->groups)
        q_ask_for(&lexicon->groups[key->hash & lexicon->mask]);
}

void q_lexicon_ask_further(const q_lexicon *lexicon, const q_key *key)
{
    if (!lexicon->groups)
        return;
    const q_lexicon_group *group = &lexicon->groups[key->hash & lexicon->mask];
    uint32_t place = q_bytes_before(tagged(group, 0, q_lexicon_tag(key->hash)));
    if (place < 8)
        q_ask_for(&lexicon->entries[group->first + place]);
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
