/* threads.c - a thread for each file, one model for all: threads FILE...
 *
 * An analyzer serves one thread at a time; a model and a result any number. */
#include <quoth/quoth.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct task {
    pthread_t thread;
    const char *path;
    const quoth_model *model;
    quoth_status status;
    quoth_result *result;
} task;

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *text = file ? malloc(1 << 20) : NULL;
    *length = text ? fread(text, 1, 1 << 20, file) : 0;
    if (file)
        fclose(file);
    return text;
}

static void *run(void *context)
{
    task *t = context;
    quoth_analyzer *analyzer = NULL;
    size_t length;
    char *text = read_file(t->path, &length);
    t->status = text ? quoth_analyzer_new(&analyzer, t->model, NULL) : QUOTH_E_READ;
    if (t->status == QUOTH_OK)
        t->status = quoth_analyze(analyzer, text, length, &t->result);
    quoth_analyzer_free(analyzer); /* the result stays */
    free(text);
    return NULL;
}

/* The one who speaks most. */
static void print_result(const task *t)
{
    const quoth_entity *most = NULL;
    for (size_t i = 0; i < quoth_result_entity_count(t->result); i++) {
        const quoth_entity *entity = quoth_result_entity_at(t->result, i);
        if (!most || entity->quote_count > most->quote_count)
            most = entity;
    }
    printf("%s: %zu quotes, most by %s\n", t->path, quoth_result_quote_count(t->result), most ? most->name : "nobody");
}

int main(int argc, char **argv)
{
    int count = argc - 1, failed = 0;
    quoth_model *model;
    task *tasks = calloc((size_t)count + 1, sizeof *tasks);
    if (!tasks || quoth_model_new(&model, NULL) != QUOTH_OK)
        return EXIT_FAILURE;
    for (int i = 0; i < count; i++) {
        tasks[i] = (task){.path = argv[i + 1], .model = model, .status = QUOTH_E_INTERNAL};
        if (pthread_create(&tasks[i].thread, NULL, run, &tasks[i]))
            return EXIT_FAILURE;
    }
    for (int i = 0; i < count; i++) {
        pthread_join(tasks[i].thread, NULL);
        if (tasks[i].status == QUOTH_OK)
            print_result(&tasks[i]);
        else
            failed = fprintf(stderr, "threads: %s: %s\n", tasks[i].path, quoth_strerror(tasks[i].status));
        quoth_result_free(tasks[i].result);
    }
    quoth_model_free(model);
    free(tasks);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
