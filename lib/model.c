/* model.c - opens a model in place, after checking its directory and each section once.
 *
 * Header: magic, format version, count of sections, size of the file, checksum of the directory. Directory: name, feature
 * version, offset, size, checksum. Unused bytes are 0. */
#include "model.h"

#include "checked.h"
#include "edits.h"
#include "linear.h"
#include "tagwords.h"

#include <string.h>

enum { /* offsets in the header and in a row of the directory */
    HEADER_VERSION = 8,
    HEADER_COUNT = 12,
    HEADER_SIZE = 16,
    HEADER_CHECKSUM = 24,
    HEADER_END = 32,
    ROW_VERSION = Q_MODEL_NAME,
    ROW_OFFSET = 24,
    ROW_SIZE = 32,
    ROW_CHECKSUM = 40,
    ROW_END = 48
};

static int is_number(const void *bytes, size_t size)
{
    return bytes && size == Q_MODEL_NUMBER;
}

/* The sections this library reads, what they were trained with and how their bytes are checked. Others are left alone. */
static const struct {
    const char *name;
    uint32_t version;
    int (*is_good)(const void *bytes, size_t size);
} rooms[] = {
    {"sentence", Q_FEATURES_SENTENCE, q_linear_is_binary},
    {"sentence.web", Q_FEATURES_SENTENCE, q_linear_is_binary},
    {"token", Q_FEATURES_TOKEN, q_linear_is_binary},
    {"tag", Q_FEATURES_TAG, q_linear_is_binary},
    {"tag.words", Q_FEATURES_TAG, q_tag_words_is_good},
    {"lemma", Q_FEATURES_LEMMA, q_linear_is_binary},
    {"lemma.edits", Q_FEATURES_LEMMA, q_edits_are_good},
    {"name", Q_FEATURES_NAME, q_linear_is_good},
    {"arc.move", Q_FEATURES_ARC, q_checked_is_good},
    {"arc.relation", Q_FEATURES_ARC, q_linear_is_good},
    {"arc.lead", Q_FEATURES_ARC, is_number},
    {"genre", Q_FEATURES_GENRE, q_linear_is_binary},
    {"voice", Q_FEATURES_VOICE, q_linear_is_binary},
    {"cue", Q_FEATURES_QUOTE, q_linear_is_good},
    {"cue.step", Q_FEATURES_QUOTE, q_linear_is_good},
    {"role", Q_FEATURES_QUOTE, q_linear_is_good},
    {"role.step", Q_FEATURES_QUOTE, q_linear_is_good},
    {"span", Q_FEATURES_QUOTE, q_linear_is_binary},
    {"beside", Q_FEATURES_QUOTE, q_linear_is_binary},
    {"source", Q_FEATURES_QUOTE, q_linear_is_binary},
};

static uint64_t mix(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * 0x9E3779B97F4A7C15u;
    return sum ^ sum >> 29;
}

static size_t padded(size_t size)
{
    return (size + Q_MODEL_ALIGN - 1) / Q_MODEL_ALIGN * Q_MODEL_ALIGN;
}

/* Of some bytes and the zeros that pad them. */
static uint64_t checksum_of(const unsigned char *bytes, size_t size)
{
    uint64_t sum = mix(0, size);
    for (size_t i = 0; i < padded(size); i += 8)
        sum = mix(sum, q_read64(bytes + i));
    return sum;
}

static int all_zero(const unsigned char *bytes, size_t from, size_t to)
{
    while (from < to && !bytes[from])
        from++;
    return from == to;
}

q_model_section_row q_model_row(const q_model *model, uint32_t index)
{
    const unsigned char *at = model->bytes + (size_t)Q_MODEL_ALIGN * (index + 1);
    q_model_section_row row = {.version = q_read32(at + ROW_VERSION), .offset = q_read64(at + ROW_OFFSET),
                               .size = q_read64(at + ROW_SIZE), .checksum = q_read64(at + ROW_CHECKSUM)};
    memcpy(row.name, at, Q_MODEL_NAME);
    return row;
}

uint32_t q_model_feature_version(const char *name)
{
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        if (!strcmp(rooms[i].name, name))
            return rooms[i].version;
    return 0;
}

