/* A dumped line back as a document. What was found in it: dump_found.c. */
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "dump_found.h"
#include "read/source.h"

/* ---------------------------------------------------------------------------- document */

static demarche_status read_section(const dmr_dump_at *at, demarche_meta *m)
{
    const json_t *names, *places;
    size_t n, n_places;
    DMR_TRY(dmr_dump_array(at, "section", &names, &n));
    DMR_TRY(dmr_dump_array(at, "section_place", &places, &n_places));
    demarche_str *section = DMR_NEW_ARRAY(at->line->arena, demarche_str, n);
    uint32_t *place = DMR_NEW_ARRAY(at->line->arena, uint32_t, n);
    if (!section || !place)
        return dmr_error_memory(at->line->err);
    if (places && n_places != n)
        return dmr_dump_wrong(at, "section_place", "is not as long as section");
    for (size_t i = 0; i < n; i++) {
        const json_t *name = json_array_get(names, i),
                     *number = json_array_get(places, i);
        if (!json_is_string(name))
            return dmr_dump_wrong(at, "section", "has a member that is no string");
        demarche_str s = dmr_str(json_string_value(name), json_string_length(name));
        section[i] = dmr_str_copy(at->line->arena, s);
        if (!section[i].ptr)
            return dmr_error_memory(at->line->err);
        json_int_t which = json_integer_value(number);
        if (places && (!json_is_integer(number) || which < 0 || which > UINT32_MAX))
            return dmr_dump_wrong(at, "section_place", "has a member that is no number");
        place[i] = (uint32_t)which;
    }
    m->section = section;
    m->n_section = n;
    m->section_place = places ? place : NULL;
    return DEMARCHE_OK;
}

static demarche_status read_meta(const dmr_dump_at *at, demarche_meta *m)
{
    const struct {
        const char *key;
        demarche_str *to;
    } fields[] = {
        {"path", &m->path},         {"format", &m->format},  {"title", &m->title},
        {"date", &m->date},         {"as_of", &m->as_of},    {"source", &m->source},
        {"speaker", &m->speaker},   {"place", &m->place},    {"url", &m->url},
        {"language", &m->language}, {"charset", &m->charset}};
    uint64_t bytes[2] = {0, 0};
    const json_t *array;
    size_t n;
    DMR_TRY(dmr_dump_str(at, "doc", true, &m->id));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        DMR_TRY(dmr_dump_str(at, fields[i].key, false, fields[i].to));
    DMR_TRY(dmr_dump_array(at, "source_bytes", &array, &n));
    if (array)
        DMR_TRY(dmr_dump_numbers(at, "source_bytes", array, 2, INT64_MAX, bytes));
    if (bytes[0] > bytes[1])
        return dmr_dump_wrong(at, "source_bytes", "begins behind its end");
    m->source_start = (size_t)bytes[0];
    m->source_end = (size_t)bytes[1];
    return read_section(at, m);
}

/* What codes and rules were: record_coder.c looks it over. */
static demarche_status read_lexicon(const dmr_dump_at *coder, const char **out)
{
    const json_t *value = json_object_get(coder->object, "lexicon");
    *out = NULL;
    if (!value)
        return DEMARCHE_OK;
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    demarche_str copy =
        text ? dmr_str_copy(coder->line->arena, dmr_str_c(text)) : dmr_str(NULL, 0);
    free(text);
    *out = copy.ptr;
    return copy.ptr ? DEMARCHE_OK : dmr_error_memory(coder->line->err);
}

