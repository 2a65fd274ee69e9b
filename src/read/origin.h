/*
 * From the bytes of a text back to the bytes of the file that it was read from. Where words
 * stand as they stood, one run covers them all; a run of one step covers signs that took other
 * numbers of bytes there (two bytes of UTF-8 for one of KOI8-R, "é" for "&eacute;").
 */
#ifndef DMR_READ_ORIGIN_H
#define DMR_READ_ORIGIN_H

#include "base/str.h"
#include "base/vec.h"

/*
 * From `text` on to the next run, each `text_step` bytes of the text come from `source_step`
 * bytes of the source, the first of them from `source`. A source_step of 0: all of the run
 * comes from that one place (signs that were put in).
 */
typedef struct dmr_origin_run {
    size_t text, source;
    uint32_t text_step, source_step;
} dmr_origin_run;

/* In ascending order of `text`, the first from 0. Empty: byte for byte, from the document's
 * source_start. */
typedef struct dmr_origin {
    DMR_VEC(dmr_origin_run) runs;
} dmr_origin;

/*
 * From `text` on the text comes from `source`. Runs come in order; one that only goes on as
 * the one before is not kept, and those from `text` on fall (a text may be cut while it is
 * written). text_step is 1 or more. False for want of memory.
 */
bool dmr_origin_add(dmr_origin *origin, size_t text, size_t source, uint32_t text_step,
                    uint32_t source_step, dmr_arena *arena);

/* The byte of the source from which that byte of the text came; of a text without runs
 * `start` + text. */
size_t dmr_origin_find(const dmr_origin *origin, size_t start, size_t text);

/*
 * `outer` says where bytes of B come from in A, `inner` where bytes of C come from in B: out
 * says where the n_text bytes of C come from in A. Either may be empty: byte for byte, inner
 * from `inner_start`. False for want of memory.
 */
bool dmr_origin_chain(dmr_origin *out, const dmr_origin *outer, const dmr_origin *inner,
                      size_t inner_start, size_t n_text, dmr_arena *arena);

#endif
