/*
 * The provenance of events as PROV-JSON (W3C member submission of 2013): from which words of
 * which document an event was derived, by which coding of which software, lexicon and model.
 *
 * The standard gathers each kind of statement under one key. Entities, which are most of it,
 * are written as they come; the rest waits in buffers for the end.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "export/export.h"
#include "export/export_parts.h"

/* Kinds of statements that wait; in the order in which they are written. */
enum {
    AGENT,
    GENERATED,
    USED,
    DERIVED,
    ATTRIBUTED,
    SPECIAL,
    SECTIONS,
};

static const char *const section_names[SECTIONS] = {
    "agent",          "wasGeneratedBy",  "used",
    "wasDerivedFrom", "wasAttributedTo", "specializationOf"};

typedef struct provenance {
    dmr_buffer waiting[SECTIONS];
    dmr_json sections[SECTIONS];
    dmr_seen named; /* of entities and agents: a key comes once */
    uint64_t relations, repeated;
    dmr_arena *scratch;
} provenance;

/* Where statements of one event or document go. */
typedef struct prov_to {
    provenance *p;
    dmr_json *entities;
} prov_to;

/* ------------------------------------------------------------------- statements */

static void put_qualified(dmr_json *j, const char *key, const char *name)
{
    dmr_json_key(j, key);
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "$", name);
    dmr_json_key_c(j, "type", "prov:QUALIFIED_NAME");
    dmr_json_close(j, '}');
}

/* A relation with two ends, under a name of its own. */
static void relate(provenance *p, int section, const char *first_key, const char *first,
                   const char *second_key, const char *second)
{
    dmr_json *j = &p->sections[section];
    char key[32];
    snprintf(key, sizeof key, "_:r%llu", (unsigned long long)++p->relations);
    dmr_json_key(j, key);
    dmr_json_open(j, '{');
    dmr_json_key_c(j, first_key, first);
    dmr_json_key_c(j, second_key, second);
    dmr_json_close(j, '}');
}

static void generated(provenance *p, const char *entity)
{
    relate(p, GENERATED, "prov:entity", entity, "prov:activity", "dm:coding");
}

static void used(provenance *p, const char *entity)
{
    relate(p, USED, "prov:activity", "dm:coding", "prov:entity", entity);
}

static void derived(provenance *p, const char *entity, const char *from)
{
    relate(p, DERIVED, "prov:generatedEntity", entity, "prov:usedEntity", from);
}

static void attributed(provenance *p, const char *entity, const char *agent)
{
    relate(p, ATTRIBUTED, "prov:entity", entity, "prov:agent", agent);
}

static void specializes(provenance *p, const char *special, const char *general)
{
    relate(p, SPECIAL, "prov:specificEntity", special, "prov:generalEntity", general);
}

/* "dm:WHAT-ID", in the scratch. */
static const char *name(provenance *p, const char *what, const char *id)
{
    return dmr_str_format(p->scratch, "dm:%s-%s", what, id).ptr;
}

static demarche_status first_time(provenance *p, const char *key, bool *is_new,
                                  demarche_error *err)
{
    if (!key)
        return dmr_error_memory(err);
    return dmr_seen_put(&p->named, dmr_str_c(key), NULL, is_new, err);
}

/* -------------------------------------------------------------------- documents */

static demarche_status put_publisher(const prov_to *to, const char *document,
                                     demarche_str source, demarche_error *err)
{
    char hash[17];
    bool is_new;
    if (!source.len)
        return DEMARCHE_OK;
    dmr_export_hash(hash, &source, 1);
    const char *key = name(to->p, "publisher", hash);
    DMR_TRY(first_time(to->p, key, &is_new, err));
    if (is_new) {
        dmr_json *j = &to->p->sections[AGENT];
        dmr_json_key(j, key);
        dmr_json_open(j, '{');
        put_qualified(j, "prov:type", "prov:Organization");
        dmr_json_key_str(j, "prov:label", source);
        dmr_json_close(j, '}');
    }
    attributed(to->p, document, key);
    return DEMARCHE_OK;
}

