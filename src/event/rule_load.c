#include "event/rule_load.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/vec.h"

typedef struct rule_loader {
    dmr_ontology *o;
    dmr_tables *tables;
    dmr_arena *arena;
    demarche_error *err;
    dmr_map *names; /* of rules -> layer + 1: a name stands once in each */
    DMR_VEC(dmr_rule) rules;
    dmr_map *class_layers; /* of classes -> layer + 1 */
    DMR_VEC(const dmr_map *) sets;
} rule_loader;

/* "rules/classes_conflict.tsv" */
static bool is_classes_file(const char *name)
{
    return dmr_str_starts(dmr_str_c(name), DMR_STR("rules/classes"));
}

bool dmr_is_rules_file(const char *name)
{
    return dmr_str_starts(dmr_str_c(name), DMR_STR("rules/")) && !is_classes_file(name);
}

static demarche_status add_class(rule_loader *l, const dmr_table_row *row)
{
    const demarche_str *c = row->cells;
    uint32_t before = dmr_map_get(l->class_layers, c[0], 0);
    if (before && before != row->layer + 1)
        return DEMARCHE_OK; /* the upper layer's holds */
    if (before)
        return dmr_table_refuse(row, l->err,
                                "class \"%.*s\" stands twice; join the two rows",
                                DMR_STR_ARG(c[0]));
    dmr_map *set = dmr_map_new(l->arena);
    if (!set)
        return dmr_error_memory(l->err);
    demarche_str rest = c[1], word;
    while (dmr_str_split(&rest, ',', &word)) {
        word = dmr_str_trim(word);
        if (word.len == 0)
            return dmr_table_refuse(row, l->err, "an empty word; remove a comma");
        if (!dmr_map_set(set, word, 1))
            return dmr_error_memory(l->err);
    }
    const dmr_map **place = (const dmr_map **)DMR_PUSH(l->arena, l->sets);
    if (!place || !dmr_map_set(l->class_layers, c[0], row->layer + 1) ||
        !dmr_map_set(l->o->classes.index, c[0], (uint32_t)(l->sets.n - 1)))
        return dmr_error_memory(l->err);
    *place = set;
    return DEMARCHE_OK;
}

static demarche_status load_classes(rule_loader *l, dmr_tables_file *file)
{
    static const char *const columns[] = {"class", "words", "?note", NULL};
    dmr_table t;
    DMR_TRY(dmr_tables_load_file(&t, l->tables, file, columns, l->err));
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(l->tables, row, add_class(l, row), l->err));
    }
    return DEMARCHE_OK;
}

static demarche_status rule_contexts(rule_loader *l, const dmr_table_row *row,
                                     dmr_rule *rule)
{
    demarche_str rest = row->cells[DMR_RULE_CONTEXT], part;
    if (rest.len == 0)
        return DEMARCHE_OK;
    while (dmr_str_split(&rest, ',', &part)) {
        const dmr_context *context = dmr_ontology_context(l->o, dmr_str_trim(part));
        if (!context)
            return dmr_table_refuse(row, l->err, "no context \"%.*s\" in contexts.tsv",
                                    DMR_STR_ARG(part));
        if (rule->n_contexts == DMR_RULE_CONTEXTS_MAX)
            return dmr_table_refuse(row, l->err, "too many contexts (6 at most)");
        rule->contexts[rule->n_contexts++] = context->name;
    }
    return DEMARCHE_OK;
}

static bool cameo_ok(demarche_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!dmr_is_digit(s.ptr[i]))
            return false;
    }
    return s.len == 0 || (s.len >= 2 && s.len <= 4);
}

static demarche_status check_rule(const rule_loader *l, const dmr_table_row *row)
{
    const demarche_str *c = row->cells;
    if (c[DMR_RULE_NAME].len == 0 ||
        dmr_map_get(l->names, c[DMR_RULE_NAME], 0) == row->layer + 1)
        return dmr_table_refuse(row, l->err,
                                "rule name \"%.*s\" is empty or stands twice",
                                DMR_STR_ARG(c[DMR_RULE_NAME]));
    if (c[DMR_RULE_EXAMPLE].len == 0 || c[DMR_RULE_CODED].len == 0)
        return dmr_table_refuse(row, l->err,
                                "a rule needs an example and what is "
                                "coded from it");
    if (!cameo_ok(c[DMR_RULE_CAMEO]))
        return dmr_table_refuse(row, l->err, "cameo is two to four digits, or empty");
    return DEMARCHE_OK;
}

static demarche_status read_rule(rule_loader *l, const dmr_table_row *row, dmr_rule *rule)
{
    const demarche_str *c = row->cells;
    rule->type = dmr_ontology_type(l->o, c[DMR_RULE_TYPE]);
    if (!rule->type)
        return dmr_table_refuse(row, l->err, "no type \"%.*s\" in types.tsv",
                                DMR_STR_ARG(c[DMR_RULE_TYPE]));
    if (c[DMR_RULE_MODE].len) {
        rule->mode = dmr_ontology_mode(l->o, rule->type, c[DMR_RULE_MODE]);
        if (!rule->mode)
            return dmr_table_refuse(row, l->err, "%s has no mode \"%.*s\" in modes.tsv",
                                    rule->type->name, DMR_STR_ARG(c[DMR_RULE_MODE]));
    }
    DMR_TRY(rule_contexts(l, row, rule));
    demarche_str why;
    if (!dmr_rule_parse(rule, c[DMR_RULE_PATTERN], c[DMR_RULE_PARTIES], &l->o->classes,
                        l->arena, &why))
        return dmr_table_refuse(row, l->err, "%.*s", DMR_STR_ARG(why));
    rule->name = dmr_arena_copy(l->arena, c[DMR_RULE_NAME].ptr, c[DMR_RULE_NAME].len);
    rule->cameo = dmr_arena_copy(l->arena, c[DMR_RULE_CAMEO].ptr, c[DMR_RULE_CAMEO].len);
    return rule->name && rule->cameo ? DEMARCHE_OK : dmr_error_memory(l->err);
}

