/* cast.h - the figures of a text while coreference reads its mentions; shared by the files of that room alone. */
#ifndef Q_CAST_H
#define Q_CAST_H

#include "document.h"

enum {
    Q_CHAIN_MAX = 8,  /* figures tried that share one word */
    Q_ROLE_MAX = 8,   /* role words kept of a figure */
    Q_RECENT_MAX = 32, /* mentions a pronoun looks back over; bits of a set */
    Q_CANDIDATES_MAX = 3 /* others who may speak a quote */
};

typedef struct q_figure { /* an entity while it grows */
    const char *given;    /* its name as the caller gives it, or NULL */
    uint32_t mention;     /* the fullest name, or the description; Q_NONE before any */
    uint32_t last;        /* token of its last mention */
    uint32_t country;     /* offset of an ISO code, 0 for none */
    uint32_t uses;
    uint32_t full;        /* mentions by its full name */
    uint32_t character;
    uint32_t choice;      /* scratch of salience: its place in the ranking at hand */
    uint32_t roles[Q_ROLE_MAX];
    uint8_t role_count;
    uint8_t role_heads;   /* bit k: a description turned on roles[k] */
    uint8_t kind, gender, named, plural;
    q_span text;          /* bytes of a description as a quote has it as its source; empty for none */
} q_figure;

typedef struct q_bearer { /* one entity in the chain of a word */
    uint32_t figure, next;
} q_bearer;

typedef struct q_rival { /* whom else a mention may mean */
    uint32_t mention, figure;
    float certainty;
} q_rival;

typedef struct q_recent { /* one of the last mentions, and what salience asks of it */
    uint32_t mention;
    uint32_t end;             /* token behind it */
    uint32_t sentence, paragraph;
    uint8_t inside;           /* within quoted words */
    uint8_t subject;
    uint8_t name;
} q_recent;

typedef enum q_agreement { /* whom a pronoun or description can mean */
    Q_AGREES_PERSON = 0, /* he, she, the senator */
    Q_AGREES_NEUTER,     /* it */
    Q_AGREES_PLURAL,     /* they */
    Q_AGREEMENTS
} q_agreement;

typedef struct q_role_word { /* what a word type is to titles and descriptions; Q_NONE: not asked yet */
    uint32_t lemma;           /* the lexeme that stands for all words of its lemma */
    uint32_t facts;
} q_role_word;

typedef struct q_cast {
    q_document *document;
    Q_ROWS(q_figure) figures;
    Q_ROWS(q_bearer) bearers;
    Q_ROWS(uint32_t) name_heads; /* per lexeme: first bearer of it as a name */
    Q_ROWS(uint32_t) role_heads; /* per lexeme: first bearer of it as a role */
    Q_ROWS(q_role_word) role_words; /* per lexeme; private to roleword.c */
    Q_ROWS(uint32_t) slots;      /* hash of whole forms: row of keys + 1 */
    struct {
        uint64_t *at;
        uint32_t n, cap;
    } keys;
    Q_ROWS(uint32_t) key_figures;
    Q_ROWS(uint8_t) sources;    /* per mention: a quote has it as its source */
    Q_ROWS(uint8_t) speaking;   /* of a story, per lexeme: the noun heads the source of a quote */
    Q_ROWS(float) certainty;    /* per mention: of its link */
    Q_ROWS(q_rival) rivals;     /* those of one mention follow one another */
    Q_ROWS(uint32_t) rival_heads; /* per mention: its first rival, or Q_NONE */
    Q_ROWS(uint32_t) pinned;    /* per pin of the document: the figure, or Q_NONE */
    q_recent recent[Q_RECENT_MAX]; /* a ring */
    uint32_t recent_count;
    uint32_t agreeing[Q_AGREEMENTS]; /* sets of them: bit k for the one k + 1 mentions back */
    uint32_t speaker;           /* of the last source read */
    uint32_t narrator;          /* I of the author */
    uint8_t tells;              /* the narrator of a story takes part in it */
    float narrates;             /* how sure that is */
    uint32_t answerer;          /* who answers in an interview */
    int interview;              /* the narrator is the one who answers */
    uint32_t narrators;         /* we of the authors */
} q_cast;

