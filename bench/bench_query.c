/*
 * Ask a record the reading room's questions and time them: bench_query [--draws N] RECORD.
 * Prints a line for each: page, question, times asked, milliseconds (median, 95th percentile,
 * most) with one connection that goes on, the same of the time in which it had a processor,
 * the same with a new connection for each question, mean rows.
 * What is asked for is drawn from the record's events, so that what has many comes often.
 */
#include <demarche.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DRAWS_MOST = 1000, VALUES = 3, VALUE_ROOM = 200, QUESTION_ROOM = 4096 };

/* What is asked for: a random event (its key is :key) and what it has to do with. */
enum {
    NOTHING,
    PAIR,
    CODE,
    PERSON,
    PLACE,
    EVENT,
    DOCUMENT,
    RULE,
    TYPE,
    RARE,
    MIDDLING,
    FREQUENT
};

static const char *const draws[] = {
    [PAIR] =
        "SELECT code, other, ifnull(known_from, '1990') FROM dyad WHERE event_key >= "
        ":key AND other <> '' ORDER BY event_key LIMIT 1",
    [CODE] = "SELECT code, type, ifnull(known_from, '1990') FROM dyad WHERE event_key >= "
             ":key ORDER BY event_key LIMIT 1",
    [PERSON] = "SELECT name, code FROM event_party JOIN entity USING (entity_id) WHERE "
               "event_key >= :key AND kind = 'person' AND name > '' LIMIT 1",
    [PLACE] = "SELECT p.name, p.country, e.place_id FROM event e JOIN place p USING "
              "(place_id) WHERE event_key >= :key AND lat IS NOT NULL AND country > '' "
              "LIMIT 1",
    [EVENT] =
        "SELECT event_id, deed, event_key FROM event WHERE event_key >= :key LIMIT 1",
    [DOCUMENT] = "SELECT d.doc, c.coding_id, d.document_id FROM event e JOIN coding c ON "
                 "c.coding_id = e.event_key >> 24 JOIN document d USING (document_id) "
                 "WHERE event_key >= :key AND holds > 0 LIMIT 1",
    [RULE] = "SELECT rule, type FROM event WHERE event_key >= :key AND holds = 2 LIMIT 1",
    [TYPE] = "SELECT type, ifnull(mode, 'visit') FROM event WHERE event_key >= :key AND "
             "holds = 2 LIMIT 1",
    [RARE] = "SELECT CASE :key % 5 WHEN 0 THEN 'fisheries' WHEN 1 THEN 'asbestos' WHEN 2 "
             "THEN 'whaling' WHEN 3 THEN 'lighthouse' ELSE 'olympic games' END",
    [MIDDLING] =
        "SELECT CASE :key % 5 WHEN 0 THEN 'embassy' WHEN 1 THEN 'aggression' WHEN "
        "2 THEN 'treaty' WHEN 3 THEN 'drought' ELSE 'nuclear test*' END",
    [FREQUENT] = "SELECT CASE :key % 4 WHEN 0 THEN 'peace' WHEN 1 THEN 'international' "
                 "WHEN 2 THEN 'countries' ELSE 'development' END",
};

typedef struct question {
    const char *page, *name;
    int draw;
    demarche_query q; /* $1, $2, $3 stand for what was drawn */
    const char *sql;
    bool load; /* the document of coding $2 */
} question;

#define ASK(...)                                                                         \
    {                                                                                    \
        .version = DEMARCHE_QUERY_VERSION, .confidence = DEMARCHE_CONFIDENCE,            \
        __VA_ARGS__                                                                      \
    }
#define PAGE .limit = 50
#define DONE " AND modality NOT IN ('negated', 'hypothetical') AND confidence >= 0.55"

static const double alps[4] = {36, 6, 48, 19}, jordan[4] = {29, 34, 34, 36};

