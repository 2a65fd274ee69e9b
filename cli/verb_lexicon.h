/* What the verbs of `demarche lexicon` have in common. */
#ifndef CLI_VERB_LEXICON_H
#define CLI_VERB_LEXICON_H

#include <stdbool.h>

#include "options.h"

/* Each gets "lexicon check" and the like as argv[0] and gives the exit code. */
int cli_verb_lexicon_check(int argc, char **argv);
int cli_verb_lexicon_try(int argc, char **argv);
int cli_verb_lexicon_stats(int argc, char **argv);
int cli_verb_lexicon_compile(int argc, char **argv);

/*
 * The folders on the command line: a whole lexicon (or a compiled one) in the first place
 * is looked at by itself, any other folder as one that --lexicon adds to ours. False after a line on
 * stderr: there are too many.
 */
bool cli_lexicon_folders(cli_options *options, const char *verb);

#endif
