/* settings.h - what the command line asks for. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include "lists.h"
#include "quoth/quoth.h"

typedef enum output_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_JSONL, FORMAT_CSV, FORMAT_CONLLU } output_format;
typedef enum input_format { INPUT_BY_NAME, INPUT_TEXT, INPUT_JSONL } input_format;

typedef struct settings {
    quoth_options options; /* of the library */
    characters characters;
    verbs verbs;
    output_format format;
    input_format input;
    unsigned with; /* QUOTH_JSON_... */
    unsigned threads;
    const char *encoding; /* of files of text: "auto" or a name known to ICU; NULL: UTF-8, or as a byte order mark says */
    int colour;
    char **paths;
    int path_count;
} settings;

/* Reads the command line. Returns -1 to go on; otherwise the program is to end with that status, and all is said. */
int settings_read(settings *settings, int count, char **arguments);
void settings_free(settings *settings);

/* Whether a file holds JSON Lines. */
int settings_lines(const settings *settings, const char *path);

#endif