static const question questions[] = {
    {"listing", "today", NOTHING,
     .sql = "SELECT code, sum(documents), sum(events), sum(verbal_cooperation), "
            "sum(material_cooperation), sum(verbal_conflict), sum(material_conflict), "
            "max(known) FROM tally GROUP BY code"},
    {"listing", "as known on a day", CODE,
     .sql = "SELECT code, sum(documents), sum(events), sum(verbal_cooperation), "
            "sum(material_cooperation), sum(verbal_conflict), sum(material_conflict), "
            "max(known) FROM tally WHERE known <= substr($3, 1, 7) GROUP BY code"},
    {"country", "partners by class, field, year", CODE,
     .q = ASK(.actor = "$1", .count_by = "partner,track,year")},
    {"country", "pairs of its events", CODE, .q = ASK(.actor = "$1", .count_by = "pair")},
    {"country", "years by class", CODE, .q = ASK(.actor = "$1", .count_by = "year")},
    {"country", "fields", CODE, .q = ASK(.actor = "$1", .count_by = "track")},
    {"country", "types", CODE, .q = ASK(.actor = "$1", .count_by = "type")},
    {"country", "months of ten years", CODE,
     .q = ASK(.actor = "$1", .count_by = "month", .when = "1985/1994")},
    {"country", "first page", CODE, .q = ASK(.actor = "$1", PAGE)},
    {"country", "tenth page", CODE, .q = ASK(.actor = "$1", PAGE, .offset = 450)},
    {"country", "latest first", CODE,
     .q = ASK(.actor = "$1", PAGE, .order = DEMARCHE_ORDER_DAY_DOWN)},
    {"country", "surest first", CODE,
     .q = ASK(.actor = "$1", PAGE, .order = DEMARCHE_ORDER_SURE)},
    {"country", "a type's page", CODE, .q = ASK(.actor = "$1", .type = "$2", PAGE)},
    {"country", "a year's page", CODE, .q = ASK(.actor = "$1", .when = "1989", PAGE)},
    {"country", "pairs as known", CODE,
     .q = ASK(.actor = "$1", .count_by = "pair", .as_known = "$3")},
    {"country", "years as known", CODE,
     .q = ASK(.actor = "$1", .count_by = "year", .as_known = "$3")},
    {"country", "page as known", CODE, .q = ASK(.actor = "$1", .as_known = "$3", PAGE)},
    {"country", "its documents", CODE,
     .sql =
         "SELECT d.document_id, d.doc, d.title, d.as_of, c.events FROM code_document c "
         "JOIN document d USING (document_id) WHERE c.code = $1 AND d.latest ORDER BY "
         "c.document_id DESC LIMIT 50"},
    {"work", "documents by date", NOTHING,
     .sql =
         "SELECT document_id, doc, title, as_of FROM document ORDER BY known_from LIMIT "
         "100"},
    {"document", "whole, with its coding", DOCUMENT, .load = true},
    {"document", "its events", DOCUMENT, .q = ASK(.document = "$1", .events = true)},
    {"document", "versions", DOCUMENT,
     .sql = "SELECT document_id, version, known_from, known_until, latest FROM document "
            "WHERE doc = $1 ORDER BY version"},
    {"pair", "years by class", PAIR, .q = ASK(.pair = "$1,$2", .count_by = "year")},
    {"pair", "fields", PAIR, .q = ASK(.pair = "$1,$2", .count_by = "track")},
    {"pair", "types", PAIR, .q = ASK(.pair = "$1,$2", .count_by = "type")},
    {"pair", "timeline", PAIR,
     .sql =
         "SELECT x.event_key, x.first_day, x.last_day, x.track, x.quad, x.side, "
         "max(x.confidence) AS sure, sum(x.reports) AS reports FROM dyad x WHERE x.code "
         "= $1 AND x.other = $2 AND x.latest" DONE
         " GROUP BY x.deed ORDER BY x.first_day = '', x.first_day, x.event_key LIMIT "
         "6001"},
    {"pair", "first page", PAIR, .q = ASK(.pair = "$1,$2", PAGE)},
    {"pair", "tenth page", PAIR, .q = ASK(.pair = "$1,$2", PAGE, .offset = 450)},
    {"pair", "latest first", PAIR,
     .q = ASK(.pair = "$1,$2", PAGE, .order = DEMARCHE_ORDER_DAY_DOWN)},
    {"pair", "one way", PAIR, .q = ASK(.pair = "$1>$2", PAGE)},
    {"pair", "a month", PAIR, .q = ASK(.pair = "$1,$2", .when = "1989-06", PAGE)},
    {"pair", "reports, each", PAIR, .q = ASK(.pair = "$1,$2", .events = true, PAGE)},
    {"pair", "through others", PAIR,
     .sql =
         "SELECT v.event_key, v.first_day FROM dyad v JOIN event_party p USING "
         "(event_key) JOIN entity n USING (entity_id) WHERE v.code = $1 AND v.other = '' "
         "AND v.side = 2 AND p.role <> 'via' AND n.code = $2 LIMIT 50"},
    {"pair", "years as known", PAIR,
     .q = ASK(.pair = "$1,$2", .count_by = "year", .as_known = "$3")},
    {"pair", "page as known", PAIR, .q = ASK(.pair = "$1,$2", .as_known = "$3", PAGE)},
    {"pair", "corrected", PAIR, .q = ASK(.pair = "$1,$2", .corrected = true, PAGE)},
    {"pair", "after run 1", PAIR, .q = ASK(.pair = "$1,$2", .at_run = 1, PAGE)},
    {"actor", "first page", PERSON, .q = ASK(.actor = "$1", PAGE)},
    {"actor", "years", PERSON, .q = ASK(.actor = "$1", .count_by = "year")},
    {"actor", "pairs", PERSON, .q = ASK(.actor = "$1", .count_by = "pair")},
    {"actor", "with its state's", PERSON,
     .q = ASK(.actor = "$1", .state_too = true, PAGE)},
    {"actor", "by name, with codes", PERSON,
     .sql =
         "SELECT n.entity_id, n.name, n.code, n.office FROM entity_fts f JOIN entity n "
         "ON "
         "n.entity_id = f.rowid WHERE entity_fts MATCH '\"' || replace($1, '\"', ' ') || "
         "'\"' LIMIT 50"},
    {"organisation", "as actor", NOTHING,
     .q = ASK(.actor = "UNO", .role = "actor", PAGE)},
    {"organisation", "years, as actor", NOTHING,
     .q = ASK(.actor = "IGO", .role = "actor", .count_by = "year")},
    {"place", "first page", PLACE, .q = ASK(.place = "$1", PAGE)},
    {"place", "types", PLACE, .q = ASK(.place = "$1", .count_by = "type")},
    {"place", "a country's", PLACE, .q = ASK(.place = "$2", PAGE)},
    {"place", "years of a country", PLACE, .q = ASK(.place = "$2", .count_by = "year")},
    {"place", "in a box, first page", NOTHING, .q = ASK(.box = alps, PAGE)},
    {"place", "in a box, types", NOTHING, .q = ASK(.box = jordan, .count_by = "type")},
    {"event", "all reports of its deed", EVENT,
     .sql = "SELECT e.event_id, d.doc, d.title, r.position, r.text, s.text, r.rule, "
            "r.confidence FROM event e JOIN event_report r USING (event_key) JOIN coding "
            "c ON "
            "c.coding_id = e.event_key >> 24 JOIN document d USING (document_id) JOIN "
            "sentence_text s ON s.sentence_id = r.sentence_id WHERE e.deed = $2 AND "
            "e.holds = "
            "2"},
    {"event", "its codings", EVENT,
     .sql =
         "SELECT e.type, e.mode, e.rule, c.recorded_from, c.recorded_until, r.version "
         "FROM event e JOIN coded c ON c.coding_id = e.event_key >> 24 JOIN run r USING "
         "(run_id) WHERE e.event_id = $1"},
    {"event", "corrections", EVENT,
     .sql = "SELECT * FROM correction_now WHERE event_id = $1 OR other_id = $1"},
    {"rule", "first page", RULE, .q = ASK(.rule = "$1", PAGE)},
    {"rule", "years", RULE, .q = ASK(.rule = "$1", .count_by = "year")},
    {"rule", "whether done", RULE,
     .q = ASK(.rule = "$1", .count_by = "modality", .all = true)},
    {"rule", "right and wrong", RULE,
     .sql = "SELECT e.event_id, c.verdict FROM correction_now c CROSS JOIN event e USING "
            "(event_id) "
            "WHERE e.rule = $1 AND e.holds = 2 AND c.verdict IN ('right', 'wrong')"},
    {"run", "runs", NOTHING, .sql = "SELECT * FROM run ORDER BY run_id DESC"},
    {"run", "failures", NOTHING, .sql = "SELECT * FROM failure ORDER BY path LIMIT 100"},
    {"run", "what the last one changed", NOTHING,
     .sql =
         "SELECT count(*), sum(o.coding_id <> c.coding_id) FROM coded c JOIN coded o ON "
         "o.document_id = c.document_id AND o.until_run = c.run_id WHERE c.run_id = 2"},
    {"codebook", "types", NOTHING, .q = ASK(.count_by = "type")},
    {"codebook", "modes", NOTHING, .q = ASK(.count_by = "mode")},
    {"codebook", "a type, first page", TYPE, .q = ASK(.type = "$1", PAGE)},
    {"codebook", "a type, years", TYPE, .q = ASK(.type = "$1", .count_by = "year")},
    {"codebook", "a mode, first page", TYPE, .q = ASK(.type = "$1", .mode = "$2", PAGE)},
    {"codebook", "a context", NOTHING, .q = ASK(.context = "military", PAGE)},
    {"all", "first page", NOTHING, .q = ASK(PAGE)},
    {"all", "latest first", NOTHING, .q = ASK(PAGE, .order = DEMARCHE_ORDER_DAY_DOWN)},
    {"all", "years by class", NOTHING, .q = ASK(.count_by = "year")},
    {"all", "a year's page", NOTHING, .q = ASK(.when = "1989", PAGE)},
    {"all", "years as known", CODE, .q = ASK(.as_known = "$3", .count_by = "year")},
    {"all", "latest additions", NOTHING,
     .sql = "SELECT d.document_id, d.doc, d.title, d.as_of FROM coded c JOIN document d "
            "USING "
            "(document_id) WHERE c.run_id = (SELECT max(run_id) FROM run) ORDER BY "
            "c.document_id DESC LIMIT 50"},
    {"search", "rare words, events", RARE, .q = ASK(.text = "$1", PAGE)},
    {"search", "middling words, events", MIDDLING, .q = ASK(.text = "$1", PAGE)},
    {"search", "frequent words, events", FREQUENT, .q = ASK(.text = "$1", PAGE)},
    {"search", "middling words, years", MIDDLING,
     .q = ASK(.text = "$1", .count_by = "year")},
    {"search", "frequent words, type, field, class", FREQUENT,
     .q = ASK(.text = "$1", .count_by = "type,track,quad")},
    {"search", "rare words, best sentences", RARE,
     .sql =
         "SELECT rowid, snippet(sentence_fts, 0, '[', ']', '..', 40) FROM sentence_fts "
         "WHERE sentence_fts MATCH $1 ORDER BY rank LIMIT 20"},
    {"search", "middling words, are there 5,000", MIDDLING,
     .sql =
         "SELECT count(*) FROM (SELECT 1 FROM sentence_fts WHERE sentence_fts MATCH $1 "
         "LIMIT 5001)"},
    {"search", "frequent words, sentences", FREQUENT,
     .sql =
         "SELECT rowid, snippet(sentence_fts, 0, '[', ']', '..', 40) FROM sentence_fts "
         "WHERE sentence_fts MATCH $1 LIMIT 20"},
    {"search", "titles", FREQUENT,
     .sql = "SELECT rowid, title FROM document_fts WHERE document_fts MATCH $1 LIMIT 20"},
};

