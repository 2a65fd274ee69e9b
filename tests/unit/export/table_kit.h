/* Documents and events made by hand for the outputs, and files that remember or refuse. */
#ifndef DMR_TEST_TABLE_KIT_H
#define DMR_TEST_TABLE_KIT_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "export/export.h"
#include "handles.h"

#define S(literal) DMR_STR(literal)

static const char kit_text[] = "France and \"Italy\" met\tin Rome. Spain slept.";

/* What an export wrote, file by file; the write of that number fails, from 1; 0: none. */
typedef struct kit_files {
    struct {
        char name[32];
        char bytes[262144];
        size_t n;
    } at[DMR_EXPORT_FILES];
    size_t n, writes, fails_at;
} kit_files;

static inline int kit_write(void *user, const char *file, const char *bytes, size_t n)
{
    kit_files *f = user;
    if (++f->writes == f->fails_at)
        return -1;
    size_t i = 0;
    while (i < f->n && strcmp(f->at[i].name, file) != 0)
        i++;
    assert_true(i < DMR_EXPORT_FILES);
    if (i == f->n)
        snprintf(f->at[f->n++].name, sizeof f->at[i].name, "%s", file);
    assert_true(f->at[i].n + n < sizeof f->at[i].bytes);
    memcpy(f->at[i].bytes + f->at[i].n, bytes, n);
    f->at[i].n += n;
    return 0;
}

static inline const char *kit_file(const kit_files *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++) {
        if (strcmp(f->at[i].name, name) == 0)
            return f->at[i].bytes;
    }
    return "";
}

/* Cell `column` of line `line`, both from 0, into a buffer that the next call reuses. */
static inline const char *kit_cell(const char *table, size_t line, size_t column)
{
    static char cell[1024];
    for (; line; line--) {
        table = strchr(table, '\n');
        assert_non_null(table);
        table++;
    }
    for (; column; column--) {
        table += strcspn(table, "\t\n");
        assert_int_equal(*table, '\t');
        table++;
    }
    size_t n = strcspn(table, "\t\n");
    assert_true(n < sizeof cell);
    memcpy(cell, table, n);
    cell[n] = '\0';
    return cell;
}

static inline size_t kit_lines(const char *table)
{
    size_t n = 0;
    for (; *table; table++)
        n += *table == '\n';
    return n;
}

static inline size_t kit_columns(const char *table)
{
    size_t n = 1;
    for (; *table && *table != '\n'; table++)
        n += *table == '\t';
    return n;
}

static inline demarche_entity kit_party(const char *code, const char *sector,
                                        const char *name)
{
    return (demarche_entity){.text = dmr_str_c(name),
                             .identifier = dmr_str_c(name),
                             .code = dmr_str_c(code),
                             .sector = dmr_str_c(sector)};
}

/* A coded document without events; two sentences in two paragraphs of prose. */
static inline demarche_document *kit_document(void)
{
    demarche_document *doc = dmr_document_new();
    assert_non_null(doc);
    doc->stage = DEMARCHE_STAGE_EVENT;
    doc->source.text = S(kit_text);
    doc->source.meta = (demarche_meta){.id = S("page-1"),
                                       .title = S("A page"),
                                       .date = S("1990-07-02"),
                                       .source = S("A \"wire\"\tservice"),
                                       .url = S("http://example.org/1"),
                                       .language = S("en"),
                                       .format = S("text")};
    demarche_paragraph *p = DMR_NEW_ARRAY(doc->arena, demarche_paragraph, 3);
    p[0] = (demarche_paragraph){0, 0, "heading"};
    p[1] = (demarche_paragraph){0, 31, "prose"};
    p[2] = (demarche_paragraph){32, 44, "prose"};
    doc->source.n_paragraphs = 3;
    doc->paragraphs = p;
    demarche_sentence *s = DMR_NEW_ARRAY(doc->arena, demarche_sentence, 2);
    s[0] = (demarche_sentence){.start = 0, .end = 31, .paragraph = 1};
    s[1] = (demarche_sentence){.start = 32, .end = 44, .paragraph = 2};
    doc->sentences = s;
    doc->tokens.n_sentences = 2;
    return doc;
}

/* France and Italy met in Rome in June 1990. */
static inline demarche_event kit_event(demarche_document *doc)
{
    demarche_entity *parties = DMR_NEW_ARRAY(doc->arena, demarche_entity, 2);
    demarche_report *report = DMR_NEW(doc->arena, demarche_report);
    demarche_event *told = DMR_NEW(doc->arena, demarche_event);
    parties[0] = kit_party("FRA", "GOV", "France");
    parties[1] = kit_party("ITA", "", "\"Italy\"");
    demarche_event e = {.id = "0123456789abcdef",
                        .type = "CONSULT",
                        .mode = "",
                        .cameo = "040",
                        .track = "political",
                        .quad = 1,
                        .scale = 2.5,
                        .actors = parties,
                        .n_actors = 2,
                        .mutual = true,
                        .date_edtf = S("1990-06"),
                        .date = "1990-06-01",
                        .enddate = "1990-06-30",
                        .place = S("Rome"),
                        .place_name = S("Rome"),
                        .place_country = S("ITA"),
                        .lat = 41.9,
                        .lon = 12.5,
                        .geonameid = 3169070,
                        .modality = "asserted",
                        .confidence = 0.75,
                        .rule = "meet.obj",
                        .text = S("met"),
                        .trigger = {19, 22}};
    *told = e;
    *report = (demarche_report){told, 1};
    e.reports = report;
    e.n_reports = 1;
    return e;
}

/* Export the events to `files`; the status of what failed first. */
static inline demarche_status kit_export(kit_files *files, demarche_output output,
                                         const demarche_document *doc,
                                         const demarche_event *events, size_t n,
                                         const demarche_deed *deed, const char *made)
{
    demarche_export_options opts = DEMARCHE_EXPORT_OPTIONS_INIT;
    demarche_export *x = NULL;
    demarche_error err = {0};
    opts.output = output;
    opts.made = made;
    demarche_status status = demarche_export_open(&x, &opts, kit_write, files, &err);
    for (size_t i = 0; i < n && !status; i++)
        status = demarche_export_event(x, doc, &events[i], deed, &err);
    demarche_error last = {0};
    demarche_status closed = demarche_export_close(x, &last);
    if (status || closed)
        assert_true(err.message[0] || last.message[0]);
    return status ? status : closed;
}

#endif
