/* What is known of documents from elsewhere, and what they say themselves. */
#include "read_check.h"

static dmr_source read_given(demarche_str bytes, demarche_format format, const char *date,
                             const char *title)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    demarche_error err = {0};
    dmr_documents documents;
    dmr_source source = {0};
    bool got = false;
    opts.format = format;
    opts.date = date;
    opts.as_of = "1983~";
    opts.title = title;
    opts.speaker = "EGY";
    if (dmr_documents_open(&documents, bytes, &opts, &err) ||
        dmr_documents_next(&documents, &source, &got, arena, &err))
        fail_msg("%s", err.message);
    assert_true(got);
    dmr_documents_close(&documents); /* what was read is in the arena */
    return source;
}

static void what_is_given_is_taken_where_the_document_is_silent(void **state)
{
    (void)state;
    const demarche_format formats[] = {DEMARCHE_FORMAT_TEXT, DEMARCHE_FORMAT_MARKDOWN,
                                       DEMARCHE_FORMAT_COUNTRY_STUDY};
    for (size_t i = 0; i < 3; i++) {
        dmr_source s =
            read_given(S("Egypt left."), formats[i], "2 October 1951", "A talk");
        is(s.meta.date, "1951-10-02");
        is(s.meta.as_of, "1983~");
        is(s.meta.title, "A talk");
        is(s.meta.speaker, "EGY");
    }
    dmr_source s =
        read_given(S("{\"text\": \"Egypt left.\"}"), DEMARCHE_FORMAT_JSONL, "1951", NULL);
    is(s.meta.date, "1951");
}

static void metadata_win_over_it(void **state)
{
    (void)state;
    dmr_source s = read_given(S("---\ndate: 1990-03-03\ntitle: Own\nspeaker: IRQ\n"
                                "as_of: 1991\n---\nEgypt left."),
                              DEMARCHE_FORMAT_MARKDOWN, "1951", "Given");
    is(s.meta.date, "1990-03-03");
    is(s.meta.title, "Own");
    is(s.meta.speaker, "IRQ");
    is(s.meta.as_of, "1991");
    s = read_given(S("{\"text\": \"Egypt left.\", \"date\": \"1990\"}"),
                   DEMARCHE_FORMAT_JSONL, "1951", NULL);
    is(s.meta.date, "1990");
}

static void it_wins_over_what_only_looks_like_metadata(void **state)
{
    (void)state;
    demarche_str bytes = S("A Heading\n\nMarch 3, 1990\n\nEgypt left the talks.");
    is(read_given(bytes, DEMARCHE_FORMAT_TEXT, NULL, NULL).meta.date, "1990-03-03");
    dmr_source s = read_given(bytes, DEMARCHE_FORMAT_TEXT, "1951", "Given");
    is(s.meta.date, "1951");
    is(s.meta.title, "Given");
}

static void its_bytes_are_made_sound(void **state)
{
    (void)state;
    dmr_source s = read_given(S("Egypt left."), DEMARCHE_FORMAT_TEXT, " ",
                              "\xFF"
                              "a\n b");
    is(s.meta.title, "\xEF\xBF\xBD"
                     "a b");
    is(s.meta.date, "");
    assert_int_equal(s.counts.repaired, 0); /* of the text nothing was */
}

static void a_date_must_be_one(void **state)
{
    (void)state;
    const char *const none[] = {"5/6/89", "soon", "1989-02-30", "1989 or so"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
        demarche_error err = {0};
        dmr_documents documents;
        opts.date = none[i];
        assert_int_equal(dmr_documents_open(&documents, S("x"), &opts, &err),
                         DEMARCHE_E_ARGUMENT);
        assert_non_null(strstr(err.message, none[i]));
        dmr_documents_close(&documents);
        opts.as_of = opts.date;
        opts.date = NULL;
        assert_int_equal(dmr_documents_open(&documents, S("x"), &opts, &err),
                         DEMARCHE_E_ARGUMENT);
        assert_non_null(strstr(err.message, "as_of"));
        dmr_documents_close(&documents);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_given_is_taken_where_the_document_is_silent),
        cmocka_unit_test(metadata_win_over_it),
        cmocka_unit_test(it_wins_over_what_only_looks_like_metadata),
        cmocka_unit_test(its_bytes_are_made_sound),
        cmocka_unit_test(a_date_must_be_one),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
