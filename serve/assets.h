/*
 * What pages need besides themselves: style, script, letters, icon. It is in the program, so
 * that a room needs no folder of files. A name has a hash of the bytes in it: what is fetched
 * once under /static/ is good for ever.
 *
 * Built without npm there is no script, and the system's letters stand in: the pages are whole
 * all the same.
 */
#ifndef DEMARCHE_SERVE_ASSETS_H
#define DEMARCHE_SERVE_ASSETS_H

#include <stddef.h>

typedef struct room_asset {
    const char *name, *type; /* "style-0c1f2e3d4b.css", "text/css; charset=utf-8" */
    const unsigned char *at; /* (n) */
    size_t n;
} room_asset;

extern const room_asset room_assets[];
extern const size_t n_room_assets;

/* The asset of that name, with its hash; NULL where there is none. */
const room_asset *room_asset_find(const char *name);

/* What the head of a page names, NULL where the build has none of it. */
const room_asset *room_asset_style(void);  /* rel="stylesheet" */
const room_asset *room_asset_icon(void);   /* rel="icon" */
const room_asset *room_asset_early(void);  /* a script without defer, before the style: it
                                               sets the theme before anything is painted */
const room_asset *room_asset_script(void); /* a script with defer */
const room_asset *room_asset_letters(void); /* rel="preload" as="font" crossorigin: what
                                               most of a page is set in */

#endif
