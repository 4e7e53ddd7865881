/* pool.h - documents done by several threads and written in the order in which they came. */
#ifndef POOL_H
#define POOL_H

#include "job.h"
#include "progress.h"
#include "settings.h"

typedef struct pool pool;

/* NULL when memory ends. */
pool *pool_open(const settings *settings, progress *progress);

/* Takes over a job; waits while too many are on their way. */
void pool_put(pool *pool, job *job);

/* Whether nobody takes the output any more. */
int pool_broken(pool *pool);

/* Waits for all jobs. Returns 0 when all went well, else 1. */
int pool_close(pool *pool);

#endif
