/*
 * Files: read whole, map, list a folder. Messages are "PATH: what; what to do".
 */
#ifndef DMR_BASE_FILE_H
#define DMR_BASE_FILE_H

#include "base/str.h"

/* A file's bytes. Close it with dmr_file_close; {0} is closed. */
typedef struct dmr_file {
    demarche_str bytes;
    void *owned;   /* malloc'ed, or NULL where mapped */
    void *mapping; /* mmap'ed, or NULL */
    size_t mapping_size;
} dmr_file;

/*
 * Read a file into memory; a NUL stands behind its bytes. "-" is standard input. E_IO
 * where it is missing, unreadable or a folder; E_LIMIT where it is larger than `max` bytes
 * (0: no limit); E_MEMORY.
 */
demarche_status dmr_file_read(dmr_file *out, const char *path, size_t max,
                              demarche_error *err);

/*
 * Map a regular file read-only, for files that nobody writes while we run (the model). As
 * dmr_file_read otherwise; no NUL behind the bytes.
 */
demarche_status dmr_file_map(dmr_file *out, const char *path, demarche_error *err);

void dmr_file_close(dmr_file *file);

/*
 * Write a file whole: under another name beside it, which then takes its place, so that
 * nobody sees half of it. E_IO, with what was begun removed.
 */
demarche_status dmr_file_write(const char *path, demarche_str bytes, demarche_error *err);

/* Paths of files, in the arena, with NUL behind each. */
typedef struct dmr_file_list {
    const char **paths; /* (n), in bytewise order of the path */
    size_t n;
} dmr_file_list;

/*
 * All regular files below the folder `dir` whose name ends in `suffix` (NULL: all). Names
 * that begin with "." are left out, folders are entered `depth` deep (0: not at all),
 * links to folders are not followed. E_IO where `dir` is no folder or cannot be read.
 */
demarche_status dmr_file_list_folder(dmr_file_list *out, const char *dir,
                                     const char *suffix, int depth, dmr_arena *arena,
                                     demarche_error *err);

bool dmr_file_is_folder(const char *path);
bool dmr_file_exists(const char *path);

/* "dir/name" in the arena, NUL behind; NULL for want of memory. */
const char *dmr_file_join(dmr_arena *arena, const char *dir, const char *name);

#endif
