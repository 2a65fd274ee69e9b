#include "event/ontology.h"

#include <math.h>

#include "base/error.h"
#include "base/vec.h"
#include "event/discard.h"
#include "event/fill_weight.h"
#include "event/fold.h"
#include "event/kin.h"
#include "event/pattern.h"
#include "event/relate_weight.h"
#include "event/rule_load.h"
#include "event/sureness.h"

/* Where we are: passed through the loaders. */
typedef struct loader {
    dmr_ontology *o;
    dmr_tables *tables;
    dmr_arena *arena;
    demarche_error *err;
} loader;

static demarche_status load(loader *l, dmr_table *table, const char *name,
                            const char *const *columns)
{
    return dmr_tables_load(table, l->tables, name, columns, l->err);
}

/* Cells end in no NUL; names that go out through the public header need one. */
static const char *c_string(loader *l, demarche_str s)
{
    return dmr_arena_copy(l->arena, s.ptr, s.len);
}

bool dmr_types_have(dmr_types types, const char *name)
{
    for (size_t i = 0; i < types.n; i++) {
        if (strcmp(types.at[i]->name, name) == 0)
            return true;
    }
    return false;
}

const dmr_type *dmr_ontology_type(const dmr_ontology *o, demarche_str name)
{
    for (size_t i = 0; i < o->n_types; i++) {
        if (dmr_str_is(name, o->types[i].name))
            return &o->types[i];
    }
    return NULL;
}

const dmr_mode *dmr_ontology_mode(const dmr_ontology *o, const dmr_type *type,
                                  demarche_str name)
{
    for (size_t i = 0; i < o->n_modes; i++) {
        if (o->modes[i].type == type && dmr_str_is(name, o->modes[i].name))
            return &o->modes[i];
    }
    return NULL;
}

const dmr_context *dmr_ontology_context(const dmr_ontology *o, demarche_str name)
{
    for (size_t i = 0; i < o->n_contexts; i++) {
        if (dmr_str_is(name, o->contexts[i].name))
            return &o->contexts[i];
    }
    return NULL;
}

static demarche_status related_type(loader *l, const dmr_table_row *row,
                                    demarche_str name, const dmr_type **out)
{
    *out = NULL;
    if (name.len == 0)
        return DEMARCHE_OK;
    *out = dmr_ontology_type(l->o, name);
    if (!*out)
        return dmr_table_refuse(row, l->err, "no type \"%.*s\" in this file; write one",
                                DMR_STR_ARG(name));
    return DEMARCHE_OK;
}

/* "REQUEST,ACCUSE" */
static demarche_status related_types(loader *l, const dmr_table_row *row,
                                     demarche_str names, dmr_types *out)
{
    DMR_VEC(const dmr_type *) list = {0};
    demarche_str name;
    if (names.len == 0)
        return DEMARCHE_OK;
    while (dmr_str_split(&names, ',', &name)) {
        const dmr_type *type = NULL;
        DMR_TRY(related_type(l, row, dmr_str_trim(name), &type));
        if (!type)
            return dmr_table_refuse(row, l->err, "an empty type; remove a comma");
        const dmr_type **place = (const dmr_type **)DMR_PUSH(l->arena, list);
        if (!place)
            return dmr_error_memory(l->err);
        *place = type;
    }
    *out = (dmr_types){list.at, list.n};
    return DEMARCHE_OK;
}

enum {
    TYPE,
    QUAD,
    SCALE,
    FUTURE,
    DENIED,
    ANNOUNCED,
    ABSORBS,
    ASKS,
    ANSWERS,
    FOLLOWS,
    UNDOES,
    BLAMES,
    TRACK,
};

/* An ontology may do without. */
static demarche_status some_scale(loader *l, const dmr_table_row *row, demarche_str cell,
                                  double *out)
{
    if (cell.len && !dmr_str_to_double(cell, out))
        return dmr_table_refuse(row, l->err, "scale is a number");
    return DEMARCHE_OK;
}

/* Append the type of a row, without the types that it refers to. */
static demarche_status add_type(loader *l, const dmr_table_row *row, dmr_type *types)
{
    const demarche_str *c = row->cells;
    uint64_t quad = 0;
    dmr_type type = {.row = row, .scale = NAN, .absorbs = dmr_str_is(c[ABSORBS], "yes")};
    if (c[QUAD].len && (!dmr_str_to_uint(c[QUAD], 4, &quad) || quad == 0))
        return dmr_table_refuse(row, l->err, "quad is 1, 2, 3 or 4, or empty");
    DMR_TRY(some_scale(l, row, c[SCALE], &type.scale));
    if (c[ABSORBS].len && !type.absorbs)
        return dmr_table_refuse(row, l->err, "absorbs is yes or empty");
    type.asks = dmr_str_is(c[ASKS], "yes");
    if (c[ASKS].len && !type.asks)
        return dmr_table_refuse(row, l->err, "asks is yes or empty");
    const dmr_type *before = dmr_ontology_type(l->o, c[TYPE]);
    if (before && before->row->layer != row->layer)
        return DEMARCHE_OK; /* the upper layer's holds */
    if (before || c[TYPE].len == 0)
        return dmr_table_refuse(row, l->err, "type is empty or a double");
    type.name = c_string(l, c[TYPE]);
    type.track = c_string(l, c[TRACK]);
    type.quad = (int)quad;
    if (!type.name || !type.track)
        return dmr_error_memory(l->err);
    types[l->o->n_types++] = type;
    return DEMARCHE_OK;
}