/* *key: its name. `text` is what was read of it; NULL where only another document's event
 * tells of it. */
static demarche_status put_document(const prov_to *to, demarche_str id,
                                    const demarche_meta *meta, const demarche_str *text,
                                    const char **key, demarche_error *err)
{
    dmr_json *j = to->entities;
    char hash[17];
    bool is_new;
    dmr_export_hash(hash, &id, 1);
    *key = name(to->p, "document", hash);
    if (text) { /* may have been named before by another document's event */
        DMR_TRY(first_time(to->p, name(to->p, "used", hash), &is_new, err));
        if (is_new)
            used(to->p, *key);
    }
    DMR_TRY(first_time(to->p, *key, &is_new, err));
    if (!is_new)
        return DEMARCHE_OK;
    dmr_json_key(j, *key);
    dmr_json_open(j, '{');
    put_qualified(j, "prov:type", "dm:Document");
    dmr_json_key_str(j, "prov:label", meta->title.len ? meta->title : id);
    dmr_json_key_str(j, "dm:id", id);
    dmr_json_key_some(j, "dm:url", meta->url);
    dmr_json_key_some(j, "dm:date", meta->date);
    dmr_json_key_some(j, "dm:as_of", meta->as_of);
    dmr_json_key_some(j, "dm:language", meta->language);
    if (text) {
        dmr_hash_hex(dmr_hash_str(*text), hash);
        dmr_json_key_c(j, "dm:content_fnv1a", hash);
        dmr_json_key_uint(j, "dm:bytes", text->len);
    }
    dmr_json_close(j, '}');
    return put_publisher(to, *key, meta->source, err);
}

/* A sentence of a document and where it lies; its words where they are at hand. */
static demarche_status put_sentence(const prov_to *to, const char *document,
                                    uint32_t number, size_t start, size_t end,
                                    demarche_str words, const char **key,
                                    demarche_error *err)
{
    dmr_json *j = to->entities;
    bool is_new;
    *key = dmr_str_format(to->p->scratch, "dm:sentence-%s-%lu",
                          document + strlen("dm:document-"), (unsigned long)number + 1)
               .ptr;
    DMR_TRY(first_time(to->p, *key, &is_new, err));
    if (!is_new)
        return DEMARCHE_OK;
    dmr_json_key(j, *key);
    dmr_json_open(j, '{');
    put_qualified(j, "prov:type", "dm:Sentence");
    dmr_json_key_some(j, "prov:value", words);
    dmr_json_key_uint(j, "dm:start", start);
    dmr_json_key_uint(j, "dm:end", end);
    dmr_json_close(j, '}');
    derived(to->p, *key, document);
    return DEMARCHE_OK;
}

/* ----------------------------------------------------------------------- events */

static void put_parties(dmr_json *j, const char *key, const demarche_entity *at, size_t n)
{
    if (!n)
        return;
    dmr_json_key(j, key);
    dmr_json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        dmr_json_str(j, at[i].code.len ? at[i].code : dmr_export_party_name(&at[i]));
    dmr_json_close(j, ']');
}

static void put_coding(dmr_json *j, const char *key, const char *type,
                       const demarche_event *e)
{
    dmr_json_key(j, key);
    dmr_json_open(j, '{');
    put_qualified(j, "prov:type", type);
    dmr_json_key_c(j, "prov:label", e->type);
    dmr_json_key_c(j, "dm:event", e->type);
    dmr_json_key_some_c(j, "dm:mode", e->mode);
    put_parties(j, "dm:actor", e->actors, e->n_actors);
    put_parties(j, "dm:recipient", e->recipients, e->n_recipients);
    dmr_json_key_some(j, "dm:date_edtf", e->date_edtf);
    dmr_json_key_some_c(j, "dm:modality", e->modality);
    dmr_json_key_double(j, "dm:confidence", e->confidence);
    dmr_json_key_some_c(j, "dm:rule", e->rule);
    dmr_json_key_some(j, "dm:event_text", e->text);
    dmr_json_close(j, '}');
}

