#include "run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help.h"
#include "inputs.h"
#include "jobs.h"
#include "progress.h"
#include "sink.h"

enum { PRINT_LATER = 1024 * 1024 }; /* bytes of a text */

/* Documents on their way are counted by their names, each under one of so many numbers. */
enum { NAMES = 1 << 16 };

typedef struct totals {
    uint64_t documents, sentences, long_sentences, words, events, repaired, controls;
    uint64_t folded;            /* tellings beyond the first of an event */
    uint64_t discarded;         /* sentences left out */
    uint64_t unsure;            /* events not printed, as less sure than was asked for */
    uint64_t left_out;          /* records of crawls that hold no page */
    uint64_t added;             /* documents that the record did not have yet */
    uint64_t known;             /* documents that it had, and that were not coded again */
    size_t inputs_done, unread; /* inputs, or lines of inputs, that were not read */
    bool failed;
} totals;

typedef struct run {
    const cli_options *options;
    const cli_plan *plan;
    demarche_engine *engine;
    demarche_record *record;   /* NULL: none */
    FILE *trace;               /* NULL: none */
    cli_sink *sink;            /* of events; NULL: they go to standard output */
    demarche_export *exported; /* NULL: the output is of lines */
    cli_jobs *jobs;
    unsigned short *on_way; /* (NAMES) how many documents of that name are not yet kept */
    totals totals;
    bool stop; /* nothing more can be written */
} run;

/* One document on its way, or word of an input that could not be read. */
typedef struct item {
    char *path;
    demarche_document *doc; /* NULL: only an error, or done with */
    bool coded;             /* `counts` and `out` hold what came of a document */
    demarche_counts counts;
    uint64_t unsure; /* of its events */
    cli_buffer out, trace;
    demarche_status status;
    demarche_error err;
    bool ends_input;
    unsigned short *on_way; /* the count that it is in; NULL: in none */
} item;

bool cli_open_engine(demarche_engine **out, const cli_options *options)
{
    demarche_error err;
    if (!demarche_engine_open(out, &options->engine, &err))
        return true;
    cli_complain(NULL, &err);
    return false;
}

/* ------------------------------------------------------------ on a worker's thread */

static uint64_t count_unsure(const demarche_document *doc, const demarche_wanted *wanted)
{
    const demarche_wanted everything = {wanted->all, 0};
    size_t n;
    uint64_t unsure = 0;
    const demarche_event *events = demarche_document_events(doc, &n);
    for (size_t i = 0; i < n; i++)
        unsure += demarche_event_is_wanted(&events[i], &everything) &&
                  !demarche_event_is_wanted(&events[i], wanted);
    return unsure;
}

static void work(void *user, demarche_worker *worker, void *at)
{
    const run *r = user;
    item *i = at;
    if (!i->doc || i->status)
        return;
    i->status = demarche_document_run(i->doc, worker, r->plan->stage, &i->err);
    if (i->status)
        return;
    i->coded = true;
    i->counts = *demarche_document_counts(i->doc);
    if (r->plan->stage >= DEMARCHE_STAGE_EVENT)
        i->unsure = count_unsure(i->doc, &r->options->wanted);
    /* What a long text prints may be longer still: it is printed when its turn comes. */
    if (i->counts.bytes > PRINT_LATER)
        return;
    if (!r->exported && r->plan->print)
        i->status =
            r->plan->print(r->options, i->doc, cli_buffer_write, &i->out, &i->err);
    if (!i->status && r->trace)
        i->status = demarche_write_trace(i->doc, cli_buffer_write, &i->trace, &i->err);
    if (r->record || r->exported || i->status)
        return;
    /* All that is still asked of it is printed and counted: its trees need not wait. */
    demarche_document_free(i->doc);
    i->doc = NULL;
}

/* --------------------------------------------------------------- in order of input */

static void count(totals *t, const demarche_counts *c)
{
    t->documents++;
    t->sentences += c->sentences;
    t->long_sentences += c->long_sentences;
    t->words += c->tokens;
    t->events += c->events;
    t->folded += c->folded;
    t->discarded += c->sentences_discarded;
    t->repaired += c->repaired;
    t->controls += c->controls;
}

/* A record that refuses one document would refuse them all: the run ends, and what was kept
 * stays. Only one that is too large is passed over. */
static void keep_record(run *r, item *i)
{
    bool added = false;
    i->status = demarche_record_add(r->record, i->doc, &added, &i->err);
    r->totals.added += added;
    r->stop = r->stop || (i->status && i->status != DEMARCHE_E_LIMIT);
}

