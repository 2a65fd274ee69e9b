#include "dump_value.h"

#include <stdio.h>

#include "base/error.h"

/* ------------------------------------------------------------------------------ where */

/* "events[3].actors[0]" into `out`, which has room for `size`; gives its length. */
static size_t put_where(const dmr_dump_at *at, char *out, size_t size)
{
    if (!at->up)
        return 0;
    size_t n = put_where(at->up, out, size);
    if (n >= size)
        return n;
    int more = at->number == SIZE_MAX
                   ? snprintf(out + n, size - n, "%s%s", n ? "." : "", at->name)
                   : snprintf(out + n, size - n, "%s%s[%zu]", n ? "." : "", at->name,
                              at->number);
    return more < 0 ? n : n + (size_t)more;
}

demarche_status dmr_dump_wrong(const dmr_dump_at *at, const char *key, const char *what)
{
    char where[128] = "";
    (void)put_where(at, where, sizeof where);
    return dmr_error_set(at->line->err, DEMARCHE_E_FORMAT, 0, "%s%s%s: %s", where,
                         *where && *key ? "." : "", key, what);
}

dmr_dump_at dmr_dump_item(const dmr_dump_at *up, const char *name, const json_t *array,
                          size_t number)
{
    return (dmr_dump_at){up->line, json_array_get(array, number), up, name, number};
}

