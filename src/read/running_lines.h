/*
 * Lines that run along at the head and foot of pages: the work's title, the chapter, the
 * number of the page.
 */
#ifndef DMR_READ_RUNNING_LINES_H
#define DMR_READ_RUNNING_LINES_H

#include "base/str.h"

typedef struct dmr_page_lines {
    demarche_str text;
    size_t head, foot; /* bytes of it that run along, at its front and at its end */
} dmr_page_lines;

/*
 * Find them in all pages of a work, and set `head` and `foot`: a first or last line that
 * stands, but for its figures, at the same end of at least two other pages and of a fifth of
 * all, or that is a mere number where it counts the pages. At most three lines at each end.
 * False for want of memory.
 */
bool dmr_running_lines(dmr_page_lines *pages, size_t n, dmr_arena *scratch);

#endif
