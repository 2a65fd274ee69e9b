/*
 * A page of a country study: prose between lines that lead around the work ("Country
 * Listing", "South Korea Table of Contents"), with "Data as of June 1990" at its end.
 * Those lines stay in the text, as paragraphs of kind NAVIGATION, and tell the place in
 * the work: the section path is the country, the headings below it, the page's title.
 */
#ifndef DMR_READ_COUNTRY_STUDY_H
#define DMR_READ_COUNTRY_STUDY_H

#include "read/source.h"

/* Whether all parts of a line, between bars, lead around the work ("Country Listing | Next").
 * *country is the X of "X Table of Contents" in it, *as_of what follows "Data as of"; empty
 * where there is none. */
bool dmr_country_study_line(demarche_str line, demarche_str *country,
                            demarche_str *as_of);

/* Fill paragraphs and meta of *source, whose text is set. E_MEMORY. */
demarche_status dmr_country_study(dmr_source *source, dmr_arena *arena,
                                  demarche_error *err);

#endif
