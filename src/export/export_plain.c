/* The outputs of our own as exports: JSONL, TSV; and PETRARCH's lines. */
#include "export/export.h"
#include "export/writer_events.h"

static demarche_status jsonl_event(demarche_export *x, const dmr_told *told,
                                   demarche_error *err)
{
    (void)err;
    dmr_event_jsonl(&x->files[0], told->doc, told->event);
    return DEMARCHE_OK;
}

static demarche_status tsv_begin(demarche_export *x, demarche_error *err)
{
    (void)err;
    dmr_event_tsv_header(&x->files[0]);
    return DEMARCHE_OK;
}

static demarche_status tsv_event(demarche_export *x, const dmr_told *told,
                                 demarche_error *err)
{
    (void)err;
    dmr_event_tsv(&x->files[0], told->doc, told->event);
    return DEMARCHE_OK;
}

static demarche_status petrarch_event(demarche_export *x, const dmr_told *told,
                                      demarche_error *err)
{
    (void)err;
    dmr_event_petrarch(&x->files[0], told->doc, told->event);
    return DEMARCHE_OK;
}

const dmr_export_kind dmr_export_jsonl = {
    .output = DEMARCHE_OUTPUT_JSONL,
    .name = "jsonl",
    .lines = true,
    .files = {""},
    .event = jsonl_event,
};

const dmr_export_kind dmr_export_tsv = {
    .output = DEMARCHE_OUTPUT_TSV,
    .name = "tsv",
    .lines = true,
    .files = {""},
    .begin = tsv_begin,
    .event = tsv_event,
};

const dmr_export_kind dmr_export_petrarch = {
    .output = DEMARCHE_OUTPUT_PETRARCH,
    .name = "petrarch",
    .lines = true,
    .files = {""},
    .event = petrarch_event,
};
