/*
 * Events as GeoJSON (RFC 7946): a point each, longitude first. An event without a place is a
 * Feature too, whose geometry is null as the RFC has it for the unlocated; both are counted in
 * a foreign member at the end.
 */
#include <math.h>

#include "base/error.h"
#include "export/export.h"
#include "export/export_parts.h"

typedef struct map {
    uint64_t located, unlocated;
    double west, south, east, north;
} map;

static demarche_status begin(demarche_export *x, demarche_error *err)
{
    map *m = DMR_NEW(x->arena, map);
    dmr_json *j = &x->files[0];
    if (!m)
        return dmr_error_memory(err);
    x->state = m;
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "type", "FeatureCollection");
    dmr_json_key_some_c(j, "title", x->opts.title);
    dmr_json_key(j, "features");
    dmr_json_open(j, '[');
    return DEMARCHE_OK;
}

/* Programs that draw maps have flat columns: parties are codes, or names where they have none,
 * and arrays. */
static void put_parties(dmr_json *j, const char *key, const demarche_entity *at, size_t n)
{
    dmr_json_key(j, key);
    dmr_json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        dmr_json_str(j, at[i].code.len ? at[i].code : dmr_export_party_name(&at[i]));
    dmr_json_close(j, ']');
}

static void put_properties(dmr_json *j, const dmr_told *told)
{
    const demarche_event *e = told->event;
    const demarche_sentence *s = dmr_export_sentence(told->doc, e->sentence);
    dmr_json_key(j, "properties");
    dmr_json_open(j, '{');
    dmr_json_key_some_c(j, "date", e->date);
    dmr_json_key_some_c(j, "enddate", e->enddate);
    dmr_json_key_some(j, "date_edtf", e->date_edtf);
    put_parties(j, "actor", e->actors, e->n_actors);
    put_parties(j, "recipient", e->recipients, e->n_recipients);
    if (e->n_via)
        put_parties(j, "via", e->via, e->n_via);
    dmr_json_key_c(j, "event", e->type);
    dmr_json_key_some_c(j, "mode", e->mode);
    dmr_json_key_some_c(j, "cameo", e->cameo);
    if (e->quad)
        dmr_json_key_uint(j, "quad_code", (uint64_t)e->quad);
    if (isfinite(e->scale))
        dmr_json_key_double(j, "event_scale", e->scale);
    dmr_json_key_some_c(j, "track", e->track);
    dmr_json_key_some_c(j, "modality", e->modality);
    dmr_json_key_double(j, "confidence", e->confidence);
    dmr_json_key_some(j, "place", e->place_name.len ? e->place_name : e->place);
    dmr_json_key_some(j, "country_code", e->place_country);
    if (e->geonameid) {
        dmr_json_key(j, "geonameid");
        dmr_json_int(j, e->geonameid);
    }
    dmr_json_key_uint(j, "reports",
                      told->deed && told->deed->n_tellings ? told->deed->n_tellings
                                                           : e->n_reports);
    if (s)
        dmr_json_key_str(j, "text", dmr_export_words(told->doc, s->start, s->end));
    dmr_json_key_str(j, "doc", told->meta->id);
    dmr_json_key_some(j, "url", told->meta->url);
    dmr_json_close(j, '}');
}

static void widen(map *m, double lat, double lon)
{
    bool first = m->located++ == 0;
    m->west = first ? lon : fmin(m->west, lon);
    m->east = first ? lon : fmax(m->east, lon);
    m->south = first ? lat : fmin(m->south, lat);
    m->north = first ? lat : fmax(m->north, lat);
}

static demarche_status event(demarche_export *x, const dmr_told *told,
                             demarche_error *err)
{
    (void)err;
    map *m = x->state;
    dmr_json *j = &x->files[0];
    dmr_json_raw(j, ",\n", m->located + m->unlocated ? 2 : 0);
    j->comma = false; /* it is written, with a line break behind it */
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "type", "Feature");
    dmr_json_key_c(j, "id", told->event->id);
    dmr_json_key(j, "geometry");
    if (dmr_export_has_point(told->event)) {
        widen(m, told->event->lat, told->event->lon);
        dmr_json_open(j, '{');
        dmr_json_key_c(j, "type", "Point");
        dmr_json_key(j, "coordinates");
        dmr_json_open(j, '[');
        dmr_json_double(j, told->event->lon);
        dmr_json_double(j, told->event->lat);
        dmr_json_close(j, ']');
        dmr_json_close(j, '}');
    } else {
        m->unlocated++;
        dmr_json_c(j, NULL);
    }
    put_properties(j, told);
    dmr_json_close(j, '}');
    return DEMARCHE_OK;
}

static demarche_status end(demarche_export *x, demarche_error *err)
{
    (void)err;
    const map *m = x->state;
    dmr_json *j = &x->files[0];
    dmr_json_close(j, ']');
    if (m->located) {
        dmr_json_key(j, "bbox");
        dmr_json_open(j, '[');
        dmr_json_double(j, m->west);
        dmr_json_double(j, m->south);
        dmr_json_double(j, m->east);
        dmr_json_double(j, m->north);
        dmr_json_close(j, ']');
    }
    dmr_json_key(j, "demarche");
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "coder", DMR_EXPORT_CODER);
    dmr_json_key_some_c(j, "made", x->opts.made);
    dmr_json_key_uint(j, "located", m->located);
    dmr_json_key_uint(j, "unlocated", m->unlocated);
    dmr_json_close(j, '}');
    dmr_json_close(j, '}');
    dmr_json_newline(j);
    return DEMARCHE_OK;
}

const dmr_export_kind dmr_export_geojson = {
    .output = DEMARCHE_OUTPUT_GEOJSON,
    .name = "geojson",
    .files = {""},
    .begin = begin,
    .event = event,
    .end = end,
};
