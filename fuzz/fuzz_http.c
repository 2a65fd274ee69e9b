/*
 * What the server reads of requests itself: targets, Accept-Encoding, If-None-Match, Host, cookies,
 * tokens, forms of corrections, words to search for, and whatever goes into its log. (What
 * libmicrohttpd reads, tests/harness/http.py tries.)
 */
#include <string.h>

#include "fuzz_engine.h"
#include "http_edit.h"
#include "http_header.h"
#include "http_log.h"
#include "search_words.h"

/* A host that is ours by name is one of our names, before a port or the end. */
static void check_host(const char *value)
{
    static const char *const names[] = {"room.example"};
    static const char *const ours[] = {"localhost", "127.0.0.1", "[::1]", "room.example"};
    http_host got = http_host_check(value, true, names, 1);
    bool named = false;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        size_t n = strlen(ours[i]);
        named = named || (strncasecmp(value, ours[i], n) == 0 &&
                          strspn(value + n, ":0123456789") == strlen(value + n));
    }
    FUZZ_PROMISE(got != HTTP_HOST_OURS || named);
    bool bad = got == HTTP_HOST_BAD;
    FUZZ_PROMISE(bad == (http_host_check(value, false, NULL, 0) == HTTP_HOST_BAD));
    FUZZ_PROMISE(bad || !strpbrk(value, " /@,\\\"\r\n"));
}

/* What matches has the tag in it, or is all of them. */
static void check_tags(const char *value)
{
    if (http_etag_matches(value, "\"a1\""))
        FUZZ_PROMISE(strstr(value, "\"a1\"") || strchr(value, '*'));
    if (http_accepts_gzip(value))
        FUZZ_PROMISE(strchr(value, '*') || strcasestr(value, "gzip"));
    if (http_is_own_path(value))
        FUZZ_PROMISE(value[0] == '/' && value[1] != '/' && !strpbrk(value, " \r\n\t"));
}

/* Whatever was said is one line of printable ASCII, with as many quotes as it has ends. */
static void check_log(const char *value)
{
    static http_client client;
    static char line[HTTP_LOG_ROOM];
    size_t quotes = 0;
    snprintf(client.address, sizeof client.address, "%s", value);
    snprintf(client.method, sizeof client.method, "%s", value);
    snprintf(client.version, sizeof client.version, "%s", value);
    snprintf(client.referer, sizeof client.referer, "%s", value);
    snprintf(client.agent, sizeof client.agent, "%s", value);
    size_t n = http_log_line(line, &client, 0, 0);
    FUZZ_PROMISE(n < sizeof line && n == strlen(line) && line[n - 1] == '\n');
    for (size_t i = 0; i + 1 < n; i++) {
        FUZZ_PROMISE(line[i] >= ' ' && line[i] <= '~');
        if (line[i] == '\\')
            i++;
        else
            quotes += line[i] == '"';
    }
    FUZZ_PROMISE(quotes == 6);
}

/* Values have no controls; nobody is let in without the secret, nor is it left in an address. */
static void check_edit(const char *value, size_t n)
{
    static form_fields form;
    static const http_edit edit = {true, "0123456789abcdef0123456789abcdef", "c"};
    char by[EDITOR_NAME_MOST + 1], *address = strdup(value);
    if (form_fields_read(&form, value, n)) {
        for (size_t i = 0; i < form.n; i++) {
            for (const char *p = form.at[i].value; *p; p++)
                FUZZ_PROMISE((unsigned char)*p >= ' ' && *p != 0x7F);
        }
    }
    http_edit_name(value, by);
    FUZZ_PROMISE(address &&
                 (!http_edit_knows(&edit, value) || strstr(value, edit.secret)));
    bool right = http_edit_take_token(&edit, address) == HTTP_EDIT_RIGHT;
    FUZZ_PROMISE(!right || strstr(value, edit.secret));
    FUZZ_PROMISE(strlen(address) <= strlen(value));
    FUZZ_PROMISE(http_edit_take_token(&edit, address) == HTTP_EDIT_NONE);
    free(address);
}

/* An address is a path, whatever host stood before it. */
static void check_target(const char *value)
{
    static http_client client;
    http_client_take_target(&client, value);
    FUZZ_PROMISE(client.address_n == strlen(value));
    FUZZ_PROMISE(strlen(client.address) <= ROOM_ADDRESS_MOST);
    FUZZ_PROMISE(!client.absolute || client.address[0] == '/');
    FUZZ_PROMISE(!strpbrk(client.authority, "/?#"));
    http_client_clear(&client);
    FUZZ_PROMISE(!client.authority[0] && !client.absolute);
}

/* What is taken has quotes around all words. */
static void check_search(const char *value)
{
    room_text query = {0};
    bool within = false;
    if (!search_words(&query, value)) {
        FUZZ_PROMISE(query.n > 2 && query.n < 16 * SEARCH_CHARACTERS_MOST);
        for (size_t i = 0; i < query.n; i++) {
            within = within != (query.at[i] == '"');
            FUZZ_PROMISE(within || query.at[i] == '"' ||
                         strchr(" ANDORTE(),*0123456789", query.at[i]));
        }
    }
    FUZZ_PROMISE(!within);
    room_text_free(&query);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char *value = malloc(n + 1);
    FUZZ_PROMISE(value);
    if (n)
        memcpy(value, bytes, n);
    value[n] = '\0';
    check_host(value);
    check_tags(value);
    check_log(value);
    check_edit(value, n);
    check_target(value);
    check_search(value);
    free(value);
    return 0;
}