static demarche_status read_coder(const dmr_dump_at *line, dmr_record_by *by)
{
    static const char *const keys[] = {
        "version", "lexicon_hash", "model_hash", "kernel",  "fill",
        "options", "started",      "finished",   "lexicon", NULL};
    const dmr_dump_at at = {line->line, json_object_get(line->object, "coder"), line,
                            "coder", SIZE_MAX};
    demarche_coder *c = &by->coder;
    *c = (demarche_coder){.version = DEMARCHE_CODER_VERSION};
    DMR_TRY(dmr_dump_check(&at, keys));
    DMR_TRY(dmr_dump_c(&at, "version", true, &c->program));
    DMR_TRY(dmr_dump_c(&at, "lexicon_hash", true, &c->lexicon_hash));
    DMR_TRY(dmr_dump_c(&at, "model_hash", true, &c->model_hash));
    DMR_TRY(dmr_dump_c(&at, "kernel", true, &c->kernel));
    DMR_TRY(dmr_dump_real(&at, "fill", 0, 1, &c->fill));
    DMR_TRY(dmr_dump_c(&at, "options", false, &c->options));
    DMR_TRY(dmr_dump_c(&at, "started", true, &c->started));
    DMR_TRY(dmr_dump_c(&at, "finished", false, &c->finished));
    DMR_TRY(read_lexicon(&at, &c->lexicon));
    return dmr_dump_c(line, "recorded", true, &by->recorded);
}

static demarche_status read_counts(const dmr_dump_at *line, demarche_counts *c)
{
    const dmr_dump_at at = {line->line, json_object_get(line->object, "counts"), line,
                            "counts", SIZE_MAX};
    uint64_t *const to[DMR_DUMP_COUNTS] = {&c->bytes,
                                           &c->repaired,
                                           &c->controls,
                                           &c->navigation_lines,
                                           &c->long_sentences,
                                           &c->tokens,
                                           &c->unresolved,
                                           &c->times_missed,
                                           &c->rejected,
                                           &c->sentences_uncoded,
                                           &c->sentences_discarded};
    if (!at.object)
        return DEMARCHE_OK;
    DMR_TRY(dmr_dump_check(&at, dmr_dump_count_names));
    for (size_t i = 0; i < DMR_DUMP_COUNTS; i++)
        DMR_TRY(dmr_dump_uint(&at, dmr_dump_count_names[i], false, INT64_MAX, to[i]));
    return DEMARCHE_OK;
}

/* Where the bytes of the text came from: runs in order of the text, the first from 0. */
static demarche_status read_origin(const dmr_dump_at *at, dmr_origin *origin)
{
    const json_t *array;
    size_t n;
    DMR_TRY(dmr_dump_array(at, "origin", &array, &n));
    dmr_origin_run *runs = DMR_NEW_ARRAY(at->line->arena, dmr_origin_run, n);
    if (!runs)
        return dmr_error_memory(at->line->err);
    for (size_t i = 0; i < n; i++) {
        uint64_t run[4];
        DMR_TRY(dmr_dump_numbers(at, "origin", json_array_get(array, i), 4, SIZE_MAX / 4,
                                 run));
        if ((i ? run[0] <= runs[i - 1].text : run[0] != 0) || !run[2] ||
            run[2] > UINT32_MAX || run[3] > UINT32_MAX)
            return dmr_dump_wrong(at, "origin", "is no list of runs in order");
        runs[i] = (dmr_origin_run){(size_t)run[0], (size_t)run[1], (uint32_t)run[2],
                                   (uint32_t)run[3]};
    }
    origin->runs.at = runs;
    origin->runs.n = origin->runs.room = n;
    return DEMARCHE_OK;
}

static demarche_status read_persons(const dmr_dump_at *at, dmr_record_contents *c)
{
    static const char *const keys[] = {"name", "note", "start", "end", NULL};
    const json_t *array;
    size_t n;
    DMR_TRY(dmr_dump_array(at, "persons", &array, &n));
    demarche_named *who = DMR_NEW_ARRAY(at->line->arena, demarche_named, n);
    if (!who)
        return dmr_error_memory(at->line->err);
    for (size_t i = 0; i < n; i++) {
        const dmr_dump_at item = dmr_dump_item(at, "persons", array, i);
        DMR_TRY(dmr_dump_check(&item, keys));
        DMR_TRY(dmr_dump_str(&item, "name", false, &who[i].name));
        DMR_TRY(dmr_dump_str(&item, "note", false, &who[i].note));
        DMR_TRY(dmr_dump_bytes(&item, &who[i].start, &who[i].end));
    }
    c->named = who;
    c->n_named = n;
    return DEMARCHE_OK;
}

