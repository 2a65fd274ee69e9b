/* The events of a coding, as they are compared. */
#include "record/record_diff.h"

#define WHO(role)                                                                        \
    "(SELECT group_concat(w, ' + ') FROM (SELECT ifnull(n.code || ifnull(' ' || "        \
    "n.sector, '') || iif(n.kind IN ('person', 'organisation'), ifnull(' ' || n.name, "  \
    "''), ''), coalesce(n.name, y.text)) AS w FROM event_party y JOIN entity n USING "   \
    "(entity_id) WHERE y.event_key = e.event_key AND y.role = '" role                    \
    "' ORDER BY y.position))"

/* In the order of dmr_diff_field. ?1: first key, ?2: the one behind the last, ?3: corrections
 * up to then count. */
static const char sql[] =
    "SELECT e.event_id, s.start_byte, s.end_byte, e.trigger_start, e.trigger_end,"
    /* actor .. date */
    " " WHO("actor") ", e.type, e.mode, " WHO(
        "recipient") ", e.date_edtf,"
                     /* via .. scale */
                     " " WHO(
                         "via") ", iif(e.mutual, 'yes', NULL), e.rule, e.modality,"
                                " CAST(round(e.confidence, 4) AS TEXT),"
                                " (SELECT group_concat(context, '+') FROM (SELECT "
                                "context FROM event_context x"
                                "  WHERE x.event_key = e.event_key ORDER BY position)), "
                                "e.cameo, e.track,"
                                " CAST(e.quad AS TEXT), CAST(e.scale AS TEXT),"
                                /* place */
                                " (SELECT coalesce(p.name, e.place_text, '') || ifnull(' "
                                "' || p.country, '') FROM"
                                "  (SELECT 1) LEFT JOIN place p ON p.place_id = "
                                "e.place_id),"
                                /* deed: the first of it, where that is another event */
                                " (SELECT x.event_id FROM event x WHERE x.event_key = "
                                "e.deed AND x.same_key <> e.same_key),"
                                /* hand */
                                " (SELECT group_concat(w, ' + ') FROM (SELECT c.verdict "
                                "|| ifnull(' ' || c.field,"
                                "  '') || ifnull(' ' || c.value, '') || ifnull(' ' || "
                                "c.other_id, '') ||"
                                "  ifnull(' \"' || c.note || '\"', '') || ' by ' || "
                                "c.who AS w FROM correction c"
                                "  WHERE c.event_id IN (SELECT y.event_id FROM event y "
                                "WHERE "
                                "y.same_key = e.same_key) AND c.verdict <> "
                                "'withdraw' AND c.made <= ?3"
                                "  AND NOT EXISTS (SELECT 1 FROM correction u WHERE "
                                "u.withdraws = ifnull(c.first_id, c.correction_id)"
                                "   AND u.made <= ?3)"
                                "  ORDER BY c.correction_id)),"
                                /* words .. reports */
                                " e.text, (SELECT group_concat(w, ' + ') FROM (SELECT "
                                "ifnull(q.text, q.value || ' ' "
                                "  || ifnull(q.unit, '')) AS w FROM event_quantity q "
                                "WHERE q.event_key = e.event_key"
                                "  ORDER BY q.position)), CAST(e.reports AS TEXT)"
                                " FROM event e JOIN sentence s USING (sentence_id)"
                                " WHERE e.event_key >= ?1 AND e.event_key < ?2 ORDER BY "
                                "e.event_key";

enum { FIRST_FIELD = 5 };

static size_t size_of(sqlite3_stmt *s, int column)
{
    sqlite3_int64 n = sqlite3_column_int64(s, column);
    return n > 0 ? (size_t)n : 0;
}

static bool take(dmr_diff_event *e, sqlite3_stmt *s, dmr_arena *arena)
{
    e->pair = DMR_DIFF_NONE;
    e->id = dmr_str_copy(arena, dmr_record_column(s, 0));
    e->sentence = (demarche_span){size_of(s, 1), size_of(s, 2)};
    demarche_span trigger = {size_of(s, 3), size_of(s, 4)};
    if (trigger.end > trigger.start && trigger.start >= e->sentence.start)
        e->trigger = (demarche_span){trigger.start - e->sentence.start,
                                     trigger.end - e->sentence.start};
    if (!e->id.ptr)
        return false;
    for (int f = 0; f < DMR_DIFF_FIELDS; f++) {
        demarche_str field = dmr_record_column(s, FIRST_FIELD + f);
        e->field[f] = field.len ? dmr_str_copy(arena, field) : dmr_str(NULL, 0);
        if (field.len && !e->field[f].ptr)
            return false;
    }
    return true;
}

demarche_status dmr_diff_events_load(dmr_diff_events *out, dmr_diff_side *side,
                                     dmr_arena *arena, demarche_error *err)
{
    demarche_record *r = side->record;
    *out = (dmr_diff_events){0};
    if (side->coding < 0 || side->coding >= INT64_MAX / (DMR_RECORD_NUMBER_MAX + 1))
        return dmr_record_refuse(r, SQLITE_CORRUPT, err);
    if (!side->events) {
        int code = sqlite3_prepare_v2(r->db, sql, -1, &side->events, NULL);
        if (code != SQLITE_OK)
            return dmr_record_refuse(r, code, err);
    }
    sqlite3_stmt *s = side->events;
    sqlite3_bind_int64(s, 1, dmr_record_id(side->coding, 0));
    sqlite3_bind_int64(s, 2, dmr_record_id(side->coding + 1, 0));
    sqlite3_bind_text(s, 3, side->state.made, -1, SQLITE_STATIC);
    for (;;) {
        bool row;
        DMR_TRY(dmr_record_step(r, s, &row, err));
        if (!row)
            return DEMARCHE_OK;
        dmr_diff_event *e = DMR_PUSH(arena, *out);
        if (!e || !take(e, s, arena)) {
            sqlite3_reset(s);
            return dmr_error_memory(err);
        }
    }
}
