#include "http_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http_header.h"

bool http_edit_begin(http_edit *edit, int port)
{
    edit->on = secret_make(edit->secret);
    snprintf(edit->cookie, sizeof edit->cookie, "demarche-edit-%d", port);
    return edit->on;
}

http_edit_token http_edit_take_token(const http_edit *edit, char *address)
{
    static const char name[] = "token=";
    http_edit_token found = HTTP_EDIT_NONE;
    char *query = strchr(address, '?'), *to = query ? query + 1 : NULL;
    if (!edit->on || !query)
        return HTTP_EDIT_NONE;
    for (char *at = query + 1, *next; *at; at = next) {
        size_t n = strcspn(at, "&");
        next = at + n + (at[n] == '&');
        if (strncmp(at, name, sizeof name - 1) == 0) {
            char said[SECRET_ROOM + 1];
            snprintf(said, sizeof said, "%.*s", (int)(n - (sizeof name - 1)),
                     at + sizeof name - 1);
            bool right = secret_is(edit->secret, said) && found != HTTP_EDIT_WRONG;
            found = right ? HTTP_EDIT_RIGHT : HTTP_EDIT_WRONG;
        } else {
            memmove(to, at, (size_t)(next - at));
            to += next - at;
        }
    }
    if (found) {
        *to = '\0';
        if (to[-1] == '?' || to[-1] == '&')
            to[-1] = '\0';
    }
    return found;
}

/* The next cookie of that name behind `at`: its value, of *n bytes. NULL: no more. */
static const char *next_cookie(const char *at, const char *name, size_t *n)
{
    size_t length = strlen(name);
    while (at && *at) {
        at += strspn(at, " \t;");
        *n = strcspn(at, ";");
        if (*n > length && strncmp(at, name, length) == 0 && at[length] == '=') {
            *n -= length + 1;
            while (*n && (at[length + *n] == ' ' || at[length + *n] == '\t'))
                --*n;
            return at + length + 1;
        }
        at += *n;
    }
    return NULL;
}

bool http_edit_knows(const http_edit *edit, const char *cookie)
{
    size_t n = 0;
    if (!edit->on)
        return false;
    for (const char *at = next_cookie(cookie, edit->cookie, &n); at;
         at = next_cookie(at + n, edit->cookie, &n)) {
        char said[SECRET_ROOM + 1];
        snprintf(said, sizeof said, "%.*s", (int)(n < SECRET_ROOM ? n : SECRET_ROOM), at);
        if (secret_is(edit->secret, said))
            return true;
    }
    return false;
}

void http_edit_name(const char *cookie, char out[EDITOR_NAME_MOST + 1])
{
    size_t n = 0;
    const char *value = next_cookie(cookie, "demarche-by", &n);
    form_fields *form = value && n <= 3 * EDITOR_NAME_MOST ? malloc(sizeof *form) : NULL;
    char field[3 * EDITOR_NAME_MOST + 4];
    out[0] = '\0';
    if (!form)
        return;
    int length = snprintf(field, sizeof field, "by=%.*s", (int)n, value);
    if (length > 0 && form_fields_read(form, field, (size_t)length)) {
        const char *by = form_fields_get(form, "by");
        if (by && strlen(by) <= EDITOR_NAME_MOST)
            snprintf(out, EDITOR_NAME_MOST + 1, "%s", by);
    }
    free(form);
}

/* "http://room.example:8080" of an Origin, or at the start of a Referer, is that of Host. */
static bool is_ours(const char *origin, const char *host, bool more)
{
    static const char *const schemes[] = {"http://", "https://"};
    size_t n = host ? strlen(host) : 0;
    for (size_t i = 0; n && i < sizeof schemes / sizeof *schemes; i++) {
        size_t k = strlen(schemes[i]);
        if (strncasecmp(origin, schemes[i], k) == 0 &&
            strncasecmp(origin + k, host, n) == 0 &&
            (more ? origin[k + n] == '/' : !origin[k + n]))
            return true;
    }
    return false;
}

static bool is_form(const char *type)
{
    static const char form[] = "application/x-www-form-urlencoded";
    size_t n = sizeof form - 1;
    return type && strncasecmp(type, form, n) == 0 &&
           (!type[n] || type[n] == ';' || type[n] == ' ');
}

const char *http_edit_refusal(const http_edit *edit, const http_edit_head *head,
                              int *status)
{
    size_t digits = head->length ? strspn(head->length, "0123456789") : 0;
    *status = 403;
    if (head->fetch_site && strcmp(head->fetch_site, "same-origin") != 0)
        return "403: the form comes from a page of somebody else's (Sec-Fetch-Site); "
               "nothing was kept";
    if (head->origin ? !is_ours(head->origin, head->host, false)
                     : head->referer && !is_ours(head->referer, head->host, true))
        return "403: the form comes from a page of another server (Origin, Referer); "
               "nothing was kept";
    if (!http_edit_knows(edit, head->cookie))
        return "403: only who opened the address with ?token= that demarche serve --edit "
               "has printed may correct; nothing was kept";
    *status = 411;
    if (head->chunked || !head->length)
        return "411: a form needs its length (Content-Length)";
    *status = 400;
    if (head->n_lengths != 1 || !digits || head->length[digits])
        return "400: one Content-Length is needed, a number";
    *status = 413;
    if (digits > 8 || strtol(head->length, NULL, 10) > FORM_MOST)
        return "413: a form has at most 16 KiB";
    *status = 415;
    if (!is_form(head->content_type))
        return "415: a form is application/x-www-form-urlencoded";
    return NULL;
}

http_page *http_edit_lead_in(const http_edit *edit, const char *address)
{
    char cookie[128];
    snprintf(cookie, sizeof cookie, "%s=%s; Path=/; HttpOnly; SameSite=Strict",
             edit->cookie, edit->secret);
    return http_page_lead(http_is_own_path(address) ? address : "/", cookie);
}
