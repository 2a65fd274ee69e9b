/*
 * What other systems call the states and territories that our lexicon has, by ISO 3166's
 * letters; for those that are no more, the letters of ISO 3166-3. Facts alone.
 */
#ifndef DMR_EXPORT_STATE_CODE_H
#define DMR_EXPORT_STATE_CODE_H

#include "base/str.h"

/* "" where a system has none. */
typedef struct dmr_state_code {
    const char *iso3, *iso2;
    const char *fips;  /* FIPS 10-4 */
    const char *cow;   /* Correlates of War, letters; see dmr_state_cow */
    const char *cameo; /* where CAMEO's dictionaries have other letters than ISO */
    const char *name;  /* short, in English */
} dmr_state_code;

/* NULL where no state has that code. */
const dmr_state_code *dmr_state_code_of(demarche_str iso3);

/* All of them, in order of their letters. */
const dmr_state_code *dmr_state_codes(size_t *n);

/* The letters of the Correlates of War on a day (ISO; "" for today): West Germany was
 * another state there than Germany. "" where it has none. */
const char *dmr_state_cow(const dmr_state_code *state, const char *day);

/* CAMEO's letters for a region by its number in UN M49; "" where it has none. */
const char *dmr_region_cameo(demarche_str m49);

#endif
