/* builtin.c - the packed lexicon and the model as read-only data of the library.
 *
 * QUOTH_LEXICON_BIN and QUOTH_MODEL_BIN are their paths in quotation marks; this file must be compiled again when they change. */
#include "lexicon.h"
#include "model.h"

#ifndef QUOTH_LEXICON_BIN
#define QUOTH_LEXICON_BIN "lexicon.bin"
#endif

#ifndef QUOTH_MODEL_BIN
#define QUOTH_MODEL_BIN "model.bin"
#endif

#define EMBED(name, path)               \
    __asm__(".pushsection .rodata\n"    \
            ".balign 64\n"              \
            ".globl " name "\n"         \
            ".hidden " name "\n"        \
            name ":\n"                  \
            ".incbin \"" path "\"\n"    \
            ".globl " name "_end\n"     \
            ".hidden " name "_end\n"    \
            name "_end:\n"              \
            ".byte 0\n"                 \
            ".popsection\n")

EMBED("q_lexicon_data", QUOTH_LEXICON_BIN);
EMBED("q_model_data", QUOTH_MODEL_BIN);

extern const unsigned char q_lexicon_data[];
extern const unsigned char q_lexicon_data_end[];
extern const unsigned char q_model_data[];
extern const unsigned char q_model_data_end[];

int q_lexicon_builtin(q_lexicon *lexicon)
{
    return q_lexicon_open(lexicon, q_lexicon_data, (size_t)(q_lexicon_data_end - q_lexicon_data));
}

int q_model_builtin(q_model *model)
{
    return q_model_open(model, q_model_data, (size_t)(q_model_data_end - q_model_data), Q_MODEL_TRUST);
}
