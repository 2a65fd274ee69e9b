/* Search: words, parties, kinds, time; what there is of each, and the events. */
#include "counts.h"

#include <stdlib.h>
#include <string.h>

#include "document_title.h"

/* Words as FTS5 has queries: those that people type without knowing of that are quoted, so
 * that "Roh Tae-woo" and "US/UK" are words. With quotes or operators it is a query. */
static json_t *query_of(const char *words)
{
    static const char *const operators[] = {" AND ", " OR ", " NOT ", "NEAR(", "\"", "*"};
    room_text t = {0};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (strstr(words, operators[i]))
            return page_string(words);
    }
    for (const char *at = words; *at;) {
        size_t n = strcspn(at, " \t\n");
        if (n) {
            room_put(&t, "\"");
            room_put_markup(&t, at, n);
            room_put(&t, "\" ");
        }
        at += n;
        at += strspn(at, " \t\n");
    }
    json_t *out = t.n ? page_text((demarche_str){t.at, t.n}) : NULL;
    room_text_free(&t);
    return out;
}

/* What a field narrows to, and whether the form has it. */
static const char *field(page *p, json_t *form, const char *name)
{
    const char *value = address_value_of(p->asked, name);
    page_put(form, name, page_string(value));
    return value;
}

/* This search with one more thing that narrows it. */
static json_t *narrowed(const page *p, const char *name, const char *value)
{
    static const char *const fields[] = {"q",     "pair", "actor", "type", "mode",
                                         "track", "quad", "place", "when"};
    const char *query[2 * (sizeof fields / sizeof *fields) + 1];
    size_t n = 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *is =
            strcmp(fields[i], name) == 0 ? value : address_value_of(p->asked, fields[i]);
        if (!is)
            continue;
        query[n++] = fields[i];
        query[n++] = is;
    }
    query[n] = NULL;
    return page_link_with(p, "search", NULL, NULL, query);
}

enum { VALUES_MOST = 24 };

/* A value of a facet gets more deeds; values stand in the order in which they come. */
static void add_value(page *p, json_t *values, const char *name, const json_t *value,
                      json_int_t deeds)
{
    char digit[2] = "";
    const char *word = json_string_value(value);
    json_t *one;
    size_t i;
    if (json_is_integer(value) && json_integer_value(value) < 10) {
        digit[0] = (char)('0' + json_integer_value(value));
        word = digit;
    }
    if (!word)
        return;
    json_array_foreach(values, i, one)
    {
        json_t *had = json_object_get(one, "deeds");
        if (strcmp(json_string_value(json_object_get(one, "word")), word) == 0) {
            json_integer_set(had, json_integer_value(had) + deeds);
            return;
        }
    }
    if (json_array_size(values) >= VALUES_MOST)
        return;
    one = json_object();
    page_put(one, "word", page_string(word));
    page_put(one, "label",
             page_string(digit[0] ? page_quad_words(digit[0] - '0') : word));
    page_put(one, "deeds", json_integer(deeds));
    page_put(one, "href", narrowed(p, name, word));
    page_put(one, "is_set", json_boolean(address_value_of(p->asked, name) != NULL));
    json_array_append_new(values, one);
}

static int by_deeds(const void *a, const void *b)
{
    json_int_t x = json_integer_value(json_object_get(*(json_t *const *)a, "deeds"));
    json_int_t y = json_integer_value(json_object_get(*(json_t *const *)b, "deeds"));
    return (x < y) - (x > y);
}

/* Of counts by several things, how much there is of each value of one of them. */
static void put_facet(page *p, json_t *facets, const json_t *rows, const char *by,
                      const char *name, const char *title)
{
    json_t *facet = json_object(), *values = json_array(), *sorted = json_array();
    json_t *at[VALUES_MOST];
    size_t n = json_array_size(rows);
    for (size_t i = 0; i < n; i++) {
        const json_t *row = json_array_get(rows, i);
        add_value(p, values, name, json_object_get(row, by),
                  json_integer_value(json_object_get(row, "deeds")));
    }
    n = json_array_size(values);
    for (size_t i = 0; i < n; i++)
        at[i] = json_array_get(values, i);
    if (n && strcmp(by, "year") != 0)
        qsort(at, n, sizeof *at, by_deeds);
    for (size_t i = 0; i < n; i++)
        json_array_append(sorted, at[i]);
    json_decref(values);
    page_put(facet, "title", page_string(title));
    page_put(facet, "values", sorted);
    json_array_append_new(facets, facet);
}

enum { RANKED_MOST = 5000 };

