/*
 * What a single line of plain text shows to be where no blank line parts it from its
 * neighbours: row of a table, ruled line, field of a letterhead, number of a page.
 */
#ifndef DMR_READ_LINE_KIND_H
#define DMR_READ_LINE_KIND_H

#include "base/str.h"

/* "Japan | 1,200 | 1,400", "India   42.5   51.0", cells with tabs between. */
bool dmr_line_is_row(demarche_str line);

/* Signs only, at least four: "-----", "|---|---|", "* * *". */
bool dmr_line_is_rule(demarche_str line);

/* "FROM: ACCRA", "Subject: Fishing", "FM AMEMBASSY LIMA": a name of a field and what it
 * says, as letters and cables have them at their head. */
bool dmr_line_is_field(demarche_str line);

/* Letters, four at the least, all of them capitals. */
bool dmr_line_is_shouted(demarche_str line);

typedef enum dmr_page_mark {
    DMR_PAGE_MARK_NONE = 0,
    DMR_PAGE_MARK_MAYBE, /* "214": a number alone, which could be a year */
    DMR_PAGE_MARK_SURE,  /* "- 12 -", "Page 3 of 7", "[page 88]", "/..." */
} dmr_page_mark;

/* Whether the line numbers a page. */
dmr_page_mark dmr_line_page_mark(demarche_str line);

/*
 * Whether the mark of a list at the front of `next` follows the one at the front of
 * `line`: "(b) " on "(a) ", "3. " on "2. ", "iv) " on "iii) ".
 */
bool dmr_line_mark_follows(demarche_str line, demarche_str next);

#endif
