/* demarche parse: dependency trees. */
#include "help.h"
#include "run.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche parse [OPTION]... PATH...\n"
    "\n"
    "Print sentences, words and their analysis (part of speech, features, lemma,\n"
    "dependency tree) as CoNLL-U.\n"
    "\n" CLI_HELP_PATHS "\n"
    "With --input conllu the file's sentences, words and comments are kept and only\n"
    "the analysis is made anew.\n"
    "\n" CLI_HELP_READ CLI_HELP_JOBS CLI_HELP_COMMON "\n"
    "Example:\n"
    "  echo 'Roh visited Moscow in December 1990.' | demarche parse -\n";

static demarche_status print(const cli_options *options, const demarche_document *doc,
                             demarche_write_fn write, void *to, demarche_error *err)
{
    (void)options;
    return demarche_write_conllu(doc, write, to, err);
}

int cli_verb_parse(int argc, char **argv)
{
    static const cli_plan plan = {DEMARCHE_STAGE_PARSE, print, false};
    return cli_run_verb(help, &plan, argc, argv);
}
