/* Foreign bytes as a lexicon table: rows are whole and sound, or the table is refused with
 * a line that lies in it. Then as the front matter and the date of a document. */
#include "base/table.h"
#include "base/utf8.h"
#include "fuzz_engine.h"
#include "read/date_line.h"
#include "read/front_matter.h"

static void check_table(demarche_str bytes, dmr_arena *arena)
{
    static const char *const columns[] = {"a", "b", "?c", "?source", NULL};
    dmr_table table;
    demarche_error err = {0};
    size_t lines = 1;
    for (size_t i = 0; i < bytes.len; i++)
        lines += bytes.ptr[i] == '\n';
    if (dmr_table_parse(&table, "fuzz.tsv", bytes, columns, arena, &err)) {
        FUZZ_PROMISE(err.code == DEMARCHE_E_LEXICON);
        FUZZ_PROMISE(err.offset >= 1 && err.offset <= lines);
        return;
    }
    FUZZ_PROMISE(table.n_columns == 4);
    for (size_t i = 0; i < table.n_rows; i++) {
        FUZZ_PROMISE(table.rows[i].line >= 2 && table.rows[i].line <= lines);
        for (size_t c = 0; c < table.n_columns; c++)
            FUZZ_PROMISE(dmr_utf8_invalid(table.rows[i].cells[c], 0) == SIZE_MAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    demarche_str text = dmr_str((const char *)bytes, n);
    dmr_arena *arena = dmr_arena_new(0);
    if (!arena)
        return 0;
    check_table(text, arena);
    demarche_str date = dmr_date_line(text, arena);
    FUZZ_PROMISE(date.len == 0 || dmr_date_is_edtf(date));
    demarche_meta out = {0};
    dmr_meta meta = {.out = &out, .arena = arena};
    demarche_error err = {0};
    if (!dmr_front_matter_read(&meta, text, &err))
        FUZZ_PROMISE(dmr_meta_finish(&meta));
    dmr_arena_free(arena);
    return 0;
}
