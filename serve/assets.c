#include "assets.h"

#include <string.h>

const room_asset *room_asset_find(const char *name)
{
    for (size_t i = 0; i < n_room_assets; i++)
        if (!strcmp(room_assets[i].name, name))
            return &room_assets[i];
    return NULL;
}

/* The asset NAME-HASH.SUFFIX of that name and suffix. */
static const room_asset *called(const char *name, const char *suffix)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < n_room_assets; i++) {
        const char *have = room_assets[i].name;
        const char *point = strrchr(have, '.');
        const char *dash = strrchr(have, '-');
        if (point && dash == have + n && !strncmp(have, name, n) &&
            !strcmp(point + 1, suffix))
            return &room_assets[i];
    }
    return NULL;
}

const room_asset *room_asset_style(void)
{
    return called("style", "css");
}

const room_asset *room_asset_icon(void)
{
    return called("icon", "svg");
}

const room_asset *room_asset_early(void)
{
    return called("early", "js");
}

const room_asset *room_asset_script(void)
{
    return called("room", "js");
}

const room_asset *room_asset_letters(void)
{
    return called("source-serif-4-latin-400-normal", "woff2");
}
