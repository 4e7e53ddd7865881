#include "tagset.h"

#include <string.h>

#include "lexicon.h"

#define NAME(id, name) name,

static const char *const xpos_names[] = {Q_XPOS_TABLE(NAME)};
static const char *const relation_names[] = {Q_RELATION_TABLE(NAME)};
static const char *const name_names[] = {"_", "B-PERSON", "I-PERSON", "B-ORGANIZATION", "I-ORGANIZATION",
                                         "B-PLACE", "I-PLACE", "B-OTHER", "I-OTHER"};
static const char *const upos_names[] = {"_",     "NOUN",  "VERB", "ADJ", "ADV",  "AUX",   "DET",   "PRON", "ADP",
                                         "CCONJ", "SCONJ", "PART", "NUM", "INTJ", "PROPN", "PUNCT", "SYM",  "X"};
enum { UPOS_COUNT = sizeof upos_names / sizeof *upos_names };

const char *quoth_xpos_name(unsigned xpos)
{
    return xpos < Q_XPOS_COUNT ? xpos_names[xpos] : "_";
}

const char *quoth_relation_name(unsigned relation)
{
    return relation < Q_RELATION_COUNT ? relation_names[relation] : "_";
}

const char *quoth_name_tag_name(unsigned name)
{
    return name < Q_NAME_COUNT ? name_names[name] : "_";
}

const char *quoth_upos_name(unsigned upos)
{
    return upos < UPOS_COUNT ? upos_names[upos] : "_";
}

uint32_t q_upos_number(uint32_t upos)
{
    uint32_t number = 1;
    while (number < UPOS_COUNT - 1 && upos != 1u << (number - 1))
        number++;
    return number;
}

static uint32_t find(const char *const *names, uint32_t count, const char *name, size_t length)
{
    for (uint32_t i = 0; i < count; i++)
        if (!strncmp(names[i], name, length) && !names[i][length])
            return i;
    return count;
}

q_xpos q_xpos_of(const char *name)
{
    uint32_t found = find(xpos_names, Q_XPOS_COUNT, name, strlen(name));
    return found < Q_XPOS_COUNT ? (q_xpos)found : Q_XPOS_NONE;
}

q_relation q_relation_of(const char *name)
{
    uint32_t found = find(relation_names, Q_RELATION_COUNT, name, strlen(name));
    if (found == Q_RELATION_COUNT)
        found = find(relation_names, Q_RELATION_COUNT, name, strcspn(name, ":"));
    return found < Q_RELATION_COUNT ? (q_relation)found : Q_RELATION_NONE;
}

uint32_t q_upos_of(const char *name)
{
    uint32_t found = find(upos_names, UPOS_COUNT, name, strlen(name));
    return found > 0 && found < UPOS_COUNT - 1 ? 1u << (found - 1) : 0;
}
