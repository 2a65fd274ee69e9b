/* Sentences that have the words of a search. */
#ifndef DEMARCHE_SERVE_SEARCH_HITS_H
#define DEMARCHE_SERVE_SEARCH_HITS_H

#include "page.h"

/*
 * The sentences with these words (a query of FTS5), whether or not an event was found in them,
 * of what holds now, or was known or held then: the best, or where very many have them the
 * first. 20 on a page become the model's `hits`, with words that match marked; `sentences` is
 * how many there are, `more_sentences` that there are more than that, `unranked` that they are
 * the first, not the best, and `looked_at` how many were looked at, where that was not all.
 * *more: there is a page behind.
 */
demarche_status search_put_hits(page *p, const char *query, bool *more);

/* The same, of those sentences alone of which the events of `rows` (as demarche_ask gives them)
 * are told, in their order. */
demarche_status search_put_hits_of(page *p, const char *query, const json_t *rows);

#endif
