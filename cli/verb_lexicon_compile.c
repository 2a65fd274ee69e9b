/* demarche lexicon compile: one file that opens at once. */
#include "help.h"
#include "talk.h"
#include "verb_lexicon.h"

static const char help[] =
    "usage: demarche lexicon compile [OPTION]... [DIR]... -o FILE\n"
    "\n"
    "Write a lexicon as one file, which opens several times as fast as its folder\n"
    "and gives the same results. $DEMARCHE_LEXICON or --lexicon takes it instead of\n"
    "ours; it is good for this version of demarche alone.\n"
    "\n"
    "DIR is a whole lexicon (ours, where none is given), or a folder of some tables:\n"
    "then these are added to ours.\n"
    "\n"
    "  -o, --output FILE  the file to write; what is there is replaced\n" CLI_HELP_COMMON
    "\n"
    "Example:\n"
    "  demarche lexicon compile my-tables/ -o mine.lex\n";

int cli_verb_lexicon_compile(int argc, char **argv)
{
    cli_options options;
    int code = cli_options_read(&options, CLI_TAKES_OUTPUT, argc, argv);
    if (code)
        return code;
    if (options.help)
        return cli_help(help);
    if (!options.out) {
        cli_say("demarche: lexicon compile: no -o FILE given; see demarche lexicon "
                "compile --help");
        return CLI_WRONG_USE;
    }
    if (!cli_lexicon_folders(&options, argv[0]))
        return CLI_WRONG_USE;
    demarche_error err = {0};
    if (demarche_lexicon_compile(&options.engine, options.out, &err)) {
        cli_complain(NULL, &err);
        return CLI_FAILED;
    }
    return CLI_DONE;
}
