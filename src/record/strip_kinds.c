/* Kinds of events, read once. */
#include "record/strip_kinds.h"

#include <math.h>
#include <stdlib.h>

#include "record/strip.h"

/* More would be a damaged file's doing: a kind is a type with its rule. */
enum { KINDS_MOST = 1 << 24 };

static bool set_word(dmr_kinds *k, demarche_str word, uint32_t *out)
{
    uint32_t at = dmr_map_get(k->met, word, 0);
    if (!at) {
        demarche_str *place = DMR_PUSH(k->arena, k->words);
        if (!place)
            return false;
        *place = dmr_str_copy(k->arena, word);
        at = (uint32_t)k->words.n;
        if ((word.len && !place->ptr) || !dmr_map_set(k->met, *place, at))
            return false;
    }
    *out = at - 1;
    return true;
}

/* "type-mode", or the type alone. */
static demarche_str with_mode(dmr_arena *arena, demarche_str type, demarche_str mode)
{
    if (!mode.len)
        return type;
    char *out = dmr_arena_alloc(arena, type.len + 1 + mode.len);
    if (!out)
        return dmr_str(NULL, 0);
    memcpy(out, type.ptr, type.len);
    out[type.len] = '-';
    memcpy(out + type.len + 1, mode.ptr, mode.len);
    return dmr_str(out, type.len + 1 + mode.len);
}

static bool set_kind(dmr_kinds *k, sqlite3_stmt *s)
{
    dmr_kind *kind = &k->at[sqlite3_column_int64(s, 0)];
    demarche_str type = dmr_record_column(s, 1);
    demarche_str mode = dmr_str_copy(k->arena, dmr_record_column(s, 2));
    demarche_str both = with_mode(k->arena, type, mode);
    demarche_str modality = dmr_record_column(s, 6);
    kind->mode = mode;
    kind->contexts = dmr_str_copy(k->arena, dmr_record_column(s, 8));
    kind->quad = (int8_t)sqlite3_column_int(s, 4);
    kind->scaled = sqlite3_column_type(s, 5) != SQLITE_NULL;
    double scale = sqlite3_column_double(s, 5) * DMR_STRIP_SURE;
    kind->scale = (int32_t)lround(fabs(scale) < INT32_MAX ? scale : 0);
    kind->is_undone =
        dmr_str_is(modality, "negated") || dmr_str_is(modality, "hypothetical");
    return set_word(k, type, &kind->words[DMR_KIND_TYPE]) &&
           set_word(k, both, &kind->words[DMR_KIND_MODE]) &&
           set_word(k, dmr_record_column(s, 3), &kind->words[DMR_KIND_TRACK]) &&
           set_word(k, modality, &kind->words[DMR_KIND_MODALITY]) &&
           set_word(k, dmr_record_column(s, 7), &kind->words[DMR_KIND_RULE]);
}

static demarche_status read_kinds(dmr_kinds *k, const demarche_record *record,
                                  demarche_error *err)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(
        record->db,
        "SELECT kind_id, type, mode, track, quad, scale, modality, rule,"
        " contexts FROM event_kind"
        " WHERE kind_id > 0 AND kind_id < ?1",
        -1, &s, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(s, 1, (int64_t)k->n);
    demarche_status status = DEMARCHE_OK;
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(s);
        if (code == SQLITE_ROW && !set_kind(k, s))
            status = dmr_error_memory(err);
        if (status)
            break;
    }
    sqlite3_finalize(s);
    if (status || code == SQLITE_DONE)
        return status;
    return dmr_record_refuse(record, code, err);
}

static demarche_status count_kinds(const demarche_record *record, int64_t *n,
                                   demarche_error *err)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(record->db, "SELECT max(kind_id) FROM event_kind", -1,
                                  &s, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(s);
    *n = code == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    if (code != SQLITE_ROW)
        return dmr_record_refuse(record, code, err);
    if (*n >= KINDS_MOST)
        return dmr_record_refuse(record, SQLITE_CORRUPT, err);
    return DEMARCHE_OK;
}

demarche_status dmr_kinds_read(demarche_record *record, const dmr_kinds **out,
                               demarche_error *err)
{
    int64_t most;
    DMR_TRY(count_kinds(record, &most, err));
    if (record->kinds && record->kinds->n != (size_t)most + 1)
        dmr_kinds_forget(record);
    *out = record->kinds;
    if (*out)
        return DEMARCHE_OK;
    dmr_kinds *k = calloc(1, sizeof *k);
    if (!k)
        return dmr_error_memory(err);
    record->kinds = k;
    k->n = (size_t)most + 1;
    k->arena = dmr_arena_new(0);
    k->met = k->arena ? dmr_map_new(k->arena) : NULL;
    k->at = k->arena ? DMR_NEW_ARRAY(k->arena, dmr_kind, k->n) : NULL;
    demarche_status status = DEMARCHE_OK;
    uint32_t none;
    if (!k->met || !k->at || !set_word(k, dmr_str(NULL, 0), &none))
        status = dmr_error_memory(err);
    else
        status = read_kinds(k, record, err);
    if (status)
        dmr_kinds_forget(record);
    *out = record->kinds;
    return status;
}

void dmr_kinds_forget(demarche_record *record)
{
    if (record->kinds)
        dmr_arena_free(record->kinds->arena);
    free(record->kinds);
    record->kinds = NULL;
}
