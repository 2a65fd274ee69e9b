/* Counts and pages, which are answered by short ways, are what the plain way gives: over a
 * record of documents drawn at random, and questions drawn at random. */
#include "record_sample.h"

static uint32_t state_of_draw;

static uint32_t draw(uint32_t n)
{
    state_of_draw = state_of_draw * 1664525u + 1013904223u;
    return (state_of_draw >> 8) % n;
}

static const char *const codes[] = {"KOR", "PRK", "USA"};
static const char *const types[] = {"AID", "CONSULT"};
static const char *const modes[] = {"", "visit", "call"};
static const char *const tracks[] = {"aid", "", "trade"};

/* Both events of a sample are given parties, days, kinds that were drawn. */
static void draw_event(demarche_event *e, demarche_entity party[2], char id[17])
{
    static const char *const days[][2] = {{"1988-01-01", "1988-12-31"},
                                          {"1988-03-04", "1988-03-04"},
                                          {"1989-01-01", "1990-12-31"},
                                          {"1990-06-01", "1990-06-30"},
                                          {"", ""}};
    static const double sure[] = {0.5, 0.55, 0.75, 0.9};
    uint32_t day = draw(5), type = draw(2);
    snprintf(id, 17, "%08x%08x", draw(1 << 20), draw(60));
    e->id = id;
    e->type = types[type];
    e->quad = type ? (int)draw(2) : 2;
    e->mode = modes[draw(3)];
    e->track = tracks[draw(3)];
    e->scale = draw(4) ? (double)draw(100) / 10 - 5 : NAN;
    e->confidence = sure[draw(4)];
    e->modality = draw(6) ? "asserted" : "negated";
    e->mutual = draw(4) == 0;
    snprintf(e->date, sizeof e->date, "%s", days[day][0]);
    snprintf(e->enddate, sizeof e->enddate, "%s", days[day][1]);
    e->date_edtf = dmr_str_c(days[day][0]);
    for (int i = 0; i < 2; i++) {
        party[i] = sample_party("He");
        party[i].code = dmr_str_c(codes[draw(3)]);
    }
    e->actors = party;
    e->n_actors = 1;
    e->recipients = party + 1;
    e->n_recipients = draw(5) > 0;
    e->n_via = 0;
}

static void fill(record_sample *r, int documents)
{
    demarche_record *record = sample_begin(r);
    demarche_error err = {0};
    for (int i = 0; i < documents; i++) {
        char doc_id[32], title[32], ids[2][17];
        demarche_entity parties[2][2];
        snprintf(doc_id, sizeof doc_id, "page-%u", draw((uint32_t)documents));
        snprintf(title, sizeof title, "Title %d", i);
        demarche_document *doc = sample_document(doc_id, title);
        doc->source.meta.as_of = draw(2) ? S("1990-06") : S("1991");
        for (int k = 0; k < 2; k++)
            draw_event((demarche_event *)(uintptr_t)&doc->events.at[k], parties[k],
                       ids[k]);
        assert_int_equal(demarche_record_add(record, doc, NULL, &err), 0);
        demarche_document_free(doc);
    }
    sample_end(record);
}

/* The rows of an answer, a line each, columns parted by bars. */
static void answer_of(const record_sample *r, const demarche_query *q,
                      const char *const *columns, char *out, size_t room)
{
    demarche_record *record;
    demarche_answer *a;
    demarche_error err = {0};
    size_t n = 0;
    bool got;
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    if (demarche_ask(&a, record, q, &err))
        fail_msg("%s", err.message);
    out[0] = '\0';
    for (;;) {
        assert_int_equal(demarche_answer_next(a, &got, &err), 0);
        if (!got)
            break;
        bool first = true;
        for (size_t c = 0; c < demarche_answer_columns(a); c++) {
            bool wanted = !columns;
            for (size_t i = 0; columns && columns[i]; i++)
                wanted = wanted || strcmp(columns[i], demarche_answer_name(a, c)) == 0;
            if (!wanted)
                continue;
            demarche_cell cell = demarche_answer_cell(a, c);
            const char *before = first ? n ? "\n" : "" : "|";
            n += (size_t)(cell.kind == DEMARCHE_CELL_NULL
                              ? snprintf(out + n, room - n, "%s~", before)
                              : snprintf(out + n, room - n, "%s%.*s", before,
                                         (int)cell.text.len, cell.text.ptr));
            assert_true(n < room);
            first = false;
        }
    }
    demarche_answer_free(a);
    demarche_record_close(record, NULL);
}

/* What a question asks for, from the tables that are not derived, and dyad. */
static void put_plain(char *sql, size_t room, const char *party, const char *kinds,
                      const demarche_query *q)
{
    snprintf(
        sql, room,
        "WITH hit AS (SELECT *, %s AS d FROM event e WHERE holds = 2 AND modality <> "
        "'negated' AND confidence >= 0.55%s%s), ranked AS (SELECT *, row_number() OVER "
        "(PARTITION BY d ORDER BY confidence DESC, event_key) AS place, count(*) OVER "
        "(PARTITION BY d) AS n, sum(reports) OVER (PARTITION BY d) AS told FROM hit), "
        "lead AS (SELECT * FROM ranked WHERE place = 1)",
        q->events ? "event_key" : "deed", party, kinds);
}

