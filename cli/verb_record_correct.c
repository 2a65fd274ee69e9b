/* demarche record correct, join, part, withdraw, corrections: what persons say of events. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help.h"
#include "record_options.h"
#include "talk.h"
#include "verb_record.h"

#define HELP_BY                                                                          \
    "  --by NAME      who says so ($USER)\n"                                             \
    "  --note TEXT    why\n"                                                             \
    "  -q, --quiet    no closing line\n"                                                 \
    "  -h, --help     this text\n"

#define HELP_EVENT                                                                       \
    "EVENT is an event's id (16 hexadecimal digits) or its event_key, as `query "        \
    "--format\n"                                                                         \
    "jsonl` and `record show` have them.\n"

static const char correct_help[] =
    "usage: demarche record correct R.db EVENT VERDICT [FIELD=VALUE]... [OPTION]...\n"
    "       demarche record correct R.db --from FILE.tsv [OPTION]...\n"
    "\n"
    "Say of an event that it is right, wrong, or otherwise: VERDICT is right, wrong,\n"
    "note (with --note) or recode (with fields). It is kept beside what was coded and\n"
    "changes none of it; `query --corrected` heeds it. FIELD is type, mode, actor,\n"
    "recipient, date, place, track, modality or quad; several actors are parted by ;\n"
    "\n" HELP_EVENT "\n"
    "  --from FILE    corrections from a table whose columns, parted by tabs, are\n"
    "                 event, verdict, field, value, note, by and made, as `record\n"
    "                 corrections --format tsv` writes it (- is standard input); lines\n"
    "                 that cannot be taken are named, the others kept\n" HELP_BY "\n"
    "Example:\n"
    "  demarche record correct r.db 8c1f09a3b5d2e746 recode type=CONSULT date=1988-06 "
    "\\\n"
    "    --note 'a visit, no promise'\n";

static const char join_help[] =
    "usage: demarche record join R.db EVENT EVENT... [OPTION]...\n"
    "\n"
    "Say that these events are one deed: then all that their deeds have are of one.\n"
    "Later runs heed it. `record withdraw` takes it back.\n"
    "\n" HELP_EVENT "\n" HELP_BY;

static const char part_help[] =
    "usage: demarche record part R.db [EVENT]... EVENT [OPTION]...\n"
    "\n"
    "Say that the last of these events is another deed: it is parted from the others\n"
    "that are named and from all events of its deed. Later runs heed it. `record\n"
    "withdraw` takes it back.\n"
    "\n" HELP_EVENT "\n" HELP_BY;

static const char withdraw_help[] =
    "usage: demarche record withdraw R.db CORRECTION [OPTION]...\n"
    "\n"
    "Take a correction back: its number, as `record corrections` has it, and all that\n"
    "was said in one go with it. It stays in the record, and counts no more.\n"
    "\n" HELP_BY;

static const char corrections_help[] =
    "usage: demarche record corrections R.db [OPTION]...\n"
    "\n"
    "List what persons have said of events. `record correct --from` takes the list\n"
    "as TSV into another record: events have the same ids there.\n"
    "\n"
    "  --all            those that were withdrawn, too\n"
    "  --format FORMAT  table (default), csv, tsv or jsonl\n"
    "  -h, --help       this text\n";

static int complain(const demarche_error *err)
{
    cli_complain(NULL, err);
    return err->code == DEMARCHE_E_ARGUMENT ? CLI_WRONG_USE : CLI_FAILED;
}

/* A record is not made by what is said of it. */
static bool open_to_write(demarche_record **out, const char *path, demarche_error *err)
{
    if (demarche_record_open(out, path, DEMARCHE_RECORD_READ, err) ||
        demarche_record_close(*out, err))
        return false;
    return demarche_record_open(out, path, DEMARCHE_RECORD_WRITE, err) == DEMARCHE_OK;
}

static bool has_name(const cli_record_options *o, const char *command)
{
    if (!*o->by)
        cli_say("demarche: %s: say who says so with --by NAME ($USER is not set)",
                command);
    return *o->by != '\0';
}

