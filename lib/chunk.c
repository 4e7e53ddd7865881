#include "chunk.h"

#include "key.h"
#include "utf8.h"

uint32_t q_chunk_end(const char *text, uint32_t start, uint32_t end, unsigned *classes)
{
    uint32_t at = start, next;
    unsigned seen = 0;
    for (; at < end; at = next) {
        unsigned class_ = q_byte_class(text[at]);
        next = at + 1;
        if (class_ & Q_BYTE_SPACE || (class_ & Q_BYTE_WIDE && q_is_space(q_utf8_at(text, at, &next))))
            break;
        seen |= class_;
    }
    *classes = seen;
    return at;
}

/* How a word with characters beyond ASCII is written. */
static uint32_t wide_form(const char *text, uint32_t start, uint32_t end)
{
    uint32_t upper = 0, lower = 0, digits = 0, next;
    int first = 0;
    for (uint32_t i = start; i < end; i = next) {
        uint32_t c = q_utf8_at(text, i, &next), is_upper = (uint32_t)q_is_upper(c);
        first |= i == start && is_upper;
        upper += is_upper;
        lower += (uint32_t)q_is_lower(c);
        digits += (uint32_t)(c - '0' < 10);
    }
    if (digits)
        return upper + lower ? Q_FORM_LETTERED : Q_FORM_NUMBER;
    if (!upper)
        return lower ? Q_FORM_LOWER : Q_FORM_OTHER;
    if (!lower)
        return upper == 1 ? Q_FORM_INITIAL : Q_FORM_UPPER;
    return first ? Q_FORM_CAPITAL : Q_FORM_MIXED;
}

/* The form of a word of ASCII with these classes of bytes. */
static uint32_t plain_form(unsigned classes, unsigned first, uint32_t upper)
{
    if (classes & Q_BYTE_DIGIT)
        return classes & (Q_BYTE_UPPER | Q_BYTE_LOWER) ? Q_FORM_LETTERED : Q_FORM_NUMBER;
    if (!(classes & Q_BYTE_UPPER))
        return classes & Q_BYTE_LOWER ? Q_FORM_LOWER : Q_FORM_NONE;
    if (!(classes & Q_BYTE_LOWER))
        return upper == 1 ? Q_FORM_INITIAL : Q_FORM_UPPER;
    return first & Q_BYTE_UPPER ? Q_FORM_CAPITAL : Q_FORM_MIXED;
}

uint32_t q_chunk_read(const char *text, uint32_t start, uint32_t end, uint32_t *form)
{
    uint32_t hash = 2166136261u, upper = 0;
    unsigned classes = 0;
    for (uint32_t i = start; i < end; i++) {
        unsigned class_ = q_byte_class(text[i]);
        unsigned char c = class_ & Q_BYTE_DIGIT ? '0' : (unsigned char)text[i];
        classes |= class_;
        upper += class_ & Q_BYTE_UPPER;
        hash = (hash ^ (c | (class_ & Q_BYTE_UPPER ? 32u : 0u))) * 16777619u;
    }
    if (classes & Q_BYTE_WIDE)
        *form = wide_form(text, start, end);
    else
        *form = plain_form(classes, start < end ? q_byte_class(text[start]) : 0, upper / Q_BYTE_UPPER);
    return hash ^ hash >> 15;
}

uint32_t q_chunk_form(const char *text, uint32_t start, uint32_t end)
{
    uint32_t form;
    q_chunk_read(text, start, end, &form);
    return form;
}

uint32_t q_chunk_hash(const char *text, uint32_t start, uint32_t end)
{
    uint32_t form;
    return q_chunk_read(text, start, end, &form);
}

const q_entry *q_chunk_entry(const q_document *document, uint32_t start, uint32_t end)
{
    q_key key;
    if (!document->lexicon || start == end || end - start > Q_CHUNK_MAX ||
        !q_key_read(&key, document->text, start, end, document->length))
        return NULL;
    return q_lexicon_find_hashed(document->lexicon, key.at, key.length, key.hash);
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

