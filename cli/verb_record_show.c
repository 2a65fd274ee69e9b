/* demarche record show: what is in a record, and what was in it after any run. */
#include <stdio.h>
#include <string.h>

#include "help.h"
#include "record_options.h"
#include "talk.h"
#include "verb_record.h"

static const char help[] =
    "usage: demarche record show R.db [OPTION]...\n"
    "       demarche record show R.db runs|failures|documents [OPTION]...\n"
    "       demarche record show R.db document DOC [OPTION]...\n"
    "       demarche record show R.db event EVENT [OPTION]...\n"
    "\n"
    "Show what a record has: an overview; its runs with their counts and options; what\n"
    "could not be read; its documents. Of a document its versions, and from when to\n"
    "when each coding held. Of an event (its id or event_key) every report with its\n"
    "sentence, how each run coded it, the other events of its deed, and what was said\n"
    "of it by hand.\n"
    "\n"
    "  --at RUN         as the record was after that run (deeds and corrections are\n"
    "                   as they are now)\n"
    "  --format FORMAT  table (default), csv, tsv or jsonl. A document as jsonl is its\n"
    "                   events, as `code` prints them (with --at: as it did then)\n"
    "  --part PART      of an event, in csv and tsv: reports (default), history, deed\n"
    "                   or corrections; jsonl has all, each line with its \"part\"\n"
    "  -q, --quiet      no closing line\n"
    "  -h, --help       this text\n"
    "\n"
    "Example:\n"
    "  demarche record show r.db document reports/1988.txt --at 3 --format jsonl\n";

static int complain(const demarche_error *err)
{
    cli_complain(NULL, err);
    return err->code == DEMARCHE_E_ARGUMENT ? CLI_WRONG_USE : CLI_FAILED;
}

/* ----------------------------------------------------------------------- for people */

static void put(const char *s)
{
    cli_write(NULL, s, strlen(s));
}

static demarche_str cell(demarche_answer *a, const char *name)
{
    for (size_t c = 0; c < demarche_answer_columns(a); c++) {
        if (strcmp(demarche_answer_name(a, c), name) == 0)
            return demarche_answer_cell(a, c).text;
    }
    return (demarche_str){NULL, 0};
}

/* One word of a line: it begins a new one where it does not fit into 80 columns. */
static void put_word(const char *word, size_t n, size_t indent, size_t *column)
{
    size_t places = 0;
    for (size_t i = 0; i < n; i++)
        places += ((unsigned char)word[i] & 0xC0) != 0x80;
    if (*column >= indent && *column + 1 + places > 80) {
        put("\n");
        *column = 0;
    }
    if (*column == 0) {
        for (; *column < indent; ++*column)
            put(" ");
    } else if (*column >= indent && n && *word != ',') {
        put(" ");
        ++*column;
    }
    for (size_t i = 0; i < n; i++)
        cli_write(NULL, (unsigned char)word[i] < 0x20 ? " " : &word[i], 1);
    *column += places;
}

static void put_words(demarche_str text, size_t indent, size_t *column)
{
    for (size_t i = 0, from; i < text.len;) {
        while (i < text.len && strchr(" \t\r\n", text.ptr[i]) && text.ptr[i])
            i++;
        for (from = i; i < text.len && !(strchr(" \t\r\n", text.ptr[i]) && text.ptr[i]);)
            i++;
        if (i > from)
            put_word(text.ptr + from, i - from, indent, column);
    }
}

static void put_cell(demarche_answer *a, const char *before, const char *name,
                     size_t indent, size_t *column)
{
    demarche_str s = cell(a, name);
    if (!s.len)
        return;
    put_words((demarche_str){before, strlen(before)}, indent, column);
    put_words(s, indent, column);
}

