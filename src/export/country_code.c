#include "export/country_code.h"

#include "export/state_code.h"

/*
 * States that are no more, by its own names for them. "": it has none, and the two letters that
 * ISO once gave are another state's today or nobody's; better nothing than a neighbour.
 */
static const char *const past[][2] = {
    {"SUN", "suhh"}, {"YUG", "yucs"}, {"CSK", "cshh"}, {"SCG", "csxx"}, {"DDR", "dd"},
    {"ZAR", "zr"},   {"AFI", ""},     {"ANT", ""},     {"ATB", ""},     {"ATN", ""},
    {"BUR", ""},     {"BYS", ""},     {"CTE", ""},     {"DHY", ""},     {"FXX", ""},
    {"GEL", ""},     {"HVO", ""},     {"JTN", ""},     {"MID", ""},     {"NHB", ""},
    {"NTZ", ""},     {"PCI", ""},     {"PCZ", ""},     {"PUS", ""},     {"RHO", ""},
    {"SKM", ""},     {"TMP", ""},     {"VDR", ""},     {"WAK", ""},     {"YMD", ""},
};

demarche_str dmr_country_code(demarche_str alpha3, char room[DMR_COUNTRY_ROOM])
{
    for (size_t i = 0; i < sizeof past / sizeof *past; i++) {
        if (dmr_str_is(alpha3, past[i][0]))
            return dmr_str_c(past[i][1]);
    }
    const dmr_state_code *state = dmr_state_code_of(alpha3);
    size_t n = state ? strlen(state->iso2) : 0;
    if (n >= DMR_COUNTRY_ROOM)
        n = 0;
    for (size_t i = 0; i < n; i++)
        room[i] = dmr_to_lower(state->iso2[i]);
    return dmr_str(room, n);
}
