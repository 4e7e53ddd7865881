/* check_properties.c - what holds of every text: units of offsets agree, the script covers every byte, the scope leaves out and changes
 * nothing else. */
#include "api_fixture.h"
#include "suite.h"

static const char text[] = "“Où est Zoë?” Mr. Dunn asked. 🙂 “At the café,” she said, “I think.”\n\nThe minister said “no”.";

static quoth_result *analyze(quoth_offset_unit unit, int times)
{
    quoth_options options;
    quoth_analyzer *analyzer;
    quoth_result *result = NULL;
    quoth_options_init(&options, sizeof options);
    options.offset_unit = unit;
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, &options), QUOTH_OK);
    for (int i = 0; i < times; i++) {
        quoth_result_free(result);
        ck_assert_int_eq(quoth_analyze(analyzer, text, sizeof text - 1, &result), QUOTH_OK);
    }
    quoth_analyzer_free(analyzer);
    return result;
}

/* Units before the byte `at`. */
static size_t units(size_t at, quoth_offset_unit unit)
{
    size_t count = 0;
    for (size_t i = 0; i < at; i++) {
        unsigned char c = (unsigned char)text[i];
        count += (c & 0xC0) != 0x80;
        count += unit == QUOTH_OFFSET_UTF16 && c >= 0xF0;
    }
    return count;
}

static void expect_unit(quoth_offset_unit unit)
{
    quoth_result *bytes = analyze(QUOTH_OFFSET_BYTE, 1), *other = analyze(unit, 2);
    ck_assert_uint_eq(quoth_result_text_length(other), units(sizeof text - 1, unit));
    ck_assert_uint_gt(quoth_result_token_count(bytes), 20);
    ck_assert_uint_eq(quoth_result_token_count(bytes), quoth_result_token_count(other));
    ck_assert_uint_eq(quoth_result_quote_count(bytes), quoth_result_quote_count(other));
    for (size_t i = 0; i < quoth_result_token_count(bytes); i++) {
        const quoth_token *a = quoth_result_token_at(bytes, i), *b = quoth_result_token_at(other, i);
        ck_assert_uint_eq(units(a->span.start, unit), b->span.start);
        ck_assert_uint_eq(units(a->span.end, unit), b->span.end);
        ck_assert_uint_eq(a->sentence, b->sentence);
    }
    quoth_result_free(bytes);
    quoth_result_free(other);
}

START_TEST(test_units_agree)
{
    expect_unit(QUOTH_OFFSET_CODEPOINT);
    expect_unit(QUOTH_OFFSET_UTF16);
}
END_TEST

static void expect_spans_agree(const quoth_span *bytes, const quoth_span *other, size_t count, quoth_offset_unit unit)
{
    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_eq(units(bytes[i].start, unit), other[i].start);
        ck_assert_uint_eq(units(bytes[i].end, unit), other[i].end);
    }
}

START_TEST(test_units_agree_in_quotes_and_entities)
{
    for (quoth_offset_unit unit = QUOTH_OFFSET_CODEPOINT; unit <= QUOTH_OFFSET_UTF16; unit++) {
        quoth_result *bytes = analyze(QUOTH_OFFSET_BYTE, 1), *other = analyze(unit, 1);
        for (size_t i = 0; i < quoth_result_quote_count(bytes); i++) {
            const quoth_quote *a = quoth_result_quote_at(bytes, i), *b = quoth_result_quote_at(other, i);
            ck_assert_uint_eq(a->content_count, b->content_count);
            ck_assert_uint_eq(a->quoted_count, b->quoted_count);
            expect_spans_agree(a->content, b->content, a->content_count, unit);
            expect_spans_agree(a->quoted, b->quoted, a->quoted_count, unit);
            expect_spans_agree(a->cue, b->cue, a->cue_count, unit);
            expect_spans_agree(a->source, b->source, a->source_count, unit);
        }
        for (size_t i = 0; i < quoth_result_entity_count(bytes); i++) {
            const quoth_entity *a = quoth_result_entity_at(bytes, i), *b = quoth_result_entity_at(other, i);
            ck_assert_str_eq(a->name, b->name);
            ck_assert_uint_eq(a->mention_count, b->mention_count);
            expect_spans_agree(a->mentions, b->mentions, a->mention_count, unit);
        }
        quoth_result_free(bytes);
        quoth_result_free(other);
    }
}
END_TEST

