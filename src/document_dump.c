#include "document_dump.h"

#include <math.h>

#include "export/told_section.h"
#include "mention/mention.h"

/* [start, end]; nothing where there is none. */
static void put_pair(dmr_json *j, const char *key, demarche_span span)
{
    if (!span.end)
        return;
    dmr_json_key(j, key);
    dmr_json_open(j, '[');
    dmr_json_uint(j, span.start);
    dmr_json_uint(j, span.end);
    dmr_json_close(j, ']');
}

/* Words where they are not those at their span. */
static void put_words(dmr_json *j, const demarche_document *doc, demarche_str words,
                      size_t start, size_t end)
{
    demarche_str text = demarche_document_text(doc);
    if (start > end || end > text.len ||
        !dmr_str_eq(words, dmr_str(text.ptr + start, end - start)))
        dmr_json_key_str(j, "text", words);
}

static void put_number(dmr_json *j, const char *key, double v)
{
    if (isfinite(v))
        dmr_json_key_double(j, key, v);
}

static void put_geo(dmr_json *j, double lat, double lon, int64_t geonameid)
{
    put_number(j, "lat", lat);
    put_number(j, "lon", lon);
    if (geonameid) {
        dmr_json_key(j, "geonameid");
        dmr_json_int(j, geonameid);
    }
}

/* ------------------------------------------------------------------------- document */

static void put_section(dmr_json *j, const demarche_meta *m)
{
    dmr_json_put_section(j, m);
    if (!m->n_section || !m->section_place)
        return;
    dmr_json_key(j, "section_place");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < m->n_section; i++)
        dmr_json_uint(j, m->section_place[i]);
    dmr_json_close(j, ']');
}

static void put_meta(dmr_json *j, const demarche_meta *m)
{
    dmr_json_key_str(j, "doc", m->id);
    dmr_json_key_some(j, "path", m->path);
    dmr_json_key_some(j, "format", m->format);
    dmr_json_key_some(j, "title", m->title);
    put_section(j, m);
    dmr_json_key_some(j, "date", m->date);
    dmr_json_key_some(j, "as_of", m->as_of);
    dmr_json_key_some(j, "source", m->source);
    dmr_json_key_some(j, "speaker", m->speaker);
    dmr_json_key_some(j, "place", m->place);
    dmr_json_key_some(j, "url", m->url);
    dmr_json_key_some(j, "language", m->language);
    dmr_json_key_some(j, "charset", m->charset);
    dmr_json_key(j, "source_bytes");
    dmr_json_open(j, '[');
    dmr_json_uint(j, m->source_start);
    dmr_json_uint(j, m->source_end);
    dmr_json_close(j, ']');
}

static void put_coder(dmr_json *j, const dmr_record_by *by)
{
    const demarche_coder *c = &by->coder;
    dmr_json_key(j, "coder");
    dmr_json_open(j, '{');
    dmr_json_key_c(j, "version", c->program);
    dmr_json_key_c(j, "lexicon_hash", c->lexicon_hash);
    dmr_json_key_c(j, "model_hash", c->model_hash);
    dmr_json_key_c(j, "kernel", c->kernel);
    if (c->fill > 0)
        dmr_json_key_double(j, "fill", c->fill);
    dmr_json_key_some_c(j, "options", c->options);
    dmr_json_key_c(j, "started", c->started);
    dmr_json_key_some_c(j, "finished", c->finished);
    if (c->lexicon) {
        dmr_json_key(j, "lexicon");
        dmr_json_value(j, c->lexicon);
    }
    dmr_json_close(j, '}');
    dmr_json_key_c(j, "recorded", by->recorded);
}

const char *const dmr_dump_count_names[DMR_DUMP_COUNTS + 1] = {"bytes",
                                                               "repaired",
                                                               "controls",
                                                               "navigation_lines",
                                                               "long_sentences",
                                                               "tokens",
                                                               "unresolved",
                                                               "times_missed",
                                                               "rejected",
                                                               "sentences_uncoded",
                                                               "sentences_discarded",
                                                               NULL};

void dmr_dump_counts(const demarche_counts *c, uint64_t out[DMR_DUMP_COUNTS])
{
    const uint64_t counts[DMR_DUMP_COUNTS] = {c->bytes,
                                              c->repaired,
                                              c->controls,
                                              c->navigation_lines,
                                              c->long_sentences,
                                              c->tokens,
                                              c->unresolved,
                                              c->times_missed,
                                              c->rejected,
                                              c->sentences_uncoded,
                                              c->sentences_discarded};
    memcpy(out, counts, sizeof counts);
}

