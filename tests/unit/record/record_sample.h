/*
 * A document with something in every field, an engine that never ran, and questions to a
 * record by SQL. The document is made by hand, so that the record is tested without a
 * model.
 */
#ifndef DMR_TEST_RECORD_SAMPLE_H
#define DMR_TEST_RECORD_SAMPLE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "handles.h"
#include "parse/network.h"

typedef struct record_sample {
    demarche_engine engine;
    dmr_network network;
    demarche_document *doc;
    char folder[64], path[96];
} record_sample;

static const char sample_text[] =
    "In 1988 KOTRA president Yi Sun-gi gave P\u2019yongyang some 300 trucks in Rome "
    "through Finland. He left.";

#define S(literal) DMR_STR(literal)

static inline demarche_span sample_find(const char *words)
{
    const char *at = strstr(sample_text, words);
    assert_non_null(at);
    size_t start = (size_t)(at - sample_text);
    return (demarche_span){start, start + strlen(words)};
}

static inline demarche_entity sample_party(const char *words)
{
    demarche_span span = sample_find(words);
    return (demarche_entity){.text =
                                 dmr_str(sample_text + span.start, span.end - span.start),
                             .start = span.start,
                             .end = span.end};
}

static inline void sample_parties(demarche_event *e, dmr_arena *arena)
{
    demarche_entity *actor = DMR_NEW(arena, demarche_entity);
    demarche_entity *recipient = DMR_NEW_ARRAY(arena, demarche_entity, 2);
    demarche_entity *via = DMR_NEW(arena, demarche_entity);
    actor[0] = sample_party("KOTRA president Yi Sun-gi");
    actor[0].identifier = S("Yi Sun-gi");
    actor[0].code = S("KOR");
    actor[0].sector = S("BUS");
    actor[0].office = S("president of KOTRA");
    recipient[0] = sample_party("P\u2019yongyang");
    recipient[0].identifier = S("North Korea");
    recipient[0].code = S("PRK");
    recipient[0].sector = S("GOV");
    recipient[1] = sample_party("He");
    recipient[1].region = S("151");
    via[0] = sample_party("Finland");
    via[0].code = S("FIN");
    e->actors = actor;
    e->n_actors = 1;
    e->recipients = recipient;
    e->n_recipients = 2;
    e->via = via;
    e->n_via = 1;
}

/* The first event is told twice, the second once. */
static inline void sample_reports(demarche_event *e, dmr_arena *arena)
{
    demarche_report *reports = DMR_NEW_ARRAY(arena, demarche_report, 3);
    demarche_event *told = DMR_NEW_ARRAY(arena, demarche_event, 3);
    demarche_reason *reason = DMR_NEW(arena, demarche_reason);
    told[0] = e[0];
    told[1] = e[0];
    told[1].id = "00112233aabbccdd";
    told[1].sentence = 1;
    told[1].text = S("left");
    told[1].rule = "model";
    told[1].date_edtf = S("");
    told[1].date_span = told[1].place_span = (demarche_span){0, 0};
    told[1].place = S("");
    told[1].modality = "reported";
    told[1].confidence = 0.5;
    told[1].trigger = sample_find("left");
    told[1].n_recipients = told[1].n_via = 0;
    *reason = (demarche_reason){.rule = "leave.place",
                                .event = "CONSULT",
                                .text = S("left"),
                                .start = told[1].trigger.start,
                                .end = told[1].trigger.end,
                                .why = S("no recipient in obj")};
    told[1].reasons = reason;
    told[1].n_reasons = 1;
    told[2] = e[1];
    reports[0] = (demarche_report){&told[0], 1};
    reports[1] = (demarche_report){&told[1], 0.75};
    reports[2] = (demarche_report){&told[2], 1};
    e[0].reports = reports;
    e[0].n_reports = 2;
    e[1].reports = reports + 2;
    e[1].n_reports = 1;
}

