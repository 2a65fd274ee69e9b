/* What a code of CAMEO means for us. A code is made of steps of three letters: whose it
 * is (a state, a region, IGO, NGO ...), then what it does (GOV, MIL ...), then who exactly.
 * lexicon/cameo.tsv says what the steps mean. */
#include <stdio.h>

#include "base/error.h"
#include "lexicon/import.h"

/* What a step of lexicon/cameo.tsv is. */
typedef enum step_kind {
    STEP_STATE,  /* a state for which ISO has other letters */
    STEP_REGION, /* part of the world */
    STEP_WORLD,  /* of the whole world: IGO; what follows is not whose it is */
    STEP_BASED,  /* of the whole world, or of the state that follows: NGO, MNC */
    STEP_BODY,   /* a body for which we have a code: UNO */
    STEP_ROLE,
    STEP_WEAK, /* a role where no other is told */
    STEP_FAITH,
    STEP_PEOPLE,
    STEP_PAIR, /* "GOV LEG": a first step and a sector together have another sector */
    STEP_NOTE, /* says nothing that we keep */
    STEP_LAND, /* "GBR VGB": a territory behind the state to which it belongs */
    STEP_KINDS,
} step_kind;

static const char *const kind_names[STEP_KINDS] = {"state",  "region", "world", "based",
                                                   "body",   "role",   "weak",  "faith",
                                                   "people", "pair",   "note",  "land"};

typedef struct step {
    demarche_str code, sector;
    step_kind kind;
    uint32_t layer; /* of its row */
} step;

struct dmr_cameo {
    dmr_map *index; /* "GOV", and "GOV LEG" of a pair -> index in steps */
    DMR_VEC(step) steps;
};

static demarche_status read_row(dmr_cameo *cameo, const dmr_table_row *row,
                                dmr_arena *arena, demarche_error *err)
{
    enum { STEP, KIND, CODE, SECTOR };
    const demarche_str *c = row->cells;
    size_t k = 0;
    while (k < STEP_KINDS && !dmr_str_is(c[KIND], kind_names[k]))
        k++;
    if (k == STEP_KINDS)
        return dmr_table_refuse(row, err, "kind '%.*s' is none; see the file's head",
                                DMR_STR_ARG(c[KIND]));
    if (c[STEP].len != (k == STEP_PAIR || k == STEP_LAND ? 7 : 3))
        return dmr_table_refuse(row, err,
                                "a step has three letters, a pair or land two of them");
    uint32_t before = dmr_map_get(cameo->index, c[STEP], UINT32_MAX);
    if (before != UINT32_MAX && cameo->steps.at[before].layer != row->layer)
        return DEMARCHE_OK; /* the upper layer's holds */
    if (before != UINT32_MAX)
        return dmr_table_refuse(row, err, "'%.*s' has a row already",
                                DMR_STR_ARG(c[STEP]));
    step *s = DMR_PUSH(arena, cameo->steps);
    if (!s || !dmr_map_set(cameo->index, c[STEP], (uint32_t)cameo->steps.n - 1))
        return dmr_error_memory(err);
    *s = (step){c[CODE], c[SECTOR], (step_kind)k, row->layer};
    return DEMARCHE_OK;
}

demarche_status dmr_cameo_load(const dmr_cameo **out, dmr_tables *tables,
                               dmr_arena *arena, demarche_error *err)
{
    static const char *const columns[] = {"step",  "kind",    "code", "sector",
                                          "?note", "?source", NULL};
    dmr_table t;
    dmr_cameo *cameo = DMR_NEW(arena, dmr_cameo);
    if (!cameo || !(cameo->index = dmr_map_new(arena)))
        return dmr_error_memory(err);
    DMR_TRY(dmr_tables_load(&t, tables, "cameo.tsv", columns, err));
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(tables, row, read_row(cameo, row, arena, err), err));
    }
    *out = cameo;
    return DEMARCHE_OK;
}

static const step *find(const dmr_cameo *cameo, demarche_str key)
{
    uint32_t i = dmr_map_get(cameo->index, key, UINT32_MAX);
    return i == UINT32_MAX ? NULL : &cameo->steps.at[i];
}

