#include "http_log.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static char *put_escaped(char *to, const char *said)
{
    static const char hex[] = "0123456789abcdef";
    for (; *said; said++) {
        unsigned char c = (unsigned char)*said;
        if (c == '"' || c == '\\') {
            *to++ = '\\';
            *to++ = (char)c;
        } else if (c < 0x20 || c >= 0x7F) {
            *to++ = '\\';
            *to++ = 'x';
            *to++ = hex[c >> 4];
            *to++ = hex[c & 15];
        } else {
            *to++ = (char)c;
        }
    }
    return to;
}

static char *put(char *to, const char *ours)
{
    size_t n = strlen(ours);
    memcpy(to, ours, n);
    return to + n;
}

/* "-" stands for what was not said. */
static char *put_said(char *to, const char *said)
{
    return *said ? put_escaped(to, said) : put(to, "-");
}

static char *put_time(char *to, int64_t now)
{
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t seconds = (time_t)now;
    struct tm t = {0};
    gmtime_r(&seconds, &t);
    return to + snprintf(to, 64, " - - [%02d/%s/%04d:%02d:%02d:%02d +0000] \"", t.tm_mday,
                         months[t.tm_mon % 12], t.tm_year + 1900, t.tm_hour, t.tm_min,
                         t.tm_sec);
}

size_t http_log_line(char *out, const http_client *client, int64_t now, int64_t took)
{
    char *to = put(out, *client->name ? client->name : "-");
    to = put_time(to, now);
    to = put_said(to, client->method);
    to = put(to, " ");
    to = put_said(to, client->address);
    to = put(to, " ");
    to = put_said(to, client->version);
    to += snprintf(to, 64, "\" %d %zu \"", client->status, client->n_sent);
    to = put_said(to, client->referer);
    to = put(to, "\" \"");
    to = put_said(to, client->agent);
    to += snprintf(to, 64, "\" %lld.%03lld\n", (long long)(took / 1000),
                   (long long)(took % 1000));
    return (size_t)(to - out);
}
