#include "next_option.h"

#include "options.h"
#include "talk.h"

int cli_wrong_use(const char *verb, const char *what, const char *which)
{
    cli_say("demarche: %s: %s%s; see demarche %s --help", verb, what, which, verb);
    return CLI_WRONG_USE;
}

void cli_begin_options(void)
{
    opterr = 0;
    optind = 1;
}

int cli_next_option(int argc, char **argv, const char *shorts, const struct option *longs)
{
    int before = optind;
    int option = getopt_long(argc, argv, shorts, longs, NULL);
    const char *given = before < argc ? argv[before] : "?";
    if (option == ':')
        cli_wrong_use(argv[0], "a value is missing behind ", given);
    else if (option == '?')
        cli_wrong_use(argv[0], "no such option: ", given);
    return option < 0                       ? CLI_NO_OPTION
           : option == ':' || option == '?' ? CLI_WRONG_OPTION
                                            : option;
}
