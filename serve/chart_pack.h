/*
 * Marks that would lie on each other are stacked: each goes into the lowest row in which it has
 * room. What finds none, or more than is drawn one by one, is left to numbers.
 */
#ifndef DEMARCHE_SERVE_CHART_PACK_H
#define DEMARCHE_SERVE_CHART_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CHART_PACK_WIDE = 1024, /* units across, at most */
    CHART_PACK_ROWS = 12    /* marks one above the other, at most */
};

/* Which units of each row are taken. */
typedef struct chart_pack {
    uint64_t taken[CHART_PACK_ROWS][CHART_PACK_WIDE / 64];
} chart_pack;

/* The row of what reaches from `left` to `right` (units, both taken); -1: there is no room. */
int chart_pack_place(chart_pack *pack, double left, double right);

#endif