/* `event` comes from the sentence of one telling. */
static demarche_status derive(const prov_to *to, const dmr_told *told,
                              const demarche_event *telling, const char *event,
                              const char *document, demarche_error *err)
{
    const demarche_sentence *s = dmr_export_sentence(told->doc, telling->sentence);
    const char *from = document;
    if (s)
        DMR_TRY(put_sentence(to, document, telling->sentence, s->start, s->end,
                             dmr_export_words(told->doc, s->start, s->end), &from, err));
    derived(to->p, event, from);
    return DEMARCHE_OK;
}

/* Each telling of an event that has several is an entity of its own. */
static demarche_status put_reports(const prov_to *to, const dmr_told *told,
                                   const char *event, const char *document,
                                   demarche_error *err)
{
    const demarche_event *e = told->event;
    for (size_t i = 0; e->n_reports > 1 && i < e->n_reports; i++) {
        const demarche_event *telling = e->reports[i].told;
        const char *key = name(to->p, "report", telling->id);
        bool is_new;
        DMR_TRY(first_time(to->p, key, &is_new, err));
        if (!is_new)
            continue;
        put_coding(to->entities, key, "dm:Report", telling);
        generated(to->p, key);
        specializes(to->p, key, event);
        DMR_TRY(derive(to, told, telling, key, document, err));
    }
    return DEMARCHE_OK;
}

/* What the record knows of the deed: the event is one view of it, other documents tell of it
 * too. */
static demarche_status put_deed(const prov_to *to, const dmr_told *told,
                                const char *event, demarche_error *err)
{
    const demarche_deed *deed = told->deed;
    bool is_new;
    if (!deed)
        return DEMARCHE_OK;
    const char *key = name(to->p, "deed", deed->id);
    DMR_TRY(first_time(to->p, key, &is_new, err));
    if (is_new) {
        dmr_json_key(to->entities, key);
        dmr_json_open(to->entities, '{');
        put_qualified(to->entities, "prov:type", "dm:Deed");
        dmr_json_key_some_c(to->entities, "dm:recorded", deed->recorded);
        dmr_json_key_uint(to->entities, "dm:reports", deed->n_tellings);
        dmr_json_key_uint(to->entities, "dm:documents", deed->n_documents);
        dmr_json_close(to->entities, '}');
    }
    specializes(to->p, event, key);
    for (size_t i = 0; is_new && i < deed->n_tellings; i++) {
        const demarche_telling *t = &deed->tellings[i];
        if (dmr_str_eq(t->doc, told->meta->id))
            continue;
        demarche_meta meta = {
            .title = t->title, .url = t->url, .source = t->source, .date = t->date};
        const char *document, *sentence;
        DMR_TRY(put_document(to, t->doc, &meta, NULL, &document, err));
        DMR_TRY(put_sentence(to, document, t->sentence, t->start, t->end,
                             dmr_str(NULL, 0), &sentence, err));
        derived(to->p, key, sentence);
    }
    return DEMARCHE_OK;
}

static demarche_status event(demarche_export *x, const dmr_told *told,
                             demarche_error *err)
{
    prov_to to = {x->state, &x->files[0]};
    dmr_arena_reset(to.p->scratch);
    const char *key = name(to.p, "event", told->event->id), *document;
    demarche_str text = demarche_document_text(told->doc);
    bool is_new;
    DMR_TRY(first_time(to.p, key, &is_new, err));
    if (!is_new) {
        to.p->repeated++;
        return DEMARCHE_OK;
    }
    DMR_TRY(put_document(&to, told->meta->id, told->meta, &text, &document, err));
    put_coding(to.entities, key, "dm:Event", told->event);
    generated(to.p, key);
    attributed(to.p, key, "dm:software");
    DMR_TRY(derive(&to, told, told->event, key, document, err));
    DMR_TRY(put_reports(&to, told, key, document, err));
    return put_deed(&to, told, key, err);
}

/* ---------------------------------------------------------------- begin and end */

/* What the coding used beside documents: the lexicon and the model, by their hashes. */
static void put_plan(provenance *p, dmr_json *j, const char *key, const char *type,
                     const char *hash)
{
    if (!hash || !*hash)
        return;
    dmr_json_key(j, key);
    dmr_json_open(j, '{');
    put_qualified(j, "prov:type", type);
    dmr_json_key_c(j, "dm:hash", hash);
    dmr_json_close(j, '}');
    used(p, key);
}

