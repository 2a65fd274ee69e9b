/* The Phoenix pipeline's rows: PETRARCH's pairs with Goldstein's score and the place. */
#include <stdio.h>

#include "base/error.h"
#include "export/cameo_code.h"
#include "export/cells.h"
#include "export/export.h"
#include "export/id_set.h"
#include "export/pairs.h"
#include "export/party_code.h"
#include "export/told_day.h"
#include "export/told_place.h"
#include "export/told_times.h"

static demarche_status phoenix_begin(demarche_export *x, demarche_error *err)
{
    x->state = DMR_NEW(x->arena, dmr_numbers);
    return x->state ? DEMARCHE_OK : dmr_error_memory(err);
}

static void phoenix_drop(demarche_export *x)
{
    if (x->state)
        dmr_numbers_free(x->state);
}

static void date_cells(dmr_row *row, const dmr_told *told)
{
    char day[DMR_DAY_ROOM], digits[DMR_DAY_ROOM];
    (void)dmr_told_day(told, day);
    dmr_day_digits(day, digits);
    dmr_row_cell_c(row, digits);
    dmr_row_cell(row, dmr_str(digits, *day ? 4 : 0));
    dmr_row_cell(row, dmr_str(digits + 4, *day ? 2 : 0));
    dmr_row_cell(row, dmr_str(digits + 6, *day ? 2 : 0));
}

/* Code, its state or body, its role, and what other roles a dictionary's code has. */
static void party_cells(dmr_row *row, const demarche_entity *party)
{
    dmr_party_code code;
    dmr_party_code_of(party, &code);
    dmr_row_cell_c(row, *code.full ? code.full : "---");
    dmr_row_cell_c(row, *code.country ? code.country : code.group);
    dmr_row_cell_c(row, code.roles[0]);
    dmr_row_next(row);
    for (size_t i = 1; i < 3 && *code.roles[i]; i++)
        dmr_row_value(row, dmr_str_c(code.roles[i]));
}

static void code_cells(dmr_row *row, const demarche_event *e)
{
    char code[DMR_CAMEO_ROOM];
    dmr_cameo_of_event(e, code);
    const dmr_cameo_code *known = dmr_cameo_code_of(code);
    int root = dmr_cameo_root(code);
    dmr_row_cell_c(row, code);
    dmr_row_cell(row, dmr_str(code, root ? 2 : 0));
    if (root)
        dmr_row_cell_int(row, root <= 2 ? 0 : dmr_cameo_quad(code));
    else
        dmr_row_empty(row, 1);
    if (known)
        dmr_row_cell_double(row, known->score);
    else
        dmr_row_empty(row, 1);
}

static void issue_cell(dmr_row *row, const demarche_event *e)
{
    dmr_row_next(row);
    for (size_t i = 0; i < e->n_context; i++) {
        dmr_row_value(row, dmr_str_c(e->context[i]));
        dmr_row_more(row, DMR_STR(",1"));
    }
}

static void place_cells(dmr_row *row, const dmr_told *told)
{
    dmr_place place;
    dmr_told_place(told, &place);
    dmr_row_cell_double(row, told->event->lat);
    dmr_row_cell_double(row, told->event->lon);
    dmr_row_cell(row, place.name);
    dmr_row_empty(row, 1);
    dmr_row_cell(row, told->event->place_country);
}

/* ids, URLs and sources of all tellings, the nth of each of the same. */
static void telling_cells(dmr_row *row, const dmr_told *told)
{
    size_t n = dmr_told_times(told).tellings;
    dmr_row_next(row);
    for (size_t i = 0; i < n; i++) {
        dmr_one_telling one = dmr_told_telling(told, i);
        char number[24];
        snprintf(number, sizeof number, "_%lu", (unsigned long)one.telling.sentence + 1);
        dmr_row_value(row, one.telling.doc);
        dmr_row_more(row, dmr_str_c(number));
    }
    dmr_row_next(row);
    for (size_t i = 0; i < n; i++)
        dmr_row_value(row, dmr_told_telling(told, i).telling.url);
    dmr_row_next(row);
    for (size_t i = 0; i < n; i++)
        dmr_row_value(row, dmr_told_telling(told, i).telling.source);
}

static demarche_status phoenix_event(demarche_export *x, const dmr_told *told,
                                     demarche_error *err)
{
    dmr_pair pair = {0};
    while (dmr_pair_next(&pair, told->event)) {
        dmr_row row;
        char id[64];
        uint64_t number = dmr_ids_give(x->state, told->event->id, pair.number);
        if (!number)
            return dmr_error_memory(err);
        snprintf(id, sizeof id, "%llu_" DEMARCHE_VERSION, (unsigned long long)number);
        dmr_row_begin(&row, &x->files[0], DMR_ROW_FOREIGN, ';');
        dmr_row_cell_c(&row, id);
        date_cells(&row, told);
        party_cells(&row, pair.source);
        party_cells(&row, pair.target);
        code_cells(&row, told->event);
        issue_cell(&row, told->event);
        place_cells(&row, told);
        telling_cells(&row, told);
        dmr_row_end(&row);
    }
    return DEMARCHE_OK;
}

const dmr_export_kind dmr_export_phoenix = {
    .output = DEMARCHE_OUTPUT_PHOENIX,
    .name = "phoenix",
    .only_done = true,
    .files = {""},
    .begin = phoenix_begin,
    .event = phoenix_event,
    .drop = phoenix_drop,
};
