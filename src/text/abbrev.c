#include "text/abbrev.h"

#include "base/error.h"
#include "base/hash.h"

enum { ABBREV_MAX = 15 }; /* bytes of the longest abbreviation */

struct dmr_splitter {
    dmr_map *kinds;  /* by the word as written */
    dmr_map *layers; /* of its row */
};

static const char *const kind_names[DMR_ABBREV_COUNT] = {
    [DMR_ABBREV_NONE] = "",       [DMR_ABBREV_TITLE] = "title",
    [DMR_ABBREV_PLAIN] = "plain", [DMR_ABBREV_NUMBER] = "number",
    [DMR_ABBREV_DATE] = "date",   [DMR_ABBREV_NAME] = "name",
    [DMR_ABBREV_END] = "end",
};

static dmr_abbrev kind_by_name(demarche_str name)
{
    for (int k = 1; k < DMR_ABBREV_COUNT; k++)
        if (dmr_str_is(name, kind_names[k]))
            return (dmr_abbrev)k;
    return DMR_ABBREV_NONE;
}

static demarche_status add_row(dmr_splitter *s, const dmr_table_row *row,
                               demarche_error *err)
{
    demarche_str word = row->cells[0], kind = row->cells[1];
    dmr_abbrev k = kind_by_name(kind);
    if (k == DMR_ABBREV_NONE)
        return dmr_table_refuse(row, err,
                                "there is no kind '%.*s'; write title, plain, number, "
                                "date, name or end",
                                DMR_STR_ARG(kind));
    if (word.len < 2 || word.len > ABBREV_MAX + 1 || word.ptr[word.len - 1] != '.')
        return dmr_table_refuse(row, err, "'%.*s' must be 1 to %d bytes and a stop",
                                DMR_STR_ARG(word), ABBREV_MAX);
    word.len--;
    uint32_t before = dmr_map_get(s->layers, word, UINT32_MAX);
    if (before == row->layer)
        return dmr_table_refuse(row, err, "'%.*s.' stands here twice; leave one row",
                                DMR_STR_ARG(word));
    if (before != UINT32_MAX)
        return DEMARCHE_OK; /* the upper layer's holds */
    if (!dmr_map_set(s->kinds, word, (uint32_t)k) ||
        !dmr_map_set(s->layers, word, row->layer))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

demarche_status dmr_splitter_load(dmr_splitter **out, dmr_tables *tables,
                                  dmr_arena *arena, demarche_error *err)
{
    static const char *const columns[] = {"abbreviation", "kind",    "?example",
                                          "?note",        "?source", NULL};
    *out = NULL;
    dmr_splitter *s = DMR_NEW(arena, dmr_splitter);
    if (!s || !(s->kinds = dmr_map_new(arena)) || !(s->layers = dmr_map_new(arena)))
        return dmr_error_memory(err);
    dmr_table table;
    DMR_TRY(dmr_tables_load(&table, tables, "abbreviations.tsv", columns, err));
    for (size_t i = 0; i < table.n_rows; i++) {
        const dmr_table_row *row = &table.rows[i];
        DMR_TRY(dmr_tables_row(tables, row, add_row(s, row, err), err));
    }
    *out = s;
    return DEMARCHE_OK;
}

dmr_abbrev dmr_abbrev_find(const dmr_splitter *splitter, demarche_str word)
{
    if (!splitter || !word.len || word.len > ABBREV_MAX)
        return DMR_ABBREV_NONE;
    uint32_t kind = dmr_map_get(splitter->kinds, word, 0);
    if (kind || !dmr_is_upper(word.ptr[0]))
        return (dmr_abbrev)kind;
    /* "GEN." as "Gen.", then "Approx." and "APPROX." as "approx." */
    char form[ABBREV_MAX];
    form[0] = word.ptr[0];
    for (size_t i = 1; i < word.len; i++)
        form[i] = dmr_to_lower(word.ptr[i]);
    kind = dmr_map_get(splitter->kinds, dmr_str(form, word.len), 0);
    if (!kind && word.len > 1) {
        form[0] = dmr_to_lower(form[0]);
        kind = dmr_map_get(splitter->kinds, dmr_str(form, word.len), 0);
    }
    return (dmr_abbrev)kind;
}
