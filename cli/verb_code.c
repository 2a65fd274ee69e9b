/* demarche code: events. */
#include <string.h>

#include "help.h"
#include "run.h"
#include "sink.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche code [OPTION]... PATH...\n"
    "\n"
    "Print the events that the texts report: who did what to whom, when and where,\n"
    "with the words that say so; one line each.\n"
    "\n" CLI_HELP_PATHS "\n"
    "  --format FORMAT    jsonl (default), tsv, csv, plover, icews, polecat, phoenix,\n"
    "                     gdelt1, gdelt2 (or gdelt), petrarch, annotation, prov, ftm,\n"
    "                     frictionless, geojson, graphml, gexf, conllu or timex3\n"
    "  -o, --output FILE  write there, not to standard output; formats of several\n"
    "                     files (gdelt2, frictionless) take a folder. What is there\n"
    "                     is replaced when all has been written\n"
    "  --record R.db      keep documents and events in a SQLite file as well; what is\n"
    "                     in it already is not added again\n"
    "  --all              print negated and hypothetical events too\n"
    "  --confidence P     print events of which the coder is sure by P or more\n"
    "                     (0 to 1; 0.55); a record keeps them all\n"
    "  --no-fold          print each telling of a deed as an event of its own\n"
    "  --fill P           where no rule fires between two parties, let what was\n"
    "                     learned make an event if sure by P (above 0, up to 1);\n"
    "                     its rule is \"model\", its reasons are the nearest rules\n"
    "  --trace FILE       say of each sentence what was tried and what failed, in\n"
    "                     lines of JSON (- is standard error)\n" CLI_HELP_READ
        CLI_HELP_JOBS CLI_HELP_COMMON "\n"
    "Example:\n"
    "  demarche code --format tsv reports/ > events.tsv\n";

static demarche_status print(const cli_options *options, const demarche_document *doc,
                             demarche_write_fn write, void *to, demarche_error *err)
{
    return demarche_write_events(doc, options->output, &options->wanted, write, to, err);
}

/* False after a line on stderr. */
static bool output_fits(const cli_options *options)
{
    bool standard = !options->out || strcmp(options->out, "-") == 0;
    if (standard && cli_sink_needs_folder(options->output)) {
        cli_say("demarche: code: this --format is several files: name a folder for them "
                "with --output");
        return false;
    }
    if (options->wanted.all && !demarche_output_tells_undone(options->output)) {
        cli_say("demarche: code: this --format cannot say that something was not done; "
                "leave out --all, or take jsonl, tsv or csv");
        return false;
    }
    return true;
}

int cli_verb_code(int argc, char **argv)
{
    static const cli_plan plan = {DEMARCHE_STAGE_EVENT, print, true};
    cli_options options;
    int code =
        cli_options_read(&options,
                         CLI_TAKES_FORMAT | CLI_TAKES_RECORD | CLI_TAKES_JOBS |
                             CLI_TAKES_WANTED | CLI_TAKES_INPUT | CLI_TAKES_NO_FOLD |
                             CLI_TAKES_FILL | CLI_TAKES_TRACE | CLI_TAKES_OUTPUT,
                         argc, argv);
    if (code)
        return code;
    if (options.help)
        return cli_help(help);
    if (options.record && options.engine.no_fold) {
        cli_say("demarche: code: --record keeps every telling as a report of its event; "
                "leave out --no-fold");
        return CLI_WRONG_USE;
    }
    if (!output_fits(&options))
        return CLI_WRONG_USE;
    if (options.n_args == 0) {
        cli_say("demarche: code: no PATH given; see demarche code --help");
        return CLI_WRONG_USE;
    }
    return cli_run(&options, &plan);
}
