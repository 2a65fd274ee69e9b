/* Any bytes as a page of links: each line stands under one before it. */
#include <stdlib.h>

#include "read/site_links.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dmr_arena *arena = dmr_arena_new(0);
    demarche_str bytes = {(const char *)data, size};
    dmr_site_lines lines;
    (void)dmr_site_may_lead(bytes);
    if (arena && !dmr_site_lines_read(&lines, bytes, DMR_STR("a/b.html"), arena, NULL)) {
        for (size_t i = 0; i < lines.list.n; i++) {
            if (lines.list.at[i].up > i)
                abort();
        }
    }
    dmr_arena_free(arena);
    return 0;
}