/* ------------------------------------------------------------------------------- asking */

typedef struct values {
    char at[VALUES][VALUE_ROOM];
} values;

static void check(demarche_status status, const demarche_error *err, const question *q)
{
    if (!status)
        return;
    fprintf(stderr, "bench_query: %s, %s: %s\n", q ? q->page : "", q ? q->name : "",
            err->message);
    exit(1);
}

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* `text` with $1.. replaced; in SQL as literals. */
static const char *fill(char *out, size_t room, const char *text, const values *v,
                        bool sql)
{
    size_t n = 0;
    for (const char *p = text; *p && n + 2 * VALUE_ROOM + 3 < room; p++) {
        if (*p != '$' || p[1] < '1' || p[1] > '0' + VALUES) {
            out[n++] = *p;
            continue;
        }
        if (sql)
            out[n++] = '\'';
        for (const char *s = v->at[*++p - '1']; *s; s++) {
            if (sql && *s == '\'')
                out[n++] = *s;
            out[n++] = *s;
        }
        if (sql)
            out[n++] = '\'';
    }
    out[n] = '\0';
    return out;
}

static long rows_of(demarche_answer *a, const question *q)
{
    demarche_error err = {0};
    bool got;
    long n = 0;
    for (;; n++) {
        check(demarche_answer_next(a, &got, &err), &err, q);
        if (!got)
            return n;
        for (size_t i = 0; i < demarche_answer_columns(a); i++)
            (void)demarche_answer_cell(a, i);
    }
}

