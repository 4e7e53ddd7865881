#include "settings.h"

#include <stdlib.h>
#include <string.h>

#include "locale.h"
#include "utf8.h"

enum { VERB_FORMS = 4 }; /* lemma, third person, past, -ing */

/* Folding a code point gives at most three, of at most four bytes. */
static const char *fold_string(q_arena *arena, const char *string)
{
    size_t length = strlen(string), room = length * Q_FOLD_GROWTH + 1;
    char *out = q_arena_allocate(arena, room);
    if (out && q_fold(string, length, out, room) == SIZE_MAX)
        return NULL;
    return out;
}

static int valid(const char *string)
{
    return string && *string && q_utf8_invalid(string, strlen(string)) == strlen(string);
}

static quoth_status read_character(q_character *out, const quoth_character *given, q_arena *arena)
{
    if (!valid(given->name) || (given->alias_count && !given->aliases) || given->gender > QUOTH_GENDER_NEUTER ||
        given->alias_count >= UINT32_MAX)
        return QUOTH_E_ARGUMENT;
    out->name = q_arena_copy(arena, given->name, strlen(given->name));
    out->count = (uint32_t)given->alias_count + 1;
    out->gender = (uint8_t)given->gender;
    out->folded = q_arena_allocate(arena, out->count * sizeof *out->folded);
    if (!out->name || !out->folded)
        return QUOTH_E_MEMORY;
    for (uint32_t i = 0; i < out->count; i++) {
        const char *form = i ? given->aliases[i - 1] : given->name;
        if (!valid(form))
            return QUOTH_E_ARGUMENT;
        if (!(out->folded[i] = fold_string(arena, form)))
            return QUOTH_E_MEMORY;
    }
    return QUOTH_OK;
}

static quoth_status read_characters(q_settings *settings, const quoth_options *options, q_arena *arena)
{
    size_t count = options->character_count;
    if (!count)
        return QUOTH_OK;
    if (!options->characters || count >= UINT32_MAX)
        return QUOTH_E_ARGUMENT;
    settings->characters = q_arena_allocate(arena, count * sizeof *settings->characters);
    if (!settings->characters)
        return QUOTH_E_MEMORY;
    for (size_t i = 0; i < count; i++) {
        quoth_status status = read_character(&settings->characters[i], &options->characters[i], arena);
        if (status != QUOTH_OK)
            return status;
    }
    settings->character_count = (uint32_t)count;
    return QUOTH_OK;
}

static int vowel(char c)
{
    return c && strchr("aeiou", c);
}

/* The regular form of an English verb: `stem` bytes of the lemma, a doubled last letter or none, and an ending. */
static const char *inflect(q_arena *arena, const char *lemma, size_t stem, char doubled, const char *ending)
{
    size_t length = stem + (doubled != '\0') + strlen(ending);
    char *out = q_arena_allocate(arena, length + 1);
    if (!out)
        return NULL;
    memcpy(out, lemma, stem);
    if (doubled)
        out[stem++] = doubled;
    strcpy(out + stem, ending);
    return out;
}

/* say: says, said stays the caller's own form; blurt: blurts, blurted, blurting; quip: quipped; reply: replies. */
static int inflect_verb(q_arena *arena, const char *lemma, const char **forms)
{
    size_t n = strlen(lemma);
    char last = n ? lemma[n - 1] : '\0', before = n > 1 ? lemma[n - 2] : '\0';
    int mute_e = last == 'e', y = last == 'y' && !vowel(before);
    int short_ = n >= 3 && n <= 4 && !vowel(last) && vowel(before) && !vowel(lemma[n - 3]) && !strchr("wxyh", last);
    int sibilant = last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 's' || before == 'c'));
    forms[0] = lemma;
    forms[1] = inflect(arena, lemma, y ? n - 1 : n, '\0', y ? "ies" : sibilant ? "es" : "s");
    forms[2] = inflect(arena, lemma, mute_e || y ? n - 1 : n, short_ ? last : '\0', y ? "ied" : "ed");
    forms[3] = inflect(arena, lemma, mute_e ? n - 1 : n, short_ ? last : '\0', "ing");
    return forms[1] && forms[2] && forms[3];
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static quoth_status read_verbs(q_settings *settings, const quoth_options *options, q_arena *arena)
{
    size_t count = options->reporting_verb_count;
    if (!count)
        return QUOTH_OK;
    if (!options->reporting_verbs || count >= UINT32_MAX / VERB_FORMS)
        return QUOTH_E_ARGUMENT;
    settings->verbs = q_arena_allocate(arena, count * VERB_FORMS * sizeof *settings->verbs);
    if (!settings->verbs)
        return QUOTH_E_MEMORY;
    for (size_t i = 0; i < count; i++) {
        if (!valid(options->reporting_verbs[i]))
            return QUOTH_E_ARGUMENT;
        const char *lemma = fold_string(arena, options->reporting_verbs[i]);
        if (!lemma || !inflect_verb(arena, lemma, settings->verbs + settings->verb_count))
            return QUOTH_E_MEMORY;
        settings->verb_count += VERB_FORMS;
    }
    qsort(settings->verbs, settings->verb_count, sizeof *settings->verbs, by_bytes);
    return QUOTH_OK;
}

quoth_status q_settings_read(q_settings *settings, const quoth_options *options, q_arena *arena)
{
    memset(settings, 0, sizeof *settings);
    if ((unsigned)options->offset_unit > QUOTH_OFFSET_UTF16 || (unsigned)options->scope > QUOTH_SCOPE_ALL ||
        (unsigned)options->style > QUOTH_STYLE_WEB || !(options->min_confidence >= 0 && options->min_confidence <= 1))
        return QUOTH_E_ARGUMENT;
    quoth_status status = q_locale_tag(options->language, settings->language, sizeof settings->language);
    if (status != QUOTH_OK)
        return status;
    settings->english = !strncmp(settings->language, "en", 2) && (!settings->language[2] || settings->language[2] == '-');
    settings->offset_unit = options->offset_unit;
    settings->scope = options->scope;
    settings->style = options->style;
    settings->direct_only = options->direct_only != 0;
    settings->min_confidence = options->min_confidence;
    settings->parse_all = options->parse_all != 0;
    status = read_characters(settings, options, arena);
    return status == QUOTH_OK ? read_verbs(settings, options, arena) : status;
}
