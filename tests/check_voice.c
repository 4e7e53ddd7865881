/* check_voice.c - stories: who is who, who tells, who speaks each quote and how sure that is. */
#include <time.h>

#include "api_fixture.h"
#include "model.h"
#include "rooms_fixture.h"
#include "suite.h"

#define OPENING                                                                                                               \
    "The kitchen had been cold since the morning, and nobody had thought of the stove. A pan of milk stood on the table with a\n" \
    "skin on it. Rain ran down the window, and the yard behind it was the colour of slate. They had been sitting there for an\n"  \
    "hour, each on a side of the table, and neither of them had taken off a coat.\n\n"

#define AT_LENGTH OPENING OPENING OPENING OPENING /* a story, however often the names stand in it */

static const char supper[] = OPENING "“You have come a long way for nothing,” said Agnes Thorne.\n\n"
                                     "“I came for the clock,” said Martin Vale.\n\n"
                                     "“It was sold.”\n\n"
                                     "“You never told me so.”\n\n"
                                     "“You never asked, Martin.”\n";

static quoth_options asked(int direct_only)
{
    quoth_options options;
    quoth_options_init(&options, sizeof options);
    options.direct_only = direct_only;
    return options;
}

static const quoth_quote *quote_with(const quoth_result *result, const char *text, const char *words)
{
    size_t place = (size_t)(strstr(text, words) - text);
    for (size_t i = 0; i < quoth_result_quote_count(result); i++) {
        const quoth_quote *quote = quoth_result_quote_at(result, i);
        if (quote->content[0].start <= place && place < quote->content[quote->content_count - 1].end)
            return quote;
    }
    ck_abort_msg("no quote with %s", words);
}

static void expect(const quoth_result *result, const char *text, const char *words, const char *speaker)
{
    size_t found = quote_with(result, text, words)->speaker;
    ck_assert_str_eq(found == QUOTH_NONE ? "nobody" : quoth_result_entity_at(result, found)->name, speaker);
}

START_TEST(test_turns)
{
    for (int direct = 0; direct < 2; direct++) {
        quoth_options options = asked(direct);
        quoth_result *result = read_text(supper, &options);
        expect(result, supper, "a long way", "Agnes Thorne");
        expect(result, supper, "the clock", "Martin Vale");
        expect(result, supper, "was sold", "Agnes Thorne");
        expect(result, supper, "never told", "Martin Vale");
        expect(result, supper, "never asked", "Agnes Thorne");
        ck_assert_str_eq(quote_with(result, supper, "a long way")->reason, "tag");
        ck_assert_str_eq(quote_with(result, supper, "was sold")->reason, "turn");
        quoth_result_free(result);
    }
}
END_TEST

START_TEST(test_confidence_and_candidates)
{
    quoth_options options = asked(1);
    quoth_result *result = read_text(supper, &options);
    size_t listed = 0;
    for (size_t i = 0; i < quoth_result_quote_count(result); i++) {
        const quoth_quote *quote = quoth_result_quote_at(result, i);
        double sum = quote->confidence, last = quote->confidence;
        ck_assert_double_gt(quote->confidence, 0);
        for (size_t k = 0; k < quote->candidate_count; k++, listed++) {
            ck_assert_uint_ne(quote->candidates[k].entity, quote->speaker);
            ck_assert_double_le(quote->candidates[k].confidence, last);
            sum += last = quote->candidates[k].confidence;
        }
        ck_assert_double_le(sum, 1.000001);
    }
    ck_assert_uint_ge(listed, quoth_result_quote_count(result) - 1);
    ck_assert_double_gt(quote_with(result, supper, "a long way")->confidence, quote_with(result, supper, "never told")->confidence);
    quoth_result_free(result);
}
END_TEST

START_TEST(test_least_confidence)
{
    quoth_options options = asked(1);
    options.min_confidence = 1;
    quoth_result *result = read_text(supper, &options);
    expect(result, supper, "was sold", "nobody");
    ck_assert_str_eq(quote_with(result, supper, "was sold")->reason, "unsure");
    quoth_result_free(result);
}
END_TEST

