/* Two parties: what they did to each other, in which field, when, through whom. */
#include "counts.h"

#include <string.h>

#include "timeline.h"

/* What one of them does with others as go-betweens of the other is told apart. */
static demarche_status list_indirect(page *p, const char *a, const char *b)
{
    static const char sql[] =
        "SELECT DISTINCT e.event_id, e.date, e.actor, e.type, e.recipient, e.via,"
        " e.words, e.track, e.quad, e.doc FROM dyad v JOIN dyad o ON o.event_key ="
        " v.event_key JOIN events_readable e ON e.event_key = v.event_key"
        " WHERE v.code IN (?1, ?2) AND v.other = '' AND v.side = 2"
        " AND v.modality NOT IN ('negated', 'hypothetical') AND o.code IN (?1, ?2)"
        " AND o.code <> v.code AND o.side <> 2 AND (?3 = '9999-12-31' OR (e.known_from"
        " <= ?3 AND (e.known_until IS NULL OR e.known_until > ?3))) LIMIT 50";
    const char *values[] = {a, b, page_known_day(p)};
    json_t *rows = NULL;
    demarche_status status = page_rows(p, &rows, sql, values, 3);
    if (status)
        return status;
    page_adorn_events(p, rows);
    page_say_dates(rows, "date");
    page_set(p, "indirect", rows);
    return DEMARCHE_OK;
}

static void link_months(page *p, const char *part)
{
    json_t *rows = json_object_get(p->model, "months"), *row;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        const char *const when[] = {"when", page_cell(row, "month"), NULL};
        page_put(row, "href", page_link_with(p, "pair", part, NULL, when));
        page_say_date(row, "month");
    }
}

static bool split(const char *part, char a[4], char b[4])
{
    if (strlen(part) != 7 || part[3] != '-')
        return false;
    for (size_t i = 0; i < 7; i++) {
        if (i != 3 && (part[i] < 'A' || part[i] > 'Z'))
            return false;
    }
    memcpy(a, part, 3);
    memcpy(b, part + 4, 3);
    a[3] = b[3] = '\0';
    return true;
}

static void set_parties(page *p, const char *a, const char *b)
{
    const char *const codes[] = {a, b};
    static const char *const keys[] = {"first", "second"};
    room_text title = {0};
    for (int i = 0; i < 2; i++) {
        json_t *party = json_object();
        page_put(party, "code", page_string(codes[i]));
        page_put(party, "name", page_string(page_code_name(p, codes[i])));
        page_put(party, "href", page_link(p, "country", codes[i], NULL, NULL));
        page_set(p, keys[i], party);
        if (i)
            room_put(&title, " – ");
        room_put_markup(&title, page_code_name(p, codes[i]),
                        strlen(page_code_name(p, codes[i])));
    }
    page_set(p, "title", page_text((demarche_str){title.at, title.n}));
    room_text_free(&title);
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    page_crumb(p, page_code_name(p, a), page_link(p, "country", a, NULL, NULL));
}

static demarche_status put_counts(page *p, const demarche_query *q)
{
    demarche_query of_year = *q;
    of_year.when = address_value_of(p->asked, "when");
    demarche_status status = counts_put(p, "years", q, "year");
    if (!status)
        status = counts_put(p, "tracks", &of_year, "track");
    if (!status)
        status = counts_put(p, "types", &of_year, "type");
    if (!status && of_year.when)
        status = counts_put(p, "months", &of_year, "month");
    return status;
}

demarche_status page_pair(page *p)
{
    char a[4], b[4], pair[8], part[16];
    if (!split(p->asked->parts[1], a, b))
        return page_missing(p, "A pair is named by two codes, as KOR-SUN.");
    page_pair_part(part, a, b);
    if (strcmp(part, p->asked->parts[1]) != 0) {
        p->status = 301;
        p->location = page_own_of(p, part);
        return DEMARCHE_OK;
    }
    memcpy(pair, part, 8);
    pair[3] = ',';
    demarche_query q = DEMARCHE_QUERY_INIT;
    q.pair = pair;
    demarche_status status = put_counts(p, &q);
    if (!status)
        status = page_put_events(p, &q);
    coverage told = {0};
    if (!status)
        status = coverage_read(&told, p, a, b);
    if (!status)
        status = timeline_draw(p, a, b, &told);
    json_t *years = json_object_get(p->model, "years");
    if (!status)
        counts_draw_years(p, "years", "Cooperation and conflict by year", years, "pair",
                          part, NULL, &told);
    coverage_free(&told);
    json_t *tracks = json_object_get(p->model, "tracks");
    counts_link_tracks(p, tracks, "pair", pair);
    if (!status)
        status = counts_draw_each(p, "tracks", "Fields by year", &q, "track", tracks);
    if (status)
        return status;
    link_months(p, part);
    if (address_value_of(p->asked, "when"))
        page_set(p, "deeds_then",
                 json_integer(counts_sum(json_object_get(p->model, "months"), "deeds")));
    page_set(p, "deeds", json_integer(counts_sum(years, "deeds")));
    page_set(p, "events", json_integer(counts_sum(years, "events")));
    page_set(p, "reports", json_integer(counts_sum(years, "reports")));
    page_set(p, "whole_href", page_link(p, "pair", part, NULL, NULL));
    bool has[2] = {true, true};
    if (!json_array_size(years)) {
        status = page_has_code(p, a, &has[0]);
        if (!status)
            status = page_has_code(p, b, &has[1]);
        if (status)
            return status;
    }
    if (!has[0] || !has[1])
        return page_missing(p, "Nobody in the record has one of these codes.");
    if (!json_array_size(years))
        page_set(p, "nothing", json_true());
    set_parties(p, a, b);
    return list_indirect(p, a, b);
}
