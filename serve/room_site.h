/*
 * The reading room as a folder of files: every page that a link leads to from the listing, by
 * the same templates. Links are relative, so that the folder can lie anywhere, on a disk as on
 * a server. What needs a server (search, other dates) is not in it.
 */
#ifndef DEMARCHE_SERVE_ROOM_SITE_H
#define DEMARCHE_SERVE_ROOM_SITE_H

#include "room.h"

typedef struct site_counts {
    uint64_t pages, bytes;
    uint64_t waiting;  /* addresses that are known and not yet written */
    uint64_t left_out; /* beyond `most` */
    uint64_t failed;   /* pages that could not be made or written: `failed` was told */
} site_counts;

typedef struct site_options {
    const char *record,
        *folder;   /* the folder may exist; files of the same names are replaced */
    uint64_t most; /* pages; 0: all */
    bool data;     /* the .json and .csv of each page too */
    /* After each page; false stops. May be NULL. */
    bool (*progress)(void *user, const site_counts *so_far);
    /* A page that is not there or cannot be made (`why` is NULL), or whose file cannot be
     * written: where it was linked from ("": nowhere). The others go on. May be NULL. */
    void (*failed)(void *user, const char *address, const char *from, const char *why);
    void *user;
} site_options;

/* E_IO for a folder that cannot be made, and where no file can be written any more (the disk is
 * full, say), with its name; what was written stays. */
demarche_status site_write(const site_options *options, site_counts *counts,
                           demarche_error *err);

#endif
