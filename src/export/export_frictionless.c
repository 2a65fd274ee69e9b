/*
 * Events as a data package (Frictionless Data, profile tabular-data-package): five tables as
 * CSV that refer to each other, and datapackage.json, which says what they hold. An event, and
 * a document of that id, has one row however often it comes; what came again is counted.
 */
#include <stdlib.h>

#include "base/error.h"
#include "export/csv_write.h"
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
    dmr_csv tables[DMR_PACKAGE_TABLES];
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
        p->tables[i].j = &x->files[DESCRIPTOR + 1 + i];
        dmr_package_header(i, p->tables[i].j);
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
    dmr_csv_end(&p->tables[table]);
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

/* Several texts in one cell, parted by "|". */
static demarche_str joined(dmr_arena *arena, const demarche_str *at, size_t n)
{
    size_t room = 1, used = 0;
    for (size_t i = 0; i < n; i++)
        room += at[i].len + 1;
    char *out = dmr_arena_alloc(arena, room);
    for (size_t i = 0; out && i < n; i++) {
        if (i)
            out[used++] = '|';
        if (at[i].len)
            memcpy(out + used, at[i].ptr, at[i].len);
        used += at[i].len;
    }
    return out ? dmr_str(out, used) : dmr_str(NULL, 0);
}

static demarche_status put_document(demarche_export *x, const demarche_meta *meta,
                                    demarche_error *err)
{
    package *p = x->state;
    dmr_csv *c = &p->tables[DMR_PACKAGE_DOCUMENTS];
    demarche_str section = joined(x->arena, meta->section, meta->n_section);
    if (!section.ptr)
        return dmr_error_memory(err);
    dmr_csv_str(c, meta->id);
    dmr_csv_str(c, meta->path);
    dmr_csv_str(c, meta->title);
    dmr_csv_str(c, meta->date);
    dmr_csv_str(c, meta->as_of);
    dmr_csv_str(c, meta->source);
    dmr_csv_str(c, meta->speaker);
    dmr_csv_str(c, meta->url);
    dmr_csv_str(c, meta->language);
    dmr_csv_str(c, section);
    end_row(p, DMR_PACKAGE_DOCUMENTS);
    return DEMARCHE_OK;
}

/* ----------------------------------------------------------------------- events */

/* A whole number where there is one. */
static void some_uint(dmr_csv *c, bool there, uint64_t v)
{
    if (there)
        dmr_csv_uint(c, v);
    else
        dmr_csv_c(c, NULL);
}

static void put_place(dmr_csv *c, const demarche_event *e)
{
    bool point = dmr_export_has_point(e);
    dmr_csv_str(c, e->place);
    dmr_csv_str(c, e->place_name);
    dmr_csv_str(c, e->place_country);
    if (point) {
        dmr_csv_double(c, e->lat);
        dmr_csv_double(c, e->lon);
    } else {
        dmr_csv_c(c, NULL);
        dmr_csv_c(c, NULL);
    }
    some_uint(c, e->geonameid > 0, (uint64_t)e->geonameid);
}

static void put_event(package *p, const dmr_told *told, demarche_str context,
                      uint64_t reports)
{
    const demarche_event *e = told->event;
    dmr_csv *c = &p->tables[DMR_PACKAGE_EVENTS];
    dmr_csv_c(c, e->id);
    dmr_csv_c(c, e->date);
    dmr_csv_c(c, e->enddate);
    dmr_csv_str(c, e->date_edtf);
    dmr_csv_c(c, e->type);
    dmr_csv_c(c, e->mode);
    dmr_csv_c(c, e->cameo);
    some_uint(c, e->quad > 0, (uint64_t)e->quad);
    dmr_csv_double(c, e->scale);
    dmr_csv_c(c, e->track);
    dmr_csv_str(c, context);
    dmr_csv_c(c, e->modality);
    dmr_csv_double(c, e->confidence);
    dmr_csv_c(c, e->rule);
    dmr_csv_c(c, e->mutual ? "true" : "false");
    put_place(c, e);
    dmr_csv_str(c, e->text);
    dmr_csv_str(c, told->meta->id);
    dmr_csv_uint(c, (uint64_t)e->sentence + 1);
    dmr_csv_uint(c, reports);
    end_row(p, DMR_PACKAGE_EVENTS);
}

