#include "http_work.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { JOBS_MOST = 256 };

/* An address that is asked for, until it is answered. */
typedef struct job {
    struct job *next;
    http_wait *waits;
    uint64_t epoch; /* of the record when it was begun */
    bool begun, own;
    room_editing editing; /* where it is `own` */
    const char *form;     /* (n_form) NULL: none */
    size_t n_form;
    const char *address;
    char memory[];
} job;

struct http_work {
    pthread_mutex_t lock;
    pthread_cond_t more;
    http_cache *cache;
    http_state *state;
    editor *editor;
    void (*told)(http_wait *wait);
    job *first, **last;  /* in the order that they came, those being made among them */
    int n_jobs, n_begun; /* n_begun: until all who wait are told */
    bool ending;
    int n_threads, n_rooms;
    pthread_t *threads; /* (n_threads) */
    room **rooms;       /* (n_rooms) */
    int next_room;      /* the next thread to start takes it */
};

static http_page *unavailable(void)
{
    return http_page_line(MHD_HTTP_SERVICE_UNAVAILABLE,
                          "503: the server is ending or has too much to do; ask again",
                          "Retry-After", "1", false);
}

static uint64_t epoch_of(const http_work *work, room *r)
{
    return http_state_of_word(work->state, room_state(r));
}

/* The page of an address. One during which the record changed is sent, but not kept. */
static http_page *make(http_work *work, room *r, const job *j, uint64_t epoch)
{
    const char *address = j->address;
    size_t n = strlen(address);
    char *path = malloc(n + 1);
    room_response response = {0};
    if (!path)
        return NULL;
    memcpy(path, address, n + 1);
    char *mark = strchr(path, '?');
    if (mark)
        *mark = '\0';
    const room_request request = {path, mark ? mark + 1 : NULL,
                                  j->own ? &j->editing : NULL};
    if (j->form)
        room_correct(&response, r, work->editor, &request, j->form, j->n_form);
    else
        room_answer(&response, r, &request);
    bool same = epoch && epoch == epoch_of(work, r);
    http_page *page = http_page_make(&response, same ? epoch : 0, address);
    room_response_free(&response);
    free(path);
    if (page && work->cache && !j->own)
        http_cache_put(work->cache, address, page);
    return page;
}

/* A correction may have to wait for another writer, and pages not for it: the last of the threads
 * keeps corrections, the others make pages. */
static job *first_for(http_work *work, bool corrects)
{
    job *j = work->first;
    while (j && (j->begun || (j->form != NULL) != corrects))
        j = j->next;
    return j;
}

/* Lock held. */
static void take_out(http_work *work, job *done)
{
    job **at = &work->first;
    while (*at != done)
        at = &(*at)->next;
    *at = done->next;
    if (!*at)
        work->last = at;
    work->n_jobs--;
}

/* No lock held: who is told may ask again at once. */
static void tell(http_work *work, http_wait *waits, http_page *page)
{
    while (waits) {
        http_wait *next = waits->next;
        waits->page = page ? http_page_hold(page) : NULL;
        work->told(waits);
        waits = next;
    }
}

static void do_job(http_work *work, room *r, job *j)
{
    j->begun = true;
    work->n_begun++;
    pthread_mutex_unlock(&work->lock);
    uint64_t epoch = epoch_of(work, r);
    pthread_mutex_lock(&work->lock);
    j->epoch = epoch;
    pthread_mutex_unlock(&work->lock);
    http_page *page = make(work, r, j, epoch);
    pthread_mutex_lock(&work->lock);
    take_out(work, j);
    pthread_mutex_unlock(&work->lock);
    tell(work, j->waits, page);
    http_page_drop(page);
    free(j);
    pthread_mutex_lock(&work->lock);
    work->n_begun--;
}

static void *labour(void *user)
{
    http_work *work = user;
    pthread_mutex_lock(&work->lock);
    int at = work->next_room++;
    room *r = work->rooms[at];
    bool corrects = work->editor && at == work->n_rooms - 1;
    for (;;) {
        job *j = first_for(work, corrects);
        if (j)
            do_job(work, r, j);
        else if (work->ending)
            break;
        else
            pthread_cond_wait(&work->more, &work->lock);
    }
    pthread_mutex_unlock(&work->lock);
    return NULL;
}

static demarche_status no_memory(demarche_error *err)
{
    *err =
        (demarche_error){DEMARCHE_E_MEMORY, 0, "no memory, or no more threads, to serve"};
    return DEMARCHE_E_MEMORY;
}

