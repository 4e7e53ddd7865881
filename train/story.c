#include "story.h"

#include <stdlib.h>
#include <string.h>

#include "analyze.h"
#include "linear.h"
#include "scene.h"
#include "utf8.h"

/* ---- names ---- */

static void put_word(story_name *name, const char *word, size_t length)
{
    char folded[256];
    length = length < 64 ? q_fold(word, length, folded, sizeof folded) : SIZE_MAX;
    uint32_t *row = length == SIZE_MAX || !length ? NULL : Q_APPEND(&q_malloc_allocator, &name->words, 1);
    if (row)
        *row = q_feature_bytes(folded, length);
}

static int is_courtesy(uint32_t word)
{
    static const char *const words[] = {"dr", "sir", "madam", "the"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word == q_feature_bytes(words[i], strlen(words[i])))
            return 1;
    return 0;
}

static int is_possessive(const char *text, uint32_t at, uint32_t end)
{
    uint32_t next, c = q_utf8_at(text, at, &next), after;
    if ((c != '\'' && c != 0x2019) || next >= end || (text[next] | 32) != 's')
        return 0;
    return next + 1 >= end || !q_is_word(q_utf8_at(text, next + 1, &after));
}

static story_name read_name(const char *text, uint32_t start, uint32_t end)
{
    story_name name = {0};
    for (uint32_t at = start, next; at < end; at = next) {
        uint32_t first = at;
        if (is_possessive(text, at, end)) {
            q_utf8_at(text, at, &next);
            next++;
            continue;
        }
        for (next = at; at < end && q_is_word(q_utf8_at(text, at, &next)); at = next)
            ;
        if (at > first)
            put_word(&name, text + first, at - first);
        else
            q_utf8_at(text, at, &next);
        if (at > first)
            next = at;
    }
    uint32_t skipped = 0;
    while (skipped + 1 < name.words.n && is_courtesy(name.words.at[skipped]))
        skipped++;
    if (skipped)
        memmove(name.words.at, name.words.at + skipped, (name.words.n - skipped) * sizeof *name.words.at);
    name.words.n -= skipped;
    return name;
}

static int has_word(const story_name *name, uint32_t word)
{
    for (uint32_t i = 0; i < name->words.n; i++)
        if (name->words.at[i] == word)
            return 1;
    return 0;
}

static int is_part(const story_name *part, const story_name *whole)
{
    for (uint32_t i = 0; i < part->words.n; i++)
        if (!has_word(whole, part->words.at[i]))
            return 0;
    return 1;
}

/* The same words, or further ones between the same first and last. */
static int is_same(const story_name *a, const story_name *b)
{
    uint32_t n = a->words.n, m = b->words.n;
    if (n == m && !memcmp(a->words.at, b->words.at, n * sizeof *a->words.at))
        return 1;
    if (n < 2 || m < 2 || a->words.at[0] != b->words.at[0] || a->words.at[n - 1] != b->words.at[m - 1])
        return 0;
    return is_part(a, b) || is_part(b, a);
}

/* How many entities have a word in their names, two for more; and whether this one has. */
static uint32_t count_owners(const story *s, uint32_t entity, uint32_t word, int *own)
{
    uint32_t owner = Q_NONE, count = 0;
    *own = 0;
    for (uint32_t i = 0; i < s->names.n && count < 2; i++)
        if (has_word(&s->names.at[i], word) && s->owners.at[i] != owner) {
            owner = s->owners.at[i];
            count++;
        }
    for (uint32_t i = 0; i < s->names.n && !*own; i++)
        *own = s->owners.at[i] == entity && has_word(&s->names.at[i], word);
    return count;
}

/* Ann, of Ann Lee. */
static int is_first_name(const story_name *name, const story_name *first)
{
    return first->words.n == 1 && first->words.at[0] == name->words.at[0];
}

/* Whether a word of the name belongs to the entity alone and none to another alone: gold does not list every form of a name.
 * Of a description all words must be the entity's. */
static int is_own(const story *s, const story_name *name, uint32_t entity, int named)
{
    int alone = 0, own;
    for (uint32_t i = 0; i < name->words.n; i++) {
        uint32_t count = count_owners(s, entity, name->words.at[i], &own);
        if (!own && (count == 1 || !named))
            return 0;
        alone |= own && count == 1;
    }
    return alone;
}

int story_is(const story *s, uint32_t figure, uint32_t entity)
{
    const story_name *name = &s->figures.at[figure];
    int named = s->cast.figures.at[figure].named;
    if (figure == s->cast.narrator && s->narrator != Q_NONE)
        return entity == s->narrator;
    if (!name->words.n)
        return 0;
    for (uint32_t i = 0; i < s->names.n; i++)
        if (s->owners.at[i] == entity && (is_same(name, &s->names.at[i]) || (named && is_first_name(name, &s->names.at[i]))))
            return 1;
    return is_own(s, name, entity, named);
}

