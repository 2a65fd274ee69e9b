/*
 * The blocks of an HTML page as a draft: words with the bytes they came from.
 */
#ifndef DMR_READ_HTML_TEXT_H
#define DMR_READ_HTML_TEXT_H

#include "read/draft.h"
#include "read/html_blocks.h"

/* Open a paragraph for the block and put its words. */
void dmr_html_put_block(dmr_draft *draft, const dmr_html_page *page,
                        const dmr_html_block *block, dmr_paragraph_kind kind);

#endif
