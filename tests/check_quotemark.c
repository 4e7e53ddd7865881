/* check_quotemark.c - what stands in quotation marks, after dashes and labels, and in blocks. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>

#include "rooms_fixture.h"
#include "suite.h"

/* The inner words of each region; > for each region that holds it, then - a turn, : a label, = a block; after it ~ unclosed,
 * ! repaired, + goes on in a later paragraph. */
static void describe(const q_document *document, char *out, size_t room)
{
    static const char kinds[] = {[Q_REGION_DASH] = '-', [Q_REGION_LABEL] = ':', [Q_REGION_BLOCK] = '='};
    out[0] = '\0';
    for (uint32_t i = 0; i < document->regions.n; i++) {
        const q_region *region = &document->regions.at[i];
        char sign[8] = "";
        ck_assert_uint_lt(strlen(out) + region->inner.end - region->inner.start + 16, room);
        strcat(out, i ? " | " : "");
        for (uint8_t depth = 0; depth < region->depth; depth++)
            strcat(out, ">");
        if (region->kind != Q_REGION_MARKS)
            sign[0] = kinds[region->kind];
        strcat(out, sign);
        strncat(out, document->text + region->inner.start, region->inner.end - region->inner.start);
        strcat(out, region->flags & Q_REGION_UNCLOSED ? "~" : "");
        strcat(out, region->flags & Q_REGION_REPAIRED ? "!" : "");
        strcat(out, region->flags & Q_REGION_CONTINUES ? "+" : "");
    }
}

/* What holds of a region in any text: order, bounds, parent, link. */
static int is_sound(const q_document *document, uint32_t i)
{
    const q_region *region = &document->regions.at[i];
    const q_span paragraph = document->paragraphs.at[region->paragraph].span;
    if (region->outer.start > region->inner.start || region->inner.start > region->inner.end ||
        region->inner.end > region->outer.end || paragraph.start > region->outer.start || region->outer.end > paragraph.end ||
        (i && document->regions.at[i - 1].outer.start > region->outer.start) ||
        (region->next != Q_NONE && (region->next <= i || region->next >= document->regions.n)))
        return 0;
    if (region->parent == Q_NONE)
        return !region->depth;
    const q_region *parent = &document->regions.at[region->parent];
    return region->parent < i && parent->depth + 1 == region->depth && parent->inner.start <= region->outer.start &&
           region->outer.end <= parent->outer.end;
}

static void check_rows(const q_document *document)
{
    for (uint32_t i = 0; i < document->regions.n; i++)
        if (!is_sound(document, i))
            ck_abort_msg("region %u of %.60s", i, document->text);
}

static void expect(const char *language, const char *text, const char *regions)
{
    fixture f;
    char found[4096];
    fixture_open(&f, language, text);
    ck_assert_int_eq(q_room_quotemark(&f.document), QUOTH_OK);
    check_rows(&f.document);
    describe(&f.document, found, sizeof found);
    ck_assert_str_eq(found, regions);
    fixture_close(&f);
}

START_TEST(test_pairs)
{
    expect("en", "“One,” she said. \"Two,\" he said.", "One, | Two,");
    expect("en", "“He cried ‘no’ twice,” she said.", "He cried ‘no’ twice, | >no");
    expect("en", "\"\"", "");
    expect("en", "“” ‘’", "");
    expect("de", "„Er rief ‚Halt‘ und ging“, sagte sie.", "Er rief ‚Halt‘ und ging | >Halt");
    expect("fr", "« Il a dit : « Non. » » Oui.", " Il a dit : « Non. »  | > Non. ");
    expect("fr", "« Il a dit : « Non. »", " Il a dit : « Non.  | > Non. ");
    expect("sv", "”Kom”, sade hon. ”Nu.”", "Kom | Nu.");
    expect("ja", "「『木』を見た」と", "『木』を見た | >木");
    expect("en", "``One `two' three,'' she said.", "One `two' three, | >two");
}
END_TEST

