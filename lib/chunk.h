/* chunk.h - what stands between white space: how a word is written, its hash, what the lists say of it. */
#ifndef Q_CHUNK_H
#define Q_CHUNK_H

#include "document.h"
#include "key.h"
#include "utf8.h"

enum { Q_CHUNK_MAX = 64 }; /* bytes of a word that are looked at */

/* Where the chunk at `start` ends, at the first white space or at `end`. */
uint32_t q_chunk_end(const char *text, uint32_t start, uint32_t end);

/* Where the letters and digits of ASCII that begin at `start` end; the text can be read up to `limit`. */
static inline uint32_t q_word_run(const char *text, uint32_t start, uint32_t end, uint32_t limit)
{
    uint32_t at = start, count = sizeof(uint64_t);
    while (count == sizeof(uint64_t) && at < end && limit - at >= sizeof(uint64_t))
        at += count = q_bytes_before(q_word_marks(q_read64((const unsigned char *)text + at)) ^ Q_MARKS);
    while (count == sizeof(uint64_t) && at < end && q_byte_class(text[at]) & Q_BYTE_WORD)
        at++;
    return at < end ? at : end;
}

typedef enum q_form { /* how a word is written */
    Q_FORM_NONE = 0, /* no letter or digit */
    Q_FORM_LOWER,
    Q_FORM_CAPITAL,
    Q_FORM_UPPER,
    Q_FORM_INITIAL,  /* a single capital */
    Q_FORM_MIXED,
    Q_FORM_NUMBER,
    Q_FORM_LETTERED, /* digits and letters: 3rd, B2 */
    Q_FORM_OTHER     /* letters without case */
} q_form;

/* The hash of a word, in which a digit is a digit and a capital of ASCII its small letter, and its q_form. */
uint32_t q_chunk_read(const char *text, uint32_t start, uint32_t end, uint32_t *form);

/* The end of a chunk of letters and digits of ASCII alone, and both; its start for another chunk. */
uint32_t q_chunk_plain(const char *text, uint32_t start, uint32_t end, uint32_t *hash, uint32_t *form);

/* One of the two. */
uint32_t q_chunk_form(const char *text, uint32_t start, uint32_t end);
uint32_t q_chunk_hash(const char *text, uint32_t start, uint32_t end);

/* The entry of the folded bytes, or NULL. */
const q_entry *q_chunk_entry(const q_document *document, uint32_t start, uint32_t end);

/* The same in two steps, for what can be asked for ahead: 0 when there can be no entry. */
int q_chunk_ask(const q_document *document, uint32_t start, uint32_t end, q_key *key);
const q_entry *q_chunk_find(const q_document *document, const q_key *key);

/* What the lists say of a word, in few values; 0 for NULL. */
uint32_t q_chunk_class(const q_entry *entry);

/* Small numbers as they are, larger ones by their size. */
uint32_t q_chunk_bucket(uint32_t n);

#endif
