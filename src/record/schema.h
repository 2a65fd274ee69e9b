/*
 * The record's schema: schema.sql and views.sql, made into C by tools/sql_to_c.
 * docs/RECORD.md explains it table by table. A change to it raises DMR_SCHEMA_VERSION.
 * History: 1 to 5 were those of programs before 0.1.0, which are not brought up; 6, the first
 * of a release.
 */
#ifndef DMR_RECORD_SCHEMA_H
#define DMR_RECORD_SCHEMA_H

/* In the header of the file (PRAGMA application_id, user_version). "dmrR". */
#define DMR_SCHEMA_APPLICATION_ID 0x646d7252
#define DMR_SCHEMA_VERSION 7

/* Statements that make an empty file a record: tables and indexes, and the views. */
extern const char dmr_schema_sql[];
extern const char dmr_views_sql[];

#endif
