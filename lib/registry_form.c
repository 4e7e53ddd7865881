/* registry_form.c - the names and aliases of all speakers: which of them a speaker has, and who has one.
 *
 * Two hash tables, one of speaker and form, so that none is kept twice, one of folded forms, each with those who bear it in
 * their order. What was added last can be taken back. */
#include <string.h>

#include "registry.h"
#include "utf8.h"

enum { SLOTS_FIRST = 64 };

static uint32_t hash_of(uint32_t seed, const char *string)
{
    uint32_t hash = 2166136261u ^ seed * 0x9E3779B1u;
    for (; *string; string++)
        hash = (hash ^ (unsigned char)*string) * 16777619u;
    return hash ^ hash >> 15;
}

static uint32_t *form_slot(quoth_registry *registry, uint32_t person, const char *form)
{
    return &registry->form_slots.at[hash_of(person + 1, form) & (registry->form_slots.n - 1)];
}

static uint32_t *name_slot(const quoth_registry *registry, const char *folded)
{
    return &registry->name_slots.at[hash_of(0, folded) & (registry->name_slots.n - 1)];
}

static void enter_form(quoth_registry *registry, uint32_t row)
{
    q_form *form = &registry->forms.at[row];
    uint32_t *slot = form_slot(registry, form->person, form->form);
    form->next = *slot;
    *slot = row;
}

static void enter_name(quoth_registry *registry, uint32_t row)
{
    uint32_t *slot = name_slot(registry, registry->names.at[row].folded);
    registry->names.at[row].next = *slot;
    *slot = row;
}

/* Makes room in both tables for one row more. */
static int grow(quoth_registry *registry)
{
    uint32_t forms = registry->form_slots.n, names = registry->name_slots.n;
    if (forms <= registry->forms.n) {
        if (!Q_APPEND(&registry->allocator, &registry->form_slots, forms ? forms : SLOTS_FIRST))
            return 0;
        memset(registry->form_slots.at, 0xff, registry->form_slots.n * sizeof *registry->form_slots.at);
        for (uint32_t i = 0; i < registry->forms.n; i++)
            enter_form(registry, i);
    }
    if (names <= registry->names.n) {
        if (!Q_APPEND(&registry->allocator, &registry->name_slots, names ? names : SLOTS_FIRST))
            return 0;
        memset(registry->name_slots.at, 0xff, registry->name_slots.n * sizeof *registry->name_slots.at);
        for (uint32_t i = 0; i < registry->names.n; i++)
            enter_name(registry, i);
    }
    return 1;
}

static uint32_t find_name(const quoth_registry *registry, const char *folded)
{
    uint32_t at = registry->name_slots.n ? *name_slot(registry, folded) : UINT32_MAX;
    while (at != UINT32_MAX && strcmp(registry->names.at[at].folded, folded))
        at = registry->names.at[at].next;
    return at;
}

/* The row of a folded name, found or made; UINT32_MAX when memory ends. */
static uint32_t name_of(quoth_registry *registry, const char *form)
{
    size_t length = strlen(form), room = length * Q_FOLD_GROWTH + 1;
    char *folded = q_allocate(&registry->allocator, room);
    size_t used = folded ? q_fold(form, length, folded, room) : SIZE_MAX;
    uint32_t found = used == SIZE_MAX ? UINT32_MAX : find_name(registry, folded);
    if (used != SIZE_MAX && found == UINT32_MAX) {
        const char *kept = q_arena_copy(&registry->strings, folded, used);
        q_form_name *name = kept ? Q_APPEND(&registry->allocator, &registry->names, 1) : NULL;
        if (name) {
            *name = (q_form_name){.folded = kept};
            found = registry->names.n - 1;
            enter_name(registry, found);
        }
    }
    q_release(&registry->allocator, folded);
    return found;
}

/* Where among the bearers of a name the first of a person or of a later one stands. */
static uint32_t bearer_from(const quoth_registry *registry, const q_form_name *name, size_t person)
{
    uint32_t low = 0, high = name->bearers.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (registry->forms.at[name->bearers.at[middle]].person < person)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Puts a form among the bearers of its name, of which there is room for one more; they mostly end with it. */
static void add_bearer(quoth_registry *registry, uint32_t row)
{
    q_form_name *name = &registry->names.at[registry->forms.at[row].name];
    uint32_t at = bearer_from(registry, name, (size_t)registry->forms.at[row].person + 1);
    memmove(name->bearers.at + at + 1, name->bearers.at + at, (name->bearers.n - at) * sizeof *name->bearers.at);
    name->bearers.at[at] = row;
    name->bearers.n++;
}

static void drop_bearer(quoth_registry *registry, uint32_t row)
{
    q_form_name *name = &registry->names.at[registry->forms.at[row].name];
    uint32_t at = bearer_from(registry, name, registry->forms.at[row].person);
    while (name->bearers.at[at] != row)
        at++;
    name->bearers.n--;
    memmove(name->bearers.at + at, name->bearers.at + at + 1, (name->bearers.n - at) * sizeof *name->bearers.at);
}

const q_form *q_registry_form_find(quoth_registry *registry, uint32_t person, const char *form)
{
    uint32_t at = registry->form_slots.n ? *form_slot(registry, person, form) : UINT32_MAX;
    while (at != UINT32_MAX && (registry->forms.at[at].person != person || strcmp(registry->forms.at[at].form, form)))
        at = registry->forms.at[at].next;
    return at == UINT32_MAX ? NULL : &registry->forms.at[at];
}

const q_form *q_registry_form_add(quoth_registry *registry, uint32_t person, const char *form)
{
    uint32_t name = grow(registry) ? name_of(registry, form) : UINT32_MAX;
    if (name == UINT32_MAX || !Q_APPEND(&registry->allocator, &registry->names.at[name].bearers, 1))
        return NULL;
    registry->names.at[name].bearers.n--;
    const char *kept = q_arena_copy(&registry->strings, form, strlen(form));
    q_form *row = kept ? Q_APPEND(&registry->allocator, &registry->forms, 1) : NULL;
    if (!row)
        return NULL;
    *row = (q_form){.form = kept, .person = person, .name = name};
    enter_form(registry, registry->forms.n - 1);
    add_bearer(registry, registry->forms.n - 1);
    return row;
}

void q_registry_forms_cut(quoth_registry *registry, uint32_t count)
{
    while (registry->forms.n > count) {
        const q_form *form = &registry->forms.at[registry->forms.n - 1];
        *form_slot(registry, form->person, form->form) = form->next;
        drop_bearer(registry, registry->forms.n - 1);
        registry->forms.n--;
    }
}

size_t q_registry_bearer(const quoth_registry *registry, const char *folded, size_t from)
{
    uint32_t row = find_name(registry, folded);
    const q_form_name *name = row == UINT32_MAX ? NULL : &registry->names.at[row];
    uint32_t at = name ? bearer_from(registry, name, from) : 0;
    return name && at < name->bearers.n ? registry->forms.at[name->bearers.at[at]].person : QUOTH_NONE;
}

void q_registry_forms_free(quoth_registry *registry)
{
    for (uint32_t i = 0; i < registry->names.n; i++)
        Q_ROWS_FREE(&registry->allocator, &registry->names.at[i].bearers);
    Q_ROWS_FREE(&registry->allocator, &registry->names);
    Q_ROWS_FREE(&registry->allocator, &registry->forms);
    Q_ROWS_FREE(&registry->allocator, &registry->form_slots);
    Q_ROWS_FREE(&registry->allocator, &registry->name_slots);
}