static void put_parties(package *p, const char *event, const char *role,
                        const demarche_entity *at, size_t n)
{
    dmr_csv *c = &p->tables[DMR_PACKAGE_PARTIES];
    for (size_t i = 0; i < n; i++) {
        dmr_csv_c(c, event);
        dmr_csv_c(c, role);
        dmr_csv_uint(c, i + 1);
        dmr_csv_str(c, at[i].text);
        dmr_csv_str(c, at[i].identifier);
        dmr_csv_str(c, at[i].code);
        dmr_csv_str(c, at[i].sector);
        dmr_csv_str(c, at[i].office);
        dmr_csv_str(c, at[i].region);
        dmr_csv_uint(c, at[i].start);
        dmr_csv_uint(c, at[i].end);
        end_row(p, DMR_PACKAGE_PARTIES);
    }
}

static void put_quantities(package *p, const demarche_event *e)
{
    dmr_csv *c = &p->tables[DMR_PACKAGE_QUANTITIES];
    for (size_t i = 0; i < e->n_quantities; i++) {
        const demarche_quantity *q = &e->quantities[i];
        dmr_csv_c(c, e->id);
        dmr_csv_uint(c, i + 1);
        dmr_csv_str(c, q->comparator);
        dmr_csv_double(c, q->value);
        dmr_csv_str(c, q->unit);
        dmr_csv_str(c, q->text);
        dmr_csv_uint(c, q->start);
        dmr_csv_uint(c, q->end);
        end_row(p, DMR_PACKAGE_QUANTITIES);
    }
}

/* A report of this document. */
static void put_report(package *p, const dmr_told *told, uint64_t number,
                       const demarche_report *report)
{
    static const demarche_sentence none = {0};
    dmr_csv *c = &p->tables[DMR_PACKAGE_REPORTS];
    const demarche_event *e = report->told;
    const demarche_sentence *s = dmr_export_sentence(told->doc, e->sentence);
    s = s ? s : &none;
    dmr_csv_c(c, told->event->id);
    dmr_csv_uint(c, number);
    dmr_csv_str(c, told->meta->id);
    dmr_csv_uint(c, (uint64_t)e->sentence + 1);
    dmr_csv_uint(c, s->start);
    dmr_csv_uint(c, s->end);
    dmr_csv_str(c, dmr_export_words(told->doc, s->start, s->end));
    dmr_csv_str(c, e->date_edtf);
    dmr_csv_c(c, e->modality);
    dmr_csv_double(c, e->confidence);
    dmr_csv_c(c, e->rule);
    dmr_csv_double(c, report->likeness);
    end_row(p, DMR_PACKAGE_REPORTS);
}

/* A report of another document, of which only the place is known. */
static void put_telling(package *p, const dmr_told *told, uint64_t number,
                        const demarche_telling *t)
{
    dmr_csv *c = &p->tables[DMR_PACKAGE_REPORTS];
    dmr_csv_c(c, told->event->id);
    dmr_csv_uint(c, number);
    dmr_csv_str(c, t->doc);
    dmr_csv_uint(c, (uint64_t)t->sentence + 1);
    dmr_csv_uint(c, t->start);
    dmr_csv_uint(c, t->end);
    for (size_t i = 0; i < 3; i++)
        dmr_csv_c(c, NULL);
    dmr_csv_double(c, t->confidence);
    for (size_t i = 0; i < 2; i++)
        dmr_csv_c(c, NULL);
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
    demarche_str *contexts = DMR_NEW_ARRAY(x->arena, demarche_str, e->n_context + 1);
    for (size_t i = 0; contexts && i < e->n_context; i++)
        contexts[i] = dmr_str_c(e->context[i]);
    demarche_str context =
        contexts ? joined(x->arena, contexts, e->n_context) : dmr_str(NULL, 0);
    if (!context.ptr)
        return dmr_error_memory(err);
    DMR_TRY(put_reports(x, told, &reports, err));
    put_event(p, told, context, reports);
    put_parties(p, e->id, "actor", e->actors, e->n_actors);
    put_parties(p, e->id, "recipient", e->recipients, e->n_recipients);
    put_parties(p, e->id, "via", e->via, e->n_via);
    put_quantities(p, e);
    return DEMARCHE_OK;
}

/* -------------------------------------------------------------------------- end */

static demarche_status end(demarche_export *x, demarche_error *err)
{
    package *p = x->state;
    dmr_json *j = &x->files[DESCRIPTOR];
    for (size_t i = 0; i < dmr_seen_count(&p->documents); i++)
        DMR_TRY(put_document(x, &p->at[i].meta, err));
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
