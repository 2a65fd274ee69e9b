/* demarche lexicon import: dictionaries of TABARI and PETRARCH as tables of ours. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "help.h"
#include "inputs.h"
#include "next_option.h"
#include "options.h"
#include "talk.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche lexicon import --to DIR [OPTION]... FILE...\n"
    "\n"
    "Read dictionaries of TABARI or PETRARCH (actors, agents, discards, verbs) and\n"
    "write their rows as tables of a lexicon of your own into the folder DIR, those\n"
    "that have rows: states.tsv, actors.tsv, persons.tsv, agents.tsv, discards.tsv,\n"
    "and, in the dictionaries' own codes, actor_phrases.tsv, agent_phrases.tsv and\n"
    "patterns.tsv, by which code codes as PETRARCH does where there are patterns.\n"
    "Each row that cannot be taken is told on standard error with FILE:LINE. - is\n"
    "standard input.\n"
    "\n"
    "  --to DIR           folder to write into; it is made where it is missing\n"
    "  --input KIND       what the files are: auto (told by their look), actors,\n"
    "                     agents, discards or verbs\n"
    "  --codes CODES      which codes actors have: auto, actors, peoples (CAMEO's\n"
    "                     ethnic groups) or beliefs (its religions)\n"
    "  --force            overwrite tables that an import did not make\n"
    "  --lexicon DIR      add a folder of tables to the lexicon that says what\n"
    "                     states, roles and codes there are\n"
    "  -q, --quiet        no remarks on what was taken, no closing lines\n"
    "  -h, --help         this text\n"
    "\n"
    "Exit status: 0 all was taken, 1 some rows were not, 2 wrong use.\n"
    "\n"
    "Example:\n"
    "  demarche lexicon import --to mine/ Phoenix.Countries.actors.txt\n";

typedef struct import_options {
    const char *to;
    const char *lexicon[CLI_LEXICON_MAX]; /* folders of --lexicon */
    int n_lexicon;
    demarche_import_kind kind;
    demarche_import_codes codes;
    bool force, quiet, help;
} import_options;

/* One file, for its reports. */
typedef struct input {
    const char *path;
    bool quiet;
} input;

static int wrong(const char *what, const char *which)
{
    return cli_wrong_use("lexicon import", what, which);
}

static int take_option(import_options *o, int option, const char *value)
{
    int found = 0;
    switch (option) {
    case 't':
        o->to = value;
        return CLI_DONE;
    case 'i':
        found = demarche_import_kind_by_name(value);
        if (found < 0)
            return wrong("--input takes auto, actors, agents, discards or verbs, not ",
                         value);
        o->kind = (demarche_import_kind)found;
        return CLI_DONE;
    case 'c':
        found = demarche_import_codes_by_name(value);
        if (found < 0)
            return wrong("--codes takes auto, actors, peoples or beliefs, not ", value);
        o->codes = (demarche_import_codes)found;
        return CLI_DONE;
    case 'f':
        o->force = true;
        return CLI_DONE;
    case 'l':
        if (o->n_lexicon == CLI_LEXICON_MAX)
            return wrong("--lexicon is given too often at ", value);
        o->lexicon[o->n_lexicon++] = value;
        return CLI_DONE;
    case 'q':
        o->quiet = true;
        return CLI_DONE;
    default:
        o->help = true;
        return CLI_DONE;
    }
}

