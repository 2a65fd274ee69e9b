/* Mentions as JSONL: span, words, and what they stand for. */
#include <math.h>

#include "base/json.h"
#include "mention/mention.h"

static void put_actor(dmr_json *j, const demarche_mention *m)
{
    dmr_json_key_some(j, "code", m->code);
    dmr_json_key_some(j, "sector", m->sector);
    dmr_json_key_some(j, "name", m->name);
    dmr_json_key_some(j, "office", m->office);
    if (m->cluster)
        dmr_json_key_uint(j, "cluster", m->cluster);
    if (!m->n_members)
        return;
    dmr_json_key(j, "members");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < m->n_members; i++) {
        dmr_json_open(j, '{');
        dmr_json_key_some(j, "code", m->members[i].code);
        dmr_json_key_some(j, "sector", m->members[i].sector);
        dmr_json_key_some(j, "name", m->members[i].name);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

static void put_place(dmr_json *j, const demarche_mention *m)
{
    dmr_json_key_some(j, "name", m->place.len ? m->place : m->name);
    dmr_json_key_some(j, "country_code", m->code);
    if (isfinite(m->lat) && isfinite(m->lon)) {
        dmr_json_key_double(j, "lat", m->lat);
        dmr_json_key_double(j, "lon", m->lon);
    }
    if (m->geonameid) {
        dmr_json_key(j, "geonameid");
        dmr_json_int(j, m->geonameid);
    }
}

static void put_mention(dmr_json *j, const demarche_meta *meta, const demarche_mention *m,
                        bool as_place)
{
    dmr_json_open(j, '{');
    dmr_json_key_str(j, "doc", meta->id);
    dmr_json_key_uint(j, "sequence", (uint64_t)m->sentence + 1);
    dmr_json_key_c(j, "kind", dmr_mention_kind_name(m->kind));
    dmr_json_key_uint(j, "start", m->start);
    dmr_json_key_uint(j, "end", m->end);
    dmr_json_key_str(j, "text", m->text);
    if (m->kind == DEMARCHE_MENTION_TIME) {
        dmr_json_key_some(j, "type", m->type);
        dmr_json_key_some(j, "value", m->value);
        dmr_json_key_some(j, "edtf", m->edtf);
    } else if (m->kind == DEMARCHE_MENTION_QUANTITY) {
        dmr_json_key_some(j, "comparator", m->comparator);
        dmr_json_key_double(j, "value", m->number);
        dmr_json_key_some(j, "unit", m->unit);
    } else if (as_place || m->kind == DEMARCHE_MENTION_PLACE) {
        put_place(j, m);
    } else {
        put_actor(j, m);
    }
    dmr_json_close(j, '}');
    dmr_json_newline(j);
}

demarche_status demarche_write_mentions(const demarche_document *doc, unsigned kinds,
                                        demarche_write_fn write, void *user,
                                        demarche_error *err)
{
    size_t n;
    const demarche_mention *at = demarche_document_mentions(doc, &n);
    const demarche_meta *meta = demarche_document_meta(doc);
    /* Asked for places, a state is one where its name stands: not "Dutch", not "it"; so is
     * a region. */
    bool as_place = (kinds & 1u << DEMARCHE_MENTION_PLACE) != 0 &&
                    (kinds & 1u << DEMARCHE_MENTION_PERSON) == 0;
    dmr_json j;
    dmr_json_begin(&j, write, user);
    for (size_t i = 0; i < n; i++) {
        if ((kinds & 1u << at[i].kind) && (!as_place || at[i].toponym))
            put_mention(&j, meta, &at[i], as_place);
    }
    return dmr_json_finish(&j, err);
}
