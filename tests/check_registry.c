/* check_registry.c - the speakers of many documents: who is joined, what is kept, and the file. */
#include <stdio.h>
#include <time.h>

#include "api_fixture.h"
#include "counting.h"
#include "suite.h"

static void add(quoth_registry *registry, const char *id, const char *text)
{
    quoth_result *result = read_text(text, NULL);
    ck_assert_int_eq(quoth_registry_add(registry, id, result), QUOTH_OK);
    quoth_result_free(result);
}

static void open_with(quoth_registry **registry, const char *first, const char *second)
{
    ck_assert_int_eq(quoth_registry_new(registry, NULL), QUOTH_OK);
    add(*registry, "first", first);
    add(*registry, "second", second);
}

/* How many speakers two documents have together. */
static size_t speakers(const char *first, const char *second)
{
    quoth_registry *registry;
    open_with(&registry, first, second);
    size_t count = quoth_registry_speaker_count(registry);
    quoth_registry_free(registry);
    return count;
}

static size_t speakers_named(const char *first, const char *second)
{
    char texts[2][128];
    const char *names[2] = {first, second};
    for (int i = 0; i < 2; i++)
        snprintf(texts[i], sizeof texts[i], "“The ice is thick,” said %s.", names[i]);
    return speakers(texts[0], texts[1]);
}

START_TEST(test_who_is_joined)
{
    ck_assert_uint_eq(speakers_named("Ruth Moss", "Ruth Moss"), 1);
    ck_assert_uint_eq(speakers_named("Ruth Moss", "Dr. Ruth Moss"), 1);
    ck_assert_uint_eq(speakers_named("Ruth Moss", "Ruth A. Moss"), 1);
    ck_assert_uint_eq(speakers_named("Ruth Anna Moss", "Ruth A. Moss"), 1);
    ck_assert_uint_eq(speakers_named("the Nordbank", "The Nordbank"), 1);
}
END_TEST

START_TEST(test_who_is_not_joined)
{
    ck_assert_uint_eq(speakers_named("Ruth Moss", "Carl Moss"), 2);
    ck_assert_uint_eq(speakers_named("Ruth A. Moss", "Ruth B. Moss"), 2);
    ck_assert_uint_eq(speakers_named("Carl Moss", "Carl Moss Jr."), 2);
    ck_assert_uint_eq(speakers_named("Mr. Moss", "Mr. Moss"), 2);
    ck_assert_uint_eq(speakers_named("the minister", "the minister"), 2);
    ck_assert_uint_eq(speakers_named("officials", "officials"), 2);
}
END_TEST

START_TEST(test_an_initial_that_fits_two_is_nobody_of_them)
{
    quoth_registry *registry;
    open_with(&registry, "“The ice is thick,” said Ruth A. Moss.", "“The ice is thick,” said Ruth B. Moss.");
    add(registry, "third", "“The ice is thick,” said Ruth Moss.");
    ck_assert_uint_eq(quoth_registry_speaker_count(registry), 3);
    add(registry, "fourth", "“The ice is thick,” said Ruth Moss.");
    ck_assert_uint_eq(quoth_registry_speaker_count(registry), 3);
    quoth_registry_free(registry);
}
END_TEST

static const char first[] = "“The ice is thick,” said Ruth Moss. Mrs. Moss added that nobody would sail.";
static const char second[] = "Zoë laughed. “The ice is gone,” Ruth A. Moss said. “Good,” said Carl Dunn. Officials said it was.";

START_TEST(test_rows)
{
    quoth_registry *registry;
    open_with(&registry, first, second);
    ck_assert_uint_eq(quoth_registry_speaker_count(registry), 3);
    const quoth_speaker *moss = quoth_registry_speaker_at(registry, 0);
    ck_assert_str_eq(moss->name, "Ruth A. Moss");
    ck_assert_int_eq(moss->kind, QUOTH_PERSON);
    ck_assert_int_eq(moss->gender, QUOTH_GENDER_FEMALE);
    ck_assert_int_ne(moss->named, 0);
    ck_assert_uint_eq(moss->statement_count, 3);
    const quoth_statement *last = quoth_registry_statement_at(registry, 0, 2);
    ck_assert_str_eq(last->document, "second");
    ck_assert_uint_eq(last->quote, 0);
    ck_assert_uint_eq(last->span.start, (size_t)(strstr(second, "“The") - second));
    ck_assert_ptr_null(quoth_registry_statement_at(registry, 0, 3));
    ck_assert_ptr_null(quoth_registry_statement_at(registry, 3, 0));
    ck_assert_ptr_null(quoth_registry_speaker_at(registry, 3));
    ck_assert_int_eq(quoth_registry_speaker_at(registry, 2)->named, 0);
    quoth_registry_free(registry);
}
END_TEST

