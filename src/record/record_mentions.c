/* Mentions of a coding. */
#include <math.h>

#include "mention/mention.h"
#include "record/record_db.h"

/* Whom a mention stands for; 0: for nobody. */
static demarche_status keep_who(demarche_record *r, const demarche_mention *m,
                                int64_t *id, demarche_error *err)
{
    const dmr_record_entity who = {m->name,   m->code,   m->sector,
                                   m->office, {NULL, 0}, dmr_mention_kind_name(m->kind)};
    *id = 0;
    if (!m->name.len && !m->code.len && !m->sector.len && !m->office.len)
        return DEMARCHE_OK;
    return dmr_record_keep_entity(r, &who, id, err);
}

/* A place lies where its own name says; a state or seat where the one that stands for it. */
static demarche_status keep_where(demarche_record *r, const demarche_mention *m,
                                  int64_t *id, demarche_error *err)
{
    const dmr_record_place place = {m->place.len ? m->place : m->name, m->code, m->lat,
                                    m->lon, m->geonameid};
    *id = 0;
    if (isnan(m->lat) && !m->geonameid)
        return DEMARCHE_OK;
    return dmr_record_keep_place(r, &place, id, err);
}

static demarche_status add_members(demarche_record *r, int64_t mention,
                                   const demarche_mention *m, demarche_error *err)
{
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_MEMBER, err);
    for (size_t i = 0; i < m->n_members; i++) {
        const demarche_member *who = &m->members[i];
        const dmr_record_entity entity = {who->name, who->code, who->sector,
                                          {NULL, 0}, {NULL, 0}, "state"};
        int64_t id;
        DMR_TRY(dmr_record_keep_entity(r, &entity, &id, err));
        sqlite3_bind_int64(s, 1, mention);
        dmr_record_bind_size(s, 2, i);
        sqlite3_bind_int64(s, 3, id);
        DMR_TRY(dmr_record_run(r, s, err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_mention(demarche_record *r, sqlite3_stmt *s, int64_t key,
                                   int64_t reading, const demarche_mention *m,
                                   demarche_error *err)
{
    int64_t who, where;
    DMR_TRY(keep_who(r, m, &who, err));
    DMR_TRY(keep_where(r, m, &where, err));
    sqlite3_bind_int64(s, 1, key);
    dmr_record_bind_text(s, 2, dmr_mention_kind_name(m->kind));
    sqlite3_bind_int64(s, 3, dmr_record_id(reading, m->sentence));
    dmr_record_bind_size(s, 4, m->start);
    dmr_record_bind_size(s, 5, m->end);
    dmr_record_bind_id(s, 6, m->cluster);
    dmr_record_bind_id(s, 7, who);
    dmr_record_bind_id(s, 8, where);
    dmr_record_bind_id(s, 9, m->toponym);
    dmr_record_bind_str(s, 10, m->place);
    dmr_record_bind_str(s, 11, m->type);
    dmr_record_bind_str(s, 12, m->value);
    dmr_record_bind_str(s, 13, m->edtf);
    dmr_record_bind_str(s, 14, m->comparator);
    dmr_record_bind_real(s, 15, m->kind == DEMARCHE_MENTION_QUANTITY ? m->number : NAN);
    dmr_record_bind_str(s, 16, m->unit);
    DMR_TRY(dmr_record_run(r, s, err));
    return m->n_members ? add_members(r, key, m, err) : DEMARCHE_OK;
}

demarche_status dmr_record_add_mentions(demarche_record *record, int64_t coding,
                                        int64_t reading, const demarche_document *doc,
                                        demarche_error *err)
{
    size_t n;
    const demarche_mention *m = demarche_document_mentions(doc, &n);
    DMR_RECORD_STATEMENT(s, record, DMR_RECORD_ADD_MENTION, err);
    for (size_t i = 0; i < n; i++)
        DMR_TRY(add_mention(record, s, dmr_record_id(coding, i), reading, &m[i], err));
    return DEMARCHE_OK;
}