static long ask(demarche_record *record, const question *q, const values *v)
{
    static char words[12][QUESTION_ROOM];
    demarche_answer *a = NULL;
    demarche_error err = {0};
    if (q->load) {
        demarche_document *doc;
        size_t n;
        check(demarche_record_document(&doc, record, atoll(v->at[1]), &err), &err, q);
        demarche_document_sentences(doc, &n);
        demarche_document_free(doc);
        return (long)n;
    }
    if (q->sql) {
        fill(words[0], QUESTION_ROOM, q->sql, v, true);
        check(demarche_ask_sql(&a, record, words[0], &err), &err, q);
    } else {
        demarche_query query = q->q;
        const char **fields[] = {
            &query.pair,  &query.actor,    &query.type, &query.mode, &query.rule,
            &query.place, &query.document, &query.text, &query.when, &query.as_known};
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
            if (*fields[i])
                *fields[i] = fill(words[i], QUESTION_ROOM, *fields[i], v, false);
        }
        check(demarche_ask(&a, record, &query, &err), &err, q);
    }
    long n = rows_of(a, q);
    demarche_answer_free(a);
    return n;
}

/* -------------------------------------------------------------------------------- drawing */

static int64_t number(demarche_record *record, const char *sql)
{
    demarche_answer *a;
    demarche_error err = {0};
    bool got;
    check(demarche_ask_sql(&a, record, sql, &err), &err, NULL);
    check(demarche_answer_next(a, &got, &err), &err, NULL);
    int64_t value = got ? demarche_answer_cell(a, 0).number : 0;
    demarche_answer_free(a);
    return value;
}

