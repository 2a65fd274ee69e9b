/* demarche lexicon try: the examples of the rules, coded. */
#include "help.h"
#include "talk.h"
#include "verb_lexicon.h"

static const char help[] =
    "usage: demarche lexicon try [OPTION]... [DIR]...\n"
    "\n"
    "Code the example and the counter-example of every rule and print, one line each,\n"
    "where that does not give what the rule's row says: file, line, rule, what, the\n"
    "event that came and the sentence. demarche explain shows why. The exit status is\n"
    "1 where any is.\n"
    "\n"
    "DIR is a whole lexicon (ours, where none is given), or a folder of some tables:\n"
    "then it is laid over ours, and its own rules are tried; so are those of an\n"
    "--ontology.\n"
    "\n" CLI_HELP_COMMON "\n"
    "Example:\n"
    "  demarche lexicon try my-tables/\n";

int cli_verb_lexicon_try(int argc, char **argv)
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
    demarche_lexicon_trial tried;
    if (demarche_lexicon_try(&tried, &options.engine, cli_write, NULL, &err)) {
        cli_flush();
        cli_complain(NULL, &err);
        return CLI_FAILED;
    }
    if (!cli_flush())
        return CLI_FAILED;
    if (!options.quiet)
        cli_say("%llu example%s, %llu counter-example%s, %llu wrong",
                (unsigned long long)tried.examples, tried.examples == 1 ? "" : "s",
                (unsigned long long)tried.counterexamples,
                tried.counterexamples == 1 ? "" : "s", (unsigned long long)tried.wrong);
    return tried.wrong ? CLI_FAILED : CLI_DONE;
}
