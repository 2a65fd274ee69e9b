#include "page.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --------------------------------------------------------------------------- the model */

void page_put(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value ? value : json_null()))
        json_object_set_new(object, key, json_null());
}

void page_set(page *p, const char *key, json_t *value)
{
    page_put(p->model, key, value);
}

json_t *page_text(demarche_str text)
{
    json_t *out = text.ptr ? json_stringn(text.ptr, text.len) : json_null();
    if (out)
        return out;
    /* bytes that are no UTF-8, or NULs: as pages have them */
    room_text t = {0};
    for (size_t i = 0, n; i < text.len; i += n ? n : 1) {
        n = text.ptr[i] ? room_character(text.ptr + i, text.len - i) : 0;
        if (n)
            room_put_markup(&t, text.ptr + i, n);
        else
            room_put(&t, "\xEF\xBF\xBD");
    }
    out = t.at ? json_stringn(t.at, t.n) : NULL;
    room_text_free(&t);
    return out;
}

json_t *page_string(const char *text)
{
    return text ? page_text((demarche_str){text, strlen(text)}) : json_null();
}

void page_set_string(page *p, const char *key, const char *value)
{
    page_set(p, key, page_string(value));
}

void page_put_rows(page *p, json_t *rows)
{
    page_set(p, "rows", rows);
    json_decref(p->columns);
    p->columns = json_incref(p->taken);
}

void page_draw(page *p, const char *name, room_text *markup)
{
    if (!markup->failed && markup->n)
        page_put(p->drawn, name, json_stringn(markup->at, markup->n));
    room_text_free(markup);
}

