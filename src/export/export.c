#include "export/export.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/str.h"

static const dmr_export_kind *const kinds[] = {
    &dmr_export_jsonl,   &dmr_export_tsv,          &dmr_export_csv,
    &dmr_export_plover,  &dmr_export_petrarch,     &dmr_export_icews,
    &dmr_export_polecat, &dmr_export_phoenix,      &dmr_export_gdelt1,
    &dmr_export_gdelt2,  &dmr_export_annotation,   &dmr_export_prov,
    &dmr_export_ftm,     &dmr_export_frictionless, &dmr_export_geojson,
    &dmr_export_graphml, &dmr_export_gexf,         &dmr_export_timex3,
    &dmr_export_conllu,
};

enum { N_KINDS = sizeof kinds / sizeof *kinds };

const dmr_export_kind *dmr_export_kind_of(demarche_output output)
{
    for (size_t i = 0; i < N_KINDS; i++) {
        if (kinds[i]->output == output)
            return kinds[i];
    }
    return NULL;
}

int demarche_output_by_name(const char *name)
{
    if (name && strcmp(name, "gdelt") == 0)
        name = "gdelt2";
    for (size_t i = 0; name && i < N_KINDS; i++) {
        if (strcmp(kinds[i]->name, name) == 0)
            return (int)kinds[i]->output;
    }
    return -1;
}

bool demarche_output_is_of_documents(demarche_output output)
{
    const dmr_export_kind *kind = dmr_export_kind_of(output);
    return kind && kind->document;
}

bool demarche_output_is_of_lines(demarche_output output)
{
    const dmr_export_kind *kind = dmr_export_kind_of(output);
    return kind && kind->lines;
}

bool demarche_output_tells_undone(demarche_output output)
{
    const dmr_export_kind *kind = dmr_export_kind_of(output);
    return kind && !kind->only_done;
}

bool dmr_export_takes(const dmr_export_kind *kind, const demarche_event *event)
{
    return !kind->only_done || (strcmp(event->modality, "negated") != 0 &&
                                strcmp(event->modality, "hypothetical") != 0);
}

const char *demarche_output_file(demarche_output output, size_t number)
{
    const dmr_export_kind *kind = dmr_export_kind_of(output);
    return kind && number < DMR_EXPORT_FILES ? kind->files[number] : NULL;
}

/* --------------------------------------------------------------------------- files */

static int write_file(void *user, const char *bytes, size_t n)
{
    const struct dmr_export_file *file = user;
    return file->of->write(file->of->user, file->name, bytes, n);
}

static demarche_status open_files(demarche_export *x, demarche_error *err)
{
    while (x->n_files < DMR_EXPORT_FILES && x->kind->files[x->n_files])
        x->n_files++;
    x->files = DMR_NEW_ARRAY(x->arena, dmr_json, x->n_files);
    x->sinks = dmr_arena_zalloc(x->arena, x->n_files, sizeof *x->sinks);
    if (!x->files || !x->sinks)
        return dmr_error_memory(err);
    for (size_t i = 0; i < x->n_files; i++) {
        x->sinks[i].of = x;
        x->sinks[i].name = x->kind->files[i];
        dmr_json_begin(&x->files[i], write_file, &x->sinks[i]);
    }
    return DEMARCHE_OK;
}

/* E_IO where a write has failed. */
static demarche_status look_at_files(demarche_export *x, bool finish, demarche_error *err)
{
    for (size_t i = 0; i < x->n_files; i++) {
        if (finish || x->files[i].failed)
            DMR_TRY(dmr_json_finish(&x->files[i], err));
    }
    return DEMARCHE_OK;
}

/* --------------------------------------------------------------------- open and close */

static void free_export(demarche_export *x)
{
    if (x->kind->drop)
        x->kind->drop(x);
    dmr_arena_free(x->arena);
    free(x);
}

static bool copy_options(demarche_export *x, const demarche_export_options *opts)
{
    const char **strings[] = {&x->opts.title, &x->opts.made, &x->opts.lexicon_hash,
                              &x->opts.model_hash};
    x->opts = *opts;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        if (*strings[i] &&
            !(*strings[i] = dmr_str_copy(x->arena, dmr_str_c(*strings[i])).ptr))
            return false;
    }
    return true;
}

static demarche_status begin(demarche_export *x, const demarche_export_options *opts,
                             demarche_error *err)
{
    if (!x->arena || !copy_options(x, opts))
        return dmr_error_memory(err);
    DMR_TRY(open_files(x, err));
    if (x->kind->begin)
        DMR_TRY(x->kind->begin(x, err));
    return look_at_files(x, false, err);
}

demarche_status demarche_export_open(demarche_export **out,
                                     const demarche_export_options *opts,
                                     demarche_file_fn write, void *user,
                                     demarche_error *err)
{
    static const demarche_export_options defaults = DEMARCHE_EXPORT_OPTIONS_INIT;
    if (!out || !write)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "an export needs somebody who writes");
    *out = NULL;
    if (!opts)
        opts = &defaults;
    const dmr_export_kind *kind = dmr_export_kind_of(opts->output);
    if (opts->version != DEMARCHE_EXPORT_OPTIONS_VERSION || !kind)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             kind ? "export options of a version that is not known here"
                                  : "no such output of events");
    demarche_export *x = calloc(1, sizeof *x);
    if (!x)
        return dmr_error_memory(err);
    x->kind = kind;
    x->write = write;
    x->user = user;
    x->arena = dmr_arena_new(0);
    demarche_status status = begin(x, opts, err);
    if (status) {
        free_export(x);
        return status;
    }
    *out = x;
    return DEMARCHE_OK;
}

demarche_status demarche_export_close(demarche_export *x, demarche_error *err)
{
    if (!x)
        return DEMARCHE_OK;
    demarche_status status = DEMARCHE_OK;
    if (x->kind->end)
        status = x->kind->end(x, err);
    if (!status)
        status = look_at_files(x, true, err);
    free_export(x);
    return status;
}

/* -------------------------------------------------------------------------- putting */

demarche_status demarche_export_event(demarche_export *x, const demarche_document *doc,
                                      const demarche_event *event,
                                      const demarche_deed *deed, demarche_error *err)
{
    if (!x || !doc || !event || !x->kind->event)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             x && !x->kind->event
                                 ? "this output is of whole documents"
                                 : "an event and its document are needed");
    if (!dmr_export_takes(x->kind, event))
        return DEMARCHE_OK;
    dmr_told told = {doc, demarche_document_meta(doc), event, deed, ++x->events};
    DMR_TRY(x->kind->event(x, &told, err));
    return look_at_files(x, false, err);
}

demarche_status demarche_export_document(demarche_export *x, const demarche_document *doc,
                                         const demarche_wanted *wanted,
                                         demarche_error *err)
{
    if (!x || !doc)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a document is needed");
    if (x->kind->document) {
        DMR_TRY(x->kind->document(x, doc, err));
        return look_at_files(x, false, err);
    }
    size_t n;
    const demarche_event *events = demarche_document_events(doc, &n);
    for (size_t i = 0; i < n; i++) {
        if (demarche_event_is_wanted(&events[i], wanted))
            DMR_TRY(demarche_export_event(x, doc, &events[i], NULL, err));
    }
    return DEMARCHE_OK;
}
