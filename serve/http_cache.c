#include "http_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "http_hash.h"

enum { ROWS = 4096, SHARE = 8 };

typedef struct entry {
    struct entry *next;          /* in its row */
    struct entry *newer, *older; /* by when it was last asked for */
    http_page *page;
    size_t size, row;
    char address[];
} entry;

struct http_cache {
    pthread_mutex_t lock;
    size_t most, bytes, pages;
    uint64_t seed;
    entry *newest, *oldest;
    entry *rows[ROWS];
};

http_cache *http_cache_new(size_t most, uint64_t seed)
{
    http_cache *cache = calloc(1, sizeof *cache);
    if (!cache)
        return NULL;
    pthread_mutex_init(&cache->lock, NULL);
    cache->most = most;
    cache->seed = seed;
    return cache;
}

static void unlink_by_age(http_cache *cache, entry *e)
{
    *(e->newer ? &e->newer->older : &cache->newest) = e->older;
    *(e->older ? &e->older->newer : &cache->oldest) = e->newer;
}

static void link_newest(http_cache *cache, entry *e)
{
    e->newer = NULL;
    e->older = cache->newest;
    *(cache->newest ? &cache->newest->newer : &cache->oldest) = e;
    cache->newest = e;
}

static void let_go(http_cache *cache, entry *e)
{
    entry **at = &cache->rows[e->row];
    while (*at != e)
        at = &(*at)->next;
    *at = e->next;
    unlink_by_age(cache, e);
    cache->bytes -= e->size;
    cache->pages--;
    http_page_drop(e->page);
    free(e);
}

void http_cache_free(http_cache *cache)
{
    if (!cache)
        return;
    while (cache->oldest)
        let_go(cache, cache->oldest);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

static size_t row_of(const http_cache *cache, const char *address)
{
    return http_hash(cache->seed, address, strlen(address)) % ROWS;
}

static entry *find(http_cache *cache, size_t row, const char *address)
{
    entry *e = cache->rows[row];
    while (e && strcmp(e->address, address) != 0)
        e = e->next;
    return e;
}

http_page *http_cache_get(http_cache *cache, const char *address, uint64_t epoch)
{
    http_page *page = NULL;
    size_t row = row_of(cache, address);
    pthread_mutex_lock(&cache->lock);
    entry *e = find(cache, row, address);
    if (e && e->page->epoch != epoch) {
        let_go(cache, e);
    } else if (e) {
        unlink_by_age(cache, e);
        link_newest(cache, e);
        page = http_page_hold(e->page);
    }
    pthread_mutex_unlock(&cache->lock);
    return page;
}

void http_cache_put(http_cache *cache, const char *address, http_page *page)
{
    size_t len = strlen(address), size = http_page_size(page) + sizeof(entry) + len + 1;
    if (!page->epoch || page->status != MHD_HTTP_OK || size > cache->most / SHARE)
        return;
    entry *e = malloc(sizeof *e + len + 1);
    if (!e)
        return;
    memcpy(e->address, address, len + 1);
    e->row = row_of(cache, address);
    e->size = size;
    e->page = http_page_hold(page);
    pthread_mutex_lock(&cache->lock);
    entry *before = find(cache, e->row, address);
    if (before)
        let_go(cache, before);
    while (cache->oldest && cache->bytes + size > cache->most)
        let_go(cache, cache->oldest);
    e->next = cache->rows[e->row];
    cache->rows[e->row] = e;
    link_newest(cache, e);
    cache->bytes += size;
    cache->pages++;
    pthread_mutex_unlock(&cache->lock);
}

void http_cache_count(http_cache *cache, size_t *bytes, size_t *pages)
{
    pthread_mutex_lock(&cache->lock);
    *bytes = cache->bytes;
    *pages = cache->pages;
    pthread_mutex_unlock(&cache->lock);
}
