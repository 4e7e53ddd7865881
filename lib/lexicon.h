/* lexicon.h - facts of word forms, packed at build time from the lists in data/ and used in place.
 *
 * Keys are folded: full case folding of Unicode, U+2019 and U+2018 read as an ASCII apostrophe, words of a phrase joined by one
 * space ("according to", "foreign minister", "white house"). A nickname has a key with = before it; its lemma is the name that it
 * is short for, and the key with one = more holds the next such name. */
#ifndef Q_LEXICON_H
#define Q_LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include "key.h"

enum {                             /* q_entry.flags */
    Q_LEX_PHRASE_START = 1u << 0,  /* some phrase of the lexicon begins with this word */
    Q_LEX_CUE_VERB = 1u << 1,      /* a form of a reporting verb, tier 1 or 2 */
    Q_LEX_CUE_NOUN = 1u << 2,      /* claim, warning, statement */
    Q_LEX_CUE_PREP = 1u << 3,      /* according to */
    Q_LEX_TIER1 = 1u << 4,         /* cue of tier 1 (or used for speech in fiction) */
    Q_LEX_FIRST_NAME = 1u << 5,
    Q_LEX_SURNAME = 1u << 6,
    Q_LEX_TITLE = 1u << 7,         /* stands before a name: Mr., Senator, Foreign Minister */
    Q_LEX_TITLE_MODIFIER = 1u << 8, /* former, acting, deputy */
    Q_LEX_ROLE = 1u << 9,          /* noun for a person: minister, spokesman, expert; tier 1 */
    Q_LEX_ROLE_RARE = 1u << 10,    /* noun for a person, tier 2 */
    Q_LEX_ORG = 1u << 11,          /* noun for a body: ministry, company; tier 1 or 2 */
    Q_LEX_PUBLICATION = 1u << 12,  /* noun for a document that acts as a source: report, poll */
    Q_LEX_PLURAL = 1u << 13,       /* the role, org or publication noun is plural */
    Q_LEX_DEMONYM = 1u << 14,      /* Russian, French, European (adjective or person) */
    Q_LEX_COUNTRY = 1u << 15,      /* country, its short names */
    Q_LEX_CAPITAL = 1u << 16,      /* capital or metonym of a government: Kyiv, Kremlin, Downing Street */
    Q_LEX_ABBREVIATION = 1u << 17, /* key ends in a full stop; does not end a sentence as a rule */
    Q_LEX_ABBREVIATION_END = 1u << 18, /* abbreviation that often ends a sentence too */
    Q_LEX_ELISION = 1u << 19,      /* begins or ends in an apostrophe: 'tis, 'em, goin' */
    Q_LEX_PAST = 1u << 20,         /* the verb form is a past form */
    Q_LEX_PARTICIPLE = 1u << 21,   /* the verb form may be a past participle */
    Q_LEX_ING = 1u << 22,
    Q_LEX_THIRD = 1u << 23,        /* third person singular present */
    Q_LEX_BASE = 1u << 24,         /* base form */
    Q_LEX_COMMON = 1u << 25,       /* mostly written in lower case: not a name by itself at the start of a sentence */
    Q_LEX_KINSHIP = 1u << 26,      /* mother, brother, wife */
    Q_LEX_WORK = 1u << 27,         /* book, film, song, novel: announces a title */
    Q_LEX_CUE_FOREIGN = 1u << 28,  /* a form of a reporting verb of another language than English */
    Q_LEX_CONTRACTION = 1u << 29,  /* two words; the lemma is the first, as it is written: gon|na */
    Q_LEX_PHRASE_PART = 1u << 30   /* some phrase of the lexicon goes on with this word; not in the flags of lexemes */
};

enum { /* q_entry.upos, a set; from lists, no context */
    Q_NOUN = 1u << 0,
    Q_VERB = 1u << 1,
    Q_ADJ = 1u << 2,
    Q_ADV = 1u << 3,
    Q_AUX = 1u << 4,
    Q_DET = 1u << 5,
    Q_PRON = 1u << 6,
    Q_ADP = 1u << 7,
    Q_CCONJ = 1u << 8,
    Q_SCONJ = 1u << 9,
    Q_PART = 1u << 10,
    Q_NUM = 1u << 11,
    Q_INTJ = 1u << 12,
    Q_PROPN = 1u << 13,
    Q_PUNCT = 1u << 14,
    Q_SYM = 1u << 15
};

