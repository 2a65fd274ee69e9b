/* Rows of events, with what people want to see beside the bare columns: names, links, words. */
#include "page.h"

#include <string.h>

#include "code_names.h"

static const char *string_of(const json_t *row, const char *key)
{
    const json_t *value = json_object_get(row, key);
    return json_is_string(value) ? json_string_value(value) : "";
}

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
            page_put(party, "name", page_string(code_name(code)));
            if (n > 4)
                page_put(party, "sector", page_text((demarche_str){at + 4, n - 4}));
            page_put(party, "href", page_link(p, "country", code, NULL, NULL));
        } else {
            json_t *name = page_text((demarche_str){at, n});
            page_put(party, "href",
                     page_link(p, "actor", json_string_value(name), NULL, NULL));
            page_put(party, "name", name);
        }
        json_array_append_new(out, party);
        at += n;
        at += strspn(at, "; ");
    }
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
    const char *id = string_of(row, "event_id"), *doc = string_of(row, "doc");
    put_quad(row);
    page_put(row, "href", page_link(p, "event", id, NULL, NULL));
    page_put(row, "actors", parties_of(p, string_of(row, "actor")));
    page_put(row, "recipients", parties_of(p, string_of(row, "recipient")));
    page_put(row, "vias", parties_of(p, string_of(row, "via")));
    page_put(row, "type_href",
             page_link(p, "codebook", string_of(row, "type"), NULL, NULL));
    if (*string_of(row, "rule"))
        page_put(row, "rule_href",
                 page_link(p, "rule", string_of(row, "rule"), NULL, NULL));
    if (*string_of(row, "place"))
        page_put(row, "place_href",
                 page_link(p, "place", string_of(row, "place"), NULL, NULL));
    if (*doc)
        page_put(row, "doc_href", page_link(p, "document", doc, NULL, NULL));
    page_put(row, "unsure",
             json_boolean(json_number_value(json_object_get(row, "confidence")) < 0.7));
    page_put(row, "undone",
             json_boolean(strcmp(string_of(row, "modality"), "negated") == 0 ||
                          strcmp(string_of(row, "modality"), "hypothetical") == 0));
    page_put(row, "several",
             json_boolean(json_integer_value(json_object_get(row, "events")) > 1));
}

void page_adorn_events(page *p, json_t *events)
{
    json_t *row;
    size_t i;
    json_array_foreach(events, i, row) adorn(p, row);
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
    page_adorn_events(p, rows);
    page_put_rows(p, rows);
    page_set(p, "when", page_string(q.when));
    page_turn(p, more);
    return DEMARCHE_OK;
}
