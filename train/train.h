/* train.h - the trainer: what a room that learns is given and gives.
 *
 * A room is one function in train/ROOM.c and one line of the table in train.c. It reads corpora (jsonl.h, conllu.h), computes
 * features with the code of the library, and puts its sections; the same corpora and seed give the same bytes. */
#ifndef TRAIN_H
#define TRAIN_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "document.h"
#include "model.h"

enum { TRAIN_SEED = 20240229 };

typedef struct train_job {
    const char *corpora;                          /* folder */
    uint64_t random;                              /* state of train_random */
    FILE *manifest;                               /* NULL while scoring */
    q_model_section_row rows[Q_MODEL_SECTIONS_MAX];
    const void *sections[Q_MODEL_SECTIONS_MAX];
    uint32_t count;
} train_job;

/* The rooms. */
void train_sentence(train_job *job);
void train_token(train_job *job);
void train_tag(train_job *job);
void train_lemma(train_job *job);
void train_name(train_job *job);
void train_arc(train_job *job);
void train_genre(train_job *job);
void train_quote(train_job *job);
void train_voice(train_job *job);

/* What the built-in model scores in a room. */
void score_tag(train_job *job);
void score_lemma(train_job *job);
void score_name(train_job *job);
void score_arc(train_job *job);

/* The path of a corpus, its hash and licence written to the manifest. Lives as long as the program. */
const char *train_corpus(train_job *job, const char *name);

/* Puts a section, of the feature version that model.c has for it; the bytes must stay. */
void train_put(train_job *job, const char *section, const void *bytes, size_t size);

/* Writes a score on dev data to the manifest and to standard error; to standard output while scoring. */
void train_report(train_job *job, const char *score, double value);

/* Random numbers, always the same (xorshift64*); below `bound` > 0. */
uint32_t train_random(train_job *job, uint32_t bound);

/* Puts 0..count-1 in a random order. */
void train_shuffle(train_job *job, uint32_t *order, uint32_t count);

/* Memory, zeroed, or the end of the program; a message and the end of the program. */
void *train_allocate(size_t count, size_t size);
_Noreturn void train_fail(const char *what, const char *name);

/* A document of the library for the texts of the trainer, with the built-in model: set its text, then run rooms on it. */
q_document *train_document_new(void);
void train_document_text(q_document *document, const char *text, uint32_t length);

/* Whether only direct quotes are asked for. */
void train_document_direct(q_document *document, int direct_only);

/* Sets the style of its text. */
void train_document_style(q_document *document, quoth_style style);

/* Opens the built-in model with the sections put so far in place of its own; its bytes live as long as the program. */
void train_model(const train_job *job, q_model *model);

void train_document_free(q_document *document);

/* Gives a document gold sentences and words in place of what the rooms sentence and token find: paragraphs and regions by
 * their rooms, then these rows. Spans are bytes of `text`, in order; a word outside all sentences is left out. The rooms after
 * token can run on it. */
void train_document_gold(q_document *document, const char *text, uint32_t length, const q_span *sentences,
                         uint32_t sentence_count, const q_span *words, uint32_t word_count);

#endif
