/* Search and review: which sentences and deeds are found, that their numbers agree with what
 * stands there, and that what cannot be found or asked is said in plain words. */
#include "../record/record_sample.h"

#include "editor.h"
#include "room.h"

static room *open_room(const record_sample *r, bool edit)
{
    room *out;
    demarche_error err = {0};
    const room_options options = {.record = r->path, .edit = edit};
    if (room_open(&out, &options, &err))
        fail_msg("%s", err.message);
    return out;
}

static const room_editing ada = {"0123456789abcdef0123456789abcdef", "Ada"};

/* NULL: not looked for. */
static void answers(room *r, const char *path, const char *query, int status,
                    const char *has, const char *has_not)
{
    room_response out;
    bool own = strncmp(path, "/review", 7) == 0;
    room_answer(&out, r, &(room_request){path, query, own ? &ada : NULL});
    const char *body = out.body.at ? out.body.at : "";
    if (out.status != status || (has && !strstr(body, has)) ||
        (has_not && strstr(body, has_not)))
        fail_msg("%s?%s: %d, not %d with \"%s\" without \"%s\":\n%.6000s", path, query,
                 out.status, status, has ? has : "", has_not ? has_not : "",
                 strstr(body, "class=\"found\"") ? strstr(body, "class=\"found\"")
                                                 : body);
    room_response_free(&out);
}

#define FOUND "<ol class=\"hits\">"

/* The same page as it was printed a year later: of the trucks only their tracks are left. */
static void add_later_edition(record_sample *r)
{
    char text[sizeof sample_text];
    memcpy(text, sample_text, sizeof text);
    memcpy(strstr(text, "trucks"), "tracks", 6);
    demarche_document *doc = sample_document("page-1", "Relations");
    doc->source.text = dmr_str_c(text);
    doc->source.meta.as_of = S("1991-06");
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
}

static void sentences_are_of_what_is_told_now_or_was_known_then(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    add_later_edition(r);
    room *one = open_room(r, false);
    answers(one, "/search", "q=tracks", 200, "href=\"/document/page-1#s0\"", NULL);
    answers(one, "/search", "q=trucks", 200, "No sentence", FOUND);
    answers(one, "/search", "q=trucks&known=1990", 200,
            "href=\"/document/page-1?known=1990#s0\"", NULL);
    answers(one, "/search", "q=tracks&known=1990", 200, "No sentence", FOUND);
    answers(one, "/search", "q=trucks&known=1940", 200, "No sentence", FOUND);
    answers(one, "/search", "q=trucks&at=1", 200,
            "href=\"/document/page-1?at=1&amp;version=1#s0\"", NULL);
    answers(one, "/search", "q=tracks&at=1", 200, "No sentence", FOUND);
    room_close(one);
}

static void sentences_are_narrowed_like_the_deeds(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r, false);
    answers(one, "/search", "q=trucks&type=AID", 200, "<mark>trucks</mark>", NULL);
    answers(one, "/search", "q=trucks&when=1988", 200, "<mark>trucks</mark>", NULL);
    answers(one, "/search", "q=trucks&type=CONSULT", 200, NULL, FOUND);
    answers(one, "/search", "q=trucks&when=1951", 200, NULL, FOUND);
    answers(one, "/search", "q=trucks&when=1951", 200, NULL, "<table");
    answers(one, "/search", "q=trucks&when=1951", 200, NULL, "<aside");
    answers(one, "/search", "q=trucks&when=1951", 200, "href=\"/search?q=trucks\"", NULL);
    answers(one, "/search", "q=trucks&known=1940", 200, "href=\"/search?q=trucks\"",
            NULL);
    answers(one, "/search", "q=+&actor=KOR", 200, ">AID, material</a>", "No sentence");
    answers(one, "/search", "q=+", 200, NULL, "No sentence");
    room_close(one);
}

/* 30 pages of as many years, one of no date, one of before 1990. */
static void add_years(record_sample *r)
{
    for (int i = 0; i < 32; i++) {
        char id[16], date[16] = "";
        snprintf(id, sizeof id, "page-%02d", i);
        if (i < 30)
            snprintf(date, sizeof date, "%d", 1950 + i);
        demarche_document *doc = sample_document(id, id);
        demarche_event *e = (demarche_event *)(uintptr_t)doc->events.at;
        demarche_event *told = (demarche_event *)(uintptr_t)e->reports[0].told;
        e->date_edtf = i == 31 ? S("../1990") : dmr_str_c(date);
        snprintf(e->date, sizeof e->date, "%s%s", date, i < 30 ? "-01-01" : "");
        snprintf(e->enddate, sizeof e->enddate, "%s%s", i == 31 ? "1990" : date,
                 i == 30 ? "" : "-12-31");
        told->date_edtf = e->date_edtf;
        if (i == 30) /* else it would be one deed with the last */
            told->type = e->type = "AGREE";
        assert_true(sample_add(r, doc));
        demarche_document_free(doc);
    }
}

