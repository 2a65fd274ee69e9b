#include "chart_pack.h"

/* The bits of word `word` that lie from `left` to `right`. */
static uint64_t bits(int word, int left, int right)
{
    int from = left - word * 64, to = right - word * 64;
    uint64_t mask = ~(uint64_t)0;
    if (from > 0)
        mask &= ~(uint64_t)0 << from;
    if (to < 63)
        mask &= ~(uint64_t)0 >> (63 - to);
    return mask;
}

static int unit(double x)
{
    return x > 0 ? x < CHART_PACK_WIDE - 1 ? (int)x : CHART_PACK_WIDE - 1 : 0;
}

int chart_pack_place(chart_pack *pack, double left, double right)
{
    int from = unit(left), to = unit(right);
    if (to < from)
        to = from;
    for (int row = 0; row < CHART_PACK_ROWS; row++) {
        uint64_t in_the_way = 0;
        for (int w = from / 64; w <= to / 64; w++)
            in_the_way |= pack->taken[row][w] & bits(w, from, to);
        if (in_the_way)
            continue;
        for (int w = from / 64; w <= to / 64; w++)
            pack->taken[row][w] |= bits(w, from, to);
        return row;
    }
    return -1;
}
