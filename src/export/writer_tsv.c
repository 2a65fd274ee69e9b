/* Events as TSV and CSV, for spreadsheets and R: one header line, one row an event. Several
 * values in one cell are parted by '|'. */
#include <math.h>
#include <stdio.h>

#include "export/cells.h"
#include "export/export.h"
#include "export/told_times.h"

static const char *const columns[] = {
    "id",
    "date",
    "enddate",
    "date_edtf",
    "as_of",
    "actor",
    "actor_code",
    "actor_sector",
    "recipient",
    "recipient_code",
    "recipient_sector",
    "event",
    "mode",
    "cameo",
    "quad_code",
    "event_scale",
    "context",
    "track",
    "modality",
    "confidence",
    "via",
    "quantity",
    "place",
    "country_code",
    "lat",
    "lon",
    "geonameid",
    "rule",
    "event_text",
    "text",
    "sequence",
    "start",
    "end",
    "doc",
    "section",
    "reports",
    "told_in",
};

enum { N_COLUMNS = sizeof columns / sizeof *columns };

static void header(dmr_json *j, dmr_row_form form)
{
    dmr_row_header(j, form, columns, N_COLUMNS);
}

static void party_cells(dmr_row *r, const demarche_entity *at, size_t n)
{
    dmr_row_next(r);
    for (size_t i = 0; i < n; i++)
        dmr_row_value(r, at[i].text);
    dmr_row_next(r);
    for (size_t i = 0; i < n; i++)
        dmr_row_value(r, at[i].code);
    dmr_row_next(r);
    for (size_t i = 0; i < n; i++)
        dmr_row_value(r, at[i].sector);
}

/* ">6000 Soviet" */
static void quantity_cell(dmr_row *r, const demarche_event *e)
{
    dmr_row_next(r);
    for (size_t i = 0; i < e->n_quantities; i++) {
        const demarche_quantity *q = &e->quantities[i];
        char text[DMR_NUMBER_ROOM];
        size_t n = dmr_number_text(q->value, text);
        if (n > 2 && strcmp(text + n - 2, ".0") == 0)
            n -= 2;
        dmr_row_value(r,
                      dmr_str_is(q->comparator, "=") ? dmr_str(NULL, 0) : q->comparator);
        dmr_row_more(r, dmr_str(text, n));
        dmr_row_more(r, q->unit.len ? DMR_STR(" ") : q->unit);
        dmr_row_more(r, q->unit);
    }
}

static void place_cells(dmr_row *r, const demarche_event *e)
{
    dmr_row_cell(r, e->place_name.len ? e->place_name : e->place);
    dmr_row_cell(r, e->place_country);
    dmr_row_cell_double(r, e->lat);
    dmr_row_cell_double(r, e->lon);
    if (e->geonameid)
        dmr_row_cell_int(r, e->geonameid);
    else
        dmr_row_next(r);
}

static void sentence_cells(dmr_row *r, const demarche_document *doc,
                           const demarche_event *e)
{
    size_t n;
    const demarche_sentence *sentences = demarche_document_sentences(doc, &n);
    demarche_str text = demarche_document_text(doc);
    demarche_sentence none = {0};
    const demarche_sentence *s = e->sentence < n ? &sentences[e->sentence] : &none;
    dmr_row_cell(r, dmr_str(text.ptr + s->start, s->end - s->start));
    dmr_row_cell_int(r, (int64_t)e->sentence + 1);
    dmr_row_cell_int(r, (int64_t)s->start);
    dmr_row_cell_int(r, (int64_t)s->end);
}

