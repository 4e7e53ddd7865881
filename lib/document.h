/* document.h - the text as rows: what each room writes and every later room may read.
 *
 * A room is `quoth_status q_room_<room>(q_document *document)`; it writes the columns that name it here, and nobody else does.
 * Offsets are bytes of UTF-8, half-open. Rows refer to rows by index; Q_NONE is no row. */
#ifndef Q_DOCUMENT_H
#define Q_DOCUMENT_H

#include <string.h>

#include "lexicon.h"
#include "memory.h"
#include "model.h"
#include "tagset.h"

#define Q_NONE UINT32_MAX

enum { Q_PIECES_MAX = 8 }; /* of what one cue reports */

typedef struct q_span {
    uint32_t start;
    uint32_t end;
} q_span;

/* ---- paragraph ---- */
typedef enum q_paragraph_kind {
    Q_BODY = 0,
    Q_HEADING,
    Q_LIST_ITEM,
    Q_BLOCK_QUOTE /* indented or marked with > */
} q_paragraph_kind;

typedef struct q_paragraph {
    q_span span;       /* trimmed of white space; paragraphs are in order and cover every byte that is not white space */
    uint8_t kind;      /* q_paragraph_kind */
    uint8_t wrapped;   /* hard-wrapped: single newlines inside are spaces */
    uint8_t gap;       /* a blank line stands before it */
    uint8_t indented;
    q_span dateline;   /* "GENEVA (Reuters) -" at its start; empty for none */
    q_span label;      /* "NAME:" at its start, without the colon (transcripts, interviews); empty for none */
} q_paragraph;

/* ---- quotemark ---- */
typedef enum q_region_kind {
    Q_REGION_MARKS = 0, /* between quotation marks */
    Q_REGION_DASH,      /* after a dialogue dash; the tag is already cut out: one region per spoken part */
    Q_REGION_LABEL,     /* the words after "NAME:" of a transcript */
    Q_REGION_BLOCK      /* block quotation after a colon, without marks */
} q_region_kind;

enum {
    Q_REGION_UNCLOSED = 1,
    Q_REGION_REPAIRED = 2,
    Q_REGION_CONTINUES = 4, /* it goes on in the region `next` (a later paragraph, marks reopened) */
    Q_REGION_CONTINUED = 8  /* it goes on from an earlier region */
};

typedef struct q_region { /* in order of start; nested regions follow the one that holds them */
    q_span outer;         /* with its marks; never crosses a paragraph */
    q_span inner;         /* without */
    uint32_t parent;      /* region that holds it, or Q_NONE */
    uint32_t next;        /* region that continues it in a later paragraph, or Q_NONE */
    uint32_t paragraph;
    uint8_t depth;        /* 0: outermost */
    uint8_t kind;         /* q_region_kind */
    uint8_t flags;
} q_region;

/* ---- sentence ---- */
typedef struct q_sentence {
    q_span span;         /* trimmed; sentences tile the paragraphs */
    uint32_t paragraph;
    uint32_t first;      /* [first, end) its tokens; written by token */
    uint32_t end;
} q_sentence;

/* ---- token ---- */
typedef struct q_token {
    uint32_t start;
    uint32_t end;
    uint32_t lexeme;
    uint32_t sentence;
    uint32_t region;   /* innermost region whose inner span holds it (marks themselves: the region around), or Q_NONE */
    uint16_t upos;     /* set of Q_NOUN...: what it can be here, one of them where the learned tagger ran; written by tag */
    uint8_t shape;     /* Q_SHAPE_... of this token */
    uint8_t joined;    /* goes on the token before it, as a clitic does: do|n't, John|'s */
    uint32_t lemma;    /* lexeme of its lemma; of the word itself where lemma did not run; written by lemma */
    uint32_t head;     /* token, or Q_NONE: root of its sentence or not parsed; written by arc */
    uint8_t xpos;      /* q_xpos; written by tag */
    uint8_t relation;  /* q_relation to its head; Q_RELATION_NONE where not parsed; written by arc */
    uint8_t name;      /* q_name; written by name */
} q_token;

