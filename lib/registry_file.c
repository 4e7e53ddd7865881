/* registry_file.c - a registry to bytes and back; registry.h describes the format. */
#include <string.h>

#include "model.h"
#include "registry.h"
#include "utf8.h"

enum { VERSION_AT = 8, DOCUMENTS_AT = 12, PERSONS_AT = 16, RESERVED_AT = 20, SIZE_AT = 24, CHECKSUM_AT = 32 };

static uint64_t checksum(const unsigned char *bytes, size_t size)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 1099511628211u;
    return hash;
}

/* ---- writing ---- */

typedef struct output {
    const quoth_allocator *allocator;
    Q_ROWS(unsigned char) bytes;
    int failed;
} output;

static unsigned char *room(output *out, size_t size)
{
    unsigned char *at = out->failed || size > UINT32_MAX ? NULL : Q_APPEND(out->allocator, &out->bytes, size);
    out->failed = at == NULL;
    return at;
}

static void put32(output *out, uint32_t value)
{
    unsigned char *at = room(out, 4);
    if (at)
        q_write32(at, value);
}

static void put64(output *out, uint64_t value)
{
    unsigned char *at = room(out, 8);
    if (at)
        q_write64(at, value);
}

static void put_double(output *out, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put64(out, bits);
}

static void put_string(output *out, const char *string)
{
    size_t length = strlen(string);
    put32(out, (uint32_t)length);
    unsigned char *at = length ? room(out, length) : NULL;
    if (at)
        memcpy(at, string, length);
}

static void put_person(output *out, const q_person *person)
{
    put32(out, (uint32_t)person->shown.kind);
    put32(out, (uint32_t)person->shown.gender);
    put32(out, person->shown.named != 0);
    put_string(out, person->shown.name);
    put32(out, person->aliases.n);
    for (uint32_t i = 0; i < person->aliases.n; i++)
        put_string(out, person->aliases.at[i]);
    put32(out, person->statements.n);
    for (uint32_t i = 0; i < person->statements.n; i++) {
        const q_statement *statement = &person->statements.at[i];
        put32(out, statement->document);
        put64(out, statement->shown.quote);
        put64(out, statement->shown.span.start);
        put64(out, statement->shown.span.end);
        put_double(out, statement->shown.confidence);
    }
}

static void put_header(output *out, const quoth_registry *registry)
{
    unsigned char *at = out->bytes.at;
    size_t size = out->bytes.n - Q_REGISTRY_HEADER;
    memcpy(at, Q_REGISTRY_MAGIC, 8);
    q_write32(at + VERSION_AT, Q_REGISTRY_VERSION);
    q_write32(at + DOCUMENTS_AT, registry->documents.n);
    q_write32(at + PERSONS_AT, registry->persons.n);
    q_write32(at + RESERVED_AT, 0);
    q_write64(at + SIZE_AT, size);
    q_write64(at + CHECKSUM_AT, checksum(at + Q_REGISTRY_HEADER, size));
}

quoth_status quoth_registry_write(const quoth_registry *registry, quoth_write_fn write, void *context)
{
    if (!registry || !write)
        return QUOTH_E_ARGUMENT;
    output out = {.allocator = &registry->allocator};
    room(&out, Q_REGISTRY_HEADER);
    for (uint32_t i = 0; i < registry->documents.n; i++)
        put_string(&out, registry->documents.at[i]);
    for (uint32_t i = 0; i < registry->persons.n; i++)
        put_person(&out, &registry->persons.at[i]);
    quoth_status status = out.failed ? QUOTH_E_MEMORY : QUOTH_OK;
    if (status == QUOTH_OK) {
        put_header(&out, registry);
        if (write(context, (const char *)out.bytes.at, out.bytes.n))
            status = QUOTH_E_WRITE;
    }
    Q_ROWS_FREE(out.allocator, &out.bytes);
    return status;
}

/* ---- reading ---- */

typedef struct input {
    quoth_registry *registry;
    const unsigned char *at, *end;
    quoth_status status;
} input;

static int bad(input *in, quoth_status status)
{
    if (in->status == QUOTH_OK)
        in->status = status;
    return 0;
}

static uint64_t get(input *in, size_t size)
{
    if (in->status != QUOTH_OK || (size_t)(in->end - in->at) < size) {
        bad(in, QUOTH_E_MODEL);
        return 0;
    }
    in->at += size;
    return size == 4 ? q_read32(in->at - 4) : q_read64(in->at - 8);
}

static double get_double(input *in)
{
    uint64_t bits = get(in, 8);
    double value;
    memcpy(&value, &bits, sizeof value);
    if (!(value >= 0 && value <= 1))
        bad(in, QUOTH_E_MODEL);
    return value;
}

