#include "record/edtf_sql.h"

#include "mention/day.h"

/* False for NULL and for what is no EDTF. */
static bool bounds_of(sqlite3_value *value, dmr_day *first, dmr_day *last)
{
    const char *text = (const char *)sqlite3_value_text(value);
    size_t n = (size_t)sqlite3_value_bytes(value);
    return text && dmr_edtf_bounds((demarche_str){text, n}, first, last);
}

static void give_day(sqlite3_context *context, dmr_day day)
{
    char text[DMR_DAY_ROOM];
    dmr_day_write(day, text);
    if (text[0])
        sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}

static void edtf_valid(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    dmr_day first, last;
    if (sqlite3_value_type(values[0]) != SQLITE_NULL)
        sqlite3_result_int(context, bounds_of(values[0], &first, &last));
}

static void edtf_first(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    dmr_day first, last;
    if (bounds_of(values[0], &first, &last))
        give_day(context, first);
}

static void edtf_last(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    dmr_day first, last;
    if (bounds_of(values[0], &first, &last))
        give_day(context, last);
}

static void edtf_overlaps(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    dmr_day from[2], to[2];
    if (bounds_of(values[0], &from[0], &to[0]) && bounds_of(values[1], &from[1], &to[1]))
        sqlite3_result_int(context, from[0] <= to[1] && from[1] <= to[0]);
}

demarche_status dmr_edtf_sql(sqlite3 *db)
{
    static const struct {
        const char *name;
        int n_values;
        void (*call)(sqlite3_context *context, int n, sqlite3_value **values);
    } functions[] = {
        {"edtf_valid", 1, edtf_valid},
        {"edtf_first", 1, edtf_first},
        {"edtf_last", 1, edtf_last},
        {"edtf_overlaps", 2, edtf_overlaps},
    };
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (sqlite3_create_function_v2(db, functions[i].name, functions[i].n_values,
                                       flags, NULL, functions[i].call, NULL, NULL, NULL))
            return DEMARCHE_E_MEMORY;
    return DEMARCHE_OK;
}