/* The row of two together, "GOV LEG"; NULL: none. */
static const step *find_two(const dmr_cameo *cameo, demarche_str first,
                            demarche_str second)
{
    char key[8];
    if (first.len != 3 || second.len != 3)
        return NULL;
    memcpy(key, first.ptr, 3);
    key[3] = ' ';
    memcpy(key + 4, second.ptr, 3);
    return find(cameo, dmr_str(key, 7));
}

/* The sector that a first step and a sector have together, else the sector. */
static demarche_str pair_sector(const dmr_cameo *cameo, demarche_str first,
                                demarche_str sector, demarche_str otherwise)
{
    const step *pair = find_two(cameo, first, sector);
    return pair && pair->kind == STEP_PAIR ? pair->sector : otherwise;
}

static bool is_state(const demarche_import *im, demarche_str s)
{
    return dmr_map_get(im->gazetteer->state_code, s, UINT32_MAX) != UINT32_MAX;
}

/* ------------------------------------------------------------------------- reading */

/* What the steps of one code have told so far. */
typedef struct told {
    const demarche_import *im;
    demarche_str whose;           /* code of the state, region's body, ... */
    demarche_str region;          /* code of a region's row */
    const step *world;            /* IGO, NGO, ...; NULL: none */
    demarche_str world_step;      /* "IGO" */
    demarche_str role, role_step; /* sector of the first role, and its step */
    demarche_str second;          /* sector of the second one */
    demarche_str weak, group;     /* sectors of what says less */
    demarche_str unknown;
    bool elite;
} told;

static void tell_step(told *t, const step *s, demarche_str text, bool first)
{
    switch (s->kind) {
    case STEP_STATE:
        if (!t->whose.len || (t->world && t->world->kind == STEP_BASED))
            t->whose = s->code;
        break;
    case STEP_REGION:
        if (first)
            t->region = s->code;
        break;
    case STEP_WORLD:
    case STEP_BASED:
        if (first) {
            t->world = s;
            t->world_step = text;
            t->whose = s->code;
        }
        break;
    case STEP_BODY:
        if (t->world ? t->world->kind == STEP_WORLD : first) {
            t->whose = s->code;
            if (!t->world)
                t->role = s->sector;
        }
        break;
    case STEP_ROLE:
        if (!t->role.len) {
            t->role = s->sector;
            t->role_step = text;
        } else if (!t->second.len) {
            t->second = s->sector;
        }
        t->elite |= dmr_str_is(text, "ELI");
        break;
    case STEP_WEAK:
        if (!t->weak.len)
            t->weak = s->sector;
        break;
    case STEP_FAITH:
    case STEP_PEOPLE:
        if (!t->group.len)
            t->group = s->sector;
        break;
    default:
        break;
    }
}

/* A state is whose it is; behind a state, or IGO, it says no more than where. */
static void tell_state(told *t, demarche_str code, bool first)
{
    if (first)
        t->whose = code;
    else if (t->world && t->world->kind == STEP_BASED &&
             dmr_str_eq(t->whose, t->world->code))
        t->whose = code;
}

static void tell(told *t, demarche_str text, size_t place)
{
    const step *s = find(t->im->cameo, text);
    bool state = is_state(t->im, text);
    /* In front stands whose it is ("MUS" is Mauritius), behind what it is (Muslims). */
    bool whose = s && s->kind <= STEP_BODY;
    /* A firm has a state ("MNCAUT" is of Austria) and no belief. */
    bool firm = t->world && dmr_str_is(t->world->sector, "BUS");
    bool based = t->world && t->world->kind == STEP_BASED;
    if (s && place > 0 && state && based && s->kind != STEP_ROLE &&
        (firm || s->kind == STEP_NOTE))
        tell_state(t, text, false);
    else if (s && (place > 0 || whose || !state))
        tell_step(t, s, text, place == 0);
    else if (state)
        tell_state(t, text, place == 0);
    else if (!t->unknown.len)
        t->unknown = text;
}

static demarche_str sector_of(const told *t)
{
    const dmr_cameo *cameo = t->im->cameo;
    demarche_str other = t->role.len ? t->role : t->group.len ? t->group : t->weak;
    if (t->world)
        return pair_sector(cameo, t->world_step, other, t->world->sector);
    if (t->role.len && t->second.len)
        return pair_sector(cameo, t->role_step, t->second, t->role);
    return t->role.len ? t->role : t->weak.len ? t->weak : t->group;
}

