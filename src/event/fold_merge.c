/* The event of several tellings: the fullest one, and what it does not say from the others. */
#include <math.h>

#include "base/error.h"
#include "event/fold.h"

/* Days; what is open has no end. */
static int64_t length_of(const dmr_telling *t)
{
    if (t->first == DMR_DAY_NONE || t->last == DMR_DAY_OPEN)
        return INT64_MAX;
    return (int64_t)t->last - t->first;
}

/* Whether the date of a is better told than that of b: in its own words, and closer. */
static bool better_date(const demarche_event *a, const dmr_telling *ta,
                        const demarche_event *b, const dmr_telling *tb)
{
    if (!a->date_edtf.len || !b->date_edtf.len)
        return a->date_edtf.len && !b->date_edtf.len;
    if (ta->own_date != tb->own_date)
        return ta->own_date;
    if (ta->uncertain_date != tb->uncertain_date)
        return tb->uncertain_date;
    return ta->own_date && length_of(ta) < length_of(tb);
}

/* 2: a town or spot; 1: a whole state; 0: none. */
static int place_rank(const demarche_event *e, const dmr_telling *t)
{
    return !e->place.len ? 0 : t->wide_place ? 1 : 2;
}

/* How much a side says of who it is. */
static size_t side_rank(const demarche_entity *side, size_t n, uint32_t persons)
{
    size_t rank = 0;
    for (size_t i = 0; i < n; i++) {
        bool person = i < 16 && persons >> i & 1;
        rank += 8 + (size_t)(4 * person) + (size_t)(2 * (side[i].office.len > 0)) +
                (side[i].sector.len > 0);
    }
    return rank;
}

static size_t actors_rank(const demarche_event *e, const dmr_telling *t)
{
    return side_rank(e->actors, e->n_actors, t->persons & 0xffff);
}

static size_t recipients_rank(const demarche_event *e, const dmr_telling *t)
{
    return side_rank(e->recipients, e->n_recipients, t->persons >> 16);
}

static double fullness(const demarche_event *e, const dmr_telling *t)
{
    double full = e->confidence;
    full += t->own_date ? 2 : 0;
    full += t->own_date && t->first == t->last ? 1 : 0;
    full += place_rank(e, t) ? 1 : 0;
    full += e->n_quantities ? 1 : 0;
    full += t->noun ? 0 : 1;
    full -= t->heading ? 2 : 0;
    /* What a rule tells stands before what was learned from what is seen around it. */
    full -= strcmp(e->rule, "model") == 0 ? 8 : 0;
    return full;
}

uint32_t dmr_fold_main(const dmr_events *events, const dmr_telling *tellings,
                       const uint32_t *at, size_t n)
{
    uint32_t best = at[0];
    for (size_t i = 1; i < n; i++) {
        if (fullness(&events->at[at[i]], &tellings[at[i]]) >
            fullness(&events->at[best], &tellings[best]))
            best = at[i];
    }
    return best;
}

static void take_date(demarche_event *out, const demarche_event *e)
{
    out->date_edtf = e->date_edtf;
    memcpy(out->date, e->date, sizeof out->date);
    memcpy(out->enddate, e->enddate, sizeof out->enddate);
    out->date_span = e->date_span;
}

static void take_place(demarche_event *out, const demarche_event *e)
{
    out->place = e->place;
    out->place_name = e->place_name;
    out->place_country = e->place_country;
    out->place_span = e->place_span;
    out->lat = e->lat;
    out->lon = e->lon;
    out->geonameid = e->geonameid;
}

static void take_actors(demarche_event *out, const demarche_event *e)
{
    out->actors = e->actors;
    out->n_actors = e->n_actors;
}

static void take_recipients(demarche_event *out, const demarche_event *e)
{
    out->recipients = e->recipients;
    out->n_recipients = e->n_recipients;
}

/* Ranks of the sides that the event has so far. */
typedef struct ranks {
    size_t actors, recipients;
} ranks;

