#include "registry.h"

#include <string.h>

#include "utf8.h"

enum { SLOTS_FIRST = 64, ROWS_MAX = 1 << 30, NAME_MAX_BYTES = 4096 };

/* ---- names ---- */

typedef struct words { /* of a folded name */
    const char *first, *middle, *last, *suffix;
    size_t first_length, middle_length, last_length, suffix_length;
} words;

static int is_suffix(const char *word, size_t length)
{
    static const char *const suffixes[] = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (strlen(suffixes[i]) == length && !memcmp(suffixes[i], word, length))
            return 1;
    return 0;
}

static size_t word_start(const char *name, size_t end)
{
    while (end > 0 && name[end - 1] != ' ')
        end--;
    return end;
}

static size_t trim(const char *name, size_t end)
{
    while (end > 0 && (name[end - 1] == ' ' || name[end - 1] == ','))
        end--;
    return end;
}

/* First word, what stands between, last word, and a Jr. */
static words split(const char *name)
{
    size_t end = trim(name, strlen(name)), start = word_start(name, end);
    words found = {.first = name, .suffix = name, .middle = name};
    if (start > 0 && is_suffix(name + start, end - start)) {
        found.suffix = name + start;
        found.suffix_length = end - start - (name[end - 1] == '.');
        end = trim(name, start);
        start = word_start(name, end);
    }
    found.last = name + start;
    found.last_length = end - start;
    found.first_length = strcspn(name, " ");
    if (start > found.first_length + 1) {
        found.middle = name + found.first_length + 1;
        found.middle_length = trim(name, start) - found.first_length - 1;
    }
    return found;
}

static int same(const char *a, size_t a_length, const char *b, size_t b_length)
{
    return a_length == b_length && !memcmp(a, b, a_length);
}

static int is_initial(const char *word, size_t length)
{
    return length == 1 || (length == 2 && word[1] == '.');
}

/* "j." and "john", "h. w." and "herbert walker", and anything with nothing. */
static int middles_agree(const words *a, const words *b)
{
    size_t i = 0, k = 0;
    if (a->middle_length == 0 || b->middle_length == 0)
        return 1;
    while (i < a->middle_length && k < b->middle_length) {
        const char *x = a->middle + i, *y = b->middle + k;
        size_t n = strcspn(x, " "), m = strcspn(y, " ");
        if (!same(x, n, y, m) && (*x != *y || (!is_initial(x, n) && !is_initial(y, m))))
            return 0;
        i += n + 1;
        k += m + 1;
    }
    return i >= a->middle_length && k >= b->middle_length;
}

static int is_full(const words *name)
{
    return name->last > name->first;
}

static const char *without_article(const char *name)
{
    return strncmp(name, "the ", 4) ? name : name + 4;
}

/* ---- finding ---- */

static uint32_t add_hash(uint32_t hash, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    return hash;
}

static uint32_t slot_of(const quoth_registry *registry, int kind, const char *folded)
{
    uint32_t hash = 2166136261u ^ (uint32_t)kind;
    if (kind == QUOTH_PERSON) {
        words name = split(folded);
        hash = add_hash(add_hash(hash, name.first, name.first_length), name.last, name.last_length);
    } else {
        hash = add_hash(hash, without_article(folded), strlen(without_article(folded)));
    }
    return (hash ^ hash >> 15) & (registry->slots.n - 1);
}

/* Whether a person may bear the folded name; `*exact` when no word differs. */
static int may_bear(const q_person *person, const q_voice *voice, const char *folded, int *exact)
{
    const char *own = person->folded;
    *exact = !strcmp(own, folded);
    if (!person->shown.named || person->shown.kind != voice->kind)
        return 0;
    if (voice->kind != QUOTH_PERSON)
        return !strcmp(without_article(own), without_article(folded));
    words a = split(own), b = split(folded);
    int clash = voice->gender != person->shown.gender && voice->gender != QUOTH_GENDER_UNKNOWN &&
                person->shown.gender != QUOTH_GENDER_UNKNOWN;
    return !clash && is_full(&a) && is_full(&b) && same(a.first, a.first_length, b.first, b.first_length) &&
           same(a.last, a.last_length, b.last, b.last_length) && same(a.suffix, a.suffix_length, b.suffix, b.suffix_length) &&
           middles_agree(&a, &b);
}

