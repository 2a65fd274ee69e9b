#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"

void dmr_json_begin(dmr_json *j, demarche_write_fn write, void *user)
{
    j->write = write;
    j->user = user;
    j->n = 0;
    j->failed = false;
    j->comma = false;
}

static void flush(dmr_json *j)
{
    if (j->n && !j->failed && j->write(j->user, j->buffer, j->n))
        j->failed = true;
    j->n = 0;
}

demarche_status dmr_json_finish(dmr_json *j, demarche_error *err)
{
    flush(j);
    if (j->failed)
        return dmr_error_set(err, DEMARCHE_E_IO, 0,
                             "the output could not be written; check the disk or pipe");
    return DEMARCHE_OK;
}

void dmr_json_raw(dmr_json *j, const char *bytes, size_t n)
{
    if (n > sizeof j->buffer - j->n)
        flush(j);
    if (n > sizeof j->buffer) {
        if (!j->failed && j->write(j->user, bytes, n))
            j->failed = true;
        return;
    }
    if (n)
        memcpy(j->buffer + j->n, bytes, n);
    j->n += n;
}

/* Before a value or key: the comma behind its neighbour. */
static void separate(dmr_json *j)
{
    if (j->comma)
        dmr_json_raw(j, ",", 1);
    j->comma = true;
}

void dmr_json_value(dmr_json *j, const char *json)
{
    separate(j);
    dmr_json_raw(j, json, strlen(json));
}

void dmr_json_open(dmr_json *j, char bracket)
{
    separate(j);
    dmr_json_raw(j, &bracket, 1);
    j->comma = false;
}

void dmr_json_close(dmr_json *j, char bracket)
{
    dmr_json_raw(j, &bracket, 1);
    j->comma = true;
}

void dmr_json_newline(dmr_json *j)
{
    dmr_json_raw(j, "\n", 1);
    j->comma = false;
}

/* Bytes of s from `from` on that need no escape and are sound. */
static size_t plain_run(demarche_str s, size_t from)
{
    size_t i = from;
    while (i < s.len) {
        unsigned char b = (unsigned char)s.ptr[i];
        if (b < 0x20 || b == '"' || b == '\\' || b == 0x7F)
            break;
        if (b < 0x80) {
            i++;
            continue;
        }
        int32_t c;
        bool valid;
        size_t took = dmr_utf8_decode_checked(s.ptr + i, s.len - i, &c, &valid);
        if (!valid)
            break;
        i += took;
    }
    return i - from;
}

static size_t escape(dmr_json *j, const char *p, size_t left)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char b = (unsigned char)*p;
    if (b >= 0x80) {
        int32_t c;
        size_t took = dmr_utf8_decode(p, left, &c);
        dmr_json_raw(j, "\xEF\xBF\xBD", 3);
        return took;
    }
    char out[6] = {'\\', 'u', '0', '0', digits[b >> 4], digits[b & 15]};
    size_t n = 6;
    switch (b) {
    case '"':
    case '\\':
        out[1] = (char)b;
        n = 2;
        break;
    case '\n':
        out[1] = 'n';
        n = 2;
        break;
    case '\t':
        out[1] = 't';
        n = 2;
        break;
    case '\r':
        out[1] = 'r';
        n = 2;
        break;
    default:
        break;
    }
    dmr_json_raw(j, out, n);
    return 1;
}

static void quoted(dmr_json *j, demarche_str s)
{
    dmr_json_raw(j, "\"", 1);
    for (size_t i = 0; i < s.len;) {
        size_t run = plain_run(s, i);
        dmr_json_raw(j, s.ptr + i, run);
        i += run;
        if (i < s.len)
            i += escape(j, s.ptr + i, s.len - i);
    }
    dmr_json_raw(j, "\"", 1);
}

void dmr_json_str(dmr_json *j, demarche_str s)
{
    separate(j);
    quoted(j, s);
}

void dmr_json_key(dmr_json *j, const char *key)
{
    dmr_json_str(j, dmr_str_c(key));
    dmr_json_raw(j, ":", 1);
    j->comma = false;
}

void dmr_json_c(dmr_json *j, const char *s)
{
    if (s) {
        dmr_json_str(j, dmr_str_c(s));
    } else {
        separate(j);
        dmr_json_raw(j, "null", 4);
    }
}

void dmr_json_int(dmr_json *j, int64_t v)
{
    char text[32];
    separate(j);
    dmr_json_raw(j, text, (size_t)snprintf(text, sizeof text, "%lld", (long long)v));
}

