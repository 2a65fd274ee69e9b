#include "lexicon/compiled.h"

#include "base/error.h"
#include "base/utf8.h"
#include "nn/model.h"

enum {
    FORMAT = 2, /* to be raised with every change of the layout or of what is in it */
    ORDER = 0x01020304,
    HEADER = 96, /* bytes */
    AT_SUM = 8,
    AT_FORMAT = 16,
    AT_ORDER = 20,
    AT_SIZE = 24,
    AT_SUMMED = 32, /* what the checksum covers begins here */
    AT_HASH = 32,
    AT_WORDS = 40,
    AT_POOL = 48,
    AT_VERSION = 56,
    VERSION_BYTES = 16,
    BLOCK = 32, /* of the checksum */
    FILE_WORDS = 5,
    LAYERS_MAX = 64,
};

static const char magic[8] = "DMRLEXIC";

/* ------------------------------------------------------------------------ writing */

static void put_files(dmr_image_writer *w, const dmr_tables *tables)
{
    uint32_t n = 0;
    for (size_t i = 0; i < tables->files.n; i++)
        n += tables->files.at[i].known;
    dmr_image_put(w, tables->n_layers);
    dmr_image_put(w, n);
    for (size_t i = 0; i < tables->files.n; i++) {
        const dmr_tables_file *f = &tables->files.at[i];
        if (!f->known)
            continue;
        dmr_image_put_str(w, dmr_str_c(f->name));
        dmr_image_put(w, f->file.layer);
        dmr_image_put_str(w, f->file.bytes);
    }
}

