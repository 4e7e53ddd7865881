#include "progress.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const double patience = 1, pause_ = 0.2; /* seconds before the line is shown, and between two of them */

struct progress {
    pthread_mutex_t lock;
    double total, done; /* bytes */
    size_t documents;   /* done */
    double next;        /* time of the next line */
    int shown;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

progress *progress_open(size_t total)
{
    progress *p = isatty(STDERR_FILENO) ? malloc(sizeof *p) : NULL;
    if (p) {
        *p = (progress){.total = (double)total, .next = now() + patience};
        pthread_mutex_init(&p->lock, NULL);
    }
    return p;
}

static void hide(progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
    p->shown = 0;
}

static void show(progress *p)
{
    static const double mega = 1e6, percent = 100;
    double time = now();
    if (time < p->next)
        return;
    p->next = time + pause_;
    p->shown = 1;
    if (p->total > 0)
        fprintf(stderr, "\rquoth: %.0f %% of %.1f MB\033[K", percent * p->done / p->total, p->total / mega);
    else
        fprintf(stderr, "\rquoth: %.1f MB, %zu documents\033[K", p->done / mega, p->documents);
    fflush(stderr);
}

/* The task has come to `done` bytes. */
static void advance(progress_task *task, double done, size_t documents)
{
    progress *p = task->progress;
    pthread_mutex_lock(&p->lock);
    p->done += done - task->done;
    p->documents += documents;
    task->done = done;
    show(p);
    pthread_mutex_unlock(&p->lock);
}

void progress_close(progress *p)
{
    if (!p)
        return;
    hide(p);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

void progress_hide(progress *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    hide(p);
    pthread_mutex_unlock(&p->lock);
}

void progress_begin(progress_task *task, size_t length)
{
    task->length = length;
    task->done = 0;
}

void progress_end(progress_task *task)
{
    if (task->progress)
        advance(task, (double)task->length, 1);
}

int progress_step(void *context, double done)
{
    progress_task *task = context;
    advance(task, done * (double)task->length, 0);
    return 0;
}
