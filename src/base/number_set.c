#include "base/number_set.h"

#include <stdlib.h>

enum { SIZE_MIN = 1024 }; /* a power of two, as all sizes are */

/* The place of the number, or the free one where it belongs. */
static size_t place(const dmr_numbers *set, uint64_t number)
{
    size_t i = (size_t)(number * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (set->size - 1);
    while (set->at[i] && set->at[i] != number)
        i = (i + 1) & (set->size - 1);
    return i;
}

static bool grow(dmr_numbers *set)
{
    dmr_numbers more = {.size = set->size ? set->size * 2 : SIZE_MIN, .n = set->n};
    more.at = calloc(more.size, sizeof *more.at);
    if (!more.at)
        return false;
    for (size_t i = 0; i < set->size; i++) {
        if (set->at[i])
            more.at[place(&more, set->at[i])] = set->at[i];
    }
    free(set->at);
    *set = more;
    return true;
}

bool dmr_numbers_have(const dmr_numbers *set, uint64_t number)
{
    return set->n && set->at[place(set, number)] == number && number;
}

bool dmr_numbers_add(dmr_numbers *set, uint64_t number)
{
    if (set->n * 4 >= set->size * 3 && !grow(set))
        return false;
    size_t at = place(set, number);
    set->n += set->at[at] == 0;
    set->at[at] = number;
    return true;
}

void dmr_numbers_free(dmr_numbers *set)
{
    free(set->at);
    *set = (dmr_numbers){0};
}
