/* Looking over what is derived: that it is what the other tables give; else it is made anew. */
#include <stdio.h>

#include "record/record_check.h"
#include "record/record_derive.h"
#include "record/strip.h"

static const char mendable[] = "record check --repair mends it";

/* ------------------------------------------------------------------------- versions */

static demarche_status check_versions(dmr_record_check *c)
{
    static const char sql[] =
        "SELECT doc FROM document GROUP BY doc"
        " HAVING count(*) > 1 OR max(version) <> 1 OR max(latest) <> 1"
        " OR max(known_until) IS NOT NULL";
    sqlite3_stmt *s = NULL;
    demarche_status status = DEMARCHE_OK;
    int64_t mended = 0;
    DMR_TRY(dmr_record_check_prepare(c, sql, &s));
    while (s && dmr_record_check_step(c, s, &status)) {
        demarche_str doc = dmr_record_column(s, 0);
        char where[300];
        size_t wrong;
        dmr_arena_reset(c->record->scratch);
        demarche_status bad =
            dmr_record_settle_versions(c->record, doc, c->repair, &wrong, c->err);
        if (bad) {
            sqlite3_finalize(s);
            return bad;
        }
        mended += (int64_t)wrong;
        if (!wrong || c->repair)
            continue;
        snprintf(where, sizeof where, "%.*s", (int)(doc.len > 200 ? 200 : doc.len),
                 doc.ptr);
        dmr_record_check_bad(c, "versions of a document are not in order", where,
                             mendable);
    }
    sqlite3_finalize(s);
    if (!status && c->repair && mended)
        dmr_record_check_mended(c, "versions of a document are not in order", mended);
    return status;
}

/* --------------------------------------------------- dyads, and documents of codes */

#define OF_THIS "event_key >= ?1 AND event_key < ?2"
#define DIFFERENCE(expected, table, where)                                               \
    "SELECT EXISTS (SELECT * FROM (" expected ") EXCEPT SELECT * FROM " table            \
    " WHERE " where ") OR EXISTS (SELECT * FROM " table " WHERE " where                  \
    " EXCEPT SELECT * FROM (" expected "))"

#define HOLDING "SELECT document_id, coding_id FROM coded WHERE recorded_until IS NULL"

/* What the codings that a statement gives should have of each. */
static const struct derived {
    const char *codings, *what, *differs;
    dmr_record_statement drop, add;
} of_coding[] = {
    {"SELECT document_id, coding_id FROM coding", "dyads are not those of the events",
     DIFFERENCE(DMR_RECORD_DYADS, "dyad", OF_THIS), DMR_RECORD_DROP_DYADS,
     DMR_RECORD_ADD_DYADS},
    {HOLDING, "code_document is not what the dyads give",
     DIFFERENCE(DMR_RECORD_CODE_DOCUMENTS, "code_document", "document_id = ?3"),
     DMR_RECORD_DROP_CODE_DOCUMENTS, DMR_RECORD_ADD_CODE_DOCUMENTS},
};

static void bind_coding(sqlite3_stmt *s, int64_t document, int64_t coding)
{
    sqlite3_bind_int64(s, 1, dmr_record_id(coding, 0));
    sqlite3_bind_int64(s, 2, dmr_record_id(coding + 1, 0));
    sqlite3_bind_int64(s, 3, document);
}

static demarche_status run_on(dmr_record_check *c, dmr_record_statement which,
                              int64_t document, int64_t coding)
{
    DMR_RECORD_STATEMENT(s, c->record, which, c->err);
    bind_coding(s, document, coding);
    return dmr_record_run(c->record, s, c->err);
}

static demarche_status check_coding(dmr_record_check *c, const struct derived *d,
                                    sqlite3_stmt *s, int64_t document, int64_t coding,
                                    int64_t *mended)
{
    demarche_status status;
    char where[64];
    bind_coding(s, document, coding);
    bool differs = dmr_record_check_step(c, s, &status) && sqlite3_column_int(s, 0) != 0;
    sqlite3_reset(s);
    if (status || !differs)
        return status;
    if (c->repair) {
        ++*mended;
        DMR_TRY(run_on(c, d->drop, document, coding));
        return run_on(c, d->add, document, coding);
    }
    snprintf(where, sizeof where, "coding %lld of document %lld", (long long)coding,
             (long long)document);
    dmr_record_check_bad(c, d->what, where, mendable);
    return DEMARCHE_OK;
}