static const char *check_letters(demarche_str code, char why[256])
{
    if (code.len == 0) {
        snprintf(why, 256, "there is no code in it; write [CODE]");
        return why;
    }
    if (dmr_str_is(code, "###")) {
        snprintf(why, 256,
                 "[###] leaves out the text; put the phrase into a file of "
                 "discards");
        return why;
    }
    if (memchr(code.ptr, '/', code.len)) {
        snprintf(why, 256,
                 "code '%.*s' is of several actors at once; a name of ours has "
                 "one",
                 DMR_STR_ARG(code));
        return why;
    }
    bool sound = code.len % 3 == 0;
    for (size_t i = 0; i < code.len; i++)
        sound &= dmr_is_upper(code.ptr[i]) || dmr_is_digit(code.ptr[i]);
    if (sound)
        return NULL;
    snprintf(why, 256, "code '%.*s' is not made of steps of three letters",
             DMR_STR_ARG(code));
    return why;
}

static void tell_all(told *t, demarche_str code)
{
    for (size_t i = 0; i < code.len; i += 3) {
        demarche_str text = dmr_str(code.ptr + i, 3);
        const step *land =
            i == 3 ? find_two(t->im->cameo, dmr_str(code.ptr, 3), text) : NULL;
        if (land && land->kind == STEP_LAND)
            t->whose = land->code;
        else
            tell(t, text, i / 3);
    }
}

const char *dmr_cameo_read(const demarche_import *im, demarche_import_codes codes,
                           demarche_str code, dmr_import_who *out, char why[256])
{
    *out = (dmr_import_who){0};
    if (dmr_str_is(code, "---")) {
        out->nobody = true;
        return NULL;
    }
    if (check_letters(code, why))
        return why;
    /* A dictionary of peoples or beliefs has letters of its own: "SHN" is Shinto there, and
     * "ARG" Aragonese. */
    if (codes != DEMARCHE_IMPORT_CODES_ACTORS) {
        out->sector =
            codes == DEMARCHE_IMPORT_CODES_PEOPLES ? DMR_STR("SOC") : DMR_STR("REL");
        return NULL;
    }
    told t = {.im = im};
    tell_all(&t, code);
    if (t.unknown.ptr == code.ptr) {
        snprintf(why, 256, "'%.*s' is no state, region or role that cameo.tsv knows",
                 DMR_STR_ARG(t.unknown));
        return why;
    }
    out->code = t.whose;
    out->region = t.region;
    out->sector = sector_of(&t);
    out->person = t.elite;
    out->office =
        dmr_str_is(t.role_step, "GOV") ||
        (t.world && t.world->kind == STEP_WORLD && dmr_str_is(out->sector, "IGO"));
    out->firm = t.world && t.world->kind == STEP_BASED;
    out->unknown = t.unknown;
    out->bare = !t.world && !out->sector.len && (t.whose.len || t.region.len);
    if (out->code.len || out->sector.len || out->bare)
        return NULL;
    snprintf(why, 256, "code '%.*s' tells neither whose it is nor what it does",
             DMR_STR_ARG(code));
    return why;
}

const char *dmr_cameo_agent(const demarche_import *im, demarche_str code,
                            demarche_str *sector, char why[256])
{
    if (check_letters(code, why))
        return why;
    told t = {.im = im};
    for (size_t i = 0; i < code.len; i += 3) {
        demarche_str text = dmr_str(code.ptr + i, 3);
        const step *s = find(im->cameo, text);
        if (s)
            tell_step(&t, s, text, i == 0);
        else if (!t.unknown.len)
            t.unknown = text;
    }
    *sector = sector_of(&t);
    if (sector->len)
        return NULL;
    snprintf(why, 256, "'%.*s' is no role that cameo.tsv knows", DMR_STR_ARG(code));
    return why;
}

/* ------------------------------------------------------------------ kinds of codes */

static const step *first_step(const demarche_import *im, demarche_str code)
{
    return code.len < 3 ? NULL : find(im->cameo, dmr_str(code.ptr, 3));
}

bool dmr_cameo_is_faith(const demarche_import *im, demarche_str code)
{
    const step *s = first_step(im, code);
    return s && s->kind == STEP_FAITH;
}

bool dmr_cameo_is_actor(const demarche_import *im, demarche_str code)
{
    const step *s = first_step(im, code);
    return (s && s->kind <= STEP_ROLE) ||
           (code.len >= 3 && is_state(im, dmr_str(code.ptr, 3)));
}
