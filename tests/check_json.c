/* check_json.c - a result as JSON: every field, escapes, the parts that are asked for, a write that fails.
 *
 * Where jansson is there it reads what was written, and every value is compared with the rows. */
#include "api_fixture.h"
#include "suite.h"

#ifdef HAVE_JANSSON
#include <jansson.h>
#endif

static char *write_with(const quoth_result *result, const char *id, const char *text, size_t length, unsigned with)
{
    written out = {NULL, 0};
    ck_assert_int_eq(quoth_result_write_json(result, id, text, length, with, keep_bytes, &out), QUOTH_OK);
    ck_assert_ptr_nonnull(out.bytes);
    ck_assert_uint_eq(strlen(out.bytes), out.length);
    ck_assert_ptr_null(strchr(out.bytes, '\n'));
    return out.bytes;
}

START_TEST(test_empty_text)
{
    quoth_result *result = read_bytes("", 0, NULL);
    char *json = write_with(result, NULL, NULL, 0, 15);
    ck_assert_str_eq(json, "{\"id\":null,\"text\":\"\",\"language\":\"en\",\"quotes\":[],\"marked\":[],\"entities\":[],"
                           "\"sentences\":[],\"tokens\":[],\"script\":[]}");
    free(json);
    quoth_result_free(result);
}
END_TEST

START_TEST(test_joined_words_are_one_token)
{
    static const char text[] = "We can't, cannot.";
    quoth_result *result = read_bytes(text, sizeof text - 1, NULL);
    ck_assert_uint_eq(quoth_result_token_count(result), 7);
    ck_assert_int_eq(quoth_result_token_at(result, 1)->joined, 0);
    ck_assert_int_eq(quoth_result_token_at(result, 2)->joined, 1);
    char *json = write_with(result, NULL, NULL, 0, QUOTH_JSON_TOKENS);
    ck_assert_ptr_nonnull(strstr(json, "\"tokens\":[[0,2],[3,8],[8,9],[10,16],[16,17]]"));
    free(json);
    quoth_result_free(result);
}
END_TEST

START_TEST(test_parts_are_asked_for)
{
    static const char *const parts[] = {"\"sentences\":[[", "\"tokens\":[[", "\"text\":\"LISBON", "\"script\":[{"};
    quoth_result *result = read_story(NULL);
    for (unsigned with = 0; with < 16; with++) {
        char *json = write_with(result, "a", story, sizeof story - 1, with);
        for (unsigned i = 0; i < 4; i++)
            ck_assert_int_eq(strstr(json, parts[i]) != NULL, (with >> i & 1) != 0);
        free(json);
    }
    ck_assert_int_eq(quoth_result_write_json(result, "a", NULL, 5, QUOTH_JSON_TEXT, keep_bytes, NULL), QUOTH_E_ARGUMENT);
    quoth_result_free(result);
}
END_TEST

START_TEST(test_parts_of_an_interrupted_quote)
{
    static const char text[] = "\"Come in,\" said Ann. \"Sit down.\"";
    quoth_result *result = read_bytes(text, sizeof text - 1, NULL);
    char *whole = write_with(result, NULL, NULL, 0, 0), *apart = write_with(result, NULL, NULL, 0, QUOTH_JSON_PARTS);
    ck_assert_uint_eq(quoth_result_quote_count(result), 1);
    ck_assert_ptr_nonnull(strstr(whole, "\"content\":[[0,10],[21,32]],\"quoted\":[[1,9],[22,31]]"));
    ck_assert_ptr_nonnull(strstr(apart, "{\"id\":\"q1\",\"type\":\"direct\",\"class\":\"speech\",\"content\":[[0,10]],\"quoted\":[[1,9]]"));
    ck_assert_ptr_nonnull(strstr(apart, "{\"id\":\"q1.2\",\"type\":\"direct\",\"class\":\"speech\",\"content\":[[21,32]],\"quoted\":[[22,31]]"));
    free(whole);
    free(apart);
    quoth_result_free(result);
}
END_TEST

START_TEST(test_escapes)
{
    static const char text[] = "a\"b\\c\b\f\n\r\t\1\x1f\x7f\0é🙂/";
    quoth_result *result = read_bytes(text, sizeof text - 1, NULL);
    char *json = write_with(result, "i\"d\\\n", text, sizeof text - 1, QUOTH_JSON_TEXT);
    const char *expected = "{\"id\":\"i\\\"d\\\\\\n\",\"text\":\"a\\\"b\\\\c\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\\u0000é🙂/\",";
    ck_assert_int_eq(strncmp(json, expected, strlen(expected)), 0);
    free(json);
    quoth_result_free(result);
}
END_TEST