demarche_status page_missing(page *p, const char *what)
{
    p->status = 404;
    p->template = "missing";
    page_set_string(p, "title", "Not found");
    page_set_string(p, "message", what);
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------- asking */

static json_t *cell_of(demarche_answer *a, size_t column)
{
    demarche_cell cell = demarche_answer_cell(a, column);
    switch (cell.kind) {
    case DEMARCHE_CELL_INT:
        return json_integer(cell.number);
    case DEMARCHE_CELL_REAL:
        return isfinite(cell.real) ? json_real(cell.real) : json_null();
    case DEMARCHE_CELL_TEXT:
        return page_text(cell.text);
    default:
        return json_null();
    }
}

/* NULL for want of memory. */
static json_t *row_of(demarche_answer *a)
{
    json_t *row = json_object();
    for (size_t i = 0; row && i < demarche_answer_columns(a); i++) {
        if (json_object_set_new(row, demarche_answer_name(a, i), cell_of(a, i))) {
            json_decref(row);
            row = NULL;
        }
    }
    return row;
}

demarche_status page_take(page *p, json_t **out, demarche_answer *a)
{
    json_t *rows = json_array();
    bool got = rows != NULL;
    demarche_status status = rows ? DEMARCHE_OK : DEMARCHE_E_MEMORY;
    json_decref(p->taken);
    p->taken = json_array();
    for (size_t i = 0; i < demarche_answer_columns(a); i++)
        json_array_append_new(p->taken, page_string(demarche_answer_name(a, i)));
    while (got && !(status = demarche_answer_next(a, &got, &p->err)) && got) {
        json_t *row = row_of(a);
        got = row && json_array_append_new(rows, row) == 0;
        status = got ? DEMARCHE_OK : DEMARCHE_E_MEMORY;
    }
    demarche_answer_free(a);
    if (status) {
        json_decref(rows);
        rows = NULL;
    }
    *out = rows;
    return status;
}

demarche_status page_rows(page *p, json_t **out, const char *sql,
                          const char *const *values, size_t n)
{
    demarche_str bound[8] = {{NULL, 0}};
    demarche_answer *a = NULL;
    *out = NULL;
    for (size_t i = 0; i < n && i < 8; i++)
        bound[i] = (demarche_str){values[i], values[i] ? strlen(values[i]) : 0};
    demarche_status status = demarche_ask_sql_of(&a, p->record, sql, bound, n, &p->err);
    if (!status)
        status = page_take(p, out, a);
    /* the statement is ours: a record that cannot answer it is not what it should be */
    if (status == DEMARCHE_E_ARGUMENT)
        status = p->err.code = DEMARCHE_E_RECORD;
    return status;
}

demarche_status page_query(page *p, json_t **out, demarche_query *query)
{
    demarche_answer *a = NULL;
    const char *run = address_value_of(p->asked, "at");
    *out = NULL;
    query->as_known = address_value_of(p->asked, "known");
    query->at_run = run ? strtoll(run, NULL, 10) : 0;
    demarche_status status = demarche_ask(&a, p->record, query, &p->err);
    return status ? status : page_take(p, out, a);
}

const char *page_cell(const json_t *row, const char *key)
{
    const char *value = json_string_value(json_object_get(row, key));
    return value ? value : "";
}

int64_t page_count(const json_t *row, const char *key)
{
    return (int64_t)json_integer_value(json_object_get(row, key));
}

const char *page_known_day(const page *p)
{
    const json_t *day = json_object_get(p->model, "known_day");
    return json_is_string(day) ? json_string_value(day) : "9999-12-31";
}

int64_t page_number(const page *p)
{
    const char *number = address_value_of(p->asked, "page");
    long long n = number ? strtoll(number, NULL, 10) : 1;
    return n < 1 ? 1 : n > 1000000 ? 1000000 : n;
}

int64_t page_most(page *p, int64_t shown)
{
    p->long_csv = true;
    return p->asked->format == ADDRESS_CSV ? PAGE_CSV_ROWS : shown;
}

/* -------------------------------------------------------------------------------- links */

static void put_query(room_text *t, char *sign, const char *name, const char *value)
{
    room_put_markup(t, sign, 1);
    *sign = '&';
    address_put_value(t, (demarche_str){name, strlen(name)});
    room_put(t, "=");
    address_put_value(t, (demarche_str){value, strlen(value)});
}

static json_t *link_of(const page *p, const char *kind, const char *a, const char *b,
                       const char *const *query, const char *fragment)
{
    static const char *const narrows[] = {"known", "at"};
    room_text t = {0};
    char sign = '?';
    room_put(&t, "/");
    room_put_markup(&t, kind, strlen(kind));
    for (int i = 0; i < 2 && (i ? b : a); i++) {
        const char *word = i ? b : a;
        room_put(&t, "/");
        address_put_part(&t, (demarche_str){word, strlen(word)});
    }
    for (size_t i = 0; i < sizeof narrows / sizeof *narrows; i++) {
        const char *value = address_value_of(p->asked, narrows[i]);
        if (value && !p->still)
            put_query(&t, &sign, narrows[i], value);
    }
    for (; query && query[0]; query += 2) {
        if (query[1] && query[1][0])
            put_query(&t, &sign, query[0], query[1]);
    }
    if (fragment) {
        room_put(&t, "#");
        room_put_markup(&t, fragment, strlen(fragment));
    }
    json_t *out = t.failed ? NULL : json_stringn(t.at, t.n);
    room_text_free(&t);
    return out;
}

json_t *page_link(const page *p, const char *kind, const char *a, const char *b,
                  const char *fragment)
{
    return link_of(p, kind, a, b, NULL, fragment);
}

json_t *page_link_with(const page *p, const char *kind, const char *a, const char *b,
                       const char *const *query)
{
    return link_of(p, kind, a, b, query, NULL);
}

json_t *page_sentence_link(const page *p, const char *doc, int64_t number)
{
    char fragment[32], part[32];
    snprintf(fragment, sizeof fragment, "s%lld", (long long)number);
    snprintf(part, sizeof part, "%lld", (long long)(number / DOCUMENT_PART + 1));
    return page_link(p, "document", doc, number >= DOCUMENT_PART ? part : NULL, fragment);
}

const char *page_code_name(const page *p, const char *code)
{
    const code_name *known = code_names_find(p->names, code);
    return known ? known->name : code;
}

demarche_status page_has_code(page *p, const char *code, bool *has)
{
    json_t *rows = NULL;
    *has = code_names_find(p->names, code) != NULL;
    if (*has)
        return DEMARCHE_OK;
    demarche_status status = page_rows(
        p, &rows, "SELECT 1 FROM code_document WHERE code = ?1 LIMIT 1", &code, 1);
    *has = json_array_size(rows) > 0;
    json_decref(rows);
    return status;
}

json_t *page_name_list(const json_t *parties)
{
    room_text t = {0};
    size_t n = json_array_size(parties);
    for (size_t i = 0; i < n; i++) {
        const char *name = page_cell(json_array_get(parties, i), "name");
        if (i && i + 1 < n)
            room_put(&t, ", ");
        else if (i)
            room_put(&t, " and ");
        room_put_markup(&t, name, strlen(name));
    }
    json_t *out = t.n ? page_text((demarche_str){t.at, t.n}) : json_string("");
    room_text_free(&t);
    return out;
}

void page_crumb(page *p, const char *title, json_t *href)
{
    json_t *crumbs = json_object_get(p->model, "crumbs"), *crumb = json_object();
    page_put(crumb, "title", page_string(title));
    page_put(crumb, "href", href);
    json_array_append_new(crumbs, crumb);
}

void page_pair_part(char out[16], const char *a, const char *b)
{
    bool turned = strcmp(a, b) > 0;
    size_t n = 0;
    for (int i = 0; i < 2; i++) {
        const char *code = (i == 0) == turned ? b : a;
        for (size_t k = 0; code[k] && k < 6; k++)
            out[n++] = code[k];
        if (i == 0)
            out[n++] = '-';
    }
    out[n] = '\0';
}

static bool keeps(page_keep keep, const char *name)
{
    static const char *const without[][3] = {
        [PAGE_KEEP_ALL_BUT_PAGE] = {"page"},
        [PAGE_KEEP_UNBOUND] = {"page", "known", "at"},
        [PAGE_KEEP_ALL_TIMES] = {"page", "when"},
    };
    if (keep == PAGE_KEEP_NOTHING || keep == PAGE_KEEP_KNOWN)
        return keep == PAGE_KEEP_KNOWN && strcmp(name, "known") == 0;
    for (size_t i = 0; i < 3 && without[keep][i]; i++) {
        if (strcmp(name, without[keep][i]) == 0)
            return false;
    }
    return true;
}

/* This page's own address with another second part (NULL: its own) and number (0: its own, if
 * that is kept). */
static json_t *own_of(const page *p, const char *word, const char *ending, page_keep keep,
                      int64_t number)
{
    room_text t = {0};
    char sign = '?', digits[24];
    for (size_t i = 0; i < p->asked->n_parts; i++) {
        const char *part = i == 1 && word ? word : p->asked->parts[i];
        room_put(&t, "/");
        address_put_part(&t, (demarche_str){part, strlen(part)});
    }
    if (!t.n)
        room_put_markup(&t, "/listing", *ending ? 8 : 1);
    room_put_markup(&t, ending, strlen(ending));
    for (size_t i = 0; i < p->asked->n_values; i++) {
        const char *name = p->asked->values[i].name, *value = p->asked->values[i].value;
        if (*value && keeps(keep, name))
            put_query(&t, &sign, name, value);
    }
    snprintf(digits, sizeof digits, "%lld", (long long)number);
    if (number > 1)
        put_query(&t, &sign, "page", digits);
    json_t *out = t.failed ? NULL : json_stringn(t.at, t.n);
    room_text_free(&t);
    return out;
}

json_t *page_own(const page *p, const char *ending, page_keep keep)
{
    return own_of(p, NULL, ending, keep, 0);
}

json_t *page_own_of(const page *p, const char *word)
{
    static const char *const endings[] = {
        [ADDRESS_HTML] = "",      [ADDRESS_JSON] = ".json", [ADDRESS_CSV] = ".csv",
        [ADDRESS_ATOM] = ".atom", [ADDRESS_BIB] = ".bib",   [ADDRESS_RIS] = ".ris"};
    return own_of(p, word, endings[p->asked->format], PAGE_KEEP_ALL, 0);
}

/* A table for programs goes on in the same format. */
static json_t *turned_to(const page *p, int64_t number)
{
    return own_of(p, NULL, p->asked->format == ADDRESS_CSV ? ".csv" : "",
                  PAGE_KEEP_ALL_BUT_PAGE, number);
}

void page_turn(page *p, bool more)
{
    int64_t number = page_number(p);
    json_t *turn = json_object();
    if (number == 1 && !more) {
        json_decref(turn);
        return;
    }
    page_put(turn, "number", json_integer(number));
    if (number > 1)
        page_put(turn, "previous", turned_to(p, number - 1));
    if (more)
        page_put(turn, "next", turned_to(p, number + 1));
    page_set(p, "turn", turn);
}
