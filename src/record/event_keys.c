#include "record/event_keys.h"

#include <stdlib.h>
#include <string.h>

enum { BITS = 11, DIGITS = 1 << BITS, FEW = 64, MANY = 1 << 20 };

bool dmr_event_keys_reserve(dmr_event_keys *keys, dmr_arena *arena)
{
    keys->at = dmr_arena_alloc(arena, MANY * sizeof *keys->at);
    keys->room = keys->at ? MANY : 0;
    return keys->at != NULL;
}

static int by_key(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/*
 * Some hundred thousand keys are put in order digit by digit, least first, in a tenth of
 * qsort's time (radix sort: Knuth, The Art of Computer Programming 3, 5.2.5). False for want
 * of memory.
 */
static bool sort(int64_t *keys, size_t n, dmr_arena *arena)
{
    uint64_t most = 0;
    int64_t *from = keys, *to = dmr_arena_alloc(arena, n * sizeof *to);
    size_t *at = DMR_NEW_ARRAY(arena, size_t, DIGITS);
    if (!to || !at)
        return false;
    for (size_t i = 0; i < n; i++)
        most = (uint64_t)keys[i] > most ? (uint64_t)keys[i] : most;
    for (int shift = 0; shift < 64 && most >> shift; shift += BITS) {
        memset(at, 0, DIGITS * sizeof *at);
        for (size_t i = 0; i < n; i++)
            at[(uint64_t)from[i] >> shift & (DIGITS - 1)]++;
        for (size_t digit = 0, sum = 0; digit < DIGITS; digit++) {
            size_t some = at[digit];
            at[digit] = sum;
            sum += some;
        }
        for (size_t i = 0; i < n; i++)
            to[at[(uint64_t)from[i] >> shift & (DIGITS - 1)]++] = from[i];
        int64_t *other = from;
        from = to;
        to = other;
    }
    if (from != keys)
        memcpy(keys, from, n * sizeof *keys);
    return true;
}

static bool is_sorted(const dmr_event_keys *keys)
{
    for (size_t i = 1; i < keys->n; i++) {
        if (keys->at[i - 1] >= keys->at[i])
            return false;
    }
    return true;
}

bool dmr_event_keys_sort(dmr_event_keys *keys, dmr_arena *arena)
{
    size_t n = 0;
    if (is_sorted(keys))
        return true;
    if (keys->n > FEW) {
        if (!sort(keys->at, keys->n, arena))
            return false;
    } else {
        qsort(keys->at, keys->n, sizeof *keys->at, by_key);
    }
    for (size_t i = 0; i < keys->n; i++) {
        if (!n || keys->at[n - 1] != keys->at[i])
            keys->at[n++] = keys->at[i];
    }
    keys->n = n;
    return true;
}

void dmr_event_keys_keep(dmr_event_keys *keys, const dmr_event_keys *among)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < keys->n; i++) {
        while (at < among->n && among->at[at] < keys->at[i])
            at++;
        if (at < among->n && among->at[at] == keys->at[i])
            keys->at[n++] = keys->at[i];
    }
    keys->n = n;
}
