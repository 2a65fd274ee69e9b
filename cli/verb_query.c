/* demarche query: ask a record. */
#include <string.h>

#include "help.h"
#include "options.h"
#include "query_options.h"
#include "rows.h"
#include "talk.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche query R.db [OPTION]...\n"
    "\n"
    "Print the deeds of a record that match, or counts of them: a deed that several\n"
    "documents tell of is one row. Options narrow the answer.\n"
    "\n" CLI_HELP_FILTERS "\n"
    "  --count BY         counts by month, year, type, mode, quad, track, context,\n"
    "                     modality, pair, partner, actor, recipient, place, country,\n"
    "                     document or rule, or by up to three of these (type,year), of\n"
    "                     deeds, of documents' events and of reports\n"
    "  --order ORDER      day (default), day-down, sure or document\n"
    "  --limit N, --offset N\n"
    "  --sql SQL          one statement that only reads, instead of all of the above\n"
    "  --format FORMAT    table (default), csv, tsv or jsonl; these have all columns\n"
    "  -q, --quiet        no closing line\n"
    "  -h, --help         this text\n"
    "\n"
    "Examples:\n"
    "  demarche query r.db --pair KOR,SUN --when 1985/1990 --count year\n"
    "  demarche query r.db --actor Gorbachev --type CONSULT --as-known 1990-06\n";

static const char *const shown[] = {"date",      "actor",    "type",  "mode",
                                    "recipient", "modality", "words", NULL};

static int answer(const cli_query *o, demarche_answer *a, cli_rows_format format)
{
    demarche_error err = {0};
    uint64_t n = 0;
    bool rows = !o->sql && !(o->query.count_by && *o->query.count_by);
    demarche_status status = cli_rows_write(a, format, rows ? shown : NULL, &n, &err);
    if (!cli_flush())
        return CLI_FAILED;
    if (status) {
        cli_complain(NULL, &err);
        return status == DEMARCHE_E_ARGUMENT ? CLI_WRONG_USE : CLI_FAILED;
    }
    if (o->quiet)
        return CLI_DONE;
    uint64_t unknown = demarche_answer_unknown(a);
    if (unknown)
        cli_say(
            "demarche: %llu row%s; %llu document%s not asked, as they do not say up to "
            "when they know",
            (unsigned long long)n, n == 1 ? "" : "s", (unsigned long long)unknown,
            unknown == 1 ? "" : "s");
    else
        cli_say("demarche: %llu row%s", (unsigned long long)n, n == 1 ? "" : "s");
    return CLI_DONE;
}

int cli_verb_query(int argc, char **argv)
{
    cli_query o;
    demarche_error err = {0};
    demarche_record *record = NULL;
    demarche_answer *a = NULL;
    int code = cli_query_read(&o, argc, argv);
    if (code)
        return code;
    if (o.help)
        return cli_help(help);
    int format = o.format ? cli_rows_by_name(o.format) : CLI_ROWS_TABLE;
    if (format < 0) {
        cli_say("demarche: query: --format takes table, csv, tsv or jsonl, not %s; other "
                "formats: demarche record export",
                o.format);
        return CLI_WRONG_USE;
    }
    if (o.n_args != 1 || o.out || o.all_versions) {
        cli_say("demarche: query: name one record%s; see demarche query --help",
                o.out || o.all_versions ? ", no --output, no --all-versions" : "");
        return CLI_WRONG_USE;
    }
    demarche_status status =
        demarche_record_open(&record, o.args[0], DEMARCHE_RECORD_READ, &err);
    if (!status)
        status = o.sql ? demarche_ask_sql(&a, record, o.sql, &err)
                       : demarche_ask(&a, record, &o.query, &err);
    if (status) {
        cli_complain(NULL, &err);
        code = status == DEMARCHE_E_ARGUMENT ? CLI_WRONG_USE : CLI_FAILED;
    } else {
        code = answer(&o, a, (cli_rows_format)format);
    }
    demarche_answer_free(a);
    demarche_record_close(record, NULL);
    return code;
}