/* A number of rows, each of which takes `least` bytes or more. */
static uint32_t get_count(input *in, size_t least)
{
    uint64_t count = get(in, 4);
    if (count > (size_t)(in->end - in->at) / least)
        bad(in, QUOTH_E_MODEL);
    return in->status == QUOTH_OK ? (uint32_t)count : 0;
}

static const char *get_string(input *in)
{
    uint32_t length = get_count(in, 1);
    const char *bytes = (const char *)in->at;
    if (in->status != QUOTH_OK || memchr(bytes, '\0', length) || (length && q_utf8_invalid(bytes, length) != length)) {
        bad(in, QUOTH_E_MODEL);
        return "";
    }
    in->at += length;
    const char *string = q_arena_copy(&in->registry->strings, bytes, length);
    if (!string)
        bad(in, QUOTH_E_MEMORY);
    return string ? string : "";
}

static void get_statements(input *in, q_person *person, uint32_t count)
{
    for (uint32_t i = 0; i < count && in->status == QUOTH_OK; i++) {
        q_statement statement = {.document = (uint32_t)get(in, 4)};
        statement.shown.quote = (size_t)get(in, 8);
        statement.shown.span.start = (size_t)get(in, 8);
        statement.shown.span.end = (size_t)get(in, 8);
        statement.shown.confidence = get_double(in);
        if (statement.document >= in->registry->documents.n || statement.shown.span.start > statement.shown.span.end)
            bad(in, QUOTH_E_MODEL);
        if (in->status != QUOTH_OK)
            return;
        statement.shown.document = in->registry->documents.at[statement.document];
        q_registry_state(person, &statement);
    }
}

static void get_person(input *in)
{
    const quoth_allocator *allocator = &in->registry->allocator;
    uint64_t kind = get(in, 4), gender = get(in, 4), named = get(in, 4);
    Q_ROWS(const char *) aliases = {0};
    q_voice voice = {.name = get_string(in), .kind = (quoth_entity_kind)kind, .gender = (quoth_gender)gender, .named = named == 1};
    if (kind > QUOTH_OTHER || gender > QUOTH_GENDER_NEUTER || named > 1)
        bad(in, QUOTH_E_MODEL);
    voice.alias_count = get_count(in, 4);
    if (!Q_APPEND(allocator, &aliases, voice.alias_count + 1))
        bad(in, QUOTH_E_MEMORY);
    for (uint32_t i = 0; i < voice.alias_count && in->status == QUOTH_OK; i++)
        aliases.at[i] = get_string(in);
    voice.aliases = aliases.at;
    voice.statement_count = get_count(in, 36);
    if (in->status == QUOTH_OK) {
        q_person *person = q_registry_person(in->registry, &voice);
        if (person)
            get_statements(in, person, (uint32_t)voice.statement_count);
        else
            bad(in, QUOTH_E_MEMORY);
    }
    Q_ROWS_FREE(allocator, (&aliases));
}

static void get_documents(input *in, uint32_t count)
{
    for (uint32_t i = 0; i < count && in->status == QUOTH_OK; i++) {
        const char *id = get_string(in), **row = Q_APPEND(&in->registry->allocator, &in->registry->documents, 1);
        if (row)
            *row = id;
        else
            bad(in, QUOTH_E_MEMORY);
    }
}

static int is_sound(const unsigned char *bytes, size_t size)
{
    return size >= Q_REGISTRY_HEADER && !memcmp(bytes, Q_REGISTRY_MAGIC, 8) &&
           q_read32(bytes + VERSION_AT) == Q_REGISTRY_VERSION && q_read32(bytes + RESERVED_AT) == 0 &&
           q_read64(bytes + SIZE_AT) == size - Q_REGISTRY_HEADER &&
           q_read64(bytes + CHECKSUM_AT) == checksum(bytes + Q_REGISTRY_HEADER, size - Q_REGISTRY_HEADER);
}

quoth_status quoth_registry_open(quoth_registry **out, const void *given, size_t size, const quoth_allocator *allocator)
{
    const unsigned char *bytes = given;
    quoth_status status = quoth_registry_new(out, allocator);
    if (status == QUOTH_OK && !bytes)
        status = QUOTH_E_ARGUMENT;
    if (status == QUOTH_OK && !is_sound(bytes, size))
        status = QUOTH_E_MODEL;
    if (status == QUOTH_OK) {
        input in = {*out, bytes + Q_REGISTRY_HEADER, bytes + size, QUOTH_OK};
        get_documents(&in, q_read32(bytes + DOCUMENTS_AT));
        for (uint32_t i = q_read32(bytes + PERSONS_AT); i > 0 && in.status == QUOTH_OK; i--)
            get_person(&in);
        status = in.status == QUOTH_OK && in.at != in.end ? QUOTH_E_MODEL : in.status;
    }
    if (status != QUOTH_OK && out) {
        quoth_registry_free(*out);
        *out = NULL;
    }
    return status;
}
