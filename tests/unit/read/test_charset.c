/* Character sets: told by their bytes, read without loss, and every sign leads back. */
#include "read_check.h"

#include <iconv.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "read/charset.h"

static const char *const russian =
    "Министр иностранных дел прибыл в Москву в мае 1972 года. Стороны подписали договор "
    "о торговле и обсудили положение на границе.\n";
static const char *const polish =
    "Minister spraw zagranicznych przybył do Łodzi. Obie strony podpisały umowę o "
    "współpracy gospodarczej i potępiły użycie siły. Następne spotkanie odbędzie się w "
    "październiku, gdy wróci również ambasador Węgier; zażądał on wyjaśnień.\n";
static const char *const french =
    "Le président a reçu l’ambassadeur à l’Élysée. Les deux pays ont signé un traité.\n";
static const char *const english =
    "The minister said: “We won’t sign – not now.” He met the envoy at a café in Rome on "
    "12 May 1971 and returned to the capital on the next day with the delegation.\n";
static const char *const greek =
    "Ο υπουργός Εξωτερικών έφτασε στην Αθήνα τον Μάιο. Οι δύο χώρες υπέγραψαν συνθήκη "
    "για το εμπόριο.\n";
static const char *const japanese =
    "外務大臣は五月に東京に到着した。両国は貿易に関する条約に署名し、国境の状況について"
    "話し合った。\n";
static const char *const chinese =
    "外交部长五月抵达北京。两国签署了贸易条约，并讨论了边界局势。双方同意继续会谈。\n";

/* UTF-8 in another character set. */
static demarche_str encode(const char *text, const char *charset)
{
    size_t n_in = strlen(text), room = 4 * n_in + 16, n_out = room;
    char *bytes = dmr_arena_alloc(arena, room), *out = bytes;
    char *in = (char *)(uintptr_t)text;
    iconv_t cd = iconv_open(charset, "UTF-8");
    assert_true(cd != (iconv_t)-1);
    assert_true(iconv(cd, &in, &n_in, &out, &n_out) != (size_t)-1);
    assert_true(iconv(cd, NULL, NULL, &out, &n_out) != (size_t)-1);
    iconv_close(cd);
    return dmr_str(bytes, room - n_out);
}

/* Decoded as `name` says, "" where it is to be told, it is the same text again. */
static void reads(const char *text, const char *charset, const char *name)
{
    demarche_str bytes = encode(text, charset), out;
    demarche_counts counts = {0};
    dmr_origin origin;
    assert_int_equal(
        dmr_charset_decode(&out, &origin, bytes, dmr_str_c(name), &counts, arena, NULL),
        DEMARCHE_OK);
    if (!dmr_str_is(out, text)) {
        demarche_str told = {0};
        (void)dmr_charset_tell(&told, bytes, arena, NULL);
        fail_msg("%s, told as %.*s: %.*s", charset, (int)told.len, told.ptr, (int)out.len,
                 out.ptr);
    }
    assert_int_equal(counts.repaired, 0);
    /* Pure ASCII stands as it is: of every sign of one byte in a set of single bytes. */
    size_t last = 0;
    for (size_t i = 0; i < out.len; i++) {
        size_t at = dmr_origin_find(&origin, 0, i);
        assert_true(at >= last && at < bytes.len);
        last = at;
        if (dmr_is_alpha(out.ptr[i]) && strncmp(charset, "UTF-16BE", 8) != 0 &&
            strncmp(charset, "UTF-32BE", 8) != 0 && strncmp(charset, "ISO-2022", 8) != 0)
            assert_int_equal(bytes.ptr[at], out.ptr[i]);
    }
}

static void texts_without_a_mark_are_told_by_their_bytes(void **state)
{
    (void)state;
    reads(russian, "KOI8-R", "");
    reads(russian, "WINDOWS-1251", "");
    reads(russian, "UTF-16LE", "");
    reads(russian, "UTF-16BE", "");
    reads(polish, "WINDOWS-1250", "");
    reads(polish, "ISO-8859-2", "");
    reads(french, "WINDOWS-1252", "");
    reads(english, "WINDOWS-1252", "");
    reads(english, "UTF-16LE", "");
    reads(greek, "WINDOWS-1253", "");
    reads(japanese, "SHIFT_JIS", "");
    reads(japanese, "EUC-JP", "");
    reads(japanese, "ISO-2022-JP", "");
    reads(chinese, "GB18030", "");
    reads(russian, "UTF-8", "");
    reads("caf\xC3\xA9\n", "WINDOWS-1252", "");
}

