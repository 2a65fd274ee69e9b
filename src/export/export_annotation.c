/*
 * Events as annotations of the W3C's Web Annotation Data Model, one a line: the body says what
 * was coded, the targets which words say so. Positions are characters (Unicode code points) of
 * the text as `read` gives it, as the standard counts; those within the coding stay bytes.
 */
#include "base/error.h"
#include "export/char_index.h"
#include "export/export.h"
#include "export/export_parts.h"
#include "export/writer_events.h"

enum { AROUND = 32 }; /* characters of prefix and suffix */

typedef struct notes {
    dmr_char_index chars;
    dmr_arena *scratch; /* reset for each event */
} notes;

/* One annotation under way. */
typedef struct note {
    dmr_json *j;
    const notes *of;
    const demarche_document *doc;
    demarche_str source;
} note;

static demarche_status begin(demarche_export *x, demarche_error *err)
{
    notes *n = DMR_NEW(x->arena, notes);
    if (!n)
        return dmr_error_memory(err);
    x->state = n;
    n->scratch = dmr_arena_new(0);
    return n->scratch ? DEMARCHE_OK : dmr_error_memory(err);
}

static void drop(demarche_export *x)
{
    notes *n = x->state;
    if (!n)
        return;
    dmr_char_index_free(&n->chars);
    dmr_arena_free(n->scratch);
}

/* Its URL, else a name of ours; {NULL, 0} for want of memory. */
static demarche_str source_of(dmr_arena *arena, demarche_str url, demarche_str id)
{
    return dmr_export_is_url(url) ? url : dmr_export_urn(arena, "doc", id);
}

static void put_context(dmr_json *j)
{
    dmr_json_key(j, "@context");
    dmr_json_open(j, '[');
    dmr_json_c(j, "http://www.w3.org/ns/anno.jsonld");
    dmr_json_open(j, '{'); /* what is ours, so that no processor drops it */
    dmr_json_key_c(j, "demarche", "urn:demarche:term:");
    dmr_json_key_c(j, "role", "demarche:role");
    dmr_json_key(j, "coding");
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "@id", "demarche:coding");
    dmr_json_key_c(j, "@type", "@json");
    dmr_json_close(j, '}');
    dmr_json_close(j, '}');
    dmr_json_close(j, ']');
}

static void put_software(dmr_json *j, const char *key)
{
    dmr_json_key(j, key);
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "id", "urn:demarche:software:" DEMARCHE_VERSION);
    dmr_json_key_c(j, "type", "Software");
    dmr_json_key_c(j, "name", DMR_EXPORT_CODER);
    dmr_json_close(j, '}');
}

static void put_tag(dmr_json *j, const char *value)
{
    if (!value || !*value)
        return;
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "type", "TextualBody");
    dmr_json_key_c(j, "value", value);
    dmr_json_key_c(j, "format", "text/plain");
    dmr_json_key_c(j, "purpose", "tagging");
    dmr_json_close(j, '}');
}

static void put_bodies(dmr_json *j, const dmr_told *told)
{
    dmr_json_key(j, "body");
    dmr_json_open(j, '[');
    put_tag(j, told->event->type);
    put_tag(j, told->event->mode);
    for (size_t i = 0; i < told->event->n_context; i++)
        put_tag(j, told->event->context[i]);
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "type", "Dataset");
    dmr_json_key_c(j, "purpose", "classifying");
    dmr_json_key(j, "coding");
    dmr_event_object(j, told->doc, told->event);
    dmr_json_close(j, '}');
    dmr_json_close(j, ']');
}

static void put_selectors(const note *to, size_t start, size_t end)
{
    demarche_str text = demarche_document_text(to->doc);
    dmr_json_key(to->j, "selector");
    dmr_json_open(to->j, '[');
    dmr_json_open(to->j, '{');
    dmr_json_key_c(to->j, "type", "TextPositionSelector");
    dmr_json_key_uint(to->j, "start", dmr_char_index_at(&to->of->chars, start));
    dmr_json_key_uint(to->j, "end", dmr_char_index_at(&to->of->chars, end));
    dmr_json_close(to->j, '}');
    dmr_json_open(to->j, '{');
    dmr_json_key_c(to->j, "type", "TextQuoteSelector");
    dmr_json_key_str(to->j, "exact", dmr_str(text.ptr + start, end - start));
    dmr_json_key_str(to->j, "prefix", dmr_last_chars(dmr_str(text.ptr, start), AROUND));
    dmr_json_key_str(to->j, "suffix",
                     dmr_first_chars(dmr_str(text.ptr + end, text.len - end), AROUND));
    dmr_json_close(to->j, '}');
    dmr_json_close(to->j, ']');
}

