#include "mention/gazetteer.h"

#include <stdio.h>

#include "base/error.h"
#include "base/vec.h"
#include "mention/chain_weight.h"
#include "mention/edtf.h"
#include "mention/gender_lexicon.h"
#include "mention/name_norm.h"
#include "mention/place_find.h"
#include "mention/place_noun.h"
#include "mention/place_table.h"
#include "mention/qualifier.h"
#include "mention/sound_lexicon.h"
#include "mention/time_find.h"

typedef struct builder {
    dmr_arena *arena;
    dmr_tables *tables;
    dmr_gazetteer *g;
    DMR_VEC(dmr_key) keys;
    DMR_VEC(dmr_sense) senses;
    DMR_VEC(uint32_t) subjects;
    DMR_VEC(dmr_agent) agents;
    DMR_VEC(dmr_held) held;
    dmr_map *subject_names; /* "P:Mikhail Gorbachev" -> subject */
} builder;

/* ------------------------------------------------------------------- names, senses */

static demarche_status key_add(builder *b, demarche_str text, uint32_t *out,
                               demarche_error *err)
{
    demarche_str norm = dmr_name_norm_copy(b->arena, text);
    if (!norm.ptr)
        return dmr_error_memory(err);
    uint32_t found = dmr_map_get(b->g->names, norm, UINT32_MAX);
    dmr_name_case written = dmr_name_case_of(text);
    if (found != UINT32_MAX && found != 0 && b->keys.at) {
        /* The looser writing wins, where two rows differ. */
        dmr_key *k = &b->keys.at[found - 1];
        k->acronym = k->acronym && written == DMR_CASE_UPPER;
        k->proper = k->proper && written != DMR_CASE_LOWER;
        *out = found;
        return DEMARCHE_OK;
    }
    for (size_t i = 0; i < norm.len; i++) {
        if (norm.ptr[i] != ' ')
            continue;
        demarche_str prefix = dmr_str(norm.ptr, i);
        if (dmr_map_get(b->g->names, prefix, UINT32_MAX) == UINT32_MAX &&
            !dmr_map_set(b->g->names, prefix, 0))
            return dmr_error_memory(err);
    }
    dmr_key *k = DMR_PUSH(b->arena, b->keys);
    if (!k || !dmr_map_set(b->g->names, norm, (uint32_t)b->keys.n))
        return dmr_error_memory(err);
    k->text = norm;
    k->acronym = written == DMR_CASE_UPPER && text.len <= 8;
    k->proper = written != DMR_CASE_LOWER;
    *out = (uint32_t)b->keys.n;
    return DEMARCHE_OK;
}

static demarche_status subject_for(builder *b, char prefix, demarche_str name,
                                   uint32_t *out, demarche_error *err)
{
    demarche_str full =
        dmr_str_format(b->arena, "%c:%.*s", prefix, (int)name.len, name.ptr);
    if (!full.ptr)
        return dmr_error_memory(err);
    uint32_t found = dmr_map_get(b->subject_names, full, UINT32_MAX);
    if (found == UINT32_MAX) {
        found = (uint32_t)b->subjects.n;
        if (!DMR_PUSH(b->arena, b->subjects) ||
            !dmr_map_set(b->subject_names, full, found))
            return dmr_error_memory(err);
    }
    *out = found;
    return DEMARCHE_OK;
}

/* Append a sense to its key; the senses of a key stay in the order of the rows. */
static demarche_status sense_add(builder *b, uint32_t key, dmr_sense sense,
                                 demarche_error *err)
{
    dmr_sense *s = DMR_PUSH(b->arena, b->senses);
    if (!s)
        return dmr_error_memory(err);
    *s = sense;
    uint32_t id = (uint32_t)b->senses.n;
    s->next = 0;
    s->next_same = b->subjects.at[s->subject];
    b->subjects.at[s->subject] = id;
    dmr_key *k = &b->keys.at[key - 1];
    if (k->last)
        b->senses.at[k->last - 1].next = id;
    else
        k->first = id;
    k->last = id;
    return DEMARCHE_OK;
}

