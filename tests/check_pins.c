/* check_pins.c - speakers that the caller gives, and the candidates beside a speaker. */
#include "api_fixture.h"
#include "suite.h"

/* Direct quotes alone: what else is found does not matter here. */
static quoth_options direct(void)
{
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    options.direct_only = 1;
    return options;
}

/* An analysis with one pin at the first place of `words`; what must be freed comes back. */
static quoth_result *pinned(const char *text, const char *words, const char *speaker, const quoth_options *options)
{
    quoth_analyzer *analyzer;
    quoth_result *result;
    quoth_options own = direct();
    quoth_pin pin = {(size_t)(strstr(text, words) - text), speaker};
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, options ? options : &own), QUOTH_OK);
    ck_assert_int_eq(quoth_analyze_pinned(analyzer, text, strlen(text), &pin, 1, &result), QUOTH_OK);
    quoth_analyzer_free(analyzer);
    return result;
}

static int holds(const quoth_quote *quote, size_t place)
{
    for (size_t i = 0; i < quote->content_count; i++)
        if (quote->content[i].start <= place && place < quote->content[i].end)
            return 1;
    return 0;
}

/* The direct quote that holds a place. */
static const quoth_quote *quote_at(const quoth_result *result, size_t place)
{
    for (size_t i = 0; i < quoth_result_quote_count(result); i++)
        if (quoth_result_quote_at(result, i)->type == QUOTH_DIRECT && holds(quoth_result_quote_at(result, i), place))
            return quoth_result_quote_at(result, i);
    ck_abort_msg("no quote at %zu", place);
}

static const char *speaker_at(const quoth_result *result, size_t place)
{
    size_t speaker = quote_at(result, place)->speaker;
    return speaker == QUOTH_NONE ? "nobody" : quoth_result_entity_at(result, speaker)->name;
}

/* Who speaks the quote that holds the words, in bytes of the text. */
static const char *speaker_of(const quoth_result *result, const char *text, const char *words)
{
    return speaker_at(result, (size_t)(strstr(text, words) - text));
}

static const char meeting[] = "Ruth Moss met Carl Dunn on the quay. “The ice is thick,” she said. He shook his head.\n"
                              "\n"
                              "“We sail.”\n"
                              "\n"
                              "“Nobody sails.”\n";

START_TEST(test_a_pin_is_certain)
{
    quoth_result *result = pinned(meeting, "ice", "Carl Dunn", NULL);
    const quoth_quote *quote = quote_at(result, (size_t)(strstr(meeting, "ice") - meeting));
    ck_assert_str_eq(speaker_of(result, meeting, "ice"), "Carl Dunn");
    ck_assert_double_eq(quote->confidence, 1);
    ck_assert_str_eq(quote->reason, "pinned");
    quoth_result_free(result);
}
END_TEST

START_TEST(test_the_rest_follows)
{
    quoth_result *result = pinned(meeting, "We sail", "Carl Dunn", NULL);
    ck_assert_str_eq(speaker_of(result, meeting, "ice"), "Ruth Moss");
    ck_assert_str_eq(speaker_of(result, meeting, "Nobody sails"), "Ruth Moss");
    quoth_result_free(result);
    result = pinned(meeting, "We sail", "Ruth Moss", NULL);
    ck_assert_str_eq(speaker_of(result, meeting, "We sail"), "Ruth Moss");
    quoth_result_free(result);
}
END_TEST

START_TEST(test_names)
{
    static const char *const aliases[] = {"Captain"};
    static const quoth_character characters[] = {{"Carl Dunn", aliases, 1, QUOTH_GENDER_MALE}};
    size_t place = (size_t)(strstr(meeting, "ice") - meeting);
    quoth_options options = direct();
    options.characters = characters;
    options.character_count = 1;
    quoth_result *result = pinned(meeting, "ice", "dunn", NULL);
    ck_assert_str_eq(speaker_of(result, meeting, "ice"), "Carl Dunn");
    quoth_result_free(result);
    result = pinned(meeting, "ice", "captain", &options);
    ck_assert_str_eq(speaker_of(result, meeting, "ice"), "Carl Dunn");
    ck_assert_uint_eq(quoth_result_entity_at(result, quote_at(result, place)->speaker)->character, 0);
    quoth_result_free(result);
    result = pinned(meeting, "ice", "The Harbour Master", NULL);
    ck_assert_str_eq(speaker_of(result, meeting, "ice"), "The Harbour Master");
    quoth_result_free(result);
    result = pinned(meeting, "ice", NULL, NULL);
    ck_assert_str_eq(speaker_of(result, meeting, "ice"), "nobody");
    ck_assert_str_eq(quote_at(result, place)->reason, "pinned");
    quoth_result_free(result);
}
END_TEST

