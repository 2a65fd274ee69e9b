/* demarche: from a page to its events, on the command line. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "help.h"
#include "options.h"
#include "talk.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche VERB [OPTION]... ARGUMENT...\n"
    "\n"
    "Read accounts of what states did to each other and code them: who did what to\n"
    "whom, when, where, in which field, how certain.\n"
    "\n"
    "  code PATH...         events, in JSONL or eighteen other formats\n"
    "  parse PATH...        dependency trees (CoNLL-U)\n"
    "  relate FILE.tsv      what a source does to a target in a sentence, row by row\n"
    "  read PATH...         structure of the documents (JSONL)\n"
    "  actors PATH...       states, persons, organisations, groups named (JSONL)\n"
    "  times PATH...        dates and spans of time (JSONL)\n"
    "  places PATH...       places (JSONL)\n"
    "  explain SENTENCE     tree, mentions and rules, for people\n"
    "  record COMMAND R.db  keep documents and events in a SQLite file\n"
    "  query R.db           ask it: by pair, actor, type, time, place, words; counts\n"
    "  serve R.db           show it in a browser\n"
    "  site R.db DIR        the same as a folder of pages\n"
    "  lexicon VERB         check, count, compile or import the tables this rests on\n"
    "\n"
    "demarche VERB --help says more. Results go to standard output, talk to standard\n"
    "error. Exit status: 0 done, 1 something failed (the rest was done), 2 wrong use.\n"
    "\n"
    "  --version            version of the program\n"
    "  --help               this text\n"
    "\n"
    "Example:\n"
    "  demarche code report.txt > events.jsonl\n";

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} verbs[] = {
    {"code", cli_verb_code},       {"parse", cli_verb_parse},
    {"relate", cli_verb_relate},   {"read", cli_verb_read},
    {"actors", cli_verb_actors},   {"times", cli_verb_times},
    {"places", cli_verb_places},   {"explain", cli_verb_explain},
    {"lexicon", cli_verb_lexicon}, {"record", cli_verb_record},
    {"query", cli_verb_query},     {"serve", cli_verb_serve},
    {"site", cli_verb_site},
};

static int print_version(void)
{
    char line[64];
    snprintf(line, sizeof line, "demarche %s\n", demarche_version());
    return cli_help(line);
}

int main(int argc, char **argv)
{
    /* A closed pipe is an error of writing, not a reason to die without a word. */
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        cli_say("demarche: no verb given; see demarche --help");
        return CLI_WRONG_USE;
    }
    const char *verb = argv[1];
    if (strcmp(verb, "--help") == 0 || strcmp(verb, "-h") == 0 ||
        strcmp(verb, "help") == 0)
        return cli_help(help);
    if (strcmp(verb, "--version") == 0 || strcmp(verb, "-V") == 0)
        return print_version();
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verb, verbs[i].name) == 0)
            return verbs[i].run(argc - 1, argv + 1);
    }
    cli_say("demarche: no verb '%s'; see demarche --help", verb);
    return CLI_WRONG_USE;
}
