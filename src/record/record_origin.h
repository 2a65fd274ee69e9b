/*
 * Where the bytes of a text came from, as document_text.origin has it: of each run four
 * numbers, in order. How many bytes of the text behind the run before it begins (the first:
 * 0); how far from that one's place in the source, twice, and one more where it lies before
 * it; text_step; source_step (read/origin.h). A number is packed seven bits a byte, the least
 * first, with the highest bit set in all but its last byte.
 */
#ifndef DMR_RECORD_RECORD_ORIGIN_H
#define DMR_RECORD_RECORD_ORIGIN_H

#include "read/origin.h"

/* Empty for an origin without runs. False for want of memory. */
bool dmr_record_pack_origin(demarche_str *out, const dmr_origin *origin,
                            dmr_arena *arena);

/* *whole is false where the bytes are no such runs. False for want of memory. */
bool dmr_record_unpack_origin(dmr_origin *out, demarche_str bytes, dmr_arena *arena,
                              bool *whole);

#endif
