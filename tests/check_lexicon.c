/* check_lexicon.c - the built-in lexicon: its facts, and what is refused when it is damaged. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon_format.h"
#include "quoth/quoth.h"
#include "suite.h"

extern const unsigned char q_lexicon_data[];
extern const unsigned char q_lexicon_data_end[];

static q_lexicon lexicon;

static void open_builtin(void)
{
    ck_assert_int_eq(q_lexicon_builtin(&lexicon), 0);
}

static const q_entry *find(const char *key)
{
    return q_lexicon_find(&lexicon, key, strlen(key));
}

static void has(const char *key, uint32_t flags)
{
    const q_entry *entry = find(key);
    ck_assert_msg(entry != NULL, "%s is not there", key);
    ck_assert_msg((entry->flags & flags) == flags, "%s has the flags %x only", key, entry->flags);
}

static void means(const char *key, const char *lemma, q_cue_class class_)
{
    has(key, Q_LEX_CUE_VERB);
    ck_assert_str_eq(q_lexicon_string(&lexicon, find(key)->lemma), lemma);
    ck_assert_uint_eq(find(key)->cue_class, class_);
}

START_TEST(nicknames)
{
    ck_assert_str_eq(q_lexicon_nickname(&lexicon, "bob", 0), "robert");
    ck_assert_ptr_null(q_lexicon_nickname(&lexicon, "bob", 1));
    ck_assert_str_eq(q_lexicon_nickname(&lexicon, "kate", 1), "catherine");
    ck_assert_ptr_null(q_lexicon_nickname(&lexicon, "robert", 0));
    ck_assert_ptr_null(q_lexicon_nickname(&lexicon, "a nickname of more letters than any list would hold", 0));
}
END_TEST

START_TEST(verbs)
{
    means("said", "say", Q_CUE_SAY);
    means("told", "tell", Q_CUE_TELL);
    means("asked", "ask", Q_CUE_ASK);
    means("described", "describe", Q_CUE_CALL);
    means("urges", "urge", Q_CUE_ORDER);
    means("praising", "praise", Q_CUE_JUDGE);
    means("tweeted", "tweet", Q_CUE_WRITE);
    means("believes", "believe", Q_CUE_THINK);
    means("plans", "plan", Q_CUE_INTEND);
    means("whispered", "whisper", Q_CUE_MANNER);
    means("called on", "call on", Q_CUE_ORDER);
    means("criticised", "criticize", Q_CUE_JUDGE);
    has("said", Q_LEX_TIER1 | Q_LEX_PAST | Q_LEX_PARTICIPLE);
    has("written", Q_LEX_PARTICIPLE);
    ck_assert(!(find("written")->flags & Q_LEX_PAST));
    ck_assert(!(find("wrote")->flags & Q_LEX_PARTICIPLE));
    has("says", Q_LEX_THIRD);
    has("saying", Q_LEX_ING);
    has("say", Q_LEX_BASE);
    ck_assert_uint_gt(find("said")->cue, find("showed")->cue);
}
END_TEST

START_TEST(names)
{
    has("mary", Q_LEX_FIRST_NAME);
    ck_assert_uint_eq(find("mary")->gender, QUOTH_GENDER_FEMALE);
    ck_assert_uint_eq(find("robert")->gender, QUOTH_GENDER_MALE);
    ck_assert_uint_ge(find("mary")->certainty, 95);
    has("brown", Q_LEX_FIRST_NAME | Q_LEX_SURNAME);
    has("will", Q_LEX_FIRST_NAME | Q_LEX_SURNAME | Q_LEX_COMMON);
    ck_assert_uint_ne(find("will")->upos & Q_AUX, 0);
    has("mark", Q_LEX_FIRST_NAME | Q_LEX_SURNAME);
    has("may", Q_LEX_FIRST_NAME | Q_LEX_SURNAME | Q_LEX_COMMON);
    ck_assert(!(find("smith")->flags & Q_LEX_COMMON));
}
END_TEST

START_TEST(people_and_bodies)
{
    has("mr.", Q_LEX_TITLE | Q_LEX_ABBREVIATION);
    has("mr", Q_LEX_TITLE);
    has("foreign minister", Q_LEX_TITLE);
    has("foreign", Q_LEX_PHRASE_START);
    has("secretary of state", Q_LEX_TITLE);
    has("vice president", Q_LEX_TITLE);
    has("former", Q_LEX_TITLE_MODIFIER);
    has("spokeswoman", Q_LEX_ROLE);
    ck_assert_uint_eq(find("spokeswoman")->gender, QUOTH_GENDER_FEMALE);
    has("critics", Q_LEX_ROLE | Q_LEX_PLURAL);
    has("mother", Q_LEX_ROLE | Q_LEX_KINSHIP);
    has("ministry", Q_LEX_ORG);
    has("report", Q_LEX_PUBLICATION | Q_LEX_CUE_VERB);
    has("novel", Q_LEX_WORK);
}
END_TEST

START_TEST(places)
{
    static const char *const russia[] = {"russia", "russian", "russians", "moscow", "kremlin"};
    for (size_t i = 0; i < sizeof russia / sizeof *russia; i++)
        ck_assert_str_eq(q_lexicon_string(&lexicon, find(russia[i])->country), "RU");
    has("russia", Q_LEX_COUNTRY);
    has("russians", Q_LEX_DEMONYM | Q_LEX_PLURAL);
    has("downing street", Q_LEX_CAPITAL);
    ck_assert_uint_eq(find("said")->country, 0);
}
END_TEST

START_TEST(small_words)
{
    has("dr.", Q_LEX_ABBREVIATION);
    has("etc.", Q_LEX_ABBREVIATION | Q_LEX_ABBREVIATION_END);
    ck_assert_ptr_null(find("in."));
    has("'tis", Q_LEX_ELISION);
    has("goin'", Q_LEX_ELISION);
    has("according to", Q_LEX_CUE_PREP | Q_LEX_TIER1);
    has("according", Q_LEX_PHRASE_START);
    has("dijo", Q_LEX_CUE_FOREIGN);
    has("\xD1\x81\xD0\xBA\xD0\xB0\xD0\xB7\xD0\xB0\xD0\xBB", Q_LEX_CUE_FOREIGN);
    ck_assert_uint_eq(find("that")->upos & (Q_SCONJ | Q_PRON | Q_DET), Q_SCONJ | Q_PRON | Q_DET);
    ck_assert_uint_ne(find("n't")->upos & Q_PART, 0);
}
END_TEST

START_TEST(strangers)
{
    char longest[300];
    memset(longest, 'a', sizeof longest);
    ck_assert_ptr_null(find(""));
    ck_assert_ptr_null(find("Said"));
    ck_assert_ptr_null(find("qzxqzx"));
    ck_assert_ptr_null(q_lexicon_find(&lexicon, "said\0", 5));
    ck_assert_ptr_null(q_lexicon_find(&lexicon, longest, sizeof longest));
    ck_assert_ptr_null(q_lexicon_find(&lexicon, longest, 255));
    q_lexicon none = {0};
    ck_assert_ptr_null(q_lexicon_find(&none, "said", 4));
}
END_TEST

/* A copy that a test may damage, on a border of 8 bytes. */
static unsigned char *copy(size_t *size)
{
    *size = (size_t)(q_lexicon_data_end - q_lexicon_data);
    unsigned char *bytes = malloc(*size + 8);
    ck_assert_ptr_nonnull(bytes);
    memcpy(bytes, q_lexicon_data, *size);
    return bytes;
}

