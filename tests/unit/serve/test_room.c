/* The reading room's answers: which pages there are, what leads from one to the next, and that
 * words of documents, records and addresses stay words. */
#include "../record/record_sample.h"

#include <jansson.h>

#include "address.h"
#include "room.h"

static room *open_room(const record_sample *r)
{
    room *out;
    demarche_error err = {0};
    const room_options options = {.record = r->path};
    if (room_open(&out, &options, &err))
        fail_msg("%s", err.message);
    return out;
}

static room_response ask(room *r, const char *path, const char *query)
{
    room_response out;
    room_answer(&out, r, &(room_request){path, query, NULL});
    return out;
}

static void answers(room *r, const char *path, const char *query, int status,
                    const char *type, const char *has)
{
    room_response out = ask(r, path, query);
    if (out.status != status || strncmp(out.type, type, strlen(type)) != 0 ||
        (has && (!out.body.at || !strstr(out.body.at, has))))
        fail_msg("%s?%s: %d %s, not %d %s with %s:\n%.3000s", path, query ? query : "",
                 out.status, out.type, status, type, has ? has : "",
                 out.body.at ? out.body.at : "");
    room_response_free(&out);
}

static void pages_have_what_the_record_has(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r);
    answers(one, "/", NULL, 200, "text/html", ">North Korea</a>");
    answers(one, "/work/South_Korea", NULL, 200, "text/html", "/document/page-1\"");
    answers(one, "/country/KOR", NULL, 200, "text/html", "/pair/KOR-PRK\"");
    answers(one, "/pair/KOR-PRK", NULL, 200, "text/html", ">AID, material</a>");
    answers(one, "/pair/KOR-PRK", "when=1988", 200, "text/html", "deed of <strong>1988");
    answers(one, "/document/page-1", NULL, 200, "text/html", "id=\"s1\"");
    answers(one, "/document/page-1", NULL, 200, "text/html", "class=\"coded quad-2\"");
    answers(one, "/document/page-1/1", NULL, 200, "text/html", "id=\"s0\"");
    answers(one, "/document/page-1", NULL, 200, "text/html",
            "href=\"#s1\">sentence 2</a>"); /* people count from one */
    answers(one, "/document/page-1.json", NULL, 200, "application/json",
            "\"sentence_ordinal\": 2");
    answers(one, "/actor/Yi_Sun-gi", NULL, 200, "text/html", "president of KOTRA");
    answers(one, "/codebook", NULL, 200, "text/html", "/codebook/AID\"");
    answers(one, "/codebook/AID", NULL, 200, "text/html", "/rule/");
    answers(one, "/run", NULL, 200, "text/html", "/run/1\"");
    answers(one, "/run/1", NULL, 200, "text/html", "1111111111111111");
    answers(one, "/search", "q=trucks", 200, "text/html", "<mark>trucks</mark>");
    answers(one, "/compare", "before=known:1980", 200, "text/html", "new-document");
    answers(one, "/pair/KOR-PRK.json", NULL, 200, "application/json", "\"deeds\": 1");
    answers(one, "/pair/KOR-PRK.csv", NULL, 200, "text/csv", "AID");
    answers(one, "/listing.atom", NULL, 200, "application/atom+xml",
            "document:page-1</id>");
    answers(one, "/pair/KOR-PRK.atom", NULL, 200, "application/atom+xml", "<entry>");
    answers(one, "/country/KOR.atom", NULL, 200, "application/atom+xml", "<entry>");
    answers(one, "/codebook.atom", NULL, 404, "text/html", "no feed");
    answers(one, "/openapi.json", NULL, 200, "application/json", "\"/pair/{codes}\"");
    answers(one, "/listing.json", NULL, 200, "application/json", "\"code\": \"KOR\"");
    room_close(one);
}