static inline void sample_events(demarche_document *doc)
{
    static const char *const contexts[] = {"economic", "trade"};
    demarche_event *e = DMR_NEW_ARRAY(doc->arena, demarche_event, 2);
    demarche_quantity *q = DMR_NEW(doc->arena, demarche_quantity);
    demarche_span trucks = sample_find("some 300 trucks");
    *q = (demarche_quantity){.comparator = S("~"),
                             .unit = S("truck"),
                             .text = S("some 300 trucks"),
                             .value = 300,
                             .start = trucks.start,
                             .end = trucks.end};
    e[0] = (demarche_event){.id = "0123456789abcdef",
                            .type = "AID",
                            .mode = "material",
                            .cameo = "071",
                            .track = "aid",
                            .context = contexts,
                            .n_context = 2,
                            .quad = 2,
                            .scale = 7.5,
                            .quantities = q,
                            .n_quantities = 1,
                            .date_edtf = S("1988"),
                            .date = "1988-01-01",
                            .enddate = "1988-12-31",
                            .place = S("Rome"),
                            .place_name = S("Rome"),
                            .place_country = S("ITA"),
                            .lat = 41.9,
                            .lon = 12.5,
                            .geonameid = 3169070,
                            .modality = "asserted",
                            .confidence = 0.75,
                            .rule = "give.thing",
                            .text = S("gave P\u2019yongyang some 300 trucks"),
                            .trigger = sample_find("gave"),
                            .date_span = sample_find("In 1988"),
                            .place_span = sample_find("in Rome")};
    sample_parties(&e[0], doc->arena);
    e[1] = (demarche_event){.id = "fedcba9876543210",
                            .type = "CONSULT",
                            .mode = "",
                            .cameo = "040",
                            .track = "political",
                            .quad = 1,
                            .scale = 1,
                            .lat = NAN,
                            .lon = NAN,
                            .modality = "negated",
                            .confidence = 0.5,
                            .rule = "leave.place",
                            .sentence = 1,
                            .trigger = sample_find("left")};
    e[1].actors = e[0].recipients;
    e[1].n_actors = 2;
    sample_reports(e, doc->arena);
    doc->events.at = e;
    doc->events.n = 2;
}

/* A mention of these words, with nothing known of it. */
static inline demarche_mention sample_mention(demarche_mention_kind kind,
                                              const char *words, uint32_t sentence)
{
    demarche_span span = sample_find(words);
    return (demarche_mention){
        .kind = kind,
        .start = span.start,
        .end = span.end,
        .sentence = sentence,
        .text = dmr_str(sample_text + span.start, span.end - span.start),
        .lat = NAN,
        .lon = NAN};
}

static inline void sample_mentions(demarche_document *doc)
{
    demarche_mention *m = calloc(5, sizeof *m); /* freed with the document */
    demarche_member *members = DMR_NEW_ARRAY(doc->arena, demarche_member, 2);
    m[0] = sample_mention(DEMARCHE_MENTION_TIME, "1988", 0);
    m[0].type = S("DATE");
    m[0].value = S("1988");
    m[0].edtf = S("1988");
    m[1] = sample_mention(DEMARCHE_MENTION_PERSON, "KOTRA president Yi Sun-gi", 0);
    m[1].cluster = 4;
    m[1].code = S("KOR");
    m[1].sector = S("BUS");
    m[1].name = S("Yi Sun-gi");
    m[1].office = S("president of KOTRA");
    m[2] = sample_mention(DEMARCHE_MENTION_STATE, "P\u2019yongyang", 0);
    m[2].code = S("PRK");
    m[2].sector = S("GOV");
    m[2].name = S("North Korea");
    m[2].place = S("Pyongyang");
    m[2].toponym = true;
    m[2].lat = 39.03;
    m[2].lon = 125.75;
    m[2].geonameid = 1871859;
    m[3] = sample_mention(DEMARCHE_MENTION_QUANTITY, "some 300 trucks", 0);
    m[3].comparator = S("~");
    m[3].number = 300;
    m[3].unit = S("truck");
    m[4] = sample_mention(DEMARCHE_MENTION_PERSON, "He", 1);
    m[4].cluster = 4;
    members[0] = (demarche_member){S("KOR"), S("GOV"), S("South Korea")};
    members[1] = (demarche_member){S("PRK"), S(""), S("North Korea")};
    m[4].members = members;
    m[4].n_members = 2;
    doc->mentions.at = m;
    doc->mentions.n = doc->mentions.room = 5;
}

