/*
 * Events as entities of FollowTheMoney, one a line, as Aleph imports them: each party and
 * document once, an Event for each event, an UnknownLink for each pair of its parties. Ids are
 * hashes of what they stand for, so that another export of the same names them alike and Aleph
 * makes them one.
 */
#include <stdlib.h>

#include "base/error.h"
#include "export/country_code.h"
#include "export/export.h"
#include "export/export_parts.h"

typedef struct money {
    dmr_seen written; /* ids of parties and documents */
    dmr_arena *scratch;
} money;

enum { ID_ROOM = 24 };

typedef struct party_id {
    char text[ID_ROOM];
} party_id;

static demarche_status begin(demarche_export *x, demarche_error *err)
{
    money *m = DMR_NEW(x->arena, money);
    if (!m)
        return dmr_error_memory(err);
    x->state = m;
    m->scratch = dmr_arena_new(0);
    if (!m->scratch)
        return dmr_error_memory(err);
    return dmr_seen_begin(&m->written, x->arena, err);
}

static void drop(demarche_export *x)
{
    money *m = x->state;
    if (m)
        dmr_arena_free(m->scratch);
}

static void make_id(char out[ID_ROOM], const demarche_str *parts, size_t n)
{
    memcpy(out, "dmr-", 4);
    dmr_export_hash(out + 4, parts, n);
}

/* -------------------------------------------------------------------- entities */

static void open_entity(dmr_json *j, const char *id, const char *schema)
{
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "id", id);
    dmr_json_key_c(j, "schema", schema);
    dmr_json_key(j, "properties");
    dmr_json_open(j, '{');
}

static void close_entity(dmr_json *j)
{
    dmr_json_close(j, '}');
    dmr_json_close(j, '}');
    dmr_json_newline(j);
}

/* A property of one value; nothing where it is empty. */
static void put(dmr_json *j, const char *name, demarche_str value)
{
    if (!value.len)
        return;
    dmr_json_key(j, name);
    dmr_json_open(j, '[');
    dmr_json_str(j, value);
    dmr_json_close(j, ']');
}

static void put_c(dmr_json *j, const char *name, const char *value)
{
    put(j, name, dmr_str_c(value));
}

static void put_url(dmr_json *j, demarche_str url)
{
    if (dmr_export_is_url(url))
        put(j, "sourceUrl", url);
}

/* --------------------------------------------------------------------- parties */

static bool is_public(demarche_str sector)
{
    static const char *const sectors[] = {"", "GOV", "MIL", "LEG", "JUD", "COP", "SPY"};
    for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++) {
        if (dmr_str_is(sector, sectors[i]))
            return true;
    }
    return false;
}

/* What the document took the words for; -1 where it does not say. Mentions are in the order of
 * the text. */
