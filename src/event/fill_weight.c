#include "event/fill_weight.h"

#include <math.h>

#include "base/error.h"

static const char name[] = "ontology/fills.tsv";

static demarche_status take_row(dmr_fill_weights *w, dmr_map *rows, double *at,
                                const dmr_table_row *row, size_t n, demarche_error *err)
{
    enum { FEATURE, WEIGHT };
    const demarche_str *c = row->cells;
    if (!dmr_str_to_double(c[WEIGHT], &at[n]))
        return dmr_table_refuse(row, err, "weight '%.*s' is no number",
                                DMR_STR_ARG(c[WEIGHT]));
    if (dmr_str_is(c[FEATURE], "sure any"))
        w->sure = at[n];
    else if (dmr_str_is(c[FEATURE], "sure deed"))
        w->of_deed = at[n];
    else if (dmr_str_is(c[FEATURE], "sure type"))
        w->of_type = at[n];
    else if (!dmr_map_set(rows, c[FEATURE], (uint32_t)n))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

demarche_status dmr_fill_weights_load(const dmr_fill_weights **out, dmr_tables *tables,
                                      dmr_arena *arena, demarche_error *err)
{
    static const char *const columns[] = {"feature", "weight", "?source", NULL};
    *out = NULL;
    if (!dmr_tables_has(tables, name))
        return DEMARCHE_OK;
    dmr_table t;
    DMR_TRY(dmr_tables_load(&t, tables, name, columns, err));
    dmr_fill_weights *w = DMR_NEW(arena, dmr_fill_weights);
    double *at = DMR_NEW_ARRAY(arena, double, t.n_rows);
    dmr_map *rows = dmr_map_new(arena);
    if (!w || !at || !rows)
        return dmr_error_memory(err);
    *w = (dmr_fill_weights){rows, at, 0, 1, 1};
    for (size_t i = t.n_rows; i-- > 0;) { /* the uppermost layer last: it holds */
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(tables, row, take_row(w, rows, at, row, i, err), err));
    }
    *out = w;
    return DEMARCHE_OK;
}

double dmr_fill_score(const dmr_fill_weights *weights,
                      const dmr_relation_features *features)
{
    double sum = 0;
    for (size_t i = 0; i < features->n; i++) {
        uint32_t row = dmr_map_get(weights->rows, features->at[i], UINT32_MAX);
        if (row != UINT32_MAX)
            sum += weights->at[row];
    }
    return sum;
}

static double logistic(double x)
{
    return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
}

double dmr_fill_sure(const dmr_fill_weights *weights, double score, double type)
{
    double least = type < 1e-6 ? 1e-6 : type;
    return logistic(weights->sure + weights->of_deed * score +
                    weights->of_type * log(least));
}
