#include "chunk.h"

#include "key.h"
#include "utf8.h"

uint32_t q_chunk_end(const char *text, uint32_t start, uint32_t end)
{
    uint32_t at = start, next;
    for (; at < end; at = next) {
        while (at < end && !(q_byte_class(text[at]) & (Q_BYTE_SPACE | Q_BYTE_WIDE)))
            at++;
        if (at == end || q_is_space(q_utf8_at(text, at, &next)))
            break;
    }
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

typedef struct reading { /* of a word, byte by byte */
    uint32_t hash, upper;
    unsigned classes;
} reading;

static void read_byte(reading *r, char byte)
{
    unsigned class_ = q_byte_class(byte);
    unsigned char c = class_ & Q_BYTE_DIGIT ? '0' : (unsigned char)byte;
    r->classes |= class_;
    r->upper += class_ & Q_BYTE_UPPER;
    r->hash = (r->hash ^ (c | (class_ & Q_BYTE_UPPER ? 32u : 0u))) * 16777619u;
}

static const reading unread = {2166136261u, 0, 0};

uint32_t q_chunk_read(const char *text, uint32_t start, uint32_t end, uint32_t *form)
{
    reading r = unread;
    for (uint32_t i = start; i < end; i++)
        read_byte(&r, text[i]);
    if (r.classes & Q_BYTE_WIDE)
        *form = wide_form(text, start, end);
    else
        *form = plain_form(r.classes, start < end ? q_byte_class(text[start]) : 0, r.upper / Q_BYTE_UPPER);
    return r.hash ^ r.hash >> 15;
}

uint32_t q_chunk_plain(const char *text, uint32_t start, uint32_t end, uint32_t *hash, uint32_t *form)
{
    reading r = unread;
    uint32_t at = start;
    for (; at < end && q_byte_class(text[at]) & Q_BYTE_WORD; at++)
        read_byte(&r, text[at]);
    if (at == start || (at < end && !(q_byte_class(text[at]) & Q_BYTE_SPACE)))
        return start;
    *hash = r.hash ^ r.hash >> 15;
    *form = plain_form(r.classes, q_byte_class(text[start]), r.upper / Q_BYTE_UPPER);
    return at;
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

int q_chunk_ask(const q_document *document, uint32_t start, uint32_t end, q_key *key)
{
    if (!document->lexicon || start == end || end - start > Q_CHUNK_MAX ||
        !q_key_read(key, document->text, start, end, document->length))
        return 0;
    q_lexicon_ask(document->lexicon, key);
    return 1;
}

const q_entry *q_chunk_find(const q_document *document, const q_key *key)
{
    return q_lexicon_find_key(document->lexicon, key);
}

const q_entry *q_chunk_entry(const q_document *document, uint32_t start, uint32_t end)
{
    q_key key;
    return q_chunk_ask(document, start, end, &key) ? q_chunk_find(document, &key) : NULL;
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

