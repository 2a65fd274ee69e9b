/* What is recorded as an event: types and modes, with how often each was met. */
#include "counts.h"

#include <string.h>

/* PLOVER 2.0's types, as docs/CODING.md has them; the classes are 1 to 4. */
static const struct type {
    const char *name, *class, *words;
} types[] = {
    {"AGREE", "1", "says that it will cooperate: promises, offers, invites, plans"},
    {"CONSULT", "1", "meets, visits, receives, negotiates, telephones, mediates"},
    {"SUPPORT", "1", "praises, backs, recognises, opens relations, signs, accredits"},
    {"CONCEDE", "1", "gives way in words: lifts a ban, pardons, apologises"},
    {"COOPERATE", "2", "works together: trade, exchange, joint ventures, exercises"},
    {"AID", "2", "gives or lends: money, food, arms, troops, refuge"},
    {"RETREAT", "2", "gives way in deeds: withdraws, releases, disarms, ceases fire"},
    {"REQUEST", "3", "asks for, demands, appeals for what the other does not do yet"},
    {"ACCUSE", "3", "blames, criticises, complains, investigates, sues"},
    {"REJECT", "3", "refuses, vetoes, breaks off talks, will not meet or yield"},
    {"THREATEN", "3", "says that it will do harm, warns, gives an ultimatum"},
    {"PROTEST", "4", "people demonstrate, strike, riot, boycott"},
    {"SANCTION", "4", "cuts relations, trade or aid: expels, embargoes, breaks a treaty"},
    {"MOBILIZE", "4", "readies or moves forces, shows them, arms against another"},
    {"COERCE", "4", "uses power short of battle: seizes, arrests, deports, blocks"},
    {"ASSAULT", "4", "uses force: attacks, shells, bombs, invades, kills"},
};

static const struct type *type_of(const char *name)
{
    for (size_t i = 0; name && i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].name, name) == 0)
            return &types[i];
    }
    return NULL;
}

static void adorn(page *p, json_t *rows)
{
    json_t *row;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        const char *name = json_string_value(json_object_get(row, "type"));
        const struct type *type = type_of(name);
        if (!name)
            continue;
        page_put(row, "href", page_link(p, "codebook", name, NULL, NULL));
        page_put(row, "words", page_string(type ? type->words : NULL));
        page_put(row, "quad", page_string(type ? type->class : NULL));
        page_put(row, "class",
                 page_string(type ? page_quad_words(type->class[0] - '0') : NULL));
    }
}

/* "CONSULT-visit" as the mode of its type, with its page. */
static void adorn_modes(page *p, json_t *rows)
{
    json_t *row;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        const char *mode = json_string_value(json_object_get(row, "mode"));
        const char *dash = mode ? strchr(mode, '-') : NULL;
        if (!dash)
            continue;
        page_put(row, "type", page_text((demarche_str){mode, (size_t)(dash - mode)}));
        const char *type = json_string_value(json_object_get(row, "type"));
        page_put(row, "name", page_string(dash + 1));
        page_put(row, "href", page_link(p, "codebook", type, dash + 1, NULL));
    }
}

static demarche_status one_type(page *p, const char *name, const char *mode)
{
    const struct type *type = type_of(name);
    demarche_query q = DEMARCHE_QUERY_INIT;
    q.type = name;
    q.mode = mode;
    demarche_status status = counts_put(p, "years", &q, "year");
    if (!status)
        status = counts_put(p, "modes", &q, "mode");
    if (!status)
        status = counts_put(p, "tracks", &q, "track");
    if (!status)
        status = counts_put(p, "rules", &q, "rule");
    if (!status)
        status = page_put_events(p, &q);
    if (status)
        return status;
    json_t *years = json_object_get(p->model, "years"), *rules, *row;
    size_t i;
    if (!type && !json_array_size(years))
        return page_missing(p, "The codebook has no such type.");
    rules = json_object_get(p->model, "rules");
    json_array_foreach(rules, i, row)
        page_put(row, "href",
                 page_link(p, "rule", json_string_value(json_object_get(row, "rule")),
                           NULL, NULL));
    adorn_modes(p, json_object_get(p->model, "modes"));
    counts_draw_years(p, "years", name, years, "codebook", name, mode, NULL);
    page_set_string(p, "type", name);
    page_set(p, "mode", page_string(mode));
    page_set(p, "words", page_string(type ? type->words : NULL));
    page_set(p, "quad", page_string(type ? type->class : NULL));
    page_set(p, "class",
             page_string(type ? page_quad_words(type->class[0] - '0') : NULL));
    page_set(p, "deeds", json_integer(counts_sum(years, "deeds")));
    page_set_string(p, "title", mode ? mode : name);
    page_crumb(p, "Codebook", page_link(p, "codebook", NULL, NULL, NULL));
    if (mode)
        page_crumb(p, name, page_link(p, "codebook", name, NULL, NULL));
    return DEMARCHE_OK;
}

demarche_status page_codebook(page *p)
{
    const address *a = p->asked;
    if (a->n_parts > 1)
        return one_type(p, a->parts[1], a->n_parts > 2 ? a->parts[2] : NULL);
    demarche_query q = DEMARCHE_QUERY_INIT;
    demarche_status status = counts_put(p, "rows", &q, "type");
    if (!status)
        status = counts_put(p, "modes", &q, "mode");
    if (!status)
        status = counts_put(p, "tracks", &q, "track");
    if (status)
        return status;
    adorn(p, json_object_get(p->model, "rows"));
    adorn_modes(p, json_object_get(p->model, "modes"));
    page_set(p, "whole", json_true());
    page_set_string(p, "title", "Codebook");
    return DEMARCHE_OK;
}