static void draw_question(demarche_query *q, char party[200], char kinds[200],
                          char pair[16])
{
    *q = (demarche_query)DEMARCHE_QUERY_INIT;
    party[0] = kinds[0] = '\0';
    const char *a = codes[draw(3)], *b = codes[draw(3)];
    switch (draw(4)) {
    case 0:
        break;
    case 1:
        q->actor = a;
        snprintf(party, 200,
                 " AND event_key IN (SELECT event_key FROM dyad WHERE code = '%s')", a);
        break;
    default: {
        bool way = draw(2);
        snprintf(pair, 16, "%s%c%s", a, way ? '>' : ',', b);
        q->pair = pair;
        snprintf(
            party, 200,
            " AND event_key IN (SELECT event_key FROM dyad WHERE code = '%s' AND other "
            "= '%s'%s)",
            a, b, way ? " AND side IN (0, 1)" : "");
    }
    }
    q->events = draw(4) == 0;
    if (draw(3) == 0) {
        q->type = "AID";
        snprintf(kinds, 200, " AND type = 'AID'");
    } else if (draw(3) == 0) {
        q->mode = "visit,call";
        snprintf(kinds, 200, " AND mode IN ('visit', 'call')");
    }
}

static void counts_are_those_of_the_plain_way(void **state)
{
    static const struct {
        const char *by, *key, *order;
    } counts[] = {
        {"year",
         "iif(substr(first_day, 1, 4) = substr(last_day, 1, 4), substr(first_day, 1, 4), "
         "NULL)",
         "1 IS NULL, 1"},
        {"quad", "quad", "1 IS NULL, 1"},
        {"type", "type", "2 DESC, 1"},
        {"mode", "type || ifnull('-' || mode, '')", "2 DESC, 1"},
        {"track", "track", "2 DESC, 1"},
    };
    record_sample *r = *state;
    char party[200], kinds[200], pair[16], sql[2000], plain[8192], got[8192];
    int answers = 0;
    state_of_draw = 7;
    fill(r, 150);
    for (int i = 0; i < 150; i++) {
        demarche_query q;
        draw_question(&q, party, kinds, pair);
        uint32_t by = draw(5);
        q.count_by = counts[by].by;
        put_plain(sql, sizeof sql, party, kinds, &q);
        size_t n = strlen(sql);
        snprintf(
            sql + n, sizeof sql - n,
            " SELECT %s, count(*), sum(n), sum(told), count(*) FILTER (WHERE quad = 1),"
            " count(*) FILTER (WHERE quad = 2), count(*) FILTER (WHERE quad = 3),"
            " count(*) FILTER (WHERE quad = 4), round(avg(scale), 3) FROM lead"
            " GROUP BY 1 ORDER BY %s",
            counts[by].key, counts[by].order);
        sample_ask(r, sql, plain, sizeof plain);
        answer_of(r, &q, NULL, got, sizeof got);
        answers += got[0] != '\0';
        if (strcmp(plain, got))
            fail_msg("question %d by %s of %s%s:\n%s\nis not\n%s", i, q.count_by,
                     q.pair ? q.pair : "", q.actor ? q.actor : "", got, plain);
    }
    assert_true(answers > 100);
}

static void pages_are_those_of_the_plain_way(void **state)
{
    static const char *const columns[] = {"event_key", "events", "reports", NULL};
    static const char *const orders[] = {
        "first_day IS NULL, first_day, event_key",
        "first_day IS NULL, first_day DESC, event_key DESC", "confidence DESC, event_key",
        "event_key"};
    record_sample *r = *state;
    char party[200], kinds[400], pair[16], sql[2000], plain[8192], got[8192];
    state_of_draw = 11;
    fill(r, 150);
    sample_is(r, "SELECT count(*) > 10 FROM event WHERE deed <> event_key AND holds = 2",
              "1");
    for (int i = 0; i < 150; i++) {
        demarche_query q;
        draw_question(&q, party, kinds, pair);
        if (draw(2)) {
            q.when = "1989-06/1990";
            size_t at = strlen(kinds);
            snprintf(kinds + at, sizeof kinds - at,
                     " AND first_day <= '1990-12-31' AND last_day >= '1989-06-01'");
        }
        q.order = (demarche_query_order)draw(4);
        q.limit = 1 + draw(20);
        q.offset = draw(10);
        put_plain(sql, sizeof sql, party, kinds, &q);
        size_t n = strlen(sql);
        snprintf(sql + n, sizeof sql - n,
                 " SELECT n, told, event_key FROM lead ORDER BY %s LIMIT %d OFFSET %d",
                 orders[q.order], (int)q.limit, (int)q.offset);
        sample_ask(r, sql, plain, sizeof plain);
        answer_of(r, &q, columns, got, sizeof got);
        if (strcmp(plain, got))
            fail_msg("page %d of %s%s, order %d:\n%s\nis not\n%s", i,
                     q.pair ? q.pair : "", q.actor ? q.actor : "", (int)q.order, got,
                     plain);
    }
}

/* However a record came to be, its digest is that of the events that hold. */
static void the_digest_is_of_what_holds(void **state)
{
    record_sample *r = *state;
    state_of_draw = 3;
    fill(r, 60);
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    fill(r, 60);
    sample_is(
        r,
        "SELECT (SELECT sum(events) FROM digest WHERE code = '*') = (SELECT count(*) FROM"
        " event WHERE holds = 2 AND modality <> 'negated' AND confidence >= 0.55),"
        " (SELECT min(events) > 0 FROM digest)",
        "1|1");
    sample_is(
        r,
        "SELECT count(*) FROM (SELECT code, sum(events) AS n FROM digest WHERE code <> "
        "'*' AND other = '*' GROUP BY code EXCEPT SELECT code, count(DISTINCT event_key)"
        " FROM dyad WHERE latest AND modality <> 'negated' AND confidence >= 0.55 GROUP "
        "BY code)",
        "0");
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(counts_are_those_of_the_plain_way),
        RECORD_TEST(pages_are_those_of_the_plain_way),
        RECORD_TEST(the_digest_is_of_what_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