static void what_is_not_there_is_said(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r);
    static const char *const missing[] = {
        "/nothing",         "/pair/KOR",          "/pair/kor-sun",      "/country/Korea",
        "/document/page-2", "/document/page-1/2", "/document/page-1/x", "/event/0",
        "/run/9",           "/rule/none",         "/actor/Nobody",      "/place/Nowhere",
        "/codebook/NONE",   "/work/None",         "/static/none.js",    "/run.csv/x/y"};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
        answers(one, missing[i], NULL, 404, "text/html", "class=\"empty\"");
    answers(one, "/%00", NULL, 400, "text/html", NULL);
    answers(one, "/", "known=soon", 400, "text/html", "EDTF");
    answers(one, "/search", "q=%22", 400, "text/html", NULL);
    answers(one, "/search", "quad=x&pair=a", 400, "text/html", "a pair is two codes");
    answers(one, "/compare", "before=run:77", 400, "text/html", NULL);
    answers(one, "/pair/KOR-PRK", "at=99", 400, "text/html", "no run 99");
    room_response out = ask(one, "/pair/PRK-KOR", "known=1991");
    assert_int_equal(out.status, 301);
    assert_string_equal(out.location.at, "/pair/KOR-PRK?known=1991");
    room_response_free(&out);
    room_close(one);
}

/* Six searches that are never true, within one step of SQLite's. */
static void a_page_that_takes_too_long_is_refused(void **state)
{
    record_sample *r = *state;
    demarche_error err = {0};
    room *one = NULL;
    const room_options options = {.record = r->path, .page_ms = 10};
    static const char words[] = "q=NEAR(aa+bb,2)+AND+NEAR(aa+cc,2)+AND+NEAR(bb+cc,1)+AND+"
                                "NEAR(cc+aa,1)+AND+NEAR(aa+bb,1)";
    assert_true(sample_add(r, r->doc));
    sample_execute(
        r, "INSERT INTO sentence_fts (rowid, text) WITH RECURSIVE n (i) AS (SELECT 1"
           " UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT (1 << 40) + i,"
           " 'aa x x x x x x bb cc x x x x x x aa bb x x x x x x cc' FROM n");
    assert_int_equal(room_open(&one, &options, &err), 0);
    answers(one, "/search", words, 503, "text/html", "0.01 seconds");
    answers(one, "/search.json", words, 503, "application/json", "takes too long");
    answers(one, "/run", NULL, 200, "text/html", NULL);
    room_close(one);
    one = open_room(r);
    answers(one, "/search", words, 200, "text/html", NULL);
    room_close(one);
}

static void what_cannot_be_searched_for_is_said(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r);
    answers(one, "/search", "q=AND", 400, "text/html", "stand between two words");
    answers(one, "/search", "q=%22trucks", 400, "text/html", "quotation mark");
    answers(one, "/search", "q=-", 400, "text/html", "no word");
    answers(one, "/search", "q=trucks+(300+OR+two)", 200, "text/html", "trucks");
    room_close(one);
}

static void a_record_that_is_not_whole_is_no_fault_of_the_asker(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    sample_execute(r, "DROP VIEW rule_now; DROP TABLE lexicon_rule; DROP TABLE work");
    room *one = open_room(r);
    answers(one, "/work/South_Korea", NULL, 500, "text/html", "cannot be read");
    answers(one, "/work/South_Korea", "at=99", 500, "text/html", "cannot be read");
    answers(one, "/pair/KOR-PRK", "at=99", 400, "text/html", "no run 99");
    room_close(one);
}

static size_t until_none; /* allocations of a model that still succeed */

static void *give(size_t n)
{
    return until_none ? until_none--, malloc(n) : NULL;
}

/* From some allocation on there is no memory for the model: nothing of it is used that is no
 * more there, and the asker is not to blame. */