START_TEST(cut_anywhere)
{
    q_lexicon opened;
    size_t size;
    unsigned char *bytes = copy(&size);
    ck_assert_int_eq(q_lexicon_open(&opened, bytes, size), 0);
    for (size_t cut = 0; cut < size; cut++)
        if (q_lexicon_open(&opened, bytes, cut) != -1)
            ck_abort_msg("opened when cut at %zu", cut);
    ck_assert_ptr_null(opened.groups);
    bytes[size] = 0;
    ck_assert_int_eq(q_lexicon_open(&opened, bytes, size + 1), -1);
    ck_assert_int_eq(q_lexicon_open(&opened, NULL, 0), -1);
    free(bytes);
}
END_TEST

START_TEST(one_bit_wrong)
{
    q_lexicon opened;
    size_t size;
    unsigned char *bytes = copy(&size);
    for (size_t at = 0; at < size; at += at < 2 * sizeof(q_lexicon_header) ? 1 : size / 97) {
        bytes[at] ^= 0x10;
        if (q_lexicon_open(&opened, bytes, size) != -1)
            ck_abort_msg("opened with byte %zu wrong", at);
        bytes[at] ^= 0x10;
    }
    ck_assert_int_eq(q_lexicon_open(&opened, bytes, size), 0);
    free(bytes);
}
END_TEST

