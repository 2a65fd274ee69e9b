/* What `read` found, as one line of JSON: meta, section path, paragraphs, counts. */
#include "base/json.h"

static void put_section(dmr_json *j, const demarche_meta *meta)
{
    dmr_json_key(j, "section");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < meta->n_section; i++)
        dmr_json_str(j, meta->section[i]);
    dmr_json_close(j, ']');
    if (!meta->section_place)
        return;
    dmr_json_key(j, "place");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < meta->n_section; i++)
        dmr_json_uint(j, meta->section_place[i]);
    dmr_json_close(j, ']');
}

static void put_paragraphs(dmr_json *j, const demarche_document *doc)
{
    size_t n;
    const demarche_paragraph *at = demarche_document_paragraphs(doc, &n);
    demarche_str text = demarche_document_text(doc);
    dmr_json_key(j, "paragraphs");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        dmr_json_open(j, '{');
        dmr_json_key_c(j, "kind", at[i].kind);
        dmr_json_key_uint(j, "start", at[i].start);
        dmr_json_key_uint(j, "end", at[i].end);
        dmr_json_key_str(j, "text",
                         dmr_str(text.ptr + at[i].start, at[i].end - at[i].start));
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

/* Only of formats that know persons. */
static void put_named(dmr_json *j, const demarche_document *doc)
{
    size_t n;
    const demarche_named *at = demarche_document_named(doc, &n);
    if (!n)
        return;
    dmr_json_key(j, "named");
    dmr_json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        dmr_json_open(j, '{');
        dmr_json_key_str(j, "name", at[i].name);
        dmr_json_key_some(j, "note", at[i].note);
        dmr_json_key_uint(j, "start", at[i].start);
        dmr_json_key_uint(j, "end", at[i].end);
        dmr_json_close(j, '}');
    }
    dmr_json_close(j, ']');
}

static void put_counts(dmr_json *j, const demarche_counts *c)
{
    dmr_json_key(j, "counts");
    dmr_json_open(j, '{');
    dmr_json_key_uint(j, "bytes", c->bytes);
    dmr_json_key_uint(j, "paragraphs", c->paragraphs);
    dmr_json_key_uint(j, "navigation_lines", c->navigation_lines);
    dmr_json_key_uint(j, "repaired", c->repaired);
    dmr_json_key_uint(j, "controls", c->controls);
    dmr_json_close(j, '}');
}

demarche_status demarche_write_structure(const demarche_document *doc,
                                         demarche_write_fn write, void *user,
                                         demarche_error *err)
{
    const demarche_meta *meta = demarche_document_meta(doc);
    dmr_json j;
    dmr_json_begin(&j, write, user);
    dmr_json_open(&j, '{');
    dmr_json_key_str(&j, "doc", meta->id);
    dmr_json_key_some(&j, "path", meta->path);
    dmr_json_key_str(&j, "format", meta->format);
    dmr_json_key_some(&j, "title", meta->title);
    put_section(&j, meta);
    dmr_json_key_some(&j, "date", meta->date);
    dmr_json_key_some(&j, "as_of", meta->as_of);
    dmr_json_key_some(&j, "source", meta->source);
    dmr_json_key_some(&j, "speaker", meta->speaker);
    dmr_json_key_some(&j, "place", meta->place);
    dmr_json_key_some(&j, "url", meta->url);
    dmr_json_key_some(&j, "language", meta->language);
    dmr_json_key_some(&j, "charset", meta->charset);
    dmr_json_key(&j, "source_bytes");
    dmr_json_open(&j, '{');
    dmr_json_key_uint(&j, "start", meta->source_start);
    dmr_json_key_uint(&j, "end", meta->source_end);
    dmr_json_close(&j, '}');
    put_paragraphs(&j, doc);
    put_named(&j, doc);
    put_counts(&j, demarche_document_counts(doc));
    dmr_json_close(&j, '}');
    dmr_json_newline(&j);
    return dmr_json_finish(&j, err);
}