/* The one person of earlier documents who bears the name, or NULL: nobody, or more than one might. */
static q_person *find(const quoth_registry *registry, const q_voice *voice, const char *folded)
{
    q_person *found = NULL;
    int several = 0, exact;
    if (!voice->named)
        return NULL;
    for (uint32_t i = registry->slots.at[slot_of(registry, (int)voice->kind, folded)]; i != UINT32_MAX;
         i = registry->persons.at[i].next) {
        q_person *person = &registry->persons.at[i];
        if (person->added == registry->additions || !may_bear(person, voice, folded, &exact))
            continue;
        if (exact)
            return person;
        several = found != NULL;
        found = person;
    }
    return several ? NULL : found;
}

/* ---- making rows ---- */

/* Only full names and names of bodies are joined, so only they are found by name. */
static int is_entered(const q_person *person)
{
    words name = split(person->folded);
    return person->shown.named && (person->shown.kind != QUOTH_PERSON || is_full(&name));
}

static void enter(quoth_registry *registry, uint32_t index)
{
    q_person *person = &registry->persons.at[index];
    if (!is_entered(person))
        return;
    uint32_t *slot = &registry->slots.at[slot_of(registry, (int)person->shown.kind, person->folded)];
    person->next = *slot;
    *slot = index;
}

static int slots_grow(quoth_registry *registry, uint32_t count)
{
    uint32_t before = registry->slots.n;
    uint32_t *slots = Q_APPEND(&registry->allocator, &registry->slots, count - before);
    if (!slots)
        return 0;
    memset(registry->slots.at, 0xff, count * sizeof *slots);
    for (uint32_t i = 0; i < registry->persons.n; i++)
        enter(registry, i);
    return 1;
}

/* Makes room for further aliases and statements. */
static int reserve(quoth_registry *registry, q_person *person, const q_voice *voice)
{
    const quoth_allocator *allocator = &registry->allocator;
    size_t forms = voice->alias_count + 1, statements = voice->statement_count + 1;
    if (!Q_APPEND(allocator, &person->aliases, forms))
        return 0;
    person->aliases.n -= (uint32_t)forms;
    if (!Q_APPEND(allocator, &person->statements, statements))
        return 0;
    person->statements.n -= (uint32_t)statements;
    person->shown.aliases = person->aliases.at;
    return 1;
}

/* Takes a form as an alias, if it is not there yet; there is room for it. */
static int take_alias(quoth_registry *registry, q_person *person, const char *alias)
{
    uint32_t index = (uint32_t)(person - registry->persons.at);
    if (q_registry_form_find(registry, index, alias))
        return 1;
    const q_form *form = q_registry_form_add(registry, index, alias);
    if (!form)
        return 0;
    person->aliases.at[person->aliases.n++] = form->form;
    person->shown.alias_count = person->aliases.n;
    return 1;
}

static int take_aliases(quoth_registry *registry, q_person *person, const q_voice *voice)
{
    for (size_t i = 0; i < voice->alias_count; i++)
        if (!take_alias(registry, person, voice->aliases[i]))
            return 0;
    return 1;
}

static void person_free(quoth_registry *registry, q_person *person)
{
    Q_ROWS_FREE(&registry->allocator, &person->aliases);
    Q_ROWS_FREE(&registry->allocator, &person->statements);
}

static void person_drop(quoth_registry *registry)
{
    uint32_t index = registry->persons.n - 1;
    q_person *person = &registry->persons.at[index];
    if (person->folded && is_entered(person))
        registry->slots.at[slot_of(registry, (int)person->shown.kind, person->folded)] = person->next;
    person_free(registry, person);
    registry->persons.n--;
}

static int person_fill(quoth_registry *registry, q_person *person, const q_voice *voice)
{
    const q_form *name = reserve(registry, person, voice) ? q_registry_form_add(registry, registry->persons.n - 1, voice->name) : NULL;
    if (!name)
        return 0;
    person->shown.name = name->form;
    person->folded = registry->names.at[name->name].folded;
    enter(registry, registry->persons.n - 1);
    return take_aliases(registry, person, voice);
}