static uint64_t draw_number(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

/* False where there is nothing of the kind behind the event that was drawn. */
static bool draw(demarche_record *record, int what, int64_t codings, uint64_t *state,
                 values *out)
{
    demarche_answer *a;
    demarche_error err = {0};
    bool got;
    char sql[1024], key[32];
    memset(out, 0, sizeof *out);
    if (what == NOTHING)
        return true;
    uint64_t coding = 1 + draw_number(state) % (uint64_t)codings;
    snprintf(key, sizeof key, "%llu", (unsigned long long)(coding << 24));
    if (what >= RARE)
        snprintf(key, sizeof key, "%llu", (unsigned long long)coding);
    size_t n = 0;
    for (const char *p = draws[what]; *p && n + sizeof key < sizeof sql;) {
        if (strncmp(p, ":key", 4) == 0) {
            n += (size_t)snprintf(sql + n, sizeof sql - n, "%s", key);
            p += 4;
        } else {
            sql[n++] = *p++;
        }
    }
    sql[n] = '\0';
    check(demarche_ask_sql(&a, record, sql, &err), &err, NULL);
    check(demarche_answer_next(a, &got, &err), &err, NULL);
    for (size_t i = 0; got && i < demarche_answer_columns(a) && i < VALUES; i++) {
        demarche_cell c = demarche_answer_cell(a, i);
        snprintf(out->at[i], VALUE_ROOM, "%.*s", (int)c.text.len,
                 c.text.ptr ? c.text.ptr : "");
    }
    demarche_answer_free(a);
    return got;
}

/* ---------------------------------------------------------------------------------- times */

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void put_times(double *ms, size_t n)
{
    qsort(ms, n, sizeof *ms, compare);
    printf("\t%.2f\t%.2f\t%.2f", ms[n / 2], ms[(n * 95 + 99) / 100 - 1], ms[n - 1]);
}

static demarche_record *open_record(const char *path)
{
    demarche_record *record;
    demarche_error err = {0};
    check(demarche_record_open(&record, path, DEMARCHE_RECORD_READ, &err), &err, NULL);
    return record;
}

static void measure(const char *path, demarche_record *record, const question *q,
                    int wanted, int64_t codings)
{
    static double warm[DRAWS_MOST], own[DRAWS_MOST], cold[DRAWS_MOST];
    uint64_t state = 1945;
    long rows = 0;
    size_t n = 0;
    if (q->draw == NOTHING && wanted > 10)
        wanted = 10; /* always the same */
    for (int i = 0; i < wanted * 2 && n < (size_t)wanted; i++) {
        values v;
        if (!draw(record, q->draw, codings, &state, &v))
            continue;
        if (n == 0)
            ask(record, q, &v);
        double began = now(CLOCK_MONOTONIC), had = now(CLOCK_PROCESS_CPUTIME_ID);
        rows += ask(record, q, &v);
        warm[n] = now(CLOCK_MONOTONIC) - began;
        own[n] = now(CLOCK_PROCESS_CPUTIME_ID) - had;
        demarche_record *fresh = open_record(path);
        began = now(CLOCK_MONOTONIC);
        ask(fresh, q, &v);
        cold[n++] = now(CLOCK_MONOTONIC) - began;
        demarche_record_close(fresh, NULL);
    }
    if (!n)
        return;
    printf("%s\t%s\t%zu", q->page, q->name, n);
    put_times(warm, n);
    put_times(own, n);
    put_times(cold, n);
    printf("\t%.1f\n", (double)rows / (double)n);
    fflush(stdout);
}

static void measure_opening(const char *path, int wanted)
{
    static double ms[DRAWS_MOST], own[DRAWS_MOST], same[DRAWS_MOST];
    for (int i = 0; i < wanted; i++) {
        double began = now(CLOCK_MONOTONIC), had = now(CLOCK_PROCESS_CPUTIME_ID);
        demarche_record *record = open_record(path);
        same[i] = ms[i] = now(CLOCK_MONOTONIC) - began;
        own[i] = now(CLOCK_PROCESS_CPUTIME_ID) - had;
        demarche_record_close(record, NULL);
    }
    printf("record\topening\t%d", wanted);
    put_times(ms, (size_t)wanted);
    put_times(own, (size_t)wanted);
    put_times(same, (size_t)wanted);
    printf("\t1\n");
}

int main(int argc, char **argv)
{
    int wanted = 60, at = 1;
    const char *only = NULL;
    for (; at + 1 < argc && argv[at][0] == '-'; at += 2) {
        if (strcmp(argv[at], "--draws") == 0)
            wanted = (int)strtol(argv[at + 1], NULL, 10);
        else if (strcmp(argv[at], "--page") == 0)
            only = argv[at + 1];
        else
            break;
    }
    if (at + 1 != argc || wanted < 1 || wanted > DRAWS_MOST) {
        fprintf(stderr, "usage: bench_query [--draws N] [--page PAGE] RECORD\n");
        return 2;
    }
    const char *path = argv[at];
    measure_opening(path, wanted);
    demarche_record *record = open_record(path);
    int64_t codings =
        number(record, "SELECT max(coding_id) FROM coded WHERE recorded_until "
                       "IS NULL");
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        if (!only || strcmp(only, questions[i].page) == 0)
            measure(path, record, &questions[i], wanted, codings);
    }
    demarche_record_close(record, NULL);
    return 0;
}
