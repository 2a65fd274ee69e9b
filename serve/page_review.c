/* What nobody has judged yet, with all that it takes to judge it; what was said last, to undo. */
#include "kind_choices.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 20 };

/* Events of now of which no hand has said right, wrong or otherwise (in whatever coding); what
 * was not done or is only supposed, which is in no count, when asked for (?6). The queue is cut
 * before anything is looked up of its events. */
static const char judged[] =
    "WITH judged (same_key) AS MATERIALIZED (SELECT x.same_key FROM correction_now c"
    " JOIN event x USING (event_id) WHERE c.verdict IN ('right', 'wrong', 'recode')),"
    " queue AS MATERIALIZED (SELECT e.event_key, e.confidence AS sure, e.sentence_id,"
    " e.trigger_start, e.trigger_end, e.date_start, e.date_end, e.place_start,"
    " e.place_end FROM ";
static const char narrowed[] =
    " e.holds = 2 AND e.same_key NOT IN judged"
    " AND (?1 IS NULL OR e.rule = ?1) AND (?2 IS NULL OR e.type = ?2)"
    " AND (?3 = '9999-12-31' OR EXISTS (SELECT 1 FROM coding k JOIN document d"
    " USING (document_id) WHERE k.coding_id = e.event_key >> 24 AND d.known_from <= ?3"
    " AND (d.known_until IS NULL OR d.known_until > ?3)))"
    " AND (?6 IS NOT NULL OR e.modality NOT IN ('negated', 'hypothetical'))"
    " AND ?4 IS ?4 AND ?5 IS ?5 ORDER BY ";
static const char told[] =
    " SELECT q.*, s.start_byte, r.*, (SELECT json_group_array(json_array(p.role,"
    " p.start_byte, p.end_byte)) FROM event_party p WHERE p.event_key = q.event_key)"
    " AS spans FROM queue q CROSS JOIN sentence s USING (sentence_id)"
    " CROSS JOIN events_readable r ON r.event_key = q.event_key ORDER BY ";

static bool wants_new(const page *p)
{
    const char *order = address_value_of(p->asked, "order");
    return order && strcmp(order, "new") == 0;
}

/* "KOR-SUN" or "KOR,SUN". */
static bool read_pair(const page *p, char codes[2][4], bool *given)
{
    const char *pair = address_value_of(p->asked, "pair");
    *given = pair;
    if (!pair)
        return true;
    if (strlen(pair) != 7 || (pair[3] != '-' && pair[3] != ','))
        return false;
    for (size_t i = 0; i < 7; i++) {
        if (i != 3 && (pair[i] < 'A' || pair[i] > 'Z'))
            return false;
    }
    snprintf(codes[0], 4, "%.3s", pair);
    snprintf(codes[1], 4, "%.3s", pair + 4);
    return true;
}

static demarche_status refuse(page *p, const char *why)
{
    p->err.code = DEMARCHE_E_ARGUMENT;
    snprintf(p->err.message, sizeof p->err.message, "%s", why);
    return DEMARCHE_E_ARGUMENT;
}

static demarche_status ask_queue(page *p, json_t **rows)
{
    char codes[2][4] = {"", ""}, sql[3000];
    bool paired = false;
    const char *order = address_value_of(p->asked, "order");
    if (order && strcmp(order, "new") != 0 && strcmp(order, "sure") != 0)
        return refuse(p, "an order is sure (the least sure first) or new");
    if (!read_pair(p, codes, &paired))
        return refuse(p, "a pair is two codes, KOR-SUN");
    const char *values[] = {address_value_of(p->asked, "rule"),
                            address_value_of(p->asked, "type"),
                            page_known_day(p),
                            paired ? codes[0] : NULL,
                            paired ? codes[1] : NULL,
                            address_value_of(p->asked, "all")};
    int n = snprintf(
        sql, sizeof sql, "%s%s%s%s LIMIT %d OFFSET %lld) %s%s", judged,
        paired ? "dyad y CROSS JOIN event e USING (event_key) WHERE y.code = ?4"
                 " AND y.other = ?5 AND"
               : "event e WHERE",
        narrowed, wants_new(p) ? "e.event_key DESC" : "e.confidence, e.event_key",
        ROWS + 1, (long long)(page_number(p) - 1) * ROWS, told,
        wants_new(p) ? "q.event_key DESC" : "q.sure, q.event_key");
    if (n < 0 || (size_t)n >= sizeof sql)
        return DEMARCHE_E_MEMORY;
    return page_rows(p, rows, sql, values, sizeof values / sizeof *values);
}