typedef enum q_cue_class { /* what kind of act a cue reports */
    Q_CUE_NONE = 0,
    Q_CUE_SAY,     /* say, add, stress: that-clause or quotation */
    Q_CUE_TELL,    /* tell, remind, assure: hearer, then content */
    Q_CUE_ASK,     /* ask, wonder aloud */
    Q_CUE_CALL,    /* call, describe, refer to: object plus description */
    Q_CUE_ORDER,   /* call on, urge, demand, order: to-infinitive */
    Q_CUE_JUDGE,   /* criticise, praise, accuse, deny: noun phrase */
    Q_CUE_WRITE,   /* write, post, tweet */
    Q_CUE_THINK,   /* think, believe, hope, feel */
    Q_CUE_INTEND,  /* plan, promise to, decide */
    Q_CUE_MANNER,  /* whisper, laugh, nod: beside marks only */
    Q_CUE_SHOW     /* show, indicate, reveal: polls and documents */
} q_cue_class;

typedef struct q_entry {
    uint64_t first;    /* the first eight bytes of the key, as key.h reads them */
    uint32_t key;      /* offset of the key in the string section */
    uint32_t flags;
    uint16_t upos;
    uint8_t length;    /* of the key, bytes */
    uint8_t cue;       /* 0..255: how often it is a cue outside quoted words */
    uint8_t cue_class; /* q_cue_class */
    uint8_t gender;    /* quoth_gender of a title, role or name; a name by its majority */
    uint8_t certainty; /* 0..100: share of that gender among bearers of the name */
    uint8_t weight;    /* log10 x 10 of how common the name is */
    uint32_t lemma;    /* offset of the lemma's key; equal to `key` where it is its own */
    uint32_t country;  /* offset of the ISO code of a demonym, country, capital; 0 for none */
} q_entry;

/* The entries of one group of hashes follow one another. */
enum { Q_LEXICON_GROUP = 12 };
typedef struct q_lexicon_group {
    uint8_t tags[Q_LEXICON_GROUP]; /* bits of the hash of each, 0 behind the last; a full group goes on in the next */
    uint32_t first;                /* row of the first */
} q_lexicon_group;

typedef struct q_lexicon {
    const q_lexicon_group *groups; /* by the low bits of the hash */
    uint32_t mask;
    const q_entry *entries;
    uint32_t entry_count;
    const char *strings;   /* keys end in NUL */
    uint32_t string_size;
} q_lexicon;

/* Opens the packed lexicon in place. 0, or -1 when it is not one (magic, version, byte order, checksum, bounds). */
int q_lexicon_open(q_lexicon *lexicon, const void *bytes, size_t size);

/* The lexicon built into the library. */
int q_lexicon_builtin(q_lexicon *lexicon);

/* The entry of a folded key, or NULL. */
const q_entry *q_lexicon_find(const q_lexicon *lexicon, const char *key, size_t length);

/* The first names that a folded nickname is short for, one after the other: bob, 0 gives robert; NULL when there are no more. */
const char *q_lexicon_nickname(const q_lexicon *lexicon, const char *nickname, uint32_t index);

/* What the lexicon has for the lemma of a word in a frame, under "agree+to"; NULL for nothing. */
const q_entry *q_lexicon_frame(const q_lexicon *lexicon, const q_entry *word, const char *frame);

const q_entry *q_lexicon_find_key(const q_lexicon *lexicon, const q_key *key);

/* Ask for the memory that a search will read, some time before it does: first where it begins, later what stands there. */
void q_lexicon_ask(const q_lexicon *lexicon, const q_key *key);
void q_lexicon_ask_further(const q_lexicon *lexicon, const q_key *key);

static inline const char *q_lexicon_string(const q_lexicon *lexicon, uint32_t offset)
{
    return lexicon->strings + offset;
}

#endif