static void want_of_memory_is_no_fault_of_the_asker(void **state)
{
    record_sample *r = *state;
    static const char *const paths[] = {"/codebook", "/codebook/CONSULT", "/pair/KOR-PRK",
                                        "/run"};
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        int status = 0;
        for (size_t n = 0; n < 1500; n += n < 300 ? 1 : 7) {
            until_none = n;
            json_set_alloc_funcs(give, free);
            room_response out = ask(one, paths[i], "known=1990-06");
            json_set_alloc_funcs(malloc, free);
            status = out.status;
            if (status != 200 && status != 500)
                fail_msg("%s: %d after %zu allocations", paths[i], status, n);
            room_response_free(&out);
        }
    }
    room_close(one);
}

/* One control on every page: what was not known yet is not there, and links keep the day. */
static void a_day_narrows_all_of_it(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc)); /* it knows up to June 1990 */
    room *one = open_room(r);
    answers(one, "/pair/KOR-PRK", "known=1990-06", 200, "text/html",
            "/country/KOR?known=1990-06\"");
    answers(one, "/pair/KOR-PRK", "known=1989", 200, "text/html", "Silence is not peace");
    answers(one, "/document/page-1", "known=1989", 404, "text/html", "not on that day");
    answers(one, "/", "known=1989", 200, "text/html", "no events yet");
    answers(one, "/event/0123456789abcdef", "known=1989", 404, "text/html",
            "No document");
    answers(one, "/event/0123456789abcdef", "known=1990-06", 200, "text/html", "trucks");
    answers(one, "/country/KOR", "known=1989", 200, "text/html", "No document");
    answers(one, "/listing.json", "known=1990-05", 200, "application/json",
            "\"rows\": []");
    answers(one, "/listing.json", "known=1990-06", 200, "application/json", "\"KOR\"");
    /* not where it makes no difference */
    room_response out = ask(one, "/run/1", "known=1989");
    assert_int_equal(out.status, 200);
    assert_null(strstr(out.body.at, "Only what documents told"));
    room_response_free(&out);
    /* one link drops the day, and nothing else */
    answers(one, "/search", "q=trucks&known=1989", 200, "text/html",
            "href=\"/search?q=trucks\"");
    room_close(one);
}

/* A run that pages are asked for is a number, and pages say which it is. */
static void after_a_run_is_said(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r);
    static const char *const wrong[] = {"at=abc", "at=-3", "at=0", "at=1x"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        answers(one, "/country/KOR", wrong[i], 400, "text/html", "number of a run");
    answers(one, "/country/KOR", "at=1", 200, "text/html",
            "as the record had them after");
    room_close(one);
}

/* A page is of who is named so; others whose names have the words are searched for. */
static void an_actor_is_named_exactly(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r);
    answers(one, "/actor/Yi_Sun-gi.json", NULL, 200, "application/json", "\"deeds\": 1");
    answers(one, "/actor/Yi", NULL, 404, "text/html", "names nobody so");
    answers(one, "/actor/Yi_Sun-gi", NULL, 200, "text/html", "/search?actor=Yi+Sun-gi\"");
    room_response out = ask(one, "/actor/KOR", NULL);
    assert_int_equal(out.status, 301);
    assert_string_equal(out.location.at, "/country/KOR");
    room_response_free(&out);
    room_close(one);
}

