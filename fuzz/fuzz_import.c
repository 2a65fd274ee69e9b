/* Foreign bytes as a dictionary of each kind: whatever comes in, the tables that come out
 * are such as the lexicon's loaders take, and reports name lines that there are. */
#include "base/json.h"
#include "base/table.h"
#include "fuzz_engine.h"
#include "lexicon/import.h"

static size_t n_lines;

static void check_report(void *user, const demarche_import_report *report)
{
    size_t *n = user;
    ++*n;
    FUZZ_PROMISE(report->line >= 1 && report->line <= n_lines);
    FUZZ_PROMISE(report->why && report->why[0]);
    FUZZ_PROMISE(report->what.len <= 120);
}

static void check_tables(const demarche_import *import)
{
    static const char *const columns[][10] = {
        {"code", "kind", "text", "from", "until", "sector", "note", "?source", NULL},
        {"name", "names", "code", "sector", "from", "until", "note", "?source", NULL},
        {"name", "names", "state", "sector", "office", "from", "until", "note", "source",
         NULL},
        {"noun", "sector", "kind", "note", "?source", NULL},
        {"phrase", "scope", "note", "?source", NULL},
        {"phrase", "code", "from", "until", "note", "?source", NULL},
        {"phrase", "code", "note", "?source", NULL},
        {"kind", "block", "text", "forms", "code", "note", "?source", NULL},
    };
    size_t rows;
    const char *name;
    for (size_t t = 0; (name = demarche_import_table(import, t, &rows)); t++) {
        dmr_buffer out = {0};
        demarche_error err = {0};
        dmr_table table;
        dmr_arena *arena = dmr_arena_new(0);
        FUZZ_PROMISE(arena &&
                     !demarche_import_write(import, t, dmr_buffer_write, &out, &err));
        demarche_status status = dmr_table_parse(&table, name, dmr_str(out.at, out.n),
                                                 columns[t], arena, &err);
        if (status)
            fprintf(stderr, "%s\n", err.message);
        FUZZ_PROMISE(!status && table.n_rows == rows);
        dmr_arena_free(arena);
        free(out.at);
    }
}

static demarche_import *opened;

static void close_opened(void)
{
    demarche_import_free(opened);
}

/* An empty import that has the lexicon of the one that was opened first: to load it anew
 * for each input would take all the time. */
static demarche_import empty_import(void)
{
    demarche_error err = {0};
    if (!opened) {
        if (demarche_import_new(&opened, NULL, &err)) {
            fprintf(stderr, "%s\n", err.message);
            exit(1);
        }
        atexit(close_opened);
    }
    demarche_import import = {.arena = dmr_arena_new(0),
                              .scratch = dmr_arena_new(0),
                              .gazetteer = opened->gazetteer,
                              .cameo = opened->cameo};
    FUZZ_PROMISE(import.arena && import.scratch);
    for (int t = 0; t < DMR_IMPORT_TABLES; t++)
        FUZZ_PROMISE((import.tables[t].seen = dmr_map_new(import.arena)));
    return import;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static demarche_import_kind kinds[] = {
        DEMARCHE_IMPORT_AUTO, DEMARCHE_IMPORT_ACTORS, DEMARCHE_IMPORT_AGENTS,
        DEMARCHE_IMPORT_DISCARDS, DEMARCHE_IMPORT_VERBS};
    n_lines = 1;
    for (size_t i = 0; i < n; i++)
        n_lines += bytes[i] == '\n';
    for (size_t k = 0; k < 5; k++) {
        demarche_import import = empty_import();
        demarche_error err = {0};
        demarche_import_options options = DEMARCHE_IMPORT_OPTIONS_INIT;
        size_t reports = 0;
        options.kind = kinds[k];
        options.path = "fuzz.txt";
        options.report = check_report;
        options.user = &reports;
        demarche_status status = demarche_import_add(
            &import, (demarche_str){(const char *)bytes, n}, &options, NULL, &err);
        FUZZ_PROMISE(!status || (status == DEMARCHE_E_FORMAT && kinds[k] == 0));
        const demarche_import_counts *counts = demarche_import_counted(&import);
        FUZZ_PROMISE(reports == counts->refused + counts->remarks);
        check_tables(&import);
        dmr_arena_free(import.arena);
        dmr_arena_free(import.scratch);
    }
    return 0;
}
