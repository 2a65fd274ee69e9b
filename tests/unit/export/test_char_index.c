/* Bytes become characters, in any script and at any distance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "export/char_index.h"
#include "handles.h"

static void positions_are_those_of_counting_from_the_start(void **state)
{
    (void)state;
    static const char piece[] = "a\xC3\xA9\xE2\x80\x99\xF0\x9F\x99\x82";
    demarche_document *doc = dmr_document_new();
    assert_non_null(doc);
    size_t n = 500 * (sizeof piece - 1);
    char *text = dmr_arena_alloc(doc->arena, n);
    for (size_t i = 0; i < n; i++)
        text[i] = piece[i % (sizeof piece - 1)];
    doc->source.text = dmr_str(text, n);
    dmr_char_index index = {0};
    assert_int_equal(dmr_char_index_make(&index, doc, NULL), 0);
    for (size_t i = 0; i <= 500; i++) {
        size_t byte = i * (sizeof piece - 1);
        assert_int_equal(dmr_char_index_at(&index, byte), 4 * i);
        if (i < 500) /* behind the third character */
            assert_int_equal(dmr_char_index_at(&index, byte + 6), 4 * i + 3);
    }
    assert_int_equal(dmr_char_index_at(&index, n + 99), 2000);
    /* the same place with another text is another text */
    doc->source.text = DMR_STR("\xC3\xA9!");
    assert_int_equal(dmr_char_index_make(&index, doc, NULL), 0);
    assert_int_equal(dmr_char_index_at(&index, 2), 1);
    dmr_char_index_free(&index);
    demarche_document_free(doc);
}

static void context_is_cut_at_characters(void **state)
{
    (void)state;
    demarche_str s = DMR_STR("a\xC3\xA9\xE2\x80\x99z");
    assert_true(dmr_str_is(dmr_last_chars(s, 2), "\xE2\x80\x99z"));
    assert_true(dmr_str_is(dmr_first_chars(s, 2), "a\xC3\xA9"));
    assert_true(dmr_str_eq(dmr_last_chars(s, 9), s));
    assert_true(dmr_str_eq(dmr_first_chars(s, 9), s));
    assert_int_equal(dmr_first_chars(dmr_str("", 0), 3).len, 0);
    assert_int_equal(dmr_last_chars(dmr_str("", 0), 3).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_are_those_of_counting_from_the_start),
        cmocka_unit_test(context_is_cut_at_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
