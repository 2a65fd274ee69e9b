/* A country: who deals with it, in which fields, when; what is told of it. */
#include "counts.h"

#include <stdlib.h>
#include <string.h>

#include "document_title.h"

static bool is_code(const char *s)
{
    return strlen(s) == 3 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' &&
           s[2] >= 'A' && s[2] <= 'Z';
}

static void adorn_partners(page *p, json_t *rows, const char *code)
{
    json_t *row;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        const char *other = json_string_value(json_object_get(row, "partner"));
        char pair[16];
        if (!other)
            continue;
        page_pair_part(pair, code, other);
        page_put(row, "name", page_string(page_code_name(p, other)));
        page_put(row, "href", page_link(p, "pair", pair, NULL, NULL));
    }
}

/* Works of that name, and the documents that have most of it. */
static demarche_status list_documents(page *p, const char *code)
{
    const char *name = page_code_name(p, code);
    const char *values[] = {code, page_known_day(p)}, *named[] = {name, values[1]};
    json_t *rows = NULL, *row;
    size_t i;
    demarche_status status = page_rows(
        p, &rows,
        "SELECT name FROM work w WHERE name = ?1 AND EXISTS (SELECT 1 FROM"
        " document d WHERE d.work_id = w.work_id AND" PAGE_DOCUMENT_COUNTS(2) ")",
        named, 2);
    if (status)
        return status;
    if (json_array_size(rows))
        page_set(p, "contents_href", page_link(p, "work", name, NULL, NULL));
    json_decref(rows);
    status =
        page_rows(p, &rows,
                  "SELECT d.doc, d.title, d.as_of, c.events FROM"
                  " code_document c JOIN document d USING (document_id) WHERE c.code = ?1"
                  " AND c.events > 0 AND" PAGE_DOCUMENT_COUNTS(
                      2) " ORDER BY c.events DESC, c.document_id LIMIT 25",
                  values, 2);
    if (status)
        return status;
    json_array_foreach(rows, i, row)
        page_put(row, "href",
                 page_link(p, "document", json_string_value(json_object_get(row, "doc")),
                           NULL, NULL));
    page_set(p, "documents", rows);
    page_say_dates(rows, "as_of");
    return document_title_rows(p, rows);
}

static void set_state(page *p, const char *code, const code_name *known)
{
    page_set_string(p, "code", code);
    page_set(p, "organisation", json_boolean(known && known->organisation));
    page_set(p, "from", page_string(known ? known->from : NULL));
    page_set(p, "until", page_string(known ? known->until : NULL));
    page_say_date(p->model, "from");
    page_say_date(p->model, "until");
}

demarche_status page_country(page *p)
{
    const char *code = p->asked->parts[1];
    if (!is_code(code))
        return page_missing(p,
                            "A country is named by its code of three letters, as KOR.");
    demarche_query q = DEMARCHE_QUERY_INIT;
    json_t *partners;
    const code_name *known = code_names_find(p->names, code);
    q.actor = code;
    demarche_status status = counts_put(p, "partners", &q, "partner");
    if (!status)
        status = counts_put(p, "years", &q, "year");
    if (!status)
        status = counts_put(p, "tracks", &q, "track");
    if (!status)
        status = counts_put(p, "types", &q, "type");
    if (status)
        return status;
    status = page_put_events(p, &q);
    if (status)
        return status;
    partners = json_object_get(p->model, "partners");
    adorn_partners(p, partners, code);
    json_t *years = json_object_get(p->model, "years");
    counts_draw_years(p, "years", page_code_name(p, code), years, "country", code, NULL,
                      NULL);
    page_set(p, "deeds", json_integer(counts_sum(years, "deeds")));
    page_set(p, "events", json_integer(counts_sum(years, "events")));
    page_set(p, "reports", json_integer(counts_sum(years, "reports")));
    set_state(p, code, known);
    page_set_string(p, "title", page_code_name(p, code));
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    bool has = json_array_size(years) > 0;
    if (!has)
        status = page_has_code(p, code, &has);
    if (status)
        return status;
    if (!has)
        return page_missing(p, "Nobody in the record has that code.");
    if (!json_array_size(years))
        page_set(p, "nothing", json_true());
    status = counts_draw_each(p, "partners", "Partners by year", &q, "partner", partners);
    json_t *tracks = json_object_get(p->model, "tracks");
    counts_link_tracks(p, tracks, "actor", code);
    if (!status)
        status = counts_draw_each(p, "tracks", "Fields by year", &q, "track", tracks);
    return status ? status : list_documents(p, code);
}
