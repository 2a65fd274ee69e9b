/*
 * Names that rows of two states, bodies or persons claim on the same day. Two rules decide
 * without a word: a surname is of whoever bore it (so that one of the two is a person's
 * single word), and an added row wins over ours. For every other such name shared.tsv must
 * say that it is meant to be so: the first row is then its plain reading, and the text may
 * lead to another.
 */
#include "base/error.h"
#include "lexicon/lexicon_check.h"
#include "mention/name_norm.h"

typedef struct claim {
    const dmr_table_row *row;
    demarche_str subject; /* "S:FRA", "O:Renault", "P:Guy Mollet" */
    demarche_str name;    /* as written */
    dmr_sure_days days;
    bool surname;
    uint32_t next; /* claim + 1 of the same name; 0 ends */
} claim;

typedef struct claims {
    const dmr_lexicon_check *check;
    dmr_map *first;  /* normal form -> claim + 1 */
    dmr_map *shared; /* normal form -> 1; 2 where two rows claim it indeed */
    DMR_VEC(claim) list;
} claims;

static demarche_status memory(const claims *c)
{
    return dmr_error_memory(c->check->err);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool differ(const claim *a, const claim *b)
{
    return a->row->layer == b->row->layer && !a->surname && !b->surname &&
           !dmr_str_eq(a->subject, b->subject) && dmr_check_overlap(&a->days, &b->days);
}

static demarche_status add_name(claims *c, const claim *what, demarche_str name)
{
    claim n = *what;
    demarche_str key = dmr_name_norm_copy(c->check->arena, name);
    if (!key.ptr)
        return memory(c);
    if (!key.len)
        return DEMARCHE_OK;
    n.name = name;
    n.surname = n.subject.ptr[0] == 'P' && memchr(key.ptr, ' ', key.len) == NULL;
    n.next = dmr_map_get(c->first, key, 0);
    bool told = false;
    for (uint32_t i = c->list.at ? n.next : 0; i && !told; i = c->list.at[i - 1].next) {
        const claim *before = &c->list.at[i - 1];
        if (!differ(&n, before))
            continue;
        told = true;
        if (dmr_map_get(c->shared, key, 0)) {
            if (!dmr_map_set(c->shared, key, 2))
                return memory(c);
            continue;
        }
        DMR_TRY(dmr_check_complain(
            c->check, n.row,
            "\"%.*s\" is also a name of %.*s (%s:%u) on the same day; take it off one of "
            "them, or give it a row in shared.tsv",
            DMR_STR_ARG(name), (int)before->subject.len - 2, before->subject.ptr + 2,
            base_name(before->row->path), before->row->line));
    }
    claim *place = DMR_PUSH(c->check->arena, c->list);
    if (!place || !dmr_map_set(c->first, key, (uint32_t)c->list.n))
        return memory(c);
    *place = n;
    return DEMARCHE_OK;
}

static demarche_status add_names(claims *c, claim what, demarche_str subject, char kind,
                                 demarche_str names)
{
    what.subject = dmr_str_format(c->check->arena, "%c:%.*s", kind, DMR_STR_ARG(subject));
    if (!what.subject.ptr)
        return memory(c);
    demarche_str part;
    while (names.len && dmr_str_split(&names, '|', &part))
        DMR_TRY(add_name(c, &what, dmr_str_trim(part)));
    return DEMARCHE_OK;
}

static demarche_status claim_states(claims *c)
{
    dmr_table t;
    DMR_TRY(dmr_check_load(&t, c->check, "states.tsv"));
    for (size_t i = 0; i < t.n_rows; i++) {
        const demarche_str *cells = t.rows[i].cells;
        claim what = {.row = &t.rows[i]};
        demarche_str names = cells[DMR_STATE_TEXT], first = {0};
        if (dmr_str_is(cells[DMR_STATE_KIND], "held") ||
            dmr_str_is(cells[DMR_STATE_KIND], "prefix") ||
            !dmr_check_days(&what.days, cells[DMR_STATE_FROM], cells[DMR_STATE_UNTIL]))
            continue;
        demarche_str rest = names;
        dmr_str_split(&rest, '|', &first);
        bool region = dmr_str_starts(cells[DMR_STATE_KIND], DMR_STR("region"));
        DMR_TRY(add_names(c, what, region ? first : cells[DMR_STATE_CODE],
                          region ? 'R' : 'S', names));
    }
    return DEMARCHE_OK;
}

static demarche_status claim_actors(claims *c)
{
    dmr_table t;
    DMR_TRY(dmr_check_load(&t, c->check, "actors.tsv"));
    for (size_t i = 0; i < t.n_rows; i++) {
        const demarche_str *cells = t.rows[i].cells;
        claim what = {.row = &t.rows[i]};
        if (!dmr_check_days(&what.days, cells[DMR_ACTOR_FROM], cells[DMR_ACTOR_UNTIL]))
            continue;
        demarche_str name = cells[DMR_ACTOR_NAME];
        DMR_TRY(add_names(c, what, name, 'O', name));
        DMR_TRY(add_names(c, what, name, 'O', cells[DMR_ACTOR_NAMES]));
    }
    return DEMARCHE_OK;
}

static demarche_status claim_persons(claims *c)
{
    dmr_table t;
    DMR_TRY(dmr_check_load(&t, c->check, "persons.tsv"));
    for (size_t i = 0; i < t.n_rows; i++) {
        const demarche_str *cells = t.rows[i].cells;
        claim what = {.row = &t.rows[i]};
        if (!dmr_check_days(&what.days, cells[DMR_PERSON_FROM], cells[DMR_PERSON_UNTIL]))
            continue;
        demarche_str name = cells[DMR_PERSON_NAME];
        DMR_TRY(add_names(c, what, name, 'P', name));
        DMR_TRY(add_names(c, what, name, 'P', cells[DMR_PERSON_NAMES]));
    }
    return DEMARCHE_OK;
}

demarche_status dmr_check_names(dmr_lexicon_check *check)
{
    claims c = {.check = check,
                .first = dmr_map_new(check->arena),
                .shared = dmr_map_new(check->arena)};
    dmr_table shared;
    if (!c.first || !c.shared)
        return dmr_error_memory(check->err);
    DMR_TRY(dmr_check_load(&shared, check, "shared.tsv"));
    for (size_t i = 0; i < shared.n_rows; i++) {
        demarche_str key = dmr_name_norm_copy(check->arena, shared.rows[i].cells[0]);
        if (!key.ptr || !dmr_map_set(c.shared, key, 1))
            return memory(&c);
    }
    DMR_TRY(claim_states(&c));
    DMR_TRY(claim_actors(&c));
    DMR_TRY(claim_persons(&c));
    for (size_t i = 0; i < shared.n_rows; i++) {
        demarche_str key = dmr_name_norm_copy(check->arena, shared.rows[i].cells[0]);
        if (!key.ptr)
            return memory(&c);
        if (dmr_map_get(c.shared, key, 0) != 2)
            DMR_TRY(dmr_check_complain(check, &shared.rows[i],
                                       "no two rows claim \"%.*s\" on one day; remove "
                                       "this row",
                                       DMR_STR_ARG(shared.rows[i].cells[0])));
    }
    return DEMARCHE_OK;
}
