/* locale.h - what ICU knows of a language: break iterators and quotation marks. */
#ifndef Q_LOCALE_H
#define Q_LOCALE_H

#include "document.h"

/* The quotation marks of a language (CLDR): start, end, inner start, inner end; 0 where it has none. */
typedef struct q_delimiters {
    uint32_t open, close, inner_open, inner_close;
} q_delimiters;

/* Checks a BCP 47 tag and writes its canonical form; QUOTH_E_ARGUMENT when it is not one. NULL means "en". */
quoth_status q_locale_tag(const char *given, char *canonical, size_t room);

quoth_status q_locale_new(q_locale **locale, const char *tag, const quoth_allocator *allocator);
void q_locale_free(q_locale *locale, const quoth_allocator *allocator);

q_delimiters q_locale_delimiters(const q_locale *locale);

/* Begins to look for words in `text`, which must stay as long as they are asked for. */
quoth_status q_locale_words(q_locale *locale, const char *text, uint32_t length);

/* The next border between words, in bytes from the start of that text, or Q_NONE after the last. */
uint32_t q_locale_next_word(q_locale *locale);

#endif
