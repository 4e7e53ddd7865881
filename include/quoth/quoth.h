/* quoth.h - who said what: the public interface of libquoth.
 *
 * SPDX-License-Identifier: MIT
 *
 * libquoth reads a text and says who said what. It segments sentences, finds quotations (direct, indirect, mixed) and
 * links each to its speaker: the mention beside it ("he", "the minister") and the entity it stands for in the text.
 *
 *     quoth_model    immutable knowledge (word lists, weights); share one between threads
 *     quoth_analyzer the workspace; one thread at a time, reuse it for many texts
 *     quoth_result   what was found in one text; immutable, outlives analyzer and model
 *
 *     quoth_analyzer *analyzer;
 *     quoth_result *result;
 *     if (quoth_analyzer_new(&analyzer, NULL, NULL) == QUOTH_OK) {
 *         if (quoth_analyze(analyzer, text, length, &result) == QUOTH_OK) {
 *             for (size_t i = 0; i < quoth_result_quote_count(result); i++) {
 *                 const quoth_quote *quote = quoth_result_quote_at(result, i);
 *                 ...
 *             }
 *             quoth_result_free(result);
 *         }
 *         quoth_analyzer_free(analyzer);
 *     }
 *
 * Memory. Every object comes by an out-pointer as the first argument and belongs to the caller, who frees it with its
 * _free function; all _free functions take NULL. Rows (quoth_quote, ...) and strings belong to their result and live as
 * long as it does. When a function fails, its out-pointer is set to NULL and nothing is leaked.
 *
 * Threads. Models and results are immutable and may be read by any number of threads. An analyzer serves one thread at a
 * time. The library has no global state, never reads the environment or the locale, and never prints or exits.
 *
 * Offsets. All offsets are half-open [start, end) and count in the unit chosen in the options (bytes of UTF-8 by
 * default); they always fall on the border of a code point.
 *
 * Growth. Structures only grow at the end: quoth_options carries its own size, rows come by pointer and must not be
 * copied by sizeof or indexed as arrays. Enumerations may get new values.
 *
 * Everything here is there since version 0.1 unless it says otherwise.
 */
#ifndef QUOTH_H
#define QUOTH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) && !defined(QUOTH_STATIC)
#define QUOTH_API __attribute__((visibility("default")))
#else
#define QUOTH_API
#endif

#define QUOTH_VERSION_MAJOR 0
#define QUOTH_VERSION_MINOR 1
#define QUOTH_VERSION_PATCH 0

/* Version of the library that is running, as "0.1.0". Static; never NULL. */
QUOTH_API const char *quoth_version(void);

/* ---- Status ------------------------------------------------------------------------------------------------------ */

typedef enum quoth_status {
    QUOTH_OK = 0,
    QUOTH_E_MEMORY = -1,    /* an allocation failed */
    QUOTH_E_ARGUMENT = -2,  /* a null pointer, an unknown value or a bad language tag */
    QUOTH_E_UTF8 = -3,      /* the text is not UTF-8; see quoth_analyzer_error_offset */
    QUOTH_E_LENGTH = -4,    /* the text is longer than QUOTH_TEXT_MAX bytes */
    QUOTH_E_CANCELLED = -5, /* the progress callback asked to stop */
    QUOTH_E_MODEL = -6,     /* the model is damaged, foreign or of another version */
    QUOTH_E_WRITE = -7,     /* the write callback failed */
    QUOTH_E_INTERNAL = -8,  /* a service of the platform (ICU) failed */
    QUOTH_E_READ = -9       /* a file cannot be read */
} quoth_status;

/* Longest text, in bytes. */
#define QUOTH_TEXT_MAX 0x7fffffffu

/* One line of English for any status, known or not. Static; never NULL. */
QUOTH_API const char *quoth_strerror(quoth_status status);

/* The name of a status as written here ("QUOTH_E_UTF8"). Static; never NULL. */
QUOTH_API const char *quoth_status_name(quoth_status status);

/* ---- Memory ------------------------------------------------------------------------------------------------------ */

/* The caller's allocator. All three functions are needed. `allocate` and `reallocate` return NULL on failure; memory is
 * aligned as by malloc; sizes are never 0; `reallocate` and `release` never get NULL. The context must stay valid until
 * every object made with it is freed; a result may be freed by another thread than the one that made it. */