static demarche_status check_codings(dmr_record_check *c, const struct derived *d)
{
    sqlite3_stmt *codings = NULL, *differs = NULL;
    int64_t mended = 0;
    demarche_status status = dmr_record_check_prepare(c, d->codings, &codings);
    if (!status)
        status = dmr_record_check_prepare(c, d->differs, &differs);
    while (!status && codings && differs && dmr_record_check_step(c, codings, &status))
        status = check_coding(c, d, differs, sqlite3_column_int64(codings, 0),
                              sqlite3_column_int64(codings, 1), &mended);
    sqlite3_finalize(codings);
    sqlite3_finalize(differs);
    if (!status && mended)
        dmr_record_check_mended(c, d->what, mended);
    return status;
}

/* ---------------------------------------------------------------------------- the rest */

#define HOLDS_NOW(coding)                                                                \
    "EXISTS (SELECT 1 FROM coded h WHERE h.coding_id = " coding                          \
    " AND h.recorded_until IS NULL)"
#define HOLDS                                                                            \
    "(SELECT iif(" HOLDS_NOW("c.coding_id") ", 1 + d.latest, 0) FROM coding c"           \
                                            " JOIN document d USING (document_id) "      \
                                            "WHERE c.coding_id = event_key >> 24)"

static const struct thing {
    const char *what, *sql, *mend;
} before[] =
    {
        {"events do not say how far they hold",
         "SELECT 'event ' || event_id || ' (' || event_key || ')' FROM event"
         " WHERE holds <> " HOLDS,
         "UPDATE event SET holds = " HOLDS " WHERE holds <> " HOLDS},
        {"dyads are of an event that is not there",
         "SELECT DISTINCT 'event ' || event_key FROM dyad WHERE event_key NOT IN"
         " (SELECT event_key FROM event)",
         "DELETE FROM dyad WHERE event_key NOT IN (SELECT event_key FROM event)"},
},
  behind[] = {
      {"code_document has a document of which no coding holds",
       "SELECT DISTINCT 'document ' || document_id FROM code_document x WHERE NOT EXISTS"
       " (SELECT 1 FROM coded c WHERE c.document_id = x.document_id"
       " AND c.recorded_until IS NULL)",
       "DELETE FROM code_document WHERE NOT EXISTS (SELECT 1 FROM coded c"
       " WHERE c.document_id = code_document.document_id AND c.recorded_until IS NULL)"},
      {"tally is not what the dyads give",
       "SELECT DISTINCT code || ', ' || iif(known = '', 'no date', known) FROM (SELECT * "
       "FROM (SELECT * FROM tally"
       " EXCEPT " DMR_RECORD_TALLY ") UNION SELECT * FROM (" DMR_RECORD_TALLY
       " EXCEPT SELECT * FROM tally))",
       "DELETE FROM tally; INSERT INTO tally " DMR_RECORD_TALLY},
      {"place_box is not where the places are",
       "SELECT 'place ' || place_id FROM place p LEFT JOIN place_box b USING (place_id)"
       " WHERE (p.lat IS NOT NULL AND p.lon IS NOT NULL) <> (b.min_lat IS NOT NULL)"
       " OR p.lat < b.min_lat OR p.lat > b.max_lat OR p.lon < b.min_lon"
       " OR p.lon > b.max_lon UNION ALL SELECT 'place ' || place_id FROM place_box"
       " WHERE place_id NOT IN (SELECT place_id FROM place)",
       "DELETE FROM place_box; INSERT INTO place_box SELECT place_id, lat, lat, lon, lon"
       " FROM place WHERE lat IS NOT NULL AND lon IS NOT NULL"},
};

