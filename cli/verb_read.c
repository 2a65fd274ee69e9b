/* demarche read: the structure of documents. */
#include "help.h"
#include "run.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche read [OPTION]... PATH...\n"
    "\n"
    "Print what each document says of itself and how it is built, one line of JSON:\n"
    "title, section path, dates, source; paragraphs with their kind and bytes; what\n"
    "was repaired.\n"
    "\n" CLI_HELP_PATHS "\n" CLI_HELP_READ CLI_HELP_JOBS CLI_HELP_COMMON "\n"
    "Example:\n"
    "  demarche read relations-with-the-soviet-union.txt | jq .section\n";

static demarche_status print(const cli_options *options, const demarche_document *doc,
                             demarche_write_fn write, void *to, demarche_error *err)
{
    (void)options;
    return demarche_write_structure(doc, write, to, err);
}

int cli_verb_read(int argc, char **argv)
{
    static const cli_plan plan = {DEMARCHE_STAGE_READ, print, false};
    return cli_run_verb(help, &plan, argc, argv);
}
