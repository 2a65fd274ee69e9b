#include "feed.h"

#include <stdio.h>
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

#define HOLDS PAGE_DOCUMENT_COUNTS(1)

/* The documents that were recorded last, each with its coding that holds: one that is coded again
 * is there again, as an entry that is new. */
static demarche_status list_documents(page *p, json_t **out)
{
    static const char sql[] =
        "SELECT 'document' AS kind, d.doc AS word, d.doc, d.title, d.as_of,"
        " c.recorded_from AS updated, (SELECT events || iif(events = 1, ' event.',"
        " ' events.') FROM coding k WHERE k.coding_id = c.coding_id) AS told FROM coded "
        "c JOIN document d USING (document_id)"
        " WHERE c.recorded_until IS NULL AND" HOLDS
        " ORDER BY c.recorded_from DESC, c.document_id DESC LIMIT 50";
    const char *values[] = {page_known_day(p)};
    return page_rows(p, out, sql, values, 1);
}

#define NAMES(role)                                                                      \
    "(SELECT group_concat(who, '; ') FROM (SELECT coalesce(code || ifnull(' ' || "       \
    "sector, ''), name, text) AS who FROM party_readable y WHERE y.event_key = "         \
    "e.event_key AND role = '" role "' ORDER BY position))"
#define ACTORS NAMES("actor")
#define RECIPIENTS NAMES("recipient")

/* Of a code, or (other is not NULL) of a pair: those whose coding was recorded last. */
static demarche_status list_events(page *p, json_t **out, const char *code,
                                   const char *other)
{
    static const char sql[] =
        "SELECT 'event' AS kind, e.event_id AS word, ifnull(" ACTORS " || ' ', '') ||"
        " e.type || ifnull(' ' || " RECIPIENTS ", '')"
        " AS title, e.date_edtf AS date, l.updated, s.text AS told FROM (SELECT "
        "event_key, (SELECT"
        " max(recorded_from) FROM coded c WHERE c.coding_id = x.event_key >> 24 AND"
        " c.recorded_until IS NULL) AS updated FROM (SELECT DISTINCT event_key FROM dyad"
        " d WHERE code = ?2 AND (?3 IS NULL OR other = ?3) AND" HOLDS
        " AND modality NOT IN ('negated', 'hypothetical') AND confidence >= 0.55) x"
        " ORDER BY updated DESC, event_key DESC LIMIT 50) l"
        " JOIN event e USING (event_key) JOIN sentence_text s USING (sentence_id)"
        " ORDER BY l.updated DESC, e.event_key DESC";
    const char *values[] = {page_known_day(p), code, other};
    return page_rows(p, out, sql, values, 3);
}

/* Words as text of XML, which has no U+FFFE and U+FFFF. */
static void put_words(room_text *out, const char *words)
{
    static const char none[] = "\xEF\xBF"; /* and BE or BF */
    const char *at = words;
    for (const char *next = strstr(at, none); next; next = strstr(next, none)) {
        if ((unsigned char)next[2] >= 0xBE) {
            room_put_words(out, (demarche_str){at, (size_t)(next - at)});
            room_put(out, "\xEF\xBF\xBD");
            at = next + 3;
        }
        next += 3;
    }
    room_put_string(out, at);
}

/* A word of the record within a URN, as a part of it: what is not plain is percent-encoded. */
static void put_urn_part(room_text *out, const char *word)
{
    room_put(out, ":");
    for (; *word; word++) {
        char escape[4];
        unsigned char c = (unsigned char)*word;
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                     (c >= 'a' && c <= 'z') || c == '-' || c == '.';
        if (plain)
            room_put_markup(out, word, 1);
        else
            room_put_markup(out, escape,
                            (size_t)snprintf(escape, sizeof escape, "%%%02X", c));
    }
}

