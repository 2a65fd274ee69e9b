/* Counts of deeds, as demarche_ask gives them, made ready for people and charts. */
#ifndef DEMARCHE_SERVE_COUNTS_H
#define DEMARCHE_SERVE_COUNTS_H

#include "coverage.h"

/* Put the counts of a query by something into the model under `key`. */
demarche_status counts_put(page *p, const char *key, const demarche_query *asked,
                           const char *by);

/* Counts by year become a chart under drawn.`name`: `kind`, `part` and `more` (NULL: none) are
 * the path of the page that a year leads to ("pair", "KOR-SUN"), with ?when=YEAR. Rows get
 * `href` too, the model `undated`: deeds that lie in no one year. `told` may be NULL: how much
 * is told of a year is not shown then. Few deeds that lie far before all others are not drawn
 * but told under drawn.years_before (deeds, before, href). */
void counts_draw_years(page *p, const char *name, const char *title, json_t *years,
                       const char *kind, const char *part, const char *more,
                       const coverage *told);

/* Counts by pair ("KOR>SUN", "KOR=SUN") become links to the pair: `first` and `second` are its
 * names, `mutual` that they did it together, `between` the title of the pair's page. */
void counts_link_pairs(page *p, json_t *rows);

/*
 * Of each of the first twelve of `list` that have years (counts by `by`: partner, track, with their `name` and
 * `href`) its years side by side, under drawn.`name`.
 */
demarche_status counts_draw_each(page *p, const char *name, const char *title,
                                 const demarche_query *asked, const char *by,
                                 const json_t *list);

/* Counts by field get a `name`, and lead to a search for the field's deeds of `who` ("actor",
 * "pair") `value`. */
void counts_link_tracks(page *p, json_t *tracks, const char *who, const char *value);

/* The sum of a column of counts. */
json_int_t counts_sum(const json_t *rows, const char *column);

#endif
