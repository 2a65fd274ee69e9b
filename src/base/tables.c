#include "base/tables.h"

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"

/* Over the name and the bytes of a file. */
static uint64_t hash_file(uint64_t hash, const char *name, demarche_str bytes)
{
    hash = dmr_hash(hash, name, strlen(name) + 1);
    return dmr_hash(hash, bytes.ptr, bytes.len);
}

/* What `lexicon check` alone reads. */
static bool is_for_check(const char *name)
{
    return !strcmp(name, "sources.tsv") || !strcmp(name, "codes.tsv") ||
           !strcmp(name, "shared.tsv") || !strcmp(name, "ontology/sectors.tsv");
}

static demarche_status read_file(dmr_tables *t, dmr_tables_file *out, const char *path,
                                 size_t root, demarche_error *err)
{
    dmr_file file;
    DMR_TRY(dmr_file_read(&file, path, DMR_TABLE_BYTES_MAX, err));
    demarche_str bytes = dmr_str_copy(t->arena, file.bytes);
    dmr_file_close(&file);
    if (!bytes.ptr)
        return dmr_error_memory(err);
    /* Wherever the folder lies, with or without a slash behind it. */
    const char *name = path + root;
    while (*name == '/')
        name++;
    *out = (dmr_tables_file){name, {path, bytes, t->n_layers}, is_for_check(name)};
    t->hash = hash_file(t->hash, name, bytes);
    return DEMARCHE_OK;
}

demarche_status dmr_tables_add(dmr_tables *tables, const char *dir, demarche_error *err)
{
    enum { DEPTH = 4 };
    dmr_file_list list;
    size_t root = strlen(dir);
    while (root > 1 && dir[root - 1] == '/')
        root--;
    DMR_TRY(dmr_file_list_folder(&list, dir, ".tsv", DEPTH, tables->arena, err));
    size_t n_before = tables->files.n;
    for (size_t i = 0; i < list.n; i++)
        if (!DMR_PUSH(tables->arena, tables->files))
            return dmr_error_memory(err);
    dmr_tables_file *at = tables->files.at;
    if (n_before)
        memmove(at + list.n, at, n_before * sizeof *at);
    for (size_t i = 0; i < list.n; i++)
        DMR_TRY(read_file(tables, &at[i], list.paths[i], root, err));
    tables->n_layers++;
    return DEMARCHE_OK;
}

demarche_status dmr_tables_open(dmr_tables **out, const char *base, dmr_arena *arena,
                                demarche_error *err)
{
    *out = NULL;
    dmr_tables *t = DMR_NEW(arena, dmr_tables);
    demarche_str path = dmr_str_copy(arena, dmr_str_c(base));
    if (!t || !path.ptr)
        return dmr_error_memory(err);
    t->arena = arena;
    t->base = path.ptr;
    t->hash = DMR_HASH_SEED;
    DMR_TRY(dmr_tables_add(t, path.ptr, err));
    *out = t;
    return DEMARCHE_OK;
}

static bool is_event_side(const char *name)
{
    demarche_str s = dmr_str_c(name);
    return dmr_str_starts(s, DMR_STR("rules/")) || dmr_str_is(s, "patterns.tsv") ||
           dmr_str_is(s, "phrases.tsv") ||
           (dmr_str_starts(s, DMR_STR("ontology/")) && !is_for_check(name));
}

/* The uppermost layer has a table whose name begins so. */
static bool top_has(const dmr_tables *t, const char *begin)
{
    for (size_t i = 0; i < t->files.n; i++) {
        const dmr_tables_file *f = &t->files.at[i];
        if (f->file.layer == t->n_layers - 1 &&
            dmr_str_starts(dmr_str_c(f->name), dmr_str_c(begin)))
            return true;
    }
    return false;
}

demarche_status dmr_tables_replace_ontology(dmr_tables *tables, const char *dir,
                                            demarche_error *err)
{
    static const char mark[] = "an ontology instead of";
    size_t n = 0;
    for (size_t i = 0; i < tables->files.n; i++) {
        if (!is_event_side(tables->files.at[i].name))
            tables->files.at[n++] = tables->files.at[i];
    }
    tables->files.n = n;
    /* Not the hash of the same folder laid over what was there. */
    tables->hash = dmr_hash(tables->hash, mark, sizeof mark);
    DMR_TRY(dmr_tables_add(tables, dir, err));
    bool typed = top_has(tables, "ontology/types.tsv");
    if (typed && (top_has(tables, "rules/") || top_has(tables, "patterns.tsv")))
        return DEMARCHE_OK;
    return dmr_error_set(err, DEMARCHE_E_IO, 0,
                         "%s: no %s in it; an ontology is a folder with "
                         "ontology/types.tsv and rules/*.tsv",
                         dir, typed ? "rules/*.tsv" : "ontology/types.tsv");
}

const char *dmr_tables_path(const dmr_tables *tables, const char *name)
{
    for (size_t i = 0; i < tables->files.n; i++)
        if (strcmp(tables->files.at[i].name, name) == 0)
            return tables->files.at[i].file.path;
    return name;
}

bool dmr_tables_has(const dmr_tables *tables, const char *name)
{
    for (size_t i = 0; i < tables->files.n; i++)
        if (strcmp(tables->files.at[i].name, name) == 0)
            return true;
    return false;
}

demarche_status dmr_tables_load(dmr_table *out, dmr_tables *tables, const char *name,
                                const char *const *columns, demarche_error *err)
{
    DMR_VEC(dmr_table_file) files = {0};
    *out = (dmr_table){0};
    for (size_t i = 0; i < tables->files.n; i++) {
        dmr_tables_file *f = &tables->files.at[i];
        if (strcmp(f->name, name) != 0)
            continue;
        dmr_table_file *place = DMR_PUSH(tables->arena, files);
        if (!place)
            return dmr_error_memory(err);
        *place = f->file;
        f->known = true;
    }
    if (!files.n)
        return dmr_error_set(err, DEMARCHE_E_IO, 0,
                             "%s/%s: no such table; a lexicon needs it", tables->base,
                             name);
    return dmr_table_parse_files(out, files.at, files.n, columns, tables->complaints,
                                 tables->arena, err);
}

demarche_status dmr_tables_load_file(dmr_table *out, const dmr_tables *tables,
                                     dmr_tables_file *file, const char *const *columns,
                                     demarche_error *err)
{
    file->known = true;
    return dmr_table_parse_files(out, &file->file, 1, columns, tables->complaints,
                                 tables->arena, err);
}

demarche_status dmr_tables_row(const dmr_tables *tables, const dmr_table_row *row,
                               demarche_status status, demarche_error *err)
{
    return status ? dmr_complaints_take(tables->complaints, status, row->path, err)
                  : DEMARCHE_OK;
}

demarche_status dmr_tables_all_known(const dmr_tables *tables, demarche_error *err)
{
    for (size_t i = 0; i < tables->files.n; i++) {
        const dmr_tables_file *f = &tables->files.at[i];
        if (f->known || (!f->file.layer && !tables->complaints))
            continue;
        demarche_status status =
            dmr_error_set(err, DEMARCHE_E_LEXICON, 1,
                          "%s:1: no table of a lexicon has this name; rename it "
                          "(persons.tsv, rules/mine.tsv) or take it away",
                          f->file.path);
        DMR_TRY(dmr_complaints_take(tables->complaints, status, f->file.path, err));
    }
    return DEMARCHE_OK;
}