static void put_link(room_text *out, const char *relation, const char *type, json_t *href)
{
    room_put(out, "<link rel=\"");
    room_put_string(out, relation);
    room_put(out, "\" type=\"");
    room_put_string(out, type);
    room_put(out, "\" href=\"");
    room_put_string(out, href ? json_string_value(href) : "/");
    room_put(out, "\"/>");
    json_decref(href);
}

static void put_entry(room_text *out, page *p, const char *made, const json_t *row)
{
    const char *kind = page_cell(row, "kind"), *word = page_cell(row, "word");
    room_put(out, "<entry><id>urn:demarche");
    put_urn_part(out, made);
    put_urn_part(out, kind);
    put_urn_part(out, word);
    room_put(out, "</id><title>");
    put_words(out, page_cell(row, "title"));
    if (*page_cell(row, "date_words")) {
        room_put(out, ", ");
        room_put_string(out, page_cell(row, "date_words"));
    }
    room_put(out, "</title><updated>");
    room_put_string(out, page_cell(row, "updated"));
    room_put(out, "</updated>");
    put_link(out, "alternate", "text/html", page_link(p, kind, word, NULL, NULL));
    room_put(out, "<summary>");
    if (*page_cell(row, "as_of_words")) {
        room_put(out, "Data as of ");
        room_put_string(out, page_cell(row, "as_of_words"));
        room_put(out, ". ");
    }
    put_words(out, page_cell(row, "told"));
    room_put(out, "</summary></entry>\n");
}

static void put_head(room_text *out, page *p, const char *made, const char *last)
{
    const char *known = address_value_of(p->asked, "known");
    room_put(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                  "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>urn:demarche");
    put_urn_part(out, made);
    put_urn_part(out, "feed");
    for (size_t i = 0; i < p->asked->n_parts; i++)
        put_urn_part(out, p->asked->parts[i]);
    if (known) {
        put_urn_part(out, "known");
        put_urn_part(out, known);
    }
    room_put(out, "</id><title>");
    put_words(out, page_cell(p->model, "title"));
    room_put(
        out,
        ", as it is recorded</title><author><name>demarche</name></author><updated>");
    room_put_string(out, last);
    room_put(out, "</updated>");
    put_link(out, "self", "application/atom+xml", page_own(p, ".atom", PAGE_KEEP_KNOWN));
    put_link(out, "alternate", "text/html", page_own(p, "", PAGE_KEEP_KNOWN));
    room_put(out, "\n");
}

static demarche_status list(page *p, json_t **out)
{
    if (is_of(p, "country"))
        return list_events(p, out, p->asked->parts[1], NULL);
    if (!is_of(p, "pair"))
        return list_documents(p, out);
    char codes[2][4] = {"", ""};
    memcpy(codes[0], p->asked->parts[1], 3);
    memcpy(codes[1], p->asked->parts[1] + 4, 3);
    return list_events(p, out, codes[0], codes[1]);
}

demarche_status feed_put(room_text *out, page *p)
{
    json_t *rows = NULL, *runs = NULL, *row;
    size_t i;
    /* The first run began with the record: that tells it from others, under any name. */
    demarche_status status =
        page_rows(p, &runs, "SELECT started FROM run ORDER BY run_id LIMIT 1", NULL, 0);
    if (!status)
        status = list(p, &rows);
    if (status) {
        json_decref(runs);
        return status;
    }
    page_say_dates(rows, "date");
    page_say_dates(rows, "as_of");
    (void)document_title_rows(p, rows); /* else they have ids alone */
    const char *made = page_cell(json_array_get(runs, 0), "started");
    if (!*made)
        made = "1970-01-01T00:00:00Z";
    const char *last = json_array_size(rows) ? "" : made;
    json_array_foreach(rows, i, row)
    {
        if (strcmp(page_cell(row, "updated"), last) > 0)
            last = page_cell(row, "updated");
    }
    put_head(out, p, made, last);
    json_array_foreach(rows, i, row) put_entry(out, p, made, row);
    room_put(out, "</feed>\n");
    json_decref(rows);
    json_decref(runs);
    return DEMARCHE_OK;
}
