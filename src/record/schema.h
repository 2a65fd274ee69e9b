/*
 * The record's schema; docs/RECORD.md explains it table by table. A change to it raises
 * DMR_SCHEMA_VERSION and says in DMR_SCHEMA_VERSION's history how older files are brought
 * up. History: 1, the first.
 */
#ifndef DMR_RECORD_SCHEMA_H
#define DMR_RECORD_SCHEMA_H

/* In the header of the file (PRAGMA application_id, user_version). "dmrR". */
#define DMR_SCHEMA_APPLICATION_ID 0x646d7252
#define DMR_SCHEMA_VERSION 1

/* Statements that make an empty file a record, ended by NULL. */
extern const char *const dmr_schema_sql[];

#endif
