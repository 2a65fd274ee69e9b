/* The table of weights, and what it makes of that which is seen. */
#include <math.h>

#include "base/error.h"
#include "event/sureness.h"

struct dmr_sureness_weights {
    dmr_map *rows; /* feature -> index of `at` */
    const float *at;
};

demarche_status dmr_sureness_load(const dmr_sureness_weights **out, dmr_tables *tables,
                                  dmr_arena *arena, demarche_error *err)
{
    enum { FEATURE, WEIGHT };
    static const char name[] = "ontology/sureness.tsv";
    static const char *const columns[] = {"feature", "weight", "?source", NULL};
    *out = NULL;
    if (!dmr_tables_has(tables, name))
        return DEMARCHE_OK;
    dmr_table t;
    DMR_TRY(dmr_tables_load(&t, tables, name, columns, err));
    dmr_sureness_weights *w = DMR_NEW(arena, dmr_sureness_weights);
    float *at = DMR_NEW_ARRAY(arena, float, t.n_rows + 1);
    dmr_map *rows = dmr_map_new(arena);
    if (!w || !at || !rows)
        return dmr_error_memory(err);
    for (size_t i = t.n_rows; i-- > 0;) { /* the uppermost layer last: it holds */
        const dmr_table_row *row = &t.rows[i];
        double weight;
        if (!dmr_str_to_double(row->cells[WEIGHT], &weight)) {
            DMR_TRY(
                dmr_tables_row(tables, row,
                               dmr_table_refuse(row, err, "weight '%.*s' is no number",
                                                DMR_STR_ARG(row->cells[WEIGHT])),
                               err));
            continue;
        }
        at[i] = (float)weight;
        if (!dmr_map_set(rows, row->cells[FEATURE], (uint32_t)i))
            return dmr_error_memory(err);
    }
    *w = (dmr_sureness_weights){rows, at};
    *out = w;
    return DEMARCHE_OK;
}

double dmr_sureness(const dmr_sureness_weights *weights, const dmr_sureness_seen *seen)
{
    double sum = 0;
    for (size_t i = 0; i < seen->n; i++) {
        uint32_t row = dmr_map_get(weights->rows, seen->at[i], UINT32_MAX);
        if (row != UINT32_MAX)
            sum += weights->at[row];
    }
    return 1 / (1 + exp(-sum));
}