/* ------------------------------------------------------------------------ words marked */

enum { PLAIN, PLACE, DATE, VIA, RECIPIENT, ACTOR, TRIGGER, KINDS };

static const char *const kind_names[KINDS] = {"",          "place", "date",   "via",
                                              "recipient", "actor", "trigger"};

/* A sentence, and of each of its bytes what it tells; a document's byte `start` is its first. */
typedef struct marked {
    const char *text;
    size_t n;
    int64_t start;
    unsigned char *kinds; /* (n) */
} marked;

static void mark(marked *m, unsigned char kind, const json_t *from, const json_t *to)
{
    if (!json_is_integer(from) || !json_is_integer(to))
        return;
    for (int64_t i = json_integer_value(from) - m->start,
                 end = json_integer_value(to) - m->start;
         i < end && i < (int64_t)m->n; i++) {
        if (i >= 0 && m->kinds[i] < kind)
            m->kinds[i] = kind;
    }
}

static void mark_parties(marked *m, const json_t *row)
{
    const char *spans = json_string_value(json_object_get(row, "spans"));
    json_t *list = spans ? json_loads(spans, 0, NULL) : NULL, *one;
    size_t i;
    json_array_foreach(list, i, one)
    {
        const char *role = json_string_value(json_array_get(one, 0));
        for (unsigned char kind = VIA; role && kind <= ACTOR; kind++) {
            if (strcmp(role, kind_names[kind]) == 0)
                mark(m, kind, json_array_get(one, 1), json_array_get(one, 2));
        }
    }
    json_decref(list);
}

/* Runs of one kind; never in the middle of a character. */
static json_t *pieces_of(const marked *m)
{
    json_t *pieces = json_array();
    for (size_t i = 0, end; i < m->n; i = end) {
        end = i + 1;
        while (end < m->n && (m->kinds[end] == m->kinds[i] ||
                              ((unsigned char)m->text[end] & 0xC0) == 0x80))
            end++;
        json_t *piece = json_object();
        page_put(piece, "text", page_text((demarche_str){m->text + i, end - i}));
        if (m->kinds[i])
            page_put(piece, "kind", page_string(kind_names[m->kinds[i]]));
        json_array_append_new(pieces, piece);
    }
    return pieces;
}

static bool put_pieces(json_t *row)
{
    const json_t *sentence = json_object_get(row, "sentence");
    marked m = {json_string_value(sentence), json_string_length(sentence),
                json_integer_value(json_object_get(row, "start_byte")), NULL};
    if (!m.text)
        return true;
    if (!(m.kinds = calloc(m.n + 1, 1)))
        return false;
    mark(&m, PLACE, json_object_get(row, "place_start"),
         json_object_get(row, "place_end"));
    mark(&m, DATE, json_object_get(row, "date_start"), json_object_get(row, "date_end"));
    mark_parties(&m, row);
    mark(&m, TRIGGER, json_object_get(row, "trigger_start"),
         json_object_get(row, "trigger_end"));
    page_put(row, "pieces", pieces_of(&m));
    free(m.kinds);
    return true;
}

static void drop_spans(json_t *row)
{
    static const char *const keys[] = {
        "spans",       "trigger_start", "trigger_end", "date_start",  "date_end",
        "place_start", "place_end",     "start_byte",  "sentence_id", "sure",
        "coding_id",   "document_id",   "sentence"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        json_object_del(row, keys[i]);
}

/* ------------------------------------------------------------------------------ ways */

static const char *const names[] = {"order", "rule", "type", "pair", "all", "page"};
enum { NAMES = sizeof names / sizeof *names, NAMES_OF_ALL = NAMES - 2 };

/* This page, at the event of that id (NULL: at its head). */
static json_t *own_link(const page *p, const char *id)
{
    const char *query[2 * NAMES + 1];
    size_t n = 0;
    for (size_t i = 0; i < NAMES; i++) {
        const char *value = address_value_of(p->asked, names[i]);
        if (value) {
            query[n++] = names[i];
            query[n++] = value;
        }
    }
    query[n] = NULL;
    json_t *link = page_link_with(p, "review", NULL, NULL, query);
    const char *path = json_string_value(link);
    json_t *out =
        path ? json_sprintf("%s#%s%s", path, id ? "e-" : "queue", id ? id : "") : NULL;
    json_decref(link);
    return out;
}

/* The same queue with what was not done, or without it. */
static json_t *other_link(const page *p)
{
    const char *query[2 * NAMES + 1];
    size_t n = 0;
    for (size_t i = 0; i < NAMES_OF_ALL; i++) {
        query[n++] = names[i];
        query[n++] = address_value_of(p->asked, names[i]);
    }
    query[n++] = "all";
    query[n++] = address_value_of(p->asked, "all") ? NULL : "1";
    query[n] = NULL;
    return page_link_with(p, "review", NULL, NULL, query);
}

/* Who has judged one goes on at the next, and who has noted something stays. */
static void link_rows(page *p, json_t *rows)
{
    json_t *row;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        const json_t *next = json_object_get(json_array_get(rows, i + 1), "event_id");
        page_put(row, "here",
                 own_link(p, json_string_value(json_object_get(row, "event_id"))));
        page_put(row, "back", own_link(p, json_string_value(next)));
    }
}

