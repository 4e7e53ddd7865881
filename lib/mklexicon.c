/* mklexicon.c - packs the lists of data/ into one lexicon: mklexicon OUT.bin DATADIR
 *
 * A row is "word TAB fact fact ..."; "@ fact ..." gives facts to every row that follows in the file. Facts are names of
 * flags (FIRST_NAME), parts of speech (NOUN) and values (cue=240, lemma=go_on). The lists are read in the order below;
 * where two give a value to one word, the first wins; flags and parts of speech add up. */
#include "key.h"
#include "lexicon_format.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 4096, KEY_MAX_BYTES = 256, PATH_MAX_BYTES = 4096, SLOT_COUNT = 1 << 18, GROUP_COUNT = 1 << 14 };

static const char *const lists[] = {
    "contractions", "function_words", "reporting_verbs", "cue_phrases", "cue_nouns", "cue_frames", "titles", "roles",
    "organizations", "demonyms", "works", "abbreviations", "elisions", "first_names", "surnames", "parts_of_speech",
    "common_words", "foreign_verbs", "nicknames"};

typedef struct fact {
    const char *name;
    uint32_t bit;
} fact;

static const fact flags[] = {{"CUE_VERB", Q_LEX_CUE_VERB},
                             {"CUE_NOUN", Q_LEX_CUE_NOUN},
                             {"CUE_PREP", Q_LEX_CUE_PREP},
                             {"TIER1", Q_LEX_TIER1},
                             {"FIRST_NAME", Q_LEX_FIRST_NAME},
                             {"SURNAME", Q_LEX_SURNAME},
                             {"TITLE", Q_LEX_TITLE},
                             {"TITLE_MODIFIER", Q_LEX_TITLE_MODIFIER},
                             {"ROLE", Q_LEX_ROLE},
                             {"ROLE_RARE", Q_LEX_ROLE_RARE},
                             {"ORG", Q_LEX_ORG},
                             {"PUBLICATION", Q_LEX_PUBLICATION},
                             {"PLURAL", Q_LEX_PLURAL},
                             {"DEMONYM", Q_LEX_DEMONYM},
                             {"COUNTRY", Q_LEX_COUNTRY},
                             {"CAPITAL", Q_LEX_CAPITAL},
                             {"ABBREVIATION", Q_LEX_ABBREVIATION},
                             {"ABBREVIATION_END", Q_LEX_ABBREVIATION_END},
                             {"ELISION", Q_LEX_ELISION},
                             {"PAST", Q_LEX_PAST},
                             {"PARTICIPLE", Q_LEX_PARTICIPLE},
                             {"ING", Q_LEX_ING},
                             {"THIRD", Q_LEX_THIRD},
                             {"BASE", Q_LEX_BASE},
                             {"COMMON", Q_LEX_COMMON},
                             {"KINSHIP", Q_LEX_KINSHIP},
                             {"WORK", Q_LEX_WORK},
                             {"CUE_FOREIGN", Q_LEX_CUE_FOREIGN},
                             {"CONTRACTION", Q_LEX_CONTRACTION},
                             {NULL, 0}};

static const fact parts[] = {{"NOUN", Q_NOUN},   {"VERB", Q_VERB},   {"ADJ", Q_ADJ},   {"ADV", Q_ADV},     {"AUX", Q_AUX},
                             {"DET", Q_DET},     {"PRON", Q_PRON},   {"ADP", Q_ADP},   {"CCONJ", Q_CCONJ}, {"SCONJ", Q_SCONJ},
                             {"PART", Q_PART},   {"NUM", Q_NUM},     {"INTJ", Q_INTJ}, {"PROPN", Q_PROPN}, {"PUNCT", Q_PUNCT},
                             {"SYM", Q_SYM},     {NULL, 0}};

static const fact classes[] = {{"say", Q_CUE_SAY},     {"tell", Q_CUE_TELL},   {"ask", Q_CUE_ASK},
                               {"call", Q_CUE_CALL},   {"order", Q_CUE_ORDER}, {"judge", Q_CUE_JUDGE},
                               {"write", Q_CUE_WRITE}, {"think", Q_CUE_THINK}, {"intend", Q_CUE_INTEND},
                               {"manner", Q_CUE_MANNER}, {"show", Q_CUE_SHOW}, {NULL, 0}};

static const fact genders[] = {{"m", 1}, {"f", 2}, {"n", 3}, {NULL, 0}};

typedef struct pack {
    uint32_t slots[SLOT_COUNT]; /* row of an entry + 1, 0 for none */
    q_lexicon_group groups[GROUP_COUNT];
    q_entry *entries;
    uint32_t entry_count, entry_room;
    char *strings;
    uint32_t string_size, string_room;
} pack;

static void fail(const char *file, unsigned long line, const char *what)
{
    fprintf(stderr, "mklexicon: %s:%lu: %s\n", file, line, what);
    exit(1);
}

static void *grow(void *memory, size_t size)
{
    void *grown = realloc(memory, size);
    if (!grown)
        fail("memory", 0, "no memory left");
    return grown;
}

