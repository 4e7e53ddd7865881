/* mkmodel.c - joins model files into one while building: mkmodel OUT IN...
 *
 * A file that the library would refuse, such as one trained with other feature code, is left out with a warning, so that the
 * trainer can be built; the tests demand that every section is there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"

enum { SECTION_FILES_MAX = Q_MODEL_SECTIONS_MAX };

typedef struct joined {
    q_model_section_row rows[Q_MODEL_SECTIONS_MAX];
    const void *sections[Q_MODEL_SECTIONS_MAX];
    uint32_t count;
} joined;

static void *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    unsigned char *bytes = NULL;
    long length = -1;
    if (file && !fseek(file, 0, SEEK_END) && (length = ftell(file)) > 0 && !fseek(file, 0, SEEK_SET))
        bytes = malloc((size_t)length);
    if (bytes && fread(bytes, 1, (size_t)length, file) != (size_t)length) {
        free(bytes);
        bytes = NULL;
    }
    if (file)
        fclose(file);
    *size = bytes ? (size_t)length : 0;
    return bytes;
}

static int add_sections(joined *all, const q_model *model)
{
    for (uint32_t i = 0; i < model->count; i++) {
        q_model_section_row row = q_model_row(model, i);
        size_t size;
        if (all->count == Q_MODEL_SECTIONS_MAX)
            return -1;
        all->sections[all->count] = q_model_section(model, row.name, &size);
        all->rows[all->count++] = row;
    }
    return 0;
}

static int write_file(const char *path, joined *all)
{
    size_t size = q_model_size(all->rows, all->count);
    unsigned char *bytes = malloc(size);
    FILE *file = bytes ? fopen(path, "wb") : NULL;
    int failed = !file;
    if (file) {
        q_model_write(all->rows, all->sections, all->count, bytes);
        failed = fwrite(bytes, 1, size, file) != size;
        failed |= fclose(file) != 0;
    }
    free(bytes);
    return failed;
}

int main(int argc, char **argv)
{
    static joined all;
    static void *files[SECTION_FILES_MAX];
    int failed = argc < 2 || argc > SECTION_FILES_MAX + 2;
    for (int i = 2; !failed && i < argc; i++) {
        q_model model;
        size_t size;
        files[i - 2] = read_file(argv[i], &size);
        if (q_model_open(&model, files[i - 2], size, Q_MODEL_CHECK))
            fprintf(stderr, "mkmodel: %s is damaged or stale and left out: run make models\n", argv[i]);
        else
            failed = add_sections(&all, &model);
    }
    failed = failed || write_file(argv[1], &all);
    if (failed)
        fprintf(stderr, "mkmodel: cannot write %s\n", argc > 1 ? argv[1] : "the model");
    for (int i = 0; i < SECTION_FILES_MAX; i++)
        free(files[i]);
    return failed;
}
