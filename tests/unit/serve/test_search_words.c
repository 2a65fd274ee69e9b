/* What people type becomes a question that the record takes, or a sentence on what is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "search_words.h"

static void becomes(const char *words, const char *query)
{
    room_text out = {0};
    const char *wrong = search_words(&out, words);
    if (wrong)
        fail_msg("%s: %s", words, wrong);
    assert_string_equal(out.at ? out.at : "", query);
    room_text_free(&out);
}

static void is_wrong(const char *words, const char *says)
{
    room_text out = {0};
    const char *wrong = search_words(&out, words);
    if (!wrong || !strstr(wrong, says))
        fail_msg("%s: %s, not %s", words, wrong ? wrong : out.at, says);
    assert_null(strstr(wrong, "FTS"));
    room_text_free(&out);
}

static void words_are_words(void **state)
{
    (void)state;
    becomes("treaty", "\"treaty\" ");
    becomes("Roh Tae-woo", "\"Roh\" \"Tae-woo\" ");
    becomes("US/UK - trade", "\"US/UK\" \"trade\" ");
    becomes("Korea (South)", "\"Korea\" \"(South)\" ");
    becomes("  and or not near  ", "\"and\" \"or\" \"not\" \"near\" ");
    becomes("title:x ^y {z} a+b", "\"title:x\" \"^y\" \"{z}\" \"a+b\" ");
    becomes("Пак\tЧон", "\"Пак\" \"Чон\" ");
}

static void questions_keep_their_meaning(void **state)
{
    (void)state;
    becomes("\"trade office\" -", "\"trade office\" ");
    becomes("diplo*", "\"diplo\"* ");
    becomes("\"trade off\"* 1988", "\"trade off\"* \"1988\" ");
    becomes("trade AND US/UK", "\"trade\" AND \"US/UK\" ");
    becomes("a OR b NOT c", "\"a\" OR \"b\" NOT \"c\" ");
    becomes("(a OR b) c", "(\"a\" OR \"b\" ) AND \"c\" ");
    becomes("a(b OR c)d", "\"a\" AND (\"b\" OR \"c\" ) AND \"d\" ");
    becomes("NEAR(trade office, 5) x", "NEAR(\"trade\" \"office\" ,5) \"x\" ");
    becomes("NEAR(\"a b\" c)", "NEAR(\"a b\" \"c\" ) ");
    becomes("NEAR AND far", "\"NEAR\" AND \"far\" ");
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    static const char *const lone[] = {"AND",   "trade AND",  "OR x",
                                       "NOT x", "a AND OR b", "(a OR ) b AND c"};
    static const char *const marks[] = {"\"", "\"trade", "a \"b\" \""};
    static const char *const groups[] = {"(a AND b", "a OR b)", "() AND a", "((a) OR b"};
    static const char *const nears[] = {
        "NEAR(",        "NEAR(a",          "NEAR(a b",      "NEAR(a, 3)",
        "NEAR(a b, x)", "NEAR(a b, 1000)", "NEAR(a AND b)", "NEAR(a b, 3 c)"};
    static const char *const empty[] = {"", "  ", "-", "\"\"", "\"?\" a", "* - "};
    for (size_t i = 0; i < sizeof lone / sizeof *lone; i++)
        is_wrong(lone[i], "stand between");
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        is_wrong(marks[i], "quotation mark");
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        is_wrong(groups[i], "parenthesis");
    for (size_t i = 0; i < sizeof nears / sizeof *nears; i++)
        is_wrong(nears[i], "NEAR takes two");
    for (size_t i = 0; i + 1 < sizeof empty / sizeof *empty; i++)
        is_wrong(empty[i], "no word");
    is_wrong("* a", "end of a word");
    is_wrong("a * b", "end of a word");
}

static void repeat(room_text *out, const char *words, int times)
{
    for (int i = 0; i < times; i++)
        room_put_markup(out, words, strlen(words));
}

static void there_is_an_end_to_it(void **state)
{
    (void)state;
    room_text long_one = {0}, signs = {0}, out = {0};
    repeat(&long_one, "\xC3\xA9", SEARCH_CHARACTERS_MOST);
    assert_null(search_words(&out, long_one.at));
    repeat(&long_one, "x", 1);
    is_wrong(long_one.at, "200 characters");
    repeat(&signs, "a", 1);
    repeat(&signs, " OR a", SEARCH_SIGNS_MOST);
    assert_null(search_words(&out, signs.at));
    repeat(&signs, " OR a", 1);
    is_wrong(signs.at, "at once");
    is_wrong("(((((((((a OR b)))))))))", "at once");
    room_text_free(&long_one);
    room_text_free(&signs);
    room_text_free(&out);
}

/* Whatever is not refused is one that SQLite takes. */
static void what_is_taken_can_be_asked(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "a",     "\"",    " ", "(",        ")",   "*",           "AND", " OR ",
        " NOT ", "NEAR(", ",", "3",        "-",   "^",           ":",   "+",
        "{",     "}",     "'", "\xC3\xA9", "b c", "\xE2\x80\x94"};
    sqlite3 *db;
    sqlite3_stmt *s;
    uint32_t random = 1;
    assert_int_equal(sqlite3_open(":memory:", &db), 0);
    assert_int_equal(sqlite3_exec(db,
                                  "CREATE VIRTUAL TABLE t USING fts5 (text);"
                                  "INSERT INTO t VALUES ('a b c 3 AND é')",
                                  NULL, NULL, NULL),
                     0);
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT count(*) FROM t WHERE t MATCH ?1", -1, &s, NULL),
        0);
    size_t taken = 0;
    for (int i = 0; i < 20000; i++) {
        room_text words = {0}, out = {0};
        for (int k = 0; k < 12; k++) {
            random = random * 1664525 + 1013904223;
            repeat(&words, pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)], 1);
        }
        const char *wrong = search_words(&out, words.at);
        if (!wrong) {
            taken++;
            sqlite3_bind_text(s, 1, out.at, -1, SQLITE_STATIC);
            if (sqlite3_step(s) != SQLITE_ROW)
                fail_msg("%s: %s: %s", words.at, out.at, sqlite3_errmsg(db));
            sqlite3_reset(s);
        }
        room_text_free(&words);
        room_text_free(&out);
    }
    assert_true(taken > 100);
    sqlite3_finalize(s);
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_words),
        cmocka_unit_test(questions_keep_their_meaning),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(there_is_an_end_to_it),
        cmocka_unit_test(what_is_taken_can_be_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