static uint32_t add_string(pack *p, const char *text, size_t length)
{
    while (p->string_room - p->string_size <= length + 8) {
        p->string_room = p->string_room ? p->string_room * 2 : 1 << 16;
        p->strings = grow(p->strings, p->string_room);
    }
    uint32_t at = p->string_size;
    memcpy(p->strings + at, text, length);
    p->strings[at + length] = '\0';
    p->string_size += (uint32_t)length + 1;
    return at;
}

/* The slot that holds the row of a key, or an empty one for it. */
static uint32_t slot_of(const pack *p, const char *key, size_t length)
{
    uint32_t slot = q_key_hash(key, length) & (SLOT_COUNT - 1);
    for (; p->slots[slot]; slot = (slot + 1) & (SLOT_COUNT - 1)) {
        const q_entry *entry = &p->entries[p->slots[slot] - 1];
        if (entry->length == length && !memcmp(p->strings + entry->key, key, length))
            break;
    }
    return slot;
}

/* The entry of a key, made when there is none. Its address holds until the next call. */
static q_entry *entry_of(pack *p, const char *key, size_t length)
{
    uint32_t slot = slot_of(p, key, length);
    if (p->slots[slot])
        return &p->entries[p->slots[slot] - 1];
    if (p->entry_count >= GROUP_COUNT * Q_LEXICON_GROUP / 4 * 3)
        fail(key, 0, "too many words: raise GROUP_COUNT");
    if (p->entry_count == p->entry_room) {
        p->entry_room = p->entry_room ? p->entry_room * 2 : 1024;
        p->entries = grow(p->entries, p->entry_room * sizeof *p->entries);
    }
    q_entry *entry = &p->entries[p->entry_count++];
    memset(entry, 0, sizeof *entry);
    entry->key = entry->lemma = add_string(p, key, length);
    entry->length = (uint8_t)length;
    entry->first = q_key_first(key, length);
    p->slots[slot] = p->entry_count;
    return entry;
}

static uint32_t bit_of(const fact *facts, const char *name)
{
    for (; facts->name; facts++)
        if (!strcmp(facts->name, name))
            return facts->bit;
    return 0;
}

static void set_once(uint8_t *field, unsigned long value)
{
    if (!*field)
        *field = (uint8_t)(value > UINT8_MAX ? UINT8_MAX : value);
}

/* "lemma=go_on": a blank in a value is written as _. The lemma gets an entry, so that its string is stored once. */
static void set_lemma(pack *p, uint32_t index, const char *value)
{
    char text[KEY_MAX_BYTES], key[KEY_MAX_BYTES];
    snprintf(text, sizeof text, "%s", value);
    for (char *c = text; *c; c++)
        if (*c == '_')
            *c = ' ';
    size_t length = q_fold(text, strlen(text), key, sizeof key);
    uint32_t lemma = entry_of(p, key, length)->key;
    if (p->entries[index].lemma == p->entries[index].key)
        p->entries[index].lemma = lemma;
}

static int set_value(pack *p, uint32_t index, const char *name, const char *value)
{
    q_entry *entry = &p->entries[index];
    if (!strcmp(name, "cue"))
        set_once(&entry->cue, strtoul(value, NULL, 10));
    else if (!strcmp(name, "class"))
        set_once(&entry->cue_class, bit_of(classes, value));
    else if (!strcmp(name, "gender"))
        set_once(&entry->gender, bit_of(genders, value));
    else if (!strcmp(name, "certainty"))
        set_once(&entry->certainty, strtoul(value, NULL, 10));
    else if (!strcmp(name, "weight"))
        set_once(&entry->weight, strtoul(value, NULL, 10));
    else if (!strcmp(name, "lemma"))
        set_lemma(p, index, value);
    else if (!strcmp(name, "country") && !entry->country)
        entry->country = add_string(p, value, strlen(value));
    else
        return !strcmp(name, "country");
    return 1;
}

static int set_fact(pack *p, uint32_t index, char *fact_text)
{
    char *equal = strchr(fact_text, '=');
    if (equal) {
        *equal = '\0';
        return set_value(p, index, fact_text, equal + 1);
    }
    uint32_t flag = bit_of(flags, fact_text), part = bit_of(parts, fact_text);
    p->entries[index].flags |= flag;
    p->entries[index].upos = (uint16_t)(p->entries[index].upos | part);
    return flag || part;
}

static int set_facts(pack *p, uint32_t index, const char *facts)
{
    char copy[LINE_MAX_BYTES];
    snprintf(copy, sizeof copy, "%s", facts);
    for (char *next = copy; *next;) {
        char *word = next + strspn(next, " ");
        next = word + strcspn(word, " ");
        if (*next)
            *next++ = '\0';
        if (*word && !set_fact(p, index, word))
            return 0;
    }
    return 1;
}