START_TEST(test_apostrophes)
{
    expect("en", "The girls' coats and the boys' hats, 'tis said, were theirs in '68.", "");
    expect("en", "‘The girls’ coats are wet,’ she said.", "The girls’ coats are wet,");
    expect("en", "'Is it far?' he asked. ''Tis not.'", "Is it far? | 'Tis not.");
    expect("en", "It is 5' 4\" tall.", "");
    expect("nl", "’t Is laat, en ’s avonds regent het.", "");
    expect("uk", "П’ять сімей об’єднались.", "");
}
END_TEST

START_TEST(test_unclosed)
{
    expect("en", "“One", "One~");
    expect("en", "“One, said Ann.\nTwo.", "One,~!");
    expect("en", "“One.\n“Two.”", "One.+ | Two.");
    expect("en", "‘One.\n‘Two.’", "One.+ | Two.");
    expect("en", "“One, said Ann. It rained. “Two.”", "One,~! | Two.");
    expect("en", "He took the \"hammer and left.", "");
    expect("en", "She hit the nail” and left.", "");
    expect("en", "Run `make` first, then 'make check'.", "make check");
    expect("en", ">>> print(a)", "");
    expect("en", "“One\n“Two\n“Three", "One+ | Two+ | Three~");
}
END_TEST

START_TEST(test_mistyped)
{
    expect("en", "“One,\" she said.", "One,!");
    expect("en", "\"One,” she said.", "One,!");
    expect("de", "„Eins”, sagte sie. „Zwei\", sagte er.", "Eins | Zwei!");
    expect("en", "\"One,\"she said. \"Two.\"", "One, | Two.");
    expect("en", "\" One, \" she said.", " One, ");
}
END_TEST

START_TEST(test_turns)
{
    expect("es", "—Voy —dijo Ana—. Espera.", "-Voy | -Espera.");
    expect("pt", "— Vou — disse Ana. — Espera.", "-Vou | -Espera.");
    expect("ru", "— Иду, — сказал он. — Жди.", "-Иду, | -Жди.");
    expect("ru", "— Я — врач.", "-Я — врач.");
    expect("fr", "— Viens, dit Paul, il est tard.", "-Viens, | -il est tard.");
    expect("en", "— Come in, said Ann. — Sit down.", "-Come in, | -Sit down.");
    expect("en", "--Come in.", "-Come in.");
    expect("en", "- eggs\n- milk", "");
    expect("en", "– eggs\n– milk", "");
    expect("en", "“Nobody knows.”\n— Ann Lee", "Nobody knows.");
    expect("ru", "«Иду, — сказал он. — Жди».", "Иду, | Жди");
    expect("fr", "« Tu viens ?\n— Oui.", " Tu viens ? | -Oui.");
    expect("es", "—Dijo «nunca» y salió.", "-Dijo «nunca» y salió. | >nunca");
}
END_TEST

static void expect_whole(const char *text, const char *regions)
{
    fixture f;
    char found[4096];
    fixture_open(&f, "en", text);
    f.document.paragraphs.n = 0;
    ck_assert_int_eq(q_room_paragraph(&f.document), QUOTH_OK);
    ck_assert_int_eq(q_room_quotemark(&f.document), QUOTH_OK);
    check_rows(&f.document);
    describe(&f.document, found, sizeof found);
    ck_assert_str_eq(found, regions);
    fixture_close(&f);
}

START_TEST(test_labels_and_blocks)
{
    expect_whole("HOST: Yes?\n\nANN: No.\n\nNever.\n\nHOST: Why?\n", ":Yes? | :No.+ | :Never. | :Why?");
    expect_whole("HOST: Yes?\n\nANN: “No.”\n", ":Yes? | No.");
    expect_whole("HOST: Yes?\n\n(Laughter)\n\nANN: No.\n", ":Yes? | :No.");
    expect_whole("HOST: I said “yes” once.\n\nANN: No.\n", ":I said “yes” once. | >yes | :No.");
    expect_whole("Ann wrote:\n\n    One.\n\n    Two.\n\nIt rained.\n", "=One.+ | =Two.");
    expect_whole("Ann wrote:\n\n> One.\n\nIt rained.\n", "=One.");
    expect_whole("It rained.\n\n    One.\n", "");
}
END_TEST

/* ---- every language of CLDR ---- */