/* One sense under each of the names in `names`, which are parted by '|'. */
static demarche_status senses_add(builder *b, demarche_str names, dmr_sense sense,
                                  bool short_where_single, demarche_error *err)
{
    if (names.len == 0)
        return DEMARCHE_OK;
    demarche_str rest = names, part;
    while (dmr_str_split(&rest, '|', &part)) {
        part = dmr_str_trim(part);
        if (part.len == 0)
            continue;
        uint32_t key = 0;
        DMR_TRY(key_add(b, part, &key, err));
        dmr_sense s = sense;
        if (short_where_single && memchr(b->keys.at[key - 1].text.ptr, ' ',
                                         b->keys.at[key - 1].text.len) == NULL)
            s.name = DMR_NAME_SHORT;
        DMR_TRY(sense_add(b, key, s, err));
    }
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------- cells */

static demarche_status check_days(const dmr_table_row *row, demarche_str from,
                                  demarche_str until, dmr_sense *sense,
                                  demarche_error *err)
{
    dmr_date date;
    dmr_day first, last;
    sense->from = DMR_DAY_NONE;
    sense->until = DMR_DAY_OPEN;
    if (from.len) {
        if (!dmr_edtf_read(from, &date))
            return dmr_table_refuse(row, err,
                                    "from '%.*s' is no ISO date; write "
                                    "1922-12-30",
                                    DMR_STR_ARG(from));
        dmr_date_bounds(&date, &first, &last);
        sense->from = first;
    }
    if (until.len) {
        if (!dmr_edtf_read(until, &date))
            return dmr_table_refuse(row, err,
                                    "until '%.*s' is no ISO date; write "
                                    "1991-12-25",
                                    DMR_STR_ARG(until));
        dmr_date_bounds(&date, &first, &last);
        sense->until = last;
    }
    if (sense->from > sense->until)
        return dmr_table_refuse(row, err, "it ends before it begins");
    return DEMARCHE_OK;
}

static bool is_code(demarche_str s)
{
    if (s.len != 3)
        return false;
    for (size_t i = 0; i < 3; i++)
        if (!dmr_is_upper(s.ptr[i]))
            return false;
    return true;
}

static bool is_region(demarche_str s)
{
    if (s.len != 3)
        return false;
    for (size_t i = 0; i < 3; i++)
        if (!dmr_is_digit(s.ptr[i]))
            return false;
    return true;
}

static demarche_status check_code(const dmr_table_row *row, demarche_str code,
                                  demarche_error *err)
{
    if (code.len == 0 || is_code(code))
        return DEMARCHE_OK;
    return dmr_table_refuse(row, err,
                            "code '%.*s' is not three capital letters; write an ISO "
                            "3166-1 alpha-3 code",
                            DMR_STR_ARG(code));
}

bool dmr_gazetteer_is_sector(demarche_str s)
{
    static const char *const sectors[] = {
        "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF",
        "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED",
        "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO", "MNC", "IMG"};
    for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
        if (dmr_str_is(s, sectors[i]))
            return true;
    return s.len == 0;
}

static demarche_status check_sector(const dmr_table_row *row, demarche_str sector,
                                    demarche_error *err)
{
    if (dmr_gazetteer_is_sector(sector))
        return DEMARCHE_OK;
    return dmr_table_refuse(row, err, "'%.*s' is no sector; write GOV, MIL, BUS ...",
                            DMR_STR_ARG(sector));
}

static demarche_status check_text(const dmr_table_row *row, demarche_str text,
                                  demarche_error *err)
{
    demarche_str rest = text, part;
    while (dmr_str_split(&rest, '|', &part)) {
        char scratch[256];
        size_t n = dmr_name_norm(scratch, sizeof scratch, part);
        if (n == 0 || n == SIZE_MAX)
            return dmr_table_refuse(row, err, "a name in it is empty or too long");
    }
    return DEMARCHE_OK;
}

/* -------------------------------------------------------------------------- files */

/* "Franco" in "Franco-German": keys of their own, "franco-", which are no general's. */
static demarche_status prefixes_add(builder *b, demarche_str names, dmr_sense sense,
                                    demarche_error *err)
{
    demarche_str rest = names, part;
    while (dmr_str_split(&rest, '|', &part)) {
        demarche_str norm = dmr_name_norm_copy(b->arena, part);
        demarche_str text = dmr_str_format(b->arena, "%.*s-", (int)norm.len, norm.ptr);
        if (!norm.ptr || !text.ptr)
            return dmr_error_memory(err);
        uint32_t key = dmr_map_get(b->g->names, text, 0);
        if (!key) {
            dmr_key *k = DMR_PUSH(b->arena, b->keys);
            key = (uint32_t)b->keys.n;
            if (!k || !dmr_map_set(b->g->names, text, key))
                return dmr_error_memory(err);
            k->text = text;
        }
        DMR_TRY(sense_add(b, key, sense, err));
    }
    return DEMARCHE_OK;
}

/* "RUS", or a place of places.tsv in today's state: "RUS Kaliningrad". */
static bool is_held_name(demarche_str part)
{
    return is_code(part) ||
           (part.len > 4 && part.ptr[3] == ' ' && is_code(dmr_str(part.ptr, 3)));
}

/* "SUN held RUS|UKR|...": those codes' territory was its own on those days; so was a
 * single place: "DEU held RUS Kaliningrad". */
static demarche_status held_add(builder *b, const dmr_table_row *row, demarche_str holder,
                                demarche_str list, const dmr_sense *days,
                                demarche_error *err)
{
    demarche_str rest = list, part;
    while (dmr_str_split(&rest, '|', &part)) {
        part = dmr_str_trim(part);
        if (!is_held_name(part))
            return dmr_table_refuse(row, err,
                                    "'%.*s' is neither a code nor a code and a place of "
                                    "places.tsv (\"RUS Kaliningrad\")",
                                    DMR_STR_ARG(part));
        dmr_held *h = DMR_PUSH(b->arena, b->held);
        if (!h)
            return dmr_error_memory(err);
        *h = (dmr_held){part, holder, row, days->from, days->until};
    }
    return DEMARCHE_OK;
}

enum { STATE_CODE, STATE_KIND, STATE_TEXT, STATE_FROM, STATE_UNTIL, STATE_SECTOR };

static const struct {
    const char *word;
    uint8_t name;
} state_kinds[] = {{"state", DMR_NAME_NAME},
                   {"name", DMR_NAME_NAME},
                   {"abbr", DMR_NAME_ABBR},
                   {"adjective", DMR_NAME_ADJECTIVE},
                   {"people", DMR_NAME_PEOPLE},
                   {"capital", DMR_NAME_CAPITAL},
                   {"seat", DMR_NAME_SEAT},
                   {"region", DMR_NAME_NAME},
                   {"region-adjective", DMR_NAME_ADJECTIVE},
                   {"held", DMR_NAME_NAME},
                   {"prefix", DMR_NAME_ADJECTIVE}};

/* Kind, code, text and sector of a row of states.tsv; *k is its place in state_kinds. */
static demarche_status check_state(const dmr_table_row *row, size_t *k,
                                   demarche_error *err)
{
    const demarche_str *c = row->cells;
    size_t n_kinds = sizeof state_kinds / sizeof *state_kinds;
    for (*k = 0; *k < n_kinds && !dmr_str_is(c[STATE_KIND], state_kinds[*k].word);)
        ++*k;
    if (*k == n_kinds)
        return dmr_table_refuse(
            row, err,
            "kind '%.*s' is none; write state, name, abbr, adjective, "
            "people, capital, seat, prefix, held or region",
            DMR_STR_ARG(c[STATE_KIND]));
    bool region = dmr_str_starts(c[STATE_KIND], DMR_STR("region"));
    if (region ? !(is_region(c[STATE_CODE]) || dmr_str_is(c[STATE_CODE], "-"))
               : !is_code(c[STATE_CODE]))
        return dmr_table_refuse(row, err,
                                "code '%.*s' is none; write three capitals, for a region "
                                "the number of UN M49 or '-'",
                                DMR_STR_ARG(c[STATE_CODE]));
    DMR_TRY(check_text(row, c[STATE_TEXT], err));
    return check_sector(row, c[STATE_SECTOR], err);
}

static demarche_str first_of(demarche_str names)
{
    demarche_str first = {0};
    dmr_str_split(&names, '|', &first);
    return first;
}

/* `canonical`: code -> index in `t` of its first row of kind state. */
static demarche_status add_state(builder *b, const dmr_table *t, const dmr_table_row *row,
                                 const dmr_map *canonical, demarche_error *err)
{
    const demarche_str *c = row->cells;
    size_t k;
    DMR_TRY(check_state(row, &k, err));
    bool region = dmr_str_starts(c[STATE_KIND], DMR_STR("region"));
    dmr_sense s = {.kind = region ? DMR_SENSE_REGION : DMR_SENSE_STATE,
                   .name = state_kinds[k].name,
                   .layer = row->layer,
                   .sector = c[STATE_SECTOR]};
    DMR_TRY(check_days(row, c[STATE_FROM], c[STATE_UNTIL], &s, err));
    if (dmr_str_is(c[STATE_KIND], "held"))
        return held_add(b, row, c[STATE_CODE], c[STATE_TEXT], &s, err);
    if (region) {
        s.canonical = first_of(c[STATE_TEXT]);
        s.region = dmr_str_is(c[STATE_CODE], "-") ? (demarche_str){"", 0} : c[STATE_CODE];
        DMR_TRY(subject_for(b, 'R', s.canonical, &s.subject, err));
    } else {
        uint32_t at = dmr_map_get(canonical, c[STATE_CODE], UINT32_MAX);
        if (at == UINT32_MAX)
            return dmr_table_refuse(row, err,
                                    "code %.*s has no row of kind state; write one first",
                                    DMR_STR_ARG(c[STATE_CODE]));
        s.canonical = first_of(t->rows[at].cells[STATE_TEXT]);
        s.code = c[STATE_CODE];
        DMR_TRY(subject_for(b, 'S', c[STATE_CODE], &s.subject, err));
        if (!dmr_map_set(b->g->state_code, c[STATE_CODE], s.subject))
            return dmr_error_memory(err);
        if (s.sector.len == 0 && (s.name == DMR_NAME_CAPITAL || s.name == DMR_NAME_SEAT))
            s.sector = DMR_STR("GOV");
    }
    return dmr_str_is(c[STATE_KIND], "prefix")
               ? prefixes_add(b, c[STATE_TEXT], s, err)
               : senses_add(b, c[STATE_TEXT], s, false, err);
}

static demarche_status load_states(builder *b, demarche_error *err)
{
    static const char *const columns[] = {"code",   "kind",  "text",    "from", "until",
                                          "sector", "?note", "?source", NULL};
    dmr_table t;
    DMR_TRY(dmr_tables_load(&t, b->tables, "states.tsv", columns, err));
    dmr_map *canonical = dmr_map_new(b->arena);
    if (!canonical)
        return dmr_error_memory(err);
    for (size_t i = t.n_rows; i-- > 0;) /* of several the first stays */
        if (dmr_str_is(t.rows[i].cells[STATE_KIND], "state") &&
            !dmr_map_set(canonical, t.rows[i].cells[STATE_CODE], (uint32_t)i))
            return dmr_error_memory(err);
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        demarche_status status = add_state(b, &t, row, canonical, err);
        DMR_TRY(dmr_tables_row(b->tables, row, status, err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_actor(builder *b, const dmr_table_row *row,
                                 demarche_error *err)
{
    enum { NAME, NAMES, CODE, SECTOR, FROM, UNTIL };
    const demarche_str *c = row->cells;
    DMR_TRY(check_code(row, c[CODE], err));
    DMR_TRY(check_sector(row, c[SECTOR], err));
    DMR_TRY(check_text(row, c[NAME], err));
    dmr_sense s = {.kind = DMR_SENSE_ORG,
                   .layer = row->layer,
                   .code = c[CODE],
                   .sector = c[SECTOR],
                   .canonical = c[NAME]};
    DMR_TRY(check_days(row, c[FROM], c[UNTIL], &s, err));
    DMR_TRY(subject_for(b, 'O', c[NAME], &s.subject, err));
    DMR_TRY(senses_add(b, c[NAME], s, false, err));
    return senses_add(b, c[NAMES], s, false, err);
}

static demarche_status load_actors(builder *b, demarche_error *err)
{
    static const char *const columns[] = {"name",  "names", "code",    "sector", "from",
                                          "until", "?note", "?source", NULL};
    dmr_table t;
    DMR_TRY(dmr_tables_load(&t, b->tables, "actors.tsv", columns, err));
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(b->tables, row, add_actor(b, row, err), err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_person(builder *b, const dmr_table_row *row,
                                  demarche_error *err)
{
    enum { NAME, NAMES, STATE, SECTOR, OFFICE, FROM, UNTIL };
    const demarche_str *c = row->cells;
    DMR_TRY(check_code(row, c[STATE], err));
    DMR_TRY(check_sector(row, c[SECTOR], err));
    DMR_TRY(check_text(row, c[NAME], err));
    dmr_sense s = {.kind = DMR_SENSE_PERSON,
                   .layer = row->layer,
                   .code = c[STATE],
                   .sector = c[SECTOR],
                   .canonical = c[NAME],
                   .office = c[OFFICE]};
    DMR_TRY(check_days(row, c[FROM], c[UNTIL], &s, err));
    demarche_str id = c[NAME];
    if (memchr(id.ptr, ' ', id.len) == NULL) {
        /* A bare surname names a different person in each state. */
        id = dmr_str_format(b->arena, "%.*s/%.*s", (int)id.len, id.ptr, (int)c[STATE].len,
                            c[STATE].ptr ? c[STATE].ptr : "");
        if (!id.ptr)
            return dmr_error_memory(err);
    }
    DMR_TRY(subject_for(b, 'P', id, &s.subject, err));
    DMR_TRY(senses_add(b, c[NAME], s, true, err));
    return senses_add(b, c[NAMES], s, true, err);
}

static demarche_status load_persons(builder *b, demarche_error *err)
{
    static const char *const columns[] = {"name", "names", "state", "sector",  "office",
                                          "from", "until", "?note", "?source", NULL};
    dmr_table t;
    DMR_TRY(dmr_tables_load(&t, b->tables, "persons.tsv", columns, err));
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(b->tables, row, add_person(b, row, err), err));
    }
    return DEMARCHE_OK;
}

/* "body,domestic": a kind and its flags. */
static bool agent_kind(demarche_str cell, dmr_agent *a, bool *org, bool *noun)
{
    static const struct {
        const char *word;
        uint8_t kind;
    } kinds[] = {{"group", DMR_AGENT_GROUP}, {"body", DMR_AGENT_BODY},
                 {"role", DMR_AGENT_ROLE},   {"carrier", DMR_AGENT_CARRIER},
                 {"part", DMR_AGENT_PART},   {"posted", DMR_AGENT_POSTED},
                 {"state", DMR_AGENT_STATE}, {"thing", DMR_AGENT_THING}};
    demarche_str rest = cell, part;
    bool first = true;
    *org = false;
    *noun = true;
    while (dmr_str_split(&rest, ',', &part)) {
        part = dmr_str_trim(part);
        if (first) {
            size_t k = 0;
            while (k < 8 && !dmr_str_is(part, kinds[k].word))
                k++;
            if (k == 8)
                return false;
            a->kind = kinds[k].kind;
            first = false;
        } else if (dmr_str_is(part, "domestic")) {
            a->domestic = true;
        } else if (dmr_str_is(part, "generic")) {
            a->generic = true;
        } else if (dmr_str_is(part, "governs")) {
            a->governs = true;
        } else if (dmr_str_is(part, "polite")) {
            a->polite = true;
        } else if (dmr_str_is(part, "relative")) {
            a->relative = true;
        } else if (dmr_str_is(part, "title")) {
            a->title = true;
        } else if (dmr_str_is(part, "sole")) {
            continue; /* for `lexicon check` */
        } else if (dmr_str_is(part, "name")) {
            *org = true;
        } else if (dmr_str_is(part, "proper")) {
            *org = true;
            *noun = false;
        } else {
            return false;
        }
    }
    return !first;
}

/* The first row for a noun holds. */
static bool set_once(dmr_map *map, demarche_str key, uint32_t value)
{
    return dmr_map_get(map, key, UINT32_MAX) != UINT32_MAX ||
           dmr_map_set(map, key, value);
}

static demarche_status add_agent(builder *b, const dmr_table_row *row,
                                 demarche_error *err)
{
    enum { NOUN, SECTOR, KIND };
    const demarche_str *c = row->cells;
    bool org, noun;
    dmr_agent a = {.sector = c[SECTOR]};
    DMR_TRY(check_sector(row, c[SECTOR], err));
    DMR_TRY(check_text(row, c[NOUN], err));
    if (!agent_kind(c[KIND], &a, &org, &noun))
        return dmr_table_refuse(row, err,
                                "kind '%.*s' is none; write group, body, role, posted, "
                                "carrier, part, state or thing, then domestic, generic, "
                                "governs, polite, title, relative, sole, name, proper",
                                DMR_STR_ARG(c[KIND]));
    demarche_str rest = c[NOUN], part;
    while (dmr_str_split(&rest, '|', &part)) {
        dmr_agent *p = DMR_PUSH(b->arena, b->agents);
        if (!p)
            return dmr_error_memory(err);
        *p = a;
        p->text = dmr_name_norm_copy(b->arena, part);
        uint32_t id = (uint32_t)b->agents.n - 1;
        if (!p->text.ptr || (noun && !set_once(b->g->agent_map, p->text, id)) ||
            (org && !set_once(b->g->org_words, p->text, id)))
            return dmr_error_memory(err);
    }
    return DEMARCHE_OK;
}

/* The rows of both tables layer by layer: an added agent wins over an office of ours. */
static demarche_status load_agents(builder *b, demarche_error *err)
{
    static const char *const columns[] = {"noun",  "sector",  "kind",
                                          "?note", "?source", NULL};
    dmr_table t[2];
    DMR_TRY(dmr_tables_load(&t[0], b->tables, "offices.tsv", columns, err));
    DMR_TRY(dmr_tables_load(&t[1], b->tables, "agents.tsv", columns, err));
    for (uint32_t layer = b->tables->n_layers; layer-- > 0;) {
        for (size_t i = 0; i < t[0].n_rows + t[1].n_rows; i++) {
            const dmr_table_row *row =
                i < t[0].n_rows ? &t[0].rows[i] : &t[1].rows[i - t[0].n_rows];
            if (row->layer == layer)
                DMR_TRY(dmr_tables_row(b->tables, row, add_agent(b, row, err), err));
        }
    }
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------- layers */

/* On a day on which an added row has the name, a row below it has not. A surname is of all
 * who bear it, unless both rows are of one person. */
static bool covers(const dmr_sense *upper, const dmr_sense *s)
{
    bool surnames = upper->name == DMR_NAME_SHORT && s->name == DMR_NAME_SHORT;
    return upper->layer > s->layer && upper->from <= s->until &&
           upper->until >= s->from && !(surnames && upper->subject != s->subject);
}

/* Take the days of the upper senses of the key from those of sense `id` (+ 1). False where
 * none is left. */
static demarche_status cut_days(builder *b, uint32_t first, uint32_t id, bool *left,
                                demarche_error *err)
{
    *left = true;
    for (uint32_t u = first; u; u = b->senses.at[u - 1].next) {
        const dmr_sense upper = b->senses.at[u - 1];
        dmr_sense *s = &b->senses.at[id - 1];
        if (!covers(&upper, s))
            continue;
        bool before = s->from<upper.from, behind = s->until> upper.until;
        if (before && behind) { /* a sense of its own for what comes behind */
            dmr_sense *tail = DMR_PUSH(b->arena, b->senses);
            if (!tail)
                return dmr_error_memory(err);
            s = &b->senses.at[id - 1]; /* the push may have moved it */
            *tail = *s;
            tail->from = upper.until + 1;
            s->next = s->next_same = (uint32_t)b->senses.n;
            s->until = upper.from - 1;
        } else if (before) {
            s->until = upper.from - 1;
        } else if (behind) {
            s->from = upper.until + 1;
        } else {
            *left = false;
            return DEMARCHE_OK;
        }
    }
    return DEMARCHE_OK;
}

/* The chain of a key, upper layers first, each in the order of its rows. False where all
 * is of the base. */
static bool order_layers(builder *b, dmr_key *k)
{
    uint32_t top = 0;
    for (uint32_t id = k->first; id; id = b->senses.at[id - 1].next)
        top = b->senses.at[id - 1].layer > top ? b->senses.at[id - 1].layer : top;
    if (!top)
        return false;
    uint32_t left = k->first;
    k->first = k->last = 0;
    for (uint32_t layer = top + 1; layer-- > 0;) {
        uint32_t *from = &left;
        while (*from) {
            dmr_sense *s = &b->senses.at[*from - 1];
            if (s->layer != layer) {
                from = &s->next;
                continue;
            }
            uint32_t id = *from;
            *from = s->next;
            s->next = 0;
            *(k->last ? &b->senses.at[k->last - 1].next : &k->first) = id;
            k->last = id;
        }
    }
    return true;
}

/* Where rows of several layers have a name, the upper ones go first and take their days
 * from those below. */
static demarche_status settle_layers(builder *b, demarche_error *err)
{
    for (size_t i = 0; i < b->keys.n && b->tables->n_layers > 1; i++) {
        dmr_key *k = &b->keys.at[i];
        if (!order_layers(b, k))
            continue;
        k->last = k->first; /* which nothing covers: it is of the uppermost layer */
        for (uint32_t id = b->senses.at[k->first - 1].next; id;
             id = b->senses.at[id - 1].next) {
            bool left;
            DMR_TRY(cut_days(b, k->first, id, &left, err));
            if (left)
                k->last = id;
            else
                b->senses.at[k->last - 1].next = b->senses.at[id - 1].next;
        }
    }
    return DEMARCHE_OK;
}

demarche_status dmr_gazetteer_load(dmr_gazetteer **out, dmr_tables *tables,
                                   dmr_arena *arena, demarche_error *err)
{
    builder b = {.arena = arena, .tables = tables};
    dmr_gazetteer *g = DMR_NEW(arena, dmr_gazetteer);
    if (!g)
        return dmr_error_memory(err);
    b.g = g;
    g->names = dmr_map_new(arena);
    g->agent_map = dmr_map_new(arena);
    g->org_words = dmr_map_new(arena);
    g->state_code = dmr_map_new(arena);
    b.subject_names = dmr_map_new(arena);
    if (!g->names || !g->agent_map || !g->org_words || !g->state_code || !b.subject_names)
        return dmr_error_memory(err);
    DMR_TRY(load_states(&b, err));
    DMR_TRY(load_actors(&b, err));
    DMR_TRY(load_persons(&b, err));
    DMR_TRY(settle_layers(&b, err));
    DMR_TRY(load_agents(&b, err));
    dmr_time_lexicon *times;
    DMR_TRY(dmr_time_lexicon_load(&times, tables, arena, err));
    dmr_places *places;
    DMR_TRY(dmr_places_load(&places, tables, arena, err));
    for (size_t i = 0; i < b.held.n; i++)
        if (b.held.at[i].today.len > 3)
            DMR_TRY(dmr_tables_row(
                tables, b.held.at[i].row,
                dmr_places_hold(places, b.held.at[i].today, b.held.at[i].row, err), err));
    g->times = times;
    g->places = places;
    g->keys = b.keys.at;
    g->n_keys = b.keys.n;
    g->senses = b.senses.at;
    g->n_senses = b.senses.n;
    g->subjects = b.subjects.at;
    g->n_subjects = b.subjects.n;
    g->held = b.held.at;
    g->n_held = b.held.n;
    g->agents = b.agents.at;
    g->n_agents = b.agents.n;
    *out = g;
    return dmr_gazetteer_finish(g, tables, arena, err);
}

demarche_status dmr_gazetteer_finish(dmr_gazetteer *g, dmr_tables *tables,
                                     dmr_arena *arena, demarche_error *err)
{
    DMR_TRY(dmr_qualifiers_load(&g->qualifiers, tables, arena, err));
    DMR_TRY(dmr_genders_load(&g->genders, tables, arena, err));
    DMR_TRY(dmr_chain_weights_load(&g->chain_weights, tables, arena, err));
    DMR_TRY(dmr_roman_load(&g->roman, tables, arena, err));
    if (!g->places->towns.n)
        DMR_TRY(dmr_towns_load(g->places, tables, arena, err));
    if (!g->places->nouns)
        DMR_TRY(dmr_place_nouns_load(&g->places->nouns, tables, arena, err));
    /* How names sound is in an image; by which rules they are heard is not. */
    g->places->roman = g->roman;
    if (!g->places->sounds.rough)
        DMR_TRY(dmr_places_sound(g->places, g->roman, arena, err));
    return g->full_sounds.rough ? DEMARCHE_OK : dmr_sound_lexicon(g, arena, err);
}

/* ------------------------------------------------------------------------ questions */

uint32_t dmr_sense_distance(const dmr_sense *sense, dmr_day day)
{
    if (day == DMR_DAY_NONE)
        day = DMR_DAY_OPEN;
    if (day < sense->from)
        return (uint32_t)((int64_t)sense->from - day);
    if (day > sense->until)
        return (uint32_t)((int64_t)day - sense->until);
    return 0;
}

const dmr_sense *dmr_gazetteer_sense(const dmr_gazetteer *g, uint32_t key, dmr_day day,
                                     dmr_sense_prefer prefer, const void *context)
{
    if (key == 0 || key > g->n_keys)
        return NULL;
    const dmr_sense *best = NULL;
    uint32_t best_distance = 0, best_liked = 0;
    for (uint32_t i = g->keys[key - 1].first; i; i = g->senses[i - 1].next) {
        const dmr_sense *s = &g->senses[i - 1];
        uint32_t distance = dmr_sense_distance(s, day);
        /* Without a date the company it keeps tells the time. */
        bool timeless = day == DMR_DAY_NONE;
        uint32_t liked = prefer && (timeless || distance == 0) ? prefer(context, s) : 0;
        if (!best || (timeless && liked > best_liked) ||
            ((!timeless || liked == best_liked) && distance < best_distance) ||
            (distance == best_distance && liked > best_liked)) {
            best = s;
            best_distance = distance;
            best_liked = liked;
        }
    }
    return best;
}

const dmr_sense *dmr_gazetteer_subject(const dmr_gazetteer *g, uint32_t subject,
                                       dmr_day day)
{
    if (subject >= g->n_subjects)
        return NULL;
    const dmr_sense *best = NULL;
    uint32_t best_distance = 0;
    for (uint32_t i = g->subjects[subject]; i; i = g->senses[i - 1].next_same) {
        const dmr_sense *s = &g->senses[i - 1];
        uint32_t distance = dmr_sense_distance(s, day);
        /* The chain runs backwards through the file: of equals the first row wins. */
        if (!best || distance <= best_distance) {
            best = s;
            best_distance = distance;
        }
    }
    return best;
}

demarche_str dmr_gazetteer_code(const dmr_gazetteer *gazetteer, uint32_t entity,
                                dmr_day day)
{
    const dmr_sense *s = dmr_gazetteer_sense(gazetteer, entity, day, NULL, NULL);
    return s ? s->code : (demarche_str){"", 0};
}

demarche_str dmr_gazetteer_holder(const dmr_gazetteer *g, demarche_str today, dmr_day day)
{
    if (day != DMR_DAY_NONE)
        for (size_t i = 0; i < g->n_held; i++)
            if (dmr_str_eq(g->held[i].today, today) && day >= g->held[i].from &&
                day <= g->held[i].until)
                return g->held[i].holder;
    /* no row for the place on that day: as its state */
    return today.len > 3 ? dmr_gazetteer_holder(g, dmr_str(today.ptr, 3), day) : today;
}

static const dmr_agent *agent_in(const dmr_gazetteer *g, const dmr_map *map,
                                 demarche_str text)
{
    uint32_t i = dmr_map_get(map, text, UINT32_MAX);
    return i == UINT32_MAX ? NULL : &g->agents[i];
}

const dmr_agent *dmr_gazetteer_agent(const dmr_gazetteer *gazetteer, demarche_str lemmas)
{
    return agent_in(gazetteer, gazetteer->agent_map, lemmas);
}

const dmr_agent *dmr_gazetteer_org_word(const dmr_gazetteer *gazetteer,
                                        demarche_str lemma)
{
    return agent_in(gazetteer, gazetteer->org_words, lemma);
}

uint32_t dmr_gazetteer_key(const dmr_gazetteer *gazetteer, demarche_str normal)
{
    uint32_t v = dmr_map_get(gazetteer->names, normal, 0);
    return v;
}