static void read_row(pack *p, const char *path, unsigned long number, char *line, const char *common)
{
    char key[KEY_MAX_BYTES];
    char *facts = strchr(line, '\t');
    size_t bytes = facts ? (size_t)(facts - line) : strlen(line);
    if (q_utf8_invalid(line, bytes) != bytes)
        fail(path, number, "not UTF-8");
    size_t length = q_fold(line, bytes, key, sizeof key);
    if (length == SIZE_MAX || !length || length > UINT8_MAX)
        fail(path, number, "empty or too long a word");
    uint32_t index = (uint32_t)(entry_of(p, key, length) - p->entries);
    if (!set_facts(p, index, common) || (facts && !set_facts(p, index, facts + 1)))
        fail(path, number, "unknown fact");
}

static void read_list(pack *p, const char *folder, const char *name)
{
    char path[PATH_MAX_BYTES], line[LINE_MAX_BYTES], common[LINE_MAX_BYTES] = "";
    snprintf(path, sizeof path, "%s/%s.tsv", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        fail(path, 0, "cannot be read");
    for (unsigned long number = 1; fgets(line, sizeof line, file); number++) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '@')
            memcpy(common, line + 1, sizeof common - 1);
        else if (line[0] && line[0] != '#')
            read_row(p, path, number, line, common);
    }
    if (ferror(file) | fclose(file))
        fail(path, 0, "cannot be read");
}

/* The entry of a key, or NULL. */
static q_entry *find(pack *p, const char *key, size_t length)
{
    uint32_t row = p->slots[slot_of(p, key, length)];
    return row ? &p->entries[row - 1] : NULL;
}

/* Words behind the first of a phrase; one that has no entry of its own gets none. */
static void mark_parts(pack *p, const char *words)
{
    for (size_t length; *words; words += length + (words[length] == ' ')) {
        length = strcspn(words, " ");
        q_entry *entry = find(p, words, length);
        if (entry)
            entry->flags |= Q_LEX_PHRASE_PART;
    }
}

static void mark_phrases(pack *p)
{
    for (uint32_t i = 0, n = p->entry_count; i < n; i++) {
        char first[KEY_MAX_BYTES];
        snprintf(first, sizeof first, "%s", p->strings + p->entries[i].key);
        char *blank = strchr(first, ' ');
        if (blank)
            entry_of(p, first, (size_t)(blank - first))->flags |= Q_LEX_PHRASE_START;
        mark_parts(p, blank ? blank + 1 : "");
    }
}

/* Counts the entries of each group by its tags, then puts them in the order of their groups. */
static void group_entries(pack *p)
{
    q_entry *ordered = grow(NULL, p->entry_count * sizeof *ordered);
    uint32_t *group_of = grow(NULL, p->entry_count * sizeof *group_of), *place_of = grow(NULL, p->entry_count * sizeof *place_of);
    for (uint32_t i = 0; i < p->entry_count; i++) {
        uint32_t hash = q_key_hash(p->strings + p->entries[i].key, p->entries[i].length), at = hash & (GROUP_COUNT - 1), place = 0;
        while (p->groups[at].tags[Q_LEXICON_GROUP - 1])
            at = (at + 1) & (GROUP_COUNT - 1);
        while (p->groups[at].tags[place])
            place++;
        p->groups[at].tags[place] = q_lexicon_tag(hash);
        group_of[i] = at;
        place_of[i] = place;
    }
    for (uint32_t at = 0, first = 0; at < GROUP_COUNT; at++) {
        p->groups[at].first = first;
        for (uint32_t i = 0; i < Q_LEXICON_GROUP && p->groups[at].tags[i]; i++)
            first++;
    }
    for (uint32_t i = 0; i < p->entry_count; i++)
        ordered[p->groups[group_of[i]].first + place_of[i]] = p->entries[i];
    free(p->entries);
    free(group_of);
    free(place_of);
    p->entries = ordered;
}

static void write_pack(const pack *p, const char *path)
{
    q_lexicon_header header = {.version = Q_LEXICON_VERSION, .order = Q_LEXICON_ORDER};
    memcpy(header.magic, Q_LEXICON_MAGIC, sizeof header.magic);
    header.group_count = GROUP_COUNT;
    header.entry_count = p->entry_count;
    header.string_size = p->string_size;
    size_t size = (size_t)q_lexicon_body(&header), entries = p->entry_count * sizeof *p->entries;
    char *body = grow(NULL, size);
    memcpy(body, p->groups, sizeof p->groups);
    memcpy(body + sizeof p->groups, p->entries, entries);
    memcpy(body + sizeof p->groups + entries, p->strings, p->string_size);
    header.checksum = q_lexicon_checksum(&header, body);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(&header, sizeof header, 1, file) != 1 || fwrite(body, size, 1, file) != 1 || fclose(file))
        fail(path, 0, "cannot be written");
    free(body);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: mklexicon OUT.bin DATADIR\n");
        return 2;
    }
    pack *p = grow(NULL, sizeof *p);
    memset(p, 0, sizeof *p);
    add_string(p, "", 0);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        read_list(p, argv[2], lists[i]);
    mark_phrases(p);
    group_entries(p);
    while (p->string_size % 8)
        p->strings[p->string_size++] = '\0';
    write_pack(p, argv[1]);
    free(p->entries);
    free(p->strings);
    free(p);
    return 0;
}