START_TEST(test_find)
{
    quoth_registry *registry;
    open_with(&registry, first, second);
    ck_assert_uint_eq(quoth_registry_find(registry, "RUTH MOSS", 0), 0);
    ck_assert_uint_eq(quoth_registry_find(registry, "Mrs. Moss", 0), 0);
    ck_assert_uint_eq(quoth_registry_find(registry, "Carl Dunn", 0), 1);
    ck_assert_uint_eq(quoth_registry_find(registry, "Carl Dunn", 2), QUOTH_NONE);
    ck_assert_uint_eq(quoth_registry_find(registry, "Moss", 0), QUOTH_NONE);
    quoth_registry_free(registry);
}
END_TEST

START_TEST(test_null_arguments)
{
    quoth_registry *registry;
    ck_assert_int_eq(quoth_registry_new(NULL, NULL), QUOTH_E_ARGUMENT);
    ck_assert_int_eq(quoth_registry_open(&registry, NULL, 0, NULL), QUOTH_E_ARGUMENT);
    ck_assert_ptr_null(registry);
    ck_assert_int_eq(quoth_registry_new(&registry, NULL), QUOTH_OK);
    ck_assert_int_eq(quoth_registry_add(registry, "a", NULL), QUOTH_E_ARGUMENT);
    ck_assert_int_eq(quoth_registry_write(registry, NULL, NULL), QUOTH_E_ARGUMENT);
    ck_assert_uint_eq(quoth_registry_find(NULL, "a", 0), QUOTH_NONE);
    ck_assert_uint_eq(quoth_registry_speaker_count(NULL), 0);
    quoth_registry_free(registry);
    quoth_registry_free(NULL);
}
END_TEST

static written bytes_of(const quoth_registry *registry)
{
    written out = {NULL, 0};
    ck_assert_int_eq(quoth_registry_write(registry, keep_bytes, &out), QUOTH_OK);
    return out;
}

START_TEST(test_written_and_read_again)
{
    quoth_registry *registry, *again;
    open_with(&registry, first, second);
    written out = bytes_of(registry);
    ck_assert_int_eq(quoth_registry_open(&again, out.bytes, out.length, NULL), QUOTH_OK);
    written repeated = bytes_of(again);
    ck_assert_uint_eq(repeated.length, out.length);
    ck_assert_mem_eq(repeated.bytes, out.bytes, out.length);
    add(again, "third", "“So it is,” said Ruth Moss.");
    ck_assert_uint_eq(quoth_registry_speaker_count(again), quoth_registry_speaker_count(registry));
    ck_assert_uint_eq(quoth_registry_speaker_at(again, 0)->statement_count, 4);
    free(out.bytes);
    free(repeated.bytes);
    quoth_registry_free(registry);
    quoth_registry_free(again);
}
END_TEST

/* Any change of a bit and any truncation is refused; so is a good checksum over bad rows. */
START_TEST(test_damage_is_refused)
{
    quoth_registry *registry, *again;
    open_with(&registry, first, second);
    written out = bytes_of(registry);
    for (size_t i = 0; i < out.length; i++) {
        out.bytes[i] = (char)(out.bytes[i] ^ 1 << i % 8);
        ck_assert_int_eq(quoth_registry_open(&again, out.bytes, out.length, NULL), QUOTH_E_MODEL);
        ck_assert_ptr_null(again);
        out.bytes[i] = (char)(out.bytes[i] ^ 1 << i % 8);
        ck_assert_int_eq(quoth_registry_open(&again, out.bytes, i, NULL), QUOTH_E_MODEL);
    }
    free(out.bytes);
    quoth_registry_free(registry);
}
END_TEST

static void seal(written *file)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 40; i < file->length; i++)
        hash = (hash ^ (unsigned char)file->bytes[i]) * 1099511628211u;
    for (int i = 0; i < 8; i++)
        file->bytes[32 + i] = (char)(hash >> 8 * i);
}

