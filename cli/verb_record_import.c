/* demarche record import: documents that were exported, into a record. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "help.h"
#include "options.h"
#include "progress.h"
#include "talk.h"
#include "verb_record.h"

static const char help[] =
    "usage: demarche record import [OPTION]... R.db FILE...\n"
    "\n"
    "Add documents that `record export --format documents` wrote, as coded by whom\n"
    "they name, to the record R.db (made where there is none). So records are moved,\n"
    "joined, coded elsewhere, mended by scripts. What is there already is not added\n"
    "again; an import that was broken off may be run again. FILE is one document of\n"
    "JSON a line (docs/RECORD.md); - is standard input. A line that is wrong is told,\n"
    "and the others are added.\n"
    "\n"
    "  -q, --quiet        no progress, no closing line\n"
    "  -h, --help         this text\n"
    "\n"
    "Example:\n"
    "  demarche record export a.db --format documents | demarche record import b.db -\n";

typedef struct importing {
    demarche_record *record;
    uint64_t documents, added, bad;
    bool stop;
} importing;

static void import_line(importing *i, const char *path, size_t number, const char *line,
                        size_t n)
{
    demarche_error err = {0};
    bool added = false;
    char where[32];
    while (n && strchr("\r\n", line[n - 1]))
        n--;
    if (!n)
        return;
    i->documents++;
    if (!demarche_record_import(i->record, (demarche_str){line, n}, &added, &err)) {
        i->added += added;
        return;
    }
    i->bad++;
    snprintf(where, sizeof where, "line %zu", number);
    cli_say("demarche: %s: %s: %s", path, where, err.message);
    /* a record that refuses one would refuse them all */
    i->stop = err.code != DEMARCHE_E_FORMAT && err.code != DEMARCHE_E_LIMIT;
}

static void import_file(importing *i, const char *path)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *f = standard ? stdin : fopen(path, "rb");
    char *line = NULL;
    size_t room = 0, number = 0;
    ssize_t n;
    if (!f) {
        cli_say("demarche: %s: %s", path, strerror(errno));
        i->bad++;
        return;
    }
    while (!i->stop && (n = getline(&line, &room, f)) > 0) {
        import_line(i, path, ++number, line, (size_t)n);
        cli_progress_tell("%llu documents", (unsigned long long)i->documents);
    }
    if (ferror(f)) {
        cli_say("demarche: %s: %s", path, strerror(errno));
        i->bad++;
    }
    free(line);
    if (!standard)
        fclose(f);
}

int cli_record_import(int argc, char **argv)
{
    cli_options options;
    demarche_error err = {0};
    importing i = {0};
    int code = cli_options_read(&options, 0, argc, argv);
    if (code)
        return code;
    if (options.help)
        return cli_help(help);
    if (options.n_args < 2) {
        cli_say("demarche: record import: name a record and what to import; see demarche "
                "record import --help");
        return CLI_WRONG_USE;
    }
    if (demarche_record_open(&i.record, options.args[0], DEMARCHE_RECORD_WRITE, &err)) {
        cli_complain(NULL, &err);
        return CLI_FAILED;
    }
    cli_progress_begin(0, options.quiet);
    for (int k = 1; k < options.n_args && !i.stop; k++)
        import_file(&i, options.args[k]);
    if (demarche_record_close(i.record, &err)) {
        cli_complain(NULL, &err);
        i.bad++;
    }
    cli_progress_clear();
    if (!options.quiet)
        cli_say("demarche: %llu document%s, %llu new in %s, %llu not read",
                (unsigned long long)i.documents, i.documents == 1 ? "" : "s",
                (unsigned long long)i.added, options.args[0], (unsigned long long)i.bad);
    return i.bad ? CLI_FAILED : CLI_DONE;
}
