/* What FollowTheMoney calls a state. */
#ifndef DMR_EXPORT_COUNTRY_CODE_H
#define DMR_EXPORT_COUNTRY_CODE_H

#include "base/str.h"

enum { DMR_COUNTRY_ROOM = 8 };

/* "kr" of "KOR", "suhh" of "SUN", in `room`; empty where FollowTheMoney has none. */
demarche_str dmr_country_code(demarche_str alpha3, char room[DMR_COUNTRY_ROOM]);

#endif
