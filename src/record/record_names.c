/* Entities, places, codes and kinds of events: a row each, however often they are met. */
#include "record/record_db.h"

#include <math.h>
#include <stdlib.h>

#include "mention/mention.h"

/* Those met lately are found without asking the file. */
enum { NAMES_MOST = 100000, NAMES_BYTES = 32 * 1024 * 1024 };

struct dmr_record_names {
    dmr_arena *arena;
    dmr_map *met; /* key -> 1 + index of `ids` */
    int64_t *ids; /* (NAMES_MOST) */
    uint32_t n;
};

static void empty(dmr_record_names *names)
{
    dmr_arena_reset(names->arena);
    names->met = dmr_map_new(names->arena);
    names->n = 0;
}

static dmr_record_names *names_of(demarche_record *record)
{
    dmr_record_names *names = record->names;
    if (names)
        return names;
    names = calloc(1, sizeof *names);
    if (!names)
        return NULL;
    names->arena = dmr_arena_new(0);
    names->ids = calloc(NAMES_MOST, sizeof *names->ids);
    if (!names->arena || !names->ids) {
        dmr_record_names_free(names);
        return NULL;
    }
    empty(names);
    return record->names = names;
}

void dmr_record_names_free(dmr_record_names *names)
{
    if (!names)
        return;
    dmr_arena_free(names->arena);
    free(names->ids);
    free(names);
}

void dmr_record_names_forget(demarche_record *record)
{
    if (record->names)
        empty(record->names);
}

static int64_t met(const dmr_record_names *names, demarche_str key)
{
    uint32_t at = names->met ? dmr_map_get(names->met, key, 0) : 0;
    return at ? names->ids[at - 1] : 0;
}

/* Want of memory only means that it is asked for again. */
static void remember(dmr_record_names *names, demarche_str key, int64_t id)
{
    if (names->n == NAMES_MOST || dmr_arena_used(names->arena) > NAMES_BYTES)
        empty(names);
    key = dmr_str_copy(names->arena, key);
    if (!names->met || !key.ptr || !dmr_map_set(names->met, key, names->n + 1))
        return;
    names->ids[names->n++] = id;
}

/* Parted by a sign that cannot occur in texts. */
static demarche_str key_of(char kind, const demarche_str *parts, size_t n,
                           dmr_arena *arena)
{
    size_t len = 1;
    for (size_t i = 0; i < n; i++)
        len += parts[i].len + 1;
    char *key = dmr_arena_alloc(arena, len);
    if (!key)
        return dmr_str(NULL, 0);
    char *at = key;
    *at++ = kind;
    for (size_t i = 0; i < n; i++) {
        if (parts[i].len)
            memcpy(at, parts[i].ptr, parts[i].len);
        at += parts[i].len;
        *at++ = '\x1F';
    }
    return dmr_str(key, len);
}

/* As bind_str, but '' where there is none. */
static void bind_key(sqlite3_stmt *s, int column, demarche_str value)
{
    sqlite3_bind_text64(s, column, value.len ? value.ptr : "", value.len, SQLITE_STATIC,
                        SQLITE_UTF8);
}

static demarche_status add_entity(demarche_record *record, const demarche_str parts[6],
                                  int64_t *id, demarche_error *err)
{
    DMR_RECORD_STATEMENT(s, record, DMR_RECORD_ADD_ENTITY, err);
    for (int i = 0; i < 6; i++)
        dmr_record_bind_str(s, i + 1, parts[i]);
    DMR_TRY(dmr_record_run(record, s, err));
    *id = sqlite3_last_insert_rowid(record->db);
    return dmr_record_index(record, DMR_RECORD_INDEX_ENTITY, *id, parts[0], parts[3],
                            err);
}