static void many_years_are_decades_and_none_is_left_out(void **state)
{
    record_sample *r = *state;
    add_years(r);
    room *one = open_room(r, false);
    answers(one, "/search", "actor=KOR", 200,
            "<a href=\"/search?actor=KOR&amp;when=195X\">1950s</a> <span class=\"n\">10<",
            NULL);
    answers(one, "/search", "actor=KOR", 200, "no date</span> <span class=\"n\">1<",
            ">1951</a>");
    answers(one, "/search", "actor=KOR", 200,
            "of no one year</span> <span class=\"n\">1<", NULL);
    answers(one, "/search", "actor=KOR&when=195X", 200, "when=1951\">1951</a>", ">1960<");
    /* those of before 1990 may be of any year */
    answers(one, "/search", "actor=KOR&when=195X", 200, "id=\"events\">11 deeds", NULL);
    answers(one, "/search", "actor=KOR", 200, "may lie in it", NULL);
    room_close(one);
}

static void what_is_found_is_counted_and_turned(void **state)
{
    record_sample *r = *state;
    add_years(r);
    room *one = open_room(r, false);
    answers(one, "/search", "q=trucks", 200, "id=\"hits\">32 sentences", NULL);
    answers(one, "/search", "q=trucks", 200, "id=\"events\">32 deeds", NULL);
    answers(one, "/search", "q=trucks", 200, "<li><a href=\"/document/page-00#s0",
            "<li><a href=\"/document/page-25#");
    answers(one, "/search", "q=trucks", 200, "href=\"/search?q=trucks&amp;page=2\"",
            NULL);
    answers(one, "/search", "q=trucks&page=2", 200, "<li><a href=\"/document/page-25#s0",
            "<li><a href=\"/document/page-00#");
    answers(one, "/search", "q=trucks&page=2", 200, NULL, "rel=\"next\"");
    room_close(one);
}

static void the_form_keeps_and_offers_what_there_is(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r, false);
    answers(one, "/search", NULL, 200, "<option value=\"AID\">AID</option>",
            "placeholder=\"KOR");
    answers(one, "/search", "quad=2&mode=material", 200,
            "<option value=\"2\" selected>cooperation in deeds</option>", NULL);
    answers(one, "/search", "quad=2&mode=material", 200,
            "<option value=\"material\" selected>material</option>", NULL);
    answers(one, "/search", "type=AID,CONSULT", 200,
            "<option value=\"AID,CONSULT\" selected>AID,CONSULT</option>", NULL);
    answers(one, "/search", "quad=2", 200, "Class: cooperation in deeds", "Class: 2");
    answers(one, "/search", "type=FOO", 404, "no such type: FOO", "No deed");
    answers(one, "/search", "type=AID,FOO", 404, "no such type: FOO", "No deed");
    answers(one, "/search", "track=foo", 404, "no such field: foo", NULL);
    answers(one, "/search", "mode=foo", 404, "no such mode: foo", NULL);
    answers(one, "/search", "quad=7", 404, "no such class: 7", NULL);
    answers(one, "/search", "pair=KOR-PRK", 200, ">AID, material</a>", NULL);
    answers(one, "/search", "pair=KOR%3EPRK", 200, ">AID, material</a>", NULL);
    answers(one, "/search", "pair=KOR", 400, "a pair is two codes", NULL);
    answers(one, "/search", "pair=KOR", 400, "name=\"pair\" value=\"KOR\"", NULL);
    answers(one, "/search", "when=soon", 400, "a time is EDTF", NULL);
    room_close(one);
}

static void what_cannot_be_asked_is_said_in_plain_words(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r, false);
    answers(one, "/search", "q=%22", 400, "quotation mark is open", "FTS5");
    answers(one, "/search", "q=trucks+AND+AND", 400, "AND, OR and NOT stand", "fts5");
    answers(one, "/compare", "before=run:1&after=run:9", 400, "r.db has no such run",
            r->folder);
    answers(one, "/compare", "before=what", 400, "coder:3", "LEXICONHASH");
    answers(one, "/compare", "before=known:1988", 200, "name=\"after\" value=\"now\"",
            NULL);
    answers(one, "/compare", "after=known:1988", 200, "Give a state before", NULL);
    room_close(one);
}

static void what_was_not_done_is_reviewed_when_asked_for(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r, true);
    answers(one, "/review", NULL, 200, "id=\"e-0123456789abcdef\"",
            "id=\"e-fedcba9876543210\"");
    answers(one, "/review", NULL, 200, "href=\"/review?all=1\"", NULL);
    answers(one, "/review", "all=1", 200, "id=\"e-fedcba9876543210\"", NULL);
    answers(one, "/review", "all=1&type=AID", 200,
            "value=\"/review?type=AID&amp;all=1#queue\"", NULL);
    answers(one, "/review", NULL, 200,
            "<option value=\"2\">cooperation in deeds, as it is</option>",
            "inputmode=\"numeric\"");
    answers(one, "/review", NULL, 200, "<option>ASSAULT</option>", NULL);
    answers(one, "/review", "type=FOO", 404, "no such type: FOO", "Nothing is left");
    room_close(one);
}

#define ROOM_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM_TEST(sentences_are_of_what_is_told_now_or_was_known_then),
        ROOM_TEST(sentences_are_narrowed_like_the_deeds),
        ROOM_TEST(many_years_are_decades_and_none_is_left_out),
        ROOM_TEST(what_is_found_is_counted_and_turned),
        ROOM_TEST(the_form_keeps_and_offers_what_there_is),
        ROOM_TEST(what_cannot_be_asked_is_said_in_plain_words),
        ROOM_TEST(what_was_not_done_is_reviewed_when_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
