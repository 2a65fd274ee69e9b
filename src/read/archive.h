/*
 * What an input holds, through archives and compression around it, one within another: zip,
 * tar, gzip, zstd, xz, bzip2. Members come in the archive's order and are read as they come,
 * so that nothing is unpacked into memory or onto a disk. Several gzip members behind one
 * another are one stream.
 */
#ifndef DMR_READ_ARCHIVE_H
#define DMR_READ_ARCHIVE_H

#include "read/stream.h"

enum { DMR_ARCHIVE_DEPTH = 3 }; /* archives within archives */

typedef struct dmr_archive_level dmr_archive_level;

typedef struct dmr_archive {
    dmr_stream *base; /* of the input itself */
    char *path;       /* of the input */
    dmr_archive_level *levels[DMR_ARCHIVE_DEPTH];
    size_t depth; /* 0: the input is no archive */
    bool begun;
} dmr_archive;

/* Look what `base`, which must outlive *out, is. Of an archive that is none for us (an office
 * document) E_FORMAT; E_IO, E_MEMORY. Close with dmr_archive_close, also after an error. */
demarche_status dmr_archive_open(dmr_archive *out, dmr_stream *base, const char *path,
                                 demarche_error *err);
void dmr_archive_close(dmr_archive *archive);

/*
 * The next member's bytes, good until the next call; of an input that is no archive the input
 * itself. *stream is NULL at the end. Folders, links and hidden members are left out. After
 * an error the next call goes on behind what could not be read. E_FORMAT, E_IO, E_MEMORY.
 */
demarche_status dmr_archive_next(dmr_archive *archive, dmr_stream **stream,
                                 demarche_error *err);

/* Path of the member at hand ("archive.zip/member.txt"), or of the archive where that cannot
 * be read; of the input before the first. Good until the next call. */
const char *dmr_archive_path(const dmr_archive *archive);

#endif
