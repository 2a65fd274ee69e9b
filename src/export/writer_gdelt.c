/* GDELT's tables of events, versions 1 and 2, and of mentions: tabs, no header, though the
 * files are named CSV. */
#include <math.h>

#include "base/error.h"
#include "export/cameo_code.h"
#include "export/cells.h"
#include "export/char_index.h"
#include "export/export.h"
#include "export/id_set.h"
#include "export/pairs.h"
#include "export/party_code.h"
#include "export/told_day.h"
#include "export/told_place.h"
#include "export/told_times.h"

typedef struct gdelt {
    dmr_numbers ids;
    dmr_char_index characters; /* of the document in hand; only of version 2 */
    char added[16];            /* digits of the options' `made`; "" where it has none */
} gdelt;

/* One row under way. */
typedef struct gdelt_row {
    const dmr_told *told;
    dmr_row cells;
    bool second; /* of version 2 */
} gdelt_row;

static demarche_status gdelt_begin(demarche_export *x, demarche_error *err)
{
    gdelt *g = DMR_NEW(x->arena, gdelt);
    if (!g)
        return dmr_error_memory(err);
    size_t n = 0;
    for (const char *c = x->opts.made; c && *c && n < 14; c++) {
        if (dmr_is_digit(*c))
            g->added[n++] = *c;
    }
    x->state = g;
    return DEMARCHE_OK;
}

static void gdelt_drop(demarche_export *x)
{
    gdelt *g = x->state;
    if (!g)
        return;
    dmr_numbers_free(&g->ids);
    dmr_char_index_free(&g->characters);
}

/* A day as YYYYMMDDHHMMSS or, of version 1, YYYYMMDD: when the event was added, else the
 * document's day. */
static void added_cell(gdelt_row *r, const gdelt *g)
{
    char day[DMR_DAY_ROOM], digits[DMR_DAY_ROOM];
    dmr_first_day(r->told->meta->date, day);
    dmr_day_digits(day, digits);
    demarche_str from = dmr_str_c(*g->added ? g->added : digits);
    size_t want = from.len ? r->second ? 14 : 8 : 0;
    dmr_row_next(&r->cells);
    dmr_row_value(&r->cells, dmr_str(from.ptr, from.len < want ? from.len : want));
    for (size_t i = from.len; i < want; i++)
        dmr_row_more(&r->cells, DMR_STR("0"));
}

static int two(const char *digits)
{
    return (digits[0] - '0') * 10 + (digits[1] - '0');
}

/* Day, month, year, and the year with its fraction, in which all months have 30 days. */
static void date_cells(gdelt_row *r)
{
    char day[DMR_DAY_ROOM], digits[DMR_DAY_ROOM];
    (void)dmr_told_day(r->told, day);
    if (!*day) {
        dmr_row_empty(&r->cells, 4);
        return;
    }
    dmr_day_digits(day, digits);
    int days = (two(digits + 4) - 1) * 30 + two(digits + 6);
    double year = two(digits) * 100 + two(digits + 2);
    dmr_row_cell_c(&r->cells, digits);
    dmr_row_cell(&r->cells, dmr_str(digits, 6));
    dmr_row_cell(&r->cells, dmr_str(digits, 4));
    dmr_row_cell_double(&r->cells, year + floor(days * 10000.0 / 365) / 10000);
}

static void put_upper(dmr_row *row, demarche_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (dmr_is_lower(c))
            c = (char)(c - 'a' + 'A');
        dmr_row_more(row, dmr_str(&c, 1));
    }
}

static void party_cells(gdelt_row *r, const demarche_entity *party)
{
    dmr_party_code code;
    dmr_party_code_of(party, &code);
    dmr_row_cell_c(&r->cells, code.full);
    dmr_row_next(&r->cells);
    if (party)
        put_upper(&r->cells, party->identifier.len ? party->identifier : party->text);
    dmr_row_cell_c(&r->cells, code.country);
    dmr_row_cell_c(&r->cells, code.group);
    dmr_row_empty(&r->cells, 3); /* ethnic, religions */
    for (size_t i = 0; i < 3; i++)
        dmr_row_cell_c(&r->cells, code.roles[i]);
}

