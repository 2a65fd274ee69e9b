#include "mention/gender_lexicon.h"

#include "base/error.h"
#include "base/hash.h"
#include "mention/name_norm.h"

enum { KINDS = 3, WORD_ROOM = 64, LAYER_SHIFT = 2, GENDER_BITS = 3 };
#define NOBODYS UINT32_MAX

struct dmr_genders {
    dmr_map *words[KINDS]; /* normal form -> DMR_GENDER_..., above it the row's layer */
};

static demarche_status words_add(dmr_map *map, const dmr_table_row *row,
                                 demarche_str words, uint32_t gender, dmr_arena *arena,
                                 demarche_error *err)
{
    demarche_str rest = words, word;
    while (dmr_str_split(&rest, '|', &word)) {
        demarche_str norm = dmr_name_norm_copy(arena, word);
        if (!norm.ptr)
            return dmr_error_memory(err);
        if (norm.len == 0 || norm.len > WORD_ROOM)
            return dmr_table_refuse(row, err, "a word in it is empty or too long");
        /* Of two rows the upper layer's holds. */
        uint32_t before = dmr_map_get(map, norm, NOBODYS);
        if (before != NOBODYS && before >> LAYER_SHIFT > row->layer)
            continue;
        if (before != NOBODYS && (before & GENDER_BITS) != gender)
            return dmr_table_refuse(row, err,
                                    "'%.*s' is of the other gender in a row before; "
                                    "leave out what both bear",
                                    DMR_STR_ARG(word));
        if (!dmr_map_set(map, norm, gender | row->layer << LAYER_SHIFT))
            return dmr_error_memory(err);
    }
    return DEMARCHE_OK;
}

static demarche_status take_row(dmr_genders *g, const dmr_table_row *row,
                                dmr_arena *arena, demarche_error *err)
{
    static const char *const kinds[KINDS] = {"noun", "title", "given"};
    enum { WORDS, KIND, GENDER };
    const demarche_str *c = row->cells;
    size_t k = 0;
    while (k < KINDS && !dmr_str_is(c[KIND], kinds[k]))
        k++;
    if (k == KINDS)
        return dmr_table_refuse(row, err,
                                "kind '%.*s' is none; write noun, title or given",
                                DMR_STR_ARG(c[KIND]));
    bool he = dmr_str_is(c[GENDER], "m");
    if (!he && !dmr_str_is(c[GENDER], "f"))
        return dmr_table_refuse(row, err, "gender '%.*s' is none; write m or f",
                                DMR_STR_ARG(c[GENDER]));
    return words_add(g->words[k], row, c[WORDS], he ? DMR_GENDER_HE : DMR_GENDER_SHE,
                     arena, err);
}

demarche_status dmr_genders_load(const dmr_genders **out, dmr_tables *tables,
                                 dmr_arena *arena, demarche_error *err)
{
    static const char *const columns[] = {"words", "kind",    "gender",
                                          "?note", "?source", NULL};
    dmr_genders *g = DMR_NEW(arena, dmr_genders);
    if (!g)
        return dmr_error_memory(err);
    for (size_t k = 0; k < KINDS; k++)
        if (!(g->words[k] = dmr_map_new(arena)))
            return dmr_error_memory(err);
    dmr_table t;
    DMR_TRY(dmr_tables_load(&t, tables, "genders.tsv", columns, err));
    for (size_t i = 0; i < t.n_rows; i++)
        DMR_TRY(
            dmr_tables_row(tables, &t.rows[i], take_row(g, &t.rows[i], arena, err), err));
    *out = g;
    return DEMARCHE_OK;
}

uint8_t dmr_gender_of(const dmr_genders *genders, dmr_gender_kind kind, demarche_str word)
{
    char buf[WORD_ROOM];
    size_t n = dmr_name_norm(buf, sizeof buf, word);
    if (n == 0 || n == SIZE_MAX)
        return DMR_GENDER_UNKNOWN;
    return (
        uint8_t)(dmr_map_get(genders->words[kind], dmr_str(buf, n), DMR_GENDER_UNKNOWN) &
                 GENDER_BITS);
}