enum { /* of a token; a set */
    Q_SHAPE_CAPITAL = 1,      /* begins with an upper-case letter */
    Q_SHAPE_UPPER = 2,        /* two letters or more, all upper case */
    Q_SHAPE_DIGIT = 4,        /* holds a digit */
    Q_SHAPE_PUNCT = 8,        /* no letter or digit */
    Q_SHAPE_QUOTE = 16,       /* a quotation mark */
    Q_SHAPE_FIRST = 32,       /* first word of its sentence or of a region: capital tells nothing */
    Q_SHAPE_SPACE_BEFORE = 64 /* white space stands before it */
};

/* A word type of this text: facts computed once. */
typedef struct q_lexeme {
    const char *folded;   /* as the lexicon's keys; zeros behind it, up to a whole number of Q_KEY_PART */
    uint16_t length;
    uint16_t upos;        /* set of Q_NOUN..., as its entry has it, 0 if unknown */
    uint32_t flags;       /* Q_LEX_..., 0 if unknown */
    const q_entry *entry; /* or NULL */
    uint32_t hash;        /* key.h */
    uint32_t feature;     /* hash for the features of learned rooms */
    uint64_t first;       /* its first eight bytes, as key.h reads them */
} q_lexeme;

enum { /* how the text writes a lexeme; a set */
    Q_SEEN_LOWER = 1,   /* without a capital at its start */
    Q_SEEN_CAPITAL = 2, /* with one, but not as the first word of its sentence or of a region */
    Q_SEEN_NAME = 4     /* the same, and not all in capitals */
};

typedef struct q_lexeme_slot { /* of their hash table */
    uint32_t hash;
    uint32_t lexeme;      /* its row + 1; 0 for none */
} q_lexeme_slot;

typedef struct q_written { /* a word as the text writes it */
    uint64_t bytes[2];    /* zeros behind it */
    uint32_t lexeme;
    uint8_t length;       /* 0: none */
    uint8_t shape;        /* Q_SHAPE_... of its letters */
} q_written;

/* ---- mention ---- */
typedef enum q_mention_kind {
    Q_MENTION_NAME = 0, /* Antony Blinken, Mr. Blinken, State Secretary Blinken, the Kremlin */
    Q_MENTION_NOMINAL,  /* the State Secretary, critics, the ministry */
    Q_MENTION_PRONOUN   /* he, she, they, it, I, we, you, who */
} q_mention_kind;

typedef struct q_mention { /* in order of start, longer first; may nest ("the [Geneva] talks" within) */
    q_span span;           /* bytes; whole noun phrase without trailing relative clause or apposition */
    uint32_t first;        /* [first, end) its tokens */
    uint32_t end;
    uint32_t head;         /* token */
    q_span name;           /* tokens [start, end) of the proper name without titles; empty for none */
    uint32_t apposition;   /* mention in apposition to this one ("Lavrov, the foreign minister,"), or Q_NONE */
    uint32_t entity;       /* written by coreference, or Q_NONE */
    uint8_t kind;          /* q_mention_kind */
    uint8_t entity_kind;   /* quoth_entity_kind */
    uint8_t gender;        /* quoth_gender, from its words alone */
    uint8_t person;        /* of a pronoun: 1, 2, 3; otherwise 3 */
    uint8_t plural;
    uint8_t definite;      /* nominal with the, this, possessive */
    uint8_t coordinated;   /* Ann Wells and Tom Reed */
} q_mention;

/* ---- quote, cue, content, attribution ---- */
typedef enum q_reason { /* why this speaker; the table of names is in result.c */
    Q_REASON_NONE = 0,    /* nobody: the text gives none */
    Q_REASON_TAG,         /* the reporting clause beside the quote */
    Q_REASON_SUBJECT,     /* subject of the cue of an indirect quote */
    Q_REASON_ACCORDING,   /* according to X */
    Q_REASON_LABEL,       /* NAME: of a transcript */
    Q_REASON_CREDIT,      /* "- Name" after the quotation */
    Q_REASON_COLON,       /* X, colon, quotation */
    Q_REASON_CONTINUED,   /* same speaker as the quote before: continues over the paragraph or within it */
    Q_REASON_SUBJECT_BEFORE, /* the one who acts in the sentence beside the quote */
    Q_REASON_TURN,        /* turn-taking in a dialogue */
    Q_REASON_PASSIVE,     /* agentless passive: nobody */
    Q_REASON_UNRESOLVED,  /* a source stands here, but whom it means cannot be told */
    Q_REASON_UNSURE,      /* below the caller's minimum confidence */
    Q_REASON_PINNED,      /* the caller said so */
    Q_REASON_COUNT
} q_reason;

