/* POLECAT: one row an event, its parties in lists; the nth name, country, sector and title
 * of a side are of its nth party. */
#include <stdio.h>

#include "base/error.h"
#include "base/hash.h"
#include "export/cells.h"
#include "export/export.h"
#include "export/id_set.h"
#include "export/party_code.h"
#include "export/told_day.h"
#include "export/told_place.h"

static const char *const columns[] = {
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
};

typedef struct polecat {
    dmr_numbers ids;
    dmr_arena *room; /* of the lists, of one document at a time */
    uint64_t key;    /* of that document; 0: none */
    struct polecat_list {
        demarche_str *at; /* (n) */
        size_t n;
    } lists[3]; /* people, organizations, locations */
} polecat;

static demarche_status polecat_begin(demarche_export *x, demarche_error *err)
{
    polecat *p = DMR_NEW(x->arena, polecat);
    if (!p || !(p->room = dmr_arena_new(0)))
        return dmr_error_memory(err);
    x->state = p;
    dmr_row_header(&x->files[0], DMR_ROW_FOREIGN, columns,
                   sizeof columns / sizeof *columns);
    return DEMARCHE_OK;
}

static void polecat_drop(demarche_export *x)
{
    polecat *p = x->state;
    if (!p)
        return;
    dmr_numbers_free(&p->ids);
    dmr_arena_free(p->room);
}

/* A value without the sign that parts values. */
static void put_listed(dmr_row *row, demarche_str s)
{
    dmr_row_value(row, dmr_str(NULL, 0));
    for (size_t i = 0; i < s.len; i++)
        dmr_row_more(row, s.ptr[i] == ';' ? DMR_STR(",") : dmr_str(s.ptr + i, 1));
}

typedef demarche_str (*party_word)(const demarche_entity *party, const char *day);

static demarche_str name_of(const demarche_entity *p, const char *day)
{
    (void)day;
    return p->identifier.len ? p->identifier : p->text;
}

static demarche_str country_of(const demarche_entity *p, const char *day)
{
    (void)day;
    const dmr_state_code *state = dmr_party_state(p);
    return state ? dmr_str_c(state->iso3) : dmr_str(NULL, 0);
}

static demarche_str cow_of(const demarche_entity *p, const char *day)
{
    const dmr_state_code *state = dmr_party_state(p);
    return state ? dmr_str_c(dmr_state_cow(state, day)) : dmr_str(NULL, 0);
}

static demarche_str sector_of(const demarche_entity *p, const char *day)
{
    (void)day;
    return dmr_sector_plover(dmr_party_sector(p));
}

static demarche_str title_of(const demarche_entity *p, const char *day)
{
    (void)day;
    return p->office;
}

static demarche_str raw_of(const demarche_entity *p, const char *day)
{
    (void)day;
    return p->text;
}

/* Empty where it is so for all. */
static void list_cell(dmr_row *row, const demarche_entity *at, size_t n, party_word word,
                      const char *day)
{
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any = any || word(&at[i], day).len;
    dmr_row_next(row);
    for (size_t i = 0; any && i < n; i++)
        put_listed(row, word(&at[i], day));
}

static void side_cells(dmr_row *row, const demarche_entity *at, size_t n, const char *day)
{
    list_cell(row, at, n, name_of, day);
    list_cell(row, at, n, country_of, day);
    list_cell(row, at, n, cow_of, day);
    size_t first = 0;
    while (first < n && !dmr_party_sector(&at[first]).len)
        first++;
    dmr_row_cell(row, first < n ? sector_of(&at[first], day) : dmr_str(NULL, 0));
    list_cell(row, at, n, sector_of, day);
    list_cell(row, at, n, title_of, day);
    list_cell(row, at, n, raw_of, day);
    dmr_row_empty(row, 1);
}

static void event_cells(dmr_row *row, const demarche_event *e)
{
    static const char *const quads[] = {"", "VERBAL COOPERATION", "MATERIAL COOPERATION",
                                        "VERBAL CONFLICT", "MATERIAL CONFLICT"};
    dmr_row_cell_c(row, e->type);
    dmr_row_cell_c(row, e->mode);
    dmr_row_cell_double(row, e->scale);
    dmr_row_cell_c(row, e->quad >= 1 && e->quad <= 4 ? quads[e->quad] : "");
    dmr_row_next(row);
    for (size_t i = 0; i < e->n_context; i++)
        dmr_row_value(row, dmr_str_c(e->context[i]));
}

