/* The documents before and behind another in the contents of its work. */
#include <string.h>

#include "document_title.h"
#include "work_contents.h"

static const char *id_of(char out[24], const json_t *document, const char *key)
{
    room_text t = {0};
    room_put_int(&t, json_integer_value(json_object_get(document, key)));
    out[0] = '\0';
    if (t.at && t.n < 24)
        memcpy(out, t.at, t.n + 1);
    room_text_free(&t);
    return out;
}

/* Of a work whose documents are not put in order: those that were read before and behind. */
static demarche_status find_read(page *p, const char *id, json_t *around[2])
{
    json_t *rows = NULL, *row;
    size_t i;
    demarche_status status = page_rows(
        p, &rows,
        "SELECT b.doc, b.title, b.document_id > d.document_id AS behind FROM document d "
        "JOIN"
        " document b ON b.document_id IN ((SELECT max(document_id) FROM document x WHERE"
        " x.work_id = d.work_id AND x.latest AND x.document_id < d.document_id), (SELECT"
        " min(document_id) FROM document x WHERE x.work_id = d.work_id AND x.latest AND"
        " x.document_id > d.document_id)) WHERE d.document_id = ?1",
        &id, 1);
    json_array_foreach(rows, i, row)
        around[json_integer_value(json_object_get(row, "behind")) != 0] =
            json_incref(row);
    json_decref(rows);
    return status;
}

static void take_around(const json_t *rows, const char *doc, json_t *around[2])
{
    size_t n = json_array_size(rows);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(page_cell(json_array_get(rows, i), "doc"), doc) != 0)
            continue;
        around[0] = i ? json_incref(json_array_get(rows, i - 1)) : NULL;
        around[1] = i + 1 < n ? json_incref(json_array_get(rows, i + 1)) : NULL;
        return;
    }
}

demarche_status work_neighbours(page *p, const json_t *document, json_t *around[2])
{
    char work[24], id[24];
    const char *value = id_of(work, document, "work_id");
    json_t *sections = NULL, *documents = NULL, *rows = NULL;
    around[0] = around[1] = NULL;
    if (!json_is_integer(json_object_get(document, "work_id")))
        return DEMARCHE_OK;
    demarche_status status = page_rows(p, &documents,
                                       "SELECT document_id, doc, title, section_id, path "
                                       "FROM document WHERE work_id = ?1"
                                       " AND latest ORDER BY document_id LIMIT 5001",
                                       &value, 1);
    if (!status && json_array_size(documents) > WORK_ORDERED_MOST) {
        json_decref(documents);
        status = find_read(p, id_of(id, document, "document_id"), around);
    } else if (!status) {
        status = page_rows(
            p, &sections,
            "SELECT section_id, parent_id, name, place FROM section WHERE work_id = ?1"
            " ORDER BY place IS NULL, place, section_id LIMIT 5000",
            &value, 1);
        if (!status)
            status = work_order(p, sections, documents, &rows);
        take_around(rows, page_cell(document, "doc"), around);
        json_decref(rows);
        json_decref(sections);
        json_decref(documents);
    }
    for (int i = 0; i < 2; i++) {
        if (!status && around[i])
            status = document_title(p, around[i]);
    }
    return status;
}
