/*
 * EDTF in the SQL of a record: edtf_valid(x), edtf_first(x), edtf_last(x) and
 * edtf_overlaps(a, b), as in the loadable extension (docs/SQLITE.md).
 */
#ifndef DMR_RECORD_EDTF_SQL_H
#define DMR_RECORD_EDTF_SQL_H

#include <sqlite3.h>

#include "demarche.h"

/* Give the functions to a connection. E_MEMORY. */
demarche_status dmr_edtf_sql(sqlite3 *db);

#endif
