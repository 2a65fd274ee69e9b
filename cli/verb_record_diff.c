/* demarche record diff: what changed between two states of a record, and why. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help.h"
#include "next_option.h"
#include "options.h"
#include "rows.h"
#include "talk.h"
#include "verb_record.h"

static const char help[] =
    "usage: demarche record diff [OPTION]... R.db A [B]\n"
    "       demarche record diff [OPTION]... R.db OTHER.db [A [B]]\n"
    "\n"
    "Print which events differ between two states of a record, or between a state of\n"
    "R.db and one of OTHER.db, and why. A state that is not named is now. States:\n"
    "\n"
    "  3, run:3           after run 3\n"
    "  known:1990-06      as told by documents that know no more than that (EDTF)\n"
    "  time:2026-01-31T12:00\n"
    "                     what the record held at the end of that year, month, day,\n"
    "                     minute (UTC)\n"
    "  coder:3            by the coder of run 3; coder:1a2b: by the hash (or four\n"
    "                     digits or more of it) of its lexicon or model, or version.\n"
    "                     Two coders are compared in what both have coded\n"
    "  now                as it is\n"
    "\n"
    "An event is held against that of the same id in its document, else of the same\n"
    "sentence and trigger, else of the same sentence, type and parties. Each is told\n"
    "once, with the first reason that holds and all that differs:\n"
    "\n"
    "  new-document, document-gone\n"
    "  new-text           another version of the document tells it\n"
    "  actor              other parties, or other codes of them\n"
    "  rule               another rule, type, mode, modality, sureness, context\n"
    "  date, place\n"
    "  found, lost        in a sentence that both have\n"
    "  deed               it is counted to another deed\n"
    "  hand               it was corrected by hand\n"
    "  detail             other words or quantities, or told more often\n"
    "\n"
    "  --reason LIST      of these reasons alone, parted by commas\n"
    "  --doc ID           of a document; 'PREFIX*' for several\n"
    "  --summary          one row for each reason: how many rows and documents\n"
    "  --limit N          rows at most\n"
    "  --format FORMAT    table (default), csv, tsv or jsonl; these have all columns\n"
    "  -q, --quiet        no closing lines\n"
    "  -h, --help         this text\n"
    "\n"
    "Example:\n"
    "  demarche record diff r.db 1 2 --reason rule,actor\n"
    "  demarche record diff r.db known:1988 known:1990-06\n";

typedef struct options {
    demarche_diff_query query;
    const char *format, *record, *other;
    bool quiet, help;
} options;

static int wrong(const char *what, const char *which)
{
    return cli_wrong_use("record diff", what, which);
}

static int take_limit(options *o, const char *value)
{
    char *end;
    errno = 0;
    long long n = strtoll(value, &end, 10);
    if (errno || end == value || *end || n < 0)
        return wrong("--limit takes a number, not ", value);
    o->query.limit = n;
    return CLI_DONE;
}

static int take_option(options *o, int option, const char *value)
{
    switch (option) {
    case 'h':
        o->help = true;
        break;
    case 'q':
        o->quiet = true;
        break;
    case 's':
        o->query.summary = true;
        break;
    case 'f':
        o->format = value;
        break;
    case 'r':
        o->query.reason = value;
        break;
    case 'd':
        o->query.document = value;
        break;
    default:
        return take_limit(o, value);
    }
    return CLI_DONE;
}

/* Else it is a file. */
static bool is_state(const char *s)
{
    static const char *const kinds[] = {"run:", "known:", "time:", "coder:"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strncmp(s, kinds[i], strlen(kinds[i])) == 0)
            return true;
    }
    return strcmp(s, "now") == 0 || (*s && !s[strspn(s, "0123456789")]);
}

static int take_arguments(options *o, int n, char **args)
{
    int at = 1;
    if (n > 1 && !is_state(args[1]))
        o->other = args[at++];
    if (n < 2 || n - at > 2)
        return wrong("name a record and two states of it, or two records", "");
    o->record = args[0];
    for (int i = at; i < n; i++) {
        if (!is_state(args[i]))
            return wrong("no state: ", args[i]);
    }
    o->query.before = at < n ? args[at] : NULL;
    o->query.after = at + 1 < n ? args[at + 1] : NULL;
    return CLI_DONE;
}

