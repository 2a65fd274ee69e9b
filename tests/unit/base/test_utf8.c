/* UTF-8: decoding, repair, classes, folding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"

#define S(literal) DMR_STR(literal)

static dmr_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = dmr_arena_new(0);
    return arena ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    dmr_arena_free(arena);
    return 0;
}

static void every_code_point_survives_encode_and_decode(void **state)
{
    (void)state;
    for (int32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        int32_t back = -1;
        bool valid = false;
        size_t n = dmr_utf8_encode(c, bytes);
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        if (dmr_utf8_decode_checked(bytes, n, &back, &valid) != n || !valid ||
            back != (surrogate ? DMR_UTF8_REPLACEMENT : c))
            fail_msg("U+%04X came back as U+%04X", (unsigned)c, (unsigned)back);
    }
    char bytes[4];
    assert_int_equal(dmr_utf8_encode(0x110000, bytes), 3);
    assert_int_equal(dmr_utf8_encode(-1, bytes), 3);
}

static demarche_str repair(demarche_str in, uint64_t *repaired)
{
    demarche_str out;
    *repaired = 0;
    assert_int_equal(dmr_utf8_repair(&out, in, arena, repaired, NULL), DEMARCHE_OK);
    return out;
}

/* The rows of table 3-8 of The Unicode Standard, chapter 3, and its neighbours. */
static void invalid_bytes_are_repaired_by_maximal_subpart(void **state)
{
#define R "\xEF\xBF\xBD"
    const struct {
        demarche_str in, out;
        uint64_t repaired;
    } rows[] = {
        {S("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82"
           "A"),
         S(R R R R R R R R "A"), 8},
        {S("\xED\xA0\x80\xED\xBF\xBF\xED\xAF"
           "A"),
         S(R R R R R R R R "A"), 8},
        {S("\xF4\x91\x92\x93\xFF"
           "A\x80\xBF"
           "B"),
         S(R R R R R "A" R R "B"), 7},
        {S("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"
           "A"),
         S(R R R R "A"), 4},
        {S("a\xC3"), S("a" R), 1},
        {S("\x80"), S(R), 1},
        {S("sound \xC3\xA9"), S("sound \xC3\xA9"), 0},
        {S(""), S(""), 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t repaired;
        demarche_str out = repair(rows[i].in, &repaired);
        if (!dmr_str_eq(out, rows[i].out) || repaired != rows[i].repaired)
            fail_msg("row %zu", i);
        assert_true(dmr_utf8_invalid(out, 0) == SIZE_MAX);
    }
#undef R
}

static void what_is_sound_is_not_copied(void **state)
{
    (void)state;
    uint64_t repaired;
    demarche_str in = S("P\xE2\x80\x99yongyang");
    assert_ptr_equal(repair(in, &repaired).ptr, in.ptr);
}

static void stepping_back_undoes_stepping_forth(void **state)
{
    (void)state;
    demarche_str s = S("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\x80\x80z");
    size_t starts[16], n = 0;
    int32_t c;
    for (size_t i = 0; i < s.len; n++) {
        starts[n] = i;
        i += dmr_utf8_decode(s.ptr + i, s.len - i, &c);
    }
    assert_int_equal(n, dmr_utf8_count(s));
    size_t at = s.len;
    while (n > 0) {
        at = dmr_utf8_before(s, at);
        assert_int_equal(at, starts[--n]);
    }
    assert_int_equal(dmr_utf8_first(s), 'a');
    assert_int_equal(dmr_utf8_last(s), 'z');
    assert_int_equal(dmr_utf8_last(S("")), 0);
}

static void classes_go_beyond_ascii(void **state)
{
    (void)state;
    assert_int_equal(dmr_utf8_class_of('A'), DMR_UTF8_UPPER);
    assert_int_equal(dmr_utf8_class_of(0xC9), DMR_UTF8_UPPER);    /* É */
    assert_int_equal(dmr_utf8_class_of(0x44F), DMR_UTF8_LOWER);   /* я */
    assert_int_equal(dmr_utf8_class_of(0xAC00), DMR_UTF8_LETTER); /* a Hangul syllable */
    assert_int_equal(dmr_utf8_class_of(0x301), DMR_UTF8_MARK);
    assert_int_equal(dmr_utf8_class_of('7'), DMR_UTF8_DIGIT);
    assert_int_equal(dmr_utf8_class_of(0x664), DMR_UTF8_DIGIT);
    assert_int_equal(dmr_utf8_class_of(0xA0), DMR_UTF8_BLANK);
    assert_int_equal(dmr_utf8_class_of(0x2028), DMR_UTF8_BLANK);
    assert_int_equal(dmr_utf8_class_of(0x200B), DMR_UTF8_CONTROL);
    assert_int_equal(dmr_utf8_class_of('-'), DMR_UTF8_OTHER);
    assert_int_equal(dmr_utf8_class_of(DMR_UTF8_REPLACEMENT), DMR_UTF8_OTHER);
    assert_true(dmr_utf8_is_letter(0xAC00));
    assert_false(dmr_utf8_is_letter('1'));
}

static void folding_makes_spellings_of_a_name_one(void **state)
{
    const struct {
        demarche_str in, out;
    } rows[] = {
        {S("P'yongyang"), S("pyongyang")},
        {S("P\xE2\x80\x99y\xC5\x8Fngyang"), S("pyongyang")},
        {S("Ch\xCA\xBCor-on"), S("chor-on")},
        {S("Ch'or\xE2\x80\x91on"), S("chor-on")},
        {S("P\xC3\xA9rez de Cu\xC3\xA9llar"), S("perez de cuellar")},
        {S("Pe\xCC\x81rez"), S("perez")},
        {S("\xC5\x81\xC3\xB3\x64\xC5\xBA"), S("lodz")},
        {S("STRASSE"), S("strasse")},
        {S("Stra\xC3\x9F\x65"), S("strasse")},
        {S("New\xC2\xA0York"), S("new york")},
        {S("\xC3\x98rsted"), S("orsted")},
        {S("\xC4\xB0stanbul"), S("istanbul")},
        {S("plain"), S("plain")},
        {S("'"), S("")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        demarche_str once = dmr_utf8_fold(arena, rows[i].in);
        if (!dmr_str_eq(once, rows[i].out))
            fail_msg("row %zu gives %.*s", i, (int)once.len, once.ptr);
        assert_true(dmr_str_eq(dmr_utf8_fold(arena, once), once));
    }
}

static void folding_twice_is_folding_once_for_every_code_point(void **state)
{
    (void)state;
    for (int32_t c = 1; c <= 0x1FFFF; c++) {
        char bytes[4];
        demarche_str one = dmr_str(bytes, dmr_utf8_encode(c, bytes));
        demarche_str once = dmr_utf8_fold(arena, one);
        demarche_str twice = dmr_utf8_fold(arena, once);
        if (!dmr_str_eq(once, twice))
            fail_msg("U+%04X", (unsigned)c);
        if (c % 0x1000 == 0)
            dmr_arena_reset(arena);
    }
}

static void lower_case_keeps_what_has_none(void **state)
{
    (void)state;
    assert_true(dmr_str_eq(dmr_utf8_lower(arena, S("\xC3\x89TAT \xFF 1")),
                           S("\xC3\xA9tat \xFF 1")));
    demarche_str same = S("d\xC3\xA9j\xC3\xA0");
    assert_ptr_equal(dmr_utf8_lower(arena, same).ptr, same.ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_survives_encode_and_decode),
        cmocka_unit_test(invalid_bytes_are_repaired_by_maximal_subpart),
        cmocka_unit_test(what_is_sound_is_not_copied),
        cmocka_unit_test(stepping_back_undoes_stepping_forth),
        cmocka_unit_test(classes_go_beyond_ascii),
        cmocka_unit_test(folding_makes_spellings_of_a_name_one),
        cmocka_unit_test(folding_twice_is_folding_once_for_every_code_point),
        cmocka_unit_test(lower_case_keeps_what_has_none),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
