/* A page of a country study: navigation tells the place and is no prose. */
#include "read_check.h"

static const char page[] =
    "Country Listing\n\nRuritania Table of Contents\n\nRuritania\n\n"
    "Foreign Relations\n\nRelations with Strelsau\n\n"
    "The two states met.\n\nData as of July 1989\n\n\n"
    "Country Listing | Ruritania Table of Contents";

static void navigation_becomes_the_section_path(void **state)
{
    (void)state;
    dmr_source s = read_as(dmr_str_c(page), DEMARCHE_FORMAT_AUTO, "p.txt");
    is(s.meta.format, "country-study");
    is(s.meta.title, "Relations with Strelsau");
    is(s.meta.as_of, "1989-07");
    is(s.meta.date, "");
    assert_int_equal(s.meta.n_section, 3);
    is(s.meta.section[0], "Ruritania");
    is(s.meta.section[1], "Foreign Relations");
    is(s.meta.section[2], "Relations with Strelsau");
}

static void navigation_stays_in_the_text_but_is_no_prose(void **state)
{
    (void)state;
    dmr_source s = read_as(dmr_str_c(page), DEMARCHE_FORMAT_AUTO, NULL);
    is(s.text, page);
    size_t prose = 0, navigation = 0;
    for (size_t i = 0; i < s.n_paragraphs; i++) {
        prose += s.paragraphs[i].kind == DMR_PARAGRAPH_PROSE;
        navigation += s.paragraphs[i].kind == DMR_PARAGRAPH_NAVIGATION;
    }
    assert_int_equal(prose, 1);
    assert_int_equal(navigation, 5);
    assert_int_equal(s.counts.navigation_lines, 5);
}

static void other_texts_are_not_taken_for_one(void **state)
{
    (void)state;
    assert_false(dmr_format_country_study.is(
        S("The table of contents was signed.\n\nData."), NULL));
    assert_false(dmr_format_country_study.is(
        S("He said that data as of June 1990 were bad.\n"), NULL));
    assert_false(dmr_format_country_study.is(S(""), NULL));
    assert_true(
        dmr_format_country_study.is(S("Text here.\n\nData as of June 1990\n"), NULL));
    assert_true(
        dmr_format_country_study.is(S("\xC3\x89tat Table of Contents\n\nText.\n"), NULL));
}

static void a_page_without_its_head_still_has_its_as_of_date(void **state)
{
    (void)state;
    dmr_source s = read_as(S("They met. They left.\n\nData as of December 1988\n"),
                           DEMARCHE_FORMAT_AUTO, NULL);
    is(s.meta.as_of, "1988-12");
    assert_int_equal(s.meta.n_section, 0);
    is(s.meta.title, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(navigation_becomes_the_section_path),
        cmocka_unit_test(navigation_stays_in_the_text_but_is_no_prose),
        cmocka_unit_test(other_texts_are_not_taken_for_one),
        cmocka_unit_test(a_page_without_its_head_still_has_its_as_of_date),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
