/* A deed: all that tells of it side by side, how runs have coded it, what hands said of it. */
#include "page.h"

#include <string.h>

#include "document_title.h"

/* Rows of a listing of the library. */
static demarche_status put_list(page *p, const char *key, demarche_listing list)
{
    demarche_answer *a = NULL;
    json_t *rows = NULL;
    demarche_status status =
        demarche_record_list(&a, p->record, list, p->asked->parts[1], 0, &p->err);
    if (!status)
        status = page_take(p, &rows, a);
    if (!status)
        page_set(p, key, rows);
    return status;
}

static void link_reports(page *p)
{
    json_t *rows = json_object_get(p->model, "rows"), *row;
    size_t i;
    json_array_foreach(rows, i, row) page_put(
        row, "href",
        page_sentence_link(p, page_cell(row, "doc"), page_count(row, "sentence_number")));
}

static demarche_status list_reports(page *p, const char *id)
{
    const char *values[] = {id, page_known_day(p)};
    json_t *rows = NULL;
    demarche_status status = page_rows(
        p, &rows,
        "SELECT d.doc, d.title, d.as_of, r.type, r.mode,"
        " r.date_edtf AS date, r.place_text AS place, r.modality, r.confidence, r.rule,"
        " r.text AS words, s.text AS sentence, r.sentence_id & 16777215 AS"
        " sentence_number FROM event n JOIN event e ON e.deed = n.deed AND e.holds > 0"
        " JOIN event_report r ON r.event_key = e.event_key"
        " JOIN coding c ON c.coding_id = e.event_key >> 24 JOIN document d USING "
        "(document_id)"
        " JOIN sentence_text s ON s.sentence_id = r.sentence_id"
        " WHERE n.event_key = (SELECT max(event_key) FROM event WHERE event_id = ?1) "
        "AND" PAGE_DOCUMENT_COUNTS(2) " ORDER BY d.known_from IS NULL, d.known_from, "
                                      "e.event_key, r.position LIMIT 200",
        values, 2);
    if (status)
        return status;
    page_set(p, "rows", rows);
    link_reports(p);
    page_say_dates(rows, "date");
    page_say_dates(rows, "as_of");
    return document_title_rows(p, rows);
}

/* Forms lead back to where they are. */
static void link_forms(page *p, const char *id)
{
    static const char *const keys[] = {"back", "here"};
    json_t *event = json_object_get(p->model, "event"), *row;
    size_t i;
    if (!p->editing)
        return;
    for (size_t k = 0; k < 2; k++)
        page_put(event, keys[k], page_link(p, "event", id, NULL, "corrections"));
    json_array_foreach(json_object_get(p->model, "corrections"), i, row)
        page_put(row, "back", page_link(p, "event", id, NULL, "corrections"));
}

/* "Soviet Union, AGREE, South Korea". */
static void set_title(page *p, const json_t *event)
{
    json_t *actors = page_name_list(json_object_get(event, "actors"));
    json_t *recipients = page_name_list(json_object_get(event, "recipients"));
    const char *mode = page_cell(event, "mode"), *whom = json_string_value(recipients);
    page_set(p, "title",
             json_sprintf("%s: %s%s%s%s%s", json_string_value(actors),
                          page_cell(event, "type"), *mode ? ", " : "", mode,
                          whom && *whom ? ", " : "", whom ? whom : ""));
    json_decref(actors);
    json_decref(recipients);
}

/* The way here: by the first country, and by the pair, of all pairs. */
static void link_pairs(page *p, json_t *event)
{
    const json_t *actors = json_object_get(event, "actors");
    const json_t *others = json_object_get(event, "recipients");
    json_t *pairs = json_array();
    bool both = json_array_size(others) == 0;
    size_t n = json_array_size(actors),
           n_others = json_array_size(both ? actors : others);
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    for (size_t i = 0; i < n; i++) {
        for (size_t k = both ? i + 1 : 0; k < n_others; k++) {
            const json_t *a = json_array_get(actors, i);
            const json_t *b = json_array_get(both ? actors : others, k);
            const char *code = page_cell(a, "code"), *other = page_cell(b, "code");
            char part[16];
            if (!*code || !*other || json_array_size(pairs) == 8)
                continue;
            page_pair_part(part, code, other);
            json_t *pair = json_object();
            page_put(pair, "href", page_link(p, "pair", part, NULL, NULL));
            page_put(
                pair, "between",
                json_sprintf("%s – %s",
                             page_code_name(p, strcmp(code, other) <= 0 ? code : other),
                             page_code_name(p, strcmp(code, other) <= 0 ? other : code)));
            json_array_append_new(pairs, pair);
        }
    }
    json_t *first = json_array_get(pairs, 0);
    if (first)
        page_crumb(p, page_cell(first, "between"),
                   json_incref(json_object_get(first, "href")));
    page_put(event, "pairs", pairs);
}

demarche_status page_event(page *p)
{
    const char *id = p->asked->parts[1];
    json_t *found = NULL;
    demarche_status status =
        page_rows(p, &found,
                  "SELECT e.*, 1 AS events FROM events_readable e WHERE e.event_id = ?1"
                  " ORDER BY e.event_key DESC LIMIT 1",
                  &id, 1);
    if (status)
        return status;
    json_t *event = json_array_get(found, 0);
    if (!event) {
        json_decref(found);
        status = page_rows(
            p, &found, "SELECT event_id FROM event WHERE event_id = ?1 LIMIT 1", &id, 1);
        bool was = !status && json_array_size(found) > 0;
        json_decref(found);
        if (status)
            return status;
        return page_missing(
            p, was ? "This event was coded by an earlier run alone, or is of a "
                     "version of its document that was replaced."
                   : "The record has no such event.");
    }
    page_adorn_events(p, found);
    page_set(p, "event", json_incref(event));
    json_decref(found);
    set_title(p, event);
    link_pairs(p, event);
    status = list_reports(p, id);
    if (!status && !json_array_size(json_object_get(p->model, "rows")))
        return page_missing(p,
                            "No document told of this deed that knew no more than that.");
    if (!status)
        status = put_list(p, "history", DEMARCHE_LIST_HISTORY);
    page_say_dates(json_object_get(p->model, "history"), "date");
    if (!status)
        status = put_list(p, "corrections", DEMARCHE_LIST_EVENT_CORRECTIONS);
    link_forms(p, id);
    return status;
}