/* Whoever says more: side by side where both tell who did it to whom, else together. */
static void take_parties(demarche_event *out, ranks *have, const demarche_event *e,
                         const dmr_telling *t)
{
    ranks more = {actors_rank(e, t), recipients_rank(e, t)};
    bool apart =
        dmr_fold_compare_parties(out, e) == DMR_FOLD_SAME && !out->mutual && !e->mutual;
    if (apart && more.actors > have->actors) {
        take_actors(out, e);
        have->actors = more.actors;
    }
    if (apart && more.recipients > have->recipients) {
        take_recipients(out, e);
        have->recipients = more.recipients;
    }
    if (!apart && more.actors + more.recipients > have->actors + have->recipients) {
        take_actors(out, e);
        take_recipients(out, e);
        out->mutual |= e->mutual;
        *have = more;
    }
}

static bool has_quantity(const demarche_quantity *at, size_t n,
                         const demarche_quantity *q)
{
    for (size_t i = 0; i < n; i++) {
        bool equal = at[i].value >= q->value && at[i].value <= q->value;
        if (equal && dmr_str_eq(at[i].unit, q->unit))
            return true;
    }
    return false;
}

/* More are left to the reports: a deed of thousands of tellings stays cheap. */
enum { QUANTITIES_MAX = 16 };

static bool add_quantities(demarche_event *out, const demarche_event *e, dmr_arena *arena)
{
    size_t n = out->n_quantities;
    demarche_quantity *all = DMR_NEW_ARRAY(arena, demarche_quantity, n + e->n_quantities);
    if (!all)
        return false;
    if (n)
        memcpy(all, out->quantities, n * sizeof *all);
    for (size_t i = 0; i < e->n_quantities && n < QUANTITIES_MAX; i++) {
        if (!has_quantity(all, n, &e->quantities[i]))
            all[n++] = e->quantities[i];
    }
    out->quantities = all;
    out->n_quantities = n;
    return true;
}

/* The surest that any report tells: what is asserted once is asserted. */
static int doubt(const char *modality)
{
    static const char *const surest_first[] = {"asserted", "reported", "alleged",
                                               "rumored"};
    int i = 0;
    while (i < 4 && strcmp(modality, surest_first[i]) != 0)
        i++;
    return i;
}

static demarche_status merge_telling(demarche_event *out, ranks *have,
                                     const demarche_event *e, const dmr_telling *t,
                                     dmr_arena *arena, demarche_error *err)
{
    take_parties(out, have, e, t);
    if (!out->n_via) {
        out->via = e->via;
        out->n_via = e->n_via;
    }
    if (!out->mode[0] && e->mode[0]) {
        out->mode = e->mode;
        out->cameo = e->cameo;
        out->scale = e->scale;
    }
    if (doubt(e->modality) < doubt(out->modality))
        out->modality = e->modality;
    if (e->confidence > out->confidence)
        out->confidence = e->confidence;
    if (e->n_quantities && !add_quantities(out, e, arena))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

demarche_status dmr_fold_merge(demarche_event *out, const dmr_events *events,
                               const dmr_telling *tellings, uint32_t main_telling,
                               const uint32_t *at, const double *scores, size_t n,
                               dmr_arena *arena, demarche_error *err)
{
    demarche_report *reports = DMR_NEW_ARRAY(arena, demarche_report, n);
    if (!reports)
        return dmr_error_memory(err);
    *out = events->at[main_telling];
    uint32_t date = main_telling, place = main_telling;
    ranks have = {actors_rank(out, &tellings[main_telling]),
                  recipients_rank(out, &tellings[main_telling])};
    for (size_t i = 0; i < n; i++) {
        const demarche_event *e = &events->at[at[i]];
        const dmr_telling *t = &tellings[at[i]];
        reports[i] = (demarche_report){e, round(scores[i] * 100) / 100};
        if (at[i] == main_telling)
            continue;
        DMR_TRY(merge_telling(out, &have, e, t, arena, err));
        if (better_date(e, t, &events->at[date], &tellings[date]))
            date = at[i];
        if (place_rank(e, t) > place_rank(&events->at[place], &tellings[place]))
            place = at[i];
    }
    take_date(out, &events->at[date]);
    take_place(out, &events->at[place]);
    out->reports = reports;
    out->n_reports = n;
    return DEMARCHE_OK;
}
