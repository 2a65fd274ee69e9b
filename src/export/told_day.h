/* Days as other systems have them: one for each event. */
#ifndef DMR_EXPORT_TOLD_DAY_H
#define DMR_EXPORT_TOLD_DAY_H

#include "export/export.h"

enum { DMR_DAY_ROOM = 11 };

/* The first day of an EDTF date that has at least a year, as 1990-06-01. False, and "", for
 * one before the year 1 or after 9999, and for none. */
bool dmr_first_day(demarche_str edtf, char out[DMR_DAY_ROOM]);

/*
 * The day of an event in a format that has but one: the first on which it may have been by
 * its words; where they say nothing, the document's date, as those systems do (false then);
 * "" where it has none.
 */
bool dmr_told_day(const dmr_told *told, char out[DMR_DAY_ROOM]);

/* 1990-06-01 as 19900601; "" stays. */
void dmr_day_digits(const char *day, char out[DMR_DAY_ROOM]);

#endif
