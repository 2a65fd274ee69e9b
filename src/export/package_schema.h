/* The tables of the data package and their columns: what datapackage.json says of them. */
#ifndef DMR_EXPORT_PACKAGE_SCHEMA_H
#define DMR_EXPORT_PACKAGE_SCHEMA_H

#include "base/json.h"

enum {
    DMR_PACKAGE_EVENTS,
    DMR_PACKAGE_PARTIES,
    DMR_PACKAGE_REPORTS,
    DMR_PACKAGE_QUANTITIES,
    DMR_PACKAGE_DOCUMENTS,
    DMR_PACKAGE_TABLES,
};

/* The header line. */
void dmr_package_header(size_t table, dmr_json *csv);

/* The resource of a table with that many rows, as a value. */
void dmr_package_resource(size_t table, uint64_t rows, dmr_json *j);

#endif
