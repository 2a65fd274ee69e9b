/*
 * Days of the proleptic Gregorian calendar, as numbers since 1970-01-01. The conversions
 * themselves (dmr_day_from_civil, dmr_day_to_civil) are declared in mention.h.
 */
#ifndef DMR_MENTION_DAY_H
#define DMR_MENTION_DAY_H

#include "mention/mention.h"

/* Years that are taken as years at all: EDTF writes them with four digits. Year 0 is 1 BC,
 * year -1 is 2 BC. */
enum { DMR_YEAR_MIN = -9999, DMR_YEAR_MAX = 9999 };

/* True for a date that exists: 1900-02-29 does not. */
bool dmr_day_valid(int year, int month, int day);

/* 28..31; 0 for a month that is none. */
int dmr_day_month_length(int year, int month);

/* 1 Monday .. 7 Sunday (ISO 8601). */
int dmr_day_weekday(dmr_day day);

/* The same day `months` later (or earlier), cut to the month's length. */
dmr_day dmr_day_add_months(dmr_day day, int months);

/* Room for a day as text, with its NUL. */
enum { DMR_DAY_ROOM = 20 };

/* "1989-06-02"; with a sign before year 0 and after 9999 (ISO 8601, expanded): "-0043-03-15",
 * "+12345-01-01". "" for DMR_DAY_NONE, DMR_DAY_OPEN and what dmr_edtf_bounds gives for days
 * beyond those that have numbers. */
void dmr_day_write(dmr_day day, char out[DMR_DAY_ROOM]);

/* ISO 8601 week: 1..53, and the year that it counts to. */
void dmr_day_week(dmr_day day, int *iso_year, int *week);

/* Monday of that ISO week. */
dmr_day dmr_day_of_week(int iso_year, int week);

#endif
