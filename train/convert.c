/* convert.c - what changed between the versions: names of relations, the first name heads a name, "and" hangs on the conjunct
 * behind it, a copula never heads a place ("is in Rome"). */
#include "convert.h"

#include <string.h>

typedef struct arcs {
    const silver_word *words; /* [1, count] */
    uint32_t count;
    uint16_t unknown;
    uint16_t *heads;
    uint8_t *relations;
} arcs;

static const struct {
    const char *old;
    q_relation relation;
} renamed[] = {
    {"dobj", Q_RELATION_OBJ}, {"nsubjpass", Q_RELATION_NSUBJ_PASS}, {"csubjpass", Q_RELATION_CSUBJ_PASS},
    {"auxpass", Q_RELATION_AUX_PASS}, {"neg", Q_RELATION_ADVMOD}, {"mwe", Q_RELATION_FIXED},
    {"nmod:tmod", Q_RELATION_NMOD_UNMARKED}, {"nmod:npmod", Q_RELATION_NMOD_UNMARKED},
};

static int is(const arcs *a, uint32_t word, const char *relation)
{
    return !strcmp(a->words[word].relation, relation);
}

static int is_predicate(const char *xpos)
{
    return *xpos == 'V' || !strncmp(xpos, "JJ", 2) || !strncmp(xpos, "RB", 2);
}

static void rename_arc(arcs *a, uint32_t i)
{
    a->relations[i] = (uint8_t)q_relation_of(a->words[i].relation);
    for (size_t k = 0; k < sizeof renamed / sizeof *renamed; k++)
        if (is(a, i, renamed[k].old))
            a->relations[i] = (uint8_t)renamed[k].relation;
    a->heads[i] = (uint16_t)a->words[i].head;
    if (is(a, i, "neg") && !strcmp(a->words[i].xpos, "DT"))
        a->relations[i] = Q_RELATION_DET;
    if (is(a, i, "punct") || is(a, i, "dep") || is(a, i, "_"))
        a->heads[i] = a->unknown;
}

static int has_child(const arcs *a, uint32_t head, const char *relation)
{
    for (uint32_t i = 1; i <= a->count; i++)
        if (a->words[i].head == head && is(a, i, relation))
            return 1;
    return 0;
}

static uint32_t case_of(const arcs *a, uint32_t head)
{
    for (uint32_t i = 1; i < head; i++)
        if (a->words[i].head == head && is(a, i, "case"))
            return i;
    return 0;
}

/* nmod of verbs, adjectives and adverbs. */
static void set_oblique(arcs *a, uint32_t i)
{
    uint32_t head = a->words[i].head, mark;
    if (!head || !is_predicate(a->words[head].xpos))
        return;
    if (a->relations[i] == Q_RELATION_NMOD_UNMARKED)
        a->relations[i] = Q_RELATION_OBL_UNMARKED;
    if (a->relations[i] != Q_RELATION_NMOD)
        return;
    a->relations[i] = Q_RELATION_OBL;
    mark = case_of(a, i);
    if (mark && !strcmp(a->words[mark].lemma, "by") && has_child(a, head, "auxpass"))
        a->relations[i] = Q_RELATION_OBL_AGENT;
}

static void move_children(arcs *a, uint32_t from, uint32_t to)
{
    for (uint32_t i = 1; i <= a->count; i++)
        if (a->heads[i] == from && i != to)
            a->heads[i] = (uint16_t)to;
    a->heads[to] = a->heads[from];
    a->relations[to] = a->relations[from];
    a->heads[from] = (uint16_t)to;
}

static int is_name_part(const arcs *a, uint32_t i, uint32_t last)
{
    return i && a->words[i].head == last && is(a, i, "compound") && !strncmp(a->words[i].xpos, "NNP", 3);
}

/* "President Barack Obama": the last word heads the others; now the first of the name does. */
static void turn_name(arcs *a, uint32_t last)
{
    uint32_t first = last;
    if (strcmp(a->words[last].name, "PERSON"))
        return;
    while (is_name_part(a, first - 1, last) && !strcmp(a->words[first - 1].name, "PERSON"))
        first--;
    for (uint32_t i = first; i-- > 1 && is_name_part(a, i, last);)
        a->relations[i] = Q_RELATION_NMOD_DESC;
    if (first == last)
        return;
    move_children(a, last, first);
    for (uint32_t i = first + 1; i <= last; i++)
        a->relations[i] = Q_RELATION_FLAT;
}

/* "A, B and C": the word that joins goes to the conjunct behind it. */
static void move_conjunction(arcs *a, uint32_t i)
{
    for (uint32_t k = i + 1; k <= a->count; k++)
        if (a->heads[k] == a->heads[i] && a->relations[k] == Q_RELATION_CONJ) {
            a->heads[i] = (uint16_t)k;
            return;
        }
    a->heads[i] = a->unknown;
}

/* "The mayor is in Rome": Rome heads. */
static void turn_copula(arcs *a, uint32_t be)
{
    for (uint32_t i = be + 2; i <= a->count; i++)
        if (a->words[i].head == be && is(a, i, "nmod") && case_of(a, i) == be + 1) {
            move_children(a, be, i);
            a->relations[be] = Q_RELATION_COP;
            return;
        }
}

void convert_arcs(const silver_word *words, uint32_t count, uint16_t unknown, uint16_t *heads, uint8_t *relations)
{
    arcs a = {words - 1, count, unknown, heads, relations};
    for (uint32_t i = 1; i <= count; i++)
        rename_arc(&a, i);
    for (uint32_t i = 1; i <= count; i++)
        set_oblique(&a, i);
    for (uint32_t i = 1; i <= count; i++)
        if (!strcmp(a.words[i].lemma, "be") && !is(&a, i, "cop") && !is(&a, i, "aux") && !is(&a, i, "auxpass") &&
            !has_child(&a, i, "expl"))
            turn_copula(&a, i);
    for (uint32_t i = count; i; i--)
        turn_name(&a, i);
    for (uint32_t i = 1; i <= count; i++)
        if (relations[i] == Q_RELATION_CC)
            move_conjunction(&a, i);
}
