/* The engine: model and lexicon, found, opened and never changed again. */
#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "handles.h"

#define MODEL_FILE "english.model"

#ifndef DMR_SOURCE_DIR
#define DMR_SOURCE_DIR "."
#endif
#ifndef DMR_BUILD_DIR
#define DMR_BUILD_DIR DMR_SOURCE_DIR "/build"
#endif
#ifndef DMR_DATA_DIR
#define DMR_DATA_DIR "/usr/local/share/demarche"
#endif

/* The file that this code was loaded from: the program, or a library or extension that
 * another program has loaded. */
static bool loaded_from_build(void)
{
    static const char here = 0;
    char path[PATH_MAX];
    Dl_info info;
    return dladdr(&here, &info) && info.dli_fname && realpath(info.dli_fname, path) &&
           dmr_str_starts(dmr_str_c(path), DMR_STR(DMR_BUILD_DIR "/"));
}

/* Whether the running program, or we in another one, lies in the build directory: then the
 * data of the source tree is meant, not what may be installed beside it. */
static bool runs_from_build(void)
{
    char exe[4096];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe);
    return (n > 0 && (size_t)n < sizeof exe &&
            dmr_str_starts(dmr_str(exe, (size_t)n), DMR_STR(DMR_BUILD_DIR "/"))) ||
           loaded_from_build();
}

static const char *some(const char *s)
{
    return s && *s ? s : NULL;
}

/* What was asked for, else the environment's, else ours. */
static const char *find_path(const char *asked, const char *variable,
                             const char *in_source, const char *installed)
{
    if (some(asked))
        return asked;
    const char *named = some(getenv(variable));
    if (named)
        return named;
    return runs_from_build() || !dmr_file_exists(installed) ? in_source : installed;
}

static bool is_file(const char *path)
{
    return dmr_file_exists(path) && !dmr_file_is_folder(path);
}

/* A compiled lexicon among those that are added takes the place of the base. */
static const char *find_base(const demarche_engine_options *opts)
{
    for (size_t i = 0; i < opts->n_lexicon_added; i++)
        if (is_file(opts->lexicon_added[i]))
            return opts->lexicon_added[i];
    return find_path(opts->lexicon_dir, "DEMARCHE_LEXICON", DMR_SOURCE_DIR "/lexicon",
                     DMR_DATA_DIR "/lexicon");
}

/* Folders to be laid over the base. */
static demarche_status find_folders(size_t *n, const char *base,
                                    const demarche_engine_options *opts,
                                    demarche_error *err)
{
    *n = 0;
    for (size_t i = 0; i < opts->n_lexicon_added; i++) {
        const char *path = opts->lexicon_added[i];
        if (!dmr_file_is_folder(path) && path != base)
            return dmr_error_set(err, DEMARCHE_E_IO, 0,
                                 is_file(path) ? "%s: a second compiled lexicon; the "
                                                 "first is used instead of ours"
                                               : "%s: no folder of lexicon tables there "
                                                 "(--lexicon)",
                                 path);
        *n += path != base;
    }
    if (!some(opts->ontology_dir))
        return DEMARCHE_OK;
    if (!dmr_file_is_folder(opts->ontology_dir))
        return dmr_error_set(err, DEMARCHE_E_IO, 0,
                             "%s: no folder of an ontology there (--ontology)",
                             opts->ontology_dir);
    ++*n;
    return DEMARCHE_OK;
}

demarche_status dmr_engine_lexicon(dmr_compiled *out, dmr_file *file,
                                   const demarche_engine_options *opts,
                                   bool with_gazetteer, dmr_arena *arena,
                                   demarche_error *err)
{
    static const demarche_engine_options defaults = DEMARCHE_ENGINE_OPTIONS_INIT;
    opts = opts ? opts : &defaults;
    const char *base = find_base(opts);
    size_t n_folders;
    *out = (dmr_compiled){0};
    *file = (dmr_file){0};
    DMR_TRY(find_folders(&n_folders, base, opts, err));
    if (!dmr_file_exists(base))
        return dmr_error_set(err, DEMARCHE_E_IO, 0,
                             "%s: no lexicon there; name its folder in $DEMARCHE_LEXICON",
                             base);
    if (dmr_file_is_folder(base)) {
        DMR_TRY(dmr_tables_open(&out->tables, base, arena, err));
        out->n_base_layers = out->tables->n_layers;
    } else {
        DMR_TRY(dmr_file_map(file, base, err));
        DMR_TRY(dmr_compiled_read(out, base, file->bytes,
                                  with_gazetteer && n_folders == 0, arena, err));
    }
    if (some(opts->ontology_dir))
        DMR_TRY(dmr_tables_replace_ontology(out->tables, opts->ontology_dir, err));
    for (size_t i = 0; i < opts->n_lexicon_added; i++)
        if (opts->lexicon_added[i] != base)
            DMR_TRY(dmr_tables_add(out->tables, opts->lexicon_added[i], err));
    return DEMARCHE_OK;
}

