#include "code_names.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *code, *name;
} organisations[] = {
    {"UNO", "United Nations"},
    {"EUR", "European Communities and Union"},
    {"NAT", "NATO"},
    {"IGO", "Organisations of states"},
    {"NGO", "Non-governmental organisations"},
    {"IMG", "International armed groups"},
    {"MNC", "Companies of several states"},
};

static int by_code(const void *key, const void *state)
{
    return strcmp(key, ((const code_state *)state)->code);
}

const code_state *code_state_of(const char *code)
{
    return bsearch(code, code_states, n_code_states, sizeof *code_states, by_code);
}

static const char *organisation_name(const char *code)
{
    for (size_t i = 0; i < sizeof organisations / sizeof *organisations; i++) {
        if (strcmp(organisations[i].code, code) == 0)
            return organisations[i].name;
    }
    return NULL;
}

bool code_is_organisation(const char *code)
{
    return organisation_name(code) != NULL;
}

const char *code_name(const char *code)
{
    const code_state *state = code_state_of(code);
    const char *name = state ? state->name : organisation_name(code);
    return name ? name : code;
}
