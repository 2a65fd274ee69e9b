/* What the tests of serve/ share: cmocka, and pages to keep. */
#ifndef DEMARCHE_TEST_HTTP_CHECK_H
#define DEMARCHE_TEST_HTTP_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "http_page.h"

/* A page of `n` bytes of text that does not pack well. */
static inline http_page *check_page(size_t n, uint64_t epoch, const char *address)
{
    room_response response = {.status = 200, .type = "text/plain; charset=utf-8"};
    uint32_t random = 12345;
    for (size_t i = 0; i < n; i++) {
        random = random * 1664525 + 1013904223;
        char c = (char)(random >> 24);
        room_put_markup(&response.body, &c, 1);
    }
    http_page *page = http_page_make(&response, epoch, address);
    assert_non_null(page);
    return page;
}

#endif
