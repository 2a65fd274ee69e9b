/* Any bytes as an HTML page: paragraphs in order, every byte of the text from the page. */
#include <stdlib.h>

#include "read/format_kind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    dmr_arena *arena = dmr_arena_new(0);
    dmr_source s = {0};
    demarche_str bytes = {(const char *)data, size};
    opts.max_bytes = 1 << 20;
    if (arena && !dmr_format_html.whole(&s, bytes, &opts, arena, NULL)) {
        size_t end = 0;
        for (size_t i = 0; i < s.n_paragraphs; i++) {
            const dmr_paragraph *p = &s.paragraphs[i];
            if (p->start < end || p->end <= p->start || p->end > s.text.len)
                abort();
            end = p->end;
        }
        for (size_t i = 0; i < s.text.len; i++) {
            if (dmr_origin_find(&s.origin, 0, i) > size)
                abort();
        }
    }
    dmr_arena_free(arena);
    return 0;
}
