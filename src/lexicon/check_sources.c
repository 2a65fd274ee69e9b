/* Where rows come from: the column "source", or "# source: KEY" for a whole file, names a
 * key of sources.tsv. A file that says neither is its owner's own work. */
#include "base/error.h"
#include "lexicon/lexicon_check.h"

static demarche_status know_sources(dmr_lexicon_check *check)
{
    dmr_table t;
    DMR_TRY(dmr_check_load(&t, check, "sources.tsv"));
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        uint32_t before = dmr_map_get(check->sources, row->cells[0], 0);
        if (!row->cells[0].len || !row->cells[1].len || !row->cells[2].len)
            DMR_TRY(dmr_check_complain(check, row,
                                       "key, title or licence is empty; give all three"));
        else if (before == row->layer + 1)
            DMR_TRY(dmr_check_complain(check, row, "key '%.*s' twice; leave one row",
                                       DMR_STR_ARG(row->cells[0])));
        if (!dmr_map_set(check->sources, row->cells[0], row->layer + 1))
            return dmr_error_memory(check->err);
    }
    return DEMARCHE_OK;
}

/* Whether any row of the file that begins at `i` says where it comes from. */
static bool file_tells(const dmr_table *t, size_t i, size_t column)
{
    const char *path = t->rows[i].path;
    for (; i < t->n_rows && t->rows[i].path == path; i++)
        if (t->rows[i].cells[column].len)
            return true;
    return false;
}

static demarche_status check_table(const dmr_lexicon_check *check,
                                   const dmr_check_table *table)
{
    dmr_table t;
    size_t column = 0;
    while (table->columns[column] && strcmp(table->columns[column], "?source") != 0)
        column++;
    if (!table->columns[column])
        return DEMARCHE_OK;
    DMR_TRY(dmr_check_load(&t, check, table->name));
    bool tells = false;
    for (size_t i = 0; i < t.n_rows; i++) {
        const dmr_table_row *row = &t.rows[i];
        demarche_str source = row->cells[column];
        if (!i || row->path != t.rows[i - 1].path)
            tells = file_tells(&t, i, column);
        if (source.len ? dmr_map_get(check->sources, source, 0) != 0 : !tells)
            continue;
        DMR_TRY(
            source.len
                ? dmr_check_complain(check, row,
                                     "source '%.*s' has no row in sources.tsv; write "
                                     "one of its keys or give it a row",
                                     DMR_STR_ARG(source))
                : dmr_check_complain(check, row,
                                     "source is empty; write a key of sources.tsv, or "
                                     "\"# source: KEY\" above the header"));
    }
    return DEMARCHE_OK;
}

demarche_status dmr_check_sources(dmr_lexicon_check *check)
{
    DMR_TRY(know_sources(check));
    for (const dmr_check_table *t = dmr_check_tables; t->name; t++)
        DMR_TRY(check_table(check, t));
    return DEMARCHE_OK;
}
