/* demarche lexicon: what is done with the tables themselves. */
#include "verb_lexicon.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "help.h"
#include "talk.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche lexicon check [OPTION]... [DIR]...\n"
    "       demarche lexicon try [OPTION]... [DIR]...\n"
    "       demarche lexicon stats [OPTION]... [DIR]...\n"
    "       demarche lexicon compile [OPTION]... [DIR]... -o FILE\n"
    "       demarche lexicon import --to DIR [OPTION]... FILE...\n"
    "\n"
    "Work on the tables that say who is who, when and where, and on the rules.\n"
    "\n"
    "  check [DIR]...       look over all rows; every bad one with its file and line\n"
    "  try [DIR]...         code the examples of the rules; every one that goes wrong\n"
    "  stats [DIR]...       how much is in it, and what it lacks\n"
    "  compile [DIR]...     one file that opens at once, for $DEMARCHE_LEXICON\n"
    "  import FILE...       dictionaries of TABARI and PETRARCH as tables of ours\n"
    "\n"
    "DIR is a whole lexicon, or a folder of some tables, which is then taken as one\n"
    "that --lexicon adds to ours. demarche lexicon check --help says more.\n"
    "\n"
    "Example:\n"
    "  demarche lexicon check my-tables/\n";

static const struct {
    const char *name;
    const char *whole; /* as argv[0]: names the verb in messages */
    int (*run)(int argc, char **argv);
} verbs[] = {
    {"check", "lexicon check", cli_verb_lexicon_check},
    {"try", "lexicon try", cli_verb_lexicon_try},
    {"stats", "lexicon stats", cli_verb_lexicon_stats},
    {"compile", "lexicon compile", cli_verb_lexicon_compile},
    {"import", "lexicon import", cli_lexicon_import},
};

static bool has(const char *dir, const char *table)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s", dir, table);
    return n > 0 && (size_t)n < sizeof path && access(path, F_OK) == 0;
}

/* A folder that adds types to ours, or an ontology, has no states. */
static bool is_whole(const char *dir)
{
    return has(dir, "ontology/types.tsv") && has(dir, "states.tsv");
}

bool cli_lexicon_folders(cli_options *options, const char *verb)
{
    for (int i = 0; i < options->n_args; i++) {
        const char *dir = options->args[i];
        if (i == 0 && is_whole(dir)) {
            options->engine.lexicon_dir = dir;
            continue;
        }
        if (options->n_lexicon == CLI_LEXICON_MAX) {
            cli_say("demarche: %s: more than %d folders", verb, CLI_LEXICON_MAX);
            return false;
        }
        options->lexicon[options->n_lexicon++] = dir;
    }
    options->engine.n_lexicon_added = (size_t)options->n_lexicon;
    return true;
}

int cli_verb_lexicon(int argc, char **argv)
{
    const char *verb = argc > 1 ? argv[1] : "";
    if (!strcmp(verb, "--help") || !strcmp(verb, "-h"))
        return cli_help(help);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verb, verbs[i].name) != 0)
            continue;
        argv[1] = (char *)verbs[i].whole;
        return verbs[i].run(argc - 1, argv + 1);
    }
    if (*verb)
        cli_say("demarche: lexicon: no verb '%s'; see demarche lexicon --help", verb);
    else
        cli_say("demarche: lexicon: no verb given; see demarche lexicon --help");
    return CLI_WRONG_USE;
}