/* A coded document named `id` with that title. */
static inline demarche_document *sample_document(const char *id, const char *title)
{
    demarche_document *doc = dmr_document_new();
    assert_non_null(doc);
    doc->stage = DEMARCHE_STAGE_EVENT;
    doc->source.text = S(sample_text);
    demarche_str *section = DMR_NEW_ARRAY(doc->arena, demarche_str, 2);
    section[0] = S("South Korea");
    section[1] = S("Relations");
    doc->source.meta = (demarche_meta){.id = dmr_str_c(id),
                                       .path = S("papers/page.txt"),
                                       .title = dmr_str_c(title),
                                       .date = S("1990-07-02"),
                                       .as_of = S("1990-06"),
                                       .source = S("An archive"),
                                       .speaker = S("Yi Sun-gi"),
                                       .url = S("http://example.org/1"),
                                       .language = S("en"),
                                       .charset = S("KOI8-R"),
                                       .format = S("text"),
                                       .section = section,
                                       .n_section = 2};
    demarche_named *named = DMR_NEW_ARRAY(doc->arena, demarche_named, 2);
    demarche_span who = sample_find("Yi Sun-gi");
    named[0] =
        (demarche_named){S("Yi, Sun-gi"), S("president of KOTRA"), who.start, who.end};
    named[1] = (demarche_named){S("Yi, Sun-gi"), S(""), sample_find("He").start,
                                sample_find("He").end};
    doc->source.named = named;
    doc->source.n_named = 2;
    doc->source.source_start = 1000;
    doc->source.source_end = 1101;
    doc->source.meta.source_start = 1000;
    doc->source.meta.source_end = 1101;
    doc->source.counts = (demarche_counts){.bytes = 101,
                                           .repaired = 2,
                                           .controls = 3,
                                           .navigation_lines = 4,
                                           .paragraphs = 1,
                                           .sentences = 2,
                                           .tokens = 21,
                                           .long_sentences = 8,
                                           .mentions = 5,
                                           .unresolved = 10,
                                           .events = 2,
                                           .rejected = 12,
                                           .sentences_uncoded = 13,
                                           .times_missed = 14,
                                           .sentences_discarded = 1,
                                           .folded = 1};
    demarche_paragraph *p = DMR_NEW(doc->arena, demarche_paragraph);
    p[0] = (demarche_paragraph){0, sizeof sample_text - 1, "prose"};
    doc->source.n_paragraphs = 1;
    doc->paragraphs = p;
    demarche_sentence *s = DMR_NEW_ARRAY(doc->arena, demarche_sentence, 2);
    size_t second = sample_find("He left.").start;
    s[0] = (demarche_sentence){0, second - 1, 0, 0, 18, 0, 1, {NULL, 0}, 1};
    s[1] =
        (demarche_sentence){second, sizeof sample_text - 1, 0, 18, 3, 1, 1, S("left"), 2};
    doc->sentences = s;
    doc->tokens.n_sentences = 2;
    sample_mentions(doc);
    sample_events(doc);
    return doc;
}

/* The tables of its lexicon; what they say is kept beside what is coded by them. */
static inline const dmr_tables *sample_tables(void)
{
    static const char states[] = "code\tkind\ttext\tfrom\tuntil\n"
                                 "SUN\tstate\tSoviet Union|USSR\t1922-12-30\t1991-12-25\n"
                                 "SUN\tadjective\tSoviet\t\t\n"
                                 "KOR\tstate\tSouth Korea\t\t\n"
                                 "PRK\tstate\tNorth Korea\t\t\n";
    static const char codes[] = "code\ttitle\tnote\n"
                                "UNO\tUnited Nations\tits organs\n";
    static const char rules[] = "rule\tpattern\tparties\ttype\tmode\texample\tcoded\n"
                                "visit.verb\tvisit/V\tsubj > obj\tCONSULT\tvisit\tMalta "
                                "visited Peru.\tMLT > PER\n";
    static dmr_tables_file files[] = {
        {"states.tsv", {"states.tsv", {states, sizeof states - 1}, 0}, true},
        {"codes.tsv", {"codes.tsv", {codes, sizeof codes - 1}, 0}, true},
        {"rules/consult.tsv", {"consult.tsv", {rules, sizeof rules - 1}, 0}, true}};
    static const dmr_tables tables = {.files = {.at = files, .n = 3}};
    return &tables;
}

