#include "tagwords.h"

#include <string.h>

#include "lexicon.h"
#include "linear.h"
#include "model.h"
#include "tagset.h"

enum { UPOS_X = 16 /* number of no part of speech */ };

static uint32_t read16(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

uint32_t q_tag_words_start(const q_tag_words *words, uint32_t set)
{
    return read16(words->starts + 2 * (size_t)set);
}

/* Hashes ascend, sets are never empty and follow each other, every number is that of a set, class or tag. */
static int is_consistent(const q_tag_words *words)
{
    if (q_tag_words_start(words, 0) || q_tag_words_start(words, words->set_count) != words->list_size)
        return 0;
    for (uint32_t i = 1; i < words->word_count; i++)
        if (q_read32(words->hashes + 4 * (size_t)(i - 1)) >= q_read32(words->hashes + 4 * (size_t)i))
            return 0;
    for (uint32_t i = 0; i < words->word_count; i++)
        if (read16(words->sets + 2 * (size_t)i) >= words->set_count)
            return 0;
    for (uint32_t i = 0; i < words->set_count; i++)
        if (q_tag_words_start(words, i) >= q_tag_words_start(words, i + 1))
            return 0;
    for (uint32_t i = 0; i < words->list_size; i++)
        if (words->lists[i] >= words->class_count)
            return 0;
    for (uint32_t i = 0; i < words->class_count; i++)
        if (words->classes[2 * i] >= Q_XPOS_COUNT || words->classes[2 * i + 1] > UPOS_X)
            return 0;
    return 1;
}

static uint8_t class_of(const q_tag_words *words, q_xpos xpos)
{
    for (uint32_t i = 0; i < words->class_count; i++)
        if (q_tag_class_xpos(words, i) == xpos && q_tag_class_upos(words, i) == Q_PROPN)
            return (uint8_t)i;
    return 0;
}

int q_tag_words_open(q_tag_words *words, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    memset(words, 0, sizeof *words);
    if (!bytes || size < Q_TAG_WORDS_HEADER)
        return -1;
    uint64_t classes = q_read32(at), sets = q_read32(at + 4), count = q_read32(at + 8), listed = q_read32(at + 12);
    if (!classes || classes > Q_TAG_CLASSES_MAX || sets < Q_TAG_REST_COUNT ||
        Q_TAG_WORDS_HEADER + count * 6 + (sets + 1) * 2 + classes * 2 + listed != size)
        return -1;
    q_tag_words opened = {.class_count = (uint32_t)classes, .set_count = (uint32_t)sets, .word_count = (uint32_t)count,
                          .list_size = (uint32_t)listed};
    opened.hashes = at + Q_TAG_WORDS_HEADER;
    opened.sets = opened.hashes + count * 4;
    opened.starts = opened.sets + count * 2;
    opened.classes = opened.starts + (sets + 1) * 2;
    opened.lists = opened.classes + classes * 2;
    opened.name = class_of(&opened, Q_XPOS_NNP);
    opened.names = class_of(&opened, Q_XPOS_NNPS);
    *words = opened;
    return 0;
}

int q_tag_words_is_good(const void *bytes, size_t size)
{
    q_tag_words words;
    return !q_tag_words_open(&words, bytes, size) && is_consistent(&words);
}

uint32_t q_tag_class_xpos(const q_tag_words *words, uint32_t class_)
{
    return words->classes[2 * class_];
}

uint32_t q_tag_class_upos(const q_tag_words *words, uint32_t class_)
{
    return words->classes[2 * class_ + 1] == UPOS_X ? 0 : 1u << words->classes[2 * class_ + 1];
}

uint32_t q_tag_word_hash(const char *word, size_t length)
{
    return q_feature_mix(q_feature_bytes(word, length));
}

uint32_t q_tag_words_set(const q_tag_words *words, uint32_t hash)
{
    uint32_t low = 0, high = words->word_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2, held = q_read32(words->hashes + 4 * (size_t)middle);
        if (held == hash)
            return read16(words->sets + 2 * (size_t)middle);
        if (held < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return UINT32_MAX;
}
