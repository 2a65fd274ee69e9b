/*
 * EDTF (ISO 8601-2:2019): the levels 0 and 1 and sets, as far as accounts need them.
 *
 *     1989-06-02   1989-06   1989   198X   19XX   1968-21 (spring)   1985?   1990~
 *     1989-06-02/1989-06-10   1975/..   ../1985   1988-09-17?/1988-10-02?
 *     {1986-07,1988-08}   [1986,1987]   [..1984]   {1960,1970..1972}   2004-06-XX
 *     -0043 (44 BC)   -04XX   Y-17000000   1985-04-12T23:20:30Z (read as its day)
 *
 * An end that is unknown ("1985/") has the bounds of an open one ("1985/..").
 *
 * Seasons 21 to 24 are spring, summer, autumn and winter of the northern hemisphere:
 * March to May, June to August, September to November, December to February (the winter
 * of a year begins in it). Also read, of level 2: 25..32 seasons by hemisphere, 33..36
 * quarters, 37..39 thirds (quadrimesters), 40, 41 halves of the year; never written but
 * for 33..36, 40 and 41.
 *
 * dmr_edtf_bounds is declared in mention.h.
 */
#ifndef DMR_MENTION_EDTF_H
#define DMR_MENTION_EDTF_H

#include "mention/mention.h"

/* Longest EDTF string that this module takes or makes. */
enum { DMR_EDTF_MAX = 160 };

/* One point of time with what is known of it: the parts behind the first unknown are 0. */
typedef struct dmr_date {
    int year;         /* 0 is 1 BC; with unknown = 1, 2, 3 the last digits are X */
    int unknown;      /* digits of the year that are X: 198X has 1, 18XX has 2 */
    int month;        /* 1..12, 21..41 as EDTF has them, 0: none */
    int day;          /* 1..31; 0: none */
    bool uncertain;   /* ? */
    bool approximate; /* ~ */
} dmr_date;

/* Write a date; `out` has DMR_EDTF_MAX bytes and gets a NUL. Its length is returned. */
size_t dmr_edtf_write(const dmr_date *date, char *out);

/* Read one date, no interval and no set. False where it is none. */
bool dmr_edtf_read(demarche_str text, dmr_date *out);

/* First and last possible day of one date. */
void dmr_date_bounds(const dmr_date *date, dmr_day *first, dmr_day *last);

/* The date that is just that day. */
dmr_date dmr_date_of_day(dmr_day day);

/* "1975" to "1975/..", "1980/1988" to "1980/..": open to the future; and to the past.
 * A set or an open interval stays as it is. The result lies in the arena. */
demarche_str dmr_edtf_open_end(demarche_str edtf, dmr_arena *arena);
demarche_str dmr_edtf_open_start(demarche_str edtf, dmr_arena *arena);

/* "{a,b}" of two EDTF dates; an empty or equal one gives the other. */
demarche_str dmr_edtf_set(demarche_str a, demarche_str b, dmr_arena *arena);

#endif
