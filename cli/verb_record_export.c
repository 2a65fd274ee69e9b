/* demarche record export: events, deeds and documents out of a record. */
#include <stdio.h>
#include <string.h>

#include "help.h"
#include "options.h"
#include "progress.h"
#include "query_options.h"
#include "sink.h"
#include "talk.h"
#include "verb_record.h"

static const char help[] =
    "usage: demarche record export R.db [OPTION]...\n"
    "\n"
    "Write the deeds of a record that match: of each the event of which the coder is\n"
    "surest, with all documents that tell of it. Options narrow the answer.\n"
    "\n"
    "  --format FORMAT    any of `code` (jsonl; for conllu texts are parsed again), or\n"
    "                     documents: all that the record has of them, for `record\n"
    "                     import`; without a filter but --doc those without events too\n"
    "  -o, --output FILE  write there, not to standard output; formats of several\n"
    "                     files (gdelt2, frictionless) take a folder. What is there\n"
    "                     is replaced when all has been written\n"
    "  --all-versions     of documents every version, coding and run, not only the\n"
    "                     latest\n"
    "\n" CLI_HELP_FILTERS "\n"
    "  --limit N, --offset N\n"
    "                     some of the deeds, by --order day (default), day-down, sure\n"
    "                     or document; they are written in the order of documents\n"
    "  -q, --quiet        no progress, no closing line\n"
    "  -h, --help         this text\n"
    "\n"
    "Examples:\n"
    "  demarche record export r.db --format gdelt2 -o gdelt/ --pair KOR,SUN\n"
    "  demarche record export r.db --format documents -o r.jsonl\n";

static int show(void *user, const demarche_exported *so_far)
{
    (void)user;
    cli_progress_tell("%llu documents, %llu events",
                      (unsigned long long)so_far->documents,
                      (unsigned long long)so_far->events);
    return 0;
}

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

static void say_totals(const cli_query *o, bool of_documents, const demarche_exported *t)
{
    cli_progress_clear();
    if (t->left_out)
        cli_say(
            "demarche: %llu document%s left out: parsed by another model or with trees "
            "of their own, or cut into other sentences by now; parse the texts "
            "themselves (demarche parse)",
            (unsigned long long)t->left_out, plural(t->left_out));
    if (o->quiet)
        return;
    if (of_documents)
        cli_say("demarche: %llu document%s", (unsigned long long)t->documents,
                plural(t->documents));
    else if (o->query.events)
        cli_say("demarche: %llu event%s of %llu document%s",
                (unsigned long long)t->events, plural(t->events),
                (unsigned long long)t->documents, plural(t->documents));
    else
        cli_say("demarche: %llu deed%s of %llu document%s, told %llu time%s",
                (unsigned long long)t->events, plural(t->events),
                (unsigned long long)t->documents, plural(t->documents),
                (unsigned long long)t->tellings, plural(t->tellings));
}

/* Events, or whole documents for others. */
static demarche_status put_output(const cli_query *o, demarche_record *record,
                                  demarche_output output, cli_sink *sink,
                                  demarche_exported *totals, demarche_error *err)
{
    demarche_record_export_options opts = DEMARCHE_RECORD_EXPORT_OPTIONS_INIT;
    demarche_engine *engine = NULL;
    demarche_status status = DEMARCHE_OK;
    opts.output = output;
    opts.progress = show;
    if (output == DEMARCHE_OUTPUT_CONLLU) { /* trees are made again */
        status = demarche_engine_open(&engine, NULL, err);
        if (!status)
            status = demarche_worker_new(&opts.worker, engine, err);
    }
    if (!status)
        status = demarche_record_export(totals, record, &o->query, &opts, cli_sink_write,
                                        sink, err);
    demarche_worker_free(opts.worker);
    demarche_engine_free(engine);
    return status;
}

static demarche_status put_documents(const cli_query *o, demarche_record *record,
                                     cli_sink *sink, demarche_exported *totals,
                                     demarche_error *err)
{
    demarche_dump_options opts = DEMARCHE_DUMP_OPTIONS_INIT;
    opts.all_versions = o->all_versions;
    opts.progress = show;
    return demarche_record_dump(totals, record, &o->query, &opts, cli_sink_put, sink,
                                err);
}

/* Gives the exit code; what was written is whole, and to be kept, where *whole is set. */
static int put(const cli_query *o, demarche_record *record, int output, cli_sink *sink,
               bool *whole)
{
    demarche_error err = {0};
    demarche_exported totals = {0};
    cli_progress_begin(0, o->quiet);
    demarche_status status =
        output < 0 ? put_documents(o, record, sink, &totals, &err)
                   : put_output(o, record, (demarche_output)output, sink, &totals, &err);
    *whole = !status;
    if (!status) {
        bool of_documents =
            output < 0 || demarche_output_is_of_documents((demarche_output)output);
        say_totals(o, of_documents, &totals);
        return totals.left_out ? CLI_FAILED : CLI_DONE;
    }
    if (!cli_sink_failed(sink))
        cli_complain(NULL, &err);
    return status == DEMARCHE_E_ARGUMENT ? CLI_WRONG_USE : CLI_FAILED;
}

/* The output of --format; -1 for documents, -2 after a line on stderr. */
static int output_of(const cli_query *o)
{
    bool documents = o->format && strcmp(o->format, "documents") == 0;
    int output = documents   ? -1
                 : o->format ? demarche_output_by_name(o->format)
                             : DEMARCHE_OUTPUT_JSONL;
    bool standard = !o->out || strcmp(o->out, "-") == 0;
    const char *why = NULL;
    if (!documents && output < 0)
        why = "--format takes " CLI_OUTPUTS ", or documents";
    else if (o->sql || o->query.count_by)
        why = "--sql and --count are of demarche query";
    else if (o->all_versions && !documents)
        why = "--all-versions is of --format documents";
    else if (!documents && standard && cli_sink_needs_folder((demarche_output)output))
        why = "this --format is several files: name a folder for them with --output";
    else if (!documents && o->query.all &&
             !demarche_output_tells_undone((demarche_output)output))
        why = "this --format cannot say that something was not done; leave out --all, or "
              "take jsonl, tsv or csv";
    else if (o->n_args != 1)
        why = "name one record; see demarche record export --help";
    if (!why)
        return output;
    cli_say("demarche: record export: %s", why);
    return -2;
}

int cli_record_export(int argc, char **argv)
{
    cli_query o;
    demarche_error err = {0};
    demarche_record *record = NULL;
    int code = cli_query_read(&o, argc, argv);
    if (code)
        return code;
    if (o.help)
        return cli_help(help);
    int output = output_of(&o);
    if (output < -1)
        return CLI_WRONG_USE;
    if (demarche_record_open(&record, o.args[0], DEMARCHE_RECORD_READ, &err)) {
        cli_complain(NULL, &err);
        return CLI_FAILED;
    }
    /* documents are one file, as JSONL is */
    cli_sink *sink = cli_sink_open(
        output < 0 ? DEMARCHE_OUTPUT_JSONL : (demarche_output)output, o.out);
    bool whole = false;
    code = sink ? put(&o, record, output, sink, &whole) : CLI_FAILED;
    bool good = sink && cli_sink_close(sink, whole);
    if (!cli_flush() || !good)
        code = code ? code : CLI_FAILED;
    demarche_record_close(record, NULL);
    return code;
}
