/* Codes: those of states and regions (states.tsv) and of other bodies (codes.tsv). And
 * identifiers that stand for one row alone. */
#include "base/error.h"
#include "lexicon/lexicon_check.h"

static demarche_status know(dmr_lexicon_check *check, demarche_str code)
{
    return dmr_map_set(check->codes, code, 1) ? DEMARCHE_OK
                                              : dmr_error_memory(check->err);
}

static demarche_status know_states(dmr_lexicon_check *check)
{
    dmr_table t;
    DMR_TRY(dmr_check_load(&t, check, "states.tsv"));
    for (size_t i = 0; i < t.n_rows; i++) {
        const demarche_str *c = t.rows[i].cells;
        if (dmr_str_is(c[DMR_STATE_KIND], "state") ||
            dmr_str_is(c[DMR_STATE_KIND], "region"))
            DMR_TRY(know(check, c[DMR_STATE_CODE]));
    }
    return DEMARCHE_OK;
}

static demarche_status know_others(dmr_lexicon_check *check)
{
    dmr_table t;
    DMR_TRY(dmr_check_load(&t, check, "codes.tsv"));
    for (size_t i = 0; i < t.n_rows; i++) {
        demarche_str code = t.rows[i].cells[0];
        bool capitals = code.len == 3;
        for (size_t k = 0; k < code.len; k++)
            capitals &= dmr_is_upper(code.ptr[k]);
        if (!capitals)
            DMR_TRY(dmr_check_complain(check, &t.rows[i],
                                       "code '%.*s' is not three capital letters",
                                       DMR_STR_ARG(code)));
        else if (dmr_map_get(check->codes, code, 0) && !t.rows[i].layer)
            DMR_TRY(dmr_check_complain(check, &t.rows[i],
                                       "code '%.*s' stands for a state or has a row "
                                       "already; leave one",
                                       DMR_STR_ARG(code)));
        DMR_TRY(know(check, code));
    }
    return DEMARCHE_OK;
}

static demarche_status one_code(const dmr_lexicon_check *check, const dmr_table_row *row,
                                demarche_str code)
{
    if (!code.len || dmr_map_get(check->codes, code, 0))
        return DEMARCHE_OK;
    return dmr_check_complain(check, row,
                              "nobody has the code '%.*s'; write one of states.tsv or "
                              "codes.tsv, or give it a row there",
                              DMR_STR_ARG(code));
}

static demarche_status column_of_codes(const dmr_lexicon_check *check, const char *name,
                                       size_t column)
{
    dmr_table t;
    DMR_TRY(dmr_check_load(&t, check, name));
    for (size_t i = 0; i < t.n_rows; i++)
        DMR_TRY(one_code(check, &t.rows[i], t.rows[i].cells[column]));
    return DEMARCHE_OK;
}

/* "SUN held RUS|UKR": each of these too. */
static demarche_status held_codes(const dmr_lexicon_check *check)
{
    dmr_table t;
    DMR_TRY(dmr_check_load(&t, check, "states.tsv"));
    for (size_t i = 0; i < t.n_rows; i++) {
        demarche_str rest = t.rows[i].cells[DMR_STATE_TEXT], part;
        if (!dmr_str_is(t.rows[i].cells[DMR_STATE_KIND], "held"))
            continue;
        DMR_TRY(one_code(check, &t.rows[i], t.rows[i].cells[DMR_STATE_CODE]));
        while (dmr_str_split(&rest, '|', &part)) {
            part = dmr_str_trim(part);
            if (part.len > 4 && part.ptr[3] == ' ')
                part = dmr_str(part.ptr, 3); /* "RUS Kaliningrad": a place in it */
            DMR_TRY(one_code(check, &t.rows[i], part));
        }
    }
    return DEMARCHE_OK;
}

/* A cell that is not empty stands once in a layer. */
static demarche_status once(const dmr_lexicon_check *check, const char *name)
{
    dmr_table t;
    dmr_map *seen = dmr_map_new(check->arena);
    if (!seen)
        return dmr_error_memory(check->err);
    DMR_TRY(dmr_check_load(&t, check, name));
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        demarche_str id = row->cells[0];
        uint32_t before = dmr_map_get(seen, id, UINT32_MAX);
        if (id.len && before != UINT32_MAX && t.rows[before].layer == row->layer)
            DMR_TRY(dmr_check_complain(check, row,
                                       "'%.*s' stands in line %u too; leave one row",
                                       DMR_STR_ARG(id), t.rows[before].line));
        else if (!dmr_map_set(seen, id, (uint32_t)i))
            return dmr_error_memory(check->err);
    }
    return DEMARCHE_OK;
}

demarche_status dmr_check_codes(dmr_lexicon_check *check)
{
    DMR_TRY(know_states(check));
    DMR_TRY(know_others(check));
    DMR_TRY(held_codes(check));
    DMR_TRY(column_of_codes(check, "actors.tsv", DMR_ACTOR_CODE));
    DMR_TRY(column_of_codes(check, "persons.tsv", DMR_PERSON_STATE));
    DMR_TRY(column_of_codes(check, "places.tsv", 3));
    DMR_TRY(column_of_codes(check, "middles.tsv", 0));
    DMR_TRY(column_of_codes(check, "towns.tsv", 3));
    DMR_TRY(once(check, "places.tsv"));
    return once(check, "times.tsv");
}
