/* locale.c - the one door to ICU's knowledge of languages. ICU allocates with its own malloc. */
#include "locale.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/utext.h>

enum { TAG_ROOM = 160 };

struct q_locale {
    char name[TAG_ROOM]; /* as ICU writes it */
    q_delimiters delimiters;
    UBreakIterator *words; /* opened when first needed */
    UText text;
};

static quoth_status icu_name(const char *tag, char *name, int32_t room)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t parsed = 0;
    int32_t length = uloc_forLanguageTag(tag, name, room, &parsed, &code);
    if (code == U_MEMORY_ALLOCATION_ERROR)
        return QUOTH_E_MEMORY;
    if (U_FAILURE(code) || length >= room || (size_t)parsed != strlen(tag))
        return QUOTH_E_ARGUMENT;
    return QUOTH_OK;
}

quoth_status q_locale_tag(const char *given, char *canonical, size_t room)
{
    const char *tag = given ? given : "en";
    char name[TAG_ROOM];
    char written[TAG_ROOM];
    if (!*tag || strlen(tag) >= TAG_ROOM)
        return QUOTH_E_ARGUMENT;
    quoth_status status = icu_name(tag, name, TAG_ROOM);
    if (status != QUOTH_OK)
        return status;
    UErrorCode code = U_ZERO_ERROR;
    int32_t length = uloc_toLanguageTag(name, written, TAG_ROOM, 1, &code);
    if (code == U_MEMORY_ALLOCATION_ERROR)
        return QUOTH_E_MEMORY;
    if (U_FAILURE(code) || length <= 0 || (size_t)length >= room || length >= TAG_ROOM)
        return QUOTH_E_ARGUMENT;
    memcpy(canonical, written, (size_t)length + 1);
    return QUOTH_OK;
}

static uint32_t delimiter(ULocaleData *data, ULocaleDataDelimiterType type)
{
    UChar units[8];
    UErrorCode code = U_ZERO_ERROR;
    int32_t length = ulocdata_getDelimiter(data, type, units, 8, &code);
    if (U_FAILURE(code) || length <= 0 || length > 8)
        return 0;
    if (length >= 2 && U16_IS_LEAD(units[0]) && U16_IS_TRAIL(units[1]))
        return (uint32_t)U16_GET_SUPPLEMENTARY(units[0], units[1]);
    return units[0];
}

static q_delimiters delimiters(const char *name)
{
    q_delimiters found = {0, 0, 0, 0};
    UErrorCode code = U_ZERO_ERROR;
    ULocaleData *data = ulocdata_open(name, &code);
    if (U_FAILURE(code))
        return found;
    found.open = delimiter(data, ULOCDATA_QUOTATION_START);
    found.close = delimiter(data, ULOCDATA_QUOTATION_END);
    found.inner_open = delimiter(data, ULOCDATA_ALT_QUOTATION_START);
    found.inner_close = delimiter(data, ULOCDATA_ALT_QUOTATION_END);
    ulocdata_close(data);
    return found;
}

quoth_status q_locale_new(q_locale **locale, const char *tag, const quoth_allocator *allocator)
{
    char name[TAG_ROOM];
    *locale = NULL;
    if (!*tag || strlen(tag) >= TAG_ROOM)
        return QUOTH_E_ARGUMENT;
    quoth_status status = icu_name(tag, name, TAG_ROOM);
    if (status != QUOTH_OK)
        return status;
    q_locale *made = q_allocate(allocator, sizeof *made);
    if (!made)
        return QUOTH_E_MEMORY;
    const UText closed = UTEXT_INITIALIZER;
    memcpy(made->name, name, sizeof name);
    made->delimiters = delimiters(name);
    made->words = NULL;
    made->text = closed;
    *locale = made;
    return QUOTH_OK;
}

void q_locale_free(q_locale *locale, const quoth_allocator *allocator)
{
    if (!locale)
        return;
    if (locale->words)
        ubrk_close(locale->words);
    utext_close(&locale->text);
    q_release(allocator, locale);
}

q_delimiters q_locale_delimiters(const q_locale *locale)
{
    return locale->delimiters;
}

static quoth_status failed(UErrorCode code)
{
    return code == U_MEMORY_ALLOCATION_ERROR ? QUOTH_E_MEMORY : QUOTH_E_INTERNAL;
}

quoth_status q_locale_words(q_locale *locale, const char *text, uint32_t length)
{
    UErrorCode code = U_ZERO_ERROR;
    if (!locale->words)
        locale->words = ubrk_open(UBRK_WORD, locale->name, NULL, 0, &code);
    if (U_FAILURE(code)) {
        locale->words = NULL;
        return failed(code);
    }
    utext_openUTF8(&locale->text, text, length, &code);
    if (U_SUCCESS(code))
        ubrk_setUText(locale->words, &locale->text, &code);
    return U_SUCCESS(code) ? QUOTH_OK : failed(code);
}

uint32_t q_locale_next_word(q_locale *locale)
{
    int32_t at = ubrk_next(locale->words);
    return at == UBRK_DONE ? Q_NONE : (uint32_t)at;
}
