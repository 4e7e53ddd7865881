/* tagset.h - the inventories of the learned rooms: Penn tags as the English treebanks of Universal Dependencies use them
 * (XPOS), dependency relations of Universal Dependencies with the subtypes of English, and the kinds of names. */
#ifndef Q_TAGSET_H
#define Q_TAGSET_H

#include <stddef.h>
#include <stdint.h>

#include "quoth/quoth.h"

/* X(identifier, name) */
#define Q_XPOS_TABLE(X)                                                                                                   \
    X(NONE, "_") X(CC, "CC") X(CD, "CD") X(DT, "DT") X(EX, "EX") X(FW, "FW") X(IN, "IN") X(JJ, "JJ") X(JJR, "JJR")        \
    X(JJS, "JJS") X(LS, "LS") X(MD, "MD") X(NN, "NN") X(NNS, "NNS") X(NNP, "NNP") X(NNPS, "NNPS") X(PDT, "PDT")           \
    X(POS, "POS") X(PRP, "PRP") X(PRPS, "PRP$") X(RB, "RB") X(RBR, "RBR") X(RBS, "RBS") X(RP, "RP") X(SYM, "SYM")         \
    X(TO, "TO") X(UH, "UH") X(VB, "VB") X(VBD, "VBD") X(VBG, "VBG") X(VBN, "VBN") X(VBP, "VBP") X(VBZ, "VBZ")             \
    X(WDT, "WDT") X(WP, "WP") X(WPS, "WP$") X(WRB, "WRB") X(COMMA, ",") X(STOP, ".") X(COLON, ":") X(OPEN_QUOTE, "``")    \
    X(CLOSE_QUOTE, "''") X(OPEN, "-LRB-") X(CLOSE, "-RRB-") X(DOLLAR, "$") X(HYPH, "HYPH") X(NFP, "NFP") X(ADD, "ADD")   \
    X(GW, "GW") X(AFX, "AFX") X(XX, "XX")

#define Q_RELATION_TABLE(X)                                                                                               \
    X(NONE, "_") X(ROOT, "root") X(ACL, "acl") X(ACL_RELCL, "acl:relcl") X(ADVCL, "advcl") X(ADVCL_RELCL, "advcl:relcl") \
    X(ADVMOD, "advmod") X(AMOD, "amod") X(APPOS, "appos") X(AUX, "aux") X(AUX_PASS, "aux:pass") X(CASE, "case")           \
    X(CC, "cc") X(CC_PRECONJ, "cc:preconj") X(CCOMP, "ccomp") X(COMPOUND, "compound") X(COMPOUND_PRT, "compound:prt")     \
    X(CONJ, "conj") X(COP, "cop") X(CSUBJ, "csubj") X(CSUBJ_OUTER, "csubj:outer") X(CSUBJ_PASS, "csubj:pass")             \
    X(DEP, "dep") X(DET, "det") X(DET_PREDET, "det:predet") X(DISCOURSE, "discourse") X(DISLOCATED, "dislocated")         \
    X(EXPL, "expl") X(FIXED, "fixed") X(FLAT, "flat") X(GOESWITH, "goeswith") X(IOBJ, "iobj") X(LIST, "list")             \
    X(MARK, "mark") X(NMOD, "nmod") X(NMOD_DESC, "nmod:desc") X(NMOD_POSS, "nmod:poss") X(NMOD_UNMARKED, "nmod:unmarked") \
    X(NSUBJ, "nsubj") X(NSUBJ_OUTER, "nsubj:outer") X(NSUBJ_PASS, "nsubj:pass") X(NUMMOD, "nummod") X(OBJ, "obj")         \
    X(OBL, "obl") X(OBL_AGENT, "obl:agent") X(OBL_UNMARKED, "obl:unmarked") X(ORPHAN, "orphan") X(PARATAXIS, "parataxis") \
    X(PUNCT, "punct") X(REPARANDUM, "reparandum") X(VOCATIVE, "vocative") X(XCOMP, "xcomp")

#define Q_TAGSET_XPOS(id, name) Q_XPOS_##id,
#define Q_TAGSET_RELATION(id, name) Q_RELATION_##id,

typedef enum q_xpos { Q_XPOS_TABLE(Q_TAGSET_XPOS) Q_XPOS_COUNT } q_xpos;
typedef enum q_relation { Q_RELATION_TABLE(Q_TAGSET_RELATION) Q_RELATION_COUNT } q_relation;

/* Where a token stands in a name, and of what: begin and inside of each kind. */
typedef enum q_name {
    Q_NAME_NONE = 0,
    Q_NAME_B_PERSON,
    Q_NAME_I_PERSON,
    Q_NAME_B_ORGANIZATION,
    Q_NAME_I_ORGANIZATION,
    Q_NAME_B_PLACE,
    Q_NAME_I_PLACE,
    Q_NAME_B_OTHER, /* nationalities, events, works, languages */
    Q_NAME_I_OTHER,
    Q_NAME_COUNT
} q_name;

static inline int q_name_is_person(uint32_t label)
{
    return label == Q_NAME_B_PERSON || label == Q_NAME_I_PERSON;
}

/* Whether a label goes on with the name that the label before it has. */
static inline int q_name_is_inside(uint32_t label)
{
    return label && label % 2 == 0;
}

/* The label that begins a name of the same kind. */
static inline q_name q_name_begin(uint32_t label)
{
    return (q_name)((label - 1) | 1);
}

static inline int q_xpos_is_verb(uint32_t xpos)
{
    return xpos >= Q_XPOS_VB && xpos <= Q_XPOS_VBZ;
}

/* Whether a verb has a subject: said, says, say, may. */
static inline int q_xpos_is_finite(uint32_t xpos)
{
    return xpos == Q_XPOS_VBD || xpos == Q_XPOS_VBP || xpos == Q_XPOS_VBZ || xpos == Q_XPOS_MD;
}

/* The number of one part of speech Q_NOUN..., for quoth_upos_name; that of "X" for a set or none. */
uint32_t q_upos_number(uint32_t upos);

/* The value of a name, 0 for an unknown one. A relation with a subtype that is not in the table is its main relation. */
q_xpos q_xpos_of(const char *name);
q_relation q_relation_of(const char *name);
uint32_t q_upos_of(const char *name);

#endif
