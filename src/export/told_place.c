#include "export/told_place.h"

/* The place as a state is named by a mention of a state. */
static bool is_state(const dmr_told *told)
{
    const demarche_event *e = told->event;
    size_t n;
    const demarche_mention *m = demarche_document_mentions(told->doc, &n);
    for (size_t i = 0; i < n && e->place_span.end > 0; i++) {
        if (m[i].kind == DEMARCHE_MENTION_STATE && m[i].place.len == 0 &&
            m[i].start >= e->place_span.start && m[i].end <= e->place_span.end)
            return true;
    }
    return false;
}

void dmr_told_place(const dmr_told *told, dmr_place *out)
{
    const demarche_event *e = told->event;
    *out = (dmr_place){.name = e->place_name.len ? e->place_name : e->place,
                       .state = dmr_state_code_of(e->place_country)};
    /* A place without a number of GeoNames is a state or a region. */
    if (e->geonameid && out->state && !dmr_str_is(out->name, out->state->name) &&
        !is_state(told))
        out->city = out->name;
}
