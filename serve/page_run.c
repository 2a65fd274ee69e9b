/* Runs: what was read, coded, left and refused, by whom and how. */
#include "page.h"

#include <stdio.h>

enum { RUNS = 200, FAILURES = 500 };

/* The rows of a page of the table, by a statement whose last two values are how many rows, and
 * behind how many. */
static demarche_status put_page(page *p, const char *sql, const char *number,
                                int64_t shown)
{
    char most[24], behind[24];
    json_t *rows = NULL;
    const int64_t n = page_most(p, shown);
    snprintf(most, sizeof most, "%lld", (long long)n + 1);
    snprintf(behind, sizeof behind, "%lld", (long long)((page_number(p) - 1) * n));
    const char *values[] = {most, behind, number};
    demarche_status status = page_rows(p, &rows, sql, values, number ? 3 : 2);
    if (status)
        return status;
    bool more = json_array_size(rows) > (size_t)n;
    if (more)
        json_array_remove(rows, (size_t)n);
    page_put_rows(p, rows);
    page_turn(p, more);
    return DEMARCHE_OK;
}

static demarche_status one_run(page *p, const char *number)
{
    json_t *rows = NULL;
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
    status = put_page(p,
                      "SELECT path, byte, reason, message FROM failure WHERE run_id = ?3"
                      " ORDER BY path, byte, message"
                      " LIMIT CAST(?1 AS INTEGER) OFFSET CAST(?2 AS INTEGER)",
                      number, FAILURES);
    if (status)
        return status;
    page_set(p, "title", json_sprintf("Run %s", number));
    page_crumb(p, "Runs", page_link(p, "run", NULL, NULL, NULL));
    return DEMARCHE_OK;
}

demarche_status page_run(page *p)
{
    json_t *row;
    size_t i;
    if (p->asked->n_parts > 1)
        return one_run(p, p->asked->parts[1]);
    demarche_status status = put_page(
        p,
        "SELECT run_id, version, started, finished, documents, same, sentences, events,"
        " sentences_uncoded, sentences_discarded, unresolved, rejected, failures FROM run"
        " ORDER BY run_id DESC LIMIT CAST(?1 AS INTEGER) OFFSET CAST(?2 AS INTEGER)",
        NULL, RUNS);
    if (status)
        return status;
    json_array_foreach(json_object_get(p->model, "rows"), i, row)
    {
        char number[24];
        json_int_t id = json_integer_value(json_object_get(row, "run_id"));
        snprintf(number, sizeof number, "%lld", (long long)id);
        page_put(row, "href", page_link(p, "run", number, NULL, NULL));
    }
    page_set(p, "all", json_true());
    page_set_string(p, "title", "Runs");
    return DEMARCHE_OK;
}
