/* demarche record check: whether a record is whole, and what can be mended. */
#include <string.h>
#include <unistd.h>

#include "help.h"
#include "options.h"
#include "talk.h"
#include "verb_record.h"

static const char help[] =
    "usage: demarche record check [--repair] R.db\n"
    "\n"
    "Look over all of a record and print what is wrong, one line each: what; where;\n"
    "what to do. Looked at are the pages of the file, that each document still says\n"
    "what its hash says, spans and words, counts, versions, what is derived of the\n"
    "events, and search. The exit status is 1 where anything is wrong still.\n"
    "\n"
    "  --repair           make anew what follows from the rest: versions, counts,\n"
    "                     dyads, tallies, boxes, indexes, search. Texts, mentions\n"
    "                     and events are never touched\n"
    "  -q, --quiet        no count at the end\n"
    "  -h, --help         this\n"
    "\n"
    "Example:\n"
    "  demarche record check archive.db\n";

/* Taken out of the arguments, as no other verb has it. */
static bool take_repair(int *argc, char **argv)
{
    int kept = 0;
    bool repair = false;
    for (int i = 0; i < *argc; i++) {
        if (i && strcmp(argv[i], "--repair") == 0)
            repair = true;
        else
            argv[kept++] = argv[i];
    }
    *argc = kept;
    return repair;
}

/* For writing where that may be: then search is looked into as well. */
static demarche_status open_record(demarche_record **record, const char *path,
                                   bool repair, demarche_error *err)
{
    demarche_status status =
        demarche_record_open(record, path, DEMARCHE_RECORD_READ, err);
    if (status || (!repair && access(path, W_OK)))
        return status;
    status = demarche_record_close(*record, err);
    *record = NULL;
    if (!status)
        status = demarche_record_open(record, path, DEMARCHE_RECORD_WRITE, err);
    return status && !repair /* its folder may not be written to */
               ? demarche_record_open(record, path, DEMARCHE_RECORD_READ, err)
               : status;
}

static int look_over(const cli_options *options, bool repair)
{
    demarche_error err = {0};
    demarche_record *record = NULL;
    demarche_record_checked found;
    const char *path = options->args[0];
    demarche_status status = open_record(&record, path, repair, &err);
    if (!status)
        status = demarche_record_check(record, repair, cli_write, NULL, &found, &err);
    bool flushed = cli_flush();
    if (status) {
        cli_complain(NULL, &err);
        demarche_record_close(record, NULL);
        return CLI_FAILED;
    }
    status = demarche_record_close(record, &err);
    if (status)
        cli_complain(NULL, &err);
    if (!options->quiet)
        cli_say("demarche: %s: %llu document%s, %llu event%s looked over; %llu bad, %llu "
                "mended",
                path, (unsigned long long)found.documents,
                found.documents == 1 ? "" : "s", (unsigned long long)found.events,
                found.events == 1 ? "" : "s", (unsigned long long)found.bad,
                (unsigned long long)found.mended);
    return status || !flushed || found.bad ? CLI_FAILED : CLI_DONE;
}

int cli_record_check(int argc, char **argv)
{
    cli_options options;
    bool repair = take_repair(&argc, argv);
    int code = cli_options_read(&options, 0, argc, argv);
    if (code)
        return code;
    if (options.help)
        return cli_help(help);
    if (options.n_args != 1) {
        cli_say("demarche: record check: name one record; see demarche record check "
                "--help");
        return CLI_WRONG_USE;
    }
    return look_over(&options, repair);
}
