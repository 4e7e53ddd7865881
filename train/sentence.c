#include "jsonl.h"
#include "train.h"

void train_sentence(train_job *job)
{
    jsonl corpus = jsonl_read(train_corpus(job, "sentences/ud_en_ewt.train.jsonl", "CC BY-SA 4.0"));
    train_report(job, "documents", corpus.count);
    jsonl_free(&corpus);
}
