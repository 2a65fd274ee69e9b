/* Versions of a document: which took the place of which, and when. */
#include <stdio.h>
#include <stdlib.h>

#include "record/record_db.h"

enum { VERSIONS_MOST = 10000 };

typedef struct version {
    int64_t document, number;
    size_t at;          /* which it is, by when it was put in */
    char known[11];     /* up to when it knows; "": it does not say */
    char effective[11]; /* the same, or that of what it took the place of */
    char until[11];     /* as it stands in the file */
    bool latest;        /* the same */
} version;

static void day_at(char out[11], sqlite3_stmt *s, int column)
{
    demarche_str day = dmr_record_column(s, column);
    snprintf(out, 11, "%.*s", (int)(day.len > 10 ? 10 : day.len), day.ptr ? day.ptr : "");
}

/* Those of the document in the order in which they were put in; `on_top` is the last. */
static demarche_status list_versions(demarche_record *r, demarche_str doc, int64_t on_top,
                                     version **out, size_t *n, demarche_error *err)
{
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_LIST_VERSIONS, err);
    version top = {0}, *list = NULL;
    size_t room = 0;
    bool row;
    *n = 0;
    dmr_record_bind_str(s, 1, doc);
    for (;;) {
        DMR_TRY(dmr_record_step(r, s, &row, err));
        if (!row)
            break;
        version v = {.document = sqlite3_column_int64(s, 0),
                     .number = sqlite3_column_int64(s, 1),
                     .latest = sqlite3_column_int(s, 4) != 0};
        day_at(v.known, s, 2);
        day_at(v.until, s, 3);
        if (*n + 2 > room) {
            size_t more = room ? room * 2 : 8;
            version *grown = more > 2 * VERSIONS_MOST
                                 ? NULL
                                 : dmr_arena_grow(r->scratch, list, room * sizeof *list,
                                                  more * sizeof *list);
            if (!grown) {
                sqlite3_reset(s);
                return more > 2 * VERSIONS_MOST
                           ? dmr_error_set(err, DEMARCHE_E_LIMIT, 0,
                                           "%s: over %d texts have the name %.*s; give "
                                           "each document a name of its own",
                                           r->path, VERSIONS_MOST,
                                           (int)(doc.len > 60 ? 60 : doc.len), doc.ptr)
                           : dmr_error_memory(err);
            }
            list = grown;
            room = more;
        }
        if (v.document == on_top)
            top = v;
        else
            list[(*n)++] = v;
    }
    if (top.document)
        list[(*n)++] = top;
    for (size_t i = 0; i < *n; i++)
        list[i].at = i;
    *out = list;
    return DEMARCHE_OK;
}

/* By what they know, and of those that know alike by when they were put in. */
static int by_knowledge(const void *a, const void *b)
{
    const version *x = a, *y = b;
    int c = strcmp(x->effective, y->effective);
    return c ? c : x->at < y->at ? -1 : x->at > y->at;
}

/*
 * An edition that knows less (as of 1988, put in behind that of 1990) was replaced by the one
 * that knows more all the same; one that does not say what it knows takes the place of what
 * was there.
 */
static void order(version *list, size_t n)
{
    const char *most = "";
    for (size_t i = 0; i < n; i++) {
        const char *known = list[i].known[0] ? list[i].known : most;
        memcpy(list[i].effective, known, strlen(known) + 1);
        if (strcmp(known, most) > 0)
            most = list[i].effective;
    }
    if (n)
        qsort(list, n, sizeof *list, by_knowledge);
}

static bool is_right(const version *v, const char *until, bool latest)
{
    return v->number == (int64_t)v->at + 1 && v->latest == latest &&
           strcmp(v->until, until) == 0;
}

static demarche_status set_version(demarche_record *r, const version *v,
                                   const char *until, bool latest, demarche_error *err)
{
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_SET_VERSION, err);
    sqlite3_bind_int64(s, 1, v->document);
    sqlite3_bind_int64(s, 2, (int64_t)v->at + 1);
    dmr_record_bind_text(s, 3, until);
    sqlite3_bind_int(s, 4, latest);
    return dmr_record_run(r, s, err);
}

demarche_status dmr_record_put_on_top(demarche_record *r, demarche_str doc,
                                      int64_t document, demarche_error *err)
{
    version *list;
    size_t n;
    DMR_TRY(list_versions(r, doc, document, &list, &n, err));
    order(list, n);
    for (size_t i = 0; i < n; i++) {
        bool latest = i + 1 == n;
        const char *until = latest ? "" : list[i + 1].effective;
        if (list[i].document == document)
            r->latest = latest;
        if (is_right(&list[i], until, latest))
            continue;
        DMR_TRY(set_version(r, &list[i], until, latest, err));
        if (list[i].latest != latest || strcmp(list[i].until, until) != 0)
            DMR_TRY(dmr_record_mark_derived(r, list[i].document, until, latest, err));
    }
    return DEMARCHE_OK;
}

demarche_status dmr_record_settle_versions(demarche_record *r, demarche_str doc,
                                           bool mend, size_t *n_wrong,
                                           demarche_error *err)
{
    version *list;
    size_t n;
    *n_wrong = 0;
    DMR_TRY(list_versions(r, doc, 0, &list, &n, err));
    order(list, n);
    for (size_t i = 0; i < n; i++) {
        bool latest = i + 1 == n;
        const char *until = latest ? "" : list[i + 1].effective;
        if (is_right(&list[i], until, latest))
            continue;
        ++*n_wrong;
        if (mend)
            DMR_TRY(set_version(r, &list[i], until, latest, err));
    }
    return DEMARCHE_OK;
}