static void put_software(const demarche_export *x, dmr_json *j)
{
    dmr_json_key(j, "dm:software");
    dmr_json_open(j, '{');
    put_qualified(j, "prov:type", "prov:SoftwareAgent");
    dmr_json_key_c(j, "prov:label", DMR_EXPORT_CODER);
    dmr_json_key_c(j, "dm:version", DEMARCHE_VERSION);
    dmr_json_key_some_c(j, "dm:lexicon_hash", x->opts.lexicon_hash);
    dmr_json_key_some_c(j, "dm:model_hash", x->opts.model_hash);
    dmr_json_close(j, '}');
}

static demarche_status begin(demarche_export *x, demarche_error *err)
{
    provenance *p = DMR_NEW(x->arena, provenance);
    dmr_json *j = &x->files[0];
    if (!p)
        return dmr_error_memory(err);
    x->state = p;
    p->scratch = dmr_arena_new(0);
    if (!p->scratch)
        return dmr_error_memory(err);
    DMR_TRY(dmr_seen_begin(&p->named, x->arena, err));
    for (size_t i = 0; i < SECTIONS; i++)
        dmr_json_begin(&p->sections[i], dmr_buffer_write, &p->waiting[i]);
    dmr_json_open(j, '{');
    dmr_json_key(j, "prefix");
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "dm", "urn:demarche:");
    dmr_json_close(j, '}');
    dmr_json_key(j, "entity");
    dmr_json_open(j, '{');
    put_plan(p, j, "dm:lexicon", "dm:Lexicon", x->opts.lexicon_hash);
    put_plan(p, j, "dm:model", "dm:Model", x->opts.model_hash);
    put_software(x, &p->sections[AGENT]);
    return DEMARCHE_OK;
}

static void put_activity(const demarche_export *x, dmr_json *j)
{
    const provenance *p = x->state;
    dmr_json_key(j, "activity");
    dmr_json_open(j, '{');
    dmr_json_key(j, "dm:coding");
    dmr_json_open(j, '{');
    dmr_json_key_some_c(j, "prov:endTime", x->opts.made);
    dmr_json_key_c(j, "prov:label", x->opts.title ? x->opts.title : "coding");
    dmr_json_key_uint(j, "dm:events", x->events - p->repeated);
    dmr_json_key_uint(j, "dm:repeated", p->repeated);
    dmr_json_close(j, '}');
    dmr_json_close(j, '}');
    dmr_json_key(j, "wasAssociatedWith");
    dmr_json_open(j, '{');
    dmr_json_key(j, "_:a1");
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "prov:activity", "dm:coding");
    dmr_json_key_c(j, "prov:agent", "dm:software");
    dmr_json_close(j, '}');
    dmr_json_close(j, '}');
}

static demarche_status end(demarche_export *x, demarche_error *err)
{
    provenance *p = x->state;
    dmr_json *j = &x->files[0];
    dmr_json_close(j, '}');
    put_activity(x, j);
    for (size_t i = 0; i < SECTIONS; i++) {
        if (dmr_json_finish(&p->sections[i], NULL))
            return dmr_error_memory(err);
        if (!p->waiting[i].n)
            continue;
        dmr_json_key(j, section_names[i]);
        dmr_json_open(j, '{');
        dmr_json_raw(j, p->waiting[i].at, p->waiting[i].n);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, '}');
    dmr_json_newline(j);
    return DEMARCHE_OK;
}

static void drop(demarche_export *x)
{
    provenance *p = x->state;
    if (!p)
        return;
    for (size_t i = 0; i < SECTIONS; i++)
        free(p->waiting[i].at);
    dmr_arena_free(p->scratch);
}

const dmr_export_kind dmr_export_prov = {
    .output = DEMARCHE_OUTPUT_PROV,
    .name = "prov",
    .files = {""},
    .begin = begin,
    .event = event,
    .end = end,
    .drop = drop,
};
