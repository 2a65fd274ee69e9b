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
    CHART_WIDE = 960,      /* of a timeline */
    CHART_BINS = 36,       /* numbers side by side */
    CHART_LANES_MOST = 40, /* deeds of further ones are counted below the chart */
    /* So that a page stays small (a mark has some 200 bytes): marks of a chart where all are
     * drawn one by one; else marks of the lanes that have few, and columns of the others. */
    CHART_MARKS_MOST = 380,
    CHART_MARKS_BESIDE = 260,
    CHART_COLUMNS_MOST = 200,
    CHART_COLUMN_HIGH = 64, /* the highest */
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
        open, /* its span has no end on one side */
        cut;  /* it goes on beyond the chart */
} chart_mark;

/* Marks that there is no room for, near one another. */
typedef struct chart_stack {
    size_t n;
    int64_t first, last;
    double x; /* the sum of where they are */
} chart_stack;

/* A lane's deeds of a time, by quad; of none: 0. One that may be of several times is of that in
 * which the middle of its span lies. */
typedef struct chart_column {
    int64_t quads[5];
} chart_column;

typedef struct chart_zone {
    int rows;              /* of marks */
    size_t drawn, stacked; /* marks and numbers; deeds in numbers */
    chart_stack at[CHART_BINS];
    chart_pack pack;
} chart_zone;

typedef struct chart_lane {
    chart_zone sides[CHART_SIDES];
    size_t n;                  /* deeds */
    bool dense;                /* columns are drawn in place of its deeds */
    chart_column *columns;     /* (n_columns), of a dense one */
    int64_t high[CHART_SIDES]; /* the most deeds of a column */
} chart_lane;

typedef struct chart_plan {
    chart_scale scale;
    chart_mark *marks; /* (n_marks) by lane, then by day */
    size_t n_marks;
    chart_lane *lanes; /* (n_lanes) */
    size_t n_lanes;
    chart_ticks
        steps; /* of columns: from one to the next; the first begins before them */
    size_t n_columns;
    double a_deed;          /* high in a column */
    size_t undated, beyond; /* deeds without any day; of lanes that are not drawn */
    bool failed;            /* no memory */
} chart_plan;

/* Free it with chart_plan_free. */
void chart_plan_make(chart_plan *plan, const chart_timeline *chart);
void chart_plan_free(chart_plan *plan);

/* Deeds of one side of a column. */
int64_t chart_column_side(const chart_column *column, chart_side side);

#endif