static demarche_status read_paragraphs(const dmr_dump_at *at, dmr_record_contents *c)
{
    static const char *const keys[] = {"kind", "start", "end", NULL};
    const json_t *array;
    DMR_TRY(dmr_dump_array(at, "paragraphs", &array, &c->n_paragraphs));
    c->paragraphs = DMR_NEW_ARRAY(at->line->arena, demarche_paragraph, c->n_paragraphs);
    if (!c->paragraphs)
        return dmr_error_memory(at->line->err);
    for (size_t i = 0; i < c->n_paragraphs; i++) {
        const dmr_dump_at item = dmr_dump_item(at, "paragraphs", array, i);
        demarche_paragraph *p = &c->paragraphs[i];
        const char *kind;
        DMR_TRY(dmr_dump_check(&item, keys));
        DMR_TRY(dmr_dump_bytes(&item, &p->start, &p->end));
        DMR_TRY(dmr_dump_c(&item, "kind", true, &kind));
        for (int k = 0; k <= DMR_PARAGRAPH_NOTE && !p->kind; k++) {
            const char *known = dmr_paragraph_kind_name((dmr_paragraph_kind)k);
            if (strcmp(kind, known) == 0)
                p->kind = known;
        }
        if (!p->kind)
            return dmr_dump_wrong(&item, "kind",
                                  "is none of prose, heading, list, byline, navigation, "
                                  "note");
    }
    return DEMARCHE_OK;
}

static demarche_status read_sentences(const dmr_dump_at *at, dmr_record_contents *c)
{
    static const char *const keys[] = {"start",  "end",     "paragraph",
                                       "tokens", "discard", NULL};
    const json_t *array;
    uint64_t first = 0;
    DMR_TRY(dmr_dump_array(at, "sentences", &array, &c->n_sentences));
    c->sentences = DMR_NEW_ARRAY(at->line->arena, demarche_sentence, c->n_sentences);
    if (!c->sentences)
        return dmr_error_memory(at->line->err);
    for (size_t i = 0; i < c->n_sentences; i++) {
        const dmr_dump_at item = dmr_dump_item(at, "sentences", array, i);
        demarche_sentence *s = &c->sentences[i];
        uint64_t paragraph = UINT32_MAX, tokens = 0;
        DMR_TRY(dmr_dump_check(&item, keys));
        DMR_TRY(dmr_dump_bytes(&item, &s->start, &s->end));
        if (i && s->start < s[-1].start)
            return dmr_dump_wrong(&item, "start", "lies before the sentence before it");
        DMR_TRY(dmr_dump_uint(&item, "paragraph", false,
                              c->n_paragraphs ? c->n_paragraphs - 1 : 0, &paragraph));
        DMR_TRY(dmr_dump_uint(&item, "tokens", false, UINT32_MAX, &tokens));
        DMR_TRY(dmr_dump_str(&item, "discard", false, &s->discard));
        s->paragraph = (uint32_t)paragraph;
        s->first_token = (uint32_t)first;
        s->n_tokens = (uint32_t)tokens;
        if ((first += tokens) > UINT32_MAX)
            return dmr_dump_wrong(&item, "tokens", "are too many for one document");
    }
    return DEMARCHE_OK;
}

/* -------------------------------------------------------------------------------- line */

static const char *const line_keys[] = {
    DMR_DUMP_MARK,   "doc",      "path",    "format",       "title",      "section",
    "section_place", "date",     "as_of",   "source",       "speaker",    "place",
    "url",           "language", "charset", "source_bytes", "coder",      "recorded",
    "counts",        "text",     "origin",  "persons",      "paragraphs", "sentences",
    "mentions",      "events",   NULL};

