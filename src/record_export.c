/* Out of a record: events and deeds in every output, and whole documents as lines of JSON. */
#include <string.h>

#include "base/error.h"
#include "document_dump.h"
#include "record_trees.h"

/* What a record is put out with. */
typedef struct putter {
    demarche_record *record;
    dmr_record_picker *picker;
    dmr_arena *arena;        /* of one row; reset for each */
    demarche_worker *worker; /* parses again; NULL: the output needs no trees */
    demarche_exported so_far;
    demarche_exported_fn progress;
    void *progress_user;
    demarche_error *err;
} putter;

static demarche_status begin(putter *p, demarche_record *record,
                             const demarche_query *query, dmr_record_pick_what what,
                             demarche_error *err)
{
    p->record = record;
    p->err = err;
    p->arena = dmr_arena_new(0);
    if (!p->arena)
        return dmr_error_memory(err);
    return dmr_record_pick_open(&p->picker, record, query, what, err);
}

static void end(putter *p, demarche_exported *out)
{
    dmr_record_pick_close(p->picker);
    dmr_arena_free(p->arena);
    if (out)
        *out = p->so_far;
}

static demarche_status count_document(putter *p)
{
    p->so_far.documents++;
    if (p->progress && p->progress(p->progress_user, &p->so_far) != 0)
        return dmr_error_set(p->err, DEMARCHE_E_IO, 0, "stopped");
    return DEMARCHE_OK;
}

/* ----------------------------------------------------------------------------- events */

static demarche_status put_event(putter *p, demarche_export *x,
                                 const demarche_document *doc,
                                 const dmr_record_picked *picked,
                                 const demarche_query *query)
{
    size_t n;
    const demarche_event *events = demarche_document_events(doc, &n);
    if (picked->event >= n)
        return dmr_error_set(p->err, DEMARCHE_E_RECORD, 0,
                             "%s: coding %lld: events are missing; see `demarche record "
                             "check`",
                             p->record->path, (long long)picked->coding);
    demarche_event e = events[picked->event];
    demarche_deed deed;
    dmr_arena_reset(p->arena);
    if (query && query->corrected)
        DMR_TRY(dmr_record_pick_recoded(p->picker, picked, &e, p->arena, p->err));
    p->so_far.events++;
    if (query && query->events)
        return demarche_export_event(x, doc, &e, NULL, p->err);
    DMR_TRY(dmr_record_pick_deed(p->picker, picked->deed, &deed, p->arena, p->err));
    p->so_far.tellings += deed.n_tellings;
    return demarche_export_event(x, doc, &e, &deed, p->err);
}

static demarche_status put_whole(putter *p, demarche_export *x,
                                 const demarche_document *doc, int64_t coding)
{
    demarche_document *parsed = NULL;
    if (p->worker) {
        DMR_TRY(
            dmr_record_parse_again(&parsed, p->record, coding, doc, p->worker, p->err));
        if (!parsed) {
            p->so_far.documents--;
            p->so_far.left_out++;
            return DEMARCHE_OK;
        }
    }
    demarche_status status =
        demarche_export_document(x, parsed ? parsed : doc, NULL, p->err);
    demarche_document_free(parsed);
    return status;
}

/* Each document is loaded once: its rows come together. */
static demarche_status put_all(putter *p, demarche_export *x, const demarche_query *query,
                               bool of_documents)
{
    demarche_document *doc = NULL;
    int64_t loaded = 0;
    dmr_record_picked picked;
    demarche_status status = DEMARCHE_OK;
    for (bool got = true; !status;) {
        status = dmr_record_pick_next(p->picker, &picked, &got, p->err);
        if (status || !got)
            break;
        if (picked.coding != loaded) {
            demarche_document_free(doc);
            doc = NULL;
            status = demarche_record_document(&doc, p->record, picked.coding, p->err);
            loaded = picked.coding;
            if (!status)
                status = count_document(p);
        }
        if (!status)
            status = of_documents ? put_whole(p, x, doc, picked.coding)
                                  : put_event(p, x, doc, &picked, query);
    }
    demarche_document_free(doc);
    return status;
}