static demarche_status put_last(page *p)
{
    static const char sql[] =
        "SELECT c.correction_id AS correction, c.event_id, c.verdict, c.note,"
        " c.who AS \"by\", c.made, (SELECT group_concat(x.field || ' = ' ||"
        " ifnull(x.value, ''), ', ') FROM correction x WHERE x.correction_id BETWEEN"
        " c.correction_id AND c.correction_id + 16 AND x.field IS NOT NULL AND"
        " c.correction_id = ifnull(x.first_id, x.correction_id)) AS fields"
        " FROM correction_now c WHERE c.first_id IS NULL"
        " ORDER BY c.correction_id DESC LIMIT 5";
    json_t *rows = NULL, *row;
    size_t i;
    demarche_status status = page_rows(p, &rows, sql, NULL, 0);
    if (status)
        return status;
    json_array_foreach(rows, i, row)
    {
        const char *id = json_string_value(json_object_get(row, "event_id"));
        page_put(row, "href", page_link(p, "event", id, NULL, NULL));
        page_put(row, "back", own_link(p, id));
    }
    if (!json_array_size(rows)) {
        json_decref(rows);
        return DEMARCHE_OK;
    }
    json_t *last = json_object();
    page_put(last, "said", rows);
    page_set(p, "last", last);
    return DEMARCHE_OK;
}

/* *unknown: what of it there is not, as choices_put says it. */
static demarche_status put_form(page *p, json_t **unknown)
{
    json_t *form = json_object();
    page_set(p, "form", form);
    page_put(form, "rule", page_string(address_value_of(p->asked, "rule")));
    page_put(form, "type", page_string(address_value_of(p->asked, "type")));
    page_put(form, "pair", page_string(address_value_of(p->asked, "pair")));
    page_put(form, "new", json_boolean(wants_new(p)));
    page_put(form, "all", json_boolean(address_value_of(p->asked, "all")));
    page_put(form, "other", other_link(p));
    return choices_put(p, form, unknown);
}

static demarche_status refuse_reader(page *p)
{
    p->status = 403;
    p->template = "missing";
    page_set_string(p, "title", "For those who review");
    page_set_string(p, "message",
                    "Open the address with ?token= that demarche serve --edit has "
                    "printed where it was started; then this page is yours.");
    return DEMARCHE_OK;
}

demarche_status page_review(page *p)
{
    json_t *rows = NULL, *unknown = NULL, *row;
    size_t i;
    if (!p->edit)
        return page_missing(p, "There is no page of that address.");
    if (!p->editing)
        return refuse_reader(p);
    page_set_string(p, "title", "Review");
    demarche_status status = put_form(p, &unknown);
    if (unknown) {
        p->status = 404;
        page_set(p, "trouble", unknown);
    }
    if (!status && !unknown)
        status = ask_queue(p, &rows);
    if (status || unknown)
        return status;
    bool more = json_array_size(rows) > ROWS;
    if (more)
        json_array_remove(rows, ROWS);
    page_adorn_events(p, rows);
    json_array_foreach(rows, i, row)
    {
        if (!put_pieces(row))
            status = DEMARCHE_E_MEMORY;
        drop_spans(row);
    }
    link_rows(p, rows);
    page_set(p, "any", json_boolean(json_array_size(rows) > 0));
    page_set(p, "rows", rows);
    page_turn(p, more);
    return status ? status : put_last(p);
}