static size_t put_code(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    out[0] = (char)(0xE0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3F));
    out[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

static void put_text(char *out, const char *text)
{
    strcpy(out + strlen(out), text);
}

static void put_mark(char *out, uint32_t c)
{
    size_t used = strlen(out);
    out[used + put_code(out + used, c)] = '\0';
}

static int is_seen(q_delimiters *seen, size_t *count, q_delimiters marks)
{
    for (size_t i = 0; i < *count; i++)
        if (!memcmp(&seen[i], &marks, sizeof marks))
            return 1;
    ck_assert_uint_lt(*count, 100);
    seen[(*count)++] = marks;
    return 0;
}

/* One language of each set of marks. */
START_TEST(test_marks_of_every_locale)
{
    q_delimiters seen[100];
    size_t kinds = 0;
    int count = uloc_countAvailable();
    ck_assert_int_gt(count, 500);
    for (int i = 0; i < count; i++) {
        char tag[64], text[128] = "", regions[128] = "";
        UErrorCode code = U_ZERO_ERROR;
        q_locale *locale;
        uloc_toLanguageTag(uloc_getAvailable(i), tag, sizeof tag, 0, &code);
        ck_assert(U_SUCCESS(code));
        ck_assert_int_eq(q_locale_new(&locale, tag, &q_malloc_allocator), QUOTH_OK);
        q_delimiters marks = q_locale_delimiters(locale);
        q_locale_free(locale, &q_malloc_allocator);
        if (is_seen(seen, &kinds, marks) || (marks.open == marks.inner_open && marks.open == marks.close))
            continue; /* nobody can tell which of four marks alike opens */
        put_mark(text, marks.open);
        put_text(text, "One ");
        put_mark(text, marks.inner_open);
        put_text(text, "two");
        put_mark(text, marks.inner_close);
        put_text(text, " three.");
        put_mark(text, marks.close);
        put_text(text, " Four.");
        put_text(regions, "One ");
        put_mark(regions, marks.inner_open);
        put_text(regions, "two");
        put_mark(regions, marks.inner_close);
        put_text(regions, " three. | >two");
        expect(tag, text, regions);
    }
    ck_assert_uint_gt(kinds, 15);
}
END_TEST

/* ---- limits ---- */

static double seconds_of(const char *language, const char *unit, size_t times)
{
    fixture f;
    char *text = repeat(unit, times);
    fixture_open(&f, language, text);
    double seconds = fixture_seconds(q_room_quotemark, &f);
    check_rows(&f.document);
    fixture_close(&f);
    free(text);
    return seconds;
}

static double seconds_of_english(const char *unit, size_t times)
{
    return seconds_of("en", unit, times);
}

static double seconds_of_polish(const char *unit, size_t times)
{
    return seconds_of("pl", unit, times);
}

START_TEST(test_linear_time)
{
    static const char *const units[] = {
        "“", "”", "\"", "'", "‘", "’", "« ", "‘“", "“‘", "“a, “b” ", ": “a” ", "— ", " —a", "—a —b", ", said a ", "'a ", " 'tis",
        "„a“ ", "''", "``", "<<", "(", "\n“a", "\n— a, said b. ", "\n'", "- ", "\n- ", "「", "word ", ": — B", ": — B",
        "— a, said nobody in the whole of the valley of the seven rivers: — B",
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        expect_linear(i % 2 ? seconds_of_english : seconds_of_polish, units[i], 25000);
}
END_TEST

START_TEST(test_ten_megabytes_in_one_paragraph)
{
    ck_assert_double_lt(seconds_of("en", "“It rained,” said Ann. ", 400000), 10);
    ck_assert_double_lt(seconds_of("en", "no marks at all in this one ", 350000), 10);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("quotemark");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, test_pairs);
    tcase_add_test(tests, test_apostrophes);
    tcase_add_test(tests, test_unclosed);
    tcase_add_test(tests, test_mistyped);
    tcase_add_test(tests, test_turns);
    tcase_add_test(tests, test_labels_and_blocks);
    tcase_add_test(tests, test_marks_of_every_locale);
    tcase_add_test(tests, test_linear_time);
    tcase_add_test(tests, test_ten_megabytes_in_one_paragraph);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