/* List what was not read or coded. */
static void record_failure(run *r, const item *i)
{
    demarche_error err = {0};
    demarche_str id = {NULL, 0};
    if (i->doc)
        id = demarche_document_meta(i->doc)->id;
    char *name = id.len ? strndup(id.ptr, id.len) : NULL;
    if (demarche_record_fail(r->record, name ? name : i->path, &i->err, &err)) {
        cli_complain(NULL, &err);
        r->stop = true;
    }
    free(name);
}

static int write_result(void *to, const char *bytes, size_t n)
{
    const run *r = to;
    return r->sink ? cli_sink_put(r->sink, bytes, n) : cli_write(NULL, bytes, n);
}

static bool results_failed(const run *r)
{
    return r->sink ? cli_sink_failed(r->sink) : cli_write_failed();
}

static int write_file(void *to, const char *bytes, size_t n)
{
    return fwrite(bytes, 1, n, to) != n;
}

static void print(run *r, item *i)
{
    if (r->exported)
        i->status =
            demarche_export_document(r->exported, i->doc, &r->options->wanted, &i->err);
    else if (i->counts.bytes > PRINT_LATER && r->plan->print)
        i->status = r->plan->print(r->options, i->doc, write_result, r, &i->err);
    else if (i->out.n)
        write_result(r, i->out.at, i->out.n);
    if (i->counts.bytes > PRINT_LATER && r->trace && !i->status)
        i->status = demarche_write_trace(i->doc, write_file, r->trace, &i->err);
    else if (i->trace.n)
        write_file(r->trace, i->trace.at, i->trace.n); /* close_all sees a failure */
}

/* Name the document in several of one input, else the path is enough. */
static void complain(const item *i)
{
    char id[1024];
    if (!i->doc) {
        cli_complain(i->path, &i->err);
        return;
    }
    demarche_str s = demarche_document_meta(i->doc)->id;
    snprintf(id, sizeof id, "%.*s", (int)(s.len > 1000 ? 1000 : s.len), s.ptr);
    cli_complain(id, &i->err);
}

static void done(void *user, void *at)
{
    run *r = user;
    item *i = at;
    if (i->on_way)
        --*i->on_way;
    if (i->coded && !i->status)
        print(r, i);
    /* Behind a document that was refused none is kept: it would come before it. */
    bool left = r->record && r->stop;
    if (i->coded && !i->status && r->record && !left)
        keep_record(r, i);
    if (results_failed(r)) {
        r->stop = true;
    } else if (i->status) {
        complain(i);
        r->totals.failed = true;
        r->totals.unread++;
        if (r->record && !r->stop)
            record_failure(r, i);
    } else if (i->coded && !left) {
        count(&r->totals, &i->counts);
        r->totals.unsure += i->unsure;
    }
    r->totals.inputs_done += i->ends_input;
    cli_progress_show(r->totals.inputs_done, r->totals.words);
    demarche_document_free(i->doc);
    free(i->out.at);
    free(i->trace.at);
    free(i->path);
    free(i);
}

/* ------------------------------------------------------------------------- reading */

static item *new_item(const char *path)
{
    item *i = calloc(1, sizeof *i);
    char *copy = strdup(path);
    if (!i || !copy) {
        free(i);
        free(copy);
        return NULL;
    }
    i->path = copy;
    return i;
}

/* How many documents are on their way that have the name of this one (or, rarely, another). */
static unsigned short *name_count(run *r, const demarche_document *doc)
{
    demarche_str id = demarche_document_meta(doc)->id;
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < id.len; i++)
        hash = (hash ^ (unsigned char)id.ptr[i]) * 16777619u;
    return &r->on_way[(hash ^ hash >> 16) % NAMES];
}

/* Push a document or an error. False for want of memory. */
static bool push(run *r, const char *path, demarche_document *doc, demarche_status status,
                 const demarche_error *err, bool ends_input)
{
    item *i = new_item(path);
    if (!i) {
        demarche_document_free(doc);
        cli_say("demarche: %s: not enough memory; fewer --jobs need less", path);
        r->totals.failed = true;
        return false;
    }
    i->doc = doc;
    i->status = status;
    if (status)
        i->err = *err;
    i->ends_input = ends_input;
    if (doc && r->on_way) {
        i->on_way = name_count(r, doc);
        ++*i->on_way;
    }
    cli_jobs_push(r->jobs, i, doc ? demarche_document_text(doc).len : 0);
    return true;
}

/* Whether the record has a document already, coded by the same. One whose name another on its
 * way has is not asked for: that one may be put on top of it. */
static demarche_status is_known(run *r, const demarche_document *doc, bool *known,
                                demarche_error *err)
{
    *known = false;
    if (!r->on_way || r->plan->print || *name_count(r, doc))
        return DEMARCHE_OK;
    demarche_status status = demarche_record_has(r->record, doc, known, err);
    if (status) {
        r->stop = true;
        return status;
    }
    r->totals.known += *known;
    return DEMARCHE_OK;
}