/* What else it may be. */
static demarche_status is_no_dump(const dmr_dump_at *at)
{
    const json_t *o = at->object;
    const char *what = "is no document that `record export --format documents` wrote";
    if (json_is_array(json_object_get(o, "actor")) && json_object_get(o, "event"))
        what = "is an event, and events alone have no texts: import what `record export "
               "--format documents` wrote";
    else if (json_is_string(json_object_get(o, "text")))
        what = "is a text that is not coded: add it with `record add`";
    return dmr_error_set(at->line->err, DEMARCHE_E_FORMAT, 0, "%s", what);
}

static void count(dmr_record_contents *c)
{
    size_t reports = 0, e = 0;
    for (size_t i = 0; i < c->n_events; i++) {
        reports += c->events[i].n_reports;
        for (size_t k = 0; k < c->events[i].n_reports; k++)
            c->sentences[c->events[i].reports[k].told->sentence].n_reports++;
    }
    for (size_t s = 0; s < c->n_sentences; s++) {
        c->sentences[s].first_event = (uint32_t)e;
        while (e < c->n_events && c->events[e].sentence == s)
            e++;
        c->sentences[s].n_events = (uint32_t)e - c->sentences[s].first_event;
    }
    c->counts.paragraphs = c->n_paragraphs;
    c->counts.sentences = c->n_sentences;
    c->counts.mentions = c->n_mentions;
    c->counts.events = c->n_events;
    c->counts.folded = reports - c->n_events;
}

static demarche_status read_line(const dmr_dump_at *at, demarche_document *doc,
                                 dmr_record_by *by)
{
    dmr_record_contents c = {0};
    uint64_t version = 0;
    if (!json_object_get(at->object, DMR_DUMP_MARK))
        return is_no_dump(at);
    DMR_TRY(dmr_dump_uint(at, DMR_DUMP_MARK, true, INT64_MAX, &version));
    if (version != DMR_DUMP_VERSION)
        return dmr_dump_wrong(at, DMR_DUMP_MARK,
                              "is a version not known here; use the "
                              "demarche that wrote it");
    DMR_TRY(dmr_dump_check(at, line_keys));
    DMR_TRY(read_meta(at, &c.meta));
    DMR_TRY(read_coder(at, by));
    DMR_TRY(read_counts(at, &c.counts));
    DMR_TRY(dmr_dump_str(at, "text", false, &c.text));
    at->line->text = c.text;
    DMR_TRY(read_origin(at, &c.origin));
    DMR_TRY(read_persons(at, &c));
    DMR_TRY(read_paragraphs(at, &c));
    DMR_TRY(read_sentences(at, &c));
    DMR_TRY(dmr_dump_mentions(at, &c));
    DMR_TRY(dmr_dump_events(at, &c));
    count(&c);
    doc->fill = by->coder.fill;
    return dmr_document_fill(doc, &c, at->line->err);
}

demarche_status dmr_dump_read(demarche_document **out, dmr_record_by *by,
                              demarche_str line, demarche_error *err)
{
    enum { LINE_MAX_BYTES = 1 << 30 };
    json_error_t why;
    *out = NULL;
    if (line.len > LINE_MAX_BYTES)
        return dmr_error_set(err, DEMARCHE_E_LIMIT, 0,
                             "the document is longer than a line of 1 GiB");
    json_t *root =
        json_loadb(line.len ? line.ptr : "", line.len, JSON_REJECT_DUPLICATES, &why);
    if (!root)
        return dmr_error_set(err, DEMARCHE_E_FORMAT,
                             why.position > 0 ? (size_t)why.position : 0,
                             "byte %d: not JSON (%s)", why.position, why.text);
    demarche_document *doc = dmr_document_new();
    demarche_status status = doc ? DEMARCHE_OK : dmr_error_memory(err);
    if (doc) {
        dmr_dump_line all = {doc->arena, {NULL, 0}, err};
        const dmr_dump_at at = {&all, root, NULL, "", SIZE_MAX};
        *by = (dmr_record_by){0};
        status = read_line(&at, doc, by);
    }
    json_decref(root);
    if (status)
        demarche_document_free(doc);
    else
        *out = doc;
    return status;
}
