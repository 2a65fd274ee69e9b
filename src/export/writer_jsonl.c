/* Events as JSONL: PLOVER 2.0 names first, ours after. */
#include <math.h>

#include "export/told_section.h"
#include "export/writer_events.h"

static void put_entities(dmr_json *j, const char *key, const demarche_entity *at,
                         size_t n, bool ours)
{
    dmr_json_key(j, key);
    dmr_json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        dmr_json_open(j, '{');
        dmr_json_key_str(j, "entity_text", at[i].text);
        dmr_json_key_some(j, "code", at[i].code);
        dmr_json_key_some(j, "sector", at[i].sector);
        dmr_json_key_some(j, "identifier_text", at[i].identifier);
        if (ours) {
            dmr_json_key_some(j, "office", at[i].office);
            dmr_json_key_some(j, "region", at[i].region);
            dmr_json_put_span(j, at[i].start, at[i].end);
        }
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

/* An array that holds one name, or none where it is empty. */
static void put_name(dmr_json *j, const char *key, const char *name)
{
    dmr_json_key(j, key);
    dmr_json_open(j, '[');
    if (name && *name)
        dmr_json_c(j, name);
    dmr_json_close(j, ']');
}

static void put_contexts(dmr_json *j, const demarche_event *e)
{
    dmr_json_key(j, "context");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < e->n_context; i++)
        dmr_json_c(j, e->context[i]);
    dmr_json_close(j, ']');
}

static void put_place(dmr_json *j, const demarche_event *e)
{
    if (!e->place.len && !e->place_name.len && !e->place_country.len)
        return;
    dmr_json_key(j, "event_loc");
    dmr_json_open(j, '{');
    dmr_json_key_some(j, "extracted_place", e->place);
    dmr_json_key_some(j, "resolved_place", e->place_name);
    if (e->geonameid) {
        dmr_json_key(j, "geonameid");
        dmr_json_int(j, e->geonameid);
    }
    if (isfinite(e->lat) && isfinite(e->lon)) {
        dmr_json_key_double(j, "lat", e->lat);
        dmr_json_key_double(j, "lon", e->lon);
    }
    dmr_json_key_some(j, "country_code", e->place_country);
    dmr_json_close(j, '}');
}

/* "text" and "text_info" of the sentence that tells of it. */
static void put_sentence(dmr_json *j, const demarche_document *doc,
                         const demarche_event *e)
{
    size_t n;
    const demarche_sentence *sentences = demarche_document_sentences(doc, &n);
    demarche_str text = demarche_document_text(doc);
    if (e->sentence >= n)
        return;
    const demarche_sentence *s = &sentences[e->sentence];
    dmr_json_key_str(j, "text", dmr_str(text.ptr + s->start, s->end - s->start));
    dmr_json_key(j, "text_info");
    dmr_json_open(j, '{');
    dmr_json_key_uint(j, "sequence", (uint64_t)e->sentence + 1);
    dmr_json_put_span(j, s->start, s->end);
    dmr_json_close(j, '}');
}

static void put_citation(dmr_json *j, const demarche_meta *meta)
{
    if (!meta->source.len && !meta->title.len && !meta->url.len && !meta->date.len &&
        !meta->language.len)
        return;
    dmr_json_key(j, "cite_info");
    dmr_json_open(j, '{');
    dmr_json_key_some(j, "corpus", meta->source);
    dmr_json_key_some(j, "title", meta->title);
    dmr_json_key_some(j, "url", meta->url);
    dmr_json_key_some(j, "publication", meta->date);
    dmr_json_key_some(j, "language", meta->language);
    dmr_json_close(j, '}');
}