static void code_cells(gdelt_row *r)
{
    char code[DMR_CAMEO_ROOM];
    dmr_cameo_of_event(r->told->event, code);
    const dmr_cameo_code *known = dmr_cameo_code_of(code);
    int root = dmr_cameo_root(code);
    size_t n = root ? strlen(code) : 0;
    int quad = root ? dmr_cameo_quad(code) : r->told->event->quad;
    dmr_row_cell_int(&r->cells, dmr_told_first(r->told));
    dmr_row_cell_c(&r->cells, code);
    dmr_row_cell(&r->cells, dmr_str(code, n < 3 ? n : 3));
    dmr_row_cell(&r->cells, dmr_str(code, n < 2 ? n : 2));
    if (quad)
        dmr_row_cell_int(&r->cells, quad);
    else
        dmr_row_empty(&r->cells, 1);
    if (known)
        dmr_row_cell_double(&r->cells, known->score);
    else
        dmr_row_empty(&r->cells, 1);
}

static void count_cells(gdelt_row *r)
{
    dmr_times times = dmr_told_times(r->told);
    dmr_row_cell_int(&r->cells, (int64_t)times.tellings);
    dmr_row_cell_int(&r->cells, (int64_t)times.sources);
    dmr_row_cell_int(&r->cells, (int64_t)times.documents);
    dmr_row_empty(&r->cells, 1); /* tone: 0 would say that it is neutral */
}

/* ---------------------------------------------------------------------------- places */

enum { GEO_NONE = 0, GEO_COUNTRY = 1, GEO_US_CITY = 3, GEO_CITY = 4 };

static void geo_cells(gdelt_row *r, demarche_str city, const dmr_state_code *state,
                      double lat, double lon)
{
    bool is_city = city.len > 0;
    int type = !state                            ? GEO_NONE
               : !is_city                        ? GEO_COUNTRY
               : strcmp(state->iso3, "USA") == 0 ? GEO_US_CITY
                                                 : GEO_CITY;
    dmr_row_cell_int(&r->cells, type);
    dmr_row_next(&r->cells);
    if (state && is_city) {
        dmr_row_value(&r->cells, city);
        dmr_row_more(&r->cells, DMR_STR(", "));
    }
    dmr_row_more(&r->cells, dmr_str_c(state ? state->name : ""));
    const char *fips = state ? state->fips : "";
    dmr_row_cell_c(&r->cells, fips);
    dmr_row_cell_c(&r->cells, is_city ? "" : fips); /* of a country its own code */
    if (r->second)
        dmr_row_empty(&r->cells, 1);
    dmr_row_cell_double(&r->cells, state ? lat : NAN);
    dmr_row_cell_double(&r->cells, state ? lon : NAN);
    dmr_row_cell_c(&r->cells, is_city ? "" : fips);
}

/* Of a party: the state that its own words name. */
static void party_geo_cells(gdelt_row *r, const demarche_entity *party)
{
    size_t n;
    const demarche_mention *m = demarche_document_mentions(r->told->doc, &n);
    for (size_t i = 0; party && i < n; i++) {
        bool within = m[i].start >= party->start && m[i].end <= party->end;
        if (within && m[i].kind == DEMARCHE_MENTION_STATE &&
            dmr_state_code_of(m[i].code)) {
            geo_cells(r, m[i].place, dmr_state_code_of(m[i].code), m[i].lat, m[i].lon);
            return;
        }
    }
    geo_cells(r, dmr_str(NULL, 0), NULL, NAN, NAN);
}

static void event_geo_cells(gdelt_row *r)
{
    dmr_place place;
    dmr_told_place(r->told, &place);
    geo_cells(r, place.city, place.state, r->told->event->lat, r->told->event->lon);
}

/* -------------------------------------------------------------------------- mentions */

/* Where words begin, in characters; -1: not known. */
static void offset_cell(gdelt_row *r, const gdelt *g, bool there, size_t start)
{
    dmr_row_cell_int(&r->cells,
                     there ? (int64_t)dmr_char_index_at(&g->characters, start) : -1);
}

/* Of a party that the telling itself names, by its code; else by its place in the side. */
static const demarche_entity *same_party(const demarche_event *of,
                                         const demarche_entity *party)
{
    for (size_t i = 0; of && party && i < of->n_actors + of->n_recipients; i++) {
        const demarche_entity *p =
            i < of->n_actors ? &of->actors[i] : &of->recipients[i - of->n_actors];
        if (dmr_str_eq(p->code, party->code) && dmr_str_eq(p->sector, party->sector) &&
            dmr_str_eq(p->identifier, party->identifier))
            return p;
    }
    return NULL;
}

/* Confidence in steps of ten, from 10. */
static int64_t percent(double confidence)
{
    int64_t tens = (int64_t)floor(confidence * 10 + 0.5);
    return 10 * (tens < 1 ? 1 : tens > 10 ? 10 : tens);
}

