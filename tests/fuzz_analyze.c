/* fuzz_analyze.c - any bytes through the public functions, every span checked.
 *
 * With -fsanitize=fuzzer it is a target of libFuzzer; with -DREPLAY it reads the files named on its command line. The first
 * byte of the input chooses the options, the rest is the text. */
#include <quoth/quoth.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(int holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", what);
    abort();
}

static void expect_spans(const quoth_result *result, const quoth_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++)
        expect(spans[i].start < spans[i].end && spans[i].end <= quoth_result_text_length(result), "span in the text");
}

static void expect_index(size_t index, size_t count)
{
    expect(index == QUOTH_NONE || index < count, "index in range");
}

static void check_sentences(const quoth_result *result)
{
    size_t end = 0, count = quoth_result_sentence_count(result);
    for (size_t i = 0; i < count; i++) {
        const quoth_sentence *row = quoth_result_sentence_at(result, i);
        expect_spans(result, &row->span, 1);
        expect(row->span.start >= end, "sentences do not overlap");
        end = row->span.end;
    }
    end = 0;
    for (size_t i = 0; i < quoth_result_token_count(result); i++) {
        const quoth_token *row = quoth_result_token_at(result, i);
        expect_spans(result, &row->span, 1);
        expect(row->span.start >= end && row->sentence < count, "tokens in order, in sentences");
        const quoth_sentence *sentence = quoth_result_sentence_at(result, row->sentence);
        expect(row->span.start >= sentence->span.start && row->span.end <= sentence->span.end, "token in its sentence");
        end = row->span.end;
    }
}

static void check_quotes(const quoth_result *result)
{
    size_t entities = quoth_result_entity_count(result), quotes = quoth_result_quote_count(result);
    for (size_t i = 0; i < quotes; i++) {
        const quoth_quote *row = quoth_result_quote_at(result, i);
        expect(row->content_count > 0 && row->reason, "a quote has content and a reason");
        expect_spans(result, row->content, row->content_count);
        expect_spans(result, row->cue, row->cue_count);
        expect_spans(result, row->source, row->source_count);
        expect_index(row->speaker, entities);
        expect_index(row->addressee, entities);
        expect(row->confidence >= 0 && row->confidence <= 1, "confidence from 0 to 1");
        for (size_t k = 0; k < row->candidate_count; k++)
            expect(row->candidates[k].entity < entities && row->candidates[k].confidence >= 0 && row->candidates[k].confidence <= 1 &&
                       row->candidates[k].entity != row->speaker,
                   "candidates are other entities");
        for (size_t k = 0; k < row->quoted_count; k++)
            expect(row->quoted[k].start <= row->quoted[k].end, "quoted part");
    }
    for (size_t i = 0; i < quoth_result_marked_count(result); i++) {
        const quoth_marked *row = quoth_result_marked_at(result, i);
        expect_spans(result, &row->span, 1);
        expect_index(row->quote, quotes);
    }
    for (size_t i = 0; i < entities; i++) {
        const quoth_entity *row = quoth_result_entity_at(result, i);
        expect(row->name != NULL, "an entity has a name");
        expect_spans(result, row->mentions, row->mention_count);
    }
}

static void check_segments(const quoth_result *result)
{
    size_t end = 0;
    for (size_t i = 0; i < quoth_result_segment_count(result); i++) {
        const quoth_segment *row = quoth_result_segment_at(result, i);
        expect(row->span.start == end && row->span.end > end, "segments follow without a gap");
        expect_index(row->quote, quoth_result_quote_count(result));
        expect_index(row->speaker, quoth_result_entity_count(result));
        end = row->span.end;
    }
    expect(end == quoth_result_text_length(result), "segments cover the text");
}

static int drop(void *context, const char *bytes, size_t length)
{
    (void)bytes;
    *(size_t *)context += length;
    return 0;
}

static void analyze(quoth_analyzer *analyzer, const char *text, size_t length)
{
    quoth_result *result;
    quoth_status status = quoth_analyze(analyzer, text, length, &result);
    if (status != QUOTH_OK) {
        expect(status == QUOTH_E_UTF8 && !result && quoth_analyzer_error_offset(analyzer) < length, "only bad UTF-8 fails");
        return;
    }
    size_t written = 0;
    check_sentences(result);
    check_quotes(result);
    check_segments(result);
    expect(quoth_result_write_json(result, "id", text, length, 15, drop, &written) == QUOTH_OK && written, "JSON");
    quoth_result_free(result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const languages[] = {"en", "de", "fr", "ru", "zh", "th", "es", "en-GB"};
    static const char *const verbs[] = {"grokke"};
    static const quoth_character characters[] = {{"Ann Bell", NULL, 0, QUOTH_GENDER_FEMALE}};
    if (!size)
        return 0;
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    options.language = languages[data[0] & 7];
    options.offset_unit = (quoth_offset_unit)((data[0] >> 3 & 3) % 3);
    options.scope = data[0] & 32 ? QUOTH_SCOPE_ALL : QUOTH_SCOPE_SPEECH;
    options.style = data[0] & 16 ? QUOTH_STYLE_WEB : QUOTH_STYLE_EDITED;
    options.direct_only = data[0] >> 6 & 1;
    options.characters = characters;
    options.character_count = data[0] >> 7;
    options.reporting_verbs = verbs;
    options.reporting_verb_count = data[0] >> 7;
    char *text = malloc(size); /* its own block, so that a sanitizer sees a read beyond the end */
    quoth_analyzer *analyzer;
    if (!text)
        return 0;
    memcpy(text, data + 1, size - 1);
    text = realloc(text, size > 1 ? size - 1 : 1);
    if (quoth_analyzer_new(&analyzer, NULL, &options) == QUOTH_OK) {
        analyze(analyzer, text, size - 1);
        analyze(analyzer, text, size - 1);
        quoth_analyzer_free(analyzer);
    }
    free(text);
    return 0;
}

#ifdef REPLAY
int main(int argc, char **argv)
{
    static uint8_t bytes[1 << 20];
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        if (!file)
            return 1;
        size_t size = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        LLVMFuzzerTestOneInput(bytes, size);
    }
    return 0;
}
#endif
