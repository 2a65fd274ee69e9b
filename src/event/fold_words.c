/* retellings.tsv: what likenesses weigh, and words that tell of a further deed. */
#include "base/error.h"
#include "base/hash.h"
#include "event/fold.h"

static const char *const names[DMR_LIKE_COUNT] = {
    [DMR_LIKE_DAY] = "same day",
    [DMR_LIKE_DATE] = "same date",
    [DMR_LIKE_TALE] = "date of the tale",
    [DMR_LIKE_TALE_APART] = "other date in the tale",
    [DMR_LIKE_PLACE] = "same place",
    [DMR_LIKE_QUANTITY] = "same quantity",
    [DMR_LIKE_WORDS] = "same words",
    [DMR_LIKE_KINDRED] = "kindred words",
    [DMR_LIKE_NAMED_AGAIN] = "named again",
    [DMR_LIKE_NAMED_ALIKE] = "named alike",
    [DMR_LIKE_THING_AGAIN] = "thing named again",
    [DMR_LIKE_KNOWN] = "told as known",
    [DMR_LIKE_HEADING] = "heading",
    [DMR_LIKE_PERSON] = "same person",
    [DMR_LIKE_CONTENT] = "same content",
    [DMR_LIKE_NO_CONTENT] = "no content",
    [DMR_LIKE_LESS_CONTENT] = "less content",
    [DMR_LIKE_CONTENT_APART] = "other content",
    [DMR_LIKE_OTHER_THING] = "other thing",
    [DMR_LIKE_NEAR] = "near",
    [DMR_LIKE_FAR] = "far",
    [DMR_LIKE_ANEW] = "anew",
    [DMR_LIKE_INDEFINITE] = "indefinite",
    [DMR_LIKE_CODE_APART] = "other code",
    [DMR_LIKE_MODE] = "same mode",
    [DMR_LIKE_MODE_LACKS] = "lacks the mode",
    [DMR_LIKE_PARTY_LACKS] = "lacks a party",
    [DMR_LIKE_PARTY_MORE] = "further parties",
};

const char *dmr_likeness_name(dmr_likeness which)
{
    return names[which];
}

enum { KIND, WORD, VALUE };

static demarche_status take_weight(dmr_fold_words *w, const dmr_table_row *row,
                                   demarche_error *err)
{
    double weight;
    if (!dmr_str_to_double(row->cells[VALUE], &weight))
        return dmr_table_refuse(row, err, "weight '%.*s' is no number",
                                DMR_STR_ARG(row->cells[VALUE]));
    if (dmr_str_is(row->cells[WORD], "threshold")) {
        w->threshold = weight;
        return DEMARCHE_OK;
    }
    for (int i = 0; i < DMR_LIKE_COUNT; i++) {
        if (dmr_str_is(row->cells[WORD], names[i])) {
            w->weights[i] = weight;
            return DEMARCHE_OK;
        }
    }
    return dmr_table_refuse(row, err, "no likeness '%.*s'; docs/RULES.md lists them",
                            DMR_STR_ARG(row->cells[WORD]));
}

static demarche_status take_word(dmr_fold_words *w, const dmr_table_row *row,
                                 demarche_error *err)
{
    static const char *const kinds[] = {"anew", "definite", "indefinite", "ordinal"};
    uint32_t bits = 0;
    uint64_t which = 0;
    for (uint32_t i = 0; i < 4; i++) {
        if (dmr_str_is(row->cells[KIND], kinds[i]))
            bits = 1u << i;
    }
    if (!bits)
        return dmr_table_refuse(
            row, err,
            "kind '%.*s' is none of weight, anew, ordinal, definite, indefinite",
            DMR_STR_ARG(row->cells[KIND]));
    if (row->cells[WORD].len == 0)
        return dmr_table_refuse(row, err, "the word is missing");
    if (bits == DMR_FOLD_ORDINAL &&
        (!dmr_str_to_uint(row->cells[VALUE], 1000, &which) || which == 0))
        return dmr_table_refuse(row, err,
                                "an ordinal's value is a number from 1 to 1000");
    bits |= dmr_map_get(w->words, row->cells[WORD], 0) | (uint32_t)which << 8;
    return dmr_map_set(w->words, row->cells[WORD], bits) ? DEMARCHE_OK
                                                         : dmr_error_memory(err);
}

static demarche_status load_organs(dmr_fold_words *w, dmr_tables *tables,
                                   demarche_error *err)
{
    static const char *const columns[] = {"sector", "kind",    "?definition",
                                          "?note",  "?source", NULL};
    dmr_table t;
    if (!dmr_tables_has(tables, "ontology/sectors.tsv"))
        return DEMARCHE_OK;
    DMR_TRY(dmr_tables_load(&t, tables, "ontology/sectors.tsv", columns, err));
    for (size_t i = 0; i < t.n_rows; i++) {
        const demarche_str *c = t.rows[i].cells;
        if (dmr_str_is(c[1], "state") && !dmr_map_set(w->organs, c[0], 1))
            return dmr_error_memory(err);
    }
    return DEMARCHE_OK;
}

demarche_status dmr_fold_words_load(const dmr_fold_words **out, dmr_tables *tables,
                                    dmr_arena *arena, demarche_error *err)
{
    static const char *const columns[] = {"kind",  "word",    "value",
                                          "?note", "?source", NULL};
    dmr_table t;
    *out = NULL;
    if (!dmr_tables_has(tables, "retellings.tsv"))
        return DEMARCHE_OK;
    dmr_fold_words *w = DMR_NEW(arena, dmr_fold_words);
    if (!w || !(w->words = dmr_map_new(arena)) || !(w->organs = dmr_map_new(arena)))
        return dmr_error_memory(err);
    w->threshold = 1;
    DMR_TRY(dmr_tables_load(&t, tables, "retellings.tsv", columns, err));
    for (size_t i = t.n_rows; i-- > 0;) { /* the uppermost layer last: it holds */
        const dmr_table_row *row = &t.rows[i];
        demarche_status status = dmr_str_is(row->cells[KIND], "weight")
                                     ? take_weight(w, row, err)
                                     : take_word(w, row, err);
        DMR_TRY(dmr_tables_row(tables, row, status, err));
    }
    DMR_TRY(load_organs(w, tables, err));
    *out = w;
    return DEMARCHE_OK;
}
