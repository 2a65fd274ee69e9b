/* Words that change offices: lexicon/qualifiers.tsv. */
#include "base/error.h"
#include "base/vec.h"
#include "mention/name_norm.h"
#include "mention/qualifier.h"

enum { COL_WORD, COL_PLACE, COL_EFFECT, COL_OFFICE, COL_SECTOR, COL_OTHER };
static const char *const columns[] = {"word",   "place",   "effect",   "office",
                                      "sector", "other",   "?example", "?coded",
                                      "?note",  "?source", NULL};

static bool index_of(demarche_str word, const char *const *list, size_t n, uint8_t *out)
{
    for (size_t i = 0; i < n; i++)
        if (dmr_str_is(word, list[i])) {
            *out = (uint8_t)i;
            return true;
        }
    return false;
}

static demarche_status add_words(dmr_qualifiers *q, const dmr_table_row *row,
                                 uint8_t place, dmr_arena *arena, demarche_error *err)
{
    demarche_str rest = row->cells[COL_WORD], part;
    while (dmr_str_split(&rest, '|', &part)) {
        demarche_str norm = dmr_name_norm_copy(arena, part);
        if (!norm.ptr)
            return dmr_error_memory(err);
        if (norm.len == 0)
            return dmr_table_refuse(row, err, "a word in it is empty");
        uint32_t before = dmr_map_get(q->words[place], norm, 0);
        if (before && q->at[before - 1].layer > row->layer)
            continue; /* an upper layer's row holds */
        if (before)
            return dmr_table_refuse(row, err, "'%.*s' has a row of that place already",
                                    DMR_STR_ARG(part));
        if (!dmr_map_set(q->words[place], norm, (uint32_t)q->n))
            return dmr_error_memory(err);
    }
    return DEMARCHE_OK;
}

static demarche_status add_row(dmr_qualifiers *q, const dmr_table_row *row,
                               dmr_arena *arena, demarche_error *err)
{
    static const char *const places[] = {"before",  "behind", "aside", "verb",
                                         "passive", "heads",  "sends"};
    static const char *const effects[] = {"plain", "past", "late", "then", "later"};
    const demarche_str *c = row->cells;
    dmr_qualifier *p = &q->at[q->n++];
    *p = (dmr_qualifier){c[COL_OFFICE], c[COL_SECTOR], c[COL_OTHER], row->layer, 0, 0};
    if (!index_of(c[COL_PLACE], places, DMR_N_PLACES, &p->place))
        return dmr_table_refuse(row, err,
                                "place '%.*s' is none; write before, behind, aside, "
                                "verb, passive, heads or sends",
                                DMR_STR_ARG(c[COL_PLACE]));
    if (!index_of(c[COL_EFFECT], effects, 5, &p->effect))
        return dmr_table_refuse(row, err,
                                "effect '%.*s' is none; write plain, past, late, "
                                "then or later",
                                DMR_STR_ARG(c[COL_EFFECT]));
    for (int k = COL_SECTOR; k <= COL_OTHER; k++)
        if (!dmr_gazetteer_is_sector(c[k]))
            return dmr_table_refuse(row, err,
                                    "'%.*s' is no sector; write ELI, OPP, CVL ...",
                                    DMR_STR_ARG(c[k]));
    DMR_TRY(add_words(q, row, p->place, arena, err));
    if (p->effect == DMR_EFFECT_PAST && !q->past)
        q->past = (uint32_t)q->n;
    return DEMARCHE_OK;
}

demarche_status dmr_qualifiers_load(const dmr_qualifiers **out, dmr_tables *tables,
                                    dmr_arena *arena, demarche_error *err)
{
    dmr_table t;
    dmr_qualifiers *q = DMR_NEW(arena, dmr_qualifiers);
    if (!q)
        return dmr_error_memory(err);
    DMR_TRY(dmr_tables_load(&t, tables, "qualifiers.tsv", columns, err));
    q->at = DMR_NEW_ARRAY(arena, dmr_qualifier, t.n_rows + 1);
    if (!q->at)
        return dmr_error_memory(err);
    for (size_t i = 0; i < DMR_N_PLACES; i++)
        if (!(q->words[i] = dmr_map_new(arena)))
            return dmr_error_memory(err);
    for (size_t i = 0; i < t.n_rows; i++)
        DMR_TRY(
            dmr_tables_row(tables, &t.rows[i], add_row(q, &t.rows[i], arena, err), err));
    *out = q;
    return DEMARCHE_OK;
}

uint32_t dmr_qualifier_word(const dmr_qualifiers *q, dmr_qualifier_place place,
                            demarche_str words)
{
    return dmr_map_get(q->words[place], words, 0);
}

bool dmr_qualifier_strip(const dmr_qualifiers *q, demarche_str norm, demarche_str *bare)
{
    size_t first = 0, last = norm.len;
    while (first < norm.len && norm.ptr[first] != ' ')
        first++;
    while (last > 0 && norm.ptr[last - 1] != ' ')
        last--;
    if (first == norm.len || last == 0)
        return false;
    demarche_str begin = dmr_str(norm.ptr, first);
    demarche_str end = dmr_str(norm.ptr + last, norm.len - last);
    if (dmr_qualifier_word(q, DMR_PLACE_BEFORE, begin))
        *bare = dmr_str(norm.ptr + first + 1, norm.len - first - 1);
    else if (dmr_qualifier_word(q, DMR_PLACE_BEHIND, end))
        *bare = dmr_str(norm.ptr, last - 1);
    else
        return false;
    return true;
}
