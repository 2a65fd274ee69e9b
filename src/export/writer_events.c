/* Outputs of lines without an export: each document, or the header, by itself. */
#include "base/error.h"
#include "export/export.h"

/* An export of one file that keeps nothing. */
static demarche_status open_lines(demarche_export *x, dmr_json *file,
                                  demarche_output output, demarche_write_fn write,
                                  void *user, demarche_error *err)
{
    *x = (demarche_export){.kind = dmr_export_kind_of(output)};
    if (!x->kind || !x->kind->lines)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             x->kind ? "this output needs an export of its own"
                                     : "no such output of events");
    x->files = file;
    x->n_files = 1;
    dmr_json_begin(file, write, user);
    return DEMARCHE_OK;
}

demarche_status demarche_write_header(demarche_output output, demarche_write_fn write,
                                      void *user, demarche_error *err)
{
    demarche_export x;
    dmr_json file;
    DMR_TRY(open_lines(&x, &file, output, write, user, err));
    if (x.kind->begin)
        DMR_TRY(x.kind->begin(&x, err));
    return dmr_json_finish(&file, err);
}

bool demarche_event_is_wanted(const demarche_event *event, const demarche_wanted *wanted)
{
    static const demarche_wanted defaults = DEMARCHE_WANTED_INIT;
    if (!event)
        return false;
    if (!wanted)
        wanted = &defaults;
    if (strcmp(event->modality, "negated") == 0 ||
        strcmp(event->modality, "hypothetical") == 0)
        return wanted->all; /* nobody is sure of what was not done */
    /* what was learned is sure enough by what `fill` asked for */
    return event->n_reasons > 0 || event->confidence >= wanted->confidence;
}

demarche_status demarche_write_events(const demarche_document *doc,
                                      demarche_output output,
                                      const demarche_wanted *wanted,
                                      demarche_write_fn write, void *user,
                                      demarche_error *err)
{
    demarche_export x;
    dmr_json file;
    DMR_TRY(open_lines(&x, &file, output, write, user, err));
    DMR_TRY(demarche_export_document(&x, doc, wanted, err));
    return dmr_json_finish(&file, err);
}
