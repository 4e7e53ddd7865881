/* builtin.c - the packed lexicon as read-only data of the library.
 *
 * QUOTH_LEXICON_BIN is its path in quotation marks; this file must be compiled again when it changes. */
#include "lexicon.h"

#ifndef QUOTH_LEXICON_BIN
#define QUOTH_LEXICON_BIN "lexicon.bin"
#endif

__asm__(".pushsection .rodata\n"
        ".balign 64\n"
        ".globl q_lexicon_data\n"
        ".hidden q_lexicon_data\n"
        "q_lexicon_data:\n"
        ".incbin \"" QUOTH_LEXICON_BIN "\"\n"
        ".globl q_lexicon_data_end\n"
        ".hidden q_lexicon_data_end\n"
        "q_lexicon_data_end:\n"
        ".byte 0\n"
        ".popsection\n");

extern const unsigned char q_lexicon_data[];
extern const unsigned char q_lexicon_data_end[];

int q_lexicon_builtin(q_lexicon *lexicon)
{
    return q_lexicon_open(lexicon, q_lexicon_data, (size_t)(q_lexicon_data_end - q_lexicon_data));
}
