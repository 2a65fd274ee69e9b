/*
 * Where values of JSON begin and end in a stream, told by strings and brackets alone: so
 * that arrays of any length are read element by element. Whether what lies between is JSON
 * is for jansson to say.
 */
#ifndef DMR_READ_JSON_SCAN_H
#define DMR_READ_JSON_SCAN_H

#include "read/stream.h"

typedef struct dmr_json_scan {
    dmr_stream *stream;
    size_t max;  /* bytes of a value */
    size_t line; /* of the first byte of the window, from 1 */
} dmr_json_scan;

/* Move on over blanks, and give the next byte, which is not taken; '\0' at the end. */
demarche_status dmr_json_scan_peek(dmr_json_scan *scan, char *next, demarche_error *err);

/* Move on by n bytes of the window. */
void dmr_json_scan_take(dmr_json_scan *scan, size_t n);

/*
 * Have the value that begins the window in it, all of it or as much as `enough` bytes:
 * *n are its bytes, *whole says whether it ends there. E_FORMAT where the input ends
 * before it, E_LIMIT where it has over `max` bytes.
 */
demarche_status dmr_json_scan_value(dmr_json_scan *scan, size_t enough, size_t *n,
                                    bool *whole, demarche_error *err);

/* ---------------------------------------------------------------- values in memory */

/* The members of an object, or the elements of an array, one after the other. */
typedef struct dmr_json_walk {
    demarche_str value; /* the object or array, brackets and all */
    size_t i;           /* 0: at its beginning */
} dmr_json_walk;

/*
 * The next of them: *key is its name without quotation marks, as it stands there, and empty
 * in an array; *value its bytes, *at where in walk->value they begin. False at the end, and
 * at what is no JSON.
 */
bool dmr_json_walk_next(dmr_json_walk *walk, demarche_str *key, demarche_str *value,
                        size_t *at);

#endif