static void names_are_those_of_browsers_and_of_iconv(void **state)
{
    (void)state;
    reads("“caf\xC3\xA9”\n", "WINDOWS-1252", "latin1");
    reads(french, "MACINTOSH", "x-mac-roman");
    reads(japanese, "SHIFT_JIS", "Shift_JIS");
    reads(chinese, "GB18030", "gb2312");
    reads(russian, "IBM866", "ibm866");
    reads(english, "UTF-16BE", "utf-16be");
    reads(french, "UTF-32BE", "utf-32be");
    assert_true(dmr_charset_is_known(S("windows-1251")));
    assert_false(dmr_charset_is_known(S("klingon")));
    assert_false(dmr_charset_is_known(S("")));
    assert_false(dmr_charset_is_known(S("UTF-8//IGNORE")));
}

static void utf8_with_few_bad_bytes_stays_utf8(void **state)
{
    (void)state;
    demarche_str out, bytes = dmr_str_format(arena, "%s\xFF caf\xC3", russian);
    demarche_counts counts = {0};
    dmr_origin origin;
    assert_int_equal(
        dmr_charset_decode(&out, &origin, bytes, S(""), &counts, arena, NULL),
        DEMARCHE_OK);
    assert_int_equal(counts.repaired, 2);
    assert_true(dmr_str_starts(out, dmr_str_c(russian)));
    assert_true(dmr_str_ends(out, S("caf\xEF\xBF\xBD")));
}

static void a_mark_wins_over_a_name(void **state)
{
    (void)state;
    demarche_str out;
    demarche_counts counts = {0};
    dmr_origin origin;
    assert_int_equal(dmr_charset_decode(&out, &origin, S("\xEF\xBB\xBF\xC3\xA9"),
                                        S("latin1"), &counts, arena, NULL),
                     DEMARCHE_OK);
    is(out, "\xC3\xA9");
    assert_int_equal(dmr_origin_find(&origin, 0, 0), 3);
}

static void what_no_sign_stands_for_is_counted(void **state)
{
    (void)state;
    demarche_str out;
    demarche_counts counts = {0};
    dmr_origin origin;
    assert_int_equal(dmr_charset_decode(&out, &origin, S("a\x81z"), S("windows-1252"),
                                        &counts, arena, NULL),
                     DEMARCHE_OK);
    is(out, "a\xEF\xBF\xBDz");
    assert_int_equal(counts.repaired, 1);
    /* A sign of Shift-JIS that is cut off at the end. */
    assert_int_equal(dmr_charset_decode(&out, &origin, S("ab\x8A"), S("shift_jis"),
                                        &counts, arena, NULL),
                     DEMARCHE_OK);
    is(out, "ab\xEF\xBF\xBD");
    assert_int_equal(counts.repaired, 2);
}

static void any_bytes_in_any_set_give_utf8(void **state)
{
    (void)state;
    static const char *const sets[] = {"",        "utf-16",      "utf-32",    "koi8-r",
                                       "gb18030", "iso-2022-jp", "cp932",     "utf-7",
                                       "big5",    "iso-2022-kr", "tcvn5712-1"};
    uint32_t seed = 3;
    for (int turn = 0; turn < 2000; turn++) {
        char bytes[40];
        demarche_str out;
        demarche_counts counts = {0};
        dmr_origin origin;
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] = (char)(seed >> (turn & 1 ? 24 : 25));
        }
        demarche_str set = dmr_str_c(sets[(size_t)turn % (sizeof sets / sizeof *sets)]);
        assert_int_equal(dmr_charset_decode(&out, &origin, dmr_str(bytes, sizeof bytes),
                                            set, &counts, arena, NULL),
                         DEMARCHE_OK);
        assert_true(dmr_utf8_invalid(out, 0) == SIZE_MAX);
        for (size_t i = 0; i < out.len; i++)
            assert_true(dmr_origin_find(&origin, 0, i) < sizeof bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_without_a_mark_are_told_by_their_bytes),
        cmocka_unit_test(names_are_those_of_browsers_and_of_iconv),
        cmocka_unit_test(utf8_with_few_bad_bytes_stays_utf8),
        cmocka_unit_test(a_mark_wins_over_a_name),
        cmocka_unit_test(what_no_sign_stands_for_is_counted),
        cmocka_unit_test(any_bytes_in_any_set_give_utf8),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