/* Fails at its n-th call. */
static int fail_at(void *context, const char *bytes, size_t length)
{
    size_t *left = context;
    ck_assert_ptr_nonnull(bytes);
    ck_assert_uint_gt(length, 0);
    ck_assert_uint_ne(*left, SIZE_MAX); /* no call after a failed one */
    return (*left)-- == 0 ? 7 : 0;
}

START_TEST(test_write_fails)
{
    quoth_result *result = read_story(NULL);
    quoth_status status = QUOTH_E_WRITE;
    size_t calls = 0;
    for (; status == QUOTH_E_WRITE; calls++) {
        size_t left = calls;
        status = quoth_result_write_json(result, "a", story, sizeof story - 1, 15, fail_at, &left);
        ck_assert(left == SIZE_MAX || status == QUOTH_OK);
    }
    ck_assert_int_eq(status, QUOTH_OK);
    ck_assert_uint_gt(calls, 2);
    quoth_result_free(result);
}
END_TEST

#ifdef HAVE_JANSSON

static void same_string(const json_t *object, const char *key, const char *expected)
{
    const char *value = json_string_value(json_object_get(object, key));
    ck_assert_msg(value && !strcmp(value, expected), "%s: '%s', not '%s'", key, value ? value : "(none)", expected);
}

static void same_span(const json_t *pair, quoth_span span)
{
    ck_assert_uint_eq(json_array_size(pair), 2);
    ck_assert_int_eq(json_integer_value(json_array_get(pair, 0)), (json_int_t)span.start);
    ck_assert_int_eq(json_integer_value(json_array_get(pair, 1)), (json_int_t)span.end);
}

static void same_spans(const json_t *object, const char *key, const quoth_span *spans, size_t count)
{
    const json_t *list = json_object_get(object, key);
    ck_assert_msg(json_is_array(list) && json_array_size(list) == count, "%s: not %zu spans", key, count);
    for (size_t i = 0; i < count; i++)
        same_span(json_array_get(list, i), spans[i]);
}

static void same_id(const json_t *object, const char *key, char kind, size_t index)
{
    char expected[32];
    const json_t *value = json_object_get(object, key);
    ck_assert_msg(value != NULL, "%s: missing", key);
    ck_assert_int_eq(json_is_null(value), index == QUOTH_NONE);
    snprintf(expected, sizeof expected, "%c%zu", kind, index + 1);
    if (index != QUOTH_NONE)
        same_string(object, key, expected);
}

static json_t *rows_of(const json_t *root, const char *key, size_t count)
{
    json_t *rows = json_object_get(root, key);
    ck_assert_msg(json_is_array(rows) && json_array_size(rows) == count, "%s: not %zu rows", key, count);
    return rows;
}

static void same_flags(const json_t *object, unsigned flags)
{
    static const char *const names[] = {"unclosed", "continued", "repaired", "split"};
    const json_t *list = json_object_get(object, "flags");
    size_t found = 0;
    for (unsigned i = 0; i < 4; i++)
        if (flags >> i & 1)
            ck_assert_str_eq(json_string_value(json_array_get(list, found++)), names[i]);
    ck_assert_uint_eq(json_array_size(list), found);
}

static void same_quotes(const json_t *root, const quoth_result *result)
{
    json_t *rows = rows_of(root, "quotes", quoth_result_quote_count(result));
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        const quoth_quote *quote = quoth_result_quote_at(result, i);
        same_id(row, "id", 'q', i);
        same_string(row, "type", quoth_quote_type_name(quote->type));
        same_string(row, "class", quoth_quote_class_name(quote->class_));
        same_spans(row, "content", quote->content, quote->content_count);
        same_spans(row, "quoted", quote->quoted, quote->quoted_count);
        same_spans(row, "cue", quote->cue, quote->cue_count);
        same_spans(row, "source", quote->source, quote->source_count);
        same_id(row, "speaker", 'e', quote->speaker);
        same_id(row, "addressee", 'e', quote->addressee);
        same_string(row, "reason", quote->reason);
        same_flags(row, quote->flags);
        ck_assert_double_eq_tol(json_number_value(json_object_get(row, "detection")), quote->detection, 0.00051);
        ck_assert_double_eq_tol(json_number_value(json_object_get(row, "confidence")), quote->confidence, 0.00051);
        const json_t *candidates = rows_of(row, "candidates", quote->candidate_count);
        for (size_t k = 0; k < quote->candidate_count; k++) {
            const json_t *candidate = json_array_get(candidates, k);
            same_id(candidate, "speaker", 'e', quote->candidates[k].entity);
            ck_assert_double_eq_tol(json_number_value(json_object_get(candidate, "confidence")), quote->candidates[k].confidence, 0.00051);
        }
    }
}

