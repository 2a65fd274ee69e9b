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

const dmr_state_code *dmr_party_state(const demarche_entity *party)
{
    demarche_str code = party->code;
    return dmr_state_code_of(dmr_str(code.ptr, code.len > 3 ? 3 : code.len));
}

demarche_str dmr_party_sector(const demarche_entity *party)
{
    if (party->sector.len || party->code.len < 6)
        return party->sector;
    return dmr_str(party->code.ptr + 3, 3);
}

/* Letters that say what kind of body it is, not which. */
static bool is_kind(demarche_str code)
{
    return dmr_str_is(code, "IGO") || dmr_str_is(code, "NGO") ||
           dmr_str_is(code, "MNC") || dmr_str_is(code, "IMG");
}

/* A dictionary's code of several steps: "SYRREBISI". */
static void put_steps(dmr_party_code *out, demarche_str code)
{
    size_t roles = 0;
    bool kind = false; /* the step before says what kind of body this one is */
    snprintf(out->full, sizeof out->full, "%.*s", (int)(code.len < 39 ? code.len : 39),
             code.ptr);
    for (size_t at = 0; at + 3 <= code.len; at += 3) {
        demarche_str step = dmr_str(code.ptr + at, 3);
        if (at == 0 && dmr_state_code_of(step))
            put(out->country, step);
        else if (kind)
            put(out->group, step);
        else if (roles < 3)
            put(out->roles[roles++], step);
        kind = is_kind(step);
    }
}

static void put_whole(dmr_party_code *out)
{
    const char *role = out->roles[0];
    if (strcmp(role, "IGO") == 0)
        snprintf(out->full, sizeof out->full, "%s%s", role, out->group);
    else if (*out->group)
        snprintf(out->full, sizeof out->full, "%s%s", out->group, role);
    else
        snprintf(out->full, sizeof out->full, "%s%s", out->country, role);
}

void dmr_party_code_of(const demarche_entity *party, dmr_party_code *out)
{
    *out = (dmr_party_code){.full = ""};
    if (!party || dmr_str_is(party->code, "---"))
        return;
    if (party->code.len > 3) {
        put_steps(out, party->code);
        return;
    }
    const dmr_state_code *state = dmr_party_state(party);
    demarche_str role = dmr_cameo_sector(party->sector, party->code.len > 0);
    if (state)
        put(out->country, *state->cameo ? dmr_str_c(state->cameo) : party->code);
    else if (is_kind(party->code))
        role = party->code;
    else if (dmr_str_is(party->code, "EUR"))
        put(out->group, DMR_STR("EEC")); /* EUR is Europe to CAMEO */
    else
        put(out->group, party->code);
    if (!party->code.len)
        put(out->country, dmr_str_c(dmr_region_cameo(party->region)));
    if (!dmr_str_is(role, "UNK"))
        put(out->roles[0], role);
    put_whole(out);
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