static int keep(const cli_record_options *o, const demarche_correction *c)
{
    demarche_error err = {0};
    demarche_record *record = NULL;
    int64_t id = 0;
    if (!open_to_write(&record, o->args[0], &err))
        return complain(&err);
    demarche_status status = demarche_record_correct(record, c, &id, &err);
    demarche_status closed = demarche_record_close(record, status ? NULL : &err);
    if (status || closed)
        return complain(&err);
    if (!o->quiet)
        cli_say("demarche: correction %lld kept", (long long)id);
    return CLI_DONE;
}

/* Options, help, and how many arguments there must be; true where all is well. */
static bool begin(cli_record_options *o, unsigned takes, int argc, char **argv,
                  const char *help, int least, int *code)
{
    *code = cli_record_options_read(o, takes, argc, argv);
    if (*code)
        return false;
    if (o->help) {
        *code = cli_help(help);
        return false;
    }
    if (o->n_args < least) {
        cli_say("demarche: %s: name a record%s; see demarche %s --help", argv[0],
                least > 1 ? " and what it is about" : "", argv[0]);
        *code = CLI_WRONG_USE;
        return false;
    }
    if (takes & CLI_RECORD_BY && !(takes & CLI_RECORD_FROM && o->from) &&
        !has_name(o, argv[0])) {
        *code = CLI_WRONG_USE;
        return false;
    }
    return true;
}

/* ------------------------------------------------------------------------- from a table */

static void report(void *user, const demarche_correction_report *bad)
{
    cli_say("demarche: %s:%zu: %s", (const char *)user, bad->line, bad->why);
}

/* False after a line on stderr. */
static bool read_file(const char *path, cli_buffer *to)
{
    enum { TABLE_MOST = 256 * 1024 * 1024 };
    char bytes[65536];
    bool standard = strcmp(path, "-") == 0, good = true;
    FILE *f = standard ? stdin : fopen(path, "rb");
    if (!f) {
        cli_say("demarche: %s: %s", path, strerror(errno));
        return false;
    }
    size_t n;
    while (good && (n = fread(bytes, 1, sizeof bytes, f)) > 0)
        good = to->n + n <= TABLE_MOST && cli_buffer_write(to, bytes, n) == 0;
    if (!good)
        cli_say("demarche: %s: too large for a table of corrections (256 MiB)", path);
    else if (ferror(f)) {
        good = false;
        cli_say("demarche: %s: %s", path, strerror(errno));
    }
    if (!standard)
        fclose(f);
    return good;
}

static int correct_from(cli_record_options *o)
{
    demarche_error err = {0};
    demarche_record *record = NULL;
    demarche_correction_counts n = {0};
    cli_buffer table = {0};
    if (!read_file(o->from, &table)) {
        free(table.at);
        return CLI_FAILED;
    }
    char *name = strdup(o->from);
    int code = CLI_FAILED;
    if (name && open_to_write(&record, o->args[0], &err)) {
        demarche_status status = demarche_record_correct_all(
            record, (demarche_str){table.at ? table.at : "", table.n}, o->by, report,
            name, &n, &err);
        demarche_status closed = demarche_record_close(record, status ? NULL : &err);
        code = status || closed ? complain(&err) : n.refused ? CLI_FAILED : CLI_DONE;
    } else {
        complain(&err);
    }
    free(name);
    free(table.at);
    if (!o->quiet)
        cli_say("demarche: %llu kept, %llu there already, %llu refused",
                (unsigned long long)n.kept, (unsigned long long)n.there,
                (unsigned long long)n.refused);
    return code;
}

/* ------------------------------------------------------------------------------ commands */