static demarche_status relate_type(loader *l, const dmr_table_row *row, dmr_type *types)
{
    const demarche_str *c = row->cells;
    const dmr_type *found = dmr_ontology_type(l->o, c[TYPE]);
    if (!found || found->row != row)
        return DEMARCHE_OK;
    dmr_type *type = &types[found - types];
    DMR_TRY(related_type(l, row, c[FUTURE], &type->future));
    DMR_TRY(related_type(l, row, c[DENIED], &type->denied));
    DMR_TRY(related_type(l, row, c[ANNOUNCED], &type->announced));
    DMR_TRY(related_types(l, row, c[ANSWERS], &type->answers));
    DMR_TRY(related_types(l, row, c[FOLLOWS], &type->follows));
    DMR_TRY(related_types(l, row, c[BLAMES], &type->blames));
    return related_types(l, row, c[UNDOES], &type->undoes);
}

static demarche_status load_types(loader *l)
{
    static const char name[] = "ontology/types.tsv";
    static const char *const columns[] = {
        "type",       "?quad",    "?scale", "?future",     "?denied",
        "?announced", "?absorbs", "?asks",  "?answers",    "?follows",
        "?undoes",    "?blames",  "?track", "?definition", NULL};
    dmr_table t;
    DMR_TRY(load(l, &t, name, columns));
    if (t.n_rows == 0)
        return dmr_error_set(l->err, DEMARCHE_E_LEXICON, 1,
                             "%s:1: no type in it; an ontology needs one",
                             dmr_tables_path(l->tables, name));
    dmr_type *types = DMR_NEW_ARRAY(l->arena, dmr_type, t.n_rows);
    if (!types)
        return dmr_error_memory(l->err);
    l->o->types = types;
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(l->tables, row, add_type(l, row, types), l->err));
    }
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(l->tables, row, relate_type(l, row, types), l->err));
    }
    return DEMARCHE_OK;
}

/* What an ontology may do without; no row then. */
static demarche_status load_some(loader *l, dmr_table *table, const char *name,
                                 const char *const *columns)
{
    *table = (dmr_table){0};
    return dmr_tables_has(l->tables, name) ? load(l, table, name, columns) : DEMARCHE_OK;
}

static demarche_status add_mode(loader *l, const dmr_table_row *row, dmr_mode *modes)
{
    enum { MODE_TYPE, MODE, MODE_SCALE, WHERE };
    const demarche_str *c = row->cells;
    dmr_mode mode = {.type = dmr_ontology_type(l->o, c[MODE_TYPE]), .row = row};
    if (!mode.type)
        return dmr_table_refuse(row, l->err, "no type \"%.*s\" in types.tsv",
                                DMR_STR_ARG(c[MODE_TYPE]));
    const dmr_mode *before = dmr_ontology_mode(l->o, mode.type, c[MODE]);
    if (before && before->row->layer != row->layer)
        return DEMARCHE_OK; /* the upper layer's holds */
    if (before || c[MODE].len == 0)
        return dmr_table_refuse(row, l->err, "mode is empty or a double");
    mode.scale = mode.type->scale;
    DMR_TRY(some_scale(l, row, c[MODE_SCALE], &mode.scale));
    mode.at_object = dmr_str_is(c[WHERE], "obj");
    if (c[WHERE].len && !mode.at_object)
        return dmr_table_refuse(row, l->err, "where is obj or empty");
    mode.name = c_string(l, c[MODE]);
    if (!mode.name)
        return dmr_error_memory(l->err);
    modes[l->o->n_modes++] = mode;
    return DEMARCHE_OK;
}

