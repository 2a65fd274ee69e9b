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
static const char *const rules[] = {"give.verb", "give.noun", "send.verb"};
static const char *const names[] = {"Yi Sun-gi", "Kim"};
static const char *const trade[] = {"economic", "trade"}, *const war[] = {"war",
                                                                          "economic"};
static const char *const *const contexts[] = {NULL, trade, war};

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
    e->rule = rules[draw(3)];
    e->context = contexts[draw(3)];
    e->n_context = e->context ? 2 : 0;
    snprintf(e->date, sizeof e->date, "%s", days[day][0]);
    snprintf(e->enddate, sizeof e->enddate, "%s", days[day][1]);
    e->date_edtf = dmr_str_c(days[day][0]);
    for (int i = 0; i < 2; i++) {
        party[i] = sample_party("He");
        party[i].code = dmr_str_c(codes[draw(3)]);
        party[i].identifier = dmr_str_c(draw(2) ? "" : names[draw(2)]);
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
        uint32_t page = draw((uint32_t)documents), version = draw(2);
        snprintf(doc_id, sizeof doc_id, "page-%u", page);
        snprintf(title, sizeof title, "Title %u", 2 * page + version);
        demarche_document *doc = sample_document(doc_id, title);
        doc->source.meta.as_of = version ? S("1990-06") : S("1991");
        for (int k = 0; k < 2; k++)
            draw_event((demarche_event *)(uintptr_t)&doc->events.at[k], parties[k],
                       ids[k]);
        assert_int_equal(demarche_record_add(record, doc, NULL, &err), 0);
        demarche_document_free(doc);
    }
    sample_end(record);
}