typedef struct q_role { /* what a description or title says */
    uint32_t words[Q_ROLE_MAX]; /* lexemes, one for all of a lemma */
    uint8_t capital[Q_ROLE_MAX]; /* the word is written so here */
    uint8_t turns[Q_ROLE_MAX];   /* a noun for a person or body that no preposition stands before */
    uint32_t count;
    uint32_t head;              /* of a description: the word it turns on, or Q_NONE */
    uint32_t noun;              /* and the token that has it */
    uint32_t country;
    uint8_t heads;  /* "the head of" a body */
} q_role;

/* Functions that make rows give -1 (or Q_NONE) when memory ends. */

/* ---- speaker: sources to mentions, before the cast opens ---- */
int q_speaker_mentions(q_document *document);

/* ---- cast: figures, and how they are found ---- */
int q_cast_open(q_cast *cast, q_document *document);
void q_cast_close(q_cast *cast);
int q_cast_characters(q_cast *cast); /* the caller's own, before all others */
int q_cast_enter(q_cast *cast);      /* the words of all full names, the seldom ones first: what is entered last is tried first */
uint32_t q_cast_character(const q_cast *cast, const q_mention *row); /* the caller's character of that form, or Q_NONE */
static inline const q_mention *q_cast_mention(const q_cast *cast, uint32_t mention)
{
    return &cast->document->mentions.at[mention];
}
static inline const q_lexeme *q_cast_lexeme(const q_cast *cast, uint32_t token)
{
    return q_token_lexeme(cast->document, token);
}
static inline const q_recent *q_cast_recent(const q_cast *cast, uint32_t back) /* the last for 1 */
{
    return &cast->recent[(cast->recent_count - back) % Q_RECENT_MAX];
}
static inline int q_cast_is(const q_cast *cast, uint32_t token, const char *word)
{
    return q_token_is(cast->document, token, word);
}
int q_cast_is_shouted(const q_cast *cast, const q_mention *row); /* a name of several words, all in capitals */
int q_cast_is_heading(const q_cast *cast, const q_mention *row);
int q_cast_is_dateline(const q_cast *cast, const q_mention *row);
static inline int q_cast_is_inside(const q_cast *cast, const q_mention *row) /* within quoted words */
{
    return cast->document->tokens.at[row->head].region != Q_NONE;
}
void q_cast_link(q_cast *cast, uint32_t mention, uint32_t figure, float certainty);

uint32_t q_figure_new(q_cast *cast, uint32_t mention);
int q_figure_register(q_cast *cast, uint32_t mention, uint32_t figure); /* its whole form and its initials */
int q_figure_enter(q_cast *cast, uint32_t figure);                      /* the words of its fullest name */
int q_figure_bear(q_cast *cast, uint32_t *head, uint32_t figure);       /* puts it first in the chain of a word */
static inline int q_genders_clash(uint8_t a, uint8_t b)
{
    return (a != b) & (a != QUOTH_GENDER_UNKNOWN) & (b != QUOTH_GENDER_UNKNOWN);
}
int q_countries_clash(const q_cast *cast, uint32_t a, uint32_t b);

uint64_t q_form_of(const q_cast *cast, char salt, uint32_t first, uint32_t end); /* key of a whole form */
uint64_t q_form_hash(char salt, const char *folded);                             /* the same of a folded string */
uint32_t q_form_find(const q_cast *cast, uint64_t key);
int q_form_add(q_cast *cast, uint64_t key, uint32_t figure);

/* ---- variant: names ---- */
int q_name_full(q_cast *cast, uint32_t mention);
int q_name_short(q_cast *cast, uint32_t mention);
uint32_t q_name_bearer(const q_cast *cast, uint32_t token); /* a person with the word as surname, or Q_NONE */
int q_name_titles(q_cast *cast, uint32_t mention); /* gives its bearer the roles of its title and apposition */

int q_is_junior(const q_cast *cast, uint32_t token);                     /* Jr., III */
uint32_t q_last_word(const q_cast *cast, uint32_t first, uint32_t end);  /* of the words of a full name: the surname, a Jr. aside */
uint32_t q_name_last_word(const q_cast *cast, const q_mention *row);     /* the same of a mention */