START_TEST(test_bad_rows_behind_a_good_checksum)
{
    quoth_registry *registry, *again;
    open_with(&registry, first, second);
    written out = bytes_of(registry);
    for (size_t i = 40; i < out.length; i++)
        for (int bit = 0; bit < 8; bit += 7) {
            out.bytes[i] = (char)(out.bytes[i] ^ 1 << bit);
            seal(&out);
            quoth_status status = quoth_registry_open(&again, out.bytes, out.length, NULL);
            ck_assert_msg(status == QUOTH_OK || status == QUOTH_E_MODEL, "byte %zu bit %d: %s", i, bit, quoth_strerror(status));
            quoth_registry_free(again);
            out.bytes[i] = (char)(out.bytes[i] ^ 1 << bit);
        }
    free(out.bytes);
    quoth_registry_free(registry);
}
END_TEST

static int refuse(void *context, const char *bytes, size_t length)
{
    (void)context;
    (void)bytes;
    return length > 0;
}

START_TEST(test_write_fails)
{
    quoth_registry *registry;
    open_with(&registry, first, second);
    ck_assert_int_eq(quoth_registry_write(registry, refuse, NULL), QUOTH_E_WRITE);
    quoth_registry_free(registry);
}
END_TEST

/* Two documents added, written and read again, with the allocator failing where it fails. */
static quoth_status live(const quoth_allocator *allocator, quoth_result *const *results)
{
    quoth_registry *registry, *again = NULL;
    written out = {NULL, 0};
    quoth_status status = quoth_registry_new(&registry, allocator);
    for (int i = 0; i < 2 && status == QUOTH_OK; i++) {
        size_t before = quoth_registry_speaker_count(registry);
        status = quoth_registry_add(registry, "document", results[i]);
        if (status != QUOTH_OK)
            ck_assert_uint_eq(quoth_registry_speaker_count(registry), before);
        if (status != QUOTH_OK && i == 1)
            ck_assert_str_eq(quoth_registry_speaker_at(registry, 0)->name, "Ruth Moss");
    }
    if (status == QUOTH_OK)
        status = quoth_registry_write(registry, keep_bytes, &out);
    if (status == QUOTH_OK)
        status = quoth_registry_open(&again, out.bytes, out.length, allocator);
    quoth_registry_free(registry);
    quoth_registry_free(again);
    free(out.bytes);
    return status;
}

START_TEST(test_each_allocation_fails)
{
    quoth_analyzer *analyzer;
    quoth_result *results[2];
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, NULL), QUOTH_OK);
    ck_assert_int_eq(quoth_analyze(analyzer, first, sizeof first - 1, &results[0]), QUOTH_OK);
    ck_assert_int_eq(quoth_analyze(analyzer, second, sizeof second - 1, &results[1]), QUOTH_OK);
    quoth_status status = QUOTH_E_MEMORY;
    size_t failures = 0;
    for (; status != QUOTH_OK; failures++) {
        counter count = {.left = failures};
        quoth_allocator allocator = counting(&count);
        status = live(&allocator, results);
        ck_assert_uint_eq(count.live, 0);
        ck_assert_int_eq(status, count.failed ? QUOTH_E_MEMORY : QUOTH_OK);
    }
    ck_assert_uint_gt(failures, 20);
    quoth_result_free(results[0]);
    quoth_result_free(results[1]);
    quoth_analyzer_free(analyzer);
}
END_TEST

/* ---- any documents in any order ---- */

static const char *const first_names[] = {"Ruth", "Carl", "Zoë"}, *const middles[] = {"", "A. ", "Anna ", "B. "};
static const char *const last_names[] = {"Moss", "Dunn"}, *const juniors[] = {"", " Jr."};

typedef struct full_name {
    const char *first, *middle, *last, *junior;
} full_name;

static uint32_t any(uint32_t *state, uint32_t count)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 16) % count;
}

static full_name any_name(uint32_t *state)
{
    return (full_name){first_names[any(state, 3)], middles[any(state, 4)], last_names[any(state, 2)], juniors[any(state, 2)]};
}

static void write_name(char *out, size_t room, const full_name *name)
{
    snprintf(out, room, "%s %s%s%s", name->first, name->middle, name->last, name->junior);
}

/* Whether one person may bear both names. */
static int may_be_one(const full_name *a, const full_name *b)
{
    int middle = !*a->middle || !*b->middle || a->middle == b->middle || (a->middle[0] == b->middle[0]);
    return a->first == b->first && a->last == b->last && a->junior == b->junior && middle;
}