/* The first of the mentions in the sentence that holds the byte; n: there is none. */
static size_t first_mention(const demarche_document *doc, size_t byte, size_t *n)
{
    size_t n_sentences, low = 0, high;
    const demarche_sentence *s = demarche_document_sentences(doc, &n_sentences);
    const demarche_mention *m = demarche_document_mentions(doc, n);
    high = n_sentences;
    while (low < high) { /* the first sentence that ends behind the byte */
        size_t middle = low + (high - low) / 2;
        if (s[middle].end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    size_t sentence = low;
    low = 0;
    high = *n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m[middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *dmr_record_party_kind(const demarche_document *doc,
                                  const demarche_entity *party)
{
    size_t n, at = first_mention(doc, party->start, &n);
    const demarche_mention *m = demarche_document_mentions(doc, &n);
    for (uint32_t sentence = at < n ? m[at].sentence : 0;
         at < n && m[at].sentence == sentence; at++) {
        if (m[at].start == party->start && m[at].end == party->end &&
            m[at].kind <= DEMARCHE_MENTION_GROUP)
            return dmr_mention_kind_name(m[at].kind);
    }
    return "";
}

demarche_status dmr_record_keep_entity(demarche_record *record,
                                       const dmr_record_entity *entity, int64_t *id,
                                       demarche_error *err)
{
    const demarche_str parts[6] = {entity->name,   entity->code,
                                   entity->sector, entity->office,
                                   entity->region, dmr_str_c(entity->kind)};
    dmr_record_names *names = names_of(record);
    demarche_str key = key_of('e', parts, 6, record->scratch);
    if (!names || !key.ptr)
        return dmr_error_memory(err);
    *id = met(names, key);
    if (*id)
        return DEMARCHE_OK;
    bool found;
    DMR_RECORD_STATEMENT(s, record, DMR_RECORD_FIND_ENTITY, err);
    for (int i = 0; i < 6; i++)
        bind_key(s, i + 1, parts[i]);
    DMR_TRY(dmr_record_number(record, s, id, &found, err));
    if (!found)
        DMR_TRY(add_entity(record, parts, id, err));
    remember(names, key, *id);
    return DEMARCHE_OK;
}

static demarche_status add_place(demarche_record *record, const dmr_record_place *place,
                                 int64_t *id, demarche_error *err)
{
    DMR_RECORD_STATEMENT(s, record, DMR_RECORD_ADD_PLACE, err);
    dmr_record_bind_str(s, 1, place->name);
    dmr_record_bind_str(s, 2, place->country);
    dmr_record_bind_real(s, 3, place->lat);
    dmr_record_bind_real(s, 4, place->lon);
    dmr_record_bind_id(s, 5, place->geonameid);
    DMR_TRY(dmr_record_run(record, s, err));
    *id = sqlite3_last_insert_rowid(record->db);
    if (isnan(place->lat) || isnan(place->lon))
        return DEMARCHE_OK;
    DMR_RECORD_STATEMENT(box, record, DMR_RECORD_ADD_BOX, err);
    sqlite3_bind_int64(box, 1, *id);
    sqlite3_bind_double(box, 2, place->lat);
    sqlite3_bind_double(box, 3, place->lon);
    return dmr_record_run(record, box, err);
}

demarche_status dmr_record_keep_place(demarche_record *record,
                                      const dmr_record_place *place, int64_t *id,
                                      demarche_error *err)
{
    bool here = !isnan(place->lat) && !isnan(place->lon), found;
    *id = 0;
    if (!place->name.len && !place->country.len && !here && !place->geonameid)
        return DEMARCHE_OK;
    const demarche_str parts[5] = {
        place->name, place->country,
        dmr_str((const char *)&place->lat, sizeof place->lat),
        dmr_str((const char *)&place->lon, sizeof place->lon),
        dmr_str((const char *)&place->geonameid, sizeof place->geonameid)};
    dmr_record_names *names = names_of(record);
    demarche_str key = key_of('p', parts, 5, record->scratch);
    if (!names || !key.ptr)
        return dmr_error_memory(err);
    *id = met(names, key);
    if (*id)
        return DEMARCHE_OK;
    DMR_RECORD_STATEMENT(s, record, DMR_RECORD_FIND_PLACE, err);
    bind_key(s, 1, place->name);
    bind_key(s, 2, place->country);
    sqlite3_bind_double(s, 3, isnan(place->lat) ? 999 : place->lat);
    sqlite3_bind_double(s, 4, isnan(place->lon) ? 999 : place->lon);
    sqlite3_bind_int64(s, 5, place->geonameid);
    DMR_TRY(dmr_record_number(record, s, id, &found, err));
    if (!found)
        DMR_TRY(add_place(record, place, id, err));
    remember(names, key, *id);
    return DEMARCHE_OK;
}

/* The number that a statement finds, or the other one makes. */
static demarche_status number_of(demarche_record *record, sqlite3_stmt *find,
                                 sqlite3_stmt *add, int64_t *id, demarche_error *err)
{
    bool found;
    DMR_TRY(dmr_record_number(record, find, id, &found, err));
    if (found || !add)
        return DEMARCHE_OK;
    DMR_TRY(dmr_record_run(record, add, err));
    *id = sqlite3_last_insert_rowid(record->db);
    return DEMARCHE_OK;
}

static void bind_kind(sqlite3_stmt *s, const dmr_record_kind *kind)
{
    bind_key(s, 1, kind->type);
    bind_key(s, 2, kind->mode);
    bind_key(s, 3, kind->track);
    sqlite3_bind_int(s, 4, kind->quad);
    dmr_record_bind_real(s, 5, kind->scale);
    bind_key(s, 6, kind->modality);
    bind_key(s, 7, kind->rule);
    bind_key(s, 8, kind->contexts);
}

demarche_status dmr_record_keep_kind(demarche_record *record, const dmr_record_kind *kind,
                                     bool add, int64_t *id, demarche_error *err)
{
    const demarche_str parts[8] = {
        kind->type,
        kind->mode,
        kind->track,
        kind->modality,
        kind->rule,
        kind->contexts,
        dmr_str((const char *)&kind->quad, sizeof kind->quad),
        dmr_str((const char *)&kind->scale, sizeof kind->scale)};
    dmr_record_names *names = names_of(record);
    demarche_str key = key_of('k', parts, 8, record->scratch);
    if (!names || !key.ptr)
        return dmr_error_memory(err);
    *id = met(names, key);
    if (*id)
        return DEMARCHE_OK;
    DMR_RECORD_STATEMENT(find, record, DMR_RECORD_FIND_KIND, err);
    DMR_RECORD_STATEMENT(make, record, DMR_RECORD_ADD_KIND, err);
    bind_kind(find, kind);
    bind_kind(make, kind);
    DMR_TRY(number_of(record, find, add ? make : NULL, id, err));
    if (*id)
        remember(names, key, *id);
    return DEMARCHE_OK;
}

demarche_status dmr_record_keep_code(demarche_record *record, demarche_str code, bool add,
                                     int64_t *id, demarche_error *err)
{
    dmr_record_names *names = names_of(record);
    demarche_str key = key_of('c', &code, 1, record->scratch);
    if (!names || !key.ptr)
        return dmr_error_memory(err);
    *id = met(names, key);
    if (*id)
        return DEMARCHE_OK;
    DMR_RECORD_STATEMENT(find, record, DMR_RECORD_FIND_CODE, err);
    DMR_RECORD_STATEMENT(make, record, DMR_RECORD_ADD_CODE, err);
    bind_key(find, 1, code);
    bind_key(make, 1, code);
    DMR_TRY(number_of(record, find, add ? make : NULL, id, err));
    if (*id)
        remember(names, key, *id);
    return DEMARCHE_OK;
}