/* What codes are called and rules say comes out of the record. */
static void names_are_those_of_the_record(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r);
    answers(one, "/country/SUN", NULL, 200, "text/html", "1922-12-30");
    answers(one, "/country/XXX", NULL, 404, "text/html", "that code");
    answers(one, "/country/FIN", NULL, 200, "text/html", ">FIN</span>"); /* in a deed */
    answers(one, "/pair/KOR-XXX", NULL, 404, "text/html", "these codes");
    answers(one, "/pair/KOR-SUN", NULL, 200, "text/html", "Silence is not peace");
    answers(one, "/country/KOR", "page=7", 404, "text/html", "fewer pages");
    answers(one, "/rule/visit.verb", NULL, 200, "text/html", "Malta visited Peru.");
    answers(one, "/rule/give.thing", NULL, 200, "text/html", "/event/0123456789abcdef");
    answers(one, "/place/Rome", NULL, 200, "text/html", "/country/ITA\"");
    answers(one, "/place/ITA", NULL, 200, "text/html", "1 deed took place");
    /* another run calls it otherwise */
    static const char codes[] = "code\ttitle\nKOR\tRepublic of Korea\n";
    dmr_tables_file other = {
        "codes.tsv", {"codes.tsv", {codes, sizeof codes - 1}, 0}, true};
    const dmr_tables tables = {.files = {.at = &other, .n = 1}};
    r->engine.tables = &tables;
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    sample_add(r, r->doc);
    answers(one, "/country/KOR", NULL, 200, "text/html", "<h1>Republic of Korea");
    room_close(one);
}

/* From each row to the very sentence. */
static void a_deed_leads_to_its_sentence_and_pair(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r);
    answers(one, "/pair/KOR-PRK", NULL, 200, "text/html", "href=\"/document/page-1#s0\"");
    answers(one, "/event/0123456789abcdef", NULL, 200, "text/html",
            "href=\"/pair/KOR-PRK\"");
    answers(one, "/event/0123456789abcdef", NULL, 200, "text/html",
            "<title>South Korea: AID, material, North Korea and");
    room_close(one);
}

#define HOSTILE "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{title}}"

/* The hostile words as part of a path, and as the values of all that a query may have. */
static void address_of_hostile(room_text *part, room_text *query)
{
    static const char *const names[] = {"q",      "known", "when",   "page",  "pair",
                                        "actor",  "type",  "track",  "place", "at",
                                        "before", "doc",   "version"};
    const demarche_str words = S(HOSTILE);
    address_put_part(part, words);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        room_put_string(query, i ? "!" : "");
        room_put_string(query, names[i]);
        room_put(query, "=");
        address_put_value(query, words);
    }
    for (size_t i = 0; i < query->n; i++)
        query->at[i] = query->at[i] == '!' ? '&' : query->at[i];
}

static void is_harmless(room *r, const char *path, const char *query)
{
    static const char *const never[] = {"<script>alert", "<img",
                                        "onerror=alert(2)>{{title}}\""};
    room_response out = ask(r, path, query);
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        if (strncmp(out.type, "text/html", 9) == 0 && out.body.at &&
            strstr(out.body.at, never[i]))
            fail_msg("%s?%s: %s is markup:\n%s", path, query ? query : "", never[i],
                     strstr(out.body.at, never[i]));
    }
    assert_true(out.status < 500);
    room_response_free(&out);
}

static void strangers_words_are_never_markup(void **state)
{
    record_sample *r = *state;
    demarche_document *doc = sample_document(HOSTILE, HOSTILE);
    doc->source.meta.speaker = S(HOSTILE);
    doc->source.meta.source = S(HOSTILE);
    doc->source.meta.as_of = S("1990-06");
    doc->source.meta.url = S("javascript:alert(1)//" HOSTILE);
    ((demarche_str *)(uintptr_t)doc->source.meta.section)[0] = S(HOSTILE);
    for (size_t i = 0; i < doc->events.n; i++) {
        demarche_event *e = (demarche_event *)(uintptr_t)&doc->events.at[i];
        e->rule = HOSTILE;
        e->text = S(HOSTILE);
        for (size_t k = 0; k < e->n_actors; k++)
            ((demarche_entity *)(uintptr_t)e->actors)[k].identifier = S(HOSTILE);
    }
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
    sample_execute(r, "UPDATE place SET name = '"
                      "x<img src=x>"
                      "'");
    room *one = open_room(r);
    room_text part = {0}, path = {0}, query = {0};
    address_of_hostile(&part, &query);
    static const char *const kinds[] = {
        "/work/",  "/document/", "/rule/",    "/actor/", "/place/",
        "/event/", "/codebook/", "/country/", "/pair/",  "/"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        path.n = 0;
        room_put_string(&path, kinds[i]);
        room_put_text(&path, &part);
        is_harmless(one, path.at, NULL);
        is_harmless(one, path.at, query.at);
        room_put(&path, ".bib");
        is_harmless(one, path.at, query.at);
    }
    static const char *const plain[] = {
        "/",       "/country/KOR", "/pair/KOR-PRK", "/codebook/AID",
        "/search", "/compare",     "/run",          "/codebook"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        is_harmless(one, plain[i], NULL);
        is_harmless(one, plain[i], query.at);
    }
    answers(one, "/search", "q=trucks", 200, "text/html", "&lt;script&gt;");
    answers(one, "/pair/KOR-PRK", NULL, 200, "text/html", "&lt;script&gt;");
    path.n = 0;
    room_put(&path, "/document/");
    room_put_text(&path, &part);
    room_response out = ask(one, path.at, NULL);
    assert_int_equal(out.status, 200);
    assert_null(strstr(out.body.at, "href=\"javascript:"));
    room_response_free(&out);
    room_text_free(&part);
    room_text_free(&path);
    room_text_free(&query);
    room_close(one);
}