/* How many sentences tell of it, and which; of other documents with their names. */
static void report_cells(dmr_row *r, const dmr_told *told)
{
    size_t n = dmr_told_times(told).tellings;
    dmr_row_cell_int(r, (int64_t)n);
    dmr_row_next(r);
    for (size_t i = 0; i < n; i++) {
        const demarche_telling t = dmr_told_telling(told, i).telling;
        char number[16];
        bool own = dmr_str_eq(t.doc, told->meta->id);
        snprintf(number, sizeof number, "%lu", (unsigned long)t.sentence + 1);
        if (!own) {
            dmr_row_value(r, t.doc);
            dmr_row_more(r, DMR_STR(" "));
            dmr_row_more(r, dmr_str_c(number));
        } else {
            dmr_row_value(r, dmr_str_c(number));
        }
    }
}

static void event_row(dmr_json *j, dmr_row_form form, const dmr_told *told)
{
    const demarche_document *doc = told->doc;
    const demarche_event *e = told->event;
    const demarche_meta *meta = told->meta;
    dmr_row r;
    dmr_row_begin(&r, j, form, '|');
    dmr_row_cell_c(&r, e->id);
    dmr_row_cell_c(&r, e->date);
    dmr_row_cell_c(&r, e->enddate);
    dmr_row_cell(&r, e->date_edtf);
    dmr_row_cell(&r, meta->as_of);
    party_cells(&r, e->actors, e->n_actors);
    party_cells(&r, e->recipients, e->n_recipients);
    dmr_row_cell_c(&r, e->type);
    dmr_row_cell_c(&r, e->mode);
    dmr_row_cell_c(&r, e->cameo);
    if (e->quad)
        dmr_row_cell_int(&r, e->quad);
    else
        dmr_row_next(&r);
    dmr_row_cell_double(&r, e->scale);
    dmr_row_next(&r);
    for (size_t i = 0; i < e->n_context; i++)
        dmr_row_value(&r, dmr_str_c(e->context[i]));
    dmr_row_cell_c(&r, e->track);
    dmr_row_cell_c(&r, e->modality);
    dmr_row_cell_double(&r, e->confidence);
    dmr_row_next(&r);
    for (size_t i = 0; i < e->n_via; i++)
        dmr_row_value(&r, e->via[i].code.len ? e->via[i].code : e->via[i].text);
    quantity_cell(&r, e);
    place_cells(&r, e);
    dmr_row_cell_c(&r, e->rule);
    dmr_row_cell(&r, e->text);
    sentence_cells(&r, doc, e);
    dmr_row_cell(&r, meta->id);
    dmr_row_next(&r);
    for (size_t i = 0; i < meta->n_section; i++)
        dmr_row_value(&r, meta->section[i]);
    report_cells(&r, told);
    dmr_row_end(&r);
}

/* ------------------------------------------------------------------------ as exports */

static demarche_status tsv_begin(demarche_export *x, demarche_error *err)
{
    (void)err;
    header(&x->files[0], DMR_ROW_TSV);
    return DEMARCHE_OK;
}

static demarche_status tsv_event(demarche_export *x, const dmr_told *told,
                                 demarche_error *err)
{
    (void)err;
    event_row(&x->files[0], DMR_ROW_TSV, told);
    return DEMARCHE_OK;
}

static demarche_status csv_begin(demarche_export *x, demarche_error *err)
{
    (void)err;
    header(&x->files[0], DMR_ROW_CSV);
    return DEMARCHE_OK;
}

static demarche_status csv_event(demarche_export *x, const dmr_told *told,
                                 demarche_error *err)
{
    (void)err;
    event_row(&x->files[0], DMR_ROW_CSV, told);
    return DEMARCHE_OK;
}

const dmr_export_kind dmr_export_tsv = {
    .output = DEMARCHE_OUTPUT_TSV,
    .name = "tsv",
    .lines = true,
    .files = {""},
    .begin = tsv_begin,
    .event = tsv_event,
};

const dmr_export_kind dmr_export_csv = {
    .output = DEMARCHE_OUTPUT_CSV,
    .name = "csv",
    .lines = true,
    .files = {""},
    .begin = csv_begin,
    .event = csv_event,
};
