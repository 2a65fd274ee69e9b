/* Foreign bytes as a table of corrections: lines that are refused are counted and lie in the
 * table, and a record that has no events keeps none of them. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demarche.h"
#include "fuzz_engine.h"

static demarche_record *record;
static char folder[] = "/tmp/demarche-fuzz-XXXXXX";

static void close_record(void)
{
    char path[64];
    static const char *const ends[] = {"", "-wal", "-shm"};
    demarche_record_close(record, NULL);
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/r.db%s", folder, ends[i]);
        unlink(path);
    }
    rmdir(folder);
}

static void open_record(void)
{
    char path[64];
    demarche_error err;
    FUZZ_PROMISE(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/r.db", folder);
    FUZZ_PROMISE(!demarche_record_open(&record, path, DEMARCHE_RECORD_WRITE, &err));
    atexit(close_record);
}

typedef struct lines {
    size_t n, last, most;
} lines;

static void check_line(void *user, const demarche_correction_report *bad)
{
    lines *l = user;
    l->n++;
    FUZZ_PROMISE(bad->line > l->last && bad->line <= l->most && bad->why[0]);
    l->last = bad->line;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    demarche_correction_counts n = {0};
    demarche_error err = {0};
    lines l = {0, 1, 1};
    if (!record)
        open_record();
    for (size_t i = 0; i < size; i++)
        l.most += data[i] == '\n';
    demarche_status status =
        demarche_record_correct_all(record, (demarche_str){(const char *)data, size},
                                    "fuzz", check_line, &l, &n, &err);
    FUZZ_PROMISE(!status || status == DEMARCHE_E_FORMAT);
    FUZZ_PROMISE(!n.kept && !n.there && n.refused == l.n);
    return 0;
}