typedef struct quoth_allocator {
    void *context;
    void *(*allocate)(void *context, size_t size);
    void *(*reallocate)(void *context, void *memory, size_t size);
    void (*release)(void *context, void *memory);
} quoth_allocator;

/* ---- Options ----------------------------------------------------------------------------------------------------- */

typedef enum quoth_offset_unit {
    QUOTH_OFFSET_BYTE = 0,      /* bytes of UTF-8 (the default) */
    QUOTH_OFFSET_CODEPOINT = 1, /* Unicode code points: Python's str */
    QUOTH_OFFSET_UTF16 = 2      /* UTF-16 code units: Java, JavaScript, ICU */
} quoth_offset_unit;

typedef enum quoth_scope {
    QUOTH_SCOPE_SPEECH = 0, /* what was said or written, and what stands in quotation marks; of a story, this alone (the default) */
    QUOTH_SCOPE_ALL = 1     /* also unquoted thoughts, beliefs and intentions, and what a story reports without marks */
} quoth_scope;

typedef enum quoth_gender {
    QUOTH_GENDER_UNKNOWN = 0,
    QUOTH_GENDER_MALE = 1,
    QUOTH_GENDER_FEMALE = 2,
    QUOTH_GENDER_NEUTER = 3
} quoth_gender;

typedef enum quoth_style { /* where sentences end in English */
    QUOTH_STYLE_EDITED = 0, /* as in news and fiction (the default): "Why?" he asked. is one sentence */
    QUOTH_STYLE_WEB = 1     /* as in mails, reviews and posts: sentences without stops and capitals too */
} quoth_style;

/* A speaker the caller knows of. Strings are UTF-8; the name is needed, aliases may be NULL when alias_count is 0. */
typedef struct quoth_character {
    const char *name;
    const char *const *aliases;
    size_t alias_count;
    quoth_gender gender;
} quoth_character;

/* Called on the analyzing thread, from 0 to 1, at least before every step and at most some hundred times. Return 0 to go
 * on; anything else stops the analysis with QUOTH_E_CANCELLED. */
typedef int (*quoth_progress_fn)(void *context, double done);

/* Set `size` to sizeof(quoth_options) (quoth_options_init does); a field beyond it has its default. Everything is copied
 * by quoth_analyzer_new except the two contexts. */
typedef struct quoth_options {
    size_t size;
    const char *language;                  /* BCP 47 tag; NULL means "en" */
    quoth_offset_unit offset_unit;
    quoth_scope scope;
    int direct_only;                       /* not 0: only quotations in marks or after a dialogue dash, at higher speed */
    double min_confidence;                 /* 0 to 1; a speaker below it becomes "nobody", reason "unsure"; default 0 */
    const quoth_character *characters;     /* the caller's own speakers; their names win */
    size_t character_count;
    const char *const *reporting_verbs;    /* further reporting verbs, UTF-8, lemma (inflected by rule) or single form */
    size_t reporting_verb_count;
    quoth_progress_fn progress;            /* may be NULL */
    void *progress_context;
    const quoth_allocator *allocator;      /* NULL means malloc; the structure itself is copied */
    quoth_style style;
    int parse_all;                         /* not 0: dependency arcs of every sentence, not only of those that can matter
                                              for a quotation; none with direct_only */
} quoth_options;

/* Fills in the defaults. `size` is sizeof(quoth_options) as the caller was compiled. */
QUOTH_API void quoth_options_init(quoth_options *options, size_t size);

/* ---- Model ------------------------------------------------------------------------------------------------------- */

typedef struct quoth_model quoth_model;

/* Opens the model built into the library: word lists and learned weights. `allocator` may be NULL. Fails with QUOTH_E_MEMORY or
 * QUOTH_E_MODEL. */
QUOTH_API quoth_status quoth_model_new(quoth_model **model, const quoth_allocator *allocator);

/* Opens a model of `size` bytes in memory, as model.bin of the build, in place of the built-in one. The bytes are used where
 * they are: they must stay unchanged until the model and the analyzers made with it are freed. They may come from anywhere:
 * fails with QUOTH_E_MODEL when they are truncated, damaged, foreign or of another version, else with QUOTH_E_MEMORY or
 * QUOTH_E_ARGUMENT. */
