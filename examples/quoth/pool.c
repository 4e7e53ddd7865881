#include "pool.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "print.h"

enum { AHEAD = 4 }; /* jobs on their way, per thread */

typedef struct slot {
    job job;
    int done;
} slot;

typedef struct thread {
    pthread_t id;
    pool *pool;
    worker worker;
} thread;

struct pool {
    const settings *settings;
    progress *progress;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    slot *slots; /* a ring: job n is in slot n % room */
    size_t room;
    size_t put, taken, written; /* jobs so far */
    size_t documents;           /* written without a failure */
    int closing, failed;
    int broken; /* errno when nobody takes the output any more */
    thread *threads;
    unsigned opened;  /* workers */
    unsigned running; /* threads; 0: the caller's own does the work */
};

static void write_out(pool *p, const char *bytes, size_t length)
{
    if (length && !p->broken && fwrite(bytes, 1, length, stdout) != length)
        p->broken = errno;
}

static void write_text(pool *p, const char *text)
{
    write_out(p, text, strlen(text));
}

static void write_job(pool *p, job *j)
{
    progress_hide(p->progress);
    if (j->message.length)
        fwrite(j->message.bytes, 1, j->message.length, stderr);
    p->failed |= j->failed;
    if (!j->failed) {
        if (p->documents++)
            write_text(p, print_between(p->settings));
        write_out(p, j->output.bytes, j->output.length);
        if (!p->broken && fflush(stdout))
            p->broken = errno;
    }
    job_free(j);
}

/* Under the lock: writes what is next in order. */
static void write_done(pool *p)
{
    for (; p->written < p->put && p->slots[p->written % p->room].done; p->written++) {
        slot *next = &p->slots[p->written % p->room];
        write_job(p, &next->job);
        next->done = 0;
    }
}

static void run(pool *p, worker *w)
{
    slot *next = &p->slots[p->taken++ % p->room];
    pthread_mutex_unlock(&p->lock);
    worker_run(w, &next->job);
    pthread_mutex_lock(&p->lock);
    next->done = 1;
    write_done(p);
    pthread_cond_broadcast(&p->changed);
}

static void *work(void *context)
{
    thread *t = context;
    pool *p = t->pool;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (p->taken == p->put && !p->closing)
            pthread_cond_wait(&p->changed, &p->lock);
        if (p->taken == p->put)
            break;
        run(p, &t->worker);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static int open_workers(pool *p, unsigned count)
{
    for (; p->opened < count; p->opened++) {
        p->threads[p->opened].pool = p;
        if (!worker_open(&p->threads[p->opened].worker, p->settings, p->progress))
            break;
    }
    while (count > 1 && p->running < p->opened &&
           !pthread_create(&p->threads[p->running].id, NULL, work, &p->threads[p->running]))
        p->running++;
    return p->opened > 0;
}

pool *pool_open(const settings *s, progress *shown)
{
    pool *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->settings = s;
    p->progress = shown;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->changed, NULL);
    p->room = (size_t)s->threads * AHEAD;
    p->slots = calloc(p->room, sizeof *p->slots);
    p->threads = calloc(s->threads, sizeof *p->threads);
    if (!p->slots || !p->threads || !open_workers(p, s->threads)) {
        pool_close(p);
        return NULL;
    }
    write_text(p, print_head(s));
    return p;
}

void pool_put(pool *p, job *j)
{
    pthread_mutex_lock(&p->lock);
    while (p->put - p->written == p->room)
        pthread_cond_wait(&p->changed, &p->lock);
    p->slots[p->put++ % p->room].job = *j;
    pthread_cond_broadcast(&p->changed);
    if (!p->running)
        run(p, &p->threads[0].worker);
    pthread_mutex_unlock(&p->lock);
    *j = (job){0};
}

int pool_broken(pool *p)
{
    pthread_mutex_lock(&p->lock);
    int broken = p->broken;
    pthread_mutex_unlock(&p->lock);
    return broken;
}

static void finish_output(pool *p)
{
    write_text(p, print_tail(p->settings));
    if (!p->broken && fflush(stdout))
        p->broken = errno;
    if (p->broken) {
        fprintf(stderr, "quoth: cannot write: %s\n", strerror(p->broken));
        p->failed = 1;
    }
}

int pool_close(pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->closing = 1;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->running; i++)
        pthread_join(p->threads[i].id, NULL);
    if (p->opened)
        finish_output(p);
    int failed = p->failed;
    for (unsigned i = 0; i < p->opened; i++)
        worker_close(&p->threads[i].worker);
    pthread_cond_destroy(&p->changed);
    pthread_mutex_destroy(&p->lock);
    free(p->threads);
    free(p->slots);
    free(p);
    return failed;
}