/* Offsets and the rest of the text at hand, whose report is `of`; NULL: of another's. */
static void offset_cells(gdelt_row *r, const gdelt *g, const demarche_event *of,
                         const dmr_pair *pair)
{
    const demarche_entity *source = same_party(of, pair->source);
    const demarche_entity *target = same_party(of, pair->target);
    offset_cell(r, g, source != NULL, source ? source->start : 0);
    offset_cell(r, g, target != NULL, target ? target->start : 0);
    offset_cell(r, g, of && of->trigger.end > 0, of ? of->trigger.start : 0);
}

static void mention_row(demarche_export *x, const dmr_told *told, const dmr_pair *pair,
                        uint64_t id, size_t number)
{
    const gdelt *g = x->state;
    gdelt_row r = {.told = told, .second = true};
    dmr_one_telling one = dmr_told_telling(told, number);
    const demarche_telling *t = &one.telling;
    char day[DMR_DAY_ROOM], digits[DMR_DAY_ROOM];
    dmr_first_day(t->date, day);
    dmr_day_digits(day, digits);
    dmr_row_begin(&r.cells, &x->files[1], DMR_ROW_FOREIGN, ';');
    dmr_row_cell_int(&r.cells, (int64_t)id);
    added_cell(&r, g);
    dmr_row_cell_c(&r.cells, digits);
    dmr_row_more(&r.cells, *digits ? DMR_STR("000000") : dmr_str(NULL, 0));
    dmr_row_cell_int(&r.cells, t->url.len ? 1 : 2);
    dmr_row_cell(&r.cells, t->source);
    dmr_row_cell(&r.cells, t->url.len ? t->url : t->doc);
    dmr_row_cell_int(&r.cells, (int64_t)t->sentence + 1);
    offset_cells(&r, g, one.event, pair);
    dmr_row_cell_int(&r.cells, 1);
    dmr_row_cell_int(&r.cells, percent(t->confidence));
    if (one.event)
        offset_cell(&r, g, true, demarche_document_text(told->doc).len);
    else
        dmr_row_empty(&r.cells, 1);
    dmr_row_empty(&r.cells, 3); /* tone, translation, extras */
    dmr_row_end(&r.cells);
}

/* ---------------------------------------------------------------------------- events */

static demarche_status gdelt_event(demarche_export *x, const dmr_told *told,
                                   demarche_error *err)
{
    gdelt *g = x->state;
    bool second = x->kind->output == DEMARCHE_OUTPUT_GDELT2;
    dmr_pair pair = {0};
    if (second)
        DMR_TRY(dmr_char_index_make(&g->characters, told->doc, err));
    while (dmr_pair_next(&pair, told->event)) {
        gdelt_row r = {.told = told, .second = second};
        uint64_t id = dmr_ids_give(&g->ids, told->event->id, pair.number);
        if (!id)
            return dmr_error_memory(err);
        dmr_row_begin(&r.cells, &x->files[0], DMR_ROW_FOREIGN, ';');
        dmr_row_cell_int(&r.cells, (int64_t)id);
        date_cells(&r);
        party_cells(&r, pair.source);
        party_cells(&r, pair.target);
        code_cells(&r);
        count_cells(&r);
        party_geo_cells(&r, pair.source);
        party_geo_cells(&r, pair.target);
        event_geo_cells(&r);
        added_cell(&r, g);
        dmr_row_cell(&r.cells, told->meta->url.len ? told->meta->url : told->meta->id);
        dmr_row_end(&r.cells);
        size_t n = second ? dmr_told_times(told).tellings : 0;
        for (size_t i = 0; i < n; i++)
            mention_row(x, told, &pair, id, i);
    }
    return DEMARCHE_OK;
}

const dmr_export_kind dmr_export_gdelt1 = {
    .output = DEMARCHE_OUTPUT_GDELT1,
    .name = "gdelt1",
    .only_done = true,
    .files = {""},
    .begin = gdelt_begin,
    .event = gdelt_event,
    .drop = gdelt_drop,
};

const dmr_export_kind dmr_export_gdelt2 = {
    .output = DEMARCHE_OUTPUT_GDELT2,
    .name = "gdelt2",
    .only_done = true,
    .files = {"export.CSV", "mentions.CSV"},
    .begin = gdelt_begin,
    .event = gdelt_event,
    .drop = gdelt_drop,
};
