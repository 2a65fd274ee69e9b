/* Words for search: they wait in memory until the transaction is committed. */
#include <stdlib.h>

#include "record/record_db.h"

demarche_status dmr_record_index(demarche_record *record, dmr_record_statement which,
                                 int64_t id, demarche_str a, demarche_str b,
                                 demarche_error *err)
{
    dmr_record_word_rows *rows = &record->words;
    if (!rows->arena && !(rows->arena = dmr_arena_new(0)))
        return dmr_error_memory(err);
    if (rows->n == rows->room) {
        size_t room = rows->room ? rows->room * 2 : 1024;
        dmr_record_word_row *more = realloc(rows->at, room * sizeof *more);
        if (!more)
            return dmr_error_memory(err);
        rows->at = more;
        rows->room = room;
    }
    dmr_record_word_row row = {which, id, {a, b}};
    for (int i = 0; i < 2; i++) {
        if (row.words[i].len &&
            !(row.words[i] = dmr_str_copy(rows->arena, row.words[i])).ptr)
            return dmr_error_memory(err);
    }
    rows->at[rows->n++] = row;
    return DEMARCHE_OK;
}

void dmr_record_words_forget(demarche_record *record)
{
    record->words.n = 0;
    if (record->words.arena)
        dmr_arena_reset(record->words.arena);
}

demarche_status dmr_record_words_write(demarche_record *record, demarche_error *err)
{
    for (size_t i = 0; i < record->words.n; i++) {
        const dmr_record_word_row *row = &record->words.at[i];
        DMR_RECORD_STATEMENT(s, record, row->which, err);
        sqlite3_bind_int64(s, 1, row->id);
        for (int k = 0; k < 2 && k + 2 <= sqlite3_bind_parameter_count(s); k++)
            dmr_record_bind_str(s, 2 + k, row->words[k]);
        DMR_TRY(dmr_record_run(record, s, err));
    }
    dmr_record_words_forget(record);
    return DEMARCHE_OK;
}

void dmr_record_words_free(demarche_record *record)
{
    dmr_arena_free(record->words.arena);
    free(record->words.at);
}
