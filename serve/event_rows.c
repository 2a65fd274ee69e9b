/* Rows of events, with what people want to see beside the bare columns: names, links, words. */
#include "page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document_title.h"

static bool is_code(const char *s, size_t n)
{
    if (n < 3 || (n > 3 && s[3] != ' '))
        return false;
    for (size_t i = 0; i < 3; i++) {
        if (s[i] < 'A' || s[i] > 'Z')
            return false;
    }
    return true;
}

/* "KOR GOV; Yi Sun-gi" as a list of parties, each with its page. */
static json_t *parties_of(const page *p, const char *list)
{
    json_t *out = json_array();
    for (const char *at = list; *at;) {
        size_t n = strcspn(at, ";");
        json_t *party = json_object();
        if (is_code(at, n)) {
            char code[4] = {at[0], at[1], at[2], '\0'};
            page_put(party, "code", page_string(code));
            page_put(party, "name", page_string(page_code_name(p, code)));
            if (n > 4)
                page_put(party, "sector", page_text((demarche_str){at + 4, n - 4}));
            page_put(party, "href", page_link(p, "country", code, NULL, NULL));
        } else {
            json_t *name = page_text((demarche_str){at, n});
            page_put(party, "href",
                     page_link(p, "actor", json_string_value(name), NULL, NULL));
            page_put(party, "name", name);
        }
        if (json_array_size(out)) /* what stands between it and the one before */
            page_put(party, "behind", json_string(", "));
        json_array_append_new(out, party);
        at += n;
        at += strspn(at, "; ");
    }
    size_t many = json_array_size(out);
    if (many > 1)
        page_put(json_array_get(out, many - 1), "behind", json_string(" and "));
    return out;
}

const char *page_quad_words(int quad)
{
    static const char *const words[] = {"of no class", "cooperation in words",
                                        "cooperation in deeds", "conflict in words",
                                        "conflict in deeds"};
    return words[quad >= 1 && quad <= 4 ? quad : 0];
}

static void put_quad(json_t *row)
{
    json_int_t quad = json_integer_value(json_object_get(row, "quad"));
    if (quad >= 1 && quad <= 4)
        page_put(row, "quad_words", page_string(page_quad_words((int)quad)));
}

static void adorn(const page *p, json_t *row)
{
    const char *id = page_cell(row, "event_id"), *doc = page_cell(row, "doc");
    put_quad(row);
    page_put(row, "href", page_link(p, "event", id, NULL, NULL));
    page_put(row, "actors", parties_of(p, page_cell(row, "actor")));
    page_put(row, "recipients", parties_of(p, page_cell(row, "recipient")));
    page_put(row, "vias", parties_of(p, page_cell(row, "via")));
    page_put(row, "type_href",
             page_link(p, "codebook", page_cell(row, "type"), NULL, NULL));
    if (*page_cell(row, "rule"))
        page_put(row, "rule_href",
                 page_link(p, "rule", page_cell(row, "rule"), NULL, NULL));
    if (*page_cell(row, "place"))
        page_put(row, "place_href",
                 page_link(p, "place", page_cell(row, "place"), NULL, NULL));
    if (*doc)
        page_put(row, "doc_href",
                 json_is_integer(json_object_get(row, "sentence_number"))
                     ? page_sentence_link(p, doc, page_count(row, "sentence_number"))
                     : page_link(p, "document", doc, NULL, NULL));
    page_put(row, "unsure",
             json_boolean(json_number_value(json_object_get(row, "confidence")) < 0.7));
    page_put(row, "undone",
             json_boolean(strcmp(page_cell(row, "modality"), "negated") == 0 ||
                          strcmp(page_cell(row, "modality"), "hypothetical") == 0));
    page_put(row, "several",
             json_boolean(json_integer_value(json_object_get(row, "events")) > 1));
}

void page_adorn_events(page *p, json_t *events)
{
    json_t *row;
    size_t i;
    json_array_foreach(events, i, row) adorn(p, row);
    page_say_dates(events, "date");
    page_say_dates(events, "as_of");
    (void)document_title_rows(p, events); /* else they are told by their ids */
}

/* Which sentence of its document each event is told in. */
static demarche_status put_sentences(page *p, json_t *events)
{
    json_t *keys = json_array(), *at = json_object(), *rows = NULL, *row;
    size_t i;
    json_array_foreach(events, i, row)
        json_array_append(keys, json_object_get(row, "event_key"));
    char *list = json_dumps(keys, JSON_COMPACT);
    const char *value = list;
    demarche_status status =
        !list || !at ? DEMARCHE_E_MEMORY
                     : page_rows(p, &rows,
                                 "SELECT CAST(event_key AS TEXT) AS key, sentence_id &"
                                 " 16777215 AS number FROM json_each(?1) CROSS JOIN event"
                                 " ON event_key = value",
                                 &value, 1);
    json_array_foreach(rows, i, row)
        json_object_set(at, page_cell(row, "key"), json_object_get(row, "number"));
    json_array_foreach(events, i, row)
    {
        char key[32];
        snprintf(key, sizeof key, "%lld", (long long)page_count(row, "event_key"));
        json_t *number = json_object_get(at, key);
        if (!status && number)
            json_object_set(row, "sentence_number", number);
    }
    json_decref(rows);
    json_decref(keys);
    json_decref(at);
    free(list);
    return status;
}

demarche_status page_put_events(page *p, const demarche_query *asked)
{
    enum { ROWS = 50 };
    demarche_query q = *asked;
    json_t *rows = NULL;
    if (!q.when)
        q.when = address_value_of(p->asked, "when");
    const int64_t most = page_most(p, ROWS);
    q.limit = most + 1;
    q.offset = (page_number(p) - 1) * most;
    demarche_status status = page_query(p, &rows, &q);
    if (status)
        return status;
    bool more = json_array_size(rows) > (size_t)most;
    if (more)
        json_array_remove(rows, (size_t)most);
    page_put_rows(p, rows);
    status = put_sentences(p, rows);
    page_adorn_events(p, rows);
    page_set(p, "when", page_string(q.when));
    page_say_date(p->model, "when");
    if (q.when)
        page_set(p, "when_all_href", page_own(p, "", PAGE_KEEP_ALL_TIMES));
    page_turn(p, more);
    return status;
}