/* Segments follow one another from the first byte to the last, whatever the text. */
static void expect_cover(const char *given, size_t length, int direct_only)
{
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    options.direct_only = direct_only;
    quoth_result *result = read_bytes(given, length, &options);
    size_t at = 0;
    for (size_t i = 0; i < quoth_result_segment_count(result); i++) {
        const quoth_segment *segment = quoth_result_segment_at(result, i);
        ck_assert_uint_eq(segment->span.start, at);
        ck_assert_uint_gt(segment->span.end, at);
        ck_assert_int_eq(segment->kind == QUOTH_NARRATION, segment->quote == QUOTH_NONE);
        at = segment->span.end;
    }
    ck_assert_uint_eq(at, length);
    quoth_result_free(result);
}

START_TEST(test_script_covers_every_byte)
{
    static const char *const texts[] = {
        " ", "\n\n", "“", "“”", "\"\"\"", "x", "He said that", "“A,” he said, “B.”", "“A “b” c,” said Ann Bell.",
        "“One.\n\n“Two.\n\n“Three,” he said.", "— Yes, said Ann. — No.\n— Why?", "ANN: Yes.\nBEN: No.",
        "Ann Bell said it was “late” and “cold”. She said so.", "'tis 'never' said", "„Ja“, sagte er. »Nein«", "\xEF\xBB\xBF“Hm,” he said.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        expect_cover(texts[i], strlen(texts[i]), 0);
        expect_cover(texts[i], strlen(texts[i]), 1);
    }
    for (size_t length = 0; length < sizeof text; length++)
        if (length == sizeof text - 1 || ((unsigned char)text[length] & 0xC0) != 0x80)
            expect_cover(text, length, 0);
    expect_cover("“a\0b,” he said\0", 20, 0);
}
END_TEST

/* ---- scope ---- */

static const char study[] =
    "The river may be far older than anybody thought, researchers say.\n\n"
    "Dr Amara Nwosu of the institute led the survey. “At first we assumed it was noise,” Nwosu says. Her co-author, Jakob Wiesner, "
    "calls the map ‘a small miracle’.\n\n"
    "Not all of them agree. Paul Devereux, who was not involved, thinks that the water could be younger. “Show me a sample,” he says. "
    "He hopes to drill next season and believes that the ice is ‘rotten’ there.\n\n"
    "The agency that paid for the flights said in an email that it was pleased. It plans to pay for two more.";

static int is_same(const quoth_quote *a, const quoth_quote *b)
{
    return a->content_count == b->content_count && !memcmp(a->content, b->content, a->content_count * sizeof *a->content);
}

/* The quotes of the speech scope are some of all, with the same speakers. */
START_TEST(test_speech_is_a_part_of_all)
{
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    quoth_result *speech = read_bytes(study, sizeof study - 1, &options);
    options.scope = QUOTH_SCOPE_ALL;
    quoth_result *all = read_bytes(study, sizeof study - 1, &options);
    size_t next = 0;
    ck_assert_uint_ge(quoth_result_quote_count(speech), 4);
    ck_assert_uint_gt(quoth_result_quote_count(all), quoth_result_quote_count(speech));
    for (size_t i = 0; i < quoth_result_quote_count(speech); i++, next++) {
        const quoth_quote *quote = quoth_result_quote_at(speech, i);
        while (next < quoth_result_quote_count(all) && !is_same(quote, quoth_result_quote_at(all, next)))
            next++;
        ck_assert_uint_lt(next, quoth_result_quote_count(all));
        ck_assert_uint_eq(quote->speaker, quoth_result_quote_at(all, next)->speaker);
        ck_assert(quote->type != QUOTH_INDIRECT || quote->class_ <= QUOTH_CLASS_WRITING);
    }
    quoth_result_free(speech);
    quoth_result_free(all);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("properties");
    TCase *tests = tcase_create("properties");
    tcase_add_test(tests, test_units_agree);
    tcase_add_test(tests, test_units_agree_in_quotes_and_entities);
    tcase_add_test(tests, test_script_covers_every_byte);
    tcase_add_test(tests, test_speech_is_a_part_of_all);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
