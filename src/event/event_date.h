/*
 * When it happened: the time that governs the trigger in the tree; else, for an event
 * told as part of a dated one, that one's (codebook, "Time"); else none.
 */
#ifndef DMR_EVENT_EVENT_DATE_H
#define DMR_EVENT_EVENT_DATE_H

#include "event/match.h"
#include "event/modality.h"

enum { DMR_WHENS_MAX = 4, DMR_TOLD_MAX = 8 };

typedef struct dmr_when {
    demarche_str edtf;
    dmr_day first, last;
    uint32_t mention; /* index into reading->mentions.at; UINT32_MAX: none */
} dmr_when;

/* Dated events told lately, for those that follow undated. */
typedef struct dmr_dates_told {
    struct {
        uint32_t paragraph, sentence;
        demarche_str codes[2]; /* one of each side */
        dmr_when when;
    } at[DMR_TOLD_MAX]; /* a ring */
    size_t n;           /* ever told */
} dmr_dates_told;

/* The times that govern `word`: "in 1986 and 1988" gives both. Their number. */
size_t dmr_date_find(const dmr_view *view, int32_t word, dmr_when out[DMR_WHENS_MAX]);

/* The date of a dated event between the same parties, told before in the same paragraph
 * and not further back than that; 0 or 1. What is told in the pluperfect lies before
 * the tale and takes none. */
size_t dmr_date_told(const dmr_dates_told *told, const dmr_view *view,
                     const dmr_side *actor, const dmr_side *recipient,
                     dmr_modality modality, dmr_when out[DMR_WHENS_MAX]);

void dmr_date_remember(dmr_dates_told *told, const dmr_view *view, const dmr_side *actor,
                       const dmr_side *recipient, const dmr_when *when);

#endif