static int kind_of(const demarche_document *doc, const demarche_entity *party)
{
    size_t n, low = 0;
    const demarche_mention *at = demarche_document_mentions(doc, &n);
    for (size_t high = n; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (at[middle].start < party->start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < n && at[low].start == party->start; low++) {
        if (at[low].end == party->end && at[low].kind <= DEMARCHE_MENTION_GROUP)
            return (int)at[low].kind;
    }
    return -1;
}

static const char *schema_of(const demarche_document *doc, const demarche_entity *party)
{
    switch (kind_of(doc, party)) {
    case DEMARCHE_MENTION_PERSON:
        return "Person";
    case DEMARCHE_MENTION_ORG:
        if (dmr_str_is(party->sector, "BUS"))
            return "Company";
        return is_public(party->sector) && party->sector.len ? "PublicBody"
                                                             : "Organization";
    case DEMARCHE_MENTION_STATE:
        return "PublicBody";
    case DEMARCHE_MENTION_GROUP:
        return "LegalEntity";
    default:
        if (party->office.len)
            return "Person";
        return party->code.len && is_public(party->sector) ? "PublicBody" : "LegalEntity";
    }
}

/* Write the party where this is the first time that it comes. */
static demarche_status put_party(demarche_export *x, const demarche_document *doc,
                                 const demarche_entity *party, party_id *id,
                                 demarche_error *err)
{
    money *m = x->state;
    dmr_json *j = &x->files[0];
    char country[DMR_COUNTRY_ROOM];
    const char *schema = schema_of(doc, party);
    demarche_str name = dmr_export_one_line(m->scratch, dmr_export_party_name(party));
    demarche_str sector = party->sector;
    if (dmr_str_is(sector, "GOV") && strcmp(schema, "PublicBody") == 0)
        sector = dmr_str(NULL, 0); /* a state is its government */
    demarche_str class = dmr_str_format(m->scratch, "%.*s%s%.*s", (int)party->code.len,
                                        party->code.len ? party->code.ptr : "",
                                        party->code.len && sector.len ? " " : "",
                                        (int)sector.len, sector.len ? sector.ptr : "");
    bool is_new;
    if (!name.ptr || !class.ptr)
        return dmr_error_memory(err);
    demarche_str parts[] = {DMR_STR("party"), dmr_str_c(schema), party->code, sector,
                            name};
    make_id(id->text, parts, sizeof parts / sizeof *parts);
    DMR_TRY(dmr_seen_put(&m->written, dmr_str_c(id->text), NULL, &is_new, err));
    if (!is_new)
        return DEMARCHE_OK;
    open_entity(j, id->text, schema);
    put(j, "name", name);
    put(j, "country", dmr_country_code(party->code, country));
    put(j, "classification", class);
    if (strcmp(schema, "Person") == 0)
        put(j, "position", party->office);
    close_entity(j);
    return DEMARCHE_OK;
}

static demarche_status put_parties(demarche_export *x, const demarche_document *doc,
                                   const demarche_entity *at, size_t n, party_id *ids,
                                   demarche_error *err)
{
    for (size_t i = 0; i < n; i++)
        DMR_TRY(put_party(x, doc, &at[i], &ids[i], err));
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------- documents */

static demarche_status put_document(demarche_export *x, demarche_str doc,
                                    const demarche_meta *meta, party_id *id,
                                    demarche_error *err)
{
    money *m = x->state;
    dmr_json *j = &x->files[0];
    demarche_str parts[] = {DMR_STR("document"), doc};
    bool is_new;
    make_id(id->text, parts, 2);
    DMR_TRY(dmr_seen_put(&m->written, dmr_str_c(id->text), NULL, &is_new, err));
    if (!is_new)
        return DEMARCHE_OK;
    open_entity(j, id->text, "Document");
    put(j, "fileName", doc);
    put(j, "title", meta->title);
    put(j, "date", dmr_export_simple_date(meta->date));
    put(j, "publisher", meta->source);
    put_url(j, meta->url);
    close_entity(j);
    return DEMARCHE_OK;
}

/* The document, and those of the deed's other tellings. *ids: (*n) in the scratch. */
static demarche_status put_documents(demarche_export *x, const dmr_told *told,
                                     party_id **ids, size_t *n, demarche_error *err)
{
    money *m = x->state;
    size_t others = told->deed ? told->deed->n_tellings : 0;
    *ids = DMR_NEW_ARRAY(m->scratch, party_id, others + 1);
    if (!*ids)
        return dmr_error_memory(err);
    *n = 1;
    DMR_TRY(put_document(x, told->meta->id, told->meta, *ids, err));
    for (size_t i = 0; i < others; i++) {
        const demarche_telling *t = &told->deed->tellings[i];
        if (dmr_str_eq(t->doc, told->meta->id))
            continue;
        demarche_meta meta = {
            .title = t->title, .date = t->date, .source = t->source, .url = t->url};
        DMR_TRY(put_document(x, t->doc, &meta, *ids + (*n)++, err));
    }
    return DEMARCHE_OK;
}

/* ---------------------------------------------------------------------- events */

/* The ids of one event, in the scratch. */
typedef struct event_ids {
    party_id self, *actors, *recipients, *via, *documents;
    size_t n_documents;
} event_ids;

static bool append(dmr_buffer *b, demarche_str s)
{
    return dmr_buffer_write(b, s.ptr, s.len) == 0;
}

static bool append_names(dmr_buffer *b, const demarche_entity *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!append(b, i ? DMR_STR(", ") : DMR_STR("")) ||
            !append(b, dmr_export_party_name(&at[i])))
            return false;
    }
    return true;
}

/* "CONSULT visit: Anwar Sadat > Israel"; of what was not done "[negated] ..." . */
static demarche_str name_of(dmr_arena *scratch, const demarche_event *e)
{
    dmr_buffer b = {0};
    bool good = true;
    if (dmr_export_undone(e))
        good = append(&b, DMR_STR("[")) && append(&b, dmr_str_c(e->modality)) &&
               append(&b, DMR_STR("] "));
    good = good && append(&b, dmr_str_c(e->type)) &&
           append(&b, *e->mode ? DMR_STR(" ") : DMR_STR("")) &&
           append(&b, dmr_str_c(e->mode)) && append(&b, DMR_STR(": ")) &&
           append_names(&b, e->actors, e->n_actors);
    if (e->n_recipients)
        good = good && append(&b, DMR_STR(" > ")) &&
               append_names(&b, e->recipients, e->n_recipients);
    demarche_str name =
        good ? dmr_export_one_line(scratch, dmr_str(b.at, b.n)) : dmr_str(NULL, 0);
    free(b.at);
    return name;
}

static void put_ids(dmr_json *j, const party_id *ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        dmr_json_c(j, ids[i].text);
}

