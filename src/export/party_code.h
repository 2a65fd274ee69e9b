/* A party in the letters of CAMEO, and what its sector is called in words. */
#ifndef DMR_EXPORT_PARTY_CODE_H
#define DMR_EXPORT_PARTY_CODE_H

#include "export/state_code.h"

/* "" where there is none. */
typedef struct dmr_party_code {
    char full[40];   /* "USAGOV", "IGOUNO" */
    char country[8]; /* state or region */
    char group[8];   /* a body that is known by its own letters */
    char roles[3][8];
} dmr_party_code;

/*
 * The state of a party; NULL where it is of none. Where patterns code, `code` is the
 * dictionary's with all its steps of three letters, and begins with the state.
 */
const dmr_state_code *dmr_party_state(const demarche_entity *party);

/* Its sector, or the step behind the state. */
demarche_str dmr_party_sector(const demarche_entity *party);

/* party may be NULL: all empty. */
void dmr_party_code_of(const demarche_entity *party, dmr_party_code *out);

/* CAMEO's letters where PLOVER's are others. Some depend on there being a state. */
demarche_str dmr_cameo_sector(demarche_str sector, bool of_state);

/* The words of ICEWS and of PLOVER for a sector or a body's kind; the sector itself where it
 * has none. */
demarche_str dmr_sector_icews(demarche_str sector);
demarche_str dmr_sector_plover(demarche_str sector);

#endif