static void the_state_changes_with_the_record(void **state)
{
    record_sample *r = *state;
    char before[100];
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r), *other = open_room(r);
    snprintf(before, sizeof before, "%s", room_state(one));
    assert_string_equal(before, room_state(other));
    assert_string_equal(before, room_state(one));
    demarche_document *doc = sample_document("page-2", "Another");
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
    assert_string_not_equal(before, room_state(one));
    assert_string_equal(room_state(one), room_state(other));
    room_close(one);
    room_close(other);
}

static void no_record_is_said(void **state)
{
    (void)state;
    room *out;
    demarche_error err = {0};
    const room_options none = {.record = "/nowhere/r.db"};
    assert_int_not_equal(room_open(&out, &none, &err), 0);
    assert_non_null(strstr(err.message, "/nowhere/r.db"));
}

static const room_editing ada = {"0123456789abcdef0123456789abcdef", "Ada <b>"};

static room *open_to_edit(const record_sample *r)
{
    room *out;
    demarche_error err = {0};
    const room_options options = {.record = r->path, .edit = true};
    assert_int_equal(room_open(&out, &options, &err), 0);
    return out;
}

static void page_has(room *r, const char *path, const char *query, int status,
                     const char *has, const char *has_not)
{
    room_response out;
    room_answer(&out, r, &(room_request){path, query, &ada});
    if (out.status != status || !out.own || (has && !strstr(out.body.at, has)) ||
        (has_not && strstr(out.body.at, has_not)))
        fail_msg("%s: %d, %s, not %s\n%s", path, out.status, has ? has : "",
                 has_not ? has_not : "", out.body.at);
    room_response_free(&out);
}

static void corrects(room *r, editor *e, const char *form, int status, const char *says)
{
    room_response out;
    room_correct(&out, r, e, &(room_request){"/correct", NULL, &ada}, form, strlen(form));
    const char *told = out.location.n ? out.location.at : out.body.at;
    if (out.status != status || !out.own || !strstr(told, says))
        fail_msg("%s: %d %s", form, out.status, told);
    room_response_free(&out);
}

#define TOKEN "token=0123456789abcdef0123456789abcdef&"
#define FIRST "event=0123456789abcdef&"