static void put_keywords(dmr_json *j, const demarche_event *e)
{
    const char *const words[] = {e->type, e->mode, e->cameo, e->track, e->modality};
    dmr_json_key(j, "keywords");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (words[i] && *words[i])
            dmr_json_c(j, words[i]);
    }
    for (size_t i = 0; i < e->n_context; i++)
        dmr_json_c(j, e->context[i]);
    dmr_json_close(j, ']');
}

/* What an event and a link have in common: when, by which words, of which document. */
static void put_interval(dmr_json *j, const dmr_told *told, const event_ids *ids)
{
    const demarche_event *e = told->event;
    const demarche_sentence *s = dmr_export_sentence(told->doc, e->sentence);
    put(j, "date", dmr_export_simple_date(e->date_edtf));
    put_c(j, "startDate", e->date);
    put_c(j, "endDate", e->enddate);
    if (s)
        put(j, "summary", dmr_export_words(told->doc, s->start, s->end));
    put_c(j, "recordId", e->id);
    put(j, "publisher", told->meta->source);
    put_url(j, told->meta->url);
    dmr_json_key(j, "proof");
    dmr_json_open(j, '[');
    put_ids(j, ids->documents, ids->n_documents);
    dmr_json_close(j, ']');
}

static demarche_status put_event(demarche_export *x, const dmr_told *told,
                                 const event_ids *ids, demarche_error *err)
{
    money *m = x->state;
    dmr_json *j = &x->files[0];
    const demarche_event *e = told->event;
    char country[DMR_COUNTRY_ROOM];
    demarche_str name = name_of(m->scratch, e);
    demarche_str place =
        dmr_export_one_line(m->scratch, e->place_name.len ? e->place_name : e->place);
    if (!name.ptr || !place.ptr)
        return dmr_error_memory(err);
    open_entity(j, ids->self.text, "Event");
    put(j, "name", name);
    put_interval(j, told, ids);
    put(j, "location", place);
    put(j, "country", dmr_country_code(e->place_country, country));
    put(j, "description", e->text);
    put_keywords(j, e);
    dmr_json_key(j, "involved");
    dmr_json_open(j, '[');
    put_ids(j, ids->actors, e->n_actors);
    put_ids(j, ids->recipients, e->n_recipients);
    put_ids(j, ids->via, e->n_via);
    dmr_json_close(j, ']');
    close_entity(j);
    return DEMARCHE_OK;
}

static void put_links(demarche_export *x, const dmr_told *told, const event_ids *ids)
{
    const demarche_event *e = told->event;
    dmr_json *j = &x->files[0];
    dmr_pair pair;
    for (size_t i = 0; dmr_export_pair(e, i, &pair); i++) {
        char id[ID_ROOM];
        /* recipients stand behind the actors */
        const char *from = ids->actors[pair.from].text, *to = ids->actors[pair.to].text;
        demarche_str parts[] = {DMR_STR("link"), dmr_str_c(e->id), dmr_str_c(from),
                                dmr_str_c(to)};
        make_id(id, parts, 4);
        open_entity(j, id, "UnknownLink");
        put_c(j, "subject", from);
        put_c(j, "object", to);
        put_c(j, "role", e->type);
        put_interval(j, told, ids);
        close_entity(j);
    }
}

static demarche_status event(demarche_export *x, const dmr_told *told,
                             demarche_error *err)
{
    money *m = x->state;
    const demarche_event *e = told->event;
    event_ids ids = {0};
    dmr_arena_reset(m->scratch);
    party_id *all =
        DMR_NEW_ARRAY(m->scratch, party_id, e->n_actors + e->n_recipients + e->n_via + 1);
    if (!all)
        return dmr_error_memory(err);
    ids.actors = all;
    ids.recipients = all + e->n_actors;
    ids.via = ids.recipients + e->n_recipients;
    demarche_str parts[] = {DMR_STR("event"), dmr_str_c(e->id)};
    make_id(ids.self.text, parts, 2);
    DMR_TRY(put_parties(x, told->doc, e->actors, e->n_actors, ids.actors, err));
    DMR_TRY(
        put_parties(x, told->doc, e->recipients, e->n_recipients, ids.recipients, err));
    DMR_TRY(put_parties(x, told->doc, e->via, e->n_via, ids.via, err));
    DMR_TRY(put_documents(x, told, &ids.documents, &ids.n_documents, err));
    DMR_TRY(put_event(x, told, &ids, err));
    if (!dmr_export_undone(e))
        put_links(x, told, &ids);
    return DEMARCHE_OK;
}

const dmr_export_kind dmr_export_ftm = {
    .output = DEMARCHE_OUTPUT_FTM,
    .name = "ftm",
    .files = {""},
    .begin = begin,
    .event = event,
    .drop = drop,
};