void dmr_json_uint(dmr_json *j, uint64_t v)
{
    char text[32];
    separate(j);
    dmr_json_raw(j, text,
                 (size_t)snprintf(text, sizeof text, "%llu", (unsigned long long)v));
}

void dmr_json_double(dmr_json *j, double v)
{
    char text[DMR_NUMBER_ROOM];
    size_t n = dmr_number_text(v, text);
    if (!n) {
        dmr_json_c(j, NULL);
        return;
    }
    separate(j);
    dmr_json_raw(j, text, n);
}

void dmr_json_bool(dmr_json *j, bool v)
{
    separate(j);
    dmr_json_raw(j, v ? "true" : "false", v ? 4 : 5);
}

void dmr_json_key_str(dmr_json *j, const char *key, demarche_str s)
{
    dmr_json_key(j, key);
    dmr_json_str(j, s);
}

void dmr_json_key_c(dmr_json *j, const char *key, const char *s)
{
    dmr_json_key(j, key);
    dmr_json_c(j, s);
}

void dmr_json_key_some(dmr_json *j, const char *key, demarche_str s)
{
    if (s.len)
        dmr_json_key_str(j, key, s);
}

void dmr_json_key_some_c(dmr_json *j, const char *key, const char *s)
{
    if (s && *s)
        dmr_json_key_c(j, key, s);
}

void dmr_json_key_uint(dmr_json *j, const char *key, uint64_t v)
{
    dmr_json_key(j, key);
    dmr_json_uint(j, v);
}

void dmr_json_key_double(dmr_json *j, const char *key, double v)
{
    dmr_json_key(j, key);
    dmr_json_double(j, v);
}

/*
 * The fewest significant digits that read back as v. printf's and strtod's decimal point
 * follows the locale alike, so that the trial holds in any; only digits are kept.
 */
static int shortest_digits(double v, char digits[20], int *exponent)
{
    for (int precision = 0; precision <= 16; precision++) {
        char text[48];
        snprintf(text, sizeof text, "%.*e", precision, v);
        if (precision < 16 && strtod(text, NULL) != v)
            continue;
        int n = 0, power = 0, sign = 1;
        const char *p = text;
        for (; *p && *p != 'e'; p++) {
            if (dmr_is_digit(*p) && n < 18)
                digits[n++] = *p;
        }
        p += *p == 'e';
        if (*p == '-')
            sign = -1;
        for (; *p; p++) {
            if (dmr_is_digit(*p))
                power = power * 10 + (*p - '0');
        }
        while (n > 1 && digits[n - 1] == '0')
            n--;
        *exponent = sign * power;
        return n;
    }
    return 0;
}

size_t dmr_number_text(double v, char out[DMR_NUMBER_ROOM])
{
    out[0] = '\0';
    if (!isfinite(v))
        return 0;
    char digits[20] = {0};
    int exponent = 0;
    int n = shortest_digits(fabs(v), digits, &exponent);
    size_t at = 0;
    if (v < 0)
        out[at++] = '-';
    if (exponent < -5 || exponent > 15) { /* 1.5e-07 */
        out[at++] = digits[0];
        out[at++] = '.';
        for (int i = 1; i < n; i++)
            out[at++] = digits[i];
        if (n == 1)
            out[at++] = '0';
        return at + (size_t)snprintf(out + at, DMR_NUMBER_ROOM - at, "e%d", exponent);
    }
    if (exponent < 0) {
        out[at++] = '0';
        out[at++] = '.';
        for (int i = -1; i > exponent; i--)
            out[at++] = '0';
        for (int i = 0; i < n; i++)
            out[at++] = digits[i];
    } else {
        for (int i = 0; i <= exponent; i++)
            out[at++] = i < n ? digits[i] : '0';
        out[at++] = '.';
        for (int i = exponent + 1; i < n; i++)
            out[at++] = digits[i];
        if (n <= exponent + 1)
            out[at++] = '0';
    }
    out[at] = '\0';
    return at;
}

int dmr_buffer_write(void *user, const char *bytes, size_t n)
{
    dmr_buffer *b = user;
    if (n > b->room - b->n) {
        size_t room = b->room ? b->room : 4096;
        while (room - b->n < n) {
            if (room > SIZE_MAX / 2)
                return -1;
            room *= 2;
        }
        char *p = realloc(b->at, room);
        if (!p)
            return -1;
        b->at = p;
        b->room = room;
    }
    if (n)
        memcpy(b->at + b->n, bytes, n);
    b->n += n;
    return 0;
}
