/* check_model.c - model files: opened in place, or refused. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "linear.h"
#include "model.h"
#include "quoth/quoth.h"
#include "suite.h"

enum { ROWS = 8, SECTION = Q_LINEAR_HEADER + ROWS, FILE_SIZE = 64 * 3 + 64 * 2 + 64 };

static void make_section(unsigned char *section, uint32_t classes, uint32_t rows, float scale)
{
    uint32_t bits;
    memcpy(&bits, &scale, sizeof bits);
    memset(section, 0, SECTION);
    q_write32(section, classes);
    q_write32(section + 4, classes);
    q_write32(section + 8, rows);
    q_write32(section + 12, bits);
    for (int i = 0; i < ROWS; i++)
        section[Q_LINEAR_HEADER + i] = (unsigned char)(signed char)(i - 3);
}

/* A file of the section "sentence", of a feature version, and one of another program. */
static void make_file(unsigned char *file, const unsigned char *section, uint32_t version)
{
    q_model_section_row rows[2] = {{.name = "sentence", .version = version, .size = SECTION},
                                   {.name = "of others", .version = 7, .size = 5}};
    const void *sections[2] = {section, "hello"};
    ck_assert_uint_eq(q_model_size(rows, 2), FILE_SIZE);
    q_model_write(rows, sections, 2, file);
}

static void make_good(unsigned char *file)
{
    unsigned char section[SECTION];
    make_section(section, 1, ROWS, 0.5f);
    make_file(file, section, Q_FEATURES_SENTENCE);
}

START_TEST(test_sections_are_found)
{
    unsigned char file[FILE_SIZE];
    q_model model;
    q_linear linear;
    size_t size;
    make_good(file);
    ck_assert_int_eq(q_model_open(&model, file, sizeof file, Q_MODEL_CHECK), 0);
    ck_assert_uint_eq(model.count, 2);
    const void *section = q_model_section(&model, "sentence", &size);
    ck_assert_uint_eq(size, SECTION);
    ck_assert_uint_eq((size_t)((const unsigned char *)section - file) % Q_MODEL_ALIGN, 0);
    ck_assert_int_eq(q_linear_open(&linear, section, size), 0);
    ck_assert_float_eq(linear.scale, 0.5f);
    uint32_t features[] = {0, 7, 8 + 6};
    ck_assert_int_eq(q_linear_score(&linear, features, 3), -3 + 4 + 3);
    ck_assert_ptr_null(q_model_section(&model, "nothing", &size));
    ck_assert_ptr_null(q_model_section(NULL, "sentence", &size));
}
END_TEST

START_TEST(test_damage_is_refused)
{
    unsigned char file[FILE_SIZE + 1] = {0};
    q_model model;
    make_good(file);
    for (size_t size = 0; size < FILE_SIZE; size++)
        ck_assert_int_eq(q_model_open(&model, file, size, Q_MODEL_CHECK), -1);
    ck_assert_int_eq(q_model_open(&model, file, FILE_SIZE + 1, Q_MODEL_CHECK), -1);
    ck_assert_int_eq(q_model_open(&model, NULL, 0, Q_MODEL_CHECK), -1);
    for (size_t i = 0; i < FILE_SIZE; i++)
        for (int bit = 0; bit < 8; bit++) {
            file[i] ^= (unsigned char)(1 << bit);
            ck_assert_msg(q_model_open(&model, file, FILE_SIZE, Q_MODEL_CHECK) == -1, "byte %zu, bit %d", i, bit);
            file[i] ^= (unsigned char)(1 << bit);
        }
    ck_assert_int_eq(q_model_open(&model, file, FILE_SIZE, Q_MODEL_CHECK), 0);
}
END_TEST