static demarche_status add_rule(rule_loader *l, const dmr_table_row *row)
{
    DMR_TRY(check_rule(l, row));
    if (dmr_map_get(l->names, row->cells[DMR_RULE_NAME], 0))
        return DEMARCHE_OK; /* the upper layer's holds */
    dmr_rule rule = {.order = (uint32_t)l->rules.n};
    DMR_TRY(read_rule(l, row, &rule));
    dmr_rule *place = DMR_PUSH(l->arena, l->rules);
    if (!place || !dmr_map_set(l->names, row->cells[DMR_RULE_NAME], row->layer + 1))
        return dmr_error_memory(l->err);
    *place = rule;
    return DEMARCHE_OK;
}

demarche_status dmr_rules_read(dmr_table *out, const dmr_tables *tables,
                               dmr_tables_file *file, demarche_error *err)
{
    static const char *const columns[] = {"rule",  "pattern", "parties",  "type",
                                          "?mode", "?cameo",  "?context", "example",
                                          "coded", "?not",    "?note",    NULL};
    return dmr_tables_load_file(out, tables, file, columns, err);
}

static demarche_status load_rules_file(rule_loader *l, dmr_tables_file *file)
{
    dmr_table t;
    DMR_TRY(dmr_rules_read(&t, l->tables, file, l->err));
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(l->tables, row, add_rule(l, row), l->err));
    }
    return DEMARCHE_OK;
}

/* One use of a key by a rule, for sorting. */
typedef struct use {
    demarche_str key;
    dmr_trigger_pos pos;
    uint32_t weight, rule;
} use;

static int by_key_then_weight(const void *x, const void *y)
{
    const use *a = x, *b = y;
    if (a->pos != b->pos)
        return a->pos < b->pos ? -1 : 1;
    int c = dmr_str_compare(a->key, b->key);
    if (c)
        return c;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->rule < b->rule ? -1 : a->rule > b->rule;
}

/* runs: for each key a count, then the rules, best first. */
static demarche_status index_triggers(rule_loader *l)
{
    DMR_VEC(use) uses = {0};
    DMR_VEC(uint32_t) runs = {0};
    for (size_t r = 0; r < l->rules.n; r++) {
        const dmr_rule *rule = &l->rules.at[r];
        for (size_t i = 0; i < rule->n_triggers; i++) {
            use *u = DMR_PUSH(l->arena, uses);
            if (!u)
                return dmr_error_memory(l->err);
            *u =
                (use){rule->triggers[i].key, rule->pos,
                      rule->weight + dmr_trigger_weight(&rule->triggers[i]), (uint32_t)r};
        }
    }
    if (uses.n)
        qsort(uses.at, uses.n, sizeof *uses.at, by_key_then_weight);
    for (int pos = 0; pos < DMR_TRIGGER_POS_COUNT; pos++) {
        if (!(l->o->trigger_index[pos] = dmr_map_new(l->arena)))
            return dmr_error_memory(l->err);
    }
    size_t start = 0; /* place of the current run's count */
    for (size_t i = 0; i < uses.n; i++) {
        const use *u = &uses.at[i], *before = i ? &uses.at[i - 1] : NULL;
        if (!before || before->pos != u->pos || !dmr_str_eq(before->key, u->key)) {
            start = runs.n;
            if (!DMR_PUSH(l->arena, runs) ||
                !dmr_map_set(l->o->trigger_index[u->pos], u->key, (uint32_t)start))
                return dmr_error_memory(l->err);
        } else if (before->rule == u->rule) {
            continue; /* "attack|attack_on" share a key in one rule */
        }
        uint32_t *place = DMR_PUSH(l->arena, runs);
        if (!place)
            return dmr_error_memory(l->err);
        *place = u->rule;
        runs.at[start]++;
    }
    l->o->runs = runs.at;
    return DEMARCHE_OK;
}

const uint32_t *dmr_ontology_triggered(const dmr_ontology *o, dmr_trigger_pos pos,
                                       demarche_str lemma, size_t *n)
{
    uint32_t start = dmr_map_get(o->trigger_index[pos], lemma, UINT32_MAX);
    *n = start == UINT32_MAX ? 0 : o->runs[start];
    return start == UINT32_MAX ? NULL : &o->runs[start + 1];
}

demarche_status dmr_rules_load(dmr_ontology *o, dmr_tables *tables, dmr_arena *arena,
                               demarche_error *err)
{
    rule_loader l = {.o = o, .tables = tables, .arena = arena, .err = err};
    l.names = dmr_map_new(arena);
    l.class_layers = dmr_map_new(arena);
    o->classes.index = dmr_map_new(arena);
    if (!l.names || !l.class_layers || !o->classes.index)
        return dmr_error_memory(err);
    for (size_t i = 0; i < tables->files.n; i++) {
        if (is_classes_file(tables->files.at[i].name))
            DMR_TRY(load_classes(&l, &tables->files.at[i]));
    }
    o->classes.set = l.sets.at;
    o->classes.n = l.sets.n;
    for (size_t i = 0; i < tables->files.n; i++) {
        if (dmr_is_rules_file(tables->files.at[i].name))
            DMR_TRY(load_rules_file(&l, &tables->files.at[i]));
    }
    o->rules = l.rules.at;
    o->n_rules = l.rules.n;
    return index_triggers(&l);
}
