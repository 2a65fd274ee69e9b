/*
 * Charts as SVG, drawn where the page is made: they are whole without scripts. What looks
 * (colours, type, dark and light) is said by classes alone, in web/chart.css; docs/CHARTS.md
 * lists them. A chart has no style attribute and no script. It is a <figure> of its own with legend
 * and notes in the caption, its SVG has <title> and <desc>, and the page has its numbers in a table.
 * One with nothing to show is a line that says so. Addresses longer than 2,048 bytes and words
 * beyond some length are left out or end in "…".
 *
 * Days are those of the proleptic Gregorian calendar counted from 1970-01-01.
 */
#ifndef DEMARCHE_SERVE_CHART_H
#define DEMARCHE_SERVE_CHART_H

#include "room_text.h"

#define CHART_NO_DAY INT32_MIN

/* A deed on a timeline. Words and addresses are escaped by the chart. */
typedef struct chart_deed {
    int32_t first,
        last;      /* days; where they differ the day is not known, and it is drawn as a
                            bar; CHART_NO_DAY: open. One with neither is not drawn but
                            counted below the chart */
    int lane;      /* index of chart_timeline.lanes */
    int quad;      /* 1, 2 cooperation in words, in deeds; 3, 4 conflict; 0: none */
    int side;      /* 1: the first party does it; -1: the second; 0: both */
    bool indirect; /* through others */
    bool unsure;   /* the coder is little sure, or a hand called it wrong */
    int reports;   /* how often it is told, 1 or more */
    const char *href, *title; /* of the deed's page; what is told in one line */
} chart_deed;

/* A stretch of time: a stage, or one about which no document tells. */
typedef struct chart_band {
    int32_t first, last;
    const char *title;
} chart_band;

typedef struct chart_timeline {
    const char *title;
    const char *first_party, *second_party; /* names for the directions */
    const char *const *lanes;               /* (n_lanes) names, from above */
    size_t n_lanes;
    const chart_deed *deeds; /* (n_deeds) in any order */
    size_t n_deeds;
    const chart_band *uncovered, *stages; /* shaded; named bands above the lanes */
    size_t n_uncovered, n_stages;
} chart_timeline;

/* One lane for each field, cooperation above its line and conflict below, an arrow for who does
 * it; a time axis; what lies too close together for the width is stacked, and where there is no
 * room for that drawn as one mark with its number, or the whole lane as columns. A day beyond the
 * years -9999 to 9999 counts as the nearest in them, and first and last in the wrong order as in the right one.
 * `out` is failed where memory ends. */
void chart_put_timeline(room_text *out, const chart_timeline *chart);

typedef struct chart_year {
    int year;
    int64_t quads[4];        /* deeds of each class, for the bars */
    int64_t events, reports; /* for the title of the bar */
    double coverage;  /* 0 to 1: how much is told of that year; < 0: not known. Less than
                              half is shaded, less than 0.05 strongly: silence is not peace */
    const char *href; /* NULL: none */
} chart_year;

/* Cooperation upward and conflict downward, year by year. Years that are not there have none. */
void chart_put_years(room_text *out, const char *title, const chart_year *years,
                     size_t n);

/* A state's partners: a row of small bars by year for each. */
typedef struct chart_partner {
    const char *name, *href;
    const chart_year *years; /* (n_years) */
    size_t n_years;
} chart_partner;

void chart_put_partners(room_text *out, const char *title, const chart_partner *partners,
                        size_t n);

/* The world, with states shaded by how much there is of them. */
typedef struct chart_state {
    const char *code; /* of three letters as the record has it; one that the map does not
                                draw (dead states, organisations) is left to the page */
    const char *name, *href;
    int64_t count;
} chart_state;

void chart_put_map(room_text *out, const char *title, const chart_state *states,
                   size_t n);

/* Whether the map draws a state of that code. */
bool chart_map_has(const char *code);

#endif
