#include "room_csv.h"

#include <string.h>

/* What a spreadsheet would run rather than show (OWASP, "CSV injection"). */
static bool is_formula(const char *s, size_t n)
{
    return n > 0 && memchr("=+-@\t\r\n", s[0], 7);
}

static void put_text(room_text *out, const char *s, size_t n)
{
    bool quoted = memchr(s, '"', n) || memchr(s, ',', n) || memchr(s, '\n', n) ||
                  memchr(s, '\r', n);
    if (quoted)
        room_put(out, "\"");
    if (is_formula(s, n))
        room_put(out, "'");
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"')
            room_put(out, "\"");
        room_put_markup(out, s + i, 1);
    }
    if (quoted)
        room_put(out, "\"");
}

static void put_cell(room_text *out, const json_t *v)
{
    if (json_is_string(v))
        put_text(out, json_string_value(v), json_string_length(v));
    else if (json_is_integer(v))
        room_put_int(out, json_integer_value(v));
    else if (json_is_real(v))
        room_put_real(out, json_real_value(v), 6);
    else if (json_is_boolean(v))
        room_put_markup(out, json_is_true(v) ? "true" : "false", json_is_true(v) ? 4 : 5);
}

/* The names of the columns, as keys in their order; NULL for want of memory. */
static json_t *columns_of(const json_t *rows, const json_t *columns,
                          bool (*left_out)(const char *column))
{
    json_t *names = json_object(), *row, *value, *not_const = (json_t *)(uintptr_t)rows;
    const char *key;
    size_t i;
    bool good = names != NULL;
    json_array_foreach(not_const, i, row)
    {
        json_object_foreach(row, key, value)
        {
            if (!json_is_array(value) && !json_is_object(value) &&
                !json_object_get(names, key) && !(left_out && left_out(key)))
                good = good && json_object_set_new(names, key, json_true()) == 0;
        }
    }
    for (i = 0; !json_array_size(rows) && i < json_array_size(columns); i++) {
        key = json_string_value(json_array_get(columns, i));
        good = good && json_object_set_new(names, key, json_true()) == 0;
    }
    if (good)
        return names;
    json_decref(names);
    return NULL;
}

void room_csv_put(room_text *out, const json_t *rows, const json_t *columns,
                  bool (*left_out)(const char *column))
{
    json_t *names = columns_of(rows, columns, left_out), *row, *value;
    const char *key;
    size_t i, n = 0;
    out->failed = out->failed || !names;
    json_object_foreach(names, key, value)
    {
        room_put_markup(out, ",", n++ > 0);
        put_text(out, key, strlen(key));
    }
    if (n)
        room_put(out, "\r\n");
    json_t *not_const = (json_t *)(uintptr_t)rows;
    json_array_foreach(not_const, i, row)
    {
        n = 0;
        json_object_foreach(names, key, value)
        {
            room_put_markup(out, ",", n++ > 0);
            put_cell(out, json_object_get(row, key));
        }
        room_put(out, "\r\n");
    }
    json_decref(names);
}
