/* YAML front matter: its fields, its limits, and what is none. */
#include "read_check.h"

#include "read/front_matter.h"

static void fields_go_where_they_belong(void **state)
{
    (void)state;
    dmr_source s = read_as(S("---\ndoc_date: '1971-10-15'\nnaa_refs:\n- title: inner\n  "
                             "id: no\nid: 275\ntitle: 'Submission to\n  Cabinet'\nas_of: "
                             "June 1990\nvol_title: 'Volume 22: China'\nsource: ~\nurl: "
                             "http://x.org/1\nlanguage: en\n---\n\nText here.\n"),
                           DEMARCHE_FORMAT_AUTO, "a.txt");
    is(s.meta.format, "markdown");
    is(s.meta.id, "275");
    is(s.meta.title, "Submission to Cabinet");
    is(s.meta.date, "1971-10-15");
    is(s.meta.as_of, "1990-06");
    is(s.meta.url, "http://x.org/1");
    is(s.meta.language, "en");
    is(s.meta.source, "");
    assert_int_equal(s.meta.n_section, 2);
    is(s.meta.section[0], "Volume 22: China");
    is(s.meta.section[1], "Submission to Cabinet");
    is(s.text, "Text here.");
}

static void section_may_be_a_word_or_a_list(void **state)
{
    (void)state;
    dmr_source s =
        read_as(S("---\nsection: Trade\nvolume: X\n---\nT."), DEMARCHE_FORMAT_AUTO, NULL);
    assert_int_equal(s.meta.n_section, 1);
    is(s.meta.section[0], "Trade");
    s = read_as(S("---\nsection: [A, B, {C: D}]\n---\nT."), DEMARCHE_FORMAT_AUTO, NULL);
    assert_int_equal(s.meta.n_section, 2);
    is(s.meta.section[1], "B");
}

static void what_is_no_good_yaml_is_read_line_by_line(void **state)
{
    (void)state;
    dmr_source s = read_as(S("---\ntitle: Talks: the second day\ndate: \"1990-06\"\n"
                             "\tbad: x\n---\nText."),
                           DEMARCHE_FORMAT_AUTO, NULL);
    is(s.meta.title, "Talks: the second day");
    is(s.meta.date, "1990-06");
    is(s.text, "Text.");
}

static void only_front_matter_is_taken_for_it(void **state)
{
    (void)state;
    assert_int_equal(dmr_front_matter_find(S("---\nno key\n---\nx"), NULL), 0);
    assert_int_equal(dmr_front_matter_find(S("---\ntitle: open"), NULL), 0);
    assert_int_equal(dmr_front_matter_find(S("x\n---\ntitle: a\n---\n"), NULL), 0);
    assert_int_equal(dmr_front_matter_find(S("----\ntitle: a\n----\n"), NULL), 0);
    assert_int_equal(dmr_front_matter_find(S(""), NULL), 0);
    assert_int_equal(dmr_front_matter_find(S("---\na: b\n---"), NULL), 12);
    assert_int_equal(dmr_front_matter_find(S("---\na: b\n...\nx"), NULL), 13);
}

/* Aliases that would grow without end are not followed; depth is bounded. */
static void hostile_yaml_does_no_harm(void **state)
{
    (void)state;
    read_as(S("---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\ntitle: *c\n---\nT."),
            DEMARCHE_FORMAT_AUTO, NULL);
    char text[20000];
    memcpy(text, "---\nsection: ", 13);
    memset(text + 13, '[', 15000);
    memcpy(text + 15013, "\n---\nText.", 10);
    dmr_source s = read_as(dmr_str(text, 15023), DEMARCHE_FORMAT_AUTO, NULL);
    is(s.text, "Text.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_go_where_they_belong),
        cmocka_unit_test(section_may_be_a_word_or_a_list),
        cmocka_unit_test(what_is_no_good_yaml_is_read_line_by_line),
        cmocka_unit_test(only_front_matter_is_taken_for_it),
        cmocka_unit_test(hostile_yaml_does_no_harm),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
