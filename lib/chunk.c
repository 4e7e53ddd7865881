#include "chunk.h"

#include "utf8.h"

enum { FOLDED_ROOM = Q_CHUNK_MAX * 6 };

uint32_t q_chunk_form(const char *text, uint32_t start, uint32_t end)
{
    uint32_t upper = 0, lower = 0, digits = 0, letters = 0, next;
    int first = 0;
    for (uint32_t i = start; i < end; i = next) {
        uint32_t c = q_utf8_at(text, i, &next);
        int is_upper = c < 0x80 ? q_is_upper_byte((char)c) : q_is_upper(c);
        first |= i == start && is_upper;
        upper += (uint32_t)is_upper;
        lower += (uint32_t)(c < 0x80 ? q_is_lower_byte((char)c) : q_is_lower(c));
        digits += (uint32_t)(c - '0' < 10);
        letters += (uint32_t)(c >= 0x80);
    }
    if (digits)
        return upper + lower ? Q_FORM_LETTERED : Q_FORM_NUMBER;
    if (!upper)
        return lower ? Q_FORM_LOWER : letters ? Q_FORM_OTHER : Q_FORM_NONE;
    if (!lower)
        return upper == 1 ? Q_FORM_INITIAL : Q_FORM_UPPER;
    return first ? Q_FORM_CAPITAL : Q_FORM_MIXED;
}

uint32_t q_chunk_hash(const char *text, uint32_t start, uint32_t end)
{
    uint32_t hash = 2166136261u;
    for (uint32_t i = start; i < end; i++) {
        unsigned char c = (unsigned char)text[i];
        c = (unsigned)(c - '0') < 10 ? '0' : q_is_upper_byte((char)c) ? (unsigned char)(c | 32) : c;
        hash = (hash ^ c) * 16777619u;
    }
    return hash ^ hash >> 15;
}

const q_entry *q_chunk_entry(const q_document *document, uint32_t start, uint32_t end)
{
    char key[FOLDED_ROOM];
    size_t length = end - start;
    if (!document->lexicon || !length || length > Q_CHUNK_MAX)
        return NULL;
    const char *bytes = document->text + start;
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)bytes[i] >= 0x80) {
            length = q_fold(bytes, length, key, sizeof key);
            break;
        }
        key[i] = q_is_upper_byte(bytes[i]) ? (char)(bytes[i] | 32) : bytes[i];
    }
    return length == SIZE_MAX ? NULL : q_lexicon_find(document->lexicon, key, length);
}

uint32_t q_chunk_class(const q_entry *entry)
{
    if (!entry)
        return 0;
    static const uint32_t kinds[] = {Q_LEX_ABBREVIATION, Q_LEX_ABBREVIATION_END, Q_LEX_TITLE, Q_LEX_FIRST_NAME, Q_LEX_SURNAME,
                                     Q_LEX_COMMON, Q_LEX_CUE_VERB, Q_LEX_ORG | Q_LEX_COUNTRY | Q_LEX_CAPITAL | Q_LEX_DEMONYM};
    uint32_t value = 1;
    for (uint32_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        value = value << 1 | ((entry->flags & kinds[i]) != 0);
    return value;
}

uint32_t q_chunk_bucket(uint32_t n)
{
    uint32_t bits = 0;
    if (n < 4)
        return n;
    while (n >> bits > 3)
        bits++;
    return 2 * bits + (n >> bits);
}

