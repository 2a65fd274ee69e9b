/*
 * Markdown within a line: emphasis, code, links, notes, escapes, tags, entities.
 */
#ifndef DMR_READ_MARKDOWN_INLINE_H
#define DMR_READ_MARKDOWN_INLINE_H

#include "base/str.h"

/*
 * Write the words of one line to `out`, which has room for line.len bytes; gives the
 * bytes written. Linear in the line, whatever it holds: brackets that do not close are
 * text.
 */
size_t dmr_markdown_inline(demarche_str line, char *out);

#endif