demarche_status dmr_dump_check(const dmr_dump_at *at, const char *const *keys)
{
    const char *key;
    json_t *value;
    if (!json_is_object(at->object))
        return dmr_dump_wrong(at, "", "is no object");
    json_object_foreach((json_t *)(uintptr_t)at->object, key, value)
    {
        size_t i = 0;
        while (keys[i] && strcmp(keys[i], key) != 0)
            i++;
        if (!keys[i])
            return dmr_dump_wrong(at, key,
                                  "there is no member of that name; mend or "
                                  "leave it out");
    }
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------ values */

/* The member; NULL where there is none or it is null. */
static const json_t *member(const dmr_dump_at *at, const char *key)
{
    const json_t *value = json_object_get(at->object, key);
    return json_is_null(value) ? NULL : value;
}

demarche_status dmr_dump_str(const dmr_dump_at *at, const char *key, bool needed,
                             demarche_str *out)
{
    const json_t *value = member(at, key);
    *out = dmr_str("", 0);
    if (!value && !needed)
        return DEMARCHE_OK;
    if (!json_is_string(value))
        return dmr_dump_wrong(at, key, value ? "is no string" : "is missing");
    demarche_str s = dmr_str(json_string_value(value), json_string_length(value));
    if (!s.len && needed)
        return dmr_dump_wrong(at, key, "is empty");
    if (s.len && !(*out = dmr_str_copy(at->line->arena, s)).ptr)
        return dmr_error_memory(at->line->err);
    return DEMARCHE_OK;
}

demarche_status dmr_dump_c(const dmr_dump_at *at, const char *key, bool needed,
                           const char **out)
{
    demarche_str s;
    *out = "";
    DMR_TRY(dmr_dump_str(at, key, needed, &s));
    *out = s.ptr;
    return DEMARCHE_OK;
}

static demarche_status take_uint(const dmr_dump_at *at, const char *key,
                                 const json_t *value, uint64_t max, uint64_t *out)
{
    char what[64];
    json_int_t n = json_integer_value(value);
    if (json_is_integer(value) && n >= 0 && (uint64_t)n <= max) {
        *out = (uint64_t)n;
        return DEMARCHE_OK;
    }
    snprintf(what, sizeof what, "is no whole number from 0 to %llu",
             (unsigned long long)max);
    return dmr_dump_wrong(at, key, what);
}

demarche_status dmr_dump_uint(const dmr_dump_at *at, const char *key, bool needed,
                              uint64_t max, uint64_t *out)
{
    const json_t *value = member(at, key);
    if (!value)
        return needed ? dmr_dump_wrong(at, key, "is missing") : DEMARCHE_OK;
    return take_uint(at, key, value, max, out);
}

demarche_status dmr_dump_real(const dmr_dump_at *at, const char *key, double least,
                              double most, double *out)
{
    const json_t *value = member(at, key);
    char what[96];
    if (!value)
        return DEMARCHE_OK;
    double number = json_number_value(value);
    if (json_is_number(value) && number >= least && number <= most) {
        *out = number;
        return DEMARCHE_OK;
    }
    snprintf(what, sizeof what, "is no number from %g to %g", least, most);
    return dmr_dump_wrong(at, key, what);
}

demarche_status dmr_dump_bool(const dmr_dump_at *at, const char *key, bool *out)
{
    const json_t *value = member(at, key);
    *out = json_is_true(value);
    return !value || json_is_boolean(value)
               ? DEMARCHE_OK
               : dmr_dump_wrong(at, key, "is neither true nor false");
}

demarche_status dmr_dump_array(const dmr_dump_at *at, const char *key, const json_t **out,
                               size_t *n)
{
    enum { MOST = (1 << 24) - 1 }; /* what a record can number */
    *out = member(at, key);
    *n = 0;
    if (!*out)
        return DEMARCHE_OK;
    if (!json_is_array(*out))
        return dmr_dump_wrong(at, key, "is no array");
    *n = json_array_size(*out);
    return *n <= MOST ? DEMARCHE_OK
                      : dmr_dump_wrong(at, key, "has more than 16,777,215 members");
}

demarche_status dmr_dump_numbers(const dmr_dump_at *at, const char *key,
                                 const json_t *array, size_t n, uint64_t max,
                                 uint64_t *out)
{
    if (!json_is_array(array) || json_array_size(array) != n)
        return dmr_dump_wrong(at, key, "has not as many numbers as it should");
    for (size_t i = 0; i < n; i++)
        DMR_TRY(take_uint(at, key, json_array_get(array, i), max, &out[i]));
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------- spans */

static bool is_whole(demarche_str text, uint64_t byte)
{
    return byte == text.len ||
           (byte < text.len && ((unsigned char)text.ptr[byte] & 0xC0) != 0x80);
}

static demarche_status check_span(const dmr_dump_at *at, const char *key, uint64_t start,
                                  uint64_t end)
{
    demarche_str text = at->line->text;
    if (end > text.len)
        return dmr_dump_wrong(at, key, "lies behind the end of the text");
    if (start > end)
        return dmr_dump_wrong(at, key, "begins behind its end");
    if (!is_whole(text, start) || !is_whole(text, end))
        return dmr_dump_wrong(at, key, "cuts a character in two; count bytes of UTF-8");
    return DEMARCHE_OK;
}

demarche_status dmr_dump_bytes(const dmr_dump_at *at, size_t *start, size_t *end)
{
    uint64_t from = 0, to = 0;
    DMR_TRY(dmr_dump_uint(at, "start", true, SIZE_MAX / 2, &from));
    DMR_TRY(dmr_dump_uint(at, "end", true, SIZE_MAX / 2, &to));
    DMR_TRY(check_span(at, "end", from, to));
    *start = (size_t)from;
    *end = (size_t)to;
    return DEMARCHE_OK;
}

demarche_status dmr_dump_span(const dmr_dump_at *at, const char *key, demarche_span *out)
{
    const json_t *array = member(at, key);
    uint64_t ends[2] = {0, 0};
    *out = (demarche_span){0, 0};
    if (!array)
        return DEMARCHE_OK;
    DMR_TRY(dmr_dump_numbers(at, key, array, 2, SIZE_MAX / 2, ends));
    DMR_TRY(check_span(at, key, ends[0], ends[1]));
    *out = (demarche_span){(size_t)ends[0], (size_t)ends[1]};
    return DEMARCHE_OK;
}