int cli_record_correct(int argc, char **argv)
{
    enum { FIELDS_MOST = 16 };
    const char *fields[FIELDS_MOST], *values[FIELDS_MOST];
    demarche_correction c = DEMARCHE_CORRECTION_INIT;
    cli_record_options o;
    int code;
    if (!begin(&o, CLI_RECORD_BY | CLI_RECORD_NOTE | CLI_RECORD_FROM, argc, argv,
               correct_help, 1, &code))
        return code;
    if (o.from ? o.n_args != 1 || o.note : o.n_args < 3) {
        cli_say("demarche: record correct: %s; see demarche record correct --help",
                o.from ? "with --from name the record alone"
                       : "name a record, an event and a verdict");
        return CLI_WRONG_USE;
    }
    if (o.from)
        return correct_from(&o);
    for (int i = 3; i < o.n_args; i++) {
        char *equal = strchr(o.args[i], '=');
        if (!equal || c.n_fields == FIELDS_MOST) {
            cli_say("demarche: record correct: %s is no FIELD=VALUE", o.args[i]);
            return CLI_WRONG_USE;
        }
        *equal = '\0';
        fields[c.n_fields] = o.args[i];
        values[c.n_fields++] = equal + 1;
    }
    const char *event = o.args[1];
    c.verdict = o.args[2];
    c.events = &event;
    c.n_events = 1;
    c.fields = fields;
    c.values = values;
    c.by = o.by;
    c.note = o.note;
    if (strcmp(c.verdict, "right") != 0 && strcmp(c.verdict, "wrong") != 0 &&
        strcmp(c.verdict, "note") != 0 && strcmp(c.verdict, "recode") != 0) {
        cli_say(
            "demarche: record correct: a verdict is right, wrong, note or recode, not "
            "%s",
            c.verdict);
        return CLI_WRONG_USE;
    }
    return keep(&o, &c);
}

static int group(const char *verdict, const char *help, int least, int argc, char **argv)
{
    demarche_correction c = DEMARCHE_CORRECTION_INIT;
    cli_record_options o;
    int code;
    if (!begin(&o, CLI_RECORD_BY | CLI_RECORD_NOTE, argc, argv, help, least, &code))
        return code;
    c.verdict = verdict;
    c.events = (const char *const *)(o.args + 1);
    c.n_events = (size_t)o.n_args - 1;
    c.by = o.by;
    c.note = o.note;
    return keep(&o, &c);
}

int cli_record_join(int argc, char **argv)
{
    return group("join", join_help, 3, argc, argv);
}

int cli_record_part(int argc, char **argv)
{
    return group("part", part_help, 2, argc, argv);
}

int cli_record_withdraw(int argc, char **argv)
{
    demarche_correction c = DEMARCHE_CORRECTION_INIT;
    cli_record_options o;
    int code;
    if (!begin(&o, CLI_RECORD_BY | CLI_RECORD_NOTE, argc, argv, withdraw_help, 2, &code))
        return code;
    char *end;
    errno = 0;
    long long n = strtoll(o.args[1], &end, 10);
    if (o.n_args != 2 || errno || *end || n <= 0) {
        cli_say(
            "demarche: record withdraw: name one correction by its number, not %s; see "
            "demarche record corrections",
            o.args[o.n_args - 1]);
        return CLI_WRONG_USE;
    }
    c.verdict = "withdraw";
    c.withdraws = n;
    c.by = o.by;
    c.note = o.note;
    return keep(&o, &c);
}

int cli_record_corrections(int argc, char **argv)
{
    static const char *const shown[] = {"correction", "event",     "verdict",
                                        "field",      "value",     "note",
                                        "by",         "withdrawn", NULL};
    demarche_error err = {0};
    demarche_record *record = NULL;
    demarche_answer *a = NULL;
    cli_record_options o;
    uint64_t n;
    int code;
    if (!begin(&o, CLI_RECORD_FORMAT | CLI_RECORD_ALL, argc, argv, corrections_help, 1,
               &code))
        return code;
    if (demarche_record_open(&record, o.args[0], DEMARCHE_RECORD_READ, &err) ||
        demarche_record_list(
            &a, record, o.all ? DEMARCHE_LIST_ALL_CORRECTIONS : DEMARCHE_LIST_CORRECTIONS,
            NULL, 0, &err) ||
        cli_rows_write(a, o.format, shown, &n, &err))
        code = complain(&err);
    demarche_answer_free(a);
    demarche_record_close(record, NULL);
    return cli_flush() ? code : CLI_FAILED;
}
