/* How much a record tells of a time at all: where it tells nothing, silence is not peace. */
#ifndef DEMARCHE_SERVE_COVERAGE_H
#define DEMARCHE_SERVE_COVERAGE_H

#include "chart.h"
#include "page.h"

typedef struct coverage {
    json_t *years; /* year -> events with either party, whoever the other is */
    int64_t most;  /* of one year */
} coverage;

/* Of two parties. Free it with coverage_free, whatever came of it. */
demarche_status coverage_read(coverage *out, page *p, const char *a, const char *b);
void coverage_free(coverage *c);

/* 0 (nothing is told of the year) to 1 (no year has more). */
double coverage_of(const coverage *c, int year);

/* Stretches of whole years between two days of which nothing is told; how many were put
 * into `out` (of `most`). */
size_t coverage_gaps(const coverage *c, int first_year, int last_year, chart_band *out,
                     size_t most);

#endif
