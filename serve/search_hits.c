#include "search_hits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document_title.h"

/* The words are looked up first; whether a sentence holds is asked of those that are counted
 * or come before the page, of so many at the most. */
enum { HITS = 20, RANKED_MOST = 5000, LOOKED_AT_MOST = 20000 };

/* Of the sentence at hand: its document is told so now, or ?2: was known on that day, ?3: was
 * held after that run (as demarche_ask has it). */
#define HOLDS                                                                            \
    " EXISTS (SELECT 1 FROM coding c CROSS JOIN coded k ON k.coding_id = c.coding_id"    \
    " CROSS JOIN document d ON d.document_id = c.document_id WHERE c.reading_id ="       \
    " sentence_fts.rowid >> 24 AND CASE WHEN ?3 IS NULL THEN k.recorded_until IS NULL"   \
    " AND (d.latest OR ?2 NOT IN ('', '9999-12-31'))"                                    \
    " ELSE k.run_id <= CAST(?3 AS INTEGER) AND (k.until_run IS NULL OR k.until_run >"    \
    " CAST(?3 AS INTEGER)) AND NOT EXISTS (SELECT 1 FROM document o JOIN coded x ON"     \
    " x.document_id = o.document_id WHERE o.doc = d.doc AND o.document_id <>"            \
    " d.document_id AND x.run_id <= CAST(?3 AS INTEGER) AND (ifnull(o.known_from,"       \
    " d.known_from) > ifnull(d.known_from, o.known_from) OR (ifnull(o.known_from, '') "  \
    "IS"                                                                                 \
    " ifnull(d.known_from, '') AND o.version > d.version))) END"                         \
    " AND (?2 IN ('', '9999-12-31') OR (d.known_from <= ?2 AND (d.known_until IS NULL "  \
    "OR"                                                                                 \
    " d.known_until > ?2))))"

#define SNIPPET "snippet(sentence_fts, 0, char(2), char(3), '…', 40) AS text"

#define TOLD                                                                             \
    "SELECT d.doc, d.title, d.as_of, d.version, d.latest,"                               \
    " f.sentence_id & 16777215 AS number, (f.sentence_id & 16777215) / 200 + 1 AS part," \
    " f.text FROM ("

#define OF_DOCUMENTS                                                                     \
    ") f CROSS JOIN reading r ON r.reading_id = f.sentence_id >> 24"                     \
    " CROSS JOIN document d ON d.document_id = r.document_id"

/* ------------------------------------------------------------------------- one sentence */

/* Words that match stand between the bytes 2 and 3. */
static json_t *pieces_of(const char *text)
{
    json_t *pieces = json_array();
    for (const char *at = text; *at;) {
        bool marked = *at == '\2';
        at += marked || *at == '\3';
        size_t n = strcspn(at, "\2\3");
        json_t *piece = json_object();
        page_put(piece, "text", page_text((demarche_str){at, n}));
        page_put(piece, "marked", json_boolean(marked));
        json_array_append_new(pieces, piece);
        at += n;
    }
    return pieces;
}

/* Where the sentence stands. The page of a document is of its latest version, or of that which
 * was known then; another is named. */
static json_t *link_of(const page *p, const json_t *row)
{
    char part[24], version[24];
    const char *doc = json_string_value(json_object_get(row, "doc"));
    bool named = !page_count(row, "latest") && !address_value_of(p->asked, "known");
    const char *const query[] = {"version", named ? version : NULL, NULL};
    snprintf(part, sizeof part, "%lld", (long long)page_count(row, "part"));
    snprintf(version, sizeof version, "%lld", (long long)page_count(row, "version"));
    json_t *page_of = page_link_with(p, "document", doc,
                                     page_count(row, "part") > 1 ? part : NULL, query);
    const char *path = json_string_value(page_of);
    json_t *out =
        path ? json_sprintf("%s#s%lld", path, (long long)page_count(row, "number"))
             : NULL;
    json_decref(page_of);
    return out;
}

static demarche_status put_rows(page *p, json_t *rows)
{
    json_t *row;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        const char *text = json_string_value(json_object_get(row, "text"));
        page_put(row, "pieces", pieces_of(text ? text : ""));
        page_put(row, "href", link_of(p, row));
        json_object_del(row, "version");
        json_object_del(row, "latest");
    }
    page_set(p, "hits", rows);
    page_say_dates(rows, "as_of");
    return document_title_rows(p, rows);
}

/* ---------------------------------------------------------------------------- all of them */

