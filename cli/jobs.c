#include "jobs.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* Text that may be under way besides the oldest item: what a large document takes in
 * trees is some thirty times its bytes. So many documents that threads have work while the one
 * that pushes is held up, by a record's commit. */
enum { WEIGHT_MAX = 4 * 1024 * 1024, SLOTS_A_THREAD = 32 };

typedef enum slot_state { SLOT_FREE = 0, SLOT_WAITING, SLOT_TAKEN, SLOT_DONE } slot_state;

typedef struct slot {
    slot_state state;
    void *item;
    size_t weight;
} slot;

typedef struct hand {
    cli_jobs *jobs;
    demarche_worker *worker;
    pthread_t thread;
} hand;

struct cli_jobs {
    cli_work_fn work;
    cli_done_fn done;
    void *user;
    demarche_worker *own; /* of the pushing thread */
    hand *hands;          /* (n_hands); none where all is done by the pushing thread */
    size_t n_hands;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t came, went;
    slot *slots;                        /* (n_slots) a ring: oldest .. oldest + used */
    size_t n_slots, oldest, used, next; /* next: first that nobody took, from oldest */
    size_t weight;
    int end;
};

static void *serve(void *at)
{
    hand *h = at;
    cli_jobs *jobs = h->jobs;
    pthread_mutex_lock(&jobs->lock);
    for (;;) {
        while (jobs->next == jobs->used && !jobs->end)
            pthread_cond_wait(&jobs->came, &jobs->lock);
        if (jobs->next == jobs->used)
            break;
        slot *s = &jobs->slots[(jobs->oldest + jobs->next++) % jobs->n_slots];
        s->state = SLOT_TAKEN;
        void *item = s->item;
        pthread_mutex_unlock(&jobs->lock);
        jobs->work(jobs->user, h->worker, item);
        pthread_mutex_lock(&jobs->lock);
        s->state = SLOT_DONE;
        pthread_cond_signal(&jobs->went);
    }
    pthread_mutex_unlock(&jobs->lock);
    return NULL;
}

/* Take the oldest item out once it is done. The lock is held, and given up meanwhile. */
static void take_oldest(cli_jobs *jobs)
{
    slot *s = &jobs->slots[jobs->oldest];
    while (s->state != SLOT_DONE)
        pthread_cond_wait(&jobs->went, &jobs->lock);
    void *item = s->item;
    jobs->weight -= s->weight;
    *s = (slot){0};
    jobs->oldest = (jobs->oldest + 1) % jobs->n_slots;
    jobs->used--;
    jobs->next--;
    pthread_mutex_unlock(&jobs->lock);
    jobs->done(jobs->user, item);
    pthread_mutex_lock(&jobs->lock);
}

static int start_hands(cli_jobs *jobs, const demarche_engine *engine, size_t n,
                       demarche_error *err)
{
    jobs->n_slots = n * SLOTS_A_THREAD;
    jobs->slots = calloc(jobs->n_slots, sizeof *jobs->slots);
    jobs->hands = calloc(n, sizeof *jobs->hands);
    if (!jobs->slots || !jobs->hands) {
        snprintf(err->message, sizeof err->message, "not enough memory for %zu jobs", n);
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        hand *h = &jobs->hands[i];
        h->jobs = jobs;
        if (demarche_worker_new(&h->worker, engine, err))
            return -1;
        if (pthread_create(&h->thread, NULL, serve, h)) {
            demarche_worker_free(h->worker);
            snprintf(err->message, sizeof err->message,
                     "no more threads than %zu; ask for fewer with --jobs", i);
            return -1;
        }
        jobs->n_hands++;
    }
    return 0;
}

cli_jobs *cli_jobs_new(const demarche_engine *engine, long n, cli_work_fn work,
                       cli_done_fn done, void *user, demarche_error *err)
{
    cli_jobs *jobs = calloc(1, sizeof *jobs);
    if (!jobs) {
        snprintf(err->message, sizeof err->message, "not enough memory");
        return NULL;
    }
    jobs->work = work;
    jobs->done = done;
    jobs->user = user;
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->came, NULL);
    pthread_cond_init(&jobs->went, NULL);
    if (demarche_worker_new(&jobs->own, engine, err) ||
        (n > 1 && start_hands(jobs, engine, (size_t)n, err))) {
        cli_jobs_finish(jobs);
        return NULL;
    }
    return jobs;
}

void cli_jobs_push(cli_jobs *jobs, void *item, size_t weight)
{
    if (!jobs->n_hands) {
        jobs->work(jobs->user, jobs->own, item);
        jobs->done(jobs->user, item);
        return;
    }
    pthread_mutex_lock(&jobs->lock);
    while (jobs->used &&
           (jobs->used == jobs->n_slots || jobs->slots[jobs->oldest].state == SLOT_DONE ||
            (jobs->weight + weight > WEIGHT_MAX)))
        take_oldest(jobs);
    slot *s = &jobs->slots[(jobs->oldest + jobs->used++) % jobs->n_slots];
    *s = (slot){SLOT_WAITING, item, weight};
    jobs->weight += weight;
    pthread_cond_signal(&jobs->came);
    pthread_mutex_unlock(&jobs->lock);
}

void cli_jobs_finish(cli_jobs *jobs)
{
    if (!jobs)
        return;
    pthread_mutex_lock(&jobs->lock);
    while (jobs->used && jobs->n_hands)
        take_oldest(jobs);
    jobs->end = 1;
    pthread_cond_broadcast(&jobs->came);
    pthread_mutex_unlock(&jobs->lock);
    for (size_t i = 0; i < jobs->n_hands; i++) {
        pthread_join(jobs->hands[i].thread, NULL);
        demarche_worker_free(jobs->hands[i].worker);
    }
    demarche_worker_free(jobs->own);
    pthread_cond_destroy(&jobs->came);
    pthread_cond_destroy(&jobs->went);
    pthread_mutex_destroy(&jobs->lock);
    free(jobs->hands);
    free(jobs->slots);
    free(jobs);
}

demarche_worker *cli_jobs_worker(cli_jobs *jobs)
{
    return jobs->own;
}
