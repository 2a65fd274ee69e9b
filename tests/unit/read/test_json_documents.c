/* JSON: the outermost objects with a text are documents, wherever they stand. */
#include "kind_check.h"

static const dmr_format_kind *const JSON = &dmr_format_json;

static void an_object_is_a_document(void **state)
{
    (void)state;
    demarche_str in =
        S("\xEF\xBB\xBF{\n  \"id\": \"a1\",\n  \"text\": \"France met Italy.\",\n"
          "  \"date\": \"5 June 1990\",\n"
          "  \"tokens\": [{\"text\": \"France\"}],\n"
          "  \"text_info\": {\"start\": 0, \"end\": 17}\n}\n");
    reading r = read_kind(JSON, in, NULL);
    assert_int_equal(r.n, 1);
    const dmr_source *s = document(&r, 0);
    is(s->meta.id, "a1");
    is(s->meta.date, "1990-06-05");
    is(s->text, "France met Italy.");
    comes_from(s, "France", in, "France met");
    comes_from(s, "Italy", in, "Italy");
    assert_int_equal(s->source_start, 3);
    assert_int_equal(s->source_end, in.len - 1);
}

static void arrays_at_any_depth_give_their_objects(void **state)
{
    (void)state;
    static const char *const inputs[] = {
        "[{\"id\":\"1\",\"text\":\"One.\"},\n{\"id\":\"2\",\"text\":\"Two.\"}]",
        "{\"response\":{\"n\":2,\"docs\":[{\"id\":\"1\",\"text\":\"One.\"},"
        "{\"id\":\"2\",\"text\":\"Two.\"}]},\"facets\":[{\"name\":\"x\"}]}",
        "{\"hits\":{\"total\":{\"value\":2},\"hits\":["
        "{\"_index\":\"i\",\"_id\":\"1\",\"_source\":{\"text\":\"One.\"}},"
        "{\"_index\":\"i\",\"_id\":\"9\",\"_source\":{\"id\":\"2\",\"text\":\"Two.\"}}]}"
        "}",
        "[[{\"id\":\"1\",\"text\":\"One.\"}],[{\"id\":\"2\",\"text\":\"Two.\"}]]",
        "{\"id\":\"1\",\n\"text\":\"One.\"}\n{\"id\":\"2\",\n\"text\":\"Two.\"}",
        "{\"meta\":[{\"page\":1}],\"status\":\"ok\",\"data\":[{\"attributes\":"
        "{\"id\":\"1\",\"text\":\"One.\"}},{\"attributes\":{\"id\":\"2\",\"text\":\"Two."
        "\"}}]}",
    };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        reading r = read_kind(JSON, dmr_str_c(inputs[i]), NULL);
        assert_int_equal(r.n, 2);
        is(document(&r, 0)->meta.id, "1");
        is(document(&r, 0)->text, "One.");
        is(document(&r, 1)->meta.id, "2");
        is(document(&r, 1)->text, "Two.");
        comes_from(document(&r, 0), "One", dmr_str_c(inputs[i]), "One");
        comes_from(document(&r, 1), "Two", dmr_str_c(inputs[i]), "Two");
    }
}

static void usual_names_of_other_houses_are_known(void **state)
{
    (void)state;
    demarche_read_options opts = usual_options();
    demarche_str in =
        S("{\"status\":\"ok\",\"articles\":[{\"source\":{\"id\":null,\"name\":\"Wire\"},"
          "\"headline\":\"Talks\",\"link\":\"http://e.org\",\"publishedAt\":"
          "\"1990-06-05T10:00:00Z\",\"description\":\"No.\",\"content\":\"Yes.\"}]}");
    reading r = read_kind(JSON, in, NULL);
    assert_int_equal(r.n, 1);
    is(document(&r, 0)->text, "Yes.");
    is(document(&r, 0)->meta.title, "Talks");
    is(document(&r, 0)->meta.url, "http://e.org");
    is(document(&r, 0)->meta.date, "1990-06-05");
    opts.field_text = "description";
    opts.field_title = "content";
    r = read_kind(JSON, in, &opts);
    is(document(&r, 0)->text, "No.");
    is(document(&r, 0)->meta.title, "Yes.");
}

static void a_bad_element_is_told_and_the_rest_goes_on(void **state)
{
    (void)state;
    reading r = read_kind(JSON,
                          S("[\n{\"id\":\"1\",\"text\":\"One.\"},\n"
                            "{\"id\":\"2\"},\n"
                            "{\"id\" \"3\",\"text\":\"Three.\"},\n"
                            "{\"id\":\"4\",\n\"text\":\"Fo\\ur.\"},\n"
                            "{\"id\":\"5\",\"text\":\"Five, with ]}\\\"{[.\"}\n]\n"),
                          NULL);
    assert_int_equal(r.n, 5);
    is(document(&r, 0)->text, "One.");
    is_error(&r, 1, DEMARCHE_E_FORMAT, "line 3 (byte 28): no text in field \"text\"");
    is_error(&r, 2, DEMARCHE_E_FORMAT, "line 4 (byte 4");
    is_error(&r, 2, DEMARCHE_E_FORMAT, "not JSON");
    is_error(&r, 3, DEMARCHE_E_FORMAT, "line 5 (byte 68)");
    is(document(&r, 4)->text, "Five, with ]}\"{[.");
}

