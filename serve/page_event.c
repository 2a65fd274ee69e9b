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
    json_array_foreach(rows, i, row)
    {
        char fragment[24];
        json_int_t sentence = json_integer_value(json_object_get(row, "sentence_number"));
        room_text t = {0};
        room_put(&t, "s");
        room_put_int(&t, sentence);
        fragment[0] = '\0';
        if (t.at && t.n < sizeof fragment)
            memcpy(fragment, t.at, t.n + 1);
        room_text_free(&t);
        json_int_t part = json_integer_value(json_object_get(row, "part"));
        char number[24] = "";
        if (part > 1) {
            room_put_int(&t, part);
            if (t.at && t.n < sizeof number)
                memcpy(number, t.at, t.n + 1);
            room_text_free(&t);
        }
        page_put(row, "href",
                 page_link(p, "document", json_string_value(json_object_get(row, "doc")),
                           part > 1 ? number : NULL, fragment));
    }
}

static demarche_status list_reports(page *p, const char *id)
{
    json_t *rows = NULL;
    demarche_status status = page_rows(
        p, &rows,
        "SELECT d.doc, d.title, d.as_of, r.type, r.mode,"
        " r.date_edtf AS date, r.place_text AS place, r.modality, r.confidence, r.rule,"
        " r.text AS words, s.text AS sentence, r.sentence_id & 16777215 AS "
        "sentence_number,"
        " (r.sentence_id & 16777215) / 200 + 1 AS part"
        " FROM event n JOIN event e ON e.deed = n.deed AND e.holds = 2"
        " JOIN event_report r ON r.event_key = e.event_key"
        " JOIN coding c ON c.coding_id = e.event_key >> 24 JOIN document d USING "
        "(document_id)"
        " JOIN sentence_text s ON s.sentence_id = r.sentence_id"
        " WHERE n.event_key = (SELECT max(event_key) FROM event WHERE event_id = ?1)"
        " ORDER BY d.known_from IS NULL, d.known_from, e.event_key, r.position LIMIT 200",
        &id, 1);
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
    room_text title = {0};
    static const char *const keys[] = {"actor", "type", "recipient"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *word = json_string_value(json_object_get(event, keys[i]));
        if (word && title.n)
            room_put(&title, " ");
        if (word)
            room_put_markup(&title, word, strlen(word));
    }
    page_set(p, "title", page_text((demarche_str){title.at ? title.at : "", title.n}));
    room_text_free(&title);
    json_decref(found);
    status = list_reports(p, id);
    if (!status)
        status = put_list(p, "history", DEMARCHE_LIST_HISTORY);
    page_say_dates(json_object_get(p->model, "history"), "date");
    if (!status)
        status = put_list(p, "corrections", DEMARCHE_LIST_EVENT_CORRECTIONS);
    link_forms(p, id);
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    return status;
}
