/* installed.c - a user's program, compiled against the installed library: prints the version and who speaks. */
#include <quoth/quoth.h>

#include <stdio.h>

int main(void)
{
    static const char text[] = "“The ferry is late,” said Nora Feld.";
    quoth_analyzer *analyzer;
    quoth_result *result;
    if (quoth_analyzer_new(&analyzer, NULL, NULL) != QUOTH_OK)
        return 1;
    if (quoth_analyze(analyzer, text, sizeof text - 1, &result) != QUOTH_OK)
        return 1;
    const quoth_quote *quote = quoth_result_quote_at(result, 0);
    const quoth_entity *speaker = quote ? quoth_result_entity_at(result, quote->speaker) : NULL;
    printf("%s %s\n", quoth_version(), speaker ? speaker->name : "nobody");
    quoth_result_free(result);
    quoth_analyzer_free(analyzer);
    return 0;
}
