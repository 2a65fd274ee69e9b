/* What is done with a lexicon as a whole: the public functions. */
#include "base/error.h"
#include "handles.h"
#include "lexicon/import.h"
#include "lexicon/lexicon_check.h"
#include "lexicon/lexicon_rows.h"
#include "lexicon/lexicon_stats.h"

static demarche_status write_line(demarche_write_fn write, void *user, const char *line,
                                  demarche_error *err)
{
    if (write(user, line, strlen(line)) || write(user, "\n", 1))
        return dmr_error_set(err, DEMARCHE_E_IO, 0,
                             "the complaints could not be written");
    return DEMARCHE_OK;
}

static demarche_status write_complaints(const dmr_complaints *bad, dmr_arena *arena,
                                        demarche_write_fn write, void *user,
                                        demarche_error *err)
{
    for (size_t i = 0; i < bad->list.n && i < DEMARCHE_LEXICON_COMPLAINTS; i++)
        DMR_TRY(write_line(write, user, bad->list.at[i].message, err));
    if (bad->list.n <= DEMARCHE_LEXICON_COMPLAINTS)
        return DEMARCHE_OK;
    demarche_str rest = dmr_str_format(arena, "... and %zu more",
                                       bad->list.n - DEMARCHE_LEXICON_COMPLAINTS);
    return rest.ptr ? write_line(write, user, rest.ptr, err) : dmr_error_memory(err);
}

demarche_status demarche_lexicon_check(const demarche_engine_options *opts,
                                       demarche_write_fn write, void *user, size_t *n_bad,
                                       demarche_error *err)
{
    if (!write || !n_bad)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no place for the complaints");
    *n_bad = 0;
    DMR_TRY(dmr_engine_check_options(opts, err));
    dmr_arena *arena = dmr_arena_new(0);
    if (!arena)
        return dmr_error_memory(err);
    dmr_compiled lexicon;
    dmr_complaints bad;
    dmr_file file;
    demarche_status status = dmr_engine_lexicon(&lexicon, &file, opts, false, arena, err);
    if (!status)
        status = dmr_lexicon_check_all(&bad, lexicon.tables,
                                       dmr_engine_first_told(&lexicon), arena, err);
    if (!status) {
        *n_bad = bad.list.n;
        status = write_complaints(&bad, arena, write, user, err);
    }
    dmr_arena_free(arena);
    dmr_file_close(&file);
    return status;
}

demarche_status demarche_lexicon_stats(const demarche_engine_options *opts, bool jsonl,
                                       demarche_write_fn write, void *user,
                                       demarche_error *err)
{
    if (!write)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no place for the figures");
    DMR_TRY(dmr_engine_check_options(opts, err));
    dmr_arena *arena = dmr_arena_new(0);
    if (!arena)
        return dmr_error_memory(err);
    dmr_compiled lexicon;
    dmr_figures figures;
    dmr_file file;
    demarche_status status = dmr_engine_lexicon(&lexicon, &file, opts, false, arena, err);
    if (!status)
        status = dmr_lexicon_stats(&figures, lexicon.tables, arena, err);
    if (!status)
        status = (jsonl ? dmr_figures_write_jsonl : dmr_figures_write)(&figures, write,
                                                                       user, err);
    dmr_arena_free(arena);
    dmr_file_close(&file);
    return status;
}

/* What is written must open again: that is tried before it is written. */
static demarche_status compile(const char *path, dmr_tables *tables, dmr_arena *arena,
                               demarche_error *err)
{
    dmr_gazetteer *gazetteer;
    dmr_ontology *ontology;
    dmr_splitter *splitter;
    const dmr_cameo *cameo;
    demarche_str bytes;
    dmr_compiled again;
    DMR_TRY(dmr_gazetteer_load(&gazetteer, tables, arena, err));
    DMR_TRY(dmr_ontology_load(&ontology, tables, arena, err));
    DMR_TRY(dmr_splitter_load(&splitter, tables, arena, err));
    DMR_TRY(dmr_cameo_load(&cameo, tables, arena, err)); /* the importer's */
    DMR_TRY(dmr_tables_all_known(tables, err));
    DMR_TRY(dmr_compiled_make(&bytes, tables, gazetteer, arena, err));
    DMR_TRY(dmr_compiled_read(&again, path, bytes, true, arena, err));
    return dmr_file_write(path, bytes, err);
}

demarche_status demarche_lexicon_compile(const demarche_engine_options *opts,
                                         const char *path, demarche_error *err)
{
    if (!path || !*path)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no path for the lexicon");
    DMR_TRY(dmr_engine_check_options(opts, err));
    dmr_arena *arena = dmr_arena_new(0);
    if (!arena)
        return dmr_error_memory(err);
    dmr_compiled lexicon;
    dmr_file file;
    demarche_status status = dmr_engine_lexicon(&lexicon, &file, opts, false, arena, err);
    if (!status)
        status = compile(path, lexicon.tables, arena, err);
    dmr_arena_free(arena);
    dmr_file_close(&file);
    return status;
}

demarche_status demarche_lexicon_write(const demarche_engine *engine,
                                       demarche_write_fn write, void *user,
                                       demarche_error *err)
{
    dmr_json j;
    if (!engine || !write)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "an engine and somebody who writes are needed");
    dmr_arena *arena = dmr_arena_new(0);
    if (!arena)
        return dmr_error_memory(err);
    dmr_json_begin(&j, write, user);
    demarche_status status = dmr_lexicon_rows_write(&j, engine->tables, arena, err);
    if (!status)
        status = dmr_json_finish(&j, err);
    dmr_arena_free(arena);
    return status;
}
