/* A row of the lexicon: what it coded, and how often hands called that right and wrong. */
#include "counts.h"

/* What the rule says, as the lexicon of the last run that had it. */
static demarche_status put_words(page *p, const char *rule)
{
    json_t *rows = NULL;
    demarche_status status =
        page_rows(p, &rows, "SELECT * FROM rule_now WHERE rule = ?1", &rule, 1);
    json_t *row = json_array_get(rows, 0);
    if (row) {
        const char *type = page_cell(row, "type"), *mode = page_cell(row, "mode");
        page_put(row, "type_href",
                 page_link(p, "codebook", type, *mode ? mode : NULL, NULL));
        page_set(p, "rule", json_incref(row));
    }
    json_decref(rows);
    return status;
}

demarche_status page_rule(page *p)
{
    const char *rule = p->asked->parts[1];
    demarche_query q = DEMARCHE_QUERY_INIT;
    json_t *rows = NULL;
    q.rule = rule;
    q.confidence = 0; /* what it coded with little sureness too: it is judged here */
    demarche_status status = counts_put(p, "years", &q, "year");
    if (!status)
        status = counts_put(p, "types", &q, "mode");
    if (!status) {
        demarche_query all = q;
        all.all = true;
        status = counts_put(p, "modalities", &all, "modality");
    }
    if (!status)
        status = page_rows(
            p, &rows,
            "SELECT c.verdict, count(DISTINCT e.event_key) AS events FROM correction_now "
            "c"
            " CROSS JOIN event e USING (event_id) WHERE e.rule = ?1 AND e.holds = 2 AND"
            " c.verdict IN ('right', 'wrong', 'recode') GROUP BY 1 ORDER BY 1",
            &rule, 1);
    if (status)
        return status;
    page_set(p, "verdicts", rows);
    status = put_words(p, rule);
    if (!status)
        status = page_put_events(p, &q);
    if (status)
        return status;
    json_t *years = json_object_get(p->model, "years");
    bool coded = json_array_size(json_object_get(p->model, "modalities")) > 0;
    if (!coded && !json_object_get(p->model, "rule"))
        return page_missing(p, "The record knows no such rule.");
    page_set(p, "coded", json_boolean(coded));
    counts_draw_years(p, "years", rule, years, "rule", rule, NULL, NULL);
    page_set(p, "deeds", json_integer(counts_sum(years, "deeds")));
    page_set_string(p, "title", rule);
    page_crumb(p, "Codebook", page_link(p, "codebook", NULL, NULL, NULL));
    return DEMARCHE_OK;
}
