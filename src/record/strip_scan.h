/*
 * The events that a query asks for, found in strips: those of a code, of a pair, of all.
 */
#ifndef DMR_RECORD_STRIP_SCAN_H
#define DMR_RECORD_STRIP_SCAN_H

#include "record/event_keys.h"
#include "record/strip.h"
#include "record/strip_kinds.h"

/* Whether strips know all that the query asks for: parties, kinds, days, how sure, as known
 * when, words; but no place, document, correction or run. */
bool dmr_strip_knows(const demarche_query *query);

/* What is asked for, as strips have it. */
typedef struct dmr_strip_asked {
    uint32_t code, other; /* 0: all; none is named */
    bool nobody;          /* the record has no events with them */
    bool one_way;         /* of the pair: what code does to other, or with it */
    bool each;            /* a hit for each other that the event has, and for each side */
    uint8_t roles;        /* one of these; 0: any */
    bool dated;           /* no event without any date */
    int32_t from, to;     /* some day of it; DMR_STRIP_NO_DAY: open */
    int32_t known;        /* as known on that day; DMR_STRIP_NO_DAY: as it is */
    uint32_t least;       /* as sure as that, in millionths */
    bool filled;          /* what filled gaps is sure enough */
    bool is_listed;       /* only these events: */
    dmr_event_keys keys;
    const dmr_kinds *kinds;
    const uint8_t *takes; /* (kinds->n) what strip_scan.c says of each */
} dmr_strip_asked;

/* In the arena. E_ARGUMENT where the query is none. */
demarche_status dmr_strip_ask(dmr_strip_asked *out, demarche_record *record,
                              const demarche_query *query, bool filled, dmr_arena *arena,
                              demarche_error *err);

typedef struct dmr_strip_hit {
    dmr_strip_event event;
    int64_t key, deed;
    bool shared; /* other events tell of the deed, or may */
    bool alone;  /* with nobody else who has a code */
} dmr_strip_hit;

/* Called for each in the order of keys; false stops for want of memory. */
typedef bool (*dmr_strip_take)(void *user, const dmr_strip_hit *hit);

demarche_status dmr_strip_scan(const dmr_strip_asked *asked, demarche_record *record,
                               dmr_strip_take take, void *user, demarche_error *err);

#endif