static demarche_status load_modes(loader *l)
{
    static const char *const columns[] = {"type",   "mode",        "?scale",
                                          "?where", "?definition", NULL};
    dmr_table t;
    DMR_TRY(load_some(l, &t, "ontology/modes.tsv", columns));
    dmr_mode *modes = DMR_NEW_ARRAY(l->arena, dmr_mode, t.n_rows);
    if (!modes)
        return dmr_error_memory(l->err);
    l->o->modes = modes;
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(l->tables, row, add_mode(l, row, modes), l->err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_context(loader *l, const dmr_table_row *row,
                                   dmr_context *contexts)
{
    const demarche_str *c = row->cells;
    const dmr_context *before = dmr_ontology_context(l->o, c[0]);
    if (before && before->row->layer != row->layer)
        return DEMARCHE_OK; /* the upper layer's holds */
    if (before || c[0].len == 0)
        return dmr_table_refuse(row, l->err, "context is empty or a double");
    if (l->o->n_contexts == DMR_CONTEXTS_MAX)
        return dmr_table_refuse(row, l->err, "more than %d contexts; remove some",
                                DMR_CONTEXTS_MAX);
    dmr_context context = {c_string(l, c[0]), c_string(l, c[1]), row};
    if (!context.name || !context.track)
        return dmr_error_memory(l->err);
    contexts[l->o->n_contexts++] = context;
    return DEMARCHE_OK;
}

static demarche_status load_contexts(loader *l)
{
    static const char *const columns[] = {"context", "?track", "?definition", NULL};
    dmr_table t;
    DMR_TRY(load_some(l, &t, "ontology/contexts.tsv", columns));
    dmr_context *contexts = DMR_NEW_ARRAY(l->arena, dmr_context, t.n_rows);
    if (!contexts)
        return dmr_error_memory(l->err);
    l->o->contexts = contexts;
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(l->tables, row, add_context(l, row, contexts), l->err));
    }
    return DEMARCHE_OK;
}

typedef struct cue_list {
    DMR_VEC(dmr_cue) cues;
} cue_list;

static demarche_status add_cue_row(loader *l, const dmr_table_row *row, cue_list *list)
{
    enum { CONTEXT, WORDS, WEIGHT };
    const demarche_str *c = row->cells;
    const dmr_context *context = dmr_ontology_context(l->o, c[CONTEXT]);
    double weight = 1;
    if (!context)
        return dmr_table_refuse(row, l->err, "no context \"%.*s\" in contexts.tsv",
                                DMR_STR_ARG(c[CONTEXT]));
    if (c[WEIGHT].len && !dmr_str_to_double(c[WEIGHT], &weight))
        return dmr_table_refuse(row, l->err, "weight is a number");
    demarche_str rest = c[WORDS], word;
    while (dmr_str_split(&rest, ',', &word)) {
        word = dmr_str_trim(word);
        uint32_t at = dmr_map_get(l->o->cue_index, word, UINT32_MAX);
        const dmr_cue *before = at == UINT32_MAX ? NULL : &list->cues.at[at];
        if (before && before->layer != row->layer)
            continue; /* the upper layer's holds */
        if (before)
            return dmr_table_refuse(
                row, l->err, "\"%.*s\" is a cue of %s already; leave one",
                DMR_STR_ARG(word), l->o->contexts[before->context].name);
        dmr_cue *cue = DMR_PUSH(l->arena, list->cues);
        if (!cue || !dmr_map_set(l->o->cue_index, word, (uint32_t)(list->cues.n - 1)))
            return dmr_error_memory(l->err);
        *cue = (dmr_cue){(uint32_t)(context - l->o->contexts), row->layer, weight};
    }
    return DEMARCHE_OK;
}

static demarche_status load_cues(loader *l)
{
    static const char *const columns[] = {"context", "words", "?weight", "?note", NULL};
    dmr_table t;
    DMR_TRY(load_some(l, &t, "ontology/cues.tsv", columns));
    cue_list list = {0};
    l->o->cue_index = dmr_map_new(l->arena);
    if (!l->o->cue_index)
        return dmr_error_memory(l->err);
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(l->tables, row, add_cue_row(l, row, &list), l->err));
    }
    l->o->cues = list.cues.at;
    l->o->n_cues = list.cues.n;
    return DEMARCHE_OK;
}

static bool effect_by_name(demarche_str name, dmr_effect *out)
{
    static const char *const names[DMR_EFFECT_COUNT] = {
        "none",    "transparent", "reported",     "alleged",
        "rumored", "future",      "hypothetical", "negated"};
    for (int i = 1; i < DMR_EFFECT_COUNT; i++) {
        if (dmr_str_is(name, names[i])) {
            *out = (dmr_effect)i;
            return true;
        }
    }
    return false;
}

static bool scopes_by_name(demarche_str text, unsigned *out)
{
    demarche_str part;
    *out = 0;
    while (dmr_str_split(&text, '|', &part)) {
        part = dmr_str_trim(part);
        if (dmr_str_is(part, "xcomp"))
            *out |= DMR_SCOPE_XCOMP;
        else if (dmr_str_is(part, "ccomp"))
            *out |= DMR_SCOPE_CCOMP;
        else if (dmr_str_is(part, "obj"))
            *out |= DMR_SCOPE_OBJ;
        else if (dmr_str_is(part, "clause"))
            *out |= DMR_SCOPE_CLAUSE;
        else if (dmr_str_is(part, "subj"))
            *out |= DMR_SCOPE_SUBJ;
        else
            return false;
    }
    return true;
}

