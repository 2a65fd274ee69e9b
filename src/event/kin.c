#include "event/kin.h"

#include "base/error.h"

static const char name[] = "ontology/kin.tsv";
static const char pos_names[] = "VNA";

/* "condemn:0.61 deplore:0.39" */
static bool read_kin(demarche_str text, dmr_kin_row *out)
{
    demarche_str part;
    while (dmr_str_split(&text, ' ', &part)) {
        size_t colon = dmr_str_find(part, DMR_STR(":"), 0);
        double share;
        if (colon == SIZE_MAX || colon == 0 || out->n == DMR_KIN_MAX ||
            !dmr_str_to_double(dmr_str(part.ptr + colon + 1, part.len - colon - 1),
                               &share))
            return false;
        out->at[out->n].lemma = dmr_str(part.ptr, colon);
        out->at[out->n++].share = share;
    }
    return true;
}

static demarche_status take_row(dmr_map *rows, dmr_kin_row *at, const dmr_table_row *row,
                                size_t n, dmr_arena *arena, demarche_error *err)
{
    enum { WORD, POS, LIKE, KIN };
    const demarche_str *c = row->cells;
    if (c[POS].len != 1 || !memchr(pos_names, c[POS].ptr[0], 3))
        return dmr_table_refuse(row, err, "pos is V, N or A");
    if (!dmr_str_to_double(c[LIKE], &at[n].like))
        return dmr_table_refuse(row, err, "like is a number");
    if (!read_kin(c[KIN], &at[n]))
        return dmr_table_refuse(row, err,
                                "kin are at most %d words with their shares, as in "
                                "\"condemn:0.6 deplore:0.4\"",
                                DMR_KIN_MAX);
    demarche_str key =
        dmr_str_format(arena, "%.*s/%.*s", DMR_STR_ARG(c[WORD]), DMR_STR_ARG(c[POS]));
    return key.ptr && dmr_map_set(rows, key, (uint32_t)n) ? DEMARCHE_OK
                                                          : dmr_error_memory(err);
}

demarche_status dmr_kin_load(const dmr_kin **out, dmr_tables *tables, dmr_arena *arena,
                             demarche_error *err)
{
    static const char *const columns[] = {"word", "pos", "like", "kin", "?source", NULL};
    *out = NULL;
    if (!dmr_tables_has(tables, name))
        return DEMARCHE_OK;
    dmr_table t;
    DMR_TRY(dmr_tables_load(&t, tables, name, columns, err));
    dmr_kin *kin = DMR_NEW(arena, dmr_kin);
    dmr_kin_row *at = DMR_NEW_ARRAY(arena, dmr_kin_row, t.n_rows);
    dmr_map *rows = dmr_map_new(arena);
    if (!kin || !at || !rows)
        return dmr_error_memory(err);
    for (size_t i = t.n_rows; i-- > 0;) { /* the uppermost layer last: it holds */
        const dmr_table_row *row = &t.rows[i];
        DMR_TRY(dmr_tables_row(tables, row, take_row(rows, at, row, i, arena, err), err));
    }
    *kin = (dmr_kin){rows, at};
    *out = kin;
    return DEMARCHE_OK;
}

const dmr_kin_row *dmr_kin_of(const dmr_view *view, int32_t word)
{
    const dmr_kin *kin = view->ontology->kin;
    demarche_str lemma = view->lemma[word];
    int pos = dmr_match_pos(view->tree, word);
    char key[64];
    size_t n = 0;
    if (!kin || pos < 0 || lemma.len + 2 > sizeof key ||
        (dmr_ontology_triggered(view->ontology, (dmr_trigger_pos)pos, lemma, &n) && n))
        return NULL;
    memcpy(key, lemma.ptr, lemma.len);
    key[lemma.len] = '/';
    key[lemma.len + 1] = pos_names[pos];
    uint32_t i = dmr_map_get(kin->rows, dmr_str(key, lemma.len + 2), UINT32_MAX);
    return i == UINT32_MAX ? NULL : &kin->at[i];
}

void dmr_kin_types(const dmr_kin_row *kin, const dmr_view *view, int32_t word,
                   double *share)
{
    const dmr_ontology *o = view->ontology;
    dmr_trigger_pos pos = (dmr_trigger_pos)dmr_match_pos(view->tree, word);
    double all = 0;
    for (size_t t = 0; t < o->n_types; t++)
        share[t] = 0;
    for (size_t k = 0; k < kin->n; k++) {
        size_t n;
        const uint32_t *run = dmr_ontology_triggered(o, pos, kin->at[k].lemma, &n);
        for (size_t i = 0; i < n; i++)
            share[o->rules[run[i]].type - o->types] += kin->at[k].share / (double)n;
        all += n ? kin->at[k].share : 0;
    }
    for (size_t t = 0; all > 0 && t < o->n_types; t++)
        share[t] /= all;
}

const dmr_rule *dmr_kin_rule(const dmr_kin_row *kin, const dmr_view *view, int32_t word,
                             const dmr_type *type, size_t *which)
{
    const dmr_ontology *o = view->ontology;
    dmr_trigger_pos pos = (dmr_trigger_pos)dmr_match_pos(view->tree, word);
    for (size_t k = 0; k < kin->n; k++) {
        size_t n;
        const uint32_t *run = dmr_ontology_triggered(o, pos, kin->at[k].lemma, &n);
        for (size_t i = n; i-- > 0;) { /* the plainest is the last */
            if (o->rules[run[i]].type == type) {
                *which = k;
                return &o->rules[run[i]];
            }
        }
    }
    return NULL;
}
