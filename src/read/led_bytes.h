/*
 * Bytes that were decoded, each of which leads back to the input: what goes from one step of
 * decoding to the next.
 */
#ifndef DMR_READ_LED_BYTES_H
#define DMR_READ_LED_BYTES_H

#include "base/json.h"
#include "read/charset.h"

typedef struct dmr_led_bytes {
    demarche_str bytes; /* in the arena */
    dmr_origin origin;  /* leads to the input; never empty where there are bytes */
} dmr_led_bytes;

/* The bytes of one step, under construction. */
typedef struct dmr_led_writer {
    dmr_arena *arena;
    dmr_buffer out;
    dmr_origin origin; /* leads to the bytes of the step before */
    bool failed;
} dmr_led_writer;

/* Add bytes that come from `at` of the step before: text_step of them from source_step each. */
void dmr_led_put(dmr_led_writer *writer, demarche_str bytes, size_t at,
                 uint32_t text_step, uint32_t source_step);

/*
 * What was written into *out, led back through `before`, or with NULL through nothing but
 * `start`: byte 0 of the step before is byte `start` of the input. E_MEMORY. The writer is
 * at its end.
 */
demarche_status dmr_led_finish(dmr_led_writer *writer, dmr_led_bytes *out,
                               const dmr_led_bytes *before, size_t start,
                               demarche_error *err);

/* `in` as UTF-8, of that character set, as dmr_charset_decode has it. E_MEMORY. */
demarche_status dmr_led_decode(dmr_led_bytes *out, const dmr_led_bytes *in,
                               demarche_str charset, demarche_counts *counts,
                               dmr_arena *arena, demarche_error *err);

#endif