static demarche_status add_modality(loader *l, const dmr_table_row *row,
                                    dmr_modality_word *words)
{
    enum { WORD, POS, EFFECT, SCOPE };
    const demarche_str *c = row->cells;
    demarche_str pos = c[POS];
    dmr_modality_word m = {.word = c[WORD], .layer = row->layer};
    m.passive = dmr_str_ends(pos, DMR_STR(" passive"));
    if (m.passive)
        pos.len -= strlen(" passive");
    if (pos.len != 1 || !memchr("VNARXM", pos.ptr[0], 6))
        return dmr_table_refuse(row, l->err,
                                "pos is V, N, A, R, X or M; \"V passive\" for passives");
    if (!effect_by_name(c[EFFECT], &m.effect))
        return dmr_table_refuse(row, l->err, "no effect \"%.*s\"",
                                DMR_STR_ARG(c[EFFECT]));
    if (!scopes_by_name(c[SCOPE], &m.scopes))
        return dmr_table_refuse(row, l->err,
                                "scope is xcomp, ccomp, obj, subj, clause, joined by |");
    m.pos = m.passive ? 'P' : pos.ptr[0];
    demarche_str key = dmr_str_format(l->arena, "%.*s/%c", DMR_STR_ARG(m.word), m.pos);
    if (!key.ptr)
        return dmr_error_memory(l->err);
    uint32_t before = dmr_map_get(l->o->modality_index, key, UINT32_MAX);
    if (before != UINT32_MAX && words[before].layer != row->layer)
        return DEMARCHE_OK; /* the upper layer's holds */
    if (before != UINT32_MAX)
        return dmr_table_refuse(row, l->err, "\"%.*s\" stands here twice",
                                DMR_STR_ARG(key));
    if (!dmr_map_set(l->o->modality_index, key, (uint32_t)l->o->n_modality))
        return dmr_error_memory(l->err);
    words[l->o->n_modality++] = m;
    return DEMARCHE_OK;
}

static demarche_status load_modality(loader *l)
{
    static const char *const columns[] = {"word",    "pos",   "effect", "scope",
                                          "example", "?note", NULL};
    dmr_table t;
    DMR_TRY(load(l, &t, "modality.tsv", columns));
    dmr_modality_word *words = DMR_NEW_ARRAY(l->arena, dmr_modality_word, t.n_rows);
    l->o->modality_index = dmr_map_new(l->arena);
    if (!words || !l->o->modality_index)
        return dmr_error_memory(l->err);
    l->o->modality = words;
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(l->tables, row, add_modality(l, row, words), l->err));
    }
    return DEMARCHE_OK;
}

const dmr_modality_word *dmr_ontology_modality(const dmr_ontology *o, demarche_str lemma,
                                               char pos)
{
    char key[64];
    if (lemma.len + 2 > sizeof key)
        return NULL;
    memcpy(key, lemma.ptr, lemma.len);
    key[lemma.len] = '/';
    key[lemma.len + 1] = pos;
    uint32_t i = dmr_map_get(o->modality_index, dmr_str(key, lemma.len + 2), UINT32_MAX);
    return i == UINT32_MAX ? NULL : &o->modality[i];
}

demarche_status dmr_ontology_load(dmr_ontology **out, dmr_tables *tables,
                                  dmr_arena *arena, demarche_error *err)
{
    dmr_ontology *o = DMR_NEW(arena, dmr_ontology);
    if (!o)
        return dmr_error_memory(err);
    loader l = {o, tables, arena, err};
    DMR_TRY(load_types(&l));
    DMR_TRY(load_modes(&l));
    DMR_TRY(load_contexts(&l));
    DMR_TRY(load_cues(&l));
    DMR_TRY(load_modality(&l));
    DMR_TRY(dmr_rules_load(o, tables, arena, err));
    DMR_TRY(dmr_discards_load(&o->discards, tables, arena, err));
    DMR_TRY(dmr_patterns_load(&o->patterns, o, tables, arena, err));
    DMR_TRY(dmr_relation_weights_load(&o->relation_weights, o, tables, arena, err));
    DMR_TRY(dmr_sureness_load(&o->sureness_weights, tables, arena, err));
    DMR_TRY(dmr_fold_words_load(&o->fold_words, tables, arena, err));
    DMR_TRY(dmr_kin_load(&o->kin, tables, arena, err));
    DMR_TRY(dmr_fill_weights_load(&o->fill_weights, tables, arena, err));
    *out = o;
    return DEMARCHE_OK;
}