static void what_is_no_json_ends_with_where(void **state)
{
    (void)state;
    static const struct {
        const char *in, *what;
    } bad[] = {
        {"[{\"text\":\"One.\"},", "line 1 (byte 17): not JSON (the input ends inside"},
        {"[{\"text\":\"One.", "line 1 (byte 1): not JSON (the input ends inside a value"},
        {"[{\"text\":\"One.\"}}", "line 1 (byte 16): not JSON (a sign out of place)"},
        {"12", "neither an object nor an array"},
        {"{\"a\":1}", "no text in field \"text\""},
        {"[]", "no text in field \"text\""},
        {"", "no text in field \"text\""},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        reading r = read_kind(JSON, dmr_str_c(bad[i].in), NULL);
        assert_true(r.n >= 1);
        is_error(&r, r.n - 1, DEMARCHE_E_FORMAT, bad[i].what);
    }
}

static void brackets_without_end_are_bounded(void **state)
{
    (void)state;
    enum { DEPTH = 100000 };
    char *deep = dmr_arena_alloc(arena, DEPTH);
    memset(deep, '[', DEPTH);
    const demarche_read_options opts = usual_options();
    reading r = read_dripping(JSON, dmr_str(deep, DEPTH), &opts, DEPTH);
    assert_int_equal(r.n, 1);
    assert_true(r.at[0].status != DEMARCHE_OK);
}

/* 50,000 documents in an array that lies in an object, 10 MB: read element by element. */
static void a_long_array_takes_the_memory_of_its_largest_element(void **state)
{
    (void)state;
    enum { N = 50000 };
    static const char *const heads[] = {"[",
                                        "{\"took\":3,\"meta\":[{\"a\":1}],\"docs\":["};
    for (size_t k = 0; k < 2; k++) {
        dmr_buffer b = {0};
        dmr_buffer_write(&b, heads[k], strlen(heads[k]));
        for (int i = 0; i < N; i++) {
            char row[300];
            int n = snprintf(row, sizeof row,
                             "%s{\"id\":%d,\"text\":\"Row \\\"%d\\\" %0*d\"}",
                             i ? ",\n" : "", i, i, 100 + i % 100, i);
            dmr_buffer_write(&b, row, (size_t)n);
        }
        dmr_buffer_write(&b, "]}", k ? 2 : 1);
        const demarche_read_options opts = usual_options();
        drip d;
        void *json = NULL;
        demarche_error err = {0};
        drip_open(&d, dmr_str(b.at, b.n), 4096);
        assert_int_equal(JSON->open(&json, &d.stream, &opts, &err), DEMARCHE_OK);
        dmr_arena *own = dmr_arena_new(0);
        size_t n = 0;
        for (bool got = true, goes_on;; n++) {
            dmr_source s = {0};
            dmr_arena_reset(own);
            if (JSON->next(json, &s, &got, &goes_on, own, &err))
                fail_msg("%s", err.message);
            if (!got)
                break;
            char id[20];
            snprintf(id, sizeof id, "%zu", n);
            is(s.meta.id, id);
        }
        assert_int_equal(n, N);
        assert_true(d.most < (k ? 3 * 1024 * 1024 : 256 * 1024));
        JSON->close(json);
        dmr_arena_free(own);
        free(d.copy);
        free(b.at);
    }
}

/* A text of two megabytes is one document, whatever its object has behind it. */
static void a_big_object_with_a_text_is_one_document(void **state)
{
    (void)state;
    enum { N = 2 * 1024 * 1024 };
    demarche_read_options opts = usual_options();
    dmr_buffer b = {0};
    dmr_buffer_write(&b, "{\"id\":\"big\",\"text\":\"", 20);
    for (int i = 0; i < N / 8; i++)
        dmr_buffer_write(&b, "Word by ", 8);
    const char *end = "end.\",\"tokens\":[{\"text\":\"Word\"}]}";
    dmr_buffer_write(&b, end, strlen(end));
    opts.max_bytes = 4 * N;
    reading r = read_dripping(JSON, dmr_str(b.at, b.n), &opts, 65536);
    assert_int_equal(r.n, 1);
    is(document(&r, 0)->meta.id, "big");
    assert_int_equal(document(&r, 0)->text.len, N + 4);
    free(b.at);
}

static void json_is_told_from_jsonl(void **state)
{
    (void)state;
    assert_true(JSON->is(S("[{\"text\":1}]"), NULL));
    assert_true(JSON->is(S(" [\n  {\n"), NULL));
    assert_true(JSON->is(S("{\n  \"text\": 1\n}"), NULL));
    assert_true(JSON->is(S("{ \"text\":\n1 }"), NULL));
    assert_false(JSON->is(S("{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n"), NULL));
    assert_false(JSON->is(S("{\"text\":\"One.\"}"), NULL));
    assert_true(JSON->is(S("{\"docs\":[{\"text\":\"One.\"}]}\n"), "a.json"));
    assert_false(JSON->is(S("{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n"), "a.json"));
    assert_false(JSON->is(S("{\"text\":\"Cut\n{\"text\":\"Two.\"}\n"), NULL));
    assert_false(JSON->is(S("{\"text\":\n{\"text\":\"Two.\"}\n"), "a.jsonl"));
    assert_false(JSON->is(S("[1] A note.\n"), NULL));
    assert_false(JSON->is(S("{not json\n"), NULL));
    assert_false(JSON->is(S(""), NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_object_is_a_document),
        cmocka_unit_test(arrays_at_any_depth_give_their_objects),
        cmocka_unit_test(usual_names_of_other_houses_are_known),
        cmocka_unit_test(a_bad_element_is_told_and_the_rest_goes_on),
        cmocka_unit_test(what_is_no_json_ends_with_where),
        cmocka_unit_test(brackets_without_end_are_bounded),
        cmocka_unit_test(a_long_array_takes_the_memory_of_its_largest_element),
        cmocka_unit_test(a_big_object_with_a_text_is_one_document),
        cmocka_unit_test(json_is_told_from_jsonl),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
