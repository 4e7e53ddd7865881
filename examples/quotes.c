/* quotes.c - the quotations of a file, each with its speaker: quotes FILE */
#include <quoth/quoth.h>

#include <stdio.h>
#include <stdlib.h>

static char *read_file(const char *path, size_t *length)
{
    static char text[1 << 20];
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    *length = fread(text, 1, sizeof text, file);
    fclose(file);
    return text;
}

static void print_quote(const quoth_result *result, const quoth_quote *quote, const char *text)
{
    const quoth_entity *speaker = quoth_result_entity_at(result, quote->speaker); /* NULL for QUOTH_NONE */
    printf("%s, %s:\n", speaker ? speaker->name : "Nobody", quoth_quote_type_name(quote->type));
    for (size_t i = 0; i < quote->content_count; i++) {
        quoth_span span = quote->content[i]; /* in bytes, the unit of the default options */
        printf("    %.*s\n", (int)(span.end - span.start), text + span.start);
    }
}

int main(int argc, char **argv)
{
    size_t length = 0;
    const char *text = argc == 2 ? read_file(argv[1], &length) : NULL;
    if (!text) {
        fprintf(stderr, "usage: quotes FILE\n");
        return EXIT_FAILURE;
    }
    quoth_analyzer *analyzer = NULL;
    quoth_result *result = NULL;
    quoth_status status = quoth_analyzer_new(&analyzer, NULL, NULL);
    if (status == QUOTH_OK)
        status = quoth_analyze(analyzer, text, length, &result);
    for (size_t i = 0; status == QUOTH_OK && i < quoth_result_quote_count(result); i++)
        print_quote(result, quoth_result_quote_at(result, i), text);
    if (status != QUOTH_OK)
        fprintf(stderr, "quotes: %s: %s, byte %zu\n", argv[1], quoth_strerror(status), quoth_analyzer_error_offset(analyzer));
    quoth_result_free(result);
    quoth_analyzer_free(analyzer);
    return status == QUOTH_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
