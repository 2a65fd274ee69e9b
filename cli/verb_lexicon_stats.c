/* demarche lexicon stats: how much is in it, and what it lacks. */
#include "help.h"
#include "talk.h"
#include "verb_lexicon.h"

static const char help[] =
    "usage: demarche lexicon stats [OPTION]... [DIR]...\n"
    "\n"
    "Print figures of a lexicon: rows and names of each table, kinds of names of\n"
    "states, states that have no capital or people, persons by decade, sources.\n"
    "\n"
    "DIR is a whole lexicon (ours, where none is given), or a folder of some tables:\n"
    "then these are counted with ours.\n"
    "\n"
    "  --format jsonl     a line of JSON for each figure\n" CLI_HELP_COMMON "\n"
    "Example:\n"
    "  demarche lexicon stats\n";

int cli_verb_lexicon_stats(int argc, char **argv)
{
    cli_options options;
    int code = cli_options_read(&options, CLI_TAKES_FORMAT, argc, argv);
    if (code)
        return code;
    if (options.help)
        return cli_help(help);
    if (options.has_output && options.output != DEMARCHE_OUTPUT_JSONL) {
        cli_say("demarche: lexicon stats: --format takes jsonl alone; see demarche "
                "lexicon stats --help");
        return CLI_WRONG_USE;
    }
    if (!cli_lexicon_folders(&options, argv[0]))
        return CLI_WRONG_USE;
    demarche_error err = {0};
    if (demarche_lexicon_stats(&options.engine, options.has_output, cli_write, NULL,
                               &err)) {
        cli_flush();
        cli_complain(NULL, &err);
        return CLI_FAILED;
    }
    return cli_flush() ? CLI_DONE : CLI_FAILED;
}