/* ---- reading ---- */

static void read_names(story *s, const jsonl_document *gold)
{
    for (uint32_t i = 0; i < gold->entities.n; i++)
        for (uint32_t k = 0; k < gold->entities.at[i].names.n; k++) {
            const char *text = gold->entities.at[i].names.at[k];
            story_name *name = Q_APPEND(&q_malloc_allocator, &s->names, 1);
            uint32_t *owner = Q_APPEND(&q_malloc_allocator, &s->owners, 1);
            if (!name || !owner)
                train_fail("out of memory", "names");
            *name = read_name(text, 0, (uint32_t)strlen(text));
            *owner = i;
        }
    for (uint32_t i = 0; i < s->cast.figures.n; i++) {
        const q_figure *figure = &s->cast.figures.at[i];
        story_name *name = Q_APPEND(&q_malloc_allocator, &s->figures, 1);
        if (!name)
            train_fail("out of memory", "names");
        q_span span = figure->mention == Q_NONE ? (q_span){0, 0} : q_figure_name(&s->cast, figure);
        *name = read_name(s->document->text, span.start, span.end);
    }
}

/* The gold quote that most bytes of each quote belong to, half of them at least. */
static void align(story *s, const jsonl_document *gold)
{
    const q_document *document = s->document;
    uint32_t *at = train_allocate(document->length + 1, sizeof *at);
    for (uint32_t i = 0; i < gold->quotes.n; i++)
        for (uint32_t k = 0; k < gold->quotes.at[i].content.n; k++)
            for (uint32_t b = gold->quotes.at[i].content.at[k].start; b < gold->quotes.at[i].content.at[k].end; b++)
                at[b] = i + 1;
    s->gold = train_allocate(document->quotes.n, sizeof *s->gold);
    s->known = train_allocate(document->quotes.n, sizeof *s->known);
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        const q_quote *quote = &document->quotes.at[i];
        uint32_t best = 0, run = 0, most = 0;
        s->gold[i] = Q_NONE;
        for (uint32_t k = 0; k < quote->pieces; k++)
            for (uint32_t b = document->pieces.at[quote->piece + k].start, last = 0; b < document->pieces.at[quote->piece + k].end; b++) {
                run = at[b] && at[b] == last ? run + 1 : 0;
                last = at[b];
                if (run > most) {
                    most = run;
                    best = at[b];
                }
            }
        if (best) {
            s->known[i] = 1;
            s->gold[i] = gold->quotes.at[best - 1].speaker;
        }
    }
    free(at);
}

/* Who speaks most of the quotes whose tag is "I said". */
static void find_narrator(story *s, uint32_t entities)
{
    uint32_t *counts = train_allocate(entities + 1, sizeof *counts), best = 0;
    for (uint32_t i = 0; i < s->document->quotes.n; i++) {
        uint32_t source = s->document->quotes.at[i].source_mention;
        if (source < s->document->mentions.n && s->gold[i] != Q_NONE && q_cast_mention(&s->cast, source)->kind == Q_MENTION_PRONOUN &&
            q_cast_mention(&s->cast, source)->entity == s->cast.narrator && s->cast.narrator != Q_NONE)
            counts[s->gold[i]]++;
    }
    for (uint32_t i = 0; i < entities; i++)
        if (counts[i] > counts[best])
            best = i;
    s->narrator = counts[best] ? best : Q_NONE;
    free(counts);
}

static void run_rooms(q_document *document, const jsonl_document *gold, int direct_only)
{
    train_document_text(document, gold->text, gold->length);
    train_document_direct(document, direct_only);
    for (size_t i = 0; i < q_room_count && strcmp(q_rooms[i].name, "coreference"); i++)
        if ((q_rooms[i].direct || !direct_only) && q_rooms[i].run(document) != QUOTH_OK)
            train_fail("fails", q_rooms[i].name);
    document->story = 1;
}

void stories_read(stories *all, const char *path, int direct_only)
{
    jsonl corpus = jsonl_read(path);
    all->at = realloc(all->at, (all->count + corpus.count) * sizeof *all->at);
    if (!all->at)
        train_fail("out of memory", path);
    for (uint32_t i = 0; i < corpus.count; i++) {
        story *s = &all->at[all->count++];
        memset(s, 0, sizeof *s);
        s->fold = i % STORY_FOLDS;
        s->document = train_document_new();
        run_rooms(s->document, &corpus.documents[i], direct_only);
        if (q_speaker_mentions(s->document) != 0 || q_cast_read(&s->cast, s->document) != 0)
            train_fail("out of memory", "cast");
        read_names(s, &corpus.documents[i]);
        align(s, &corpus.documents[i]);
        find_narrator(s, corpus.documents[i].entities.n);
    }
}
