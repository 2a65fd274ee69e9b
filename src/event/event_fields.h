/*
 * What is told of an event besides its parties: field, place, quantities, date.
 */
#ifndef DMR_EVENT_EVENT_FIELDS_H
#define DMR_EVENT_EVENT_FIELDS_H

#include "event/match.h"

/*
 * Contexts of the match into `out` (room for `room`), the strongest first: those of the
 * rule, and those that words of its phrase show (cues.tsv). *track is the field of the
 * strongest. Gives their number.
 */
size_t dmr_fields_contexts(const dmr_view *view, const dmr_match *match, const char **out,
                           size_t room, const char **track);

/*
 * The place where it happened: a place or capital in a phrase of the trigger with "in",
 * "at", "near", ..., else that of the occasion, else the visited one, else what stands with
 * the time that dates the event (mention `time`, UINT32_MAX: none) before one noun: "his July
 * 1986 Vladivostok speech". Index into reading->mentions.at, or UINT32_MAX.
 */
uint32_t dmr_fields_place(const dmr_view *view, const dmr_match *match, uint32_t time);

/* Quantities in the trigger's phrases: indexes into reading->mentions.at; their number. */
size_t dmr_fields_quantities(const dmr_view *view, const dmr_match *match, uint32_t *out,
                             size_t room);

/* First and last word of the trigger with what belongs to it: "signed the memorandum". */
void dmr_fields_words(const dmr_view *view, const dmr_match *match, int32_t *first,
                      int32_t *last);

#endif
