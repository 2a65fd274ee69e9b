/* Reading at one time, whatever is written meanwhile. */
#include "record/record_db.h"

demarche_status demarche_record_hold(demarche_record *record, demarche_error *err)
{
    if (!record || record->writes)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a record that is open for reading alone can be held");
    if (!sqlite3_get_autocommit(record->db))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "%s: is held already",
                             record->path);
    /* a transaction begins to see with its first question */
    int code = sqlite3_exec(record->db, "BEGIN; SELECT count(*) FROM sqlite_schema", NULL,
                            NULL, NULL);
    if (code == SQLITE_OK)
        return DEMARCHE_OK;
    demarche_status status = dmr_record_refuse(record, code, err);
    demarche_record_let_go(record);
    return status;
}

void demarche_record_let_go(demarche_record *record)
{
    if (record && !record->writes && !sqlite3_get_autocommit(record->db))
        sqlite3_exec(record->db, "COMMIT", NULL, NULL, NULL);
}
