/* A work and its contents: parts, and the documents that stand in them. "-" has the documents
 * that are of no work. */
#include "work_contents.h"

#include <string.h>

/* Documents of the work: all of them where they are no more than can be put in order, else those
 * from `first` on by when they came. */
static demarche_status list_documents(page *p, json_t **out, int64_t first)
{
    char offset[24];
    const char *values[] = {p->asked->parts[1], page_known_day(p), offset};
    room_text t = {0};
    room_put_int(&t, first);
    offset[0] = '\0';
    if (t.at && t.n < sizeof offset)
        memcpy(offset, t.at, t.n + 1);
    room_text_free(&t);
    return page_rows(
        p, out,
        "SELECT d.document_id, d.doc, d.title, d.section_id, d.as_of, d.date, d.path,"
        " coalesce((SELECT n.name FROM code_now n WHERE n.code = d.speaker), d.speaker)"
        " AS speaker, c.events FROM document d LEFT JOIN coding_now c USING (document_id)"
        " WHERE d.work_id IS (SELECT work_id FROM work WHERE name = ?1)"
        " AND" PAGE_DOCUMENT_COUNTS(
            2) " ORDER BY d.document_id LIMIT 5001 OFFSET CAST(?3 AS INTEGER)",
        values, 3);
}

static demarche_status list_sections(page *p, json_t **out)
{
    return page_rows(
        p, out,
        "SELECT s.section_id, s.parent_id, s.name, s.place FROM section s JOIN work w"
        " USING (work_id) WHERE w.name = ?1 ORDER BY s.place IS NULL, s.place,"
        " s.section_id LIMIT 5000",
        &p->asked->parts[1], 1);
}

demarche_status page_work(page *p)
{
    const char *name = p->asked->parts[1];
    bool loose = strcmp(name, "-") == 0;
    json_t *sections = NULL, *documents = NULL;
    int64_t first = (page_number(p) - 1) * WORK_DOCUMENTS_MOST;
    demarche_status status = list_sections(p, &sections);
    if (!status)
        status = list_documents(p, &documents, 0);
    if (!status && json_array_size(documents) > WORK_ORDERED_MOST) {
        json_decref(documents);
        status = list_documents(p, &documents, first);
        first = 0;
    }
    if (!status && json_array_size(documents) <= (size_t)first)
        status = page_missing(p, "The record has no such work.");
    else if (!status)
        status = work_put_contents(p, sections, documents, (size_t)first);
    json_decref(sections);
    json_decref(documents);
    if (status || p->status != 200)
        return status;
    page_set_string(p, "title", loose ? "Documents of no work" : name);
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    return DEMARCHE_OK;
}
