#include "mention/place_noun.h"

#include "base/error.h"
#include "mention/place_table.h"

enum { USES = 6, WORD_ROOM = 32, LAYER_SHIFT = USES };

struct dmr_place_nouns {
    dmr_map *words; /* in lower case -> uses, above them the row's layer */
};

static bool uses_by_name(demarche_str cell, uint32_t *out)
{
    static const char *const names[USES] = {"of",     "spelt",  "within",
                                            "county", "behind", "bare"};
    demarche_str part;
    *out = 0;
    while (dmr_str_split(&cell, '|', &part)) {
        size_t k = 0;
        while (k < USES && !dmr_str_is(dmr_str_trim(part), names[k]))
            k++;
        if (k == USES)
            return false;
        *out |= 1u << k;
    }
    return true;
}

static demarche_status add_row(dmr_place_nouns *n, const dmr_table_row *row,
                               dmr_arena *arena, demarche_error *err)
{
    enum { NOUN, NOUN_USES };
    demarche_str noun = dmr_str_lower(arena, row->cells[NOUN]);
    uint32_t uses;
    if (!noun.ptr)
        return dmr_error_memory(err);
    if (noun.len == 0 || noun.len > WORD_ROOM)
        return dmr_table_refuse(row, err, "the noun is empty or too long");
    if (!uses_by_name(row->cells[NOUN_USES], &uses))
        return dmr_table_refuse(row, err,
                                "uses are of, spelt, within, county, behind, bare, "
                                "joined by |");
    uint32_t before = dmr_map_get(n->words, noun, 0);
    if (before && before >> LAYER_SHIFT != row->layer)
        return DEMARCHE_OK; /* the upper layer's holds */
    if (before)
        return dmr_table_refuse(row, err, "'%.*s' stands here twice; join the two rows",
                                DMR_STR_ARG(noun));
    return dmr_map_set(n->words, noun, uses | row->layer << LAYER_SHIFT)
               ? DEMARCHE_OK
               : dmr_error_memory(err);
}

demarche_status dmr_place_nouns_load(const dmr_place_nouns **out, dmr_tables *tables,
                                     dmr_arena *arena, demarche_error *err)
{
    static const char name[] = "nouns.tsv";
    static const char *const columns[] = {"noun", "uses", "?note", "?source", NULL};
    dmr_place_nouns *n = DMR_NEW(arena, dmr_place_nouns);
    if (!n || !(n->words = dmr_map_new(arena)))
        return dmr_error_memory(err);
    *out = n;
    if (!dmr_tables_has(tables, name))
        return DEMARCHE_OK;
    dmr_table t;
    DMR_TRY(dmr_tables_load(&t, tables, name, columns, err));
    for (size_t i = 0; i < t.n_rows; i++)
        DMR_TRY(
            dmr_tables_row(tables, &t.rows[i], add_row(n, &t.rows[i], arena, err), err));
    return DEMARCHE_OK;
}

bool dmr_place_noun_is(const dmr_places *places, demarche_str word,
                       dmr_place_noun_use use)
{
    char low[WORD_ROOM];
    if (!places || !places->nouns || word.len == 0 || word.len > sizeof low)
        return false;
    for (size_t i = 0; i < word.len; i++)
        low[i] = dmr_to_lower(word.ptr[i]);
    return dmr_map_get(places->nouns->words, dmr_str(low, word.len), 0) & (uint32_t)use;
}
