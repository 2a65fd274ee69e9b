#include "feed.h"

#include <string.h>

#include "document_title.h"

static bool is_of(const page *p, const char *first)
{
    return p->asked->n_parts == 2 && strcmp(p->asked->parts[0], first) == 0;
}

bool feed_has(const page *p)
{
    bool listing = !p->asked->n_parts ||
                   (p->asked->n_parts == 1 && strcmp(p->asked->parts[0], "listing") == 0);
    return p->status == 200 && !p->still &&
           (listing || is_of(p, "country") || is_of(p, "pair"));
}

static demarche_status list_documents(page *p, json_t **out)
{
    return page_rows(
        p, out,
        "SELECT 'document:' || d.doc AS id, d.doc, d.title,"
        " c.recorded_from AS updated, 'document' AS kind, d.doc AS word, d.as_of, (SELECT"
        " events || iif(events = 1, ' event.', ' events.') FROM coding k WHERE "
        "k.coding_id ="
        " c.coding_id) AS told FROM (SELECT document_id, coding_id,"
        " recorded_from FROM coded WHERE recorded_until IS NULL ORDER BY document_id DESC"
        " LIMIT 50) c JOIN document d USING (document_id)",
        NULL, 0);
}

/* Of a code, or (other is not NULL) of a pair. */
static demarche_status list_events(page *p, json_t **out, const char *code,
                                   const char *other)
{
    const char *values[] = {code, other};
    return page_rows(
        p, out,
        "SELECT 'event:' || e.event_id AS id, ifnull(e.actor || ' ', '') || e.type ||"
        " ifnull(' ' || e.recipient, '') AS title, e.date,"
        " (SELECT min(recorded_from) FROM coded c WHERE c.coding_id = e.event_key >> 24) "
        "AS"
        " updated, 'event' AS kind, e.event_id AS word, e.sentence AS told FROM (SELECT"
        " DISTINCT event_key FROM dyad WHERE code = ?1 AND (?2 IS NULL OR other = ?2) AND"
        " latest AND modality NOT IN ('negated', 'hypothetical') AND confidence >= 0.55"
        " ORDER BY event_key DESC LIMIT 50) JOIN events_readable e USING (event_key)",
        values, 2);
}

static const char *string_of(const json_t *row, const char *key)
{
    const char *value = json_string_value(json_object_get(row, key));
    return value ? value : "";
}

static void put_entry(room_text *out, page *p, const json_t *row)
{
    json_t *href =
        page_link(p, string_of(row, "kind"), string_of(row, "word"), NULL, NULL);
    room_put(out, "<entry><id>urn:demarche:");
    room_put_string(out, string_of(row, "id"));
    room_put(out, "</id><title>");
    room_put_string(out, string_of(row, "title"));
    if (*string_of(row, "date_words")) {
        room_put(out, ", ");
        room_put_string(out, string_of(row, "date_words"));
    }
    room_put(out, "</title><updated>");
    room_put_string(out, string_of(row, "updated"));
    room_put(out, "</updated><link href=\"");
    room_put_string(out, href ? json_string_value(href) : "/");
    room_put(out, "\"/><summary>");
    if (*string_of(row, "as_of_words")) {
        room_put(out, "Data as of ");
        room_put_string(out, string_of(row, "as_of_words"));
        room_put(out, ". ");
    }
    room_put_string(out, string_of(row, "told"));
    room_put(out, "</summary></entry>\n");
    json_decref(href);
}

demarche_status feed_put(room_text *out, page *p)
{
    json_t *rows = NULL, *row;
    size_t i;
    demarche_status status;
    const char *last = "1970-01-01T00:00:00Z";
    if (is_of(p, "country")) {
        status = list_events(p, &rows, p->asked->parts[1], NULL);
    } else if (is_of(p, "pair")) {
        char codes[2][4] = {"", ""};
        memcpy(codes[0], p->asked->parts[1], 3);
        memcpy(codes[1], p->asked->parts[1] + 4, 3);
        status = list_events(p, &rows, codes[0], codes[1]);
    } else {
        status = list_documents(p, &rows);
    }
    if (status)
        return status;
    page_say_dates(rows, "date");
    page_say_dates(rows, "as_of");
    (void)document_title_rows(p, rows); /* else they have ids alone */
    json_array_foreach(rows, i, row)
    {
        if (strcmp(string_of(row, "updated"), last) > 0)
            last = string_of(row, "updated");
    }
    room_put(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                  "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>urn:demarche:feed");
    for (i = 0; i < p->asked->n_parts; i++) {
        room_put(out, ":");
        room_put_string(out, p->asked->parts[i]);
    }
    room_put(out, "</id><title>");
    room_put_string(out, string_of(p->model, "title"));
    room_put(
        out,
        ", as it is recorded</title><author><name>demarche</name></author><updated>");
    room_put_string(out, last);
    room_put(out, "</updated>\n");
    json_array_foreach(rows, i, row) put_entry(out, p, row);
    room_put(out, "</feed>\n");
    json_decref(rows);
    return DEMARCHE_OK;
}
