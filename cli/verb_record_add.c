/* demarche record init, record add: documents into a record. */
#include <sys/stat.h>

#include "help.h"
#include "run.h"
#include "verb_record.h"

static const char init_help[] =
    "usage: demarche record init R.db\n"
    "\n"
    "Make an empty record. `record add` makes one too where there is none.\n";

int cli_record_init(int argc, char **argv)
{
    cli_options options;
    demarche_error err = {0};
    demarche_record *record = NULL;
    struct stat st;
    int code = cli_options_read(&options, 0, argc, argv);
    if (code)
        return code;
    if (options.help)
        return cli_help(init_help);
    if (options.n_args != 1) {
        cli_say("demarche: record init: name one file; see demarche record init --help");
        return CLI_WRONG_USE;
    }
    const char *path = options.args[0];
    if (stat(path, &st) == 0 && st.st_size > 0) {
        cli_say("demarche: %s: is there already; `record add` adds to it", path);
        return CLI_FAILED;
    }
    if (demarche_record_open(&record, path, DEMARCHE_RECORD_WRITE, &err) ||
        demarche_record_close(record, &err)) {
        cli_complain(NULL, &err);
        return CLI_FAILED;
    }
    return CLI_DONE;
}

static const char add_help[] =
    "usage: demarche record add [OPTION]... R.db PATH...\n"
    "\n"
    "Code the texts and keep them in the record R.db, a SQLite file (made where there\n"
    "is none): documents, sentences, mentions, events, with the bytes that say so.\n"
    "What is there already, coded by the same program, lexicon and model, is not coded\n"
    "again. A run that was broken off may be run again: it goes on where it was. A\n"
    "changed file makes a new version; what cannot be read is listed (record show).\n"
    "\n" CLI_HELP_PATHS "\n"
    "  --fill P           where no rule fires between two parties, let what was\n"
    "                     learned make an event if sure by P\n"
    "  --commit N         write down what is done after N documents at the latest, so\n"
    "                     that a crash loses no more (some seconds' work)\n" CLI_HELP_READ
        CLI_HELP_JOBS CLI_HELP_COMMON "\n"
    "Example:\n"
    "  demarche record add archive.db speeches/ cables.zip\n";

int cli_record_add(int argc, char **argv)
{
    static const cli_plan plan = {DEMARCHE_STAGE_EVENT, NULL, false};
    cli_options options;
    int code = cli_options_read(
        &options, CLI_TAKES_JOBS | CLI_TAKES_INPUT | CLI_TAKES_FILL | CLI_TAKES_COMMIT,
        argc, argv);
    if (code)
        return code;
    if (options.help)
        return cli_help(add_help);
    if (options.n_args < 2) {
        cli_say(
            "demarche: record add: name a record and what to add; see demarche record "
            "add --help");
        return CLI_WRONG_USE;
    }
    options.record = options.args[0];
    options.args++;
    options.n_args--;
    return cli_run(&options, &plan);
}
