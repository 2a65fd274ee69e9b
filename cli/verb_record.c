/* demarche record: the store of what was read and coded. */
#include <string.h>

#include "help.h"
#include "options.h"
#include "talk.h"
#include "verb_record.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche record COMMAND [OPTION]... R.db ...\n"
    "\n"
    "Keep documents and what was coded from them in a SQLite file, every version of\n"
    "both, with the words that say so.\n"
    "\n"
    "  init R.db            make an empty record\n"
    "  add R.db PATH...     code texts and keep them\n"
    "  check R.db           whether all of it is whole; --repair\n"
    "  diff R.db A B        what changed between two runs, dates, coders or records\n"
    "  show R.db            what is in it, or was in it after any run\n"
    "  correct R.db EVENT   say that an event is right, wrong or otherwise\n"
    "  join R.db EVENT...   say that events are one deed\n"
    "  part R.db EVENT...   say that an event is another deed\n"
    "  withdraw R.db N      take such a correction back\n"
    "  corrections R.db     list them\n"
    "  export R.db          events in nineteen formats, or whole documents\n"
    "  import R.db FILE...  documents that `export --format documents` wrote\n"
    "\n"
    "demarche record COMMAND --help says more; `demarche query` asks a record.\n";

static const struct {
    const char *name;
    char *whole; /* as argv[0]: names the command in messages */
    int (*run)(int argc, char **argv);
} commands[] = {
    {"init", "record init", cli_record_init},
    {"add", "record add", cli_record_add},
    {"check", "record check", cli_record_check},
    {"diff", "record diff", cli_record_diff},
    {"show", "record show", cli_record_show},
    {"correct", "record correct", cli_record_correct},
    {"join", "record join", cli_record_join},
    {"part", "record part", cli_record_part},
    {"withdraw", "record withdraw", cli_record_withdraw},
    {"corrections", "record corrections", cli_record_corrections},
    {"export", "record export", cli_record_export},
    {"import", "record import", cli_record_import},
};

int cli_verb_record(int argc, char **argv)
{
    if (argc < 2) {
        cli_say("demarche: record: no command given; see demarche record --help");
        return CLI_WRONG_USE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return cli_help(help);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            argv[1] = commands[i].whole;
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    cli_say("demarche: record: no command '%s'; see demarche record --help", argv[1]);
    return CLI_WRONG_USE;
}
