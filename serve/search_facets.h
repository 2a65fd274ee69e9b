/* What there is of each type, field, class and year among the deeds that a search finds. */
#ifndef DEMARCHE_SERVE_SEARCH_FACETS_H
#define DEMARCHE_SERVE_SEARCH_FACETS_H

#include "page.h"

/* This search with one of its fields set to another value; NULL: without it. */
json_t *search_narrowed(const page *p, const char *name, const char *value);

/*
 * Counts of what the query finds become the model's `facets`, each with a title and values that
 * narrow the search; years become decades, or centuries, where there are too many, and what is
 * of none of the values is counted as such. `deeds` is how many there are in all.
 */
demarche_status search_put_facets(page *p, const demarche_query *q);

#endif
