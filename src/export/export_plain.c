/* JSONL, PLOVER's and PETRARCH's lines as exports. */
#include "export/export.h"
#include "export/writer_events.h"

static demarche_status jsonl_event(demarche_export *x, const dmr_told *told,
                                   demarche_error *err)
{
    (void)err;
    dmr_event_jsonl(&x->files[0], told->doc, told->event, told->deed);
    return DEMARCHE_OK;
}

static demarche_status plover_event(demarche_export *x, const dmr_told *told,
                                    demarche_error *err)
{
    (void)err;
    dmr_event_plover(&x->files[0], told->doc, told->event);
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

const dmr_export_kind dmr_export_plover = {
    .output = DEMARCHE_OUTPUT_PLOVER,
    .name = "plover",
    .lines = true,
    .only_done = true,
    .files = {""},
    .event = plover_event,
};

const dmr_export_kind dmr_export_petrarch = {
    .output = DEMARCHE_OUTPUT_PETRARCH,
    .name = "petrarch",
    .lines = true,
    .files = {""},
    .event = petrarch_event,
};
