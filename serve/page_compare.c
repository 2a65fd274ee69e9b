/* Two states of the record side by side: two days, two runs, two coders. */
#include "page.h"

#include <string.h>

#include "document_title.h"

enum { ROWS = 200 };

/* The rows behind the first `skip`. */
static demarche_status take(page *p, json_t **out, const demarche_diff_query *q,
                            int64_t skip)
{
    demarche_answer *a = NULL;
    bool got = true;
    *out = NULL;
    demarche_status status = demarche_record_diff(&a, p->record, q, &p->err);
    while (!status && got && skip-- > 0)
        status = demarche_answer_next(a, &got, &p->err);
    if (!status)
        return page_take(p, out, a);
    demarche_answer_free(a);
    return status;
}

static void link_rows(page *p, json_t *rows)
{
    static const char *const ids[] = {"event_before", "event_after"};
    static const char *const keys[] = {"before_href", "after_href"};
    json_t *row;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        const char *doc = json_string_value(json_object_get(row, "doc"));
        if (doc)
            page_put(row, "doc_href", page_link(p, "document", doc, NULL, NULL));
        for (int k = 0; k < 2; k++) {
            const char *id = json_string_value(json_object_get(row, ids[k]));
            if (id && *id)
                page_put(row, keys[k], page_link(p, "event", id, NULL, NULL));
        }
    }
}

demarche_status page_compare(page *p)
{
    demarche_diff_query q = DEMARCHE_DIFF_QUERY_INIT;
    json_t *rows = NULL, *summary = NULL;
    q.before = address_value_of(p->asked, "before");
    q.after = address_value_of(p->asked, "after");
    q.document = address_value_of(p->asked, "doc");
    q.reason = address_value_of(p->asked, "reason");
    page_set_string(p, "title", "Compare");
    page_set(p, "before", page_string(q.before));
    page_set(p, "after", page_string(q.after ? q.after : q.before ? "now" : NULL));
    page_set(p, "lacks_before", json_boolean(!q.before && q.after));
    page_set(p, "doc", page_string(q.document));
    page_set(p, "reason", page_string(q.reason));
    demarche_status status = page_rows(
        p, &rows, "SELECT run_id, started, version FROM run ORDER BY run_id", NULL, 0);
    if (status)
        return status;
    page_set(p, "runs", rows);
    if (!q.before)
        return DEMARCHE_OK;
    q.summary = true;
    status = take(p, &summary, &q, 0);
    page_set(p, "summary", summary);
    q.summary = false;
    const int64_t most = page_most(p, ROWS), skip = (page_number(p) - 1) * most;
    q.limit = skip + most + 1;
    rows = NULL;
    if (!status)
        status = take(p, &rows, &q, skip);
    if (status)
        return status;
    bool more = json_array_size(rows) > (size_t)most;
    if (more)
        json_array_remove(rows, (size_t)most);
    link_rows(p, rows);
    page_set(p, "differs", json_boolean(json_array_size(rows) > 0));
    page_put_rows(p, rows);
    page_turn(p, more);
    return document_title_rows(p, rows);
}