/* All documents of one input. */
static void read_input(run *r, const char *path, const demarche_site *site)
{
    demarche_read_options read = r->options->read;
    demarche_error err = {0};
    demarche_reader *reader = NULL;
    read.site = site;
    demarche_status status =
        demarche_reader_open_path(&reader, cli_jobs_worker(r->jobs), path, &read, &err);
    if (status)
        push(r, path, NULL, status, &err, true);
    while (!status && !r->stop) {
        demarche_document *doc = NULL;
        bool known = false;
        demarche_status bad = demarche_reader_next(reader, &doc, &err);
        cli_progress_input(demarche_reader_offset(reader), demarche_reader_size(reader));
        if (!bad && doc)
            bad = is_known(r, doc, &known, &err);
        if (known) {
            demarche_document_free(doc);
            cli_progress_show(r->totals.inputs_done, r->totals.words);
            continue;
        }
        if ((!bad && !doc) ||
            !push(r, demarche_reader_path(reader), doc, bad, &err, false) ||
            bad == DEMARCHE_E_MEMORY)
            break;
    }
    r->totals.inputs_done += !status;
    cli_progress_input(0, 0);
    r->totals.left_out += reader ? demarche_reader_left_out(reader) : 0;
    demarche_reader_free(reader);
}

/* ------------------------------------------------------------------------- closing */

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

static void say_totals(const run *r)
{
    const totals *t = &r->totals;
    char line[512];
    size_t n = 0;
    cli_progress_clear();
    if (r->options->quiet)
        return;
    n += (size_t)snprintf(line + n, sizeof line - n, "%llu document%s",
                          (unsigned long long)t->documents, plural(t->documents));
    if (r->plan->stage >= DEMARCHE_STAGE_TEXT)
        n += (size_t)snprintf(line + n, sizeof line - n, ", %llu sentence%s",
                              (unsigned long long)t->sentences, plural(t->sentences));
    if (t->long_sentences)
        n += (size_t)snprintf(
            line + n, sizeof line - n, ", %llu of over %d words read in pieces",
            (unsigned long long)t->long_sentences, DEMARCHE_SENTENCE_MAX);
    if (r->plan->stage >= DEMARCHE_STAGE_EVENT)
        n += (size_t)snprintf(line + n, sizeof line - n, ", %llu event%s",
                              (unsigned long long)t->events, plural(t->events));
    if (t->unsure)
        n += (size_t)snprintf(
            line + n, sizeof line - n, " (%llu less sure than %g not printed)",
            (unsigned long long)t->unsure, r->options->wanted.confidence);
    if (t->folded)
        n += (size_t)snprintf(line + n, sizeof line - n, " (%llu retelling%s folded)",
                              (unsigned long long)t->folded, plural(t->folded));
    if (t->discarded)
        n += (size_t)snprintf(line + n, sizeof line - n,
                              ", %llu sentence%s left out by discards.tsv",
                              (unsigned long long)t->discarded, plural(t->discarded));
    n += (size_t)snprintf(line + n, sizeof line - n, "; %llu byte sequence%s repaired",
                          (unsigned long long)t->repaired, plural(t->repaired));
    if (t->controls)
        n += (size_t)snprintf(line + n, sizeof line - n, ", %llu control character%s",
                              (unsigned long long)t->controls, plural(t->controls));
    if (t->left_out)
        n += (size_t)snprintf(line + n, sizeof line - n, ", %llu record%s left out",
                              (unsigned long long)t->left_out, plural(t->left_out));
    n += (size_t)snprintf(line + n, sizeof line - n, ", %zu not read", t->unread);
    if (r->record)
        n += (size_t)snprintf(line + n, sizeof line - n, "; %llu new in %s",
                              (unsigned long long)t->added, r->options->record);
    if (t->known)
        snprintf(line + n, sizeof line - n, ", %llu there already",
                 (unsigned long long)t->known);
    cli_say("demarche: %s", line);
}

static bool open_trace(run *r)
{
    bool to_stderr = strcmp(r->options->trace, "-") == 0;
    r->trace = to_stderr ? stderr : fopen(r->options->trace, "w");
    if (!r->trace)
        cli_say("demarche: --trace: %s: %s", r->options->trace, strerror(errno));
    return r->trace != NULL;
}

/* False where not all of it could be written. */
static bool close_trace(run *r)
{
    bool good = !r->trace || (fflush(r->trace) == 0 && !ferror(r->trace));
    if (r->trace && r->trace != stderr)
        good = fclose(r->trace) == 0 && good;
    if (!good)
        cli_say("demarche: --trace: %s: not all could be written; check the disk",
                r->options->trace);
    return good;
}

