/*
 * Events as a data package (Frictionless Data, profile tabular-data-package): five tables as
 * CSV that refer to each other, and datapackage.json, which says what they hold. An event, and
 * a document of that id, has one row however often it comes; what came again is counted.
 */
#include <stdlib.h>

#include "base/error.h"
#include "export/cells.h"
#include "export/export.h"
#include "export/export_parts.h"
#include "export/package_schema.h"

enum { DESCRIPTOR }; /* the file before the tables */

/* A document's row; its strings lie in the arena of the export. */
typedef struct package_document {
    demarche_meta meta;
    bool whole; /* told by a document itself, not by another one's event */
} package_document;

typedef struct package {
    dmr_row tables[DMR_PACKAGE_TABLES];
    uint64_t rows[DMR_PACKAGE_TABLES], repeated;
    dmr_seen events, documents;
    package_document *at; /* (n of `documents`) on the heap */
    size_t room;
} package;

static demarche_status begin(demarche_export *x, demarche_error *err)
{
    package *p = DMR_NEW(x->arena, package);
    if (!p)
        return dmr_error_memory(err);
    x->state = p;
    for (size_t i = 0; i < DMR_PACKAGE_TABLES; i++) {
        dmr_json *file = &x->files[DESCRIPTOR + 1 + i];
        dmr_package_header(i, file);
        dmr_row_begin(&p->tables[i], file, DMR_ROW_CSV, '|');
    }
    DMR_TRY(dmr_seen_begin(&p->events, x->arena, err));
    return dmr_seen_begin(&p->documents, x->arena, err);
}

static void drop(demarche_export *x)
{
    package *p = x->state;
    if (p)
        free(p->at);
}

/* A row of a table is full. */
static void end_row(package *p, size_t table)
{
    dmr_row *row = &p->tables[table];
    dmr_row_end(row);
    dmr_row_begin(row, row->j, DMR_ROW_CSV, '|');
    p->rows[table]++;
}

/* -------------------------------------------------------------------- documents */

static bool copy_meta(dmr_arena *arena, demarche_meta *meta)
{
    demarche_str *const strings[] = {&meta->path,  &meta->title,   &meta->date,
                                     &meta->as_of, &meta->source,  &meta->speaker,
                                     &meta->url,   &meta->language};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        *strings[i] = strings[i]->len ? dmr_str_copy(arena, *strings[i]) : dmr_str("", 0);
        if (!strings[i]->ptr)
            return false;
    }
    demarche_str *section = DMR_NEW_ARRAY(arena, demarche_str, meta->n_section + 1);
    for (size_t i = 0; section && i < meta->n_section; i++) {
        section[i] = dmr_str_copy(arena, meta->section[i]);
        if (!section[i].ptr)
            return false;
    }
    meta->section = section;
    return section;
}