START_TEST(test_stale_and_misshapen_sections_are_refused)
{
    unsigned char file[FILE_SIZE], section[SECTION];
    q_model model;
    make_section(section, 1, ROWS, 0.5f);
    make_file(file, section, Q_FEATURES_SENTENCE + 1);
    ck_assert_int_eq(q_model_open(&model, file, sizeof file, Q_MODEL_CHECK), -1);
    static const struct {
        uint32_t classes, rows;
        float scale;
    } bad[] = {{2, ROWS / 2, 1}, {0, ROWS, 1}, {1, ROWS * 2, 1}, {1, 0, 1}, {1, ROWS - 1, 1}, {1, ROWS, 0}, {1, ROWS, -1}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        make_section(section, bad[i].classes, bad[i].rows, bad[i].scale);
        make_file(file, section, Q_FEATURES_SENTENCE);
        ck_assert_int_eq(q_model_open(&model, file, sizeof file, Q_MODEL_CHECK), -1);
    }
}
END_TEST

/* The checksums of the built-in model, which the library itself does not compute; every section is there. */
START_TEST(test_builtin)
{
    q_model model, checked;
    ck_assert_int_eq(q_model_builtin(&model), 0);
    size_t size = 64 * ((size_t)model.count + 1);
    for (uint32_t i = 0; i < model.count; i++)
        size += (size_t)(q_model_row(&model, i).size + 63) / 64 * 64;
    ck_assert_int_eq(q_model_open(&checked, model.bytes, size, Q_MODEL_CHECK), 0);
    ck_assert_uint_le(size, 12 << 20);
}
END_TEST

static quoth_status analyze_with(quoth_model *model)
{
    quoth_analyzer *analyzer;
    quoth_result *result;
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, model, NULL), QUOTH_OK);
    quoth_status status = quoth_analyze(analyzer, "It rained. We left.", 19, &result);
    quoth_result_free(result);
    quoth_analyzer_free(analyzer);
    return status;
}

START_TEST(test_open_memory)
{
    unsigned char file[FILE_SIZE];
    quoth_model *model;
    make_good(file);
    ck_assert_int_eq(quoth_model_open_memory(&model, file, sizeof file, NULL), QUOTH_OK);
    ck_assert_int_eq(analyze_with(model), QUOTH_OK);
    quoth_model_free(model);
    ck_assert_int_eq(quoth_model_open_memory(&model, file, sizeof file - 1, NULL), QUOTH_E_MODEL);
    ck_assert_ptr_null(model);
    ck_assert_int_eq(quoth_model_open_memory(&model, NULL, 0, NULL), QUOTH_E_ARGUMENT);
    ck_assert_int_eq(quoth_model_open_memory(NULL, file, sizeof file, NULL), QUOTH_E_ARGUMENT);
}
END_TEST

static void write_file(const char *path, const void *bytes, size_t size)
{
    FILE *out = fopen(path, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(bytes, 1, size, out), size);
    ck_assert_int_eq(fclose(out), 0);
}

START_TEST(test_open_file)
{
    static const char path[] = "check_model.tmp";
    unsigned char file[FILE_SIZE];
    quoth_model *model;
    make_good(file);
    write_file(path, file, sizeof file);
    ck_assert_int_eq(quoth_model_open_file(&model, path, NULL), QUOTH_OK);
    ck_assert_int_eq(analyze_with(model), QUOTH_OK);
    quoth_model_free(model);
    write_file(path, file, sizeof file / 2);
    ck_assert_int_eq(quoth_model_open_file(&model, path, NULL), QUOTH_E_MODEL);
    write_file(path, "", 0);
    ck_assert_int_eq(quoth_model_open_file(&model, path, NULL), QUOTH_E_MODEL);
    ck_assert_int_eq(remove(path), 0);
    ck_assert_int_eq(quoth_model_open_file(&model, path, NULL), QUOTH_E_READ);
    ck_assert_ptr_null(model);
    ck_assert_int_eq(quoth_model_open_file(&model, NULL, NULL), QUOTH_E_ARGUMENT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("model");
    TCase *tests = tcase_create("model");
    tcase_add_test(tests, test_sections_are_found);
    tcase_add_test(tests, test_damage_is_refused);
    tcase_add_test(tests, test_stale_and_misshapen_sections_are_refused);
    tcase_add_test(tests, test_builtin);
    tcase_add_test(tests, test_open_memory);
    tcase_add_test(tests, test_open_file);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
