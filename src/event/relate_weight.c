#include "event/relate_weight.h"

#include "base/error.h"

bool dmr_relation_feature_add(dmr_relation_features *features, const char *kind,
                              demarche_str value, dmr_arena *arena)
{
    if (features->n == DMR_RELATION_FEATURES_MAX)
        return true;
    demarche_str key = dmr_str_format(arena, "%s %.*s", kind, DMR_STR_ARG(value));
    if (!key.ptr)
        return false;
    for (size_t i = 0; i < features->n; i++) {
        if (dmr_str_eq(features->at[i], key))
            return true;
    }
    features->at[features->n++] = key;
    return true;
}

static demarche_status take_row(dmr_relation_weights *w, float *at,
                                const dmr_ontology *ontology, const dmr_table_row *row,
                                uint32_t *n_rows, demarche_error *err)
{
    enum { FEATURE, TYPE, WEIGHT };
    const demarche_str *c = row->cells;
    const dmr_type *type = dmr_ontology_type(ontology, c[TYPE]);
    double weight;
    if (!type)
        return dmr_table_refuse(row, err, "no type \"%.*s\" in types.tsv",
                                DMR_STR_ARG(c[TYPE]));
    if (!dmr_str_to_double(c[WEIGHT], &weight))
        return dmr_table_refuse(row, err, "weight '%.*s' is no number",
                                DMR_STR_ARG(c[WEIGHT]));
    uint32_t at_row = dmr_map_get(w->rows, c[FEATURE], UINT32_MAX);
    if (at_row == UINT32_MAX) {
        at_row = (*n_rows)++;
        if (!dmr_map_set(w->rows, c[FEATURE], at_row))
            return dmr_error_memory(err);
    }
    at[at_row * w->n_types + (size_t)(type - ontology->types)] = (float)weight;
    return DEMARCHE_OK;
}

demarche_status dmr_relation_weights_load(const dmr_relation_weights **out,
                                          const dmr_ontology *ontology,
                                          dmr_tables *tables, dmr_arena *arena,
                                          demarche_error *err)
{
    static const char name[] = "ontology/relations.tsv";
    static const char *const columns[] = {"feature", "type", "weight", "?source", NULL};
    *out = NULL;
    if (!dmr_tables_has(tables, name))
        return DEMARCHE_OK;
    dmr_table t;
    uint32_t n_rows = 0;
    DMR_TRY(dmr_tables_load(&t, tables, name, columns, err));
    dmr_relation_weights *w = DMR_NEW(arena, dmr_relation_weights);
    float *at = DMR_NEW_ARRAY(arena, float, t.n_rows * ontology->n_types + 1);
    dmr_map *rows = dmr_map_new(arena);
    if (!w || !at || !rows)
        return dmr_error_memory(err);
    *w = (dmr_relation_weights){rows, at, ontology->n_types};
    for (size_t i = t.n_rows; i-- > 0;) { /* the uppermost layer last: it holds */
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(tables, row, take_row(w, at, ontology, row, &n_rows, err),
                               err));
    }
    *out = w;
    return DEMARCHE_OK;
}

double dmr_relation_score(const dmr_relation_weights *weights,
                          const dmr_relation_features *features, size_t type)
{
    double sum = 0;
    for (size_t i = 0; i < features->n; i++) {
        uint32_t row = dmr_map_get(weights->rows, features->at[i], UINT32_MAX);
        if (row != UINT32_MAX)
            sum += weights->at[row * weights->n_types + type];
    }
    return sum;
}
