/* demarche relate: what one party does to another in a sentence, row by row. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help.h"
#include "inputs.h"
#include "jobs.h"
#include "progress.h"
#include "run.h"
#include "verbs.h"

static const char help[] =
    "usage: demarche relate [OPTION]... FILE.tsv...\n"
    "\n"
    "Say of each row what its source does to its target in its sentence. The first\n"
    "line names the columns, parted by tabs: id, sentence, source and target are\n"
    "read. Printed: id, event, mode, quad, cameo, score and rule, one row a row, in\n"
    "order.\n"
    "- is standard input.\n"
    "\n" CLI_HELP_JOBS CLI_HELP_COMMON "\n"
    "Example:\n"
    "  demarche relate pairs.tsv > coded.tsv\n";

enum { ID, SENTENCE, SOURCE, TARGET, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {"id", "sentence", "source", "target"};

enum { CELLS_MAX = 256 };

typedef struct row {
    const char *path;
    size_t line;
    demarche_str cells[N_COLUMNS];
    demarche_relation relation;
    demarche_status status;
    demarche_error err;
} row;

typedef struct relating {
    cli_jobs *jobs;
    size_t rows;
    bool failed;
    int place[N_COLUMNS]; /* column of the file */
    size_t n_cells;       /* columns of the file */
} relating;

static void work(void *user, demarche_worker *worker, void *at)
{
    row *r = at;
    (void)user;
    if (!r->status)
        r->status = demarche_relate(&r->relation, worker, r->cells[SENTENCE],
                                    r->cells[SOURCE], r->cells[TARGET], &r->err);
}

static void done(void *user, void *at)
{
    relating *all = user;
    row *r = at;
    char line[1024];
    cli_write(NULL, r->cells[ID].ptr, r->cells[ID].len);
    if (r->status) {
        cli_say("demarche: %s:%zu: %s", r->path, r->line, r->err.message);
        all->failed = true;
        cli_write(NULL, "\t\t\t\t\t\t\n", 7);
    } else {
        const demarche_relation *found = &r->relation;
        char quad[2] = {(char)('0' + found->quad), '\0'};
        int n = snprintf(line, sizeof line, "\t%s\t%s\t%s\t%s\t%.4f\t%s\n", found->event,
                         found->mode, found->quad ? quad : "", found->cameo, found->score,
                         found->rule);
        if (n > 0 && (size_t)n < sizeof line)
            cli_write(NULL, line, (size_t)n);
    }
    all->rows++;
    free(r);
}

static bool next_part(demarche_str *rest, char sep, demarche_str *part)
{
    if (!rest->ptr)
        return false;
    const char *p = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
    size_t n = p ? (size_t)(p - rest->ptr) : rest->len;
    *part = (demarche_str){rest->ptr, n};
    *rest = p ? (demarche_str){p + 1, rest->len - n - 1} : (demarche_str){NULL, 0};
    return true;
}

static bool read_header(relating *all, const char *path, demarche_str line)
{
    demarche_str cell;
    for (int i = 0; i < N_COLUMNS; i++)
        all->place[i] = -1;
    all->n_cells = 0;
    while (next_part(&line, '\t', &cell)) {
        for (int i = 0; i < N_COLUMNS; i++) {
            size_t n = strlen(column_names[i]);
            if (all->place[i] < 0 && cell.len == n &&
                memcmp(cell.ptr, column_names[i], n) == 0)
                all->place[i] = (int)all->n_cells;
        }
        all->n_cells++;
    }
    for (int i = 0; i < N_COLUMNS; i++) {
        if (all->place[i] < 0) {
            cli_say("demarche: %s:1: no column '%s'; name it in the first line", path,
                    column_names[i]);
            return false;
        }
    }
    return true;
}

static bool push_row(relating *all, const char *path, size_t number, demarche_str line)
{
    row *r = calloc(1, sizeof *r);
    if (!r)
        return false;
    r->path = path;
    r->line = number;
    demarche_str cell;
    size_t n = 0;
    for (; next_part(&line, '\t', &cell); n++) {
        for (int i = 0; i < N_COLUMNS; i++) {
            if (all->place[i] == (int)n)
                r->cells[i] = cell;
        }
    }
    if (n != all->n_cells) {
        r->status = DEMARCHE_E_FORMAT;
        snprintf(r->err.message, sizeof r->err.message,
                 "%zu cells where the header has %zu; put one tab between cells", n,
                 all->n_cells);
    }
    cli_jobs_push(all->jobs, r, r->cells[SENTENCE].len);
    return true;
}

static bool relate_bytes(relating *all, const char *path, demarche_str bytes)
{
    demarche_str line;
    bool header = false;
    if (bytes.len >= 3 && memcmp(bytes.ptr, "\xEF\xBB\xBF", 3) == 0)
        bytes = (demarche_str){bytes.ptr + 3, bytes.len - 3};
    for (size_t number = 1; bytes.len && next_part(&bytes, '\n', &line); number++) {
        if (line.len && line.ptr[line.len - 1] == '\r')
            line.len--;
        if (line.len == 0)
            continue;
        if (!header) {
            if (!read_header(all, path, line))
                return false;
            header = true;
        } else if (!push_row(all, path, number, line)) {
            cli_say("demarche: %s: not enough memory", path);
            return false;
        }
        if (cli_write_failed())
            return false;
    }
    if (!header)
        cli_say("demarche: %s: no header line; name the columns id, sentence, source, "
                "target in the first line",
                path);
    return header;
}

static bool relate_file(relating *all, const demarche_engine *engine, const char *path,
                        long n_jobs)
{
    demarche_error err = {0};
    cli_file file;
    if (cli_file_open(&file, path, &err)) {
        cli_complain(path, &err);
        return false;
    }
    /* A pool for each file: rows point into its bytes. */
    all->jobs = cli_jobs_new(engine, n_jobs, work, done, all, &err);
    if (!all->jobs)
        cli_complain(NULL, &err);
    bool good = all->jobs && relate_bytes(all, path, file.bytes);
    cli_jobs_finish(all->jobs);
    cli_file_close(&file);
    return good;
}

int cli_verb_relate(int argc, char **argv)
{
    static const char header[] = "id\tevent\tmode\tquad\tcameo\tscore\trule\n";
    cli_options options;
    demarche_engine *engine = NULL;
    relating all = {0};
    int code = cli_options_read(&options, CLI_TAKES_JOBS, argc, argv);
    if (code)
        return code;
    if (options.help)
        return cli_help(help);
    if (options.n_args == 0) {
        cli_say("demarche: relate: no FILE.tsv given; see demarche relate --help");
        return CLI_WRONG_USE;
    }
    bool good = cli_open_engine(&engine, &options);
    bool opened = good;
    if (opened)
        cli_write(NULL, header, sizeof header - 1);
    for (int i = 0; opened && i < options.n_args; i++)
        good = relate_file(&all, engine, options.args[i], options.jobs) && good;
    demarche_engine_free(engine);
    bool written = cli_flush();
    if (opened && !options.quiet)
        cli_say("demarche: %zu row%s", all.rows, all.rows == 1 ? "" : "s");
    return good && !all.failed && written ? CLI_DONE : CLI_FAILED;
}
