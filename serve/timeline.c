#include "timeline.h"

#include <stdlib.h>
#include <string.h>

#include "chart.h"
#include "chart_day.h"

enum { DEEDS_MOST = 6000, NAMED_MOST = 600, LANES_MOST = 16, GAPS_MOST = 64 };

/* "1988-06-01"; CHART_NO_DAY for what is none. */
static int32_t day_of(const char *text)
{
    int part[3] = {0};
    char *end = (char *)(uintptr_t)text;
    for (int i = 0; i < 3; i++) {
        part[i] = (int)strtol(end + (i > 0), &end, 10);
        if (*end != (i < 2 ? '-' : '\0'))
            return CHART_NO_DAY;
    }
    if (strlen(text) != 10 || part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31)
        return CHART_NO_DAY;
    return (int32_t)chart_day_of(part[0], part[1], part[2]);
}

/* The years from the first to the last day that is drawn; false where there is none. */
static bool years_of(const chart_timeline *t, int years[2])
{
    int32_t first = INT32_MAX, last = CHART_NO_DAY;
    for (size_t i = 0; i < t->n_deeds; i++) {
        const chart_deed *d = &t->deeds[i];
        if (d->first != CHART_NO_DAY && d->first < first)
            first = d->first;
        if (d->last != CHART_NO_DAY && d->last > last)
            last = d->last;
    }
    if (first > last)
        return false;
    years[0] = chart_date_of(first).year;
    years[1] = chart_date_of(last).year;
    return true;
}

/* The lane of a field, new where it is none yet; -1 where there is no room for one more. */
static int lane_of(chart_timeline *t, const char **lanes, const char *track)
{
    const char *name = *track ? track : "other";
    for (size_t i = 0; i < t->n_lanes; i++) {
        if (strcmp(lanes[i], name) == 0)
            return (int)i;
    }
    if (t->n_lanes == LANES_MOST)
        return -1;
    lanes[t->n_lanes] = name;
    return (int)t->n_lanes++;
}

#define TEXT_OF(x) #x
#define NUMBER_TEXT(x) TEXT_OF(x)

/* Of each deed the event of which the coder is surest (with one max() SQLite takes the other
 * columns from its row). */
#define DEEDS                                                                            \
    "(SELECT x.event_key, x.first_day, x.last_day, x.track, x.quad, x.side,"             \
    " max(x.confidence) AS sure, sum(x.reports) AS reports FROM dyad x WHERE x.code = "  \
    "?1"                                                                                 \
    " AND x.other = ?2 AND CASE WHEN ?3 < '9999' THEN x.known_from <= ?3 AND"            \
    " (x.known_until IS NULL OR x.known_until > ?3) ELSE x.latest END AND x.modality "   \
    "NOT"                                                                                \
    " IN ('negated', 'hypothetical') AND x.confidence >= " NUMBER_TEXT(                  \
        DEMARCHE_CONFIDENCE) " AND (?4 IS NULL OR"                                       \
                             " (x.first_day <= ifnull(edtf_last(?4), '9999-12-31') AND"  \
                             " x.last_day >= ifnull(edtf_first(?4), '') AND "            \
                             "x.first_day <> '')) GROUP BY x.deed ORDER BY x.first_day " \
                             "= '', x.first_day, x.event_key"                            \
                             " LIMIT 6001) t"

/* With what is told of each, where they are so few that each is a mark of its own. */
static demarche_status list_deeds(page *p, json_t **out, const char *a, const char *b)
{
    const char *values[] = {a, b, page_known_day(p), address_value_of(p->asked, "when")};
    demarche_status status = page_rows(p, out, "SELECT * FROM " DEEDS, values, 4);
    if (status || json_array_size(*out) > NAMED_MOST)
        return status;
    json_decref(*out);
    return page_rows(
        p, out,
        "SELECT t.*, e.event_id, e.date_edtf AS date, e.type ||"
        " ifnull(', ' || e.mode, '') || ifnull(' (' || e.text || ')', '') AS told,"
        " EXISTS (SELECT 1 FROM event_party v WHERE v.event_key = e.event_key AND"
        " v.role = 'via') AS via FROM " DEEDS " JOIN event e USING (event_key)",
        values, 4);
}

/* Before what is told stands when, in words. */
static void put_date(json_t *row)
{
    page_say_date(row, "date");
    const char *when = page_cell(row, "date_words");
    if (*when)
        page_put(row, "told", json_sprintf("%s: %s", when, page_cell(row, "told")));
}

demarche_status timeline_draw(page *p, const char *a, const char *b, const coverage *told)
{
    json_t *rows = NULL, *row;
    size_t i;
    const char *lanes[LANES_MOST];
    room_text drawn = {0};
    page_set(p, "drawn_whole", json_true());
    if (address_value_of(p->asked, "at"))
        return DEMARCHE_OK;
    demarche_status status = list_deeds(p, &rows, a, b);
    if (status)
        return status;
    size_t n = json_array_size(rows);
    chart_deed *deeds = calloc(n ? n : 1, sizeof *deeds);
    chart_timeline t = {.title = "Deeds by field",
                        .first_party = page_code_name(p, a),
                        .second_party = page_code_name(p, b),
                        .lanes = lanes,
                        .deeds = deeds,
                        .n_deeds = n < DEEDS_MOST ? n : DEEDS_MOST};
    json_array_foreach(rows, i, row)
    {
        if (!deeds || i == DEEDS_MOST)
            break;
        const char *id = page_cell(row, "event_id");
        if (*id)
            page_put(row, "href", page_link(p, "event", id, NULL, NULL));
        put_date(row);
        deeds[i] = (chart_deed){
            .first = day_of(page_cell(row, "first_day")),
            .last = day_of(page_cell(row, "last_day")),
            .lane = lane_of(&t, lanes, page_cell(row, "track")),
            .quad = (int)json_integer_value(json_object_get(row, "quad")),
            .side = (int)json_integer_value(json_object_get(row, "side")),
            .indirect = json_integer_value(json_object_get(row, "via")) != 0,
            .unsure = json_number_value(json_object_get(row, "sure")) < 0.7,
            .reports = (int)json_integer_value(json_object_get(row, "reports")),
            .href = *id ? page_cell(row, "href") : NULL,
            .title = *id ? page_cell(row, "told") : NULL};
    }
    chart_band gaps[GAPS_MOST];
    int years[2];
    if (deeds && years_of(&t, years)) {
        t.n_uncovered = coverage_gaps(told, years[0], years[1], gaps, GAPS_MOST);
        t.uncovered = gaps;
    }
    if (deeds && n)
        chart_put_timeline(&drawn, &t);
    page_draw(p, "timeline", &drawn);
    page_set(p, "drawn_whole", json_boolean(n <= DEEDS_MOST));
    free(deeds);
    json_decref(rows);
    return deeds ? DEMARCHE_OK : DEMARCHE_E_MEMORY;
}
