/* ICEWS: one row for each source and target, of a mutual deed one each way. */
#include "base/error.h"
#include "export/cameo_code.h"
#include "export/cells.h"
#include "export/export.h"
#include "export/id_set.h"
#include "export/pairs.h"
#include "export/party_code.h"
#include "export/told_day.h"
#include "export/told_place.h"

static const char *const columns[] = {
    "Event ID",       "Event Date", "Source Name",     "Source Sectors", "Source Country",
    "Event Text",     "CAMEO Code", "Intensity",       "Target Name",    "Target Sectors",
    "Target Country", "Story ID",   "Sentence Number", "Publisher",      "City",
    "District",       "Province",   "Country",         "Latitude",       "Longitude",
};

static demarche_status icews_begin(demarche_export *x, demarche_error *err)
{
    dmr_numbers *ids = DMR_NEW(x->arena, dmr_numbers);
    if (!ids)
        return dmr_error_memory(err);
    x->state = ids;
    dmr_row_header(&x->files[0], DMR_ROW_FOREIGN, columns,
                   sizeof columns / sizeof *columns);
    return DEMARCHE_OK;
}

static void icews_drop(demarche_export *x)
{
    if (x->state)
        dmr_numbers_free(x->state);
}

static void party_cells(dmr_row *row, const demarche_entity *party)
{
    if (!party) {
        dmr_row_empty(row, 3);
        return;
    }
    const dmr_state_code *state = dmr_party_state(party);
    dmr_row_cell(row, party->identifier.len ? party->identifier : party->text);
    dmr_row_cell(row, dmr_sector_icews(dmr_party_sector(party)));
    dmr_row_cell_c(row, state ? state->name : "");
}

static void event_cells(dmr_row *row, const demarche_event *e)
{
    char code[DMR_CAMEO_ROOM];
    dmr_cameo_of_event(e, code);
    const dmr_cameo_code *known = dmr_cameo_code_of(code);
    dmr_row_cell_c(row, known ? known->name : e->type);
    dmr_row_cell_c(row, code);
    if (known)
        dmr_row_cell_double(row, known->score);
    else
        dmr_row_empty(row, 1);
}

static demarche_status icews_event(demarche_export *x, const dmr_told *told,
                                   demarche_error *err)
{
    const demarche_event *e = told->event;
    char day[DMR_DAY_ROOM];
    dmr_place place;
    dmr_pair pair = {0};
    (void)dmr_told_day(told, day);
    dmr_told_place(told, &place);
    while (dmr_pair_next(&pair, e)) {
        dmr_row row;
        uint64_t id = dmr_ids_give(x->state, e->id, pair.number);
        if (!id)
            return dmr_error_memory(err);
        dmr_row_begin(&row, &x->files[0], DMR_ROW_FOREIGN, ',');
        dmr_row_cell_int(&row, (int64_t)id);
        dmr_row_cell_c(&row, day);
        party_cells(&row, pair.source);
        event_cells(&row, e);
        party_cells(&row, pair.target);
        dmr_row_cell_int(&row, (int64_t)dmr_id_of(told->meta->id, 0));
        dmr_row_cell_int(&row, (int64_t)e->sentence + 1);
        dmr_row_cell(&row, told->meta->source);
        dmr_row_cell(&row, place.city);
        dmr_row_empty(&row, 2);
        dmr_row_cell_c(&row, place.state ? place.state->name : "");
        dmr_row_cell_double(&row, e->lat);
        dmr_row_cell_double(&row, e->lon);
        dmr_row_end(&row);
    }
    return DEMARCHE_OK;
}

const dmr_export_kind dmr_export_icews = {
    .output = DEMARCHE_OUTPUT_ICEWS,
    .name = "icews",
    .only_done = true,
    .files = {""},
    .begin = icews_begin,
    .event = icews_event,
    .drop = icews_drop,
};
