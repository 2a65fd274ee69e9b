#include "http_header.h"

#include <string.h>
#include <strings.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static const char *skip_blanks(const char *p)
{
    while (is_blank(*p))
        p++;
    return p;
}

/* A weight such as "0.5": whether it is above 0. What is no weight counts as 1. */
static bool weight_above_0(const char *p, size_t n)
{
    if (!n || p[0] != '0')
        return true;
    for (size_t i = 1; i < n; i++) {
        if (p[i] >= '1' && p[i] <= '9')
            return true;
    }
    return false;
}

/* An element "gzip;q=0.5": whether its name is `name`, and whether it is wanted. */
static bool coding_is(const char *p, size_t n, const char *name, bool *wanted)
{
    size_t len = 0;
    while (len < n && p[len] != ';' && !is_blank(p[len]))
        len++;
    if (len != strlen(name) || strncasecmp(p, name, len) != 0)
        return false;
    *wanted = true;
    const char *semicolon = memchr(p, ';', n);
    if (!semicolon)
        return true;
    const char *end = p + n, *q = skip_blanks(semicolon + 1);
    if (end - q > 2 && (q[0] == 'q' || q[0] == 'Q') && q[1] == '=')
        *wanted = weight_above_0(q + 2, (size_t)(end - q - 2));
    return true;
}

bool http_accepts_gzip(const char *value)
{
    bool named = false, wanted = false, any = false;
    while (value && *value) {
        value = skip_blanks(value);
        size_t n = strcspn(value, ",");
        bool this_one = false;
        if (coding_is(value, n, "gzip", &this_one) ||
            coding_is(value, n, "x-gzip", &this_one)) {
            named = true;
            wanted = wanted || this_one;
        } else if (coding_is(value, n, "*", &this_one)) {
            any = this_one;
        }
        value += n + (value[n] == ',');
    }
    return named ? wanted : any;
}

bool http_etag_matches(const char *value, const char *etag)
{
    size_t len = strlen(etag);
    if (!value)
        return false;
    value = skip_blanks(value);
    if (value[0] == '*' && !*skip_blanks(value + 1))
        return true;
    while (*(value = skip_blanks(value))) {
        if (*value == ',') { /* an element that is empty (RFC 9110, 5.6.1) */
            value++;
            continue;
        }
        if (value[0] == 'W' && value[1] == '/')
            value += 2;
        if (*value != '"')
            return false; /* no list of tags */
        size_t n = strcspn(value + 1, "\"") + 2;
        if (!value[n - 1])
            return false; /* no closing quote */
        if (n == len && memcmp(value, etag, n) == 0)
            return true;
        value = skip_blanks(value + n);
        if (*value && *value++ != ',')
            return false;
    }
    return false;
}

/* How long the name before the port is; 0 where the whole is no name and port. */
static size_t host_length(const char *value)
{
    size_t n;
    if (*value == '[') {
        n = strspn(value + 1, "0123456789abcdefABCDEF:.") + 1;
        if (value[n] != ']' || n < 3)
            return 0;
        n++;
    } else {
        n = strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                          "-._");
    }
    const char *p = value + n;
    if (*p == ':')
        p += 1 + strspn(p + 1, "0123456789");
    return *p || n > 255 ? 0 : n;
}

http_host http_host_check(const char *value, bool loopback, const char *const *names,
                          size_t n_names)
{
    static const char *const own[] = {"localhost", "127.0.0.1", "[::1]"};
    size_t n = value ? host_length(value) : 0;
    if (!n)
        return HTTP_HOST_BAD;
    if (!loopback && !n_names)
        return HTTP_HOST_OURS;
    for (size_t i = 0; loopback && i < sizeof own / sizeof *own; i++) {
        if (strlen(own[i]) == n && strncasecmp(value, own[i], n) == 0)
            return HTTP_HOST_OURS;
    }
    for (size_t i = 0; i < n_names; i++) {
        if (strlen(names[i]) == n && strncasecmp(value, names[i], n) == 0)
            return HTTP_HOST_OURS;
    }
    return HTTP_HOST_OTHER;
}

bool http_target_is_absolute(const char *target, const char **authority, size_t *n)
{
    static const char scheme[] = "http://";
    if (strncasecmp(target, scheme, sizeof scheme - 1) != 0)
        return false;
    *authority = target + sizeof scheme - 1;
    *n = strcspn(*authority, "/?#");
    return true;
}

bool http_is_own_path(const char *to)
{
    if (to[0] != '/' || to[1] == '/' || to[1] == '\\')
        return false;
    for (; *to; to++) {
        if (*to <= ' ' || *to > '~')
            return false;
    }
    return true;
}
