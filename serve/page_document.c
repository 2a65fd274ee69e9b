/* A document: its text with what was coded from each sentence, what stands around it. */
#include "document_text.h"
#include "document_title.h"
#include "work_contents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *string_of(const json_t *row, const char *key)
{
    return json_string_value(json_object_get(row, key));
}

/* The version that is asked for, or that held on the day that is asked for, else the latest. */
static demarche_status find(page *p, json_t **out)
{
    const char *values[] = {p->asked->parts[1], page_known_day(p),
                            address_value_of(p->asked, "version")};
    return page_rows(
        p, out,
        "SELECT d.document_id, d.doc, d.title, d.as_of, d.date, d.speaker, "
        "coalesce((SELECT"
        " n.name FROM code_now n WHERE n.code = d.speaker), d.speaker) AS speaker_name,"
        " d.source, "
        "d.url,"
        " d.place, d.language, d.format, d.version, d.known_from, d.known_until, "
        "d.latest,"
        " d.work_id, d.section_id, w.name AS work, c.coding_id, c.reading_id, c.events,"
        " c.reports, c.sentences_uncoded, c.sentences_discarded, c.run_id, r.sentences,"
        " (SELECT count(*) FROM document v WHERE v.doc = d.doc) AS versions"
        " FROM document d JOIN coding_now c USING (document_id) JOIN reading r ON"
        " r.reading_id = c.reading_id LEFT JOIN work w ON w.work_id = d.work_id"
        " WHERE d.doc = ?1 AND CASE WHEN ?3 IS NOT NULL THEN d.version = CAST(?3 AS "
        "INTEGER)"
        " WHEN ?2 < '9999' THEN d.known_from <= ?2 AND (d.known_until IS NULL OR"
        " d.known_until > ?2) ELSE d.latest END ORDER BY d.version DESC LIMIT 1",
        values, 3);
}

static demarche_status put_way(page *p, const json_t *document)
{
    char section[24];
    const char *value = section, *work = string_of(document, "work");
    json_t *rows = NULL, *row;
    size_t i;
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    if (!work)
        return DEMARCHE_OK;
    page_crumb(p, work, page_link(p, "work", work, NULL, NULL));
    snprintf(section, sizeof section, "%lld",
             (long long)page_count(document, "section_id"));
    demarche_status status = page_rows(
        p, &rows,
        "WITH RECURSIVE up (section_id, parent_id, name, level) AS (SELECT section_id,"
        " parent_id, name, 0 FROM section WHERE section_id = ?1 UNION ALL SELECT "
        "s.section_id,"
        " s.parent_id, s.name, level + 1 FROM up JOIN section s ON s.section_id ="
        " up.parent_id WHERE level < 20) SELECT name FROM up ORDER BY level DESC",
        &value, 1);
    const char *title = string_of(document, "title");
    json_array_foreach(rows, i, row)
    {
        const char *name = string_of(row, "name");
        if (name && (!title || strcmp(name, title) != 0))
            page_crumb(p, name, json_null());
    }
    json_decref(rows);
    return status;
}

static void put_neighbour(page *p, json_t *turn, const char *key, const json_t *row)
{
    const char *doc = string_of(row, "doc");
    if (!doc)
        return;
    json_t *to = json_object();
    page_put(to, "href", page_link(p, "document", doc, NULL, NULL));
    page_put(to, "title", json_incref(json_object_get(row, "title")));
    page_put(turn, key, to);
}

/* The parts before and behind; at the ends the documents before and behind in the work. */
static demarche_status put_turn(page *p, const json_t *document, int64_t part,
                                int64_t parts)
{
    char number[24];
    const char *doc = p->asked->parts[1];
    const char *const version[] = {"version", address_value_of(p->asked, "version"),
                                   NULL};
    json_t *turn = json_object(), *around[2];
    demarche_status status = work_neighbours(p, document, around);
    for (int k = 0; k < 2; k++) {
        if (part == (k ? parts : 1))
            put_neighbour(p, turn, k ? "next" : "previous", around[k]);
        json_decref(around[k]);
    }
    for (int step = -1; step <= 1; step += 2) {
        int64_t to = part + step;
        if (to < 1 || to > parts)
            continue;
        json_t *link = json_object();
        snprintf(number, sizeof number, "%lld", (long long)to);
        page_put(link, "href",
                 page_link_with(p, "document", doc, to > 1 ? number : NULL, version));
        page_put(link, "title",
                 json_sprintf("Part %lld of %lld", (long long)to, (long long)parts));
        page_put(turn, step < 0 ? "previous" : "next", link);
    }
    page_set(p, "neighbours", turn);
    return status;
}

static demarche_status put_versions(page *p, const json_t *document)
{
    const char *doc = p->asked->parts[1];
    json_t *rows = NULL, *row;
    size_t i;
    if (page_count(document, "versions") < 2)
        return DEMARCHE_OK;
    demarche_status status = page_rows(p, &rows,
                                       "SELECT version, as_of, known_from, known_until, "
                                       "latest FROM document WHERE doc = ?1"
                                       " ORDER BY version LIMIT 100",
                                       &doc, 1);
    json_array_foreach(rows, i, row)
    {
        char number[24];
        snprintf(number, sizeof number, "%lld", (long long)page_count(row, "version"));
        const char *const query[] = {"version", number, NULL};
        page_put(row, "href", page_link_with(p, "document", doc, NULL, query));
        page_put(
            row, "here",
            json_boolean(page_count(row, "version") == page_count(document, "version")));
    }
    page_say_dates(rows, "as_of");
    page_set(p, "versions_list", rows);
    return status;
}

