/* What a recoding may say: which fields there are, and which values each may have. */
#ifndef DMR_RECORD_CORRECT_VALUE_H
#define DMR_RECORD_CORRECT_VALUE_H

#include "record/record_db.h"

/* E_ARGUMENT, with what the field takes; E_RECORD. */
demarche_status dmr_record_check_value(demarche_record *record, demarche_str field,
                                       demarche_str value, demarche_error *err);

/* E_ARGUMENT for what is not UTF-8 in one line of at most `most` bytes; `what` names it. */
demarche_status dmr_record_check_line(demarche_str text, size_t most, const char *what,
                                      demarche_error *err);

#endif