/* Each row as a few lines: who did what to whom, by which rule, and the sentence. */
static demarche_status put_tellings(demarche_answer *a, bool reports, uint64_t *n,
                                    demarche_error *err)
{
    bool got = true;
    for (*n = 0;; ++*n) {
        demarche_status status = demarche_answer_next(a, &got, err);
        size_t column = 0;
        if (status || !got)
            return status;
        put_cell(a, "", reports ? "report" : "event_id", 1, &column);
        column = column < 3 ? 3 : column; /* what follows is behind it */
        put_cell(a, "", "date", 3, &column);
        put_cell(a, "", "actor", 3, &column);
        put_cell(a, "", "type", 3, &column);
        put_cell(a, "", "mode", 3, &column);
        put_cell(a, ">", "recipient", 3, &column);
        put_cell(a, "in", "place", 3, &column);
        put_cell(a, "|", "modality", 3, &column);
        put_cell(a, "", "confidence", 3, &column);
        put_cell(a, "by", "rule", 3, &column);
        put_cell(a, "by", "deed_by", 3, &column);
        put("\n");
        column = 0;
        put_cell(a, "", "sentence", 3, &column);
        put("\n");
        column = 0;
        put_cell(a, "--", "doc", 3, &column);
        put_cell(a, ", version", "version", 3, &column);
        put_cell(a, ", as of", "as_of", 3, &column);
        put("\n");
    }
}

/* ---------------------------------------------------------------------------- of an event */

static const char *const history_shown[] = {"run",       "actor", "type", "mode",
                                            "recipient", "date",  "rule", NULL};
static const char *const corrections_shown[] = {
    "correction", "verdict", "field", "value", "note", "by", "made", "withdrawn", NULL};

static const struct part {
    const char *name, *heading;
    demarche_listing list;
    const char *const *shown; /* NULL: in words */
} parts[] = {
    {"reports", "Reports", DEMARCHE_LIST_REPORTS, NULL},
    {"history", "As each run coded it", DEMARCHE_LIST_HISTORY, history_shown},
    {"deed", "Others of its deed", DEMARCHE_LIST_DEED, NULL},
    {"corrections", "By hand", DEMARCHE_LIST_EVENT_CORRECTIONS, corrections_shown},
};
enum { PARTS = sizeof parts / sizeof *parts };

static demarche_status show_part(demarche_record *record, const cli_record_options *o,
                                 const struct part *part, demarche_error *err)
{
    demarche_answer *a = NULL;
    uint64_t n = 0;
    bool table = o->format == CLI_ROWS_TABLE;
    demarche_status status =
        demarche_record_list(&a, record, part->list, o->args[2], o->at, err);
    if (!status && table) {
        put(part == parts || o->part ? "" : "\n");
        put(part->heading);
        put(":\n");
    }
    if (!status && table && !part->shown)
        status = put_tellings(a, part == parts, &n, err);
    else if (!status)
        status =
            cli_rows_write_as(a, o->format, part->shown,
                              o->format == CLI_ROWS_JSONL ? part->name : NULL, &n, err);
    if (!status && table && !n)
        put(" none\n");
    demarche_answer_free(a);
    return status;
}

static demarche_status show_event(demarche_record *record, const cli_record_options *o,
                                  demarche_error *err)
{
    bool all = o->format == CLI_ROWS_TABLE || o->format == CLI_ROWS_JSONL;
    for (int i = 0; i < PARTS; i++) {
        bool wanted = o->part ? strcmp(o->part, parts[i].name) == 0 : all || i == 0;
        demarche_status status =
            wanted ? show_part(record, o, &parts[i], err) : DEMARCHE_OK;
        if (status)
            return status;
    }
    return DEMARCHE_OK;
}

/* -------------------------------------------------------------------------------- the rest */

/* The events of the coding that held, as `code` prints them. */
static demarche_status show_coding(demarche_record *record, const cli_record_options *o,
                                   demarche_error *err)
{
    int64_t coding;
    demarche_document *doc = NULL;
    demarche_status status =
        demarche_record_coding(record, o->args[2], o->at, &coding, err);
    if (!status)
        status = demarche_record_document(&doc, record, coding, err);
    if (!status)
        status =
            demarche_write_events(doc, DEMARCHE_OUTPUT_JSONL, NULL, cli_write, NULL, err);
    demarche_document_free(doc);
    return status;
}

