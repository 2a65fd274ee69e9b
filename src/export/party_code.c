#include "export/party_code.h"

#include <stdio.h>

demarche_str dmr_cameo_sector(demarche_str sector, bool of_state)
{
    if (dmr_str_is(sector, "JRN"))
        return DMR_STR("MED");
    if (dmr_str_is(sector, "MED"))
        return DMR_STR("HLH");
    if (dmr_str_is(sector, "BUS") && !of_state)
        return DMR_STR("MNC");
    if (dmr_str_is(sector, "UAF") && !of_state)
        return DMR_STR("IMG");
    return sector;
}

static void put(char out[8], demarche_str s)
{
    snprintf(out, 8, "%.*s", (int)(s.len < 7 ? s.len : 7), s.len ? s.ptr : "");
}

/* Letters that say what kind of body it is, not which. */
static bool is_kind(demarche_str code)
{
    return dmr_str_is(code, "IGO") || dmr_str_is(code, "NGO") ||
           dmr_str_is(code, "MNC") || dmr_str_is(code, "IMG");
}

void dmr_party_code_of(const demarche_entity *party, dmr_party_code *out)
{
    *out = (dmr_party_code){.state = NULL};
    if (!party)
        return;
    out->state = dmr_state_code_of(party->code);
    demarche_str role = dmr_cameo_sector(party->sector, party->code.len > 0);
    if (out->state) {
        const char *other = out->state->cameo;
        put(out->country, *other ? dmr_str_c(other) : party->code);
    } else if (is_kind(party->code)) {
        role = party->code;
    } else if (dmr_str_is(party->code, "EUR")) {
        put(out->group, DMR_STR("EEC")); /* EUR is Europe to CAMEO */
    } else {
        put(out->group, party->code);
    }
    if (!party->code.len)
        put(out->country, dmr_str_c(dmr_region_cameo(party->region)));
    if (!dmr_str_is(role, "UNK"))
        put(out->role, role);
    if (strcmp(out->role, "IGO") == 0)
        snprintf(out->full, sizeof out->full, "%s%s", out->role, out->group);
    else if (*out->group)
        snprintf(out->full, sizeof out->full, "%s%s", out->group, out->role);
    else
        snprintf(out->full, sizeof out->full, "%s%s", out->country, out->role);
}

static const struct {
    const char *sector, *icews, *plover;
} names[] = {
    {"GOV", "Government", "Government"},
    {"MIL", "Military", "Military"},
    {"COP", "Police", "Police"},
    {"JUD", "Judicial", "Judicial"},
    {"LEG", "Legislative / Parliamentary", "Legislative"},
    {"SPY", "Research and Intelligence", "Intelligence"},
    {"PRM", "Paramilitary", "Paramilitary"},
    {"PTY", "Parties", "Political Parties"},
    {"OPP", "Opposition", "Opposition"},
    {"PRE", "Elite", "Pretenders"},
    {"REB", "Rebel", "Rebels"},
    {"UAF", "Unidentified Forces", "Unaligned Armed Forces"},
    {"CRM", "Criminals / Gangs", "Criminal"},
    {"CVL", "General Population / Civilian / Social", "Civilian"},
    {"BUS", "Business", "Business"},
    {"AGR", "Agricultural", "Agricultural"},
    {"LAB", "Labor", "Labor"},
    {"EDU", "Education", "Education"},
    {"MED", "Medical / Health", "Medical"},
    {"JRN", "Media", "Journalist"},
    {"REL", "Religious", "Religious"},
    {"REF", "Refugees / Displaced", "Refugees"},
    {"ELI", "Elite", "Elites"},
    {"SOC", "Social", "Social"},
    {"UNK", "", "Unknown"},
    {"IGO", "International Government Organization",
     "International Government Organization"},
    {"NGO", "Nongovernmental Organization (International)",
     "Nongovernmental Organization"},
    {"MNC", "Multinational Corporation", "Multinational Corporation"},
    {"IMG", "International Militarized Group", "International Militarized Group"},
};

enum { N_NAMES = sizeof names / sizeof *names };

demarche_str dmr_sector_icews(demarche_str sector)
{
    for (size_t i = 0; i < N_NAMES; i++) {
        if (dmr_str_is(sector, names[i].sector))
            return dmr_str_c(names[i].icews);
    }
    return sector;
}

demarche_str dmr_sector_plover(demarche_str sector)
{
    for (size_t i = 0; i < N_NAMES; i++) {
        if (dmr_str_is(sector, names[i].sector))
            return dmr_str_c(names[i].plover);
    }
    return sector;
}
