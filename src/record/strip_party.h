/* The events of a party that is asked for by name. */
#ifndef DMR_RECORD_STRIP_PARTY_H
#define DMR_RECORD_STRIP_PARTY_H

#include "record/event_keys.h"
#include "record/record_db.h"

/* Their keys sorted, in the arena: of those of the name, and of all of their states if
 * query->state_too, in one of the roles that are asked for. Events that hold no more may be
 * among them. */
demarche_status dmr_strip_party(dmr_event_keys *out, demarche_record *record,
                                const demarche_query *query, dmr_arena *arena,
                                demarche_error *err);

/* The numbers that a statement gives, behind those that are there. */
demarche_status dmr_strip_list(dmr_event_keys *out, sqlite3_stmt *s,
                               const demarche_record *record, dmr_arena *arena,
                               demarche_error *err);

#endif