/* A folder for the record and an engine with hashes. */
static inline int sample_open(void **state)
{
    record_sample *r = calloc(1, sizeof *r);
    r->network.kernels = dmr_kernels_plain();
    r->engine.network = &r->network;
    r->engine.tables = sample_tables();
    snprintf(r->engine.lexicon_hash, 17, "1111111111111111");
    snprintf(r->engine.model_hash, 17, "2222222222222222");
    snprintf(r->folder, sizeof r->folder, "/tmp/demarche-record-XXXXXX");
    if (!mkdtemp(r->folder))
        return -1;
    snprintf(r->path, sizeof r->path, "%s/r.db", r->folder);
    r->doc = sample_document("page-1", "Relations");
    *state = r;
    return 0;
}

static inline int sample_close(void **state)
{
    record_sample *r = *state;
    char path[128];
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s%s", r->path, ends[i]);
        unlink(path);
    }
    rmdir(r->folder);
    demarche_document_free(r->doc);
    free(r);
    return 0;
}

/* The record, open for writing, with a run of the sample's engine. */
static inline demarche_record *sample_begin(record_sample *r)
{
    demarche_error err = {0};
    demarche_record *record;
    if (demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &err) ||
        demarche_record_begin(record, &r->engine, NULL, &err))
        fail_msg("%s", err.message);
    return record;
}

static inline void sample_end(demarche_record *record)
{
    demarche_error err = {0};
    if (demarche_record_finish(record, &err))
        fail_msg("%s", err.message);
    if (demarche_record_close(record, &err))
        fail_msg("%s", err.message);
}

/* A run of one document; gives whether anything was new. */
static inline bool sample_add(record_sample *r, const demarche_document *doc)
{
    demarche_error err = {0};
    demarche_record *record = sample_begin(r);
    bool added = false;
    if (demarche_record_add(record, doc, &added, &err))
        fail_msg("%s", err.message);
    sample_end(record);
    return added;
}

/* The rows of a question: columns with "|", rows with a line break, NULL as "~". */
static inline void sample_ask(const record_sample *r, const char *sql, char *out,
                              size_t size)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    size_t n = 0;
    assert_int_equal(sqlite3_open_v2(r->path, &db, SQLITE_OPEN_READWRITE, NULL), 0);
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL))
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    out[0] = '\0';
    int code;
    while ((code = sqlite3_step(s)) == SQLITE_ROW) {
        for (int c = 0; c < sqlite3_column_count(s); c++) {
            const unsigned char *cell = sqlite3_column_text(s, c);
            n += (size_t)snprintf(out + n, size - n, "%s%s",
                                  c   ? "|"
                                  : n ? "\n"
                                      : "",
                                  cell ? (const char *)cell : "~");
            assert_true(n < size);
        }
    }
    assert_int_equal(code, SQLITE_DONE);
    sqlite3_finalize(s);
    sqlite3_close(db);
}

/* Change the file by SQL, as somebody else would. */
static inline void sample_execute(const record_sample *r, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(r->path, &db), 0);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL))
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_close(db);
}

static inline void sample_is(const record_sample *r, const char *sql,
                             const char *expected)
{
    char got[16384];
    sample_ask(r, sql, got, sizeof got);
    assert_string_equal(got, expected);
}

static inline int sample_refuse_strips(void *user, const char *line, size_t n)
{
    (void)user;
    if (n >= 6 && memcmp(line, "strips", 6) == 0)
        fail_msg("%.*s", (int)n, line);
    return 0;
}

/* `record check` has nothing to say of strips. */
static inline void sample_has_its_strips(const record_sample *r)
{
    demarche_record *record;
    demarche_record_checked found = {0};
    demarche_error err = {0};
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &err),
                     0);
    assert_int_equal(
        demarche_record_check(record, false, sample_refuse_strips, NULL, &found, &err),
        0);
    assert_int_equal(demarche_record_close(record, &err), 0);
}

#endif
