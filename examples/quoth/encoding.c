#include "encoding.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf8.h>

enum { SAMPLE = 1 << 16 }; /* bytes by which "auto" judges */

static const char byte_order_mark[] = "\xEF\xBB\xBF";
enum { MARK = sizeof byte_order_mark - 1 };

int encoding_known(const char *name)
{
    UErrorCode status = U_ZERO_ERROR;
    if (!strcmp(name, "auto"))
        return 1;
    ucnv_close(ucnv_open(name, &status));
    return *name && U_SUCCESS(status);
}

static int is_utf8(const buffer *content)
{
    const uint8_t *bytes = (const uint8_t *)content->bytes;
    UChar32 c = 0;
    for (size_t at = 0; at < content->length && c >= 0;)
        U8_NEXT(bytes, at, content->length, c);
    return c >= 0;
}

static int starts_with_mark(const char *bytes, size_t length)
{
    return length >= MARK && !memcmp(bytes, byte_order_mark, MARK);
}

static size_t drop_mark(buffer *content)
{
    if (!starts_with_mark(content->bytes, content->length))
        return 0;
    content->length -= MARK;
    memmove(content->bytes, content->bytes + MARK, content->length);
    return MARK;
}

/* The bytes from one converter to the other; `used` says how many were read when it fails. */
static UErrorCode convert_bytes(UConverter *to, UConverter *from, const buffer *content, buffer *out, size_t *used)
{
    UChar pivot[1024], *pivot_start = pivot, *pivot_end = pivot;
    const char *source = content->bytes, *end = source + content->length;
    UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
    for (UBool first = 1; status == U_BUFFER_OVERFLOW_ERROR; first = 0) {
        char *target = buffer_room(out, content->length + MARK);
        if (!target)
            return U_MEMORY_ALLOCATION_ERROR;
        char *limit = out->bytes + out->room;
        status = U_ZERO_ERROR;
        ucnv_convertEx(to, from, &target, limit, &source, end, pivot, &pivot_start, &pivot_end, pivot + 1024, first, 1, &status);
        out->length = (size_t)(target - out->bytes);
    }
    *used = (size_t)(source - content->bytes);
    return status;
}

static void convert(buffer *content, const char *name, decoded *result)
{
    UErrorCode status = U_ZERO_ERROR;
    buffer out = {0};
    char bad[32];
    int8_t bad_length = sizeof bad;
    UConverter *from = ucnv_open(name, &status), *to = ucnv_open("UTF-8", &status);
    ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    if (U_SUCCESS(status)) {
        status = convert_bytes(to, from, content, &out, &result->offset);
        UErrorCode ignored = U_ZERO_ERROR;
        if (U_FAILURE(status))
            ucnv_getInvalidChars(from, bad, &bad_length, &ignored);
    }
    if (U_FAILURE(status)) {
        result->error = out.failed ? "memory ended" : "the text is not in its encoding";
        result->offset -= bad_length > 0 && (size_t)bad_length <= result->offset ? (size_t)bad_length : 0;
        buffer_free(&out);
    } else {
        buffer_free(content);
        *content = out;
        drop_mark(content);
    }
    ucnv_close(from);
    ucnv_close(to);
}

/* What the bytes look like, into result->was. */
static void detect(const buffer *content, decoded *result)
{
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&status);
    int32_t length = content->length < SAMPLE ? (int32_t)content->length : SAMPLE;
    ucsdet_setText(detector, content->bytes, length, &status);
    const UCharsetMatch *match = ucsdet_detect(detector, &status);
    const char *name = match ? ucsdet_getName(match, &status) : NULL;
    if (U_FAILURE(status) || !name || strlen(name) >= ENCODING_NAME || !encoding_known(name))
        result->error = "the encoding cannot be told";
    else
        strcpy(result->was, name);
    ucsdet_close(detector);
}

decoded encoding_decode(buffer *content, const char *name)
{
    decoded result = {0};
    UErrorCode status = U_ZERO_ERROR;
    int automatic = name && !strcmp(name, "auto");
    int32_t sample = content->length < MARK + 1 ? (int32_t)content->length : MARK + 1;
    const char *marked = !name || automatic ? ucnv_detectUnicodeSignature(content->bytes, sample, NULL, &status) : NULL;
    if (marked && (!strncmp(marked, "UTF-16", 6) || !strncmp(marked, "UTF-32", 6)))
        convert(content, marked, &result);
    else if (automatic && (!is_utf8(content) || memchr(content->bytes, '\0', content->length)))
        detect(content, &result);
    else if (name && !automatic && ucnv_compareNames(name, "UTF-8"))
        convert(content, name, &result);
    else
        result.skipped = drop_mark(content);
    if (*result.was)
        convert(content, result.was, &result);
    return result;
}