/* An address that leads out of the room: of the web alone. */
static bool is_web(const char *url)
{
    return url && (strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0);
}

static demarche_status set_document(page *p, json_t *document)
{
    json_t *called = json_object();
    static const char *const dates[] = {"as_of", "date"};
    page_put(called, "doc", json_incref(json_object_get(document, "doc")));
    page_put(called, "title", json_incref(json_object_get(document, "title")));
    demarche_status status = document_title(p, called);
    page_set(p, "title", json_incref(json_object_get(called, "title")));
    json_decref(called);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        page_say_date(document, dates[i]);
    page_put(document, "web", json_boolean(is_web(string_of(document, "url"))));
    page_put(document, "replaced", json_boolean(!page_count(document, "latest")));
    page_set(p, "document", json_incref(document));
    return status;
}

/* A deed between two parties of the lists is counted to their pair. */
static void count_pair(json_t *counts, const json_t *one, const json_t *other)
{
    const char *a = string_of(one, "code"), *b = string_of(other, "code");
    char part[16];
    if (!a || !b || strcmp(a, b) == 0)
        return;
    page_pair_part(part, a, b);
    json_int_t n = json_integer_value(json_object_get(counts, part));
    json_object_set_new(counts, part, json_integer(n + 1));
}

/* Each of the actors with each of the recipients; with each other where there are none. */
static void count_pairs(json_t *counts, const json_t *card)
{
    const json_t *actors = json_object_get(card, "actors");
    const json_t *others = json_object_get(card, "recipients");
    size_t n = json_array_size(actors), n_others = json_array_size(others);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = n_others ? 0 : i + 1; k < (n_others ? n_others : n); k++)
            count_pair(counts, json_array_get(actors, i),
                       json_array_get(n_others ? others : actors, k));
    }
}

static json_t *pair_of(const page *p, const char *part)
{
    char a[8] = "", b[8] = "";
    json_t *pair = json_object();
    size_t n = strcspn(part, "-");
    if (n < sizeof a && strlen(part) - n <= sizeof b) {
        memcpy(a, part, n);
        memcpy(b, part + n + 1, strlen(part + n + 1));
    }
    page_put(pair, "href", page_link(p, "pair", part, NULL, NULL));
    page_put(pair, "between",
             json_sprintf("%s – %s", page_code_name(p, a), page_code_name(p, b)));
    return pair;
}

/* Between whom the part at hand tells of deeds: those with most of them, whoever of the two
 * did them. */
static void put_pairs(page *p)
{
    enum { PAIRS = 8 };
    json_t *counts = json_object(), *pairs = json_array(), *card, *count;
    const json_t *cards = json_object_get(p->model, "rows");
    size_t i;
    json_array_foreach((json_t *)(uintptr_t)cards, i, card)
    {
        if (!json_is_true(json_object_get(card, "undone")))
            count_pairs(counts, card);
    }
    for (i = 0; i < PAIRS; i++) {
        const char *key, *best = NULL;
        json_int_t most = 0;
        json_object_foreach(counts, key, count)
        {
            if (json_integer_value(count) > most) {
                most = json_integer_value(count);
                best = key;
            }
        }
        if (!best)
            break;
        json_array_append_new(pairs, pair_of(p, best));
        json_object_set_new(counts, best, json_integer(0));
    }
    json_decref(counts);
    page_set(p, "pairs", pairs);
}

demarche_status page_document(page *p)
{
    json_t *found = NULL;
    char ids[3][24];
    demarche_status status = find(p, &found);
    if (status)
        return status;
    json_t *document = json_array_get(found, 0);
    const char *number = p->asked->n_parts > 2 ? p->asked->parts[2] : "1";
    int64_t part = strtoll(number, NULL, 10);
    int64_t parts =
        (page_count(document, "sentences") + DOCUMENT_PART - 1) / DOCUMENT_PART;
    parts = parts < 1 ? 1 : parts;
    if (!document || part < 1 || part > parts) {
        json_decref(found);
        return page_missing(p, "The record has no such document, or not on that day.");
    }
    snprintf(ids[0], sizeof ids[0], "%lld",
             (long long)page_count(document, "document_id"));
    snprintf(ids[1], sizeof ids[1], "%lld",
             (long long)page_count(document, "reading_id"));
    snprintf(ids[2], sizeof ids[2], "%lld", (long long)page_count(document, "coding_id"));
    const document_part asked = {ids[0], ids[1], ids[2], part};
    status = set_document(p, document);
    page_set(p, "part", json_integer(part));
    page_set(p, "parts", json_integer(parts));
    page_set(p, "several_parts", json_boolean(parts > 1));
    if (!status)
        status = document_put_text(p, &asked);
    if (!status)
        status = put_way(p, document);
    if (!status)
        status = put_turn(p, document, part, parts);
    if (!status)
        status = put_versions(p, document);
    if (!status)
        put_pairs(p);
    json_decref(found);
    return status;
}
