/*
 * Dates for readers: "4 to 11 February 1945, not sure" for 1945-02-04?/1945-02-11?. EDTF as
 * demarche writes it (docs/RECORD.md): dates with what is not known of them, seasons and other
 * parts of a year, intervals, open ones too, and sets. Never by the locale.
 *
 *     1986-07        July 1986              18XX           19th century
 *     1988-22        summer 1988            -0043          44 BC
 *     1990~          about 1990             1979/..        since 1979
 *     ../1985-03     by March 1985          {1961-06-03,1961-06-04}  3 and 4 June 1961
 *     [1986,1987]    1986 or 1987           2004-06-XX     some day in June 2004
 */
#ifndef DEMARCHE_SERVE_DATE_WORDS_H
#define DEMARCHE_SERVE_DATE_WORDS_H

#include <stdbool.h>

#include "demarche.h"

enum {
    DATE_WORDS_MAX = 512, /* bytes of the longest words, with their NUL */
    DATE_DAY_MAX = 11     /* of "1945-02-04" and its NUL */
};

/* Say a date; ASCII, never empty. False for what is no such EDTF, or would be too long: then
 * `out` is "". */
bool date_words(char out[DATE_WORDS_MAX], demarche_str edtf);

/* The date as HTML's <time> takes it, of an interval or a set where it begins: "1945-02-04",
 * "1986-07", "1988". False, and "", where there is none: an open beginning, BC. */
bool date_day(char out[DATE_DAY_MAX], demarche_str edtf);

#endif
