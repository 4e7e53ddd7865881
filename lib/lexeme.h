/* lexeme.h - the word types of a text, each folded and looked up once. */
#ifndef Q_LEXEME_H
#define Q_LEXEME_H

#include "document.h"
#include "key.h"

/* Longest word that is told apart in full; of a longer one the first bytes count. */
enum {
    Q_WORD_MAX = 192,
    Q_FOLDED_ROOM = Q_WORD_MAX * 6 /* case folding gives at most three code points for one */
};

/* Begins the table of a new text. */
quoth_status q_lexeme_begin(q_document *document);

/* Finds or makes the lexeme of the word at [start, end); its index through `lexeme`. */
quoth_status q_lexeme_of(q_document *document, uint32_t start, uint32_t end, uint32_t *lexeme);

/* The same in steps, for several words side by side: the key of the word (0 when it has none), asking for the memory where it
 * is looked for, later for what stands there, and the lexeme. */
int q_lexeme_key(const q_document *document, uint32_t start, uint32_t end, q_key *key);
void q_lexeme_ask(const q_document *document, const q_key *key);
void q_lexeme_ask_further(const q_document *document, const q_key *key);
quoth_status q_lexeme_of_key(q_document *document, const q_key *key, uint32_t *lexeme);

/* The lexeme of a folded word, or Q_NONE when the text does not have it. */
uint32_t q_lexeme_find(const q_document *document, const char *folded, size_t length);

/* The lexeme of a folded word, found or made, NUL-terminated; it need not stand in the text. */
quoth_status q_lexeme_put(q_document *document, const char *folded, size_t length, uint32_t *lexeme);

/* Adds bits to the facts of each lexeme that stands in a list of words with single blanks between them. */
void q_lexeme_mark(const q_document *document, const char *words, uint32_t *facts, uint32_t bits);

/* The longest phrase of the lexicon, of two to four words, that begins at a token before `end` and has some of the flags, or NULL;
 * `*words` is how many it has, 0 for none. */
const q_entry *q_lexeme_phrase(const q_document *document, uint32_t token, uint32_t end, uint32_t flags, uint32_t *words);

/* J, J. */
static inline int q_is_initial(const q_lexeme *lexeme)
{
    return lexeme->length == 1 || (lexeme->length == 2 && lexeme->folded[1] == '.');
}

#endif