/* By two coders one after the other: the second codes anew some of what the first had. */
static void fill_twice(record_sample *r, int documents)
{
    fill(r, documents);
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    fill(r, documents);
    sample_is(r, "SELECT count(*) > 10 FROM coded WHERE until_run = 2", "1");
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

/* A question, and its conditions on `event e` from the tables that are not derived. */
typedef struct question {
    demarche_query q;
    char where[2000], pair[16];
    const char *code; /* that is asked for; NULL: none, or a pair */
    const char *a, *b;
    bool way;
} question;

static void add(question *q, const char *format, ...)
{
    size_t n = strlen(q->where);
    va_list values;
    va_start(values, format);
    int more = vsnprintf(q->where + n, sizeof q->where - n, format, values);
    va_end(values);
    assert_true(more >= 0 && (size_t)more < sizeof q->where - n);
}

static void draw_party(question *q)
{
    q->a = codes[draw(3)];
    q->b = codes[draw(3)];
    switch (draw(6)) {
    case 0:
        break;
    case 1:
        q->q.actor = draw(2) ? "Yi" : "Kim";
        q->q.state_too = draw(3) == 0;
        add(q,
            " AND event_key IN (SELECT event_key FROM event_party JOIN entity n USING"
            " (entity_id) WHERE name = '%s' OR %d AND EXISTS (SELECT 1 FROM entity m"
            " WHERE m.name = '%s' AND m.code = n.code))",
            q->q.actor[0] == 'Y' ? names[0] : names[1], q->q.state_too,
            q->q.actor[0] == 'Y' ? names[0] : names[1]);
        break;
    case 2:
        q->q.actor = q->code = q->a;
        add(q,
            " AND event_key IN (SELECT event_key FROM event_party JOIN entity USING"
            " (entity_id) WHERE code = '%s'",
            q->a);
        if (draw(2)) {
            q->q.role = draw(2) ? "actor" : "recipient,via";
            add(q, " AND role IN (%s)",
                q->q.role[0] == 'a' ? "'actor'" : "'recipient', 'via'");
        }
        add(q, ")");
        break;
    default:
        if (draw(3) == 0) {
            q->q.actor = codes[draw(3)];
            add(q,
                " AND event_key IN (SELECT event_key FROM event_party JOIN entity USING"
                " (entity_id) WHERE code = '%s')",
                q->q.actor);
        }
        q->way = draw(2);
        snprintf(q->pair, sizeof q->pair, "%s%c%s", q->a, q->way ? '>' : ',', q->b);
        q->q.pair = q->pair;
        add(q,
            " AND event_key IN (SELECT event_key FROM dyad WHERE code = '%s' AND other "
            "= '%s'%s)",
            q->a, q->b, q->way ? " AND side IN (0, 1)" : "");
    }
}

static void draw_kinds(question *q)
{
    if (draw(3) == 0) {
        q->q.type = "AID";
        add(q, " AND type = 'AID'");
    } else if (draw(3) == 0) {
        q->q.mode = "visit,call";
        add(q, " AND mode IN ('visit', 'call')");
    }
    if (draw(4) == 0) {
        q->q.track = "aid, none";
        add(q, " AND track = 'aid'");
    }
    if (draw(4) == 0) {
        q->q.quad = "2,1";
        add(q, " AND quad IN (1, 2)");
    }
    if (draw(4) == 0) {
        q->q.rule = draw(2) ? "give.*" : "give.verb";
        add(q, " AND rule %s", q->q.rule[5] == '*' ? "GLOB 'give.*'" : "= 'give.verb'");
    }
    if (draw(4) == 0) {
        q->q.context = "trade,war";
        add(q, " AND event_key IN (SELECT event_key FROM event_context WHERE context IN"
               " ('trade', 'war'))");
    }
}

static void draw_when(question *q)
{
    static const struct {
        const char *when, *first, *last;
    } times[] = {{"1988", "1988-01-01", "1988-12-31"},
                 {"1989-06/1990", "1989-06-01", "1990-12-31"},
                 {"1990/..", "1990-01-01", "9999"},
                 {"../1988", "0", "1988-12-31"}};
    if (draw(2))
        return;
    uint32_t i = draw(4);
    q->q.when = times[i].when;
    q->q.undated = draw(4) == 0;
    add(q, " AND (first_day <= '%s' AND last_day >= '%s' OR %d AND first_day IS NULL)",
        times[i].last, times[i].first, q->q.undated);
}

/* The coding of each document that held after a run, of its latest version then. */
#define HELD_AT                                                                          \
    " AND event_key >> 24 IN (SELECT coding_id FROM (SELECT coding_id, row_number() "    \
    "OVER"                                                                               \
    " (PARTITION BY d.doc ORDER BY known_from DESC, version DESC) AS n FROM coded"       \
    " JOIN document d USING (document_id) WHERE run_id <= %d AND (until_run IS NULL OR"  \
    " until_run > %d)) WHERE n = 1)"

static void draw_when_known(question *q)
{
    if (draw(4) == 0) {
        int run = 1 + (int)draw(2);
        q->q.at_run = run;
        add(q, HELD_AT, run, run);
        return;
    }
    if (draw(3)) {
        add(q, " AND holds = 2");
        return;
    }
    const char *known = draw(2) ? "1990" : "1991";
    q->q.as_known = known;
    add(q,
        " AND holds > 0 AND (SELECT known_from <= '%s-12-31' AND (known_until IS NULL OR"
        " known_until > '%s-12-31') FROM coding c JOIN document d USING (document_id)"
        " WHERE c.coding_id = e.event_key >> 24)",
        known, known);
}

/* How sure, whether done, as known when. */
static void draw_rest(question *q)
{
    q->q.events = draw(4) == 0;
    q->q.all = draw(4) == 0;
    bool any = draw(4) == 0;
    q->q.confidence = any ? 0 : draw(3) ? NAN : 0.75;
    if (!q->q.all)
        add(q, " AND modality <> 'negated'");
    if (!any)
        add(q, " AND (confidence >= %s OR modality = 'negated')",
            isnan(q->q.confidence) ? "0.55" : "0.75");
    if (draw(4) == 0) {
        q->q.text = draw(2) ? "trucks" : "left OR nothing";
        add(q,
            " AND event_key IN (SELECT event_key FROM event_report r JOIN sentence_text t"
            " USING (sentence_id) WHERE t.text LIKE '%%%s%%')",
            q->q.text[0] == 't' ? "trucks" : "left");
    }
    if (draw(4) == 0) {
        q->q.modality = "asserted";
        add(q, " AND modality = 'asserted'");
    }
    draw_when_known(q);
}

static void draw_question(question *q)
{
    *q = (question){.q = DEMARCHE_QUERY_INIT};
    draw_party(q);
    draw_kinds(q);
    draw_when(q);
    draw_rest(q);
}

/* What a question asks for: `lead` has an event of each deed, or of each deed with each of
 * those with whom it is. */
static void put_plain(char *sql, size_t room, const question *q, const char *with)
{
    snprintf(sql, room,
             "WITH asked AS (SELECT * FROM event e WHERE true%s),"
             " hit AS (SELECT e.*, %s AS d, %s AS w FROM asked e%s),"
             " ranked AS (SELECT *, row_number() OVER (PARTITION BY d, w ORDER BY"
             " confidence DESC, event_key) AS place, count(*) OVER (PARTITION BY d, w)"
             " AS n, sum(reports) OVER (PARTITION BY d, w) AS told FROM"
             " (SELECT DISTINCT * FROM hit)), lead AS (SELECT * FROM ranked WHERE place ="
             " 1)",
             q->where, q->q.events ? "e.event_key" : "e.deed", with[0] ? with : "0",
             with[0] ? " LEFT JOIN dyad y ON y.event_key = e.event_key AND y.other <> ''"
                     : "");
}

static void counts_are_those_of_the_plain_way(void **state)
{
    static const struct count_key {
        const char *by, *key;
        bool in_order;
    } counts[] = {
        {"month",
         "iif(substr(first_day, 1, 7) = substr(last_day, 1, 7), substr(first_day, 1, 7), "
         "NULL)",
         true},
        {"year",
         "iif(substr(first_day, 1, 4) = substr(last_day, 1, 4), substr(first_day, 1, 4), "
         "NULL)",
         true},
        {"quad", "quad", true},
        {"type", "type", false},
        {"mode", "type || ifnull('-' || mode, '')", false},
        {"track", "track", false},
        {"modality", "modality", false},
        {"rule", "rule", false},
        {"pair", "w", false},
        {"partner", "w", false},
    };
    record_sample *r = *state;
    static char sql[8000], plain[32768], got[32768];
    question q;
    int answers = 0, shared = 0;
    state_of_draw = 7;
    fill_twice(r, 100);
    for (int i = 0; i < 400; i++) {
        char by[64], with[400] = "", keys[400];
        draw_question(&q);
        const struct count_key *x = &counts[draw(10)], *y = &counts[draw(8)];
        bool named = q.code || q.q.pair;
        if (x->key[0] == 'w' && !named)
            x = &counts[7];
        bool two = draw(3) == 0 && x != y;
        snprintf(by, sizeof by, "%s%s%s", x->by, two ? "," : "", two ? y->by : "");
        q.q.count_by = by;
        if (strcmp(x->by, "partner") == 0)
            snprintf(with, sizeof with, "y.other");
        else if (x->key[0] == 'w')
            snprintf(
                with, sizeof with,
                "CASE y.side WHEN 1 THEN y.code || '>' || y.other WHEN -1 THEN"
                " y.other || '>' || y.code WHEN 0 THEN min(y.code, y.other) || '=' ||"
                " max(y.code, y.other) END");
        put_plain(sql, sizeof sql, &q, with);
        if (with[0]) { /* of the code's own rows alone */
            char own[100], *at = strstr(sql, "y.other <> ''") + 13;
            snprintf(own, sizeof own, " AND y.code = '%s'", q.a);
            if (q.q.pair)
                snprintf(own, sizeof own, " AND y.code = '%s' AND y.other = '%s'%s", q.a,
                         q.b, q.way ? " AND y.side IN (0, 1)" : "");
            memmove(at + strlen(own), at, strlen(at) + 1);
            memcpy(at, own, strlen(own));
        }
        snprintf(keys, sizeof keys, "%s%s%s", x->key, two ? ", " : "", two ? y->key : "");
        size_t n = strlen(sql);
        snprintf(
            sql + n, sizeof sql - n,
            " SELECT %s, count(*), sum(n), sum(told), count(*) FILTER (WHERE quad = 1),"
            " count(*) FILTER (WHERE quad = 2), count(*) FILTER (WHERE quad = 3),"
            " count(*) FILTER (WHERE quad = 4), round(sum(CAST(round(scale * 1000000) AS"
            " INTEGER)) / 1000000.0 / count(scale), 3) FROM lead"
            " GROUP BY 1%s ORDER BY %s",
            keys, two ? ", 2" : "",
            x->in_order && (!two || y->in_order)
                ? two ? "1 NULLS LAST, 2 NULLS LAST" : "1 NULLS LAST"
            : two ? "3 DESC, 1, 2"
                  : "2 DESC, 1");
        sample_ask(r, sql, plain, sizeof plain);
        answer_of(r, &q.q, NULL, got, sizeof got);
        answers += got[0] != '\0';
        shared += !q.q.events && got[0] != '\0';
        if (strcmp(plain, got))
            fail_msg("question %d by %s of %s%s,%s:\n%s\nis not\n%s", i, q.q.count_by,
                     q.q.pair ? q.q.pair : "", q.q.actor ? q.q.actor : "", q.where, got,
                     plain);
    }
    assert_true(answers > 250 && shared > 150);
}

static void pages_are_those_of_the_plain_way(void **state)
{
    static const char *const columns[] = {"event_key", "events", "reports", NULL};
    static const char *const orders[] = {
        "first_day IS NULL, first_day, event_key",
        "first_day IS NULL, first_day DESC, event_key DESC", "confidence DESC, event_key",
        "event_key"};
    record_sample *r = *state;
    static char sql[8000], plain[8192], got[8192];
    question q;
    int answers = 0;
    state_of_draw = 11;
    fill_twice(r, 100);
    sample_is(r, "SELECT count(*) > 10 FROM event WHERE deed <> event_key AND holds = 2",
              "1");
    for (int i = 0; i < 300; i++) {
        draw_question(&q);
        q.q.order = (demarche_query_order)draw(4);
        q.q.limit = 1 + draw(20);
        q.q.offset = draw(10);
        put_plain(sql, sizeof sql, &q, "");
        size_t n = strlen(sql);
        snprintf(sql + n, sizeof sql - n,
                 " SELECT n, told, event_key FROM lead ORDER BY %s LIMIT %d OFFSET %d",
                 orders[q.q.order], (int)q.q.limit, (int)q.q.offset);
        sample_ask(r, sql, plain, sizeof plain);
        answer_of(r, &q.q, columns, got, sizeof got);
        answers += got[0] != '\0';
        if (strcmp(plain, got))
            fail_msg("page %d of %s%s,%s, order %d:\n%s\nis not\n%s", i,
                     q.q.pair ? q.q.pair : "", q.q.actor ? q.q.actor : "", q.where,
                     (int)q.q.order, got, plain);
    }
    assert_true(answers > 100);
}

/* However a record came to be, its strips are those of the events that hold. */
static void strips_are_of_what_holds(void **state)
{
    record_sample *r = *state;
    state_of_draw = 3;
    fill(r, 60);
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    fill(r, 60);
    sample_is(
        r,
        "SELECT sum(length(events)) / 28 = (SELECT count(*) FROM event WHERE holds >"
        " 0) FROM strip WHERE strip_id < 1 << 40",
        "1");
    sample_is(
        r,
        "SELECT sum(length(events)) / 28 = (SELECT count(*) FROM dyad JOIN event USING"
        " (event_key) WHERE holds > 0) FROM strip WHERE strip_id >= 1 << 40",
        "1");
    sample_has_its_strips(r);
}

static demarche_status try_to_count(const record_sample *r, const char *by,
                                    const char *text)
{
    demarche_record *record;
    demarche_answer *a = NULL;
    demarche_error err = {0};
    demarche_query q = DEMARCHE_QUERY_INIT;
    q.count_by = by;
    q.actor = "KOR";
    q.text = text;
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    demarche_status status = demarche_ask(&a, record, &q, &err);
    assert_true((status == DEMARCHE_OK) == (a != NULL));
    assert_true((status == DEMARCHE_OK) == (err.message[0] == '\0'));
    demarche_answer_free(a);
    demarche_record_close(record, NULL);
    return status;
}

/* What a damaged file has in its strips is refused, or counted as something; never read
 * beyond. */
static void damaged_strips_are_refused(void **state)
{
    static const char *const damages[] = {
        "UPDATE strip SET events = x'00'",
        "UPDATE strip_coding SET codings = x'0102'",
        "UPDATE strip_coding SET reports = x'0102'", /* read for words alone */
        "UPDATE strip SET events = zeroblob(27)",
        "UPDATE strip SET events = CAST(x'ffffffff' || zeroblob(24) AS BLOB)",
        ("UPDATE strip SET events = CAST(zeroblob(12) || x'ffffffff' || zeroblob(12) AS"
         " BLOB)"),
    };
    record_sample *r = *state;
    state_of_draw = 5;
    fill(r, 20);
    sample_execute(r, "CREATE TABLE kept AS SELECT * FROM strip; CREATE TABLE kept_coding"
                      " AS SELECT * FROM strip_coding");
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        sample_execute(r, damages[i]);
        assert_int_equal(try_to_count(r, "year", i == 2 ? "trucks" : NULL),
                         DEMARCHE_E_RECORD);
        sample_execute(r, "DELETE FROM strip; INSERT INTO strip SELECT * FROM kept;"
                          "DELETE FROM strip_coding; INSERT INTO strip_coding SELECT *"
                          " FROM kept_coding");
        assert_int_equal(try_to_count(r, "year", i == 2 ? "trucks" : NULL), DEMARCHE_OK);
    }
    for (int i = 0; i < 60; i++) {
        char sql[300];
        const char *column = draw(3) ? "events" : "deeds";
        snprintf(sql, sizeof sql,
                 "UPDATE strip SET %s = CAST(substr(%s, 1, %u) || x'%02x' || substr(%s,"
                 " %u) AS BLOB) WHERE length(%s) > 0",
                 column, column, draw(300), draw(256), column, draw(300), column);
        sample_execute(r, sql);
        (void)try_to_count(r, draw(2) ? "pair,year" : "rule", NULL);
    }
}

static void what_cannot_be_counted_is_said(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_answer *a = NULL;
    demarche_error err = {0};
    static const struct {
        const char *by, *actor, *said;
    } wrong[] = {
        {"colour", "", "counts are by month"},
        {"year,year", "", "parted by commas"},
        {"year,month,type,mode", "", "up to three"},
        {"partner", "", "a partner is one of somebody"},
        {"partner", "Gorbachev", "a partner is one of somebody"},
    };
    sample_add(r, r->doc);
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        demarche_query q = DEMARCHE_QUERY_INIT;
        q.count_by = wrong[i].by;
        q.actor = wrong[i].actor;
        assert_int_equal(demarche_ask(&a, record, &q, &err), DEMARCHE_E_ARGUMENT);
        assert_non_null(strstr(err.message, wrong[i].said));
    }
    demarche_record_close(record, NULL);
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(counts_are_those_of_the_plain_way),
        RECORD_TEST(pages_are_those_of_the_plain_way),
        RECORD_TEST(strips_are_of_what_holds),
        RECORD_TEST(damaged_strips_are_refused),
        RECORD_TEST(what_cannot_be_counted_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
