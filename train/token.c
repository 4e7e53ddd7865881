#include "conllu.h"
#include "train.h"

void train_token(train_job *job)
{
    conllu *treebank = conllu_read(train_corpus(job, "treebank/en_ewt.train.conllu", "CC BY-SA 4.0"));
    train_report(job, "words", treebank->words.n);
    conllu_free(treebank);
}