START_TEST(test_pins_are_part_of_the_history)
{
    static const char text[] = OPENING "Agnes Thorne looked at the stove, and Martin Vale looked at the clock.\n\n"
                                       "“It will stop soon.”\n\n"
                                       "“It stopped on Sunday.”\n\n"
                                       "“I can hear it.”\n\n"
                                       "“You hear the rain.”\n";
    const char *names[] = {"Agnes Thorne", "Martin Vale"};
    quoth_analyzer *analyzer;
    quoth_options options = asked(1);
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, NULL, &options), QUOTH_OK);
    for (int first = 0; first < 2; first++) {
        quoth_result *result;
        quoth_pin pins[] = {{(size_t)(strstr(text, "will stop") - text), names[first]}, {(size_t)(strstr(text, "on Sunday") - text), names[!first]}};
        ck_assert_int_eq(quoth_analyze_pinned(analyzer, text, sizeof text - 1, pins, 2, &result), QUOTH_OK);
        expect(result, text, "will stop", names[first]);
        expect(result, text, "on Sunday", names[!first]);
        expect(result, text, "hear it", names[first]);
        expect(result, text, "the rain", names[!first]);
        ck_assert_double_eq(quote_with(result, text, "on Sunday")->confidence, 1);
        quoth_result_free(result);
    }
    quoth_analyzer_free(analyzer);
}
END_TEST

START_TEST(test_the_callers_characters)
{
    static const char *const aliases[] = {"Agnes", "Agnes Thorne"};
    static const quoth_character characters[] = {{"The Widow", aliases, 2, QUOTH_GENDER_FEMALE}};
    quoth_options options = asked(1);
    options.characters = characters;
    options.character_count = 1;
    quoth_result *result = read_text(supper, &options);
    expect(result, supper, "a long way", "The Widow");
    expect(result, supper, "was sold", "The Widow");
    quoth_result_free(result);
}
END_TEST

START_TEST(test_a_family)
{
    static const char text[] = OPENING "Then Mr. Garrick came in, and Mrs. Garrick after him with the child. Miss Lucy Garrick\n"
                                       "was nine. Mrs. Garrick shut the door, and Lucy ran to the stove.\n\n"
                                       "“Who let it go out?” asked Mrs. Garrick.\n\n"
                                       "“I did,” said Mr. Garrick.\n\n"
                                       "“He did,” said Lucy.\n";
    quoth_options options = asked(1);
    quoth_result *result = read_text(text, &options);
    expect(result, text, "Who let", "Mrs. Garrick");
    expect(result, text, "I did", "Mr. Garrick");
    expect(result, text, "He did", "Lucy Garrick");
    quoth_result_free(result);
}
END_TEST

/* Charles is not the wife who is called by his name, and his mother is not she. */
START_TEST(test_a_wife_by_her_husbands_name)
{
    static const char text[] = AT_LENGTH AT_LENGTH "Charles Pell came in, and Mrs. Charles Pell after him, and old Mrs. Pell last. Mrs. Pell sat down.\n\n"
                                       "“Who let it go out?” asked Mrs. Pell. Mrs. Pell was seldom answered, and she was tired of it.\n\n"
                                       "“I did,” said Charles.\n\n"
                                       "Mrs. Pell looked at Mrs. Charles Pell, and Mrs. Charles Pell at the stove. Mrs. Pell rose. Mrs. Pell sighed.\n"
                                       "Mrs. Pell waited for Mrs. Charles Pell. Mrs. Pell had waited for her before. Mrs. Pell coughed.\n"
                                       "Mrs. Pell rang the bell. Mrs. Pell went up.\n\n"
                                       "“He did,” said Mrs. Charles Pell.\n";
    quoth_options options = asked(1);
    quoth_result *result = read_text(text, &options);
    expect(result, text, "Who let", "Mrs. Pell");
    expect(result, text, "I did", "Charles Pell");
    expect(result, text, "He did", "Mrs. Charles Pell");
    quoth_result_free(result);
}
END_TEST

/* Which of its names a figure is shown by. */
START_TEST(test_names_shown)
{
    static const char nickname[] = OPENING "James Arkell had the bread and Ruth Fenn the knife.\n\n"
                                           "“Cut it,” said Jim Arkell.\n\n“It is stone,” said Ruth.\n\n“Then saw it,” said James Arkell.\n";
    static const char title[] = AT_LENGTH "Captain Rowe was asleep. Captain Rowe had walked all night, and Captain Rowe was sixty. Captain Rowe snored.\n"
                                        "Captain Rowe had a stick, Captain Rowe had a cold, and Captain Rowe had Martha. Captain Rowe was Edwin Rowe.\n\n"
                                        "“Wake him,” said Martha Lunn.\n\n“I am awake,” said Captain Rowe. Captain Rowe sat up.\n";
    static const char run_on[] = OPENING "Outside, the Sunday Market Tom shouted for was over. Tom Larch came in. Tom Larch sat down, and Anna Bly rose.\n\n"
                                         "“It is over,” said Tom.\n\n“It is never over,” said Anna Bly.\n";
    quoth_options options = asked(1);
    quoth_result *result = read_text(nickname, &options);
    expect(result, nickname, "Cut it", "James Arkell");
    expect(result, nickname, "saw it", "James Arkell");
    quoth_result_free(result);
    result = read_text(title, &options);
    expect(result, title, "I am awake", "Captain Rowe");
    quoth_result_free(result);
    result = read_text(run_on, &options);
    expect(result, run_on, "It is over", "Tom Larch");
    quoth_result_free(result);
}
END_TEST

