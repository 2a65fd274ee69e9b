#include "dump_found.h"

#include <float.h>
#include <math.h>

#include "base/error.h"

/* The number of a sentence of the document. */
static demarche_status read_sentence(const dmr_dump_at *at, const dmr_record_contents *c,
                                     uint32_t *out)
{
    uint64_t number = 0;
    DMR_TRY(dmr_dump_uint(at, "sentence", true, UINT32_MAX, &number));
    if (number >= c->n_sentences)
        return dmr_dump_wrong(at, "sentence", "is none of the document's");
    *out = (uint32_t)number;
    return DEMARCHE_OK;
}

static demarche_str words(const dmr_dump_at *at, size_t start, size_t end)
{
    return dmr_str(at->line->text.ptr + start, end - start);
}

/* Where bytes stand, and their words, where they are not those. */
static demarche_status read_words(const dmr_dump_at *at, demarche_str *text,
                                  size_t *start, size_t *end)
{
    DMR_TRY(dmr_dump_bytes(at, start, end));
    if (!json_object_get(at->object, "text")) {
        *text = words(at, *start, *end);
        return DEMARCHE_OK;
    }
    return dmr_dump_str(at, "text", false, text);
}

static demarche_status read_geo(const dmr_dump_at *at, double *lat, double *lon,
                                int64_t *geonameid)
{
    uint64_t id = 0;
    *lat = *lon = NAN;
    DMR_TRY(dmr_dump_real(at, "lat", -90, 90, lat));
    DMR_TRY(dmr_dump_real(at, "lon", -180, 180, lon));
    DMR_TRY(dmr_dump_uint(at, "geonameid", false, INT64_MAX, &id));
    *geonameid = (int64_t)id;
    return DEMARCHE_OK;
}

/* ---------------------------------------------------------------------------- mentions */

static demarche_status read_members(const dmr_dump_at *at, demarche_mention *m)
{
    static const char *const keys[] = {"code", "sector", "name", NULL};
    const json_t *array;
    DMR_TRY(dmr_dump_array(at, "members", &array, &m->n_members));
    if (!m->n_members)
        return DEMARCHE_OK;
    demarche_member *who = DMR_NEW_ARRAY(at->line->arena, demarche_member, m->n_members);
    if (!who)
        return dmr_error_memory(at->line->err);
    m->members = who;
    for (size_t i = 0; i < m->n_members; i++) {
        const dmr_dump_at item = dmr_dump_item(at, "members", array, i);
        DMR_TRY(dmr_dump_check(&item, keys));
        DMR_TRY(dmr_dump_str(&item, "code", false, &who[i].code));
        DMR_TRY(dmr_dump_str(&item, "sector", false, &who[i].sector));
        DMR_TRY(dmr_dump_str(&item, "name", false, &who[i].name));
    }
    return DEMARCHE_OK;
}

static demarche_status read_kind(const dmr_dump_at *at, demarche_mention_kind *out)
{
    const char *kind;
    DMR_TRY(dmr_dump_c(at, "kind", true, &kind));
    for (int k = 0; k <= DEMARCHE_MENTION_QUANTITY; k++) {
        if (strcmp(kind, dmr_mention_kind_name((demarche_mention_kind)k)) == 0) {
            *out = (demarche_mention_kind)k;
            return DEMARCHE_OK;
        }
    }
    return dmr_dump_wrong(at, "kind", "is none of the kinds of mentions");
}

static demarche_status read_mention(const dmr_dump_at *at, const dmr_record_contents *c,
                                    demarche_mention *m)
{
    static const char *const keys[] = {
        "kind",      "sentence",   "start",  "end",     "cluster", "code",
        "sector",    "name",       "office", "members", "type",    "value",
        "edtf",      "comparator", "number", "unit",    "lat",     "lon",
        "geonameid", "toponym",    "place",  NULL};
    const struct {
        const char *key;
        demarche_str *to;
    } fields[] = {{"code", &m->code}, {"sector", &m->sector},
                  {"name", &m->name}, {"office", &m->office},
                  {"type", &m->type}, {"value", &m->value},
                  {"edtf", &m->edtf}, {"comparator", &m->comparator},
                  {"unit", &m->unit}, {"place", &m->place}};
    uint64_t cluster = 0;
    DMR_TRY(dmr_dump_check(at, keys));
    DMR_TRY(read_kind(at, &m->kind));
    DMR_TRY(read_sentence(at, c, &m->sentence));
    DMR_TRY(dmr_dump_bytes(at, &m->start, &m->end));
    m->text = words(at, m->start, m->end);
    DMR_TRY(dmr_dump_uint(at, "cluster", false, UINT32_MAX, &cluster));
    m->cluster = (uint32_t)cluster;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        DMR_TRY(dmr_dump_str(at, fields[i].key, false, fields[i].to));
    DMR_TRY(dmr_dump_real(at, "number", -DBL_MAX, DBL_MAX, &m->number));
    DMR_TRY(read_geo(at, &m->lat, &m->lon, &m->geonameid));
    DMR_TRY(dmr_dump_bool(at, "toponym", &m->toponym));
    return read_members(at, m);
}

