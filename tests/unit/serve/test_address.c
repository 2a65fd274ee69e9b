/* Addresses: words of a record go into them and come out again; nothing else comes in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "address.h"

static int take(address *a, const char *path, const char *query)
{
    return address_read(a, &(room_request){path, query, NULL});
}

static void words_come_back(void **state)
{
    (void)state;
    static const char *const words[] = {"KOR-SUN",
                                        "Roh Tae Woo",
                                        "/work/shared/a b.txt",
                                        "page.json",
                                        "notes.bib",
                                        "notes.ris",
                                        "..",
                                        ".",
                                        "a_b~c",
                                        "100% \"sure\" <b>&c;",
                                        "Пак Чон Хи",
                                        "P\u2019y\u014Fngyang",
                                        "x#y?z=1&w",
                                        "a.csv.html"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        room_text path = {0};
        address a;
        room_put(&path, "/document/");
        address_put_part(&path, (demarche_str){words[i], strlen(words[i])});
        assert_null(strpbrk(path.at + 10, "/?#\"<>& "));
        assert_int_equal(take(&a, path.at, NULL), 200);
        assert_int_equal(a.n_parts, 2);
        assert_string_equal(a.parts[1], words[i]);
        assert_int_equal(a.format, ADDRESS_HTML);
        room_put(&path, ".json");
        assert_int_equal(take(&a, path.at, NULL), 200);
        assert_string_equal(a.parts[1], words[i]);
        assert_int_equal(a.format, ADDRESS_JSON);
        room_text_free(&path);
    }
}

static void values_come_back(void **state)
{
    (void)state;
    static const char word[] = "trade & \"aid\" +100% Москва";
    room_text query = {0};
    address a;
    room_put(&query, "known=1990-06&q=");
    address_put_value(&query, (demarche_str){word, sizeof word - 1});
    room_put(&query, "&empty=&flag");
    assert_int_equal(take(&a, "/search", query.at), 200);
    assert_string_equal(address_value_of(&a, "q"), word);
    assert_string_equal(address_value_of(&a, "known"), "1990-06");
    assert_null(address_value_of(&a, "empty"));
    assert_null(address_value_of(&a, "flag"));
    assert_null(address_value_of(&a, "other"));
    room_text_free(&query);
}

static void what_is_malformed_is_refused(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "",      "pair", "/a/b/c/d/e", "//",    "/a//b", "/%",      "/%zz",    "/%00",
        "/a~00", "/a~",  "/a~4",       "/a~G0", "/%FF",  "/%C0%AF", "/~C0~AF", "/a/%2"};
    address a;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (take(&a, paths[i], NULL) != 400)
            fail_msg("%s is taken", paths[i]);
    }
    assert_int_equal(take(&a, "/search", "a=b&q=%"), 400);
    assert_int_equal(a.n_values, 0); /* none that is half read */
    assert_int_equal(take(&a, "/search", "q=%00"), 400);
    assert_int_equal(take(&a, "/search", "q=%FE"), 400);
    char many[ROOM_ADDRESS_MOST + 2];
    memset(many, 'a', sizeof many - 1);
    many[0] = '/';
    many[sizeof many - 1] = '\0';
    assert_int_equal(take(&a, many, NULL), 414);
    many[ROOM_ADDRESS_MOST] = '\0';
    assert_int_equal(take(&a, many, NULL), 200);
    memset(many, '&', ROOM_ADDRESS_MOST);
    many[ROOM_ADDRESS_MOST - 8] = '\0';
    assert_int_equal(take(&a, "/search", many), 200);
    for (size_t i = 0; i < ROOM_ADDRESS_MOST - 8; i += 2)
        many[i] = 'a';
    assert_int_equal(take(&a, "/search", many), 414); /* too many values */
    assert_int_equal(take(&a, "/%EF%BF%BD%FF", NULL), 400);
    assert_int_equal(take(&a, "/search", "q=%EF%BF%BD%FF"), 400);
    many[2 * ADDRESS_VALUES] = '\0';
    assert_int_equal(take(&a, "/search", many), 200);
    assert_int_equal(a.n_values, ADDRESS_VALUES);
    many[2 * ADDRESS_VALUES] = 'a';
    many[2 * ADDRESS_VALUES + 1] = '\0';
    assert_int_equal(take(&a, "/search", many), 414);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_come_back),
        cmocka_unit_test(values_come_back),
        cmocka_unit_test(what_is_malformed_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