demarche_status dmr_compiled_make(demarche_str *out, const dmr_tables *tables,
                                  const dmr_gazetteer *gazetteer, dmr_arena *arena,
                                  demarche_error *err)
{
    dmr_image_writer w;
    if (!dmr_image_begin(&w, arena))
        return dmr_error_memory(err);
    put_files(&w, tables);
    dmr_gazetteer_put(&w, gazetteer);
    if (w.failed)
        return dmr_error_memory(err);
    size_t n_words =
        (w.words.n + 1) & ~(size_t)1; /* the pool begins at a multiple of 8 */
    size_t size = HEADER + n_words * sizeof(uint32_t) + w.n_pool;
    size = (size + BLOCK - 1) / BLOCK * BLOCK;
    unsigned char *p = dmr_arena_zalloc(arena, size, 1);
    if (!p)
        return dmr_error_memory(err);
    const uint32_t format = FORMAT, order = ORDER;
    const uint64_t whole = size, words = n_words, pool = w.n_pool;
    memcpy(p, magic, sizeof magic);
    memcpy(p + AT_FORMAT, &format, sizeof format);
    memcpy(p + AT_ORDER, &order, sizeof order);
    memcpy(p + AT_SIZE, &whole, sizeof whole);
    memcpy(p + AT_HASH, &tables->hash, sizeof tables->hash);
    memcpy(p + AT_WORDS, &words, sizeof words);
    memcpy(p + AT_POOL, &pool, sizeof pool);
    memcpy(p + AT_VERSION, DEMARCHE_VERSION, strlen(DEMARCHE_VERSION));
    memcpy(p + HEADER, w.words.at, w.words.n * sizeof(uint32_t));
    if (w.n_pool)
        memcpy(p + HEADER + n_words * sizeof(uint32_t), w.pool, w.n_pool);
    const uint64_t sum = dmr_model_checksum(p + AT_SUMMED, size - AT_SUMMED);
    memcpy(p + AT_SUM, &sum, sizeof sum);
    *out = dmr_str((const char *)p, size);
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------ reading */

static uint64_t get_u64(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static uint32_t get_u32(const char *p)
{
    uint32_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static demarche_status refuse(const char *path, const char *why, demarche_error *err)
{
    return dmr_error_set(err, DEMARCHE_E_LEXICON, 0,
                         "%s: %s; make it anew with demarche lexicon compile", path, why);
}

static demarche_status check_header(const char *path, demarche_str bytes,
                                    demarche_error *err)
{
    const char *p = bytes.ptr;
    static const char version[VERSION_BYTES] = DEMARCHE_VERSION;
    if (bytes.len < sizeof magic || memcmp(p, magic, sizeof magic) != 0)
        return refuse(path, "neither a folder nor a compiled lexicon", err);
    if (bytes.len < HEADER)
        return refuse(path, "the lexicon is cut off", err);
    if (get_u32(p + AT_ORDER) != ORDER)
        return refuse(path, "compiled on a machine of the other byte order", err);
    if (get_u32(p + AT_FORMAT) != FORMAT ||
        memcmp(p + AT_VERSION, version, VERSION_BYTES) != 0)
        return refuse(path, "compiled by another version of demarche", err);
    if (get_u64(p + AT_SIZE) != bytes.len || bytes.len % BLOCK != 0)
        return refuse(path, "the lexicon is cut off or has grown", err);
    if (get_u64(p + AT_SUM) != dmr_model_checksum(p + AT_SUMMED, bytes.len - AT_SUMMED))
        return refuse(path, "the lexicon is damaged (checksum differs)", err);
    return DEMARCHE_OK;
}

/* "base.lex/rules/aid.tsv", for messages. */
static demarche_status get_file(dmr_tables *t, dmr_image_reader *r, const char *path,
                                demarche_error *err)
{
    demarche_str name = dmr_str_copy(t->arena, dmr_image_get_str(r));
    uint32_t layer = dmr_image_get_below(r, t->n_layers);
    demarche_str bytes = dmr_image_get_str(r);
    demarche_str full = dmr_str_format(t->arena, "%s/%.*s", path, DMR_STR_ARG(name));
    dmr_tables_file *f = DMR_PUSH(t->arena, t->files);
    if (!f || !name.ptr || !full.ptr)
        return dmr_error_memory(err);
    *f = (dmr_tables_file){name.ptr, {full.ptr, bytes, layer}, true};
    return DEMARCHE_OK;
}

static demarche_status get_tables(dmr_tables **out, dmr_image_reader *r, const char *path,
                                  uint64_t hash, dmr_arena *arena, demarche_error *err)
{
    dmr_tables *t = DMR_NEW(arena, dmr_tables);
    demarche_str base = dmr_str_copy(arena, dmr_str_c(path));
    if (!t || !base.ptr)
        return dmr_error_memory(err);
    t->arena = arena;
    t->base = base.ptr;
    t->hash = hash;
    t->n_layers = dmr_image_get_below(r, LAYERS_MAX + 1);
    size_t n = dmr_image_get_count(r, FILE_WORDS);
    for (size_t i = 0; i < n; i++)
        DMR_TRY(get_file(t, r, base.ptr, err));
    *out = t;
    return DEMARCHE_OK;
}

demarche_status dmr_compiled_read(dmr_compiled *out, const char *path, demarche_str bytes,
                                  bool with_gazetteer, dmr_arena *arena,
                                  demarche_error *err)
{
    *out = (dmr_compiled){0};
    DMR_TRY(check_header(path, bytes, err));
    uint64_t n_words = get_u64(bytes.ptr + AT_WORDS),
             n_pool = get_u64(bytes.ptr + AT_POOL);
    size_t room = bytes.len - HEADER;
    if (n_words % 2 || n_words > room / sizeof(uint32_t) ||
        n_pool > room - n_words * sizeof(uint32_t))
        return refuse(path, "the lexicon is damaged (its parts are too large)", err);
    dmr_image_reader r = {
        .words = (const uint32_t *)(const void *)(bytes.ptr + HEADER),
        .n = (size_t)n_words,
        .pool = dmr_str(bytes.ptr + HEADER + n_words * sizeof(uint32_t), (size_t)n_pool)};
    if (dmr_utf8_invalid(r.pool, 0) != SIZE_MAX)
        return refuse(path, "the lexicon is damaged (not UTF-8)", err);
    DMR_TRY(get_tables(&out->tables, &r, path, get_u64(bytes.ptr + AT_HASH), arena, err));
    out->n_base_layers = out->tables->n_layers;
    if (with_gazetteer && !r.bad)
        out->gazetteer = dmr_gazetteer_get(&r, arena);
    if (r.bad)
        return refuse(path, "the lexicon is damaged (its parts do not fit)", err);
    if (!with_gazetteer)
        return DEMARCHE_OK;
    if (!out->gazetteer)
        return dmr_error_memory(err);
    demarche_status status =
        dmr_gazetteer_finish(out->gazetteer, out->tables, arena, err);
    return status == DEMARCHE_E_IO ? refuse(path, "the lexicon lacks a table", err)
                                   : status;
}