demarche_status dmr_dump_mentions(const dmr_dump_at *line, dmr_record_contents *c)
{
    const json_t *array;
    DMR_TRY(dmr_dump_array(line, "mentions", &array, &c->n_mentions));
    c->mentions = DMR_NEW_ARRAY(line->line->arena, demarche_mention, c->n_mentions);
    if (!c->mentions)
        return dmr_error_memory(line->line->err);
    for (size_t i = 0; i < c->n_mentions; i++) {
        const dmr_dump_at item = dmr_dump_item(line, "mentions", array, i);
        DMR_TRY(read_mention(&item, c, &c->mentions[i]));
        /* mentions are looked for by their sentences */
        if (i && c->mentions[i].sentence < c->mentions[i - 1].sentence)
            return dmr_dump_wrong(&item, "sentence",
                                  "lies before that of the mention before it; put "
                                  "mentions in order of the sentences");
    }
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------ events */

static demarche_status read_parties(const dmr_dump_at *at, const char *key,
                                    const demarche_entity **out, size_t *n)
{
    static const char *const keys[] = {"text",   "name",  "code", "sector", "office",
                                       "region", "start", "end",  NULL};
    const json_t *array;
    DMR_TRY(dmr_dump_array(at, key, &array, n));
    if (!*n)
        return DEMARCHE_OK;
    demarche_entity *who = DMR_NEW_ARRAY(at->line->arena, demarche_entity, *n);
    if (!who)
        return dmr_error_memory(at->line->err);
    *out = who;
    for (size_t i = 0; i < *n; i++) {
        const dmr_dump_at item = dmr_dump_item(at, key, array, i);
        DMR_TRY(dmr_dump_check(&item, keys));
        DMR_TRY(read_words(&item, &who[i].text, &who[i].start, &who[i].end));
        DMR_TRY(dmr_dump_str(&item, "name", false, &who[i].identifier));
        DMR_TRY(dmr_dump_str(&item, "code", false, &who[i].code));
        DMR_TRY(dmr_dump_str(&item, "sector", false, &who[i].sector));
        DMR_TRY(dmr_dump_str(&item, "office", false, &who[i].office));
        DMR_TRY(dmr_dump_str(&item, "region", false, &who[i].region));
    }
    return DEMARCHE_OK;
}

static demarche_status read_contexts(const dmr_dump_at *at, demarche_event *e)
{
    const json_t *array;
    DMR_TRY(dmr_dump_array(at, "context", &array, &e->n_context));
    if (!e->n_context)
        return DEMARCHE_OK;
    const char **names =
        (const char **)dmr_arena_zalloc(at->line->arena, e->n_context, sizeof *names);
    if (!names)
        return dmr_error_memory(at->line->err);
    e->context = names;
    for (size_t i = 0; i < e->n_context; i++) {
        const json_t *name = json_array_get(array, i);
        if (!json_is_string(name) || !json_string_length(name))
            return dmr_dump_wrong(at, "context", "has a member that is no name");
        names[i] = dmr_str_copy(at->line->arena, dmr_str(json_string_value(name),
                                                         json_string_length(name)))
                       .ptr;
        if (!names[i])
            return dmr_error_memory(at->line->err);
    }
    return DEMARCHE_OK;
}

static demarche_status read_quantities(const dmr_dump_at *at, demarche_event *e)
{
    static const char *const keys[] = {"text",  "comparator", "value", "unit",
                                       "start", "end",        NULL};
    const json_t *array;
    DMR_TRY(dmr_dump_array(at, "quantities", &array, &e->n_quantities));
    if (!e->n_quantities)
        return DEMARCHE_OK;
    demarche_quantity *q =
        DMR_NEW_ARRAY(at->line->arena, demarche_quantity, e->n_quantities);
    if (!q)
        return dmr_error_memory(at->line->err);
    e->quantities = q;
    for (size_t i = 0; i < e->n_quantities; i++) {
        const dmr_dump_at item = dmr_dump_item(at, "quantities", array, i);
        q[i].value = NAN;
        DMR_TRY(dmr_dump_check(&item, keys));
        DMR_TRY(read_words(&item, &q[i].text, &q[i].start, &q[i].end));
        DMR_TRY(dmr_dump_str(&item, "comparator", false, &q[i].comparator));
        DMR_TRY(dmr_dump_real(&item, "value", -DBL_MAX, DBL_MAX, &q[i].value));
        DMR_TRY(dmr_dump_str(&item, "unit", false, &q[i].unit));
    }
    return DEMARCHE_OK;
}

static demarche_status read_reasons(const dmr_dump_at *at, demarche_event *e)
{
    static const char *const keys[] = {"rule",  "type", "text", "why",
                                       "start", "end",  NULL};
    const json_t *array;
    DMR_TRY(dmr_dump_array(at, "reasons", &array, &e->n_reasons));
    if (!e->n_reasons)
        return DEMARCHE_OK;
    demarche_reason *r = DMR_NEW_ARRAY(at->line->arena, demarche_reason, e->n_reasons);
    if (!r)
        return dmr_error_memory(at->line->err);
    e->reasons = r;
    for (size_t i = 0; i < e->n_reasons; i++) {
        const dmr_dump_at item = dmr_dump_item(at, "reasons", array, i);
        DMR_TRY(dmr_dump_check(&item, keys));
        DMR_TRY(dmr_dump_c(&item, "rule", true, &r[i].rule));
        DMR_TRY(dmr_dump_c(&item, "type", true, &r[i].event));
        DMR_TRY(read_words(&item, &r[i].text, &r[i].start, &r[i].end));
        DMR_TRY(dmr_dump_str(&item, "why", false, &r[i].why));
    }
    return DEMARCHE_OK;
}

/* When, as days too. */
static demarche_status read_when(const dmr_dump_at *at, demarche_event *e)
{
    dmr_day first, last;
    DMR_TRY(dmr_dump_str(at, "date", false, &e->date_edtf));
    if (!e->date_edtf.len)
        return DEMARCHE_OK;
    if (!dmr_edtf_bounds(e->date_edtf, &first, &last))
        return dmr_dump_wrong(at, "date", "is no EDTF");
    dmr_day_text(e->date, first);
    dmr_day_text(e->enddate, last);
    return DEMARCHE_OK;
}

static demarche_status read_parts(const dmr_dump_at *at, demarche_event *e)
{
    DMR_TRY(read_parties(at, "actors", &e->actors, &e->n_actors));
    DMR_TRY(read_parties(at, "recipients", &e->recipients, &e->n_recipients));
    DMR_TRY(read_parties(at, "via", &e->via, &e->n_via));
    DMR_TRY(read_contexts(at, e));
    DMR_TRY(read_quantities(at, e));
    DMR_TRY(dmr_dump_span(at, "trigger", &e->trigger));
    DMR_TRY(dmr_dump_span(at, "date_span", &e->date_span));
    return dmr_dump_span(at, "place_span", &e->place_span);
}

/* An event or a report of one, but for its reports. */
static demarche_status read_telling(const dmr_dump_at *at, const dmr_record_contents *c,
                                    demarche_event *e)
{
    const struct {
        const char *key;
        bool needed;
        const char **to;
    } names[] = {{"id", true, &e->id},        {"type", false, &e->type},
                 {"mode", false, &e->mode},   {"cameo", false, &e->cameo},
                 {"track", false, &e->track}, {"modality", true, &e->modality},
                 {"rule", true, &e->rule}};
    uint64_t quad = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        DMR_TRY(dmr_dump_c(at, names[i].key, names[i].needed, names[i].to));
    DMR_TRY(read_sentence(at, c, &e->sentence));
    DMR_TRY(dmr_dump_uint(at, "quad", false, 4, &quad));
    e->quad = (int)quad;
    e->scale = e->confidence = NAN;
    DMR_TRY(dmr_dump_real(at, "scale", -DBL_MAX, DBL_MAX, &e->scale));
    DMR_TRY(dmr_dump_real(at, "confidence", 0, 1, &e->confidence));
    if (isnan(e->confidence))
        return dmr_dump_wrong(at, "confidence", "is missing");
    DMR_TRY(dmr_dump_bool(at, "mutual", &e->mutual));
    DMR_TRY(dmr_dump_str(at, "text", false, &e->text));
    DMR_TRY(dmr_dump_str(at, "place", false, &e->place));
    DMR_TRY(dmr_dump_str(at, "place_name", false, &e->place_name));
    DMR_TRY(dmr_dump_str(at, "place_country", false, &e->place_country));
    DMR_TRY(read_geo(at, &e->lat, &e->lon, &e->geonameid));
    DMR_TRY(read_when(at, e));
    DMR_TRY(read_parts(at, e));
    return read_reasons(at, e);
}

#define TELLING_KEYS                                                                     \
    "id", "sentence", "type", "mode", "cameo", "track", "context", "quad", "scale",      \
        "actors", "recipients", "via", "mutual", "quantities", "date", "place",          \
        "place_name", "place_country", "lat", "lon", "geonameid", "modality",            \
        "confidence", "rule", "text", "trigger", "date_span", "place_span", "reasons"

/* Of an event without reports the one report is itself. */
static demarche_status tell_once(const dmr_dump_at *at, demarche_event *e)
{
    demarche_event *told = DMR_NEW(at->line->arena, demarche_event);
    demarche_report *report = DMR_NEW(at->line->arena, demarche_report);
    if (!told || !report)
        return dmr_error_memory(at->line->err);
    *told = *e;
    *report = (demarche_report){told, 1};
    e->reports = report;
    e->n_reports = 1;
    return DEMARCHE_OK;
}

static demarche_status read_reports(const dmr_dump_at *at, const dmr_record_contents *c,
                                    demarche_event *e)
{
    static const char *const keys[] = {"likeness", TELLING_KEYS, NULL};
    const json_t *array;
    DMR_TRY(dmr_dump_array(at, "reports", &array, &e->n_reports));
    if (!e->n_reports)
        return tell_once(at, e);
    if (e->n_reports == 1 || e->n_reasons)
        return dmr_dump_wrong(at, "reports", "are two or more, and have the reasons");
    demarche_event *told = DMR_NEW_ARRAY(at->line->arena, demarche_event, e->n_reports);
    demarche_report *reports =
        DMR_NEW_ARRAY(at->line->arena, demarche_report, e->n_reports);
    if (!told || !reports)
        return dmr_error_memory(at->line->err);
    e->reports = reports;
    for (size_t i = 0; i < e->n_reports; i++) {
        const dmr_dump_at item = dmr_dump_item(at, "reports", array, i);
        reports[i] = (demarche_report){&told[i], 1};
        DMR_TRY(dmr_dump_check(&item, keys));
        DMR_TRY(read_telling(&item, c, &told[i]));
        DMR_TRY(dmr_dump_real(&item, "likeness", 0, 1, &reports[i].likeness));
        if (told[i].n_reasons && told[i].sentence == e->sentence &&
            told[i].trigger.start == e->trigger.start) {
            e->reasons = told[i].reasons;
            e->n_reasons = told[i].n_reasons;
        }
    }
    return DEMARCHE_OK;
}

demarche_status dmr_dump_events(const dmr_dump_at *line, dmr_record_contents *c)
{
    static const char *const keys[] = {TELLING_KEYS, "reports", NULL};
    const json_t *array;
    DMR_TRY(dmr_dump_array(line, "events", &array, &c->n_events));
    c->events = DMR_NEW_ARRAY(line->line->arena, demarche_event, c->n_events);
    if (!c->events)
        return dmr_error_memory(line->line->err);
    for (size_t i = 0; i < c->n_events; i++) {
        const dmr_dump_at item = dmr_dump_item(line, "events", array, i);
        DMR_TRY(dmr_dump_check(&item, keys));
        DMR_TRY(read_telling(&item, c, &c->events[i]));
        DMR_TRY(read_reports(&item, c, &c->events[i]));
    }
    return DEMARCHE_OK;
}