static demarche_status check_export(const demarche_record *record,
                                    const demarche_record_export_options *opts,
                                    demarche_error *err)
{
    if (!record || opts->version != DEMARCHE_RECORD_EXPORT_OPTIONS_VERSION)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a record and export options of version %d are needed",
                             DEMARCHE_RECORD_EXPORT_OPTIONS_VERSION);
    if (opts->output == DEMARCHE_OUTPUT_CONLLU && !opts->worker)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "%s: a record keeps no trees: a worker is needed to parse "
                             "the texts again",
                             record->path);
    return DEMARCHE_OK;
}

demarche_status demarche_record_export(demarche_exported *out, demarche_record *record,
                                       const demarche_query *query,
                                       const demarche_record_export_options *opts,
                                       demarche_file_fn write, void *user,
                                       demarche_error *err)
{
    static const demarche_record_export_options defaults =
        DEMARCHE_RECORD_EXPORT_OPTIONS_INIT;
    demarche_export_options how = DEMARCHE_EXPORT_OPTIONS_INIT;
    demarche_export *x = NULL;
    dmr_record_whole whole;
    opts = opts ? opts : &defaults;
    DMR_TRY(check_export(record, opts, err));
    putter p = {.progress = opts->progress, .progress_user = opts->progress_user};
    bool of_documents = demarche_output_is_of_documents(opts->output);
    if (opts->output == DEMARCHE_OUTPUT_CONLLU)
        p.worker = opts->worker;
    demarche_status status =
        begin(&p, record, query,
              of_documents ? DMR_RECORD_PICK_DOCUMENTS : DMR_RECORD_PICK_EVENTS, err);
    if (!status)
        status = dmr_record_pick_whole(record, &whole, p.arena, err);
    if (!status) {
        how.output = opts->output;
        how.title = opts->title ? opts->title : whole.title;
        how.made = whole.made;
        how.lexicon_hash = whole.lexicon_hash;
        how.model_hash = whole.model_hash;
        status = demarche_export_open(&x, &how, write, user, err);
    }
    if (!status)
        status = put_all(&p, x, query, of_documents);
    demarche_status closed = demarche_export_close(x, status ? NULL : err);
    end(&p, out);
    return status ? status : closed;
}

/* -------------------------------------------------------------------------- documents */

static demarche_status put_document(putter *p, const dmr_record_picked *picked,
                                    demarche_write_fn write, void *user)
{
    demarche_document *doc;
    dmr_record_by by;
    dmr_json j;
    dmr_arena_reset(p->arena);
    DMR_TRY(dmr_record_pick_coder(p->record, picked, &by, p->arena, p->err));
    DMR_TRY(demarche_record_document(&doc, p->record, picked->coding, p->err));
    dmr_json_begin(&j, write, user);
    dmr_dump_document(&j, doc, &by);
    demarche_document_free(doc);
    DMR_TRY(dmr_json_finish(&j, p->err));
    return count_document(p);
}

demarche_status demarche_record_dump(demarche_exported *out, demarche_record *record,
                                     const demarche_query *query,
                                     const demarche_dump_options *opts,
                                     demarche_write_fn write, void *user,
                                     demarche_error *err)
{
    static const demarche_dump_options defaults = DEMARCHE_DUMP_OPTIONS_INIT;
    opts = opts ? opts : &defaults;
    if (!record || !write || opts->version != DEMARCHE_DUMP_OPTIONS_VERSION)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a record, somebody who writes and dump options of version "
                             "%d are needed",
                             DEMARCHE_DUMP_OPTIONS_VERSION);
    putter p = {.progress = opts->progress, .progress_user = opts->progress_user};
    demarche_status status = begin(
        &p, record, query,
        opts->all_versions ? DMR_RECORD_PICK_ALL_CODINGS : DMR_RECORD_PICK_CODINGS, err);
    for (bool got = true; !status;) {
        dmr_record_picked picked;
        status = dmr_record_pick_next(p.picker, &picked, &got, err);
        if (status || !got)
            break;
        status = put_document(&p, &picked, write, user);
    }
    end(&p, out);
    return status;
}

demarche_status demarche_record_import(demarche_record *record, demarche_str line,
                                       bool *added, demarche_error *err)
{
    demarche_document *doc;
    dmr_record_by by;
    if (added)
        *added = false;
    if (!record || !record->writes)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a record that is open for writing is needed");
    DMR_TRY(dmr_dump_read(&doc, &by, line, err));
    demarche_status status = dmr_record_begin_by(record, &by.coder, by.recorded, err);
    if (!status)
        status = demarche_record_add(record, doc, added, err);
    demarche_document_free(doc);
    return status;
}
