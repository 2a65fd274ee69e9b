#include "http_rate.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "http_hash.h"

enum {
    ROWS = 1024,
    WAYS = 8,      /* addresses in a row */
    SECONDS = 10,  /* of tokens that a bucket holds */
    TOKEN = 1000,  /* parts of one, so that a millisecond brings whole parts */
    ADDRESS_N = 16 /* bytes of IPv6 */
};

typedef struct bucket {
    unsigned char address[ADDRESS_N];
    int64_t at; /* when it was last filled */
    int64_t parts;
    bool used;
} bucket;

struct http_rate {
    pthread_mutex_t lock;
    int64_t per_second, most;
    uint64_t seed;
    bucket rows[ROWS][WAYS];
};

http_rate *http_rate_new(unsigned per_second, uint64_t seed)
{
    http_rate *rate = calloc(1, sizeof *rate);
    if (!rate)
        return NULL;
    pthread_mutex_init(&rate->lock, NULL);
    rate->per_second = per_second;
    rate->most = (int64_t)per_second * SECONDS * TOKEN;
    rate->seed = seed;
    return rate;
}

void http_rate_free(http_rate *rate)
{
    if (!rate)
        return;
    pthread_mutex_destroy(&rate->lock);
    free(rate);
}

/* Its bucket, or the one whose place it takes. */
static bucket *bucket_of(http_rate *rate, const unsigned char *address, int64_t now)
{
    bucket *row = rate->rows[http_hash(rate->seed, address, ADDRESS_N) % ROWS];
    bucket *stalest = row;
    for (int i = 0; i < WAYS; i++) {
        if (row[i].used && memcmp(row[i].address, address, ADDRESS_N) == 0)
            return &row[i];
        if (!row[i].used || (stalest->used && row[i].at < stalest->at))
            stalest = &row[i];
    }
    *stalest = (bucket){.at = now, .parts = rate->most, .used = true};
    memcpy(stalest->address, address, ADDRESS_N);
    return stalest;
}

bool http_rate_take(http_rate *rate, const void *address, size_t n, int64_t now)
{
    unsigned char key[ADDRESS_N] = {0};
    memcpy(key, address, n < sizeof key ? n : sizeof key);
    pthread_mutex_lock(&rate->lock);
    bucket *b = bucket_of(rate, key, now);
    int64_t passed = now - b->at;
    if (passed > SECONDS * 1000)
        passed = SECONDS * 1000;
    if (passed > 0) {
        b->parts += passed * rate->per_second * TOKEN / 1000;
        b->at = now;
    }
    if (b->parts > rate->most)
        b->parts = rate->most;
    bool taken = b->parts >= TOKEN;
    if (taken)
        b->parts -= TOKEN;
    pthread_mutex_unlock(&rate->lock);
    return taken;
}
