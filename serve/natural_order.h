/*
 * The order in which people count: "2-letter" before "10-letter", as numbers by value and all else
 * byte by byte.
 */
#ifndef DEMARCHE_SERVE_NATURAL_ORDER_H
#define DEMARCHE_SERVE_NATURAL_ORDER_H

/* Below 0, 0, above 0. NULL is empty. 0 for equal strings alone. */
int natural_compare(const char *a, const char *b);

#endif