/* What turns on a word of her title, or says whose friend somebody is, is not she. */
START_TEST(test_descriptions)
{
    static const char text[] = OPENING "Lady Ann Thorne had her shawl, and General Vale his newspaper. The weather in general was bad. A lady of the\n"
                                       "parish had been there, but no lady stayed. His friend had brought a duck, and an old man held the door.\n\n"
                                       "“I smell smoke,” said the old man.\n\n“It is the duck,” said Lady Ann Thorne.\n\n"
                                       "“It is my hat,” said his friend.\n\n“Sit down, all of you,” said General Vale.\n";
    quoth_options options = asked(1);
    quoth_result *result = read_text(text, &options);
    expect(result, text, "smell smoke", "the old man");
    expect(result, text, "the duck,", "Lady Ann Thorne");
    expect(result, text, "my hat", "His friend");
    expect(result, text, "all of you", "General Vale");
    for (size_t i = 0; i < quoth_result_entity_count(result); i++)
        if (!strcmp(quoth_result_entity_at(result, i)->name, "General Vale") || !strcmp(quoth_result_entity_at(result, i)->name, "Lady Ann Thorne"))
            ck_assert_uint_eq(quoth_result_entity_at(result, i)->alias_count, 0);
    quoth_result_free(result);
}
END_TEST

#define TOLD(name)                                                                                                              \
    "I had lived above the chandler's shop for a year before I saw the cellar. I went down with a candle, and I did not like\n" \
    "what I found there. Somebody had slept on the sacks, and somebody had eaten my cheese. I was still looking about me when\n" \
    "Ruth Amery came down the steps behind me with a lantern, and I let the candle fall because she had startled me.\n\n"       \
    "“What are you doing" name "?” she asked.\n\n"                                                                              \
    "“I am looking for rats,” I said.\n\n"                                                                                      \
    "“Rats do not eat with a knife" name ".”\n\n"                                                                               \
    "“These do,” I said.\n"

/* Who is called by name may answer, though nobody told of him; who tells the story is not "she". */
START_TEST(test_who_is_called)
{
    static const char text[] = OPENING "“There is somebody on the stairs,” said Agnes Thorne.\n\n"
                                       "“Come in, Martin.”\n\n"
                                       "“I would rather stand.”\n\n"
                                       "“Then stand, Martin, and shut the door.”\n";
    quoth_options options = asked(1);
    quoth_result *result = read_text(text, &options);
    expect(result, text, "rather stand", "Martin");
    expect(result, text, "shut the door", "Agnes Thorne");
    quoth_result_free(result);
    result = read_text(TOLD(", Penrose"), &options);
    expect(result, TOLD(", Penrose"), "eat with a knife", "Ruth Amery");
    quoth_result_free(result);
}
END_TEST

START_TEST(test_who_tells)
{
    quoth_options options = asked(1);
    quoth_result *result = read_text(TOLD(", Penrose"), &options);
    expect(result, TOLD(", Penrose"), "looking for rats", "Penrose");
    expect(result, TOLD(", Penrose"), "These do", "Penrose");
    expect(result, TOLD(", Penrose"), "What are you", "Ruth Amery");
    quoth_result_free(result);
    result = read_text(TOLD(""), &options);
    expect(result, TOLD(""), "looking for rats", "I");
    expect(result, TOLD(""), "What are you", "Ruth Amery");
    quoth_result_free(result);
}
END_TEST