/* ---- fullname ---- */
int q_names_join(q_cast *cast); /* the full names of one person, once all are read */

/* ---- roleword: what is said of a figure ---- */
int q_role_read(q_cast *cast, uint32_t first, uint32_t end, q_role *role);
int q_role_give(q_cast *cast, uint32_t figure, const q_role *role);
uint32_t q_role_lemma(q_cast *cast, uint32_t lexeme); /* the lexeme that stands for all of a lemma: Sen., senator; or Q_NONE */
int q_figure_has_role(const q_figure *figure, uint32_t word);
/* Whether a description turned on the word: a spokesman for the governor is no governor. */
int q_figure_has_head(const q_figure *figure, uint32_t word);

/* ---- salience ---- */
typedef struct q_choice {
    uint32_t mention, figure;
    float score;
} q_choice;

typedef struct q_ranking { /* one q_choice per figure, the best mention of it */
    q_choice at[Q_RECENT_MAX];
    uint32_t n;
} q_ranking;

void q_salience_enter(q_cast *cast, uint32_t mention); /* it is the last mention now */
/* Whom a mention may mean, the two likeliest first. */
void q_salience_rank(const q_cast *cast, const q_mention *row, q_ranking *ranks);
void q_salience_order(q_ranking *ranks, uint32_t count); /* the likeliest `count` first */
float q_salience_certainty(const q_ranking *ranks); /* how often the first is right, by how far it is ahead */
/* Whom a description may mean that nothing in the text explains ("the Vermont senator"): the named person who stands out in the
 * sentences just before; or Q_NONE. */
uint32_t q_salient_person(const q_cast *cast, uint32_t mention);
/* The only person named before in the paragraph of a mention, outside quoted words; or Q_NONE. */
uint32_t q_only_person(const q_cast *cast, uint32_t mention);

/* ---- nominal: roles and descriptions ---- */
int q_nominal_link(q_cast *cast, uint32_t mention, int needed); /* needed: it becomes a figure of its own where it means no other */

/* ---- coordination ---- */
int q_coordination_find(q_cast *cast, uint32_t mention, uint32_t *figure); /* the figure of several who are named together */
uint32_t q_coordination_meant(const q_cast *cast, const q_mention *row);   /* "both": the last mention that names several, or Q_NONE */

/* ---- description: the same in a story ---- */
int q_descriptions_open(q_cast *cast);
int q_description_link(q_cast *cast, uint32_t mention, int needed);

/* ---- pronoun ---- */
int q_pronoun_link(q_cast *cast, uint32_t mention);
int q_pronoun_relative(q_cast *cast, uint32_t mention);

/* ---- narrator ---- */
int q_storyteller_find(q_cast *cast); /* the same of a story */
int q_narrator_find(q_cast *cast); /* the author, once full names are read */
int q_narrator_link(q_cast *cast, uint32_t mention); /* I, we, you outside quoted words */
void q_narrator_answers(const q_cast *cast); /* in marks, below a question that stands in none */
int q_narrator_label(q_cast *cast, uint32_t mention); /* "A:" before an answer; 1 when it is linked */

/* ---- pin: the caller's word ---- */
int q_pins_open(q_cast *cast); /* the quotes that are meant, and who is to speak them */

/* ---- candidate: who else may speak ---- */
int q_rival_add(q_cast *cast, uint32_t mention, uint32_t figure, float certainty);
int q_candidates(q_cast *cast, int learned); /* `learned`: quotes in marks have theirs */

/* ---- turn ---- */
void q_turn_forward(q_document *document);
void q_turn_back(q_document *document);

/* ---- coreference: all of them ---- */
int q_cast_read(q_cast *cast, q_document *document); /* opens the cast and links all mentions; to be closed in any case */

/* ---- entity ---- */
q_span q_figure_name(const q_cast *cast, const q_figure *figure); /* bytes; of a figure with a mention */
int q_cast_publish(q_cast *cast, uint32_t *place); /* place: scratch, a number for every figure */

#endif
