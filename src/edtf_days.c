/* The public reading of EDTF: first and last day, as text and as numbers. */
#include <string.h>

#include "mention/day.h"

static int64_t number_of(dmr_day day)
{
    return day == DMR_DAY_NONE ? INT64_MIN : day == DMR_DAY_OPEN ? INT64_MAX : day;
}

bool demarche_edtf_days(demarche_days *out, demarche_str edtf)
{
    dmr_day first = DMR_DAY_NONE, last = DMR_DAY_OPEN;
    _Static_assert(sizeof out->first == DMR_DAY_ROOM, "room for a day");
    bool good = edtf.ptr && dmr_edtf_bounds(edtf, &first, &last);
    if (!good) { /* it may have set one of the two */
        first = DMR_DAY_NONE;
        last = DMR_DAY_OPEN;
    }
    *out = (demarche_days){number_of(first), number_of(last), "", ""};
    dmr_day_write(first, out->first);
    dmr_day_write(last, out->last);
    return good;
}