QUOTH_API quoth_status quoth_model_open_memory(quoth_model **model, const void *bytes, size_t size,
                                               const quoth_allocator *allocator);

/* The same from a file, which is read whole. Fails with QUOTH_E_READ when it cannot be read. */
QUOTH_API quoth_status quoth_model_open_file(quoth_model **model, const char *path, const quoth_allocator *allocator);

QUOTH_API void quoth_model_free(quoth_model *model);

/* ---- Analyzer ---------------------------------------------------------------------------------------------------- */

typedef struct quoth_analyzer quoth_analyzer;
typedef struct quoth_result quoth_result;

/* Makes an analyzer. `model` must outlive it; NULL means the built-in one. `options` may be NULL for the defaults. Fails
 * with QUOTH_E_MEMORY, QUOTH_E_ARGUMENT or QUOTH_E_INTERNAL. */
QUOTH_API quoth_status quoth_analyzer_new(quoth_analyzer **analyzer, const quoth_model *model,
                                          const quoth_options *options);
QUOTH_API void quoth_analyzer_free(quoth_analyzer *analyzer);

/* Reads `length` bytes of UTF-8 (no terminating NUL needed; NUL bytes are ordinary characters) and makes a result. Time
 * and memory are linear in the length. After an error the analyzer can be used again. Fails with QUOTH_E_UTF8,
 * QUOTH_E_LENGTH, QUOTH_E_MEMORY, QUOTH_E_CANCELLED, QUOTH_E_ARGUMENT or QUOTH_E_INTERNAL. */
QUOTH_API quoth_status quoth_analyze(quoth_analyzer *analyzer, const char *text, size_t length, quoth_result **result);

/* The caller's word on who speaks a quote. */
typedef struct quoth_pin {
    size_t start;        /* a place within the content of the quote, such as content[0].start of an earlier result */
    const char *speaker; /* a name or alias in the text, a caller's character or any other name, UTF-8; NULL: nobody */
} quoth_pin;

/* As quoth_analyze, with the speakers of some quotes given. They are taken as certain (confidence 1, reason "pinned"), and
 * what hangs on them is solved anew: whom "he" means there, who answers, whose words go on. Of several quotes that hold the
 * place the one that begins last is meant; a place in no quote has no effect. Fails as quoth_analyze, and with
 * QUOTH_E_ARGUMENT for a place beyond the text or a name that is empty or not UTF-8. */
QUOTH_API quoth_status quoth_analyze_pinned(quoth_analyzer *analyzer, const char *text, size_t length, const quoth_pin *pins,
                                            size_t pin_count, quoth_result **result);

/* After QUOTH_E_UTF8: the offset in bytes of the first byte that is not UTF-8. Otherwise 0. */
QUOTH_API size_t quoth_analyzer_error_offset(const quoth_analyzer *analyzer);

/* ---- Result ------------------------------------------------------------------------------------------------------ */

/* No such row: nobody speaks, nobody is addressed, no quote. */
#define QUOTH_NONE ((size_t)-1)

typedef struct quoth_span {
    size_t start;
    size_t end;
} quoth_span;

QUOTH_API void quoth_result_free(quoth_result *result);

/* The length of the text, in the unit of the offsets. */
QUOTH_API size_t quoth_result_text_length(const quoth_result *result);

/* The language tag the analysis ran with, in canonical form. */
QUOTH_API const char *quoth_result_language(const quoth_result *result);

typedef struct quoth_sentence {
    quoth_span span;  /* without white space at its ends; sentences never overlap */
    size_t paragraph; /* number of the paragraph, from 0 */
} quoth_sentence;

