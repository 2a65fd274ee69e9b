/* The importer: dictionaries of TABARI and PETRARCH in, tables of ours out. */
#include <stdlib.h>

#include "base/error.h"
#include "handles.h"
#include "lexicon/import.h"

static const struct {
    const char *file, *columns;
} tables[DMR_IMPORT_TABLES] = {
    {"states.tsv", "code\tkind\ttext\tfrom\tuntil\tsector\tnote\tsource"},
    {"actors.tsv", "name\tnames\tcode\tsector\tfrom\tuntil\tnote\tsource"},
    {"persons.tsv", "name\tnames\tstate\tsector\toffice\tfrom\tuntil\tnote\tsource"},
    {"agents.tsv", "noun\tsector\tkind\tnote\tsource"},
    {"discards.tsv", "phrase\tscope\tnote\tsource"},
    {"actor_phrases.tsv", "phrase\tcode\tfrom\tuntil\tnote\tsource"},
    {"agent_phrases.tsv", "phrase\tcode\tnote\tsource"},
    {"patterns.tsv", "kind\tblock\ttext\tforms\tcode\tnote\tsource"},
};

/* What states, nouns and codes there are. */
static demarche_status open_lexicon(demarche_import *im,
                                    const demarche_engine_options *opts,
                                    demarche_error *err)
{
    dmr_compiled lexicon;
    dmr_gazetteer *gazetteer;
    DMR_TRY(dmr_engine_lexicon(&lexicon, &im->lexicon, opts, true, im->arena, err));
    gazetteer = lexicon.gazetteer;
    if (!gazetteer)
        DMR_TRY(dmr_gazetteer_load(&gazetteer, lexicon.tables, im->arena, err));
    im->gazetteer = gazetteer;
    return dmr_cameo_load(&im->cameo, lexicon.tables, im->arena, err);
}

demarche_status demarche_import_new(demarche_import **out,
                                    const demarche_engine_options *opts,
                                    demarche_error *err)
{
    if (!out)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no place for the import");
    *out = NULL;
    DMR_TRY(dmr_engine_check_options(opts, err));
    demarche_import *im = calloc(1, sizeof *im);
    if (!im)
        return dmr_error_memory(err);
    im->arena = dmr_arena_new(0);
    im->scratch = dmr_arena_new(0);
    demarche_status status =
        im->arena && im->scratch ? DEMARCHE_OK : dmr_error_memory(err);
    for (int t = 0; t < DMR_IMPORT_TABLES && !status; t++)
        if (!(im->tables[t].seen = dmr_map_new(im->arena)))
            status = dmr_error_memory(err);
    if (!status)
        status = open_lexicon(im, opts, err);
    if (status) {
        demarche_import_free(im);
        return status;
    }
    *out = im;
    return DEMARCHE_OK;
}

void demarche_import_free(demarche_import *import)
{
    if (!import)
        return;
    dmr_file_close(&import->lexicon);
    dmr_arena_free(import->arena);
    dmr_arena_free(import->scratch);
    free(import);
}

demarche_status demarche_import_add(demarche_import *import, demarche_str bytes,
                                    const demarche_import_options *options,
                                    demarche_import_kind *read_as, demarche_error *err)
{
    static const demarche_import_options defaults = DEMARCHE_IMPORT_OPTIONS_INIT;
    if (!import)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no import to add to");
    if (!options)
        options = &defaults;
    if (options->version != DEMARCHE_IMPORT_OPTIONS_VERSION)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "import options of version %u; this library knows %d",
                             (unsigned)options->version, DEMARCHE_IMPORT_OPTIONS_VERSION);
    demarche_import_kind kind = options->kind;
    const char *slash = options->path ? strrchr(options->path, '/') : NULL;
    dmr_import_file f = {.import = import,
                         .name = slash           ? slash + 1
                                 : options->path ? options->path
                                                 : "-",
                         .codes = options->codes,
                         .report = options->report,
                         .user = options->user,
                         .err = err};
    DMR_TRY(dmr_import_look(import, bytes, &kind, &f.codes, err));
    if (read_as)
        *read_as = kind;
    switch (kind) {
    case DEMARCHE_IMPORT_ACTORS:
        return dmr_import_actors(&f, bytes);
    case DEMARCHE_IMPORT_AGENTS:
        return dmr_import_agents(&f, bytes);
    case DEMARCHE_IMPORT_DISCARDS:
        return dmr_import_discards(&f, bytes);
    case DEMARCHE_IMPORT_VERBS:
        return dmr_import_verbs(&f, bytes);
    default:
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no such kind of dictionary");
    }
}

const demarche_import_counts *demarche_import_counted(const demarche_import *import)
{
    return &import->counts;
}

const char *demarche_import_table(const demarche_import *import, size_t table,
                                  size_t *n_rows)
{
    if (table >= DMR_IMPORT_TABLES)
        return NULL;
    *n_rows = import->tables[table].rows.n;
    return tables[table].file;
}

demarche_status demarche_import_write(const demarche_import *import, size_t table,
                                      demarche_write_fn write, void *user,
                                      demarche_error *err)
{
    if (!import || !write || table >= DMR_IMPORT_TABLES)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "an import, one of its tables and a writer are needed");
    static const char head[] =
        DEMARCHE_IMPORT_MARK "\n# from dictionaries of TABARI or PETRARCH; code and "
                             "comment there are the note.\n";
    const char *columns = tables[table].columns;
    bool bad = write(user, head, sizeof head - 1) ||
               write(user, columns, strlen(columns)) || write(user, "\n", 1);
    for (size_t i = 0; i < import->tables[table].rows.n && !bad; i++) {
        demarche_str row = import->tables[table].rows.at[i];
        bad = write(user, row.ptr, row.len) || write(user, "\n", 1);
    }
    return bad ? dmr_error_set(err, DEMARCHE_E_IO, 0, "%s: it could not be written",
                               tables[table].file)
               : DEMARCHE_OK;
}

int demarche_import_kind_by_name(const char *name)
{
    static const char *const names[] = {"auto", "actors", "agents", "discards", "verbs"};
    for (int i = 0; i < 5; i++)
        if (name && strcmp(name, names[i]) == 0)
            return i;
    return -1;
}

int demarche_import_codes_by_name(const char *name)
{
    static const char *const names[] = {"auto", "actors", "peoples", "beliefs"};
    for (int i = 0; i < 4; i++)
        if (name && strcmp(name, names[i]) == 0)
            return i;
    return -1;
}