q_person *q_registry_person(quoth_registry *registry, const q_voice *voice)
{
    uint32_t forms = registry->forms.n;
    if (registry->slots.n < 2 * (registry->persons.n + 1) &&
        !slots_grow(registry, registry->slots.n ? registry->slots.n * 2 : SLOTS_FIRST))
        return NULL;
    q_person *person = Q_APPEND(&registry->allocator, &registry->persons, 1);
    if (!person)
        return NULL;
    memset(person, 0, sizeof *person);
    person->shown.kind = voice->kind;
    person->shown.gender = voice->gender;
    person->shown.named = voice->named;
    person->added = registry->additions;
    if (person_fill(registry, person, voice))
        return person;
    q_registry_forms_cut(registry, forms);
    person_drop(registry);
    return NULL;
}

void q_registry_state(q_person *person, const q_statement *statement)
{
    person->statements.at[person->statements.n++] = *statement;
    person->shown.statement_count = person->statements.n;
}

/* ---- adding a result ---- */

typedef struct joined { /* a person of before, as it was */
    uint32_t person, aliases;
    const char *folded;
    quoth_speaker shown;
} joined;

typedef struct addition {
    const quoth_result *result;
    uint32_t *persons; /* per entity */
    joined *joined;
    uint32_t joined_count, persons_before, forms_before;
} addition;

static q_voice voice_of(const quoth_entity *entity)
{
    return (q_voice){entity->name, entity->kind, entity->gender, entity->named, entity->aliases, entity->alias_count,
                     entity->quote_count};
}

/* Whether a name has a middle part that the other lacks, or a longer one. */
static int is_fuller(const char *a, const char *b)
{
    words x = split(a), y = split(b);
    return x.middle_length > y.middle_length;
}

/* Makes an alias, the one taken last, the name, and the name an alias. */
static void rename_person(const quoth_registry *registry, q_person *person)
{
    const char **last = &person->aliases.at[person->aliases.n - 1], *name = *last;
    *last = person->shown.name;
    person->shown.name = name;
    person->folded = registry->names.at[registry->forms.at[registry->forms.n - 1].name].folded;
}

/* Gives a person of before what the new document says of him: further forms, a fuller name, a gender. */
static int join(quoth_registry *registry, addition *add, q_person *person, const q_voice *voice, const char *folded)
{
    add->joined[add->joined_count++] =
        (joined){(uint32_t)(person - registry->persons.at), person->aliases.n, person->folded, person->shown};
    uint32_t before = person->aliases.n;
    if (!reserve(registry, person, voice) || !take_alias(registry, person, voice->name))
        return 0;
    person->added = registry->additions;
    if (person->aliases.n > before && is_fuller(folded, person->folded))
        rename_person(registry, person);
    if (person->shown.gender == QUOTH_GENDER_UNKNOWN)
        person->shown.gender = voice->gender;
    return take_aliases(registry, person, voice);
}

/* The folded name, to be released; NULL when memory ends. */
static char *fold(const quoth_registry *registry, const char *name)
{
    size_t length = strlen(name), room = length * Q_FOLD_GROWTH + 1;
    char *folded = q_allocate(&registry->allocator, room);
    if (folded)
        q_fold(name, length, folded, room);
    return folded;
}

static int add_entity(quoth_registry *registry, addition *add, size_t index)
{
    const quoth_entity *entity = quoth_result_entity_at(add->result, index);
    add->persons[index] = UINT32_MAX;
    if (!entity->quote_count)
        return 1;
    q_voice voice = voice_of(entity);
    char *folded = fold(registry, voice.name);
    if (!folded)
        return 0;
    q_person *person = registry->slots.n ? find(registry, &voice, folded) : NULL;
    if (person && !join(registry, add, person, &voice, folded))
        person = NULL;
    else if (!person)
        person = q_registry_person(registry, &voice);
    q_release(&registry->allocator, folded);
    if (person)
        add->persons[index] = (uint32_t)(person - registry->persons.at);
    return person != NULL;
}

static void undo(quoth_registry *registry, const addition *add)
{
    q_registry_forms_cut(registry, add->forms_before);
    while (registry->persons.n > add->persons_before)
        person_drop(registry);
    for (uint32_t i = 0; i < add->joined_count; i++) {
        q_person *person = &registry->persons.at[add->joined[i].person];
        person->aliases.n = add->joined[i].aliases;
        person->folded = add->joined[i].folded;
        person->shown = add->joined[i].shown;
        person->shown.aliases = person->aliases.at;
    }
}

