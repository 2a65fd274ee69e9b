/* Dictionaries of our own in, rows and reports out as text. */
#ifndef DMR_TEST_IMPORT_KIT_H
#define DMR_TEST_IMPORT_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "demarche.h"

enum {
    STATES,
    ACTORS,
    PERSONS,
    AGENTS,
    DISCARDS,
    ACTOR_PHRASES,
    AGENT_PHRASES,
    PATTERNS
};

/* One import, and what it told. */
typedef struct imported {
    demarche_import *import;
    demarche_import_kind read_as;
    demarche_status status;
    demarche_error err;
    demarche_import_counts counts;
    char told[16384]; /* "LINE: WHAT: WHY\n", "~LINE: ..." of a remark */
} imported;

static inline void import_tell(void *user, const demarche_import_report *report)
{
    imported *i = user;
    size_t n = strlen(i->told);
    snprintf(i->told + n, sizeof i->told - n, "%s%zu: %.*s: %s\n",
             report->taken ? "~" : "", report->line, (int)report->what.len,
             report->what.ptr, report->why);
}

static inline void import_bytes(imported *i, demarche_import_kind kind,
                                demarche_import_codes codes, const char *bytes, size_t n)
{
    demarche_import_options options = DEMARCHE_IMPORT_OPTIONS_INIT;
    memset(i, 0, sizeof *i);
    options.kind = kind;
    options.codes = codes;
    options.path = "some/names.txt";
    options.report = import_tell;
    options.user = i;
    assert_int_equal(demarche_import_new(&i->import, NULL, &i->err), 0);
    i->status = demarche_import_add(i->import, (demarche_str){bytes, n}, &options,
                                    &i->read_as, &i->err);
    i->counts = *demarche_import_counted(i->import);
}

/* The rows of a table, each behind a line end; yours to free. */
static inline char *import_rows(const imported *i, size_t table)
{
    dmr_buffer out = {0};
    demarche_error err;
    assert_int_equal(
        demarche_import_write(i->import, table, dmr_buffer_write, &out, &err), 0);
    assert_int_equal(dmr_buffer_write(&out, "", 1), 0);
    char *body = out.at;
    for (int line = 0; line < 3; line++) /* comments and header */
        body = strchr(body, '\n') + 1;
    char *rows = malloc(strlen(body) + 2);
    assert_non_null(rows);
    sprintf(rows, "\n%s", body);
    free(out.at);
    return rows;
}

static inline void import_done(imported *i)
{
    demarche_import_free(i->import);
}

/* The dictionary's table has the row; its cells up to the note. */
static inline void import_has(const imported *i, size_t table, const char *row)
{
    char line[2048];
    char *rows = import_rows(i, table);
    snprintf(line, sizeof line, "\n%s\t", row);
    if (!strstr(rows, line))
        fail_msg("no row \"%s\" in:%s\ntold: %s", row, rows, i->told);
    free(rows);
}

static inline void import_has_not(const imported *i, size_t table, const char *words)
{
    char *rows = import_rows(i, table);
    if (strstr(rows, words))
        fail_msg("\"%s\" is in:%s", words, rows);
    free(rows);
}

static inline void import_told(const imported *i, const char *words)
{
    if (!strstr(i->told, words))
        fail_msg("\"%s\" was not told:\n%s", words, i->told);
}

#define IMPORT(i, kind, text)                                                            \
    import_bytes(&(i), DEMARCHE_IMPORT_##kind, DEMARCHE_IMPORT_CODES_AUTO, text,         \
                 sizeof(text) - 1)

#endif
