/* The last argument of the table functions: '{"all": true, "confidence": 0.7}'. */
#ifndef DMR_SQLITE_SQL_OPTIONS_H
#define DMR_SQLITE_SQL_OPTIONS_H

#include "extension.h"

typedef enum ext_option {
    EXT_OPTION_ALL = 0,
    EXT_OPTION_CONFIDENCE,
    EXT_OPTION_FILL,
    EXT_OPTION_FORMAT,
    EXT_OPTION_ID,
    EXT_OPTION_AS_OF,
    EXT_OPTION_TITLE,
    EXT_OPTION_SPEAKER,
    EXT_N_OPTIONS,
} ext_option;

typedef struct ext_options {
    demarche_wanted wanted;
    double fill;
    demarche_format format;
    char *text[EXT_N_OPTIONS]; /* of ID and those behind it; NULL: not given */
} ext_options;

/*
 * Read the options of a function (its name is for messages), of which it takes those whose
 * bits are set. `json` may be NULL or SQL's NULL. *reader is NULL at first; what it becomes
 * serves the next call and is to be finalized by the caller. Free *out also where it fails.
 * On failure *message is a line for the user, to be freed with sqlite3_free; NULL for want
 * of memory.
 */
bool ext_options_read(ext_options *out, sqlite3 *db, sqlite3_stmt **reader,
                      sqlite3_value *json, unsigned taken, const char *function,
                      char **message);

void ext_options_free(ext_options *options);

#endif