/* How many sentences have the words, whatever holds, and the last of those that are looked at. */
static demarche_status look(page *p, const char *query, int64_t *n, int64_t *last)
{
    char sql[200];
    json_t *rows = NULL;
    snprintf(sql, sizeof sql,
             "SELECT count(*) AS n, max(rowid) AS last FROM (SELECT rowid FROM"
             " sentence_fts WHERE sentence_fts MATCH ?1 LIMIT %d)",
             LOOKED_AT_MOST);
    demarche_status status = page_rows(p, &rows, sql, &query, 1);
    *n = page_count(json_array_get(rows, 0), "n");
    *last = page_count(json_array_get(rows, 0), "last");
    json_decref(rows);
    return status;
}

/* How many of these hold; RANKED_MOST + 1: more than can be counted. */
static demarche_status count(page *p, const char *const *values, int64_t *n)
{
    char sql[3000];
    json_t *rows = NULL;
    int length = snprintf(sql, sizeof sql,
                          "SELECT count(*) AS n FROM (SELECT 1 FROM sentence_fts WHERE"
                          " sentence_fts MATCH ?1 AND rowid <= CAST(?4 AS INTEGER) AND%s"
                          " LIMIT %d)",
                          HOLDS, RANKED_MOST + 1);
    if (length < 0 || (size_t)length >= sizeof sql)
        return DEMARCHE_E_MEMORY;
    demarche_status status = page_rows(p, &rows, sql, values, 4);
    *n = page_count(json_array_get(rows, 0), "n");
    json_decref(rows);
    return status;
}

demarche_status search_put_hits(page *p, const char *query, bool *more)
{
#define PAGE(order)                                                                      \
    TOLD "SELECT rowid AS sentence_id, " SNIPPET " FROM sentence_fts WHERE sentence_fts" \
         " MATCH ?1 AND rowid <= CAST(?4 AS INTEGER) AND" HOLDS order                    \
         " LIMIT 20 OFFSET CAST(?5 AS INTEGER)" OF_DOCUMENTS
    int64_t all = 0, n = 0, last = 0, before = (page_number(p) - 1) * HITS;
    char last_digits[24], before_digits[24];
    json_t *rows = NULL;
    demarche_status status = look(p, query, &all, &last);
    if (status)
        return status;
    snprintf(last_digits, sizeof last_digits, "%lld", (long long)last);
    snprintf(before_digits, sizeof before_digits, "%lld", (long long)before);
    const char *run = address_value_of(p->asked, "at");
    const char *values[] = {query, page_known_day(p),
                            run && strtoll(run, NULL, 10) > 0 ? run : NULL, last_digits,
                            before_digits};
    status = count(p, values, &n);
    bool ranked = all <= RANKED_MOST, counted = n <= RANKED_MOST;
    if (!status)
        status = page_rows(p, &rows, ranked ? PAGE(" ORDER BY rank") : PAGE(""), values,
                           sizeof values / sizeof *values);
    if (!status)
        status = put_rows(p, rows);
    if (status)
        return status;
    *more = before + HITS < n || (!counted && json_array_size(rows) == HITS);
    page_set(p, "sentences", json_integer(counted ? n : RANKED_MOST));
    page_set(p, "more_sentences", json_boolean(!counted));
    page_set(p, "unranked", json_boolean(!ranked && n > 0));
    if (counted && all >= LOOKED_AT_MOST)
        page_set(p, "looked_at", json_integer(LOOKED_AT_MOST));
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------ of some events */

demarche_status search_put_hits_of(page *p, const char *query, const json_t *events)
{
    json_t *keys = json_array(), *rows = NULL;
    for (size_t i = 0; i < json_array_size(events); i++)
        json_array_append(keys, json_object_get(json_array_get(events, i), "event_key"));
    char *list = json_dumps(keys, JSON_COMPACT);
    const char *values[] = {query, list};
    demarche_status status =
        list
            ? page_rows(p, &rows,
                        TOLD "SELECT s.sentence_id, " SNIPPET
                             " FROM (SELECT e.sentence_id, min(j.key) AS place FROM"
                             " json_each(?2) j CROSS JOIN event_report e ON e.event_key ="
                             " j.value GROUP BY e.sentence_id) s CROSS JOIN sentence_fts"
                             " ON sentence_fts.rowid = s.sentence_id WHERE sentence_fts"
                             " MATCH ?1 ORDER BY s.place, s.sentence_id" OF_DOCUMENTS,
                        values, 2)
            : DEMARCHE_E_MEMORY;
    free(list);
    json_decref(keys);
    return status ? status : put_rows(p, rows);
}
