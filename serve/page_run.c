/* Runs: what was read, coded, left and refused, by whom and how. */
#include "page.h"

#include <stdlib.h>
#include <string.h>

static demarche_status one_run(page *p, const char *number)
{
    json_t *rows = NULL, *failures = NULL;
    demarche_status status =
        page_rows(p, &rows, "SELECT * FROM run WHERE run_id = ?1", &number, 1);
    if (status)
        return status;
    json_t *run = json_array_get(rows, 0);
    if (!run) {
        json_decref(rows);
        return page_missing(p, "The record has no such run.");
    }
    page_set(p, "run", json_incref(run));
    json_decref(rows);
    status = page_rows(p, &failures,
                       "SELECT path, byte, reason, message FROM failure WHERE run_id = ?1"
                       " ORDER BY path LIMIT 500",
                       &number, 1);
    if (status)
        return status;
    page_set(p, "rows", failures);
    room_text title = {0};
    room_put(&title, "Run ");
    room_put_markup(&title, number, strlen(number));
    page_set(p, "title", page_text((demarche_str){title.at, title.n}));
    room_text_free(&title);
    page_crumb(p, "Runs", page_link(p, "run", NULL, NULL, NULL));
    return DEMARCHE_OK;
}

demarche_status page_run(page *p)
{
    json_t *rows = NULL, *row;
    size_t i;
    if (p->asked->n_parts > 1)
        return one_run(p, p->asked->parts[1]);
    demarche_status status = page_rows(
        p, &rows,
        "SELECT run_id, version, started, finished, documents, same, sentences, events,"
        " sentences_uncoded, sentences_discarded, unresolved, rejected, failures FROM run"
        " ORDER BY run_id DESC LIMIT 200",
        NULL, 0);
    if (status)
        return status;
    json_array_foreach(rows, i, row)
    {
        char number[24] = "";
        room_text t = {0};
        room_put_int(&t, json_integer_value(json_object_get(row, "run_id")));
        if (t.at && t.n < sizeof number)
            memcpy(number, t.at, t.n + 1);
        room_text_free(&t);
        page_put(row, "href", page_link(p, "run", number, NULL, NULL));
    }
    page_set(p, "rows", rows);
    page_set(p, "all", json_true());
    page_set_string(p, "title", "Runs");
    return DEMARCHE_OK;
}