uint32_t dmr_engine_first_told(const dmr_compiled *lexicon)
{
    bool added = lexicon->tables->n_layers > lexicon->n_base_layers;
    return added ? lexicon->n_base_layers : 0;
}

static demarche_status open_lexicon(demarche_engine *engine,
                                    const demarche_engine_options *opts,
                                    demarche_error *err)
{
    dmr_compiled lexicon;
    DMR_TRY(dmr_engine_lexicon(&lexicon, &engine->lexicon_file, opts, true, engine->arena,
                               err));
    if (!lexicon.tables)
        return dmr_error_memory(err);
    engine->tables = lexicon.tables;
    engine->gazetteer = lexicon.gazetteer;
    if (!engine->gazetteer)
        DMR_TRY(
            dmr_gazetteer_load(&engine->gazetteer, lexicon.tables, engine->arena, err));
    DMR_TRY(dmr_ontology_load(&engine->ontology, lexicon.tables, engine->arena, err));
    DMR_TRY(dmr_splitter_load(&engine->splitter, lexicon.tables, engine->arena, err));
    dmr_hash_hex(lexicon.tables->hash, engine->lexicon_hash);
    return dmr_tables_all_known(lexicon.tables, err);
}

static demarche_status open_model(demarche_engine *engine, const char *path,
                                  const char *kernel, demarche_error *err)
{
    if (!dmr_file_exists(path))
        return dmr_error_set(err, DEMARCHE_E_IO, 0,
                             "%s: no model there; name the file (--model or "
                             "$DEMARCHE_MODEL)",
                             path);
    dmr_file file;
    DMR_TRY(dmr_file_map(&file, path, err));
    size_t tail = file.bytes.len % 32; /* the checksum takes whole blocks */
    size_t blocks = file.bytes.len - tail;
    uint64_t hash = dmr_model_checksum(file.bytes.ptr, blocks);
    dmr_hash_hex(dmr_hash(hash, file.bytes.ptr + blocks, tail), engine->model_hash);
    dmr_file_close(&file);
    return dmr_network_open(&engine->network, path, kernel, err);
}

demarche_status dmr_engine_check_options(const demarche_engine_options *opts,
                                         demarche_error *err)
{
    if (opts && opts->version != DEMARCHE_ENGINE_OPTIONS_VERSION)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "engine options of version %u; this library knows %d",
                             (unsigned)opts->version, DEMARCHE_ENGINE_OPTIONS_VERSION);
    return DEMARCHE_OK;
}

demarche_status demarche_engine_open(demarche_engine **out,
                                     const demarche_engine_options *opts,
                                     demarche_error *err)
{
    static const demarche_engine_options defaults = DEMARCHE_ENGINE_OPTIONS_INIT;
    if (!out)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no place for the engine");
    *out = NULL;
    if (!opts)
        opts = &defaults;
    DMR_TRY(dmr_engine_check_options(opts, err));
    demarche_engine *engine = calloc(1, sizeof *engine);
    if (!engine)
        return dmr_error_memory(err);
    engine->no_fold = opts->no_fold;
    engine->arena = dmr_arena_new(0);
    demarche_status status = engine->arena ? DEMARCHE_OK : dmr_error_memory(err);
    if (!status)
        status = open_lexicon(engine, opts, err);
    if (!status)
        status = open_model(engine,
                            find_path(opts->model_path, "DEMARCHE_MODEL",
                                      DMR_SOURCE_DIR "/model/" MODEL_FILE,
                                      DMR_DATA_DIR "/model/" MODEL_FILE),
                            opts->kernel, err);
    if (status) {
        demarche_engine_free(engine);
        return status;
    }
    *out = engine;
    return DEMARCHE_OK;
}

void demarche_engine_free(demarche_engine *engine)
{
    if (!engine)
        return;
    dmr_network_free(engine->network);
    dmr_arena_free(engine->arena);
    dmr_file_close(&engine->lexicon_file);
    free(engine);
}

const char *demarche_engine_kernel(const demarche_engine *engine)
{
    return engine->network->kernels->name;
}

bool demarche_engine_folds(const demarche_engine *engine)
{
    return !engine->no_fold;
}

const char *demarche_engine_lexicon_hash(const demarche_engine *engine)
{
    return engine->lexicon_hash;
}

const char *demarche_engine_model_hash(const demarche_engine *engine)
{
    return engine->model_hash;
}
