/* The options of the commands of `record` that show it and that correct it by hand. */
#ifndef CLI_RECORD_OPTIONS_H
#define CLI_RECORD_OPTIONS_H

#include <stdbool.h>

#include "options.h"
#include "rows.h"

/* Bits of the options that a command takes; --help and --quiet go with each. */
enum {
    CLI_RECORD_BY = 1, /* --by */
    CLI_RECORD_NOTE = 2,
    CLI_RECORD_FROM = 4,
    CLI_RECORD_FORMAT = 8,
    CLI_RECORD_AT = 16,
    CLI_RECORD_PART = 32,
    CLI_RECORD_ALL = 64, /* --all */
};

typedef struct cli_record_options {
    const char *by; /* $USER where it is not given; "" where that is not set */
    const char *note, *from, *part; /* NULL: not given */
    cli_rows_format format;
    int64_t at; /* a run; 0: as it is */
    bool all, quiet, help;
    char **args; /* (n_args) what is left of the command line */
    int n_args;
} cli_record_options;

/* Read argv (argv[0] names the command). Gives CLI_DONE or, after a line on stderr,
 * CLI_WRONG_USE. */
int cli_record_options_read(cli_record_options *out, unsigned takes, int argc,
                            char **argv);

#endif
