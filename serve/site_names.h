/*
 * Names of the files of a static site. An address of the room is a file: "/" index.html,
 * "/pair/KOR-SUN?when=1989" pair/KOR-SUN--when-1989.html. No two addresses have one file, also
 * where a file system takes "A" and "a", or a letter with its mark and the two apart, for the
 * same; each part is short enough for a file system, and none is a name that Windows does not
 * have. What would be a second of a name has a hash of its address at its end.
 */
#ifndef DEMARCHE_SERVE_SITE_NAMES_H
#define DEMARCHE_SERVE_SITE_NAMES_H

#include "room_text.h"

typedef struct site_names site_names;

/* NULL for want of memory; free with site_names_free. */
site_names *site_names_new(void);

/* NULL is fine. */
void site_names_free(site_names *names);

/* The file of an address, from the site's folder: always the same. NULL for want of memory. The
 * names', until they are freed. */
const char *site_names_of(site_names *names, const char *address);

/* The file as an address, to stand in a link: percent-encoded. */
void site_names_put_link(room_text *out, const char *file);

/* ".json" or ".csv", where the path of `n` bytes ends so; else NULL. */
const char *site_names_ending(const char *path, size_t n);

#endif
