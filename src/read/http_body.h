/*
 * The body of an HTTP response as it was sent: out of its chunks, unpacked.
 */
#ifndef DMR_READ_HTTP_BODY_H
#define DMR_READ_HTTP_BODY_H

#include "read/origin.h"

/*
 * The value of the field `name` in header lines, without blanks around it; empty where there
 * is none. `lines` begin behind the first line and end before the empty one.
 */
demarche_str dmr_http_field(demarche_str lines, const char *name);

/* A parameter of a field's value: charset of "text/html; charset=utf-8". */
demarche_str dmr_http_parameter(demarche_str value, const char *name);

/*
 * What `sent` stands for, by the header lines: *out lies in the arena or in `sent`, *origin
 * leads back to `sent`; where it was packed, all of it to its first byte. *known is false for
 * a packing that is not read. E_FORMAT where it is damaged, E_LIMIT over `max` bytes,
 * E_MEMORY.
 */
demarche_status dmr_http_body(demarche_str *out, dmr_origin *origin, bool *known,
                              demarche_str lines, demarche_str sent, size_t max,
                              dmr_arena *arena, demarche_error *err);

#endif