static void add_statements(quoth_registry *registry, const addition *add)
{
    uint32_t document = registry->documents.n - 1;
    for (size_t i = 0; i < quoth_result_quote_count(add->result); i++) {
        const quoth_quote *quote = quoth_result_quote_at(add->result, i);
        if (quote->speaker == QUOTH_NONE)
            continue;
        quoth_span span = {quote->content[0].start, quote->content[quote->content_count - 1].end};
        q_statement statement = {{registry->documents.at[document], i, span, quote->confidence}, document};
        q_registry_state(&registry->persons.at[add->persons[quote->speaker]], &statement);
    }
}

static quoth_status add_result(quoth_registry *registry, addition *add, const char *document)
{
    const char *id = q_arena_copy(&registry->strings, document, strlen(document));
    const char **row = id ? Q_APPEND(&registry->allocator, &registry->documents, 1) : NULL;
    if (!row)
        return QUOTH_E_MEMORY;
    *row = id;
    registry->additions++;
    for (size_t i = 0; i < quoth_result_entity_count(add->result); i++)
        if (!add_entity(registry, add, i)) {
            undo(registry, add);
            registry->documents.n--;
            return QUOTH_E_MEMORY;
        }
    add_statements(registry, add);
    return QUOTH_OK;
}

quoth_status quoth_registry_add(quoth_registry *registry, const char *document, const quoth_result *result)
{
    if (!registry || !document || !result)
        return QUOTH_E_ARGUMENT;
    size_t entities = quoth_result_entity_count(result);
    if (registry->persons.n + entities > ROWS_MAX || registry->documents.n >= ROWS_MAX)
        return QUOTH_E_LENGTH;
    addition add = {.result = result, .persons_before = registry->persons.n, .forms_before = registry->forms.n};
    add.persons = q_allocate(&registry->allocator, (entities + 1) * sizeof *add.persons);
    add.joined = q_allocate(&registry->allocator, (entities + 1) * sizeof *add.joined);
    quoth_status status = add.persons && add.joined ? add_result(registry, &add, document) : QUOTH_E_MEMORY;
    q_release(&registry->allocator, add.persons);
    q_release(&registry->allocator, add.joined);
    return status;
}

/* ---- the registry ---- */

quoth_status quoth_registry_new(quoth_registry **out, const quoth_allocator *given)
{
    quoth_allocator allocator;
    if (!out)
        return QUOTH_E_ARGUMENT;
    *out = NULL;
    if (q_allocator_check(given, &allocator) != QUOTH_OK)
        return QUOTH_E_ARGUMENT;
    quoth_registry *registry = q_allocate(&allocator, sizeof *registry);
    if (!registry)
        return QUOTH_E_MEMORY;
    memset(registry, 0, sizeof *registry);
    registry->allocator = allocator;
    registry->strings.allocator = &registry->allocator;
    *out = registry;
    return QUOTH_OK;
}

void quoth_registry_free(quoth_registry *registry)
{
    if (!registry)
        return;
    quoth_allocator allocator = registry->allocator;
    for (uint32_t i = 0; i < registry->persons.n; i++)
        person_free(registry, &registry->persons.at[i]);
    Q_ROWS_FREE(&allocator, &registry->persons);
    Q_ROWS_FREE(&allocator, (&registry->documents));
    Q_ROWS_FREE(&allocator, &registry->slots);
    q_registry_forms_free(registry);
    q_arena_free(&registry->strings);
    q_release(&allocator, registry);
}

size_t quoth_registry_speaker_count(const quoth_registry *registry)
{
    return registry ? registry->persons.n : 0;
}

const quoth_speaker *quoth_registry_speaker_at(const quoth_registry *registry, size_t index)
{
    return registry && index < registry->persons.n ? &registry->persons.at[index].shown : NULL;
}

const quoth_statement *quoth_registry_statement_at(const quoth_registry *registry, size_t speaker, size_t index)
{
    if (!registry || speaker >= registry->persons.n || index >= registry->persons.at[speaker].statements.n)
        return NULL;
    return &registry->persons.at[speaker].statements.at[index].shown;
}

size_t quoth_registry_find(const quoth_registry *registry, const char *name, size_t from)
{
    char folded[NAME_MAX_BYTES];
    if (!registry || !name || q_fold(name, strlen(name), folded, sizeof folded) == SIZE_MAX)
        return QUOTH_NONE;
    return q_registry_bearer(registry, folded, from);
}
