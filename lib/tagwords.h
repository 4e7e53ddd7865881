/* tagwords.h - the classes of the tagger and which of them each word seen in training can have: section tag.words of the model.
 *
 * Little-endian: the numbers of classes, sets, words and of the bytes of all sets; for each word its hash (4 bytes,
 * ascending), then for each its set (2 bytes); where each set begins and the last ends (2 bytes); for each class its XPOS and
 * the number of its UPOS, 16 for X; the sets, a byte for each class. */
#ifndef Q_TAGWORDS_H
#define Q_TAGWORDS_H

#include <stddef.h>
#include <stdint.h>

enum { Q_TAG_WORDS_HEADER = 16, Q_TAG_CLASSES_MAX = 128 };

typedef enum q_tag_rest { /* sets of words not seen in training, by shape: the first sets of the section tag.words */
    Q_TAG_REST_LOWER = 0,
    Q_TAG_REST_CAPITAL,
    Q_TAG_REST_UPPER,
    Q_TAG_REST_DIGIT,
    Q_TAG_REST_PUNCT,
    Q_TAG_REST_COUNT
} q_tag_rest;

typedef struct q_tag_words {
    const unsigned char *hashes, *sets, *starts, *classes, *lists;
    uint32_t class_count, set_count, word_count, list_size;
    uint8_t name, names; /* classes of a proper name, of its plural */
} q_tag_words;

/* Opens a section in place: 0, or -1 when its size is not what its numbers say. The other looks at every row, once a load. */
int q_tag_words_open(q_tag_words *words, const void *bytes, size_t size);
int q_tag_words_is_good(const void *bytes, size_t size);

uint32_t q_tag_class_xpos(const q_tag_words *words, uint32_t class_);
uint32_t q_tag_class_upos(const q_tag_words *words, uint32_t class_); /* one of Q_NOUN..., or 0 for X */

/* The hash that tag.words has for a folded word. */
uint32_t q_tag_word_hash(const char *word, size_t length);

/* The set of a word, or UINT32_MAX when it was not seen often; where a set begins in `lists`. */
uint32_t q_tag_words_set(const q_tag_words *words, uint32_t hash);
uint32_t q_tag_words_start(const q_tag_words *words, uint32_t set);

#endif
