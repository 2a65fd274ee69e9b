#include "mention/chain_weight.h"

#include "base/error.h"

static demarche_status take_row(float *weights, const dmr_table_row *row,
                                demarche_error *err)
{
    enum { FEATURE, VALUES, WEIGHT };
    const demarche_str *c = row->cells;
    dmr_chain_template template = dmr_chain_template_by_name(c[FEATURE]);
    if (template == DMR_CHAIN_TEMPLATE_COUNT)
        return dmr_table_refuse(row, err, "'%.*s' is no feature; see chain_feature.h",
                                DMR_STR_ARG(c[FEATURE]));
    uint32_t values[4] = {0};
    demarche_str rest = c[VALUES], part;
    size_t n = 0;
    while (rest.len && dmr_str_split(&rest, ' ', &part)) {
        uint32_t v = n < 4 ? dmr_chain_value_by_name(template, n, part) : UINT32_MAX;
        if (v == UINT32_MAX)
            return dmr_table_refuse(row, err, "'%.*s' is no value of feature %.*s",
                                    DMR_STR_ARG(part), DMR_STR_ARG(c[FEATURE]));
        values[n++] = v;
    }
    if (n != dmr_chain_value_count(template))
        return dmr_table_refuse(row, err, "feature %.*s has %zu values, here are %zu",
                                DMR_STR_ARG(c[FEATURE]), dmr_chain_value_count(template),
                                n);
    uint32_t index = dmr_chain_feature_index(template, values);
    double weight;
    if (!dmr_str_to_double(c[WEIGHT], &weight))
        return dmr_table_refuse(row, err, "weight '%.*s' is no number",
                                DMR_STR_ARG(c[WEIGHT]));
    weights[index] = (float)weight;
    return DEMARCHE_OK;
}

demarche_status dmr_chain_weights_load(const dmr_chain_weights **out, dmr_tables *tables,
                                       dmr_arena *arena, demarche_error *err)
{
    static const char *const columns[] = {"feature", "values", "weight", "?source", NULL};
    dmr_chain_weights *w = DMR_NEW(arena, dmr_chain_weights);
    float *at = DMR_NEW_ARRAY(arena, float, dmr_chain_feature_count());
    if (!w || !at)
        return dmr_error_memory(err);
    dmr_table t;
    DMR_TRY(dmr_tables_load(&t, tables, "coreference.tsv", columns, err));
    for (size_t i = t.n_rows; i-- > 0;) /* the uppermost layer last: it holds */
        DMR_TRY(dmr_tables_row(tables, &t.rows[i], take_row(at, &t.rows[i], err), err));
    w->at = at;
    *out = w;
    return DEMARCHE_OK;
}

float dmr_chain_score(const dmr_chain_weights *weights,
                      const dmr_chain_features *features)
{
    float sum = 0;
    for (size_t i = 0; i < features->n; i++)
        sum += weights->at[features->at[i]];
    return sum;
}
