/* characters.c - a scene of a story as a script, with speakers and a reporting verb of our own. */
#include <quoth/quoth.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char scene[] =
    "“Who left the lamp burning?” blarked the Old Man of the Weir.\n\n"
    "“I did,” said Wren. “You told me to.”\n\n"
    "The keeper shook his head. “I told you,” said the Old Man, “to watch it.”\n";

static const char *const keeper_names[] = {"the Old Man", "the Old Man of the Weir", "the keeper"};
static const quoth_character characters[] = {
    {.name = "Halvard the keeper", .aliases = keeper_names, .alias_count = 3, .gender = QUOTH_GENDER_MALE},
    {.name = "Wren", .gender = QUOTH_GENDER_FEMALE},
};
static const char *const verbs[] = {"blark"};

static void print_segment(const quoth_result *result, const quoth_segment *segment)
{
    const quoth_entity *speaker = quoth_result_entity_at(result, segment->speaker);
    if (segment->kind == QUOTH_QUOTE)
        printf("%-20s", speaker ? speaker->name : "?");
    else
        printf("%-20s", segment->kind == QUOTH_TAG ? "(tag)" : "");
    for (size_t i = segment->span.start; i < segment->span.end; i++)
        putchar(scene[i] == '\n' ? ' ' : scene[i]);
    putchar('\n');
}

int main(void)
{
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    options.characters = characters;
    options.character_count = sizeof characters / sizeof *characters;
    options.reporting_verbs = verbs;
    options.reporting_verb_count = sizeof verbs / sizeof *verbs;
    quoth_analyzer *analyzer = NULL;
    quoth_result *result = NULL;
    quoth_status status = quoth_analyzer_new(&analyzer, NULL, &options);
    if (status == QUOTH_OK)
        status = quoth_analyze(analyzer, scene, strlen(scene), &result);
    if (status != QUOTH_OK)
        fprintf(stderr, "characters: %s\n", quoth_strerror(status));
    for (size_t i = 0; status == QUOTH_OK && i < quoth_result_segment_count(result); i++)
        print_segment(result, quoth_result_segment_at(result, i));
    quoth_result_free(result);
    quoth_analyzer_free(analyzer);
    return status == QUOTH_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