static int read_options(options *o, int argc, char **argv)
{
    static const struct option long_options[] = {
        {"help", no_argument, NULL, 'h'},
        {"quiet", no_argument, NULL, 'q'},
        {"summary", no_argument, NULL, 's'},
        {"format", required_argument, NULL, 'f'},
        {"reason", required_argument, NULL, 'r'},
        {"doc", required_argument, NULL, 'd'},
        {"limit", required_argument, NULL, 'l'},
        {NULL, 0, NULL, 0},
    };
    cli_begin_options();
    for (;;) {
        int option = cli_next_option(argc, argv, ":hq", long_options);
        if (option == CLI_WRONG_OPTION)
            return CLI_WRONG_USE;
        if (option == CLI_NO_OPTION)
            break;
        int code = take_option(o, option, optarg);
        if (code)
            return code;
    }
    return o->help ? CLI_DONE : take_arguments(o, argc - optind, argv + optind);
}

/* ------------------------------------------------------------------------------- telling */

static const char *s_of(uint64_t n)
{
    return n == 1 ? "" : "s";
}

static void say_reasons(const demarche_diff_counts *n, bool limited)
{
    char list[400] = "";
    size_t used = 0;
    uint64_t sum = 0;
    for (int i = 0; i < DEMARCHE_DIFF_REASONS; i++) {
        if (n->rows[i] && used < sizeof list)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%llu %s",
                                     used ? ", " : ": ", (unsigned long long)n->rows[i],
                                     demarche_diff_reason_name((demarche_diff_reason)i));
        sum += n->rows[i];
    }
    cli_say("demarche: %llu row%s%s%s", (unsigned long long)sum, s_of(sum), list,
            limited ? " (as many as --limit says; there may be more)" : "");
}

static void say_documents(const options *o, const demarche_diff_counts *n)
{
    cli_say("demarche: %llu document%s: %llu with differences; %llu new, %llu gone, %llu "
            "with another text",
            (unsigned long long)n->documents, s_of(n->documents),
            (unsigned long long)n->changed, (unsigned long long)n->new_documents,
            (unsigned long long)n->documents_gone, (unsigned long long)n->new_texts);
    bool coders = o->query.before && strncmp(o->query.before, "coder:", 6) == 0 &&
                  o->query.after && strncmp(o->query.after, "coder:", 6) == 0;
    if (n->left_out)
        cli_say("demarche: %llu document%s left out, as %s",
                (unsigned long long)n->left_out, s_of(n->left_out),
                coders ? "only one of the two coded them"
                       : "they do not say up to when they know");
}

static const char *const shown[] = {"reason", "doc", "before", "after", NULL};

static int answer(const options *o, demarche_answer *a, cli_rows_format format)
{
    demarche_error err = {0};
    uint64_t n = 0;
    demarche_status status =
        cli_rows_write(a, format, o->query.summary ? NULL : shown, &n, &err);
    if (!cli_flush())
        return CLI_FAILED;
    if (status) {
        cli_complain(NULL, &err);
        return CLI_FAILED;
    }
    if (o->quiet)
        return CLI_DONE;
    demarche_diff_counts counts = demarche_answer_diff(a);
    bool limited = o->query.limit && n >= (uint64_t)o->query.limit && !o->query.summary;
    say_reasons(&counts, limited);
    if (!limited)
        say_documents(o, &counts);
    return CLI_DONE;
}

int cli_record_diff(int argc, char **argv)
{
    options o = {.query = DEMARCHE_DIFF_QUERY_INIT};
    demarche_error err = {0};
    demarche_record *record = NULL, *other = NULL;
    demarche_answer *a = NULL;
    int code = read_options(&o, argc, argv);
    if (code)
        return code;
    if (o.help)
        return cli_help(help);
    int format = o.format ? cli_rows_by_name(o.format) : CLI_ROWS_TABLE;
    if (format < 0)
        return wrong("--format takes table, csv, tsv or jsonl, not ", o.format);
    demarche_status status =
        demarche_record_open(&record, o.record, DEMARCHE_RECORD_READ, &err);
    if (!status && o.other)
        status = demarche_record_open(&other, o.other, DEMARCHE_RECORD_READ, &err);
    o.query.other = other;
    if (!status)
        status = demarche_record_diff(&a, record, &o.query, &err);
    if (status) {
        cli_complain(NULL, &err);
        code = status == DEMARCHE_E_ARGUMENT ? CLI_WRONG_USE : CLI_FAILED;
    } else {
        code = answer(&o, a, (cli_rows_format)format);
    }
    demarche_answer_free(a);
    demarche_record_close(other, NULL);
    demarche_record_close(record, NULL);
    return code;
}
