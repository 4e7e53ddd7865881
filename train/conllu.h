/* conllu.h - treebanks in CoNLL-U: words with lemma, tags, head and relation, and the text they stand in.
 *
 * Words of a multiword token stand without space between them (do n't as "don't"); empty nodes are left out. */
#ifndef TRAIN_CONLLU_H
#define TRAIN_CONLLU_H

#include "document.h"

typedef struct conllu_word {
    q_span span;          /* bytes of `text` */
    const char *form;     /* all strings end in NUL; "_" where the treebank has none */
    const char *lemma;
    const char *upos;
    const char *xpos;
    const char *relation; /* with its subtype: "nsubj:pass" */
    const char *misc;     /* further facts, with | between */
    uint32_t head;        /* number in its sentence from 1; 0 for the root */
} conllu_word;

typedef struct conllu_sentence {
    q_span span;          /* bytes of `text` */
    uint32_t first;       /* [first, end) its words */
    uint32_t end;
    uint32_t document;    /* number of its document, from 0 */
} conllu_sentence;

typedef struct conllu {
    Q_ROWS(conllu_word) words;
    Q_ROWS(conllu_sentence) sentences;
    Q_ROWS(char) text;    /* of all documents: sentences with a space between, paragraphs and documents with an empty line */
    q_arena strings;
    uint32_t documents;
} conllu;

/* Reads a file; ends the program with a message when it cannot. */
conllu *conllu_read(const char *path);
void conllu_free(conllu *treebank);

/* The first sentence behind the document that sentence `from` begins. */
uint32_t conllu_document_end(const conllu *treebank, uint32_t from);

/* Gives a document the text, sentences and words of the sentences [from, end) of a treebank, one token for each word.
 * `text` is the treebank's or a copy of it with letters changed. */
void train_document_treebank(q_document *document, const conllu *treebank, const char *text, uint32_t from, uint32_t end);

#endif