static void place_cells(dmr_row *row, const dmr_told *told)
{
    const demarche_event *e = told->event;
    dmr_place place;
    dmr_told_place(told, &place);
    dmr_row_cell(row, place.name);
    dmr_row_cell(row, place.city);
    dmr_row_empty(row, 2);
    dmr_row_cell(row, e->place_country);
    dmr_row_cell_double(row, e->lat);
    dmr_row_cell_double(row, e->lon);
    if (e->geonameid)
        dmr_row_cell_int(row, e->geonameid);
    else
        dmr_row_empty(row, 1);
    dmr_row_cell(row, e->place);
    dmr_row_empty(row, 1);
}

/* ----------------------------------------------------------------------- the story */

enum { PEOPLE, ORGANIZATIONS, LOCATIONS, N_LISTS };

static int list_of(const demarche_mention *m)
{
    switch (m->kind) {
    case DEMARCHE_MENTION_PERSON:
        return PEOPLE;
    case DEMARCHE_MENTION_ORG:
        return ORGANIZATIONS;
    case DEMARCHE_MENTION_STATE:
    case DEMARCHE_MENTION_PLACE:
        return m->toponym ? LOCATIONS : N_LISTS;
    default:
        return N_LISTS;
    }
}

/* The same for as long as it is the same document, wherever it lies in memory. */
static uint64_t key_of(const dmr_told *told)
{
    enum { ENOUGH = 1024 }; /* of a long text its begin, its length, and what it names */
    demarche_str text = demarche_document_text(told->doc);
    size_t counts[2] = {text.len, 0};
    (void)demarche_document_mentions(told->doc, &counts[1]);
    uint64_t h = dmr_hash(dmr_hash_str(told->meta->id), counts, sizeof counts);
    return dmr_hash(h, text.ptr, text.len < ENOUGH ? text.len : ENOUGH) | 1;
}

/* Whom and what the document names, each once, in order. */
static demarche_status look_at_story(polecat *p, const dmr_told *told,
                                     demarche_error *err)
{
    size_t n;
    const demarche_mention *m = demarche_document_mentions(told->doc, &n);
    dmr_arena_reset(p->room);
    memset(p->lists, 0, sizeof p->lists);
    for (int k = 0; k < N_LISTS; k++) {
        dmr_map *seen = dmr_map_new(p->room);
        p->lists[k].at = DMR_NEW_ARRAY(p->room, demarche_str, n);
        if (!seen || !p->lists[k].at)
            return dmr_error_memory(err);
        for (size_t i = 0; i < n; i++) {
            demarche_str name = m[i].name.len ? m[i].name : m[i].text;
            if (list_of(&m[i]) != k || dmr_map_get(seen, name, 0))
                continue;
            if (!dmr_map_set(seen, name, 1))
                return dmr_error_memory(err);
            name = dmr_str_copy(p->room, name);
            if (!name.ptr)
                return dmr_error_memory(err);
            p->lists[k].at[p->lists[k].n++] = name;
        }
    }
    p->key = key_of(told);
    return DEMARCHE_OK;
}

static void story_cells(dmr_row *row, const polecat *p)
{
    for (int k = 0; k < N_LISTS; k++) {
        dmr_row_next(row);
        for (size_t i = 0; i < p->lists[k].n; i++)
            put_listed(row, p->lists[k].at[i]);
    }
}

/* --------------------------------------------------------------------------- the row */

static demarche_status polecat_event(demarche_export *x, const dmr_told *told,
                                     demarche_error *err)
{
    polecat *p = x->state;
    const demarche_event *e = told->event;
    char day[DMR_DAY_ROOM], published[DMR_DAY_ROOM], id[32];
    dmr_row row;
    if (p->key != key_of(told))
        DMR_TRY(look_at_story(p, told, err));
    uint64_t number = dmr_ids_give(&p->ids, e->id, 0);
    if (!number)
        return dmr_error_memory(err);
    snprintf(id, sizeof id, "D%llu", (unsigned long long)number);
    (void)dmr_told_day(told, day);
    (void)dmr_first_day(told->meta->date, published);
    dmr_row_begin(&row, &x->files[0], DMR_ROW_FOREIGN, ';');
    dmr_row_cell_c(&row, id);
    dmr_row_cell_c(&row, day);
    event_cells(&row, e);
    side_cells(&row, e->actors, e->n_actors, day);
    side_cells(&row, e->recipients, e->n_recipients, day);
    place_cells(&row, told);
    dmr_row_cell(&row, told->meta->source);
    dmr_row_cell_c(&row, published);
    story_cells(&row, p);
    dmr_row_cell(&row, told->meta->language);
    dmr_row_cell_c(&row, "demarche " DEMARCHE_VERSION);
    dmr_row_end(&row);
    return DEMARCHE_OK;
}

const dmr_export_kind dmr_export_polecat = {
    .output = DEMARCHE_OUTPUT_POLECAT,
    .name = "polecat",
    .only_done = true,
    .files = {""},
    .begin = polecat_begin,
    .event = polecat_event,
    .drop = polecat_drop,
};