static int bears(const quoth_speaker *speaker, const char *form)
{
    for (size_t i = 0; i < speaker->alias_count; i++)
        if (!strcmp(speaker->aliases[i], form))
            return 1;
    return !strcmp(speaker->name, form);
}

/* Those of all names that the speaker has been called may be one person's. */
static void expect_one_person(const quoth_speaker *speaker)
{
    full_name called[48];
    size_t count = 0;
    char form[64];
    for (uint32_t i = 0; i < 48; i++) {
        full_name name = {first_names[i % 3], middles[i / 3 % 4], last_names[i / 12 % 2], juniors[i / 24]};
        write_name(form, sizeof form, &name);
        if (bears(speaker, form))
            called[count++] = name;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(may_be_one(&called[i], &called[k]), "%s is two persons", speaker->name);
}

/* Finds by the index what a look at every speaker finds. */
static void expect_found(const quoth_registry *registry, const char *form)
{
    size_t found = quoth_registry_find(registry, form, 0);
    for (size_t i = 0; i < quoth_registry_speaker_count(registry); i++)
        if (bears(quoth_registry_speaker_at(registry, i), form)) {
            ck_assert_uint_eq(found, i);
            found = quoth_registry_find(registry, form, i + 1);
        }
    ck_assert_uint_eq(found, QUOTH_NONE);
}

START_TEST(test_whatever_is_added)
{
    uint32_t state = (uint32_t)_i;
    char names[2][64], text[256];
    quoth_registry *registry, *again;
    ck_assert_int_eq(quoth_registry_new(&registry, NULL), QUOTH_OK);
    for (int document = 0; document < 24; document++) {
        for (int i = 0; i < 2; i++) {
            full_name name = any_name(&state);
            write_name(names[i], sizeof names[i], &name);
        }
        snprintf(text, sizeof text, "“The ice is thick,” said %s. “It will melt,” said %s. Officials said it was gone.", names[0], names[1]);
        add(registry, "document", text);
        expect_found(registry, names[0]);
        expect_found(registry, names[1]);
    }
    expect_found(registry, "Officials");
    for (size_t i = 0; i < quoth_registry_speaker_count(registry); i++)
        expect_one_person(quoth_registry_speaker_at(registry, i));
    written out = bytes_of(registry);
    ck_assert_int_eq(quoth_registry_open(&again, out.bytes, out.length, NULL), QUOTH_OK);
    for (size_t i = 0; i < quoth_registry_speaker_count(registry); i++)
        expect_found(again, quoth_registry_speaker_at(registry, i)->name);
    free(out.bytes);
    quoth_registry_free(registry);
    quoth_registry_free(again);
}
END_TEST

/* The seconds that it takes to add one result so often, and to find everybody in it. */
static double seconds_of(const char *text, size_t times)
{
    quoth_registry *registry;
    quoth_result *result = read_text(text, NULL);
    size_t count = 0;
    ck_assert_int_eq(quoth_registry_new(&registry, NULL), QUOTH_OK);
    clock_t start = clock();
    for (size_t i = 0; i < times; i++)
        ck_assert_int_eq(quoth_registry_add(registry, "document", result), QUOTH_OK);
    for (size_t i = 0; (i = quoth_registry_find(registry, "Officials", i)) != QUOTH_NONE; i++)
        count++;
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    ck_assert_uint_eq(count, times);
    quoth_registry_free(registry);
    quoth_result_free(result);
    return seconds;
}

START_TEST(test_linear_time)
{
    expect_linear(seconds_of, "“The ice is thick,” said Ruth Moss. Officials said it was gone. “So it is,” Carl Dunn said.", 10000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("registry");
    TCase *tests = tcase_create("registry");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, test_who_is_joined);
    tcase_add_test(tests, test_who_is_not_joined);
    tcase_add_test(tests, test_an_initial_that_fits_two_is_nobody_of_them);
    tcase_add_test(tests, test_rows);
    tcase_add_test(tests, test_find);
    tcase_add_test(tests, test_null_arguments);
    tcase_add_test(tests, test_written_and_read_again);
    tcase_add_test(tests, test_damage_is_refused);
    tcase_add_test(tests, test_bad_rows_behind_a_good_checksum);
    tcase_add_test(tests, test_write_fails);
    tcase_add_test(tests, test_each_allocation_fails);
    tcase_add_loop_test(tests, test_whatever_is_added, 0, 20);
    tcase_add_test(tests, test_linear_time);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