static void put_quantities(dmr_json *j, const demarche_event *e)
{
    if (!e->n_quantities)
        return;
    dmr_json_key(j, "quantity");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < e->n_quantities; i++) {
        const demarche_quantity *q = &e->quantities[i];
        dmr_json_open(j, '{');
        dmr_json_key_some(j, "comparator", q->comparator);
        dmr_json_key_double(j, "value", q->value);
        dmr_json_key_some(j, "unit", q->unit);
        dmr_json_key_some(j, "text", q->text);
        dmr_json_put_span(j, q->start, q->end);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

/* The rules near an event that was filled in. */
static void put_reasons(dmr_json *j, const demarche_event *e)
{
    if (!e->n_reasons)
        return;
    dmr_json_key(j, "reasons");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < e->n_reasons; i++) {
        const demarche_reason *r = &e->reasons[i];
        dmr_json_open(j, '{');
        dmr_json_key_c(j, "rule", r->rule);
        dmr_json_key_c(j, "event", r->event);
        dmr_json_key_str(j, "word", r->text);
        dmr_json_put_span(j, r->start, r->end);
        dmr_json_key_str(j, "why", r->why);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

static void put_span_object(dmr_json *j, size_t start, size_t end)
{
    dmr_json_open(j, '{');
    dmr_json_put_span(j, start, end);
    dmr_json_close(j, '}');
}

static void put_party_spans(dmr_json *j, const char *key, const demarche_entity *at,
                            size_t n)
{
    if (!n)
        return;
    dmr_json_key(j, key);
    dmr_json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        put_span_object(j, at[i].start, at[i].end);
    dmr_json_close(j, ']');
}

static void put_some_span(dmr_json *j, const char *key, demarche_span span)
{
    if (span.end == 0)
        return;
    dmr_json_key(j, key);
    put_span_object(j, span.start, span.end);
}

static void put_spans(dmr_json *j, const demarche_event *e)
{
    dmr_json_key(j, "spans");
    dmr_json_open(j, '{');
    put_some_span(j, "trigger", e->trigger);
    put_party_spans(j, "actor", e->actors, e->n_actors);
    put_party_spans(j, "recipient", e->recipients, e->n_recipients);
    put_some_span(j, "date", e->date_span);
    put_some_span(j, "place", e->place_span);
    dmr_json_close(j, '}');
}

static demarche_str words_at(const demarche_document *doc, demarche_span span)
{
    demarche_str text = demarche_document_text(doc);
    if (span.end > text.len || span.start > span.end)
        return dmr_str(NULL, 0);
    return dmr_str(text.ptr + span.start, span.end - span.start);
}

/* Where a deed is told more than once: each telling with its own words. */
static void put_reports(dmr_json *j, const demarche_document *doc,
                        const demarche_event *e)
{
    if (e->n_reports < 2)
        return;
    dmr_json_key(j, "reports");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < e->n_reports; i++) {
        const demarche_event *told = e->reports[i].told;
        dmr_json_open(j, '{');
        dmr_json_key_c(j, "id", told->id);
        dmr_json_key_some(j, "event_text", told->text);
        put_sentence(j, doc, told);
        dmr_json_key_some(j, "date_edtf", told->date_edtf);
        dmr_json_key_some(j, "date_text", words_at(doc, told->date_span));
        dmr_json_key_some_c(j, "modality", told->modality);
        dmr_json_key_double(j, "confidence", told->confidence);
        dmr_json_key_some_c(j, "rule", told->rule);
        put_reasons(j, told);
        dmr_json_key_double(j, "likeness", e->reports[i].likeness);
        put_spans(j, told);
        dmr_json_key_str(j, "doc", demarche_document_meta(doc)->id);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

/* What PLOVER has, in the order of its manual. */
static void put_plover(dmr_json *j, const demarche_document *doc, const demarche_event *e,
                       bool ours)
{
    dmr_json_key_c(j, "id", e->id);
    dmr_json_key_some_c(j, "date", e->date);
    dmr_json_key_some_c(j, "enddate", e->enddate);
    put_entities(j, "actor", e->actors, e->n_actors, ours);
    put_entities(j, "recipient", e->recipients, e->n_recipients, ours);
    put_name(j, "event", e->type);
    put_name(j, "mode", e->mode);
    put_contexts(j, e);
    if (e->quad)
        dmr_json_key_uint(j, "quad_code", (uint64_t)e->quad);
    if (!isnan(e->scale))
        dmr_json_key_double(j, "event_scale", e->scale);
    put_place(j, e);
    dmr_json_key_some(j, "event_text", e->text);
    put_sentence(j, doc, e);
    put_citation(j, demarche_document_meta(doc));
    dmr_json_key_c(j, "coder", "demarche " DEMARCHE_VERSION);
}

void dmr_event_plover(dmr_json *j, const demarche_document *doc, const demarche_event *e)
{
    dmr_json_open(j, '{');
    put_plover(j, doc, e, false);
    dmr_json_close(j, '}');
    dmr_json_newline(j);
}

/* A deed that several documents tell: which, and where. */
static void put_deed(dmr_json *j, const demarche_deed *deed)
{
    dmr_json_key(j, "deed");
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "id", deed->id);
    dmr_json_key_uint(j, "documents", deed->n_documents);
    dmr_json_key(j, "told");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < deed->n_tellings; i++) {
        const demarche_telling *t = &deed->tellings[i];
        dmr_json_open(j, '{');
        dmr_json_key_str(j, "doc", t->doc);
        dmr_json_key_some(j, "title", t->title);
        dmr_json_key_some(j, "corpus", t->source);
        dmr_json_key_some(j, "url", t->url);
        dmr_json_key_some(j, "publication", t->date);
        dmr_json_key_uint(j, "sequence", (uint64_t)t->sentence + 1);
        dmr_json_put_span(j, t->start, t->end);
        dmr_json_key_double(j, "confidence", t->confidence);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
    dmr_json_close(j, '}');
}

/* The members of the object. */
static void put_event(dmr_json *j, const demarche_document *doc, const demarche_event *e)
{
    const demarche_meta *meta = demarche_document_meta(doc);
    put_plover(j, doc, e, true);
    dmr_json_key_some(j, "date_edtf", e->date_edtf);
    dmr_json_key_some(j, "as_of", meta->as_of);
    dmr_json_key_some_c(j, "track", e->track);
    dmr_json_key_some_c(j, "modality", e->modality);
    dmr_json_key_double(j, "confidence", e->confidence);
    if (e->n_via)
        put_entities(j, "via", e->via, e->n_via, true);
    put_quantities(j, e);
    dmr_json_key_some_c(j, "cameo", e->cameo);
    dmr_json_key_some_c(j, "rule", e->rule);
    put_reasons(j, e);
    put_spans(j, e);
    put_reports(j, doc, e);
    dmr_json_key_str(j, "doc", meta->id);
    dmr_json_put_section(j, meta);
}

void dmr_event_object(dmr_json *j, const demarche_document *doc, const demarche_event *e)
{
    dmr_json_open(j, '{');
    put_event(j, doc, e);
    dmr_json_close(j, '}');
}

void dmr_event_jsonl(dmr_json *j, const demarche_document *doc, const demarche_event *e,
                     const demarche_deed *deed)
{
    dmr_json_open(j, '{');
    put_event(j, doc, e);
    if (deed && deed->n_documents > 1)
        put_deed(j, deed);
    dmr_json_close(j, '}');
    dmr_json_newline(j);
}