typedef struct quoth_token { /* a word: clitics are words of their own (do|n't); JSON writes joined words as one token */
    quoth_span span;
    size_t sentence; /* index of its sentence */
    /* The rest, but `joined`, is known for English, outside direct-only mode. The four tags are numbers, 0 where it is not known;
     * their functions give the names. */
    size_t head;       /* index of the token it depends on; QUOTH_NONE for a root and where the sentence is not parsed */
    const char *lemma; /* "say" for said; names keep their capitals; "_" where it is not known */
    int joined;        /* 1: written together with the word before, as n't in don't */
    uint8_t upos;      /* part of speech of Universal Dependencies: quoth_upos_name gives "NOUN", "X" for none of them */
    uint8_t xpos;      /* Penn tag as the English treebanks of Universal Dependencies use it: quoth_xpos_name gives "NNS" */
    uint8_t name;      /* what kind of name it begins or continues: quoth_name_tag_name gives "B-PERSON", "I-PLACE" */
    uint8_t relation;  /* to its head, of Universal Dependencies: quoth_relation_name gives "nsubj:pass", "root" */
} quoth_token;

typedef enum quoth_quote_type {
    QUOTH_DIRECT = 0,   /* the words themselves: in quotation marks, after a dialogue dash, in a transcript */
    QUOTH_INDIRECT = 1, /* reported in the words of the author */
    QUOTH_MIXED = 2     /* reported, with some words in quotation marks */
} quoth_quote_type;

typedef enum quoth_quote_class {
    QUOTH_CLASS_SPEECH = 0,
    QUOTH_CLASS_WRITING = 1,   /* a letter, a report, a post */
    QUOTH_CLASS_THOUGHT = 2,   /* also belief and feeling */
    QUOTH_CLASS_INTENTION = 3, /* plans and hopes; without marks only in QUOTH_SCOPE_ALL */
    QUOTH_CLASS_OTHER = 4      /* in quotation marks, but what it is cannot be told */
} quoth_quote_class;

enum {
    QUOTH_FLAG_UNCLOSED = 1,  /* the closing mark is missing; the end was inferred */
    QUOTH_FLAG_CONTINUED = 2, /* goes on over more than one paragraph */
    QUOTH_FLAG_REPAIRED = 4,  /* a mistyped or mismatched mark was read as its partner */
    QUOTH_FLAG_SPLIT = 8      /* interrupted by its tag ("A," he said, "B.") */
};

/* Somebody else who may speak a quote. */
typedef struct quoth_candidate {
    size_t entity;     /* index of the entity */
    double confidence; /* 0 to 1, as that of the quote */
} quoth_candidate;

typedef struct quoth_quote {
    quoth_quote_type type;
    quoth_quote_class class_;
    const quoth_span *content;   /* as it stands in the text, with its marks; in order; at least one */
    size_t content_count;
    const quoth_span *quoted;    /* the parts of the content in quotation marks, without the marks */
    size_t quoted_count;
    const quoth_span *cue;       /* the reporting expression: "said", "according to"; may be empty */
    size_t cue_count;
    const quoth_span *source;    /* the mention that names the speaker here: "he"; may be empty */
    size_t source_count;
    size_t speaker;              /* index of the entity that speaks, or QUOTH_NONE: nobody can be named */
    size_t addressee;            /* index of the entity spoken to, or QUOTH_NONE: not known */
    double detection;            /* 0 to 1: how likely this is a quotation at all, as measured on news and novels */
    double confidence;           /* 0 to 1: how likely the speaker is right if it is one, as measured on news and novels */
    const char *reason;          /* which rule or model decided: a short lower-case key such as "tag" or "none" */
    unsigned flags;              /* QUOTH_FLAG_... */
    const quoth_candidate *candidates; /* who else may speak, the likeliest first; one below the minimum confidence too */
    size_t candidate_count;
} quoth_quote;

typedef enum quoth_marked_class {
    QUOTH_MARKED_TITLE = 0,  /* the name of a work */
    QUOTH_MARKED_SCARE = 1,  /* a term, a nickname or a scare quote */
    QUOTH_MARKED_NESTED = 2, /* a quotation within a quote */
    QUOTH_MARKED_OTHER = 3
} quoth_marked_class;

/* A span in quotation marks that is not a quote of its own: a title, a term, a scare quote, a quotation in a quotation. */
typedef struct quoth_marked {
    quoth_span span; /* with its marks */
    quoth_marked_class class_;
    size_t quote; /* index of the quote it stands in, or QUOTH_NONE */
} quoth_marked;

