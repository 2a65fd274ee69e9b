/*
 * From what a text says of a time to a date: the year of "June 10", the day of "on
 * Tuesday", the month of "two months earlier", worked out from the document.
 */
#ifndef DMR_MENTION_TIME_RESOLVE_H
#define DMR_MENTION_TIME_RESOLVE_H

#include "mention/edtf.h"
#include "mention/time_find.h"
#include "mention/time_point.h"

/* How exact a time is. */
enum { DMR_GRAIN_COARSE = 0, DMR_GRAIN_YEAR, DMR_GRAIN_MONTH, DMR_GRAIN_DAY };

enum { DMR_TIMEX_MAX = 48 };

/* A time worked out. */
typedef struct dmr_time_value {
    bool placed;          /* a is a date (and b where interval) */
    bool interval, apart; /* a/b; {a,b} */
    bool one_of;          /* [a,b]: one of the two, it is not known which */
    dmr_date a, b;
    uint8_t grain;
    const char *type;          /* TIMEX3: DATE, TIME, DURATION, SET. Static. */
    char timex[DMR_TIMEX_MAX]; /* TIMEX3 value */
} dmr_time_value;

/*
 * Work a point out. state may be NULL: nothing but what the point says. future: the
 * sentence speaks of what is to come ("will meet on Tuesday").
 */
void dmr_time_resolve(dmr_time_value *out, const dmr_time_point *point,
                      const dmr_time_lexicon *lexicon, const dmr_time_state *state,
                      bool future);

/* The day `count` units (dmr_time_unit) behind another; months and years keep its number
 * in the month where they can. */
dmr_day dmr_time_day_shifted(dmr_day day, int unit, int count);

/* The EDTF of a value in the arena; empty where it is not placed. {NULL, 0} also for
 * want of memory. */
demarche_str dmr_time_value_edtf(const dmr_time_value *value, dmr_arena *arena);

/* First and last possible day of a placed value. */
void dmr_time_value_bounds(const dmr_time_value *value, dmr_day *first, dmr_day *last);

/* An interval from the begin of a to the end of b. */
void dmr_time_value_join(dmr_time_value *a, const dmr_time_value *b);

#endif