static demarche_status check_things(dmr_record_check *c, const struct thing *t, size_t n)
{
    for (size_t i = 0; i < n; i++)
        DMR_TRY(dmr_record_check_rows(c, t[i].what, mendable, t[i].sql, t[i].mend));
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------ strips */

static const char unlike[] = "strips are not what the events give";

static bool is_same(sqlite3_stmt *s, int column, demarche_str value)
{
    const void *bytes = sqlite3_column_blob(s, column);
    size_t n = (size_t)sqlite3_column_bytes(s, column);
    return n == value.len && (!n || memcmp(bytes, value.ptr, n) == 0);
}

/* Whether the record has the block as it was packed. */
static demarche_status has_block(dmr_record_check *c, sqlite3_stmt *strips,
                                 sqlite3_stmt *codings, int64_t block,
                                 const dmr_strip_block *packed, bool *same)
{
    demarche_status status;
    size_t n = 0;
    *same = true;
    sqlite3_bind_int64(strips, 1, block);
    while (dmr_record_check_step(c, strips, &status)) {
        const dmr_strip_row *row = n < packed->n_rows ? &packed->rows[n++] : NULL;
        *same = *same && row && sqlite3_column_int64(strips, 0) == row->code &&
                is_same(strips, 1, row->deeds) && is_same(strips, 2, row->events);
    }
    *same = *same && n == packed->n_rows;
    if (status)
        return status;
    demarche_str bytes = dmr_str((const char *)packed->codings, sizeof packed->codings);
    bool found = false;
    sqlite3_bind_int64(codings, 1, block);
    while (dmr_record_check_step(c, codings, &status)) {
        found = true;
        *same =
            *same && is_same(codings, 0, bytes) && is_same(codings, 1, packed->reports);
    }
    *same = *same && found == (packed->n_rows > 0);
    return status;
}

static demarche_status check_block(dmr_record_check *c, sqlite3_stmt *strips,
                                   sqlite3_stmt *codings, int64_t block, int64_t *mended)
{
    dmr_strip_block packed;
    bool same;
    char where[64];
    dmr_arena_reset(c->arena);
    dmr_arena_reset(c->record->scratch);
    DMR_TRY(dmr_strip_pack(&packed, c->record, block, false, c->arena, c->err));
    DMR_TRY(has_block(c, strips, codings, block, &packed, &same));
    if (same)
        return DEMARCHE_OK;
    if (c->repair) {
        ++*mended;
        dmr_arena_reset(c->arena);
        DMR_TRY(dmr_strip_pack(&packed, c->record, block, true, c->arena, c->err));
        return dmr_strip_keep(c->record, block, &packed, c->err);
    }
    long long first = (long long)block * DMR_STRIP_CODINGS;
    snprintf(where, sizeof where, "codings %lld to %lld", first,
             first + DMR_STRIP_CODINGS - 1);
    dmr_record_check_bad(c, unlike, where, mendable);
    return DEMARCHE_OK;
}

static demarche_status check_strips(dmr_record_check *c)
{
    sqlite3_stmt *blocks = NULL, *strips = NULL, *codings = NULL;
    int64_t mended = 0;
    demarche_status status = dmr_record_check_prepare(
        c,
        "SELECT coding_id >> 6 FROM coding UNION SELECT block FROM strip_coding"
        " UNION SELECT strip_id & 1099511627775 FROM strip",
        &blocks);
    if (!status)
        status = dmr_record_check_prepare(
            c,
            "SELECT strip_id >> 40, deeds, events FROM strip WHERE strip_id IN"
            " (SELECT code_id << 40 | ?1 FROM party_code UNION ALL SELECT ?1) ORDER BY 1",
            &strips);
    if (!status)
        status = dmr_record_check_prepare(
            c, "SELECT codings, reports FROM strip_coding WHERE block = ?1", &codings);
    while (!status && blocks && strips && codings &&
           dmr_record_check_step(c, blocks, &status))
        status =
            check_block(c, strips, codings, sqlite3_column_int64(blocks, 0), &mended);
    sqlite3_finalize(blocks);
    sqlite3_finalize(strips);
    sqlite3_finalize(codings);
    if (!status && mended)
        dmr_record_check_mended(c, unlike, mended);
    return status;
}

demarche_status dmr_record_check_derived(dmr_record_check *c)
{
    DMR_TRY(check_versions(c));
    DMR_TRY(check_things(c, before, sizeof before / sizeof *before));
    for (size_t i = 0; i < sizeof of_coding / sizeof *of_coding; i++)
        DMR_TRY(check_codings(c, &of_coding[i]));
    DMR_TRY(check_things(c, behind, sizeof behind / sizeof *behind));
    return check_strips(c);
}
