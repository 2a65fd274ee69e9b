/* A work and its contents: parts, and the documents that stand in them. "-" has the documents
 * that are of no work. */
#include "page.h"

#include <string.h>

enum { DOCUMENTS_MOST = 1000, DEEP = 12 };

typedef struct contents {
    page *p;
    json_t *sections, *documents, *out;
} contents;

static json_int_t id_of(const json_t *row, const char *key)
{
    return json_integer_value(json_object_get(row, key));
}

static void put_documents(contents *c, json_int_t section, int depth)
{
    json_t *row;
    size_t i;
    json_array_foreach(c->documents, i, row)
    {
        if (id_of(row, "section_id") != section)
            continue;
        page_put(row, "depth", json_integer(depth));
        page_put(row, "href",
                 page_link(c->p, "document",
                           json_string_value(json_object_get(row, "doc")), NULL, NULL));
        json_array_append(c->out, row);
    }
}

/* The sections below one, each with its documents, then the sections below it. */
static void put_sections(contents *c, json_int_t parent, int depth)
{
    json_t *row;
    size_t i;
    if (depth > DEEP)
        return;
    json_array_foreach(c->sections, i, row)
    {
        if (id_of(row, "parent_id") != parent)
            continue;
        json_t *one = json_object();
        page_put(one, "section", json_incref(json_object_get(row, "name")));
        page_put(one, "depth", json_integer(depth));
        json_array_append_new(c->out, one);
        put_documents(c, id_of(row, "section_id"), depth + 1);
        put_sections(c, id_of(row, "section_id"), depth + 1);
    }
}

static demarche_status list_documents(page *p, json_t **out, const char *name)
{
    char offset[24];
    const char *values[] = {name, page_known_day(p), offset};
    room_text t = {0};
    room_put_int(&t, (page_number(p) - 1) * DOCUMENTS_MOST);
    offset[0] = '\0';
    if (t.at && t.n < sizeof offset)
        memcpy(offset, t.at, t.n + 1);
    room_text_free(&t);
    return page_rows(
        p, out,
        "SELECT d.doc, coalesce(d.title, d.doc) AS title, d.section_id, d.as_of, d.date,"
        " d.speaker, c.events FROM document d LEFT JOIN coding_now c USING (document_id)"
        " WHERE d.work_id IS (SELECT work_id FROM work WHERE name = ?1)"
        " AND (d.known_from IS NULL OR (d.known_from <= ?2 AND (d.known_until IS NULL OR"
        " d.known_until > ?2))) AND (?2 < '9999' OR d.latest)"
        " ORDER BY d.document_id LIMIT 1001 OFFSET CAST(?3 AS INTEGER)",
        values, 3);
}

demarche_status page_work(page *p)
{
    const char *name = p->asked->parts[1];
    bool loose = strcmp(name, "-") == 0;
    contents c = {.p = p};
    demarche_status status = page_rows(
        p, &c.sections,
        "SELECT s.section_id, s.parent_id, s.name FROM section s JOIN work w USING "
        "(work_id)"
        " WHERE w.name = ?1 ORDER BY s.place IS NULL, s.place, s.section_id LIMIT 5000",
        &name, 1);
    if (!status)
        status = list_documents(p, &c.documents, name);
    if (status || json_array_size(c.documents) == 0) {
        json_decref(c.sections);
        json_decref(c.documents);
        return status ? status : page_missing(p, "The record has no such work.");
    }
    bool more = json_array_size(c.documents) > DOCUMENTS_MOST;
    if (more)
        json_array_remove(c.documents, DOCUMENTS_MOST);
    c.out = json_array();
    put_documents(&c, 0, 0);
    put_sections(&c, 0, 0);
    page_set(p, "contents", c.out);
    page_set(p, "rows", c.documents);
    json_decref(c.sections);
    page_turn(p, more);
    page_set_string(p, "title", loose ? "Documents of no work" : name);
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    return DEMARCHE_OK;
}