static int read_options(import_options *o, int argc, char **argv)
{
    static const struct option options[] = {
        {"to", required_argument, NULL, 't'},
        {"input", required_argument, NULL, 'i'},
        {"codes", required_argument, NULL, 'c'},
        {"force", no_argument, NULL, 'f'},
        {"lexicon", required_argument, NULL, 'l'},
        {"quiet", no_argument, NULL, 'q'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    cli_begin_options();
    for (;;) {
        int option = cli_next_option(argc, argv, ":hq", options);
        if (option == CLI_WRONG_OPTION)
            return CLI_WRONG_USE;
        if (option == CLI_NO_OPTION)
            return CLI_DONE;
        int code = take_option(o, option, optarg);
        if (code)
            return code;
    }
}

/* ------------------------------------------------------------------------- reading */

static void tell(void *user, const demarche_import_report *report)
{
    const input *in = user;
    if (report->taken && in->quiet)
        return;
    char what[128];
    size_t n = report->what.len < sizeof what ? report->what.len : sizeof what;
    for (size_t i = 0; i < n; i++) /* a NUL would end the line */
        what[i] = report->what.ptr[i] ? report->what.ptr[i] : ' ';
    cli_say("demarche: %s:%zu: %s%.*s: %s", in->path, report->line,
            report->taken ? "taken, but: " : "", (int)n, what, report->why);
}

static const char *kind_name(demarche_import_kind kind)
{
    return kind == DEMARCHE_IMPORT_ACTORS   ? "actors"
           : kind == DEMARCHE_IMPORT_AGENTS ? "agents"
           : kind == DEMARCHE_IMPORT_VERBS  ? "verbs"
                                            : "discards";
}

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

static bool add_file(demarche_import *import, const import_options *o, const char *path)
{
    demarche_error err = {0};
    cli_file file = {0};
    input in = {path, o->quiet};
    demarche_import_options options = DEMARCHE_IMPORT_OPTIONS_INIT;
    demarche_import_kind read_as = o->kind;
    demarche_import_counts before = *demarche_import_counted(import);
    options.kind = o->kind;
    options.codes = o->codes;
    options.path = path;
    options.report = tell;
    options.user = &in;
    demarche_status status = cli_file_open(&file, path, &err);
    if (!status)
        status = demarche_import_add(import, file.bytes, &options, &read_as, &err);
    cli_file_close(&file);
    if (status) {
        cli_complain(path, &err);
        return false;
    }
    const demarche_import_counts *now = demarche_import_counted(import);
    uint64_t names = now->names - before.names, refused = now->refused - before.refused;
    if (!o->quiet)
        cli_say("demarche: %s: %s, %llu name%s taken, %llu row%s not taken", path,
                kind_name(read_as), (unsigned long long)names, plural(names),
                (unsigned long long)refused, plural(refused));
    return refused == 0;
}

/* ------------------------------------------------------------------------- writing */

static bool is_ours(const char *path)
{
    char line[sizeof DEMARCHE_IMPORT_MARK] = "";
    FILE *f = fopen(path, "rb");
    if (!f)
        return false;
    size_t n = fread(line, 1, sizeof line - 1, f);
    fclose(f);
    return n == sizeof line - 1 && memcmp(line, DEMARCHE_IMPORT_MARK, n) == 0;
}

/* "DIR/NAME"; false where it is too long. */
static bool join(char *out, size_t room, const char *dir, const char *name,
                 const char *suffix)
{
    int n = snprintf(out, room, "%s/%s%s", dir, name, suffix);
    return n > 0 && (size_t)n < room;
}

/* Nothing is read where a table of somebody's own would be lost at the end. */
static bool may_write(const demarche_import *import, const import_options *o)
{
    char path[4096];
    struct stat st;
    size_t rows;
    const char *name;
    bool good = true;
    for (size_t t = 0; (name = demarche_import_table(import, t, &rows)); t++) {
        if (!join(path, sizeof path, o->to, name, "")) {
            cli_say("demarche: %s: the path is too long", o->to);
            return false;
        }
        if (o->force || lstat(path, &st) || is_ours(path))
            continue;
        cli_say("demarche: %s: no import made it; name another folder, or --force", path);
        good = false;
    }
    return good;
}

static int write_file(void *user, const char *bytes, size_t n)
{
    return fwrite(bytes, 1, n, user) == n ? 0 : -1;
}

static bool failed(const char *path)
{
    cli_say("demarche: %s: %s; nothing of it is written", path, strerror(errno));
    return false;
}

/* Write beside it, then put it in its place: a table is there whole or not at all. */
static bool write_table(const demarche_import *import, size_t table, const char *name,
                        const import_options *o)
{
    char path[4096], beside[4096];
    demarche_error err = {0};
    if (!join(path, sizeof path, o->to, name, "") ||
        !join(beside, sizeof beside, o->to, name, ".new"))
        return false;
    FILE *f = fopen(beside, "wb");
    if (!f)
        return failed(beside);
    demarche_status status = demarche_import_write(import, table, write_file, f, &err);
    bool closed = fclose(f) == 0;
    if (!status && closed && rename(beside, path) == 0)
        return true;
    failed(path);
    unlink(beside);
    return false;
}

/* The tables that have rows. */
static bool write_tables(const demarche_import *import, const import_options *o)
{
    char path[4096];
    size_t rows, all = 0;
    const char *name;
    for (size_t t = 0; demarche_import_table(import, t, &rows); t++)
        all += rows;
    if (!all)
        return true;
    if (mkdir(o->to, 0777) && errno != EEXIST)
        return failed(o->to);
    for (size_t t = 0; (name = demarche_import_table(import, t, &rows)); t++) {
        if (!rows || !join(path, sizeof path, o->to, name, ""))
            continue;
        bool again = is_ours(path);
        if (!write_table(import, t, name, o))
            return false;
        if (!o->quiet)
            cli_say("demarche: %s: %zu row%s%s", path, rows, plural(rows),
                    again ? ", in place of an earlier import's" : "");
    }
    return true;
}

static void say_totals(const demarche_import_counts *c)
{
    cli_say("demarche: %llu name%s taken, %llu row%s not taken; %llu remark%s, %llu "
            "repeated",
            (unsigned long long)c->names, plural(c->names),
            (unsigned long long)c->refused, plural(c->refused),
            (unsigned long long)c->remarks, plural(c->remarks),
            (unsigned long long)c->repeated);
    if (c->years)
        cli_say("demarche: %llu discard%s a mere year: sentences with it will give no "
                "events; take out what you do not mean",
                (unsigned long long)c->years, c->years == 1 ? " is" : "s are");
}

static int import_all(demarche_import *import, const import_options *o, int n,
                      char **paths)
{
    if (!may_write(import, o))
        return CLI_FAILED;
    bool good = true;
    for (int i = 0; i < n; i++)
        good = add_file(import, o, paths[i]) && good;
    const demarche_import_counts *counts = demarche_import_counted(import);
    if (!write_tables(import, o))
        return CLI_FAILED;
    if (!o->quiet)
        say_totals(counts);
    return good ? CLI_DONE : CLI_FAILED;
}

int cli_lexicon_import(int argc, char **argv)
{
    import_options o = {0};
    demarche_error err = {0};
    demarche_import *import = NULL;
    int code = read_options(&o, argc, argv);
    if (code)
        return code;
    if (o.help)
        return cli_help(help);
    if (optind == argc)
        return wrong("no FILE given", "");
    if (!o.to)
        return wrong("no folder to write into; name one with --to", "");
    demarche_engine_options engine = DEMARCHE_ENGINE_OPTIONS_INIT;
    engine.lexicon_added = o.lexicon;
    engine.n_lexicon_added = (size_t)o.n_lexicon;
    if (demarche_import_new(&import, &engine, &err)) {
        cli_complain(NULL, &err);
        return CLI_FAILED;
    }
    code = import_all(import, &o, argc - optind, argv + optind);
    demarche_import_free(import);
    return code;
}