/* Where events go, and what puts those in order that are not lines. */
static bool open_sink(run *r)
{
    demarche_export_options opts = DEMARCHE_EXPORT_OPTIONS_INIT;
    demarche_error err = {0};
    opts.output = r->options->output;
    opts.lexicon_hash = demarche_engine_lexicon_hash(r->engine);
    opts.model_hash = demarche_engine_model_hash(r->engine);
    r->sink = cli_sink_open(opts.output, r->options->out);
    if (!r->sink)
        return false;
    demarche_status status =
        demarche_output_is_of_lines(opts.output)
            ? demarche_write_header(opts.output, write_result, r, &err)
            : demarche_export_open(&r->exported, &opts, cli_sink_write, r->sink, &err);
    if (status && !results_failed(r))
        cli_complain(NULL, &err);
    return !status;
}

/* False where what was written is not whole; then no file has taken its place. */
static bool close_sink(run *r, bool good)
{
    demarche_error err = {0};
    if (demarche_export_close(r->exported, &err)) {
        if (!results_failed(r))
            cli_complain(NULL, &err);
        good = false;
    }
    return cli_sink_close(r->sink, good) && good;
}

static bool open_record(run *r)
{
    demarche_error err = {0};
    demarche_run_options opts = DEMARCHE_RUN_OPTIONS_INIT;
    opts.fill = r->options->read.fill;
    opts.commit = (uint32_t)r->options->commit;
    demarche_status status =
        demarche_record_open(&r->record, r->options->record, DEMARCHE_RECORD_WRITE, &err);
    if (!status)
        status = demarche_record_begin(r->record, r->engine, &opts, &err);
    if (status) {
        cli_complain(NULL, &err);
        return false;
    }
    r->on_way = calloc(NAMES, sizeof *r->on_way);
    if (!r->on_way)
        cli_say("demarche: not enough memory; fewer --jobs need less");
    return r->on_way != NULL;
}

/* The run is whole where it came to its end. */
static void close_record(run *r, bool good)
{
    demarche_error err = {0};
    demarche_status status = DEMARCHE_OK;
    if (good && !r->stop)
        status = demarche_record_finish(r->record, &err);
    if (status)
        cli_complain(NULL, &err);
    demarche_error why = {0};
    if (demarche_record_close(r->record, &why) && !status) {
        cli_complain(NULL, &why);
        status = why.code;
    }
    r->totals.failed = r->totals.failed || status;
    free(r->on_way);
}

static bool open_all(run *r)
{
    demarche_error err = {0};
    if (!cli_open_engine(&r->engine, r->options))
        return false;
    if (r->options->record && !open_record(r))
        return false;
    if (r->options->trace && !open_trace(r))
        return false;
    if (r->plan->events && !open_sink(r))
        return false;
    r->jobs = cli_jobs_new(r->engine, r->options->jobs, work, done, r, &err);
    if (!r->jobs)
        cli_complain(NULL, &err);
    return r->jobs != NULL;
}

static void close_all(run *r, bool good)
{
    cli_jobs_finish(r->jobs);
    bool written = close_sink(r, good && !r->stop);
    if (!cli_flush() || !close_trace(r) || !written)
        r->totals.failed = true;
    if (r->record)
        close_record(r, good);
}

int cli_run(const cli_options *options, const cli_plan *plan)
{
    run r = {.options = options, .plan = plan};
    cli_inputs inputs;
    if (!cli_inputs_expand(&inputs, options->args, options->n_args)) {
        cli_say("demarche: not enough memory to list the inputs; name fewer");
        return CLI_FAILED;
    }
    bool good = open_all(&r);
    if (good) {
        cli_progress_begin(inputs.n, options->quiet);
        for (size_t i = 0; i < inputs.n && !r.stop; i++)
            read_input(&r, inputs.paths[i], cli_inputs_site(&inputs, i));
    }
    close_all(&r, good);
    r.totals.unread += inputs.bad;
    if (good)
        say_totals(&r);
    demarche_engine_free(r.engine);
    cli_inputs_free(&inputs);
    bool failed = !good || r.totals.failed || r.totals.unread || cli_write_failed();
    return failed ? CLI_FAILED : CLI_DONE;
}

int cli_run_verb(const char *help, const cli_plan *plan, int argc, char **argv)
{
    cli_options options;
    int code = cli_options_read(&options, CLI_TAKES_JOBS | CLI_TAKES_INPUT, argc, argv);
    if (code)
        return code;
    if (options.help)
        return cli_help(help);
    if (options.n_args == 0) {
        cli_say("demarche: %s: no PATH given; see demarche %s --help", argv[0], argv[0]);
        return CLI_WRONG_USE;
    }
    return cli_run(&options, plan);
}