/* Whether the genre room takes a text for a story. */
static int is_story(const char *text)
{
    fixture f;
    fixture_open(&f, "en", text);
    ck_assert_int_eq(q_room_sentence(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_token(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_genre(&f.document), QUOTH_OK);
    int found = f.document.story;
    fixture_close(&f);
    return found;
}

START_TEST(test_genre)
{
    ck_assert(is_story(OPENING));
    ck_assert(is_story(TOLD("")));
    ck_assert(!is_story("The council of Lindale will vote on Tuesday on a plan to close two of its four libraries, officials said. The plan would\n"
                        "save $1.2 million a year, according to a report by the city's auditor, and has been criticised by teachers' unions and by\n"
                        "the state's education department. Mayor Peter Holt said the city had no choice after the federal government cut its grant\n"
                        "by 40 percent in March. A spokeswoman for the department, Ana Reyes, declined to comment on the budget.\n"));
    ck_assert(!is_story("They had been sitting there for an hour."));
    ck_assert(is_story("“You are late,” she said.\n\n“I was held up by the ferry.”\n\n“There was no ferry.” She took off her shoes and looked\n"
                       "at him.\n\n“Then by the bridge.”\n\n“And the bridge?”\n\nHe did not answer. “It was raining,” he said at last.\n"));
    ck_assert(!is_story("“It is a tax on work,” Mr. Holt said.\n\n“We will vote no,” Ms. Reyes said on Tuesday.\n\n“The law is clear.”\n\n"
                        "“It cost the city $4 million,” the auditor said in a report.\n\n“No,” he said. “We did not know.”\n"));
}
END_TEST

/* The rules speak where a model has no weights for stories. */
/* What a story reports without marks is told to those who ask for all. */
START_TEST(test_scope)
{
    static const char text[] = OPENING "“You have come a long way for nothing,” said Agnes Thorne.\n\n"
                                       "Martin Vale said that he had come for the clock, and that nobody had told him of a sale.\n";
    quoth_options options = asked(0);
    quoth_result *result = read_text(text, &options);
    ck_assert_uint_eq(quoth_result_quote_count(result), 1);
    quoth_result_free(result);
    options.scope = QUOTH_SCOPE_ALL;
    result = read_text(text, &options);
    expect(result, text, "a long way", "Agnes Thorne");
    expect(result, text, "for the clock", "Martin Vale");
    ck_assert_int_eq((int)quote_with(result, text, "for the clock")->type, QUOTH_INDIRECT);
    quoth_result_free(result);
}
END_TEST

START_TEST(test_without_weights)
{
    quoth_model *model;
    quoth_analyzer *analyzer;
    quoth_result *result;
    unsigned char file[Q_MODEL_ALIGN];
    quoth_options options = asked(1);
    q_model_write(NULL, NULL, 0, file);
    ck_assert_int_eq(quoth_model_open_memory(&model, file, sizeof file, NULL), QUOTH_OK);
    ck_assert_int_eq(quoth_analyzer_new(&analyzer, model, &options), QUOTH_OK);
    ck_assert_int_eq(quoth_analyze(analyzer, supper, sizeof supper - 1, &result), QUOTH_OK);
    expect(result, supper, "a long way", "Agnes Thorne");
    expect(result, supper, "was sold", "Agnes Thorne");
    quoth_result_free(result);
    quoth_analyzer_free(analyzer);
    quoth_model_free(model);
}
END_TEST

/* Seconds that a story of so many units takes. */
static double seconds_of(const char *unit, size_t times)
{
    char *text = repeat(unit, times);
    clock_t start = clock();
    quoth_result *result = read_direct("en", text);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    ck_assert_uint_gt(quoth_result_quote_count(result), 0);
    quoth_result_free(result);
    free(text);
    return seconds;
}

START_TEST(test_linear_time)
{
    expect_linear(seconds_of, OPENING "“Go,” said Agnes Thorne.\n\n“No,” he said.\n\n“Why, Martin?”\n\n“Ask the old man.”\n\n", 800);
    expect_linear(seconds_of, "She had been there. “A” said Lee Ann Moss, and Lee Moss and Ann Moss and Mrs. Moss and the Moss went out. ", 2000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("voice");
    TCase *tests = tcase_create("voice");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, test_turns);
    tcase_add_test(tests, test_confidence_and_candidates);
    tcase_add_test(tests, test_least_confidence);
    tcase_add_test(tests, test_pins_are_part_of_the_history);
    tcase_add_test(tests, test_the_callers_characters);
    tcase_add_test(tests, test_a_family);
    tcase_add_test(tests, test_a_wife_by_her_husbands_name);
    tcase_add_test(tests, test_names_shown);
    tcase_add_test(tests, test_descriptions);
    tcase_add_test(tests, test_who_is_called);
    tcase_add_test(tests, test_who_tells);
    tcase_add_test(tests, test_genre);
    tcase_add_test(tests, test_scope);
    tcase_add_test(tests, test_without_weights);
    tcase_add_test(tests, test_linear_time);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
