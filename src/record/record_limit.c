/* How long questions may take. */
#include <time.h>

#include "record/record_db.h"

/* Of SQLite's machine between two looks at the clock: some microseconds. Within a search for
 * words it counts what is read of the index. */
enum { STEPS = 200 };

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int is_over(void *user)
{
    const demarche_record *record = user;
    return now_ms() >= record->limit_end;
}

demarche_status demarche_record_limit(demarche_record *record, uint32_t milliseconds,
                                      demarche_error *err)
{
    if (!record)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a record is needed");
    if (record->writes && milliseconds)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "%s: what is written has no limit of time; open the record "
                             "for reading",
                             record->path);
    record->limit_ms = milliseconds;
    record->limit_end = now_ms() + milliseconds;
    sqlite3_progress_handler(record->db, milliseconds ? STEPS : 0,
                             milliseconds ? is_over : NULL, record);
    return DEMARCHE_OK;
}
