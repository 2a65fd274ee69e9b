/*
 * The record's schema; docs/RECORD.md explains it table by table. A change to it raises
 * DMR_SCHEMA_VERSION and says in DMR_SCHEMA_VERSION's history how older files are brought
 * up. History: 1, the first; 2, sentence.discard and coding.sentences_discarded, which
 * older files get empty (dmr_schema_from_1); 3, event_report, report_party, sentence.reports
 * and coding.folded: in older files each event has one report (dmr_schema_from_2); 4, the
 * table event_reason, which older files get empty (dmr_schema_from_3).
 */
#ifndef DMR_RECORD_SCHEMA_H
#define DMR_RECORD_SCHEMA_H

/* In the header of the file (PRAGMA application_id, user_version). "dmrR". */
#define DMR_SCHEMA_APPLICATION_ID 0x646d7252
#define DMR_SCHEMA_VERSION 4

/* Statements that make an empty file a record, ended by NULL. */
extern const char *const dmr_schema_sql[];

/* Statements that bring a record of version 1 up to 2, ended by NULL. */
extern const char *const dmr_schema_from_1[];
/* The same from 2 to 3, and from 3 to 4. */
extern const char *const dmr_schema_from_2[];
extern const char *const dmr_schema_from_3[];

#endif
