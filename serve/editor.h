/*
 * Who writes corrections into a record, for all threads of a server: one at a time. The record
 * is open for writing only while one is kept, so that others may add to it meanwhile.
 */
#ifndef DEMARCHE_SERVE_EDITOR_H
#define DEMARCHE_SERVE_EDITOR_H

#include "demarche.h"
#include "form_fields.h"

enum { EDITOR_NAME_MOST = 100, EDITOR_NOTE_MOST = 4000 }; /* bytes */

typedef struct editor editor;

/* Nothing is opened yet. NULL for want of memory. */
editor *editor_new(const char *record);

/* NULL is fine. */
void editor_free(editor *e);

/*
 * Keep what a form says:
 *   verdict   right, wrong, recode, note, join, part, withdraw
 *   event     an event's id
 *   other     of a join: ids of the other events; of a part: from which (may be none)
 *   by        the name of who says it
 *   note      why; may be left out but of a note
 *   type, mode, actor, recipient, date, place, track, modality, quad
 *             of a recoding; where `was-type` is there, only if it differs from that
 *   correction  of a withdraw: its number
 * *id (may be NULL) is the correction's number; 0: the very same bytes (`form_bytes`, n) were
 * kept a moment ago, as when a button is pressed twice. E_ARGUMENT for what cannot be said,
 * E_RECORD and E_IO where the record cannot be written to now; one line in err each.
 */
demarche_status editor_keep(editor *e, const form_fields *form, const char *form_bytes,
                            size_t n, int64_t *id, demarche_error *err);

#endif
