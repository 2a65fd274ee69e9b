/* Options of a command line one by one, and what is said of a wrong one: the same for all verbs. */
#ifndef CLI_NEXT_OPTION_H
#define CLI_NEXT_OPTION_H

#include <getopt.h>

enum { CLI_NO_OPTION = -1, CLI_WRONG_OPTION = -2 };

/* Before the first. */
void cli_begin_options(void);

/*
 * The next option of argv (argv[0] is the verb): its value in `longs` or letter in `shorts`
 * (which begins with ':'), with getopt's optarg. CLI_NO_OPTION at the end, where optind is the
 * first word behind them; CLI_WRONG_OPTION after a line on stderr.
 */
int cli_next_option(int argc, char **argv, const char *shorts,
                    const struct option *longs);

/* "demarche: VERB: WHATWHICH; see demarche VERB --help". Gives CLI_WRONG_USE. */
int cli_wrong_use(const char *verb, const char *what, const char *which);

#endif
