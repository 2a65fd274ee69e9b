/* The options that say what is asked of a record: of `query` and `record export`. */
#ifndef CLI_QUERY_OPTIONS_H
#define CLI_QUERY_OPTIONS_H

#include <stdbool.h>

#include "demarche.h"

typedef struct cli_query {
    demarche_query query;
    double box[4];
    const char *format; /* of --format; NULL: not given */
    const char *sql;    /* of --sql; NULL: none */
    const char *out;    /* of --output; NULL: none */
    bool all_versions;  /* of --all-versions */
    bool quiet, help;
    char **args; /* (n_args) what is left of the command line */
    int n_args;
} cli_query;

/* Read argv (argv[0] is the verb). Gives CLI_DONE or, after a line on stderr, CLI_WRONG_USE.
 * *out is pointed into: do not copy it. */
int cli_query_read(cli_query *out, int argc, char **argv);

#define CLI_HELP_FILTERS                                                                 \
    "  --pair A,B         two codes, either way; 'A>B': A does it to B\n"                \
    "  --actor WHO        a party by code (KOR), code and sector (KOR:BUS), words of "   \
    "its\n"                                                                              \
    "                     name, or '=NAME', named so and not otherwise;\n"               \
    "                     --state-too adds all of its state's, --role actor,\n"          \
    "                     recipient or via says in which role\n"                         \
    "  --type, --mode, --context, --track, --quad, --modality LIST\n"                    \
    "                     values parted by commas; quad is 1 to 4\n"                     \
    "  --rule RULE        row of the lexicon that decided; 'visit.*' for several\n"      \
    "  --place NAME       place or country; --box SOUTH,WEST,NORTH,EAST in degrees\n"    \
    "  --when EDTF        1988, 1988-06, 1979-05/1990, ../1985: what may lie in it\n"    \
    "                     (--undated: those without a date too)\n"                       \
    "  --as-known EDTF    as told by documents that know no more than that\n"            \
    "  --at RUN           as the record was after that run\n"                            \
    "  --doc ID           of a document; 'PREFIX*' for several\n"                        \
    "  --text WORDS       with these words in the sentence (FTS5 query)\n"               \
    "  --confidence P     of which the coder is sure by P or more (0 to 1; 0.55)\n"      \
    "  --all              negated and hypothetical ones too\n"                           \
    "  --corrected        without those called wrong by hand, recoded ones as recoded\n" \
    "  --events           each document's event by itself, not one for each deed\n"

#endif