typedef struct q_quote { /* in order of first piece; written by quote (marked), content (others), attribution (source, ...) */
    uint32_t piece;        /* [piece, piece + pieces) rows of `pieces`: the content with marks */
    uint32_t pieces;
    uint32_t part;         /* [part, part + parts) rows of `pieces`: the parts within marks, marks left out */
    uint32_t parts;
    q_span cue[2];         /* bytes; empty spans for none */
    q_span source;         /* bytes; empty for none */
    q_span tag;            /* bytes of the reporting clause, for the script; empty for none */
    uint32_t source_mention; /* mention, or Q_NONE */
    uint32_t region;       /* first region of marked speech, or Q_NONE */
    uint32_t same_as;      /* earlier quote whose speaker this one takes, or Q_NONE */
    uint32_t speaker;      /* entity; written by coreference, or Q_NONE */
    uint32_t addressee;    /* entity; written by coreference, or Q_NONE */
    uint32_t addressee_mention;
    uint32_t pin;          /* row of `pins`, or Q_NONE; written by coreference */
    uint32_t candidate;    /* [candidate, candidate + candidate_count) rows of `candidates`; written by coreference */
    uint32_t candidate_count;
    float detection;       /* how likely it is a quote at all */
    float confidence;
    uint8_t type;          /* quoth_quote_type */
    uint8_t class_;        /* quoth_quote_class */
    uint8_t flags;         /* QUOTH_FLAG_... */
    uint8_t reason;        /* q_reason */
} q_quote;

typedef struct q_node q_node; /* node.h */
typedef struct q_word_lists q_word_lists; /* wordlist.c */

/* A word or some words that may report: said, was quoted as saying, according to, his claim. */
typedef struct q_cue { /* in order, apart from one another; written by content */
    uint32_t first;    /* [first, end) its tokens, in one sentence */
    uint32_t end;
    uint32_t head;     /* the token that governs the others */
    uint32_t level;    /* how readily it was found: 0 at once, then by lowering the bar in so many steps */
} q_cue;

typedef struct q_marked {
    uint32_t region;
    uint8_t class_;        /* quoth_marked_class */
} q_marked;

/* ---- coreference, entity ---- */
typedef struct q_candidate { /* who else may speak a quote */
    uint32_t entity;
    float confidence;
} q_candidate;

typedef struct q_pin { /* the caller's word on who speaks */
    uint32_t at;           /* byte */
    const char *speaker;   /* as given, or NULL: nobody */
} q_pin;

typedef struct q_entity {
    const char *given;     /* its name as the caller gives it, or NULL */
    q_span text;           /* bytes of its canonical name in the text, where the caller gives none */
    uint32_t mentions;     /* how many */
    uint32_t first;        /* first mention: order of entities */
    uint32_t character;    /* of the caller, or Q_NONE */
    uint8_t kind;          /* quoth_entity_kind */
    uint8_t gender;        /* quoth_gender */
    uint8_t named;         /* by a proper name */
} q_entity;

/* A caller's character, as the analyzer keeps it: strings folded. */
typedef struct q_character {
    const char *name;      /* as given */
    const char **folded;   /* name and aliases, folded, single spaces; [0] is the name */
    uint32_t count;
    uint8_t gender;
} q_character;

typedef struct q_settings { /* immutable during an analysis */
    char language[64];     /* canonical BCP 47 */
    int english;
    quoth_offset_unit offset_unit;
    quoth_scope scope;
    quoth_style style;
    int direct_only;
    double min_confidence;
    int parse_all;
    q_character *characters;
    uint32_t character_count;
    const char **verbs;    /* folded forms of the caller's reporting verbs, sorted */
    uint32_t verb_count;
} q_settings;

