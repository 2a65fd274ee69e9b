/* The command line: one set of options, each verb takes some of them. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "demarche.h"

/* Exit codes, as DESIGN has them. */
enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_WRONG_USE = 2 };

/* Bits of the options that a verb takes; --help, --quiet and --lexicon, --ontology, --model,
 * --kernel go with every one. */
enum {
    CLI_TAKES_FORMAT = 1,
    CLI_TAKES_RECORD = 2,
    CLI_TAKES_JOBS = 4,
    CLI_TAKES_WANTED = 8, /* --all, --confidence */
    CLI_TAKES_INPUT = 16, /* --input and --field-... */
    CLI_TAKES_OUTPUT = 32,
    CLI_TAKES_NO_FOLD = 64,
    CLI_TAKES_FILL = 128,
    CLI_TAKES_TRACE = 256,
    CLI_TAKES_COMMIT = 512,
};

/* What --format takes. */
#define CLI_OUTPUTS                                                                      \
    "jsonl, tsv, csv, plover, icews, polecat, phoenix, gdelt1, gdelt2, petrarch, "       \
    "annotation, prov, ftm, frictionless, geojson, graphml, gexf, conllu or timex3"

enum { CLI_LEXICON_MAX = 16 }; /* folders that --lexicon adds */

typedef struct cli_options {
    demarche_engine_options engine;       /* points to `lexicon`: do not copy */
    const char *lexicon[CLI_LEXICON_MAX]; /* folders of --lexicon */
    int n_lexicon;
    demarche_read_options read;
    demarche_output output;
    bool has_output;        /* --format was given */
    const char *record;     /* NULL: none */
    const char *out;        /* of --output; NULL: none */
    const char *trace;      /* of --trace; NULL: none */
    long jobs;              /* threads, 1 or more */
    long commit;            /* documents; 0: not given */
    demarche_wanted wanted; /* of --all and --confidence */
    bool quiet, help;
    char **args; /* (n_args) what is left of the command line */
    int n_args;
} cli_options;

/*
 * Read argv (argv[0] is the verb). Gives CLI_DONE or, after a line on stderr,
 * CLI_WRONG_USE.
 */
int cli_options_read(cli_options *out, unsigned takes, int argc, char **argv);

#endif
