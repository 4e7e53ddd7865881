/* job.h - one document on its way through the tool. */
#ifndef JOB_H
#define JOB_H

#include "buffer.h"
#include "progress.h"
#include "quoth/quoth.h"
#include "settings.h"

typedef struct job {
    const char *path;
    size_t line;    /* of JSON Lines; 0: the whole file */
    buffer input;   /* the bytes of the document */
    buffer output;  /* what goes to standard output */
    buffer message; /* what goes to standard error */
    int failed;
} job;

/* What one thread works with. */
typedef struct worker {
    const settings *settings;
    quoth_analyzer *analyzer;
    progress_task progress;
} worker;

/* Returns 0 when memory ends. */
int worker_open(worker *worker, const settings *settings, progress *progress);
void worker_close(worker *worker);

/* Fills in the output, or the message and `failed`. */
void worker_run(worker *worker, job *job);

void job_free(job *job);

/* The document cannot be done: adds a message "quoth: PATH: ..." */
void job_fail(job *job, const char *what);

#endif