typedef enum quoth_entity_kind {
    QUOTH_PERSON = 0,
    QUOTH_GROUP = 1,        /* people without a body of their own: "critics", "two officials" */
    QUOTH_ORGANIZATION = 2,
    QUOTH_DOCUMENT = 3,     /* a report, a letter, a poll */
    QUOTH_OTHER = 4
} quoth_entity_kind;

typedef struct quoth_entity {
    const char *name; /* the fullest form in the text, or the caller's own; UTF-8, NUL-terminated */
    quoth_entity_kind kind;
    quoth_gender gender;
    const char *const *aliases; /* every other form that stands for it; no pronouns */
    size_t alias_count;
    const quoth_span *mentions; /* in order; names, descriptions and pronouns */
    size_t mention_count;
    size_t quote_count; /* quotes it speaks */
    size_t character;   /* index in the caller's own characters, or QUOTH_NONE */
    int named;          /* not 0: the name is a proper name, not a description such as "the minister" */
} quoth_entity;

typedef enum quoth_segment_kind {
    QUOTH_NARRATION = 0,
    QUOTH_TAG = 1,  /* the clause that reports a quote: he said */
    QUOTH_QUOTE = 2 /* a part of a direct quote, or the marked part of a mixed one */
} quoth_segment_kind;

/* The text as an ordered script: segments follow one another without a gap and cover it all. */
typedef struct quoth_segment {
    quoth_span span;
    quoth_segment_kind kind;
    size_t quote;   /* of a tag or quote; otherwise QUOTH_NONE */
    size_t speaker; /* index of the entity, or QUOTH_NONE */
} quoth_segment;

/* Rows by index, in the order of the text (entities: by first mention); NULL when the index is out of range. The rows of a
 * kind stand in memory one behind another; from row to row it is as far as from the first to the second, which may be more than
 * the size of the structure that you were compiled with. */
QUOTH_API size_t quoth_result_sentence_count(const quoth_result *result);
QUOTH_API const quoth_sentence *quoth_result_sentence_at(const quoth_result *result, size_t index);
QUOTH_API size_t quoth_result_token_count(const quoth_result *result);
QUOTH_API const quoth_token *quoth_result_token_at(const quoth_result *result, size_t index);
QUOTH_API size_t quoth_result_quote_count(const quoth_result *result);
QUOTH_API const quoth_quote *quoth_result_quote_at(const quoth_result *result, size_t index);
QUOTH_API size_t quoth_result_marked_count(const quoth_result *result);
QUOTH_API const quoth_marked *quoth_result_marked_at(const quoth_result *result, size_t index);
QUOTH_API size_t quoth_result_entity_count(const quoth_result *result);
QUOTH_API const quoth_entity *quoth_result_entity_at(const quoth_result *result, size_t index);
QUOTH_API size_t quoth_result_segment_count(const quoth_result *result);
QUOTH_API const quoth_segment *quoth_result_segment_at(const quoth_result *result, size_t index);

/* Names of the values as in JSON ("direct", "speech", "person", "m", "narration"). Static; "?" for an unknown value. */
QUOTH_API const char *quoth_quote_type_name(quoth_quote_type type);
QUOTH_API const char *quoth_quote_class_name(quoth_quote_class class_);
QUOTH_API const char *quoth_marked_class_name(quoth_marked_class class_);
QUOTH_API const char *quoth_entity_kind_name(quoth_entity_kind kind);
QUOTH_API const char *quoth_gender_name(quoth_gender gender);
QUOTH_API const char *quoth_segment_kind_name(quoth_segment_kind kind);

/* Names of the tags of a token, as treebanks write them. Static; "_" for 0 and for an unknown number. The numbers are those of the
 * library that is running: keep the names. */
QUOTH_API const char *quoth_upos_name(unsigned upos);
QUOTH_API const char *quoth_xpos_name(unsigned xpos);
QUOTH_API const char *quoth_name_tag_name(unsigned name);
QUOTH_API const char *quoth_relation_name(unsigned relation);

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

