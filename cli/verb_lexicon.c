/* demarche lexicon: what can be done with lexicons. */
#include <stdio.h>
#include <string.h>

#include "help.h"
#include "options.h"
#include "talk.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche lexicon COMMAND [OPTION]... ARGUMENT...\n"
    "\n"
    "Work with the tables of names, nouns and phrases.\n"
    "\n"
    "  import --to DIR FILE...  dictionaries of TABARI and PETRARCH as tables of ours\n"
    "\n"
    "demarche lexicon COMMAND --help says more.\n"
    "\n"
    "Example:\n"
    "  demarche lexicon import --to mine/ Phoenix.Countries.actors.txt\n";

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} commands[] = {
    {"import", cli_lexicon_import},
};

int cli_verb_lexicon(int argc, char **argv)
{
    if (argc < 2) {
        cli_say("demarche: lexicon: no COMMAND given; see demarche lexicon --help");
        return CLI_WRONG_USE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return cli_help(help);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    }
    cli_say("demarche: lexicon: no command '%s'; see demarche lexicon --help", argv[1]);
    return CLI_WRONG_USE;
}
