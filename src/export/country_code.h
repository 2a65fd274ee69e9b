/* The two letters of a state by its three, as FollowTheMoney writes them. */
#ifndef DMR_EXPORT_COUNTRY_CODE_H
#define DMR_EXPORT_COUNTRY_CODE_H

#include "base/str.h"

/* "kr" of "KOR", "suhh" of "SUN"; empty where FollowTheMoney has none. Static. */
demarche_str dmr_country_code(demarche_str alpha3);

#endif