static void same_entities(const json_t *root, const quoth_result *result)
{
    json_t *rows = rows_of(root, "entities", quoth_result_entity_count(result));
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i), *aliases = json_object_get(row, "aliases");
        const quoth_entity *entity = quoth_result_entity_at(result, i);
        same_id(row, "id", 'e', i);
        same_string(row, "name", entity->name);
        same_string(row, "kind", quoth_entity_kind_name(entity->kind));
        same_string(row, "gender", quoth_gender_name(entity->gender));
        same_spans(row, "mentions", entity->mentions, entity->mention_count);
        ck_assert_int_eq(json_integer_value(json_object_get(row, "quotes")), (json_int_t)entity->quote_count);
        ck_assert_int_eq(json_is_true(json_object_get(row, "named")), entity->named != 0);
        ck_assert_uint_eq(json_array_size(aliases), entity->alias_count);
        for (size_t k = 0; k < entity->alias_count; k++)
            ck_assert_str_eq(json_string_value(json_array_get(aliases, k)), entity->aliases[k]);
    }
}

static void same_rest(const json_t *root, const quoth_result *result)
{
    json_t *rows = rows_of(root, "marked", quoth_result_marked_count(result));
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const quoth_marked *marked = quoth_result_marked_at(result, i);
        same_span(json_object_get(json_array_get(rows, i), "span"), marked->span);
        same_string(json_array_get(rows, i), "class", quoth_marked_class_name(marked->class_));
        same_id(json_array_get(rows, i), "quote", 'q', marked->quote);
    }
    rows = rows_of(root, "script", quoth_result_segment_count(result));
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const quoth_segment *segment = quoth_result_segment_at(result, i);
        same_span(json_object_get(json_array_get(rows, i), "span"), segment->span);
        same_string(json_array_get(rows, i), "kind", quoth_segment_kind_name(segment->kind));
        same_id(json_array_get(rows, i), "quote", 'q', segment->quote);
        same_id(json_array_get(rows, i), "speaker", 'e', segment->speaker);
    }
    rows = rows_of(root, "sentences", quoth_result_sentence_count(result));
    for (size_t i = 0; i < json_array_size(rows); i++)
        same_span(json_array_get(rows, i), quoth_result_sentence_at(result, i)->span);
    size_t count = quoth_result_token_count(result), surface = 0;
    for (size_t i = 0; i < count; i++)
        surface += !quoth_result_token_at(result, i)->joined;
    rows = rows_of(root, "tokens", surface);
    for (size_t i = 0, row = 0; i < count; row++) {
        quoth_span span = quoth_result_token_at(result, i)->span;
        while (++i < count && quoth_result_token_at(result, i)->joined)
            span.end = quoth_result_token_at(result, i)->span.end;
        same_span(json_array_get(rows, row), span);
    }
}

START_TEST(test_every_field_reads_back)
{
    quoth_result *result = read_story(NULL);
    ck_assert_uint_gt(quoth_result_marked_count(result), 0);
    ck_assert_uint_gt(quoth_result_entity_count(result), 2);
    char *json = json_of(result);
    json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
    ck_assert_ptr_nonnull(root);
    same_string(root, "id", "story");
    same_string(root, "text", story);
    same_string(root, "language", "en");
    same_quotes(root, result);
    same_entities(root, result);
    same_rest(root, result);
    json_decref(root);
    free(json);
    quoth_result_free(result);
}
END_TEST

#endif

int main(void)
{
    Suite *suite = suite_create("json");
    TCase *tests = tcase_create("json");
    tcase_add_test(tests, test_empty_text);
    tcase_add_test(tests, test_joined_words_are_one_token);
    tcase_add_test(tests, test_parts_are_asked_for);
    tcase_add_test(tests, test_parts_of_an_interrupted_quote);
    tcase_add_test(tests, test_escapes);
    tcase_add_test(tests, test_write_fails);
#ifdef HAVE_JANSSON
    tcase_add_test(tests, test_every_field_reads_back);
#endif
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
