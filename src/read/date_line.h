/*
 * Dates as metadata and datelines have them ("June 1990", "2nd October, 1951",
 * "1951-10-02T09:30:00Z"), to EDTF. Only what has one meaning is taken: "5/6/89" and
 * "May-50" give nothing. Dates in running text are the business of `mention`.
 */
#ifndef DMR_READ_DATE_LINE_H
#define DMR_READ_DATE_LINE_H

#include "base/str.h"

/*
 * EDTF of a whole string that is a date: empty where it is none or doubtful. What is EDTF
 * already is kept as it is. {NULL, 0} also for want of memory.
 */
demarche_str dmr_date_line(demarche_str text, dmr_arena *arena);

/* True for an EDTF date, interval or set by its shape, with months and days that are. */
bool dmr_date_is_edtf(demarche_str text);

#endif