START_TEST(test_a_place_outside_quotes_changes_nothing)
{
    quoth_result *with = pinned(meeting, "quay", "Carl Dunn", NULL), *without;
    quoth_analyzer *analyzer;
    quoth_options options = direct();
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, &options), QUOTH_OK);
    ck_assert_int_eq(quoth_analyze(analyzer, meeting, strlen(meeting), &without), QUOTH_OK);
    ck_assert_uint_eq(quoth_result_quote_count(with), quoth_result_quote_count(without));
    for (size_t i = 0; i < quoth_result_quote_count(without); i++)
        ck_assert_uint_eq(quoth_result_quote_at(with, i)->speaker, quoth_result_quote_at(without, i)->speaker);
    quoth_result_free(with);
    quoth_result_free(without);
    quoth_analyzer_free(analyzer);
}
END_TEST

static size_t start_of_last(const quoth_result *result)
{
    return quoth_result_quote_at(result, quoth_result_quote_count(result) - 1)->content[0].start;
}

START_TEST(test_offsets_in_the_callers_unit)
{
    static const char text[] = "🙂🙂🙂 Ruth Moss met Carl Dunn. “Zoë is late,” she said.";
    quoth_options options = direct();
    for (int unit = QUOTH_OFFSET_BYTE; unit <= QUOTH_OFFSET_UTF16; unit++) {
        quoth_analyzer *analyzer;
        quoth_result *before, *after;
        options.offset_unit = (quoth_offset_unit)unit;
        ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, &options), QUOTH_OK);
        ck_assert_int_eq(quoth_analyze(analyzer, text, strlen(text), &before), QUOTH_OK);
        quoth_pin pin = {start_of_last(before), "Carl Dunn"};
        ck_assert_int_eq(quoth_analyze_pinned(analyzer, text, strlen(text), &pin, 1, &after), QUOTH_OK);
        ck_assert_str_eq(speaker_at(after, pin.start), "Carl Dunn");
        quoth_result_free(before);
        quoth_result_free(after);
        quoth_analyzer_free(analyzer);
    }
}
END_TEST

START_TEST(test_bad_pins)
{
    const quoth_pin bad[] = {{sizeof meeting, "Carl Dunn"}, {0, ""}, {0, "\xFF"}, {SIZE_MAX, NULL}};
    quoth_options options = direct();
    quoth_analyzer *analyzer;
    quoth_result *result;
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, &options), QUOTH_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_int_eq(quoth_analyze_pinned(analyzer, meeting, sizeof meeting - 1, &bad[i], 1, &result), QUOTH_E_ARGUMENT);
        ck_assert_ptr_null(result);
    }
    ck_assert_int_eq(quoth_analyze_pinned(analyzer, meeting, sizeof meeting - 1, NULL, 1, &result), QUOTH_E_ARGUMENT);
    ck_assert_int_eq(quoth_analyze_pinned(analyzer, meeting, sizeof meeting - 1, NULL, 0, &result), QUOTH_OK);
    ck_assert_str_eq(speaker_of(result, meeting, "ice"), "Ruth Moss");
    quoth_result_free(result);
    quoth_analyzer_free(analyzer);
}
END_TEST

START_TEST(test_candidates)
{
    static const char text[] = "Carl Dunn met Paul Feld on the quay. “The ice is thick,” he said.";
    quoth_options options = direct();
    for (int unsure = 0; unsure <= 1; unsure++) {
        quoth_analyzer *analyzer;
        quoth_result *result;
        options.min_confidence = unsure;
        ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, &options), QUOTH_OK);
        ck_assert_int_eq(quoth_analyze(analyzer, text, sizeof text - 1, &result), QUOTH_OK);
        const quoth_quote *quote = quote_at(result, (size_t)(strstr(text, "ice") - text));
        ck_assert_uint_eq(quote->candidate_count, unsure ? 2 : 1);
        const char *first = quoth_result_entity_at(result, quote->candidates[0].entity)->name;
        ck_assert_str_eq(first, unsure ? "Carl Dunn" : "Paul Feld");
        ck_assert_str_eq(speaker_of(result, text, "ice"), unsure ? "nobody" : "Carl Dunn");
        ck_assert_double_lt(quote->candidates[quote->candidate_count - 1].confidence, quote->confidence);
        quoth_result_free(result);
        quoth_analyzer_free(analyzer);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pins");
    TCase *tests = tcase_create("pins");
    tcase_add_test(tests, test_a_pin_is_certain);
    tcase_add_test(tests, test_the_rest_follows);
    tcase_add_test(tests, test_names);
    tcase_add_test(tests, test_a_place_outside_quotes_changes_nothing);
    tcase_add_test(tests, test_offsets_in_the_callers_unit);
    tcase_add_test(tests, test_bad_pins);
    tcase_add_test(tests, test_candidates);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