/* The words there, in that role; nothing where there are none. */
static void put_target(const note *to, const char *role, size_t start, size_t end)
{
    if (!dmr_export_words(to->doc, start, end).len)
        return;
    dmr_json_open(to->j, '{');
    dmr_json_key_c(to->j, "type", "SpecificResource");
    dmr_json_key_str(to->j, "source", to->source);
    dmr_json_key_c(to->j, "role", role);
    put_selectors(to, start, end);
    dmr_json_close(to->j, '}');
}

static void put_parties(const note *to, const char *role, const demarche_entity *at,
                        size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_target(to, role, at[i].start, at[i].end);
}

static void put_sentence(const note *to, const char *role, uint32_t number)
{
    const demarche_sentence *s = dmr_export_sentence(to->doc, number);
    if (s)
        put_target(to, role, s->start, s->end);
}

/* The other tellings: in this document by their sentences, in others by their source alone, as
 * their words are not at hand. */
static demarche_status put_tellings(const note *to, const dmr_told *told,
                                    demarche_error *err)
{
    const demarche_event *e = told->event;
    for (size_t i = 0; i < e->n_reports; i++) {
        if (e->reports[i].told->sentence != e->sentence)
            put_sentence(to, "report", e->reports[i].told->sentence);
    }
    for (size_t i = 0; told->deed && i < told->deed->n_tellings; i++) {
        const demarche_telling *t = &told->deed->tellings[i];
        if (dmr_str_eq(t->doc, told->meta->id))
            continue;
        demarche_str source = source_of(to->of->scratch, t->url, t->doc);
        if (!source.ptr)
            return dmr_error_memory(err);
        dmr_json_open(to->j, '{');
        dmr_json_key_c(to->j, "type", "SpecificResource");
        dmr_json_key_str(to->j, "source", source);
        dmr_json_key_c(to->j, "role", "report");
        dmr_json_close(to->j, '}');
    }
    return DEMARCHE_OK;
}

static demarche_status put_targets(const note *to, const dmr_told *told,
                                   demarche_error *err)
{
    const demarche_event *e = told->event;
    dmr_json_key(to->j, "target");
    dmr_json_open(to->j, '[');
    put_sentence(to, "sentence", e->sentence);
    put_target(to, "trigger", e->trigger.start, e->trigger.end);
    put_parties(to, "actor", e->actors, e->n_actors);
    put_parties(to, "recipient", e->recipients, e->n_recipients);
    put_parties(to, "via", e->via, e->n_via);
    put_target(to, "date", e->date_span.start, e->date_span.end);
    put_target(to, "place", e->place_span.start, e->place_span.end);
    for (size_t i = 0; i < e->n_quantities; i++)
        put_target(to, "quantity", e->quantities[i].start, e->quantities[i].end);
    DMR_TRY(put_tellings(to, told, err));
    dmr_json_close(to->j, ']');
    return DEMARCHE_OK;
}

static demarche_status event(demarche_export *x, const dmr_told *told,
                             demarche_error *err)
{
    notes *n = x->state;
    dmr_json *j = &x->files[0];
    dmr_arena_reset(n->scratch);
    DMR_TRY(dmr_char_index_make(&n->chars, told->doc, err));
    demarche_str id = dmr_export_urn(n->scratch, "event", dmr_str_c(told->event->id));
    note to = {j, n, told->doc, source_of(n->scratch, told->meta->url, told->meta->id)};
    if (!id.ptr || !to.source.ptr)
        return dmr_error_memory(err);
    dmr_json_open(j, '{');
    put_context(j);
    dmr_json_key_str(j, "id", id);
    dmr_json_key_c(j, "type", "Annotation");
    dmr_json_key_c(j, "motivation", "classifying");
    put_software(j, "creator");
    dmr_json_key_some_c(j, "created", told->deed ? told->deed->recorded : x->opts.made);
    put_software(j, "generator");
    dmr_json_key_some_c(j, "generated", x->opts.made);
    put_bodies(j, told);
    DMR_TRY(put_targets(&to, told, err));
    dmr_json_close(j, '}');
    dmr_json_newline(j);
    return DEMARCHE_OK;
}

const dmr_export_kind dmr_export_annotation = {
    .output = DEMARCHE_OUTPUT_ANNOTATION,
    .name = "annotation",
    .files = {""},
    .begin = begin,
    .event = event,
    .drop = drop,
};