static const char *const overview_shown[] = {"part",  "name",    "value", "events",
                                             "deeds", "reports", NULL};
static const char *const runs_shown[] = {
    "run", "started", "documents", "events", "failures", "lexicon_hash", "options", NULL};
static const char *const failures_shown[] = {"path",    "byte", "reason",
                                             "message", "run",  NULL};
static const char *const documents_shown[] = {"doc",    "title",   "as_of", "version",
                                              "events", "reports", NULL};
static const char *const document_shown[] = {
    "version",        "as_of",     "run",    "recorded_from",
    "recorded_until", "until_run", "events", NULL};

static const struct show {
    const char *what; /* "": nothing is named */
    bool of;          /* of something that is named too */
    demarche_listing list;
    const char *const *shown;
} shows[] = {
    {"", false, DEMARCHE_LIST_OVERVIEW, overview_shown},
    {"runs", false, DEMARCHE_LIST_RUNS, runs_shown},
    {"failures", false, DEMARCHE_LIST_FAILURES, failures_shown},
    {"documents", false, DEMARCHE_LIST_DOCUMENTS, documents_shown},
    {"document", true, DEMARCHE_LIST_DOCUMENT, document_shown},
    {"event", true, DEMARCHE_LIST_REPORTS, NULL},
};

/* NULL after a line on stderr. */
static const struct show *find_show(const cli_record_options *o)
{
    const char *what = o->n_args > 1 ? o->args[1] : "";
    const struct show *found = NULL;
    for (size_t i = 0; i < sizeof shows / sizeof *shows; i++) {
        if (strcmp(shows[i].what, what) == 0)
            found = &shows[i];
    }
    bool fits = found && o->n_args == (!*what ? 1 : found->of ? 3 : 2);
    bool part = !o->part;
    for (int i = 0; i < PARTS && o->part; i++)
        part = part || strcmp(parts[i].name, o->part) == 0;
    if (!fits)
        cli_say("demarche: record show: name a record, and runs, failures, documents, "
                "document DOC, event EVENT or nothing; see demarche record show --help");
    else if (!part || (o->part && found->shown))
        cli_say("demarche: record show: --part takes reports, history, deed or "
                "corrections, of an event");
    return fits && part && !(o->part && found->shown) ? found : NULL;
}

static demarche_status show_list(demarche_record *record, const cli_record_options *o,
                                 const struct show *show, demarche_error *err)
{
    demarche_answer *a = NULL;
    uint64_t n;
    demarche_status status = demarche_record_list(
        &a, record, show->list, show->of ? o->args[2] : NULL, o->at, err);
    if (!status)
        status = cli_rows_write(a, o->format, show->shown, &n, err);
    if (!status && !o->quiet && *show->what)
        cli_say("demarche: %llu row%s", (unsigned long long)n, n == 1 ? "" : "s");
    demarche_answer_free(a);
    return status;
}

int cli_record_show(int argc, char **argv)
{
    cli_record_options o;
    demarche_error err = {0};
    demarche_record *record = NULL;
    int code = cli_record_options_read(
        &o, CLI_RECORD_FORMAT | CLI_RECORD_AT | CLI_RECORD_PART, argc, argv);
    if (code)
        return code;
    if (o.help)
        return cli_help(help);
    const struct show *show = find_show(&o);
    if (!show)
        return CLI_WRONG_USE;
    demarche_status status =
        demarche_record_open(&record, o.args[0], DEMARCHE_RECORD_READ, &err);
    if (!status) {
        if (!show->shown)
            status = show_event(record, &o, &err);
        else if (show->of && o.format == CLI_ROWS_JSONL)
            status = show_coding(record, &o, &err);
        else
            status = show_list(record, &o, show, &err);
    }
    bool flushed = cli_flush();
    if (status)
        code = complain(&err);
    demarche_record_close(record, NULL);
    return flushed || code ? code : CLI_FAILED;
}
