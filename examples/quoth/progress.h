/* progress.h - how far the work is, on a line of the terminal, when it takes long. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stddef.h>

typedef struct progress progress;

/* What one thread is at. */
typedef struct progress_task {
    progress *progress; /* NULL: nothing is shown */
    size_t length;
    double done; /* bytes */
} progress_task;

/* `total` bytes are to be read, or 0: nobody knows. Gives NULL when standard error is no terminal or memory ends; every
 * function here takes NULL. */
progress *progress_open(size_t total);
void progress_close(progress *progress);

/* Takes the line away, for something else to be written to the terminal. */
void progress_hide(progress *progress);

void progress_begin(progress_task *task, size_t length);
void progress_end(progress_task *task);
/* A quoth_progress_fn; the context is the task. */
int progress_step(void *task, double done);

#endif
