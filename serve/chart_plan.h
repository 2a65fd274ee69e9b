/*
 * Where the marks of a timeline go: which days it shows, which marks are drawn one by one and in
 * which row, and which are left to numbers. Every deed is a mark, in a number, or counted as
 * one that is not drawn.
 */
#ifndef DEMARCHE_SERVE_CHART_PLAN_H
#define DEMARCHE_SERVE_CHART_PLAN_H

#include "chart.h"
#include "chart_day.h"
#include "chart_pack.h"

enum {
    CHART_WIDE = 960,       /* of a timeline */
    CHART_BINS = 40,        /* numbers side by side */
    CHART_LANES_MOST = 40,  /* deeds of further ones are counted below the chart */
    CHART_DRAWN_MOST = 420, /* marks, so that a page stays small: 200 bytes each */
};

/* Cooperation lies above the lane's line, conflict below; what is neither between. */
typedef enum chart_side { CHART_UP, CHART_MIDDLE, CHART_DOWN, CHART_SIDES } chart_side;

typedef struct chart_mark {
    size_t deed;
    double left, right, /* of the span, within the chart */
        x,              /* of the shape */
        radius;
    int64_t first, last; /* days, bounded, in order */
    int lane;
    chart_side side;
    int row;  /* from the lane's line outward; -1: it is in a number */
    bool bar, /* its day is not known so well that a point would show it */
        wide, /* by far */
        open; /* its span has no end on one side */
} chart_mark;

/* Marks that there is no room for, near one another. */
typedef struct chart_stack {
    size_t n;
    int64_t first, last;
    double x; /* the sum of where they are */
} chart_stack;

typedef struct chart_zone {
    size_t n;    /* deeds */
    int rows;    /* of marks */
    bool stacks; /* a row of numbers lies outside of them */
    chart_stack at[CHART_BINS];
    chart_pack pack;
} chart_zone;

typedef struct chart_plan {
    chart_scale scale;
    chart_mark *marks; /* (n_marks) by lane, then by day */
    size_t n_marks;
    chart_zone (*lanes)[CHART_SIDES]; /* (n_lanes) */
    size_t n_lanes;
    size_t undated, beyond; /* deeds without any day; of lanes that are not drawn */
    bool failed;            /* no memory */
} chart_plan;

/* Free it with chart_plan_free. */
void chart_plan_make(chart_plan *plan, const chart_timeline *chart);
void chart_plan_free(chart_plan *plan);

#endif