enum {
    QUOTH_JSON_SENTENCES = 1, /* "sentences": [[start, end], ...] */
    QUOTH_JSON_TOKENS = 2,    /* "tokens": [[start, end], ...]; joined words are one */
    QUOTH_JSON_TEXT = 4,      /* "text": the text itself, which the caller must pass again */
    QUOTH_JSON_SCRIPT = 8,    /* "script": the segments */
    QUOTH_JSON_PARTS = 16     /* each part of a quote that its tag interrupts is a row of its own: "q3", "q3.2", "q3.3" */
};

/* Takes `length` bytes; returns 0, or anything else to stop. */
typedef int (*quoth_write_fn)(void *context, const char *bytes, size_t length);

/* Writes the result as one JSON object on one line, UTF-8, without a newline at its end. `id` may be NULL; `text` and
 * `length` are needed for QUOTH_JSON_TEXT only. Fails with QUOTH_E_WRITE or QUOTH_E_ARGUMENT. */
QUOTH_API quoth_status quoth_result_write_json(const quoth_result *result, const char *id, const char *text,
                                               size_t length, unsigned with, quoth_write_fn write, void *context);

/* ---- Registry ---------------------------------------------------------------------------------------------------- */

/* Who said what in many documents: takes results one by one and joins their speakers. It is conservative: persons are one
 * when their full names agree (a middle name or initial may be missing, a Jr. may not, genders must not differ),
 * organizations when their names do. A single name ("Olsen") and a description ("the minister") stay with their document.
 * Rows and strings belong to the registry and live until it next changes. One thread at a time, unless nobody adds. */
typedef struct quoth_registry quoth_registry;

typedef struct quoth_statement { /* a quote of some document */
    const char *document; /* the id it was added with */
    size_t quote;         /* its index in the result */
    quoth_span span;      /* from the start of its content to the end, in the unit of the result */
    double confidence;
} quoth_statement;

typedef struct quoth_speaker {
    const char *name; /* the fullest form met */
    quoth_entity_kind kind;
    quoth_gender gender;
    int named;                         /* as that of quoth_entity; only named speakers are joined */
    const char *const *aliases;        /* every other form, in the order they were met */
    size_t alias_count;
    size_t statement_count;
} quoth_speaker;

/* `allocator` may be NULL. Fails with QUOTH_E_MEMORY or QUOTH_E_ARGUMENT. */
QUOTH_API quoth_status quoth_registry_new(quoth_registry **registry, const quoth_allocator *allocator);
QUOTH_API void quoth_registry_free(quoth_registry *registry);

/* Adds all quotes of a result that have a speaker. The result may be freed afterwards. Fails with QUOTH_E_MEMORY,
 * QUOTH_E_LENGTH (more than 2^31 rows or bytes) or QUOTH_E_ARGUMENT, and then leaves the registry as it was. */
QUOTH_API quoth_status quoth_registry_add(quoth_registry *registry, const char *document, const quoth_result *result);

/* Speakers by index, in the order they were first met; NULL when the index is out of range. */
QUOTH_API size_t quoth_registry_speaker_count(const quoth_registry *registry);
QUOTH_API const quoth_speaker *quoth_registry_speaker_at(const quoth_registry *registry, size_t index);

/* What a speaker said, in the order it was added; NULL when an index is out of range. */
QUOTH_API const quoth_statement *quoth_registry_statement_at(const quoth_registry *registry, size_t speaker, size_t index);

/* The first speaker from index `from` on that has the name or alias, in any case of letters, or QUOTH_NONE. */
QUOTH_API size_t quoth_registry_find(const quoth_registry *registry, const char *name, size_t from);

/* Writes the registry: bytes that quoth_registry_open reads again, on any machine. The format is described in
 * lib/registry.h. Fails with QUOTH_E_WRITE, QUOTH_E_MEMORY or QUOTH_E_ARGUMENT. */
QUOTH_API quoth_status quoth_registry_write(const quoth_registry *registry, quoth_write_fn write, void *context);

/* Makes a registry of what was written; the bytes are copied. Fails with QUOTH_E_MODEL when they are truncated, damaged or
 * of another version, else with QUOTH_E_MEMORY or QUOTH_E_ARGUMENT. */
QUOTH_API quoth_status quoth_registry_open(quoth_registry **registry, const void *bytes, size_t size,
                                           const quoth_allocator *allocator);

#ifdef __cplusplus
}
#endif

#endif /* QUOTH_H */
