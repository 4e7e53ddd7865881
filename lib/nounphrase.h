/* nounphrase.h - one noun phrase that can speak: [determiner or possessor] [modifiers] head [of-phrase], with the name in it. */
#ifndef Q_NOUNPHRASE_H
#define Q_NOUNPHRASE_H

#include "document.h"

enum { /* what a word type is to noun phrases; a set */
    Q_WORD_DETERMINER = 1u << 0,
    Q_WORD_DEFINITE = 1u << 1,   /* the, this, possessives */
    Q_WORD_CLOSED = 1u << 2,     /* no part of a phrase */
    Q_WORD_PARTICLE = 1u << 3,   /* within names: de, von, bin */
    Q_WORD_COMPLEMENT = 1u << 4, /* of, for, at */
    Q_WORD_OF = 1u << 5,
    Q_WORD_AND = 1u << 6,
    Q_WORD_JOIN = 1u << 7,       /* &, or the dot of an initial, or a hyphen */
    Q_WORD_POSSESSIVE = 1u << 8, /* 's */
    Q_WORD_OPENS = 1u << 9,      /* a phrase without a determiner can begin with it in lower case */
    Q_WORD_INSIDE = 1u << 10,    /* written with a capital inside a sentence of this text */
    Q_WORD_LOWER = 1u << 11,     /* written without a capital somewhere */
    Q_WORD_HER = 1u << 12,       /* a pronoun or a determiner */
    Q_WORD_COMMA = 1u << 13,
    Q_WORD_LEADER = 1u << 14,    /* head of */
    Q_WORD_JUNIOR = 1u << 15,    /* Jr., III: after a name */
    Q_WORD_PERSON = 1u << 16,    /* minister, brother: a noun for a person, as the lists have it */
    Q_WORD_NOUN = 1u << 17,      /* the same that can be a head, or a body or document */
    Q_WORD_PRONOUN = 1u << 18    /* times 1 + its row in the table of pronouns */
};

typedef struct q_noun_phrase { /* tokens */
    uint32_t start, end, head;   /* head: Q_NONE until one is found */
    uint32_t next;               /* where phrases within it and after it begin */
    uint32_t name, name_end;
    q_span inner;                /* the name before the head: New York of "a New York judge"; empty for none */
    uint32_t titled;             /* last token of a title or role noun before the name, or Q_NONE */
    uint8_t definite, determined;
} q_noun_phrase;

typedef struct q_phrase_reader {
    const q_document *document;
    const uint32_t *words;       /* per lexeme: Q_WORD_... */
    int named;                   /* the text has learned names; otherwise capitals tell them */
} q_phrase_reader;

static inline uint32_t q_word(const q_phrase_reader *reader, uint32_t token)
{
    return reader->words[reader->document->tokens.at[token].lexeme];
}

/* Reads the phrase that begins at `from`; `start` is where it begins with its possessors. Its head is Q_NONE where nothing that
 * can speak begins. */
q_noun_phrase q_noun_phrase_read(const q_phrase_reader *reader, uint32_t start, uint32_t from, uint32_t end);

#endif