/* Whether so few sentences have the words that the best of them are soon found. */
static demarche_status are_few(page *p, const char *query, bool *few)
{
    json_t *rows = NULL;
    demarche_status status = page_rows(
        p, &rows,
        "SELECT count(*) AS n FROM (SELECT 1 FROM sentence_fts WHERE sentence_fts"
        " MATCH ?1 LIMIT 5001)",
        &query, 1);
    *few =
        json_integer_value(json_object_get(json_array_get(rows, 0), "n")) <= RANKED_MOST;
    json_decref(rows);
    return status;
}

/* Sentences with the words, whether or not an event was found in them: the best, or where too
 * many have them the first. */
static demarche_status put_hits(page *p, const char *query)
{
#define HITS(order)                                                                      \
    "SELECT d.doc, d.title, d.as_of, f.rowid & 16777215 AS"                              \
    " number, (f.rowid & 16777215) / 200 + 1 AS part, f.text FROM (SELECT rowid,"        \
    " snippet(sentence_fts, 0, char(2), char(3), '…', 40) AS text FROM sentence_fts"   \
    " WHERE sentence_fts MATCH ?1" order " LIMIT 20) f JOIN reading r ON r.reading_id =" \
    " f.rowid >> 24 JOIN document d USING (document_id)"
    json_t *rows = NULL, *row;
    size_t i;
    bool few = false;
    demarche_status status = are_few(p, query, &few);
    if (!status)
        status = page_rows(p, &rows, few ? HITS(" ORDER BY rank") : HITS(""), &query, 1);
    if (status)
        return status;
    page_set(p, "unranked", json_boolean(!few));
    json_array_foreach(rows, i, row)
    {
        const char *text = json_string_value(json_object_get(row, "text"));
        json_t *pieces = json_array();
        char number[24] = "", part[24] = "";
        room_text t = {0};
        for (const char *at = text ? text : ""; *at;) {
            bool marked = *at == '\2';
            at += marked || *at == '\3';
            size_t n = strcspn(at, "\2\3");
            json_t *piece = json_object();
            page_put(piece, "text", page_text((demarche_str){at, n}));
            page_put(piece, "marked", json_boolean(marked));
            json_array_append_new(pieces, piece);
            at += n;
        }
        page_put(row, "pieces", pieces);
        room_put(&t, "s");
        room_put_int(&t, json_integer_value(json_object_get(row, "number")));
        if (t.at && t.n < sizeof number)
            memcpy(number, t.at, t.n + 1);
        room_text_free(&t);
        room_put_int(&t, json_integer_value(json_object_get(row, "part")));
        if (t.at && t.n < sizeof part)
            memcpy(part, t.at, t.n + 1);
        room_text_free(&t);
        page_put(row, "href",
                 page_link(p, "document", json_string_value(json_object_get(row, "doc")),
                           strcmp(part, "1") ? part : NULL, number));
    }
    page_set(p, "hits", rows);
    page_say_dates(rows, "as_of");
    return document_title_rows(p, rows);
}

/* Years have few values each; the rest is counted at once. */
static demarche_status put_facets(page *p, const demarche_query *q)
{
    json_t *facets = json_array(), *rows = NULL, *years = NULL;
    demarche_query counted = *q;
    counted.count_by = "type,track,quad";
    demarche_status status = page_query(p, &rows, &counted);
    counted.count_by = "year";
    if (!status)
        status = page_query(p, &years, &counted);
    if (!status) {
        put_facet(p, facets, rows, "type", "type", "Type");
        put_facet(p, facets, rows, "track", "track", "Field");
        put_facet(p, facets, rows, "quad", "quad", "Class");
        put_facet(p, facets, years, "year", "when", "Year");
    }
    json_decref(rows);
    json_decref(years);
    page_set(p, "facets", facets);
    return status;
}

demarche_status page_search(page *p)
{
    json_t *form = json_object();
    demarche_query q = DEMARCHE_QUERY_INIT;
    page_set(p, "form", form);
    const char *words = field(p, form, "q");
    json_t *query = words ? query_of(words) : NULL;
    q.text = query ? json_string_value(query) : NULL;
    q.pair = field(p, form, "pair");
    q.actor = field(p, form, "actor");
    q.type = field(p, form, "type");
    q.mode = field(p, form, "mode");
    q.track = field(p, form, "track");
    q.quad = field(p, form, "quad");
    q.place = field(p, form, "place");
    q.when = field(p, form, "when");
    bool asks = q.text || q.pair || q.actor || q.type || q.mode || q.track || q.quad ||
                q.place || q.when;
    demarche_status status = DEMARCHE_OK;
    page_set(p, "asked", json_boolean(asks));
    page_set_string(p, "title", words ? words : "Search");
    if (asks)
        status = put_facets(p, &q);
    if (asks && !status)
        status = page_put_events(p, &q);
    if (!status && q.text)
        status = put_hits(p, q.text);
    json_decref(query);
    return status;
}
