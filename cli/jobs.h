/*
 * A pool of threads whose results come out in the order in which the work went in, so that
 * output is the same for any number of threads. The queue is bounded in pieces and in
 * weight (bytes of text): memory stays bounded however long the list of inputs is.
 */
#ifndef CLI_JOBS_H
#define CLI_JOBS_H

#include "demarche.h"

typedef struct cli_jobs cli_jobs;

/* On a worker's thread, for any order of items. */
typedef void (*cli_work_fn)(void *user, demarche_worker *worker, void *item);
/* On the thread that pushes, in order. It disposes of the item. */
typedef void (*cli_done_fn)(void *user, void *item);

/*
 * `n` threads with a worker each; with n = 1 the work is done by the pushing thread. NULL
 * with *err filled for want of memory or threads. Free with cli_jobs_finish.
 */
cli_jobs *cli_jobs_new(const demarche_engine *engine, long n, cli_work_fn work,
                       cli_done_fn done, void *user, demarche_error *err);

/* Hand an item over. May call `done` for earlier items and wait for room. */
void cli_jobs_push(cli_jobs *jobs, void *item, size_t weight);

/* Wait for all, call `done` for the rest, end the threads. NULL is fine. */
void cli_jobs_finish(cli_jobs *jobs);

/* A worker for the pushing thread's own use (reading). */
demarche_worker *cli_jobs_worker(cli_jobs *jobs);

#endif
