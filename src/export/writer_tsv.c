/* Events as TSV, for spreadsheets and R: one header line, one line an event. Several
 * values in one cell are parted by '|'; tabs and line breaks within become blanks. */
#include <math.h>
#include <stdio.h>

#include "export/writer_events.h"

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

void dmr_event_tsv_header(dmr_json *j)
{
    for (size_t i = 0; i < N_COLUMNS; i++) {
        dmr_json_raw(j, "\t", i > 0);
        dmr_json_raw(j, columns[i], strlen(columns[i]));
    }
    dmr_json_raw(j, "\n", 1);
}

/* A row under way: the tab goes before each cell but the first. */
typedef struct row {
    dmr_json *j;
    size_t cells, values;
} row;

static void next_cell(row *r)
{
    dmr_json_raw(r->j, "\t", r->cells > 0);
    r->cells++;
    r->values = 0;
}

static void put_value(row *r, demarche_str s)
{
    if (r->values++)
        dmr_json_raw(r->j, "|", 1);
    for (size_t i = 0; i < s.len;) {
        size_t from = i;
        while (i < s.len && s.ptr[i] != '\t' && s.ptr[i] != '\n' && s.ptr[i] != '\r')
            i++;
        dmr_json_raw(r->j, s.ptr + from, i - from);
        if (i < s.len) {
            dmr_json_raw(r->j, " ", 1);
            i++;
        }
    }
}

static void cell(row *r, demarche_str s)
{
    next_cell(r);
    put_value(r, s);
}

static void cell_c(row *r, const char *s)
{
    cell(r, dmr_str_c(s));
}

static void cell_double(row *r, double v)
{
    char text[DMR_NUMBER_ROOM];
    dmr_number_text(v, text);
    cell_c(r, text);
}

static void cell_int(row *r, int64_t v)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)v);
    cell_c(r, text);
}

static void party_cells(row *r, const demarche_entity *at, size_t n)
{
    next_cell(r);
    for (size_t i = 0; i < n; i++)
        put_value(r, at[i].text);
    next_cell(r);
    for (size_t i = 0; i < n; i++)
        put_value(r, at[i].code);
    next_cell(r);
    for (size_t i = 0; i < n; i++)
        put_value(r, at[i].sector);
}

/* ">6000 Soviet" */
static void quantity_cell(row *r, const demarche_event *e)
{
    next_cell(r);
    for (size_t i = 0; i < e->n_quantities; i++) {
        const demarche_quantity *q = &e->quantities[i];
        char text[DMR_NUMBER_ROOM];
        size_t n = dmr_number_text(q->value, text);
        if (n > 2 && strcmp(text + n - 2, ".0") == 0)
            n -= 2;
        put_value(r, dmr_str_is(q->comparator, "=") ? dmr_str(NULL, 0) : q->comparator);
        dmr_json_raw(r->j, text, n);
        if (q->unit.len) {
            dmr_json_raw(r->j, " ", 1);
            r->values = 0;
            put_value(r, q->unit);
        }
    }
}

static void place_cells(row *r, const demarche_event *e)
{
    cell(r, e->place_name.len ? e->place_name : e->place);
    cell(r, e->place_country);
    cell_double(r, e->lat);
    cell_double(r, e->lon);
    if (e->geonameid)
        cell_int(r, e->geonameid);
    else
        next_cell(r);
}

static void sentence_cells(row *r, const demarche_document *doc, const demarche_event *e)
{
    size_t n;
    const demarche_sentence *sentences = demarche_document_sentences(doc, &n);
    demarche_str text = demarche_document_text(doc);
    demarche_sentence none = {0};
    const demarche_sentence *s = e->sentence < n ? &sentences[e->sentence] : &none;
    cell(r, dmr_str(text.ptr + s->start, s->end - s->start));
    cell_int(r, (int64_t)e->sentence + 1);
    cell_int(r, (int64_t)s->start);
    cell_int(r, (int64_t)s->end);
}

/* How many sentences tell of it, and which. */
static void report_cells(row *r, const demarche_event *e)
{
    cell_int(r, (int64_t)e->n_reports);
    next_cell(r);
    for (size_t i = 0; i < e->n_reports; i++) {
        char number[16];
        snprintf(number, sizeof number, "%lu",
                 (unsigned long)e->reports[i].told->sentence + 1);
        put_value(r, dmr_str_c(number));
    }
}

void dmr_event_tsv(dmr_json *j, const demarche_document *doc, const demarche_event *e)
{
    const demarche_meta *meta = demarche_document_meta(doc);
    row r = {.j = j};
    cell_c(&r, e->id);
    cell_c(&r, e->date);
    cell_c(&r, e->enddate);
    cell(&r, e->date_edtf);
    cell(&r, meta->as_of);
    party_cells(&r, e->actors, e->n_actors);
    party_cells(&r, e->recipients, e->n_recipients);
    cell_c(&r, e->type);
    cell_c(&r, e->mode);
    cell_c(&r, e->cameo);
    if (e->quad)
        cell_int(&r, e->quad);
    else
        next_cell(&r);
    cell_double(&r, e->scale);
    next_cell(&r);
    for (size_t i = 0; i < e->n_context; i++)
        put_value(&r, dmr_str_c(e->context[i]));
    cell_c(&r, e->track);
    cell_c(&r, e->modality);
    cell_double(&r, e->confidence);
    next_cell(&r);
    for (size_t i = 0; i < e->n_via; i++)
        put_value(&r, e->via[i].code.len ? e->via[i].code : e->via[i].text);
    quantity_cell(&r, e);
    place_cells(&r, e);
    cell_c(&r, e->rule);
    cell(&r, e->text);
    sentence_cells(&r, doc, e);
    cell(&r, meta->id);
    next_cell(&r);
    for (size_t i = 0; i < meta->n_section; i++)
        put_value(&r, meta->section[i]);
    report_cells(&r, e);
    dmr_json_raw(j, "\n", 1);
}
