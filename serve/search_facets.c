#include "search_facets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counts.h"

json_t *search_narrowed(const page *p, const char *name, const char *value)
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

/* ------------------------------------------------------------------------------- values */

enum { VALUES_MOST = 24, WORD_ROOM = 64 };

/* Of counts by several things, one of them. */
typedef struct facet {
    const char *by, *name, *title; /* the column; the field that narrows */
    int cut;                       /* of years: 1 takes ten together, 2 a hundred */
} facet;

/* The word of a value in an address: "3", "trade", "1988", "198X", "19XX". False: it has none. */
static bool word_of(char out[WORD_ROOM], const facet *f, const json_t *value)
{
    if (json_is_integer(value))
        snprintf(out, WORD_ROOM, "%lld", (long long)json_integer_value(value));
    else
        snprintf(out, WORD_ROOM, "%s",
                 json_is_string(value) ? json_string_value(value) : "");
    size_t n = strlen(out);
    for (int i = 0; i < f->cut && n == 4; i++)
        out[3 - i] = 'X';
    return n > 0;
}

static json_t *label_of(const facet *f, const char *word)
{
    if (strcmp(f->name, "quad") == 0)
        return page_string(page_quad_words(word[0] - '0'));
    if (f->cut == 1)
        return json_sprintf("%.3s0s", word);
    if (f->cut == 2)
        return json_sprintf("%.2s00–%.2s99", word, word);
    return page_string(word);
}

static json_int_t deeds_of(const json_t *one)
{
    return json_integer_value(json_object_get(one, "deeds"));
}

/* {word: deeds}, in the order in which words come; *none gets deeds that have no word. */
static json_t *sums_of(const json_t *rows, const facet *f, json_int_t *none)
{
    json_t *sums = json_object();
    *none = 0;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        char word[WORD_ROOM];
        if (!word_of(word, f, json_object_get(row, f->by))) {
            *none += deeds_of(row);
            continue;
        }
        json_int_t had = json_integer_value(json_object_get(sums, word));
        page_put(sums, word, json_integer(had + deeds_of(row)));
    }
    return sums;
}

static int by_deeds(const void *a, const void *b)
{
    json_int_t x = deeds_of(*(json_t *const *)a), y = deeds_of(*(json_t *const *)b);
    return (x < y) - (x > y);
}

static json_t *value_of(const page *p, const facet *f, const char *word, json_t *deeds)
{
    const char *set = address_value_of(p->asked, f->name);
    json_t *one = json_object();
    page_put(one, "word", page_string(word));
    page_put(one, "label", label_of(f, word));
    page_put(one, "deeds", json_incref(deeds));
    page_put(one, "href", search_narrowed(p, f->name, word));
    page_put(one, "is_set", json_boolean(set && strcmp(set, word) == 0));
    return one;
}

/* The values, those of most deeds first; years as they follow one another. */
static json_t *values_of(const page *p, const facet *f, json_t *sums)
{
    json_t *values = json_array(), *deeds;
    size_t n = 0;
    const char *word;
    json_t **at = calloc(json_object_size(sums) + 1, sizeof(json_t *));
    json_object_foreach(sums, word, deeds)
    {
        if (at)
            at[n++] = value_of(p, f, word, deeds);
    }
    if (at && n && strcmp(f->by, "year") != 0)
        qsort(at, n, sizeof *at, by_deeds);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(values, at[i]);
    free(at);
    return values;
}

/* What stands behind the values, and leads nowhere: deeds without one. */
static void add_rest(json_t *rest, const char *label, json_int_t deeds)
{
    json_t *one = json_object();
    page_put(one, "label", page_string(label));
    page_put(one, "deeds", json_integer(deeds));
    if (deeds > 0)
        json_array_append(rest, one);
    json_decref(one);
}

static json_t *put_facet(page *p, const json_t *rows, const facet *f, const char *none_is)
{
    json_t *facets = json_object_get(p->model, "facets"), *made = json_object(),
           *rest = json_array();
    json_int_t none = 0, others = 0;
    json_t *sums = sums_of(rows, f, &none), *values = values_of(p, f, sums);
    size_t n = json_array_size(values);
    for (; strcmp(f->by, "year") != 0 && n > VALUES_MOST; n--) {
        others += deeds_of(json_array_get(values, n - 1));
        json_array_remove(values, n - 1);
    }
    add_rest(rest, "others", others);
    if (none_is)
        add_rest(rest, none_is, none);
    page_put(made, "title", page_string(f->title));
    page_put(made, "values", values);
    page_put(made, "rest", rest);
    json_array_append_new(facets, made);
    json_decref(sums);
    return rest;
}

/* -------------------------------------------------------------------------------- years */

/* How much is taken together, so that all years have room. */
static int cut_of(const json_t *rows)
{
    facet f = {"year", "when", "Year", 0};
    for (; f.cut < 2; f.cut++) {
        json_int_t none;
        json_t *sums = sums_of(rows, &f, &none);
        size_t n = json_object_size(sums);
        json_decref(sums);
        if (n <= VALUES_MOST)
            break;
    }
    return f.cut;
}

/* Deeds that are not of one year have no date, or one that is longer or open. */
static demarche_status put_years(page *p, const demarche_query *q, const json_t *rows)
{
    const facet f = {"year", "when", "Year", cut_of(rows)};
    json_int_t all = counts_sum(rows, "deeds"), dated = all, of_years = 0, none;
    json_t *sums = sums_of(rows, &f, &none), *counted = NULL;
    const char *word;
    json_t *deeds;
    json_object_foreach(sums, word, deeds) of_years += json_integer_value(deeds);
    json_decref(sums);
    if (none && !q->when) {
        demarche_query of_date = *q;
        of_date.count_by = "year";
        of_date.when = "0001/9999";
        demarche_status status = page_query(p, &counted, &of_date);
        if (status)
            return status;
        dated = counts_sum(counted, "deeds");
        json_decref(counted);
    }
    json_t *rest = put_facet(p, rows, &f, NULL);
    add_rest(rest, "of no one year", dated - of_years);
    add_rest(rest, "no date", all - dated);
    return DEMARCHE_OK;
}

demarche_status search_put_facets(page *p, const demarche_query *q)
{
    static const facet facets[] = {{"type", "type", "Type", 0},
                                   {"track", "track", "Field", 0},
                                   {"quad", "quad", "Class", 0}};
    static const char *const none[] = {NULL, "of no field", "of no class"};
    json_t *rows = NULL, *years = NULL;
    demarche_query counted = *q;
    page_set(p, "facets", json_array());
    counted.count_by = "type,track,quad";
    demarche_status status = page_query(p, &rows, &counted);
    counted.count_by = "year";
    if (!status)
        status = page_query(p, &years, &counted);
    json_int_t deeds = counts_sum(rows, "deeds");
    page_set(p, "deeds", json_integer(deeds));
    for (size_t i = 0; !status && deeds && i < sizeof facets / sizeof *facets; i++)
        put_facet(p, rows, &facets[i], none[i]);
    if (!status && deeds)
        status = put_years(p, q, years);
    json_decref(rows);
    json_decref(years);
    return status;
}
