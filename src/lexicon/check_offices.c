/*
 * Offices of persons.tsv: nobody holds one twice on a day, and what one person at a time
 * holds (kind "sole" of offices.tsv) two do not hold on one day. Not told: the day on
 * which one hands over, days that are not sure ("1950" may be its last day), and rows that
 * say in their note "with breaks": from..until spans several terms or offices.
 */
#include "base/error.h"
#include "lexicon/lexicon_check.h"
#include "mention/name_norm.h"

typedef struct holder {
    const dmr_table_row *row;
    dmr_sure_days days;
    bool breaks;
    uint32_t next; /* holder + 1 of the same office; 0 ends */
} holder;

typedef struct offices {
    const dmr_lexicon_check *check;
    dmr_map *nouns; /* normal form of an office noun -> 1, 2 where it is sole */
    dmr_map *first; /* "AUT president of austria" -> holder + 1 */
    DMR_VEC(holder) holders;
} offices;

static bool has_flag(demarche_str kind, const char *flag)
{
    demarche_str part;
    while (dmr_str_split(&kind, ',', &part))
        if (dmr_str_is(dmr_str_trim(part), flag))
            return true;
    return false;
}

static demarche_status read_nouns(offices *o)
{
    dmr_table t;
    DMR_TRY(dmr_check_load(&t, o->check, "offices.tsv"));
    for (size_t i = 0; i < t.n_rows; i++) {
        demarche_str rest = t.rows[i].cells[0], part;
        uint32_t value = has_flag(t.rows[i].cells[2], "sole") ? 2 : 1;
        while (dmr_str_split(&rest, '|', &part)) {
            demarche_str noun = dmr_name_norm_copy(o->check->arena, part);
            if (!noun.ptr ||
                (!dmr_map_get(o->nouns, noun, 0) && !dmr_map_set(o->nouns, noun, value)))
                return dmr_error_memory(o->check->err);
        }
    }
    return DEMARCHE_OK;
}

/* "deputy prime minister of Italy": the longest noun that it begins with decides. */
static bool is_sole(const offices *o, demarche_str office)
{
    for (size_t n = office.len; n > 0; n--) {
        if (n < office.len && office.ptr[n] != ' ')
            continue;
        uint32_t value = dmr_map_get(o->nouns, dmr_str(office.ptr, n), 0);
        if (value)
            return value == 2;
    }
    return false;
}

static demarche_status compare(const offices *o, const holder *h, const holder *before,
                               bool sole)
{
    const demarche_str *a = h->row->cells, *b = before->row->cells;
    bool same = dmr_str_eq(a[DMR_PERSON_NAME], b[DMR_PERSON_NAME]);
    if (h->row->layer != before->row->layer ||
        !dmr_check_overlap(&h->days, &before->days) ||
        (!same && (!sole || h->breaks || before->breaks)))
        return DEMARCHE_OK;
    if (same)
        return dmr_check_complain(o->check, h->row,
                                  "%.*s holds this office on days of line %u too; join "
                                  "the rows or end one before",
                                  DMR_STR_ARG(a[DMR_PERSON_NAME]), before->row->line);
    return dmr_check_complain(
        o->check, h->row,
        "%.*s (line %u) is %.*s on days of this row; mend from and until, or note "
        "\"with breaks\" where a row spans several terms or offices",
        DMR_STR_ARG(b[DMR_PERSON_NAME]), before->row->line,
        DMR_STR_ARG(b[DMR_PERSON_OFFICE]));
}

static demarche_status add_holder(offices *o, const dmr_table_row *row)
{
    const demarche_str *c = row->cells;
    demarche_str office = dmr_name_norm_copy(o->check->arena, c[DMR_PERSON_OFFICE]);
    if (!office.ptr)
        return dmr_error_memory(o->check->err);
    holder h = {.row = row,
                .breaks = dmr_str_starts(c[DMR_PERSON_NOTE], DMR_STR("with breaks"))};
    if (!office.len || !dmr_check_days(&h.days, c[DMR_PERSON_FROM], c[DMR_PERSON_UNTIL]))
        return DEMARCHE_OK;
    bool sole = is_sole(o, office);
    demarche_str key =
        dmr_str_format(o->check->arena, "%.*s %.*s", DMR_STR_ARG(c[DMR_PERSON_STATE]),
                       DMR_STR_ARG(office));
    if (!key.ptr)
        return dmr_error_memory(o->check->err);
    h.next = dmr_map_get(o->first, key, 0);
    for (uint32_t i = o->holders.at ? h.next : 0; i; i = o->holders.at[i - 1].next)
        DMR_TRY(compare(o, &h, &o->holders.at[i - 1], sole));
    holder *place = DMR_PUSH(o->check->arena, o->holders);
    if (!place || !dmr_map_set(o->first, key, (uint32_t)o->holders.n))
        return dmr_error_memory(o->check->err);
    *place = h;
    return DEMARCHE_OK;
}

demarche_status dmr_check_offices(dmr_lexicon_check *check)
{
    offices o = {.check = check,
                 .nouns = dmr_map_new(check->arena),
                 .first = dmr_map_new(check->arena)};
    dmr_table t;
    if (!o.nouns || !o.first)
        return dmr_error_memory(check->err);
    DMR_TRY(read_nouns(&o));
    DMR_TRY(dmr_check_load(&t, check, "persons.tsv"));
    for (size_t i = 0; i < t.n_rows; i++)
        DMR_TRY(add_holder(&o, &t.rows[i]));
    return DEMARCHE_OK;
}
