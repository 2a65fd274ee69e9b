#include "record_options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

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

static int wrong(const char *command, const char *what, const char *which)
{
    cli_say("demarche: %s: %s%s; see demarche %s --help", command, what, which, command);
    return CLI_WRONG_USE;
}

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
                   : wrong(command, "--at takes the number of a run, not ", value);
    default:
        format = cli_rows_by_name(value);
        o->format = format < 0 ? CLI_ROWS_TABLE : (cli_rows_format)format;
        return format < 0 ? wrong(command,
                                  "--format takes table, csv, tsv or jsonl, not ", value)
                          : CLI_DONE;
    }
}

int cli_record_options_read(cli_record_options *out, unsigned takes, int argc,
                            char **argv)
{
    const char *user = getenv("USER");
    *out = (cli_record_options){.by = user ? user : ""};
    opterr = 0;
    optind = 1;
    for (;;) {
        int before = optind;
        int option = getopt_long(argc, argv, ":hq", long_options, NULL);
        if (option < 0)
            break;
        const char *given = before < argc ? argv[before] : "?";
        if (option == ':')
            return wrong(argv[0], "a value is missing behind ", given);
        if (option == 'h' || option == 'q') {
            out->help = out->help || option == 'h';
            out->quiet = out->quiet || option == 'q';
            continue;
        }
        option = option > 256 ? option - 256 : 0; /* '?' is below */
        if (!(takes & (unsigned)option))
            return wrong(argv[0], "no such option: ", given);
        int code = take(out, argv[0], option, optarg);
        if (code)
            return code;
    }
    out->args = argv + optind;
    out->n_args = argc - optind;
    return CLI_DONE;
}
