/*
 * Days that come back every year, most of them on another date: "--12-25", "easter-2"
 * (Good Friday), "--11-W4-4" (the fourth Thursday of November; W5: the last one),
 * "hijri-09" (Ramadan), "hijri-10-01".
 */
#ifndef DMR_MENTION_FEAST_H
#define DMR_MENTION_FEAST_H

#include "mention/mention.h"

typedef enum dmr_feast_kind {
    DMR_FEAST_NONE = 0,
    DMR_FEAST_FIXED,   /* month, day */
    DMR_FEAST_WEEKDAY, /* the nth weekday `day` (1..7) of a month; nth 5: the last */
    DMR_FEAST_EASTER,  /* offset days from Easter Sunday of the western churches */
    DMR_FEAST_HIJRI,   /* month of the Hijra; day 0: the whole month */
} dmr_feast_kind;

typedef struct dmr_feast {
    uint8_t kind; /* dmr_feast_kind */
    int8_t month, day, nth;
    int16_t offset;
} dmr_feast;

/* False where `text` is no feast. */
bool dmr_feast_read(demarche_str text, dmr_feast *out);

/* The days of a feast in a year of our calendar; by the moon's calendar the first that
 * begins in it. False where it has none. */
bool dmr_feast_days(const dmr_feast *feast, int year, dmr_day *first, dmr_day *last);

/* The first day of a month of the Hijra by the arithmetical calendar: what was seen of the
 * moon may differ by a day or two. */
dmr_day dmr_hijri_day(int year, int month);

#endif
