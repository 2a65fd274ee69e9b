/* What is built in for pages: found by its name, and whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "assets.h"

static void each_is_found_by_its_name_and_no_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_room_assets; i++) {
        const room_asset *a = &room_assets[i];
        assert_ptr_equal(room_asset_find(a->name), a);
        assert_true(a->n > 0);
        assert_null(strchr(a->name, '/'));
    }
    assert_null(room_asset_find(""));
    assert_null(room_asset_find("style.css"));
    assert_null(room_asset_find("../style.css"));
}

static void is_of(const room_asset *asset, const char *type)
{
    if (asset)
        assert_string_equal(asset->type, type);
}

static void a_head_has_at_least_style_and_icon(void **state)
{
    (void)state;
    assert_non_null(room_asset_style());
    assert_non_null(room_asset_icon());
    is_of(room_asset_style(), "text/css; charset=utf-8");
    is_of(room_asset_icon(), "image/svg+xml");
    is_of(room_asset_early(), "text/javascript; charset=utf-8");
    is_of(room_asset_script(), "text/javascript; charset=utf-8");
    is_of(room_asset_letters(), "font/woff2");
    /* scripts and letters come together, or not at all */
    assert_int_equal(!room_asset_script(), !room_asset_early());
    assert_int_equal(!room_asset_script(), !room_asset_letters());
}

/* Nothing is fetched from elsewhere, and what is named is there. */
static void the_style_names_what_is_built_in_alone(void **state)
{
    (void)state;
    const room_asset *style = room_asset_style();
    char *text = calloc(style->n + 1, 1), name[128];
    assert_non_null(text);
    memcpy(text, style->at, style->n);
    assert_null(strstr(text, "@import"));
    assert_null(strstr(text, "://"));
    size_t named = 0;
    for (const char *at = text; (at = strstr(at, "url(")); named++) {
        at += strlen("url(");
        size_t n = strcspn(at, ")");
        assert_true(n < sizeof name);
        memcpy(name, at, n);
        name[n] = '\0';
        assert_non_null(room_asset_find(name));
    }
    assert_int_equal(named > 0, room_asset_letters() != NULL);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_found_by_its_name_and_no_other),
        cmocka_unit_test(a_head_has_at_least_style_and_icon),
        cmocka_unit_test(the_style_names_what_is_built_in_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