/* Keep what is known of the document; what it says itself wins. */
static demarche_status keep_document(demarche_export *x, demarche_str id,
                                     const demarche_meta *meta, bool whole,
                                     demarche_error *err)
{
    package *p = x->state;
    uint32_t number;
    bool is_new;
    DMR_TRY(dmr_seen_put(&p->documents, id, &number, &is_new, err));
    if (number >= p->room) {
        size_t room = p->room ? 2 * p->room : 64;
        package_document *more = realloc(p->at, room * sizeof *more);
        if (!more)
            return dmr_error_memory(err);
        p->at = more;
        p->room = room;
    }
    if (!is_new && (!whole || p->at[number].whole))
        return DEMARCHE_OK;
    p->at[number] = (package_document){*meta, whole};
    p->at[number].meta.id = dmr_str_copy(x->arena, id);
    if (!p->at[number].meta.id.ptr || !copy_meta(x->arena, &p->at[number].meta))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

static void put_document(package *p, const demarche_meta *meta)
{
    dmr_row *c = &p->tables[DMR_PACKAGE_DOCUMENTS];
    dmr_row_cell(c, meta->id);
    dmr_row_cell(c, meta->path);
    dmr_row_cell(c, meta->title);
    dmr_row_cell(c, meta->date);
    dmr_row_cell(c, meta->as_of);
    dmr_row_cell(c, meta->source);
    dmr_row_cell(c, meta->speaker);
    dmr_row_cell(c, meta->url);
    dmr_row_cell(c, meta->language);
    dmr_row_next(c);
    for (size_t i = 0; i < meta->n_section; i++)
        dmr_row_value(c, meta->section[i]);
    end_row(p, DMR_PACKAGE_DOCUMENTS);
}

/* ----------------------------------------------------------------------- events */

/* A whole number where there is one. */
static void some_int(dmr_row *c, bool there, int64_t v)
{
    if (there)
        dmr_row_cell_int(c, v);
    else
        dmr_row_empty(c, 1);
}

static void put_place(dmr_row *c, const demarche_event *e)
{
    bool point = dmr_export_has_point(e);
    dmr_row_cell(c, e->place);
    dmr_row_cell(c, e->place_name);
    dmr_row_cell(c, e->place_country);
    if (point) {
        dmr_row_cell_double(c, e->lat);
        dmr_row_cell_double(c, e->lon);
    } else {
        dmr_row_empty(c, 2);
    }
    some_int(c, e->geonameid > 0, e->geonameid);
}

static void put_event(package *p, const dmr_told *told, uint64_t reports)
{
    const demarche_event *e = told->event;
    dmr_row *c = &p->tables[DMR_PACKAGE_EVENTS];
    dmr_row_cell_c(c, e->id);
    dmr_row_cell_c(c, e->date);
    dmr_row_cell_c(c, e->enddate);
    dmr_row_cell(c, e->date_edtf);
    dmr_row_cell_c(c, e->type);
    dmr_row_cell_c(c, e->mode);
    dmr_row_cell_c(c, e->cameo);
    some_int(c, e->quad > 0, e->quad);
    dmr_row_cell_double(c, e->scale);
    dmr_row_cell_c(c, e->track);
    dmr_row_next(c);
    for (size_t i = 0; i < e->n_context; i++)
        dmr_row_value(c, dmr_str_c(e->context[i]));
    dmr_row_cell_c(c, e->modality);
    dmr_row_cell_double(c, e->confidence);
    dmr_row_cell_c(c, e->rule);
    dmr_row_cell_c(c, e->mutual ? "true" : "false");
    put_place(c, e);
    dmr_row_cell(c, e->text);
    dmr_row_cell(c, told->meta->id);
    dmr_row_cell_int(c, (int64_t)e->sentence + 1);
    dmr_row_cell_int(c, (int64_t)reports);
    end_row(p, DMR_PACKAGE_EVENTS);
}

static void put_parties(package *p, const char *event, const char *role,
                        const demarche_entity *at, size_t n)
{
    dmr_row *c = &p->tables[DMR_PACKAGE_PARTIES];
    for (size_t i = 0; i < n; i++) {
        dmr_row_cell_c(c, event);
        dmr_row_cell_c(c, role);
        dmr_row_cell_int(c, (int64_t)i + 1);
        dmr_row_cell(c, at[i].text);
        dmr_row_cell(c, at[i].identifier);
        dmr_row_cell(c, at[i].code);
        dmr_row_cell(c, at[i].sector);
        dmr_row_cell(c, at[i].office);
        dmr_row_cell(c, at[i].region);
        dmr_row_cell_int(c, (int64_t)at[i].start);
        dmr_row_cell_int(c, (int64_t)at[i].end);
        end_row(p, DMR_PACKAGE_PARTIES);
    }
}

static void put_quantities(package *p, const demarche_event *e)
{
    dmr_row *c = &p->tables[DMR_PACKAGE_QUANTITIES];
    for (size_t i = 0; i < e->n_quantities; i++) {
        const demarche_quantity *q = &e->quantities[i];
        dmr_row_cell_c(c, e->id);
        dmr_row_cell_int(c, (int64_t)i + 1);
        dmr_row_cell(c, q->comparator);
        dmr_row_cell_double(c, q->value);
        dmr_row_cell(c, q->unit);
        dmr_row_cell(c, q->text);
        dmr_row_cell_int(c, (int64_t)q->start);
        dmr_row_cell_int(c, (int64_t)q->end);
        end_row(p, DMR_PACKAGE_QUANTITIES);
    }
}

/* A report of this document. */
static void put_report(package *p, const dmr_told *told, uint64_t number,
                       const demarche_report *report)
{
    static const demarche_sentence none = {0};
    dmr_row *c = &p->tables[DMR_PACKAGE_REPORTS];
    const demarche_event *e = report->told;
    const demarche_sentence *s = dmr_export_sentence(told->doc, e->sentence);
    s = s ? s : &none;
    dmr_row_cell_c(c, told->event->id);
    dmr_row_cell_int(c, (int64_t)number);
    dmr_row_cell(c, told->meta->id);
    dmr_row_cell_int(c, (int64_t)e->sentence + 1);
    dmr_row_cell_int(c, (int64_t)s->start);
    dmr_row_cell_int(c, (int64_t)s->end);
    dmr_row_cell(c, dmr_export_words(told->doc, s->start, s->end));
    dmr_row_cell(c, e->date_edtf);
    dmr_row_cell_c(c, e->modality);
    dmr_row_cell_double(c, e->confidence);
    dmr_row_cell_c(c, e->rule);
    dmr_row_cell_double(c, report->likeness);
    end_row(p, DMR_PACKAGE_REPORTS);
}

/* A report of another document, of which only the place is known. */
static void put_telling(package *p, const dmr_told *told, uint64_t number,
                        const demarche_telling *t)
{
    dmr_row *c = &p->tables[DMR_PACKAGE_REPORTS];
    dmr_row_cell_c(c, told->event->id);
    dmr_row_cell_int(c, (int64_t)number);
    dmr_row_cell(c, t->doc);
    dmr_row_cell_int(c, (int64_t)t->sentence + 1);
    dmr_row_cell_int(c, (int64_t)t->start);
    dmr_row_cell_int(c, (int64_t)t->end);
    dmr_row_empty(c, 3);
    dmr_row_cell_double(c, t->confidence);
    dmr_row_empty(c, 2);
    end_row(p, DMR_PACKAGE_REPORTS);
}

static demarche_status put_reports(demarche_export *x, const dmr_told *told,
                                   uint64_t *number, demarche_error *err)
{
    package *p = x->state;
    const demarche_event *e = told->event;
    const demarche_report only = {e, 1};
    *number = 0;
    for (size_t i = 0; i < e->n_reports; i++)
        put_report(p, told, ++*number, &e->reports[i]);
    if (e->n_reports == 0)
        put_report(p, told, ++*number, &only);
    for (size_t i = 0; told->deed && i < told->deed->n_tellings; i++) {
        const demarche_telling *t = &told->deed->tellings[i];
        if (dmr_str_eq(t->doc, told->meta->id))
            continue;
        demarche_meta meta = {
            .title = t->title, .url = t->url, .source = t->source, .date = t->date};
        DMR_TRY(keep_document(x, t->doc, &meta, false, err));
        put_telling(p, told, ++*number, t);
    }
    return DEMARCHE_OK;
}

static demarche_status event(demarche_export *x, const dmr_told *told,
                             demarche_error *err)
{
    package *p = x->state;
    const demarche_event *e = told->event;
    bool is_new;
    uint64_t reports;
    DMR_TRY(dmr_seen_put(&p->events, dmr_str_c(e->id), NULL, &is_new, err));
    DMR_TRY(keep_document(x, told->meta->id, told->meta, true, err));
    if (!is_new) {
        p->repeated++;
        return DEMARCHE_OK;
    }
    DMR_TRY(put_reports(x, told, &reports, err));
    put_event(p, told, reports);
    put_parties(p, e->id, "actor", e->actors, e->n_actors);
    put_parties(p, e->id, "recipient", e->recipients, e->n_recipients);
    put_parties(p, e->id, "via", e->via, e->n_via);
    put_quantities(p, e);
    return DEMARCHE_OK;
}

/* -------------------------------------------------------------------------- end */

static demarche_status end(demarche_export *x, demarche_error *err)
{
    (void)err;
    package *p = x->state;
    dmr_json *j = &x->files[DESCRIPTOR];
    for (size_t i = 0; i < dmr_seen_count(&p->documents); i++)
        put_document(p, &p->at[i].meta);
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "profile", "tabular-data-package");
    dmr_json_key_c(j, "name", "demarche-events");
    dmr_json_key_c(j, "title", x->opts.title ? x->opts.title : "Events");
    dmr_json_key_c(j, "description", "Events coded by " DMR_EXPORT_CODER);
    dmr_json_key_some_c(j, "created", x->opts.made);
    dmr_json_key_uint(j, "repeated", p->repeated);
    dmr_json_key(j, "resources");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < DMR_PACKAGE_TABLES; i++)
        dmr_package_resource(i, p->rows[i], j);
    dmr_json_close(j, ']');
    dmr_json_close(j, '}');
    dmr_json_newline(j);
    return DEMARCHE_OK;
}

const dmr_export_kind dmr_export_frictionless = {
    .output = DEMARCHE_OUTPUT_FRICTIONLESS,
    .name = "frictionless",
    .files = {"datapackage.json", "events.csv", "parties.csv", "reports.csv",
              "quantities.csv", "documents.csv"},
    .begin = begin,
    .event = event,
    .end = end,
    .drop = drop,
};