demarche_status http_work_open(http_work **out, const http_work_options *options,
                               demarche_error *err)
{
    *out = NULL;
    http_work *work = calloc(1, sizeof *work);
    if (!work)
        return no_memory(err);
    pthread_mutex_init(&work->lock, NULL);
    pthread_cond_init(&work->more, NULL);
    work->cache = options->cache;
    work->state = options->state;
    work->told = options->told;
    work->editor = options->editor;
    work->last = &work->first;
    size_t n = (options->threads > 0 ? (size_t)options->threads : 1) + !!work->editor;
    work->threads = calloc(n, sizeof *work->threads);
    work->rooms = calloc(n, sizeof(room *));
    demarche_status status = work->threads && work->rooms ? DEMARCHE_OK : no_memory(err);
    const room_options of_room = {
        .record = options->record, .edit = work->editor, .page_ms = options->page_ms};
    for (size_t i = 0; i < n && !status; i++) {
        status = room_open(&work->rooms[i], &of_room, err);
        work->n_rooms += !status;
    }
    for (size_t i = 0; i < n && !status; i++) {
        if (pthread_create(&work->threads[i], NULL, labour, work))
            status = no_memory(err);
        else
            work->n_threads++;
    }
    if (status) {
        http_work_close(work);
        return status;
    }
    *out = work;
    return DEMARCHE_OK;
}

/* One that can tell the asker as well: not begun, or begun when the record was as he knows. */
static job *same_job(http_work *work, const char *address, uint64_t epoch)
{
    job *j = work->first;
    while (j && (j->own || (j->begun && (!epoch || j->epoch != epoch)) ||
                 strcmp(j->address, address) != 0))
        j = j->next;
    return j;
}

/* Lock held. NULL where it is not taken. */
static job *add_job(http_work *work, size_t memory)
{
    job *j =
        work->ending || work->n_jobs >= JOBS_MOST ? NULL : calloc(1, sizeof *j + memory);
    if (!j)
        return NULL;
    *work->last = j;
    work->last = &j->next;
    work->n_jobs++;
    if (work->editor)
        pthread_cond_broadcast(&work->more); /* not each of them takes each job */
    else
        pthread_cond_signal(&work->more);
    return j;
}

static const char *copy(char **to, const char *bytes, size_t n)
{
    char *at = *to;
    memcpy(at, bytes, n);
    at[n] = '\0';
    *to += n + 1;
    return at;
}

bool http_work_ask_own(http_work *work, const char *address, const room_editing *editing,
                       const char *form, size_t n, http_wait *wait)
{
    size_t n_address = strlen(address), n_token = strlen(editing->token),
           n_by = strlen(editing->by);
    pthread_mutex_lock(&work->lock);
    job *j = add_job(work, n_address + n_token + n_by + n + 4);
    if (j) {
        char *to = j->memory;
        j->address = copy(&to, address, n_address);
        j->editing.token = copy(&to, editing->token, n_token);
        j->editing.by = copy(&to, editing->by, n_by);
        j->form = form ? copy(&to, form, n) : NULL;
        j->n_form = n;
        j->own = true;
        wait->next = NULL;
        j->waits = wait;
    }
    pthread_mutex_unlock(&work->lock);
    return j;
}

bool http_work_ask(http_work *work, const char *address, uint64_t epoch, http_wait *wait)
{
    bool taken = false;
    size_t n = strlen(address);
    pthread_mutex_lock(&work->lock);
    job *j = work->ending ? NULL : same_job(work, address, epoch);
    if (!j && (j = add_job(work, n + 1)) != NULL) {
        char *to = j->memory;
        j->address = copy(&to, address, n);
    }
    if (j) {
        wait->next = j->waits;
        j->waits = wait;
        taken = true;
    }
    pthread_mutex_unlock(&work->lock);
    return taken;
}

void http_work_refuse(http_work *work)
{
    http_page *page = unavailable();
    pthread_mutex_lock(&work->lock);
    work->ending = true;
    pthread_cond_broadcast(&work->more);
    for (;;) {
        job *j = first_for(work, false);
        if (!j)
            j = first_for(work, true);
        if (!j)
            break;
        take_out(work, j);
        pthread_mutex_unlock(&work->lock);
        tell(work, j->waits, page);
        free(j);
        pthread_mutex_lock(&work->lock);
    }
    pthread_mutex_unlock(&work->lock);
    http_page_drop(page);
}

void http_work_abandon(http_work *work)
{
    http_page *page = unavailable();
    http_wait *all = NULL;
    pthread_mutex_lock(&work->lock);
    for (job *j = work->first; j; j = j->next) {
        while (j->waits) {
            http_wait *wait = j->waits;
            j->waits = wait->next;
            wait->next = all;
            all = wait;
        }
    }
    pthread_mutex_unlock(&work->lock);
    tell(work, all, page);
    http_page_drop(page);
}

bool http_work_busy(http_work *work)
{
    pthread_mutex_lock(&work->lock);
    bool busy = work->n_jobs > 0 || work->n_begun > 0;
    pthread_mutex_unlock(&work->lock);
    return busy;
}

void http_work_close(http_work *work)
{
    if (!work)
        return;
    http_work_refuse(work);
    for (int i = 0; i < work->n_threads; i++)
        pthread_join(work->threads[i], NULL);
    for (int i = 0; i < work->n_rooms; i++)
        room_close(work->rooms[i]);
    pthread_cond_destroy(&work->more);
    pthread_mutex_destroy(&work->lock);
    free(work->threads);
    free(work->rooms);
    free(work);
}
