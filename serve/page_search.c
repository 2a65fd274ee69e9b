/* Search: words, parties, kinds, time; what there is of each, and the events. */
#include "kind_choices.h"

#include <stdio.h>
#include <string.h>

#include "search_facets.h"
#include "search_hits.h"
#include "search_words.h"

/* What a field narrows to, and whether the form has it. */
static const char *field(page *p, json_t *form, const char *name)
{
    const char *value = address_value_of(p->asked, name);
    page_put(form, name, page_string(value));
    return value;
}

/* "KOR-SUN", as addresses of pairs have it, is "KOR,SUN". False: it is no pair. */
static bool read_pair(char out[8], const char *pair)
{
    bool good = strlen(pair) == 7 && strchr("-,>", pair[3]);
    for (size_t i = 0; good && i < 7; i++)
        good = i == 3 || (pair[i] >= 'A' && pair[i] <= 'Z');
    snprintf(out, 8, "%s", good ? pair : "");
    if (out[0] && out[3] == '-')
        out[3] = ',';
    return good;
}

/* The page says so itself, above the form that keeps what was asked. */
static demarche_status refuse(page *p, int status, const char *why)
{
    p->status = status;
    page_set_string(p, "trouble", why);
    page_set(p, "asked", json_false());
    return DEMARCHE_OK;
}

/* What narrows the search, each with the search without it. */
static void put_narrowings(page *p)
{
    static const char *const fields[][2] = {
        {"pair", "Pair"},   {"actor", "Party"}, {"type", "Type"},   {"mode", "Mode"},
        {"track", "Field"}, {"quad", "Class"},  {"place", "Place"}, {"when", "When"}};
    json_t *list = json_array();
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *value = address_value_of(p->asked, fields[i][0]);
        if (!value)
            continue;
        bool is_class = strcmp(fields[i][0], "quad") == 0 && !value[1];
        json_t *one = json_object();
        page_put(one, "field", page_string(fields[i][1]));
        page_put(one, "value",
                 page_string(is_class ? page_quad_words(value[0] - '0') : value));
        page_put(one, "href", search_narrowed(p, fields[i][0], NULL));
        json_array_append_new(list, one);
    }
    page_set(p, "narrowed", json_boolean(json_array_size(list) > 0));
    page_set(p, "narrowings", list);
}

/* Whether there is any of a list, and of what is counted any, and one alone. */
static void put_whether(page *p, const char *list, const char *has, const char *count,
                        const char *any, const char *one)
{
    json_int_t n = json_integer_value(json_object_get(p->model, count));
    page_set(p, has, json_boolean(json_array_size(json_object_get(p->model, list)) > 0));
    page_set(p, any, json_boolean(n > 0));
    page_set(p, one, json_boolean(n == 1));
}

/* The deeds and sentences of one page. */
static demarche_status put_found(page *p, const demarche_query *q)
{
    bool narrows = json_is_true(json_object_get(p->model, "narrowed")), more = false;
    demarche_status status = search_put_facets(p, q);
    if (!status)
        status = page_put_events(p, q);
    json_t *rows = json_object_get(p->model, "rows");
    if (!status && q->text && narrows)
        status = search_put_hits_of(p, q->text, rows);
    else if (!status && q->text)
        status = search_put_hits(p, q->text, &more);
    if (more)
        page_turn(p, true);
    put_whether(p, "rows", "has_rows", "deeds", "any_deeds", "one_deed");
    put_whether(p, "hits", "has_hits", "sentences", "any_sentences", "one_sentence");
    page_set(p, "all_known", page_own(p, "", PAGE_KEEP_UNBOUND));
    return status;
}

demarche_status page_search(page *p)
{
    json_t *form = json_object(), *unknown = NULL;
    demarche_query q = DEMARCHE_QUERY_INIT;
    char pair[8] = "";
    page_set(p, "form", form);
    form = json_object_get(p->model, "form");
    room_text query = {0};
    const char *words = field(p, form, "q");
    if (words && !words[strspn(words, " \t\n")]) {
        page_put(form, "q", json_null());
        words = NULL;
    }
    const char *wrong = words ? search_words(&query, words) : NULL;
    if (query.failed) {
        room_text_free(&query);
        return DEMARCHE_E_MEMORY;
    }
    q.text = words && !wrong ? query.at : NULL;
    q.pair = field(p, form, "pair");
    q.actor = field(p, form, "actor");
    q.type = field(p, form, "type");
    q.mode = field(p, form, "mode");
    q.track = field(p, form, "track");
    q.quad = field(p, form, "quad");
    q.place = field(p, form, "place");
    q.when = field(p, form, "when");
    page_set(p, "at", page_string(address_value_of(p->asked, "at")));
    page_set_string(p, "title", words ? words : "Search");
    put_narrowings(p);
    bool narrows = json_is_true(json_object_get(p->model, "narrowed"));
    page_set(p, "asked", json_boolean(q.text || narrows));
    demarche_status status = choices_put(p, form, &unknown);
    if (status)
        ;
    else if (q.pair && !read_pair(pair, q.pair))
        status =
            refuse(p, 400,
                   "To narrow by a pair: a pair is two codes, KOR-SUN either way, or "
                   "KOR>SUN for what the first did to the second.");
    else if (wrong)
        status = refuse(p, 400, wrong);
    else if (unknown)
        status = refuse(p, 404, json_string_value(unknown));
    else if (q.text || narrows) {
        q.pair = q.pair ? pair : NULL;
        status = put_found(p, &q);
        if (status == DEMARCHE_E_ARGUMENT)
            status = refuse(p, 400, p->err.message);
    }
    json_decref(unknown);
    room_text_free(&query);
    return status;
}
