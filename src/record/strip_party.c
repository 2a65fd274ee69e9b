/*
 * A party by name has its rows of event_party. Those of its states, some hundred thousand,
 * come from the strips of their codes.
 */
#include "record/strip_party.h"

#include <stdlib.h>

#include "record/query_sql.h"
#include "record/strip.h"

demarche_status dmr_strip_list(dmr_event_keys *out, sqlite3_stmt *s,
                               const demarche_record *record, dmr_arena *arena,
                               demarche_error *err)
{
    int code;
    while ((code = sqlite3_step(s)) == SQLITE_ROW) {
        int64_t *number = DMR_PUSH(arena, *out);
        if (!number)
            return dmr_error_memory(err);
        *number = sqlite3_column_int64(s, 0);
    }
    return code == SQLITE_DONE ? DEMARCHE_OK : dmr_query_refuse(record, code, err);
}

/* The numbers that come of the entities which are asked for: "before (entities) behind". */
static demarche_status list_of_entities(dmr_event_keys *out, demarche_record *record,
                                        const char *before, const demarche_query *q,
                                        const char *behind, bool by_role,
                                        dmr_arena *arena, demarche_error *err)
{
    dmr_query_sql sql = {.arena = arena};
    sqlite3_stmt *s = NULL;
    dmr_query_put(&sql, before);
    dmr_query_put_entities(&sql, q);
    dmr_query_put(&sql, behind);
    if (by_role && q->role && *q->role) {
        dmr_query_put(&sql, " AND role IN ");
        (void)dmr_query_bind_list(&sql, q->role);
    }
    demarche_status status = sql.failed || dmr_buffer_write(&sql.text, "", 1)
                                 ? dmr_error_memory(err)
                                 : dmr_query_prepare(&s, record, &sql, err);
    if (!status)
        status = dmr_strip_list(out, s, record, arena, err);
    sqlite3_finalize(s);
    free(sql.text.at);
    return status;
}

/* The events of a code, by a row of strip: in any of the roles; 0: in whatever. */
static bool list_strip(dmr_event_keys *out, int64_t block, const unsigned char *events,
                       size_t n, uint8_t roles, dmr_arena *arena)
{
    for (size_t i = 0; i < n; i++) {
        dmr_strip_event e = dmr_strip_event_at(events + i * DMR_STRIP_EVENT_BYTES);
        if (!(e.roles & DMR_STRIP_ONCE) || (roles && !(e.roles & roles)))
            continue;
        int64_t *key = DMR_PUSH(arena, *out);
        if (!key)
            return false;
        *key = dmr_strip_key(block, e.at);
    }
    return true;
}

static demarche_status list_code(dmr_event_keys *out, demarche_record *record,
                                 sqlite3_stmt *s, int64_t number, uint8_t roles,
                                 dmr_arena *arena, demarche_error *err)
{
    demarche_status status = DEMARCHE_OK;
    int code = SQLITE_OK;
    sqlite3_bind_int64(s, 1, number << DMR_STRIP_CODE_BITS);
    sqlite3_bind_int64(s, 2, (number + 1) << DMR_STRIP_CODE_BITS);
    while (!status && (code = sqlite3_step(s)) == SQLITE_ROW) {
        int64_t block =
            sqlite3_column_int64(s, 0) & ((INT64_C(1) << DMR_STRIP_CODE_BITS) - 1);
        const unsigned char *events = sqlite3_column_blob(s, 1);
        size_t n = (size_t)sqlite3_column_bytes(s, 1);
        if (n % DMR_STRIP_EVENT_BYTES || (n && !events))
            status = dmr_record_refuse(record, SQLITE_CORRUPT, err);
        else if (!list_strip(out, block, events, n / DMR_STRIP_EVENT_BYTES, roles, arena))
            status = dmr_error_memory(err);
    }
    if (!status && code != SQLITE_DONE)
        status = dmr_query_refuse(record, code, err);
    sqlite3_reset(s);
    return status;
}

/* All that the states of those of the name have. */
static demarche_status list_states(dmr_event_keys *out, demarche_record *record,
                                   const demarche_query *named, dmr_arena *arena,
                                   demarche_error *err)
{
    dmr_event_keys codes = {0};
    sqlite3_stmt *s = NULL;
    bool by_role = named->role && *named->role;
    uint8_t roles = by_role ? (uint8_t)dmr_query_roles(named->role) : 0;
    if (by_role && !roles)
        return DEMARCHE_OK; /* there is no such role */
    DMR_TRY(list_of_entities(&codes, record,
                             "SELECT DISTINCT code_id FROM entity JOIN party_code USING"
                             " (code) WHERE entity_id IN (",
                             named, ")", false, arena, err));
    int code = sqlite3_prepare_v2(
        record->db,
        "SELECT strip_id, events FROM strip WHERE strip_id >= ?1 AND strip_id < ?2", -1,
        &s, NULL);
    demarche_status status =
        code == SQLITE_OK ? DEMARCHE_OK : dmr_query_refuse(record, code, err);
    for (size_t i = 0; !status && i < codes.n; i++)
        status = list_code(out, record, s, codes.at[i], roles, arena, err);
    sqlite3_finalize(s);
    return status;
}

demarche_status dmr_strip_party(dmr_event_keys *out, demarche_record *record,
                                const demarche_query *query, dmr_arena *arena,
                                demarche_error *err)
{
    demarche_query named = *query;
    bool states =
        query->state_too && !dmr_query_names_code(dmr_str_trim(dmr_str_c(query->actor)));
    named.state_too = false;
    *out = (dmr_event_keys){0};
    DMR_TRY(list_of_entities(out, record,
                             "SELECT event_key FROM event_party WHERE entity_id IN (",
                             &named, ")", true, arena, err));
    if (states)
        DMR_TRY(list_states(out, record, &named, arena, err));
    return dmr_event_keys_sort(out, arena) ? DEMARCHE_OK : dmr_error_memory(err);
}
