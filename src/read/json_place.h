/*
 * Where a string of a JSON object stands in its bytes: jansson, which reads it, does not say.
 * The bytes are those of an object that jansson has found valid; from others nothing comes
 * but wrong places.
 */
#ifndef DMR_READ_JSON_PLACE_H
#define DMR_READ_JSON_PLACE_H

#include "read/origin.h"

/*
 * The bytes between the quotation marks of the object's member of that name, where it is a
 * string: of several the last, which jansson gives; *at is their offset. False where there
 * is none.
 */
bool dmr_json_member(demarche_str object, demarche_str name, demarche_str *raw,
                     size_t *at);

/*
 * How the string that `raw` stands for leads back to raw, whose first byte is byte `at` of
 * the source. *origin is empty. False for want of memory.
 */
bool dmr_json_origin(dmr_origin *origin, demarche_str raw, size_t at, dmr_arena *arena);

#endif