typedef struct q_locale q_locale; /* ICU objects of the analyzer; locale.h */

typedef struct q_document {
    const char *text;
    uint32_t length;
    const q_settings *settings;
    const q_lexicon *lexicon;
    const q_model *model; /* learned weights, or NULL */
    q_locale *locale;
    const quoth_allocator *allocator;
    q_arena arena; /* strings and scratch of this text */
    uint8_t story; /* the text tells a story; written by genre */

    Q_ROWS(q_paragraph) paragraphs; /* paragraph */
    Q_ROWS(q_region) regions;       /* quotemark */
    Q_ROWS(q_sentence) sentences;   /* sentence */
    Q_ROWS(q_token) tokens;         /* token; `upos` by tag */
    Q_ROWS(q_lexeme) lexemes;       /* token */
    Q_ROWS(uint8_t) seen;           /* per lexeme: Q_SEEN_...; token */
    int named;                      /* some token has a name; name */
    Q_ROWS(q_mention) mentions;     /* mention */
    Q_ROWS(q_node) nodes;           /* content */
    Q_ROWS(q_cue) cues;             /* content */
    Q_ROWS(q_span) pieces;          /* quote, content */
    Q_ROWS(q_quote) quotes;         /* quote, content; speaker by coreference */
    Q_ROWS(q_marked) marked;        /* quote */
    Q_ROWS(q_entity) entities;      /* coreference */
    Q_ROWS(q_candidate) candidates; /* coreference */
    Q_ROWS(q_pin) pins;             /* of the caller, set before the walk */

    Q_ROWS(q_lexeme_slot) lexeme_slots; /* private to lexeme.c */
    q_word_lists *lists;            /* private to wordlist.c; NULL before the lexemes begin */
    Q_ROWS(q_written) written;      /* private to written.c */
    Q_ROWS(uint32_t) token_blocks;  /* the first token that begins in each Q_TOKEN_BLOCK bytes or behind; token, for q_token_from */
    Q_ROWS(q_span) spans;           /* scratch of the room that runs */
    Q_ROWS(uint32_t) numbers;       /* scratch of the room that runs */
} q_document;

enum { Q_TOKEN_BLOCK = 32 };

static inline const q_lexeme *q_token_lexeme(const q_document *document, uint32_t token)
{
    return &document->lexemes.at[document->tokens.at[token].lexeme];
}

static inline int q_is_punct(const q_document *document, uint32_t token)
{
    return (document->tokens.at[token].shape & Q_SHAPE_PUNCT) != 0;
}

/* The byte at which a quote begins. */
static inline uint32_t q_quote_start(const q_document *document, const q_quote *quote)
{
    return document->pieces.at[quote->piece].start;
}

/* Whether the folded word of a token is this one. */
static inline int q_token_is(const q_document *document, uint32_t token, const char *word)
{
    const q_lexeme *lexeme = q_token_lexeme(document, token);
    return lexeme->length == strlen(word) && !memcmp(lexeme->folded, word, lexeme->length);
}

/* Whether the folded word of a token stands in a list with single blanks between its words: a string of the program, whose address is
 * kept. In wordlist.c. */
int q_token_in(const q_document *document, uint32_t token, const char *words);

/* Whether a token is a mark that a nickname can stand in: a quotation mark, a bracket. */
int q_is_nickname_mark(const q_document *document, uint32_t token);

/* The first token that begins at or after a byte; the number of tokens when none does. */
uint32_t q_token_from(const q_document *document, uint32_t byte);

/* The same, not far behind a token that begins before it. */
uint32_t q_token_behind(const q_document *document, uint32_t token, uint32_t byte);

/* The tokens that begin within some bytes. */
q_span q_tokens_of(const q_document *document, q_span bytes);

/* The first mention that begins at or after a token; the number of mentions when none does. */
uint32_t q_mention_from(const q_document *document, uint32_t token);

/* The first region that begins at or after a byte; the number of regions when none does. */
uint32_t q_region_from(const q_document *document, uint32_t byte);

#endif