static int header_is_good(const unsigned char *bytes, size_t size)
{
    if (size < Q_MODEL_ALIGN || memcmp(bytes, Q_MODEL_MAGIC, 8) || q_read32(bytes + HEADER_VERSION) != Q_MODEL_VERSION ||
        q_read64(bytes + HEADER_SIZE) != size || !all_zero(bytes, HEADER_END, Q_MODEL_ALIGN))
        return 0;
    uint32_t count = q_read32(bytes + HEADER_COUNT);
    return count <= Q_MODEL_SECTIONS_MAX && (size_t)Q_MODEL_ALIGN * (count + 1) <= size &&
           q_read64(bytes + HEADER_CHECKSUM) == checksum_of(bytes + Q_MODEL_ALIGN, (size_t)Q_MODEL_ALIGN * count);
}

/* A section begins where the one before it ends and has the version and form that its room reads. */
static int row_is_good(const q_model *model, uint32_t index, uint64_t start, size_t size, int check)
{
    const unsigned char *at = model->bytes + (size_t)Q_MODEL_ALIGN * (index + 1);
    q_model_section_row row = q_model_row(model, index);
    if (!row.name[0] || row.name[Q_MODEL_NAME - 1] || !all_zero(at, ROW_END, Q_MODEL_ALIGN) || row.offset != start ||
        start > size || row.size > size - start || padded((size_t)row.size) > size - start)
        return 0;
    if (check && row.checksum != checksum_of(model->bytes + row.offset, (size_t)row.size))
        return 0;
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        if (!strcmp(rooms[i].name, row.name))
            return row.version == rooms[i].version && rooms[i].is_good(model->bytes + row.offset, (size_t)row.size);
    return 1;
}

int q_model_open(q_model *model, const void *bytes, size_t size, int check)
{
    memset(model, 0, sizeof *model);
    if (!bytes || !header_is_good(bytes, size))
        return -1;
    q_model opened = {bytes, q_read32((const unsigned char *)bytes + HEADER_COUNT)};
    uint64_t end = (uint64_t)Q_MODEL_ALIGN * (opened.count + 1);
    for (uint32_t i = 0; i < opened.count; i++) {
        if (!row_is_good(&opened, i, end, size, check))
            return -1;
        end += padded((size_t)q_model_row(&opened, i).size);
    }
    if (end != size)
        return -1;
    *model = opened;
    return 0;
}

const void *q_model_section(const q_model *model, const char *name, size_t *size)
{
    for (uint32_t i = 0; model && i < model->count; i++) {
        q_model_section_row row = q_model_row(model, i);
        if (!strcmp(row.name, name)) {
            *size = (size_t)row.size;
            return model->bytes + row.offset;
        }
    }
    *size = 0;
    return NULL;
}

size_t q_model_size(const q_model_section_row *rows, uint32_t count)
{
    size_t size = (size_t)Q_MODEL_ALIGN * (count + 1);
    for (uint32_t i = 0; i < count; i++)
        size += padded((size_t)rows[i].size);
    return size;
}

void q_model_write(q_model_section_row *rows, const void *const *sections, uint32_t count, unsigned char *out)
{
    size_t size = q_model_size(rows, count), at = (size_t)Q_MODEL_ALIGN * (count + 1);
    memset(out, 0, size);
    for (uint32_t i = 0; i < count; i++) {
        unsigned char *row = out + (size_t)Q_MODEL_ALIGN * (i + 1);
        memcpy(out + at, sections[i], (size_t)rows[i].size);
        rows[i].offset = at;
        rows[i].checksum = checksum_of(out + at, (size_t)rows[i].size);
        memcpy(row, rows[i].name, strlen(rows[i].name));
        q_write32(row + ROW_VERSION, rows[i].version);
        q_write64(row + ROW_OFFSET, rows[i].offset);
        q_write64(row + ROW_SIZE, rows[i].size);
        q_write64(row + ROW_CHECKSUM, rows[i].checksum);
        at += padded((size_t)rows[i].size);
    }
    memcpy(out, Q_MODEL_MAGIC, 8);
    q_write32(out + HEADER_VERSION, Q_MODEL_VERSION);
    q_write32(out + HEADER_COUNT, count);
    q_write64(out + HEADER_SIZE, size);
    q_write64(out + HEADER_CHECKSUM, checksum_of(out + Q_MODEL_ALIGN, (size_t)Q_MODEL_ALIGN * count));
}
