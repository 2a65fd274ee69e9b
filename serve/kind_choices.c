#include "kind_choices.h"

#include <string.h>

/* Each kind of thing in the order of its names. Classes are few and the same everywhere. */
static const char sql[] =
    "SELECT 'type' AS field, type AS value FROM event_kind WHERE type <> ''"
    " UNION SELECT 'mode', mode FROM event_kind WHERE mode <> ''"
    " UNION SELECT 'track', track FROM event_kind WHERE track <> '' ORDER BY 1, 2";

static const struct field {
    const char *name, *list, *called;
} fields[] = {{"type", "types", "type"},
              {"mode", "modes", "mode"},
              {"track", "tracks", "field"},
              {"quad", "quads", "class"}};

static void add(json_t *list, const char *value, const char *label, const char *asked)
{
    json_t *one = json_object();
    page_put(one, "value", page_string(value));
    page_put(one, "label", page_string(label));
    page_put(one, "selected", json_boolean(asked && strcmp(asked, value) == 0));
    json_array_append_new(list, one);
}

static bool has(const json_t *list, const char *value, size_t n)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *one = page_cell(json_array_get(list, i), "value");
        if (strlen(one) == n && memcmp(one, value, n) == 0)
            return true;
    }
    return false;
}

/* What is asked for, several parted by commas, each with blanks around it: the first that is not
 * on the list. */
static json_t *not_on(const json_t *list, const char *asked, const char *called)
{
    for (const char *at = asked; *at;) {
        at += strspn(at, " ,");
        size_t n = strcspn(at, ","), all = n;
        while (n && at[n - 1] == ' ')
            n--;
        if (n && !has(list, at, n)) {
            json_t *value = page_text((demarche_str){at, n});
            json_t *out =
                json_sprintf("There is no such %s: %s", called, json_string_value(value));
            json_decref(value);
            return out;
        }
        at += all;
    }
    return NULL;
}

static json_t *list_of(const json_t *rows, const struct field *f, const char *asked)
{
    json_t *list = json_array();
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        if (strcmp(page_cell(row, "field"), f->name) == 0)
            add(list, page_cell(row, "value"), page_cell(row, "value"), asked);
    }
    for (char quad[] = "1"; strcmp(f->name, "quad") == 0 && quad[0] <= '4'; quad[0]++)
        add(list, quad, page_quad_words(quad[0] - '0'), asked);
    return list;
}

demarche_status choices_put(page *p, json_t *form, json_t **unknown)
{
    json_t *rows = NULL;
    *unknown = NULL;
    demarche_status status = page_rows(p, &rows, sql, NULL, 0);
    if (status)
        return status;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *asked = address_value_of(p->asked, fields[i].name);
        json_t *list = list_of(rows, &fields[i], asked);
        if (asked && !*unknown)
            *unknown = not_on(list, asked, fields[i].called);
        if (asked && !has(list, asked, strlen(asked)))
            add(list, asked, asked, asked);
        page_put(form, fields[i].list, list);
    }
    json_decref(rows);
    return DEMARCHE_OK;
}

demarche_status choices_of_types(page *p, json_t **out)
{
    return page_rows(
        p, out,
        "SELECT value FROM json_each('[\"AGREE\",\"CONSULT\",\"SUPPORT\",\"CONCEDE\","
        "\"COOPERATE\",\"AID\",\"RETREAT\",\"REQUEST\",\"ACCUSE\",\"REJECT\","
        "\"THREATEN\","
        "\"PROTEST\",\"SANCTION\",\"MOBILIZE\",\"COERCE\",\"ASSAULT\"]') UNION SELECT "
        "type"
        " FROM event_kind WHERE type <> '' ORDER BY 1",
        NULL, 0);
}
