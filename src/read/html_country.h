/*
 * A page of a country study in HTML: what country_study.h does for text.
 */
#ifndef DMR_READ_HTML_COUNTRY_H
#define DMR_READ_HTML_COUNTRY_H

#include "read/html_blocks.h"

typedef struct dmr_html_country {
    bool is_page;         /* it shows the marks of such a page */
    demarche_str country; /* of "X Table of Contents" */
    demarche_str as_of;   /* EDTF */
} dmr_html_country;

/* Look for the lines that lead around the work, and make them navigation. Strings lie in the
 * arena. False for want of memory. */
bool dmr_html_country_find(dmr_html_country *out, dmr_html_page *page, dmr_arena *arena);

#endif