/* Whether damaged bytes are refused though their checksum is right. */
static int is_refused(unsigned char *bytes, size_t size)
{
    q_lexicon opened;
    q_lexicon_header *header = (q_lexicon_header *)(void *)bytes;
    header->checksum = q_lexicon_checksum(header, header + 1);
    return q_lexicon_open(&opened, bytes, size) == -1;
}

/* Offsets out of bounds are found even when the checksum is right. */
START_TEST(bounds)
{
    size_t size;
    unsigned char *bytes = copy(&size);
    q_lexicon_header *header = (q_lexicon_header *)(void *)bytes;
    q_lexicon_group *groups = (q_lexicon_group *)(void *)(header + 1);
    q_entry *entry = (q_entry *)(void *)(groups + header->group_count);
    uint32_t *const fields[] = {&entry->key, &entry->lemma, &entry->country, &groups[7].first};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        uint32_t before = *fields[i];
        *fields[i] = UINT32_MAX;
        ck_assert(is_refused(bytes, size));
        *fields[i] = before;
    }
    free(bytes);
}
END_TEST

/* A group has its tags in front, and some group has room, or a search would never end. */
START_TEST(groups)
{
    size_t size;
    unsigned char *bytes = copy(&size);
    q_lexicon_header *header = (q_lexicon_header *)(void *)bytes;
    q_lexicon_group *group = (q_lexicon_group *)(void *)(header + 1), before = *group;
    group->tags[Q_LEXICON_GROUP - 1] = 1;
    group->tags[Q_LEXICON_GROUP - 2] = 0;
    ck_assert(is_refused(bytes, size));
    *group = before;
    header->group_count = 1;
    header->entry_count = Q_LEXICON_GROUP;
    header->string_size = (uint32_t)(size - sizeof *header - sizeof *group - Q_LEXICON_GROUP * sizeof(q_entry));
    memset(group->tags, 1, sizeof group->tags);
    ck_assert(is_refused(bytes, size));
    free(bytes);
}
END_TEST

START_TEST(not_aligned)
{
    q_lexicon opened;
    size_t size;
    unsigned char *bytes = copy(&size);
    memmove(bytes + 1, bytes, size);
    ck_assert_int_eq(q_lexicon_open(&opened, bytes + 1, size), -1);
    free(bytes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lexicon");
    TCase *facts = tcase_create("facts"), *damage = tcase_create("damage");
    tcase_add_checked_fixture(facts, open_builtin, NULL);
    tcase_add_test(facts, verbs);
    tcase_add_test(facts, nicknames);
    tcase_add_test(facts, names);
    tcase_add_test(facts, people_and_bodies);
    tcase_add_test(facts, places);
    tcase_add_test(facts, small_words);
    tcase_add_test(facts, strangers);
    tcase_set_timeout(damage, 120);
    tcase_add_test(damage, cut_anywhere);
    tcase_add_test(damage, one_bit_wrong);
    tcase_add_test(damage, bounds);
    tcase_add_test(damage, groups);
    tcase_add_test(damage, not_aligned);
    suite_add_tcase(suite, facts);
    suite_add_tcase(suite, damage);
    return suite_run(suite);
}
