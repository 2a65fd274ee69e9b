#include "record_options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "next_option.h"
#include "talk.h"

/* Bits, behind all letters. */
static const struct option long_options[] = {
    {"help", no_argument, NULL, 'h'},
    {"quiet", no_argument, NULL, 'q'},
    {"by", required_argument, NULL, CLI_RECORD_BY + 256},
    {"note", required_argument, NULL, CLI_RECORD_NOTE + 256},
    {"from", required_argument, NULL, CLI_RECORD_FROM + 256},
    {"format", required_argument, NULL, CLI_RECORD_FORMAT + 256},
    {"at", required_argument, NULL, CLI_RECORD_AT + 256},
    {"part", required_argument, NULL, CLI_RECORD_PART + 256},
    {"all", no_argument, NULL, CLI_RECORD_ALL + 256},
    {NULL, 0, NULL, 0},
};

static bool read_run(int64_t *out, const char *value)
{
    char *end;
    errno = 0;
    long long n = strtoll(value, &end, 10);
    *out = n;
    return !errno && end != value && !*end && n > 0;
}

static int take(cli_record_options *o, const char *command, int option, const char *value)
{
    int format;
    switch (option) {
    case CLI_RECORD_BY:
        o->by = value;
        return CLI_DONE;
    case CLI_RECORD_NOTE:
        o->note = value;
        return CLI_DONE;
    case CLI_RECORD_FROM:
        o->from = value;
        return CLI_DONE;
    case CLI_RECORD_PART:
        o->part = value;
        return CLI_DONE;
    case CLI_RECORD_ALL:
        o->all = true;
        return CLI_DONE;
    case CLI_RECORD_AT:
        return read_run(&o->at, value)
                   ? CLI_DONE
                   : cli_wrong_use(command, "--at takes the number of a run, not ",
                                   value);
    default:
        format = cli_rows_by_name(value);
        o->format = format < 0 ? CLI_ROWS_TABLE : (cli_rows_format)format;
        return format < 0
                   ? cli_wrong_use(command,
                                   "--format takes table, csv, tsv or jsonl, not ", value)
                   : CLI_DONE;
    }
}

int cli_record_options_read(cli_record_options *out, unsigned takes, int argc,
                            char **argv)
{
    const char *user = getenv("USER");
    *out = (cli_record_options){.by = user ? user : ""};
    cli_begin_options();
    for (;;) {
        const char *given = optind < argc ? argv[optind] : "?";
        int option = cli_next_option(argc, argv, ":hq", long_options);
        if (option == CLI_WRONG_OPTION)
            return CLI_WRONG_USE;
        if (option == CLI_NO_OPTION)
            break;
        if (option == 'h' || option == 'q') {
            out->help = out->help || option == 'h';
            out->quiet = out->quiet || option == 'q';
            continue;
        }
        option = option - 256; /* the bit by which a command takes it */
        if (!(takes & (unsigned)option))
            return cli_wrong_use(argv[0], "no such option: ", given);
        int code = take(out, argv[0], option, optarg);
        if (code)
            return code;
    }
    out->args = argv + optind;
    out->n_args = argc - optind;
    return CLI_DONE;
}
