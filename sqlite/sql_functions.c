/* Scalar functions: times in EDTF, and which version this is. */
#include "extension.h"

SQLITE_EXTENSION_INIT3

/* False for NULL and for what is no EDTF. */
static bool days_of(sqlite3_value *value, demarche_days *out)
{
    const char *text = (const char *)sqlite3_value_text(value);
    int n = sqlite3_value_bytes(value);
    return text && demarche_edtf_days(out, (demarche_str){text, (size_t)n});
}

static void give_day(sqlite3_context *context, const char *day)
{
    if (day[0])
        sqlite3_result_text(context, day, -1, SQLITE_TRANSIENT);
}

static void edtf_valid(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    demarche_days days;
    if (sqlite3_value_type(values[0]) != SQLITE_NULL)
        sqlite3_result_int(context, days_of(values[0], &days));
}

static void edtf_first(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    demarche_days days;
    if (days_of(values[0], &days))
        give_day(context, days.first);
}

static void edtf_last(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    demarche_days days;
    if (days_of(values[0], &days))
        give_day(context, days.last);
}

static void edtf_overlaps(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    demarche_days a, b;
    if (days_of(values[0], &a) && days_of(values[1], &b))
        sqlite3_result_int(context, a.first_number <= b.last_number &&
                                        b.first_number <= a.last_number);
}

static void version(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    (void)values;
    sqlite3_result_text(context, demarche_version(), -1, SQLITE_STATIC);
}

int ext_add_functions(sqlite3 *db)
{
    /* What a time means never changes, so indexes may be on it; what we are called does. */
    enum { PURE = SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS };
    static const struct {
        const char *name;
        int n_values, flags;
        void (*call)(sqlite3_context *context, int n, sqlite3_value **values);
    } functions[] = {
        {"edtf_valid", 1, PURE, edtf_valid},
        {"edtf_first", 1, PURE, edtf_first},
        {"edtf_last", 1, PURE, edtf_last},
        {"edtf_overlaps", 2, PURE, edtf_overlaps},
        {"demarche_version", 0, SQLITE_INNOCUOUS, version},
    };
    int code = SQLITE_OK;
    for (size_t i = 0; i < sizeof functions / sizeof *functions && code == SQLITE_OK; i++)
        code = sqlite3_create_function_v2(db, functions[i].name, functions[i].n_values,
                                          SQLITE_UTF8 | functions[i].flags, NULL,
                                          functions[i].call, NULL, NULL, NULL);
    return code;
}
