/* demarche lexicon check: every bad row. */
#include "help.h"
#include "talk.h"
#include "verb_lexicon.h"

static const char help[] =
    "usage: demarche lexicon check [OPTION]... [DIR]...\n"
    "\n"
    "Look over every row of a lexicon and print what is wrong, one line each: file,\n"
    "line, what, what to do. Wrong is a row that cannot be read, a date that does not\n"
    "exist, a code, sector, kind or source that is none, two persons in an office\n"
    "that one holds at a time, a name that two rows claim on the same day without a\n"
    "rule. The exit status is 1 where any is.\n"
    "\n"
    "DIR is a whole lexicon (ours, where none is given), or a folder of some tables:\n"
    "then it is looked at together with ours, and its own rows are told.\n"
    "\n" CLI_HELP_COMMON "\n"
    "Example:\n"
    "  demarche lexicon check my-tables/\n";

int cli_verb_lexicon_check(int argc, char **argv)
{
    cli_options options;
    int code = cli_options_read(&options, 0, argc, argv);
    if (code)
        return code;
    if (options.help)
        return cli_help(help);
    if (!cli_lexicon_folders(&options, argv[0]))
        return CLI_WRONG_USE;
    demarche_error err = {0};
    size_t n_bad = 0;
    if (demarche_lexicon_check(&options.engine, cli_write, NULL, &n_bad, &err)) {
        cli_flush();
        cli_complain(NULL, &err);
        return CLI_FAILED;
    }
    if (!cli_flush())
        return CLI_FAILED;
    if (!options.quiet)
        cli_say("%zu bad row%s", n_bad, n_bad == 1 ? "" : "s");
    return n_bad ? CLI_FAILED : CLI_DONE;
}