static void only_who_edits_sees_what_is_to_be_judged(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r), *two = open_to_edit(r);
    answers(one, "/review", NULL, 404, "text/html", "no page");
    answers(two, "/review", NULL, 403, "text/html", "?token=");
    room_response out = ask(two, "/event/0123456789abcdef", NULL);
    assert_false(out.own);
    assert_null(strstr(out.body.at, "<form class=\"judge\""));
    room_response_free(&out);
    page_has(two, "/review", NULL, 200, "id=\"e-0123456789abcdef\"", "Ada <b>");
    page_has(two, "/review", NULL, 200, "value=\"Ada &lt;b&gt;\"", NULL);
    page_has(two, "/review", NULL, 200, "<mark class=\"told told-trigger\">gave</mark>",
             NULL);
    page_has(two, "/review", "type=CONSULT&order=new&all=1", 200,
             "id=\"e-fedcba9876543210\"", "id=\"e-0123456789abcdef\"");
    page_has(two, "/review", "pair=KOR-PRK&rule=give.thing", 200,
             "value=\"/review?rule=give.thing&amp;pair=KOR-PRK#queue\"",
             "id=\"e-fedcba9876543210\"");
    page_has(two, "/review", "known=1989", 200, "Nothing is left", "<article");
    page_has(two, "/review", "order=best", 400, "least sure", NULL);
    page_has(two, "/review", "pair=KOR", 400, "two codes", NULL);
    page_has(two, "/review.json", NULL, 200, "give.thing", ada.token);
    page_has(two, "/review", "q=0123456789abcdef", 200, "name=\"token\"", ada.token);
    page_has(two, "/event/0123456789abcdef", NULL, 200, "name=\"was-type\" value=\"AID\"",
             NULL);
    room_close(one);
    room_close(two);
}

static void what_a_form_says_is_kept_and_undone(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_to_edit(r);
    editor *e = editor_new(r->path);
    corrects(one, e, FIRST "verdict=right&by=Ada", 403, "not one of this server");
    corrects(one, e, "token=x&" FIRST "verdict=right&by=Ada", 403, "/review");
    corrects(one, e, "%", 400, "malformed");
    corrects(one, e, TOKEN FIRST "verdict=right&by=", 400, "who you are");
    sample_is(r, "SELECT count(*) FROM correction", "0");
    corrects(one, e, TOKEN FIRST "verdict=wrong&by=Ada&note=%3Ci%3E&back=/a%23b&here=/c",
             303, "/a#b");
    corrects(one, e, TOKEN FIRST "verdict=note&note=x&by=Ada&back=/a&here=/c", 303, "/c");
    corrects(one, e, TOKEN FIRST "verdict=note&note=y&by=Ada&back=//evil", 303,
             "/review");
    page_has(one, "/review", NULL, 200, "&lt;i&gt;", "id=\"e-0123456789abcdef\"");
    page_has(one, "/event/0123456789abcdef", NULL, 200, "Undo", "<i>");
    corrects(one, e, TOKEN "verdict=withdraw&correction=1&by=Bo", 303, "/review");
    page_has(one, "/review", NULL, 200, "id=\"e-0123456789abcdef\"", NULL);
    sample_is(r, "SELECT who FROM correction WHERE verdict = 'withdraw'", "Bo");
    editor_free(e);
    room_close(one);
}

#define ROOM_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM_TEST(pages_have_what_the_record_has),
        ROOM_TEST(what_is_not_there_is_said),
        ROOM_TEST(a_page_that_takes_too_long_is_refused),
        ROOM_TEST(what_cannot_be_searched_for_is_said),
        ROOM_TEST(a_record_that_is_not_whole_is_no_fault_of_the_asker),
        ROOM_TEST(want_of_memory_is_no_fault_of_the_asker),
        ROOM_TEST(a_day_narrows_all_of_it),
        ROOM_TEST(after_a_run_is_said),
        ROOM_TEST(an_actor_is_named_exactly),
        ROOM_TEST(names_are_those_of_the_record),
        ROOM_TEST(a_deed_leads_to_its_sentence_and_pair),
        ROOM_TEST(strangers_words_are_never_markup),
        ROOM_TEST(the_state_changes_with_the_record),
        ROOM_TEST(only_who_edits_sees_what_is_to_be_judged),
        ROOM_TEST(what_a_form_says_is_kept_and_undone),
        ROOM_TEST(no_record_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
