/*
 * Markdown to text: markers are taken out (headings, emphasis, links, escapes, tables,
 * comments), so that what is left is what a reader sees. Paragraphs of the text given out
 * are parted by a blank line; its offsets count in that text, not in the file.
 */
#ifndef DMR_READ_MARKDOWN_H
#define DMR_READ_MARKDOWN_H

#include "read/source.h"

/*
 * Replace source->text (clean, without front matter) by the text it shows; fill the
 * paragraphs; title from the first heading and date from a dateline where meta has none.
 * Code blocks are no prose: NAVIGATION. E_MEMORY.
 */
demarche_status dmr_markdown(dmr_source *source, dmr_arena *arena, demarche_error *err);

#endif
