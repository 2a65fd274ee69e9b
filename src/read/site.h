/*
 * A folder of pages as a work: its listing, the contents of its countries, and which place
 * each page has in them. Inside of demarche_site.
 */
#ifndef DMR_READ_SITE_H
#define DMR_READ_SITE_H

#include "base/str.h"

typedef struct dmr_site_page {
    demarche_str path; /* in normal form */
    const demarche_str *section;
    const uint32_t *place; /* (n_section) from 1 */
    size_t n_section;
    bool leads; /* a listing, or contents */
} dmr_site_page;

/* The page at that path; NULL where the site does not know it. Any thread. */
const dmr_site_page *dmr_site_find(const demarche_site *site, demarche_str path,
                                   dmr_arena *scratch);

#endif
