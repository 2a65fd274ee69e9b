/* Texts made piece by piece: paragraphs, notes, blanks, bounds, and the way back. */
#include "read_check.h"

#include "read/draft.h"

static dmr_draft draft;

static void begin(size_t max)
{
    dmr_draft_begin(&draft, max, arena);
}

static dmr_source end(void)
{
    dmr_source s = {0};
    demarche_error err = {0};
    if (dmr_draft_finish(&draft, &s, &err))
        fail_msg("%s", err.message);
    size_t at = 0;
    for (size_t i = 0; i < s.n_paragraphs; i++) {
        assert_true(s.paragraphs[i].start >= at);
        assert_true(s.paragraphs[i].end > s.paragraphs[i].start);
        at = s.paragraphs[i].end;
    }
    assert_true(at <= s.text.len);
    return s;
}

/* All of `source` as flow, its blanks and all. */
static void flow(const char *source, size_t at)
{
    dmr_draft_flow(&draft, dmr_str_c(source), at);
}

static void runs_of_blanks_are_one_and_lead_back(void **state)
{
    (void)state;
    static const char source[] = "  Two  words\n\there ";
    begin(0);
    flow(source, 0);
    dmr_source s = end();
    is(s.text, "Two words here");
    for (size_t i = 0; i < s.text.len; i++) {
        size_t at = dmr_origin_find(&s.origin, 0, i);
        assert_true(at < sizeof source);
        if (s.text.ptr[i] != ' ')
            assert_int_equal(source[at], s.text.ptr[i]);
    }
}

static void paragraphs_without_words_leave_nothing(void **state)
{
    (void)state;
    begin(0);
    dmr_draft_open(&draft, DMR_PARAGRAPH_HEADING);
    flow(" ", 0);
    dmr_draft_open(&draft, DMR_PARAGRAPH_HEADING);
    flow("Head", 5);
    dmr_draft_close(&draft);
    flow(" \n ", 10);
    flow("prose", 20);
    dmr_source s = end();
    is(s.text, "Head\n\nprose");
    assert_int_equal(s.n_paragraphs, 2);
    paragraph_is(&s, 0, DMR_PARAGRAPH_HEADING, "Head");
    paragraph_is(&s, 1, DMR_PARAGRAPH_PROSE, "prose");
    assert_int_equal(dmr_origin_find(&s.origin, 0, 6), 20);
}

static void notes_go_behind_the_paragraph_they_belong_to(void **state)
{
    (void)state;
    begin(0);
    flow("They ", 0);
    dmr_draft_note_begin(&draft);
    flow("In Rome,", 5);
    dmr_draft_note_begin(&draft);
    flow("or near it", 14);
    dmr_draft_note_end(&draft);
    flow(" in May.", 30);
    dmr_draft_note_end(&draft);
    flow("met.", 40);
    dmr_draft_close(&draft);
    flow("Then they left.", 50);
    dmr_source s = end();
    assert_int_equal(s.n_paragraphs, 4);
    paragraph_is(&s, 0, DMR_PARAGRAPH_PROSE, "They met.");
    paragraph_is(&s, 1, DMR_PARAGRAPH_NOTE, "In Rome, in May.");
    paragraph_is(&s, 2, DMR_PARAGRAPH_NOTE, "or near it");
    paragraph_is(&s, 3, DMR_PARAGRAPH_PROSE, "Then they left.");
    assert_int_equal(dmr_origin_find(&s.origin, 0, s.paragraphs[2].start), 14);
    assert_int_equal(dmr_origin_find(&s.origin, 0, s.paragraphs[3].start), 50);
}

static void notes_deeper_than_the_bound_go_into_the_one_around_them(void **state)
{
    (void)state;
    begin(0);
    flow("a", 0);
    for (int i = 0; i < 1000; i++)
        dmr_draft_note_begin(&draft);
    flow("deep", 5);
    for (int i = 0; i < 1000; i++)
        dmr_draft_note_end(&draft);
    flow(" b", 10);
    dmr_source s = end();
    is(words(&s, 0), "a b");
    is(words(&s, 1), "deep");
}

static void notes_that_never_end_are_kept(void **state)
{
    (void)state;
    begin(0);
    flow("a", 0);
    dmr_draft_note_begin(&draft);
    flow("open", 5);
    dmr_source s = end();
    is(s.text, "a\n\nopen");
}

static void signs_and_bad_bytes_lead_to_all_they_took(void **state)
{
    (void)state;
    begin(0);
    flow("caf", 0);
    dmr_draft_sign(&draft, S("\xC3\xA9"), 3, 8); /* &eacute; */
    flow(" \xFFx\x01y", 11);
    dmr_source s = end();
    is(s.text, "caf\xC3\xA9 \xEF\xBF\xBDx y");
    assert_int_equal(s.counts.repaired, 1);
    assert_int_equal(s.counts.controls, 1);
    assert_int_equal(dmr_origin_find(&s.origin, 0, 4), 3);
    assert_int_equal(dmr_origin_find(&s.origin, 0, 6), 12);
    assert_int_equal(dmr_origin_find(&s.origin, 0, 9), 13);
    assert_int_equal(dmr_origin_find(&s.origin, 0, 11), 15);
}

static void verbatim_keeps_lines_and_breaks_break(void **state)
{
    (void)state;
    begin(0);
    dmr_draft_verbatim(&draft, S("a  b\r\nc\rd"), 0);
    dmr_draft_break(&draft);
    dmr_draft_break(&draft);
    flow("e", 20);
    dmr_source s = end();
    is(s.text, "a  b \nc\nd\ne");
    assert_int_equal(dmr_origin_find(&s.origin, 0, 6), 6);
    assert_int_equal(dmr_origin_find(&s.origin, 0, s.text.len - 1), 20);
}

static void a_text_may_have_the_bytes_allowed_and_no_more(void **state)
{
    (void)state;
    dmr_source s = {0};
    begin(4);
    flow("four", 0);
    is(end().text, "four");
    begin(4);
    flow("fives", 0);
    assert_int_equal(dmr_draft_finish(&draft, &s, NULL), DEMARCHE_E_LIMIT);
    begin(4);
    flow("one", 0);
    dmr_draft_open(&draft, DMR_PARAGRAPH_PROSE);
    flow("two", 0);
    assert_int_equal(dmr_draft_finish(&draft, &s, NULL), DEMARCHE_E_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_of_blanks_are_one_and_lead_back),
        cmocka_unit_test(paragraphs_without_words_leave_nothing),
        cmocka_unit_test(notes_go_behind_the_paragraph_they_belong_to),
        cmocka_unit_test(notes_deeper_than_the_bound_go_into_the_one_around_them),
        cmocka_unit_test(notes_that_never_end_are_kept),
        cmocka_unit_test(signs_and_bad_bytes_lead_to_all_they_took),
        cmocka_unit_test(verbatim_keeps_lines_and_breaks_break),
        cmocka_unit_test(a_text_may_have_the_bytes_allowed_and_no_more),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