static void put_counts(dmr_json *j, const demarche_counts *c)
{
    uint64_t counts[DMR_DUMP_COUNTS];
    dmr_dump_counts(c, counts);
    dmr_json_key(j, "counts");
    dmr_json_open(j, '{');
    for (size_t i = 0; i < DMR_DUMP_COUNTS; i++)
        dmr_json_key_uint(j, dmr_dump_count_names[i], counts[i]);
    dmr_json_close(j, '}');
}

static void put_origin(dmr_json *j, const dmr_origin *origin)
{
    if (!origin->runs.n)
        return;
    dmr_json_key(j, "origin");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < origin->runs.n; i++) {
        const dmr_origin_run *run = &origin->runs.at[i];
        dmr_json_open(j, '[');
        dmr_json_uint(j, run->text);
        dmr_json_uint(j, run->source);
        dmr_json_uint(j, run->text_step);
        dmr_json_uint(j, run->source_step);
        dmr_json_close(j, ']');
    }
    dmr_json_close(j, ']');
}

static void put_persons(dmr_json *j, const demarche_document *doc)
{
    size_t n;
    const demarche_named *who = demarche_document_named(doc, &n);
    if (!n)
        return;
    dmr_json_key(j, "persons");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        dmr_json_open(j, '{');
        dmr_json_key_str(j, "name", who[i].name);
        dmr_json_key_some(j, "note", who[i].note);
        dmr_json_put_span(j, who[i].start, who[i].end);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

static void put_cut(dmr_json *j, const demarche_document *doc)
{
    size_t n, n_paragraphs;
    const demarche_paragraph *p = demarche_document_paragraphs(doc, &n_paragraphs);
    const demarche_sentence *s = demarche_document_sentences(doc, &n);
    dmr_json_key(j, "paragraphs");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < n_paragraphs; i++) {
        dmr_json_open(j, '{');
        dmr_json_key_c(j, "kind", p[i].kind);
        dmr_json_put_span(j, p[i].start, p[i].end);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
    dmr_json_key(j, "sentences");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        dmr_json_open(j, '{');
        dmr_json_put_span(j, s[i].start, s[i].end);
        if (s[i].paragraph < n_paragraphs)
            dmr_json_key_uint(j, "paragraph", s[i].paragraph);
        dmr_json_key_uint(j, "tokens", s[i].n_tokens);
        dmr_json_key_some(j, "discard", s[i].discard);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

/* ------------------------------------------------------------------------- mentions */

static void put_members(dmr_json *j, const demarche_mention *m)
{
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

static void put_mentions(dmr_json *j, const demarche_document *doc)
{
    size_t n;
    const demarche_mention *at = demarche_document_mentions(doc, &n);
    dmr_json_key(j, "mentions");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        const demarche_mention *m = &at[i];
        dmr_json_open(j, '{');
        dmr_json_key_c(j, "kind", dmr_mention_kind_name(m->kind));
        dmr_json_key_uint(j, "sentence", m->sentence);
        dmr_json_put_span(j, m->start, m->end);
        if (m->cluster)
            dmr_json_key_uint(j, "cluster", m->cluster);
        dmr_json_key_some(j, "code", m->code);
        dmr_json_key_some(j, "sector", m->sector);
        dmr_json_key_some(j, "name", m->name);
        dmr_json_key_some(j, "office", m->office);
        put_members(j, m);
        dmr_json_key_some(j, "type", m->type);
        dmr_json_key_some(j, "value", m->value);
        dmr_json_key_some(j, "edtf", m->edtf);
        dmr_json_key_some(j, "comparator", m->comparator);
        if (m->kind == DEMARCHE_MENTION_QUANTITY)
            put_number(j, "number", m->number);
        dmr_json_key_some(j, "unit", m->unit);
        put_geo(j, m->lat, m->lon, m->geonameid);
        if (m->toponym) {
            dmr_json_key(j, "toponym");
            dmr_json_bool(j, true);
        }
        dmr_json_key_some(j, "place", m->place);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

/* --------------------------------------------------------------------------- events */

static void put_parties(dmr_json *j, const demarche_document *doc, const char *key,
                        const demarche_entity *at, size_t n)
{
    if (!n)
        return;
    dmr_json_key(j, key);
    dmr_json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        dmr_json_open(j, '{');
        put_words(j, doc, at[i].text, at[i].start, at[i].end);
        dmr_json_key_some(j, "name", at[i].identifier);
        dmr_json_key_some(j, "code", at[i].code);
        dmr_json_key_some(j, "sector", at[i].sector);
        dmr_json_key_some(j, "office", at[i].office);
        dmr_json_key_some(j, "region", at[i].region);
        dmr_json_put_span(j, at[i].start, at[i].end);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

static void put_quantities(dmr_json *j, const demarche_document *doc,
                           const demarche_event *e)
{
    if (!e->n_quantities)
        return;
    dmr_json_key(j, "quantities");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < e->n_quantities; i++) {
        const demarche_quantity *q = &e->quantities[i];
        dmr_json_open(j, '{');
        put_words(j, doc, q->text, q->start, q->end);
        dmr_json_key_some(j, "comparator", q->comparator);
        put_number(j, "value", q->value);
        dmr_json_key_some(j, "unit", q->unit);
        dmr_json_put_span(j, q->start, q->end);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

static void put_reasons(dmr_json *j, const demarche_document *doc,
                        const demarche_event *e)
{
    if (!e->n_reasons)
        return;
    dmr_json_key(j, "reasons");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < e->n_reasons; i++) {
        const demarche_reason *r = &e->reasons[i];
        dmr_json_open(j, '{');
        dmr_json_key_c(j, "rule", r->rule);
        dmr_json_key_c(j, "type", r->event);
        put_words(j, doc, r->text, r->start, r->end);
        dmr_json_key_some(j, "why", r->why);
        dmr_json_put_span(j, r->start, r->end);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

static void put_place(dmr_json *j, const demarche_event *e)
{
    dmr_json_key_some(j, "place", e->place);
    dmr_json_key_some(j, "place_name", e->place_name);
    dmr_json_key_some(j, "place_country", e->place_country);
    put_geo(j, e->lat, e->lon, e->geonameid);
}

/* What events and reports have in common. */
static void put_telling(dmr_json *j, const demarche_document *doc,
                        const demarche_event *e)
{
    dmr_json_key_c(j, "id", e->id);
    dmr_json_key_uint(j, "sentence", e->sentence);
    dmr_json_key_c(j, "type", e->type);
    dmr_json_key_some_c(j, "mode", e->mode);
    dmr_json_key_some_c(j, "cameo", e->cameo);
    dmr_json_key_some_c(j, "track", e->track);
    if (e->n_context) {
        dmr_json_key(j, "context");
        dmr_json_open(j, '[');
        for (size_t i = 0; i < e->n_context; i++)
            dmr_json_c(j, e->context[i]);
        dmr_json_close(j, ']');
    }
    if (e->quad)
        dmr_json_key_uint(j, "quad", (uint64_t)e->quad);
    put_number(j, "scale", e->scale);
    put_parties(j, doc, "actors", e->actors, e->n_actors);
    put_parties(j, doc, "recipients", e->recipients, e->n_recipients);
    put_parties(j, doc, "via", e->via, e->n_via);
    if (e->mutual) {
        dmr_json_key(j, "mutual");
        dmr_json_bool(j, true);
    }
    put_quantities(j, doc, e);
    dmr_json_key_some(j, "date", e->date_edtf);
    put_place(j, e);
    dmr_json_key_c(j, "modality", e->modality);
    dmr_json_key_double(j, "confidence", e->confidence);
    dmr_json_key_c(j, "rule", e->rule);
    dmr_json_key_some(j, "text", e->text);
    put_pair(j, "trigger", e->trigger);
    put_pair(j, "date_span", e->date_span);
    put_pair(j, "place_span", e->place_span);
}

static void put_event(dmr_json *j, const demarche_document *doc, const demarche_event *e)
{
    dmr_json_open(j, '{');
    put_telling(j, doc, e);
    if (e->n_reports < 2) {
        /* the one report is the event */
        put_reasons(j, doc, e->n_reports ? e->reports[0].told : e);
        dmr_json_close(j, '}');
        return;
    }
    dmr_json_key(j, "reports");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < e->n_reports; i++) {
        dmr_json_open(j, '{');
        dmr_json_key_double(j, "likeness", e->reports[i].likeness);
        put_telling(j, doc, e->reports[i].told);
        put_reasons(j, doc, e->reports[i].told);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
    dmr_json_close(j, '}');
}

void dmr_dump_document(dmr_json *j, const demarche_document *doc, const dmr_record_by *by)
{
    size_t n;
    const demarche_event *e = demarche_document_events(doc, &n);
    dmr_json_open(j, '{');
    dmr_json_key_uint(j, DMR_DUMP_MARK, DMR_DUMP_VERSION);
    put_meta(j, demarche_document_meta(doc));
    put_coder(j, by);
    put_counts(j, demarche_document_counts(doc));
    dmr_json_key_str(j, "text", demarche_document_text(doc));
    put_origin(j, &doc->source.origin);
    put_persons(j, doc);
    put_cut(j, doc);
    put_mentions(j, doc);
    dmr_json_key(j, "events");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        put_event(j, doc, &e[i]);
    dmr_json_close(j, ']');
    dmr_json_close(j, '}');
    dmr_json_newline(j);
}
